//go:build js && !stub

package main

import (
	"context"
	"fmt"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/latency"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/trace"
	"github.com/asyncshelf/asyncshelf/wasm/message"
)

// This file is where the worker's jobs meet package engine.

// options are what a message asks for. What it leaves out is as everywhere in the page.
func options(m *message.Message, out *outbox) (engine.Options, error) {
	o := engine.Options{
		Latency: engine.PageLatency, StepCost: engine.PageStepCost,
		Limits: engine.Limits(m.Limits),
		Open:   openDatabase,
		OnEvent: func(e engine.Event) {
			if wanted(e.Kind, m.Trace) {
				out.event(&e)
			}
		},
		Yield: out.yield,
		Trace: m.Trace || m.Timeline,
	}
	if len(m.Latency) > 0 {
		o.Latencies = &latency.Model{}
		if err := o.Latencies.UnmarshalJSON(m.Latency); err != nil {
			return o, fmt.Errorf("The latency cannot be read: %v.", err)
		}
	}
	if m.StepCost != nil {
		o.StepCost = time.Duration(max(0, min(*m.StepCost, 1e6)))
	}
	return o, nil
}

// wanted says whether the page gets an event: those of the trace only if it asked, and never the result, which is the job's own answer.
func wanted(k trace.Kind, traced bool) bool {
	switch k {
	case trace.Stdout, trace.Stderr, trace.Query, trace.Warning:
		return true
	case trace.Result:
		return false
	}
	return traced
}

func runProgram(ctx context.Context, m *message.Message, out *outbox) (any, error) {
	o, err := options(m, out)
	if err != nil {
		return nil, err
	}
	r, err := engine.Run(ctx, engine.ProgramOf(m.Files), o)
	if err != nil {
		return nil, err
	}
	// The page has had every statement as an event already; writing and reading them a second time would cost more than running them.
	short := *r
	short.Queries = nil
	return &short, nil
}

// lessons are those that the page has sent: each crosses once.
var lessons = map[string]*lesson.Lesson{}

func checkStep(ctx context.Context, m *message.Message, out *outbox) (any, error) {
	if m.LessonData != nil {
		l, err := lesson.ForChecks(m.LessonData)
		if err != nil {
			return nil, fmt.Errorf("The lesson's file is damaged: %v.", err)
		}
		lessons[m.Lesson] = l
	}
	l := lessons[m.Lesson]
	if l == nil {
		return nil, fmt.Errorf("The lesson %q was not sent.", m.Lesson)
	}
	o, err := options(m, out)
	if err != nil {
		return nil, err
	}
	o.Trace = true // checks may ask about time
	return lesson.CheckWith(ctx, l, m.Step, m.Files, engine.Runner(o))
}

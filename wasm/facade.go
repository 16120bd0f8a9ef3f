//go:build js && !stub

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/trace"
	"github.com/asyncshelf/asyncshelf/wasm/encode"
)

// This file is where the worker's jobs meet package engine.

// defaultLatency is what a statement takes, in simulated time, when the page does not say.
const defaultLatency = 25 * time.Millisecond

// maxLatency keeps sums of latencies far from overflow.
const maxLatency = 24 * time.Hour

func (m *message) latency() time.Duration {
	if m.Latency < 0 {
		return defaultLatency
	}
	return min(time.Duration(m.Latency*float64(time.Millisecond)), maxLatency)
}

func (m *message) options(out *outbox) engine.Options {
	return engine.Options{
		Latency: m.latency(),
		Limits:  engine.Limits{Steps: m.Limits.Steps, Memory: m.Limits.Memory, Output: m.Limits.Output, Recursion: m.Limits.Recursion},
		Open:    openDatabase,
		OnEvent: func(e engine.Event) {
			if e.Kind != trace.Result { // the job's own answer carries it
				out.event(event{&e})
			}
		},
		Yield: out.yield,
		Trace: m.Trace,
	}
}

func runProgram(ctx context.Context, m *message, out *outbox) (any, error) {
	p := engine.Program{}
	for _, f := range m.Files {
		p.Files = append(p.Files, engine.File{Name: f.Name, Text: f.Text, Role: f.Role})
	}
	r, err := engine.Run(ctx, p, m.options(out))
	if err != nil {
		return nil, err
	}
	// The page has had every statement as an event already; writing and reading them a second time would cost more than running them.
	short := *r
	short.Queries = nil
	return &short, nil
}

// An event is the engine's, which encodes itself as the outbox prefers.
type event struct{ *engine.Event }

func (e event) AppendJSON(b []byte) []byte { return encode.Event(b, e.Event) }

// lessons are those that the page has sent: each crosses once.
var lessons = map[string]*lesson.Lesson{}

func checkStep(ctx context.Context, m *message, out *outbox) (any, error) {
	if m.LessonData != nil {
		l := &lesson.Lesson{}
		if err := json.Unmarshal(m.LessonData, l); err != nil {
			return nil, fmt.Errorf("The lesson's file is damaged: %v.", err)
		}
		lessons[m.Lesson] = l
	}
	l := lessons[m.Lesson]
	if l == nil {
		return nil, fmt.Errorf("The lesson %q was not sent.", m.Lesson)
	}
	var files []lesson.File
	for _, f := range m.Files {
		files = append(files, lesson.File{Name: f.Name, Text: f.Text, Role: f.Role})
	}
	return lesson.CheckWith(ctx, l, m.Step, files, engine.Runner(m.options(out)))
}

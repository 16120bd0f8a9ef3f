package main

import (
	"context"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// pageRunner gives the native engine with the times that the page has.
func pageRunner() lesson.Runner {
	return engine.Runner(engine.Options{Latency: engine.PageLatency, StepCost: engine.PageStepCost, Trace: true})
}

// recordRun runs a program for the build.
func recordRun(ctx context.Context, files []lesson.File) ([]byte, error) {
	ran, err := pageRunner()(ctx, files, nil)
	if err != nil {
		return nil, err
	}
	return ran.Result, nil
}

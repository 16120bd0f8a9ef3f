package main

import (
	"context"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// newRunner gives the native engine, with the time that a statement takes.
func newRunner(latency time.Duration) lesson.Runner {
	return engine.Runner(engine.Options{Latency: latency})
}

// pageLatency is what a statement takes in the page, and so in what the
// build records.
const pageLatency = 25 * time.Millisecond

// recordRun runs a program for the build.
func recordRun(ctx context.Context, files []lesson.File) ([]byte, error) {
	ran, err := newRunner(pageLatency)(ctx, files, nil)
	if err != nil {
		return nil, err
	}
	return ran.Result, nil
}

package compare_test

import (
	"context"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
)

// BenchmarkLoad serves 500 requests in each of four ways.
func BenchmarkLoad(b *testing.B) {
	o := compare.LoadOptions{Requests: 500, Rate: 100, Seed: 3, Ways: []compare.Way{
		{Server: compare.WSGI, View: "sync_view"}, {Server: compare.ASGI, View: "sync_view"}, {Server: compare.ASGI, View: "async_view"}, {Server: compare.ASGI, View: "time_sleep"},
	}}
	for b.Loop() {
		r, err := compare.Load(context.Background(), program(), o, engine.Options{Latency: S, StepCost: engine.PageStepCost}, nil)
		if err != nil || r.Ways[3].Figures.Answered != 500 {
			b.Fatal(err, r)
		}
		r.View()
	}
}

//go:build !js

package sqlite

import (
	"context"
	"sync/atomic"
	"time"
)

// A budget is what go-sqlite3 asks, every StepInterval instructions, whether to go on. It asks by calling Err of the
// context it was given; so the budget is a context, whose Err counts.
type budget struct {
	ctx       context.Context
	cancelled atomic.Bool
	steps     int64
	limit     int64
	entering  bool // the next look comes from the beginning of a call, before SQLite has done anything
}

// start begins a new statement.
func (b *budget) start(ctx context.Context, limit int64) {
	b.ctx, b.limit, b.steps, b.entering = ctx, limit, 0, true
	b.cancelled.Store(false)
}

func (b *budget) spent() bool { return b.limit >= 0 && b.steps > b.limit }

// Err counts a stretch of steps and reports whether they were too many, or unwanted.
func (b *budget) Err() error {
	if b.entering {
		b.entering = false
	} else {
		b.steps += StepInterval
	}
	switch {
	case b.cancelled.Load() || b.spent():
		return context.Canceled
	case b.ctx != nil:
		return b.ctx.Err()
	}
	return nil
}

func (b *budget) Deadline() (time.Time, bool) { return time.Time{}, false }
func (b *budget) Done() <-chan struct{}       { return nil }
func (b *budget) Value(key any) any           { return nil }

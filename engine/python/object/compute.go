package object

import "time"

// Computing costs virtual time when Runtime.StepCost says so: then a long loop between two awaits blocks the event loop visibly, as it does in
// reality. Short work is free: what a thread computes between two waits counts in whole milliseconds, rounded down, so that a program of queries and sleeps takes exactly
// the sum of those and its arithmetic can be followed.

// Threads that compute share the interpreter as CPython's do: see SwitchInterval in sched.go. A thread is only made to wait in lines of the program's
// own, at a loop's turn or a call, so what it does between two of those is never cut in two; a native call, such as a sort, is one step. With a
// StepCost of zero nothing passes while one computes, and nobody is overtaken.

// Grace is what computing counts in: what is left over of a stretch is free.
const Grace = time.Millisecond

// Steps is how many instructions the thread has run.
func (t *Thread) Steps() int64 { return t.charged + int64(CheckEvery-t.Tick) }

// BeginStretch begins a new stretch of computing: the thread has waited, or the event loop turns to the next callback.
func (t *Thread) BeginStretch() {
	if t.RT.StepCost > 0 {
		t.stretch, t.paid = t.Steps(), 0
	}
}

// Free gives the thread what it has computed since its Steps were since: importing the library costs the learner's program nothing.
func (t *Thread) Free(since int64) {
	if t.RT.StepCost > 0 {
		t.stretch += t.Steps() - since
	}
}

// Settle moves the clock on by what the thread has computed since it last did.
func (t *Thread) Settle() {
	rt := t.RT
	if rt.StepCost <= 0 {
		return
	}
	spent := (time.Duration(t.Steps()-t.stretch) * rt.StepCost).Truncate(Grace)
	if spent <= t.paid {
		return
	}
	d := spent - t.paid
	t.paid = spent
	rt.Sched.Advance(d)
	if rt.Trace != nil {
		rt.Trace.Busy(t, d)
	}
}

// A program that waits by looking at the clock again and again would wait for ever where computing costs nothing: after freeLooks looks
// at one moment, each further one takes lookCost. Before, a program sees the clock go on by a tick at each of the first looks, as it would in reality, where
// what was done between two of them took some time: it may divide by it.
const (
	freeLooks = 1000
	lookCost  = 10 * time.Microsecond
	tickLooks = 20
)

// Look is the time that a program sees on a clock, which then ticks.
func (t *Thread) Look(tick time.Duration) time.Duration {
	t.Settle()
	s := t.RT.Sched
	if s.now != s.looked {
		s.looked, s.looks, s.ticked = s.now, 0, 0
	}
	switch s.looks++; {
	case s.looks > freeLooks:
		// It waits: what it has seen pass has passed.
		s.Advance(lookCost + s.ticked)
		s.late -= s.ticked
		s.looked, s.ticked = s.now, 0
	case s.looks <= tickLooks:
		s.late += tick
		s.ticked += tick
	}
	return s.now + s.late
}

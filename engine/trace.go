package engine

import (
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/asyncio"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// maxTrace is how many events are kept: a program can make millions, and nobody would look at them.
const maxTrace = 50_000

// maxExceptions is how many exceptions are told: their texts cost more than catching them does.
const maxExceptions = 1000

const chunkSize = 512

// tracer is the recorder's part that exists when a run is traced: it implements object.Tracer.
type tracer struct {
	r      *recorder
	chunks [][]trace.Event // of chunkSize each, so that nothing moves as they grow
	n      int
	over   bool
	// last is the exception told last: it comes up to one frame after the other, and is told once.
	last       *object.Exception
	exceptions int
	statements int32
	made       []trace.Position // by task: where it was created
	// busy is where computing was noticed last, and in which task and thread.
	busy       trace.Position
	busyTask   int32
	busyThread *object.Thread
}

// Trace implements object.Tracer.
func (c *tracer) Trace(t *object.Thread, ev trace.Event) {
	r := c.r
	if r.muted {
		return
	}
	e := c.keep(ev)
	if e == nil {
		return
	}
	e.T = r.rt.Sched.Now()
	if t != r.t {
		e.Thread = t.Name
	}
	j := t.Job
	if e.Task == 0 && e.Kind != trace.Thread {
		if j != nil {
			e.Task = j.Task
		} else if k := asyncio.Current(t); k != nil {
			e.Task = int32(k.ID)
		}
	}
	if e.Kind == trace.Blocked {
		c.blame(e)
	} else if e.Kind == trace.Thread && e.What != trace.Created {
		// a thread's own life has no line
	} else if e.Line == 0 && (e.Kind != trace.Task || e.What == trace.Created || e.What == trace.Cancelling) {
		if o := r.locate(t); o.File != "" {
			e.File, e.Line = o.File, int32(o.Line)
		} else if j != nil {
			e.File, e.Line = j.File, int32(j.Line)
		}
	}
	if e.Kind == trace.Task {
		c.place(e)
	}
	if r.emit != nil {
		r.emit(Event{Event: *e})
	}
}

// keep puts an event where it stays; nil when there are too many already. Output is always told.
func (c *tracer) keep(e trace.Event) *trace.Event {
	if c.n >= maxTrace {
		if !c.over {
			c.over = true
			if c.r.emit != nil {
				c.r.emit(Event{Event: trace.Event{Kind: trace.Truncated, T: c.r.rt.Sched.Now()}})
			}
		}
		if e.Kind != trace.Stdout && e.Kind != trace.Stderr {
			return nil
		}
		return &e
	}
	c.n++
	last := len(c.chunks) - 1
	if last < 0 || len(c.chunks[last]) == chunkSize {
		c.chunks = append(c.chunks, make([]trace.Event, 0, chunkSize))
		last++
	}
	chunk := append(c.chunks[last], e)
	c.chunks[last] = chunk
	return &chunk[len(chunk)-1]
}

// events is all that was kept, in order.
func (c *tracer) events() []trace.Event {
	out := make([]trace.Event, 0, c.n)
	for _, chunk := range c.chunks {
		out = append(out, chunk...)
	}
	return out
}

// place gives a task that is in no line of the learner's, such as one of asyncio.sleep alone, the line that made it.
func (c *tracer) place(e *trace.Event) {
	switch e.What {
	case trace.Created:
		for len(c.made) <= int(e.Task) {
			c.made = append(c.made, trace.Position{})
		}
		c.made[e.Task] = e.Position
	case trace.Suspended, trace.Resumed, trace.Started:
		if e.Line == 0 && int(e.Task) < len(c.made) {
			e.Position = c.made[e.Task]
		}
	}
}

// Position tells whether a frame is of the learner's files, and its line.
func (c *tracer) Position(f object.Frame) (trace.Position, bool) {
	name := f.Filename()
	if !c.r.files[name] {
		return trace.Position{}, false
	}
	return trace.Position{File: name, Line: int32(f.Line())}, true
}

// Raised implements object.Tracer.
func (c *tracer) Raised(t *object.Thread, e *object.Exception, f object.Frame) {
	if e == c.last || c.r.muted || c.over {
		return
	}
	pos, mine := c.Position(f)
	if !mine || e.Class.IsSubtype(object.StopIterationType) || e.Class.IsSubtype(object.StopAsyncIterationType) || e.Class.IsSubtype(object.GeneratorExitType) {
		return // those are how loops and generators end
	}
	if c.last = e; c.exceptions >= maxExceptions {
		return
	}
	c.exceptions++
	c.Trace(t, trace.Event{Kind: trace.Exception, Text: clip(e.Error(), maxRepr), Position: pos})
}

// Busy implements object.Tracer.
func (c *tracer) Busy(t *object.Thread, d time.Duration) {
	k := asyncio.Current(t)
	if t.RunningLoop == nil && t != c.r.t {
		return // what computes beside the loop does not block it
	}
	if (k == nil || t.Frame == t.Base) && c.busy.Line != 0 && c.busyThread == t {
		return // a step has just ended: what it was at before is where it computed
	}
	o := c.r.locate(t)
	c.busyThread = t
	c.busy = trace.Position{File: o.File, Line: int32(o.Line)}
	if c.busyTask = 0; k != nil {
		c.busyTask = int32(k.ID)
	}
}

// blame finds what kept the loop: of what this thread did meanwhile, that which took longest.
func (c *tracer) blame(e *trace.Event) {
	e.Cause, e.Position, e.Task = trace.ByWork, c.busy, c.busyTask
	var longest time.Duration
	for n := len(c.chunks) - 1; n >= 0; n-- {
		if !c.blameIn(c.chunks[n], e, &longest) {
			break
		}
	}
	if longest == 0 && c.busy.Line == 0 {
		e.Cause = trace.ByWait
	}
	c.busy = trace.Position{}
}

// blameIn looks through a chunk of events, back from its end. It says whether earlier ones may matter.
func (c *tracer) blameIn(chunk []trace.Event, e *trace.Event, longest *time.Duration) bool {
	for i := len(chunk) - 1; i >= 0; i-- {
		x := &chunk[i]
		if x == e {
			continue
		}
		if x.T < e.Start {
			return false
		}
		if x.Thread != e.Thread {
			continue
		}
		var d time.Duration
		cause := trace.ByQuery
		switch {
		case x.Kind == trace.Query:
			d = x.T - x.Start
		case x.Kind == trace.Lock:
			d, cause = x.T-x.Start, trace.ByWait
		case x.Kind == trace.Sleep && x.Blocking:
			d, cause = x.For, trace.ForSleep
		default:
			continue
		}
		if d > *longest {
			*longest = d
			e.Cause, e.Position, e.Task = cause, x.Position, x.Task
		}
	}
	return true
}

// began is told that a statement begins.
func (r *recorder) began(t *object.Thread, rec *sqlite3.Record) {
	if r.muted {
		return
	}
	c := r.tracer
	c.statements++
	rec.Number = c.statements
	e := trace.Event{
		Kind: trace.Statement, What: trace.Started, Stmt: rec.Number, Start: rec.Start, Async: rec.Async, Text: clip(rec.SQL, maxSQL),
		Position: trace.Position{File: rec.Origin.File, Line: int32(rec.Origin.Line)},
	}
	if t.Job != nil {
		e.Hop, e.Start = t.Job.Hop, t.Job.Queued
	}
	c.Trace(t, e)
}

// ended is told that a statement has ended. The stream has it as a query; the trace keeps what a timeline needs of it.
func (r *recorder) ended(t *object.Thread, rec *sqlite3.Record, q *Query) {
	c := r.tracer
	e := trace.Event{
		Kind: trace.Query, T: rec.End, Start: rec.Start, Stmt: rec.Number, Async: rec.Async, Text: q.SQL, On: int32(q.RowCount),
		Position: trace.Position{File: rec.Origin.File, Line: int32(rec.Origin.Line)},
	}
	if t != r.t {
		e.Thread = t.Name
	}
	if j := t.Job; j != nil {
		e.Hop, e.Task = j.Hop, j.Task
	} else if k := asyncio.Current(t); k != nil {
		e.Task = int32(k.ID)
	}
	q.Number, q.Hop, q.Task = e.Stmt, e.Hop, e.Task
	if l := rec.Lazy; l.Relation != "" {
		q.Lazy = &Lazy{l.Relation, l.Advice}
		e.Name, e.Coro = l.Relation, l.Advice
	}
	c.keep(e)
}

// sameParams tells whether statements have the same parameters.
func (r *recorder) sameParams(queries []int) bool {
	first := r.result.Queries[queries[0]].Params
	for _, n := range queries[1:] {
		other := r.result.Queries[n].Params
		if len(other) != len(first) {
			return false
		}
		for i, p := range first {
			switch p.(type) {
			case nil, bool, string, int64, float64:
				if p != other[i] {
					return false
				}
			default:
				return false // bytes, and what was cut
			}
		}
	}
	return true
}

// timeline lays out what was kept.
func (r *recorder) timeline() *timeline.Timeline {
	in := timeline.Input{Events: r.tracer.events(), End: r.rt.Sched.Now(), Truncated: r.tracer.over, Same: r.sameParams}
	for _, c := range vm.LineCounts(r.rt) {
		if r.files[c.File] && c.Count > 0 {
			in.Counts = append(in.Counts, timeline.Count{File: c.File, Line: c.Line, N: c.Count})
		}
	}
	for _, w := range r.result.Warnings {
		if strings.Contains(w.Message, "was never awaited") {
			in.Warnings = append(in.Warnings, timeline.Warning{Message: w.Message, File: w.File, Line: w.Line})
		}
	}
	return timeline.Build(in)
}

package compare

import (
	"sort"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/asyncio"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// life is what is known of a request while it is served. Its stretches may overlap: a request can have several tasks.
type life struct {
	began, end time.Duration
	status     int
	stretches  []Span
	thread     *object.Thread // a WSGI server's worker
}

func (l *life) add(s State, from, to time.Duration) {
	if to > from {
		l.stretches = append(l.stretches, Span{s, from, to})
	}
}

// spans lays a life out without overlaps and gaps: where several states hold, the first of them in the order of State; where none holds, the request queues.
func (l *life) spans(at, end time.Duration) []Span {
	type edge struct {
		at time.Duration
		s  State
		d  int
	}
	edges := make([]edge, 0, 2*len(l.stretches)+1)
	for _, x := range l.stretches {
		if from, to := max(x.From, at), min(x.To, end); to > from {
			edges = append(edges, edge{from, x.State, 1}, edge{to, x.State, -1})
		}
	}
	edges = append(edges, edge{end, Queue, 0})
	sort.SliceStable(edges, func(i, j int) bool { return edges[i].at < edges[j].at })
	var out []Span
	var holds [states]int
	from := at
	for _, e := range edges {
		if e.at > from {
			s := Queue
			for x := DB; x < Queue; x++ {
				if holds[x] > 0 {
					s = x
					break
				}
			}
			if n := len(out) - 1; n >= 0 && out[n].State == s {
				out[n].To = e.at
			} else {
				out = append(out, Span{s, from, e.at})
			}
			from = e.at
		}
		holds[e.s] += e.d
	}
	return out
}

// tracer implements object.Tracer: it hears from the engine what tasks and threads do, and books it on the requests that they work for.
type tracer struct {
	s     *service
	tasks map[int32]*task
	hops  map[int32]*hop
	busy  map[*object.Thread]int // how many calls a thread has begun: one inside the other, if it waits in async_to_sync
}

type task struct {
	request int
	running bool
	waits   bool // for something that is no work of its request's
	since   time.Duration
	at      trace.Position
}

type hop struct {
	request int
	since   time.Duration
	thread  *object.Thread
}

// Trace implements object.Tracer.
func (c *tracer) Trace(t *object.Thread, e trace.Event) {
	now := t.RT.Sched.Now()
	switch e.Kind {
	case trace.Task:
		c.task(t, &e, now)
	case trace.Hop:
		c.hop(t, &e, now)
	case trace.Sleep:
		// A thread that sleeps is busy, as far as others are concerned; a task that sleeps is not.
		if k := asyncio.Current(t); k != nil && !e.Blocking {
			if n := c.s.of(t); n >= 0 {
				c.s.lives[n].add(Wait, now, now+e.For)
			}
		}
	case trace.Blocked:
		if t == c.s.main {
			c.s.out.Figures.Blocked += Millis(now - e.Start)
		}
	}
}

func (c *tracer) task(t *object.Thread, e *trace.Event, now time.Duration) {
	k := c.tasks[e.Task]
	if k == nil {
		if n := c.s.of(t); n >= 0 && e.What == trace.Created {
			c.tasks[e.Task] = &task{request: n}
		}
		return
	}
	l := &c.s.lives[k.request]
	switch e.What {
	case trace.Started, trace.Resumed:
		if k.waits {
			l.add(Wait, k.since, now)
		}
		k.running, k.waits, k.since = true, false, now
	case trace.Suspended:
		if k.running {
			l.add(Run, k.since, now)
		}
		k.running, k.since, k.at = false, now, e.Position
		switch e.Cause {
		case trace.ForFuture:
			k.waits = true
		case trace.ForTask:
			other := c.tasks[e.On]
			k.waits = other == nil || other.request != k.request
		}
	case trace.Finished, trace.Cancelled:
		if k.running {
			l.add(Run, k.since, now)
		}
		delete(c.tasks, e.Task)
	}
}

func (c *tracer) hop(t *object.Thread, e *trace.Event, now time.Duration) {
	switch e.What {
	case trace.Queued:
		if n := c.s.of(t); n >= 0 {
			c.hops[e.Hop] = &hop{request: n}
		}
	case trace.Started:
		if h := c.hops[e.Hop]; h != nil {
			h.since, h.thread = now, t
			if c.busy[t]++; c.s.out.Server == ASGI { // a worker that waits for its own call is one thread
				c.threads(len(c.busy))
			}
		}
	case trace.Finished:
		if h := c.hops[e.Hop]; h != nil {
			c.s.lives[h.request].add(Run, h.since, now)
			if c.busy[h.thread]--; c.busy[h.thread] <= 0 {
				delete(c.busy, h.thread)
			}
			delete(c.hops, e.Hop)
		}
	}
}

func (c *tracer) threads(n int) {
	c.s.out.Figures.Threads = max(c.s.out.Figures.Threads, n)
}

// Position tells whether a frame is of the learner's files, and its line: the engine asks it where a task waits.
func (c *tracer) Position(f object.Frame) (trace.Position, bool) { return c.s.p.Position(f) }

// Raised implements object.Tracer.
func (*tracer) Raised(*object.Thread, *object.Exception, object.Frame) {}

// Busy implements object.Tracer.
func (*tracer) Busy(*object.Thread, time.Duration) {}

// waiting is where an unanswered request waits: its task, or its thread; the zero Position if that is not known.
func (c *tracer) waiting() trace.Position {
	first, at := int32(0), trace.Position{}
	for id, k := range c.tasks {
		if !k.running && k.at.Line != 0 && (first == 0 || id < first) {
			first, at = id, k.at
		}
	}
	for _, h := range c.hops {
		at = c.at(h.thread, at)
	}
	for i := range c.s.lives {
		if l := &c.s.lives[i]; l.status == 0 {
			at = c.at(l.thread, at)
		}
	}
	return at
}

// at is the innermost line of the learner's that a thread is at, unless one is known already.
func (c *tracer) at(t *object.Thread, known trace.Position) trace.Position {
	if t == nil || known.Line != 0 {
		return known
	}
	for f := t.Frame; f != nil; f = f.Back() {
		if p, mine := c.Position(f); mine {
			return p
		}
	}
	return known
}

package asyncio

import (
	"math"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
)

// timerHeap is heapq's, move by move, ordered by the moment alone as TimerHandles are: which of several timers for one and the same
// moment comes first is a matter of the heap's moves (of five made with call_at the third comes second).
type timerHeap []*Handle

func (h timerHeap) put(i int, x *Handle) { h[i], x.index = x, i }

func (h *timerHeap) push(x *Handle) {
	*h = append(*h, x)
	h.rise(0, len(*h)-1)
}

func (h *timerHeap) pop() *Handle {
	old := *h
	last := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	if len(*h) == 0 {
		return last
	}
	first := old[0]
	// heapq lets the hole sink down to a leaf, the smaller child rising into it, and the last item rise from there.
	hole, n := 0, len(*h)
	for child := 1; child < n; child = 2*hole + 1 {
		if right := child + 1; right < n && !(old[child].when < old[right].when) {
			child = right
		}
		h.put(hole, old[child])
		hole = child
	}
	old[hole] = last
	h.rise(0, hole)
	return first
}

func (h timerHeap) rise(top, i int) {
	x := h[i]
	for i > top {
		parent := (i - 1) / 2
		if !(x.when < h[parent].when) {
			break
		}
		h.put(i, h[parent])
		i = parent
	}
	h.put(i, x)
}

// Time is loop.time(), which is time.monotonic(): seconds of virtual time. It never shows the same twice: timers that are made one after
// the other are due one after the other.
func (l *Loop) Time(t *object.Thread) float64 {
	t.Settle()
	s := t.RT.Sched
	s.Slip(time.Nanosecond)
	return (object.ClockBase + s.Now() + s.Late()).Seconds()
}

// CallLater queues native work for later, in seconds.
func (l *Loop) CallLater(t *object.Thread, delay float64, f func(t *object.Thread) error) *Handle {
	h := l.callLater(t, delay, nil)
	h.native = f
	return h
}

// callLater queues a timer for a delay. What is later at all is later by a nanosecond at least, however short the delay: time passes.
func (l *Loop) callLater(t *object.Thread, delay float64, ctx *contextvars.Context) *Handle {
	h := l.newTimer(t, l.Time(t)+delay, t.RT.Sched.Late(), ctx)
	if soon := t.RT.Sched.Now() + 1; delay > 0 && h.due < soon {
		h.due = soon
	}
	l.timers.push(h)
	return h
}

// callAt queues a timer for a moment, which the program has most probably reckoned from what loop.time() told it last.
func (l *Loop) callAt(t *object.Thread, when float64, ctx *contextvars.Context) *Handle {
	h := l.newTimer(t, when, l.read, ctx)
	h.due = h.due.Round(100 * time.Nanosecond) // it may have looked at the clock once more since, as asyncio.timeout() does
	l.timers.push(h)
	return h
}

func (l *Loop) newTimer(t *object.Thread, when float64, ahead time.Duration, ctx *contextvars.Context) *Handle {
	if ctx == nil {
		ctx = contextvars.Copy(t)
	}
	return &Handle{loop: l, timer: true, when: when, due: due(when) - ahead, ctx: ctx, origin: l.originHere(t)}
}

// due is a moment of the loop's clock to the nanosecond, so that 0.7+0.1 and 0.8 are one moment.
func due(when float64) time.Duration {
	ns := math.Round(when * 1e9)
	if !(ns < math.MaxInt64/2) { // infinite, or not a number
		return math.MaxInt64 / 2
	}
	return time.Duration(max(ns, math.MinInt64/2)) - object.ClockBase // what is in the past keeps its order there
}

// takeDue moves the timers whose moment has come to the ready ones.
func (l *Loop) takeDue(t *object.Thread) {
	s := t.RT.Sched
	for len(l.timers) > 0 {
		h := l.timers[0]
		if h.due > s.Now() && due(h.when) > s.Now()+s.Late() {
			return
		}
		// Who looks at the clock finds that it is not early.
		if early := due(h.when) - s.Now() - s.Late(); early > 0 {
			s.Slip(early)
		}
		l.timers.pop()
		if !h.cancelled {
			l.ready = append(l.ready, h)
		}
	}
}

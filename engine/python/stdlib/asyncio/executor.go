package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/trace"
	"strconv"
)

// Executor runs jobs on threads of its own: a ThreadPoolExecutor's native half, and asgiref's single database thread. Jobs start in
// the order of their submission, each on the first thread that is free.
type Executor struct {
	Name  string
	Shown string // what the program sees instead of Name; "": a numbered pool's
	max   int    // threads at most; 0: none of its own, some thread serves it with Serve
	queue []func(t *object.Thread)
	idle  []*object.Thread
	count int
	down  bool
	// server is the thread that serves it instead (asgiref's CurrentThreadExecutor).
	server *object.Thread
}

// NewExecutor makes an executor of up to max threads named name_0, name_1 …
func NewExecutor(name string, max int) *Executor { return &Executor{Name: name, max: max} }

// Submit queues a job. It must catch what it raises.
func (x *Executor) Submit(t *object.Thread, job func(t *object.Thread)) error {
	if x.down {
		return object.RuntimeErrorf("cannot schedule new futures after shutdown")
	}
	x.queue = append(x.queue, job)
	switch {
	case x.server != nil:
		x.server.Unpark()
	case len(x.idle) > 0:
		w := x.idle[0]
		x.idle = x.idle[1:]
		w.Unpark()
	case x.count < x.max:
		name := x.Name + "_" + strconv.Itoa(x.count)
		x.count++
		if x.Shown == "" {
			x.Shown = "ThreadPoolExecutor-" + strconv.Itoa(t.RT.Sched.NextPool())
		}
		t.Spawn(name, x.work).Shown = x.Shown + "_" + strconv.Itoa(x.count-1)
	}
	return nil
}

func (x *Executor) work(t *object.Thread) {
	for {
		for len(x.queue) > 0 {
			job := x.queue[0]
			x.queue = x.queue[1:]
			job(t)
		}
		if x.down {
			return
		}
		x.idle = append(x.idle, t)
		if _, err := t.Park(-1); err != nil {
			return
		}
	}
}

// Serve runs the executor's jobs on t until done says that it is over. Whoever makes done true must Unpark t.
func (x *Executor) Serve(t *object.Thread, done func() bool) error {
	prev := x.server
	x.server = t
	defer func() { x.server = prev }()
	for {
		for len(x.queue) > 0 {
			job := x.queue[0]
			x.queue = x.queue[1:]
			job(t)
		}
		if done() {
			return nil
		}
		if _, err := t.Park(-1); err != nil {
			return err
		}
	}
}

// Shutdown lets the threads end when the queue is empty.
func (x *Executor) Shutdown() {
	x.down = true
	for _, w := range x.idle {
		w.Unpark()
	}
	x.idle = nil
}

// Run runs fn on the executor as job j and gives a future of l for its result; it completes through the loop, as
// loop.run_in_executor's does.
func (x *Executor) Run(t *object.Thread, l *Loop, j *object.Job, fn func(t *object.Thread) (object.Object, error)) (*Future, error) {
	f := NewFuture(l)
	f.cause, f.ref = trace.ForHop, j.Hop
	err := x.Submit(t, func(w *object.Thread) {
		if f.state == cancelled { // before it began: never run
			return
		}
		r, err := DoJob(w, j, func() (object.Object, error) { return fn(w) })
		l.CallSoonThreadsafe(w, func(t *object.Thread) error {
			if f.done() { // cancelled while it ran
				return nil
			}
			if err == nil {
				return f.SetResult(t, r)
			}
			e := object.AsException(err)
			if e == nil {
				return err
			}
			return f.SetException(t, e)
		})
	})
	return f, err
}

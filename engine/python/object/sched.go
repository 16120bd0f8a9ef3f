package object

import (
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
	"sort"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// Scheduler runs a runtime's threads one at a time on a virtual clock: a discrete-event simulation. Each
// Python thread is a goroutine; the one that holds the baton runs until it blocks (Sleep, Park, its end) and hands the
// baton to the next ready thread, first come first served; when none is ready the clock jumps to the
// earliest deadline. Where computing takes virtual time (Runtime.StepCost) the baton is CPython's global interpreter lock: a thread
// that computes gives it up when another has waited for a SwitchInterval. So a program with threads, sleeps and database latency is deterministic, costs no
// real time, and still overlaps as it would in reality.
type Scheduler struct {
	rt     *Runtime
	now    time.Duration
	looked time.Duration // the moment of the last Look,
	looks  int           // and how many there were
	late   time.Duration // see Late,
	ticked time.Duration // and how much of it the looks at this moment have brought
	ready  []*Thread
	timers []*Thread // blocked with a deadline
	seq    int
	nextID int64
	all    []*Thread     // not ended, in order of creation
	holder *Thread       // of the baton
	taken  time.Duration // when it got the baton
	// Interval is how long a thread that computes is left alone while others wait.
	Interval time.Duration
	pools    int // made so far without a name
}

type schedThread struct {
	baton      chan struct{}
	blocked    bool
	deadline   time.Duration // < 0: none
	seq        int           // order of blocking, for equal deadlines
	timedOut   bool
	permit     bool // an Unpark that came before its Park
	deadlock   bool
	calls      []func(t *Thread) error // see CallMain
	readySince time.Duration
}

func newScheduler(rt *Runtime) *Scheduler {
	return &Scheduler{rt: rt, nextID: 140000000000000, Interval: SwitchInterval}
}

// Now is the virtual time since the run began.
func (s *Scheduler) Now() time.Duration { return s.now }

// Advance moves the clock on without letting others run: the cost of computing.
func (s *Scheduler) Advance(d time.Duration) {
	if d > 0 {
		s.now += d
	}
}

// lateness is what a program sees every wait for a moment last longer than it asked for.
const lateness = time.Microsecond

// Late is how far the clocks that a program reads are ahead of Now. In real life nobody wakes at the very moment, always a little later, and
// programs count on it without knowing: after a sleep of one second `elapsed >= 1`, `elapsed > 1` and int(elapsed) == 1 are as they expect. On a clock that
// stands still at the moment they would be a matter of how a float is rounded. The trace and the sums of waits are told in Now, which stays exact.
func (s *Scheduler) Late() time.Duration { return s.late }

// Slip puts the clocks that programs read further ahead.
func (s *Scheduler) Slip(d time.Duration) { s.late += d }

// ClockBase is what the monotonic clocks show when a run begins: not zero, since programs take zero for "never".
const ClockBase = 1000 * time.Second

// Seconds converts a program's seconds to virtual time: rounded up, so that nobody wakes early, and clamped to what a Duration holds.
func Seconds(s float64) time.Duration {
	ns := math.Ceil(s*1e9 - 1e-3)
	switch {
	case !(s > 0):
		return 0
	case ns < 1:
		return 1 // time passes even in the shortest sleep: a loop of such sleeps ends
	case ns > math.MaxInt64/2:
		return math.MaxInt64 / 2
	}
	return time.Duration(ns)
}

func (s *Scheduler) newThread(name string) *Thread {
	s.nextID += 4096
	t := &Thread{RT: s.rt, Name: name, ID: s.nextID, Tick: CheckEvery, Local: map[any]any{}, sched: schedThread{baton: make(chan struct{}, 1), deadline: -1}}
	s.all = append(s.all, t)
	return t
}

// Rename gives the thread with this ID another name.
func (s *Scheduler) Rename(id int64, name string) {
	for _, t := range s.all {
		if t.ID == id {
			t.Name = name
		}
	}
}

// NextPool is the number of the next pool of threads that has no name, from 0.
func (s *Scheduler) NextPool() int {
	s.pools++
	return s.pools - 1
}

// Main makes the main thread; the calling goroutine is it and holds the baton.
func (s *Scheduler) Main() *Thread {
	s.holder = s.newThread("MainThread")
	return s.holder
}

// Current is the thread that runs just now.
func (s *Scheduler) Current() *Thread { return s.holder }

// Spawn starts a thread that runs f once it is its turn. f must not leave exceptions to others: it handles its own.
func (t *Thread) Spawn(name string, f func(t *Thread)) *Thread {
	s := t.RT.Sched
	n := s.newThread(name)
	s.enqueue(n, s.now)
	if tr := s.rt.Trace; tr != nil {
		tr.Trace(t, trace.Event{Kind: trace.Thread, What: trace.Created, Name: name})
	}
	go func() {
		<-n.sched.baton
		n.traceLife(trace.Started)
		func() {
			defer func() {
				// A panic here would be a fault of ours; the main thread reports it, at its next look.
				if p := recover(); p != nil {
					n.fatal("internal", fmt.Sprintf("the engine failed: %v\n%s", p, debug.Stack()))
				}
			}()
			n.BeginStretch()
			f(n)
			n.Settle()
			n.traceLife(trace.Finished)
		}()
		for i, x := range s.all {
			if x == n {
				s.all = append(s.all[:i:i], s.all[i+1:]...)
				break
			}
		}
		s.handOver(nil)
	}()
	return n
}

func (t *Thread) traceLife(w trace.What) {
	if tr := t.RT.Trace; tr != nil && t.RT.stop == nil {
		tr.Trace(t, trace.Event{Kind: trace.Thread, What: w, Name: t.Name})
	}
}

// Sleep blocks t for a virtual duration. An Unpark does not end it: what it is for, t finds when it looks, before it parks.
func (t *Thread) Sleep(d time.Duration) error {
	until := t.RT.Sched.now + max(d, 0)
	for {
		t.sched.permit = false
		timedOut, err := t.Park(until)
		if err != nil || timedOut || t.RT.Sched.now >= until {
			return err
		}
	}
}

// Park blocks t until Unpark or the deadline (virtual time; negative: none). An Unpark that came before counts.
// When every thread is blocked without a deadline, the main thread gets a Fatal: the program could never go on.
func (t *Thread) Park(deadline time.Duration) (timedOut bool, err error) {
	s := t.RT.Sched
	t.Settle()
	if t.sched.permit {
		t.sched.permit = false
		return false, nil
	}
	s.seq++
	t.sched.blocked, t.sched.deadline, t.sched.seq, t.sched.timedOut = true, deadline, s.seq, false
	if deadline >= 0 {
		s.timers = append(s.timers, t)
	}
	s.handOver(t)
	t.BeginStretch()
	if t.sched.deadlock {
		t.sched.deadlock = false
		return false, t.fatal("deadlock", "stopped: every task and thread waits for another, so the program can never go on")
	}
	if t.sched.calls != nil {
		return t.sched.timedOut, t.called()
	}
	return t.sched.timedOut, t.Checkpoint(1)
}

// IsMain tells whether t is the main thread.
func (s *Scheduler) IsMain(t *Thread) bool { return t == s.all[0] }

// CallMain has f called on the main thread, which waits for something or for its turn, as a signal's handler is. What it waits for it goes on
// waiting for, unless f fails.
func (s *Scheduler) CallMain(f func(t *Thread) error) {
	main := s.all[0]
	main.sched.calls = append(main.sched.calls, f)
	if main.sched.blocked {
		s.wake(main, false)
	}
}

// called calls what others want to have called here.
func (t *Thread) called() error {
	for len(t.sched.calls) > 0 {
		f := t.sched.calls[0]
		t.sched.calls = t.sched.calls[1:]
		if err := f(t); err != nil {
			return err
		}
	}
	t.sched.calls = nil
	return t.Checkpoint(1)
}

// LetOthers runs the threads that could run now, those whose deadline has come included, before t goes on.
func (t *Thread) LetOthers() error {
	s := t.RT.Sched
	s.wakeDue()
	if len(s.ready) == 0 {
		return nil
	}
	s.enqueue(t, s.now)
	s.handOver(t)
	if t.sched.calls != nil {
		return t.called()
	}
	return t.Checkpoint(1)
}

// SwitchInterval is CPython's at first: a thread that has waited so long for the one that computes is let on (sys.setswitchinterval).
const SwitchInterval = 5 * time.Millisecond

// Overdue says that another thread has waited for the baton for a SwitchInterval, with t having it all the while. That can only be where computing
// takes time: else every thread computes until it waits.
func (t *Thread) Overdue() bool {
	s := t.RT.Sched
	if t.RT.StepCost <= 0 || s.now < s.taken+s.Interval {
		return false
	}
	s.wakeDue()
	return len(s.ready) > 0 && s.now >= s.ready[0].sched.readySince+s.Interval
}

// Unpark makes a parked thread ready, or lets its next Park pass at once.
func (t *Thread) Unpark() {
	s := t.RT.Sched
	if !t.sched.blocked {
		t.sched.permit = true
		return
	}
	s.wake(t, false)
}

func (s *Scheduler) wake(t *Thread, timedOut bool) {
	since := s.now
	if timedOut {
		since = min(since, t.sched.deadline)
	}
	t.sched.blocked, t.sched.timedOut = false, timedOut
	for i, x := range s.timers {
		if x == t {
			s.timers = append(s.timers[:i], s.timers[i+1:]...)
			break
		}
	}
	s.enqueue(t, since)
}

// enqueue makes a thread wait for the baton.
func (s *Scheduler) enqueue(t *Thread, since time.Duration) {
	t.sched.readySince = since
	s.ready = append(s.ready, t)
}

func (s *Scheduler) sortTimers() {
	sort.SliceStable(s.timers, func(i, j int) bool {
		a, b := &s.timers[i].sched, &s.timers[j].sched
		return a.deadline < b.deadline || a.deadline == b.deadline && a.seq < b.seq
	})
}

// wakeDue makes ready whose deadline has passed while another thread computed.
func (s *Scheduler) wakeDue() {
	for _, t := range s.timers {
		if t.sched.deadline < s.now {
			s.sortTimers()
			for len(s.timers) > 0 && s.timers[0].sched.deadline < s.now {
				s.wake(s.timers[0], true)
			}
			return
		}
	}
}

// handOver gives the baton to the next thread and, unless from is nil (it has ended), waits until it comes back.
func (s *Scheduler) handOver(from *Thread) {
	s.wakeDue()
	if len(s.ready) == 0 && len(s.timers) > 0 {
		s.sortTimers()
		first := s.timers[0]
		if first.sched.deadline > s.now {
			s.now = first.sched.deadline
			s.Slip(lateness)
		}
		s.wake(first, true)
	}
	if len(s.ready) == 0 {
		// Nobody can ever go on: the main thread is told, even when another one found out.
		main := s.all[0]
		if !main.sched.blocked {
			return
		}
		main.sched.deadlock = true
		s.wake(main, false)
	}
	next := s.ready[0]
	s.ready = s.ready[1:]
	s.holder, s.taken = next, s.now
	if next == from {
		return
	}
	next.sched.baton <- struct{}{}
	if from != nil {
		<-from.sched.baton
	}
}

// Close ends every other thread: each gets a Fatal where it waits. The main thread calls it at the end of a run, whatever its
// outcome, so that no goroutine stays behind.
func (s *Scheduler) Close(main *Thread) {
	if s.rt.stop == nil {
		s.rt.stop = &Fatal{Kind: "exit", Message: "the program has ended"}
	}
	for len(s.all) > 1 {
		for _, x := range s.all {
			if x != main && x.sched.blocked {
				s.wake(x, false)
			}
		}
		s.ready = append(s.ready, main)
		s.handOver(main)
	}
}

func collectGarbage() { runtime.GC() }

package object

import (
	"runtime"
	"slices"
	"sync"
	"weak"
)

// # The end of objects
//
// CPython counts references, so a program sees an object end with its last reference: __del__ runs, weak references die, a
// generator's finally clause is executed. Here objects end when Go's collector finds them, and it is asked at the moments when
// a program could notice: after each statement and at each return, as long as there is an object whose end it can notice
// (an instance with __del__, one that a weak reference looks at, a suspended generator with something to clean up). Only programs
// with such things in their text are compiled with those questions (compile.Sweep), so others pay nothing.
//
// What differs from CPython: objects that refer to each other in a ring end with the program, even after gc.collect(), if
// one of them has a __del__ or is such a generator (Go does not finalize rings). And asking takes milliseconds, so where a statement is
// executed very often without anything ending there, it is asked more and more rarely (package vm), and a program in which
// hundreds of objects end is asked at longer intervals, so that several of them end at the same time.

// finalizers is what a runtime knows about objects whose end is noticed.
type finalizers struct {
	enabled  bool
	running  bool
	dropping bool // see DropTemporaries
	live     int  // endings to come, and weak references in force
	seq      int
	endings  []*Ending // in order of creation
	forget   int       // how many endings there are when those that are over are to be dropped
	weak     []*WeakRef
	ids      map[weak.Pointer[Instance]]int64 // id() without keeping the object
	seqs     map[weak.Pointer[Instance]]int   // of instances with __del__
	order    map[int]int                      // by seq: where in the order of endings it belongs instead (EndsBackwards)

	mu   sync.Mutex
	dead []death // found by the collector and not yet finished

	sweeps    int
	nextSweep int64 // in steps, once there have been many
}

// Ending is the end of an object that there is something to do at.
type Ending struct {
	seq    int
	over   bool
	rt     *Runtime
	get    func() Object // nil when the object is gone
	finish func(t *Thread, o Object) error
}

type death struct {
	e *Ending
	o Object
}

// WeakRef refers to an object without keeping it.
type WeakRef struct {
	get      func() Object
	dead     bool
	callback func(t *Thread) error
}

// EnableFinalizers makes the end of objects noticed in this run, for code compiled from now on.
func (rt *Runtime) EnableFinalizers() { rt.fin.enabled = true }

// FinalizersEnabled tells whether the end of objects is noticed.
func (rt *Runtime) FinalizersEnabled() bool { return rt.fin.enabled }

// DropTemporaries has statements let go of their temporaries at their end from now on, though nothing is noticed yet: what asks
// the collector itself, as asyncio does about tasks, would find those alive.
func (rt *Runtime) DropTemporaries() { rt.fin.dropping = true }

// MustDrop tells whether statements let go of their temporaries.
func (rt *Runtime) MustDrop() bool { return rt.fin.live > 0 || rt.fin.dropping }

// Collect runs the collector, for what looks at weak pointers of its own.
func (rt *Runtime) Collect() { runtime.GC() }

// MustSweep tells whether there is an object whose end the program would notice.
func (rt *Runtime) MustSweep() bool { return rt.fin.live > 0 }

// AtEnd has finish called with p once nothing refers to it, at the latest at the end of the run. p must not refer to itself.
func AtEnd[T any, P interface {
	*T
	Object
}](rt *Runtime, p P, finish func(t *Thread, o Object) error) *Ending {
	f := &rt.fin
	f.seq++
	f.live++
	w := weak.Make((*T)(p))
	e := &Ending{seq: f.seq, rt: rt, finish: finish, get: func() Object {
		if v := w.Value(); v != nil {
			return P(v)
		}
		return nil
	}}
	if len(f.endings) >= f.forget {
		f.endings = slices.DeleteFunc(f.endings, func(e *Ending) bool { return e.over })
		f.forget = max(64, 2*len(f.endings))
	}
	f.endings = append(f.endings, e)
	runtime.SetFinalizer((*T)(p), func(v *T) {
		f.mu.Lock()
		f.dead = append(f.dead, death{e, P(v)})
		f.mu.Unlock()
	})
	return e
}

// Cancel says that there is nothing left to do at the object's end.
func (e *Ending) Cancel() {
	if e != nil && !e.over {
		e.over = true
		e.rt.fin.live--
	}
}

func (e *Ending) run(t *Thread, o Object) error {
	if e.over {
		return nil
	}
	e.Cancel()
	return e.finish(t, o)
}

// NewWeakRef makes a weak reference to o, or tells that o is of a type whose objects are kept. callback, if given, is called when o has ended.
func NewWeakRef(rt *Runtime, o Object, callback func(t *Thread) error) (*WeakRef, bool) {
	r := &WeakRef{callback: callback}
	switch x := o.(type) {
	case *Instance:
		r.get = weakGetter(x)
	case *Type:
		r.get = weakGetter(x)
	case *Set:
		r.get = weakGetter(x)
	case *FrozenSet:
		r.get = weakGetter(x)
	case *Exception:
		r.get = weakGetter(x)
	case interface{ Weakly() func() Object }:
		r.get = x.Weakly()
	default:
		return nil, false
	}
	rt.fin.live++
	rt.fin.weak = append(rt.fin.weak, r)
	return r, true
}

func weakGetter[T any, P interface {
	*T
	Object
}](p P) func() Object {
	w := weak.Make((*T)(p))
	return func() Object {
		if v := w.Value(); v != nil {
			return P(v)
		}
		return nil
	}
}

// WeakGetter gives o as long as something else keeps it: for the Weakly method of types in other packages.
func WeakGetter[T any, P interface {
	*T
	Object
}](p P) func() Object {
	return weakGetter[T, P](p)
}

// Get gives the referent, or nil when it has ended.
func (r *WeakRef) Get() Object {
	if r.dead {
		return nil
	}
	return r.get()
}

const (
	sweepsAtOnce  = 256     // how often a program may ask without waiting
	sweepInterval = 200_000 // and how many steps must lie between two later questions
	sweepCost     = 5_000   // in steps
	sweepRounds   = 50      // one after the other, when the end of objects makes and drops others
)

// MaySweep is for what asks after each statement: it tells whether it is time to do so.
func (t *Thread) MaySweep() bool {
	f := &t.RT.fin
	if f.running {
		return false
	}
	if f.sweeps++; f.sweeps <= sweepsAtOnce {
		return true
	}
	now := t.RT.StepsUsed + int64(CheckEvery-t.Tick)
	if now < f.nextSweep {
		return false
	}
	f.nextSweep = now + sweepInterval
	return true
}

// Sweep asks the collector which objects have ended and does what is to be done then. It tells whether there were any.
func (t *Thread) Sweep() (found bool, err error) {
	f := &t.RT.fin
	if f.running {
		return false, nil
	}
	f.running = true
	defer func() { f.running = false }()
	for range sweepRounds {
		if err := t.Work(sweepCost); err != nil {
			return found, err
		}
		runtime.GC()
		settle()
		f.mu.Lock()
		batch := f.dead
		f.dead = nil
		f.mu.Unlock()
		slices.SortStableFunc(batch, func(a, b death) int { return f.rank(a.e) - f.rank(b.e) })
		for _, d := range batch {
			if err := d.e.run(t, d.o); err != nil {
				return true, err
			}
		}
		gone, err := f.clearWeak(t)
		found = found || gone || len(batch) > 0
		if err != nil || !gone && !f.mayFreeMore(batch) {
			return found, err
		}
	}
	return found, nil
}

// mayFreeMore tells whether the objects that have ended held others whose end matters.
func (f *finalizers) mayFreeMore(batch []death) bool {
	for _, d := range batch {
		in, ok := d.o.(*Instance)
		if !ok {
			return true
		}
		queue, seen := referents(in), 0
		for len(queue) > 0 {
			o := queue[0]
			queue = queue[1:]
			switch x := o.(type) {
			case *Str, Int, Float, Bool, *Type, *Module:
			case *Instance:
				if _, ok := f.seqs[weak.Make(x)]; ok {
					return true
				}
				queue = append(queue, referents(x)...)
			case *List, *Tuple, *Dict, *Set, *FrozenSet:
				queue = append(queue, referents(x)...)
			default:
				if x != None {
					return true // a function, a generator: who knows
				}
			}
			if seen++; seen > 200 {
				return true
			}
		}
	}
	return false
}

// rank is the place of an ending among those found at the same time.
func (f *finalizers) rank(e *Ending) int {
	if n, ok := f.order[e.seq]; ok {
		return n
	}
	return e.seq
}

// EndsBackwards is told of a list or tuple that loses a reference: CPython lets go of its items from the end.
func (t *Thread) EndsBackwards(o Object) {
	f := &t.RT.fin
	if f.live == 0 {
		return
	}
	var items []Object
	switch x := o.(type) {
	case *List:
		items = x.Items
	case *Tuple:
		items = x.Items
	}
	if len(items) < 2 || len(items) > 10_000 {
		return
	}
	var seqs []int
	for _, x := range items {
		if in, ok := x.(*Instance); ok && in.Class.Flags&HasDel != 0 {
			if n, ok := f.seqs[weak.Make(in)]; ok {
				seqs = append(seqs, n)
			}
		}
	}
	if f.order == nil {
		f.order = map[int]int{}
	}
	sorted := slices.Sorted(slices.Values(seqs))
	for i, n := range seqs {
		f.order[n] = sorted[len(sorted)-1-i]
	}
}

// clearWeak finds the weak references that have died and runs their callbacks, the newest first as CPython does.
func (f *finalizers) clearWeak(t *Thread) (gone bool, err error) {
	var calls []func(t *Thread) error
	f.weak = slices.DeleteFunc(f.weak, func(r *WeakRef) bool {
		if !r.dead && r.get() != nil {
			return false
		}
		if !r.dead {
			r.dead, gone = true, true
			f.live--
			if r.callback != nil {
				calls = append(calls, r.callback)
			}
		}
		return true
	})
	for i := len(calls) - 1; i >= 0; i-- {
		if err := calls[i](t); err != nil {
			return gone, err
		}
	}
	return gone, nil
}

// EndAll ends all that is left when the program does, in order of creation as far as CPython's collector has that order.
func (t *Thread) EndAll(globals *Dict) error {
	f := &t.RT.fin
	if !f.enabled {
		return nil
	}
	if _, err := t.Sweep(); err != nil {
		return err
	}
	f.running = true
	for range 10 { // an end may make new objects
		rank := map[Object]int{}
		if globals != nil {
			f.rankAtEnd(globals, rank)
		}
		var left []death
		for _, e := range f.endings {
			if o := e.get(); o != nil && !e.over {
				left = append(left, death{e, o})
			}
		}
		if len(left) == 0 {
			return nil
		}
		slices.SortStableFunc(left, func(a, b death) int { return rank[a.o] - rank[b.o] })
		for _, d := range left {
			if err := d.e.run(t, d.o); err != nil {
				return err
			}
		}
	}
	return nil
}

// rankAtEnd says how the order in which CPython's last collections find objects differs from the order of creation (0): what the globals do
// not lead to comes first (-1), and what only younger instances lead to comes last.
func (f *finalizers) rankAtEnd(globals *Dict, rank map[Object]int) {
	for _, e := range f.endings {
		if o := e.get(); o != nil {
			rank[o] = -1
		}
	}
	type step struct {
		o     Object
		after int // the youngest instance on the way
	}
	queue := []step{{globals, 0}}
	seen := map[Object]bool{}
	for len(queue) > 0 && len(seen) < 100_000 {
		s := queue[0]
		queue = queue[1:]
		for _, x := range referents(s.o) {
			if seen[x] {
				continue
			}
			seen[x] = true
			rank[x] = 0
			after := s.after
			if in, ok := x.(*Instance); ok {
				if n, ok := f.seqs[weak.Make(in)]; ok {
					if n < after {
						rank[x] = len(seen)
					}
					after = max(after, n)
				}
			}
			queue = append(queue, step{x, after})
		}
	}
}

// referents gives the objects that a container or an instance holds.
func referents(o Object) []Object {
	switch x := o.(type) {
	case *List:
		return x.Items
	case *Tuple:
		return x.Items
	case *Dict:
		out := x.Keys()
		for pos := 0; ; {
			_, v, next, ok := x.Next(pos)
			if !ok {
				return out
			}
			out = append(out, v)
			pos = next
		}
	case *Set:
		return x.Items()
	case *FrozenSet:
		return x.Items()
	case *Instance:
		var out []Object
		if x.Dict != nil {
			out = append(out, x.Dict)
		}
		for _, s := range x.slots {
			if s != nil {
				out = append(out, s)
			}
		}
		if n, ok := x.Native.(Object); ok {
			out = append(out, n)
		}
		return out
	}
	return nil
}

var strDel = Intern("__del__")

// NoticeEnd arranges that __del__ of a new instance is called.
func (t *Thread) NoticeEnd(in *Instance) {
	if !t.RT.fin.enabled {
		return
	}
	f := &t.RT.fin
	if f.seqs == nil {
		f.seqs = map[weak.Pointer[Instance]]int{}
	}
	f.seqs[weak.Make(in)] = f.seq + 1
	AtEnd(t.RT, in, func(t *Thread, o Object) error {
		delete(f.seqs, weak.Make(o.(*Instance)))
		del := o.Type().Lookup(strDel)
		if del == nil {
			return nil
		}
		_, err := CallMethod(t, o, "__del__")
		return t.Unraisable(err, del)
	})
}

// Unraisable reports an exception that cannot be raised because no code of the program is to blame just now. It gives back an error that
// ends the run.
func (t *Thread) Unraisable(err error, where Object) error {
	e := AsException(err)
	if e == nil {
		return err
	}
	if sys, ok := t.RT.Modules.GetName("sys").(*Module); ok {
		if hook := sys.Dict.GetName("unraisablehook"); hook != nil {
			args := NewInstance(SimpleNamespaceType, nil)
			d := args.InstDict(true)
			d.SetName("exc_type", e.Class)
			d.SetName("exc_value", e)
			d.SetName("exc_traceback", None)
			if e.Traceback != nil {
				d.SetName("exc_traceback", e.Traceback)
			}
			d.SetName("err_msg", None)
			d.SetName("object", where)
			_, err := CallArgs(t, hook, args)
			if AsException(err) == nil {
				return err
			}
		}
	}
	name, err := Repr(t, where)
	if err != nil {
		name = "<object repr() failed>"
	}
	text := "Exception ignored in: " + name + "\n"
	if t.RT.FormatException != nil {
		text += t.RT.FormatException(e)
	}
	return t.WriteSys(2, text)
}

// weakID is Runtime.ID for an instance that may end while the run goes on.
func (rt *Runtime) weakID(in *Instance) int64 {
	f := &rt.fin
	if f.ids == nil {
		f.ids = map[weak.Pointer[Instance]]int64{}
	}
	w := weak.Make(in)
	id, ok := f.ids[w]
	if !ok {
		id = rt.nextID
		rt.nextID += 16
		f.ids[w] = id
	}
	return id
}

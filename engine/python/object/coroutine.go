package object

import "slices"

// Resumable is a suspended frame: a generator, coroutine or async generator step, as the machine makes them. Native code
// (asyncio's tasks, list(), …) resumes it through Send and Throw below, which spare a StopIteration at the end.
type Resumable interface {
	Object
	// Resume sends v in (None at first) or, with e not nil, throws e. At the end done is set and v is the return value.
	Resume(t *Thread, v Object, e *Exception) (r Object, done bool, err error)
}

// Waiting is a Resumable that can say where it is suspended: its frame, and what it delegates to (awaits), or nil.
type Waiting interface {
	WaitsAt() (f Frame, on Object)
}

// Send resumes a generator-like object with v: what it yields, or its return value with done set.
func Send(t *Thread, gen, v Object) (r Object, done bool, err error) {
	if g, ok := gen.(Resumable); ok {
		return g.Resume(t, v, nil)
	}
	if v == None && gen.Type().Slots.Next != nil {
		// The slot itself: Next would lose the value of a StopIteration.
		r, err = gen.Type().Slots.Next(t, gen)
		if r == nil && err == nil {
			return None, true, nil
		}
		return stopped(r, err)
	}
	r, err = CallMethod(t, gen, "send", v)
	return stopped(r, err)
}

// Throw resumes a generator-like object by raising e where it waits.
func Throw(t *Thread, gen Object, e *Exception) (r Object, done bool, err error) {
	if g, ok := gen.(Resumable); ok {
		return g.Resume(t, nil, e)
	}
	if gen.Type().LookupName("throw") == nil {
		return nil, false, e
	}
	r, err = CallMethod(t, gen, "throw", e)
	return stopped(r, err)
}

func stopped(r Object, err error) (Object, bool, error) {
	if err != nil && IsException(err, StopIterationType) {
		return err.(*Exception).Arg(0), true, nil
	}
	return r, false, err
}

type asyncGensKey struct{}

// asyncGen is an open async generator on the record of the loop under which it was first iterated.
type asyncGen struct {
	loop any
	get  func() Object // nil when the generator is gone
}

func asyncGensOf(t *Thread) *[]asyncGen {
	return t.RT.State(asyncGensKey{}, func() any { return new([]asyncGen) }).(*[]asyncGen)
}

// NoteAsyncGen records an async generator when it is first iterated under a running loop; the machine calls it. Loops close those
// still open at their end. get gives the generator as long as there is one.
func NoteAsyncGen(t *Thread, get func() Object) {
	l := asyncGensOf(t)
	*l = append(*l, asyncGen{t.RunningLoop, get})
}

// ForgetAsyncGen takes a finished generator off the record.
func ForgetAsyncGen(t *Thread, g Object) {
	l := asyncGensOf(t)
	*l = slices.DeleteFunc(*l, func(a asyncGen) bool {
		x := a.get()
		return x == nil || x == g
	})
}

// TakeAsyncGens gives a loop's generators that are still open and forgets them.
func TakeAsyncGens(t *Thread, loop Object) []Object {
	var open []Object
	l := asyncGensOf(t)
	*l = slices.DeleteFunc(*l, func(a asyncGen) bool {
		if a.loop != any(loop) {
			return false
		}
		if g := a.get(); g != nil {
			open = append(open, g)
		}
		return true
	})
	return open
}

package object

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

// NoteAsyncGen records an async generator when it is first iterated under a running loop; the machine calls it. Loops close those
// still open at their end.
func NoteAsyncGen(t *Thread, g Object) {
	l := t.RT.State(asyncGensKey{}, func() any { return new([]Object) }).(*[]Object)
	*l = append(*l, g)
}

// ForgetAsyncGen takes a finished generator off the record.
func ForgetAsyncGen(t *Thread, g Object) {
	l := t.RT.State(asyncGensKey{}, func() any { return new([]Object) }).(*[]Object)
	for i, x := range *l {
		if x == g {
			*l = append((*l)[:i:i], (*l)[i+1:]...)
			return
		}
	}
}

// TakeAsyncGens gives the generators still open and forgets them.
func TakeAsyncGens(t *Thread) []Object {
	l := t.RT.State(asyncGensKey{}, func() any { return new([]Object) }).(*[]Object)
	open := *l
	*l = nil
	return open
}

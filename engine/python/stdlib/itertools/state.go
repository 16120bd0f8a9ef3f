package itertools

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// What copy and pickle are told of the iterators, in the forms of CPython's __reduce__, and what __setstate__ takes back.

// form is a call that makes an iterator's like (of fn, or of its class where fn is nil) and the state to give it then, if not nil.
type form struct {
	fn    value
	args  []value
	state value
}

// stated completes the result of newIterator with how it is copied.
func stated(it value, err error, like func(*thread) (form, error), restore func(*thread, value) error) (value, error) {
	if err != nil {
		return nil, err
	}
	it.(*iterator).like, it.(*iterator).restore = like, restore
	return it, nil
}

// stopped is an iterator that has nothing to give; args make its like.
func stopped(cls *object.Type, args ...value) (value, error) {
	it, err := newIterator(cls, ended)
	return stated(it, err, func(*thread) (form, error) { return form{args: args}, nil }, func(*thread, value) error { return nil })
}

// selecting completes the combinations, whose state is where in the pool the items of the last one are; each place has a last index.
func selecting(it value, err error, pool []value, indices []int, started, done *bool, last func(place int) int) (value, error) {
	return stated(it, err, func(*thread) (form, error) {
		size := object.NewInt(int64(len(indices)))
		if *done {
			return form{args: []value{object.EmptyTuple, size}}, nil
		}
		f := form{args: []value{object.NewTuple(pool...), size}}
		if *started {
			f.state = tupleOfInts(indices)
		}
		return f, nil
	}, func(t *thread, state value) error {
		v, err := intsOf(t, state, len(indices))
		if err != nil {
			return err
		}
		for i, n := range v {
			indices[i] = clamp(n, 0, last(i))
		}
		*started = true
		return nil
	})
}

// withState adds __setstate__ to the methods of a class whose iterators have a state.
func withState(class string, methods []object.Method) []object.Method {
	switch class {
	case "count", "repeat", "compress", "starmap", "filterfalse", "pairwise":
		return methods
	}
	return append(methods, object.Method{Name: "__setstate__", Fn: func(t *thread, args []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(class+".__setstate__", args[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		return object.None, args[0].(*iterator).restore(t, args[1])
	}})
}

func tupleOfInts(ints []int) value {
	out := make([]value, len(ints))
	for i, n := range ints {
		out[i] = object.NewInt(int64(n))
	}
	return object.NewTuple(out...)
}

// intsOf reads a state that is a tuple of n integers.
func intsOf(t *thread, state value, n int) ([]int, error) {
	tuple, ok := object.AsTuple(state)
	if !ok || len(tuple.Items) != n {
		return nil, object.ValueErrorf("invalid arguments")
	}
	out := make([]int, n)
	for i, x := range tuple.Items {
		var err error
		if out[i], err = object.AsIndex(t, x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }

func orNone(v value) value {
	if v == nil {
		return object.None
	}
	return v
}

// argumentCount is the error of a state with other than low to high parts.
func argumentCount(n, low, high int) error {
	switch {
	case low == high:
		return object.TypeErrorf("function takes exactly %d arguments (%d given)", low, n)
	case n < low:
		return object.TypeErrorf("function takes at least %d argument (%d given)", low, n)
	}
	return object.TypeErrorf("function takes at most %d arguments (%d given)", high, n)
}

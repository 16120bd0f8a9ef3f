package io

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// The states of StringIO and BytesIO: what copy and pickle take along.

// dictState is a copy of the instance's __dict__, or None.
func dictState(t *thread, o value) (value, error) {
	d, err := object.GetAttrName(t, o, "__dict__")
	if err != nil {
		return object.None, nil
	}
	if dict, ok := d.(*object.Dict); ok && dict.Len() > 0 {
		return dict.Copy(), nil
	}
	return object.None, nil
}

// stateParts checks that a state is a tuple of n at least.
func stateParts(o, state value, n int) ([]value, error) {
	tuple, ok := object.AsTuple(state)
	if !ok || len(tuple.Items) < n {
		return nil, object.TypeErrorf("%s.__setstate__ argument should be %d-tuple, got %s", o.Type().CName(), n, object.TypeName(state))
	}
	return tuple.Items, nil
}

// restore takes the last two parts of a state: the position, which it gives, and the instance's __dict__ or None.
func restore(t *thread, o value, parts []value, n int) (pos int, err error) {
	ordinal := [...]string{"", "", "second", "third", "fourth"}
	at, last := parts[n-2], parts[n-1]
	if !object.IsInstance(at, object.IntType) {
		return 0, object.TypeErrorf("%s item of state must be an integer, got %s", ordinal[n-1], object.TypeName(at))
	}
	if pos, err = object.AsIndex(t, at); err != nil {
		return 0, err
	}
	if pos < 0 {
		return 0, object.ValueErrorf("position value cannot be negative")
	}
	if last == object.None {
		return pos, nil
	}
	d, ok := last.(*object.Dict)
	if !ok {
		return 0, object.TypeErrorf("%s item of state should be a dict, got a %s", ordinal[n], object.TypeName(last))
	}
	own, err := object.GetAttrName(t, o, "__dict__")
	if err != nil {
		return 0, err
	}
	_, err = object.CallMethod(t, own, "update", d)
	return pos, err
}

func bytesState(t *thread, o value) (value, error) {
	b, err := bytesOf(o)
	if err != nil {
		return nil, err
	}
	d, err := dictState(t, o)
	return object.NewTuple(object.NewBytes(append([]byte(nil), b.buf.B...)), object.NewInt(int64(b.pos)), d), err
}

func setBytesState(t *thread, o, state value) error {
	b, err := bytesOf(o)
	if err != nil {
		return err
	}
	if err := b.buf.MayResize(t); err != nil {
		return err
	}
	parts, err := stateParts(o, state, 3)
	if err != nil {
		return err
	}
	content, ok := object.AsBytes(parts[0])
	if !ok {
		return object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(parts[0]))
	}
	b.buf.B = append([]byte(nil), content...)
	b.pos, err = restore(t, o, parts, 3)
	return err
}

func stringState(t *thread, o value) (value, error) {
	s, err := stringOf(o)
	if err != nil {
		return nil, err
	}
	var newline value = object.NewStr(s.newline)
	if s.translate {
		newline = object.None
	}
	d, err := dictState(t, o)
	return object.NewTuple(object.NewStr(encode(s.buf)), newline, object.NewInt(int64(s.pos)), d), err
}

func setStringState(t *thread, o, state value) error {
	s, err := stringOf(o)
	if err != nil {
		return err
	}
	parts, err := stateParts(o, state, 4)
	if err != nil {
		return err
	}
	// The text is as it was written: the line ends have been converted already.
	if err := stringIOInit(t, o, []value{object.NewStr(""), parts[1]}, nil); err != nil {
		return err
	}
	text, ok := object.AsStr(parts[0])
	if !ok {
		return object.TypeErrorf("initial_value must be str or None, not %s", object.TypeName(parts[0]))
	}
	s.buf = decode(text)
	s.pos, err = restore(t, o, parts, 4)
	return err
}

// stateMethods are __getstate__ and __setstate__.
func stateMethods(get func(*thread, value) (value, error), set func(t *thread, o, state value) error) []object.Method {
	return []object.Method{
		method("__getstate__", 0, 0, func(t *thread, a []value) (value, error) { return get(t, a[0]) }),
		method("__setstate__", 1, 1, func(t *thread, a []value) (value, error) { return object.None, set(t, a[0], a[1]) }),
	}
}

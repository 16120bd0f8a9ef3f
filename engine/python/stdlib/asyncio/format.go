package asyncio

import (
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// This file writes futures, tasks, handles and callbacks as asyncio's reprs show them: in printed objects, in debug mode's reports
// and in what the exception handler is told.

// short is reprlib.repr: long strings and containers cut short.
func short(t *object.Thread, o object.Object) (string, error) {
	switch o.(type) {
	case object.Bool, object.Float:
		return object.Repr(t, o)
	}
	if o == object.None {
		return "None", nil
	}
	m, err := t.RT.Import(t, "reprlib")
	if err != nil {
		return "", err
	}
	r, err := object.CallMethod(t, m, "repr", o)
	if err != nil {
		return "", err
	}
	s, _ := object.AsStr(r)
	return s, nil
}

// arguments is a call's arguments between brackets.
func arguments(t *object.Thread, args []object.Object, kw *object.Dict) (string, error) {
	s := "("
	for i, a := range args {
		if i > 0 {
			s += ", "
		}
		r, err := short(t, a)
		if err != nil {
			return "", err
		}
		s += r
	}
	if kw != nil {
		for k, v, pos, ok := kw.Next(0); ok; k, v, pos, ok = kw.Next(pos) {
			if s != "(" {
				s += ", "
			}
			name, _ := object.AsStr(k)
			r, err := short(t, v)
			if err != nil {
				return "", err
			}
			s += name + "=" + r
		}
	}
	return s + ")", nil
}

// partialOf gives the parts of a functools.partial; fn is nil when o is something else.
func partialOf(t *object.Thread, o object.Object) (fn object.Object, args []object.Object, kw *object.Dict, err error) {
	if tp := o.Type(); tp.Name != "partial" || tp.Module != "functools" {
		return nil, nil, nil, nil
	}
	if fn, err = object.GetAttrName(t, o, "func"); err != nil {
		return nil, nil, nil, err
	}
	a, err := object.GetAttrName(t, o, "args")
	if err != nil {
		return nil, nil, nil, err
	}
	k, err := object.GetAttrName(t, o, "keywords")
	if err != nil {
		return nil, nil, nil, err
	}
	if tup, ok := a.(*object.Tuple); ok {
		args = tup.Items
	}
	kw, _ = object.AsDict(k)
	return fn, args, kw, nil
}

// callableName is the name under which a callable is shown: the qualified one if it has one.
func callableName(t *object.Thread, fn object.Object) (string, error) {
	for _, n := range []string{"__qualname__", "__name__"} {
		v, err := object.GetAttrOpt(t, fn, object.Intern(n))
		if err != nil {
			return "", err
		}
		if v != nil {
			if s, ok := object.AsStr(v); ok && s != "" {
				return s, nil
			}
		}
	}
	return object.Repr(t, fn)
}

func formatCallback(t *object.Thread, fn object.Object, args []object.Object, kw *object.Dict, suffix string) (string, error) {
	a, err := arguments(t, args, kw)
	if err != nil {
		return "", err
	}
	inner, iargs, ikw, err := partialOf(t, fn)
	if err != nil {
		return "", err
	}
	if inner != nil {
		return formatCallback(t, inner, iargs, ikw, a+suffix)
	}
	name, err := callableName(t, fn)
	return name + a + suffix, err
}

// sourceOf is where a Python function is defined, as file:line; "" for anything else.
func sourceOf(t *object.Thread, fn object.Object) (string, error) {
	for range 100 { // what decorators have wrapped; the bound is for those that wrap themselves
		w, err := object.GetAttrOpt(t, fn, object.Intern("__wrapped__"))
		if err != nil {
			return "", err
		}
		if w == nil {
			break
		}
		fn = w
	}
	if fn.Type().Name != "function" {
		inner, _, _, err := partialOf(t, fn)
		if inner == nil || err != nil {
			return "", err
		}
		return sourceOf(t, inner)
	}
	code, err := object.GetAttrName(t, fn, "__code__")
	if err != nil {
		return "", err
	}
	return definedAt(t, code)
}

func definedAt(t *object.Thread, code object.Object) (string, error) {
	file, err := object.GetAttrName(t, code, "co_filename")
	if err != nil {
		return "", err
	}
	line, err := object.GetAttrName(t, code, "co_firstlineno")
	if err != nil {
		return "", err
	}
	f, _ := object.AsStr(file)
	n, _ := object.AsInt(line)
	return f + ":" + strconv.Itoa(int(n)), nil
}

// callbackSource is a callback with its arguments and the place of its definition.
func callbackSource(t *object.Thread, fn object.Object, args []object.Object) (string, error) {
	s, err := formatCallback(t, fn, args, nil, "")
	if err != nil {
		return "", err
	}
	at, err := sourceOf(t, fn)
	if at != "" {
		s += " at " + at
	}
	return s, err
}

func handleRepr(t *object.Thread, o object.Object) (string, error) {
	h := o.(*Handle)
	if h.repr != "" {
		return h.repr, nil
	}
	s := "<" + o.Type().Name
	if h.cancelled {
		s += " cancelled"
	}
	if h.timer {
		w, err := object.Repr(t, h.moment())
		if err != nil {
			return "", err
		}
		s += " when=" + w
	}
	if h.fn != object.None { // what cannot be called is no callback; the loop has found out by now
		c, err := h.describe(t)
		if err != nil {
			return "", err
		}
		if c != "" {
			s += " " + c
		}
	}
	return s + h.origin.note() + ">", nil
}

// describe is the handle's callback as text; "" for a cancelled handle, which has let go of it.
func (h *Handle) describe(t *object.Thread) (string, error) {
	switch {
	case h.fn != nil:
		return callbackSource(t, h.fn, h.args)
	case h.native != nil:
		return h.name, nil
	}
	return "", nil
}

func futureRepr(t *object.Thread, o object.Object) (string, error) {
	f := asFuture(o)
	leave, ok := t.EnterRepr(o)
	if !ok {
		return "...", nil
	}
	defer leave()
	s := "<" + f.Type().Name + [...]string{" pending", " cancelled", " finished"}[f.state]
	rest, err := f.outcome(t)
	return s + rest + ">", err
}

// outcome is the part of a repr that futures and tasks share: result or exception, callbacks, origin.
func (f *Future) outcome(t *object.Thread) (string, error) {
	s := ""
	if f.state == finished {
		var r string
		var err error
		if f.exc != nil {
			r, err = object.Repr(t, f.exc)
			s = " exception=" + r
		} else {
			r, err = short(t, f.result)
			s = " result=" + r
		}
		if err != nil {
			return "", err
		}
	}
	cb, err := f.callbacksInfo(t)
	return s + cb + f.origin.note(), err
}

func (f *Future) callbacksInfo(t *object.Thread) (string, error) {
	n := len(f.callbacks)
	if n == 0 {
		return "", nil
	}
	one := func(cb callback) (string, error) {
		if cb.fn != nil {
			return callbackSource(t, cb.fn, nil)
		}
		return cb.name, nil
	}
	s, err := one(f.callbacks[0])
	if err != nil {
		return "", err
	}
	if n > 2 {
		s += ", <" + strconv.Itoa(n-2) + " more>"
	}
	if n > 1 {
		last, err := one(f.callbacks[n-1])
		if err != nil {
			return "", err
		}
		s += ", " + last
	}
	return " cb=[" + s + "]", nil
}

func taskRepr(t *object.Thread, o object.Object) (string, error) {
	k := o.(*Task)
	leave, ok := t.EnterRepr(o)
	if !ok {
		return "...", nil
	}
	defer leave()
	s := "<" + k.Type().Name
	if k.cancels > 0 && !k.done() {
		s += " cancelling"
	} else {
		s += [...]string{" pending", " cancelled", " finished"}[k.state]
	}
	name, err := object.Repr(t, k.name)
	if err != nil {
		return "", err
	}
	coro, err := coroRepr(t, k.coro)
	if err != nil {
		return "", err
	}
	s += " name=" + name + " coro=<" + coro + ">"
	if k.waiter != nil {
		w, err := object.Repr(t, k.waiter)
		if err != nil {
			return "", err
		}
		s += " wait_for=" + w
	}
	rest, err := k.outcome(t)
	return s + rest + ">", err
}

// coroRepr is a coroutine as a task's repr shows it: main() running at main.py:3.
func coroRepr(t *object.Thread, coro object.Object) (string, error) {
	n := "<" + coro.Type().Name + " without __name__>"
	for _, attr := range []string{"__qualname__", "__name__"} {
		v, err := object.GetAttrOpt(t, coro, object.Intern(attr))
		if err != nil {
			return "", err
		}
		if s, ok := object.AsStr(v); v != nil && ok && s != "" {
			n = s
			break
		}
	}
	n += "()"
	var code, frame object.Object
	for _, prefix := range []string{"cr_", "gi_"} {
		var err error
		if code, err = object.GetAttrOpt(t, coro, object.Intern(prefix+"code")); err != nil {
			return "", err
		}
		if code != nil {
			if frame, err = object.GetAttrOpt(t, coro, object.Intern(prefix+"frame")); err != nil {
				return "", err
			}
			break
		}
	}
	if code == nil || code == object.None {
		return n, nil
	}
	if f, ok := frame.(object.Frame); ok {
		return n + " running at " + f.Filename() + ":" + strconv.Itoa(f.Line()), nil
	}
	at, err := definedAt(t, code)
	return n + " done, defined at " + at, err
}

package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Exceptions and context managers.

func opRaise(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	t := m.t
	if in.b < 0 {
		h := t.Handling
		if h == nil {
			return m.fail(in, object.RuntimeErrorf("No active exception to reraise"))
		}
		return m.raise(h, false)
	}
	e, err := object.MakeException(t, f.regs[in.b])
	if err != nil {
		return m.fail(in, err)
	}
	if in.c >= 0 {
		cause := f.regs[in.c]
		switch c := cause.(type) {
		case *object.Exception:
		case *object.Type:
			if !c.IsSubtype(object.BaseExceptionType) {
				return m.fail(in, object.TypeErrorf("exception causes must derive from BaseException"))
			}
			v, err := object.Call(t, c, nil, nil)
			if err != nil {
				return m.fail(in, err)
			}
			cause = v
		default:
			if cause != object.None {
				return m.fail(in, object.TypeErrorf("exception causes must derive from BaseException"))
			}
		}
		e.Cause, e.SuppressContext = cause, true
		if cause == object.None {
			e.Cause = nil
		}
	}
	if h := t.Handling; h != nil && h != e {
		e.SetContext(h)
	}
	return m.raise(e, true)
}

func opReraise(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	return m.raise(f.regs[in.b].(*object.Exception), false)
}

func opPushExc(m *machine, in *Instr) *Instr {
	f := m.f
	if f.exc != nil {
		f.regs[in.a] = f.exc
	} else {
		f.regs[in.a] = nil
	}
	e := f.regs[in.b].(*object.Exception)
	f.exc = e
	m.t.Handling = e
	return in.next
}

func opPopExc(m *machine, in *Instr) *Instr {
	f := m.f
	m.restoreExc(f, f.regs[in.b])
	return in.next
}

// checkCatchable says why c cannot stand behind except.
func checkCatchable(c object.Object, star bool) error {
	list := []object.Object{c}
	if tu, ok := c.(*object.Tuple); ok {
		list = tu.Items
	}
	for _, x := range list {
		tp, ok := x.(*object.Type)
		if !ok || !tp.IsSubtype(object.BaseExceptionType) {
			return object.TypeErrorf("catching classes that do not inherit from BaseException is not allowed")
		}
		if star && tp.IsSubtype(object.BaseExceptionGroupType) {
			return object.TypeErrorf("catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
	}
	return nil
}

func matches(e *object.Exception, c object.Object) bool {
	switch c := c.(type) {
	case *object.Type:
		return e.Class.IsSubtype(c)
	case *object.Tuple:
		for _, x := range c.Items {
			if matches(e, x) {
				return true
			}
		}
	}
	return false
}

func opJumpNoMatch(m *machine, in *Instr) *Instr {
	f := m.f
	e, c := f.regs[in.b].(*object.Exception), f.regs[in.c]
	if err := checkCatchable(c, false); err != nil {
		return m.fail(in, err)
	}
	if matches(e, c) {
		return in.next
	}
	return in.jump
}

// opCheckGroup splits the group that except* clauses share.
func opCheckGroup(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	c := f.regs[in.c]
	if err := checkCatchable(c, true); err != nil {
		return m.fail(in, err)
	}
	e, ok := f.regs[in.b].(*object.Exception)
	if !ok { // nothing is left
		f.regs[in.a], f.regs[in.a+1] = object.None, object.None
		return in.next
	}
	if _, group := object.GroupMembers(e); !group {
		if !matches(e, c) {
			f.regs[in.a], f.regs[in.a+1] = object.None, e
			return in.next
		}
		// As a tuple, which shows in its repr.
		v, err := object.CallArgs(m.t, object.BaseExceptionGroupType, object.NewStr(""), object.NewTuple(e))
		if err != nil {
			return m.fail(in, err)
		}
		g := v.(*object.Exception)
		addTraceback(g, f, f.position())
		f.regs[in.a], f.regs[in.a+1] = g, object.None
		return in.next
	}
	if matches(e, c) {
		f.regs[in.a], f.regs[in.a+1] = e, object.None
		return in.next
	}
	yes, no, err := object.SplitGroup(m.t, e, func(x *object.Exception) (bool, error) { return matches(x, c), nil })
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a], f.regs[in.a+1] = excOrNone(yes), excOrNone(no)
	return in.next
}

func excOrNone(e *object.Exception) object.Object {
	if e == nil {
		return object.None
	}
	return e
}

// opPrepReraise finds what an except* statement raises at its end: nothing, the rest of the group, or a group of what its
// clauses raised and the rest. (CPython's _PyExc_PrepReraiseStar.)
func opPrepReraise(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	orig := f.regs[in.b].(*object.Exception)
	var excs []*object.Exception
	for _, x := range f.regs[in.c].(*object.List).Items {
		if e, ok := x.(*object.Exception); ok {
			excs = append(excs, e)
		}
	}
	if len(excs) == 0 {
		f.regs[in.a] = object.None
		return in.next
	}
	if _, group := object.GroupMembers(orig); !group {
		// A bare exception was wrapped, so there is at most one here.
		f.regs[in.a] = excs[0]
		return in.next
	}
	var raised, reraised []object.Object
	for _, e := range excs {
		if sameOrigin(e, orig) {
			reraised = append(reraised, e)
		} else {
			raised = append(raised, e)
		}
	}
	if len(reraised) > 0 {
		r, err := projection(m.t, orig, reraised)
		if err != nil {
			return m.fail(in, err)
		}
		if len(raised) == 0 {
			f.regs[in.a] = excOrNone(r)
			return in.next
		}
		if r != nil {
			raised = append(raised, r)
		}
	}
	if len(raised) == 1 {
		f.regs[in.a] = raised[0]
		return in.next
	}
	g, err := object.NewExceptionGroup(m.t, "", raised)
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = g
	return in.next
}

// sameOrigin tells whether e is a part of orig that was raised again as it was: split keeps the metadata.
func sameOrigin(e, orig *object.Exception) bool {
	if _, ok := object.GroupMembers(e); !ok {
		return false
	}
	return e.Traceback == orig.Traceback && e.Context == orig.Context && e.Cause == orig.Cause
}

// projection keeps of orig what is in any of parts.
func projection(t *object.Thread, orig *object.Exception, parts []object.Object) (*object.Exception, error) {
	keep := map[*object.Exception]bool{}
	var collect func(e *object.Exception)
	collect = func(e *object.Exception) {
		ms, ok := object.GroupMembers(e)
		if !ok {
			keep[e] = true
			return
		}
		for _, x := range ms {
			collect(x.(*object.Exception))
		}
	}
	for _, p := range parts {
		collect(p.(*object.Exception))
	}
	yes, _, err := object.SplitGroup(t, orig, func(x *object.Exception) (bool, error) { return keep[x], nil })
	return yes, err
}

// opWithEnter looks up both methods first, so that neither is missing half-way.
func opWithEnter(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	o := f.regs[in.b]
	enterName, exitName, proto := "__enter__", "__exit__", "context manager"
	if in.d == 1 {
		enterName, exitName, proto = "__aenter__", "__aexit__", "asynchronous context manager"
	}
	enter, err := object.LookupSpecial(m.t, o, enterName)
	if err != nil {
		return m.fail(in, err)
	}
	if enter == nil {
		return m.fail(in, object.TypeErrorf("'%s' object does not support the %s protocol", object.TypeName(o), proto))
	}
	exit, err := object.LookupSpecial(m.t, o, exitName)
	if err != nil {
		return m.fail(in, err)
	}
	if exit == nil {
		return m.fail(in, object.TypeErrorf("'%s' object does not support the %s protocol (missed %s method)", object.TypeName(o), proto, exitName))
	}
	f.regs[in.a], f.regs[in.a+1], f.regs[in.a+2] = exit, enter, nil
	return in.next
}

// opWithExit calls __exit__ with the exception.
func opWithExit(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	e := f.regs[in.c].(*object.Exception)
	var tb object.Object = object.None
	if e.Traceback != nil {
		tb = e.Traceback
	}
	callee := f.regs[in.b]
	args := []object.Object{e.Class, e, tb}
	if b, ok := callee.(*object.BoundMethod); ok {
		if fn, ok := b.Func.(*Function); ok {
			nf := fn.code.newFrame()
			if err := fn.bind(nf, append([]object.Object{b.Self}, args...), nil); err != nil {
				nf.recycle()
				return m.fail(in, err)
			}
			return m.startCall(in, fn, nf)
		}
	}
	v, err := object.Call(m.t, callee, args, nil)
	return m.store(in, v, err)
}

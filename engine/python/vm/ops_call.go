package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Calls. A call of a Python function, method or plain class enters a frame on this machine; everything else is native.

func opReturn(m *machine, in *Instr) *Instr {
	f := m.f
	return m.leave(f, f.regs[in.b])
}

// startCall runs a frame whose arguments are bound, for instruction in.
func (m *machine) startCall(in *Instr, fn *Function, nf *Frame) *Instr {
	if fn.code.Code.Flags&genFlags != 0 {
		m.f.in = in
		g := newGenerator(m.t, fn, nf)
		g.maker = in
		if in.drop && g.kind == coroutine {
			g.warnUnawaited(m.t)
		}
		m.f.regs[in.a] = g
		return in.next
	}
	return m.enter(nf, m.f, in)
}

// unused is told what a native call gave whose result is not used. A coroutine that was made by it, as a manager's acount() is by the queryset's, is lost.
func (m *machine) unused(v object.Object) {
	g, ok := v.(*Generator)
	if !ok || g.kind != coroutine || g.started || g.warned {
		return
	}
	if made := m.st.pending; len(made) > 0 && made[len(made)-1] == g {
		g.warnUnawaited(m.t)
	}
}

// callFn calls a Python function with self (nil: none) and operands.
func (m *machine) callFn(in *Instr, fn *Function, self object.Object, args []int32) *Instr {
	f := m.f
	c := fn.code
	nf := c.newFrame()
	n := len(args)
	if self != nil {
		n++
	}
	if c.simple == n {
		nf.fill(fn, f, self, args)
		if m.t.Tick--; m.t.Tick <= 0 {
			return m.enterCharged(nf, f, in)
		}
		return m.enter(nf, f, in)
	}
	f.in = in
	if d := fn.defaults; d != nil && n < c.simple && n+len(d.Items) >= c.simple {
		// Only defaults are missing.
		nf.fill(fn, f, self, args)
		copy(nf.regs[n:c.simple], d.Items[len(d.Items)-(c.simple-n):])
		return m.enterCharged(nf, f, in)
	}
	if c.lazy == n {
		nf.fill(fn, f, self, args)
		return m.startCall(in, fn, nf)
	}
	if err := fn.bind(nf, m.withSelf(f, self, args), nil); err != nil {
		nf.recycle()
		return m.fail(in, err)
	}
	return m.startCall(in, fn, nf)
}

// fill makes f a frame of fn, with self (nil: none) and the operands of a call in the caller's frame as its first arguments.
func (f *Frame) fill(fn *Function, caller *Frame, self object.Object, args []int32) {
	params := f.regs
	if self != nil {
		params[0], params = self, params[1:]
	}
	for i, r := range args {
		params[i] = caller.regs[r]
	}
	f.globals = fn.globals
	if fn.closure != nil {
		copy(f.regs[fn.code.freeReg:], fn.closure)
	}
}

// enterCharged enters a frame and charges the call.
func (m *machine) enterCharged(nf, f *Frame, in *Instr) *Instr {
	f.in = in
	if err := m.charge(1); err != nil {
		nf.recycle()
		return m.fail(in, err)
	}
	return m.enter(nf, f, in)
}

func (m *machine) withSelf(f *Frame, self object.Object, args []int32) []object.Object {
	if self == nil {
		return m.gather(f, args)
	}
	n := len(args) + 1
	var buf []object.Object
	if n <= len(m.buf) {
		buf = m.buf[:n]
	} else {
		buf = make([]object.Object, n)
	}
	buf[0] = self
	for i, r := range args {
		buf[i+1] = f.regs[r]
	}
	return buf
}

// callAny calls any object with self (nil: none) and operands.
func (m *machine) callAny(in *Instr, callee, self object.Object, args []int32) *Instr {
	f := m.f
	switch c := callee.(type) {
	case *Function:
		return m.callFn(in, c, self, args)
	case *object.BoundMethod:
		if fn, ok := c.Func.(*Function); ok && self == nil {
			return m.callFn(in, fn, c.Self, args)
		}
	case *object.Builtin:
		if c.Self == nil {
			f.in = in
			v, err := c.Fn(m.t, m.withSelf(f, self, args), nil)
			if err != nil {
				return m.fail(in, err)
			}
			if in.drop {
				m.unused(v)
			}
			f.regs[in.a] = v
			return in.next
		}
	case *object.MethodDescr:
		if self != nil {
			f.in = in
			v, err := c.Fn(m.t, m.withSelf(f, self, args), nil)
			if err != nil {
				return m.fail(in, err)
			}
			if in.drop {
				m.unused(v)
			}
			f.regs[in.a] = v
			return in.next
		}
	case *object.Type:
		if self == nil {
			if fn := plainInit(c); fn != nil {
				return m.callType(in, c, fn, args, nil)
			}
		}
	case *object.Instance:
		if self == nil {
			if fn, ok := c.Class.Lookup(strCall).(*Function); ok {
				return m.callFn(in, fn, c, args)
			}
		}
	}
	f.in = in
	v, err := object.Call(m.t, callee, m.withSelf(f, self, args), nil)
	if in.drop {
		m.unused(v)
	}
	return m.store(in, v, err)
}

var (
	strCall = object.Intern("__call__")
	strInit = object.Intern("__init__")
)

// plainClass tells whether calling tp is object.__new__ and then __init__, with no metaclass in between.
func plainClass(tp *object.Type) bool {
	return tp.Flags&object.PlainNew != 0 && tp.Flags&object.Abstract == 0 && tp.Flags&object.Heap != 0 &&
		(tp.Meta == object.TypeType || tp.Meta.Lookup(strCall) == object.TypeType.Dict.GetStr(strCall))
}

// plainInit gives the __init__ of a class whose calling needs no native code but the making of the instance; else nil.
func plainInit(tp *object.Type) *Function {
	if !plainClass(tp) {
		return nil
	}
	fn, ok := tp.Lookup(strInit).(*Function)
	if !ok || fn.code.Code.Flags&genFlags != 0 {
		return nil
	}
	return fn
}

func newInstance(t *object.Thread, tp *object.Type) *object.Instance {
	if tp.Flags&object.HasDel != 0 {
		in := object.NewInstance(tp, nil)
		t.NoticeEnd(in)
		return in
	}
	if tp.Flags&object.NoDict != 0 {
		return object.NewInstance(tp, nil)
	}
	return object.NewInstanceDict(tp)
}

// callType calls a class with this __init__ without leaving the machine.
func (m *machine) callType(in *Instr, tp *object.Type, fn *Function, args []int32, kw *object.Kwargs) *Instr {
	f := m.f
	f.in = in
	self := newInstance(m.t, tp)
	c := fn.code
	nf := c.newFrame()
	if kw == nil && c.simple == len(args)+1 {
		nf.fill(fn, f, self, args)
	} else if err := fn.bind(nf, m.withSelf(f, self, args), kw); err != nil {
		nf.recycle()
		return m.fail(in, err)
	}
	nf.kind, nf.inst = initFrame, self
	if m.t.Tick--; m.t.Tick <= 0 {
		return m.enterCharged(nf, f, in)
	}
	return m.enter(nf, f, in)
}

// opCall has the commonest case written out: a Python function that takes just these arguments.
func opCall(m *machine, in *Instr) *Instr {
	f := m.f
	fn, ok := f.regs[in.b].(*Function)
	if !ok {
		return m.callAny(in, f.regs[in.b], nil, in.args)
	}
	c, t := fn.code, m.t
	if c.simple != len(in.args) || fn.closure != nil || t.Tick <= 1 || t.Depth >= t.RT.Limits.Recursion {
		return m.callFn(in, fn, nil, in.args)
	}
	nf := c.free
	if nf == nil {
		nf = c.makeFrame()
	} else {
		c.free = nf.back
	}
	regs := nf.regs
	for i, r := range in.args {
		regs[i] = f.regs[r]
	}
	nf.globals = fn.globals
	nf.back = f
	f.in = in
	m.f = nf
	t.Frame = nf
	t.Depth++
	t.Tick--
	return c.first
}

func opCallMethod(m *machine, in *Instr) *Instr {
	f := m.f
	return m.callAny(in, f.regs[in.b], f.regs[in.b+1], in.args)
}

// bindNamed binds a call with keywords straight from the operands: for functions without *args and **kwargs whose parameters are all
// given or have defaults. It gives nil for any other, which the general way then binds or refuses. Which parameter
// each keyword names is remembered in the instruction.
func (m *machine) bindNamed(in *Instr, fn *Function, self object.Object, names []*object.Str, npos int) *Frame {
	c := fn.code
	co := c.Code
	if co.Flags&(compile.VarArgs|compile.VarKeywords) != 0 {
		return nil
	}
	if in.kwCode != c {
		in.kwCode, in.kwRegs = c, nil
		regs := make([]int32, len(names))
		for i, n := range names {
			j := co.PosOnly
			for j < co.ArgCount+co.KwOnly && co.VarNames[j] != n {
				j++
			}
			if j == co.ArgCount+co.KwOnly {
				return nil
			}
			regs[i] = int32(j)
		}
		in.kwRegs = regs
	}
	if in.kwRegs == nil {
		return nil
	}
	f := m.f
	nf := c.newFrame()
	regs := nf.regs
	i := 0
	if self != nil && co.ArgCount > 0 {
		regs[0] = self
		i = 1
	}
	if i+npos > co.ArgCount || self != nil && i == 0 {
		nf.recycle()
		return nil
	}
	for _, r := range in.args[:npos] {
		regs[i] = f.regs[r]
		i++
	}
	for k, r := range in.kwRegs {
		if regs[r] != nil {
			nf.recycle()
			return nil
		}
		regs[r] = f.regs[in.args[npos+k]]
	}
	for ; i < co.ArgCount; i++ {
		if regs[i] != nil {
			continue
		}
		d := -1
		if fn.defaults != nil {
			d = i - (co.ArgCount - len(fn.defaults.Items))
		}
		if d < 0 {
			nf.recycle()
			return nil
		}
		regs[i] = fn.defaults.Items[d]
	}
	for ; i < co.ArgCount+co.KwOnly; i++ {
		if regs[i] != nil {
			continue
		}
		if fn.kwDefaults == nil {
			nf.recycle()
			return nil
		}
		v := fn.kwDefaults.GetStr(co.VarNames[i])
		if v == nil {
			nf.recycle()
			return nil
		}
		regs[i] = v
	}
	nf.globals = fn.globals
	if fn.closure != nil {
		copy(regs[c.freeReg:], fn.closure)
	}
	return nf
}

// callKw calls with keyword arguments: the last operands, named by the instruction's aux.
func (m *machine) callKw(in *Instr, callee, self object.Object) *Instr {
	f := m.f
	f.in = in
	names := in.aux.([]*object.Str)
	npos := len(in.args) - len(names)
	if b, ok := callee.(*object.BoundMethod); ok && self == nil {
		if fn, ok := b.Func.(*Function); ok {
			callee, self = fn, b.Self
		}
	}
	if fn, ok := callee.(*Function); ok {
		if nf := m.bindNamed(in, fn, self, names, npos); nf != nil {
			return m.startCall(in, fn, nf)
		}
	}
	kw := &object.Kwargs{Names: names, Vals: make([]object.Object, len(names))}
	for i := range names {
		kw.Vals[i] = f.regs[in.args[npos+i]]
	}
	switch c := callee.(type) {
	case *Function:
		nf := c.code.newFrame()
		if err := c.bind(nf, m.withSelf(f, self, in.args[:npos]), kw); err != nil {
			nf.recycle()
			return m.fail(in, err)
		}
		return m.startCall(in, c, nf)
	case *object.Type:
		if self == nil {
			if fn := plainInit(c); fn != nil {
				return m.callType(in, c, fn, in.args[:npos], kw)
			}
		}
	}
	v, err := object.Call(m.t, callee, m.withSelf(f, self, in.args[:npos]), kw)
	if in.drop {
		m.unused(v)
	}
	return m.store(in, v, err)
}

func opCallKw(m *machine, in *Instr) *Instr { return m.callKw(in, m.f.regs[in.b], nil) }

func opCallMethodKw(m *machine, in *Instr) *Instr {
	f := m.f
	return m.callKw(in, f.regs[in.b], f.regs[in.b+1])
}

func opCallEx(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	var args []object.Object
	switch s := f.regs[in.c].(type) {
	case *object.List:
		args = s.Items
	case *object.Tuple:
		args = s.Items
	}
	var kw *object.Kwargs
	if in.d >= 0 {
		d := f.regs[in.d].(*object.Dict)
		if d.Len() > 0 {
			kw = &object.Kwargs{}
			for pos := 0; ; {
				k, v, next, ok := d.Next(pos)
				if !ok {
					break
				}
				pos = next
				name, ok := k.(*object.Str)
				if !ok {
					s, _ := object.AsStr(k)
					name = object.NewStr(s)
				}
				kw.Names = append(kw.Names, name)
				kw.Vals = append(kw.Vals, v)
			}
		}
	}
	callee := f.regs[in.b]
	if b, ok := callee.(*object.BoundMethod); ok {
		if fn, ok := b.Func.(*Function); ok {
			callee = fn
			args = append([]object.Object{b.Self}, args...)
		}
	}
	switch c := callee.(type) {
	case *Function:
		nf := c.code.newFrame()
		if err := c.bind(nf, args, kw); err != nil {
			nf.recycle()
			return m.fail(in, err)
		}
		return m.startCall(in, c, nf)
	case *object.Type:
		if fn := plainInit(c); fn != nil {
			self := newInstance(m.t, c)
			nf := fn.code.newFrame()
			if err := fn.bind(nf, append([]object.Object{self}, args...), kw); err != nil {
				nf.recycle()
				return m.fail(in, err)
			}
			nf.kind, nf.inst = initFrame, self
			return m.enter(nf, f, in)
		}
	}
	v, err := object.Call(m.t, callee, args, kw)
	if in.drop {
		m.unused(v)
	}
	return m.store(in, v, err)
}

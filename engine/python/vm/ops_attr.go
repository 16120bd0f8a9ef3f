package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Attributes and method calls, with inline caches. A cache is valid for instances of one class at one version of it; an
// instance's own attribute is found by trying the dict index at which the last instance had it.

// lookAt fills the cache of in for instances of tp; it gives false where look-up is not the plain one.
func (in *Instr) lookAt(tp *object.Type) bool {
	c := &in.cache
	if tp.Flags&(object.PlainGetAttr|object.Heap) != object.PlainGetAttr|object.Heap {
		return false
	}
	attr := tp.Lookup(in.name)
	c.typ, c.ver, c.val, c.fn = tp, tp.Version(), attr, nil
	if attr == nil {
		c.kind = cacheInstance
		return true
	}
	at := attr.Type()
	fn, isFn := attr.(*Function)
	switch {
	case isFn:
		c.kind, c.fn = cacheMethod, fn
	case at.Flags&object.MethodLike != 0:
		c.kind = cacheMethod
	case at == object.PropertyType:
		get, ok := attr.(*object.Property).Get.(*Function)
		if !ok || get.code.simple != 1 {
			c.kind = cacheNone
			return false
		}
		c.kind, c.fn = cacheGetter, get
	case at.Slots.DescrGet == nil && at.Slots.DescrSet == nil:
		c.kind = cacheClass
	default:
		c.kind = cacheNone
		return false
	}
	return true
}

// own looks for the instance's own attribute of the instruction's name; nil when it has none.
func (in *Instr) own(o *object.Instance) object.Object {
	d := o.Dict
	if d == nil || d.Lacks(in.name) {
		return nil
	}
	if v := d.At(in.cache.idx, in.name); v != nil {
		return v
	}
	i := d.StrIndex(in.name)
	if i < 0 {
		return nil
	}
	in.cache.idx = i
	return d.GetStr(in.name)
}

func opLoadAttr(m *machine, in *Instr) *Instr {
	f := m.f
	o, ok := f.regs[in.b].(*object.Instance)
	if !ok {
		return m.loadAttr(in)
	}
	c := &in.cache
	tp := o.Class
	if c.typ != tp || c.ver != tp.Version() {
		if !in.lookAt(tp) {
			return m.loadAttr(in)
		}
	}
	switch c.kind {
	case cacheInstance:
		if d := o.Dict; d != nil {
			if v := d.At(c.idx, in.name); v != nil {
				f.regs[in.a] = v
				return in.next
			}
			if v := in.own(o); v != nil {
				f.regs[in.a] = v
				return in.next
			}
		}
	case cacheClass:
		v := in.own(o)
		if v == nil {
			v = c.val
		}
		f.regs[in.a] = v
		return in.next
	case cacheGetter:
		nf := c.fn.code.newFrame()
		nf.regs[0] = o
		nf.globals = c.fn.globals
		if c.fn.closure != nil {
			copy(nf.regs[c.fn.code.freeReg:], c.fn.closure)
		}
		if m.t.Tick--; m.t.Tick <= 0 {
			return m.enterCharged(nf, f, in)
		}
		return m.enter(nf, f, in)
	}
	return m.loadAttr(in)
}

func (m *machine) loadAttr(in *Instr) *Instr {
	f := m.f
	f.in = in
	v, err := object.GetAttr(m.t, f.regs[in.b], in.name)
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = v
	return in.next
}

func opStoreAttr(m *machine, in *Instr) *Instr {
	f := m.f
	v := f.regs[in.b]
	if o, ok := f.regs[in.a].(*object.Instance); ok {
		c := &in.cache
		tp := o.Class
		if c.typ != tp || c.ver != tp.Version() {
			c.kind = cacheNone
			if tp.Flags&(object.PlainSetAttr|object.Heap|object.NoDict) == object.PlainSetAttr|object.Heap {
				attr := tp.Lookup(in.name)
				if attr == nil || attr.Type().Slots.DescrSet == nil {
					c.kind = cacheInstance
				}
			}
			c.typ, c.ver = tp, tp.Version()
		}
		if c.kind == cacheInstance {
			d := o.Dict
			if d == nil {
				d = object.NewDict()
				o.Dict = d
			}
			if !d.SetAt(c.idx, in.name, v) {
				d.SetStr(in.name, v)
				c.idx = d.StrIndex(in.name)
			}
			return in.next
		}
	}
	f.in = in
	if err := object.SetAttr(m.t, f.regs[in.a], in.name, v); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

// loadMethod finds the callable o.name: a function and true if o is to be passed in front, or any callable.
func (m *machine) loadMethod(in *Instr, o object.Object) (fn object.Object, unbound bool, err error) {
	if inst, ok := o.(*object.Instance); ok {
		c := &in.cache
		tp := inst.Class
		if c.typ == tp && c.ver == tp.Version() || in.lookAt(tp) {
			switch c.kind {
			case cacheMethod:
				if inst.Dict == nil || inst.Dict.Lacks(in.name) || inst.Dict.GetStr(in.name) == nil {
					return c.val, true, nil
				}
			case cacheInstance:
				if v := in.own(inst); v != nil {
					return v, false, nil
				}
			}
		}
	}
	m.f.in = in
	return object.LoadMethod(m.t, o, in.name)
}

// opLoadMethod leaves a function and its self, or a callable and nil.
func opLoadMethod(m *machine, in *Instr) *Instr {
	f := m.f
	o := f.regs[in.b]
	fn, unbound, err := m.loadMethod(in, o)
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = fn
	if unbound {
		f.regs[in.a+1] = o
	} else {
		f.regs[in.a+1] = nil
	}
	return in.next
}

func opCallAttr(m *machine, in *Instr) *Instr {
	o := m.f.regs[in.b]
	fn, unbound, err := m.loadMethod(in, o)
	if err != nil {
		return m.failAt(in, in.aux.(compile.Position), err)
	}
	if !unbound {
		return m.callAny(in, fn, nil, in.args)
	}
	if pf, ok := fn.(*Function); ok {
		return m.callFn(in, pf, o, in.args)
	}
	return m.callAny(in, fn, o, in.args)
}

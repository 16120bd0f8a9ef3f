package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Moves, names and attributes.

func opNop(m *machine, in *Instr) *Instr { return in.next }

func opMove(m *machine, in *Instr) *Instr {
	r := m.f.regs
	r[in.a] = r[in.b]
	return in.next
}

func opCheckLocal(m *machine, in *Instr) *Instr {
	if m.f.regs[in.a] == nil {
		return m.fail(in, unboundLocal(in.name))
	}
	return in.next
}

func unboundLocal(name *object.Str) error {
	e := object.Errorf(object.UnboundLocalErrorType, "cannot access local variable '%s' where it is not associated with a value", name)
	return e
}

func opDelLocal(m *machine, in *Instr) *Instr {
	if m.f.regs[in.a] == nil {
		return m.fail(in, unboundLocal(in.name))
	}
	m.f.regs[in.a] = nil
	return in.next
}

func opClear(m *machine, in *Instr) *Instr {
	m.f.regs[in.a] = nil
	return in.next
}

func nameError(name *object.Str) error {
	return object.NameErrorf(name.String(), "name '%s' is not defined", name)
}

// opLoadGlobal remembers where in the dict it found the name. For a builtin it must also know that the globals have not
// gained the name since: their Version says so.
func opLoadGlobal(m *machine, in *Instr) *Instr {
	f := m.f
	c := &in.cache
	if c.kind == cacheGlobal {
		if v := f.globals.At(c.idx, in.name); v != nil {
			f.regs[in.a] = v
			return in.next
		}
	} else if c.kind == cacheBuiltin && c.ver == f.globals.Version && c.dict == f.globals {
		if v := m.t.RT.Builtins.At(c.idx, in.name); v != nil {
			f.regs[in.a] = v
			return in.next
		}
	}
	return m.loadGlobal(in)
}

// What an instruction's cache holds.
const (
	cacheNone uint8 = iota
	cacheGlobal
	cacheBuiltin
	cacheInstance // an attribute of the instance that its class does not have as a data descriptor
	cacheClass    // an attribute of the class that is no descriptor, unless the instance has its own
	cacheMethod   // a function of the class, unless the instance has its own
	cacheGetter   // a property whose getter is a Python function
	cacheSlot     // a __slots__ member
)

func (m *machine) loadGlobal(in *Instr) *Instr {
	f := m.f
	c := &in.cache
	if i := f.globals.StrIndex(in.name); i >= 0 {
		c.kind, c.idx = cacheGlobal, i
		f.regs[in.a] = f.globals.GetStr(in.name)
		return in.next
	}
	b := m.t.RT.Builtins
	if own := ownBuiltins(m.t, f.globals); own != nil {
		return m.loadOwnBuiltin(in, own)
	}
	i := b.StrIndex(in.name)
	if i < 0 {
		return m.fail(in, nameError(in.name))
	}
	c.kind, c.idx, c.ver, c.dict = cacheBuiltin, i, f.globals.Version, f.globals
	f.regs[in.a] = b.GetStr(in.name)
	return in.next
}

func opStoreGlobal(m *machine, in *Instr) *Instr {
	f := m.f
	v := f.regs[in.b]
	if !f.globals.SetAt(in.cache.idx, in.name, v) {
		f.globals.SetStr(in.name, v)
		in.cache.idx = f.globals.StrIndex(in.name)
	}
	return in.next
}

func opDelGlobal(m *machine, in *Instr) *Instr {
	if !m.f.globals.DelStr(in.name) {
		return m.fail(in, nameError(in.name))
	}
	return in.next
}

// nsGet looks in the frame's own namespace; nil when absent.
func (m *machine) nsGet(f *Frame, name *object.Str) (object.Object, error) {
	if f.nsDict != nil {
		return f.nsDict.GetStr(name), nil
	}
	v, err := object.GetItem(m.t, f.ns, name)
	if err != nil && object.IsException(err, object.KeyErrorType) {
		return nil, nil
	}
	return v, err
}

func opLoadName(m *machine, in *Instr) *Instr {
	f := m.f
	if f.ns == nil {
		return opLoadGlobal(m, in)
	}
	f.in = in
	v, err := m.nsGet(f, in.name)
	if err != nil {
		return m.fail(in, err)
	}
	if v == nil {
		return opLoadGlobal(m, in)
	}
	f.regs[in.a] = v
	return in.next
}

func opStoreName(m *machine, in *Instr) *Instr {
	f := m.f
	switch {
	case f.ns == nil:
		return opStoreGlobal(m, in)
	case f.nsDict != nil:
		f.nsDict.SetStr(in.name, f.regs[in.b])
	default:
		f.in = in
		if err := object.SetItem(m.t, f.ns, in.name, f.regs[in.b]); err != nil {
			return m.fail(in, err)
		}
	}
	return in.next
}

func opDelName(m *machine, in *Instr) *Instr {
	f := m.f
	switch {
	case f.ns == nil:
		return opDelGlobal(m, in)
	case f.nsDict != nil:
		if !f.nsDict.DelStr(in.name) {
			return m.fail(in, nameError(in.name))
		}
	default:
		f.in = in
		if err := object.DelItem(m.t, f.ns, in.name); err != nil {
			if object.IsException(err, object.KeyErrorType) {
				err = nameError(in.name)
			}
			return m.fail(in, err)
		}
	}
	return in.next
}

func opMakeCell(m *machine, in *Instr) *Instr {
	f := m.f
	c := &Cell{}
	if in.b >= 0 {
		c.Value = f.regs[in.b]
	}
	f.regs[in.a] = c
	return in.next
}

func opLoadDeref(m *machine, in *Instr) *Instr {
	f := m.f
	v := f.regs[in.b].(*Cell).Value
	if v == nil {
		return m.fail(in, f.unboundDeref(in))
	}
	f.regs[in.a] = v
	return in.next
}

func (f *Frame) unboundDeref(in *Instr) error {
	if int(in.b) < f.code.freeReg {
		return unboundLocal(in.name)
	}
	return freeError(in.name)
}

func freeError(name *object.Str) error {
	return object.NameErrorf(name.String(), "cannot access free variable '%s' where it is not associated with a value in enclosing scope", name)
}

func opStoreDeref(m *machine, in *Instr) *Instr {
	m.f.regs[in.a].(*Cell).Value = m.f.regs[in.b]
	return in.next
}

func opDelDeref(m *machine, in *Instr) *Instr {
	f := m.f
	c := f.regs[in.a].(*Cell)
	if c.Value == nil {
		if int(in.a) < f.code.freeReg {
			return m.fail(in, unboundLocal(in.name))
		}
		return m.fail(in, freeError(in.name))
	}
	c.Value = nil
	return in.next
}

func opLoadClassDeref(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if f.ns != nil {
		v, err := m.nsGet(f, in.name)
		if err != nil {
			return m.fail(in, err)
		}
		if v != nil {
			f.regs[in.a] = v
			return in.next
		}
	}
	v := f.regs[in.b].(*Cell).Value
	if v == nil {
		return m.fail(in, freeError(in.name))
	}
	f.regs[in.a] = v
	return in.next
}

func opDelAttr(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := object.SetAttr(m.t, f.regs[in.a], in.name, nil); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opGetItem(m *machine, in *Instr) *Instr {
	f := m.f
	o, k := f.regs[in.b], f.regs[in.c]
	if l, ok := o.(*object.List); ok {
		if i, ok := k.(object.Int); ok {
			n := object.Int(len(l.Items))
			if i < 0 {
				i += n
			}
			if i >= 0 && i < n {
				f.regs[in.a] = l.Items[i]
				return in.next
			}
		}
	}
	f.in = in
	v, err := object.GetItem(m.t, o, k)
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = v
	return in.next
}

func opSetItem(m *machine, in *Instr) *Instr {
	f := m.f
	o, k, v := f.regs[in.a], f.regs[in.b], f.regs[in.c]
	if l, ok := o.(*object.List); ok {
		if i, ok := k.(object.Int); ok && i >= 0 && int(i) < len(l.Items) {
			l.Items[i] = v
			return in.next
		}
	}
	f.in = in
	if err := object.SetItem(m.t, o, k, v); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opDelItem(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := object.DelItem(m.t, f.regs[in.a], f.regs[in.b]); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opBuildSlice(m *machine, in *Instr) *Instr {
	r := m.f.regs
	r[in.a] = object.NewSlice(r[in.args[0]], r[in.args[1]], r[in.args[2]])
	return in.next
}

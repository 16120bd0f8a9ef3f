package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Patterns of match statements.

func opMatchSequence(m *machine, in *Instr) *Instr {
	if isSequencePattern(m.t, m.f.regs[in.b]) {
		return in.next
	}
	return in.jump
}

// isSequencePattern is Py_TPFLAGS_SEQUENCE: list, tuple, range, memoryview, and what is registered with collections.abc.Sequence.
func isSequencePattern(t *object.Thread, o object.Object) bool {
	switch o.(type) {
	case *object.List, *object.Tuple, *object.Range:
		return true
	}
	return patternKind(t, o) == "Sequence"
}

func opMatchMapping(m *machine, in *Instr) *Instr {
	o := m.f.regs[in.b]
	if _, ok := o.(*object.Dict); ok || patternKind(m.t, o) == "Mapping" {
		return in.next
	}
	return in.jump
}

// patternKind tells what patterns take o for: "Sequence", "Mapping" or "". The first class of o's MRO that is one or the other decides; a class
// that is merely registered counts when there is none.
func patternKind(t *object.Thread, o object.Object) string {
	for _, tp := range o.Type().MRO {
		switch tp {
		case object.ListType, object.TupleType, object.RangeType, object.MemoryViewType:
			return "Sequence"
		case object.DictType:
			return "Mapping"
		case object.StrType, object.BytesType, object.ByteArrayType:
			return ""
		}
		switch tp.Name {
		case "mappingproxy":
			return "Mapping"
		case "deque":
			return "Sequence"
		case "Sequence", "MutableSequence", "Mapping", "MutableMapping":
			if mod := tp.ModuleName(); mod == "collections.abc" || mod == "_collections_abc" {
				return strings.TrimPrefix(tp.Name, "Mutable")
			}
		}
	}
	abc, _ := t.RT.Modules.GetName("collections.abc").(*object.Module)
	if abc == nil {
		return ""
	}
	for _, name := range []string{"Sequence", "Mapping"} {
		if cls := abc.Dict.GetName(name); cls != nil {
			if ok, err := object.IsInstanceOf(t, o, cls); ok && err == nil {
				return name
			}
		}
	}
	return ""
}

func opMatchKeys(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	o := f.regs[in.b]
	keys := f.regs[in.c].(*object.Tuple).Items
	vals := make([]object.Object, len(keys))
	seen := object.NewDict()
	for i, k := range keys {
		old, err := seen.Get(m.t, k)
		if err != nil {
			return m.fail(in, err)
		}
		if old != nil {
			r, _ := object.Repr(m.t, k)
			return m.fail(in, object.ValueErrorf("mapping pattern checks duplicate key (%s)", r))
		}
		if err := seen.Set(m.t, k, object.None); err != nil {
			return m.fail(in, err)
		}
		var v object.Object
		if d, ok := o.(*object.Dict); ok {
			v, err = d.Get(m.t, k)
		} else {
			// get() with a default, so that a defaultdict makes nothing.
			v, err = object.CallMethod(m.t, o, "get", k, missing)
			if v == missing {
				v = nil
			}
		}
		if err != nil {
			return m.fail(in, err)
		}
		if v == nil {
			return in.jump
		}
		vals[i] = v
	}
	f.regs[in.a] = object.NewTuple(vals...)
	return in.next
}

var missing object.Object = &Cell{}

func opMapRest(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	d := object.NewDict()
	if err := d.Update(m.t, f.regs[in.b]); err != nil {
		return m.fail(in, err)
	}
	for _, k := range f.regs[in.c].(*object.Tuple).Items {
		if _, err := d.Del(m.t, k); err != nil {
			return m.fail(in, err)
		}
	}
	f.regs[in.a] = d
	return in.next
}

// selfMatching are the types whose only positional sub-pattern is the subject itself.
var selfMatching = map[*object.Type]bool{}

func init() {
	for _, tp := range []*object.Type{object.BoolType, object.ByteArrayType, object.BytesType, object.DictType, object.FloatType,
		object.FrozenSetType, object.IntType, object.ListType, object.SetType, object.StrType, object.TupleType} {
		selfMatching[tp] = true
	}
}

func opMatchClass(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	t := m.t
	o := f.regs[in.b]
	cls, ok := f.regs[in.c].(*object.Type)
	if !ok {
		return m.fail(in, object.TypeErrorf("called match pattern must be a class"))
	}
	is, err := object.IsInstanceOf(t, o, cls)
	if err != nil {
		return m.fail(in, err)
	}
	if !is {
		return in.jump
	}
	npos := int(in.d)
	kw := in.aux.([]*object.Str)
	vals := make([]object.Object, 0, npos+len(kw))
	seen := map[string]bool{}
	get := func(name *object.Str) (object.Object, error) {
		if seen[name.String()] {
			return nil, object.TypeErrorf("%s() got multiple sub-patterns for attribute '%s'", cls.Name, name)
		}
		seen[name.String()] = true
		return object.GetAttrOpt(t, o, name)
	}
	if npos > 0 {
		names, self, err := matchArgs(t, cls)
		if err != nil {
			return m.fail(in, err)
		}
		allowed := len(names)
		if self {
			allowed = 1
		}
		if allowed < npos {
			return m.fail(in, object.TypeErrorf("%s() accepts %d positional sub-pattern%s (%d given)", cls.Name, allowed, plural(allowed), npos))
		}
		if self {
			vals = append(vals, o)
		} else {
			for _, n := range names[:npos] {
				s, ok := n.(*object.Str)
				if !ok {
					return m.fail(in, object.TypeErrorf("__match_args__ elements must be strings (got %s)", object.TypeName(n)))
				}
				v, err := get(s)
				if err != nil {
					return m.fail(in, err)
				}
				if v == nil {
					return in.jump
				}
				vals = append(vals, v)
			}
		}
	}
	for _, n := range kw {
		v, err := get(n)
		if err != nil {
			return m.fail(in, err)
		}
		if v == nil {
			return in.jump
		}
		vals = append(vals, v)
	}
	f.regs[in.a] = object.NewTuple(vals...)
	return in.next
}

func matchArgs(t *object.Thread, cls *object.Type) (names []object.Object, self bool, err error) {
	v, err := object.GetAttrOpt(t, cls, object.Intern("__match_args__"))
	if err != nil {
		return nil, false, err
	}
	if v == nil {
		for _, b := range cls.MRO {
			if selfMatching[b] {
				return nil, true, nil
			}
		}
		return nil, false, nil
	}
	tu, ok := v.(*object.Tuple)
	if !ok {
		return nil, false, object.TypeErrorf("%s.__match_args__ must be a tuple (got %s)", cls.Name, object.TypeName(v))
	}
	return tu.Items, false, nil
}

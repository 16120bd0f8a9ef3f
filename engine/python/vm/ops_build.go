package vm

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Displays, f-strings and unpacking.

// items copies operands into a new slice.
func items(f *Frame, args []int32) []object.Object {
	out := make([]object.Object, len(args))
	for i, r := range args {
		out[i] = f.regs[r]
	}
	return out
}

func opBuildTuple(m *machine, in *Instr) *Instr {
	f := m.f
	f.regs[in.a] = object.NewTuple(items(f, in.args)...)
	return in.next
}

func opBuildList(m *machine, in *Instr) *Instr {
	f := m.f
	f.regs[in.a] = object.NewList(items(f, in.args))
	return in.next
}

func opBuildSet(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	s := object.NewSet()
	for _, r := range in.args {
		if err := s.Add(m.t, f.regs[r]); err != nil {
			return m.fail(in, err)
		}
	}
	f.regs[in.a] = s
	return in.next
}

func opBuildMap(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	d := object.NewDictSize(len(in.args) / 2)
	for i := 0; i < len(in.args); i += 2 {
		if err := d.Set(m.t, f.regs[in.args[i]], f.regs[in.args[i+1]]); err != nil {
			return m.fail(in, err)
		}
	}
	f.regs[in.a] = d
	return in.next
}

func opListAppend(m *machine, in *Instr) *Instr {
	r := m.f.regs
	l := r[in.a].(*object.List)
	if n := len(l.Items); n == cap(l.Items) {
		if n == 0 {
			l.Items = make([]object.Object, 0, 4)
		} else if n >= 256 {
			m.f.in = in
			if err := m.t.Alloc(int64(n) * 16); err != nil {
				return m.fail(in, err)
			}
		}
	}
	l.Items = append(l.Items, r[in.b])
	return in.next
}

func opListExtend(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v := f.regs[in.b]
	if err := f.regs[in.a].(*object.List).Extend(m.t, v); err != nil {
		if notIterable(err, v) {
			err = object.TypeErrorf("Value after * must be an iterable, not %s", object.TypeName(v))
		}
		return m.fail(in, err)
	}
	return in.next
}

// notIterable tells whether err says that v itself cannot be iterated over.
func notIterable(err error, v object.Object) bool {
	tp := v.Type()
	return object.IsException(err, object.TypeErrorType) && tp.Slots.Iter == nil && tp.Slots.GetItem == nil
}

func opArgsExtend(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v := f.regs[in.b]
	if err := f.regs[in.a].(*object.List).Extend(m.t, v); err != nil {
		if notIterable(err, v) {
			err = object.TypeErrorf("%s argument after * must be an iterable, not %s", calleeName(m.t, f.regs[in.c]), object.TypeName(v))
		}
		return m.fail(in, err)
	}
	return in.next
}

// calleeName is how messages about arguments name a callable: module.qualname() (CPython's _PyObject_FunctionStr).
func calleeName(t *object.Thread, fn object.Object) string {
	q, err := object.GetAttrOpt(t, fn, object.Intern("__qualname__"))
	if err != nil || q == nil {
		if s, err := object.ToStr(t, fn); err == nil {
			return s
		}
		return object.TypeName(fn) + " object"
	}
	name, err := object.ToStr(t, q)
	if err != nil {
		return object.TypeName(fn) + " object"
	}
	mod, err := object.GetAttrOpt(t, fn, object.Intern("__module__"))
	if err == nil && mod != nil && mod != object.None {
		if s, err := object.ToStr(t, mod); err == nil && s != "builtins" {
			name = s + "." + name
		}
	}
	return name + "()"
}

func opSetAdd(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := f.regs[in.a].(*object.Set).Add(m.t, f.regs[in.b]); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opSetUpdate(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := f.regs[in.a].(*object.Set).Update(m.t, f.regs[in.b]); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opMapAdd(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := f.regs[in.a].(*object.Dict).Set(m.t, f.regs[in.b], f.regs[in.c]); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func isMapping(v object.Object) bool {
	if _, ok := object.AsDict(v); ok {
		return true
	}
	return v.Type().LookupName("keys") != nil
}

func opDictUpdate(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v := f.regs[in.b]
	if !isMapping(v) {
		return m.fail(in, object.TypeErrorf("'%s' object is not a mapping", object.TypeName(v)))
	}
	if err := f.regs[in.a].(*object.Dict).Update(m.t, v); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opDictMerge(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v := f.regs[in.b]
	if !isMapping(v) {
		return m.fail(in, object.TypeErrorf("%s argument after ** must be a mapping, not %s", calleeName(m.t, f.regs[in.c]), object.TypeName(v)))
	}
	dst := f.regs[in.a].(*object.Dict)
	add := func(k, x object.Object) error {
		s, isStr := object.AsStr(k)
		if !isStr {
			return object.TypeErrorf("keywords must be strings")
		}
		old, err := dst.Get(m.t, k)
		if err == nil && old != nil {
			err = object.TypeErrorf("%s got multiple values for keyword argument '%s'", calleeName(m.t, f.regs[in.c]), s)
		}
		if err != nil {
			return err
		}
		return dst.Set(m.t, k, x)
	}
	// A dict, and an instance of a subclass that does not iterate in a way of its own, is taken as it is.
	if d, ok := object.AsDict(v); ok && v.Type().Lookup(strIter) == object.DictType.Lookup(strIter) {
		for pos := 0; ; {
			k, x, next, ok := d.Next(pos)
			if !ok {
				return in.next
			}
			pos = next
			if err := add(k, x); err != nil {
				return m.fail(in, err)
			}
		}
	}
	keys, err := object.CallMethod(m.t, v, "keys")
	if err == nil {
		err = object.ForEach(m.t, keys, func(k object.Object) (bool, error) {
			x, err := object.GetItem(m.t, v, k)
			if err != nil {
				return false, err
			}
			return true, add(k, x)
		})
	}
	if err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opListToTuple(m *machine, in *Instr) *Instr {
	r := m.f.regs
	r[in.a] = object.NewTuple(append([]object.Object(nil), r[in.b].(*object.List).Items...)...)
	return in.next
}

func opBuildString(m *machine, in *Instr) *Instr {
	f := m.f
	n := 0
	for _, r := range in.args {
		n += len(piece(f.regs[r]))
	}
	if n > 1<<16 {
		f.in = in
		if err := m.t.Alloc(int64(n)); err != nil {
			return m.fail(in, err)
		}
	}
	var b strings.Builder
	b.Grow(n)
	for _, r := range in.args {
		b.WriteString(piece(f.regs[r]))
	}
	f.regs[in.a] = object.NewStr(b.String())
	return in.next
}

// piece is the text of a formatted value, which is of a subclass of str where an instance of one was formatted.
func piece(o object.Object) string {
	if s, ok := o.(*object.Str); ok {
		return s.String()
	}
	s, _ := object.AsStr(o)
	return s
}

func opFormat(m *machine, in *Instr) *Instr {
	f := m.f
	v := f.regs[in.b]
	if s, ok := v.(*object.Str); ok && in.c < 0 && in.d != 'r' && in.d != 'a' {
		f.regs[in.a] = s
		return in.next
	}
	f.in = in
	if _, ok := v.(*object.Instance); ok {
		if _, ok := object.AsStr(v); ok {
			return m.formatText(in, v)
		}
	}
	var s string
	var err error
	switch in.d {
	case 's':
		s, err = object.ToStr(m.t, v)
	case 'r':
		s, err = object.Repr(m.t, v)
	case 'a':
		s, err = object.ASCII(m.t, v)
	default:
		spec := ""
		if in.c >= 0 {
			spec = piece(f.regs[in.c])
		}
		s, err = object.Format(m.t, v, spec)
		return m.store(in, object.NewStr(s), err)
	}
	if err == nil && in.c >= 0 {
		s, err = object.Format(m.t, object.NewStr(s), piece(f.regs[in.c]))
	}
	return m.store(in, object.NewStr(s), err)
}

// formatText is opFormat of an instance of a subclass of str.
func (m *machine) formatText(in *Instr, v object.Object) *Instr {
	spec := ""
	if in.c >= 0 {
		spec = piece(m.f.regs[in.c])
	}
	text := func(method string, plain func(*object.Thread, object.Object) (string, error)) (object.Object, error) {
		if r, err := object.TextObject(m.t, v, method, " while getting the str of an object"); r != nil || err != nil {
			return r, err
		}
		s, err := plain(m.t, v)
		return object.NewStr(s), err
	}
	var err error
	switch in.d {
	case 's':
		v, err = text("__str__", object.ToStr)
	case 'r':
		v, err = text("__repr__", object.Repr)
	case 'a':
		var s string
		s, err = object.ASCII(m.t, v)
		v = object.NewStr(s)
	}
	if err != nil {
		return m.fail(in, err)
	}
	r, err := object.FormatText(m.t, v, spec)
	return m.store(in, r, err)
}

func opUnpack(m *machine, in *Instr) *Instr {
	f := m.f
	v := f.regs[in.b]
	var its []object.Object
	switch s := v.(type) {
	case *object.Tuple:
		its = s.Items
	case *object.List:
		its = s.Items
	default:
		f.in = in
		var err error
		if its, err = m.unpackIter(v, len(in.args)); err != nil {
			return m.fail(in, err)
		}
	}
	if len(its) != len(in.args) {
		return m.fail(in, unpackCount(len(in.args), len(its)))
	}
	for i, r := range in.args {
		f.regs[r] = its[i]
	}
	return in.next
}

func unpackCount(want, got int) error {
	if got > want {
		return object.ValueErrorf("too many values to unpack (expected %d)", want)
	}
	return object.ValueErrorf("not enough values to unpack (expected %d, got %d)", want, got)
}

// unpackIter takes up to n+1 items from any iterable.
func (m *machine) unpackIter(v object.Object, n int) ([]object.Object, error) {
	it, err := object.Iter(m.t, v)
	if err != nil {
		if notIterable(err, v) {
			err = object.TypeErrorf("cannot unpack non-iterable %s object", object.TypeName(v))
		}
		return nil, err
	}
	out := make([]object.Object, 0, n+1)
	for len(out) <= n {
		x, err := object.Next(m.t, it)
		if err != nil {
			if object.IsException(err, object.StopIterationType) {
				break
			}
			return nil, err
		}
		if x == nil {
			break
		}
		out = append(out, x)
	}
	return out, nil
}

func opUnpackEx(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v := f.regs[in.b]
	its, err := object.Collect(m.t, v)
	if err != nil {
		if notIterable(err, v) {
			err = object.TypeErrorf("cannot unpack non-iterable %s object", object.TypeName(v))
		}
		return m.fail(in, err)
	}
	star, n := int(in.d), len(in.args)
	if len(its) < n-1 {
		return m.fail(in, object.ValueErrorf("not enough values to unpack (expected at least %d, got %d)", n-1, len(its)))
	}
	after := n - 1 - star
	for i := 0; i < star; i++ {
		f.regs[in.args[i]] = its[i]
	}
	end := len(its) - after
	f.regs[in.args[star]] = object.NewList(append([]object.Object(nil), its[star:end]...))
	for i := 0; i < after; i++ {
		f.regs[in.args[star+1+i]] = its[end+i]
	}
	return in.next
}

func opMakeFunction(m *machine, in *Instr) *Instr {
	f := m.f
	info := in.aux.(*compile.FuncInfo)
	code := m.st.link(info.Code)
	fn := newFunction(code, f.globals)
	i := 0
	next := func() object.Object { i++; return f.regs[in.args[i-1]] }
	if info.Defaults {
		fn.defaults = next().(*object.Tuple)
	}
	if info.KwDefaults {
		fn.kwDefaults = next().(*object.Dict)
	}
	if info.Annotations {
		fn.annotations = next().(*object.Dict)
	}
	if n := len(info.Closure); n > 0 {
		fn.closure = items(f, info.Closure)
	}
	f.regs[in.a] = fn
	return in.next
}

func opLoadAssertionError(m *machine, in *Instr) *Instr {
	m.f.regs[in.a] = object.AssertionErrorType
	return in.next
}

var strAnnotations = object.Intern("__annotations__")

func opSetupAnnotations(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if f.ns == nil {
		if f.globals.GetStr(strAnnotations) == nil {
			f.globals.SetStr(strAnnotations, object.NewDict())
		}
		return in.next
	}
	v, err := m.nsGet(f, strAnnotations)
	if err == nil && v == nil {
		err = object.SetItem(m.t, f.ns, strAnnotations, object.NewDict())
	}
	if err != nil {
		return m.fail(in, err)
	}
	return in.next
}

func opPrintExpr(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	if err := m.displayHook(f.regs[in.b]); err != nil {
		return m.fail(in, err)
	}
	return in.next
}

// displayHook is what the interactive interpreter does with the value of an expression: sys.displayhook, or that of its own.
func (m *machine) displayHook(v object.Object) error {
	t := m.t
	sys := t.RT.Modules.GetName("sys")
	if sys != nil {
		hook, err := object.GetAttrOpt(t, sys, object.Intern("displayhook"))
		if err != nil {
			return err
		}
		if hook != nil {
			_, err = object.CallArgs(t, hook, v)
			return err
		}
	}
	return t.Display(v)
}

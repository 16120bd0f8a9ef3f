package collections

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// fieldGetter is the descriptor of a named tuple's field.
type fieldGetter struct {
	index int
	doc   value
}

var fieldGetterType = object.Declare("_tuplegetter", "collections")

func (*fieldGetter) Type() *object.Type { return fieldGetterType }

func init() {
	fieldGetterType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			DescrGet: func(t *thread, self, obj value, owner *object.Type) (value, error) {
				if obj == nil || obj == object.None {
					return self, nil
				}
				g := self.(*fieldGetter)
				tu, ok := object.AsTuple(obj)
				if !ok {
					return nil, object.TypeErrorf("descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", g.index, object.TypeName(obj))
				}
				if g.index >= len(tu.Items) {
					return nil, object.IndexErrorf("tuple index out of range")
				}
				return tu.Items[g.index], nil
			},
			DescrSet: func(t *thread, self, obj, v value) error {
				if v == nil {
					return object.AttributeErrorf(obj, "", "can't delete attribute")
				}
				return object.AttributeErrorf(obj, "", "can't set attribute")
			},
			Repr: func(t *thread, o value) (string, error) {
				g := o.(*fieldGetter)
				d, err := object.Repr(t, g.doc)
				return fmt.Sprintf("_tuplegetter(%d, %s)", g.index, d), err
			},
		},
		GetSets: []object.GetSet{{Name: "__doc__", Get: func(t *thread, o value) (value, error) { return o.(*fieldGetter).doc, nil },
			Deletes: true, Set: func(t *thread, o, v value) error { o.(*fieldGetter).doc = v; return nil }}},
	})
}

// record is what the methods of one named tuple class know.
type record struct {
	typename string
	fields   []*object.Str
	defaults map[string]value
}

var namedTupleSig = object.NewSignature("namedtuple", "typename", "field_names", "*", "rename=", "defaults=", "module=")

func namedTuple(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := namedTupleSig.Bind(args, kw)
	if err != nil {
		return nil, namedTupleArgs(err)
	}
	var names []string
	if s, ok := object.AsStr(a[1]); ok {
		names = strings.Fields(strings.ReplaceAll(s, ",", " "))
	} else {
		items, err := object.Collect(t, a[1])
		if err != nil {
			return nil, err
		}
		for _, x := range items {
			s, err := object.ToStr(t, x)
			if err != nil {
				return nil, err
			}
			names = append(names, s)
		}
	}
	typename, err := object.ToStr(t, a[0])
	if err != nil {
		return nil, err
	}
	rename := false
	if a[2] != nil {
		if rename, err = object.Truth(t, a[2]); err != nil {
			return nil, err
		}
	}
	if rename {
		seen := map[string]bool{}
		for i, n := range names {
			if !object.IsIdentifier(n) || keywords[n] || strings.HasPrefix(n, "_") || seen[n] {
				names[i] = fmt.Sprintf("_%d", i)
			}
			seen[n] = true
		}
	}
	for _, n := range append([]string{typename}, names...) {
		if !object.IsIdentifier(n) {
			return nil, object.ValueErrorf("Type names and field names must be valid identifiers: %s", quote(t, n))
		}
		if keywords[n] {
			return nil, object.ValueErrorf("Type names and field names cannot be a keyword: %s", quote(t, n))
		}
	}
	seen := map[string]bool{}
	for _, n := range names {
		if strings.HasPrefix(n, "_") && !rename {
			return nil, object.ValueErrorf("Field names cannot start with an underscore: %s", quote(t, n))
		}
		if seen[n] {
			return nil, object.ValueErrorf("Encountered duplicate field name: %s", quote(t, n))
		}
		seen[n] = true
	}
	r := &record{typename: typename, defaults: map[string]value{}}
	fieldDefaults := object.NewDict()
	for _, n := range names {
		r.fields = append(r.fields, object.Intern(n))
	}
	if a[3] != nil && a[3] != object.None {
		def, err := object.Collect(t, a[3])
		if err != nil {
			return nil, err
		}
		if len(def) > len(names) {
			return nil, object.TypeErrorf("Got more default values than field names")
		}
		for i, v := range def {
			f := r.fields[len(names)-len(def)+i]
			r.defaults[f.String()] = v
			fieldDefaults.SetStr(f, v)
		}
	}
	module := a[4]
	if module == nil || module == object.None {
		module = object.NewStr("__main__")
		if t.Frame != nil {
			if m := t.Frame.Globals().GetName("__name__"); m != nil {
				module = m
			}
		}
	}
	return r.class(t, module, fieldDefaults)
}

// namedTupleArgs words a wrong call as CPython's function, which is written in Python, does.
func namedTupleArgs(err error) error {
	if e := object.AsException(err); e != nil {
		if s, ok := object.AsStr(e.Arg(0)); ok && strings.Contains(s, "is an invalid keyword argument") {
			name, _, _ := strings.Cut(strings.TrimPrefix(s, "'"), "'")
			return object.TypeErrorf("namedtuple() got an unexpected keyword argument '%s'", name)
		}
	}
	return err
}

func quote(t *thread, s string) string {
	r, _ := object.Repr(t, object.NewStr(s))
	return r
}

var keywords = map[string]bool{}

func init() {
	for _, k := range strings.Fields("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield") {
		keywords[k] = true
	}
}

func (r *record) class(t *thread, module value, fieldDefaults *object.Dict) (value, error) {
	ns := object.NewDict()
	set := ns.SetName
	names := make([]value, len(r.fields))
	var texts []string
	for i, f := range r.fields {
		names[i] = f
		texts = append(texts, f.String())
	}
	set("__module__", module)
	set("__doc__", object.NewStr(r.typename+"("+strings.Join(texts, ", ")+")"))
	set("__slots__", object.EmptyTuple)
	set("_fields", object.NewTuple(names...))
	set("_field_defaults", fieldDefaults)
	set("__match_args__", object.NewTuple(names...))
	set("__new__", &object.StaticMethod{Func: &recordNew{r, module}})
	set("_make", &object.ClassMethod{Func: &object.Builtin{Name: "_make", Fn: r.make}})
	for i, f := range r.fields {
		ns.SetStr(f, &fieldGetter{i, object.NewStr(fmt.Sprintf("Alias for field number %d", i))})
	}
	cls, err := object.NewClass(t, object.TypeType, r.typename, []value{object.TupleType}, ns, nil)
	if err != nil {
		return nil, err
	}
	// They belong to tuple, so that they work in a copy of the class too (typing.NamedTuple makes one).
	for name, fn := range map[string]object.NativeFunc{
		"__repr__":       r.repr,
		"_replace":       r.replace,
		"_asdict":        r.asDict,
		"__getnewargs__": func(t *thread, a []value, kw *kwargs) (value, error) { return plain(a[0]) },
	} {
		cls.SetClassAttr(name, &object.MethodDescr{Name: name, Owner: object.TupleType, Fn: fn})
	}
	return cls, nil
}

func plain(o value) (value, error) {
	tu, ok := object.AsTuple(o)
	if !ok {
		return nil, object.TypeErrorf("a tuple is required, not '%s'", object.TypeName(o))
	}
	return object.NewTuple(tu.Items...), nil
}

func (r *record) build(cls value, items []value) (value, error) {
	tp, ok := cls.(*object.Type)
	if !ok || !tp.IsSubtype(object.TupleType) {
		return nil, object.TypeErrorf("tuple.__new__(X): X is not a type object (%s)", object.TypeName(cls))
	}
	return object.NewInstance(tp, &object.Tuple{Items: items}), nil
}

// make is the class method _make(iterable).
func (r *record) make(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_make", a, kw, 2, 2); err != nil {
		return nil, object.TypeErrorf("%s._make() takes 2 positional arguments but %d were given", r.typename, len(a))
	}
	items, err := object.Collect(t, a[1])
	if err != nil {
		return nil, err
	}
	if len(items) != len(r.fields) {
		return nil, object.TypeErrorf("Expected %d arguments, got %d", len(r.fields), len(items))
	}
	return r.build(a[0], items)
}

func (r *record) replace(t *thread, a []value, kw *kwargs) (value, error) {
	tu, _ := object.AsTuple(a[0])
	if len(a) > 1 {
		return nil, object.TypeErrorf("%s._replace() takes 1 positional argument but %d were given", r.typename, len(a))
	}
	items := append([]value(nil), tu.Items...)
	var unknown []value
	if kw != nil {
	next:
		for i, n := range kw.Names {
			for j, f := range r.fields {
				if f.String() == n.String() {
					items[j] = kw.Vals[i]
					continue next
				}
			}
			unknown = append(unknown, n)
		}
	}
	if len(unknown) > 0 {
		s, err := object.Repr(t, object.NewList(unknown))
		if err != nil {
			return nil, err
		}
		return nil, object.ValueErrorf("Got unexpected field names: %s", s)
	}
	return object.CallMethod(t, a[0].Type(), "_make", object.NewTuple(items...))
}

func (r *record) asDict(t *thread, a []value, kw *kwargs) (value, error) {
	tu, _ := object.AsTuple(a[0])
	d := object.NewDict()
	for i, f := range r.fields {
		if i < len(tu.Items) {
			d.SetStr(f, tu.Items[i])
		}
	}
	return d, nil
}

func (r *record) repr(t *thread, a []value, kw *kwargs) (value, error) {
	tu, _ := object.AsTuple(a[0])
	var b strings.Builder
	b.WriteString(a[0].Type().Name + "(")
	for i, f := range r.fields {
		if i >= len(tu.Items) {
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		s, err := object.Repr(t, tu.Items[i])
		if err != nil {
			return nil, err
		}
		b.WriteString(f.String() + "=" + s)
	}
	return object.NewStr(b.String() + ")"), nil
}

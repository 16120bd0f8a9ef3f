package collections

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// recordNew is a named tuple's __new__. In CPython it is a function, whose __defaults__ programs set to give the fields defaults.
type recordNew struct {
	*record
	module value
}

var recordNewType = object.Declare("function", "builtins")

func (*recordNew) Type() *object.Type { return recordNewType }

func init() {
	text := func(name string, f func(*recordNew) string) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, o value) (value, error) { return object.NewStr(f(o.(*recordNew))), nil }}
	}
	recordNewType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Call: func(t *thread, o value, a []value, kw *kwargs) (value, error) { return o.(*recordNew).new(t, a, kw) },
			Repr: func(t *thread, o value) (string, error) {
				return "<function " + o.(*recordNew).typename + ".__new__ at " + object.Address(t, o) + ">", nil
			},
		},
		GetSets: []object.GetSet{
			text("__name__", func(*recordNew) string { return "__new__" }),
			text("__qualname__", func(f *recordNew) string { return f.typename + ".__new__" }),
			text("__module__", func(f *recordNew) string { return "namedtuple_" + f.typename }),
			text("__doc__", func(f *recordNew) string {
				return "Create new instance of " + f.typename + "(" + strings.Join(f.names(), ", ") + ")"
			}),
			text("__text_signature__", func(f *recordNew) string {
				return "(" + strings.Join(append([]string{"_cls"}, f.names()...), ", ") + ")"
			}),
			{Name: "__defaults__", Get: getDefaults, Set: setDefaults, Deletes: true},
			{Name: "__kwdefaults__", Get: func(t *thread, o value) (value, error) { return object.None, nil }},
		},
	})
}

// names are the fields' names.
func (r *record) names() []string {
	out := make([]string, len(r.fields))
	for i, f := range r.fields {
		out[i] = f.String()
	}
	return out
}

// getDefaults is __new__.__defaults__: the defaults of the last fields.
func getDefaults(t *thread, o value) (value, error) {
	r := o.(*recordNew).record
	var out []value
	for _, f := range r.fields {
		if v := r.defaults[f.String()]; v != nil {
			out = append(out, v)
		}
	}
	if out == nil {
		return object.None, nil
	}
	return object.NewTuple(out...), nil
}

// setDefaults assigns __new__.__defaults__; the class's _field_defaults stays as it was made, as in CPython.
func setDefaults(t *thread, o, v value) error {
	r := o.(*recordNew).record
	var list []value
	if v != nil && v != object.None {
		tu, ok := object.AsTuple(v)
		if !ok {
			return object.TypeErrorf("__defaults__ must be set to a tuple object")
		}
		list = tu.Items
	}
	n := len(r.fields)
	if len(list) > n {
		list = list[len(list)-n:] // the ones before are the class's own default, which a call never needs
	}
	clear(r.defaults)
	for i, d := range list {
		r.defaults[r.fields[n-len(list)+i].String()] = d
	}
	return nil
}

// new is __new__(cls, *fields): it sorts arguments with the messages of a Python function.
func (r *record) new(t *thread, a []value, kw *kwargs) (value, error) {
	if len(a) == 0 {
		return nil, object.TypeErrorf("%s.__new__() missing 1 required positional argument: '_cls'", r.typename)
	}
	n := len(r.fields)
	items := make([]value, n)
	if len(a)-1 > n {
		if d := len(r.defaults); d > 0 {
			return nil, object.TypeErrorf("%s.__new__() takes from %d to %d positional arguments but %d were given", r.typename, n-d+1, n+1, len(a))
		}
		s := "s"
		if n == 0 {
			s = ""
		}
		were := "were"
		if len(a) == 1 {
			were = "was"
		}
		return nil, object.TypeErrorf("%s.__new__() takes %d positional argument%s but %d %s given", r.typename, n+1, s, len(a), were)
	}
	copy(items, a[1:])
	if kw != nil {
	next:
		for i, name := range kw.Names {
			for j, f := range r.fields {
				if f.String() == name.String() {
					if items[j] != nil {
						return nil, object.TypeErrorf("%s.__new__() got multiple values for argument '%s'", r.typename, f)
					}
					items[j] = kw.Vals[i]
					continue next
				}
			}
			return nil, object.TypeErrorf("%s.__new__() got an unexpected keyword argument '%s'", r.typename, name)
		}
	}
	var missing []string
	for j, f := range r.fields {
		if items[j] == nil {
			if items[j] = r.defaults[f.String()]; items[j] == nil {
				missing = append(missing, "'"+f.String()+"'")
			}
		}
	}
	if m := len(missing); m > 0 {
		s, list := "s", missing[0]
		switch {
		case m == 1:
			s = ""
		case m == 2:
			list = missing[0] + " and " + missing[1]
		default:
			list = strings.Join(missing[:m-1], ", ") + ", and " + missing[m-1]
		}
		return nil, object.TypeErrorf("%s.__new__() missing %d required positional argument%s: %s", r.typename, m, s, list)
	}
	return r.build(a[0], items)
}

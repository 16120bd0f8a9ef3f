package operator

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type itemGetter struct{ keys []value }

type attrGetter struct {
	names []value         // as given
	paths [][]*object.Str // split at dots
}

type methodCaller struct {
	name *object.Str
	args []value
	kw   *kwargs
}

var (
	itemGetterType   = object.Declare("itemgetter", "operator")
	attrGetterType   = object.Declare("attrgetter", "operator")
	methodCallerType = object.Declare("methodcaller", "operator")
)

func (*itemGetter) Type() *object.Type   { return itemGetterType }
func (*attrGetter) Type() *object.Type   { return attrGetterType }
func (*methodCaller) Type() *object.Type { return methodCallerType }

// each gives f's result for one thing, or a tuple of the results for several.
func each(n int, f func(i int) (value, error)) (value, error) {
	if n == 1 {
		return f(0)
	}
	out := make([]value, n)
	for i := range out {
		v, err := f(i)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return object.NewTuple(out...), nil
}

func reprArgs(t *thread, name string, args []value, kw *kwargs) (string, error) {
	var parts []string
	for _, x := range args {
		r, err := object.Repr(t, x)
		if err != nil {
			return "", err
		}
		parts = append(parts, r)
	}
	if kw != nil {
		for i, n := range kw.Names {
			r, err := object.Repr(t, kw.Vals[i])
			if err != nil {
				return "", err
			}
			parts = append(parts, n.String()+"="+r)
		}
	}
	return name + "(" + strings.Join(parts, ", ") + ")", nil
}

// reduces is the method __reduce__.
func reduces(f func(o value) (value, error)) []object.Method {
	return []object.Method{{Name: "__reduce__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) { return f(a[0]) }}}
}

func ignoreInit(*thread, value, []value, *kwargs) error { return nil }

// checkOne refuses what is not one argument, or one at least if more is true.
func checkOne(name string, a []value, kw *kwargs, more bool) error {
	if n := len(a); kw.Len() == 0 && n != 1 && !(more && n > 1) {
		return object.TypeErrorf("%s expected 1 argument, got %d", name, n)
	}
	return object.CheckArgs(name, a, kw, 0, -1)
}

func init() {
	itemGetterType.Define(object.Spec{Final: true, Slots: object.Slots{
		New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
			if err := checkOne("itemgetter", a, kw, true); err != nil {
				return nil, err
			}
			return &itemGetter{append([]value(nil), a...)}, nil
		},
		Init: ignoreInit,
		Call: func(t *thread, o value, a []value, kw *kwargs) (value, error) {
			if err := checkOne("itemgetter", a, kw, false); err != nil {
				return nil, err
			}
			keys, x := o.(*itemGetter).keys, a[0]
			return each(len(keys), func(i int) (value, error) { return object.GetItem(t, x, keys[i]) })
		},
		Repr: func(t *thread, o value) (string, error) {
			return reprArgs(t, "operator.itemgetter", o.(*itemGetter).keys, nil)
		},
	}, Methods: reduces(func(o value) (value, error) {
		return object.NewTuple(itemGetterType, object.NewTuple(o.(*itemGetter).keys...)), nil
	})})
	attrGetterType.Define(object.Spec{Final: true, Slots: object.Slots{
		New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
			if err := checkOne("attrgetter", a, kw, true); err != nil {
				return nil, err
			}
			g := &attrGetter{names: append([]value(nil), a...)}
			for _, x := range a {
				s, ok := object.AsStr(x)
				if !ok {
					return nil, object.TypeErrorf("attribute name must be a string")
				}
				var path []*object.Str
				for _, part := range strings.Split(s, ".") {
					path = append(path, object.Intern(part))
				}
				g.paths = append(g.paths, path)
			}
			return g, nil
		},
		Init: ignoreInit,
		Call: func(t *thread, o value, a []value, kw *kwargs) (value, error) {
			if err := checkOne("attrgetter", a, kw, false); err != nil {
				return nil, err
			}
			paths, root := o.(*attrGetter).paths, a[0]
			return each(len(paths), func(i int) (v value, err error) {
				v = root
				for _, name := range paths[i] {
					if v, err = object.GetAttr(t, v, name); err != nil {
						return nil, err
					}
				}
				return v, nil
			})
		},
		Repr: func(t *thread, o value) (string, error) {
			return reprArgs(t, "operator.attrgetter", o.(*attrGetter).names, nil)
		},
	}, Methods: reduces(func(o value) (value, error) {
		return object.NewTuple(attrGetterType, object.NewTuple(o.(*attrGetter).names...)), nil
	})})
	methodCallerType.Define(object.Spec{Final: true, Slots: object.Slots{
		New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
			if len(a) < 1 {
				return nil, object.TypeErrorf("methodcaller needs at least one argument, the method name")
			}
			s, ok := object.AsStr(a[0])
			if !ok {
				return nil, object.TypeErrorf("method name must be a string")
			}
			return &methodCaller{name: object.Intern(s), args: append([]value(nil), a[1:]...), kw: copyKwargs(kw)}, nil
		},
		Init: ignoreInit,
		Call: func(t *thread, o value, a []value, kw *kwargs) (value, error) {
			if err := checkOne("methodcaller", a, kw, false); err != nil {
				return nil, err
			}
			c := o.(*methodCaller)
			return object.CallMethodKw(t, a[0], c.name, c.args, c.kw)
		},
		Repr: func(t *thread, o value) (string, error) {
			c := o.(*methodCaller)
			return reprArgs(t, "operator.methodcaller", append([]value{c.name}, c.args...), c.kw)
		},
	}, Methods: []object.Method{{Name: "__reduce__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		c := a[0].(*methodCaller)
		args := append([]value{c.name}, c.args...)
		if c.kw.Len() == 0 {
			return object.NewTuple(methodCallerType, object.NewTuple(args...)), nil
		}
		// Keyword arguments travel in a partial.
		m, err := t.RT.Import(t, "functools")
		if err != nil {
			return nil, err
		}
		f, err := object.CallMethodKw(t, m, object.Intern("partial"), []value{methodCallerType, c.name}, c.kw)
		return object.NewTuple(f, object.NewTuple(c.args...)), err
	}}}})
}

func copyKwargs(kw *kwargs) *kwargs {
	if kw.Len() == 0 {
		return nil
	}
	return &kwargs{Names: append([]*object.Str(nil), kw.Names...), Vals: append([]value(nil), kw.Vals...)}
}

package builtins

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// aiter and anext.

// anextDefault is what anext(it, default) gives: an awaitable that turns StopAsyncIteration into the default.
type anextDefault struct{ inner, def object.Object }

// anextIter is its iterator.
type anextIter struct{ it, def object.Object }

var (
	anextType     = object.Declare("anext_awaitable", "builtins")
	anextIterType = object.Declare("anext_iterator", "builtins")
)

func (*anextDefault) Type() *object.Type { return anextType }
func (*anextIter) Type() *object.Type    { return anextIterType }

func (a *anextDefault) iter(t *object.Thread) (object.Object, error) {
	it := a.inner
	if aw := it.Type().Slots.Await; aw != nil {
		var err error
		if it, err = aw(t, it); err != nil {
			return nil, err
		}
		if it.Type().Slots.Next == nil {
			return nil, object.TypeErrorf("__await__() returned non-iterator of type '%s'", object.TypeName(it))
		}
	} else if !isGeneratorCoroutine(t, it) {
		return nil, object.TypeErrorf("object %s can't be used in 'await' expression", object.TypeName(it))
	}
	return &anextIter{it, a.def}, nil
}

// isGeneratorCoroutine tells whether o is a generator that types.coroutine has made awaitable.
func isGeneratorCoroutine(t *object.Thread, o object.Object) bool {
	code, err := object.GetAttrOpt(t, o, object.Intern("gi_code"))
	if err != nil || code == nil {
		return false
	}
	flags, err := object.GetAttrName(t, code, "co_flags")
	if err != nil {
		return false
	}
	const iterableCoroutine = 0x100
	n, _ := object.AsInt(flags)
	return n&iterableCoroutine != 0
}

func (a *anextIter) result(v object.Object, err error) (object.Object, error) {
	if err != nil && object.IsException(err, object.StopAsyncIterationType) {
		return nil, object.StopIteration(a.def)
	}
	return v, err
}

func init() {
	send := func(method string) object.Method {
		name := object.Intern(method)
		return object.Method{Name: method, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			var it object.Object
			var a *anextIter
			switch x := args[0].(type) {
			case *anextIter:
				a = x
			case *anextDefault:
				o, err := x.iter(t)
				if err != nil {
					return nil, err
				}
				a = o.(*anextIter)
			}
			it = a.it
			if method == "send" {
				if f, err := object.GetAttrOpt(t, it, name); err != nil {
					return nil, err
				} else if f == nil {
					v, err := it.Type().Slots.Next(t, it) // the slot itself: Next would lose the value
					if v == nil && err == nil {
						err = object.StopIteration(nil)
					}
					return a.result(v, err)
				}
			}
			return a.result(object.CallMethodKw(t, it, name, args[1:], kw))
		}}
	}
	methods := []object.Method{send("send"), send("throw"), send("close")}
	anextType.Define(object.Spec{Final: true, Slots: object.Slots{
		Await: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*anextDefault).iter(t) },
	}, Methods: methods})
	anextIterType.Define(object.Spec{Final: true, Slots: object.Slots{
		Iter: func(t *object.Thread, o object.Object) (object.Object, error) { return o, nil },
		Next: func(t *object.Thread, o object.Object) (object.Object, error) {
			a := o.(*anextIter)
			return a.result(a.it.Type().Slots.Next(t, a.it))
		},
	}, Methods: methods})
	register(
		one("aiter", func(t *object.Thread, o object.Object) (object.Object, error) {
			f := o.Type().Slots.AIter
			if f == nil {
				return nil, object.TypeErrorf("'%s' object is not an async iterable", object.TypeName(o))
			}
			it, err := f(t, o)
			if err != nil {
				return nil, err
			}
			if it.Type().Slots.ANext == nil {
				return nil, object.TypeErrorf("aiter() returned not an async iterator of type '%s'", object.TypeName(it))
			}
			return it, nil
		}),
		some("anext", 1, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			f := a[0].Type().Slots.ANext
			if f == nil {
				return nil, object.TypeErrorf("'%s' object is not an async iterator", object.TypeName(a[0]))
			}
			aw, err := f(t, a[0])
			if err != nil || len(a) == 1 {
				return aw, err
			}
			return &anextDefault{aw, a[1]}, nil
		}),
	)
}

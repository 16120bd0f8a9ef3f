package functools

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Partial is a function with some of its arguments given already. Instances are *object.Instance with a *Partial inside.
type Partial struct {
	Func object.Object
	Args *object.Tuple
	Kw   *object.Dict
}

// PartialType is functools.partial.
var PartialType = object.Declare("partial", "functools")

func partialOf(o object.Object) *Partial {
	p, _ := object.Native(o).(*Partial)
	return p
}

func partialNew(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if len(args) < 1 {
		return nil, object.TypeErrorf("type 'partial' takes at least one argument")
	}
	if !object.IsCallable(args[0]) {
		return nil, object.TypeErrorf("the first argument must be callable")
	}
	p := &Partial{Func: args[0], Kw: object.NewDict()}
	var first []object.Object
	if in, ok := args[0].(*object.Instance); ok && in.Dict == nil {
		// A partial of a partial calls the innermost function at once.
		if q := partialOf(in); q != nil {
			p.Func = q.Func
			first = q.Args.Items
			p.Kw = q.Kw.Copy()
		}
	}
	p.Args = object.NewTuple(append(append([]object.Object(nil), first...), args[1:]...)...)
	if kw != nil {
		for i, n := range kw.Names {
			p.Kw.SetStr(n, kw.Vals[i])
		}
	}
	return object.NewInstance(cls, p), nil
}

func partialCall(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	p := partialOf(self)
	all := args
	if n := len(p.Args.Items); n > 0 {
		all = make([]object.Object, 0, n+len(args))
		all = append(append(all, p.Args.Items...), args...)
	}
	if p.Kw.Len() > 0 {
		merged := &object.Kwargs{}
		for k, v, pos, ok := p.Kw.Next(0); ok; k, v, pos, ok = p.Kw.Next(pos) {
			s, isStr := k.(*object.Str)
			if !isStr {
				return nil, object.TypeErrorf("keywords must be strings")
			}
			merged.Names = append(merged.Names, s)
			merged.Vals = append(merged.Vals, v)
		}
		if kw != nil {
		next:
			for i, n := range kw.Names {
				for j, m := range merged.Names {
					if m.String() == n.String() {
						merged.Vals[j] = kw.Vals[i]
						continue next
					}
				}
				merged.Names = append(merged.Names, n)
				merged.Vals = append(merged.Vals, kw.Vals[i])
			}
		}
		kw = merged
	}
	return object.Call(t, p.Func, all, kw)
}

func partialRepr(t *object.Thread, self object.Object) (string, error) {
	name := self.Type().Name
	if self.Type() == PartialType {
		name = "functools.partial"
	}
	leave, ok := t.EnterRepr(self)
	if !ok {
		return "...", nil
	}
	defer leave()
	p := partialOf(self)
	var b strings.Builder
	r, err := object.Repr(t, p.Func)
	if err != nil {
		return "", err
	}
	b.WriteString(name + "(" + r)
	for _, x := range p.Args.Items {
		if r, err = object.Repr(t, x); err != nil {
			return "", err
		}
		b.WriteString(", " + r)
	}
	for k, v, pos, ok := p.Kw.Next(0); ok; k, v, pos, ok = p.Kw.Next(pos) {
		ks, err := object.ToStr(t, k)
		if err != nil {
			return "", err
		}
		if r, err = object.Repr(t, v); err != nil {
			return "", err
		}
		b.WriteString(", " + ks + "=" + r)
	}
	return b.String() + ")", nil
}

func init() {
	PartialType.Define(object.Spec{
		Doc:   "A new function with some arguments of another already given.",
		Slots: object.Slots{New: partialNew, Init: ignoreInit, Call: partialCall, Repr: partialRepr},
		GetSets: []object.GetSet{
			{Name: "func", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return partialOf(o).Func, nil }},
			{Name: "args", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return partialOf(o).Args, nil
			}},
			{Name: "keywords", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return partialOf(o).Kw, nil }},
			{Name: "__dict__", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*object.Instance).InstDict(true), nil
			}, Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
				if v == nil {
					return object.TypeErrorf("cannot delete __dict__")
				}
				d, ok := object.AsDict(v)
				if !ok {
					return object.TypeErrorf("__dict__ must be set to a dictionary, not a '%s'", object.TypeName(v))
				}
				o.(*object.Instance).Dict = d
				return nil
			}},
		},
		Methods: []object.Method{
			object.ClassGetItem("partial"),
			{Name: "__reduce__", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				p := partialOf(a[0])
				var dict object.Object = object.None
				if d := a[0].(*object.Instance).Dict; d != nil {
					dict = d
				}
				state := object.NewTuple(p.Func, p.Args, p.Kw, dict)
				return object.NewTuple(a[0].Type(), object.NewTuple(p.Func), state), nil
			}},
			{Name: "__setstate__", Fn: partialSetState},
		},
	})
}

func partialSetState(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("__setstate__", a[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	bad := func() (object.Object, error) { return nil, object.TypeErrorf("invalid partial state") }
	state, ok := object.AsTuple(a[1])
	if !ok || len(state.Items) != 4 || !object.IsCallable(state.Items[0]) {
		return bad()
	}
	args, ok1 := object.AsTuple(state.Items[1])
	kws, ok2 := object.AsDict(state.Items[2])
	dict, ok3 := object.AsDict(state.Items[3])
	if !ok1 || !ok2 && state.Items[2] != object.None || !ok3 && state.Items[3] != object.None {
		return bad()
	}
	p := partialOf(a[0])
	p.Func, p.Args, p.Kw = state.Items[0], args, object.NewDict()
	if kws != nil {
		p.Kw = kws.Copy()
	}
	a[0].(*object.Instance).Dict = dict
	return object.None, nil
}

func ignoreInit(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil }

// keyWrapper is what cmp_to_key's result makes of an item.
type keyWrapper struct {
	cmp, obj object.Object
}

var keyWrapperType = object.Declare("KeyWrapper", "functools")

func (*keyWrapper) Type() *object.Type { return keyWrapperType }

var cmpToKeySig = object.NewSignature("cmp_to_key", "mycmp")

func cmpToKey(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	b, err := cmpToKeySig.Bind(a, kw)
	if err != nil {
		return nil, err
	}
	return &keyWrapper{cmp: b[0]}, nil
}

func init() {
	sig := object.NewSignature("K", "obj")
	keyWrapperType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Call: func(t *object.Thread, o object.Object, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sig.Bind(a, kw)
				if err != nil {
					return nil, err
				}
				return &keyWrapper{cmp: o.(*keyWrapper).cmp, obj: b[0]}, nil
			},
			Unhashable: true,
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				x := a.(*keyWrapper)
				y, ok := b.(*keyWrapper)
				if !ok {
					return nil, object.TypeErrorf("other argument must be K instance")
				}
				if x.obj == nil || y.obj == nil {
					return nil, object.AttributeErrorf(a, "object", "object")
				}
				r, err := object.Call(t, x.cmp, []object.Object{x.obj, y.obj}, nil)
				if err != nil {
					return nil, err
				}
				return object.RichCompare(t, r, object.NewInt(0), op)
			},
		},
		GetSets: []object.GetSet{{Name: "obj", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			if v := o.(*keyWrapper).obj; v != nil {
				return v, nil
			}
			return nil, object.AttributeErrorf(o, "obj", "obj")
		}}},
	})
}

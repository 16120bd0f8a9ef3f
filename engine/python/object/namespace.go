package object

// SimpleNamespaceType is types.SimpleNamespace: an object whose attributes are given as keyword arguments.
var SimpleNamespaceType = Declare("SimpleNamespace", "types")

func init() {
	dict := func(o Object) *Dict { return o.(*Instance).InstDict(true) }
	SimpleNamespaceType.Define(Spec{
		Slots: Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				return NewInstance(cls, nil), nil
			},
			Init: func(t *Thread, o Object, args []Object, kw *Kwargs) error {
				if len(args) > 0 {
					return TypeErrorf("no positional arguments expected")
				}
				if kw != nil {
					for i, n := range kw.Names {
						dict(o).SetStr(n, kw.Vals[i])
					}
				}
				return nil
			},
			Repr: func(t *Thread, o Object) (string, error) {
				name := "namespace"
				if o.Type() != SimpleNamespaceType {
					name = TypeName(o)
				}
				if !t.enterRepr(o) {
					return name + "(...)", nil
				}
				defer t.leaveRepr(o)
				b := []byte(name + "(")
				d, first := dict(o), true
				for pos := 0; ; {
					k, v, next, ok := d.Next(pos)
					if !ok {
						return string(append(b, ')')), nil
					}
					pos = next
					s, ok := AsStr(k)
					if !ok || s == "" {
						continue
					}
					if !first {
						b = append(b, ", "...)
					}
					first = false
					r, err := Repr(t, v)
					if err != nil {
						return "", err
					}
					b = append(append(append(b, s...), '='), r...)
				}
			},
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				if !IsInstance(a, SimpleNamespaceType) || !IsInstance(b, SimpleNamespaceType) {
					return NotImplemented, nil
				}
				return RichCompare(t, dict(a), dict(b), op)
			},
			Unhashable: true,
		},
		GetSets: []GetSet{{Name: "__dict__", Member: true, Get: func(t *Thread, o Object) (Object, error) { return dict(o), nil }}},
		Methods: []Method{{Name: "__reduce__", Fn: noArgs("SimpleNamespace.__reduce__", func(t *Thread, o Object) (Object, error) {
			return NewTuple(o.Type(), EmptyTuple, dict(o)), nil
		})}},
	})
}

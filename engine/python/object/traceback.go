package object

// TracebackType is the class of tracebacks.
var TracebackType = Declare("traceback", "builtins")

// Type implements Object.
func (*Traceback) Type() *Type { return TracebackType }

func init() {
	TracebackType.Define(Spec{Final: true, GetSets: []GetSet{
		{Name: "tb_frame", Get: func(t *Thread, o Object) (Object, error) { return o.(*Traceback).Frame, nil }},
		{Name: "tb_lineno", Get: func(t *Thread, o Object) (Object, error) { return NewInt(int64(o.(*Traceback).Line)), nil }},
		{Name: "tb_lasti", Get: func(t *Thread, o Object) (Object, error) { return NewInt(0), nil }},
		{Name: "tb_next", Get: func(t *Thread, o Object) (Object, error) {
			if n := o.(*Traceback).Next; n != nil {
				return n, nil
			}
			return None, nil
		}, Deletes: true, Set: func(t *Thread, o, v Object) error {
			tb := o.(*Traceback)
			if v == None {
				tb.Next = nil
				return nil
			}
			n, ok := v.(*Traceback)
			if !ok {
				return TypeErrorf("expected traceback object, got '%s'", TypeName(orNone(v)))
			}
			for x := n; x != nil; x = x.Next {
				if x == tb {
					return ValueErrorf("traceback loop detected")
				}
			}
			tb.Next = n
			return nil
		}},
	}})
}

package object

// object.__reduce_ex__, __reduce__ and __getstate__: how copy and pickle learn what an object is made of. The module copyreg, which
// is imported when somebody asks, has the rules.

func copyreg(t *Thread, name string, args ...Object) (Object, error) {
	m, err := t.RT.Import(t, "copyreg")
	if err != nil {
		return nil, err
	}
	return CallMethod(t, m, name, args...)
}

func reduceMethods() []Method {
	reduce := Intern("__reduce__")
	return []Method{
		{Name: "__reduce_ex__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := CheckArgs("object.__reduce_ex__", args[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			if m := args[0].Type().Lookup(reduce); m != ObjectType.Lookup(reduce) {
				return CallMethod(t, args[0], "__reduce__")
			}
			return copyreg(t, "_reduce_ex", args[0], args[1])
		}},
		{Name: "__reduce__", Fn: noArgs("object.__reduce__", func(t *Thread, o Object) (Object, error) {
			return copyreg(t, "_reduce_ex", o, Int(0))
		})},
		{Name: "__sizeof__", Fn: noArgs("object.__sizeof__", func(t *Thread, o Object) (Object, error) {
			n, header := Sizeof(o)
			return Int(n - header), nil
		})},
		{Name: "__getstate__", Fn: noArgs("object.__getstate__", func(t *Thread, o Object) (Object, error) {
			return copyreg(t, "_getstate", o)
		})},
	}
}

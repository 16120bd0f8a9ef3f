package object

// FormatText is format(o, spec) of an instance of a subclass of str: what its __format__ or its __str__ returns is the result itself,
// so that a string that is marked as something, as Django's SafeString is, stays what it is.
func FormatText(t *Thread, o Object, spec string) (Object, error) {
	if m := o.Type().Lookup(strFormat); m == StrType.Lookup(strFormat) {
		if spec == "" {
			if r, err := TextObject(t, o, "__str__", " while getting the str of an object"); r != nil || err != nil {
				return r, err
			}
		}
	} else if _, native := m.(*SlotWrapper); !native {
		r, err := callSpecial(t, o, strFormat, NewStr(spec))
		if err != nil {
			return nil, err
		}
		if _, ok := AsStr(r); !ok {
			return nil, TypeErrorf("__format__ must return a str, not %s", TypeName(r))
		}
		return r, nil
	}
	s, err := Format(t, o, spec)
	return NewStr(s), err
}

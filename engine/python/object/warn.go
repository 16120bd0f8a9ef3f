package object

// Warn issues a warning at the line that runs, as the warnings module's filters want it: the error is the warning itself if they make one of it.
func (t *Thread) Warn(category *Type, message string) error {
	if t.RT.Import == nil {
		return nil // values without a machine
	}
	m, err := t.RT.Import(t, "warnings")
	if err != nil {
		return err
	}
	_, err = CallMethod(t, m, "warn", NewStr(message), category, Int(1))
	return err
}

// warnSubclass warns that a conversion method has returned an instance of a subclass of what it should.
func (t *Thread) warnSubclass(what, kind string, r Object) error {
	return t.Warn(DeprecationWarningType, what+" returned non-"+kind+" (type "+r.Type().Name+").  The ability to return an instance of a strict subclass of "+
		kind+" is deprecated, and may be removed in a future version of Python.")
}

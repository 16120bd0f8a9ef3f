package object

// Warn issues a warning at the line that runs, as the warnings module's filters want it: the error is the warning itself if they make one of it.
func (t *Thread) Warn(category *Type, message string) error { return t.WarnAbove(category, message, 1) }

// WarnAbove is Warn for a native function that Python frames of the library called: level counts the frames up to the program's.
func (t *Thread) WarnAbove(category *Type, message string, level int) error {
	if t.RT.Import == nil {
		return nil // values without a machine
	}
	m, err := t.RT.Import(t, "warnings")
	if err != nil {
		return err
	}
	_, err = CallMethod(t, m, "warn", NewStr(message), category, Int(level))
	return err
}

// warnSubclass warns that a conversion method has returned an instance of a subclass of what it should.
func (t *Thread) warnSubclass(what, kind string, r Object) error {
	return t.Warn(DeprecationWarningType, what+" returned non-"+kind+" (type "+r.Type().Name+").  The ability to return an instance of a strict subclass of "+
		kind+" is deprecated, and may be removed in a future version of Python.")
}

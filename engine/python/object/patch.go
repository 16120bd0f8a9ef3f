package object

// A program may change classes that are native here and written in Python in CPython or Django: mock.patch.object(QuerySet, "delete"),
// Model.hello = …. The classes belong to the process, so what was there before is kept and put back when the run ends. Native code that calls its
// own methods directly does not see such a change; what looks attributes up does, the program's subclasses included.

// nativeEdits is what a run has changed of native classes.
type nativeEdits struct {
	attrs []nativeEdit
	types map[*Type]nativeState
}

type nativeEdit struct {
	tp   *Type
	name *Str
	old  Object // nil: there was none
}

type nativeState struct {
	slots Slots
	flags TypeFlags
}

type nativeEditsKey struct{}

// writtenInPython tells whether CPython (or Django) has the native class in Python, so that its attributes can be set.
func (tp *Type) writtenInPython() bool {
	return tp.Module != "builtins" && tp.Module != "" && tp.cname == "" && !cModules[tp.Module] && !tp.derives(BaseExceptionType)
}

// setNativeAttr is setattr(tp, name, v) or, with a nil v, delattr(tp, name) for a native class.
func setNativeAttr(t *Thread, tp *Type, name *Str, v Object) error {
	edits := t.RT.State(nativeEditsKey{}, func() any { return &nativeEdits{types: map[*Type]nativeState{}} }).(*nativeEdits)
	old := tp.Dict.GetStr(name)
	if v == nil && old == nil {
		return AttributeErrorf(tp, name.s, "type object '%s' has no attribute '%s'", tp.CName(), name.s)
	}
	edits.attrs = append(edits.attrs, nativeEdit{tp, name, old})
	edits.mark(tp)
	if v == nil {
		tp.Dict.DelStr(name)
	} else {
		tp.Dict.SetStr(name, v)
	}
	t.RT.nativeModified(tp, name)
	return nil
}

// mark notes what tp and the native classes on it were like.
func (e *nativeEdits) mark(tp *Type) {
	if _, ok := e.types[tp]; ok {
		return
	}
	e.types[tp] = nativeState{tp.Slots, tp.Flags}
	tp.Flags |= Patched
	for _, s := range tp.subclasses {
		e.mark(s)
	}
}

// nativeModified tells all classes on a native one that it has changed; those of the run are known to the runtime only.
func (rt *Runtime) nativeModified(tp *Type, name *Str) {
	tp.version++
	tp.updateSlots(name)
	for _, s := range tp.subclasses {
		rt.nativeModified(s, name)
	}
	for _, s := range rt.subclassesOf(tp) {
		s.modified()
		s.updateSlots(name)
	}
}

// Restore puts back what the run has changed of native classes.
func (rt *Runtime) Restore() {
	edits, ok := rt.state[nativeEditsKey{}].(*nativeEdits)
	if !ok {
		return
	}
	rt.dropState(nativeEditsKey{})
	for i := len(edits.attrs) - 1; i >= 0; i-- {
		if e := edits.attrs[i]; e.old == nil {
			e.tp.Dict.DelStr(e.name)
		} else {
			e.tp.Dict.SetStr(e.name, e.old)
		}
	}
	for tp, s := range edits.types {
		tp.Slots, tp.Flags = s.slots, s.flags
		tp.version++
	}
}

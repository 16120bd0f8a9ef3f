package sys

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// The hooks: what the interpreter calls for a value to show, for an exception that nobody has caught, and for one that cannot be raised.

func addHooks(m *object.Module) {
	for name, fn := range map[string]object.NativeFunc{"displayhook": displayHook, "excepthook": exceptHook, "unraisablehook": unraisableHook} {
		m.SetFunc(name, fn)
		m.Set("__"+name+"__", m.Dict.GetName(name))
	}
}

func displayHook(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("displayhook", a, kw, 1, 1); err != nil {
		return nil, err
	}
	return object.None, t.Display(a[0])
}

func exceptHook(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("excepthook", a, kw, 3, 3); err != nil {
		return nil, err
	}
	e, ok := a[1].(*object.Exception)
	if !ok {
		return nil, object.TypeErrorf("excepthook() argument 2 must be an exception, not %s", object.TypeName(a[1]))
	}
	return object.None, t.WriteSys(2, t.RT.FormatException(e))
}

func unraisableHook(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("unraisablehook", a, kw, 1, 1); err != nil {
		return nil, err
	}
	get := func(name string) object.Object {
		v, err := object.GetAttrName(t, a[0], name)
		if err != nil {
			return object.None
		}
		return v
	}
	what := "Exception ignored in"
	if msg, ok := object.AsStr(get("err_msg")); ok {
		what = msg
	}
	where, err := object.Repr(t, get("object"))
	if err != nil {
		where = "<object repr() failed>"
	}
	text := what + ": " + where + "\n"
	if e, ok := get("exc_value").(*object.Exception); ok {
		text += t.RT.FormatException(e)
	}
	return object.None, t.WriteSys(2, text)
}

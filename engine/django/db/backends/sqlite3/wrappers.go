package sqlite3

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// Functions that programs put around the execution of statements: connection.execute_wrapper().

// executeWrappers is the list connection.execute_wrappers, to which programs may add as execute_wrapper() does.
func (w *Wrapper) executeWrappers() *object.List {
	if w.wrappers == nil {
		w.wrappers = object.NewList(nil)
	}
	return w.wrappers
}

// run executes a statement through the wrappers, if there are any.
func (w *Wrapper) run(t *object.Thread, text string, params []object.Object, sets [][]object.Object, control bool) (*sqlite.ResultSet, error) {
	if w.wrappers == nil || len(w.wrappers.Items) == 0 || control && (text == "COMMIT" || text == "ROLLBACK") {
		return w.runDirect(t, text, params, sets, control)
	}
	rs := &sqlite.ResultSet{}
	var execute object.Object = object.NewBuiltin("_execute", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_execute", a, kw, 4, 4); err != nil {
			return nil, err
		}
		text, ok := object.AsStr(a[0])
		if !ok {
			return nil, object.TypeErrorf("execute() argument 1 must be str, not %s", object.TypeName(a[0]))
		}
		params, sets := params, sets
		var err error
		switch many, mErr := object.Truth(t, a[2]); {
		case mErr != nil:
			return nil, mErr
		case many:
			rows, err := object.Collect(t, a[1])
			if err != nil {
				return nil, err
			}
			sets = make([][]object.Object, len(rows))
			for i, row := range rows {
				if sets[i], err = object.Collect(t, row); err != nil {
					return nil, err
				}
			}
		case a[1] != object.None:
			if params, err = object.Collect(t, a[1]); err != nil {
				return nil, err
			}
		}
		found, err := w.runDirect(t, text, params, sets, control)
		if found != nil {
			rs = found
		}
		return object.None, err
	})
	wrappers := w.wrappers.Items
	for i := len(wrappers) - 1; i >= 0; i-- {
		wrapper, inner := wrappers[i], execute
		execute = object.NewBuiltin("wrapper", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			return object.Call(t, wrapper, append([]object.Object{inner}, a...), kw)
		})
	}
	var given object.Object = object.None
	many := sets != nil
	if many {
		rows := make([]object.Object, len(sets))
		for i, s := range sets {
			rows[i] = object.NewTuple(s...)
		}
		given = object.NewList(rows)
	} else if params != nil {
		given = object.NewTuple(params...)
	}
	context := object.NewDict()
	context.SetName("connection", w)
	cursor, err := w.Cursor(t)
	if err != nil {
		return nil, err
	}
	context.SetName("cursor", cursor)
	if _, err := object.Call(t, execute, []object.Object{object.NewStr(text), given, object.NewBool(many), context}, nil); err != nil {
		return nil, err
	}
	return rs, nil
}

// wrapping is the context manager that connection.execute_wrapper(f) gives.
type wrapping struct {
	w *Wrapper
	f object.Object
}

var wrappingType = object.Declare("_GeneratorContextManager", "contextlib")

func (*wrapping) Type() *object.Type { return wrappingType }

func init() {
	wrappingType.Define(object.Spec{Final: true, Methods: []object.Method{
		{Name: "__enter__", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			c := a[0].(*wrapping)
			l := c.w.executeWrappers()
			l.Items = append(l.Items, c.f)
			return object.None, nil
		}},
		{Name: "__exit__", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			c := a[0].(*wrapping)
			l := c.w.executeWrappers()
			if n := len(l.Items); n > 0 {
				l.Items = l.Items[:n-1]
			}
			return object.None, nil
		}},
	}})
}

func executeWrapper(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
	return &wrapping{w, a[0]}, nil
}

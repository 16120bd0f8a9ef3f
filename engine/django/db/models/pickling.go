package models

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What pickle and deepcopy ask of models and querysets. Instances are pickled by their values, as Django does; queries, expressions and fields are Go
// values that only this run knows: their pickle is a number under which pickling.py keeps a copy.

//go:embed pickling.py
var picklingSource string

const picklingModule = "django.db.models._pickling"

// callPickling calls a function of pickling.py.
func callPickling(function string) object.NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		m, err := t.RT.Import(t, picklingModule)
		if err != nil {
			return nil, err
		}
		f, err := object.GetAttrName(t, m, function)
		if err != nil {
			return nil, err
		}
		return object.Call(t, f, append([]Object(nil), args...), kw)
	}
}

// reduceWith is a __reduce__ that pickling.py has the body of.
func reduceWith(function string) object.Method {
	return object.Method{Name: "__reduce__", Fn: callPickling(function)}
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: picklingModule, Source: picklingSource})
	sql.ReduceHook = callPickling("keep")
}

// deepCopyInstance is copy.deepcopy(instance, memo): what the instance refers to is copied with it, each object once.
func deepCopyInstance(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := object.CheckArgs("__deepcopy__", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	m, err := t.RT.Import(t, "copy")
	if err != nil {
		return nil, err
	}
	deepcopy, err := object.GetAttrName(t, m, "deepcopy")
	if err != nil {
		return nil, err
	}
	self, memo := args[0], args[1]
	c := object.NewInstance(self.Type(), nil)
	c.Dict = object.NewDictSize(instDict(self).Len())
	if d, ok := object.AsDict(memo); ok {
		// Before what it refers to, which may refer to it.
		if err := d.Set(t, object.NewInt(t.RT.ID(self)), c); err != nil {
			return nil, err
		}
	}
	return c, each(instDict(self), func(k, v Object) error {
		var err error
		if st, ok := v.(*ModelState); ok {
			n := &ModelState{adding: st.adding, db: st.db}
			if st.cache != nil {
				cache, err := object.CallArgs(t, deepcopy, st.cache, memo)
				if err != nil {
					return err
				}
				n.cache, _ = object.AsDict(cache)
			}
			v = n
		} else if v, err = object.CallArgs(t, deepcopy, v, memo); err != nil {
			return err
		}
		return c.Dict.Set(t, k, v)
	})
}

package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What settings.DATABASE_ROUTERS decide. Hardly a program has routers: without any, all of this comes down to one look at the settings.

type routersKey struct{}

// Routers gives the routers of the settings, nil when there are none.
func Routers(t *object.Thread) ([]object.Object, error) {
	conf := t.RT.Modules.GetName("django.conf")
	if conf == nil {
		return nil, nil // settings that no program has imported name no routers
	}
	settings, err := object.GetAttrName(t, conf, "settings")
	if err != nil {
		return nil, err
	}
	given, err := object.GetAttrName(t, settings, "DATABASE_ROUTERS")
	if err != nil {
		return nil, err
	}
	if l, ok := object.AsList(given); ok && len(l.Items) == 0 {
		return nil, nil
	}
	return loadRouters(t, given)
}

// loadRouters makes the routers that are named by dotted paths, each once in a run.
func loadRouters(t *object.Thread, given object.Object) ([]object.Object, error) {
	items, err := object.Collect(t, given)
	if err != nil {
		return nil, err
	}
	made := t.RT.State(routersKey{}, func() any { return map[string]object.Object{} }).(map[string]object.Object)
	for i, r := range items {
		path, ok := object.AsStr(r)
		if !ok {
			continue
		}
		if made[path] == nil {
			dot := strings.LastIndexByte(path, '.')
			m, err := t.RT.Import(t, path[:max(dot, 0)])
			if err != nil {
				return nil, err
			}
			cls, err := object.GetAttrName(t, m, path[dot+1:])
			if err != nil {
				return nil, err
			}
			if made[path], err = object.Call(t, cls, nil, nil); err != nil {
				return nil, err
			}
		}
		items[i] = made[path]
	}
	return items, nil
}

// AskRouters gives what the first router says that has an answer to a method; nil when none has.
func AskRouters(t *object.Thread, routers []object.Object, method string, hints *object.Dict, args ...object.Object) (object.Object, error) {
	var kw *object.Kwargs
	if hints != nil {
		kw = dictKwargs(hints)
	}
	for _, r := range routers {
		f, err := object.GetAttrOpt(t, r, object.Intern(method))
		if err != nil {
			return nil, err
		}
		if f == nil {
			continue
		}
		v, err := object.Call(t, f, args, kw)
		if err != nil {
			return nil, err
		}
		if v != object.None {
			return v, nil
		}
	}
	return nil, nil
}

// Route gives the alias that the routers choose for reading or writing a model, "" when they leave that open.
func Route(t *object.Thread, write bool, model object.Object, hints *object.Dict) (string, error) {
	routers, err := Routers(t)
	if err != nil || routers == nil {
		return "", err
	}
	method := "db_for_read"
	if write {
		method = "db_for_write"
	}
	v, err := AskRouters(t, routers, method, hints, model)
	if err != nil || v == nil {
		return "", err
	}
	alias, _ := object.AsStr(v)
	return alias, nil
}

// AllowRelation tells whether two instances may be related: what a router says, else that they are of the same database.
func AllowRelation(t *object.Thread, a, b object.Object, same bool) (bool, error) {
	routers, err := Routers(t)
	if err != nil {
		return false, err
	}
	if routers != nil {
		v, err := AskRouters(t, routers, "allow_relation", nil, a, b)
		if err != nil || v != nil {
			return err == nil && v == object.True, err
		}
	}
	return same, nil
}

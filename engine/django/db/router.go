package db

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// router is django.db.router: what settings.DATABASE_ROUTERS say, and where they are silent the database of the instance that a question is about.
type router struct{}

var routerType = object.Declare("ConnectionRouter", "django.db.utils")

func (*router) Type() *object.Type { return routerType }

func stateDB(t *object.Thread, o object.Object) (object.Object, error) {
	state, err := object.GetAttrName(t, o, "_state")
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, state, "db")
}

func init() {
	database := func(name string, write bool) object.Method {
		return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			if len(a) != 2 {
				return nil, object.TypeErrorf("ConnectionRouter.%s() missing 1 required positional argument: 'model'", name)
			}
			hints := object.NewDict()
			if kw != nil {
				for i, n := range kw.Names {
					hints.SetStr(n, kw.Vals[i])
				}
			}
			if alias, err := sql.Route(t, write, a[1], hints); alias != "" || err != nil {
				return object.NewStr(alias), err
			}
			if in := kw.Get("instance"); in != nil && in != object.None {
				if db, err := stateDB(t, in); err != nil || db != object.None {
					return db, err
				}
			}
			return object.NewStr(sql.DefaultDBAlias), nil
		}}
	}
	routerType.Define(object.Spec{
		Methods: []object.Method{
			database("db_for_read", false), database("db_for_write", true),
			{Name: "allow_migrate", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				routers, err := sql.Routers(t)
				if err != nil {
					return nil, err
				}
				for _, r := range routers {
					f, err := object.GetAttrOpt(t, r, object.Intern("allow_migrate"))
					if err != nil {
						return nil, err
					}
					if f == nil {
						continue
					}
					if v, err := object.Call(t, f, a[1:], kw); err != nil || v != object.None {
						return v, err
					}
				}
				return object.True, nil
			}},
			{Name: "allow_migrate_model", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("allow_migrate_model", a[1:], kw, 2, 2); err != nil {
					return nil, err
				}
				meta, err := object.GetAttrName(t, a[2], "_meta")
				if err != nil {
					return nil, err
				}
				label, err := object.GetAttrName(t, meta, "app_label")
				if err != nil {
					return nil, err
				}
				name, err := object.GetAttrName(t, meta, "model_name")
				if err != nil {
					return nil, err
				}
				return object.CallMethodKw(t, a[0], object.Intern("allow_migrate"), []object.Object{a[1], label}, object.Kw("model_name", name, "model", a[2]))
			}},
			{Name: "get_migratable_models", Fn: migratableModels},
			{Name: "allow_relation", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("allow_relation", a[1:], nil, 2, 2); err != nil {
					return nil, err
				}
				x, err := stateDB(t, a[1])
				if err != nil {
					return nil, err
				}
				y, err := stateDB(t, a[2])
				if err != nil {
					return nil, err
				}
				same, err := object.Equal(t, x, y)
				if err != nil {
					return nil, err
				}
				ok, err := sql.AllowRelation(t, a[1], a[2], same)
				return object.NewBool(ok), err
			}},
		},
		GetSets: []object.GetSet{
			{Name: "routers", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				routers, err := sql.Routers(t)
				return object.NewList(routers), err
			}},
		},
	})
}

// migratableModels is get_migratable_models(app_config, db, include_auto_created=False).
func migratableModels(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("get_migratable_models", a[1:], nil, 2, 3); err != nil {
		return nil, err
	}
	auto := kw.Get("include_auto_created")
	if len(a) > 3 {
		auto = a[3]
	}
	if auto == nil {
		auto = object.False
	}
	models, err := object.CallMethodKw(t, a[1], object.Intern("get_models"), nil, object.Kw("include_auto_created", auto))
	if err != nil {
		return nil, err
	}
	all, err := object.Collect(t, models)
	if err != nil {
		return nil, err
	}
	var out []object.Object
	for _, m := range all {
		allowed, err := object.CallMethod(t, a[0], "allow_migrate_model", a[2], m)
		if err != nil {
			return nil, err
		}
		if yes, err := object.Truth(t, allowed); err != nil {
			return nil, err
		} else if yes {
			out = append(out, m)
		}
	}
	return object.NewList(out), nil
}

package transaction

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// router is django.db.router. There is one database, so every question has one answer; settings.DATABASE_ROUTERS are not asked.
type router struct{}

var routerType = object.Declare("ConnectionRouter", "django.db.utils")

func (*router) Type() *object.Type { return routerType }

func init() {
	// The database of the instance that a query is about, else the default one.
	database := func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if in := kw.Get("instance"); in != nil && in != object.None {
			state, err := object.GetAttrName(t, in, "_state")
			if err != nil {
				return nil, err
			}
			db, err := object.GetAttrName(t, state, "db")
			if err != nil || db != object.None {
				return db, err
			}
		}
		return object.NewStr(sql.DefaultDBAlias), nil
	}
	always := func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.True, nil }
	routerType.Define(object.Spec{
		Methods: []object.Method{
			{Name: "db_for_read", Fn: database}, {Name: "db_for_write", Fn: database}, {Name: "allow_migrate", Fn: always},
			{Name: "allow_migrate_model", Fn: always},
			{Name: "allow_relation", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("allow_relation", a[1:], nil, 2, 2); err != nil {
					return nil, err
				}
				var dbs [2]object.Object
				for i, o := range a[1:] {
					state, err := object.GetAttrName(t, o, "_state")
					if err != nil {
						return nil, err
					}
					if dbs[i], err = object.GetAttrName(t, state, "db"); err != nil {
						return nil, err
					}
				}
				same, err := object.Equal(t, dbs[0], dbs[1])
				return object.NewBool(same), err
			}},
		},
		GetSets: []object.GetSet{
			{Name: "routers", Get: func(*object.Thread, object.Object) (object.Object, error) { return object.NewList(nil), nil }},
		},
	})
}

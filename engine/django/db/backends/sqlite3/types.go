package sqlite3

import (
	"context"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What programs see of connections and cursors.

func self(o object.Object) *Wrapper { return o.(*Wrapper) }

func boolAttr(name string, f func(w *Wrapper) *bool) object.GetSet {
	return object.GetSet{Name: name,
		Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			return object.NewBool(*f(self(o))), nil
		},
		Set: func(t *object.Thread, o, v object.Object) error {
			if v == nil {
				return object.AttributeErrorf(o, name, "can't delete attribute")
			}
			b, err := object.Truth(t, v)
			*f(self(o)) = b
			return err
		}}
}

func method(name string, min, max int, f func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error)) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs(name, a[1:], kw, min, max); err != nil {
			return nil, err
		}
		r, err := f(t, self(a[0]), a[1:])
		if r == nil && err == nil {
			r = object.None
		}
		return r, err
	}}
}

var (
	sigSetAutocommit = object.NewSignature("set_autocommit", "autocommit", "force_begin_transaction_with_broken_autocommit=")
	sigOnCommit      = object.NewSignature("on_commit", "func", "robust=")
)

func truthArg(t *object.Thread, o object.Object) (bool, error) {
	if o == nil {
		return false, nil
	}
	return object.Truth(t, o)
}

func backendTable(name string) object.GetSet {
	return object.GetSet{Name: name, Get: func(*object.Thread, object.Object) (object.Object, error) { return sql.BackendTables(name), nil }}
}

func init() {
	WrapperType.Define(object.Spec{
		Final: true,
		Attrs: map[string]object.Object{"vendor": object.NewStr("sqlite"), "display_name": object.NewStr("SQLite")},
		Slots: object.Slots{
			GetAttr: orRare("DatabaseWrapper"),
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				return "<DatabaseWrapper vendor='sqlite' alias='" + self(o).alias + "'>", nil
			},
		},
		GetSets: []object.GetSet{
			object.DictAttr(),
			backendTable("operators"), backendTable("pattern_ops"), backendTable("pattern_esc"),
			{Name: "alias", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(self(o).alias), nil
			}},
			{Name: "connection", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if r := self(o).raw; r != nil {
					return r, nil
				}
				return object.None, nil
			}},
			boolAttr("in_atomic_block", func(w *Wrapper) *bool { return &w.inAtomicBlock }),
			boolAttr("needs_rollback", func(w *Wrapper) *bool { return &w.needsRollback }),
			boolAttr("autocommit", func(w *Wrapper) *bool { return &w.autocommit }),
			boolAttr("closed_in_transaction", func(w *Wrapper) *bool { return &w.closedInTx }),
			boolAttr("queries_logged", func(w *Wrapper) *bool { return &w.logging }),
			boolAttr("force_debug_cursor", func(w *Wrapper) *bool { return &w.logging }),
			{Name: "savepoint_ids", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return &self(o).savepointIDs, nil }},
			{Name: "run_on_commit", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				var out []object.Object
				for _, h := range self(o).runOnCommit {
					out = append(out, object.NewTuple(object.NewList(object.Strs(h.sids)), h.fn, object.NewBool(h.robust)))
				}
				return object.NewList(out), nil
			}},
			{Name: "queries", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewList(append([]object.Object(nil), self(o).log.Items...)), nil
			}},
			{Name: "queries_log", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return &self(o).log, nil
			}},
			{Name: "features", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return features(t), nil
			}},
			{Name: "ops", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return &operations{self(o)}, nil }},
			{Name: "introspection", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return backendObject(t, "introspection", "DatabaseIntrospection", self(o), nil)
			}},
			{Name: "creation", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return backendObject(t, "creation", "DatabaseCreation", self(o), nil)
			}},
			{Name: "execute_wrappers", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return self(o).executeWrappers(), nil
			}},
			{Name: "timezone", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return connectionZone(t, false) }},
			{Name: "timezone_name", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return connectionZone(t, true) }},
			{Name: "settings_dict", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return settingsOf(t, self(o).alias) }},
		},
		Methods: []object.Method{
			method("cursor", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				c, err := w.Cursor(t)
				if err != nil {
					return nil, err
				}
				return c, nil
			}),
			{Name: "schema_editor", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return backendObject(t, "schema", "DatabaseSchemaEditor", a[0], kw)
			}},
			{Name: "is_in_memory_db", Fn: func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.True, nil }},
			method("execute_wrapper", 1, 1, executeWrapper),
			method("ensure_connection", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				return nil, w.connect(t)
			}),
			method("connect", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if w.forbidden != nil {
					return nil, object.NewException(w.forbidden.class, w.forbidden.connections)
				}
				return nil, w.connect(t)
			}),
			method("temporary_connection", 0, 0, temporaryConnection), method("_forbid", 1, 3, forbid),
			method("close", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) { return nil, w.close(t) }),
			method("is_usable", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				return object.NewBool(w.sess != nil), nil
			}),
			method("commit", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if err := w.validateNoAtomicBlock(); err != nil {
					return nil, err
				}
				return nil, w.commit(t)
			}),
			method("rollback", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if err := w.validateNoAtomicBlock(); err != nil {
					return nil, err
				}
				return nil, w.rollback(t)
			}),
			method("get_autocommit", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if err := w.connect(t); err != nil {
					return nil, err
				}
				return object.NewBool(w.autocommit), nil
			}),
			{Name: "set_autocommit", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigSetAutocommit.Bind(a[1:], kw)
				if err != nil {
					return nil, err
				}
				on, err := object.Truth(t, b[0])
				if err != nil {
					return nil, err
				}
				begin, err := truthArg(t, b[1])
				if err != nil {
					return nil, err
				}
				return object.None, self(a[0]).setAutocommit(t, on, begin)
			}},
			method("get_rollback", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if !w.inAtomicBlock {
					return nil, tme("The rollback flag doesn't work outside of an 'atomic' block.")
				}
				return object.NewBool(w.needsRollback), nil
			}),
			method("set_rollback", 1, 1, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if !w.inAtomicBlock {
					return nil, tme("The rollback flag doesn't work outside of an 'atomic' block.")
				}
				b, err := object.Truth(t, a[0])
				w.needsRollback, w.rollbackExc = b, nil
				return nil, err
			}),
			method("savepoint", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if err := w.connect(t); err != nil {
					return nil, err
				}
				if w.autocommit {
					return object.None, nil
				}
				sid, err := w.savepoint(t)
				return object.NewStr(sid), err
			}),
			method("savepoint_rollback", 1, 1, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if sid, ok := object.AsStr(a[0]); ok && !w.autocommit {
					return nil, w.savepointRollback(t, sid)
				}
				return nil, nil
			}),
			method("savepoint_commit", 1, 1, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if sid, ok := object.AsStr(a[0]); ok && !w.autocommit {
					return nil, w.savepointCommit(t, sid)
				}
				return nil, nil
			}),
			method("clean_savepoints", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) { return nil, nil }),
			method("validate_no_broken_transaction", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				return nil, w.validateNoBrokenTransaction()
			}),
			method("validate_no_atomic_block", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				return nil, w.validateNoAtomicBlock()
			}),
			{Name: "on_commit", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				b, err := sigOnCommit.Bind(a[1:], kw)
				if err != nil {
					return nil, err
				}
				robust, err := truthArg(t, b[1])
				if err != nil {
					return nil, err
				}
				return object.None, self(a[0]).onCommit(t, b[0], robust)
			}},
			// What transaction.py's Atomic and mark_for_rollback_on_error call.
			method("_atomic_enter", 3, 3, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				var f [3]bool
				for i := range f {
					var err error
					if f[i], err = object.Truth(t, a[i]); err != nil {
						return nil, err
					}
				}
				return nil, w.AtomicEnter(t, f[0], f[1], f[2])
			}),
			method("_atomic_exit", 1, 1, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				return nil, w.AtomicExit(t, a[0] != object.None)
			}),
			method("_mark_for_rollback", 1, 1, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				if e, ok := a[0].(*object.Exception); ok && w.inAtomicBlock {
					w.needsRollback, w.rollbackExc = true, e
				}
				return nil, nil
			}),
			method("_reset_queries", 0, 0, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				w.log.Items = nil
				return nil, nil
			}),
			method("copy", 0, 1, func(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
				c := &Wrapper{alias: w.alias, cfg: w.cfg, late: w.late, autocommit: true}
				if len(a) > 0 {
					c.alias, _ = object.AsStr(a[0])
				}
				return c, nil
			}),
			method("disable_constraint_checking", 0, 0, disableConstraints), method("enable_constraint_checking", 0, 0, enableConstraints),
			{Name: "constraint_checks_disabled", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return backendObject(t, "schema", "constraint_checks_disabled", a[0], nil)
			}},
			// The tables that check_constraints(table_names=None) is given are not looked at alone: a violation elsewhere is one too.
			{Name: "check_constraints", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.None, a[0].(*Wrapper).checkConstraints(t)
			}},
		},
	})
	CursorType.Define(object.Spec{
		Final: true,
		Slots: object.Slots{
			Iter: func(t *object.Thread, o object.Object) (object.Object, error) { return o, nil },
			Next: func(t *object.Thread, o object.Object) (object.Object, error) {
				rows, err := o.(*Cursor).fetchDeclared(t, 1)
				if err != nil || len(rows) == 0 {
					return nil, err
				}
				return object.NewTuple(rows[0]...), nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "rowcount", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewInt(o.(*Cursor).RowCount()), nil
			}},
			{Name: "lastrowid", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if id := o.(*Cursor).LastRowID(); id != 0 {
					return object.NewInt(id), nil
				}
				return object.None, nil
			}},
			{Name: "description", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				c := o.(*Cursor)
				if c.rs == nil || c.rs.Columns == nil {
					return object.None, nil
				}
				var out []object.Object
				for _, n := range c.Columns() {
					out = append(out, object.NewTuple(object.NewStr(n), object.None, object.None, object.None, object.None, object.None, object.None))
				}
				return object.NewTuple(out...), nil
			}},
			{Name: "db", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Cursor).w, nil }},
			{Name: "cursor", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o, nil }},
		},
		Methods: []object.Method{
			cursorMethod("execute", 1, 2, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) {
				text, ok := object.AsStr(a[0])
				if !ok {
					return nil, object.TypeErrorf("execute() argument 1 must be str, not %s", object.TypeName(a[0]))
				}
				var params []object.Object
				if len(a) > 1 && a[1] != object.None {
					if d, isDict := object.AsDict(a[1]); isDict {
						params, err := NamedParams(t, text, d)
						if err != nil {
							return nil, err
						}
						return c, c.execute(t, text, params)
					}
					var err error
					if params, err = object.Collect(t, a[1]); err != nil {
						return nil, err
					}
					if params == nil {
						params = []object.Object{}
					}
				}
				return c, c.execute(t, text, params)
			}),
			cursorMethod("executemany", 2, 2, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) {
				text, ok := object.AsStr(a[0])
				if !ok {
					return nil, object.TypeErrorf("executemany() argument 1 must be str, not %s", object.TypeName(a[0]))
				}
				list, err := object.Collect(t, a[1])
				if err != nil {
					return nil, err
				}
				sets := make([][]object.Object, len(list))
				for i, row := range list {
					if sets[i], err = object.Collect(t, row); err != nil {
						return nil, err
					}
					if sets[i] == nil {
						sets[i] = []object.Object{}
					}
				}
				if err := c.w.validateNoBrokenTransaction(); err != nil {
					return nil, err
				}
				if len(sets) == 0 {
					return c, nil
				}
				c.rs, err = c.w.run(t, text, nil, sets, false)
				c.pos = 0
				return c, err
			}),
			cursorMethod("fetchone", 0, 0, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) {
				rows, err := c.fetchDeclared(t, 1)
				if err != nil || len(rows) == 0 {
					return object.None, err
				}
				return object.NewTuple(rows[0]...), nil
			}),
			cursorMethod("fetchmany", 0, 1, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) {
				n := 1
				if len(a) > 0 {
					var err error
					if n, err = object.AsIndex(t, a[0]); err != nil {
						return nil, err
					}
				}
				return c.list(t, n)
			}),
			cursorMethod("fetchall", 0, 0, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) { return c.list(t, -1) }),
			cursorMethod("close", 0, 0, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) {
				c.Close()
				return object.None, nil
			}),
			cursorMethod("__enter__", 0, 0, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) { return c, nil }),
			cursorMethod("__exit__", 3, 3, func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error) {
				c.Close()
				return object.None, nil
			}),
		},
	})
}

func (c *Cursor) list(t *object.Thread, n int) (object.Object, error) {
	rows, err := c.fetchDeclared(t, n)
	if err != nil {
		return nil, err
	}
	out := make([]object.Object, len(rows))
	for i, r := range rows {
		out[i] = object.NewTuple(r...)
	}
	return object.NewList(out), nil
}

func cursorMethod(name string, min, max int, f func(t *object.Thread, c *Cursor, a []object.Object) (object.Object, error)) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs(name, a[1:], kw, min, max); err != nil {
			return nil, err
		}
		c := a[0].(*Cursor)
		if c.closed && name != "close" && name != "__exit__" {
			return nil, c.w.raise(t, "ProgrammingError", "Cannot operate on a closed cursor.")
		}
		return f(t, c, a[1:])
	}}
}

// backendObject makes an object of a class of one of the backend's Python modules for a connection.
func backendObject(t *object.Thread, module, class string, w object.Object, kw *object.Kwargs) (object.Object, error) {
	m, err := t.RT.Import(t, "django.db.backends.sqlite3."+module)
	if err != nil {
		return nil, err
	}
	cls, err := object.GetAttrName(t, m, class)
	if err != nil {
		return nil, err
	}
	return object.Call(t, cls, []object.Object{w}, kw)
}

func (w *Wrapper) checkConstraints(t *object.Thread) error {
	if err := w.connect(t); err != nil {
		return err
	}
	rs, err := w.sess.Query(context.Background(), "PRAGMA foreign_key_check", nil)
	if err != nil {
		return w.translate(t, err)
	}
	if len(rs.Rows) == 0 {
		return nil
	}
	r := rs.Rows[0]
	table, target := text(r[0]), text(r[2])
	quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	keys, err := w.sess.Query(context.Background(), "PRAGMA foreign_key_list("+quoted(table)+")", nil)
	if err != nil {
		return w.translate(t, err)
	}
	columns, err := w.sess.Query(context.Background(), "PRAGMA table_info("+quoted(table)+")", nil)
	if err != nil {
		return w.translate(t, err)
	}
	column, targetColumn, pk := "", "", "rowid"
	for _, k := range keys.Rows {
		if k[0] == r[3] {
			column, targetColumn = text(k[3]), text(k[4])
		}
	}
	for _, c := range columns.Rows {
		if n, ok := c[5].(int64); ok && n == 1 {
			pk = text(c[1])
		}
	}
	row, err := w.sess.Query(context.Background(), "SELECT "+quoted(pk)+", "+quoted(column)+" FROM "+quoted(table)+" WHERE rowid = ?", []any{r[1]})
	if err != nil || len(row.Rows) == 0 {
		return w.translate(t, err)
	}
	var shown [2]string
	for i, v := range row.Rows[0] {
		shown[i], _ = object.ToStr(t, Value(v))
	}
	return w.raise(t, "IntegrityError", "The row in table '"+table+"' with primary key '"+shown[0]+"' has an invalid foreign key: "+table+"."+column+
		" contains a value '"+shown[1]+"' that does not have a corresponding value in "+target+"."+targetColumn+".")
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// disableConstraints is disable_constraint_checking(): foreign keys are not looked at any more. It tells whether that could be done: not within a transaction.
func disableConstraints(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
	if _, err := w.Execute(t, "PRAGMA foreign_keys = OFF", nil); err != nil {
		return nil, err
	}
	c, err := w.Execute(t, "PRAGMA foreign_keys", nil)
	if err != nil {
		return nil, err
	}
	rows, err := object.CallMethod(t, c.(*Cursor), "fetchone")
	if err != nil {
		return nil, err
	}
	row, _ := object.AsTuple(rows)
	on, err := object.Truth(t, row.Items[0])
	return object.NewBool(!on), err
}

// enableConstraints is enable_constraint_checking().
func enableConstraints(t *object.Thread, w *Wrapper, a []object.Object) (object.Object, error) {
	_, err := w.Execute(t, "PRAGMA foreign_keys = ON", nil)
	return nil, err
}

// connectionZone is the time zone that datetimes are kept in, or its name: UTC, and without USE_TZ none, but the name of TIME_ZONE.
func connectionZone(t *object.Thread, name bool) (object.Object, error) {
	conf, err := t.RT.Import(t, "django.conf")
	if err != nil {
		return nil, err
	}
	settings, err := object.GetAttrName(t, conf, "settings")
	if err != nil {
		return nil, err
	}
	aware, err := object.GetAttrName(t, settings, "USE_TZ")
	if err != nil {
		return nil, err
	}
	switch on, err := object.Truth(t, aware); {
	case err != nil:
		return nil, err
	case name && on:
		return object.NewStr("UTC"), nil
	case name:
		return object.GetAttrName(t, settings, "TIME_ZONE")
	case !on:
		return object.None, nil
	}
	m, err := t.RT.Import(t, "datetime")
	if err != nil {
		return nil, err
	}
	zone, err := object.GetAttrName(t, m, "timezone")
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, zone, "utc")
}

type settingsKey struct{}

// settingsOf is connections.settings[alias]: what DATABASES says, and the defaults for the rest. A program may change it.
func settingsOf(t *object.Thread, alias string) (*object.Dict, error) {
	kept := t.RT.State(settingsKey{}, func() any { return map[string]*object.Dict{} }).(map[string]*object.Dict)
	if d := kept[alias]; d != nil {
		return d, nil
	}
	d := object.NewDict()
	d.SetName("ENGINE", object.NewStr("django.db.backends.sqlite3"))
	d.SetName("NAME", object.NewStr(":memory:"))
	for _, name := range strings.Fields("USER PASSWORD HOST PORT") {
		d.SetName(name, object.NewStr(""))
	}
	d.SetName("ATOMIC_REQUESTS", object.False)
	d.SetName("AUTOCOMMIT", object.True)
	d.SetName("CONN_MAX_AGE", object.NewInt(0))
	d.SetName("CONN_HEALTH_CHECKS", object.False)
	d.SetName("OPTIONS", object.NewDict())
	d.SetName("TIME_ZONE", object.None)
	d.SetName("TEST", object.NewDict())
	conf, err := t.RT.Import(t, "django.conf")
	if err != nil {
		return nil, err
	}
	settings, err := object.GetAttrName(t, conf, "settings")
	if err != nil {
		return nil, err
	}
	all, err := object.GetAttrName(t, settings, "DATABASES")
	if err != nil {
		return nil, err
	}
	if databases, ok := object.AsDict(all); ok {
		if given, ok := object.AsDict(databases.GetName(alias)); ok {
			for _, k := range given.Keys() {
				v, err := given.Get(t, k)
				if err != nil {
					return nil, err
				}
				if err := d.Set(t, k, v); err != nil {
					return nil, err
				}
			}
		}
	}
	kept[alias] = d
	return d, nil
}

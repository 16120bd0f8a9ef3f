package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What programs see of constraints: their classes, arguments and reprs.

// deferrableSource is an Enum, so its Python is here; few programs ask for it.
const (
	deferrableModule = "django.db.models._deferrable"
	deferrableSource = `from enum import Enum


class Deferrable(Enum):
    __module__ = "django.db.models.constraints"
    DEFERRED = "deferred"
    IMMEDIATE = "immediate"

    def __repr__(self):
        return f"{self.__class__.__qualname__}.{self._name_}"
`
)

func init() {
	attr := func(name string, get func(o Object) Object) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) { return get(o), nil }}
	}
	baseOf := func(o Object) *constraintBase { c, _ := native[constraint](o); return c.base() }
	unimplemented := func(name string) object.Method {
		return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			return nil, object.Errorf(object.NotImplementedErrorType, "This method must be implemented by a subclass.")
		}}
	}
	clone := func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		c, ok := native[constraint](args[0])
		if !ok {
			return nil, object.TypeErrorf("'%s' object is no constraint", object.TypeName(args[0]))
		}
		return c.copyFor(c.base().name), nil
	}
	BaseConstraintType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				c := &plainConstraint{}
				c.self = object.NewInstance(cls, c)
				return c.self, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				a, err := sigBase.Bind(append([]Object{self}, args...), kw)
				if err != nil {
					return err
				}
				b := baseOf(self)
				b.name, b.code, b.message = asStr(orNone(a[1])), a[2], a[3]
				positional := a[4].(*object.Tuple).Items
				if a[1] == nil && len(positional) == 0 {
					return object.TypeErrorf("%s.__init__() missing 1 required keyword-only argument: 'name'", object.TypeName(self))
				}
				if len(positional) > 0 {
					if err := warnRemoved(t, "Passing positional arguments to "+object.TypeName(self)+" is deprecated."); err != nil {
						return err
					}
					b.name = asStr(positional[0])
					if len(positional) > 1 && !isNone(positional[1]) {
						b.message = positional[1]
					}
				}
				return nil
			},
			RichCompare: func(t *Thread, x, y Object, op object.CompareOp) (Object, error) {
				if op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				comparable, same, err := sameConstraint(t, x, y)
				if err != nil || !comparable {
					return object.NotImplemented, err
				}
				return object.NewBool(same == (op == object.EQ)), nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(t *Thread, o Object) (Object, error) { return str(baseOf(o).name), nil },
				Set: func(t *Thread, o, v Object) error { baseOf(o).name = asStr(orNone(v)); return nil }},
			{Name: "violation_error_code", Get: func(t *Thread, o Object) (Object, error) { return orNone(baseOf(o).code), nil },
				Set: func(t *Thread, o, v Object) error { baseOf(o).code = orNone(v); return nil }},
			{Name: "violation_error_message", Get: func(t *Thread, o Object) (Object, error) {
				if m := baseOf(o).message; !isNone(m) {
					return m, nil
				}
				return object.GetAttrName(t, o, "default_violation_error_message")
			}, Set: func(t *Thread, o, v Object) error { baseOf(o).message = orNone(v); return nil }},
			attr("contains_expressions", func(o Object) Object {
				u, ok := native[*UniqueConstraint](o)
				return object.NewBool(ok && len(u.expressions) > 0)
			}),
		},
		Methods: []object.Method{
			{Name: "deconstruct", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return deconstructConstraint(args[0]) }},
			{Name: "clone", Fn: clone},
			{Name: "__copy__", Fn: clone},
			{Name: "__deepcopy__", Fn: clone},
			reduceWith("keep"),
			{Name: "validate", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := sigConstraintValidate.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				c, ok := native[constraint](a[0])
				if _, plain := c.(*plainConstraint); plain {
					return nil, object.NotImplementedErrorf("This method must be implemented by a subclass.")
				}
				cls, isModel := a[1].(*Type)
				if !ok || !isModel || optionsOf(cls) == nil {
					return nil, object.TypeErrorf("validate() needs a constraint and a model class")
				}
				ex, err := excluded(t, a[3])
				if err != nil {
					return nil, err
				}
				return none, c.validate(t, cls, a[2], ex)
			}},
			{Name: "get_violation_error_message", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				msg, err := object.GetAttrName(t, args[0], "violation_error_message")
				if err != nil {
					return nil, err
				}
				d := object.NewDict()
				d.SetName("name", str(baseOf(args[0]).name))
				return object.BinaryOp(t, object.Mod, msg, d)
			}},
			unimplemented("constraint_sql"), unimplemented("create_sql"), unimplemented("remove_sql"),
		},
		Attrs: map[string]Object{"default_violation_error_message": str(defaultViolation), "non_db_attrs": strTuple([]string{"violation_error_code", "violation_error_message"})},
	})
	check := func(t *Thread, o Object) (Object, error) {
		c, _ := native[*CheckConstraint](o)
		return c.condition, warnRemoved(t, "CheckConstraint.check is deprecated in favor of `.condition`.")
	}
	CheckConstraintType.Define(object.Spec{
		Methods: []object.Method{
			schemaMethod("constraint_sql", "_inline"), schemaMethod("create_sql", "_constraint_sql"), schemaMethod("remove_sql", "_drop_constraint_sql"),
		},
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				c := &CheckConstraint{}
				c.self = object.NewInstance(cls, c)
				return c.self, nil
			},
			Init: initCheck,
			Repr: func(t *Thread, self Object) (string, error) {
				c, _ := native[*CheckConstraint](self)
				condition, err := object.ToStr(t, c.condition)
				if err != nil {
					return "", err
				}
				return reprConstraint(t, self, [][2]any{{"condition", condition}, {"name", str(c.name)}})
			},
		},
		GetSets: []object.GetSet{
			attr("condition", func(o Object) Object { c, _ := native[*CheckConstraint](o); return c.condition }),
			{Name: "check", Get: check, Set: func(t *Thread, o, v Object) error {
				c, _ := native[*CheckConstraint](o)
				c.condition = orNone(v)
				return warnRemoved(t, "CheckConstraint.check is deprecated in favor of `.condition`.")
			}},
		},
	})
	uniqueOf := func(o Object) *UniqueConstraint { u, _ := native[*UniqueConstraint](o); return u }
	UniqueConstraintType.Define(object.Spec{
		Methods: []object.Method{
			schemaMethod("constraint_sql", "_inline"), schemaMethod("create_sql", "_constraint_sql"), schemaMethod("remove_sql", "_drop_constraint_sql"),
		},
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				u := &UniqueConstraint{}
				u.self = object.NewInstance(cls, u)
				return u.self, nil
			},
			Init: initUnique,
			Repr: func(t *Thread, self Object) (string, error) {
				u := uniqueOf(self)
				var parts [][2]any
				if len(u.fields) > 0 {
					parts = append(parts, [2]any{"fields", strTuple(u.fields)})
				}
				if len(u.expressions) > 0 {
					parts = append(parts, [2]any{"expressions", object.NewTuple(u.expressions...)})
				}
				parts = append(parts, [2]any{"name", str(u.name)})
				if u.condition != nil {
					condition, err := object.ToStr(t, u.condition)
					if err != nil {
						return "", err
					}
					parts = append(parts, [2]any{"condition", condition})
				}
				if !isNone(u.deferrable) {
					parts = append(parts, [2]any{"deferrable", u.deferrable})
				}
				if len(u.include) > 0 {
					parts = append(parts, [2]any{"include", strTuple(u.include)})
				}
				if len(u.opclasses) > 0 {
					parts = append(parts, [2]any{"opclasses", u.opclassesObject()})
				}
				if !isNone(u.nullsDistinct) {
					parts = append(parts, [2]any{"nulls_distinct", u.nullsDistinct})
				}
				return reprConstraint(t, self, parts)
			},
		},
		GetSets: []object.GetSet{
			attr("fields", func(o Object) Object { return strTuple(uniqueOf(o).fields) }),
			attr("expressions", func(o Object) Object { return object.NewTuple(append([]Object(nil), uniqueOf(o).expressions...)...) }),
			attr("include", func(o Object) Object { return strTuple(uniqueOf(o).include) }),
			attr("opclasses", func(o Object) Object { return uniqueOf(o).opclassesObject() }),
			attr("condition", func(o Object) Object {
				if c := uniqueOf(o).condition; c != nil {
					return c
				}
				return none
			}),
			attr("nulls_distinct", func(o Object) Object { return orNone(uniqueOf(o).nullsDistinct) }),
			attr("deferrable", func(o Object) Object { return orNone(uniqueOf(o).deferrable) }),
		},
	})
	object.RegisterModule(&object.NativeModule{Name: deferrableModule, Source: deferrableSource})
	object.RegisterModule(&object.NativeModule{Name: constraintsModule, Init: func(t *Thread, m *object.Module) error {
		set(m, BaseConstraintType, CheckConstraintType, UniqueConstraintType)
		m.SetFunc("__getattr__", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if name := asStr(args[0]); name != "Deferrable" {
				return nil, object.AttributeErrorf(m, name, "module '%s' has no attribute '%s'", m.Name, name)
			}
			return deferrableClass(t)
		})
		return nil
	}})
}

func deferrableClass(t *Thread) (Object, error) {
	m, err := t.RT.Import(t, deferrableModule)
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, m, "Deferrable")
}

// warnRemoved warns of what Django 6.0 has no longer.
func warnRemoved(t *Thread, msg string) error {
	m, err := t.RT.Import(t, "django.utils.deprecation")
	if err != nil {
		return err
	}
	category, err := object.GetAttrName(t, m, "RemovedInDjango60Warning")
	if err != nil {
		return err
	}
	cls, ok := category.(*Type)
	if !ok {
		return nil
	}
	return warn(t, cls, msg)
}

// reprConstraint is <Class: name=value …>; a value is an object or text that stands as it is.
func reprConstraint(t *Thread, self Object, parts [][2]any) (string, error) {
	c, _ := native[constraint](self)
	if b := c.base(); true {
		if !isNone(b.code) {
			parts = append(parts, [2]any{"violation_error_code", b.code})
		}
		if !isNone(b.message) {
			custom, err := customMessage(t, self)
			if err != nil {
				return "", err
			}
			if custom {
				parts = append(parts, [2]any{"violation_error_message", b.message})
			}
		}
	}
	s := "<" + self.Type().Qualname + ":"
	for _, p := range parts {
		text, ok := p[1].(string)
		if !ok {
			var err error
			if text, err = repr(t, p[1].(Object)); err != nil {
				return "", err
			}
		}
		s += " " + p[0].(string) + "=" + text
	}
	return s + ">", nil
}

// customMessage tells whether a constraint has a message that is not its class's.
func customMessage(t *Thread, self Object) (bool, error) {
	c, _ := native[constraint](self)
	if isNone(c.base().message) {
		return false, nil
	}
	byDefault, err := object.GetAttrName(t, self, "default_violation_error_message")
	if err != nil {
		return false, err
	}
	same, err := object.Equal(t, c.base().message, byDefault)
	return !same, err
}

// sameConstraint is ==: two constraints of one kind whose arguments are equal. Others know how to compare themselves, mock.ANY for one.
func sameConstraint(t *Thread, x, y Object) (comparable, same bool, err error) {
	a, ok1 := native[constraint](x)
	b, ok2 := native[constraint](y)
	if !ok1 || !ok2 {
		return false, false, nil
	}
	ok := false
	switch a.(type) {
	case *CheckConstraint:
		_, ok = b.(*CheckConstraint)
	case *UniqueConstraint:
		_, ok = b.(*UniqueConstraint)
	}
	if !ok || x == y {
		return ok, ok, nil
	}
	var kinds [2]Object
	for i, o := range []Object{x, y} {
		d, err := deconstructConstraint(o)
		if err != nil {
			return false, false, err
		}
		tu := d.(*object.Tuple)
		kinds[i] = object.NewTuple(tu.Items[1:]...)
	}
	same, err = object.Equal(t, kinds[0], kinds[1])
	return true, same, err
}

func initCheck(t *Thread, self Object, args []Object, kw *Kwargs) error {
	a, err := sigCheck.Bind(append([]Object{self}, args...), kw)
	if err != nil {
		return err
	}
	c, _ := native[*CheckConstraint](self)
	c.condition = a[1]
	if !isNone(a[2]) {
		if err := warnRemoved(t, "CheckConstraint.check is deprecated in favor of `.condition`."); err != nil {
			return err
		}
		c.condition = a[2]
	}
	if cond, err := attrOpt(t, orNone(c.condition), "conditional"); err != nil {
		return err
	} else if yes, err := truth(t, cond); err != nil {
		return err
	} else if !yes {
		return object.TypeErrorf("CheckConstraint.condition must be a Q instance or boolean expression.")
	}
	c.name, c.code, c.message = asStr(a[3]), a[4], a[5]
	return nil
}

// opclassesObject is the argument opclasses as it was given.
func (u *UniqueConstraint) opclassesObject() Object {
	if u.opclassesGiven != nil {
		return u.opclassesGiven
	}
	return object.EmptyTuple
}

func isSequence(o Object) bool {
	_, l := object.AsList(o)
	_, tu := object.AsTuple(o)
	return l || tu
}

func initUnique(t *Thread, self Object, args []Object, kw *Kwargs) error {
	a, err := sigUnique.Bind(append([]Object{self}, args...), kw)
	if err != nil {
		return err
	}
	u, _ := native[*UniqueConstraint](self)
	if u.name = asStr(orNone(a[2])); u.name == "" {
		return object.ValueErrorf("A unique constraint must be named.")
	}
	exprs := a[10].(*object.Tuple).Items
	if !isNone(a[1]) {
		if u.fields, err = stringList(t, a[1]); err != nil {
			return err
		}
	}
	given := func(o Object) bool {
		if isNone(o) {
			return false
		}
		yes, err := object.Truth(t, o)
		return err == nil && yes
	}
	condition, deferrable, include, opclasses, nulls := orNone(a[3]), orNone(a[4]), orNone(a[5]), a[6], orNone(a[7])
	q, isQ := sql.AsQ(condition)
	if opclasses == nil {
		opclasses = object.EmptyTuple
	}
	switch {
	case len(exprs) == 0 && len(u.fields) == 0:
		return object.ValueErrorf("At least one field or expression is required to define a unique constraint.")
	case len(exprs) > 0 && len(u.fields) > 0:
		return object.ValueErrorf("UniqueConstraint.fields and expressions are mutually exclusive.")
	case condition != none && !isQ:
		return object.ValueErrorf("UniqueConstraint.condition must be a Q instance.")
	case given(condition) && given(deferrable):
		return object.ValueErrorf("UniqueConstraint with conditions cannot be deferred.")
	case given(include) && given(deferrable):
		return object.ValueErrorf("UniqueConstraint with include fields cannot be deferred.")
	case given(opclasses) && given(deferrable):
		return object.ValueErrorf("UniqueConstraint with opclasses cannot be deferred.")
	case len(exprs) > 0 && given(deferrable):
		return object.ValueErrorf("UniqueConstraint with expressions cannot be deferred.")
	case len(exprs) > 0 && given(opclasses):
		return object.ValueErrorf("UniqueConstraint.opclasses cannot be used with expressions. Use django.contrib.postgres.indexes.OpClass() instead.")
	}
	if deferrable != none {
		cls, err := deferrableClass(t)
		if err != nil {
			return err
		}
		if tp, ok := cls.(*Type); !ok || !object.IsInstance(deferrable, tp) {
			return object.TypeErrorf("UniqueConstraint.deferrable must be a Deferrable instance.")
		}
		u.deferrable = deferrable
	}
	if include != none && !isSequence(include) {
		return object.TypeErrorf("UniqueConstraint.include must be a list or tuple.")
	}
	if !isSequence(opclasses) {
		return object.TypeErrorf("UniqueConstraint.opclasses must be a list or tuple.")
	}
	if _, ok := nulls.(object.Bool); nulls != none && !ok {
		return object.TypeErrorf("UniqueConstraint.nulls_distinct must be a bool.")
	}
	if include != none {
		if u.include, err = stringList(t, include); err != nil {
			return err
		}
	}
	if u.opclasses, err = stringList(t, opclasses); err != nil {
		return err
	}
	if len(u.opclasses) > 0 && len(u.fields) != len(u.opclasses) {
		return object.ValueErrorf("UniqueConstraint.fields and UniqueConstraint.opclasses must have the same number of elements.")
	}
	if isQ {
		u.condition = q
	}
	u.opclassesGiven, u.nullsDistinct, u.code, u.message = opclasses, a[7], a[8], a[9]
	for _, e := range exprs {
		if s, ok := object.AsStr(e); ok {
			e = sql.NewF(s)
		}
		u.expressions = append(u.expressions, e)
	}
	return nil
}

// schemaMethod is create_sql(model, schema_editor) and its like of constraints and indexes: a function of the schema editor's module gives the statement.
func schemaMethod(name, function string) object.Method {
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if len(args) < 3 && kw.Get("schema_editor") == nil {
			return nil, object.TypeErrorf("%s.%s() missing 1 required positional argument: 'schema_editor'", object.TypeName(args[0]), name)
		}
		model := kw.Get("model")
		if len(args) > 1 {
			model = args[1]
		}
		m, err := t.RT.Import(t, "django.db.backends.sqlite3.schema")
		if err != nil {
			return nil, err
		}
		return object.CallMethod(t, m, function, orNone(model), args[0])
	}}
}

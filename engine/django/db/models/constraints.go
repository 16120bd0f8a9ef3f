package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Meta.constraints: CheckConstraint and UniqueConstraint.

const constraintsModule = "django.db.models.constraints"

// The classes of constraints.
var (
	BaseConstraintType   = object.Declare("BaseConstraint", constraintsModule)
	CheckConstraintType  = object.Declare("CheckConstraint", constraintsModule, BaseConstraintType)
	UniqueConstraintType = object.Declare("UniqueConstraint", constraintsModule, BaseConstraintType)
)

const defaultViolation = "Constraint “%(name)s” is violated."

// constraintBase is what all constraints have.
type constraintBase struct {
	self    *object.Instance
	name    string
	code    Object
	message Object // nil: the default
}

// CheckConstraint is the Go part of a CHECK.
type CheckConstraint struct {
	constraintBase
	condition Object
}

// UniqueConstraint is the Go part of a UNIQUE, of fields or expressions, with or without condition.
type UniqueConstraint struct {
	constraintBase
	fields         []string
	expressions    []Object
	condition      *sql.Q
	include        []string
	opclasses      []string
	opclassesGiven Object
	deferrable     Object
	nullsDistinct  Object
}

// plainConstraint is a BaseConstraint that a program derives from: it does what the program's methods say.
type plainConstraint struct{ constraintBase }

func (c *plainConstraint) validate(*Thread, *Type, Object, map[string]bool) error {
	return object.Errorf(object.NotImplementedErrorType, "This method must be implemented by a subclass.")
}

func (c *plainConstraint) copyFor(name string) Object {
	d := *c
	d.name = name
	d.self = object.NewInstance(c.self.Class, &d)
	return d.self
}

// constraint is what all of them implement.
type constraint interface {
	base() *constraintBase
	validate(t *Thread, model *Type, instance Object, ex map[string]bool) error
	copyFor(name string) Object
}

func (c *constraintBase) base() *constraintBase { return c }

// Name is constraint.name.
func (c *constraintBase) Name() string { return c.name }

// total tells whether the constraint covers all rows by fields alone (total_unique_constraints).
func (u *UniqueConstraint) total() bool {
	return u.condition == nil && len(u.expressions) == 0 && len(u.fields) > 0
}

// Fields, Expressions, Condition and Include are the constraint's arguments, for the schema editor.
func (u *UniqueConstraint) Fields() []string      { return u.fields }
func (u *UniqueConstraint) Expressions() []Object { return u.expressions }
func (u *UniqueConstraint) Condition() *sql.Q     { return u.condition }
func (u *UniqueConstraint) Include() []string     { return u.include }

// Condition is the Q or expression of a CHECK.
func (c *CheckConstraint) Condition() Object { return c.condition }

// violated is the ValidationError of a violation.
func (c *constraintBase) violated(t *Thread) error {
	msg := c.message
	if isNone(msg) {
		msg = str(defaultViolation)
	}
	p := object.NewDict()
	p.SetName("name", str(c.name))
	text, err := object.BinaryOp(t, object.Mod, msg, p)
	if err != nil {
		return err
	}
	e, err := object.Call(t, exceptions.ValidationError, []Object{text}, object.Kw("code", orNone(c.code)))
	if err != nil {
		return err
	}
	return e.(*object.Exception)
}

var (
	sigBase   = pysig.New("BaseConstraint.__init__", "self", "*args", "name=", "violation_error_code=", "violation_error_message=")
	sigCheck  = pysig.New("CheckConstraint.__init__", "self", "*", "condition=", "check=", "name", "violation_error_code=", "violation_error_message=")
	sigUnique = pysig.New("UniqueConstraint.__init__", "self", "*expressions", "fields=", "name=", "condition=", "deferrable=", "include=",
		"opclasses=", "nulls_distinct=", "violation_error_code=", "violation_error_message=")
	sigConstraintValidate = pysig.New("BaseConstraint.validate", "self", "model", "instance", "exclude=", "using=")
)

// fieldExpressionMap is Model._get_field_expression_map.
func fieldExpressionMap(t *Thread, self Object, opts *Options, ex map[string]bool) (*object.Dict, error) {
	out := object.NewDict()
	var generated []*Field
	for _, f := range opts.localFields {
		if !f.Concrete || ex[f.Name] {
			continue
		}
		if f.Generated {
			generated = append(generated, f)
			continue
		}
		v, err := object.GetAttr(t, self, f.attnameStr)
		if err != nil {
			return nil, err
		}
		if !sql.HasResolveExpression(v) {
			v = sql.NewValueAs(v, f)
		}
		out.SetName(f.Name, v)
	}
	if !ex["pk"] {
		pk, err := pkOf(t, self)
		if err != nil {
			return nil, err
		}
		if opts.pk != nil && opts.pk.composite == nil {
			out.SetName("pk", sql.NewValueAs(pk, opts.pk))
		}
	}
	if len(generated) > 0 {
		r := replacementsOf(t, out)
		for _, f := range generated {
			e, ok := sql.AsExpression(t, f.generated.expression)
			if !ok {
				continue
			}
			re, err := sql.ReplaceExpressions(t, e, r)
			if err != nil {
				return nil, err
			}
			w, err := sql.NewExpressionWrapper(t, re, f.generated.output)
			if err != nil {
				return nil, err
			}
			out.SetName(f.Name, w)
		}
	}
	return out, nil
}

// replacementsOf maps F(name) to the values of a field expression map.
func replacementsOf(t *Thread, m *object.Dict) *sql.Replacements {
	r := &sql.Replacements{}
	_ = each(m, func(k, v Object) error {
		if e, ok := sql.AsExpression(t, v); ok {
			r.Add(sql.NewF(asStr(k)), e)
		}
		return nil
	})
	return r
}

// checkCondition is Q(condition).check(against): does it hold, or is it unknown?
func checkCondition(t *Thread, q *sql.Q, against *object.Dict) (bool, error) {
	conn, err := connection(t, "")
	if err != nil {
		return false, err
	}
	return sql.CheckQ(t, q, against, conn)
}

func asQ(t *Thread, cond Object) (*sql.Q, error) {
	if q, ok := sql.AsQ(cond); ok {
		return q, nil
	}
	return sql.NewQ(t, []Object{cond}, nil)
}

// refsExcluded tells whether a condition or expression uses an excluded field.
func refsExcluded(t *Thread, o Object, model *Type, ex map[string]bool) bool {
	if len(ex) == 0 {
		return false
	}
	for _, name := range sql.FieldReferences(t, o) {
		first := strings.SplitN(name, "__", 2)[0]
		if first == "pk" {
			first = optionsOf(model).pk.Name
		}
		if f := optionsOf(model).field(first); f != nil && ex[f.Name] || ex[first] {
			return true
		}
	}
	return false
}

func (c *CheckConstraint) validate(t *Thread, model *Type, instance Object, ex map[string]bool) error {
	against, err := fieldExpressionMap(t, instance, optionsOf(model), ex)
	if err != nil {
		return err
	}
	q, err := asQ(t, c.condition)
	if err != nil {
		return err
	}
	ok, err := checkCondition(t, q, against)
	if object.IsException(err, exceptions.FieldError) {
		return nil // a field that it needs is excluded
	}
	if err != nil || ok {
		return err
	}
	return c.violated(t)
}

func (u *UniqueConstraint) validate(t *Thread, model *Type, instance Object, ex map[string]bool) error {
	opts := optionsOf(model)
	qs, err := defaultQuerySet(t, model)
	if err != nil {
		return err
	}
	if len(u.fields) > 0 {
		lookup := object.NewDict()
		for _, n := range u.fields {
			if ex[n] {
				return nil
			}
			f := opts.field(n)
			if f == nil {
				return object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", opts.objectName, n)
			}
			if f.Generated {
				if refsExcluded(t, f.generated.expression, model, ex) {
					return nil
				}
				continue
			}
			v, err := object.GetAttr(t, instance, f.attnameStr)
			if err != nil {
				return err
			}
			if v == none && u.nullsDistinct != object.False {
				return nil
			}
			lookup.SetName(f.Name, v)
		}
		if qs, err = qs.filterDict(t, lookup, false); err != nil {
			return err
		}
	} else {
		for _, e := range u.expressions {
			if refsExcluded(t, e, model, ex) {
				return nil
			}
		}
		m, err := fieldExpressionMap(t, instance, opts, ex)
		if err != nil {
			return err
		}
		var conds []Object
		for _, o := range u.expressions {
			e, ok := sql.AsExpression(t, o)
			if !ok {
				continue
			}
			if ob, isOrder := native[*sql.OrderBy](o); isOrder {
				e = ob.Expression()
			}
			rhs, err := sql.ReplaceExpressions(t, e, replacementsOf(t, m))
			if err != nil {
				return err
			}
			c, err := sql.NewExact(t, e, rhs)
			if err != nil {
				return err
			}
			conds = append(conds, c)
		}
		q, err := sql.NewQ(t, conds, nil)
		if err != nil {
			return err
		}
		if qs, err = qs.filterQ(t, q, false, true); err != nil {
			return err
		}
	}
	if !stateOf(instance).adding {
		pk, err := pkFor(t, instance, opts)
		if err != nil {
			return err
		}
		if pk != none {
			d := object.NewDict()
			d.SetName("pk", pk)
			if qs, err = qs.filterDict(t, d, true); err != nil {
				return err
			}
		}
	}
	if u.condition == nil {
		found, err := qs.exists(t)
		if err != nil || !found {
			return err
		}
		if len(u.fields) > 0 && isNone(u.message) {
			e, err := uniqueErrorMessage(t, instance, model, u.fields)
			if err != nil {
				return err
			}
			return e.(*object.Exception)
		}
		return u.violated(t)
	}
	if refsExcluded(t, u.condition, model, ex) {
		return nil
	}
	against, err := fieldExpressionMap(t, instance, opts, ex)
	if err != nil {
		return err
	}
	sub, err := qs.filterQ(t, u.condition, false, true)
	if err != nil {
		return err
	}
	q0, err := sub.SQLQuery(t)
	if err != nil {
		return err
	}
	exists, err := sql.NewExists(t, q0)
	if err != nil {
		return err
	}
	eq, err := sql.NewQ(t, []Object{exists}, nil)
	if err != nil {
		return err
	}
	q, err := u.condition.And(t, eq)
	if err != nil {
		return err
	}
	bad, err := checkCondition(t, q, against)
	if object.IsException(err, exceptions.FieldError) {
		return nil
	}
	if err != nil || !bad {
		return err
	}
	return u.violated(t)
}

// validateConstraints is Model.validate_constraints.
func validateConstraints(t *Thread, self Object, ex map[string]bool) error {
	errs := object.NewDict()
	for _, cls := range append([]*Type{self.Type()}, metaOf(self).allParents()...) {
		for _, o := range optionsOf(cls).constraints {
			c, ok := native[constraint](o)
			if !ok {
				continue
			}
			var err error
			if userAttr(o.Type(), object.Intern("validate")) != nil {
				s := object.NewSet()
				for n := range ex {
					_ = s.Add(t, str(n))
				}
				_, err = object.CallMethodKw(t, o, object.Intern("validate"), []Object{cls, self}, object.Kw("exclude", s))
			} else {
				err = c.validate(t, cls, self, ex)
			}
			if err == nil {
				continue
			}
			e := exceptions.IsValidation(err)
			if e == nil {
				return err
			}
			if u, ok := c.(*UniqueConstraint); ok && len(u.fields) == 1 && asStr(orNone(e.InstDict(true).GetName("code"))) == "unique" {
				l, ok := object.AsList(orNone(errs.GetName(u.fields[0])))
				if !ok {
					l = object.NewList(nil)
					errs.SetName(u.fields[0], l)
				}
				l.Items = append(l.Items, e)
				continue
			}
			if err := exceptions.UpdateErrorDict(t, e, errs); err != nil {
				return err
			}
		}
	}
	if errs.Len() > 0 {
		return exceptions.NewFrom(t, errs)
	}
	return nil
}

func (c *CheckConstraint) copyFor(name string) Object {
	d := *c
	d.name = name
	d.self = object.NewInstance(c.self.Class, &d)
	return d.self
}

func (u *UniqueConstraint) copyFor(name string) Object {
	d := *u
	d.name = name
	d.self = object.NewInstance(u.self.Class, &d)
	return d.self
}

// formatNames is Options._format_names: %(app_label)s and %(class)s in the names of constraints and indexes.
func formatNames(t *Thread, o *Options, items []Object) ([]Object, error) {
	fill := strings.NewReplacer("%(app_label)s", strings.ToLower(o.appLabel), "%(class)s", strings.ToLower(o.objectName))
	out := make([]Object, len(items))
	for i, x := range items {
		out[i] = x
		switch c := object.Native(x).(type) {
		case constraint:
			out[i] = c.copyFor(fill.Replace(c.base().name))
		case *Index:
			d := *c
			d.name = fill.Replace(c.name)
			d.self = object.NewInstance(c.self.Class, &d)
			out[i] = d.self
		}
	}
	return out, nil
}

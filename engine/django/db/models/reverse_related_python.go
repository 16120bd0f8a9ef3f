package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What programs do with reverse relations beside reading them: make them by hand, compare and hash them.

func sigRel(name string, params ...string) *pysig.Sig {
	return pysig.New(name+".__init__", append([]string{"self", "field", "to"}, params...)...)
}

// initRel is what the constructors share; given are the arguments after field and to, by their names.
func initRel(t *Thread, self, field, to Object, given map[string]Object) error {
	r, ok := native[*Rel](self)
	if !ok {
		return object.TypeErrorf("expected a relation, not '%s'", object.TypeName(self))
	}
	f, ok := native[*Field](field)
	if !ok {
		return object.TypeErrorf("a field expected, not '%s'", object.TypeName(field))
	}
	if !isNone(given["through_fields"]) && isNone(given["through"]) {
		return object.ValueErrorf("Cannot specify through_fields without a through model")
	}
	own := r.Self
	*r = *newRel(own.Class, f, to)
	r.Self = own
	r.takeNames(given["related_name"], given["related_query_name"], given["limit_choices_to"])
	r.onDelete, r.fieldName = given["on_delete"], asStr(orNone(given["field_name"]))
	var err error
	flag := func(to *bool, name string) {
		if v := given[name]; v != nil && err == nil {
			*to, err = object.Truth(t, v)
		}
	}
	flag(&r.parentLink, "parent_link")
	if r.ManyToMany {
		r.symmetrical = true
	}
	flag(&r.symmetrical, "symmetrical")
	flag(&r.dbConstraint, "db_constraint")
	if err != nil {
		return err
	}
	if through := given["through"]; !isNone(through) {
		if !r.dbConstraint {
			return object.ValueErrorf("Can't supply a through model and db_constraint=False")
		}
		r.throughArg = through
		r.through, _ = through.(*Type)
	}
	return r.takeThroughFields(t, given["through_fields"])
}

// takeThroughFields keeps the names as they were given too, which is how they are shown.
func (r *Rel) takeThroughFields(t *Thread, names Object) (err error) {
	if !isNone(names) {
		r.throughFieldsArg = names
		r.throughFields, err = stringList(t, names)
	}
	return err
}

// relInit is the constructor with these parameters after field and to.
func relInit(name string, params ...string) func(t *Thread, self Object, args []Object, kw *Kwargs) error {
	return func(t *Thread, self Object, args []Object, kw *Kwargs) error {
		a, err := sigRel(name, params...).Bind(append([]Object{self}, args...), kw)
		if err != nil {
			return err
		}
		given := map[string]Object{}
		for i, p := range params {
			if p[len(p)-1] == '=' {
				p = p[:len(p)-1]
			}
			given[p] = a[3+i]
		}
		return initRel(t, self, a[1], a[2], given)
	}
}

// identity is ForeignObjectRel.identity: what makes two relations the same, wherever their field was inherited to.
func (r *Rel) identity(t *Thread) (*object.Tuple, error) {
	limit, err := sql.MakeHashable(t, orNone(r.limitChoicesTo))
	if err != nil {
		return nil, err
	}
	var name Object = none
	if r.named || r.relatedName != "" {
		name = str(r.relatedName)
	}
	var model = r.toArg
	if r.to != nil {
		model = r.to
	}
	out := []Object{r.field.Self, orNone(model), name, strOrNoneObj(r.relatedQueryName), limit, object.NewBool(r.parentLink), orNone(r.onDelete),
		object.NewBool(r.symmetrical), object.NewBool(r.multiple)}
	if !r.ManyToMany {
		return object.NewTuple(append(out, strOrNoneObj(r.fieldName))...), nil
	}
	fields, err := sql.MakeHashable(t, orNone(r.throughFieldsArg))
	through := orNone(r.throughArg)
	if r.through != nil {
		through = r.through
	}
	return object.NewTuple(append(out, through, fields, object.NewBool(r.dbConstraint))...), err
}

// relNew is the relation before its __init__.
func relNew(_ *Thread, cls *Type, _ []Object, _ *Kwargs) (Object, error) {
	r := &Rel{}
	r.Self = object.NewInstance(cls, r)
	return r.Self, nil
}

func relHash(t *Thread, o Object) (int64, error) {
	r, _ := native[*Rel](o)
	id, err := r.identity(t)
	if err != nil {
		return 0, err
	}
	return object.Hash(t, id)
}

func relCompare(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
	x, _ := native[*Rel](a)
	y, ok := native[*Rel](b)
	if op != object.EQ && op != object.NE || !ok || x.field == nil || y.field == nil {
		return object.NotImplemented, nil
	}
	if x == y {
		return object.NewBool(op == object.EQ), nil
	}
	i, err := x.identity(t)
	if err != nil {
		return nil, err
	}
	j, err := y.identity(t)
	if err != nil {
		return nil, err
	}
	same, err := object.Equal(t, i, j)
	return object.NewBool(same == (op == object.EQ)), err
}

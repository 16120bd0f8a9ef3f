package models

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// rawQuery is raw_queryset.query: the SQL with its parameters, and the cursor once it has been sent.
type rawQuery struct{ r *RawQuerySet }

var rawQueryType = object.Declare("RawQuery", "django.db.models.sql.query")

func (*rawQuery) Type() *Type { return rawQueryType }

// shown is the SQL with the parameters in their places, for people.
func (r *RawQuerySet) shown(t *Thread) (string, error) {
	text, params, err := r.paramList(t)
	if err != nil {
		return "", err
	}
	if isNone(r.params) {
		return text, nil
	}
	parts := make([]Object, len(params))
	for i, p := range params {
		s, err := object.ToStr(t, p)
		if err != nil {
			return "", err
		}
		parts[i] = str(s)
	}
	var args Object = object.NewTuple(parts...)
	if d, ok := object.AsDict(r.params); ok {
		args = d
	}
	s, err := object.BinaryOp(t, object.Mod, str(text), args)
	if err != nil {
		return "", err
	}
	return asStr(s), nil
}

func init() {
	get := func(name string, f func(t *Thread, r *RawQuerySet) (Object, error)) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) { return f(t, o.(*rawQuery).r) }}
	}
	rawQueryType.Define(object.Spec{
		Slots: object.Slots{
			Str: func(t *Thread, o Object) (string, error) { return o.(*rawQuery).r.shown(t) },
			Repr: func(t *Thread, o Object) (string, error) {
				s, err := o.(*rawQuery).r.shown(t)
				return "<RawQuery: " + s + ">", err
			},
		},
		GetSets: []object.GetSet{
			get("sql", func(t *Thread, r *RawQuerySet) (Object, error) { return str(r.query), nil }),
			get("params", func(t *Thread, r *RawQuerySet) (Object, error) { return orNone(r.params), nil }),
			get("cursor", func(t *Thread, r *RawQuerySet) (Object, error) { return orNone(r.cursor), nil }),
			get("using", func(t *Thread, r *RawQuerySet) (Object, error) {
				alias, err := r.using(t)
				return str(alias), err
			}),
		},
	})
}

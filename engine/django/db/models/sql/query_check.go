package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What the validation of constraints needs.

// Add says that from is replaced by to.
func (r *Replacements) Add(from, to Expression) { r.add(from, to) }

// ReplaceExpressions is e.replace_expressions(replacements).
func ReplaceExpressions(t *object.Thread, e Expression, r *Replacements) (Expression, error) {
	return e.ReplaceExpressions(t, r)
}

// NewExpressionWrapper is ExpressionWrapper(e, output_field=f).
func NewExpressionWrapper(t *object.Thread, e Expression, f Field) (Expression, error) {
	return newWrapper(e, f), nil
}

// NewExact is Exact(lhs, rhs).
func NewExact(t *object.Thread, lhs Expression, rhs object.Object) (Expression, error) {
	l, err := NewLookup(t, ExactType, lhs, rhs)
	if err != nil {
		return nil, err
	}
	return l, nil
}

// Expression is the ordered expression.
func (o *OrderBy) Expression() Expression { return o.Expr }

// FieldReferences lists the paths that a Q or an expression refers to (referenced_base_fields before the paths are cut).
func FieldReferences(t *object.Thread, o object.Object) []string {
	if q, ok := o.(*Q); ok {
		return qPaths(t, q)
	}
	e, ok := AsExpression(t, o)
	if !ok {
		return nil
	}
	return qPaths(t, qOf(e))
}

// ContainsRawSQL tells whether a Q or an expression has a RawSQL in it.
func ContainsRawSQL(t *object.Thread, o object.Object) bool {
	q, ok := o.(*Q)
	if !ok {
		e, ok := AsExpression(t, o)
		if !ok {
			return false
		}
		q = qOf(e)
	}
	for _, x := range flattenQ(q, nil) {
		if _, ok := x.(*RawSQL); ok {
			return true
		}
	}
	return false
}

// CheckQ is Q.check(against): whether the condition holds (or is unknown) for the given values by name. It asks the database.
func CheckQ(t *object.Thread, q *Q, against *object.Dict, conn Connection) (bool, error) {
	query := NewQuery(nil)
	for _, k := range against.Keys() {
		v, _ := against.Get(t, k)
		name, _ := object.AsStr(k)
		e, ok := AsExpression(t, v)
		if !ok {
			e = NewValue(v)
		}
		if err := query.AddAnnotation(t, e, name, false); err != nil {
			return false, err
		}
	}
	if err := query.AddAnnotation(t, newInt(1), "_check", true); err != nil {
		return false, err
	}
	co := newCoalesce(q, NewValue(object.True))
	co.outputField, co.fieldGiven = newField("BooleanField"), true
	if err := query.AddQ(t, qOf(co)); err != nil {
		return false, err
	}
	found := false
	run := func() error {
		row, err := query.compilerFor(conn, true).executeSingle(t)
		found = row != nil
		return err
	}
	var err error
	if conn.InAtomicBlock() {
		err = conn.Atomic(t, true, run)
	} else {
		err = run()
	}
	if err != nil && object.IsException(err, utils.DatabaseError) {
		return true, logCheckFailed(t, q, err)
	}
	return found, err
}

package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Join types.
const (
	INNER  = "INNER JOIN"
	LOUTER = "LEFT OUTER JOIN"
)

// table is an entry of the FROM clause: Django's BaseTable, or its Join when joinField is set. Tables are immutable: they are shared between clones of a query.
type table struct {
	name        string
	alias       string // not known yet while the join is being looked up
	parentAlias string
	joinType    string // "" for a base table
	joinField   JoinField
	joinFields  [][2]Field
	nullable    bool
	filtered    *FilteredRelation
}

func (j *table) isJoin() bool { return j.joinField != nil }

func newJoin(name, parent, alias string, field JoinField, nullable bool, fr *FilteredRelation) (*table, error) {
	pairs, err := field.JoiningFields()
	if err != nil {
		return nil, err
	}
	return &table{name: name, parentAlias: parent, alias: alias, joinType: INNER, joinField: field, joinFields: pairs, nullable: nullable, filtered: fr}, nil
}

// same is ==: the alias and the join type do not matter for joins.
func (j *table) same(t *object.Thread, o *table) bool {
	if j.isJoin() != o.isJoin() {
		return false
	}
	if !j.isJoin() {
		return j.name == o.name && j.alias == o.alias
	}
	return j.name == o.name && j.parentAlias == o.parentAlias && j.joinField == o.joinField && j.filtered.same(t, o.filtered)
}

func (j *table) relabeled(m AliasMap) *table {
	n := *j
	n.parentAlias, n.alias = m.get(j.parentAlias), m.get(j.alias)
	if j.filtered != nil {
		n.filtered = j.filtered.RelabeledClone(m).(*FilteredRelation)
	}
	return &n
}

func (j *table) withType(joinType string) *table {
	n := *j
	n.joinType = joinType
	return &n
}

// writeSQL appends the FROM entry.
func (j *table) writeSQL(t *object.Thread, c *SQLCompiler, b *strings.Builder) (Params, error) {
	qn := c.quoteNameUnlessAlias
	if !j.isJoin() {
		b.WriteString(qn(j.name))
		if j.alias != j.name {
			b.WriteByte(' ')
			b.WriteString(qn(j.alias))
		}
		return nil, nil
	}
	b.WriteString(j.joinType)
	b.WriteByte(' ')
	b.WriteString(qn(j.name))
	if j.alias != j.name {
		b.WriteByte(' ')
		b.WriteString(qn(j.alias))
	}
	b.WriteString(" ON (")
	n := 0
	and := func() {
		if n > 0 {
			b.WriteString(" AND ")
		}
		n++
	}
	for _, p := range j.joinFields {
		and()
		b.WriteString(qn(j.parentAlias))
		b.WriteByte('.')
		b.WriteString(QuoteName(p[0].Info().Column))
		b.WriteString(" = ")
		b.WriteString(qn(j.alias))
		b.WriteByte('.')
		b.WriteString(QuoteName(p[1].Info().Column))
	}
	var params Params
	extra, err := j.joinField.ExtraRestriction(t, j.alias, j.parentAlias)
	if err != nil {
		return nil, err
	}
	if !extra.Empty() {
		s, ps, err := c.Compile(t, extra)
		if err != nil {
			return nil, err
		}
		and()
		b.WriteString("(" + s + ")")
		params = append(params, ps...)
	}
	if j.filtered != nil {
		s, ps, err := c.Compile(t, j.filtered)
		if err != nil {
			if !isFullResultSet(err) {
				return nil, err
			}
		} else {
			and()
			b.WriteString("(" + s + ")")
			params = append(params, ps...)
		}
	}
	if n == 0 {
		f := j.joinField.Info()
		if r, ok := j.joinField.(Rel); ok {
			f = r.Field().Info()
		}
		r, err := object.Repr(t, f.Self.Class)
		if err != nil {
			return nil, err
		}
		return nil, object.ValueErrorf("Join generated an empty ON clause. %s did not yield either joining columns or extra restrictions.", r)
	}
	b.WriteByte(')')
	return params, nil
}

// FilteredRelationType is django.db.models.query_utils.FilteredRelation.
var FilteredRelationType = object.Declare("FilteredRelation", "django.db.models.query_utils")

// FilteredRelation is a relation with a condition of its own in the ON clause.
type FilteredRelation struct {
	Base
	RelationName string
	Alias        string
	Condition    *Q
	resolved     Expression
}

// AsFilteredRelation gives the FilteredRelation of a Python object, if it is one.
func AsFilteredRelation(o object.Object) (*FilteredRelation, bool) {
	f, ok := o.(*FilteredRelation)
	return f, ok
}

func (f *FilteredRelation) clone() *FilteredRelation {
	n := makeExpr(&FilteredRelation{RelationName: f.RelationName, Alias: f.Alias, Condition: f.Condition, resolved: f.resolved}, f.class)
	if w, ok := n.resolved.(*WhereNode); ok {
		n.resolved = w.Clone()
	}
	return n
}

func (f *FilteredRelation) Copy() Expression { return f.clone() }

func (f *FilteredRelation) same(t *object.Thread, o *FilteredRelation) bool {
	if f == nil || o == nil {
		return f == o
	}
	return f.RelationName == o.RelationName && f.Alias == o.Alias && Equal(t, f.Condition, o.Condition)
}

func (f *FilteredRelation) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	n := f.clone()
	clause, _, err := q.buildFilter(t, f.Condition, filterArgs{canReuse: r.Reuse, allowJoins: true, checkFilterable: true})
	n.resolved = clause
	return n, err
}

func (f *FilteredRelation) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return c.Compile(t, f.resolved)
}

func (f *FilteredRelation) RelabeledClone(m AliasMap) Expression {
	n := f.clone()
	if n.resolved != nil {
		n.resolved = n.resolved.RelabeledClone(m)
	}
	return n
}

var sigFilteredRelation = pysig.New("FilteredRelation.__init__", "self", "relation_name", "*", "condition=")

func init() {
	FilteredRelationType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *FilteredRelation { return &FilteredRelation{} }),
			Init: initOf(func(t *object.Thread, f *FilteredRelation, args []object.Object, kw *object.Kwargs) error {
				a, err := sigFilteredRelation.Bind(prependSelf(f, args), kw)
				if err != nil {
					return err
				}
				ok, err := object.Truth(t, a[1])
				if err != nil {
					return err
				}
				if !ok {
					return object.ValueErrorf("relation_name cannot be empty.")
				}
				f.RelationName, _ = object.AsStr(a[1])
				f.Condition = newQ(AND)
				if a[2] != nil {
					if f.Condition, ok = a[2].(*Q); !ok {
						return object.ValueErrorf("condition argument must be a Q() instance.")
					}
				}
				return nil
			}),
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				x, ok1 := a.(*FilteredRelation)
				y, ok2 := b.(*FilteredRelation)
				if !ok1 || !ok2 || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				return object.NewBool(x.same(t, y) == (op == object.EQ)), nil
			},
			Hash: func(t *object.Thread, o object.Object) (int64, error) {
				return object.NewStr(o.(*FilteredRelation).RelationName).Hash(), nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "relation_name", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(o.(*FilteredRelation).RelationName), nil
			}},
			{Name: "condition", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*FilteredRelation).Condition, nil
			}},
		},
	})
}

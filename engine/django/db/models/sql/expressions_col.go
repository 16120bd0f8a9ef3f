package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Col is a column of a table in the query. Cols are immutable once made (they are shared by field and alias).
type Col struct {
	Base
	Alias  string // "" for None: the bare column
	Target Field

	possiblyMultivalued bool
	given               object.Object // what a program has given as the target if that is no field, for the repr
	sql                 string        // "alias"."column" where the alias is the table's own name, which is always quoted
}

// NewCol is Col(alias, target, output_field); a nil output means the target.
func NewCol(alias string, target, output Field) *Col {
	c := &Col{Alias: alias, Target: target}
	if output == nil {
		output = target
	}
	c.init(ColType, c)
	c.outputField = output
	c.columnRefs, c.aggregate, c.overClause, c.subqueries = yes, no, no, no
	return c
}

// DefaultGetCol is Field.get_col: one Col per field is kept for its own table.
func DefaultGetCol(f Field, alias string, output Field) *Col {
	info := f.Info()
	if info.Model == nil || output != nil && output != f {
		return NewCol(alias, f, output)
	}
	if c := info.cachedCol; c != nil && c.Alias == alias {
		return c
	}
	c := NewCol(alias, f, output)
	if m := Meta(info.Model); m != nil && alias == m.DBTable() {
		c.sql = QuoteName(alias) + "." + QuoteName(info.Column)
		info.cachedCol = c
	}
	return c
}

func (c *Col) Copy() Expression {
	n := *c
	n.copied(&n)
	return &n
}

func (c *Col) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	if !r.Summarize {
		return c, nil // a copy would differ in nothing
	}
	return c.Base.ResolveExpression(t, q, r)
}

func (c *Col) AsSQL(t *object.Thread, cc *SQLCompiler, ctx *Context) (string, Params, error) {
	if c.sql != "" {
		return c.sql, nil, nil
	}
	col := QuoteName(c.Target.Info().Column)
	if c.Alias == "" {
		return col, nil, nil
	}
	return cc.quoteNameUnlessAlias(c.Alias) + "." + col, nil, nil
}

func (c *Col) AsSQLite(t *object.Thread, cc *SQLCompiler, ctx *Context) (string, Params, error) {
	return c.AsSQL(t, cc, ctx)
}

func (c *Col) RelabeledClone(m AliasMap) Expression {
	if c.Alias == "" {
		return c
	}
	n, ok := m[c.Alias]
	if !ok {
		return c
	}
	nc := NewCol(n, c.Target, c.outputField)
	return nc
}

func (c *Col) GroupByCols(t *object.Thread) ([]Expression, error) { return []Expression{c}, nil }

func (c *Col) DBConverters(t *object.Thread, conn Connection) ([]Converter, error) {
	cs, err := c.outputField.DBConverters(t, conn)
	if err != nil || c.outputField == c.Target {
		return cs, err
	}
	more, err := c.Target.DBConverters(t, conn)
	if err != nil {
		return nil, err
	}
	return append(cs[:len(cs):len(cs)], more...), nil
}

func (c *Col) SelectFormat(t *object.Thread, cc *SQLCompiler, sql string, params Params) (string, Params, error) {
	return c.outputField.SelectFormat(t, cc, sql, params)
}

func (c *Col) sameAs(t *object.Thread, o Expression) bool {
	d := o.(*Col)
	return c.Alias == d.Alias && sameFieldIdentity(c.Target, d.Target) && sameFieldIdentity(c.outputField, d.outputField)
}

// ColPairs is the left side of a look-up over several columns (composite keys).
type ColPairs struct {
	Base
	Alias            string
	Targets, Sources []Field
}

// NewColPairs is ColPairs(alias, targets, sources, output_field).
func NewColPairs(alias string, targets, sources []Field, output Field) *ColPairs {
	c := makeExpr(&ColPairs{Alias: alias, Targets: targets, Sources: sources}, ColPairsType)
	c.outputField = output
	return c
}

// Cols is get_cols().
func (c *ColPairs) Cols() []*Col {
	out := make([]*Col, len(c.Targets))
	for i, f := range c.Targets {
		out[i] = NewCol(c.Alias, f, c.Sources[i])
	}
	return out
}

func (c *ColPairs) Copy() Expression {
	n := *c
	n.copied(&n)
	return &n
}

func (c *ColPairs) SourceExpressions() []Expression {
	out := make([]Expression, len(c.Targets))
	for i, x := range c.Cols() {
		out[i] = x
	}
	return out
}

func (c *ColPairs) SetSourceExpressions(es []Expression) {
	c.Targets, c.Sources = make([]Field, len(es)), make([]Field, len(es))
	for i, e := range es {
		if x, ok := e.(*Col); ok {
			c.Targets[i], c.Sources[i] = x.Target, x.outputField
		}
	}
}

func (c *ColPairs) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	return c, nil
}

func (c *ColPairs) AsSQL(t *object.Thread, cc *SQLCompiler, ctx *Context) (string, Params, error) {
	parts := make([]string, len(c.Targets))
	for i, x := range c.Cols() {
		parts[i], _, _ = x.AsSQL(t, cc, nil)
	}
	return strings.Join(parts, ", "), nil, nil
}

func (c *ColPairs) RelabeledClone(m AliasMap) Expression {
	return NewColPairs(m.get(c.Alias), c.Targets, c.Sources, c.outputField)
}

func (c *ColPairs) SelectFormat(t *object.Thread, cc *SQLCompiler, sql string, params Params) (string, Params, error) {
	return sql, params, nil
}

func (c *ColPairs) ResolveOutputField(t *object.Thread) (Field, error) { return c.outputField, nil }

func (c *ColPairs) sameAs(t *object.Thread, o Expression) bool { return c.Alias == o.(*ColPairs).Alias }

// Ref is a reference to a column alias of the SELECT clause. With ordinal set it is the compiler's PositionRef.
type Ref struct {
	Base
	Name    string
	Source  Expression
	ordinal int
}

// NewRef is Ref(name, source).
func NewRef(name string, source Expression) *Ref {
	return makeExpr(&Ref{Name: name, Source: source}, RefType)
}

func (r *Ref) Copy() Expression {
	n := *r
	n.copied(&n)
	return &n
}

func (r *Ref) SourceExpressions() []Expression      { return []Expression{r.Source} }
func (r *Ref) SetSourceExpressions(es []Expression) { r.Source = es[0] }

func (r *Ref) ResolveExpression(t *object.Thread, q *Query, a ResolveArgs) (Expression, error) {
	return r, nil
}

func (r *Ref) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if r.ordinal > 0 {
		return itoa(r.ordinal), nil, nil
	}
	return QuoteName(r.Name), nil, nil
}

func (r *Ref) Refs(s *AliasSet)                                   { s.Add(r.Name) }
func (r *Ref) GroupByCols(t *object.Thread) ([]Expression, error) { return []Expression{r}, nil }

func (r *Ref) RelabeledClone(m AliasMap) Expression {
	n := r.Copy().(*Ref)
	n.Source = r.Source.RelabeledClone(m)
	return n
}

func (r *Ref) sameAs(t *object.Thread, o Expression) bool {
	x := o.(*Ref)
	return r.Name == x.Name && r.ordinal == x.ordinal
}

func init() {
	getStr := func(name string, f func(object.Object) string) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			if s := f(o); s != "" {
				return object.NewStr(s), nil
			}
			return object.None, nil
		}}
	}
	ColType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() *Col { return &Col{} }), Init: initOf(initCol), Repr: func(t *object.Thread, o object.Object) (string, error) {
			c := o.(*Col)
			target := c.given
			if target == nil {
				target = FieldObject(c.Target)
			}
			s, err := object.ToStr(t, target)
			if c.Alias != "" {
				s = c.Alias + ", " + s
			}
			return o.Type().Name + "(" + s + ")", err
		}},
		GetSets: []object.GetSet{
			getStr("alias", func(o object.Object) string { return o.(*Col).Alias }),
			{Name: "target", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if c := o.(*Col); c.given != nil {
					return c.given, nil
				}
				return FieldObject(o.(*Col).Target), nil
			}},
		},
	})
	ColPairsType.Define(object.Spec{})
	RefType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() *Ref { return &Ref{} }), Init: initOf(initRef), Repr: func(t *object.Thread, o object.Object) (string, error) {
			r := o.(*Ref)
			s, err := exprStr(t, r.Source)
			return o.Type().Name + "(" + r.Name + ", " + s + ")", err
		}},
		GetSets: []object.GetSet{
			getStr("refs", func(o object.Object) string { return o.(*Ref).Name }),
			{Name: "source", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Ref).Source, nil }},
		},
	})
	PositionRefType.Define(object.Spec{})
}

var (
	sigCol = pysig.New("Col.__init__", "self", "alias", "target", "output_field=")
	sigRef = pysig.New("Ref.__init__", "self", "refs", "source")
)

// initCol is Col(alias, target, output_field) of a program.
func initCol(t *object.Thread, c *Col, args []object.Object, kw *object.Kwargs) error {
	a, err := sigCol.Bind(prependSelf(c, args), kw)
	if err != nil {
		return err
	}
	c.Alias, _ = object.AsStr(a[1])
	target, ok := AsField(a[2])
	if !ok {
		c.given = a[2]
		return nil
	}
	c.Target, c.outputField = target, target
	if a[3] != nil {
		if out, ok := AsField(a[3]); ok {
			c.outputField = out
		}
	}
	c.columnRefs, c.aggregate, c.overClause, c.subqueries = yes, no, no, no
	return nil
}

// initRef is Ref(refs, source) of a program.
func initRef(t *object.Thread, r *Ref, args []object.Object, kw *object.Kwargs) error {
	a, err := sigRef.Bind(prependSelf(r, args), kw)
	if err != nil {
		return err
	}
	r.Name, _ = object.AsStr(a[1])
	var ok bool
	if r.Source, ok = AsExpression(t, a[2]); !ok {
		return object.TypeErrorf("the source of a Ref must be an expression, not '%s'", object.TypeName(a[2]))
	}
	return nil
}

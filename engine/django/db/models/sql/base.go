package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Params are the parameters of a piece of SQL, in order.
type Params = []object.Object

// Expression is a node of a query: what Django calls anything with resolve_expression and as_sql. Lookups, aggregates and Query itself are Expressions.
//
// The methods are Django's own without regard to Python overrides; callers use the functions of dispatch.go (Compile, Resolve, OutputField …), which honour them.
type Expression interface {
	object.Object
	object.HasDict
	base() *Base

	// SourceExpressions is get_source_expressions(); entries may be nil (None). The slice must not be changed.
	SourceExpressions() []Expression
	// SetSourceExpressions is set_source_expressions().
	SetSourceExpressions(es []Expression)
	// Copy is copy(): a shallow copy.
	Copy() Expression

	// ResolveExpression is resolve_expression(query, allow_joins, reuse, summarize, for_save).
	ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error)
	// AsSQL is as_sql(compiler, connection, **extra_context); AsSQLite is as_sqlite where there is one, else the same. ctx may be nil.
	AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error)
	AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error)
	// ResolveOutputField is _resolve_output_field(): nil when there is nothing to infer from.
	ResolveOutputField(t *object.Thread) (Field, error)
	// SourceFields is get_source_fields(): entries may be nil.
	SourceFields(t *object.Thread) ([]Field, error)

	// RelabeledClone is relabeled_clone(change_map).
	RelabeledClone(m AliasMap) Expression
	// ReplaceExpressions is replace_expressions(replacements).
	ReplaceExpressions(t *object.Thread, r *Replacements) (Expression, error)
	// GroupByCols is get_group_by_cols().
	GroupByCols(t *object.Thread) ([]Expression, error)
	// Conditional tells whether the output is boolean (the property conditional).
	Conditional(t *object.Thread) (bool, error)
	// Refs adds the names of get_refs() to the set.
	Refs(s *AliasSet)
	// PrefixReferences is prefix_references(prefix).
	PrefixReferences(prefix string) Expression
	// SelectFormat is select_format(compiler, sql, params).
	SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error)
	// DBConverters is get_db_converters(connection).
	DBConverters(t *object.Thread, conn Connection) ([]Converter, error)
	// GetLookup and GetTransform give a class or nil.
	GetLookup(t *object.Thread, name string) (object.Object, error)
	GetTransform(t *object.Thread, name string) (object.Object, error)

	ContainsAggregate() bool
	ContainsOverClause() bool
	ContainsColumnReferences() bool
	ContainsSubquery() bool
	// EmptyResultSetValue is empty_result_set_value, NotImplemented by default.
	EmptyResultSetValue() object.Object
	// sameAs compares what class and sources do not tell; other has the same class.
	sameAs(t *object.Thread, other Expression) bool
}

// ResolveArgs are the arguments of resolve_expression.
type ResolveArgs struct {
	AllowJoins bool
	// Reuse holds the aliases that may be reused; nil means all of them (None).
	Reuse              *AliasSet
	Summarize, ForSave bool
}

// resolveDefault is resolve_expression's defaults.
var resolveDefault = ResolveArgs{AllowJoins: true}

// AliasMap is a change map from old aliases to new ones.
type AliasMap map[string]string

func (m AliasMap) get(alias string) string {
	if n, ok := m[alias]; ok {
		return n
	}
	return alias
}

// Context holds the keyword arguments that as_sql hands up its super() chain. A nil *Context is empty.
type Context struct {
	Function, Template, ArgJoiner string // "" for None
	Names                         []string
	Values                        []string
}

// with gives a context that also has name.
func (x *Context) with(name, value string) *Context {
	n := &Context{}
	if x != nil {
		*n = *x
	}
	n.Names = append(n.Names[:len(n.Names):len(n.Names)], name)
	n.Values = append(n.Values[:len(n.Values):len(n.Values)], value)
	return n
}

func (x *Context) withFunction(f string) *Context {
	n := &Context{}
	if x != nil {
		*n = *x
	}
	n.Function = f
	return n
}

func (x *Context) withTemplate(s string) *Context {
	n := &Context{}
	if x != nil {
		*n = *x
	}
	n.Template = s
	return n
}

func (x *Context) get(name string) (string, bool) {
	if x != nil {
		for i := len(x.Names) - 1; i >= 0; i-- {
			if x.Names[i] == name {
				return x.Values[i], true
			}
		}
	}
	return "", false
}

// Base is what every Expression embeds: its class, its Python attributes and the answers that Django keeps in cached properties. self is
// the expression itself, so that Base's methods reach the overriding ones of the outer struct.
type Base struct {
	class *object.Type
	dict  *object.Dict
	self  Expression

	// outputField is output_field where it was given or has been inferred.
	outputField Field
	// fieldGiven tells that outputField was an argument of the constructor.
	fieldGiven bool
	aggregate  tristate
	overClause tristate
	columnRefs tristate
	subqueries tristate
	isSummary  bool

	made *constructed // what a program called the class with, nil for expressions that were made here
}

type tristate uint8

const (
	unknown tristate = iota
	no
	yes
)

func known(b bool) tristate {
	if b {
		return yes
	}
	return no
}

// Type implements object.Object.
func (b *Base) Type() *object.Type { return b.class }

// InstDict implements object.HasDict.
func (b *Base) InstDict(create bool) *object.Dict {
	if b.dict == nil && create {
		b.dict = object.NewDict()
	}
	return b.dict
}

func (b *Base) base() *Base { return b }

func (b *Base) init(class *object.Type, self Expression) { b.class, b.self = class, self }

// copied finishes a struct copy: n is the copy.
func (b *Base) copied(n Expression) {
	b.self = n
	if b.dict != nil {
		b.dict = b.dict.Copy()
	}
}

func (b *Base) SourceExpressions() []Expression      { return nil }
func (b *Base) SetSourceExpressions(es []Expression) {}

func (b *Base) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	c := copyOf(t, b.self)
	c.base().isSummary = r.Summarize
	return c, resolveSources(t, c, q, r)
}

// resolveSources resolves the source expressions of c in place.
func resolveSources(t *object.Thread, c Expression, q *Query, r ResolveArgs) error {
	src, err := SourcesOf(t, c)
	if err != nil || len(src) == 0 {
		return err
	}
	out := make([]Expression, len(src))
	for i, e := range src {
		if e == nil {
			continue
		}
		if out[i], err = Resolve(t, e, q, r); err != nil {
			return err
		}
		if err := checkComposite(c, out[i]); err != nil {
			return err
		}
	}
	return setSources(t, c, out)
}

// checkComposite refuses a composite primary key as part of an expression that cannot do with one.
func checkComposite(c, source Expression) error {
	if _, pairs := source.(*ColPairs); pairs && !classFlag(c, strAllowsComposite) {
		return object.ValueErrorf("%s expression does not support composite primary keys.", c.Type().Name)
	}
	return nil
}

var strAllowsComposite = object.Intern("allows_composite_expressions")

func (b *Base) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return "", nil, object.NotImplementedErrorf("Subclasses must implement as_sql()")
}

func (b *Base) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return asSQL(t, b.self, c, ctx)
}

func (b *Base) SourceFields(t *object.Thread) ([]Field, error) {
	src, err := SourcesOf(t, b.self)
	if err != nil {
		return nil, err
	}
	return fieldsOf(t, src)
}

func fieldsOf(t *object.Thread, src []Expression) ([]Field, error) {
	out := make([]Field, len(src))
	for i, e := range src {
		if e == nil {
			return nil, object.AttributeErrorf(object.None, "_output_field_or_none", "'NoneType' object has no attribute '_output_field_or_none'")
		}
		f, err := OutputFieldOrNone(t, e)
		if err != nil {
			return nil, err
		}
		out[i] = f
	}
	return out, nil
}

// ResolveOutputField infers the field from the sources: all must be of one type.
func (b *Base) ResolveOutputField(t *object.Thread) (Field, error) {
	fs, err := sourceFields(t, b.self)
	if err != nil {
		return nil, err
	}
	return commonField(fs)
}

func commonField(fs []Field) (Field, error) {
	var first Field
	for _, f := range fs {
		switch {
		case f == nil:
		case first == nil:
			first = f
		case !first.Info().Self.Class.IsSubtype(f.Info().Self.Class):
			return nil, exceptions.FieldErrorf("Expression contains mixed types: %s, %s. You must set output_field.",
				first.Info().Self.Class.Name, f.Info().Self.Class.Name)
		}
	}
	return first, nil
}

func (b *Base) RelabeledClone(m AliasMap) Expression {
	c := b.self.Copy()
	src := b.self.SourceExpressions()
	if len(src) == 0 {
		return c
	}
	out := make([]Expression, len(src))
	for i, e := range src {
		if e != nil {
			out[i] = e.RelabeledClone(m)
		}
	}
	c.SetSourceExpressions(out)
	return c
}

func (b *Base) ReplaceExpressions(t *object.Thread, r *Replacements) (Expression, error) {
	if r.empty() {
		return b.self, nil
	}
	if x := r.get(t, b.self); x != nil {
		return x, nil
	}
	src := b.self.SourceExpressions()
	if len(src) == 0 {
		return b.self, nil
	}
	c := b.self.Copy()
	out := make([]Expression, len(src))
	for i, e := range src {
		if e != nil {
			var err error
			if out[i], err = e.ReplaceExpressions(t, r); err != nil {
				return nil, err
			}
		}
	}
	c.SetSourceExpressions(out)
	return c, nil
}

func (b *Base) GroupByCols(t *object.Thread) ([]Expression, error) {
	if !containsAggregate(t, b.self) {
		return []Expression{b.self}, nil
	}
	return groupBySources(t, b.self)
}

// groupBySources collects the group-by columns of all sources.
func groupBySources(t *object.Thread, e Expression) ([]Expression, error) {
	src, err := SourcesOf(t, e)
	if err != nil {
		return nil, err
	}
	var cols []Expression
	for _, s := range src {
		if s == nil {
			continue
		}
		cs, err := groupByCols(t, s)
		if err != nil {
			return nil, err
		}
		cols = append(cols, cs...)
	}
	return cols, nil
}

func (b *Base) Conditional(t *object.Thread) (bool, error) {
	f, err := OutputField(t, b.self)
	if err != nil {
		return false, err
	}
	return isField(f, "BooleanField"), nil
}

func (b *Base) Refs(s *AliasSet) {
	for _, e := range b.self.SourceExpressions() {
		if e != nil {
			e.Refs(s)
		}
	}
}

func (b *Base) PrefixReferences(prefix string) Expression {
	c := b.self.Copy()
	src := b.self.SourceExpressions()
	if len(src) == 0 {
		return c
	}
	out := make([]Expression, len(src))
	for i, e := range src {
		if f, ok := e.(*F); ok && f.outer == nil {
			out[i] = NewF(prefix + f.Name)
		} else if e != nil {
			out[i] = e.PrefixReferences(prefix)
		}
	}
	c.SetSourceExpressions(out)
	return c
}

func (b *Base) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	f, err := OutputField(t, b.self)
	if err != nil {
		return "", nil, err
	}
	return f.SelectFormat(t, c, sql, params)
}

func (b *Base) DBConverters(t *object.Thread, conn Connection) ([]Converter, error) {
	f, err := OutputField(t, b.self)
	if err != nil {
		return nil, err
	}
	own, err := convertValue(t, b.self, f)
	if err != nil {
		return nil, err
	}
	cs, err := f.DBConverters(t, conn)
	if err != nil || own == nil {
		return cs, err
	}
	return append([]Converter{own}, cs...), nil
}

func (b *Base) GetLookup(t *object.Thread, name string) (object.Object, error) {
	f, err := OutputField(t, b.self)
	if err != nil {
		return nil, err
	}
	return f.GetLookup(t, name)
}

func (b *Base) GetTransform(t *object.Thread, name string) (object.Object, error) {
	f, err := OutputField(t, b.self)
	if err != nil {
		return nil, err
	}
	return f.GetTransform(t, name)
}

func anySource(e Expression, f func(Expression) bool) bool {
	for _, s := range e.SourceExpressions() {
		if s != nil && f(s) {
			return true
		}
	}
	return false
}

func (b *Base) ContainsAggregate() bool {
	if b.aggregate == unknown {
		b.aggregate = known(anySource(b.self, func(e Expression) bool { return containsAggregate(nil, e) }))
	}
	return b.aggregate == yes
}

func (b *Base) ContainsOverClause() bool {
	if b.overClause == unknown {
		b.overClause = known(anySource(b.self, Expression.ContainsOverClause))
	}
	return b.overClause == yes
}

func (b *Base) ContainsColumnReferences() bool {
	if b.columnRefs == unknown {
		b.columnRefs = known(anySource(b.self, Expression.ContainsColumnReferences))
	}
	return b.columnRefs == yes
}

func (b *Base) ContainsSubquery() bool {
	if b.subqueries == unknown {
		b.subqueries = known(anySource(b.self, func(e Expression) bool { return isSubquery(e) || e.ContainsSubquery() }))
	}
	return b.subqueries == yes
}

// isSubquery is getattr(expr, "subquery", False).
func isSubquery(e Expression) bool {
	switch e := e.(type) {
	case *Query:
		return e.Subquery
	case subqueryLike:
		return true
	}
	return false
}

func (b *Base) EmptyResultSetValue() object.Object { return object.NotImplemented }

func (b *Base) sameAs(t *object.Thread, other Expression) bool { return true }

// AliasSet is a small set of names in order of insertion. It is a Python object only so that it can travel through overridden
// resolve_expression methods.
type AliasSet struct{ names []string }

// AliasSetType is the class of AliasSet.
var AliasSetType = object.Declare("AliasSet", "django.db.models.sql.query")

// Type implements object.Object.
func (s *AliasSet) Type() *object.Type { return AliasSetType }

func init() {
	AliasSetType.Define(object.Spec{Final: true})
}

// Has tells whether name is in the set; a nil set has nothing.
func (s *AliasSet) Has(name string) bool {
	if s != nil {
		for _, n := range s.names {
			if n == name {
				return true
			}
		}
	}
	return false
}

// Add adds a name.
func (s *AliasSet) Add(name string) {
	if !s.Has(name) {
		s.names = append(s.names, name)
	}
}

func (s *AliasSet) addAll(names []string) {
	for _, n := range names {
		s.Add(n)
	}
}

func (s *AliasSet) remove(name string) {
	for i, n := range s.names {
		if n == name {
			s.names = append(s.names[:i:i], s.names[i+1:]...)
			return
		}
	}
}

func (s *AliasSet) clone() *AliasSet {
	if s == nil {
		return nil
	}
	return &AliasSet{append([]string(nil), s.names...)}
}

// Names lists the members.
func (s *AliasSet) Names() []string {
	if s == nil {
		return nil
	}
	return s.names
}

// Replacements maps expressions to what takes their place, compared with Equal.
type Replacements struct{ from, to []Expression }

func (r *Replacements) empty() bool { return r == nil || len(r.from) == 0 }

func (r *Replacements) get(t *object.Thread, e Expression) Expression {
	for i := len(r.from) - 1; i >= 0; i-- {
		if Equal(t, r.from[i], e) {
			return r.to[i]
		}
	}
	return nil
}

func (r *Replacements) add(from, to Expression) {
	r.from, r.to = append(r.from, from), append(r.to, to)
}

package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const aggregatesModule = "django.db.models.aggregates"

// The classes of django.db.models.aggregates.
var (
	AggregateType = object.Declare("Aggregate", aggregatesModule, FuncType)
	AvgType       = object.Declare("Avg", aggregatesModule, AggregateType)
	CountType     = object.Declare("Count", aggregatesModule, AggregateType)
	MaxType       = object.Declare("Max", aggregatesModule, AggregateType)
	MinType       = object.Declare("Min", aggregatesModule, AggregateType)
	StdDevType    = object.Declare("StdDev", aggregatesModule, AggregateType)
	SumType       = object.Declare("Sum", aggregatesModule, AggregateType)
	VarianceType  = object.Declare("Variance", aggregatesModule, AggregateType)
)

// Aggregate is an aggregate function, perhaps DISTINCT, perhaps with a FILTER clause and a default.
type Aggregate struct {
	Func
	Distinct bool
	Filter   Expression
	Default  object.Object // nil: none
	function string        // StdDev and Variance choose theirs by an argument
}

func newCount(e Expression) *Aggregate {
	a := &Aggregate{}
	a.Sources = []Expression{e}
	return makeExpr(a, CountType)
}

func (a *Aggregate) Copy() Expression {
	c := *a
	c.copyFunc(&c)
	return &c
}

// SourceExpressions ends with the filter, nil when there is none.
func (a *Aggregate) SourceExpressions() []Expression {
	return append(append(make([]Expression, 0, len(a.Sources)+1), a.Sources...), a.Filter)
}

func (a *Aggregate) SetSourceExpressions(es []Expression) {
	n := len(es) - 1
	a.Sources, a.Filter = append([]Expression(nil), es[:n]...), es[n]
}

func (a *Aggregate) SourceFields(t *object.Thread) ([]Field, error) { return fieldsOf(t, a.Sources) }

func (a *Aggregate) ContainsAggregate() bool { return true }

func (a *Aggregate) aggName() string { return classStr(a, strName) }

func (a *Aggregate) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	r.ForSave = false // aggregates do not occur in updates
	e, err := a.Base.ResolveExpression(t, q, r)
	if err != nil {
		return nil, err
	}
	c := e.(*Aggregate)
	if len(c.Sources) > 0 && c.class.IsSubtype(CountType) {
		// The first column of a composite primary key counts for all.
		if cp, ok := c.Sources[0].(*ColPairs); ok {
			if c.Distinct {
				return nil, object.ValueErrorf("COUNT(DISTINCT) doesn't support composite primary keys")
			}
			c.Sources = append([]Expression{cp.Cols()[0]}, c.Sources[1:]...)
		}
	}
	if c.Filter != nil {
		// A second time, as Django does: that is what puts the condition into parentheses.
		if c.Filter, err = Resolve(t, c.Filter, q, ResolveArgs{AllowJoins: r.AllowJoins, Reuse: r.Reuse, Summarize: r.Summarize}); err != nil {
			return nil, err
		}
	}
	if r.Summarize {
		// Summaries cannot refer to summaries.
		refs := &AliasSet{}
		c.Refs(refs)
		for _, ref := range refs.names {
			if x := q.annotation(ref); x != nil && x.base().isSummary {
				return nil, fieldError("Cannot compute %s('%s'): '%s' is an aggregate", c.aggName(), ref, ref)
			}
		}
	} else if !a.isSummary {
		for i, s := range c.Sources {
			if !containsAggregate(t, s) {
				continue
			}
			name := ""
			if f, ok := a.Sources[i].(*F); ok {
				name = f.Name
			} else if name, err = object.Repr(t, a.Sources[i]); err != nil {
				return nil, err
			} else if n := classStr(a.Sources[i], strName); n != "" {
				name = n
			}
			return nil, fieldError("Cannot compute %s('%s'): '%s' is an aggregate", c.aggName(), name, name)
		}
	}
	if c.Default == nil {
		return c, nil
	}
	of, err := OutputFieldOrNone(t, c)
	if err != nil {
		return nil, err
	}
	var def Expression
	if d, ok := AsExpression(t, c.Default); ok {
		if def, err = Resolve(t, d, q, ResolveArgs{AllowJoins: r.AllowJoins, Reuse: r.Reuse, Summarize: r.Summarize}); err != nil {
			return nil, err
		}
		df, err := OutputFieldOrNone(t, def)
		if err != nil {
			return nil, err
		}
		if df == nil {
			def.base().outputField = of
		}
	} else {
		def = NewValueAs(c.Default, of)
	}
	c.Default = nil
	co := &Coalesce{}
	co.Sources = []Expression{c, def}
	makeExpr(co, CoalesceType)
	if of != nil {
		co.outputField, co.fieldGiven = of, true
	}
	co.isSummary = c.isSummary
	return co, nil
}

func (a *Aggregate) GroupByCols(t *object.Thread) ([]Expression, error) { return nil, nil }

func (a *Aggregate) EmptyResultSetValue() object.Object {
	if v := classAttr(a, strEmptyResultSetValue); v != nil {
		return v
	}
	return object.None
}

var strEmptyResultSetValue = object.Intern("empty_result_set_value")

const (
	aggregateTemplate = "%(function)s(%(distinct)s%(expressions)s)"
	filterTemplate    = "%s FILTER (WHERE %%(filter)s)"
)

func (a *Aggregate) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if err := a.checkSupport(t); err != nil {
		return "", nil, err
	}
	distinct := ""
	if a.Distinct {
		distinct = "DISTINCT "
	}
	x := ctx.with("distinct", distinct)
	if a.function != "" && x.Function == "" {
		x.Function = a.function
	}
	if a.Filter == nil {
		return a.Func.AsSQL(t, c, x)
	}
	fs, fp, err := asSQL(t, a.Filter, c, nil)
	if err != nil {
		if isFullResultSet(err) {
			return a.Func.AsSQL(t, c, x)
		}
		return "", nil, err
	}
	template := x.Template
	if template == "" {
		template = classStr(a, strTemplate)
	}
	x.Template = template + " FILTER (WHERE %(filter)s)"
	s, params, err := a.Func.AsSQL(t, c, x.with("filter", fs))
	return s, joinParams(params, fp), err
}

// checkSupport is check_expression_support on SQLite.
func (a *Aggregate) checkSupport(t *object.Thread) error {
	for _, tp := range []*object.Type{SumType, AvgType, VarianceType, StdDevType} {
		if !a.class.IsSubtype(tp) {
			continue
		}
		for _, s := range a.Sources {
			f, err := OutputField(t, s)
			if err != nil {
				if isFieldError(err) || isAttributeError(err) {
					continue
				}
				return err
			}
			if isField(f, "DateField") || isField(f, "TimeField") {
				return notSupported("You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time fields in sqlite3 since date/time is saved as text.")
			}
		}
	}
	if a.Distinct && len(a.Sources) > 1 {
		return notSupported("SQLite doesn't support DISTINCT on aggregate functions accepting multiple arguments.")
	}
	return nil
}

// ResolveOutputField adds NumericOutputFieldMixin for averages and deviations.
func (a *Aggregate) ResolveOutputField(t *object.Thread) (Field, error) {
	if a.class.IsSubtype(AvgType) || a.class.IsSubtype(StdDevType) || a.class.IsSubtype(VarianceType) {
		return numericOutputField(t, a.self, a.Func.ResolveOutputField)
	}
	return a.Func.ResolveOutputField(t)
}

// numericOutputField is NumericOutputFieldMixin._resolve_output_field.
func numericOutputField(t *object.Thread, e Expression, rest func(*object.Thread) (Field, error)) (Field, error) {
	fs, err := sourceFields(t, e)
	if err != nil {
		return nil, err
	}
	for _, f := range fs {
		if f != nil && isField(f, "DecimalField") {
			return newField("DecimalField"), nil
		}
	}
	for _, f := range fs {
		if f != nil && isField(f, "IntegerField") {
			return newField("FloatField"), nil
		}
	}
	if len(fs) == 0 {
		return newField("FloatField"), nil
	}
	return rest(t)
}

// DefaultAlias is default_alias: the name of an aggregate that was given none.
func (a *Aggregate) DefaultAlias(t *object.Thread) (string, error) {
	var only Expression
	n := 0
	for _, s := range a.SourceExpressions() {
		if s != nil {
			only = s
			n++
		}
	}
	if f, ok := only.(*F); ok && n == 1 {
		return f.Name + "__" + strings.ToLower(a.aggName()), nil
	}
	return "", object.TypeErrorf("Complex expressions require an alias")
}

func (a *Aggregate) reprOptions(t *object.Thread) ([][2]string, error) {
	var out [][2]string
	if a.Distinct {
		out = append(out, [2]string{"distinct", "True"})
	}
	if a.Filter != nil {
		s, err := exprStr(t, a.Filter)
		if err != nil {
			return nil, err
		}
		out = append(out, [2]string{"filter", s})
	}
	if a.function != "" {
		v := "False"
		if strings.HasSuffix(a.function, "_SAMP") {
			v = "True"
		}
		out = append(out, [2]string{"sample", v})
	}
	return out, nil
}

func (a *Aggregate) sameAs(t *object.Thread, o Expression) bool {
	b := o.(*Aggregate)
	if a.Distinct != b.Distinct || a.function != b.function || (a.Default == nil) != (b.Default == nil) {
		return false
	}
	if a.Default != nil {
		if eq, err := object.Equal(t, a.Default, b.Default); !eq || err != nil {
			return false
		}
	}
	return a.Func.sameAs(t, o)
}

var (
	sigAggregate = pysig.New("Aggregate.__init__", "self", "*expressions", "distinct=", "filter=", "default=", "**extra")
	sigCount     = pysig.New("Count.__init__", "self", "expression", "filter=", "**extra")
	sigDeviation = pysig.New("StdDev.__init__", "self", "expression", "sample=", "**extra")
)

// initAggregate is Aggregate.__init__.
func initAggregate(t *object.Thread, a *Aggregate, args []object.Object, kw *object.Kwargs) error {
	b, err := sigAggregate.Bind(prependSelf(a, args), kw)
	if err != nil {
		return err
	}
	if b[1] != nil {
		if a.Distinct, err = object.Truth(t, b[1]); err != nil {
			return err
		}
	}
	if a.Distinct && classAttr(a, object.Intern("allow_distinct")) != object.True {
		return object.TypeErrorf("%s does not allow distinct.", a.class.Name)
	}
	if d := b[3]; d != nil && d != object.None {
		if a.EmptyResultSetValue() != object.None {
			return object.TypeErrorf("%s does not allow default.", a.class.Name)
		}
		a.Default = d
	}
	if f := b[2]; f != nil && f != object.None {
		e, ok := AsExpression(t, f)
		if !ok {
			return object.AttributeErrorf(f, "resolve_expression", "'%s' object has no attribute 'resolve_expression'", object.TypeName(f))
		}
		a.Filter = e
	}
	return initFunc(t, a, b[4].(*object.Tuple).Items, dictKwargs(b[5].(*object.Dict)))
}

func dictKwargs(d *object.Dict) *object.Kwargs {
	if d.Len() == 0 {
		return nil
	}
	kw := &object.Kwargs{}
	for pos := 0; ; {
		k, v, next, ok := d.Next(pos)
		if !ok {
			return kw
		}
		pos = next
		s, _ := object.AsStr(k)
		kw.Names, kw.Vals = append(kw.Names, object.Intern(s)), append(kw.Vals, v)
	}
}

func init() {
	mk := newOf(func() *Aggregate { return &Aggregate{} })
	AggregateType.Define(object.Spec{
		Slots: object.Slots{New: mk, Init: initOf(initAggregate)},
		GetSets: []object.GetSet{
			{Name: "default_alias", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				s, err := o.(*Aggregate).DefaultAlias(t)
				return object.NewStr(s), err
			}},
			{Name: "distinct", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewBool(o.(*Aggregate).Distinct), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				o.(*Aggregate).Distinct = v == object.True
				return nil
			}},
			{Name: "filter", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return exprObject(o.(*Aggregate).Filter), nil
			}},
		},
		Attrs: attrs("template", aggregateTemplate, "filter_template", filterTemplate, "name", object.None, "window_compatible", true,
			"allow_distinct", false, "empty_result_set_value", object.None),
	})
	def := func(tp *object.Type, function string, as map[string]object.Object) {
		as["function"], as["name"] = object.Intern(function), object.Intern(tp.Name)
		tp.Define(object.Spec{Attrs: as})
	}
	one := func(pairs ...any) map[string]object.Object { return attrs(append(pairs, "arity", 1)...) }
	def(AvgType, "AVG", one("allow_distinct", true))
	def(MaxType, "MAX", one())
	def(MinType, "MIN", one())
	def(SumType, "SUM", one("allow_distinct", true))
	outputFields[CountType] = "IntegerField"
	CountType.Define(object.Spec{
		Slots: object.Slots{Init: initOf(func(t *object.Thread, a *Aggregate, args []object.Object, kw *object.Kwargs) error {
			b, err := sigCount.Bind(prependSelf(a, args), kw)
			if err != nil {
				return err
			}
			e := b[1]
			if s, ok := object.AsStr(e); ok && s == "*" {
				e = newStar()
			}
			extra := dictKwargs(b[3].(*object.Dict))
			if f := b[2]; f != nil && f != object.None {
				if _, ok := e.(*Star); ok {
					return object.ValueErrorf("Star cannot be used with filter. Please specify a field.")
				}
				if extra == nil {
					extra = &object.Kwargs{}
				}
				extra.Names, extra.Vals = append(extra.Names, object.Intern("filter")), append(extra.Vals, f)
			}
			return initAggregate(t, a, []object.Object{e}, extra)
		})},
		Attrs: one("function", "COUNT", "name", "Count", "allow_distinct", true, "empty_result_set_value", object.NewInt(0), "allows_composite_expressions", true),
	})
	deviation := func(pop, samp string) object.Slots {
		return object.Slots{Init: initOf(func(t *object.Thread, a *Aggregate, args []object.Object, kw *object.Kwargs) error {
			b, err := sigDeviation.Bind(prependSelf(a, args), kw)
			if err != nil {
				return err
			}
			a.function = pop
			if b[2] != nil {
				sample, err := object.Truth(t, b[2])
				if err != nil {
					return err
				}
				if sample {
					a.function = samp
				}
			}
			return initAggregate(t, a, []object.Object{b[1]}, dictKwargs(b[3].(*object.Dict)))
		})}
	}
	StdDevType.Define(object.Spec{Slots: deviation("STDDEV_POP", "STDDEV_SAMP"), Attrs: one("name", "StdDev")})
	VarianceType.Define(object.Spec{Slots: deviation("VAR_POP", "VAR_SAMP"), Attrs: one("name", "Variance")})
}

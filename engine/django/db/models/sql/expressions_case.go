package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// When is WHEN condition THEN result, usable in Case only.
type When struct {
	Base
	Condition Expression // a Q until it is resolved
	Result    Expression
}

func (w *When) Copy() Expression {
	c := *w
	c.copied(&c)
	return &c
}
func (w *When) SourceExpressions() []Expression      { return []Expression{w.Condition, w.Result} }
func (w *When) SetSourceExpressions(es []Expression) { w.Condition, w.Result = es[0], es[1] }

func (w *When) Conditional(t *object.Thread) (bool, error) { return false, nil }

func (w *When) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	c := w.Copy().(*When)
	c.isSummary = r.Summarize
	cond := r
	cond.ForSave = false // the condition is a filter even in an UPDATE
	var err error
	if c.Condition, err = Resolve(t, w.Condition, q, cond); err != nil {
		return nil, err
	}
	if c.Result, err = Resolve(t, w.Result, q, r); err != nil {
		return nil, err
	}
	return c, checkComposite(c, c.Result)
}

func (w *When) SourceFields(t *object.Thread) ([]Field, error) {
	return fieldsOf(t, []Expression{w.Result})
}

func (w *When) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	cs, cp, err := c.Compile(t, w.Condition)
	if err != nil {
		return "", nil, err
	}
	rs, rp, err := c.Compile(t, w.Result)
	if err != nil {
		return "", nil, err
	}
	params := joinParams(cp, rp)
	template := classStr(w, strTemplate)
	if ctx != nil && ctx.Template != "" {
		template = ctx.Template
	}
	if template == whenTemplate {
		return "WHEN " + cs + " THEN " + rs, params, nil
	}
	s, err := formatNamed(template, func(name string) (string, bool) {
		switch name {
		case "condition":
			return cs, true
		case "result":
			return rs, true
		}
		return ctx.get(name)
	})
	return s, params, err
}

func (w *When) GroupByCols(t *object.Thread) ([]Expression, error) { return groupBySources(t, w) }

const (
	whenTemplate = "WHEN %(condition)s THEN %(result)s"
	caseTemplate = "CASE %(cases)s ELSE %(default)s END"
)

// Case is CASE WHEN … ELSE … END.
type Case struct {
	Base
	Cases   []Expression
	Default Expression
	extra   *object.Dict
}

func newCase(def Expression, cases ...Expression) *Case {
	return makeExpr(&Case{Cases: cases, Default: def}, CaseType)
}

func newWhen(cond, result Expression) *When {
	return makeExpr(&When{Condition: cond, Result: result}, WhenType)
}

func (e *Case) Copy() Expression {
	c := *e
	c.copied(&c)
	c.Cases = append([]Expression(nil), c.Cases...)
	return &c
}

func (e *Case) SourceExpressions() []Expression {
	return append(append(make([]Expression, 0, len(e.Cases)+1), e.Cases...), e.Default)
}

func (e *Case) SetSourceExpressions(es []Expression) {
	n := len(es) - 1
	e.Cases, e.Default = es[:n:n], es[n]
}

func (e *Case) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if len(e.Cases) == 0 {
		return c.Compile(t, e.Default)
	}
	var parts []string
	var params Params
	def := e.Default
	for _, w := range e.Cases {
		s, ps, err := c.Compile(t, w)
		if err != nil {
			if isEmptyResultSet(err) {
				continue
			}
			if isFullResultSet(err) {
				def = w.(*When).Result
				break
			}
			return "", nil, err
		}
		parts = append(parts, s)
		params = append(params, ps...)
	}
	if len(parts) == 0 {
		return c.Compile(t, def)
	}
	ds, dp, err := c.Compile(t, def)
	if err != nil {
		return "", nil, err
	}
	joiner := classStr(e, strCaseJoiner)
	if x, ok := ctx.get("case_joiner"); ok {
		joiner = x
	}
	cases := strings.Join(parts, joiner)
	params = append(params, dp...)
	template := classStr(e, strTemplate)
	if e.extra != nil {
		if v := e.extra.GetStr(strTemplate); v != nil {
			template, _ = object.AsStr(v)
		}
	}
	if ctx != nil && ctx.Template != "" {
		template = ctx.Template
	}
	if template == caseTemplate {
		return "CASE " + cases + " ELSE " + ds + " END", params, nil
	}
	s, err := formatNamed(template, func(name string) (string, bool) {
		switch name {
		case "cases":
			return cases, true
		case "default":
			return ds, true
		}
		if e.extra != nil {
			if v := e.extra.GetName(name); v != nil {
				s, err := object.ToStr(t, v)
				return s, err == nil
			}
		}
		return ctx.get(name)
	})
	return s, params, err
}

var strCaseJoiner = object.Intern("case_joiner")

func (e *Case) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := asSQL(t, e.self, c, ctx)
	if err != nil {
		return "", nil, err
	}
	return numericCast(t, e.self, s, params)
}

func (e *Case) GroupByCols(t *object.Thread) ([]Expression, error) {
	if len(e.Cases) == 0 {
		return groupByCols(t, e.Default)
	}
	return e.Base.GroupByCols(t)
}

var (
	sigWhen = pysig.New("When.__init__", "self", "condition=", "then=", "**lookups")
	sigCase = pysig.New("Case.__init__", "self", "*cases", "default=", "output_field=", "**extra")
)

// initWhen is When.__init__.
func initWhen(t *object.Thread, w *When, args []object.Object, kw *object.Kwargs) error {
	a, err := sigWhen.Bind(prependSelf(w, args), kw)
	if err != nil {
		return err
	}
	cond, then, lookups := a[1], a[2], a[3].(*object.Dict)
	if cond == nil {
		cond = object.None
	}
	if then == nil {
		then = object.None
	}
	conditional := false
	if cond != object.None {
		if conditional, err = conditionalObject(t, cond); err != nil {
			return err
		}
	}
	if lookups.Len() > 0 && (cond == object.None || conditional) {
		var first []object.Object
		if cond != object.None {
			first = []object.Object{cond}
		}
		lkw := &object.Kwargs{}
		for _, k := range lookups.Keys() {
			v, _ := lookups.Get(t, k)
			ks, _ := object.AsStr(k)
			lkw.Names, lkw.Vals = append(lkw.Names, object.Intern(ks)), append(lkw.Vals, v)
		}
		q, err := NewQ(t, first, lkw)
		if err != nil {
			return err
		}
		cond, conditional = q, true
		lookups = object.NewDict()
	}
	if cond == object.None || !conditional || lookups.Len() > 0 {
		return object.TypeErrorf("When() supports a Q object, a boolean expression, or lookups as a condition.")
	}
	if q, ok := cond.(*Q); ok && len(q.Children) == 0 {
		return object.ValueErrorf("An empty Q() can't be used as a When() condition.")
	}
	w.Condition = cond.(Expression)
	w.Result = ParseExpression(t, then)
	return nil
}

func init() {
	str := func(t *object.Thread, o object.Object) (string, error) {
		w := o.(*When)
		c, err := object.Repr(t, w.Condition)
		if err != nil {
			return "", err
		}
		r, err := object.Repr(t, w.Result)
		return "WHEN " + c + " THEN " + r, err
	}
	wrapped := func(f func(*object.Thread, object.Object) (string, error)) func(*object.Thread, object.Object) (string, error) {
		return func(t *object.Thread, o object.Object) (string, error) {
			s, err := f(t, o)
			return "<" + o.Type().Name + ": " + s + ">", err
		}
	}
	WhenType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() *When { return &When{} }), Init: initOf(initWhen), Str: str, Repr: wrapped(str)},
		GetSets: []object.GetSet{
			{Name: "condition", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*When).Condition, nil }},
			{Name: "result", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*When).Result, nil }},
		},
		Attrs: attrs("template", whenTemplate),
	})
	caseStr := func(t *object.Thread, o object.Object) (string, error) {
		e := o.(*Case)
		cs, err := exprStrs(t, e.Cases, ", ")
		if err != nil {
			return "", err
		}
		d, err := object.Repr(t, e.Default)
		return "CASE " + cs + ", ELSE " + d, err
	}
	CaseType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *Case { return &Case{} }),
			Init: initOf(func(t *object.Thread, e *Case, args []object.Object, kw *object.Kwargs) error {
				a, err := sigCase.Bind(prependSelf(e, args), kw)
				if err != nil {
					return err
				}
				for _, x := range a[3].(*object.Tuple).Items {
					w, ok := x.(*When)
					if !ok {
						return object.TypeErrorf("Positional arguments must all be When objects.")
					}
					e.Cases = append(e.Cases, w)
				}
				def := a[1]
				if def == nil {
					def = object.None
				}
				setOutputField(e, a[2])
				e.Default = ParseExpression(t, def)
				if d := a[4].(*object.Dict); d.Len() > 0 {
					e.extra = d
				}
				return nil
			}),
			Str: caseStr, Repr: wrapped(caseStr),
		},
		Attrs: attrs("template", caseTemplate, "case_joiner", " "),
	})
}

// sortedStrings sorts in place and gives the slice back.
func sortedStrings(s []string) []string {
	order.Strings(s)
	return s
}

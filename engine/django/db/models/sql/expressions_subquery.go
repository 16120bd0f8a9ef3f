package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Subquery is an explicit subquery; Exists is the same struct with another class.
type Subquery struct {
	Base
	Query    *Query
	template string // from the constructor's keyword arguments
	extra    *object.Dict
}

// subqueryLike is getattr(expr, "subquery", False) for expressions.
type subqueryLike interface{ isSubquery() }

func (s *Subquery) isSubquery() {}

func (s *Subquery) exists() bool { return s.class.IsSubtype(ExistsType) }

// NewExists is Exists(query).
func NewExists(t *object.Thread, q *Query) (*Subquery, error) {
	s := makeExpr(&Subquery{}, ExistsType)
	return s, s.setExists(t, q)
}

func (s *Subquery) setExists(t *object.Thread, q *Query) error {
	c := q.Clone()
	c.Subquery = true
	var err error
	s.Query, err = c.Exists(t, true)
	s.outputField = newField("BooleanField")
	return err
}

func (s *Subquery) Copy() Expression {
	c := *s
	c.copied(&c)
	c.Query = s.Query.Clone()
	return &c
}

func (s *Subquery) SourceExpressions() []Expression { return []Expression{s.Query} }

func (s *Subquery) SetSourceExpressions(es []Expression) {
	if q, ok := es[0].(*Query); ok {
		s.Query = q
	}
}

func (s *Subquery) ResolveOutputField(t *object.Thread) (Field, error) {
	if s.exists() {
		return newField("BooleanField"), nil
	}
	return s.Query.ResolveOutputField(t)
}

const subqueryTemplate = "(%(subquery)s)"

func (s *Subquery) templateText() string {
	if s.template != "" {
		return s.template
	}
	return classStr(s, strTemplate)
}

func (s *Subquery) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	sql, params, err := s.Query.AsSQL(t, c, nil)
	if err != nil {
		if s.exists() && isEmptyResultSet(err) {
			return c.Compile(t, NewValue(object.False))
		}
		return "", nil, err
	}
	inner := sql[1 : len(sql)-1]
	template := s.templateText()
	if ctx != nil && ctx.Template != "" {
		template = ctx.Template
	}
	switch template {
	case subqueryTemplate:
		return sql, params, nil
	case existsTemplate:
		return "EXISTS(" + inner + ")", params, nil
	}
	out, err := formatNamed(template, func(name string) (string, bool) {
		if name == "subquery" {
			return inner, true
		}
		if s.extra != nil {
			if v := s.extra.GetName(name); v != nil {
				x, err := object.ToStr(t, v)
				return x, err == nil
			}
		}
		return ctx.get(name)
	})
	return out, params, err
}

const existsTemplate = "EXISTS(%(subquery)s)"

func (s *Subquery) GroupByCols(t *object.Thread) ([]Expression, error) {
	return s.Query.groupByColsFor(t, s.self)
}

func (s *Subquery) ContainsAggregate() bool { return false }

func (s *Subquery) EmptyResultSetValue() object.Object {
	if s.exists() {
		return object.False
	}
	return object.None
}

func (s *Subquery) SelectFormat(t *object.Thread, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	if s.exists() {
		return sql, params, nil
	}
	return s.Base.SelectFormat(t, c, sql, params)
}

var (
	sigSubquery = pysig.New("Subquery.__init__", "self", "queryset", "output_field=", "**extra")
	sigExists   = pysig.New("Exists.__init__", "self", "queryset", "**kwargs")
)

// queryOf is getattr(queryset, "query", queryset).
func queryOf(t *object.Thread, o object.Object) (*Query, error) {
	if q, ok := o.(*Query); ok {
		return q, nil
	}
	if qs, ok := object.Native(o).(QuerySetLike); ok {
		return qs.SQLQuery(t)
	}
	if v, err := object.GetAttrOpt(t, o, strQuery); err == nil && v != nil {
		if q, ok := v.(*Query); ok {
			return q, nil
		}
		o = v
	}
	// A manager stands for its queryset nowhere in Django: it has no query.
	return nil, object.AttributeErrorf(o, "clone", "'%s' object has no attribute 'clone'", object.TypeName(o))
}

func (s *Subquery) takeExtra(t *object.Thread, d *object.Dict) error {
	if v := d.GetStr(strTemplate); v != nil {
		s.template, _ = object.AsStr(v)
		d.DelStr(strTemplate)
	}
	if d.Len() > 0 {
		s.extra = d
	}
	return nil
}

func init() {
	query := object.GetSet{Name: "query", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Subquery).Query, nil },
		Set: func(t *object.Thread, o, v object.Object) error {
			if q, ok := v.(*Query); ok {
				o.(*Subquery).Query = q
			}
			return nil
		}}
	SubqueryType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *Subquery { return &Subquery{} }),
			Init: initOf(func(t *object.Thread, s *Subquery, args []object.Object, kw *object.Kwargs) error {
				a, err := sigSubquery.Bind(prependSelf(s, args), kw)
				if err != nil {
					return err
				}
				q, err := queryOf(t, a[1])
				if err != nil {
					return err
				}
				s.Query = q.Clone()
				s.Query.Subquery = true
				setOutputField(s, a[2])
				return s.takeExtra(t, a[3].(*object.Dict))
			}),
		},
		GetSets: []object.GetSet{query},
		Attrs:   attrs("template", subqueryTemplate, "subquery", true),
	})
	ExistsType.Define(object.Spec{
		Slots: object.Slots{
			Init: initOf(func(t *object.Thread, s *Subquery, args []object.Object, kw *object.Kwargs) error {
				a, err := sigExists.Bind(prependSelf(s, args), kw)
				if err != nil {
					return err
				}
				q, err := queryOf(t, a[1])
				if err != nil {
					return err
				}
				if err := s.setExists(t, q); err != nil {
					return err
				}
				d := a[2].(*object.Dict)
				if v := d.GetStr(strOutputField); v != nil {
					setOutputField(s, v)
					d.DelStr(strOutputField)
				}
				return s.takeExtra(t, d)
			}),
		},
		Attrs: attrs("template", existsTemplate),
	})
}

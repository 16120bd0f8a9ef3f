package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/decimal"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/uuid"
)

// Value is a plain value in a query.
type Value struct {
	Base
	Value   object.Object
	forSave bool
}

// NewValue is Value(v).
func NewValue(v object.Object) *Value { return makeExpr(&Value{Value: v}, ValueType) }

// NewValueAs is Value(v, output_field=f).
func NewValueAs(v object.Object, f Field) *Value {
	e := NewValue(v)
	if f != nil {
		e.outputField, e.fieldGiven = f, true
	}
	return e
}

func newInt(n int64) *Value { return NewValue(object.NewInt(n)) }

func newText(s string) *Value { return NewValue(object.NewStr(s)) }

func (e *Value) Copy() Expression {
	c := *e
	c.copied(&c)
	return &c
}

func (e *Value) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	c := e.Copy().(*Value)
	c.isSummary, c.forSave = r.Summarize, r.ForSave
	return c, nil
}

func (e *Value) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	v := e.Value
	f, err := OutputFieldOrNone(t, e.self)
	if err != nil {
		return "", nil, err
	}
	if f != nil {
		if e.forSave {
			v, err = f.GetDBPrepSave(t, v, c.Conn)
		} else {
			v, err = f.GetDBPrepValue(t, v, c.Conn, false)
		}
		if err != nil {
			return "", nil, err
		}
		s, ok, err := f.Placeholder(t, v, c, c.Conn)
		if err != nil {
			return "", nil, err
		}
		if ok {
			return s, Params{v}, nil
		}
	}
	if v == object.None {
		return "NULL", nil, nil
	}
	if x, ok := v.(Expression); ok {
		return c.Compile(t, x)
	}
	return "%s", Params{v}, nil
}

func (e *Value) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := asSQL(t, e.self, c, ctx)
	if err != nil {
		return "", nil, err
	}
	return numericCast(t, e.self, s, params)
}

func (e *Value) ResolveOutputField(t *object.Thread) (Field, error) {
	return fieldForValue(t, e.Value), nil
}

// fieldForValue is the field class that suits a Python value; nil when there is none.
func fieldForValue(t *object.Thread, v object.Object) Field {
	switch v := v.(type) {
	case *object.Str:
		return newField("CharField")
	case object.Bool:
		return newField("BooleanField")
	case object.Int, *object.BigInt:
		return newField("IntegerField")
	case object.Float:
		return newField("FloatField")
	case *decimal.Decimal:
		return newField("DecimalField")
	case *uuid.UUID:
		return newField("UUIDField")
	default:
		for _, b := range v.Type().MRO {
			switch b {
			case decimal.DecimalType:
				return newField("DecimalField")
			case uuid.Type:
				return newField("UUIDField")
			}
			switch b.String() {
			case "str":
				return newField("CharField")
			case "bool":
				return newField("BooleanField")
			case "int":
				return newField("IntegerField")
			case "float":
				return newField("FloatField")
			case "datetime.datetime":
				return newField("DateTimeField")
			case "datetime.date":
				return newField("DateField")
			case "datetime.time":
				return newField("TimeField")
			case "datetime.timedelta":
				return newField("DurationField")
			case "bytes":
				return newField("BinaryField")
			}
		}
	}
	return nil
}

func (e *Value) GroupByCols(t *object.Thread) ([]Expression, error) { return nil, nil }
func (e *Value) EmptyResultSetValue() object.Object                 { return e.Value }

func (e *Value) sameAs(t *object.Thread, o Expression) bool {
	v := o.(*Value)
	if e.Value.Type() != v.Value.Type() { // make_hashable keeps 1 and True apart only by ==; their SQL differs
		return false
	}
	eq, err := object.Equal(t, e.Value, v.Value)
	return eq && err == nil
}

// RawSQL is a piece of SQL given by the program.
type RawSQL struct {
	Base
	SQL    string
	Params Params
	given  object.Object // params as the program wrote them
	// noParams is what compiling says of params that are no sequence.
	noParams error
}

func newRawSQL(sql string, params Params) *RawSQL {
	r := makeExpr(&RawSQL{SQL: sql, Params: params}, RawSQLType)
	r.outputField = newField("Field")
	return r
}

func (e *RawSQL) params() object.Object {
	if e.given != nil {
		return e.given
	}
	return object.NewTuple(e.Params...)
}

func (e *RawSQL) Copy() Expression {
	c := *e
	c.copied(&c)
	return &c
}

func (e *RawSQL) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return "(" + e.SQL + ")", e.Params, e.noParams
}

func (e *RawSQL) GroupByCols(t *object.Thread) ([]Expression, error) {
	return []Expression{e.self}, nil
}

func (e *RawSQL) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	// Fields of parent models that the text names need their tables.
	if q != nil && q.Model != nil {
		low := strings.ToLower(e.SQL)
		seen := map[*object.Type]bool{}
		opts := Meta(q.Model)
		for _, f := range opts.ConcreteFields() {
			m := Meta(f.Info().Model).ConcreteModel()
			if m == opts.ConcreteModel() || seen[m] {
				continue
			}
			if strings.Contains(low, strings.ToLower(f.Info().Column)) {
				seen[m] = true
				if _, err := q.ResolveRef(t, f.Info().Name, r); err != nil {
					return nil, err
				}
			}
		}
	}
	return e.Base.ResolveExpression(t, q, r)
}

func (e *RawSQL) sameAs(t *object.Thread, o Expression) bool {
	x := o.(*RawSQL)
	return e.SQL == x.SQL && sameParams(t, e.Params, x.Params)
}

// Star is the * of COUNT(*).
type Star struct{ Base }

func newStar() *Star { return makeExpr(&Star{}, StarType) }

func (e *Star) Copy() Expression {
	c := *e
	c.copied(&c)
	return &c
}

func (e *Star) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return "*", nil, nil
}

// DatabaseDefault stands for a column's default in INSERT; SQLite has no DEFAULT keyword there, so its expression is compiled.
type DatabaseDefault struct {
	Base
	expr Expression
}

// NewDatabaseDefault is DatabaseDefault(expression, output_field).
func NewDatabaseDefault(e Expression, f Field) *DatabaseDefault {
	d := makeExpr(&DatabaseDefault{expr: e}, DatabaseDefaultType)
	if f != nil {
		d.outputField, d.fieldGiven = f, true
	}
	return d
}

func (e *DatabaseDefault) Copy() Expression {
	c := *e
	c.copied(&c)
	return &c
}
func (e *DatabaseDefault) SourceExpressions() []Expression      { return []Expression{e.expr} }
func (e *DatabaseDefault) SetSourceExpressions(es []Expression) { e.expr = es[0] }

func (e *DatabaseDefault) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	x, err := Resolve(t, e.expr, q, r)
	if err != nil || !r.ForSave {
		return x, err
	}
	f, err := OutputFieldOrNone(t, e)
	if err != nil {
		return nil, err
	}
	return NewDatabaseDefault(x, f), nil
}

func (e *DatabaseDefault) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return c.Compile(t, e.expr)
}

var (
	sigValue           = pysig.New("Value.__init__", "self", "value", "output_field=")
	sigRawSQL          = pysig.New("RawSQL.__init__", "self", "sql", "params", "output_field=")
	sigDatabaseDefault = pysig.New("DatabaseDefault.__init__", "self", "expression", "output_field=")
)

func init() {
	ValueType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *Value { return &Value{Value: object.None} }),
			Init: initOf(func(t *object.Thread, e *Value, args []object.Object, kw *object.Kwargs) error {
				a, err := sigValue.Bind(prependSelf(e, args), kw)
				if err == nil {
					e.Value = a[1]
					setOutputField(e, a[2])
				}
				return err
			}),
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				r, err := object.Repr(t, o.(*Value).Value)
				return o.Type().Name + "(" + r + ")", err
			},
		},
		GetSets: []object.GetSet{{Name: "value", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			return o.(*Value).Value, nil
		}, Set: func(t *object.Thread, o, v object.Object) error {
			o.(*Value).Value = v
			return nil
		}}},
		Attrs: attrs("allowed_default", true, "for_save", false),
	})
	RawSQLType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *RawSQL { return &RawSQL{} }),
			Init: initOf(func(t *object.Thread, e *RawSQL, args []object.Object, kw *object.Kwargs) error {
				a, err := sigRawSQL.Bind(prependSelf(e, args), kw)
				if err != nil {
					return err
				}
				e.SQL, _ = object.AsStr(a[1])
				e.outputField = newField("Field")
				setOutputField(e, a[3])
				e.given = a[2]
				e.Params, e.noParams = object.Collect(t, a[2])
				return nil
			}),
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				e := o.(*RawSQL)
				r, err := object.Repr(t, e.params())
				return o.Type().Name + "(" + e.SQL + ", " + r + ")", err
			},
		},
		GetSets: []object.GetSet{
			{Name: "sql", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(o.(*RawSQL).SQL), nil
			}},
			{Name: "params", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*RawSQL).params(), nil
			}},
		},
		Attrs: attrs("allowed_default", true),
	})
	StarType.Define(object.Spec{Slots: object.Slots{
		New:  newOf(func() *Star { return &Star{} }),
		Repr: func(t *object.Thread, o object.Object) (string, error) { return "'*'", nil },
	}})
	DatabaseDefaultType.Define(object.Spec{Slots: object.Slots{
		New: newOf(func() *DatabaseDefault { return &DatabaseDefault{} }),
		Init: initOf(func(t *object.Thread, e *DatabaseDefault, args []object.Object, kw *object.Kwargs) error {
			a, err := sigDatabaseDefault.Bind(prependSelf(e, args), kw)
			if err == nil {
				e.expr = ParseExpression(t, a[1])
				setOutputField(e, a[2])
			}
			return err
		}),
	}})
}

// sameParams compares two parameter lists.
func sameParams(t *object.Thread, a, b Params) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if eq, err := object.Equal(t, a[i], b[i]); !eq || err != nil {
			return false
		}
	}
	return true
}

package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The connectors of CombinedExpression, as Django's Combinable names them.
const (
	opAdd        = "+"
	opSub        = "-"
	opMul        = "*"
	opDiv        = "/"
	opPow        = "^"
	opMod        = "%%"
	opBitAnd     = "&"
	opBitOr      = "|"
	opLeftShift  = "<<"
	opRightShift = ">>"
	opBitXor     = "#"
)

// CombinedExpression is lhs connector rhs. DurationExpression and TemporalSubtraction are the same struct with another class.
type CombinedExpression struct {
	Base
	Connector string
	Lhs, Rhs  Expression
}

func newCombined(cls *object.Type, lhs Expression, op string, rhs Expression) *CombinedExpression {
	e := makeExpr(&CombinedExpression{Connector: op, Lhs: lhs, Rhs: rhs}, cls)
	if cls == TemporalSubtractionType {
		e.outputField = newField("DurationField")
	}
	return e
}

// Combine is Combinable._combine(other, connector, reversed).
func Combine(t *object.Thread, a object.Object, op string, b object.Object) Expression {
	wrap := func(o object.Object) Expression {
		if e, ok := AsExpression(t, o); ok {
			return e
		}
		return NewValue(o)
	}
	return newCombined(CombinedExpressionType, wrap(a), op, wrap(b))
}

func (e *CombinedExpression) Copy() Expression {
	c := *e
	c.copied(&c)
	return &c
}

func (e *CombinedExpression) SourceExpressions() []Expression      { return []Expression{e.Lhs, e.Rhs} }
func (e *CombinedExpression) SetSourceExpressions(es []Expression) { e.Lhs, e.Rhs = es[0], es[1] }

func (e *CombinedExpression) isDuration() bool { return e.class.IsSubtype(DurationExpressionType) }
func (e *CombinedExpression) isTemporal() bool { return e.class.IsSubtype(TemporalSubtractionType) }

// internalType is e.output_field.get_internal_type(), "" where there is none.
func internalType(t *object.Thread, e Expression) (string, error) {
	f, err := OutputField(t, e)
	if err != nil {
		if isFieldError(err) || isAttributeError(err) {
			return "", nil
		}
		return "", err
	}
	return f.InternalType(t), nil
}

func (e *CombinedExpression) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	c := e.Copy().(*CombinedExpression)
	c.isSummary = r.Summarize
	if err := resolveSources(t, c, q, r); err != nil {
		return nil, err
	}
	if e.isDuration() || e.isTemporal() {
		return c, nil
	}
	lt, err := internalType(t, c.Lhs)
	if err != nil {
		return nil, err
	}
	rt, err := internalType(t, c.Rhs)
	if err != nil {
		return nil, err
	}
	if (lt == "DurationField" || rt == "DurationField") && lt != rt {
		return newCombined(DurationExpressionType, c.Lhs, c.Connector, c.Rhs), nil
	}
	if c.Connector == opSub && lt == rt && (lt == "DateField" || lt == "DateTimeField" || lt == "TimeField") {
		return newCombined(TemporalSubtractionType, c.Lhs, opSub, c.Rhs), nil
	}
	return c, nil
}

func (e *CombinedExpression) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	ls, lp, err := c.Compile(t, e.Lhs)
	if err != nil {
		return "", nil, err
	}
	rs, rp, err := c.Compile(t, e.Rhs)
	if err != nil {
		return "", nil, err
	}
	params := joinParams(lp, rp)
	switch {
	case e.isTemporal():
		lt, err := internalType(t, e.Lhs)
		if err != nil {
			return "", nil, err
		}
		return subtractTemporals(lt, ls, rs), params, nil
	case e.isDuration():
		s, err := combineDuration(e.Connector, ls, rs)
		return "(" + s + ")", params, err
	}
	return "(" + combineExpression(e.Connector, ls, rs) + ")", params, nil
}

// joinParams concatenates without touching either list.
func joinParams(a, b Params) Params {
	if len(a) == 0 {
		return b
	}
	if len(b) == 0 {
		return a
	}
	return append(append(make(Params, 0, len(a)+len(b)), a...), b...)
}

func (e *CombinedExpression) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := asSQL(t, e.self, c, ctx)
	if err != nil {
		return "", nil, err
	}
	if !e.isDuration() {
		return numericCast(t, e.self, s, params)
	}
	if e.Connector == opMul || e.Connector == opDiv {
		lf, err1 := OutputField(t, e.Lhs)
		rf, err2 := OutputField(t, e.Rhs)
		if err1 == nil && err2 == nil {
			if !durationOperand(lf.InternalType(t)) || !durationOperand(rf.InternalType(t)) {
				return "", nil, object.Errorf(utils.DatabaseError, "Invalid arguments for operator %s.", e.Connector)
			}
		}
	}
	return s, params, nil
}

func durationOperand(internal string) bool {
	switch internal {
	case "DecimalField", "DurationField", "FloatField", "IntegerField":
		return true
	}
	return false
}

type combination struct{ lhs, rhs, result string }

// combinations infers the field of an arithmetic expression; "" stands for NoneType. Order matters: the first match wins.
var combinations = func() map[string][]combination {
	m := map[string][]combination{}
	add := func(ops []string, cs ...combination) {
		for _, op := range ops {
			m[op] = append(m[op], cs...)
		}
	}
	add([]string{opAdd, opSub, opMul, opDiv, opMod, opPow},
		combination{"IntegerField", "IntegerField", "IntegerField"},
		combination{"FloatField", "FloatField", "FloatField"},
		combination{"DecimalField", "DecimalField", "DecimalField"})
	add([]string{opAdd, opSub, opMul, opDiv, opMod},
		combination{"IntegerField", "DecimalField", "DecimalField"},
		combination{"DecimalField", "IntegerField", "DecimalField"},
		combination{"IntegerField", "FloatField", "FloatField"},
		combination{"FloatField", "IntegerField", "FloatField"})
	add([]string{opBitAnd, opBitOr, opLeftShift, opRightShift, opBitXor}, combination{"IntegerField", "IntegerField", "IntegerField"})
	for _, f := range []string{"IntegerField", "DecimalField", "FloatField"} {
		add([]string{opAdd, opSub, opMul, opDiv, opMod, opPow}, combination{f, "", f}, combination{"", f, f})
	}
	add([]string{opAdd},
		combination{"DateField", "DurationField", "DateTimeField"},
		combination{"DateTimeField", "DurationField", "DateTimeField"},
		combination{"DurationField", "DateField", "DateTimeField"},
		combination{"DurationField", "DateTimeField", "DateTimeField"},
		combination{"DurationField", "DurationField", "DurationField"},
		combination{"TimeField", "DurationField", "TimeField"},
		combination{"DurationField", "TimeField", "TimeField"})
	add([]string{opSub},
		combination{"DateField", "DurationField", "DateTimeField"},
		combination{"DateTimeField", "DurationField", "DateTimeField"},
		combination{"DateField", "DateField", "DurationField"},
		combination{"DateField", "DateTimeField", "DurationField"},
		combination{"DateTimeField", "DateField", "DurationField"},
		combination{"DateTimeField", "DateTimeField", "DurationField"},
		combination{"DurationField", "DurationField", "DurationField"},
		combination{"TimeField", "DurationField", "TimeField"},
		combination{"TimeField", "TimeField", "DurationField"})
	return m
}()

func operandIs(f Field, class string) bool {
	if class == "" {
		return f == nil
	}
	return f != nil && isField(f, class)
}

// ResolveOutputField implements _resolve_output_field with the table above.
func (e *CombinedExpression) ResolveOutputField(t *object.Thread) (Field, error) {
	if e.isTemporal() {
		return newField("DurationField"), nil
	}
	lf, err := OutputFieldOrNone(t, e.Lhs)
	if err != nil {
		return nil, err
	}
	rf, err := OutputFieldOrNone(t, e.Rhs)
	if err != nil {
		return nil, err
	}
	if strangeOutputField(e.Lhs) == nil && strangeOutputField(e.Rhs) == nil {
		for _, c := range combinations[e.Connector] {
			if operandIs(lf, c.lhs) && operandIs(rf, c.rhs) {
				return newField(c.result), nil
			}
		}
	}
	ln, err := outputClass(t, e.Lhs)
	if err != nil {
		return nil, err
	}
	rn, err := outputClass(t, e.Rhs)
	if err != nil {
		return nil, err
	}
	return nil, fieldError("Cannot infer type of '%s' expression involving these types: %s, %s. You must set output_field.", e.Connector, ln, rn)
}

func (e *CombinedExpression) sameAs(t *object.Thread, o Expression) bool {
	return e.Connector == o.(*CombinedExpression).Connector
}

var (
	sigCombined = pysig.New("CombinedExpression.__init__", "self", "lhs", "connector", "rhs", "output_field=")
	sigTemporal = pysig.New("TemporalSubtraction.__init__", "self", "lhs", "rhs")
)

const useBit = "Use .bitand(), .bitor(), and .bitxor() for bitwise logical operations."

func init() {
	bin := func(op string) object.BinaryFunc {
		return func(t *object.Thread, a, b object.Object) (object.Object, error) { return Combine(t, a, op, b), nil }
	}
	rbin := func(op string) object.BinaryFunc {
		return func(t *object.Thread, a, b object.Object) (object.Object, error) { return Combine(t, b, op, a), nil }
	}
	logical := func(conn string) object.BinaryFunc {
		return func(t *object.Thread, a, b object.Object) (object.Object, error) {
			ac, err := conditionalObject(t, a)
			if err != nil {
				return nil, err
			}
			bc, err := conditionalObject(t, b)
			if err != nil {
				return nil, err
			}
			if ac && bc {
				return qOf(a).combine(t, qOf(b), conn)
			}
			return nil, object.NotImplementedErrorf(useBit)
		}
	}
	rlogical := func(t *object.Thread, a, b object.Object) (object.Object, error) {
		if _, ok := b.(*Q); ok {
			return object.NotImplemented, nil
		}
		return nil, object.NotImplementedErrorf(useBit)
	}
	var s object.Slots
	for op, c := range map[object.BinOp]string{object.Add: opAdd, object.Sub: opSub, object.Mul: opMul, object.TrueDiv: opDiv, object.Mod: opMod, object.Pow: opPow} {
		s.Binary[op], s.RBinary[op] = bin(c), rbin(c)
	}
	s.Binary[object.And], s.Binary[object.Or], s.Binary[object.Xor] = logical(AND), logical(OR), logical(XOR)
	s.RBinary[object.And], s.RBinary[object.Or], s.RBinary[object.Xor] = rlogical, rlogical, rlogical
	s.Neg = func(t *object.Thread, o object.Object) (object.Object, error) {
		return Combine(t, o, opMul, object.NewInt(-1)), nil
	}
	s.Invert = func(t *object.Thread, o object.Object) (object.Object, error) {
		return NewNegated(o.(Expression)), nil
	}
	bit := func(op string) object.NativeFunc {
		return func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if len(args) != 2 {
				return nil, object.TypeErrorf("bit operations take exactly one operand")
			}
			return Combine(t, args[0], op, args[1]), nil
		}
	}
	CombinableType.Define(object.Spec{
		Slots: s,
		Methods: []object.Method{
			{Name: "bitand", Fn: bit(opBitAnd)}, {Name: "bitor", Fn: bit(opBitOr)}, {Name: "bitxor", Fn: bit(opBitXor)},
			{Name: "bitleftshift", Fn: bit(opLeftShift)}, {Name: "bitrightshift", Fn: bit(opRightShift)},
			{Name: "_combine", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if len(args) != 4 {
					return nil, object.TypeErrorf("Combinable._combine() takes 4 positional arguments but %d were given", len(args))
				}
				op, _ := object.AsStr(args[2])
				if args[3] == object.True {
					return Combine(t, args[1], op, args[0]), nil
				}
				return Combine(t, args[0], op, args[1]), nil
			}},
		},
		Attrs: attrs("ADD", opAdd, "SUB", opSub, "MUL", opMul, "DIV", opDiv, "POW", opPow, "MOD", opMod, "BITAND", opBitAnd, "BITOR", opBitOr,
			"BITLEFTSHIFT", opLeftShift, "BITRIGHTSHIFT", opRightShift, "BITXOR", opBitXor),
	})
	str := func(t *object.Thread, o object.Object) (string, error) {
		e := o.(*CombinedExpression)
		l, err := exprStr(t, e.Lhs)
		if err != nil {
			return "", err
		}
		r, err := exprStr(t, e.Rhs)
		return l + " " + e.Connector + " " + r, err
	}
	CombinedExpressionType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *CombinedExpression { return &CombinedExpression{} }),
			Init: initOf(func(t *object.Thread, e *CombinedExpression, args []object.Object, kw *object.Kwargs) error {
				a, err := sigCombined.Bind(prependSelf(e, args), kw)
				if err != nil {
					return err
				}
				e.Lhs, e.Rhs = ParseExpression(t, a[1]), ParseExpression(t, a[3])
				e.Connector, _ = object.AsStr(a[2])
				setOutputField(e, a[4])
				return nil
			}),
			Str: str,
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				s, err := str(t, o)
				return "<" + o.Type().Name + ": " + s + ">", err
			},
		},
		GetSets: []object.GetSet{
			{Name: "lhs", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*CombinedExpression).Lhs, nil
			}},
			{Name: "rhs", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*CombinedExpression).Rhs, nil
			}},
			{Name: "connector", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(o.(*CombinedExpression).Connector), nil
			}},
		},
		Attrs: attrs("allowed_default", true),
	})
	DurationExpressionType.Define(object.Spec{})
	TemporalSubtractionType.Define(object.Spec{Slots: object.Slots{
		Init: initOf(func(t *object.Thread, e *CombinedExpression, args []object.Object, kw *object.Kwargs) error {
			a, err := sigTemporal.Bind(prependSelf(e, args), kw)
			if err != nil {
				return err
			}
			e.Lhs, e.Connector, e.Rhs = ParseExpression(t, a[1]), opSub, ParseExpression(t, a[2])
			e.outputField = newField("DurationField")
			return nil
		}),
	}})
}

// conditionalObject is getattr(o, "conditional", False) for operands of & and |: Q objects count too.
func conditionalObject(t *object.Thread, o object.Object) (bool, error) {
	if _, ok := o.(*Q); ok {
		return true, nil
	}
	if _, ok := object.Native(o).(QuerySetLike); ok {
		return false, nil
	}
	return isConditional(t, o)
}

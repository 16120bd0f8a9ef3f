package sql

import "github.com/asyncshelf/asyncshelf/engine/python/object"

const exprModule = "django.db.models.expressions"

// The classes of django.db.models.expressions.
var (
	CombinableType          = object.Declare("Combinable", exprModule)
	BaseExpressionType      = object.Declare("BaseExpression", exprModule)
	ExpressionType          = object.Declare("Expression", exprModule, BaseExpressionType, CombinableType)
	CombinedExpressionType  = object.Declare("CombinedExpression", exprModule, ExpressionType)
	DurationExpressionType  = object.Declare("DurationExpression", exprModule, CombinedExpressionType)
	TemporalSubtractionType = object.Declare("TemporalSubtraction", exprModule, CombinedExpressionType)
	FType                   = object.Declare("F", exprModule, CombinableType)
	ResolvedOuterRefType    = object.Declare("ResolvedOuterRef", exprModule, FType)
	OuterRefType            = object.Declare("OuterRef", exprModule, FType)
	SlicedType              = object.Declare("Sliced", exprModule, FType)
	FuncType                = object.Declare("Func", exprModule, ExpressionType)
	ValueType               = object.Declare("Value", exprModule, ExpressionType)
	RawSQLType              = object.Declare("RawSQL", exprModule, ExpressionType)
	StarType                = object.Declare("Star", exprModule, ExpressionType)
	DatabaseDefaultType     = object.Declare("DatabaseDefault", exprModule, ExpressionType)
	ColType                 = object.Declare("Col", exprModule, ExpressionType)
	ColPairsType            = object.Declare("ColPairs", exprModule, ExpressionType)
	RefType                 = object.Declare("Ref", exprModule, ExpressionType)
	PositionRefType         = object.Declare("PositionRef", "django.db.models.sql.compiler", RefType)
	ExpressionListType      = object.Declare("ExpressionList", exprModule, FuncType)
	OrderByListType         = object.Declare("OrderByList", exprModule, ExpressionListType)
	ExpressionWrapperType   = object.Declare("ExpressionWrapper", exprModule, ExpressionType)
	NegatedExpressionType   = object.Declare("NegatedExpression", exprModule, ExpressionWrapperType)
	WhenType                = object.Declare("When", exprModule, ExpressionType)
	CaseType                = object.Declare("Case", exprModule, ExpressionType)
	SubqueryType            = object.Declare("Subquery", exprModule, BaseExpressionType, CombinableType)
	ExistsType              = object.Declare("Exists", exprModule, SubqueryType)
	OrderByType             = object.Declare("OrderBy", exprModule, ExpressionType)
	WindowType              = object.Declare("Window", exprModule, ExpressionType)
	WindowFrameType         = object.Declare("WindowFrame", exprModule, ExpressionType)
	RowRangeType            = object.Declare("RowRange", exprModule, WindowFrameType)
	ValueRangeType          = object.Declare("ValueRange", exprModule, WindowFrameType)
)

// Names of class attributes that native code reads.
var (
	strFunction         = object.Intern("function")
	strTemplate         = object.Intern("template")
	strArgJoiner        = object.Intern("arg_joiner")
	strArity            = object.Intern("arity")
	strWindowCompatible = object.Intern("window_compatible")
	strLookupName       = object.Intern("lookup_name")
	strName             = object.Intern("name")
)

// attrs builds the class attributes of a declared type.
func attrs(pairs ...any) map[string]object.Object {
	m := make(map[string]object.Object, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		switch v := pairs[i+1].(type) {
		case string:
			m[pairs[i].(string)] = object.Intern(v)
		case bool:
			m[pairs[i].(string)] = object.NewBool(v)
		case int:
			m[pairs[i].(string)] = object.NewInt(int64(v))
		case object.Object:
			m[pairs[i].(string)] = v
		}
	}
	return m
}

// newOf makes a Slots.New that allocates with mk; __init__ then binds the arguments.
func newOf[T Expression](mk func() T) func(*object.Thread, *object.Type, []object.Object, *object.Kwargs) (object.Object, error) {
	return func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		e := mk()
		e.base().init(cls, e)
		e.base().made = constructedWith(args, kw)
		return e, nil
	}
}

// initOf makes a Slots.Init from a function that gets self and the arguments.
func initOf[T Expression](f func(t *object.Thread, self T, args []object.Object, kw *object.Kwargs) error) func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error {
	return func(t *object.Thread, self object.Object, args []object.Object, kw *object.Kwargs) error {
		e, ok := self.(T)
		if !ok {
			return object.TypeErrorf("descriptor '__init__' doesn't apply to a '%s' object", object.TypeName(self))
		}
		return f(t, e, args, kw)
	}
}

// makeExpr allocates an expression of a native class.
func makeExpr[T Expression](e T, cls *object.Type) T {
	e.base().init(cls, e)
	return e
}

// setOutputField stores an output_field argument; nil and None leave it to inference.
func setOutputField(e Expression, o object.Object) {
	if o == nil || o == object.None {
		return
	}
	if f, ok := AsField(o); ok {
		b := e.base()
		b.outputField, b.fieldGiven = f, true
	} else {
		setStrangeOutputField(e, o)
	}
}

// ParseExpression is _parse_expressions for one argument: a string is an F, any other plain value a Value.
func ParseExpression(t *object.Thread, o object.Object) Expression {
	if e, ok := AsExpression(t, o); ok {
		return e
	}
	if s, ok := object.AsStr(o); ok {
		return NewF(s)
	}
	return NewValue(o)
}

func parseExpressions(t *object.Thread, args []object.Object) []Expression {
	out := make([]Expression, len(args))
	for i, a := range args {
		out[i] = ParseExpression(t, a)
	}
	return out
}

// newField gives the shared unbound field of a class.
func newField(name string) Field {
	fc := fieldClasses[name]
	if fc == nil {
		return nil
	}
	if fc.one == nil && fc.new != nil {
		fc.one = fc.new()
	}
	return fc.one
}

package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const lookupsModule = "django.db.models.lookups"

func declLookup(name string, bases ...*object.Type) *object.Type {
	return object.Declare(name, lookupsModule, bases...)
}

// The classes of django.db.models.lookups.
var (
	LookupType                    = declLookup("Lookup", ExpressionType)
	TransformType                 = declLookup("Transform", RegisterLookupMixinType, FuncType)
	BuiltinLookupType             = declLookup("BuiltinLookup", LookupType)
	ExactType                     = declLookup("Exact", BuiltinLookupType)
	IExactType                    = declLookup("IExact", BuiltinLookupType)
	GreaterThanType               = declLookup("GreaterThan", BuiltinLookupType)
	GreaterThanOrEqualType        = declLookup("GreaterThanOrEqual", BuiltinLookupType)
	LessThanType                  = declLookup("LessThan", BuiltinLookupType)
	LessThanOrEqualType           = declLookup("LessThanOrEqual", BuiltinLookupType)
	IntegerFieldExactType         = declLookup("IntegerFieldExact", ExactType)
	IntegerGreaterThanType        = declLookup("IntegerGreaterThan", GreaterThanType)
	IntegerGreaterThanOrEqualType = declLookup("IntegerGreaterThanOrEqual", GreaterThanOrEqualType)
	IntegerLessThanType           = declLookup("IntegerLessThan", LessThanType)
	IntegerLessThanOrEqualType    = declLookup("IntegerLessThanOrEqual", LessThanOrEqualType)
	InType                        = declLookup("In", BuiltinLookupType)
	PatternLookupType             = declLookup("PatternLookup", BuiltinLookupType)
	ContainsType                  = declLookup("Contains", PatternLookupType)
	IContainsType                 = declLookup("IContains", ContainsType)
	StartsWithType                = declLookup("StartsWith", PatternLookupType)
	IStartsWithType               = declLookup("IStartsWith", StartsWithType)
	EndsWithType                  = declLookup("EndsWith", PatternLookupType)
	IEndsWithType                 = declLookup("IEndsWith", EndsWithType)
	RangeType                     = declLookup("Range", BuiltinLookupType)
	IsNullType                    = declLookup("IsNull", BuiltinLookupType)
	RegexType                     = declLookup("Regex", BuiltinLookupType)
	IRegexType                    = declLookup("IRegex", RegexType)
	YearLookupType                = declLookup("YearLookup", LookupType)
	YearExactType                 = declLookup("YearExact", YearLookupType, ExactType)
	YearGtType                    = declLookup("YearGt", YearLookupType, GreaterThanType)
	YearGteType                   = declLookup("YearGte", YearLookupType, GreaterThanOrEqualType)
	YearLtType                    = declLookup("YearLt", YearLookupType, LessThanType)
	YearLteType                   = declLookup("YearLte", YearLookupType, LessThanOrEqualType)
	uuidLookupTypes               = map[*object.Type]*object.Type{}
)

// lookupMakers allocate the Go struct of each native look-up class.
var lookupMakers = map[*object.Type]func() lookupLike{}

// defLookup completes a look-up class.
func defLookup(tp *object.Type, mk func() lookupLike, as map[string]object.Object) {
	lookupMakers[tp] = mk
	tp.Define(object.Spec{
		Slots: object.Slots{New: newOf(mk)},
		Attrs: as,
	})
}

var (
	sigProcessLHS   = pysig.New("Lookup.process_lhs", "self", "compiler", "connection", "lhs=")
	sigProcessRHS   = pysig.New("Lookup.process_rhs", "self", "compiler", "connection")
	sigDBPrepLookup = pysig.New("Lookup.get_db_prep_lookup", "self", "value", "connection")
	sigBoundParams  = pysig.New("YearLookup.get_bound_params", "self", "start", "finish")
	sigRHSOp        = pysig.New("BuiltinLookup.get_rhs_op", "self", "connection", "rhs")
)

func compilerArg(o object.Object) (*SQLCompiler, error) {
	c, ok := o.(*SQLCompiler)
	if !ok {
		if h, has := o.(*object.Instance); has && h.Class.LookupName("compile") != nil {
			return &SQLCompiler{Query: NewQuery(nil), foreign: o}, nil
		}
		return nil, object.AttributeErrorf(o, "compile", "'%s' object has no attribute 'compile'", object.TypeName(o))
	}
	return c, nil
}

func connCompiler(o object.Object) *SQLCompiler {
	conn, _ := o.(Connection)
	return &SQLCompiler{Conn: conn, Query: NewQuery(nil)}
}

func init() {
	LookupType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() lookupLike { return &Lookup{} }), Init: initLookup,
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				l := o.(lookupLike).asLookup()
				a, err := object.Repr(t, l.Lhs)
				if err != nil {
					return "", err
				}
				b, err := object.Repr(t, l.Rhs)
				return o.Type().Name + "(" + a + ", " + b + ")", err
			},
		},
		GetSets: []object.GetSet{
			{Name: "lhs", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return exprObject(o.(lookupLike).asLookup().Lhs), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				o.(lookupLike).asLookup().Lhs = ParseExpression(t, v)
				return nil
			}},
			{Name: "rhs", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if r := o.(lookupLike).asLookup().Rhs; r != nil {
					return r, nil
				}
				return object.None, nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				o.(lookupLike).asLookup().Rhs = v
				return nil
			}},
			{Name: "bilateral_transforms", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewList(append([]object.Object(nil), o.(lookupLike).asLookup().bilateral...)), nil
			}},
		},
		Methods: []object.Method{
			{Name: "process_lhs", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigProcessLHS.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				c, err := compilerArg(a[1])
				if err != nil {
					return nil, err
				}
				var lhs Expression
				if a[3] != nil && a[3] != object.None {
					lhs = ParseExpression(t, a[3])
				}
				return sqlPair(a[0].(lookupLike).ProcessLHS(t, c, lhs))
			}},
			{Name: "process_rhs", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigProcessRHS.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				c, err := compilerArg(a[1])
				if err != nil {
					return nil, err
				}
				return sqlPair(a[0].(lookupLike).ProcessRHS(t, c))
			}},
			{Name: "get_prep_lookup", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return args[0].(lookupLike).PrepLookup(t)
			}},
			{Name: "get_prep_lhs", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return exprObject(args[0].(lookupLike).asLookup().Lhs), nil
			}},
			{Name: "get_db_prep_lookup", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigDBPrepLookup.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				return sqlPair(a[0].(lookupLike).DBPrepLookup(t, a[1], connCompiler(a[2])))
			}},
			{Name: "rhs_is_direct_value", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(args[0].(lookupLike).asLookup().rhsIsDirect()), nil
			}},
			{Name: "batch_process_rhs", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				lb, ok := args[0].(interface {
					batch(*object.Thread, *SQLCompiler, []object.Object) ([]string, Params, error)
					items(*object.Thread) ([]object.Object, error)
				})
				if !ok || len(args) < 2 {
					return nil, object.TypeErrorf("batch_process_rhs() needs a list look-up")
				}
				c, err := compilerArg(args[1])
				if err != nil {
					return nil, err
				}
				items, err := lb.items(t)
				if err != nil {
					return nil, err
				}
				sqls, params, err := lb.batch(t, c, items)
				if err != nil {
					return nil, err
				}
				return object.NewTuple(object.NewTuple(object.Strs(sqls)...), object.NewTuple(params...)), nil
			}},
		},
		Attrs: attrs("lookup_name", object.None, "prepare_rhs", true, "can_use_none_as_rhs", false),
	})
	BuiltinLookupType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() lookupLike { return &builtinLookup{} })},
		Methods: []object.Method{
			{Name: "get_rhs_op", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigRHSOp.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				s, _ := object.AsStr(a[2])
				r, err := a[0].(lookupLike).RHSOp(t, connCompiler(a[1]), s)
				return object.NewStr(r), err
			}},
		},
	})
	lookupMakers[BuiltinLookupType] = func() lookupLike { return &builtinLookup{} }
	named := func(n string) map[string]object.Object { return attrs("lookup_name", n) }
	raw := func(n string) map[string]object.Object { return attrs("lookup_name", n, "prepare_rhs", false) }
	comparison := func() lookupLike { return &prepValueLookup{} }
	integer := func() lookupLike { return &integerLookup{} }
	defLookup(ExactType, func() lookupLike { return &Exact{} }, named("exact"))
	defLookup(IExactType, func() lookupLike { return &IExact{} }, raw("iexact"))
	defLookup(GreaterThanType, comparison, named("gt"))
	defLookup(GreaterThanOrEqualType, comparison, named("gte"))
	defLookup(LessThanType, comparison, named("lt"))
	defLookup(LessThanOrEqualType, comparison, named("lte"))
	defLookup(IntegerFieldExactType, func() lookupLike { return &IntegerFieldExact{} }, nil)
	for _, tp := range []*object.Type{IntegerGreaterThanType, IntegerGreaterThanOrEqualType, IntegerLessThanType, IntegerLessThanOrEqualType} {
		defLookup(tp, integer, nil)
	}
	defLookup(InType, func() lookupLike { return &In{} }, named("in"))
	defLookup(RangeType, func() lookupLike { return &Range{} }, named("range"))
	pattern := func() lookupLike { return &Pattern{} }
	defLookup(PatternLookupType, pattern, attrs("prepare_rhs", false, "param_pattern", "%%%s%%"))
	defLookup(ContainsType, pattern, named("contains"))
	defLookup(IContainsType, pattern, named("icontains"))
	defLookup(StartsWithType, pattern, attrs("lookup_name", "startswith", "param_pattern", "%s%%"))
	defLookup(IStartsWithType, pattern, named("istartswith"))
	defLookup(EndsWithType, pattern, attrs("lookup_name", "endswith", "param_pattern", "%%%s"))
	defLookup(IEndsWithType, pattern, named("iendswith"))
	defLookup(IsNullType, func() lookupLike { return &IsNull{} }, raw("isnull"))
	regex := func() lookupLike { return &builtinLookup{} }
	defLookup(RegexType, regex, raw("regex"))
	defLookup(IRegexType, regex, raw("iregex"))
	year := func() lookupLike { return &YearLookup{} }
	YearLookupType.Define(object.Spec{Slots: object.Slots{New: newOf(year)}, Methods: []object.Method{
		{Name: "get_bound_params", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigBoundParams.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			bounds, err := a[0].(*YearLookup).boundParams(a[1], a[2])
			if err != nil {
				return nil, err
			}
			return object.NewTuple(bounds...), nil
		}},
	}})
	for _, tp := range []*object.Type{YearExactType, YearGtType, YearGteType, YearLtType, YearLteType} {
		defLookup(tp, year, nil)
	}
	for _, base := range []*object.Type{IExactType, ContainsType, IContainsType, StartsWithType, IStartsWithType, EndsWithType, IEndsWithType} {
		tp := declLookup("UUID"+base.Name, base)
		uuidLookupTypes[base] = tp
		if base == IExactType {
			defLookup(tp, func() lookupLike { return &uuidIExact{} }, nil)
		} else {
			defLookup(tp, func() lookupLike { return &uuidPattern{} }, nil)
		}
	}
	TransformType.Define(object.Spec{
		Mixin: true,
		Slots: object.Slots{New: newOf(func() *Transform { return &Transform{} }), Init: initOf(initFunc)},
		GetSets: []object.GetSet{{Name: "lhs", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			src := o.(funcLike).asFunc().Sources
			if len(src) == 0 {
				return object.None, nil
			}
			return src[0], nil
		}}},
		Methods: []object.Method{{Name: "get_bilateral_transforms", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			bs, err := bilateralTransforms(t, self(args))
			return object.NewList(bs), err
		}}},
		Attrs: attrs("bilateral", false, "arity", 1, "lookup_name", object.None),
	})
}

// Transform is a Func that look-ups can name.
type Transform struct{ Func }

func (f *Transform) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func newTransform(cls *object.Type, src Expression) Expression {
	if mk := transformMakers[cls]; mk != nil {
		e := mk()
		e.base().init(cls, e)
		e.asFunc().Sources = []Expression{src}
		return e
	}
	f := &Transform{}
	f.Sources = []Expression{src}
	return makeExpr(f, cls)
}

// transformMakers allocate the Go structs of native transforms that are more than a Transform.
var transformMakers = map[*object.Type]func() funcLike{}

// GetLookup looks at the function's own class first if that is a transform's, then at its output field.
func (f *Func) GetLookup(t *object.Thread, name string) (object.Object, error) {
	if f.class.IsSubtype(TransformType) {
		if cls := classLookup(t, f.class, name); cls != nil && isLookupClass(cls) {
			return cls, nil
		}
	}
	return f.Base.GetLookup(t, name)
}

// GetTransform is GetLookup for transforms.
func (f *Func) GetTransform(t *object.Thread, name string) (object.Object, error) {
	if f.class.IsSubtype(TransformType) {
		if cls := classLookup(t, f.class, name); cls != nil && isTransformClass(cls) {
			return cls, nil
		}
	}
	return f.Base.GetTransform(t, name)
}

func isLookupClass(o object.Object) bool {
	tp, ok := o.(*object.Type)
	return ok && tp.IsSubtype(LookupType)
}

func isTransformClass(o object.Object) bool {
	tp, ok := o.(*object.Type)
	return ok && tp.IsSubtype(TransformType)
}

// bilateralTransforms is get_bilateral_transforms(): the classes to apply to the right side too.
func bilateralTransforms(t *object.Thread, e Expression) ([]object.Object, error) {
	f, ok := e.(funcLike)
	if !ok || !e.Type().IsSubtype(TransformType) || len(f.asFunc().Sources) == 0 {
		return nil, nil
	}
	out, err := bilateralTransforms(t, f.asFunc().Sources[0])
	if err != nil {
		return nil, err
	}
	if classAttr(e, strBilateral) == object.True {
		out = append(out, e.Type())
	}
	return out, nil
}

// applyTransform is transform_class(lhs).
func applyTransform(t *object.Thread, cls object.Object, lhs Expression) (Expression, error) {
	if tp, ok := cls.(*object.Type); ok && tp.Flags&object.Heap == 0 {
		return newTransform(tp, lhs), nil
	}
	o, err := object.CallArgs(t, cls, lhs)
	if err != nil {
		return nil, err
	}
	return exprResult(t, o)
}

var (
	strGetLookup    = object.Intern("get_lookup")
	strGetTransform = object.Intern("get_transform")
)

// getLookup is lhs.get_lookup(name): nil where there is none.
func getLookup(t *object.Thread, lhs Expression, name string) (object.Object, error) {
	if override(lhs, strGetLookup) != nil {
		return noneIsNil(callOverride(t, lhs, strGetLookup, object.NewStr(name)))
	}
	return lhs.GetLookup(t, name)
}

func getTransform(t *object.Thread, lhs Expression, name string) (object.Object, error) {
	if override(lhs, strGetTransform) != nil {
		return noneIsNil(callOverride(t, lhs, strGetTransform, object.NewStr(name)))
	}
	return lhs.GetTransform(t, name)
}

func noneIsNil(o object.Object, err error) (object.Object, error) {
	if o == object.None {
		o = nil
	}
	return o, err
}

// uuidIExact and uuidPattern compare UUIDs as text without hyphens, which is how SQLite stores them.
type uuidIExact struct{ IExact }

func (l *uuidIExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *uuidIExact) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	l.Rhs = withoutHyphens(l.Rhs)
	return l.IExact.ProcessRHS(t, c)
}

type uuidPattern struct{ Pattern }

func (l *uuidPattern) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *uuidPattern) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	l.Rhs = withoutHyphens(l.Rhs)
	return l.Pattern.ProcessRHS(t, c)
}

func withoutHyphens(v object.Object) object.Object {
	e, ok := v.(Expression)
	if !ok {
		e = NewValue(v)
	}
	r := newFunc(replaceType, e, newText("-"), newText(""))
	b := r.base()
	b.outputField, b.fieldGiven = newField("CharField"), true
	return r
}

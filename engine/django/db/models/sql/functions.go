package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// Database functions: comparison, conversion, text and mathematics. Those that are nothing but a name and an output field are Func (or Transform) itself, with
// what they are in their class attributes.

const (
	comparisonModule = "django.db.models.functions.comparison"
	textModule       = "django.db.models.functions.text"
	mathModule       = "django.db.models.functions.math"
	windowModule     = "django.db.models.functions.window"
	jsonFuncModule   = "django.db.models.functions.json"
	datetimeModule   = "django.db.models.functions.datetime"
)

// functionTypes lists every class of django.db.models.functions, for the modules' namespaces.
var functionTypes []*object.Type

func declFunction(name, module string, bases ...*object.Type) *object.Type {
	tp := object.Declare(name, module, bases...)
	functionTypes = append(functionTypes, tp)
	return tp
}

var (
	CastType     = declFunction("Cast", comparisonModule, FuncType)
	CoalesceType = declFunction("Coalesce", comparisonModule, FuncType)
	collateType  = declFunction("Collate", comparisonModule, FuncType)
	greatestType = declFunction("Greatest", comparisonModule, FuncType)
	leastType    = declFunction("Least", comparisonModule, FuncType)
	nullIfType   = declFunction("NullIf", comparisonModule, FuncType)

	jsonObjectType = declFunction("JSONObject", jsonFuncModule, FuncType)
	jsonArrayType  = declFunction("JSONArray", jsonFuncModule, FuncType)

	concatPairType = declFunction("ConcatPair", textModule, FuncType)
	concatType     = declFunction("Concat", textModule, FuncType)
	leftType       = declFunction("Left", textModule, FuncType)
	rightType      = declFunction("Right", textModule, leftType)
	substrType     = declFunction("Substr", textModule, FuncType)
	replaceType    = declFunction("Replace", textModule, FuncType)
	strIndexType   = declFunction("StrIndex", textModule, FuncType)
	lpadType       = declFunction("LPad", textModule, FuncType)
	rpadType       = declFunction("RPad", textModule, lpadType)
	repeatType     = declFunction("Repeat", textModule, FuncType)

	modType    = declFunction("Mod", mathModule, FuncType)
	randomType = declFunction("Random", mathModule, FuncType)
)

// FixedFunc is a Func whose name on SQLite, or whose numeric output field, differs from what the class attributes say.
type FixedFunc struct{ Func }

func (f *FixedFunc) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

// sqliteFunctions are as_sqlite's function names.
var sqliteFunctions = map[*object.Type]string{}

// numericFunctions have NumericOutputFieldMixin.
var numericFunctions = map[*object.Type]bool{}

func inherits[V any](m map[*object.Type]V, cls *object.Type) (v V, ok bool) {
	for _, b := range cls.MRO {
		if v, ok = m[b]; ok {
			return
		}
	}
	return
}

func (f *Func) sqliteContext(ctx *Context) *Context {
	if name, ok := inherits(sqliteFunctions, f.class); ok && (ctx == nil || ctx.Function == "") {
		return ctx.withFunction(name)
	}
	return ctx
}

func (f *FixedFunc) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return f.Func.AsSQLite(t, c, f.sqliteContext(ctx))
}

// GroupByCols has nothing to group by in Random().
func (f *FixedFunc) GroupByCols(t *object.Thread) ([]Expression, error) {
	if f.class.IsSubtype(randomType) {
		return nil, nil
	}
	return f.Func.GroupByCols(t)
}

func (f *FixedFunc) ResolveOutputField(t *object.Thread) (Field, error) {
	if _, ok := inherits(numericFunctions, f.class); ok {
		return numericOutputField(t, f.self, f.Func.ResolveOutputField)
	}
	return f.Func.ResolveOutputField(t)
}

// FixedTransform is FixedFunc for transforms.
type FixedTransform struct{ Transform }

func (f *FixedTransform) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *FixedTransform) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return f.Func.AsSQLite(t, c, f.sqliteContext(ctx))
}

func (f *FixedTransform) ResolveOutputField(t *object.Thread) (Field, error) {
	if _, ok := inherits(numericFunctions, f.class); ok {
		return numericOutputField(t, f.self, f.Func.ResolveOutputField)
	}
	return f.Func.ResolveOutputField(t)
}

// Cast is CAST(expression AS type).
type Cast struct{ Func }

func newCast(e Expression, f Field) *Cast {
	c := &Cast{}
	c.Sources = []Expression{e}
	makeExpr(c, CastType)
	c.outputField, c.fieldGiven = f, true
	return c
}

func (f *Cast) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Cast) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	of, err := OutputField(t, f.self)
	if err != nil {
		return "", nil, err
	}
	db, err := of.CastDBType(t, c.Conn)
	if err != nil {
		return "", nil, err
	}
	if db == "" {
		db = "None"
	}
	return f.Func.AsSQL(t, c, ctx.with("db_type", db))
}

func (f *Cast) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	of, err := OutputField(t, f.self)
	if err != nil {
		return "", nil, err
	}
	db, err := of.DBType(t, c.Conn)
	if err != nil {
		return "", nil, err
	}
	switch db {
	case "datetime", "time":
		// strftime keeps the fractions of a second, which datetime() and time() drop.
		format := "%Y-%m-%d %H:%M:%f"
		if db == "time" {
			format = "%H:%M:%f"
		}
		s, params, err := f.Func.AsSQL(t, c, ctx.withTemplate("strftime(%%s, %(expressions)s)"))
		return s, append(Params{object.NewStr(format)}, params...), err
	case "date":
		return f.Func.AsSQL(t, c, ctx.withTemplate("date(%(expressions)s)"))
	}
	return asSQL(t, f.self, c, ctx)
}

// Coalesce gives the first of its arguments that is not NULL.
type Coalesce struct{ Func }

func newCoalesce(es ...Expression) *Coalesce {
	c := &Coalesce{}
	c.Sources = es
	return makeExpr(c, CoalesceType)
}

func (f *Coalesce) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Coalesce) EmptyResultSetValue() object.Object {
	for _, e := range f.Sources {
		if v := e.EmptyResultSetValue(); v == object.NotImplemented || v != object.None {
			return v
		}
	}
	return object.None
}

// Collate is expression COLLATE name.
type Collate struct {
	Func
	collation string
}

func (f *Collate) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Collate) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if _, ok := ctx.get("collation"); !ok {
		ctx = ctx.with("collation", QuoteName(f.collation))
	}
	return f.Func.AsSQL(t, c, ctx)
}

func (f *Collate) sameAs(t *object.Thread, o Expression) bool {
	return f.collation == o.(*Collate).collation
}

// ConcatPair is a || b with NULLs taken as empty.
type ConcatPair struct{ Func }

func (f *ConcatPair) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

// coalesce is ConcatPair.coalesce: a copy with the sources' NULLs as empty texts.
func (f *ConcatPair) coalesce() *ConcatPair {
	co := f.Copy().(*ConcatPair)
	for i, e := range co.Sources {
		co.Sources[i] = newCoalesce(e, newText(""))
	}
	return co
}

func (f *ConcatPair) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	co := f.coalesce()
	x := ctx.withTemplate("(%(expressions)s)")
	x.ArgJoiner = " || "
	return co.Func.AsSQL(t, c, x)
}

// Substring is Substr, Left, Right and StrIndex as SQLite writes them.
type Substring struct{ Func }

func newSubstr(e Expression, start, length int) *Substring {
	s := &Substring{}
	s.Sources = []Expression{e, newInt(int64(start))}
	if length >= 0 {
		s.Sources = append(s.Sources, newInt(int64(length)))
	}
	return makeExpr(s, substrType)
}

func (f *Substring) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Substring) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	switch {
	case f.class.IsSubtype(rightType):
		// The last n characters are those from -n on.
		neg := newCombined(CombinedExpressionType, f.Sources[1], opMul, newInt(-1))
		s := &Substring{}
		s.Sources = []Expression{f.Sources[0], neg, f.Sources[1]}
		return makeExpr(s, substrType).AsSQLite(t, c, ctx)
	case f.class.IsSubtype(leftType):
		s := &Substring{}
		s.Sources = []Expression{f.Sources[0], newInt(1), f.Sources[1]}
		return makeExpr(s, substrType).AsSQLite(t, c, ctx)
	}
	return f.Func.AsSQLite(t, c, f.sqliteContext(ctx))
}

// Round is ROUND(expression, precision).
type Round struct{ Transform }

func (f *Round) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Round) ResolveOutputField(t *object.Thread) (Field, error) {
	return OutputField(t, f.Sources[0])
}

func (f *Round) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if len(f.Sources) == 1 { // made by a look-up
		f.Sources = append(f.Sources, newInt(0))
	}
	if v, ok := f.Sources[1].(*Value); ok && intSign(v.Value) < 0 {
		return "", nil, object.ValueErrorf("SQLite does not support negative precision.")
	}
	return f.Func.AsSQLite(t, c, ctx)
}

// JSONFunc is JSONObject and JSONArray.
type JSONFunc struct{ Func }

func (f *JSONFunc) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

// FirstSource is a window function whose output is of its first argument's type: Lag, Lead, NthValue.
type FirstSource struct{ Func }

func (f *FirstSource) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *FirstSource) ResolveOutputField(t *object.Thread) (Field, error) {
	return OutputField(t, f.Sources[0])
}

// collationName is what may be put into SQL as it is.
var collationName = sre.Own{Source: `[\w-]+$`}

// twoOrMore checks the number of arguments before Func.__init__.
func twoOrMore(name string) func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error {
	return func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		if len(args) < 2 {
			return object.ValueErrorf("%s must take at least two expressions", name)
		}
		return initFunc(t, o.(funcLike), args, kw)
	}
}

// bindInit binds a constructor's own parameters; f gives the positional arguments for Func.__init__.
func bindInit(sig *pysig.Sig, f func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error)) func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error {
	return func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		a, err := sig.Bind(prependSelf(o, args), kw)
		if err != nil {
			return err
		}
		e := o.(funcLike)
		pos, err := f(t, e, a)
		if err != nil {
			return err
		}
		var rest *object.Kwargs
		if d, ok := a[len(a)-1].(*object.Dict); ok {
			rest = dictKwargs(d)
		}
		return initFunc(t, e, pos, rest)
	}
}

// lessThan tells whether a plain number is below n; expressions never are.
func lessThan(t *object.Thread, o object.Object, n int64) (bool, error) {
	if o == nil || HasResolveExpression(o) {
		return false, nil
	}
	return object.Less(t, o, object.NewInt(n))
}

func init() {
	define := func(tp *object.Type, mk func() funcLike, init func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error, pairs ...any) {
		tp.Define(object.Spec{Slots: object.Slots{New: newOf(mk), Init: init}, Attrs: attrs(pairs...)})
	}
	fixed := func() funcLike { return &FixedFunc{} }
	define(CastType, func() funcLike { return &Cast{} }, func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		a, err := pysig.New("Cast.__init__", "self", "expression", "output_field").Bind(prependSelf(o, args), kw)
		if err != nil {
			return err
		}
		return initFunc(t, o.(funcLike), []object.Object{a[1]}, object.Kw("output_field", a[2]))
	}, "function", "CAST", "template", "%(function)s(%(expressions)s AS %(db_type)s)")
	define(CoalesceType, func() funcLike { return &Coalesce{} }, twoOrMore("Coalesce"), "function", "COALESCE")
	define(greatestType, fixed, twoOrMore("Greatest"), "function", "GREATEST")
	define(leastType, fixed, twoOrMore("Least"), "function", "LEAST")
	sqliteFunctions[greatestType], sqliteFunctions[leastType] = "MAX", "MIN"
	nullIfType.Define(object.Spec{Attrs: attrs("function", "NULLIF", "arity", 2)})
	sigCollate := pysig.New("Collate.__init__", "self", "expression", "collation")
	define(collateType, func() funcLike { return &Collate{} }, func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		a, err := sigCollate.Bind(prependSelf(o, args), kw)
		if err != nil {
			return err
		}
		s, _ := object.AsStr(a[2])
		if collationName.Match(s) == nil {
			r, err := object.Repr(t, a[2])
			if err != nil {
				return err
			}
			return object.ValueErrorf("Invalid collation name: %s.", r)
		}
		o.(*Collate).collation = s
		return initFunc(t, o.(funcLike), []object.Object{a[1]}, nil)
	}, "function", "COLLATE", "template", "%(expressions)s %(function)s %(collation)s")

	outputFields[jsonObjectType], outputFields[jsonArrayType] = "JSONField", "JSONField"
	define(jsonObjectType, func() funcLike { return &JSONFunc{} }, func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		if len(args) > 0 {
			return object.TypeErrorf("JSONObject.__init__() takes 1 positional argument but %d were given", len(args)+1)
		}
		var pos []object.Object
		if kw != nil {
			for i, n := range kw.Names {
				pos = append(pos, newText(n.String()), kw.Vals[i])
			}
		}
		return initFunc(t, o.(funcLike), pos, nil)
	}, "function", "JSON_OBJECT")
	define(jsonArrayType, func() funcLike { return &JSONFunc{} }, nil, "function", "JSON_ARRAY")

	defineText(define)
	defineMath()
	defineWindow(define)
}

func defineText(define func(*object.Type, func() funcLike, func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error, ...any)) {
	transform := func(name, function, lookup, output, sqlite string) {
		tp := declFunction(name, textModule, TransformType)
		if output != "" {
			outputFields[tp] = output
		}
		as := attrs("function", function, "lookup_name", lookup)
		if sqlite != "" {
			sqliteFunctions[tp] = sqlite
			transformMakers[tp] = func() funcLike { return &FixedTransform{} }
			tp.Define(object.Spec{Slots: object.Slots{New: newOf(func() *FixedTransform { return &FixedTransform{} })}, Attrs: as})
			return
		}
		tp.Define(object.Spec{Attrs: as})
	}
	transform("Chr", "CHR", "chr", "CharField", "CHAR")
	transform("Length", "LENGTH", "length", "IntegerField", "")
	transform("Lower", "LOWER", "lower", "", "")
	transform("LTrim", "LTRIM", "ltrim", "", "")
	transform("MD5", "MD5", "md5", "", "")
	transform("Ord", "ASCII", "ord", "IntegerField", "UNICODE")
	transform("Reverse", "REVERSE", "reverse", "", "")
	transform("RTrim", "RTRIM", "rtrim", "", "")
	transform("SHA1", "SHA1", "sha1", "", "")
	transform("SHA224", "SHA224", "sha224", "", "")
	transform("SHA256", "SHA256", "sha256", "", "")
	transform("SHA384", "SHA384", "sha384", "", "")
	transform("SHA512", "SHA512", "sha512", "", "")
	transform("Trim", "TRIM", "trim", "", "")
	transform("Upper", "UPPER", "upper", "", "")

	concatPairType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() funcLike { return &ConcatPair{} })},
		Methods: []object.Method{{Name: "coalesce", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			f, ok := args[0].(*ConcatPair)
			if !ok {
				return nil, object.TypeErrorf("coalesce() needs a ConcatPair")
			}
			return f.coalesce(), object.CheckArgs("coalesce", args[1:], kw, 0, 0)
		}}},
		Attrs: attrs("function", "CONCAT"),
	})
	define(concatType, func() funcLike { return &Func{} }, func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		if len(args) < 2 {
			return object.ValueErrorf("Concat must take at least two expressions")
		}
		var of object.Object
		if kw != nil {
			of = kw.Get("output_field")
		}
		pair := Expression(nil)
		for i := len(args) - 2; i >= 0; i-- {
			p := &ConcatPair{}
			right := pair
			if right == nil {
				right = ParseExpression(t, args[i+1])
			}
			p.Sources = []Expression{ParseExpression(t, args[i]), right}
			makeExpr(p, concatPairType)
			setOutputField(p, of)
			pair = p
		}
		return initFunc(t, o.(funcLike), []object.Object{pair}, kw)
	}, "function", object.None, "template", "%(expressions)s")

	substring := func() funcLike { return &Substring{} }
	outputFields[leftType], outputFields[substrType], outputFields[strIndexType] = "CharField", "CharField", "IntegerField"
	sigLeft := pysig.New("Left.__init__", "self", "expression", "length", "**extra")
	define(leftType, substring, bindInit(sigLeft, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		low, err := lessThan(t, a[2], 1)
		if err == nil && low {
			err = object.ValueErrorf("'length' must be greater than 0.")
		}
		return a[1:3], err
	}), "function", "LEFT", "arity", 2)
	rightType.Define(object.Spec{Attrs: attrs("function", "RIGHT")})
	sigSubstr := pysig.New("Substr.__init__", "self", "expression", "pos", "length=", "**extra")
	define(substrType, substring, bindInit(sigSubstr, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		low, err := lessThan(t, a[2], 1)
		if err == nil && low {
			err = object.ValueErrorf("'pos' must be greater than 0")
		}
		if a[3] == nil || a[3] == object.None {
			return a[1:3], err
		}
		return a[1:4], err
	}), "function", "SUBSTRING")
	sqliteFunctions[substrType] = "SUBSTR"
	define(strIndexType, func() funcLike { return &FixedFunc{} }, nil, "function", "INSTR", "arity", 2)
	sigReplace := pysig.New("Replace.__init__", "self", "expression", "text", "replacement=", "**extra")
	define(replaceType, func() funcLike { return &Func{} }, bindInit(sigReplace, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		if a[3] == nil {
			a[3] = newText("")
		}
		return a[1:4], nil
	}), "function", "REPLACE")
	outputFields[lpadType], outputFields[repeatType] = "CharField", "CharField"
	sigPad := pysig.New("LPad.__init__", "self", "expression", "length", "fill_text=", "**extra")
	define(lpadType, func() funcLike { return &Func{} }, bindInit(sigPad, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		if a[3] == nil {
			a[3] = newText(" ")
		}
		if a[2] == object.None {
			return a[1:4], nil
		}
		low, err := lessThan(t, a[2], 0)
		if err == nil && low {
			err = object.ValueErrorf("'length' must be greater or equal to 0.")
		}
		return a[1:4], err
	}), "function", "LPAD")
	rpadType.Define(object.Spec{Attrs: attrs("function", "RPAD")})
	sigRepeat := pysig.New("Repeat.__init__", "self", "expression", "number", "**extra")
	define(repeatType, func() funcLike { return &Func{} }, bindInit(sigRepeat, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		if a[2] == object.None {
			return a[1:3], nil
		}
		low, err := lessThan(t, a[2], 0)
		if err == nil && low {
			err = object.ValueErrorf("'number' must be greater or equal to 0.")
		}
		return a[1:3], err
	}), "function", "REPEAT")
}

func defineMath() {
	transform := func(name, function, lookup string, numeric bool, pairs ...any) *object.Type {
		tp := declFunction(name, mathModule, TransformType)
		as := attrs(append([]any{"function", function, "lookup_name", lookup}, pairs...)...)
		if !numeric {
			tp.Define(object.Spec{Attrs: as})
			return tp
		}
		numericFunctions[tp] = true
		transformMakers[tp] = func() funcLike { return &FixedTransform{} }
		tp.Define(object.Spec{Slots: object.Slots{New: newOf(func() *FixedTransform { return &FixedTransform{} })}, Attrs: as})
		return tp
	}
	transform("Abs", "ABS", "abs", false)
	transform("Ceil", "CEILING", "ceil", false)
	transform("Floor", "FLOOR", "floor", false)
	transform("Sign", "SIGN", "sign", false)
	for _, n := range [][3]string{{"ACos", "ACOS", "acos"}, {"ASin", "ASIN", "asin"}, {"ATan", "ATAN", "atan"}, {"Cos", "COS", "cos"}, {"Cot", "COT", "cot"},
		{"Degrees", "DEGREES", "degrees"}, {"Exp", "EXP", "exp"}, {"Ln", "LN", "ln"}, {"Radians", "RADIANS", "radians"}, {"Sin", "SIN", "sin"},
		{"Sqrt", "SQRT", "sqrt"}, {"Tan", "TAN", "tan"}} {
		transform(n[0], n[1], n[2], true)
	}
	roundSig := pysig.New("Round.__init__", "self", "expression", "precision=", "**extra")
	roundType := declFunction("Round", mathModule, TransformType)
	transformMakers[roundType] = func() funcLike { return &Round{} }
	roundType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() *Round { return &Round{} }), Init: bindInit(roundSig, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
			if a[2] == nil {
				a[2] = object.NewInt(0)
			}
			return a[1:3], nil
		})},
		Attrs: attrs("function", "ROUND", "lookup_name", "round", "arity", object.None),
	})
	fn := func(name, function string, arity int) {
		var tp *object.Type
		switch name {
		case "Mod":
			tp = modType
		case "Random":
			tp = randomType
		default:
			tp = declFunction(name, mathModule, FuncType)
		}
		numericFunctions[tp] = true
		tp.Define(object.Spec{Slots: object.Slots{New: newOf(func() *FixedFunc { return &FixedFunc{} })}, Attrs: attrs("function", function, "arity", arity)})
	}
	fn("ATan2", "ATAN2", 2)
	fn("Log", "LOG", 2)
	fn("Mod", "MOD", 2)
	fn("Pi", "PI", 0)
	fn("Power", "POWER", 2)
	fn("Random", "RANDOM", 0)
	sqliteFunctions[randomType] = "RAND"
}

func defineWindow(define func(*object.Type, func() funcLike, func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error, ...any)) {
	plain := func(name, function, output string, pairs ...any) {
		tp := declFunction(name, windowModule, FuncType)
		if output != "" {
			outputFields[tp] = output
		}
		tp.Define(object.Spec{Attrs: attrs(append([]any{"function", function, "window_compatible", true}, pairs...)...)})
	}
	plain("CumeDist", "CUME_DIST", "FloatField")
	plain("DenseRank", "DENSE_RANK", "IntegerField")
	plain("FirstValue", "FIRST_VALUE", "", "arity", 1)
	plain("LastValue", "LAST_VALUE", "", "arity", 1)
	plain("PercentRank", "PERCENT_RANK", "FloatField")
	plain("Rank", "RANK", "IntegerField")
	plain("RowNumber", "ROW_NUMBER", "IntegerField")

	first := func() funcLike { return &FirstSource{} }
	lagLead := declFunction("LagLeadFunction", windowModule, FuncType)
	sigLag := pysig.New("LagLeadFunction.__init__", "self", "expression", "offset=", "default=", "**extra")
	define(lagLead, first, bindInit(sigLag, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		name := e.Type().Name
		if a[1] == object.None {
			return nil, object.ValueErrorf("%s requires a non-null source expression.", name)
		}
		if a[2] == nil {
			a[2] = object.NewInt(1)
		}
		low := a[2] == object.None
		if !low {
			var err error
			if low, err = lessThan(t, a[2], 1); err != nil {
				return nil, err
			}
		}
		if low {
			return nil, object.ValueErrorf("%s requires a positive integer for the offset.", name)
		}
		if a[3] == nil || a[3] == object.None {
			return a[1:3], nil
		}
		return a[1:4], nil
	}), "window_compatible", true)
	declFunction("Lag", windowModule, lagLead).Define(object.Spec{Attrs: attrs("function", "LAG")})
	declFunction("Lead", windowModule, lagLead).Define(object.Spec{Attrs: attrs("function", "LEAD")})
	nth := declFunction("NthValue", windowModule, FuncType)
	sigNth := pysig.New("NthValue.__init__", "self", "expression", "nth=", "**extra")
	define(nth, first, bindInit(sigNth, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		name := e.Type().Name
		if a[1] == object.None {
			return nil, object.ValueErrorf("%s requires a non-null source expression.", name)
		}
		if a[2] == nil {
			a[2] = object.NewInt(1)
		}
		low := a[2] == object.None
		if !low {
			var err error
			if low, err = lessThan(t, a[2], 1); err != nil {
				return nil, err
			}
		}
		if low {
			return nil, object.ValueErrorf("%s requires a positive integer as for nth.", name)
		}
		return a[1:3], nil
	}), "function", "NTH_VALUE", "window_compatible", true)
	ntile := declFunction("Ntile", windowModule, FuncType)
	outputFields[ntile] = "IntegerField"
	sigNtile := pysig.New("Ntile.__init__", "self", "num_buckets=", "**extra")
	define(ntile, func() funcLike { return &Func{} }, bindInit(sigNtile, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
		if a[1] == nil {
			a[1] = object.NewInt(1)
		}
		low, err := lessThan(t, a[1], 1)
		if err == nil && low {
			err = object.ValueErrorf("num_buckets must be greater than 0.")
		}
		return a[1:2], err
	}), "function", "NTILE", "window_compatible", true)
}

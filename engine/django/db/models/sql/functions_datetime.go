package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

var (
	ExtractType        = declFunction("Extract", datetimeModule, TransformType)
	extractIsoYearType = declFunction("ExtractIsoYear", datetimeModule, ExtractType)
	TruncBaseType      = declFunction("TruncBase", datetimeModule, TransformType)
	truncType          = declFunction("Trunc", datetimeModule, TruncBaseType)
	truncDateType      = declFunction("TruncDate", datetimeModule, TruncBaseType)
	truncTimeType      = declFunction("TruncTime", datetimeModule, TruncBaseType)
	nowType            = declFunction("Now", datetimeModule, FuncType)
)

var extractByName = map[string]*object.Type{}

// extractTypes gives the Extract classes with these lookup names.
func extractTypes(names ...string) []*object.Type {
	out := make([]*object.Type, len(names))
	for i, n := range names {
		out[i] = extractByName[n]
	}
	return out
}

// Extract is a part of a date or time.
type Extract struct {
	Transform
	part   string // lookup_name where it was an argument
	tzinfo object.Object
}

func (f *Extract) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Extract) name() string {
	if f.part != "" {
		return f.part
	}
	return classStr(f.self, strLookupName)
}

func (f *Extract) ResolveOutputField(t *object.Thread) (Field, error) {
	return newField("IntegerField"), nil
}

func (f *Extract) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	e, err := f.Base.ResolveExpression(t, q, r)
	if err != nil {
		return nil, err
	}
	c := e.(*Extract)
	of, err := OutputField(t, c.Sources[0])
	if err != nil {
		if isAttributeError(err) {
			return c, nil
		}
		return nil, err
	}
	switch {
	case isField(of, "DateField"), isField(of, "TimeField"), isField(of, "DurationField"):
	default:
		return nil, object.ValueErrorf("Extract input expression must be DateField, DateTimeField, TimeField, or DurationField.")
	}
	name := c.name()
	if isField(of, "DateField") && !isField(of, "DateTimeField") && (name == "hour" || name == "minute" || name == "second") {
		return nil, object.ValueErrorf("Cannot extract time component '%s' from DateField '%s'.", name, of.Info().Name)
	}
	if isField(of, "DurationField") {
		switch name {
		case "year", "iso_year", "month", "week", "week_day", "iso_week_day", "quarter":
			return nil, object.ValueErrorf("Cannot extract component '%s' from DurationField '%s'.", name, of.Info().Name)
		}
	}
	return c, nil
}

func (f *Extract) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := c.Compile(t, f.Sources[0])
	if err != nil {
		return "", nil, err
	}
	of, err := OutputField(t, f.Sources[0])
	if err != nil {
		return "", nil, err
	}
	part := object.NewStr(strings.ToLower(f.name()))
	head := append(Params{part}, params...)
	if isField(of, "DateTimeField") {
		tz, err := tzParams(t, f.tzinfo)
		return "django_datetime_extract(%s, " + s + ", %s, %s)", append(head, tz...), err
	}
	if f.tzinfo != nil {
		return "", nil, object.ValueErrorf("tzinfo can only be used with DateTimeField.")
	}
	switch {
	case isField(of, "DateField"):
		return "django_date_extract(%s, " + s + ")", head, nil
	case isField(of, "TimeField"):
		return "django_time_extract(%s, " + s + ")", head, nil
	case isField(of, "DurationField"):
		return "", nil, object.ValueErrorf("Extract requires native DurationField database support.")
	}
	return "", nil, object.AssertionErrorf("Tried to Extract from an invalid type.")
}

func (f *Extract) sameAs(t *object.Thread, o Expression) bool {
	g := o.(*Extract)
	return f.part == g.part && f.tzinfo == g.tzinfo && f.Func.sameAs(t, o)
}

// tzParams are the two time zone parameters of SQLite's functions: the one to convert to, and the connection's.
func tzParams(t *object.Thread, tzinfo object.Object) (Params, error) {
	if !UseTZ(t) {
		return Params{object.None, object.None}, nil
	}
	name, err := timezoneName(t, tzinfo)
	return Params{object.NewStr(name), object.NewStr("UTC")}, err
}

// Trunc is a date or time cut down to a unit.
type Trunc struct {
	Transform
	kind   string // where it was an argument
	tzinfo object.Object
}

func (f *Trunc) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

var strKind = object.Intern("kind")

func (f *Trunc) unit() string {
	if f.kind != "" {
		return f.kind
	}
	return classStr(f.self, strKind)
}

func (f *Trunc) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	e, err := f.Base.ResolveExpression(t, q, r)
	if err != nil {
		return nil, err
	}
	c := e.(*Trunc)
	in, err := OutputField(t, c.Sources[0])
	if err != nil {
		return nil, err
	}
	if !isField(in, "DateField") && !isField(in, "TimeField") {
		return nil, object.TypeErrorf("'%s' isn't a DateField, TimeField, or DateTimeField.", in.Info().Name)
	}
	out, err := OutputField(t, c)
	if err != nil {
		return nil, err
	}
	if !isField(out, "DateField") && !isField(out, "TimeField") {
		return nil, object.ValueErrorf("output_field must be either DateField, TimeField, or DateTimeField")
	}
	// TruncDate and TruncTime go by their class's output_field, whichever was given.
	name := nativeOutputField(f.class)
	toDateTime := name == "" && isField(out, "DateTimeField")
	if name == "" {
		name = "DateTimeField"
		if in.Info().Self.Class != out.Info().Self.Class {
			name = out.Info().Self.Class.Name
		}
	}
	kind := c.unit()
	isTime := kind == "hour" || kind == "minute" || kind == "second" || kind == "time"
	isDate := kind == "year" || kind == "quarter" || kind == "month" || kind == "week" || kind == "day" || kind == "date"
	if isField(in, "DateField") && !isField(in, "DateTimeField") && (toDateTime || isTime) {
		return nil, object.ValueErrorf("Cannot truncate DateField '%s' to %s.", in.Info().Name, name)
	}
	if isField(in, "TimeField") && (toDateTime || isDate) {
		return nil, object.ValueErrorf("Cannot truncate TimeField '%s' to %s.", in.Info().Name, name)
	}
	return c, nil
}

func (f *Trunc) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := c.Compile(t, f.Sources[0])
	if err != nil {
		return "", nil, err
	}
	in, err := OutputField(t, f.Sources[0])
	if err != nil {
		return "", nil, err
	}
	out, err := OutputField(t, f.self)
	if err != nil {
		return "", nil, err
	}
	tz := Params{object.None, object.None}
	cast := f.class.IsSubtype(truncDateType) || f.class.IsSubtype(truncTimeType)
	if isField(in, "DateTimeField") || cast {
		if tz, err = tzParams(t, f.tzinfo); err != nil {
			return "", nil, err
		}
	} else if f.tzinfo != nil {
		return "", nil, object.ValueErrorf("tzinfo can only be used with DateTimeField.")
	}
	if cast {
		fn := "django_datetime_cast_date("
		if f.class.IsSubtype(truncTimeType) {
			fn = "django_datetime_cast_time("
		}
		return fn + s + ", %s, %s)", joinParams(params, tz), nil
	}
	fn := ""
	switch {
	case isField(out, "DateTimeField"):
		fn = "django_datetime_trunc"
	case isField(out, "DateField"):
		fn = "django_date_trunc"
	case isField(out, "TimeField"):
		fn = "django_time_trunc"
	default:
		return "", nil, object.ValueErrorf("Trunc only valid on DateField, TimeField, or DateTimeField.")
	}
	all := append(Params{object.NewStr(strings.ToLower(f.unit()))}, params...)
	return fn + "(%s, " + s + ", %s, %s)", append(all, tz...), nil
}

func (f *Trunc) DBConverters(t *object.Thread, conn Connection) ([]Converter, error) {
	of, err := OutputField(t, f.self)
	if err != nil {
		return nil, err
	}
	cs, err := of.DBConverters(t, conn)
	if err != nil {
		return nil, err
	}
	return append([]Converter{f.convert(of)}, cs...), nil
}

// convert is TruncBase.convert_value.
func (f *Trunc) convert(of Field) Converter {
	return func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		if v == object.None {
			return v, nil
		}
		if isField(of, "DateTimeField") {
			if !UseTZ(t) {
				return v, nil
			}
			return inTimezone(t, v, f.tzinfo)
		}
		if !isDatetime(v) {
			return v, nil
		}
		if isField(of, "DateField") {
			return object.CallMethod(t, v, "date")
		}
		return object.CallMethod(t, v, "time")
	}
}

func (f *Trunc) sameAs(t *object.Thread, o Expression) bool {
	g := o.(*Trunc)
	return f.kind == g.kind && f.tzinfo == g.tzinfo && f.Func.sameAs(t, o)
}

// Now is CURRENT_TIMESTAMP.
type Now struct{ Func }

func (f *Now) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func (f *Now) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return asSQL(t, f.self, c, ctx.withTemplate("STRFTIME('%%%%Y-%%%%m-%%%%d %%%%H:%%%%M:%%%%f', 'NOW')"))
}

func init() {
	sigExtract := pysig.New("Extract.__init__", "self", "expression", "lookup_name=", "tzinfo=", "**extra")
	mkExtract := func() funcLike { return &Extract{} }
	ExtractType.Define(object.Spec{
		Slots: object.Slots{New: newOf(mkExtract), Init: bindInit(sigExtract, func(t *object.Thread, e funcLike, a []object.Object) ([]object.Object, error) {
			f := e.(*Extract)
			if classStr(f, strLookupName) == "" {
				if a[2] != nil {
					f.part, _ = object.AsStr(a[2])
				}
				if f.part == "" {
					return nil, object.ValueErrorf("lookup_name must be provided")
				}
			}
			if a[3] != nil && a[3] != object.None {
				f.tzinfo = a[3]
			}
			return a[1:2], nil
		})},
	})
	transformMakers[ExtractType] = mkExtract
	for _, x := range [][2]string{{"Year", "year"}, {"IsoYear", "iso_year"}, {"Month", "month"}, {"Day", "day"}, {"Week", "week"}, {"WeekDay", "week_day"},
		{"IsoWeekDay", "iso_week_day"}, {"Quarter", "quarter"}, {"Hour", "hour"}, {"Minute", "minute"}, {"Second", "second"}} {
		tp := extractIsoYearType
		if x[1] != "iso_year" {
			tp = declFunction("Extract"+x[0], datetimeModule, ExtractType)
		}
		tp.Define(object.Spec{Attrs: attrs("lookup_name", x[1])})
		extractByName[x[1]] = tp
		transformMakers[tp] = mkExtract
	}
	mkTrunc := func() funcLike { return &Trunc{} }
	setTz := func(f *Trunc, o object.Object) {
		if o != nil && o != object.None {
			f.tzinfo = o
		}
	}
	// output_field comes before tzinfo when given by position, so it is handed on by name.
	initTrunc := func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
		f, ok := o.(*Trunc)
		if !ok {
			return object.TypeErrorf("not a Trunc")
		}
		sig := sigTruncBase
		at := 2
		if f.class.IsSubtype(truncType) {
			sig, at = sigTrunc, 3
		}
		a, err := sig.Bind(prependSelf(o, args), kw)
		if err != nil {
			return err
		}
		if at == 3 {
			f.kind, _ = object.AsStr(a[2])
		}
		setTz(f, a[at+1])
		rest := dictKwargs(a[len(a)-1].(*object.Dict))
		if a[at] != nil && a[at] != object.None {
			setOutputField(f, a[at])
		}
		return initFunc(t, f, a[1:2], rest)
	}
	TruncBaseType.Define(object.Spec{
		Slots: object.Slots{New: newOf(mkTrunc), Init: initTrunc},
		Methods: []object.Method{{Name: "convert_value", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			f := args[0].(*Trunc)
			of, err := OutputField(t, f)
			if err != nil || len(args) < 2 {
				return object.None, err
			}
			return f.convert(of)(t, args[1], f, nil)
		}}},
		Attrs: attrs("kind", object.None),
	})
	truncType.Define(object.Spec{})
	transformMakers[TruncBaseType], transformMakers[truncType] = mkTrunc, mkTrunc
	for _, n := range []string{"Year", "Quarter", "Month", "Week", "Day", "Hour", "Minute", "Second"} {
		tp := declFunction("Trunc"+n, datetimeModule, TruncBaseType)
		tp.Define(object.Spec{Attrs: attrs("kind", strings.ToLower(n))})
		transformMakers[tp] = mkTrunc
	}
	outputFields[truncDateType], outputFields[truncTimeType], outputFields[nowType] = "DateField", "TimeField", "DateTimeField"
	truncDateType.Define(object.Spec{Attrs: attrs("kind", "date", "lookup_name", "date")})
	truncTimeType.Define(object.Spec{Attrs: attrs("kind", "time", "lookup_name", "time")})
	transformMakers[truncDateType], transformMakers[truncTimeType] = mkTrunc, mkTrunc
	nowType.Define(object.Spec{Slots: object.Slots{New: newOf(func() *Now { return &Now{} })}, Attrs: attrs("template", "CURRENT_TIMESTAMP")})
}

var (
	sigTruncBase = pysig.New("TruncBase.__init__", "self", "expression", "output_field=", "tzinfo=", "**extra")
	sigTrunc     = pysig.New("Trunc.__init__", "self", "expression", "kind", "output_field=", "tzinfo=", "**extra")
)

// NewTrunc is Trunc(name, kind, output_field, tzinfo), the field by its class's name: dates() and datetimes() use it.
func NewTrunc(t *object.Thread, name, kind, output string, tzinfo object.Object) (Expression, error) {
	f := &Trunc{kind: kind, tzinfo: tzinfo}
	f.Sources = []Expression{NewF(name)}
	makeExpr(f, truncType)
	f.outputField, f.fieldGiven = newField(output), true
	if tzinfo == object.None {
		f.tzinfo = nil
	}
	return f, nil
}

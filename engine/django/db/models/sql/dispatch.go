package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Dispatch: where Django calls a method of an expression that Python code may have overridden, this package calls the function here.
// It asks the class for an override only when the class was made at run time.

var (
	strAsSQL              = object.Intern("as_sql")
	strAsSQLite           = object.Intern("as_sqlite")
	strResolveExpression  = object.Intern("resolve_expression")
	strResolveOutputField = object.Intern("_resolve_output_field")
	strOutputField        = object.Intern("output_field")
	strGetSources         = object.Intern("get_source_expressions")
	strSetSources         = object.Intern("set_source_expressions")
	strGetGroupByCols     = object.Intern("get_group_by_cols")
	strGetSourceFields    = object.Intern("get_source_fields")
	strContainsAggregate  = object.Intern("contains_aggregate")
	strConvertValue       = object.Intern("convert_value")
	strCopy               = object.Intern("copy")
	strSelectFormat       = object.Intern("select_format")
	strGetDBConverters    = object.Intern("get_db_converters")
	strConditional        = object.Intern("conditional")
	strFilterable         = object.Intern("filterable")
	strQuery              = object.Intern("query")
)

// override finds what the program's class of o (or a base of it written in Python) says for name; nil where the first to say it is declared in Go.
func override(o object.Object, name *object.Str) object.Object {
	tp := o.Type()
	if tp.Flags&(object.Heap|object.Patched) == 0 {
		return nil
	}
	v := tp.Lookup(name)
	switch v.(type) {
	case nil, *object.MethodDescr, *object.SlotWrapper, *object.GetSetDescr, *object.ClassMethodDescr:
		return nil
	}
	for _, b := range tp.MRO {
		if b.Dict.GetStr(name) != nil {
			if b.Flags&(object.Heap|object.Patched) == 0 {
				return nil // a class attribute of a native type, which native code reads by itself
			}
			break
		}
	}
	return v
}

// callOverride calls the overriding method name of o.
func callOverride(t *object.Thread, o object.Object, name *object.Str, args ...object.Object) (object.Object, error) {
	if err := t.EnterNative(""); err != nil {
		return nil, err
	}
	defer t.LeaveNative()
	return object.CallMethodKw(t, o, name, args, nil)
}

// AsExpression gives o as an Expression if it has resolve_expression: an expression itself, or a queryset (then its query).
func AsExpression(t *object.Thread, o object.Object) (Expression, bool) {
	if e, ok := o.(Expression); ok {
		return e, true
	}
	if qs, ok := object.Native(o).(QuerySetLike); ok {
		if q, err := qs.SQLQuery(t); err == nil {
			return q, true
		}
	}
	return nil, false
}

// HasResolveExpression is hasattr(o, "resolve_expression").
func HasResolveExpression(o object.Object) bool {
	switch o.(type) {
	case object.Int, *object.Str: // asking whether they implement an interface takes longer
		return false
	}
	if _, ok := o.(Expression); ok {
		return true
	}
	_, ok := object.Native(o).(QuerySetLike)
	return ok
}

// exprObject is e as a Python value: None for nil.
func exprObject(e Expression) object.Object {
	if e == nil {
		return object.None
	}
	return e
}

// exprResult turns what a Python method returned into an Expression.
func exprResult(t *object.Thread, o object.Object) (Expression, error) {
	if e, ok := AsExpression(t, o); ok {
		return e, nil
	}
	return nil, object.AttributeErrorf(o, "as_sql", "'%s' object has no attribute 'as_sql'", object.TypeName(o))
}

// Resolve is e.resolve_expression(query, …).
func Resolve(t *object.Thread, e Expression, q *Query, r ResolveArgs) (Expression, error) {
	if ce, ok := e.(*CustomExpression); ok {
		ce.t = t
	}
	if override(e, strResolveExpression) == nil {
		return e.ResolveExpression(t, q, r)
	}
	var reuse, query object.Object = object.None, object.None
	if r.Reuse != nil {
		reuse = r.Reuse
	}
	if q != nil {
		query = q
	}
	v, err := callOverride(t, e, strResolveExpression, query, object.NewBool(r.AllowJoins), reuse, object.NewBool(r.Summarize), object.NewBool(r.ForSave))
	if err != nil {
		return nil, err
	}
	return exprResult(t, v)
}

// ResolveObject is Resolve for any value with resolve_expression; other values come back as they are.
func ResolveObject(t *object.Thread, o object.Object, q *Query, r ResolveArgs) (object.Object, error) {
	if e, ok := o.(Expression); ok {
		return Resolve(t, e, q, r)
	}
	if qs, ok := object.Native(o).(QuerySetLike); ok {
		query, err := qs.SQLQuery(t)
		if err != nil {
			return nil, err
		}
		res, err := query.ResolveExpression(t, q, r)
		if err != nil {
			return nil, err
		}
		if rq, ok := res.(*Query); ok {
			rq.DB = qs.UsingDB()
		}
		return res, nil
	}
	return o, nil
}

// asSQL is e.as_sql(compiler, connection, **ctx).
func asSQL(t *object.Thread, e Expression, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if override(e, strAsSQL) != nil {
		return callAsSQL(t, e, strAsSQL, c, ctx)
	}
	return e.AsSQL(t, c, ctx)
}

func callAsSQL(t *object.Thread, e Expression, name *object.Str, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if err := t.EnterNative(""); err != nil {
		return "", nil, err
	}
	defer t.LeaveNative()
	v, err := object.CallMethodKw(t, e, name, []object.Object{c, c.Conn}, contextKwargs(ctx))
	if err != nil {
		return "", nil, err
	}
	return sqlResult(t, v)
}

func contextKwargs(ctx *Context) *object.Kwargs {
	if ctx == nil {
		return nil
	}
	kw := &object.Kwargs{}
	add := func(name, v string) {
		kw.Names = append(kw.Names, object.Intern(name))
		kw.Vals = append(kw.Vals, object.NewStr(v))
	}
	if ctx.Function != "" {
		add("function", ctx.Function)
	}
	if ctx.Template != "" {
		add("template", ctx.Template)
	}
	if ctx.ArgJoiner != "" {
		add("arg_joiner", ctx.ArgJoiner)
	}
	for i, n := range ctx.Names {
		add(n, ctx.Values[i])
	}
	return kw
}

// sqlResult takes apart a (sql, params) pair made by Python code.
func sqlResult(t *object.Thread, v object.Object) (string, Params, error) {
	items, err := object.Collect(t, v)
	if err != nil {
		return "", nil, err
	}
	switch {
	case len(items) < 2:
		return "", nil, object.ValueErrorf("not enough values to unpack (expected 2, got %d)", len(items))
	case len(items) > 2:
		return "", nil, object.ValueErrorf("too many values to unpack (expected 2)")
	}
	s, ok := object.AsStr(items[0])
	if !ok {
		return "", nil, object.TypeErrorf("sequence item 0: expected str instance, %s found", object.TypeName(items[0]))
	}
	if items[1] == object.None {
		return s, nil, nil
	}
	params, err := object.Collect(t, items[1])
	return s, params, err
}

// sqlPair is a (sql, params) pair for Python code, params as a list.
func sqlPair(sql string, params Params, err error) (object.Object, error) {
	if err != nil {
		return nil, err
	}
	return object.NewTuple(object.NewStr(sql), object.NewList(append([]object.Object(nil), params...))), nil
}

// SourcesOf is e.get_source_expressions().
func SourcesOf(t *object.Thread, e Expression) ([]Expression, error) {
	if t == nil || override(e, strGetSources) == nil {
		return e.SourceExpressions(), nil
	}
	v, err := callOverride(t, e, strGetSources)
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return nil, err
	}
	out := make([]Expression, len(items))
	for i, x := range items {
		if x != object.None {
			if out[i], err = exprResult(t, x); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func setSources(t *object.Thread, e Expression, src []Expression) error {
	if override(e, strSetSources) == nil {
		e.SetSourceExpressions(src)
		return nil
	}
	_, err := callOverride(t, e, strSetSources, exprList(src))
	return err
}

func exprList(src []Expression) *object.List {
	items := make([]object.Object, len(src))
	for i, s := range src {
		items[i] = exprObject(s)
	}
	return object.NewList(items)
}

func copyOf(t *object.Thread, e Expression) Expression {
	if override(e, strCopy) != nil {
		if v, err := callOverride(t, e, strCopy); err == nil {
			if c, ok := v.(Expression); ok {
				return c
			}
		}
	}
	return e.Copy()
}

func sourceFields(t *object.Thread, e Expression) ([]Field, error) {
	if override(e, strGetSourceFields) == nil {
		return e.SourceFields(t)
	}
	v, err := callOverride(t, e, strGetSourceFields)
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return nil, err
	}
	out := make([]Field, len(items))
	for i, x := range items {
		out[i], _ = AsField(x)
	}
	return out, nil
}

func groupByCols(t *object.Thread, e Expression) ([]Expression, error) {
	if override(e, strGetGroupByCols) == nil {
		return e.GroupByCols(t)
	}
	v, err := callOverride(t, e, strGetGroupByCols)
	if err != nil {
		return nil, err
	}
	items, err := object.Collect(t, v)
	if err != nil {
		return nil, err
	}
	out := make([]Expression, len(items))
	for i, x := range items {
		if out[i], err = exprResult(t, x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func containsAggregate(t *object.Thread, e Expression) bool {
	if v := override(e, strContainsAggregate); v != nil {
		if b, ok := v.(object.Bool); ok {
			return bool(b)
		}
	}
	return e.ContainsAggregate()
}

// outputFieldIsNone is Django's OutputFieldIsNoneError, a FieldError.
var outputFieldIsNone = object.Declare("OutputFieldIsNoneError", "django.db.models.expressions", exceptions.FieldError).Define(object.Spec{})

// OutputField is e.output_field.
func OutputField(t *object.Thread, e Expression) (Field, error) {
	b := e.base()
	if b.outputField != nil {
		return b.outputField, nil
	}
	f, err := inferOutputField(t, e)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, object.Errorf(outputFieldIsNone, "Cannot resolve expression type, unknown output_field")
	}
	b.outputField = f
	return f, nil
}

func inferOutputField(t *object.Thread, e Expression) (Field, error) {
	if e.Type().Flags&object.Heap != 0 {
		if v := override(e, strOutputField); v != nil {
			if f, ok := AsField(v); ok { // output_field = IntegerField() in the class body
				return f, nil
			}
			x, err := object.GetAttr(t, e, strOutputField)
			if err != nil {
				return nil, err
			}
			f, _ := AsField(x)
			return f, nil
		}
		if override(e, strResolveOutputField) != nil {
			x, err := callOverride(t, e, strResolveOutputField)
			if err != nil {
				return nil, err
			}
			f, _ := AsField(x)
			return f, nil
		}
	}
	return e.ResolveOutputField(t)
}

// OutputFieldOrNone is e._output_field_or_none: nil where the type is unknown.
func OutputFieldOrNone(t *object.Thread, e Expression) (Field, error) {
	f, err := OutputField(t, e)
	if err != nil && object.IsException(err, outputFieldIsNone) {
		return nil, nil
	}
	return f, err
}

// isConditional is getattr(o, "conditional", False).
func isConditional(t *object.Thread, o object.Object) (bool, error) {
	e, ok := o.(Expression)
	if !ok {
		return false, nil
	}
	if v := override(e, strConditional); v != nil {
		x, err := object.GetAttr(t, e, strConditional)
		if err != nil {
			return false, err
		}
		return object.Truth(t, x)
	}
	b, err := e.Conditional(t)
	if err != nil && object.IsException(err, object.AttributeErrorType) {
		return false, nil
	}
	return b, err
}

func selectFormat(t *object.Thread, e Expression, c *SQLCompiler, sql string, params Params) (string, Params, error) {
	if override(e, strSelectFormat) == nil {
		return e.SelectFormat(t, c, sql, params)
	}
	v, err := callOverride(t, e, strSelectFormat, c, object.NewStr(sql), object.NewTuple(params...))
	if err != nil {
		return "", nil, err
	}
	return sqlResult(t, v)
}

// classAttr reads a class attribute of e (its own class or a base), nil when absent.
func classAttr(e object.Object, name *object.Str) object.Object { return e.Type().Lookup(name) }

// classStr reads a str class attribute; "" for None or absent. An attribute that the instance's dict holds wins.
func classStr(e Expression, name *object.Str) string {
	if d := e.InstDict(false); d != nil {
		if v := d.GetStr(name); v != nil {
			s, _ := object.AsStr(v)
			return s
		}
	}
	if v := e.Type().Lookup(name); v != nil {
		s, _ := object.AsStr(v)
		return s
	}
	return ""
}

// classFlag reads a bool class attribute.
func classFlag(e Expression, name *object.Str) bool {
	if d := e.InstDict(false); d != nil {
		if v := d.GetStr(name); v != nil {
			return v == object.True
		}
	}
	return e.Type().Lookup(name) == object.True
}

func isFieldError(err error) bool         { return object.IsException(err, exceptions.FieldError) }
func isEmptyResultSet(err error) bool     { return object.IsException(err, exceptions.EmptyResultSet) }
func isFullResultSet(err error) bool      { return object.IsException(err, exceptions.FullResultSet) }
func emptyResultSet() error               { return object.NewException(exceptions.EmptyResultSet) }
func fullResultSet() error                { return object.NewException(exceptions.FullResultSet) }
func isAttributeError(err error) bool     { return object.IsException(err, object.AttributeErrorType) }
func fieldError(f string, a ...any) error { return exceptions.FieldErrorf(f, a...) }

// Equal compares expressions as Django's identity does: class, sources and own arguments.
func Equal(t *object.Thread, a, b Expression) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || a.Type() != b.Type() {
		return false
	}
	switch a.(type) {
	case *Query, subqueryLike:
		return false // compared by identity
	}
	if !sameFieldIdentity(explicitField(a), explicitField(b)) {
		return false
	}
	as, bs := a.SourceExpressions(), b.SourceExpressions()
	if len(as) != len(bs) {
		return false
	}
	for i := range as {
		if (as[i] == nil) != (bs[i] == nil) || as[i] != nil && !Equal(t, as[i], bs[i]) {
			return false
		}
	}
	return a.sameAs(t, b)
}

// explicitField is the output_field that was given to the constructor. An inferred one follows from the sources and is not compared.
func explicitField(e Expression) Field {
	if b := e.base(); b.fieldGiven {
		return b.outputField
	}
	return nil
}

// sameFieldIdentity compares fields as Expression._identity does: bound ones by model and name, others by class.
func sameFieldIdentity(a, b Field) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	if a == b {
		return true
	}
	ai, bi := a.Info(), b.Info()
	if (ai.Model != nil) != (bi.Model != nil) {
		return false
	}
	if ai.Model != nil {
		return ai.Model == bi.Model && ai.Name == bi.Name
	}
	return ai.Self.Class == bi.Self.Class
}

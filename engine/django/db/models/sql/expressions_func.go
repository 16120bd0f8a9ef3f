package sql

import (
	"sort"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Func is a call of an SQL function. What function, template, arity and output_field are, its class tells.
type Func struct {
	Base
	Sources []Expression
	extra   *object.Dict
}

const defaultTemplate = "%(function)s(%(expressions)s)"

func (f *Func) SourceExpressions() []Expression      { return f.Sources }
func (f *Func) SetSourceExpressions(es []Expression) { f.Sources = es }

// copyFunc finishes the copy of a struct that embeds Func.
func (f *Func) copyFunc(n Expression) {
	f.copied(n)
	f.Sources = append([]Expression(nil), f.Sources...)
	if f.extra != nil {
		f.extra = f.extra.Copy()
	}
}

func (f *Func) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

// compileArgs compiles the sources: empty sets become the value that they stand for.
func (f *Func) compileArgs(t *object.Thread, c *SQLCompiler, src []Expression) ([]string, Params, error) {
	parts := make([]string, 0, len(src))
	var params Params
	for _, a := range src {
		if a == nil { // a program's set_source_expressions() has put None there
			return nil, nil, object.AttributeErrorf(object.None, "as_sql", "'NoneType' object has no attribute 'as_sql'")
		}
		s, ps, err := c.Compile(t, a)
		if err != nil {
			switch {
			case isEmptyResultSet(err):
				v := a.EmptyResultSetValue()
				if v == object.NotImplemented {
					return nil, nil, err
				}
				s, ps, err = c.Compile(t, NewValue(v))
			case isFullResultSet(err):
				s, ps, err = c.Compile(t, NewValue(object.True))
			}
			if err != nil {
				return nil, nil, err
			}
		}
		parts = append(parts, s)
		params = append(params, ps...)
	}
	return parts, params, nil
}

func (f *Func) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	src := f.Sources
	if f.class.Flags&object.Heap != 0 && override(f.self, strGetSources) != nil {
		var err error
		if src, err = SourcesOf(t, f.self); err != nil {
			return "", nil, err
		}
	}
	parts, params, err := f.compileArgs(t, c, src)
	if err != nil {
		return "", nil, err
	}
	s, err := f.render(t, parts, ctx)
	return s, params, err
}

// render fills the template. A value comes from the call of as_sql, else from the constructor's keyword arguments, else from the class.
func (f *Func) render(t *object.Thread, parts []string, ctx *Context) (string, error) {
	opt := func(own string, name *object.Str) (string, error) {
		if own != "" {
			return own, nil
		}
		if f.extra != nil {
			if v := f.extra.GetStr(name); v != nil {
				return object.ToStr(t, v)
			}
		}
		return classStr(f.self, name), nil
	}
	if ctx == nil {
		ctx = &Context{}
	}
	function, err := opt(ctx.Function, strFunction)
	if err != nil {
		return "", err
	}
	template, err := opt(ctx.Template, strTemplate)
	if err != nil {
		return "", err
	}
	joiner, err := opt(ctx.ArgJoiner, strArgJoiner)
	if err != nil {
		return "", err
	}
	args := strings.Join(parts, joiner)
	if template == defaultTemplate {
		return function + "(" + args + ")", nil
	}
	if template == "%(expressions)s" {
		return args, nil
	}
	var failed error
	s, err := formatNamed(template, func(name string) (string, bool) {
		switch name {
		case "function":
			if function == "" {
				return "None", true
			}
			return function, true
		case "expressions", "field":
			return args, true
		}
		if v, ok := ctx.get(name); ok {
			return v, true
		}
		if f.extra != nil {
			if v := f.extra.GetName(name); v != nil {
				s, err := object.ToStr(t, v)
				if err != nil {
					failed = err
				}
				return s, true
			}
		}
		return "", false
	})
	if failed != nil {
		err = failed
	}
	return s, err
}

// AsSQLite casts decimals, as SQLiteNumericMixin does.
func (f *Func) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, err := asSQL(t, f.self, c, ctx)
	if err != nil {
		return "", nil, err
	}
	return numericCast(t, f.self, s, params)
}

// numericCast is the rest of SQLiteNumericMixin.as_sqlite.
func numericCast(t *object.Thread, e Expression, s string, params Params) (string, Params, error) {
	of, err := OutputField(t, e)
	if err != nil {
		if isFieldError(err) {
			return s, params, nil
		}
		return "", nil, err
	}
	if of.InternalType(t) == "DecimalField" {
		s = "(CAST(" + s + " AS NUMERIC))"
	}
	return s, params, nil
}

// ResolveOutputField is the class's output_field, or the sources'.
func (f *Func) ResolveOutputField(t *object.Thread) (Field, error) {
	if of := nativeOutputField(f.class); of != "" {
		return newField(of), nil
	}
	return f.Base.ResolveOutputField(t)
}

// outputFields holds the output_field that native classes set in their body, by field class name.
var outputFields = map[*object.Type]string{}

func nativeOutputField(cls *object.Type) string {
	for _, b := range cls.MRO {
		if of, ok := outputFields[b]; ok {
			return of
		}
	}
	return ""
}

func (f *Func) sameAs(t *object.Thread, o Expression) bool {
	var g *Func
	if x, ok := o.(funcLike); ok {
		g = x.asFunc()
	}
	if g == nil {
		return false
	}
	n, m := 0, 0
	if f.extra != nil {
		n = f.extra.Len()
	}
	if g.extra != nil {
		m = g.extra.Len()
	}
	if n != m {
		return false
	}
	if n == 0 {
		return true
	}
	eq, err := object.Equal(t, f.extra, g.extra)
	return eq && err == nil
}

// funcLike is implemented by every struct that embeds Func.
type funcLike interface {
	Expression
	asFunc() *Func
}

func (f *Func) asFunc() *Func { return f }

// newFunc makes a call of a native Func class.
func newFunc(cls *object.Type, src ...Expression) funcLike {
	o, err := cls.Slots.New(nil, cls, nil, nil)
	f, ok := o.(funcLike)
	if err != nil || !ok {
		f = makeExpr(&Func{}, cls)
	}
	f.asFunc().Sources = src
	return f
}

var sigFunc = pysig.New("Func.__init__", "self", "*expressions", "output_field=", "**extra")

// initFunc is Func.__init__.
func initFunc(t *object.Thread, e funcLike, args []object.Object, kw *object.Kwargs) error {
	a, err := sigFunc.Bind(prependSelf(e, args), kw)
	if err != nil {
		return err
	}
	f := e.asFunc()
	exprs := a[2].(*object.Tuple).Items
	if v := classAttr(e, strArity); v != nil {
		if n, ok := object.AsInt(v); ok && int(n) != len(exprs) {
			word := "arguments"
			if n == 1 {
				word = "argument"
			}
			return object.TypeErrorf("'%s' takes exactly %d %s (%d given)", e.Type().Name, n, word, len(exprs))
		}
	}
	setOutputField(e, a[1])
	f.Sources = parseExpressions(t, exprs)
	if d := a[3].(*object.Dict); d.Len() > 0 {
		f.extra = d
	}
	return nil
}

// exprStr is str(e): Django's expressions define __repr__, and __str__ where it differs.
func exprStr(t *object.Thread, e Expression) (string, error) {
	if e == nil {
		return "None", nil
	}
	return object.ToStr(t, e)
}

func exprStrs(t *object.Thread, es []Expression, sep string) (string, error) {
	var b strings.Builder
	for i, e := range es {
		if i > 0 {
			b.WriteString(sep)
		}
		s, err := exprStr(t, e)
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

// reprOptions is implemented by Funcs with constructor options that their repr shows.
type reprOptions interface {
	reprOptions(t *object.Thread) ([][2]string, error)
}

func funcRepr(t *object.Thread, o object.Object) (string, error) {
	e := o.(funcLike)
	f := e.asFunc()
	joiner := classStr(e, strArgJoiner)
	args, err := exprStrs(t, f.Sources, joiner)
	if err != nil {
		return "", err
	}
	var opts [][2]string
	if f.extra != nil {
		for _, k := range f.extra.Keys() {
			v, _ := f.extra.Get(t, k)
			ks, _ := object.AsStr(k)
			vs, err := object.ToStr(t, v)
			if err != nil {
				return "", err
			}
			opts = append(opts, [2]string{ks, vs})
		}
	}
	if ro, ok := e.(reprOptions); ok {
		more, err := ro.reprOptions(t)
		if err != nil {
			return "", err
		}
		opts = append(opts, more...)
	}
	if len(opts) == 0 {
		return e.Type().Name + "(" + args + ")", nil
	}
	sort.Slice(opts, func(i, j int) bool { return opts[i][0] < opts[j][0] })
	parts := make([]string, len(opts))
	for i, x := range opts {
		parts[i] = x[0] + "=" + x[1]
	}
	return e.Type().Name + "(" + args + ", " + strings.Join(parts, ", ") + ")", nil
}

func init() {
	FuncType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() *Func { return &Func{} }), Init: initOf(initFunc), Repr: funcRepr},
		GetSets: []object.GetSet{
			{Name: "source_expressions", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return exprList(o.(funcLike).asFunc().Sources), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				es, err := exprsOf(t, v)
				if err == nil {
					o.(funcLike).asFunc().Sources = es
				}
				return err
			}},
			{Name: "extra", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				f := o.(funcLike).asFunc()
				if f.extra == nil {
					f.extra = object.NewDict()
				}
				return f.extra, nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				if d, ok := object.AsDict(v); ok {
					o.(funcLike).asFunc().extra = d
				}
				return nil
			}},
		},
		Attrs: attrs("function", object.None, "template", defaultTemplate, "arg_joiner", ", ", "arity", object.None),
	})
}

package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Window is expression OVER (PARTITION BY … ORDER BY … frame).
type Window struct {
	Base
	Source      Expression
	PartitionBy *ExpressionList
	OrderBy     *ExpressionList
	Frame       Expression
}

func (w *Window) Copy() Expression {
	c := *w
	c.copied(&c)
	return &c
}

func (w *Window) SourceExpressions() []Expression {
	out := []Expression{w.Source, nil, nil, w.Frame}
	if w.PartitionBy != nil {
		out[1] = w.PartitionBy
	}
	if w.OrderBy != nil {
		out[2] = w.OrderBy
	}
	return out
}

func (w *Window) SetSourceExpressions(es []Expression) {
	w.Source, w.Frame = es[0], es[3]
	w.PartitionBy, _ = es[1].(*ExpressionList)
	w.OrderBy, _ = es[2].(*ExpressionList)
}

func (w *Window) ResolveOutputField(t *object.Thread) (Field, error) { return OutputField(t, w.Source) }

func (w *Window) ContainsAggregate() bool  { return false }
func (w *Window) ContainsOverClause() bool { return true }

func (w *Window) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if !Feature(t, "supports_over_clause") {
		return "", nil, notSupported("This backend does not support window expressions.")
	}
	es, params, err := c.Compile(t, w.Source)
	if err != nil {
		return "", nil, err
	}
	params = append(Params(nil), params...)
	var parts []string
	if w.PartitionBy != nil {
		s, ps, err := asSQL(t, w.PartitionBy, c, (&Context{}).withTemplate("PARTITION BY %(expressions)s"))
		if err != nil {
			return "", nil, err
		}
		parts, params = append(parts, s), append(params, ps...)
	}
	if w.OrderBy != nil {
		s, ps, err := c.Compile(t, w.OrderBy)
		if err != nil {
			return "", nil, err
		}
		parts, params = append(parts, s), append(params, ps...)
	}
	if w.Frame != nil {
		s, ps, err := c.Compile(t, w.Frame)
		if err != nil {
			return "", nil, err
		}
		parts, params = append(parts, s), append(params, ps...)
	}
	template := classStr(w, strTemplate)
	if ctx != nil && ctx.Template != "" {
		template = ctx.Template
	}
	window := strings.TrimSpace(strings.Join(parts, " "))
	s, err := formatNamed(template, func(name string) (string, bool) {
		switch name {
		case "expression":
			return es, true
		case "window":
			return window, true
		}
		return ctx.get(name)
	})
	return s, params, err
}

func (w *Window) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	f, err := OutputField(t, w.self)
	if err != nil {
		return "", nil, err
	}
	if !isField(f, "DecimalField") {
		return asSQL(t, w.self, c, ctx)
	}
	// The cast to NUMERIC must be outside of the window expression.
	cp := w.Copy().(*Window)
	cp.Source = cp.Source.Copy()
	cp.Source.base().outputField = newField("FloatField")
	s, params, err := asSQL(t, cp, c, ctx)
	if err != nil {
		return "", nil, err
	}
	return numericCast(t, cp, s, params)
}

func (w *Window) GroupByCols(t *object.Thread) ([]Expression, error) {
	var cols []Expression
	for _, l := range []*ExpressionList{w.PartitionBy, w.OrderBy} {
		if l != nil {
			cs, err := groupByCols(t, l)
			if err != nil {
				return nil, err
			}
			cols = append(cols, cs...)
		}
	}
	return cols, nil
}

// WindowFrame is RowRange (ROWS) or ValueRange (RANGE).
type WindowFrame struct {
	Base
	Start, End *Value
	Exclusion  object.Object
}

func (f *WindowFrame) Copy() Expression {
	c := *f
	c.copied(&c)
	return &c
}

func (f *WindowFrame) SourceExpressions() []Expression { return []Expression{f.Start, f.End} }
func (f *WindowFrame) SetSourceExpressions(es []Expression) {
	f.Start, _ = es[0].(*Value)
	f.End, _ = es[1].(*Value)
}

const frameTemplate = "%(frame_type)s BETWEEN %(start)s AND %(end)s%(exclude)s"

// bounds is what ops.window_frame_rows_start_end and window_frame_range_start_end give for a pair of values.
func (f *WindowFrame) bounds(t *object.Thread, s, e object.Object) (start, end string, err error) {
	rows := f.class.IsSubtype(RowRangeType)
	si, sok := object.AsInt(s)
	ei, eok := object.AsInt(e)
	if rows && sok && eok && si > ei {
		return "", "", object.ValueErrorf("start cannot be greater than end.")
	}
	if s != object.None && (!sok || !rows && si > 0) {
		return "", "", wrongBound(t, "start", "negative ", rows, s)
	}
	if e != object.None && (!eok || !rows && ei < 0) {
		return "", "", wrongBound(t, "end", "positive ", rows, e)
	}
	return frameBound(s, "UNBOUNDED PRECEDING"), frameBound(e, "UNBOUNDED FOLLOWING"), nil
}

func wrongBound(t *object.Thread, which, sign string, rows bool, got object.Object) error {
	r, err := object.ToStr(t, got)
	if err != nil {
		return err
	}
	article := "a " + sign
	if rows {
		article = "an "
	}
	return object.ValueErrorf("%s argument must be %sinteger, zero, or None, but got '%s'.", which, article, r)
}

// frameBound is window_frame_value; unbounded stands for None.
func frameBound(o object.Object, unbounded string) string {
	n, ok := object.AsInt(o)
	switch {
	case !ok:
		return unbounded
	case n < 0:
		return itoa(int(-n)) + " PRECEDING"
	case n == 0:
		return "CURRENT ROW"
	}
	return itoa(int(n)) + " FOLLOWING"
}

// startEnd is window_frame_start_end, the program's own where it has one.
func (f *WindowFrame) startEnd(t *object.Thread, c *SQLCompiler) (start, end string, err error) {
	if override(f.self, strWindowFrameStartEnd) == nil {
		if f.class == WindowFrameType {
			return "", "", errFrameBounds()
		}
		return f.bounds(t, f.Start.Value, f.End.Value)
	}
	r, err := callOverride(t, f.self, strWindowFrameStartEnd, c.Conn, f.Start.Value, f.End.Value)
	if err != nil {
		return "", "", err
	}
	pair, err := object.Collect(t, r)
	if err != nil {
		return "", "", err
	}
	if len(pair) != 2 {
		return "", "", object.ValueErrorf("not enough values to unpack (expected 2, got %d)", len(pair))
	}
	start, _ = object.AsStr(pair[0])
	end, _ = object.AsStr(pair[1])
	return start, end, nil
}

func errFrameBounds() error {
	return object.NotImplementedErrorf("Subclasses must implement window_frame_start_end().")
}

var strWindowFrameStartEnd = object.Intern("window_frame_start_end")

func (f *WindowFrame) exclude(t *object.Thread) (string, error) {
	if f.Exclusion == nil || f.Exclusion == object.None {
		return "", nil
	}
	v, err := object.GetAttrName(t, f.Exclusion, "value")
	if err != nil {
		return "", err
	}
	s, _ := object.AsStr(v)
	return " EXCLUDE " + s, nil
}

func (f *WindowFrame) text(t *object.Thread, start, end string) (string, error) {
	ex, err := f.exclude(t)
	if err != nil {
		return "", err
	}
	frameType := classStr(f, object.Intern("frame_type"))
	return formatNamed(classStr(f, strTemplate), func(name string) (string, bool) {
		switch name {
		case "frame_type":
			return frameType, true
		case "start":
			return start, true
		case "end":
			return end, true
		case "exclude":
			return ex, true
		}
		return "", false
	})
}

func (f *WindowFrame) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	start, end, err := f.startEnd(t, c)
	if err != nil {
		return "", nil, err
	}
	if f.Exclusion != nil && f.Exclusion != object.None && !Feature(t, "supports_frame_exclusion") {
		return "", nil, notSupported("This backend does not support window frame exclusions.")
	}
	s, err := f.text(t, start, end)
	return s, nil, err
}

func (f *WindowFrame) GroupByCols(t *object.Thread) ([]Expression, error) { return nil, nil }

var (
	sigWindow      = pysig.New("Window.__init__", "self", "expression", "partition_by=", "order_by=", "frame=", "output_field=")
	sigFrameBounds = pysig.New("WindowFrame.window_frame_start_end", "self", "connection", "start", "end")
	sigFrame       = pysig.New("WindowFrame.__init__", "self", "start=", "end=", "exclusion=")
)

func initWindow(t *object.Thread, w *Window, args []object.Object, kw *object.Kwargs) error {
	a, err := sigWindow.Bind(prependSelf(w, args), kw)
	if err != nil {
		return err
	}
	src, ok := AsExpression(t, a[1])
	if !ok || !classFlag(src, strWindowCompatible) {
		return object.ValueErrorf("Expression '%s' isn't compatible with OVER clauses.", object.TypeName(a[1]))
	}
	if p := a[2]; p != nil && p != object.None {
		items := []object.Object{p}
		if l, ok := object.AsList(p); ok {
			items = l.Items
		} else if tu, ok := object.AsTuple(p); ok {
			items = tu.Items
		}
		w.PartitionBy = newExpressionList(ExpressionListType, parseExpressions(t, items))
	}
	if w.OrderBy, err = orderByList(t, OrderByListType, "Window.order_by", a[3]); err != nil {
		return err
	}
	if f := a[4]; f != nil && f != object.None {
		w.Frame = ParseExpression(t, f)
	}
	setOutputField(w, a[5])
	w.Source = src
	return nil
}

func init() {
	str := func(t *object.Thread, o object.Object) (string, error) {
		w := o.(*Window)
		s, err := exprStr(t, w.Source)
		if err != nil {
			return "", err
		}
		s += " OVER ("
		if w.PartitionBy != nil {
			p, err := exprStr(t, w.PartitionBy)
			if err != nil {
				return "", err
			}
			s += "PARTITION BY " + p
		}
		if w.OrderBy != nil {
			p, err := exprStr(t, w.OrderBy)
			if err != nil {
				return "", err
			}
			s += p
		}
		if w.Frame != nil {
			p, err := exprStr(t, w.Frame)
			if err != nil {
				return "", err
			}
			s += p
		}
		return s + ")", nil
	}
	wrapped := func(f func(*object.Thread, object.Object) (string, error)) func(*object.Thread, object.Object) (string, error) {
		return func(t *object.Thread, o object.Object) (string, error) {
			s, err := f(t, o)
			return "<" + o.Type().Name + ": " + s + ">", err
		}
	}
	WindowType.Define(object.Spec{
		Slots: object.Slots{New: newOf(func() *Window { return &Window{} }), Init: initOf(initWindow), Str: str, Repr: wrapped(str)},
		Attrs: attrs("template", "%(expression)s OVER (%(window)s)"),
	})
	frameStr := func(t *object.Thread, o object.Object) (string, error) {
		f := o.(*WindowFrame)
		return f.text(t, frameBound(f.Start.Value, "UNBOUNDED PRECEDING"), frameBound(f.End.Value, "UNBOUNDED FOLLOWING"))
	}
	WindowFrameType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *WindowFrame { return &WindowFrame{} }),
			Init: initOf(func(t *object.Thread, f *WindowFrame, args []object.Object, kw *object.Kwargs) error {
				a, err := sigFrame.Bind(prependSelf(f, args), kw)
				if err != nil {
					return err
				}
				val := func(o object.Object) *Value {
					if o == nil {
						o = object.None
					}
					return NewValue(o)
				}
				f.Start, f.End, f.Exclusion = val(a[1]), val(a[2]), a[3]
				if x := a[3]; x != nil && x != object.None && object.TypeName(x) != "WindowFrameExclusion" {
					return object.TypeErrorf("%s.exclusion must be a WindowFrameExclusion instance.", f.class.Qualname)
				}
				return nil
			}),
			Str: frameStr, Repr: wrapped(frameStr),
		},
		Methods: []object.Method{{Name: "window_frame_start_end", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigFrameBounds.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			f, ok := a[0].(*WindowFrame)
			if !ok || f.class == WindowFrameType {
				return nil, errFrameBounds()
			}
			start, end, err := f.bounds(t, a[2], a[3])
			if err != nil {
				return nil, err
			}
			return object.NewTuple(object.NewStr(start), object.NewStr(end)), nil
		}}},
		Attrs: attrs("template", frameTemplate),
	})
	RowRangeType.Define(object.Spec{Attrs: attrs("frame_type", "ROWS")})
	ValueRangeType.Define(object.Spec{Attrs: attrs("frame_type", "RANGE")})
}

// intSign is the sign of an int; 0 for anything else.
func intSign(o object.Object) int {
	n, ok := object.AsInt(o)
	switch {
	case !ok || n == 0:
		return 0
	case n < 0:
		return -1
	}
	return 1
}

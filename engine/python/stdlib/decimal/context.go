package decimal

import (
	"strings"
	"unicode"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

// Context is decimal.Context.
type Context struct {
	settings
	status flags
}

// ContextType is its class.
var ContextType = declare("Context")

// Type implements object.Object.
func (*Context) Type() *object.Type { return ContextType }

func contextOf(o value) *Context {
	if c, ok := o.(*Context); ok {
		return c
	}
	c, _ := object.Native(o).(*Context)
	return c
}

// templates are the three module-level contexts of a run.
type templates struct{ def, basic, extended *Context }

type templatesKey struct{}

func templatesOf(t *thread) *templates {
	return t.RT.State(templatesKey{}, func() any {
		basic := settings{prec: 9, emax: 999999, emin: -999999, round: halfUp, traps: ieeeInvalid | divisionByZero | overflow | underflow | clamped}
		ext := basic
		ext.round, ext.traps = halfEven, 0
		return &templates{&Context{settings: defaultSettings}, &Context{settings: basic}, &Context{settings: ext}}
	}).(*templates)
}

// active is the variable that holds the thread's (or the task's) context.
var active = new(contextvars.ContextVar)

// current is getcontext().
func current(t *thread) *Context {
	if v := active.Get(t); v != nil {
		return contextOf(v)
	}
	c := &Context{settings: templatesOf(t).def.settings}
	active.Set(t, c)
	return c
}

// begin starts an operation in the context.
func (c *Context) begin(t *thread) work {
	w := work{settings: c.settings, t: t}
	w.emax, w.emin = min(w.emax, maxExp), max(w.emin, -maxExp)
	return w
}

// report notes the conditions that arose, and raises what is trapped.
func (c *Context) report(st flags) error {
	if st == 0 {
		return nil
	}
	c.status |= st
	if on := st & c.traps; on != 0 {
		return trapped(on)
	}
	return nil
}

// end finishes an operation.
func (c *Context) end(w *work) error {
	if w.err != nil {
		return w.err
	}
	return c.report(w.status)
}

var (
	contextSpec  = pyarg.Spec{Params: []string{"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"}}
	localSpec    = pyarg.Spec{Params: []string{"ctx", "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"}, Positional: 1}
	contextAttrs = contextSpec.Params
)

func contextInt(t *thread, v value) (int64, error) {
	if _, ok := object.AsBig(v); !ok {
		return 0, object.TypeErrorf("an integer is required")
	}
	n, ok := object.AsInt(v)
	if !ok {
		return 0, object.OverflowErrorf("Python int too large to convert to C ssize_t")
	}
	return n, nil
}

var roundingObjects = func() (out [8]value) {
	for i, n := range roundingNames {
		out[i] = object.Intern(n)
	}
	return
}()

func roundingOf(v value) (rounding, error) {
	if s, ok := object.AsStr(v); ok {
		for i, n := range roundingNames {
			if s == n {
				return rounding(i), nil
			}
		}
	}
	return 0, object.TypeErrorf("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
}

// set assigns one attribute.
func (c *Context) set(t *thread, name string, v value) error {
	switch name {
	case "rounding":
		r, err := roundingOf(v)
		if err == nil {
			c.round = r
		}
		return err
	case "flags", "traps":
		f, err := flagsOf(t, v)
		if err != nil {
			return err
		}
		if name == "flags" {
			c.status = f
		} else {
			c.traps = f
		}
		return nil
	}
	n, err := contextInt(t, v)
	if err != nil {
		return err
	}
	switch name {
	case "prec":
		if n < 1 || n > maxPrec {
			return object.ValueErrorf("valid range for prec is [1, MAX_PREC]")
		}
		c.prec = n
	case "Emin":
		if n > 0 || n < -maxPrec {
			return object.ValueErrorf("valid range for Emin is [MIN_EMIN, 0]")
		}
		c.emin = n
	case "Emax":
		if n < 0 || n > maxPrec {
			return object.ValueErrorf("valid range for Emax is [0, MAX_EMAX]")
		}
		c.emax = n
	case "capitals":
		if n != 0 && n != 1 {
			return object.ValueErrorf("valid values for capitals are 0 or 1")
		}
		c.lower = n == 0
	case "clamp":
		if n != 0 && n != 1 {
			return object.ValueErrorf("valid values for clamp are 0 or 1")
		}
		c.clamp = n == 1
	}
	return nil
}

func (c *Context) get(name string) value {
	switch name {
	case "prec":
		return object.NewInt(c.prec)
	case "rounding":
		return roundingObjects[c.round]
	case "Emin":
		return object.NewInt(c.emin)
	case "Emax":
		return object.NewInt(c.emax)
	case "capitals":
		if c.lower {
			return object.NewInt(0)
		}
		return object.NewInt(1)
	case "clamp":
		if c.clamp {
			return object.NewInt(1)
		}
		return object.NewInt(0)
	case "flags":
		return &signalDict{&c.status}
	}
	return &signalDict{&c.traps}
}

func contextNew(t *thread, cls *object.Type, args []value, kw *kwargs) (value, error) {
	var a [8]value
	if err := contextSpec.Parse(args, kw, a[:]); err != nil {
		return nil, err
	}
	c := &Context{settings: templatesOf(t).def.settings}
	for i, v := range a {
		if v != nil && v != object.None {
			if err := c.set(t, contextAttrs[i], v); err != nil {
				return nil, err
			}
		}
	}
	if cls == ContextType {
		return c, nil
	}
	return object.NewInstance(cls, c), nil
}

func contextRepr(t *thread, o value) (string, error) {
	c := contextOf(o)
	num := func(name string) string { return object.FormatInt(c.get(name)) }
	return "Context(prec=" + num("prec") + ", rounding=" + roundingNames[c.round] + ", Emin=" + num("Emin") + ", Emax=" + num("Emax") +
		", capitals=" + num("capitals") + ", clamp=" + num("clamp") + ", flags=" + c.status.names() + ", traps=" + c.traps.names() + ")", nil
}

func setContext(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("decimal.setcontext", a, kw, 1, 1); err != nil {
		return nil, err
	}
	c := contextOf(a[0])
	if c == nil {
		return nil, object.TypeErrorf("argument must be a context")
	}
	tp := templatesOf(t)
	if c == tp.def || c == tp.basic || c == tp.extended {
		// The templates are not to be changed by operations.
		d := *c
		d.status = 0
		active.Set(t, &d)
	} else {
		active.Set(t, a[0])
	}
	return object.None, nil
}

// contextManager is what localcontext() gives.
type contextManager struct {
	local  *Context
	global value
}

var contextManagerType = declare("ContextManager")

func (*contextManager) Type() *object.Type { return contextManagerType }

func localContext(t *thread, a []value, kw *kwargs) (value, error) {
	var args [9]value
	if err := localSpec.Parse(a, kw, args[:]); err != nil {
		return nil, err
	}
	from := current(t)
	if args[0] != nil && args[0] != object.None {
		if from = contextOf(args[0]); from == nil {
			return nil, object.TypeErrorf("optional argument must be a context")
		}
	}
	local := *from
	for i, v := range args[1:] {
		if v != nil && v != object.None {
			if err := local.set(t, contextAttrs[i], v); err != nil {
				return nil, err
			}
		}
	}
	return &contextManager{local: &local}, nil
}

// contextArg is an optional context argument.
func contextArg(t *thread, v value) (*Context, error) {
	if v == nil || v == object.None {
		return current(t), nil
	}
	c := contextOf(v)
	if c == nil {
		return nil, object.TypeErrorf("optional argument must be a context")
	}
	return c, nil
}

func init() {
	getsets := make([]object.GetSet, len(contextAttrs))
	for i, name := range contextAttrs {
		getsets[i] = object.GetSet{Name: name,
			Get:     func(t *thread, o value) (value, error) { return contextOf(o).get(name), nil },
			Deletes: true, Set: func(t *thread, o, v value) error {
				if v == nil {
					return object.AttributeErrorf(o, name, "context attributes cannot be deleted")
				}
				return contextOf(o).set(t, name, v)
			},
		}
	}
	noArgs := func(name string, f func(t *thread, c *Context) (value, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("Context."+name, a[1:], kw, 0, 0); err != nil {
				return nil, err
			}
			return f(t, contextOf(a[0]))
		}}
	}
	dup := func(t *thread, c *Context) (value, error) { d := *c; return &d, nil }
	ContextType.Define(object.Spec{
		Doc: "The context affects almost all operations and controls rounding,\nOver/Underflow, raising of exceptions and much more.",
		Slots: object.Slots{
			New: contextNew, Repr: contextRepr,
			Init: func(t *thread, o value, args []value, kw *kwargs) error { return nil },
		},
		GetSets: getsets,
		Methods: append(contextOperations(),
			noArgs("Etiny", func(t *thread, c *Context) (value, error) { return object.NewInt(c.etiny()), nil }),
			noArgs("Etop", func(t *thread, c *Context) (value, error) { return object.NewInt(c.etop()), nil }),
			noArgs("clear_flags", func(t *thread, c *Context) (value, error) { c.status = 0; return object.None, nil }),
			noArgs("clear_traps", func(t *thread, c *Context) (value, error) { c.traps = 0; return object.None, nil }),
			noArgs("radix", func(t *thread, c *Context) (value, error) { return FromInt(10), nil }),
			noArgs("copy", dup), noArgs("__copy__", dup),
			object.Method{Name: "create_decimal", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("Context.create_decimal", a[1:], kw, 0, 1); err != nil {
					return nil, err
				}
				c := contextOf(a[0])
				if len(a) == 1 {
					return FromInt(0), nil
				}
				return c.create(t, a[1])
			}},
			object.Method{Name: "create_decimal_from_float", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("Context.create_decimal_from_float", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				d, err := fromFloatArg(a[1])
				if err != nil {
					return nil, err
				}
				return contextOf(a[0]).rounded(t, &d.Decimal)
			}},
		),
	})
	contextManagerType.Define(object.Spec{Final: true, Methods: []object.Method{
		{Name: "__enter__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			m := a[0].(*contextManager)
			m.global = current(t)
			if v := active.Get(t); v != nil {
				m.global = v
			}
			active.Set(t, m.local)
			return m.local, nil
		}},
		{Name: "__exit__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			active.Set(t, a[0].(*contextManager).global)
			return object.False, nil
		}},
	}})
}

// rounded gives d rounded to the context.
func (c *Context) rounded(t *thread, d *num) (value, error) {
	w := c.begin(t)
	z := &Decimal{}
	z.Set(d)
	if isNaN(d) {
		max := w.prec
		if w.clamp {
			max--
		}
		if d.Coeff.Sign() != 0 && digits(d) > max {
			w.invalid(&z.Decimal, conversionSyntax)
		}
	} else {
		w.finalize(&z.Decimal)
	}
	if err := c.end(&w); err != nil {
		return nil, err
	}
	return z, nil
}

// create is Context.create_decimal.
func (c *Context) create(t *thread, v value) (value, error) {
	if s, ok := object.AsStr(v); ok && strings.ContainsFunc(s, func(r rune) bool { return r == '_' || unicode.IsSpace(r) }) {
		// Unlike the constructor it does not overlook anything.
		if err := c.report(conversionSyntax); err != nil {
			return nil, err
		}
		return nan(), nil
	}
	d, err := fromValue(t, c, v)
	if err != nil {
		return nil, err
	}
	return c.rounded(t, &d.Decimal)
}

// fromFloatArg is the argument of from_float: an int or a float.
func fromFloatArg(v value) (*Decimal, error) {
	if f, ok := object.AsFloat(v); ok {
		return FromFloat(f), nil
	}
	if n, ok := object.AsInt(v); ok {
		return FromInt(n), nil
	}
	if b, ok := object.AsBig(v); ok {
		return FromBig(b), nil
	}
	return nil, object.TypeErrorf("argument must be int or float")
}

// Package contextvars is Python's contextvars module (PEP 567). A context's values are a persistent map: copying a context copies a
// pointer, so that each task of an asyncio program gets its own for nothing.
package contextvars

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Context is contextvars.Context.
type Context struct {
	vars *object.Dict // never changed once shared: Set copies it
	in   bool         // run() is under way
}

// ContextVar is contextvars.ContextVar.
type ContextVar struct {
	name string
	def  object.Object
}

// Token is contextvars.Token: what ContextVar.set gives and reset takes.
type Token struct {
	ctx  *Context
	v    *ContextVar
	old  object.Object // nil: the variable had no value
	used bool
}

// The classes.
var (
	ContextType    = object.Declare("Context", "_contextvars")
	ContextVarType = object.Declare("ContextVar", "_contextvars")
	TokenType      = object.Declare("Token", "_contextvars")
	MissingType    = object.Declare("Token.MISSING", "builtins")
	missing        = object.NewInstance(MissingType, nil)
)

func (*Context) Type() *object.Type    { return ContextType }
func (*ContextVar) Type() *object.Type { return ContextVarType }
func (*Token) Type() *object.Type      { return TokenType }

// Current is the thread's context; it makes one when the thread has none yet.
func Current(t *object.Thread) *Context {
	if c, ok := t.Context.(*Context); ok {
		return c
	}
	c := &Context{vars: object.NewDict()}
	t.Context = c
	return c
}

// Copy is copy_context().
func Copy(t *object.Thread) *Context { return &Context{vars: Current(t).vars} }

// Run calls fn in the context, as Context.run.
func (c *Context) Run(t *object.Thread, fn object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if c.in {
		r, err := object.Repr(t, c)
		if err != nil {
			return nil, err
		}
		return nil, object.RuntimeErrorf("cannot enter context: %s is already entered", r)
	}
	leave := c.Enter(t)
	defer leave()
	return object.Call(t, fn, args, kw)
}

// Enter makes c the thread's context until the function it gives is called. Entering twice is the caller's mistake.
func (c *Context) Enter(t *object.Thread) (leave func()) {
	prev := t.Context
	c.in = true
	t.Context = c
	return func() {
		t.Context = prev
		c.in = false
	}
}

// Get is the variable's value in the thread's context; nil when it has none there.
func (v *ContextVar) Get(t *object.Thread) object.Object {
	r, _ := Current(t).vars.Get(t, v)
	return r
}

// Set gives the variable a value in the thread's context.
func (v *ContextVar) Set(t *object.Thread, val object.Object) *Token {
	c := Current(t)
	old := v.Get(t)
	vars := c.vars.Copy()
	// The key is hashed by identity, which cannot fail.
	_ = vars.Set(t, v, val)
	c.vars = vars
	return &Token{ctx: c, v: v, old: old}
}

func init() {
	ContextVarType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if len(args) == 0 && kw.Len() == 0 {
					return nil, object.TypeErrorf("ContextVar() takes exactly 1 positional argument (0 given)")
				}
				if len(args) > 1 {
					return nil, object.TypeErrorf("ContextVar() takes at most 1 positional argument (%d given)", len(args))
				}
				a, err := sigVar.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				name, ok := object.AsStr(a[0])
				if !ok {
					return nil, object.TypeErrorf("context variable name must be a str")
				}
				return &ContextVar{name: name, def: a[1]}, nil
			},
			Init: func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil },
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				v := o.(*ContextVar)
				n, err := object.Repr(t, object.NewStr(v.name))
				if err != nil {
					return "", err
				}
				s := "<ContextVar name=" + n
				if v.def != nil {
					d, err := object.Repr(t, v.def)
					if err != nil {
						return "", err
					}
					s += " default=" + d
				}
				return s + " at " + object.Address(t, o) + ">", nil
			},
		},
		GetSets: []object.GetSet{{Name: "name", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			return object.NewStr(o.(*ContextVar).name), nil
		}}},
		Methods: []object.Method{
			{Name: "get", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("get", args[1:], kw, 0, 1); err != nil {
					return nil, err
				}
				v := args[0].(*ContextVar)
				if r := v.Get(t); r != nil {
					return r, nil
				}
				if len(args) == 2 {
					return args[1], nil
				}
				if v.def != nil {
					return v.def, nil
				}
				return nil, object.NewException(object.LookupErrorType, v)
			}},
			{Name: "set", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("set", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return args[0].(*ContextVar).Set(t, args[1]), nil
			}},
			{Name: "reset", Fn: reset},
			object.ClassGetItem("ContextVar"),
		},
	})
	MissingType.Define(object.Spec{Final: true, Slots: object.Slots{
		Repr: func(*object.Thread, object.Object) (string, error) { return "<Token.MISSING>", nil },
	}})
	TokenType.Define(object.Spec{Final: true,
		Slots: object.Slots{Repr: func(t *object.Thread, o object.Object) (string, error) {
			tok := o.(*Token)
			v, err := object.Repr(t, tok.v)
			used := ""
			if tok.used {
				used = " used"
			}
			return "<Token" + used + " var=" + v + " at " + object.Address(t, o) + ">", err
		}},
		Attrs: map[string]object.Object{"MISSING": missing},
		GetSets: []object.GetSet{
			{Name: "var", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Token).v, nil }},
			{Name: "old_value", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if old := o.(*Token).old; old != nil {
					return old, nil
				}
				return missing, nil
			}},
		},
		Methods: []object.Method{object.ClassGetItem("Token")},
	})
	ContextType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if len(args) > 0 || kw.Len() > 0 {
					return nil, object.TypeErrorf("Context() does not accept any arguments")
				}
				return &Context{vars: object.NewDict()}, nil
			},
			Init: func(*object.Thread, object.Object, []object.Object, *object.Kwargs) error { return nil },
			Len:  func(t *object.Thread, o object.Object) (int, error) { return o.(*Context).vars.Len(), nil },
			Iter: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.Iter(t, o.(*Context).vars)
			},
			Hash: func(t *object.Thread, o object.Object) (int64, error) {
				return 0, object.TypeErrorf("unhashable type: '_contextvars.Context'")
			},
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				c, ok := b.(*Context)
				if !ok || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				return object.RichCompare(t, a.(*Context).vars, c.vars, op)
			},
			Contains: func(t *object.Thread, o, v object.Object) (bool, error) {
				if err := checkKey(t, v); err != nil {
					return false, err
				}
				r, err := o.(*Context).vars.Get(t, v)
				return r != nil, err
			},
			GetItem: func(t *object.Thread, o, v object.Object) (object.Object, error) {
				if err := checkKey(t, v); err != nil {
					return nil, err
				}
				r, err := o.(*Context).vars.Get(t, v)
				if r == nil && err == nil {
					err = object.KeyError(v)
				}
				return r, err
			},
		},
		Methods: []object.Method{
			{Name: "run", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if len(args) < 2 {
					return nil, object.TypeErrorf("run() missing 1 required positional argument")
				}
				return args[0].(*Context).Run(t, args[1], args[2:], kw)
			}},
			{Name: "copy", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return &Context{vars: args[0].(*Context).vars}, nil
			}},
			{Name: "get", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("get", args[1:], kw, 1, 2); err != nil {
					return nil, err
				}
				if err := checkKey(t, args[1]); err != nil {
					return nil, err
				}
				r, err := args[0].(*Context).vars.Get(t, args[1])
				if r == nil && err == nil {
					if r = object.None; len(args) == 3 {
						r = args[2]
					}
				}
				return r, err
			}},
			dictMethod("keys"), dictMethod("values"), dictMethod("items"),
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "contextvars", Init: func(t *object.Thread, m *object.Module) error {
		m.Set("Context", ContextType)
		m.Set("ContextVar", ContextVarType)
		m.Set("Token", TokenType)
		m.SetFunc("copy_context", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("copy_context", args, kw, 0, 0); err != nil {
				return nil, err
			}
			return Copy(t), nil
		})
		return nil
	}})
}

var sigVar = object.NewSignature("ContextVar", "name", "/", "*", "default=")

// checkKey refuses keys that are no variables.
func checkKey(t *object.Thread, key object.Object) error {
	if _, ok := key.(*ContextVar); ok {
		return nil
	}
	r, err := object.Repr(t, key)
	if err != nil {
		return err
	}
	return object.TypeErrorf("a ContextVar key was expected, got %s", r)
}

func dictMethod(name string) object.Method {
	return object.Method{Name: name, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.CallMethod(t, args[0].(*Context).vars.Copy(), name)
	}}
}

func reset(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("reset", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	tok, ok := args[1].(*Token)
	if !ok {
		r, err := object.Repr(t, args[1])
		if err != nil {
			return nil, err
		}
		return nil, object.TypeErrorf("expected an instance of Token, got %s", r)
	}
	repr, err := object.Repr(t, tok)
	if err != nil {
		return nil, err
	}
	switch {
	case tok.used:
		return nil, object.RuntimeErrorf("%s has already been used once", repr)
	case tok.v != args[0]:
		return nil, object.ValueErrorf("%s was created by a different ContextVar", repr)
	case tok.ctx != Current(t):
		return nil, object.ValueErrorf("%s was created in a different Context", repr)
	}
	tok.used = true
	c := tok.ctx
	c.vars = c.vars.Copy()
	if tok.old == nil {
		_, err = c.vars.Del(t, tok.v)
	} else {
		err = c.vars.Set(t, tok.v, tok.old)
	}
	return object.None, err
}

// Adopt takes over every variable that other has and c has otherwise: what asgiref does with a context when the thread that used it comes back.
func (c *Context) Adopt(other *Context) {
	if c.vars != other.vars {
		c.vars = other.vars
	}
}

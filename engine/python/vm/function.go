package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Function is a function written in Python.
type Function struct {
	code        *Code
	globals     *object.Dict
	name        *object.Str
	qualname    *object.Str
	defaults    *object.Tuple // nil: none
	kwDefaults  *object.Dict  // nil: none
	closure     []object.Object
	annotations *object.Dict
	module      object.Object
	doc         object.Object
	dict        *object.Dict
}

// FunctionType is the class of functions.
var FunctionType = object.Declare("function", "builtins")

// Type implements object.Object.
func (*Function) Type() *object.Type { return FunctionType }

// InstDict implements object.HasDict.
func (fn *Function) InstDict(create bool) *object.Dict {
	if fn.dict == nil && create {
		fn.dict = object.NewDict()
	}
	return fn.dict
}

// Code is the function's code object.
func (fn *Function) Code() *compile.Code { return fn.code.Code }

// Name is __name__.
func (fn *Function) Name() string { return fn.name.String() }

// Qualname is __qualname__.
func (fn *Function) Qualname() string { return fn.qualname.String() }

// Globals is the namespace of the function's module.
func (fn *Function) Globals() *object.Dict { return fn.globals }

// IsCoroutine tells whether calling f makes a coroutine.
func (fn *Function) IsCoroutine() bool { return fn.code.Code.Flags&compile.Coroutine != 0 }

var strName = object.Intern("__name__")

func newFunction(code *Code, globals *object.Dict) *Function {
	f := &Function{code: code, globals: globals, name: code.Code.Name, qualname: code.Code.Qualname, doc: code.Code.Doc}
	f.module = globals.GetStr(strName)
	return f
}

// NewFunction makes a function of a code object without free variables.
func NewFunction(t *object.Thread, code *compile.Code, globals *object.Dict) *Function {
	return newFunction(stateOf(t.RT).link(code), globals)
}

// callFunction is the Call slot: native code calls a Python function.
func callFunction(t *object.Thread, fn *Function, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	f := fn.code.newFrame()
	if err := fn.bind(f, args, kw); err != nil {
		f.recycle()
		return nil, err
	}
	if fn.code.Code.Flags&genFlags != 0 {
		return newGenerator(t, fn, f), nil
	}
	return runFrame(t, f)
}

const genFlags = compile.Generator | compile.Coroutine | compile.AsyncGenerator

// bind sorts arguments into the registers of a new frame.
func (fn *Function) bind(f *Frame, args []object.Object, kw *object.Kwargs) error {
	f.globals = fn.globals
	c := fn.code
	if len(fn.closure) > 0 {
		copy(f.regs[c.freeReg:], fn.closure)
	}
	co := c.Code
	if kw == nil && len(args) == co.ArgCount && co.KwOnly == 0 && co.Flags&(compile.VarArgs|compile.VarKeywords) == 0 {
		copy(f.regs, args)
		return nil
	}
	return fn.bindSlow(f, args, kw)
}

func nilIfNone(o object.Object) object.Object {
	if o == object.None {
		return nil
	}
	return o
}

func orNone(o object.Object) object.Object {
	if o == nil {
		return object.None
	}
	return o
}

func init() {
	FunctionType.MarkMethodLike()
	str := func(get func(*Function) **object.Str, name string) object.GetSet {
		return object.GetSet{Name: name,
			Get:     func(t *object.Thread, o object.Object) (object.Object, error) { return *get(o.(*Function)), nil },
			Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
				s, ok := v.(*object.Str)
				if !ok {
					if x, isStr := object.AsStr(orNone(v)); isStr {
						s, ok = object.NewStr(x), true
					}
				}
				if !ok {
					return object.TypeErrorf("%s must be set to a string object", name)
				}
				*get(o.(*Function)) = s
				return nil
			}}
	}
	anyAttr := func(get func(*Function) *object.Object, name string) object.GetSet {
		return object.GetSet{Name: name,
			Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return orNone(*get(o.(*Function))), nil
			},
			Deletes: true, Set: func(t *object.Thread, o, v object.Object) error { *get(o.(*Function)) = orNone(v); return nil },
		}
	}
	FunctionType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Call: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				return callFunction(t, o.(*Function), args, kw)
			},
			DescrGet: object.BindFunction,
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				return "<function " + o.(*Function).qualname.String() + " at " + object.Address(t, o) + ">", nil
			},
			New: functionNew,
		},
		GetSets: []object.GetSet{
			str(func(f *Function) **object.Str { return &f.name }, "__name__"),
			str(func(f *Function) **object.Str { return &f.qualname }, "__qualname__"),
			anyAttr(func(f *Function) *object.Object { return &f.module }, "__module__"),
			anyAttr(func(f *Function) *object.Object { return &f.doc }, "__doc__"),
			{Name: "__code__", Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Function).code.Code, nil },
				Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
					co, ok := v.(*compile.Code)
					if !ok {
						return object.TypeErrorf("__code__ must be set to a code object")
					}
					f := o.(*Function)
					if len(co.FreeVars) != len(f.closure) {
						return object.ValueErrorf("%s() requires a code object with %d free vars, not %d", f.name, len(f.closure), len(co.FreeVars))
					}
					f.code = stateOf(t.RT).link(co)
					return nil
				}},
			{Name: "__globals__", Member: true, Get: func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*Function).globals, nil }},
			{Name: "__builtins__", Member: true, Get: func(t *object.Thread, o object.Object) (object.Object, error) { return t.RT.Builtins, nil }},
			{Name: "__defaults__", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if d := o.(*Function).defaults; d != nil {
					return d, nil
				}
				return object.None, nil
			}, Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
				f := o.(*Function)
				if f.defaults = nil; nilIfNone(v) == nil {
					return nil
				}
				d, ok := object.AsTuple(v)
				if !ok {
					return object.TypeErrorf("__defaults__ must be set to a tuple object")
				}
				f.defaults = d
				return nil
			}},
			{Name: "__kwdefaults__", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if d := o.(*Function).kwDefaults; d != nil {
					return d, nil
				}
				return object.None, nil
			}, Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
				f := o.(*Function)
				if f.kwDefaults = nil; nilIfNone(v) == nil {
					return nil
				}
				d, ok := object.AsDict(v)
				if !ok {
					return object.TypeErrorf("__kwdefaults__ must be set to a dict object")
				}
				f.kwDefaults = d
				return nil
			}},
			{Name: "__annotations__", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				f := o.(*Function)
				if f.annotations == nil {
					f.annotations = object.NewDict()
				}
				return f.annotations, nil
			}, Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
				f := o.(*Function)
				if f.annotations = nil; nilIfNone(v) == nil {
					return nil
				}
				d, ok := object.AsDict(v)
				if !ok {
					return object.TypeErrorf("__annotations__ must be set to a dict object")
				}
				f.annotations = d
				return nil
			}},
			{Name: "__closure__", Member: true, Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				f := o.(*Function)
				if len(f.closure) == 0 {
					return object.None, nil
				}
				return object.NewTuple(append([]object.Object(nil), f.closure...)...), nil
			}},
			{Name: "__dict__", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return o.(*Function).InstDict(true), nil
			},
				Deletes: true, Set: func(t *object.Thread, o, v object.Object) error {
					d, ok := object.AsDict(orNone(v))
					if !ok {
						return object.TypeErrorf("__dict__ must be set to a dictionary, not a '%s'", object.TypeName(orNone(v)))
					}
					o.(*Function).dict = d
					return nil
				}},
		},
	})
}

// functionNew is types.FunctionType(code, globals, name, argdefs, closure).
func functionNew(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := functionSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	co, ok := a[0].(*compile.Code)
	if !ok {
		return nil, object.TypeErrorf("function() argument 'code' must be code, not %s", object.TypeName(a[0]))
	}
	g, ok := object.AsDict(a[1])
	if !ok {
		return nil, object.TypeErrorf("function() argument 'globals' must be dict, not %s", object.TypeName(a[1]))
	}
	f := NewFunction(t, co, g)
	if n, ok := orNone(a[2]).(*object.Str); ok {
		f.name = n
	}
	if d, ok := object.AsTuple(orNone(a[3])); ok {
		f.defaults = d
	}
	cells, _ := object.AsTuple(orNone(a[4]))
	n := 0
	if cells != nil {
		n = len(cells.Items)
		for _, c := range cells.Items {
			if _, ok := c.(*Cell); !ok {
				return nil, object.TypeErrorf("arg 5 (closure) expected cell, found %s", object.TypeName(c))
			}
		}
		f.closure = cells.Items
	}
	if n != len(co.FreeVars) {
		if cells == nil {
			return nil, object.TypeErrorf("arg 5 (closure) must be tuple")
		}
		return nil, object.ValueErrorf("%s requires closure of length %d, not %d", co.Name, len(co.FreeVars), n)
	}
	return f, nil
}

var functionSig = object.NewSignature("function", "code", "globals", "name=", "argdefs=", "closure=")

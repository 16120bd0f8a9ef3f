// Package builtins fills the namespace of Python's builtins module: the functions (print, len, sorted …), the iterator types behind
// enumerate, zip, map and filter, and the names of the built-in types and exceptions, which package object defines. What
// needs the machine (globals, locals, eval, exec, compile, super, __import__, __build_class__) is added by package vm.
//
// Files, the keyboard and the interactive helpers are not part of the playground: open and input refuse and say so.
package builtins

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type function struct {
	name string
	fn   object.NativeFunc
}

// Functions that each file contributes.
var functions []function

func register(fs ...function) { functions = append(functions, fs...) }

// types are the classes that the module shows, besides the exceptions.
var types = []*object.Type{
	object.ObjectType, object.TypeType, object.IntType, object.BoolType, object.FloatType, object.ComplexType, object.StrType,
	object.BytesType, object.ByteArrayType, object.MemoryViewType, object.TupleType, object.ListType, object.DictType, object.SetType,
	object.FrozenSetType, object.RangeType, object.SliceType, object.PropertyType, object.StaticMethodType, object.ClassMethodType,
	EnumerateType, ZipType, MapType, FilterType, ReversedType,
}

// Install fills the builtins of t's runtime. The builtins module shares the same dict.
func Install(t *object.Thread) {
	d := t.RT.Builtins
	d.SetName("__name__", object.NewStr("builtins"))
	d.SetName("__doc__", object.None)
	d.SetName("__debug__", object.True)
	d.SetName("None", object.None)
	d.SetName("True", object.True)
	d.SetName("False", object.False)
	d.SetName("Ellipsis", object.Ellipsis)
	d.SetName("NotImplemented", object.NotImplemented)
	for _, tp := range types {
		d.SetName(tp.Name, tp)
	}
	for _, tp := range object.BuiltinExceptions() {
		d.SetName(tp.Name, tp)
	}
	d.SetName("IOError", object.OSErrorType)
	d.SetName("EnvironmentError", object.OSErrorType)
	for _, f := range functions {
		d.SetName(f.name, object.NewBuiltin(f.name, f.fn))
	}
	for _, name := range []string{"exit", "quit"} {
		d.SetName(name, &quitter{name})
	}
	d.SetName("help", &helper{})
}

func init() {
	// _types has the built-in types that no expression gives, for the module types.
	object.RegisterModule(&object.NativeModule{Name: "_types", Init: func(t *object.Thread, m *object.Module) error {
		m.Set("SimpleNamespace", object.SimpleNamespaceType)
		m.Set("GenericAlias", object.GenericAliasType)
		m.Set("UnionType", object.UnionType)
		m.SetFunc("native", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("native", args, kw, 1, 1); err != nil {
				return nil, err
			}
			if tp, ok := args[0].(*object.Type); ok {
				tp.MarkNative()
			}
			return args[0], nil
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "builtins", Init: func(t *object.Thread, m *object.Module) error {
		m.Dict = t.RT.Builtins
		return nil
	}})
}

// one makes a function of one argument.
func one(name string, f func(t *object.Thread, o object.Object) (object.Object, error)) function {
	return function{name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if len(args) != 1 || kw.Len() > 0 {
			return nil, object.CheckArgs(name, args, kw, 1, 1)
		}
		return f(t, args[0])
	}}
}

// some makes a function of min to max positional arguments.
func some(name string, min, max int, f func(t *object.Thread, args []object.Object) (object.Object, error)) function {
	return function{name, func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs(name, args, kw, min, max); err != nil {
			return nil, err
		}
		return f(t, args)
	}}
}

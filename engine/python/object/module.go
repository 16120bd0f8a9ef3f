package object

import "maps"

// Module is Python's module.
type Module struct {
	Name string
	Dict *Dict
	// Class is the module's class when that is one made from ModuleType; nil: ModuleType itself.
	Class *Type
	// Initializing is set while the importer runs the module's code.
	Initializing bool
}

// ModuleType is the class of modules.
var ModuleType = Declare("module", "builtins")

func (m *Module) Type() *Type {
	if m.Class != nil {
		return m.Class
	}
	return ModuleType
}

// InstDict implements HasDict.
func (m *Module) InstDict(bool) *Dict { return m.Dict }

// NewModule makes a module with __name__ and the usual dunder names.
func NewModule(name string) *Module {
	m := &Module{Dict: NewDict()}
	m.name(name)
	return m
}

func (m *Module) name(name string) {
	m.Name = name
	m.Dict.SetStr(strName, NewStr(name))
	m.Dict.SetStr(strDoc, None)
	m.Dict.SetName("__package__", None)
	m.Dict.SetName("__loader__", None)
	m.Dict.SetName("__spec__", None)
}

// Set sets a module attribute.
func (m *Module) Set(name string, v Object) { m.Dict.SetName(name, v) }

// SetFunc adds a native function.
func (m *Module) SetFunc(name string, fn NativeFunc) {
	m.Dict.SetName(name, &Builtin{Name: name, Module: m.Name, Fn: fn})
}

// SetHelper adds a native function with n parameters for the part of the module that is written in Python. A program may find it, too.
func (m *Module) SetHelper(name string, n int, fn NativeFunc) {
	m.SetFunc(name, func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs(name, args, kw, n, n); err != nil {
			return nil, err
		}
		return fn(t, args, kw)
	})
}

// NativeModule is a module that the playground brings along: written in Go (Init), in Python (Source, ours, embedded), or both: then
// Init runs first and the source sees what it defined.
type NativeModule struct {
	Name   string // full dotted name
	Init   func(t *Thread, m *Module) error
	Source string
	// Read gives the source of a module whose Source is empty; see EmbeddedFiles.
	Read func() string
	// Package marks a module that has submodules (asyncio, django.db).
	Package bool
}

// Text is the module's source, or its outline, or "" if it has none.
func (n *NativeModule) Text() string {
	if n.Read != nil {
		return ReadOutline(n.Read())
	}
	present(n.Source)
	return ReadOutline(n.Source)
}

var nativeModules = map[string]*NativeModule{}

// RegisterModule makes a module importable. For init functions only.
func RegisterModule(m *NativeModule) {
	if nativeModules[m.Name] != nil {
		panic("object: module registered twice: " + m.Name)
	}
	nativeModules[m.Name] = m
}

// FindNativeModule gives a registered module, or nil.
func FindNativeModule(name string) *NativeModule { return nativeModules[name] }

// NativeModules gives all registered modules by name.
func NativeModules() map[string]*NativeModule { return maps.Clone(nativeModules) }

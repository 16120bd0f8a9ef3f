package object

import "strings"

// Type is a Python class, native or written in Python.
type Type struct {
	Name     string // __name__; a native type's may be dotted ("datetime.date"), as CPython's messages print those of C types
	Qualname string
	Module   string // __module__ of a native type; classes written in Python keep theirs in Dict
	Meta     *Type
	Base     *Type // the base whose native layout this type's instances have (tp_base)
	Bases    []*Type
	MRO      []*Type // the type itself first
	Dict     *Dict
	Slots    Slots // resolved: inherited ones included
	Flags    TypeFlags
	// Native is for Go code that declares metaclasses (Django keeps a model's Options here).
	Native any

	own     Slots // what Spec gave, before inheritance
	nslots  int   // __slots__ members, bases' included
	cname   string
	defined bool
	ready   bool
	waiting []*Type // types declared on this one before it was ready

	subclasses []*Type // those to tell when this one changes: of a native type only native ones, for it outlives the run's
	version    uint32  // changes with the type or a base
	cache      *[64]attrCacheEntry
}

type attrCacheEntry struct {
	name    *Str
	version uint32
	val     Object
}

// TypeFlags describe a type.
type TypeFlags uint32

const (
	// Heap marks a class made at run time; only those can be changed by the program.
	Heap TypeFlags = 1 << iota
	// Final forbids subclasses (bool, NoneType, function …).
	Final
	// NoDict: instances have no __dict__.
	NoDict
	// MethodLike marks descriptors that LoadMethod may call unbound with self in front: functions.
	MethodLike
	// PlainNew: calling the class makes an *Instance with object.__new__, so the machine may do it itself.
	PlainNew
	// PlainGetAttr: attribute look-up is object.__getattribute__ without __getattr__, so it may be cached.
	PlainGetAttr
	// PlainSetAttr: the same for __setattr__ and __delattr__.
	PlainSetAttr
	// Abstract: the class has abstract methods left and cannot be instantiated.
	Abstract
	// HasDel: instances have a __del__.
	HasDel
	// Patched marks a native class that the program has changed, or whose base it has.
	Patched
	// Mixin marks a native class whose instances hold no more than its base's do: it may stand beside any other class that derives from that base.
	Mixin
)

// TypeType is `type`, ObjectType is `object`.
var (
	ObjectType = &Type{Name: "object", Qualname: "object", Module: "builtins", Dict: NewDict(), Flags: NoDict}
	TypeType   = &Type{Name: "type", Qualname: "type", Module: "builtins", Dict: NewDict(), Bases: []*Type{ObjectType}, Base: ObjectType}
)

func init() {
	ObjectType.Meta, TypeType.Meta = TypeType, TypeType
}

func (tp *Type) Type() *Type {
	if tp.Meta == nil { // declared before TypeType's own init
		return TypeType
	}
	return tp.Meta
}

// String is Module.Qualname, or the bare name for builtins: how a traceback writes an exception's class.
func (tp *Type) String() string {
	m := tp.ModuleName()
	if m == "" || m == "builtins" || m == "__main__" {
		return tp.Qualname
	}
	return m + "." + tp.Qualname
}

// ModuleName is __module__, or "" when that is not a str.
func (tp *Type) ModuleName() string {
	if tp.Flags&Heap != 0 {
		if s, ok := AsStr(orNone(tp.Dict.GetStr(strModule))); ok {
			return s
		}
		return ""
	}
	return tp.Module
}

func orNone(o Object) Object {
	if o == nil {
		return None
	}
	return o
}

// cModules are the modules outside builtins whose classes CPython writes in C. Error messages print such a class with its module:
// "'collections.deque' object has no attribute …", but "'Fraction' object …".
var cModules = map[string]bool{
	"datetime": true, "decimal": true, "collections": true, "_collections": true, "functools": true, "itertools": true, "operator": true, "re": true, "_io": true,
	"types": true, "zoneinfo": true, "_contextvars": true, "_thread": true, "_struct": true, "_hashlib": true, "_asyncio": true, "weakref": true, "_string": true, "array": true, "_csv": true,
}

// CName is the class's name as error messages print it: with the module for some native ones. Reprs use Name.
func (tp *Type) CName() string {
	if tp.cname != "" {
		return tp.cname
	}
	return tp.Name
}

// MarkNative makes error messages print a class of a module written in Python as one that CPython has in C.
func (tp *Type) MarkNative() { tp.cname = tp.ModuleName() + "." + tp.Qualname }

// Method and GetSet are the members of a native type.
type (
	// Method is a native method; Fn gets self as args[0]. For Class methods args[0] is the class, for Static ones there is no self.
	Method struct {
		Name   string
		Fn     NativeFunc
		Class  bool
		Static bool
		Doc    string
	}
	// GetSet is a computed attribute; a nil Set makes it read-only. With Deletes, Set gets nil to delete; without, deleting is refused. Member marks those
	// that are plain struct members in CPython, which says so a little differently.
	GetSet struct {
		Name    string
		Member  bool
		Deletes bool
		Get     func(t *Thread, self Object) (Object, error)
		Set     func(t *Thread, self Object, v Object) error
	}
)

// Spec gives a declared type its behaviour.
type Spec struct {
	Meta    *Type // nil: the base's
	Slots   Slots
	Methods []Method
	GetSets []GetSet
	Attrs   map[string]Object // other class attributes
	Doc     string
	Final   bool
	NoDict  bool // instances (which are *Instance) have no __dict__
	Mixin   bool // see the flag
}

// Declare makes a native type that Define must complete in an init function. Two steps, because Go's
// package variables may not refer to each other in a circle as types and their methods do. name may be dotted for a nested __qualname__.
func Declare(name, module string, bases ...*Type) *Type {
	tp := &Type{Qualname: name, Module: module, Bases: bases, Dict: NewDict()}
	tp.Name = name[strings.LastIndexByte(name, '.')+1:]
	if len(bases) == 0 {
		tp.Bases = []*Type{ObjectType}
	}
	tp.Base = tp.Bases[0]
	return tp
}

// Define completes a declared type. Order does not matter: a type becomes ready when its bases are.
func (tp *Type) Define(s Spec) *Type {
	if tp.defined {
		panic("object: type defined twice: " + tp.Name)
	}
	tp.defined = true
	tp.own = s.Slots
	if s.Final {
		tp.Flags |= Final
	}
	if s.NoDict {
		tp.Flags |= NoDict
	}
	if cModules[tp.Module] && !tp.derives(BaseExceptionType) {
		tp.cname = tp.Module + "." + tp.Qualname
	}
	if s.Mixin {
		tp.Flags |= Mixin
	}
	tp.Meta = s.Meta
	for _, m := range s.Methods {
		tp.Dict.SetName(m.Name, newMethodObject(tp, m))
	}
	for _, g := range s.GetSets {
		tp.Dict.SetName(g.Name, &GetSetDescr{Name: g.Name, Owner: tp, Get: g.Get, Set: g.Set, member: g.Member, deletes: g.Deletes})
	}
	for k, v := range s.Attrs {
		tp.Dict.SetName(k, v)
	}
	if s.Doc != "" {
		tp.Dict.SetName("__doc__", NewStr(s.Doc))
	} else if tp.Dict.GetName("__doc__") == nil {
		tp.Dict.SetName("__doc__", None)
	}
	if !tableReady {
		afterTable = append(afterTable, tp.tryReady)
		return tp
	}
	tp.tryReady()
	return tp
}

// derives is IsSubtype for a type that is not ready yet.
func (tp *Type) derives(b *Type) bool {
	for _, x := range tp.Bases {
		if x == b || x != ObjectType && x.derives(b) {
			return true
		}
	}
	return false
}

func newMethodObject(tp *Type, m Method) Object {
	switch {
	case m.Static:
		return &StaticMethod{Func: &Builtin{Name: m.Name, Owner: tp, Fn: m.Fn, Doc: m.Doc}}
	case m.Class:
		return &ClassMethodDescr{Name: m.Name, Owner: tp, Fn: m.Fn}
	case m.Name == "__new__":
		return &StaticMethod{Func: &Builtin{Name: m.Name, Owner: tp, Fn: m.Fn, Doc: m.Doc}}
	}
	return &MethodDescr{Name: m.Name, Owner: tp, Fn: m.Fn, Doc: m.Doc}
}

func (tp *Type) tryReady() {
	if tp.ready || !tp.defined {
		return
	}
	if tp != ObjectType {
		for _, b := range tp.Bases {
			if !b.ready {
				b.waiting = append(b.waiting, tp)
				return
			}
		}
	}
	mro, err := c3(tp)
	if err != nil {
		panic("object: " + tp.Name + ": " + err.Error())
	}
	tp.MRO = mro
	if tp.Meta == nil {
		tp.Meta = TypeType
		if tp != ObjectType && tp.Base.Meta != nil {
			tp.Meta = tp.Base.Meta
		}
	}
	tp.addSlotWrappers()
	if !tp.inheritFromBase() {
		tp.inheritSlots()
	}
	tp.ready = true
	for _, b := range tp.Bases {
		if b != ObjectType {
			b.subclasses = append(b.subclasses, tp)
		}
	}
	for _, w := range tp.waiting {
		w.tryReady()
	}
	tp.waiting = nil
}

// Lookup finds name along the MRO, as _PyType_Lookup; nil when absent. No descriptor is run.
func (tp *Type) Lookup(name *Str) Object {
	if tp.Flags&Heap == 0 {
		for _, b := range tp.MRO {
			if v := b.Dict.GetStr(name); v != nil {
				return v
			}
		}
		return nil
	}
	if tp.cache == nil {
		tp.cache = new([64]attrCacheEntry)
	}
	e := &tp.cache[uint64(name.Hash())&63]
	if e.name == name && e.version == tp.version {
		return e.val
	}
	var found Object
	for _, b := range tp.MRO {
		if v := b.Dict.GetStr(name); v != nil {
			found = v
			break
		}
	}
	*e = attrCacheEntry{name, tp.version, found}
	return found
}

// LookupName is Lookup for a Go string.
func (tp *Type) LookupName(name string) Object { return tp.Lookup(Intern(name)) }

// Version is a number that changes whenever the class or one of its bases does.
// Together with the type's identity it validates the machine's inline caches.
func (tp *Type) Version() uint32 { return tp.version }

// IsSubtype tells whether tp is b or derives from it (no __subclasscheck__).
func (tp *Type) IsSubtype(b *Type) bool {
	if tp == b {
		return true
	}
	for _, m := range tp.MRO {
		if m == b {
			return true
		}
	}
	return false
}

// IsInstance tells whether o is of type b or a subtype (no __instancecheck__; see protocol.go's IsInstanceOf).
func IsInstance(o Object, b *Type) bool { return o.Type().IsSubtype(b) }

// modified tells tp and its subclasses that its dict has changed.
func (tp *Type) modified() {
	tp.version++
	for _, s := range tp.subclasses {
		s.modified()
	}
}

type typeError string

func (e typeError) Error() string { return string(e) }

// c3 is the C3 linearisation.
func c3(tp *Type) ([]*Type, error) {
	if tp == ObjectType {
		return []*Type{tp}, nil
	}
	var seqs [][]*Type
	for _, b := range tp.Bases {
		seqs = append(seqs, b.MRO)
	}
	seqs = append(seqs, tp.Bases)
	out := []*Type{tp}
	for {
		empty := true
		var pick *Type
	search:
		for _, s := range seqs {
			if len(s) == 0 {
				continue
			}
			empty = false
			for _, o := range seqs {
				for i := 1; i < len(o); i++ {
					if o[i] == s[0] {
						continue search
					}
				}
			}
			pick = s[0]
			break
		}
		if empty {
			return out, nil
		}
		if pick == nil {
			names := make([]string, 0, len(tp.Bases))
			for _, s := range seqs {
				if len(s) > 0 && !contains(names, s[0].Name) {
					names = append(names, s[0].Name)
				}
			}
			return nil, typeError("Cannot create a consistent method resolution\norder (MRO) for bases " + strings.Join(names, ", "))
		}
		out = append(out, pick)
		for i, s := range seqs {
			if len(s) > 0 && s[0] == pick {
				seqs[i] = s[1:]
			}
		}
	}
}

func contains(ss []string, s string) bool {
	for _, x := range ss {
		if x == s {
			return true
		}
	}
	return false
}

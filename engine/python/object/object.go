// Package object is the object model of AsyncShelf's Python: what CPython keeps in Objects/ and
// Include/object.h. It knows values, types and the protocols between them; it does not know how a
// function's code is run (package vm) nor what an import statement finds (package stdlib and friends).
//
// # Values
//
// Every Python value is an [Object]: a Go value that knows its [Type]. Representations:
//
//	None, Ellipsis, NotImplemented   the pointers of that name
//	bool                             Bool
//	int                              Int (64 bits) or *BigInt, never a BigInt that fits in an Int: build with NewInt, NewBig
//	float, complex                   Float, Complex
//	str                              *Str (UTF-8 text; lone surrogates as WTF-8), build with NewStr or Intern
//	bytes, bytearray                 *Bytes, *ByteArray
//	tuple, list, dict, set …         *Tuple, *List, *Dict, *Set, *FrozenSet …
//	exceptions                       *Exception, which is also a Go error
//	classes                          *Type
//	instances of classes             *Instance
//
// An instance of a Python class that derives from a native type (class Pages(int), class Rows(list),
// class MoneyField(models.Field)) is an *Instance whose Native field holds the native part; so native
// code never asserts self.(*List) alone but uses AsList, AsStr, AsInt, … which look through instances.
//
// All dynamic types are pointers or comparable scalars, so Go's == on two Objects never panics. Identity
// (`is`) is [Is], since NaN != NaN.
//
// # Protocols
//
// A type's behaviour is its [Slots]: Go functions, as CPython's tp_ slots. For a type written in Go they
// are given in its [Spec] and appear in its __dict__ as dunder methods by themselves; for a class
// written in Python they are filled from the dunder methods found along the MRO (see slots.go). Native code
// works through the functions of protocol files (GetAttr, Call, Iter, BinaryOp, RichCompare, …), never
// through a slot directly.
//
// # Errors
//
// A Go function that runs Python semantics returns an error. A *Exception is a Python exception that the
// program may catch; a *Fatal (a limit, Stop) is not and unwinds everything. TypeErrorf and its siblings
// build the usual ones.
//
// # Threads
//
// A [Runtime] is one run of one program; it is not shared. A [Thread] is one Python thread: natives get it as
// their first argument and pass it on. One thread of a runtime runs at a time, and time is virtual: sched.go.
//
// Types declared in Go are shared by all runtimes of the process and immutable after init, as CPython's
// static types are. State of a run belongs in Runtime.State.
package object

// Object is any Python value.
type Object interface {
	// Type is the value's class; for a class, its metaclass.
	Type() *Type
}

// HasDict is implemented by values that have a __dict__.
type HasDict interface {
	// InstDict gives the instance's __dict__; when there is none yet, it makes one if create is set, else
	// returns nil. A type without __dict__ (with __slots__) always gives nil.
	InstDict(create bool) *Dict
}

type singleton struct {
	typ  *Type
	name string
}

func (s *singleton) Type() *Type { return s.typ }

// The type of None, of ... and of NotImplemented.
var (
	NoneType           = Declare("NoneType", "builtins")
	EllipsisType       = Declare("ellipsis", "builtins")
	NotImplementedType = Declare("NotImplementedType", "builtins")
)

// The three singletons.
var (
	None           Object = &singleton{NoneType, "None"}
	Ellipsis       Object = &singleton{EllipsisType, "Ellipsis"}
	NotImplemented Object = &singleton{NotImplementedType, "NotImplemented"}
)

func init() {
	for _, s := range []*singleton{None.(*singleton), Ellipsis.(*singleton), NotImplemented.(*singleton)} {
		s := s
		spec := Spec{Final: true, Slots: Slots{
			Repr: func(*Thread, Object) (string, error) { return s.name, nil },
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				if len(args) > 0 || kw.Len() > 0 {
					name := s.typ.Name
					if s == Ellipsis {
						name = "EllipsisType"
					}
					return nil, TypeErrorf("%s takes no arguments", name)
				}
				return s, nil
			},
		}}
		if s == None {
			spec.Slots.Bool = func(*Thread, Object) (bool, error) { return false, nil }
			// CPython 3.11 takes None's address; a constant, as in later versions, keeps runs alike.
			spec.Slots.Hash = func(*Thread, Object) (int64, error) { return 0xfca86420, nil }
		}
		if s == NotImplemented {
			spec.Slots.Bool = func(t *Thread, _ Object) (bool, error) {
				return true, t.Warn(DeprecationWarningType, "NotImplemented should not be used in a boolean context")
			}
		}
		s.typ.Define(spec)
	}
}

// Instance is an object of a class written in Python, or of a Go-declared class that learners may subclass.
type Instance struct {
	Class *Type
	Dict  *Dict // nil until needed, and always when the class has no __dict__
	// Native is the part that a native base class owns: a *List for class Rows(list), an Int for
	// class Pages(int), whatever a Go-declared class put there. nil for plain classes.
	Native any
	// slots holds the values of __slots__ members, indexed by MemberDescr.
	slots []Object
}

// NewInstance makes an instance of cls with the native part given (nil for none).
func NewInstance(cls *Type, native any) *Instance {
	in := &Instance{Class: cls, Native: native}
	if cls.nslots > 0 {
		in.slots = make([]Object, cls.nslots)
	}
	return in
}

// instanceBlock is an instance with room for its first attributes, so that making one takes one allocation.
type instanceBlock struct {
	in      Instance
	d       Dict
	entries [4]dictEntry
}

// NewInstanceDict makes an instance of cls, whose instances have a __dict__, ready for attributes to be set.
func NewInstanceDict(cls *Type) *Instance {
	b := &instanceBlock{}
	b.in.Class, b.in.Dict, b.d.entries = cls, &b.d, b.entries[:0]
	if cls.nslots > 0 {
		b.in.slots = make([]Object, cls.nslots)
	}
	return &b.in
}

// NewInstanceLike makes an instance of cls whose __dict__ has the keys of template, of which none was ever deleted, with first and rest for their values. It takes
// two allocations, or one if there are few keys, and no looking up: a query makes as many as it has rows.
func NewInstanceLike(cls *Type, template *Dict, first Object, rest []Object) *Instance {
	var in *Instance
	if n := len(template.entries); n <= len(instanceBlock{}.entries) {
		b := &instanceBlock{}
		in, b.in.Dict, b.d.entries = &b.in, &b.d, b.entries[:n]
	} else {
		b := &struct {
			in Instance
			d  Dict
		}{}
		in, b.in.Dict, b.d.entries = &b.in, &b.d, make([]dictEntry, n)
	}
	in.Class = cls
	if cls.nslots > 0 {
		in.slots = make([]Object, cls.nslots)
	}
	d := in.Dict
	d.used, d.bloom = template.used, template.bloom
	if template.index != nil {
		d.index = append([]int32(nil), template.index...)
	}
	for i := range d.entries {
		e := &d.entries[i]
		e.hash, e.key = template.entries[i].hash, template.entries[i].key
		if i == 0 {
			e.val = first
		} else {
			e.val = rest[i-1]
		}
	}
	return in
}

func (i *Instance) Type() *Type { return i.Class }

// InstDict implements HasDict.
func (i *Instance) InstDict(create bool) *Dict {
	if i.Dict == nil && create && i.Class.Flags&NoDict == 0 {
		i.Dict = NewDict()
	}
	return i.Dict
}

// Native gives the native part of o: o itself, or what an instance of a Python subclass carries.
// AsList and its siblings are the usual way to it.
func Native(o Object) any {
	if in, ok := o.(*Instance); ok && in.Native != nil {
		return in.Native
	}
	return o
}

// Is tells whether a and b are the same object (Python's `is`). Equal small scalars are the same object,
// as CPython's small ints are; floats compare by bits so that nan is nan.
func Is(a, b Object) bool {
	if f, ok := a.(Float); ok {
		g, ok := b.(Float)
		return ok && sameFloat(f, g)
	}
	if f, ok := a.(Complex); ok {
		g, ok := b.(Complex)
		return ok && sameFloat(Float(real(f)), Float(real(g))) && sameFloat(Float(imag(f)), Float(imag(g)))
	}
	return a == b
}

// TypeName is the name of o's class as error messages print it (not reprs: see Type.CName).
func TypeName(o Object) string { return o.Type().CName() }

// ArgTypeName is TypeName as complaints about an argument print it: "argument must be str, not None" (_PyArg_BadArgument).
func ArgTypeName(o Object) string {
	if o == None {
		return "None"
	}
	return TypeName(o)
}

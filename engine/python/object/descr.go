package object

// Builtin is a native function, or a native method bound to Self (both print as built-in).
type Builtin struct {
	Name   string
	Module string // "" for builtins
	Self   Object // nil for functions
	Owner  *Type  // of a static method
	Fn     NativeFunc
	Doc    string
}

// NewBuiltin makes a native function.
func NewBuiltin(name string, fn NativeFunc) *Builtin { return &Builtin{Name: name, Fn: fn} }

func (f *Builtin) call(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if f.Self != nil {
		return f.Fn(t, prepend(f.Self, args), kw)
	}
	return f.Fn(t, args, kw)
}

// MethodDescr is a native type's method in its dict (CPython's method_descriptor).
type MethodDescr struct {
	Name  string
	Owner *Type
	Fn    NativeFunc
	Doc   string
}

// CheckSelf says whether self may be passed, with CPython's message.
func (m *MethodDescr) CheckSelf(args []Object) error {
	if len(args) == 0 {
		return TypeErrorf("unbound method %s.%s() needs an argument", m.Owner.Qualname, m.Name)
	}
	if !IsInstance(args[0], m.Owner) {
		return TypeErrorf("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.Name, m.Owner.CName(), TypeName(args[0]))
	}
	return nil
}

// ClassMethodDescr is a native class method in a type's dict.
type ClassMethodDescr struct {
	Name  string
	Owner *Type
	Fn    NativeFunc
}

// GetSetDescr is a computed attribute of a native type.
type GetSetDescr struct {
	Name  string
	Owner *Type
	Get   func(t *Thread, self Object) (Object, error)
	Set   func(t *Thread, self Object, v Object) error

	member, deletes bool
}

// MemberDescr is the descriptor of a __slots__ member.
type MemberDescr struct {
	Name  string
	Owner *Type
	index int
}

// BoundMethod is a function bound to an instance (Python's method).
type BoundMethod struct{ Func, Self Object }

// StaticMethod, ClassMethod and Property are the builtins of those names.
type (
	StaticMethod struct {
		Func  Object
		dict  *Dict
		class *Type // a subclass of staticmethod, or nil
	}
	ClassMethod struct {
		Func  Object
		dict  *Dict
		class *Type // a subclass of classmethod, or nil
	}
	Property struct {
		Get, Set, Del, Doc Object // nil when not given
		name               Object // __set_name__'s
		class              *Type  // a subclass of property, or nil
		dict               *Dict
		getterDoc          bool // Doc is the getter's
	}
)

// NewWrapper is a native type's __new__, a built-in that checks its class argument.
type NewWrapper struct {
	owner *Type
}

func newNewWrapper(tp *Type) Object { return &NewWrapper{tp} }

// The types of descriptors.
var (
	BuiltinType          = Declare("builtin_function_or_method", "builtins")
	MethodDescrType      = Declare("method_descriptor", "builtins")
	ClassMethodDescrType = Declare("classmethod_descriptor", "builtins")
	GetSetDescrType      = Declare("getset_descriptor", "builtins")
	MemberDescrType      = Declare("member_descriptor", "builtins")
	MethodType           = Declare("method", "builtins")
	StaticMethodType     = Declare("staticmethod", "builtins")
	ClassMethodType      = Declare("classmethod", "builtins")
	PropertyType         = Declare("property", "builtins")
)

func (*Builtin) Type() *Type          { return BuiltinType }
func (*MethodDescr) Type() *Type      { return MethodDescrType }
func (*ClassMethodDescr) Type() *Type { return ClassMethodDescrType }
func (*GetSetDescr) Type() *Type      { return GetSetDescrType }
func (*MemberDescr) Type() *Type      { return MemberDescrType }
func (*BoundMethod) Type() *Type      { return MethodType }
func (*NewWrapper) Type() *Type       { return BuiltinType }
func (m *StaticMethod) Type() *Type {
	if m.class != nil {
		return m.class
	}
	return StaticMethodType
}
func (m *ClassMethod) Type() *Type {
	if m.class != nil {
		return m.class
	}
	return ClassMethodType
}
func (p *Property) Type() *Type {
	if p.class != nil {
		return p.class
	}
	return PropertyType
}

package object

// Tuple is Python's tuple. Items must not change once the program has seen it.
type Tuple struct{ Items []Object }

// List is Python's list.
type List struct{ Items []Object }

// The types of the two sequences.
var (
	TupleType = Declare("tuple", "builtins")
	ListType  = Declare("list", "builtins")
)

func (*Tuple) Type() *Type { return TupleType }
func (*List) Type() *Type  { return ListType }

// EmptyTuple is the only empty tuple.
var EmptyTuple = &Tuple{}

// NewTuple makes a tuple; it keeps items.
func NewTuple(items ...Object) *Tuple {
	if len(items) == 0 {
		return EmptyTuple
	}
	return &Tuple{items}
}

// NewList makes a list; it keeps items.
func NewList(items []Object) *List { return &List{items} }

// AsTuple gives the tuple if o is one or an instance of a subclass.
func AsTuple(o Object) (*Tuple, bool) {
	v, ok := Native(o).(*Tuple)
	return v, ok
}

// AsList gives the list if o is one or an instance of a subclass.
func AsList(o Object) (*List, bool) {
	v, ok := Native(o).(*List)
	return v, ok
}

// Strs makes objects of Go strings.
func Strs(ss []string) []Object {
	out := make([]Object, len(ss))
	for i, s := range ss {
		out[i] = NewStr(s)
	}
	return out
}

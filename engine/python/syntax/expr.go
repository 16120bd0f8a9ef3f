package syntax

// Expressions. Optional parts are nil when absent.
type (
	// BoolOp is `a and b and c` or `a or b or c`.
	BoolOp struct {
		Pos
		Op     BoolOperator
		Values []Expr
	}

	// NamedExpr is `target := value`; the target is always a Name.
	NamedExpr struct {
		Pos
		Target Expr
		Value  Expr
	}

	// BinOp is `left op right`.
	BinOp struct {
		Pos
		Left  Expr
		Op    Operator
		Right Expr
	}

	// UnaryOp is `op operand`.
	UnaryOp struct {
		Pos
		Op      UnaryOperator
		Operand Expr
	}

	// Lambda is a lambda expression.
	Lambda struct {
		Pos
		Args *Arguments
		Body Expr
	}

	// IfExp is `body if test else orelse`.
	IfExp struct {
		Pos
		Test   Expr
		Body   Expr
		Orelse Expr
	}

	// Dict is a dict display. A nil key marks a `**value` entry.
	Dict struct {
		Pos
		Keys   []Expr
		Values []Expr
	}

	// Set is a set display.
	Set struct {
		Pos
		Elts []Expr
	}

	// ListComp is a list comprehension.
	ListComp struct {
		Pos
		Elt        Expr
		Generators []*Comprehension
	}

	// SetComp is a set comprehension.
	SetComp struct {
		Pos
		Elt        Expr
		Generators []*Comprehension
	}

	// DictComp is a dict comprehension.
	DictComp struct {
		Pos
		Key        Expr
		Value      Expr
		Generators []*Comprehension
	}

	// GeneratorExp is a generator expression.
	GeneratorExp struct {
		Pos
		Elt        Expr
		Generators []*Comprehension
	}

	// Await is an await expression.
	Await struct {
		Pos
		Value Expr
	}

	// Yield is a yield expression; Value may be nil.
	Yield struct {
		Pos
		Value Expr
	}

	// YieldFrom is a yield from expression.
	YieldFrom struct {
		Pos
		Value Expr
	}

	// Compare is `left op0 comparators0 op1 comparators1 …`.
	Compare struct {
		Pos
		Left        Expr
		Ops         []CmpOp
		Comparators []Expr
	}

	// Call is a call. Args may hold Starred; a Keyword with Arg "" is `**value`.
	Call struct {
		Pos
		Func     Expr
		Args     []Expr
		Keywords []*Keyword
	}

	// FormattedValue is one replacement field of an f-string. Conversion is
	// -1, 's', 'r' or 'a'; FormatSpec is nil or a JoinedStr.
	FormattedValue struct {
		Pos
		Value      Expr
		Conversion int
		FormatSpec Expr
	}

	// JoinedStr is an f-string: Constant strings and FormattedValues.
	JoinedStr struct {
		Pos
		Values []Expr
	}

	// Constant is a literal. Value is nil (None), bool, int64, *big.Int (only
	// when int64 does not hold it), float64, complex128, string, Bytes or
	// Ellipsis. A string is WTF-8: UTF-8 in which a lone surrogate, which
	// "\ud800" may produce, takes the three bytes of its code point.
	Constant struct {
		Pos
		Value any
		Kind  string // "u" for a u"…" literal, else ""
	}

	// Attribute is `value.attr`.
	Attribute struct {
		Pos
		Value Expr
		Attr  string
		Ctx   Context
	}

	// Subscript is `value[slice]`.
	Subscript struct {
		Pos
		Value Expr
		Slice Expr
		Ctx   Context
	}

	// Starred is `*value`.
	Starred struct {
		Pos
		Value Expr
		Ctx   Context
	}

	// Name is an identifier.
	Name struct {
		Pos
		Id  string
		Ctx Context
	}

	// List is a list display or a list of targets.
	List struct {
		Pos
		Elts []Expr
		Ctx  Context
	}

	// Tuple is a tuple display or a tuple of targets.
	Tuple struct {
		Pos
		Elts []Expr
		Ctx  Context
	}

	// Slice is `lower:upper:step` inside a subscript.
	Slice struct {
		Pos
		Lower Expr
		Upper Expr
		Step  Expr
	}
)

// Bytes is the value of a bytes literal.
type Bytes []byte

// Ellipsis is the value of the `...` literal.
type Ellipsis struct{}

// Parts of expressions.
type (
	// Comprehension is one `for target in iter if …` clause.
	Comprehension struct {
		Pos
		Target  Expr
		Iter    Expr
		Ifs     []Expr
		IsAsync bool
	}

	// Arguments is a parameter list. Defaults belong to the last parameters of
	// PosOnlyArgs+Args; KwDefaults runs parallel to KwOnlyArgs, nil where a
	// parameter has no default.
	Arguments struct {
		Pos
		PosOnlyArgs []*Arg
		Args        []*Arg
		VarArg      *Arg
		KwOnlyArgs  []*Arg
		KwDefaults  []Expr
		KwArg       *Arg
		Defaults    []Expr
	}

	// Arg is one parameter.
	Arg struct {
		Pos
		Arg        string
		Annotation Expr
	}

	// Keyword is one keyword argument of a call or class; Arg is "" for `**value`.
	Keyword struct {
		Pos
		Arg   string
		Value Expr
	}
)

func (*BoolOp) exprNode()         {}
func (*NamedExpr) exprNode()      {}
func (*BinOp) exprNode()          {}
func (*UnaryOp) exprNode()        {}
func (*Lambda) exprNode()         {}
func (*IfExp) exprNode()          {}
func (*Dict) exprNode()           {}
func (*Set) exprNode()            {}
func (*ListComp) exprNode()       {}
func (*SetComp) exprNode()        {}
func (*DictComp) exprNode()       {}
func (*GeneratorExp) exprNode()   {}
func (*Await) exprNode()          {}
func (*Yield) exprNode()          {}
func (*YieldFrom) exprNode()      {}
func (*Compare) exprNode()        {}
func (*Call) exprNode()           {}
func (*FormattedValue) exprNode() {}
func (*JoinedStr) exprNode()      {}
func (*Constant) exprNode()       {}
func (*Attribute) exprNode()      {}
func (*Subscript) exprNode()      {}
func (*Starred) exprNode()        {}
func (*Name) exprNode()           {}
func (*List) exprNode()           {}
func (*Tuple) exprNode()          {}
func (*Slice) exprNode()          {}

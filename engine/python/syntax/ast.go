// Package syntax turns Python 3.11 source text into a syntax tree.
//
// The work is done in two layers. The scanner (scan.go and its neighbours)
// cuts the whole text into tokens, synthesising NEWLINE, INDENT and DEDENT the
// way the language reference says. The parser is a hand-written recursive
// descent over that token slice, which makes backtracking (needed for the soft
// keywords and for parenthesised with-items) a matter of resetting an index.
//
// A program that parses is parsed once, quickly. A program that does not is
// parsed a second time with diagnosis switched on: at the points where CPython
// looks for a typical mistake (a missing comma, "=" for "==", a print
// statement), the parser looks for it too, in the same order, so that the
// learner reads the words, line and caret that CPython 3.11 would show. Keeping
// those checks out of the first pass keeps ordinary parsing small and fast.
//
// The tree has the node types and fields of CPython 3.11's ast module, in Go
// spelling, so that whoever knows the one can read the other. Positions are
// lines from 1 and columns from 0, counted in code points.
//
// Mistakes that CPython finds after parsing ('return' outside function,
// duplicate parameters, nonlocal without a binding) are the compiler's; it
// reports them with this package's Error type.
package syntax

// Pos is the range of source text that a node covers. Lines count from 1;
// columns count code points from 0; the end is exclusive.
type Pos struct {
	Line, Col       int
	EndLine, EndCol int
}

// Span returns the node's range. Every node has it by embedding Pos.
func (p *Pos) Span() *Pos { return p }

// Node is any node of the tree.
type Node interface {
	Span() *Pos
}

// Stmt is a statement.
type Stmt interface {
	Node
	stmtNode()
}

// Expr is an expression. The statement that consists of an expression, which
// CPython calls Expr too, is ExprStmt.
type Expr interface {
	Node
	exprNode()
}

// Pattern is a pattern of a case clause.
type Pattern interface {
	Node
	patternNode()
}

// Module is a parsed source text. In ModeEval the body is a single ExprStmt.
type Module struct {
	Pos
	Body     []Stmt
	Warnings []Warning // of what the text itself has that may go wrong
}

// Warning is a SyntaxWarning about a line, or a DeprecationWarning.
type Warning struct {
	Msg        string
	Line       int
	Deprecated bool
}

// Mode says what kind of text Parse is given; the names are compile()'s.
type Mode int

const (
	ModeExec   Mode = iota // a module: any number of statements
	ModeEval               // one expression
	ModeSingle             // one interactive statement
)

// Context says whether a Name, Attribute, Subscript, Starred, List or Tuple is
// read, assigned or deleted.
type Context uint8

const (
	Load Context = iota
	Store
	Del
)

// BoolOperator is the operator of a BoolOp.
type BoolOperator uint8

const (
	And BoolOperator = iota
	Or
)

// Operator is the operator of a BinOp or AugAssign.
type Operator uint8

const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

// UnaryOperator is the operator of a UnaryOp.
type UnaryOperator uint8

const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CmpOp is one operator of a Compare.
type CmpOp uint8

const (
	Eq CmpOp = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var (
	contextNames  = [...]string{"Load", "Store", "Del"}
	boolOpNames   = [...]string{"And", "Or"}
	operatorNames = [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow", "LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}
	unaryOpNames  = [...]string{"Invert", "Not", "UAdd", "USub"}
	cmpOpNames    = [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}

	operatorSymbols = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}
	unaryOpSymbols  = [...]string{"~", "not", "+", "-"}
	cmpOpSymbols    = [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}
)

// String returns the name of the context in CPython's ast module.
func (c Context) String() string { return contextNames[c] }

// String returns the name of the operator in CPython's ast module.
func (o BoolOperator) String() string { return boolOpNames[o] }

// Symbol returns the operator as written in source.
func (o BoolOperator) Symbol() string {
	if o == And {
		return "and"
	}
	return "or"
}

// String returns the name of the operator in CPython's ast module.
func (o Operator) String() string { return operatorNames[o] }

// Symbol returns the operator as written in source.
func (o Operator) Symbol() string { return operatorSymbols[o] }

// String returns the name of the operator in CPython's ast module.
func (o UnaryOperator) String() string { return unaryOpNames[o] }

// Symbol returns the operator as written in source.
func (o UnaryOperator) Symbol() string { return unaryOpSymbols[o] }

// String returns the name of the operator in CPython's ast module.
func (o CmpOp) String() string { return cmpOpNames[o] }

// Symbol returns the operator as written in source.
func (o CmpOp) Symbol() string { return cmpOpSymbols[o] }

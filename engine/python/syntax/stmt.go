package syntax

// Statements. Optional parts are nil when absent.
type (
	// FunctionDef is a def statement.
	FunctionDef struct {
		Pos
		Name          string
		Args          *Arguments
		Body          []Stmt
		DecoratorList []Expr
		Returns       Expr // nil without annotation
	}

	// AsyncFunctionDef is an async def statement.
	AsyncFunctionDef struct {
		Pos
		Name          string
		Args          *Arguments
		Body          []Stmt
		DecoratorList []Expr
		Returns       Expr
	}

	// ClassDef is a class statement.
	ClassDef struct {
		Pos
		Name          string
		Bases         []Expr
		Keywords      []*Keyword
		Body          []Stmt
		DecoratorList []Expr
	}

	// Return is a return statement; Value is nil when absent.
	Return struct {
		Pos
		Value Expr
	}

	// Delete is a del statement.
	Delete struct {
		Pos
		Targets []Expr
	}

	// Assign is `a = b = value`; Targets holds a and b.
	Assign struct {
		Pos
		Targets []Expr
		Value   Expr
	}

	// AugAssign is `target op= value`.
	AugAssign struct {
		Pos
		Target Expr
		Op     Operator
		Value  Expr
	}

	// AnnAssign is `target: annotation = value`; Value is nil when absent.
	// Simple is true for a bare name that is not in parentheses.
	AnnAssign struct {
		Pos
		Target     Expr
		Annotation Expr
		Value      Expr
		Simple     bool
	}

	// For is a for statement.
	For struct {
		Pos
		Target Expr
		Iter   Expr
		Body   []Stmt
		Orelse []Stmt
	}

	// AsyncFor is an async for statement.
	AsyncFor struct {
		Pos
		Target Expr
		Iter   Expr
		Body   []Stmt
		Orelse []Stmt
	}

	// While is a while statement.
	While struct {
		Pos
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}

	// If is an if statement; an elif is an If that is alone in Orelse.
	If struct {
		Pos
		Test   Expr
		Body   []Stmt
		Orelse []Stmt
	}

	// With is a with statement.
	With struct {
		Pos
		Items []*WithItem
		Body  []Stmt
	}

	// AsyncWith is an async with statement.
	AsyncWith struct {
		Pos
		Items []*WithItem
		Body  []Stmt
	}

	// Match is a match statement.
	Match struct {
		Pos
		Subject Expr
		Cases   []*MatchCase
	}

	// Raise is a raise statement; Exc and Cause may be nil.
	Raise struct {
		Pos
		Exc   Expr
		Cause Expr
	}

	// Try is a try statement with except clauses.
	Try struct {
		Pos
		Body      []Stmt
		Handlers  []*ExceptHandler
		Orelse    []Stmt
		Finalbody []Stmt
	}

	// TryStar is a try statement with except* clauses.
	TryStar struct {
		Pos
		Body      []Stmt
		Handlers  []*ExceptHandler
		Orelse    []Stmt
		Finalbody []Stmt
	}

	// Assert is an assert statement; Msg may be nil.
	Assert struct {
		Pos
		Test Expr
		Msg  Expr
	}

	// Import is an import statement.
	Import struct {
		Pos
		Names []*Alias
	}

	// ImportFrom is a from … import statement. Module is "" for
	// `from . import x`; Level counts the leading dots.
	ImportFrom struct {
		Pos
		Module string
		Names  []*Alias
		Level  int
	}

	// Global is a global statement.
	Global struct {
		Pos
		Names []string
	}

	// Nonlocal is a nonlocal statement.
	Nonlocal struct {
		Pos
		Names []string
	}

	// ExprStmt is an expression used as a statement (CPython: Expr).
	ExprStmt struct {
		Pos
		Value Expr
	}

	// Pass is a pass statement.
	Pass struct{ Pos }

	// Break is a break statement.
	Break struct{ Pos }

	// Continue is a continue statement.
	Continue struct{ Pos }
)

// Parts of statements.
type (
	// ExceptHandler is an except or except* clause; Type may be nil and Name
	// may be "".
	ExceptHandler struct {
		Pos
		Type Expr
		Name string
		Body []Stmt
	}

	// Alias is one imported name; AsName is "" without `as`.
	Alias struct {
		Pos
		Name   string
		AsName string
	}

	// WithItem is one item of a with statement; OptionalVars is nil without
	// `as`.
	WithItem struct {
		Pos
		ContextExpr  Expr
		OptionalVars Expr
	}

	// MatchCase is one case clause; Guard may be nil.
	MatchCase struct {
		Pos
		Pattern Pattern
		Guard   Expr
		Body    []Stmt
	}
)

func (*FunctionDef) stmtNode()      {}
func (*AsyncFunctionDef) stmtNode() {}
func (*ClassDef) stmtNode()         {}
func (*Return) stmtNode()           {}
func (*Delete) stmtNode()           {}
func (*Assign) stmtNode()           {}
func (*AugAssign) stmtNode()        {}
func (*AnnAssign) stmtNode()        {}
func (*For) stmtNode()              {}
func (*AsyncFor) stmtNode()         {}
func (*While) stmtNode()            {}
func (*If) stmtNode()               {}
func (*With) stmtNode()             {}
func (*AsyncWith) stmtNode()        {}
func (*Match) stmtNode()            {}
func (*Raise) stmtNode()            {}
func (*Try) stmtNode()              {}
func (*TryStar) stmtNode()          {}
func (*Assert) stmtNode()           {}
func (*Import) stmtNode()           {}
func (*ImportFrom) stmtNode()       {}
func (*Global) stmtNode()           {}
func (*Nonlocal) stmtNode()         {}
func (*ExprStmt) stmtNode()         {}
func (*Pass) stmtNode()             {}
func (*Break) stmtNode()            {}
func (*Continue) stmtNode()         {}

package syntax

// kind is the kind of a token. Every operator and keyword has one of its own.
type kind uint8

const (
	tokError kind = iota // the scanner's error, kept in scanner.err
	tokEnd
	tokNewline
	tokIndent
	tokDedent
	tokName
	tokNumber
	tokString
	tokOther // a character that is no token of Python, such as ? or $

	tokLPar
	tokRPar
	tokLSqb
	tokRSqb
	tokLBrace
	tokRBrace
	tokColon
	tokComma
	tokSemi
	tokDot
	tokEllipsis
	tokArrow
	tokAt
	tokEqual
	tokColonEqual
	tokTilde

	// Binary operators; binaryOps in parse_expr.go is indexed by them.
	tokPlus
	tokMinus
	tokStar
	tokSlash
	tokDoubleSlash
	tokPercent
	tokDoubleStar
	tokLShift
	tokRShift
	tokVBar
	tokCircumflex
	tokAmper

	// Comparisons.
	tokEqEqual
	tokNotEqual
	tokLess
	tokLessEqual
	tokGreater
	tokGreaterEqual

	// Augmented assignments, in the order of Operator.
	tokPlusEqual
	tokMinusEqual
	tokStarEqual
	tokAtEqual
	tokSlashEqual
	tokPercentEqual
	tokDoubleStarEqual
	tokLShiftEqual
	tokRShiftEqual
	tokVBarEqual
	tokCircumflexEqual
	tokAmperEqual
	tokDoubleSlashEqual

	// Keywords.
	kwFalse
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield
)

// token is one token. Its text is src[start:end]. The columns of INDENT,
// DEDENT and the end marker are -1, as in CPython, where that decides
// what some errors point at.
type token struct {
	kind            kind
	level           uint8 // brackets open after the token
	start, end      int32 // bytes
	line, col       int32
	endLine, endCol int32
}

// keyword returns the kind of the keyword s, or tokName.
func keyword(s string) kind {
	if len(s) < 2 || len(s) > 8 {
		return tokName
	}
	switch s[0] {
	case 'F', 'N', 'T':
		return constantKeyword(s)
	case 'a', 'b', 'c', 'd':
		return keywordAtoD(s)
	case 'e', 'f', 'g', 'i':
		return keywordEtoI(s)
	case 'l', 'n', 'o', 'p', 'r', 't', 'w', 'y':
		return keywordLtoY(s)
	}
	return tokName
}

func constantKeyword(s string) kind {
	switch s {
	case "False":
		return kwFalse
	case "None":
		return kwNone
	case "True":
		return kwTrue
	}
	return tokName
}

func keywordAtoD(s string) kind {
	switch s {
	case "and":
		return kwAnd
	case "as":
		return kwAs
	case "assert":
		return kwAssert
	case "async":
		return kwAsync
	case "await":
		return kwAwait
	case "break":
		return kwBreak
	case "class":
		return kwClass
	case "continue":
		return kwContinue
	case "def":
		return kwDef
	case "del":
		return kwDel
	}
	return tokName
}

func keywordEtoI(s string) kind {
	switch s {
	case "elif":
		return kwElif
	case "else":
		return kwElse
	case "except":
		return kwExcept
	case "finally":
		return kwFinally
	case "for":
		return kwFor
	case "from":
		return kwFrom
	case "global":
		return kwGlobal
	case "if":
		return kwIf
	case "import":
		return kwImport
	case "in":
		return kwIn
	case "is":
		return kwIs
	}
	return tokName
}

func keywordLtoY(s string) kind {
	switch s {
	case "lambda":
		return kwLambda
	case "nonlocal":
		return kwNonlocal
	case "not":
		return kwNot
	case "or":
		return kwOr
	case "pass":
		return kwPass
	case "raise":
		return kwRaise
	case "return":
		return kwReturn
	case "try":
		return kwTry
	case "while":
		return kwWhile
	case "with":
		return kwWith
	case "yield":
		return kwYield
	}
	return tokName
}

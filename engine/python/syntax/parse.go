package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxDepth bounds the nesting of a program, and so the Go stack that parsing
// it takes and that walking its tree takes later: browsers kill a program that
// uses too much. An expression within another counts for nestedExpression,
// since it takes some fifteen Go frames; a block, a unary operator and the like
// count for one and take about three. All in all that is under 5,000 frames.
const (
	maxDepth         = 1000
	nestedExpression = 3
)

// Limits of the second pass. It only looks for a better message, so when a
// program exceeds them the plain message has to do.
const (
	maxDiagnoseDepth = 300
	maxDiagnoseSteps = 500_000
)

// Parse parses src, which came from the named file. The error, if any, is an
// *Error.
func Parse(filename, src string, mode Mode) (*Module, error) {
	p := newParser(scan(filename, src))
	var m *Module
	if err := p.parse(func() bool {
		m = p.module(mode)
		return m != nil
	}); err != nil {
		return nil, err
	}
	m.Warnings = p.warnings
	return m, nil
}

// parser parses the tokens of one scanner. The methods for grammar rules return
// nil (or false) when the rule does not match; what they consumed is then
// undefined, and a caller that wants to try something else moves pos back.
// Mistakes with a message of their own are raised, by panicking with a bailout,
// which never leaves this package.
type parser struct {
	*scanner
	pos  int // the token to look at next
	fill int // how many tokens have been looked at, as in CPython's parser

	depth int

	badBraces map[int]bool // where a dict or set was tried in vain
	resume    int          // the last statement of the module that matched

	// The second pass.
	diag  bool // we are in it
	quiet bool // but do not look for mistakes just now
	memo  map[memoKey]memoVal
	steps int

	// An expression within an f-string.
	fstring         bool
	lineOff, colOff int
	fstringDepth    int
}

// bailout is what raise panics with.
type bailout struct {
	err     *Error
	scanner bool // the scanner's error
}

func newParser(s *scanner) *parser { return &parser{scanner: s} }

// parse runs the rule and returns the error to report, nil if it matched.
// The second pass starts one statement before the one where the first got
// stuck, which may be the rest of it: looking for mistakes in those before
// finds none.
func (p *parser) parse(rule func() bool) error {
	ok, b := p.attempt(rule)
	if ok {
		return nil
	}
	if b != nil {
		return p.finish(b)
	}
	last := p.toks[p.fill-1]
	p.pos, p.depth, p.diag = p.resume, 0, true
	p.memo = make(map[memoKey]memoVal)
	if _, b = p.attempt(rule); b != nil && b.err != nil {
		return p.finish(b)
	}
	switch last.kind {
	case tokIndent:
		return p.lastError(IndentationError, "unexpected indent")
	case tokDedent:
		return p.lastError(IndentationError, "unexpected unindent")
	}
	return p.preferScanner(p.tokenError(SyntaxError, "invalid syntax", &last))
}

// attempt runs the rule and catches what it raises.
func (p *parser) attempt(rule func() bool) (ok bool, b *bailout) {
	defer func() {
		if r := recover(); r != nil {
			if b, ok = r.(*bailout); !ok {
				panic(r)
			}
			ok = false
		}
	}()
	return rule(), nil
}

func (p *parser) finish(b *bailout) *Error {
	if b.scanner || b.err.Kind == RecursionError {
		return b.err
	}
	return p.preferScanner(b.err)
}

// preferScanner returns err, unless scanning on finds something that explains
// more: a broken token anywhere, or a bracket opened on an earlier line that
// is still open at the end.
func (p *parser) preferScanner(err *Error) *Error {
	s := p.scanner
	if s.err == nil || s.toks[p.fill-1].kind == tokError {
		return err
	}
	if !s.signalled {
		return s.err
	}
	if s.level > 0 && int(s.toks[p.fill-1].line) > s.brackets[s.level-1].line {
		return s.unclosed()
	}
	return err
}

// raise ends parsing with the error.
func (p *parser) raise(e *Error) {
	panic(&bailout{err: e})
}

// newError makes an error of the parser, which gets CPython's prefix and
// frame of reference when it is within an f-string.
func (p *parser) newError(kind, msg string, line, col, endLine, endCol int) *Error {
	if p.fstring {
		msg = "f-string: " + msg
	}
	e := &Error{Kind: kind, Msg: msg, Filename: p.filename, Line: line, Col: col, EndLine: endLine, EndCol: endCol}
	p.relocate(e)
	return e
}

// relocate gives the error its line of text. CPython shows an error within an
// f-string against the text of the expression, in parentheses.
func (p *parser) relocate(e *Error) {
	if e.Line == 0 {
		return
	}
	if p.fstring {
		if e.Line == p.lineOff+1 {
			e.Col -= p.colOff
		}
		if e.EndLine == p.lineOff+1 && e.EndCol >= 0 {
			e.EndCol -= p.colOff
		}
	}
	e.Text = p.lineText(e.Line - p.lineOff)
}

// lastError makes an error at the last token looked at.
func (p *parser) lastError(kind, msg string) *Error {
	t := &p.toks[p.fill-1]
	if t.col >= 0 {
		return p.tokenError(kind, msg, t)
	}
	col := -1 // the line alone, at the end of the text
	if int(t.start) < len(p.src) {
		col = p.cursorCol(t) - 1
	}
	return p.newError(kind, msg, int(t.line), col, int(t.endLine), -2)
}

// cursorCol returns the column at which a token without columns was found.
func (p *parser) cursorCol(t *token) int {
	start := min(int(t.start), len(p.src))
	lineAt := 0
	if start > 0 {
		// The end of the text counts as the end of the last line.
		end := start
		if start == len(p.src) {
			end--
		}
		lineAt = strings.LastIndexByte(p.src[:end], '\n') + 1
	}
	return utf8.RuneCountInString(p.src[lineAt:start])
}

func (p *parser) tokenError(kind, msg string, t *token) *Error {
	return p.newError(kind, msg, int(t.line), int(t.col), int(t.endLine), int(t.endCol))
}

func (p *parser) raiseLast(format string, args ...any) {
	p.raise(p.lastError(SyntaxError, fmt.Sprintf(format, args...)))
}

func (p *parser) raiseIndent(format string, args ...any) {
	p.raise(p.lastError(IndentationError, fmt.Sprintf(format, args...)))
}

func (p *parser) raiseToken(t *token, format string, args ...any) {
	p.raise(p.tokenError(SyntaxError, fmt.Sprintf(format, args...), t))
}

func (p *parser) raiseAt(pos *Pos, format string, args ...any) {
	p.raise(p.newError(SyntaxError, fmt.Sprintf(format, args...), pos.Line, pos.Col, pos.EndLine, pos.EndCol))
}

// raiseRange reports a mistake that reaches from the start of a to the end of b.
func (p *parser) raiseRange(a, b *Pos, format string, args ...any) {
	p.raise(p.newError(SyntaxError, fmt.Sprintf(format, args...), a.Line, a.Col, b.EndLine, b.EndCol))
}

// raiseFrom reports a mistake that reaches from the token to the last token
// looked at.
func (p *parser) raiseFrom(line, col int, format string, args ...any) {
	t := &p.toks[p.fill-1]
	endCol := int(t.endCol)
	if endCol < 0 {
		endCol = p.cursorCol(t)
	}
	p.raise(p.newError(SyntaxError, fmt.Sprintf(format, args...), line, col, int(t.endLine), endCol-1))
}

// Tokens.

// kind returns the kind of the next token.
func (p *parser) kind() kind {
	if p.pos >= p.fill {
		p.look()
	}
	return p.toks[p.pos].kind
}

// look notes that the next token has been looked at, and raises the scanner's
// error when the tokens end there.
func (p *parser) look() {
	p.fill = p.pos + 1
	if p.toks[p.pos].kind == tokError {
		e := *p.scanner.err
		if p.fstring {
			p.relocate(&e)
		}
		panic(&bailout{err: &e, scanner: true})
	}
}

func (p *parser) at(k kind) bool { return p.kind() == k }

// accept consumes the next token if it is of the given kind.
func (p *parser) accept(k kind) bool {
	if p.kind() != k {
		return false
	}
	p.pos++
	return true
}

// ahead returns the kind of the token after the next one.
func (p *parser) ahead() kind {
	if p.kind() == tokEnd {
		return tokEnd
	}
	p.pos++
	k := p.kind()
	p.pos--
	return k
}

// expect consumes a token that has to be there.
func (p *parser) expect(k kind, what string) {
	if !p.accept(k) {
		p.raiseToken(&p.toks[p.pos], "expected '%s'", what)
	}
}

func (p *parser) text(t *token) string { return p.src[t.start:t.end] }

// ident is text for an identifier.
func (p *parser) ident(t *token) string {
	if p.ascii {
		return p.src[t.start:t.end]
	}
	return normalizeIdent(p.src[t.start:t.end])
}

// atWord reports whether the next token is the given soft keyword.
func (p *parser) atWord(word string) bool {
	return p.kind() == tokName && p.text(&p.toks[p.pos]) == word
}

// name consumes an identifier and returns its text.
func (p *parser) name() (string, bool) {
	if p.kind() != tokName {
		return "", false
	}
	p.pos++
	return p.ident(&p.toks[p.pos-1]), true
}

// nameExpr consumes an identifier and returns it as an expression.
func (p *parser) nameExpr(ctx Context) *Name {
	t := &p.toks[p.pos]
	p.pos++
	return &Name{Pos: t.pos(), Id: p.ident(t), Ctx: ctx}
}

func (t *token) pos() Pos {
	return Pos{Line: int(t.line), Col: int(t.col), EndLine: int(t.endLine), EndCol: int(t.endCol)}
}

// since returns the range from the given token to the last one consumed.
func (p *parser) since(start int) Pos {
	a, b := &p.toks[start], &p.toks[p.pos-1]
	return Pos{Line: int(a.line), Col: int(a.col), EndLine: int(b.endLine), EndCol: int(b.endCol)}
}

// sinceBlock is since for a node that ends with a block: the tokens that only
// lay the text out do not count.
func (p *parser) sinceBlock(start int) Pos {
	end := p.pos - 1
	for end > start && tokEnd <= p.toks[end].kind && p.toks[end].kind <= tokDedent {
		end--
	}
	a, b := &p.toks[start], &p.toks[end]
	return Pos{Line: int(a.line), Col: int(a.col), EndLine: int(b.endLine), EndCol: int(b.endCol)}
}

// enter counts a level of nesting; leave uncounts it.
func (p *parser) enter() { p.nest(1) }

func (p *parser) leave() { p.depth-- }

// nest counts a nesting of the given weight, which the caller subtracts.
func (p *parser) nest(weight int) {
	p.depth += weight
	if p.depth > maxDiagnoseDepth && (p.diag || p.depth > maxDepth) {
		p.tooDeep()
	}
}

func (p *parser) tooDeep() {
	if p.diag {
		panic(&bailout{})
	}
	e := p.lastError(RecursionError, "")
	e.Msg = "maximum recursion depth exceeded during compilation"
	p.raise(e)
}

// Modules.

func (p *parser) module(mode Mode) *Module {
	m := &Module{}
	switch mode {
	case ModeEval:
		e := p.expressions()
		if e == nil {
			return nil
		}
		for p.accept(tokNewline) {
		}
		m.Body = []Stmt{&ExprStmt{Pos: *e.Span(), Value: e}}
	case ModeSingle:
		if m.Body = p.statement(nil); m.Body == nil {
			return nil
		}
		if p.toks[p.pos].kind != tokEnd && p.toks[p.pos-1].kind == tokNewline {
			p.raiseLast("multiple statements found while compiling a single statement")
		}
	default:
		for {
			start := p.pos
			list := p.statement(m.Body)
			if list == nil {
				p.pos = start
				break
			}
			p.resume = start
			m.Body = list
		}
	}
	if !p.at(tokEnd) {
		return nil
	}
	m.Pos = p.moduleSpan()
	return m
}

// moduleSpan returns the range of the whole text.
func (p *parser) moduleSpan() Pos {
	t := &p.toks[len(p.toks)-1]
	return Pos{Line: 1, EndLine: int(t.line), EndCol: p.cursorCol(t)}
}

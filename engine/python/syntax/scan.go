package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	tabSize   = 8   // what a tab counts when indentation is measured
	maxIndent = 100 // CPython's limits, so that the same programs are refused
	maxLevel  = 200
)

// scanner cuts a source text into tokens. It runs ahead of the parser over the
// whole text; a mistake ends the token list with one error token, and the
// mistake is reported when the parser gets there (or when it has nothing
// better to report).
type scanner struct {
	filename string
	src      string // newlines are "\n" and the last line ends with one
	ascii    bool   // src is ASCII: a column is a byte offset
	pos      int
	line     int
	lineAt   int // where line starts
	toks     []token
	err      *Error

	// signalled is true when CPython's tokenizer would not have raised err
	// itself but left that to the parser. Such a mistake does not override one
	// that the parser found before.
	signalled bool

	// col's memory: columns are asked for in ascending order.
	colLine, colPos, colVal int

	indents  []indent
	level    int // how many of brackets are open
	brackets []bracket

	warnings []Warning
	warned   map[int32]bool // the strings with a warning, by where they start: they may be looked at several times
}

// indent is the width of an indentation, with tabs as eight columns and as
// one: if the two disagree about an order, the indentation is inconsistent.
type indent struct{ width, alt int }

type bracket struct {
	char      byte
	line, col int
}

// scan returns the scanner after it has scanned all of src.
func scan(filename, src string) *scanner {
	s := &scanner{filename: filename, line: 1, colLine: -1, indents: make([]indent, 1, 8)}
	s.src = normalizeNewlines(strings.TrimPrefix(src, "\ufeff"))
	s.ascii = isASCII(s.src)
	s.toks = make([]token, 0, len(s.src)/4+8)
	if s.src == "" {
		s.line = 0 // as in CPython: nothing has been read
	}
	if s.checkText() {
		s.run()
	}
	return s
}

// normalizeNewlines makes every line end with "\n", the last one too.
func normalizeNewlines(src string) string {
	if strings.IndexByte(src, '\r') >= 0 {
		src = strings.ReplaceAll(src, "\r\n", "\n")
		src = strings.ReplaceAll(src, "\r", "\n")
	}
	if src != "" && src[len(src)-1] != '\n' {
		src += "\n"
	}
	return src
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// checkText refuses what cannot be source text at all.
func (s *scanner) checkText() bool {
	if strings.IndexByte(s.src, 0) >= 0 {
		s.fail(&Error{Kind: SyntaxError, Msg: "source code string cannot contain null bytes"})
		return false
	}
	if s.ascii || utf8.ValidString(s.src) {
		return true
	}
	for i, r := range s.src {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s.src[i:]); n == 1 {
				s.fail(&Error{Kind: SyntaxError, Msg: fmt.Sprintf(
					"(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: invalid start byte", s.src[i], i)})
				break
			}
		}
	}
	return false
}

// fail ends the token list with the error.
func (s *scanner) fail(e *Error) {
	e.Filename = s.filename
	if e.Line > 0 {
		e.Text = s.lineText(e.Line)
	}
	s.err = e
	s.toks = append(s.toks, token{kind: tokError, level: uint8(s.level), start: int32(s.pos), end: int32(s.pos),
		line: int32(s.line), col: -1, endLine: int32(s.line), endCol: -1})
}

// failHere reports a mistake the way CPython's tokenizer does: it points at
// the last character read.
func (s *scanner) failHere(format string, args ...any) {
	col := s.col(s.pos) - 1
	s.fail(&Error{Kind: SyntaxError, Msg: fmt.Sprintf(format, args...), Line: s.line, Col: col, EndLine: s.line, EndCol: col})
}

func (s *scanner) lineText(line int) string { return lineText(s.src, line) }

// lineText returns the given line of src with its newline.
func lineText(src string, line int) string {
	rest := src
	for ; line > 1; line-- {
		i := strings.IndexByte(rest, '\n')
		if i < 0 {
			return ""
		}
		rest = rest[i+1:]
	}
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i+1]
	}
	return rest
}

// col returns the column of the byte offset pos, which is on the current line.
func (s *scanner) col(pos int) int {
	if s.ascii {
		return pos - s.lineAt
	}
	if s.colLine != s.line || s.colPos > pos || s.colPos < s.lineAt {
		s.colLine, s.colPos, s.colVal = s.line, s.lineAt, 0
	}
	s.colVal += utf8.RuneCountInString(s.src[s.colPos:pos])
	s.colPos = pos
	return s.colVal
}

// peek returns the byte at the position, 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.src) {
		return s.src[s.pos]
	}
	return 0
}

func (s *scanner) peekAt(n int) byte {
	if s.pos+n < len(s.src) {
		return s.src[s.pos+n]
	}
	return 0
}

// newline moves past a "\n".
func (s *scanner) newline() {
	s.pos++
	if s.pos < len(s.src) {
		// At the end of the text CPython stays on the last line.
		s.line++
		s.lineAt = s.pos
	}
}

// emit appends a token that lies on the current line and ends at the position.
func (s *scanner) emit(k kind, start int) {
	col := s.col(start)
	s.toks = append(s.toks, token{kind: k, level: uint8(s.level), start: int32(start), end: int32(s.pos),
		line: int32(s.line), col: int32(col), endLine: int32(s.line), endCol: int32(s.col(s.pos))})
}

// emitEmpty appends a token without text.
func (s *scanner) emitEmpty(k kind) {
	s.toks = append(s.toks, token{kind: k, level: uint8(s.level), start: int32(s.pos), end: int32(s.pos),
		line: int32(s.line), col: -1, endLine: int32(s.line), endCol: -1})
}

// run scans logical lines until the end or a mistake.
func (s *scanner) run() {
	for s.err == nil {
		blank, ok := s.indentation()
		if !ok {
			return
		}
		if blank {
			s.skipComment()
			if s.pos < len(s.src) {
				s.newline()
			}
			continue
		}
		if s.pos >= len(s.src) {
			s.emitEmpty(tokEnd)
			return
		}
		for s.token() {
		}
	}
}

// indentation measures the white space at the start of a line and emits
// INDENT and DEDENT. It reports whether the line is blank.
func (s *scanner) indentation() (blank, ok bool) {
	in, ok := s.measureIndent()
	if !ok {
		return false, false
	}
	if s.pos < len(s.src) {
		if c := s.src[s.pos]; c == '#' || c == '\n' {
			return true, true
		}
	}
	return false, s.applyIndent(in)
}

func (s *scanner) measureIndent() (in indent, ok bool) {
	continued := indent{-1, -1}
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ':
			in.width++
			in.alt++
		case '\t':
			in.width = (in.width/tabSize + 1) * tabSize
			in.alt++
		case '\f':
			in = indent{}
		case '\\':
			// A continued line takes its indentation from its first part.
			if continued.width <= 0 {
				continued = indent{in.width, in.width}
			}
			if !s.continuation() {
				return in, false
			}
			continue
		default:
			if continued.width > 0 {
				return continued, true
			}
			return in, true
		}
		s.pos++
	}
	if continued.width > 0 {
		in = continued
	}
	return in, true
}

// continuation moves past a backslash and the newline that must follow it.
func (s *scanner) continuation() bool {
	s.pos++
	if s.peek() != '\n' {
		// CPython has read one character more when it finds out.
		col := s.col(s.pos)
		s.fail(&Error{Kind: SyntaxError, Msg: "unexpected character after line continuation character",
			Line: s.line, Col: col, EndLine: s.line, EndCol: -1})
		s.signalled = true
		return false
	}
	s.newline()
	if s.pos >= len(s.src) {
		s.failUnclosed()
		return false
	}
	return true
}

// failCursor reports a mistake that CPython's tokenizer only signals and its
// parser puts at the token being read, which has no columns yet: the position
// is how far reading has come, and there is no end.
func (s *scanner) failCursor(kind, msg string) {
	s.fail(&Error{Kind: kind, Msg: msg, Line: s.line, Col: s.col(s.pos) - 1, EndLine: s.line, EndCol: -2})
	s.signalled = true
}

// failLine reports a mistake of a whole line.
func (s *scanner) failLine(kind, msg string) {
	s.fail(&Error{Kind: kind, Msg: msg, Line: s.line, Col: 0, EndLine: s.line, EndCol: -1})
	s.signalled = true
}

func (s *scanner) applyIndent(in indent) bool {
	top := s.indents[len(s.indents)-1]
	switch {
	case in.width == top.width:
		if in.alt != top.alt {
			return s.tabError()
		}
	case in.width > top.width:
		if len(s.indents) >= maxIndent {
			s.failLine(IndentationError, "too many levels of indentation")
			return false
		}
		if in.alt <= top.alt {
			return s.tabError()
		}
		s.indents = append(s.indents, in)
		s.emitEmpty(tokIndent)
	default:
		return s.dedent(in)
	}
	return true
}

func (s *scanner) dedent(in indent) bool {
	n := len(s.indents)
	for n > 1 && in.width < s.indents[n-1].width {
		n--
	}
	if in.width != s.indents[n-1].width {
		s.pos = s.lineEnd()
		s.failCursor(IndentationError, "unindent does not match any outer indentation level")
		return false
	}
	if in.alt != s.indents[n-1].alt {
		return s.tabError()
	}
	for ; len(s.indents) > n; s.indents = s.indents[:len(s.indents)-1] {
		s.emitEmpty(tokDedent)
	}
	return true
}

func (s *scanner) tabError() bool {
	s.failLine(TabError, "inconsistent use of tabs and spaces in indentation")
	return false
}

// lineEnd returns the offset behind the newline of the current line.
func (s *scanner) lineEnd() int {
	if i := strings.IndexByte(s.src[s.pos:], '\n'); i >= 0 {
		return s.pos + i + 1
	}
	return len(s.src)
}

func (s *scanner) skipComment() {
	for s.pos < len(s.src) && s.src[s.pos] != '\n' {
		s.pos++
	}
}

// token scans the next token. It reports whether the logical line goes on.
func (s *scanner) token() bool {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == ' ' || c == '\t' || c == '\f':
			s.pos++
			continue
		case c == '#':
			if s.comment() {
				return false
			}
			continue
		case isIdentStart(c):
			return s.name()
		case isDigit(c) || c == '.' && isDigit(s.peekAt(1)):
			return s.number()
		case c == '"' || c == '\'':
			return s.str(s.pos)
		case c == '\n':
			if s.level == 0 {
				s.emit(tokNewline, s.pos)
				s.newline()
				return false
			}
			s.newline()
			continue
		case c == '\\':
			if !s.continuation() {
				return false
			}
			continue
		default:
			return s.operator(c)
		}
	}
	// Only an open bracket gets here: every other line ends with a newline.
	s.failUnclosed()
	return false
}

// comment moves past a comment. It reports whether that ended the logical
// line; the NEWLINE token then starts where the comment does.
func (s *scanner) comment() bool {
	start := s.pos
	s.skipComment()
	if s.level > 0 {
		return false
	}
	s.emit(tokNewline, start)
	s.newline()
	return true
}

// failUnclosed reports the innermost open bracket.
func (s *scanner) failUnclosed() {
	if s.level == 0 {
		s.failCursor(SyntaxError, "unexpected EOF while parsing")
		return
	}
	s.fail(s.unclosed())
	s.signalled = true
}

func (s *scanner) unclosed() *Error {
	b := s.brackets[s.level-1]
	return &Error{Kind: SyntaxError, Msg: fmt.Sprintf("'%c' was never closed", b.char), Filename: s.filename,
		Line: b.line, Col: b.col, EndLine: b.line, EndCol: -1, Text: s.lineText(b.line)}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isIdentStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

func isIdentPart(c byte) bool { return isIdentStart(c) || isDigit(c) }

// name scans an identifier, a keyword or a string with a prefix.
func (s *scanner) name() bool {
	start := s.pos
	if s.stringPrefix() {
		return s.str(start)
	}
	ascii := true
	for s.pos < len(s.src) && isIdentPart(s.src[s.pos]) {
		if s.src[s.pos] >= 0x80 {
			ascii = false
		}
		s.pos++
	}
	k := tokName
	if ascii {
		k = keyword(s.src[start:s.pos])
	} else if !s.checkIdent(start) {
		return false
	}
	s.emit(k, start)
	return true
}

// stringPrefix moves to the quote if a string prefix and a quote come next.
func (s *scanner) stringPrefix() bool {
	n := 0
	var b, f, r, u bool
	for ; n < 3; n++ {
		switch s.peekAt(n) {
		case 'b', 'B':
			if b || f || u {
				return false
			}
			b = true
		case 'f', 'F':
			if b || f || u {
				return false
			}
			f = true
		case 'r', 'R':
			if r || u {
				return false
			}
			r = true
		case 'u', 'U':
			if n > 0 {
				return false
			}
			u = true
		case '"', '\'':
			s.pos += n
			return true
		default:
			return false
		}
	}
	return false
}

// checkIdent checks an identifier that is not ASCII.
func (s *scanner) checkIdent(start int) bool {
	for i, r := range s.src[start:s.pos] {
		if isXIDContinue(r) && (i > 0 || isXIDStart(r)) {
			continue
		}
		s.pos = start + i + utf8.RuneLen(r)
		if unicode.IsPrint(r) {
			s.failHere("invalid character '%c' (U+%04X)", r, r)
		} else {
			s.failHere("invalid non-printable character U+%04X", r)
		}
		return false
	}
	return true
}

func isXIDStart(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)
}

func isXIDContinue(r rune) bool {
	return isXIDStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}

// str scans a string literal; the position is at its opening quote and start
// at its prefix.
func (s *scanner) str(start int) bool {
	quote := s.src[s.pos]
	line, lineAt, col := s.line, s.lineAt, s.col(start)
	size := 1
	if s.peekAt(1) == quote && s.peekAt(2) == quote {
		size = 3
	}
	s.pos += size
	for run := 0; run < size; {
		if s.pos >= len(s.src) || size == 1 && s.src[s.pos] == '\n' {
			return s.unterminated(start, size, line, lineAt)
		}
		switch c := s.src[s.pos]; c {
		case quote:
			run++
			s.pos++
		case '\n':
			run = 0
			s.newline()
		case '\\':
			run = 0
			s.pos++
			if s.pos < len(s.src) && s.src[s.pos] == '\n' {
				s.newline()
			} else if s.pos < len(s.src) {
				s.pos++
			}
		default:
			run = 0
			s.pos++
		}
	}
	s.toks = append(s.toks, token{kind: tokString, level: uint8(s.level), start: int32(start), end: int32(s.pos),
		line: int32(line), col: int32(col), endLine: int32(s.line), endCol: int32(s.col(s.pos))})
	return true
}

func (s *scanner) unterminated(start, size, line, lineAt int) bool {
	what := "string"
	if size == 3 {
		what = "triple-quoted string"
	}
	detected := s.line
	s.line, s.lineAt, s.pos = line, lineAt, start+1
	s.failHere("unterminated %s literal (detected at line %d)", what, detected)
	return false
}

// operator scans an operator or delimiter.
func (s *scanner) operator(c byte) bool {
	start := s.pos
	switch c {
	case '(', '[', '{':
		return s.open(c)
	case ')', ']', '}':
		return s.close(c)
	}
	k, n := s.operatorKind(c)
	s.pos += n
	if k == tokOther && (c < ' ' || c == 0x7f) {
		s.failHere("invalid non-printable character U+%04X", c)
		return false
	}
	s.emit(k, start)
	return true
}

func (s *scanner) open(c byte) bool {
	start := s.pos
	s.pos++
	if s.level >= maxLevel {
		s.failHere("too many nested parentheses")
		return false
	}
	s.brackets = append(s.brackets[:s.level], bracket{c, s.line, s.col(start)})
	s.level++
	k := tokLPar
	switch c {
	case '[':
		k = tokLSqb
	case '{':
		k = tokLBrace
	}
	s.emit(k, start)
	return true
}

func (s *scanner) close(c byte) bool {
	start := s.pos
	s.pos++
	if s.level == 0 {
		s.failHere("unmatched '%c'", c)
		return false
	}
	s.level--
	b := s.brackets[s.level]
	k, opening := tokRPar, byte('(')
	switch c {
	case ']':
		k, opening = tokRSqb, '['
	case '}':
		k, opening = tokRBrace, '{'
	}
	if b.char != opening {
		if b.line != s.line {
			s.failHere("closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, b.char, b.line)
		} else {
			s.failHere("closing parenthesis '%c' does not match opening parenthesis '%c'", c, b.char)
		}
		return false
	}
	s.emit(k, start)
	return true
}

// operatorKind returns the kind and length of the operator that starts with c.
func (s *scanner) operatorKind(c byte) (kind, int) {
	next, third := s.peekAt(1), s.peekAt(2)
	switch c {
	case ',':
		return tokComma, 1
	case ';':
		return tokSemi, 1
	case '~':
		return tokTilde, 1
	case ':':
		return orEqual(next, tokColon, tokColonEqual)
	case '=':
		return orEqual(next, tokEqual, tokEqEqual)
	case '+':
		return orEqual(next, tokPlus, tokPlusEqual)
	case '%':
		return orEqual(next, tokPercent, tokPercentEqual)
	case '@':
		return orEqual(next, tokAt, tokAtEqual)
	case '|':
		return orEqual(next, tokVBar, tokVBarEqual)
	case '^':
		return orEqual(next, tokCircumflex, tokCircumflexEqual)
	case '&':
		return orEqual(next, tokAmper, tokAmperEqual)
	case '!':
		return orEqual(next, tokOther, tokNotEqual)
	case '.':
		if next == '.' && third == '.' {
			return tokEllipsis, 3
		}
		return tokDot, 1
	case '-':
		if next == '>' {
			return tokArrow, 2
		}
		return orEqual(next, tokMinus, tokMinusEqual)
	case '*':
		return doubled(c, next, third, tokStar, tokStarEqual, tokDoubleStar, tokDoubleStarEqual)
	case '/':
		return doubled(c, next, third, tokSlash, tokSlashEqual, tokDoubleSlash, tokDoubleSlashEqual)
	case '<':
		if next == '>' {
			return tokOther, 2 // Python 2's "not equal", never allowed here
		}
		return doubled(c, next, third, tokLess, tokLessEqual, tokLShift, tokLShiftEqual)
	case '>':
		return doubled(c, next, third, tokGreater, tokGreaterEqual, tokRShift, tokRShiftEqual)
	}
	return tokOther, 1
}

func orEqual(next byte, plain, withEqual kind) (kind, int) {
	if next == '=' {
		return withEqual, 2
	}
	return plain, 1
}

// doubled chooses among c, c=, cc and cc=.
func doubled(c, next, third byte, one, oneEqual, two, twoEqual kind) (kind, int) {
	if next == c {
		if third == '=' {
			return twoEqual, 3
		}
		return two, 2
	}
	if next == '=' {
		return oneEqual, 2
	}
	return one, 1
}

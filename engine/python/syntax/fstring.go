package syntax

import (
	"strings"
	"unicode/utf8"
)

// fstring parses the body of one f-string the way Python 3.11 does: it finds
// where each replacement field ends by looking at brackets and quotes alone,
// and then parses the text of the expression as if it stood in parentheses.
type fstring struct {
	p   *parser
	tok stringToken
	out *concatenation
	i   int // offset in tok.body
}

// maxFStringDepth is how deep format specs can nest.
const maxFStringDepth = 2

// maxNestedFStrings bounds f-strings within expressions of f-strings; the kinds
// of quotes alone allow four.
const maxNestedFStrings = 8

func (f *fstring) parse() {
	f.p.fstringDepth++
	if f.p.fstringDepth > maxNestedFStrings {
		f.p.tooDeep()
	}
	f.fields(0, f.out)
	f.p.fstringDepth--
}

// fields parses literal text and replacement fields up to the end, or in a
// format spec up to the closing brace.
func (f *fstring) fields(depth int, out *concatenation) {
	body := f.tok.body
	for {
		doubled := f.literal(depth, out)
		if doubled {
			continue
		}
		if f.i >= len(body) || body[f.i] == '}' {
			break
		}
		f.field(depth, out)
	}
	if depth > 0 && f.i >= len(body) {
		f.fail("expecting '}'")
	}
}

func (f *fstring) fail(format string, args ...any) {
	f.p.raiseLast("f-string: "+format, args...)
}

// literal adds the literal text that comes next. It reports whether the text
// ends with a doubled brace, so that more of it may follow.
func (f *fstring) literal(depth int, out *concatenation) (doubled bool) {
	body := f.tok.body
	start := f.i
	end := -1
	for f.i < len(body) && end < 0 {
		c := body[f.i]
		if c == '\\' && !f.tok.raw && f.i+1 < len(body) {
			f.i++
			if c = body[f.i]; c != '{' && c != '}' {
				f.escape(c)
				continue
			}
		}
		if c != '{' && c != '}' {
			f.i++
			continue
		}
		end = f.i
		if depth == 0 {
			if f.i+1 < len(body) && body[f.i+1] == c {
				end++
				f.i += 2
				doubled = true
			} else if c == '}' {
				f.fail("single '}' is not allowed")
			}
		}
	}
	if end < 0 {
		end = f.i
	}
	if end > start {
		text := body[start:end]
		if f.tok.raw || strings.IndexByte(text, '\\') < 0 {
			out.literal([]byte(text))
		} else {
			out.literal(f.p.decodeText(text, f.tok.token))
		}
	}
	return doubled
}

// escape moves past the character behind a backslash, and past the braces of a
// named character.
func (f *fstring) escape(c byte) {
	f.i++
	if c != 'N' || f.i >= len(f.tok.body) || f.tok.body[f.i] != '{' {
		return
	}
	if n := strings.IndexByte(f.tok.body[f.i:], '}'); n >= 0 {
		f.i += n + 1
	} else {
		f.i = len(f.tok.body)
	}
}

// field parses a replacement field; the position is at its opening brace.
func (f *fstring) field(depth int, out *concatenation) {
	body := f.tok.body
	if depth >= maxFStringDepth {
		f.fail("expressions nested too deeply")
	}
	f.i++
	start := f.i
	f.skipExpression()
	if f.i >= len(body) {
		f.fail("expecting '}'")
	}
	v := &FormattedValue{Pos: f.out.pos, Conversion: -1, Value: f.expression(start, f.i)}
	debug := ""
	if body[f.i] == '=' {
		f.i++
		for f.i < len(body) && isSpace(body[f.i]) {
			f.i++
		}
		f.needMore()
		debug = body[start:f.i]
	}
	if body[f.i] == '!' {
		f.i++
		f.needMore()
		c := body[f.i]
		f.i++
		if c != 's' && c != 'r' && c != 'a' {
			f.fail("invalid conversion character: expected 's', 'r', or 'a'")
		}
		v.Conversion = int(c)
		f.needMore()
	}
	if body[f.i] == ':' {
		f.i++
		v.FormatSpec = f.spec(depth)
	}
	if f.i >= len(body) || body[f.i] != '}' {
		f.fail("expecting '}'")
	}
	f.i++
	if debug != "" {
		out.literal([]byte(debug))
		if v.FormatSpec == nil && v.Conversion < 0 {
			v.Conversion = 'r'
		}
	}
	out.flush(out.pos)
	out.values = append(out.values, v)
}

func (f *fstring) needMore() {
	if f.i >= len(f.tok.body) {
		f.fail("expecting '}'")
	}
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func (f *fstring) spec(depth int) Expr {
	c := &concatenation{p: f.p, pos: f.out.pos, end: f.tok.pos(), kind: f.out.kind, f: true}
	f.fields(depth+1, c)
	return c.finish()
}

// skipExpression moves to the character that ends the expression.
func (f *fstring) skipExpression() {
	body := f.tok.body
	var quote byte
	triple := false
	var open []byte
	for ; f.i < len(body); f.i++ {
		c := body[f.i]
		switch {
		case c == '\\':
			f.p.raiseLast("f-string expression part cannot include a backslash")
		case quote != 0:
			if c != quote {
				continue
			}
			if triple {
				if !strings.HasPrefix(body[f.i:], strings.Repeat(string(rune(c)), 3)) {
					continue
				}
				f.i += 2
			}
			quote, triple = 0, false
		case c == '\'' || c == '"':
			quote = c
			if strings.HasPrefix(body[f.i:], strings.Repeat(string(rune(c)), 3)) {
				triple = true
				f.i += 2
			}
		case c == '(' || c == '[' || c == '{':
			if len(open) >= maxLevel {
				f.fail("too many nested parenthesis")
			}
			open = append(open, c)
		case c == '#':
			f.p.raiseLast("f-string expression part cannot include '#'")
		case len(open) == 0 && strings.IndexByte("!:}=<>", c) >= 0:
			if f.i+1 < len(body) && body[f.i+1] == '=' && c != ':' && c != '}' {
				f.i++
				continue
			}
			if c != '<' && c != '>' {
				return
			}
		case c == ')' || c == ']' || c == '}':
			open = f.closeBracket(open, c)
		}
	}
	if quote != 0 {
		f.fail("unterminated string")
	}
	if len(open) > 0 {
		f.fail("unmatched '%c'", open[len(open)-1])
	}
}

func (f *fstring) closeBracket(open []byte, c byte) []byte {
	if len(open) == 0 {
		f.fail("unmatched '%c'", c)
	}
	last := open[len(open)-1]
	if last == '(' && c != ')' || last == '[' && c != ']' || last == '{' && c != '}' {
		f.fail("closing parenthesis '%c' does not match opening parenthesis '%c'", c, last)
	}
	return open[:len(open)-1]
}

// expression parses body[start:end].
func (f *fstring) expression(start, end int) Expr {
	text := f.tok.body[start:end]
	if strings.Trim(text, " \t\n\f\r") == "" {
		if c := f.tok.body[end]; c == '!' || c == ':' || c == '=' {
			f.fail("expression required before '%c'", c)
		}
		f.fail("empty expression not allowed")
	}
	line, col := f.position(f.tok.at+start, text)
	s := scan(f.p.filename, "("+text+")")
	// Move the tokens to where they are in the file.
	for i := range s.toks {
		t := &s.toks[i]
		if t.line == 1 && t.col >= 0 {
			t.col += int32(col)
		}
		if t.endLine == 1 && t.endCol >= 0 {
			t.endCol += int32(col)
		}
		t.line += int32(line)
		t.endLine += int32(line)
	}
	if s.err != nil {
		s.moveError(line, col)
	}
	sub := newParser(s)
	sub.fstring, sub.lineOff, sub.colOff = true, line, col
	sub.depth, sub.fstringDepth = f.p.depth, f.p.fstringDepth
	sub.enter()
	var e Expr
	depth := sub.depth
	if err := sub.parse(func() bool {
		sub.depth = depth
		e = sub.starExpressions()
		return e != nil
	}); err != nil {
		panic(&bailout{err: err.(*Error)})
	}
	if len(s.warnings) > 0 {
		f.p.warnInner(f.tok.token, s.warnings)
	}
	return e
}

// warnInner takes over the warnings of an expression in the f-string t, once.
func (p *parser) warnInner(t *token, inner []Warning) {
	for _, w := range inner {
		if w.Line += int(t.line) - 1; !p.diag && !p.warned[-t.start-1] {
			p.warnings = append(p.warnings, w)
		}
	}
	if p.warned == nil {
		p.warned = map[int32]bool{}
	}
	p.warned[-t.start-1] = true
}

// moveError moves the scanner's error and its brackets by what the tokens have been moved.
func (s *scanner) moveError(line, col int) {
	e := s.err
	if e.Line == 1 {
		e.Col += col
	}
	if e.EndLine == 1 && e.EndCol >= 0 {
		e.EndCol += col
	}
	e.Line += line
	e.EndLine += line
}

// position returns what to add to lines and columns of "(" + text + ")" for
// an expression that starts at the given offset of the source.
func (f *fstring) position(at int, text string) (line, col int) {
	p := f.p
	before := p.src[f.tok.start:at]
	lines := strings.Count(before, "\n")
	line = int(f.tok.line) - 1 + lines
	if lines == 0 {
		col = int(f.tok.col)
	}
	if strings.HasPrefix(strings.TrimLeft(text, " \t\f"), "\n") {
		// Nothing but the parenthesis is on this line; CPython puts it at the
		// start of the string.
		return line, col
	}
	return line, col + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) - 1
}

package syntax

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// strings is one or more string literals, which stand for one string together.
func (p *parser) strings() Expr {
	if p.diag {
		return p.memoExpr(ruleStrings, (*parser).stringsPlain)
	}
	return p.stringsPlain()
}

func (p *parser) stringsPlain() Expr {
	start := p.pos
	for p.at(tokString) {
		p.pos++
	}
	c := concatenation{p: p, pos: p.since(start)}
	c.end = c.pos
	if b := p.src[p.toks[start].start]; b == 'u' {
		c.kind = "u"
	}
	for i := start; i < p.pos; i++ {
		c.add(&p.toks[i], i == start)
	}
	return c.finish()
}

// stringToken is a string literal taken apart.
type stringToken struct {
	*token
	body     string // between the quotes
	at       int    // offset of body in the source
	raw      bool
	bytes, f bool
}

func (p *parser) takeApart(t *token) stringToken {
	s := stringToken{token: t}
	i := int(t.start)
	for ; p.src[i] != '"' && p.src[i] != '\''; i++ {
		switch p.src[i] {
		case 'r', 'R':
			s.raw = true
		case 'b', 'B':
			s.bytes = true
		case 'f', 'F':
			s.f = true
		}
	}
	n := 1
	if int(t.end)-i >= 6 && p.src[i+1] == p.src[i] && p.src[i+2] == p.src[i] {
		n = 3
	}
	s.at = i + n
	s.body = p.src[s.at : int(t.end)-n]
	return s
}

// concatenation puts adjacent string literals together.
type concatenation struct {
	p    *parser
	pos  Pos // of all of them
	end  Pos // of what follows the last field: pos, or in a format spec its token
	kind string

	bytes  bool
	f      bool
	text   []byte // literal text that is not yet in values
	values []Expr
}

func (c *concatenation) add(t *token, first bool) {
	s := c.p.takeApart(t)
	if s.bytes && !isASCII(s.body) {
		c.p.raiseToken(t, "bytes can only contain ASCII literal characters")
	}
	var text []byte
	switch {
	case s.f:
	case s.raw || strings.IndexByte(s.body, '\\') < 0:
		text = []byte(s.body)
	case s.bytes:
		text = c.p.decodeBytes(s.body, t)
	default:
		text = c.p.decodeText(s.body, t)
	}
	if !first && c.bytes != s.bytes {
		c.p.raiseLast("cannot mix bytes and nonbytes literals")
	}
	c.bytes = s.bytes
	if s.f {
		c.f = true
		f := fstring{p: c.p, tok: s, out: c}
		f.parse()
		return
	}
	c.literal(text)
}

// literal adds literal text.
func (c *concatenation) literal(text []byte) {
	if c.text == nil {
		c.text = text
		return
	}
	c.text = append(c.text, text...)
}

// flush turns the literal text so far into a Constant of an f-string.
func (c *concatenation) flush(pos Pos) {
	if len(c.text) > 0 {
		c.values = append(c.values, &Constant{Pos: pos, Value: string(c.text), Kind: c.kind})
	}
	c.text = nil
}

func (c *concatenation) finish() Expr {
	if c.bytes {
		return &Constant{Pos: c.pos, Value: Bytes(c.text)}
	}
	if !c.f {
		return &Constant{Pos: c.pos, Value: string(c.text), Kind: c.kind}
	}
	c.flush(c.end)
	return &JoinedStr{Pos: c.end, Values: c.values}
}

// simpleEscapes maps the letter of an escape to its character.
var simpleEscapes = map[byte]byte{'\\': '\\', '\'': '\'', '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}

// decodeBytes resolves the escapes of a bytes literal.
func (p *parser) decodeBytes(s string, t *token) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			out = append(out, s[i])
			i++
			continue
		}
		at := i
		i++
		c := s[i]
		i++
		if b, ok := simpleEscapes[c]; ok {
			out = append(out, b)
			continue
		}
		switch {
		case c == '\n':
		case '0' <= c && c <= '7':
			v, n := octal(s[i-1:])
			out = append(out, byte(v))
			i += n - 1
		case c == 'x':
			v, n := hexDigits(s[i:], 2)
			if n < 2 {
				p.raiseLast("(value error) invalid \\x escape at position %d", at)
			}
			out = append(out, byte(v))
			i += 2
		default:
			out = append(out, '\\', c)
			p.warnEscape(t, rune(c))
		}
	}
	return out
}

// warnEscape warns of the first backslash in a string that escapes nothing.
func (p *parser) warnEscape(t *token, c rune) {
	if p.warned[t.start] || p.diag {
		return
	}
	if p.warned == nil {
		p.warned = map[int32]bool{}
	}
	p.warned[t.start] = true
	p.warnings = append(p.warnings, Warning{Msg: "invalid escape sequence '\\" + string(c) + "'", Line: int(t.line), Deprecated: true})
}

func octal(s string) (v rune, n int) {
	for n < 3 && n < len(s) && '0' <= s[n] && s[n] <= '7' {
		v = v<<3 | rune(s[n]-'0')
		n++
	}
	return v, n
}

func hexDigits(s string, want int) (v rune, n int) {
	for n < want && n < len(s) && isHexDigit(s[n]) {
		d, _ := strconv.ParseUint(s[n:n+1], 16, 8)
		v = v<<4 | rune(d)
		n++
	}
	return v, n
}

// textDecoder resolves the escapes of a string literal. CPython first rewrites
// every other character as an escape of ten characters and counts positions in
// that; shift keeps the count, for its messages.
type textDecoder struct {
	p     *parser
	tok   *token
	s     string
	i     int
	shift int
	out   []byte
}

func (p *parser) decodeText(s string, t *token) []byte {
	d := textDecoder{p: p, tok: t, s: s, out: make([]byte, 0, len(s))}
	for d.i < len(s) {
		switch c := s[d.i]; {
		case c == '\\':
			d.escape()
		case c < 0x80:
			d.out = append(d.out, c)
			d.i++
		default:
			d.copyRune()
		}
	}
	return d.out
}

// copyRune copies a character that is not ASCII.
func (d *textDecoder) copyRune() {
	_, n := utf8.DecodeRuneInString(d.s[d.i:])
	d.out = append(d.out, d.s[d.i:d.i+n]...)
	d.i += n
	d.shift += 10 - n
}

func (d *textDecoder) escape() {
	at := d.i
	d.i++
	if d.i == len(d.s) || d.s[d.i] >= 0x80 {
		// A backslash that escapes nothing stands for itself.
		d.out = append(d.out, '\\')
		d.shift += 5
		return
	}
	c := d.s[d.i]
	d.i++
	if b, ok := simpleEscapes[c]; ok {
		d.out = append(d.out, b)
		return
	}
	switch c {
	case '\n':
	case 'x':
		d.hex(at, 2, `truncated \xXX escape`)
	case 'u':
		d.hex(at, 4, `truncated \uXXXX escape`)
	case 'U':
		d.hex(at, 8, `truncated \UXXXXXXXX escape`)
	case 'N':
		d.named(at)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v, n := octal(d.s[d.i-1:])
		d.i += n - 1
		d.out = appendWTF8(d.out, v)
	default:
		d.out = append(d.out, '\\', c)
		d.p.warnEscape(d.tok, rune(c))
	}
}

func (d *textDecoder) hex(at, digits int, truncated string) {
	v, n := hexDigits(d.s[d.i:], digits)
	d.i += n
	if n < digits {
		d.fail(at, truncated)
	}
	if v > utf8.MaxRune || v < 0 {
		d.fail(at, "illegal Unicode character")
	}
	d.out = appendWTF8(d.out, v)
}

// named resolves \N{name}.
func (d *textDecoder) named(at int) {
	rest := d.s[d.i:]
	if !strings.HasPrefix(rest, "{") {
		d.fail(at, `malformed \N character escape`)
	}
	end := strings.IndexByte(rest, '}')
	if end <= 1 {
		if end < 0 {
			d.i = len(d.s)
		} else {
			d.i++
		}
		d.fail(at, `malformed \N character escape`)
	}
	d.i += end + 1
	r, ok := runeByName(rest[1:end])
	if !ok {
		d.fail(at, "unknown Unicode character name")
	}
	d.out = appendWTF8(d.out, r)
}

func (d *textDecoder) fail(at int, reason string) {
	// Characters that are not ASCII within the escape itself count too.
	end := d.i
	for _, r := range d.s[at:d.i] {
		if r >= 0x80 {
			end += 10 - utf8.RuneLen(r)
		}
	}
	d.p.raiseLast("(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s",
		at+d.shift, end+d.shift-1, reason)
}

// decimalLength returns how many digits a decimal literal has.
func decimalLength(text string) string {
	return fmt.Sprint(len(strings.ReplaceAll(text, "_", "")))
}

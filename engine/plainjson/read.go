package plainjson

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep values may be nested: reading them takes the stack, of which a browser's worker has little.
const maxDepth = 500

// A Reader reads a JSON text from front to back: who calls it knows what comes. The first thing that is not as expected ends the reading; all calls after that give
// zero values, and End tells what it was. As with encoding/json, null stands for the zero value of anything.
type Reader struct {
	text  []byte
	at    int
	depth int
	err   *Error
}

// An Error says what is wrong with a text, and where.
type Error struct {
	At   int    // the byte
	Path string // the members and elements that it is in: .files[2].name
	What string
}

func (e *Error) Error() string {
	where := ""
	if e.Path != "" {
		where = " in " + e.Path
	}
	return fmt.Sprintf("%s at byte %d%s", e.What, e.At, where)
}

// NewReader reads text.
func NewReader(text []byte) *Reader { return &Reader{text: text} }

// End tells the error, if there was one. What is left over is one too.
func (r *Reader) End() error {
	if r.space(); r.err == nil && r.at < len(r.text) {
		r.fail("there is more than one value")
	}
	if r.err == nil {
		return nil
	}
	return r.err
}

// Fail ends the reading, for a value that is JSON and still not what it should be.
func (r *Reader) Fail(what string) { r.fail(what) }

func (r *Reader) fail(what string) {
	if r.err == nil {
		r.err = &Error{At: r.at, What: what}
	}
}

// space goes past blanks and gives the byte after them, 0 at the end or after an error.
func (r *Reader) space() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			if r.err != nil {
				return 0
			}
			return c
		}
	}
	return 0
}

// word goes past a word, if it comes next.
func (r *Reader) word(w string) bool {
	if r.space(); r.err == nil && bytes.HasPrefix(r.text[r.at:], []byte(w)) {
		r.at += len(w)
		return true
	}
	return false
}

// open goes past the bracket that a value begins with. It is false for null.
func (r *Reader) open(bracket byte, what string) bool {
	if r.space() != bracket {
		if !r.word("null") {
			r.fail(what)
		}
		return false
	}
	if r.depth++; r.depth > maxDepth {
		r.fail("values are nested too deeply")
		return false
	}
	r.at++
	return true
}

// next goes past what stands before the next element or member, and is false at the end of them.
func (r *Reader) next(first bool, bracket byte) bool {
	switch c := r.space(); {
	case r.err != nil:
		return false
	case c == bracket:
		r.at++
		r.depth--
		return false
	case first:
		return true
	case c == ',':
		r.at++
		return true
	}
	r.fail("a comma is missing")
	return false
}

// Object reads an object. It calls member for each, which must read the value or Skip it.
func (r *Reader) Object(member func(key string)) {
	if !r.open('{', "an object is expected") {
		return
	}
	for first := true; r.next(first, '}'); first = false {
		if r.space() != '"' {
			r.fail("a member's name is expected")
			return
		}
		key := r.Text()
		if r.space() != ':' {
			r.fail("a colon is missing")
			return
		}
		r.at++
		if member(key); r.err != nil {
			r.err.Path = "." + key + r.err.Path
			return
		}
	}
}

// Array reads a list. It calls element for each, which must read it or Skip it.
func (r *Reader) Array(element func()) {
	if !r.open('[', "a list is expected") {
		return
	}
	for n := 0; r.next(n == 0, ']'); n++ {
		if element(); r.err != nil {
			r.err.Path = "[" + strconv.Itoa(n) + "]" + r.err.Path
			return
		}
	}
}

// Null says whether null comes next, and goes past it.
func (r *Reader) Null() bool { return r.word("null") }

// Bool reads true or false.
func (r *Reader) Bool() bool {
	switch {
	case r.word("true"):
		return true
	case !r.word("false") && !r.word("null"):
		r.fail("true or false is expected")
	}
	return false
}

// Number reads a number.
func (r *Reader) Number() float64 {
	r.space()
	at := r.at
	text := r.number("a number is expected")
	if text == "" {
		return 0
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.at = at
		r.fail("the number is too large")
		return 0
	}
	return f
}

// Int reads an integer.
func (r *Reader) Int() int64 {
	r.space()
	at := r.at
	text := r.number("a whole number is expected")
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		r.at = at
		r.fail("a whole number is expected")
		return 0
	}
	return n
}

// number goes past a number and gives its text, "" for null.
func (r *Reader) number(what string) string {
	c := r.space()
	if c != '-' && (c < '0' || c > '9') {
		if !r.word("null") {
			r.fail(what)
		}
		return ""
	}
	from := r.at
	if c == '-' {
		r.at++
	}
	if r.at < len(r.text) && r.text[r.at] == '0' {
		r.at++
	} else {
		r.digits()
	}
	if r.at < len(r.text) && r.text[r.at] == '.' {
		r.at++
		r.digits()
	}
	if r.at < len(r.text) && r.text[r.at]|0x20 == 'e' {
		if r.at++; r.at < len(r.text) && (r.text[r.at] == '+' || r.text[r.at] == '-') {
			r.at++
		}
		r.digits()
	}
	if r.err != nil {
		return ""
	}
	return string(r.text[from:r.at])
}

// digits goes past at least one.
func (r *Reader) digits() {
	from := r.at
	for r.at < len(r.text) && r.text[r.at]-'0' <= 9 {
		r.at++
	}
	if r.at == from {
		r.fail("a digit is missing")
	}
}

// Text reads a string. What is not UTF-8 in it becomes U+FFFD.
func (r *Reader) Text() string {
	raw, plain := r.quoted()
	if plain {
		return string(raw)
	}
	return r.unescaped(raw)
}

// quoted goes past a string and gives what stands between its quotes, and whether that is the string itself.
func (r *Reader) quoted() (raw []byte, plain bool) {
	if r.space() != '"' {
		if !r.word("null") {
			r.fail("a text is expected")
		}
		return nil, true
	}
	from := r.at + 1
	plain = true
	for i := from; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			r.at = i + 1
			raw = r.text[from:i]
			return raw, plain && utf8.Valid(raw)
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			r.at = i
			r.fail("a control character stands in a text")
			return nil, true
		}
	}
	r.at = len(r.text)
	r.fail("a text does not end")
	return nil, true
}

// unescaped is the string that raw, which was just read, stands for.
func (r *Reader) unescaped(raw []byte) string {
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); {
		c := raw[i]
		if c >= utf8.RuneSelf {
			char, size := utf8.DecodeRune(raw[i:])
			out = utf8.AppendRune(out, char)
			i += size
			continue
		}
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		switch c = raw[i+1]; c {
		case '"', '\\', '/':
			out = append(out, c)
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			char := unit(raw[i:])
			if pair := utf16.DecodeRune(char, unit(raw[min(i+6, len(raw)):])); char >= 0 && pair != utf8.RuneError {
				char = pair
				i += 6
			}
			if char >= 0 {
				out = utf8.AppendRune(out, char)
				i += 6
				continue
			}
			fallthrough
		default:
			r.at -= len(raw) + 1 - i
			r.fail("an escape is unknown")
			return ""
		}
		i += 2
	}
	return string(out)
}

// unit is the number in the escape \uXXXX that b begins with, -1 if it begins with something else.
func unit(b []byte) rune {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return -1
	}
	n := rune(0)
	for _, c := range b[2:6] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return -1
		}
		n = n<<4 | rune(c)
	}
	return n
}

// Skip goes past a value.
func (r *Reader) Skip() {
	switch c := r.space(); c {
	case '{':
		r.Object(func(string) { r.Skip() })
	case '[':
		r.Array(r.Skip)
	case '"':
		if raw, plain := r.quoted(); !plain {
			r.unescaped(raw) // its escapes may be wrong
		}
	case 't', 'f', 'n':
		r.Bool()
	default:
		r.number("a value is expected")
	}
}

// Raw goes past a value and gives its text.
func (r *Reader) Raw() []byte {
	r.space()
	from := r.at
	if r.Skip(); r.err != nil {
		return nil
	}
	return r.text[from:r.at]
}

// Any reads a value as encoding/json does that knows nothing of it.
func (r *Reader) Any() any {
	switch r.space() {
	case '{':
		m := map[string]any{}
		r.Object(func(key string) { m[key] = r.Any() })
		return m
	case '[':
		list := []any{}
		r.Array(func() { list = append(list, r.Any()) })
		return list
	case '"':
		return r.Text()
	case 't', 'f':
		return r.Bool()
	case 'n':
		r.Bool()
		return nil
	}
	return r.Number()
}

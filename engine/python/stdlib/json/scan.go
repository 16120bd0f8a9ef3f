package json

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// maxDepth bounds nesting, as the recursion limit does in CPython: reading recurses on the Go stack.
const maxDepth = 990

// scanner reads one document. Positions are byte offsets; messages count code points.
type scanner struct {
	t      *thread
	s      string
	strict bool
	// The decoder's hooks, nil where the default is wanted.
	objectHook, pairsHook, parseFloat, parseInt, parseConstant value
	depth                                                      int
	count                                                      int
	fail                                                       func(msg string, at int) error
	keys                                                       map[string]*object.Str
}

// scanFunc makes _scan(s, idx, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant): the value at idx
// and where it ends.
func scanFunc(m *object.Module) object.NativeFunc {
	return func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("_scan", a, kw, 8, 8); err != nil {
			return nil, err
		}
		text, ok := object.AsStr(a[0])
		if !ok {
			return nil, object.TypeErrorf("first argument must be a string, not %s", object.TypeName(a[0]))
		}
		idx, err := object.AsIndex(t, a[1])
		if err != nil {
			return nil, err
		}
		if idx < 0 {
			return nil, object.ValueErrorf("idx cannot be negative")
		}
		hook := func(i int) value {
			if a[i] == object.None {
				return nil
			}
			return a[i]
		}
		s := &scanner{t: t, s: text, objectHook: hook(3), pairsHook: hook(4), parseFloat: hook(5), parseInt: hook(6), parseConstant: hook(7), keys: map[string]*object.Str{}}
		if s.strict, err = object.Truth(t, a[2]); err != nil {
			return nil, err
		}
		doc := a[0]
		s.fail = func(msg string, at int) error {
			e, err := object.CallArgs(t, m.Dict.GetName("JSONDecodeError"), object.NewStr(msg), doc, object.NewInt(int64(points(text, at))))
			if err != nil {
				return err
			}
			if x, ok := e.(*object.Exception); ok {
				return x
			}
			return object.ValueErrorf("%s", msg)
		}
		from := offset(text, idx)
		v, end, err := s.value(from)
		if err != nil {
			return nil, err
		}
		return object.NewTuple(v, object.NewInt(int64(points(text, end)))), nil
	}
}

// points counts the code points before a byte offset.
func points(s string, off int) int {
	n := 0
	for i := 0; i < off && i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n + max(0, off-len(s))
}

// offset is the byte offset of a code point; beyond the end, the length.
func offset(s string, n int) int {
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return len(s)
}

func (s *scanner) space(i int) int {
	for i < len(s.s) {
		switch s.s[i] {
		case ' ', '\t', '\n', '\r':
			i++
		default:
			return i
		}
	}
	return i
}

func (s *scanner) value(i int) (value, int, error) {
	if i >= len(s.s) {
		return nil, 0, s.fail("Expecting value", i)
	}
	if s.count++; s.count&255 == 0 {
		if err := s.t.Checkpoint(256); err != nil {
			return nil, 0, err
		}
		if err := s.t.Alloc(256 * 48); err != nil {
			return nil, 0, err
		}
	}
	rest := s.s[i:]
	switch c := s.s[i]; {
	case c == '"':
		str, end, err := s.str(i + 1)
		return object.NewStr(str), end, err
	case c == '{':
		return s.nested(i+1, "object", s.object)
	case c == '[':
		return s.nested(i+1, "array", s.array)
	case strings.HasPrefix(rest, "null"):
		return object.None, i + 4, nil
	case strings.HasPrefix(rest, "true"):
		return object.True, i + 4, nil
	case strings.HasPrefix(rest, "false"):
		return object.False, i + 5, nil
	case strings.HasPrefix(rest, "NaN"):
		return s.constant("NaN", object.NaN, i)
	case strings.HasPrefix(rest, "Infinity"):
		return s.constant("Infinity", math.Inf(1), i)
	case strings.HasPrefix(rest, "-Infinity"):
		return s.constant("-Infinity", math.Inf(-1), i)
	case c == '-' || '0' <= c && c <= '9':
		return s.number(i)
	}
	return nil, 0, s.fail("Expecting value", i)
}

func (s *scanner) constant(name string, f float64, i int) (value, int, error) {
	if s.parseConstant != nil {
		v, err := object.CallArgs(s.t, s.parseConstant, object.NewStr(name))
		return v, i + len(name), err
	}
	return object.Float(f), i + len(name), nil
}

func (s *scanner) nested(i int, what string, f func(int) (value, int, error)) (value, int, error) {
	if s.depth++; s.depth > maxDepth {
		return nil, 0, object.RecursionErrorf("maximum recursion depth exceeded while decoding a JSON %s from a unicode string", what)
	}
	v, end, err := f(i)
	s.depth--
	return v, end, err
}

func (s *scanner) number(i int) (value, int, error) {
	start := i
	digits := func(j int) int {
		for j < len(s.s) && '0' <= s.s[j] && s.s[j] <= '9' {
			j++
		}
		return j
	}
	if s.s[i] == '-' {
		i++
	}
	switch {
	case i < len(s.s) && s.s[i] == '0':
		i++
	case i < len(s.s) && '1' <= s.s[i] && s.s[i] <= '9':
		i = digits(i)
	default:
		return nil, 0, s.fail("Expecting value", start)
	}
	float := false
	if i+1 < len(s.s) && s.s[i] == '.' && digits(i+1) > i+1 {
		i, float = digits(i+1), true
	}
	if i+1 < len(s.s) && (s.s[i] == 'e' || s.s[i] == 'E') {
		j := i + 1
		if s.s[j] == '+' || s.s[j] == '-' {
			j++
		}
		if digits(j) > j {
			i, float = digits(j), true
		}
	}
	text := s.s[start:i]
	if float {
		if s.parseFloat != nil && s.parseFloat != value(object.FloatType) {
			v, err := object.CallArgs(s.t, s.parseFloat, object.NewStr(text))
			return v, i, err
		}
		f, _ := object.ParseFloat(text)
		return object.Float(f), i, nil
	}
	if s.parseInt != nil && s.parseInt != value(object.IntType) {
		v, err := object.CallArgs(s.t, s.parseInt, object.NewStr(text))
		return v, i, err
	}
	v, _, err := object.ParseInt(s.t, text, 10)
	return v, i, err
}

// str reads a string from behind its opening quote.
func (s *scanner) str(i int) (string, int, error) {
	begin := i - 1
	var b []byte
	from := i
	for {
		if i >= len(s.s) {
			return "", 0, s.fail("Unterminated string starting at", begin)
		}
		c := s.s[i]
		switch {
		case c == '"':
			if b == nil {
				return s.s[from:i], i + 1, nil
			}
			return string(append(b, s.s[from:i]...)), i + 1, nil
		case c < 0x20 && s.strict:
			return "", 0, s.fail("Invalid control character at", i)
		case c != '\\':
			i++
			continue
		}
		b = append(b, s.s[from:i]...)
		i++
		if i >= len(s.s) {
			return "", 0, s.fail("Unterminated string starting at", begin)
		}
		switch e := s.s[i]; e {
		case '"', '\\', '/':
			b = append(b, e)
		case 'b':
			b = append(b, '\b')
		case 'f':
			b = append(b, '\f')
		case 'n':
			b = append(b, '\n')
		case 'r':
			b = append(b, '\r')
		case 't':
			b = append(b, '\t')
		case 'u':
			r, ok := s.hex4(i + 1)
			if !ok {
				return "", 0, s.fail("Invalid \\uXXXX escape", i)
			}
			i += 4
			if 0xD800 <= r && r <= 0xDBFF && strings.HasPrefix(s.s[i+1:], "\\u") {
				if lo, ok := s.hex4(i + 3); ok && 0xDC00 <= lo && lo <= 0xDFFF {
					r = 0x10000 + (r-0xD800)<<10 + (lo - 0xDC00)
					i += 6
				}
			}
			b = object.AppendRune(b, r)
		default:
			return "", 0, s.fail("Invalid \\escape", i-1)
		}
		i++
		from = i
		if b == nil {
			b = []byte{}
		}
	}
}

func (s *scanner) hex4(i int) (rune, bool) {
	if i+4 > len(s.s) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s.s[i : i+4]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case 'A' <= c && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

func (s *scanner) array(i int) (value, int, error) {
	out := object.NewList(nil)
	if i = s.space(i); i < len(s.s) && s.s[i] == ']' {
		return out, i + 1, nil
	}
	for {
		v, end, err := s.value(i)
		if err != nil {
			return nil, 0, err
		}
		out.Items = append(out.Items, v)
		i = s.space(end)
		if i < len(s.s) && s.s[i] == ']' {
			return out, i + 1, nil
		}
		if i >= len(s.s) || s.s[i] != ',' {
			return nil, 0, s.fail("Expecting ',' delimiter", i)
		}
		i = s.space(i + 1)
	}
}

func (s *scanner) object(i int) (value, int, error) {
	var pairs []value
	d := object.NewDict()
	done := func(end int) (value, int, error) {
		if s.pairsHook != nil {
			v, err := object.CallArgs(s.t, s.pairsHook, object.NewList(pairs))
			return v, end, err
		}
		if s.objectHook != nil {
			v, err := object.CallArgs(s.t, s.objectHook, d)
			return v, end, err
		}
		return d, end, nil
	}
	if i = s.space(i); i < len(s.s) && s.s[i] == '}' {
		return done(i + 1)
	}
	for {
		if i >= len(s.s) || s.s[i] != '"' {
			return nil, 0, s.fail("Expecting property name enclosed in double quotes", i)
		}
		text, end, err := s.str(i + 1)
		if err != nil {
			return nil, 0, err
		}
		key := s.keys[text]
		if key == nil {
			key = object.NewStr(text)
			s.keys[text] = key
		}
		if i = s.space(end); i >= len(s.s) || s.s[i] != ':' {
			return nil, 0, s.fail("Expecting ':' delimiter", i)
		}
		v, end, err := s.value(s.space(i + 1))
		if err != nil {
			return nil, 0, err
		}
		if s.pairsHook != nil {
			pairs = append(pairs, object.NewTuple(key, v))
		} else {
			d.SetStr(key, v)
		}
		i = s.space(end)
		if i < len(s.s) && s.s[i] == '}' {
			return done(i + 1)
		}
		if i >= len(s.s) || s.s[i] != ',' {
			return nil, 0, s.fail("Expecting ',' delimiter", i)
		}
		i = s.space(i + 1)
	}
}

// quote appends s as a JSON string.
func quote(b []byte, s string, ascii bool) []byte {
	const hex = "0123456789abcdef"
	unit := func(r rune) {
		b = append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
	}
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == '"' || c == '\\':
				b = append(b, '\\', c)
			case c == '\n':
				b = append(b, '\\', 'n')
			case c == '\r':
				b = append(b, '\\', 'r')
			case c == '\t':
				b = append(b, '\\', 't')
			case c == '\f':
				b = append(b, '\\', 'f')
			case c == '\b':
				b = append(b, '\\', 'b')
			case c < 0x20 || c == 0x7f && ascii:
				unit(rune(c))
			default:
				b = append(b, c)
			}
			continue
		}
		r, n := object.DecodeRune(s[i:])
		switch {
		case !ascii:
			b = append(b, s[i:i+n]...)
		case r >= 0x10000:
			r -= 0x10000
			unit(0xD800 + r>>10)
			unit(0xDC00 + r&0x3ff)
		default:
			unit(r)
		}
		i += n
	}
	return append(b, '"')
}

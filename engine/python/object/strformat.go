package object

import (
	"strconv"
	"strings"
)

// str.format and str.format_map.

type formatArgs struct {
	args    []Object
	kw      *Kwargs
	mapping Object // format_map's; then there are no positional ones
}

func strFormatMethod(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if len(args) == 0 {
		return nil, TypeErrorf("unbound method str.format() needs an argument")
	}
	r, err := formatTemplate(t, strOf(args[0]).s, formatArgs{args: args[1:], kw: kw})
	return NewStr(r), err
}

type templateFormatter struct {
	t    *Thread
	a    formatArgs
	auto int // next automatic number; -1 once numbers were written out
	used bool
}

func formatTemplate(t *Thread, s string, a formatArgs) (string, error) {
	f := &templateFormatter{t: t, a: a}
	return f.expand(s, 2)
}

// FormatField is one replacement field of a format string: what string.Formatter().parse yields.
type FormatField struct {
	Literal string
	Has     bool // a field follows the literal
	Name    string
	Conv    rune // 0: none
	Spec    string
	nested  bool
}

// NextFormatField reads the literal text and the field at the beginning of s, and gives the rest.
func NextFormatField(s string) (f FormatField, rest string, err error) {
	i := strings.IndexAny(s, "{}")
	if i < 0 {
		f.Literal = s
		return f, "", nil
	}
	c := s[i]
	atEnd := i+1 >= len(s)
	if c == '}' && (atEnd || s[i+1] != '}') {
		return f, "", ValueErrorf("Single '}' encountered in format string")
	}
	if atEnd {
		return f, "", ValueErrorf("Single '{' encountered in format string")
	}
	if s[i+1] == c {
		f.Literal = s[:i+1]
		return f, s[i+2:], nil
	}
	f.Literal, f.Has = s[:i], true
	s = s[i+1:]
	j := 0
	stop := byte(0)
scan:
	for j < len(s) {
		c := s[j]
		j++
		switch c {
		case '{':
			return f, "", ValueErrorf("unexpected '{' in field name")
		case '[':
			for j < len(s) && s[j] != ']' {
				j++
			}
		case '}', ':', '!':
			stop = c
			break scan
		}
	}
	if stop == 0 {
		return f, "", ValueErrorf("expected '}' before end of string")
	}
	f.Name, s = s[:j-1], s[j:]
	if stop == '}' {
		return f, s, nil
	}
	if stop == '!' {
		if s == "" {
			return f, "", ValueErrorf("end of string while looking for conversion specifier")
		}
		r, n := DecodeRune(s)
		f.Conv, s = r, s[n:]
		if s != "" {
			c := s[0]
			s = s[1:]
			if c == '}' {
				return f, s, nil
			}
			if c != ':' {
				return f, "", ValueErrorf("expected ':' after conversion specifier")
			}
		}
	}
	depth := 1
	for j := 0; j < len(s); j++ {
		switch s[j] {
		case '{':
			f.nested = true
			depth++
		case '}':
			if depth--; depth == 0 {
				f.Spec = s[:j]
				return f, s[j+1:], nil
			}
		}
	}
	return f, "", ValueErrorf("unmatched '{' in format spec")
}

func (f *templateFormatter) expand(s string, depth int) (string, error) {
	if depth <= 0 {
		return "", ValueErrorf("Max string recursion exceeded")
	}
	var b []byte
	for s != "" {
		field, rest, err := NextFormatField(s)
		if err != nil {
			return "", err
		}
		s = rest
		b = append(b, field.Literal...)
		if !field.Has {
			continue
		}
		v, err := f.lookup(field.Name)
		if err != nil {
			return "", err
		}
		if v, err = Convert(f.t, v, field.Conv); err != nil {
			return "", err
		}
		spec := field.Spec
		if field.nested {
			if spec, err = f.expand(spec, depth-1); err != nil {
				return "", err
			}
		}
		out, err := Format(f.t, v, spec)
		if err != nil {
			return "", err
		}
		b = append(b, out...)
		if err := chargeText(f.t, len(b), len(out)); err != nil {
			return "", err
		}
	}
	return string(b), nil
}

// Convert applies !r, !s or !a (0: nothing).
func Convert(t *Thread, v Object, conv rune) (Object, error) {
	var s string
	var err error
	switch conv {
	case 0:
		return v, nil
	case 'r':
		s, err = Repr(t, v)
	case 's':
		s, err = ToStr(t, v)
	case 'a':
		s, err = ASCII(t, v)
	default:
		if conv > 32 && conv < 127 {
			return nil, ValueErrorf("Unknown conversion specifier %c", conv)
		}
		return nil, ValueErrorf("Unknown conversion specifier \\x%x", conv)
	}
	return NewStr(s), err
}

// FieldStep is one .attribute or [index] of a field name.
type FieldStep struct {
	Attr  bool
	Name  string
	Index int // when IsInt
	IsInt bool
}

// SplitFieldName splits "0.a[1]" into its first part and the rest, for NextFieldStep.
func SplitFieldName(name string) (first, rest string) {
	i := strings.IndexAny(name, ".[")
	if i < 0 {
		return name, ""
	}
	return name[:i], name[i:]
}

// NextFieldStep takes the first step off what follows a field's name; what is left must not be empty. Mistakes further on come
// to light when their turn comes, as in CPython.
func NextFieldStep(rest string) (step FieldStep, left string, err error) {
	c := rest[0]
	rest = rest[1:]
	switch c {
	case '.':
		step.Attr = true
		j := strings.IndexAny(rest, ".[")
		if j < 0 {
			j = len(rest)
		}
		step.Name, rest = rest[:j], rest[j:]
	case '[':
		j := strings.IndexByte(rest, ']')
		if j < 0 {
			return step, "", ValueErrorf("Missing ']' in format string")
		}
		step.Name, rest = rest[:j], rest[j+1:]
		if step.Index, step.IsInt, err = FieldNumber(step.Name); err != nil {
			return step, "", err
		}
	default:
		return step, "", ValueErrorf("Only '.' or '[' may follow ']' in format field specifier")
	}
	if step.Name == "" {
		return step, "", ValueErrorf("Empty attribute in format string")
	}
	return step, rest, nil
}

// FieldNumber reads a part of a field name that is a number.
func FieldNumber(s string) (int, bool, error) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, false, ValueErrorf("Too many decimal digits in format string")
	}
	return n, true, nil
}

func (f *templateFormatter) lookup(name string) (Object, error) {
	first, rest := SplitFieldName(name)
	n, isInt, err := FieldNumber(first)
	if err != nil {
		return nil, err
	}
	if first == "" || isInt {
		manual := first != ""
		switch {
		case f.used && f.auto >= 0 && manual:
			return nil, ValueErrorf("cannot switch from automatic field numbering to manual field specification")
		case f.used && f.auto < 0 && !manual:
			return nil, ValueErrorf("cannot switch from manual field specification to automatic field numbering")
		}
		f.used = true
		if manual {
			f.auto = -1
		} else {
			n = f.auto
			f.auto++
		}
	}
	var v Object
	switch {
	case first != "" && !isInt:
		if f.a.mapping != nil {
			if v, err = GetItem(f.t, f.a.mapping, NewStr(first)); err != nil {
				return nil, err
			}
		} else if v = f.a.kw.Get(first); v == nil {
			return nil, KeyError(NewStr(first))
		}
	case f.a.mapping != nil:
		return nil, ValueErrorf("Format string contains positional fields")
	case n >= len(f.a.args):
		return nil, IndexErrorf("Replacement index %d out of range for positional args tuple", n)
	default:
		v = f.a.args[n]
	}
	for rest != "" {
		var s FieldStep
		if s, rest, err = NextFieldStep(rest); err != nil {
			return nil, err
		}
		switch {
		case s.Attr:
			v, err = GetAttr(f.t, v, Intern(s.Name))
		case s.IsInt:
			v, err = GetItem(f.t, v, NewInt(int64(s.Index)))
		default:
			v, err = GetItem(f.t, v, NewStr(s.Name))
		}
		if err != nil {
			return nil, err
		}
	}
	return v, nil
}

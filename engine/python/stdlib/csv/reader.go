package csv

import (
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type parseState uint8

const (
	startRecord parseState = iota
	startField
	escapedChar
	inField
	inQuotedField
	escapeInQuotedField
	quoteInQuotedField
	eatNewline
	afterEscapedNewline
)

// endOfLine is what the parser sees after a line's last character.
const endOfLine rune = -2

// Reader is what csv.reader gives.
type Reader struct {
	d       *Dialect
	lines   value
	state   parseState
	field   []byte
	length  int64 // of field, in characters
	numeric bool
	fields  []value
	line    int64
}

// ReaderType is its class.
var ReaderType = object.Declare("reader", "_csv")

// Type implements object.Object.
func (*Reader) Type() *object.Type { return ReaderType }

func newReader(t *thread, a []value, kw *kwargs) (value, error) {
	if len(a) < 1 || len(a) > 2 {
		return nil, argCount(len(a))
	}
	it, err := object.Iter(t, a[0])
	if err != nil {
		return nil, err
	}
	d, err := makeDialect(t, a[1:], kw)
	if err != nil {
		return nil, err
	}
	return &Reader{d: d, lines: it}, nil
}

func argCount(n int) error {
	if n < 1 {
		return object.TypeErrorf(" expected at least 1 argument, got %d", n)
	}
	return object.TypeErrorf(" expected at most 2 arguments, got %d", n)
}

func (r *Reader) next(t *thread) (value, error) {
	r.fields, r.field, r.length, r.state, r.numeric = nil, r.field[:0], 0, startRecord, false
	for {
		line, err := object.Next(t, r.lines)
		if err != nil {
			return nil, err
		}
		if line == nil {
			if r.length == 0 && r.state != inQuotedField {
				return nil, nil
			}
			if r.d.strict {
				return nil, fail("unexpected end of data")
			}
			if err := r.save(t); err != nil {
				return nil, err
			}
			break
		}
		s, ok := object.AsStr(line)
		if !ok {
			return nil, fail("iterator should return strings, not %s (the file should be opened in text mode)", object.TypeName(line))
		}
		r.line++
		if err := t.Work(len(s)); err != nil {
			return nil, err
		}
		for len(s) > 0 {
			c, n := object.DecodeRune(s)
			s = s[n:]
			if err := r.char(t, c); err != nil {
				return nil, err
			}
		}
		if err := r.char(t, endOfLine); err != nil {
			return nil, err
		}
		if r.state == startRecord {
			break
		}
	}
	return object.NewList(r.fields), nil
}

func (r *Reader) add(t *thread, c rune) error {
	if limit := stateOf(t).limit; r.length >= limit {
		return fail("field larger than field limit (%d)", limit)
	}
	r.length++
	if c < utf8.RuneSelf {
		r.field = append(r.field, byte(c))
	} else {
		r.field = object.AppendRune(r.field, c)
	}
	return nil
}

func (r *Reader) save(t *thread) error {
	var v value = object.NewStr(string(r.field))
	r.field, r.length = r.field[:0], 0
	if r.numeric {
		r.numeric = false
		f, err := object.CallArgs(t, object.FloatType, v)
		if err != nil {
			return err
		}
		v = f
	}
	r.fields = append(r.fields, v)
	return nil
}

// endField saves the field before the end of a record.
func (r *Reader) endField(t *thread, c rune) error {
	r.state = eatNewline
	if c == endOfLine {
		r.state = startRecord
	}
	return r.save(t)
}

// char takes one character on.
func (r *Reader) char(t *thread, c rune) error {
	d := r.d
	newline := c == '\n' || c == '\r'
	switch r.state {
	case startRecord:
		if c == endOfLine {
			return nil
		}
		if newline {
			r.state = eatNewline
			return nil
		}
		r.state = startField
		return r.char(t, c)
	case startField:
		switch {
		case newline || c == endOfLine:
			return r.endField(t, c)
		case c == d.quote && d.quoting != quoteNone:
			r.state = inQuotedField
		case c == d.escape:
			r.state = escapedChar
		case c == ' ' && d.skipSpace:
		case c == d.delimiter:
			return r.save(t)
		default:
			r.numeric = d.quoting == quoteNonNumeric
			r.state = inField
			return r.add(t, c)
		}
	case escapedChar:
		r.state = inField
		if newline {
			r.state = afterEscapedNewline
		} else if c == endOfLine {
			c = '\n'
		}
		return r.add(t, c)
	case afterEscapedNewline, inField:
		switch {
		case c == endOfLine && r.state == afterEscapedNewline:
		case newline || c == endOfLine:
			return r.endField(t, c)
		case c == d.escape:
			r.state = escapedChar
		case c == d.delimiter:
			r.state = startField
			return r.save(t)
		default:
			r.state = inField
			return r.add(t, c)
		}
	case inQuotedField:
		switch {
		case c == endOfLine:
		case c == d.escape:
			r.state = escapeInQuotedField
		case c == d.quote && d.quoting != quoteNone:
			r.state = inField
			if d.doubleQuote {
				r.state = quoteInQuotedField
			}
		default:
			return r.add(t, c)
		}
	case escapeInQuotedField:
		if c == endOfLine {
			c = '\n'
		}
		r.state = inQuotedField
		return r.add(t, c)
	case quoteInQuotedField:
		switch {
		case d.quoting != quoteNone && c == d.quote:
			r.state = inQuotedField
			return r.add(t, c)
		case c == d.delimiter:
			r.state = startField
			return r.save(t)
		case newline || c == endOfLine:
			return r.endField(t, c)
		case !d.strict:
			r.state = inField
			return r.add(t, c)
		}
		return fail("'%c' expected after '%c'", d.delimiter, d.quote)
	case eatNewline:
		switch {
		case newline:
		case c == endOfLine:
			r.state = startRecord
		default:
			return fail("new-line character seen in unquoted field - do you need to open the file in universal-newline mode?")
		}
	}
	return nil
}

func init() {
	spec := object.IterSpec(func(t *thread, o value) (value, error) { return o.(*Reader).next(t) }, nil)
	spec.GetSets = []object.GetSet{
		{Name: "dialect", Member: true, Get: func(t *thread, o value) (value, error) { return o.(*Reader).d, nil }},
		{Name: "line_num", Member: true, Get: func(t *thread, o value) (value, error) { return object.NewInt(o.(*Reader).line), nil }},
	}
	ReaderType.Define(spec)
}

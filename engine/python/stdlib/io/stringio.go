package io

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// stringIO is the native part of a StringIO: code points and a position among them.
type stringIO struct {
	buf    []rune
	pos    int
	closed bool
	// newline is what '\n' is written as; lines end at it. With universal set, every kind ends a line; with translate they are all read as '\n'.
	newline              string
	universal, translate bool
	seen                 [3]bool // \r, \n, \r\n met while translating
}

func (s *stringIO) isClosed() bool { return s.closed }
func (s *stringIO) close()         { s.closed, s.buf = true, nil }

func stringOf(o value) (*stringIO, error) {
	s, ok := object.Native(o).(*stringIO)
	if !ok {
		return nil, object.ValueErrorf("I/O operation on uninitialized object")
	}
	if s.closed {
		return nil, object.ValueErrorf("I/O operation on closed file")
	}
	return s, nil
}

func decode(s string) []rune {
	out := make([]rune, 0, len(s))
	for len(s) > 0 {
		r, n := object.DecodeRune(s)
		out = append(out, r)
		s = s[n:]
	}
	return out
}

func encode(rs []rune) string {
	b := make([]byte, 0, len(rs))
	for _, r := range rs {
		b = object.AppendRune(b, r)
	}
	return string(b)
}

// convert applies the newline mode to text that is written.
func (s *stringIO) convert(text string) string {
	if s.translate {
		for i := 0; i < len(text); i++ {
			switch {
			case text[i] == '\n':
				s.seen[1] = true
			case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
				s.seen[2] = true
				i++
			case text[i] == '\r':
				s.seen[0] = true
			}
		}
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if s.newline != "" && s.newline != "\n" {
		text = strings.ReplaceAll(text, "\n", s.newline)
	}
	return text
}

func (s *stringIO) write(t *thread, text string) error {
	if text == "" {
		return nil
	}
	rs := decode(s.convert(text))
	end := s.pos + len(rs)
	if end > len(s.buf) {
		if grow := end - len(s.buf); grow > 1024 || end&0xfff < grow {
			if err := t.Alloc(int64(max(grow, 0x1000)) * 4); err != nil {
				return err
			}
		}
		if s.pos > len(s.buf) {
			s.buf = append(s.buf, make([]rune, s.pos-len(s.buf))...)
		}
		s.buf = append(s.buf[:s.pos], rs...)
	} else {
		copy(s.buf[s.pos:], rs)
	}
	s.pos = end
	return nil
}

// lineEnd gives where the line that begins at from ends.
func (s *stringIO) lineEnd(from int) int {
	for i := from; i < len(s.buf); i++ {
		r := s.buf[i]
		switch {
		case s.universal && !s.translate:
			if r == '\n' {
				return i + 1
			}
			if r == '\r' {
				if i+1 < len(s.buf) && s.buf[i+1] == '\n' {
					return i + 2
				}
				return i + 1
			}
		case s.newline == "\r\n" && !s.universal:
			if r == '\r' && i+1 < len(s.buf) && s.buf[i+1] == '\n' {
				return i + 2
			}
		case s.newline == "\r" && !s.universal:
			if r == '\r' {
				return i + 1
			}
		case r == '\n':
			return i + 1
		}
	}
	return len(s.buf)
}

func (s *stringIO) take(n int) value {
	if s.pos >= len(s.buf) {
		return object.NewStr("")
	}
	end := len(s.buf)
	if n >= 0 && n < end-s.pos {
		end = s.pos + n
	}
	out := encode(s.buf[s.pos:end])
	s.pos = end
	return object.NewStr(out)
}

func (s *stringIO) line(n int) value {
	if s.pos >= len(s.buf) {
		return object.NewStr("")
	}
	end := s.lineEnd(s.pos)
	if n >= 0 {
		end = min(end, s.pos+n)
	}
	return s.take(end - s.pos)
}

var stringIOSig = object.NewSignature("StringIO", "initial_value=", "newline=")

func stringIOInit(t *thread, o value, args []value, kw *kwargs) error {
	a, err := stringIOSig.Bind(args, kw)
	if err != nil {
		return err
	}
	s := object.Native(o).(*stringIO)
	*s = stringIO{newline: "\n"}
	if a[1] == object.None {
		s.newline, s.universal, s.translate = "", true, true
	} else if a[1] != nil {
		nl, ok := object.AsStr(a[1])
		if !ok {
			return object.TypeErrorf("newline must be str or None, not %s", object.TypeName(a[1]))
		}
		switch nl {
		case "", "\n", "\r", "\r\n":
			s.newline, s.universal = nl, nl == ""
		default:
			r, _ := object.Repr(t, a[1])
			return object.ValueErrorf("illegal newline value: %s", r)
		}
	}
	if a[0] == nil || a[0] == object.None {
		return nil
	}
	text, ok := object.AsStr(a[0])
	if !ok {
		return object.TypeErrorf("initial_value must be str or None, not %s", object.TypeName(a[0]))
	}
	if err := s.write(t, text); err != nil {
		return err
	}
	s.pos = 0
	return nil
}

func init() {
	on := func(name string, least, most int, f func(t *thread, s *stringIO, a []value) (value, error)) object.Method {
		return method(name, least, most, func(t *thread, a []value) (value, error) {
			s, err := stringOf(a[0])
			if err != nil {
				return nil, err
			}
			return f(t, s, a)
		})
	}
	StringIOType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
				return object.NewInstance(cls, &stringIO{newline: "\n"}), nil
			},
			Init: stringIOInit,
			Next: func(t *thread, o value) (value, error) {
				s, err := stringOf(o)
				if err != nil {
					return nil, err
				}
				line := s.line(-1)
				if o.Type() != StringIOType {
					// A subclass may have a readline of its own.
					return nextLine(t, o, s, line)
				}
				if line == object.NewStr("") {
					return nil, nil
				}
				return line, nil
			},
		},
		GetSets: []object.GetSet{
			object.DictAttr(),
			{Name: "line_buffering", Get: func(*thread, value) (value, error) { return object.False, nil }},
			{Name: "newlines", Get: func(t *thread, o value) (value, error) {
				s, err := stringOf(o)
				if err != nil {
					return nil, err
				}
				var out []value
				for i, nl := range []string{"\r", "\n", "\r\n"} {
					if s.seen[i] {
						out = append(out, object.NewStr(nl))
					}
				}
				switch len(out) {
				case 0:
					return object.None, nil
				case 1:
					return out[0], nil
				}
				return object.NewTuple(out...), nil
			}},
		},
		Methods: append(stateMethods(stringState, setStringState), []object.Method{
			on("getvalue", 0, 0, func(t *thread, s *stringIO, a []value) (value, error) {
				return object.NewStr(encode(s.buf)), t.Alloc(int64(len(s.buf)))
			}),
			on("write", 1, 1, func(t *thread, s *stringIO, a []value) (value, error) {
				text, ok := object.AsStr(a[1])
				if !ok {
					return nil, object.TypeErrorf("string argument expected, got '%s'", object.TypeName(a[1]))
				}
				n, err := object.Len(t, a[1])
				if err != nil {
					return nil, err
				}
				return object.NewInt(int64(n)), s.write(t, text)
			}),
			on("read", 0, 1, func(t *thread, s *stringIO, a []value) (value, error) {
				n, err := sizeArg(t, a)
				if err != nil {
					return nil, err
				}
				return s.take(n), nil
			}),
			on("readline", 0, 1, func(t *thread, s *stringIO, a []value) (value, error) {
				n, err := sizeArg(t, a)
				if err != nil {
					return nil, err
				}
				return s.line(n), nil
			}),
			on("tell", 0, 0, func(t *thread, s *stringIO, a []value) (value, error) { return object.NewInt(int64(s.pos)), nil }),
			on("seek", 1, 2, func(t *thread, s *stringIO, a []value) (value, error) {
				pos, err := object.AsIndex(t, a[1])
				if err != nil {
					return nil, err
				}
				whence := 0
				if len(a) > 2 {
					if whence, err = object.AsIndex(t, a[2]); err != nil {
						return nil, err
					}
				}
				switch {
				case whence < 0 || whence > 2:
					return nil, object.ValueErrorf("Invalid whence (%d, should be 0, 1 or 2)", whence)
				case whence == 0 && pos < 0:
					return nil, object.ValueErrorf("Negative seek position %d", pos)
				case whence != 0 && pos != 0:
					return nil, object.Errorf(object.OSErrorType, "Can't do nonzero cur-relative seeks")
				case whence == 1:
					pos = s.pos
				case whence == 2:
					pos = len(s.buf)
				}
				if pos > len(s.buf) {
					if err := t.Alloc(int64(pos-len(s.buf)) * 4); err != nil {
						return nil, err
					}
				}
				s.pos = pos
				return object.NewInt(int64(pos)), nil
			}),
			on("truncate", 0, 1, func(t *thread, s *stringIO, a []value) (value, error) {
				size := s.pos
				if len(a) > 1 && a[1] != object.None {
					var err error
					if a[1].Type().Slots.Index == nil {
						return nil, object.TypeErrorf("argument should be integer or None, not '%s'", object.TypeName(a[1]))
					}
					if size, err = object.AsIndex(t, a[1]); err != nil {
						return nil, err
					}
				}
				if size < 0 {
					return nil, object.ValueErrorf("Negative size value %d", size)
				}
				if size < len(s.buf) {
					s.buf = s.buf[:size]
				}
				return object.NewInt(int64(size)), nil
			}),
			answer("readable", true), answer("writable", true), answer("seekable", true),
		}...),
	})
}

// nextLine is __next__ of a subclass: its readline, which has to be asked from where the line began.
func nextLine(t *thread, o value, s *stringIO, line value) (value, error) {
	s.pos -= line.(*object.Str).Len()
	r, err := object.CallMethod(t, o, "readline")
	if err != nil {
		return nil, err
	}
	if more, err := object.Truth(t, r); err != nil || !more {
		return nil, err
	}
	return r, nil
}

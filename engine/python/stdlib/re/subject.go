package re

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// subject is a text that is searched.
type subject struct {
	obj   value // what the program passed
	in    *sre.Input
	bytes bool
}

type subjectKey struct{}

// lastSubject is the text searched last: scanners search one text again and again, and turning it into code points
// each time would make them quadratic.
type lastSubject struct {
	str *object.Str
	in  *sre.Input
}

func (p *Pattern) subject(t *thread, o value) (*subject, error) {
	if s, ok := object.AsStr(o); ok {
		if p.prog.Bytes {
			return nil, object.TypeErrorf("cannot use a bytes pattern on a string-like object")
		}
		str, exact := o.(*object.Str)
		if !exact {
			str = object.NewStr(s)
		}
		if str.IsASCII() {
			return &subject{obj: o, in: &sre.Input{S: s}}, nil
		}
		last := t.RT.State(subjectKey{}, func() any { return &lastSubject{} }).(*lastSubject)
		if last.str != str {
			if err := t.Alloc(4 * int64(len(s))); err != nil {
				return nil, err
			}
			last.str, last.in = str, &sre.Input{R: runes(s, false)}
		}
		return &subject{obj: o, in: last.in}, nil
	}
	if b, ok := object.AsBytes(o); ok {
		if !p.prog.Bytes {
			return nil, object.TypeErrorf("cannot use a string pattern on a bytes-like object")
		}
		return &subject{obj: o, in: &sre.Input{S: string(b)}, bytes: true}, nil
	}
	return nil, object.TypeErrorf("expected string or bytes-like object, got '%s'", object.TypeName(o))
}

// slice gives the text from a to b as str or bytes.
func (s *subject) slice(a, b int) value {
	if a == 0 && b == s.in.Len() {
		switch s.obj.(type) {
		case *object.Str, *object.Bytes:
			return s.obj
		}
	}
	return s.make(s.raw(a, b))
}

// raw is slice as Go text.
func (s *subject) raw(a, b int) string {
	if s.in.R != nil {
		return text(s.in.R[a:b])
	}
	return s.in.S[a:b]
}

func (s *subject) make(x string) value {
	if s.bytes {
		return object.NewBytes([]byte(x))
	}
	return object.NewStr(x)
}

// bounds reads pos and endpos.
func (s *subject) bounds(t *thread, pos, endpos value) (int, int, error) {
	n := s.in.Len()
	at := func(o value, def int) (int, error) {
		if o == nil {
			return def, nil
		}
		i, err := object.AsIndexClamped(t, o)
		return max(0, min(i, n)), err
	}
	start, err := at(pos, 0)
	if err != nil {
		return 0, 0, err
	}
	end, err := at(endpos, math.MaxInt)
	return start, min(end, n), err
}

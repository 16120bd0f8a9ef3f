// Package pyarg sorts the arguments of native functions as CPython's PyArg_ParseTupleAndKeywords does, with that function's
// messages. object.Signature speaks as Argument Clinic does; the modules that CPython never converted (datetime, decimal)
// say things differently, and their messages are what learners see.
package pyarg

import (
	"math"
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Spec is the parameter list of one function.
type Spec struct {
	Name       string // "" prints as "function" does
	Params     []string
	Required   int // how many must be given
	Positional int // how many may be given by position; 0: all
}

func (s *Spec) fname() (name, paren string) {
	if s.Name == "" {
		return "function", ""
	}
	return s.Name, "()"
}

// Parse puts the arguments into out, one per parameter; those not given stay as they are.
func (s *Spec) Parse(args []object.Object, kw *object.Kwargs, out []object.Object) error {
	max := len(s.Params)
	pos := s.Positional
	if pos == 0 {
		pos = max
	}
	name, paren := s.fname()
	if n := len(args) + kw.Len(); n > max {
		what := ""
		if len(args) == 0 {
			what = "keyword "
		}
		bound := "at most"
		if s.Required == max {
			bound = "exactly"
		}
		if s.Name == "" {
			bound = "at most"
		}
		return object.TypeErrorf("%s%s takes %s %d %sargument%s (%d given)", name, paren, bound, max, what, plural(max), n)
	}
	if len(args) > pos {
		return object.TypeErrorf("%s%s takes at most %d positional argument%s (%d given)", name, paren, pos, plural(pos), len(args))
	}
	copy(out, args)
	if kw.Len() == 0 {
		if len(args) < s.Required {
			return s.missing(len(args))
		}
		return nil
	}
	used := 0
	for i, p := range s.Params {
		v := kw.Get(p)
		if v == nil {
			if i >= len(args) && i < s.Required {
				return s.missing(i)
			}
			continue
		}
		if i < len(args) {
			return object.TypeErrorf("argument for %s%s given by name ('%s') and position (%d)", name, paren, p, i+1)
		}
		out[i] = v
		used++
	}
	if used < kw.Len() {
	next:
		for _, n := range kw.Names {
			for _, p := range s.Params {
				if p == n.String() {
					continue next
				}
			}
			if s.Name == "" {
				name = "this function"
			}
			return object.TypeErrorf("'%s' is an invalid keyword argument for %s%s", n, name, paren)
		}
	}
	return nil
}

func (s *Spec) missing(i int) error {
	name, paren := s.fname()
	return object.TypeErrorf("%s%s missing required argument '%s' (pos %d)", name, paren, s.Params[i], i+1)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// Int converts an argument to a C int.
func Int(t *object.Thread, o object.Object) (int, error) {
	n, ok := int64(0), false
	if i, is := o.(object.Int); is {
		n, ok = int64(i), true
	} else {
		x, err := object.ToIndex(t, o)
		if err != nil {
			return 0, err
		}
		n, ok = object.AsInt(x)
	}
	switch {
	case !ok:
		return 0, object.OverflowErrorf("Python int too large to convert to C long")
	case n > math.MaxInt32:
		return 0, object.OverflowErrorf("signed integer is greater than maximum")
	case n < math.MinInt32:
		return 0, object.OverflowErrorf("signed integer is less than minimum")
	}
	return int(n), nil
}

// AppendInt appends n in at least width digits.
func AppendInt(b []byte, n, width int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	digits := 1
	for x := n; x >= 10; x /= 10 {
		digits++
	}
	for ; digits < width; digits++ {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

package object

import "strings"

// Kwargs are the keyword arguments of a call, in order. A nil *Kwargs means none.
type Kwargs struct {
	Names []*Str
	Vals  []Object
}

// Len is the number of keyword arguments; 0 for nil.
func (k *Kwargs) Len() int {
	if k == nil {
		return 0
	}
	return len(k.Names)
}

// Get finds a keyword argument by name; nil when absent.
func (k *Kwargs) Get(name string) Object {
	if k != nil {
		for i, n := range k.Names {
			if n.s == name {
				return k.Vals[i]
			}
		}
	}
	return nil
}

// Dict makes a dict of the keyword arguments.
func (k *Kwargs) Dict() *Dict {
	d := NewDict()
	if k != nil {
		for i, n := range k.Names {
			d.SetStr(n, k.Vals[i])
		}
	}
	return d
}

// Kw builds Kwargs from name, value pairs: Kw("default", v, "key", k).
func Kw(pairs ...any) *Kwargs {
	k := &Kwargs{}
	for i := 0; i+1 < len(pairs); i += 2 {
		k.Names = append(k.Names, Intern(pairs[i].(string)))
		k.Vals = append(k.Vals, pairs[i+1].(Object))
	}
	return k
}

// Native function signatures. For a method, args[0] is self. args belongs to the caller (it may be a piece of
// the machine's stack): copy it to keep it.
type NativeFunc func(t *Thread, args []Object, kw *Kwargs) (Object, error)

// Call calls fn. This is the door through which native code reaches Python code; calls that come in
// through it are bounded by Thread.enterNative so that the Go stack stays small.
func Call(t *Thread, fn Object, args []Object, kw *Kwargs) (Object, error) {
	switch f := fn.(type) {
	case *Builtin:
		return f.call(t, args, kw)
	case *BoundMethod:
		return Call(t, f.Func, prepend(f.Self, args), kw)
	}
	c := fn.Type().Slots.Call
	if c == nil {
		return nil, TypeErrorf("'%s' object is not callable", TypeName(fn))
	}
	return c(t, fn, args, kw)
}

// CallArgs calls fn with positional arguments.
func CallArgs(t *Thread, fn Object, args ...Object) (Object, error) { return Call(t, fn, args, nil) }

// CallMethod calls o.name(*args).
func CallMethod(t *Thread, o Object, name string, args ...Object) (Object, error) {
	return CallMethodKw(t, o, Intern(name), args, nil)
}

// CallMethodKw calls o.name(*args, **kw).
func CallMethodKw(t *Thread, o Object, name *Str, args []Object, kw *Kwargs) (Object, error) {
	fn, unbound, err := LoadMethod(t, o, name)
	if err != nil {
		return nil, err
	}
	if unbound {
		return Call(t, fn, prepend(o, args), kw)
	}
	return Call(t, fn, args, kw)
}

func prepend(o Object, args []Object) []Object {
	out := make([]Object, len(args)+1)
	out[0] = o
	copy(out[1:], args)
	return out
}

// IsCallable is Python's callable().
func IsCallable(o Object) bool { return o.Type().Slots.Call != nil }

// A Signature describes the parameters of a native function; Bind then sorts arguments with CPython's
// messages. Written as in an Argument Clinic header:
//
//	sigSplit := NewSignature("split", "sep=", "maxsplit=")       // both optional, positional or keyword
//	NewSignature("sum", "iterable", "/", "start=")               // iterable positional-only
//	NewSignature("sorted", "iterable", "/", "*", "key=", "reverse=") // keyword-only after *
//	NewSignature("max", "*args", "*", "key=")                    // *args collects the rest as a *Tuple; **kw a *Dict
type Signature struct {
	Name     string
	params   []param
	npos     int // parameters that can be passed by position
	required int // positional parameters without default
	varargs  int // index of *args, or -1
	varkw    int // index of **kw, or -1
}

type param struct {
	name     string
	optional bool
	posOnly  bool
	kwOnly   bool
}

// NewSignature parses a parameter list; it is meant for package-level variables and panics on nonsense.
func NewSignature(name string, params ...string) *Signature {
	s := &Signature{Name: name, varargs: -1, varkw: -1}
	kwOnly := false
	for _, p := range params {
		switch {
		case p == "/":
			for i := range s.params {
				s.params[i].posOnly = true
			}
		case p == "*":
			kwOnly = true
		case strings.HasPrefix(p, "**"):
			s.varkw = len(s.params)
			s.params = append(s.params, param{name: p[2:], kwOnly: true, optional: true})
		case strings.HasPrefix(p, "*"):
			s.varargs = len(s.params)
			s.params = append(s.params, param{name: p[1:], kwOnly: true, optional: true})
			kwOnly = true
		default:
			opt := strings.HasSuffix(p, "=")
			s.params = append(s.params, param{name: strings.TrimSuffix(p, "="), optional: opt, kwOnly: kwOnly})
			if !kwOnly {
				s.npos++
				if !opt {
					s.required++
				}
			}
		}
	}
	return s
}

// Bind sorts a call's arguments into one value per parameter, nil where an optional one is absent. For methods pass
// args[1:]. The *args parameter, if any, is a *Tuple and **kw a *Dict, never nil.
func (s *Signature) Bind(args []Object, kw *Kwargs) ([]Object, error) {
	out := make([]Object, len(s.params))
	n := len(args)
	if n > s.npos {
		if s.varargs < 0 {
			return nil, s.tooMany(n + 0)
		}
		out[s.varargs] = NewTuple(append([]Object(nil), args[s.npos:]...)...)
		n = s.npos
	} else if s.varargs >= 0 {
		out[s.varargs] = EmptyTuple
	}
	copy(out, args[:n])
	if s.varkw >= 0 {
		out[s.varkw] = NewDict()
	}
	if kw.Len() > 0 {
	next:
		for i, name := range kw.Names {
			for j := range s.params {
				p := &s.params[j]
				if p.name == name.s && !p.posOnly && j != s.varargs && j != s.varkw {
					if out[j] != nil {
						return nil, TypeErrorf("argument for %s() given by name ('%s') and position (%d)", s.Name, p.name, j+1)
					}
					out[j] = kw.Vals[i]
					continue next
				}
			}
			if s.varkw < 0 {
				if s.onlyPositional() {
					return nil, TypeErrorf("%s() takes no keyword arguments", s.Name)
				}
				return nil, TypeErrorf("'%s' is an invalid keyword argument for %s()", name.s, s.Name)
			}
			out[s.varkw].(*Dict).SetStr(name, kw.Vals[i])
		}
	}
	for j := range s.params {
		p := &s.params[j]
		if out[j] == nil && !p.optional {
			if p.kwOnly {
				return nil, TypeErrorf("%s() missing required keyword-only argument: '%s'", s.Name, p.name)
			}
			if s.onlyPositional() {
				return nil, s.tooFew(len(args))
			}
			return nil, TypeErrorf("%s() missing required argument '%s' (pos %d)", s.Name, p.name, j+1)
		}
	}
	return out, nil
}

func (s *Signature) onlyPositional() bool {
	for i := range s.params {
		if !s.params[i].posOnly {
			return false
		}
	}
	return true
}

func (s *Signature) tooMany(n int) error {
	switch {
	case s.npos == 0:
		return TypeErrorf("%s() takes no arguments (%d given)", s.Name, n)
	case s.onlyPositional() && s.required == s.npos:
		return s.tooFew(n)
	case s.onlyPositional():
		return TypeErrorf("%s expected at most %d argument%s, got %d", s.Name, s.npos, plural(s.npos), n)
	}
	bound := "at most"
	if s.required == s.npos {
		bound = "exactly"
	}
	return TypeErrorf("%s() takes %s %d argument%s (%d given)", s.Name, bound, s.npos, plural(s.npos), n)
}

func (s *Signature) tooFew(n int) error {
	if s.required == s.npos {
		if s.npos == 1 {
			return TypeErrorf("%s() takes exactly one argument (%d given)", s.Name, n)
		}
		return TypeErrorf("%s expected %d arguments, got %d", s.Name, s.npos, n)
	}
	return TypeErrorf("%s expected at least %d argument%s, got %d", s.Name, s.required, plural(s.required), n)
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// CheckArgs is Bind's quick form for functions that take min to max positional arguments and no keywords. For methods
// pass args[1:]. name is the qualified one ("list.insert", "math.atan2"); as in CPython only some of the messages show it whole.
func CheckArgs(name string, args []Object, kw *Kwargs, min, max int) error {
	n := len(args)
	if kw.Len() == 0 && n >= min && (n <= max || max < 0) {
		return nil
	}
	if kw.Len() > 0 {
		return TypeErrorf("%s() takes no keyword arguments", name)
	}
	switch {
	case max == 0:
		return TypeErrorf("%s() takes no arguments (%d given)", name, n)
	case min == max && min == 1 && !argTuple[name]:
		return TypeErrorf("%s() takes exactly one argument (%d given)", name, n)
	}
	name = name[strings.LastIndexByte(name, '.')+1:]
	switch {
	case min == max:
		return TypeErrorf("%s expected %d argument%s, got %d", name, min, plural(min), n)
	case n < min:
		return TypeErrorf("%s expected at least %d argument%s, got %d", name, min, plural(min), n)
	}
	return TypeErrorf("%s expected at most %d argument%s, got %d", name, max, plural(max), n)
}

// argTuple names the constructors whose single argument comes in a tuple, which shows in the message.
var argTuple = map[string]bool{"staticmethod": true, "classmethod": true, "sorted": true}

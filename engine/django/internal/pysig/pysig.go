// Package pysig binds the arguments of native functions that stand for functions which Django writes in Python. CPython words
// its complaints about those differently from the ones about functions written in C (which object.Signature
// knows), and learners meet them often: "ForeignKey.__init__() missing 1 required positional argument: 'on_delete'".
package pysig

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Sig is a parameter list.
type Sig struct {
	Qualname string
	names    []*object.Str // positional ones first, then keyword-only ones
	optional []bool
	npos     int
	required int // positional parameters without default
	varargs  int // index in the result, or -1
	varkw    int
	n        int
}

// New parses a parameter list; self, where there is one, is the first parameter, as in Python:
//
//	New("Field.clean", "self", "value", "model_instance")
//	New("Model.save", "self", "*args", "force_insert=", "**kwargs")
//
// A lone "*" starts the keyword-only parameters.
func New(qualname string, params ...string) *Sig {
	s := &Sig{Qualname: qualname, varargs: -1, varkw: -1}
	kwOnly := false
	for _, p := range params {
		switch {
		case p == "*":
			kwOnly = true
		case strings.HasPrefix(p, "**"):
			s.varkw = -2
		case strings.HasPrefix(p, "*"):
			s.varargs = -2
			kwOnly = true
		default:
			opt := strings.HasSuffix(p, "=")
			s.names = append(s.names, object.Intern(strings.TrimSuffix(p, "=")))
			s.optional = append(s.optional, opt)
			if !kwOnly {
				s.npos++
				if !opt {
					s.required++
				}
			}
		}
	}
	s.n = len(s.names)
	if s.varargs == -2 {
		s.varargs = s.n
		s.n++
	}
	if s.varkw == -2 {
		s.varkw = s.n
		s.n++
	}
	return s
}

// Bind sorts arguments into one value per parameter, nil for an optional one that is absent. After the named
// parameters come *args (a *object.Tuple) and **kwargs (a *object.Dict) if the signature has them.
func (s *Sig) Bind(args []object.Object, kw *object.Kwargs) ([]object.Object, error) {
	out := make([]object.Object, s.n)
	npos := min(len(args), s.npos)
	copy(out, args[:npos])
	var extra *object.Dict
	if s.varkw >= 0 {
		extra = object.NewDict()
		out[s.varkw] = extra
	}
	if s.varargs >= 0 {
		out[s.varargs] = object.NewTuple(append([]object.Object(nil), args[npos:]...)...)
	}
	kwOnlyGiven := 0
	if kw != nil {
	next:
		for i, name := range kw.Names {
			for j, p := range s.names {
				if p == name || p.String() == name.String() {
					if out[j] != nil {
						return nil, object.TypeErrorf("%s() got multiple values for argument '%s'", s.Qualname, name.String())
					}
					out[j] = kw.Vals[i]
					if j >= s.npos {
						kwOnlyGiven++
					}
					continue next
				}
			}
			if extra == nil {
				return nil, object.TypeErrorf("%s() got an unexpected keyword argument '%s'", s.Qualname, name.String())
			}
			extra.SetStr(name, kw.Vals[i])
		}
	}
	if len(args) > s.npos && s.varargs < 0 {
		return nil, s.tooMany(len(args), kwOnlyGiven)
	}
	if err := s.missing(out, 0, s.npos, "positional"); err != nil {
		return nil, err
	}
	return out, s.missing(out, s.npos, len(s.names), "keyword-only")
}

func (s *Sig) tooMany(given, kwOnly int) error {
	takes := fmt.Sprint(s.npos)
	many := s.npos != 1
	if s.required < s.npos {
		takes = fmt.Sprintf("from %d to %d", s.required, s.npos)
		many = true
	}
	were := "were"
	if given == 1 && kwOnly == 0 {
		were = "was"
	}
	extra := ""
	if kwOnly > 0 {
		extra = fmt.Sprintf(" positional argument%s (and %d keyword-only argument%s)", plural(given != 1), kwOnly, plural(kwOnly != 1))
	}
	return object.TypeErrorf("%s() takes %s positional argument%s but %d%s %s given", s.Qualname, takes, plural(many), given, extra, were)
}

func (s *Sig) missing(out []object.Object, from, to int, kind string) error {
	var names []string
	for j := from; j < to; j++ {
		if out[j] == nil && !s.optional[j] {
			names = append(names, "'"+s.names[j].String()+"'")
		}
	}
	if len(names) == 0 {
		return nil
	}
	var list string
	switch n := len(names); n {
	case 1:
		list = names[0]
	case 2:
		list = names[0] + " and " + names[1]
	default:
		list = strings.Join(names[:n-1], ", ") + ", and " + names[n-1]
	}
	return object.TypeErrorf("%s() missing %d required %s argument%s: %s", s.Qualname, len(names), kind, plural(len(names) != 1), list)
}

func plural(many bool) string {
	if many {
		return "s"
	}
	return ""
}

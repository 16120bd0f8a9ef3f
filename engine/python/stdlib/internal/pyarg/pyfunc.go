package pyarg

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Func is the parameter list of a function that CPython has in Python: arguments that do not fit are refused in the words of the
// interpreter, not in those of its C functions.
type Func struct {
	Name     string // as messages print it: "Random.choice", "mean"
	Params   []string
	Required int // how many positional ones must be given
	KwOnly   int // how many of the last ones are keyword-only
	Method   bool
}

// Parse puts the arguments, without self, into out, one per parameter; those not given stay as they are.
func (f *Func) Parse(args []object.Object, kw *object.Kwargs, out []object.Object) error {
	pos := len(f.Params) - f.KwOnly
	if len(args) <= pos {
		copy(out, args)
	} else {
		copy(out, args[:pos])
	}
	if kw != nil {
	next:
		for i, n := range kw.Names {
			for j, p := range f.Params {
				if p != n.String() {
					continue
				}
				if j < len(args) && j < pos {
					return object.TypeErrorf("%s() got multiple values for argument '%s'", f.Name, p)
				}
				out[j] = kw.Vals[i]
				continue next
			}
			return object.TypeErrorf("%s() got an unexpected keyword argument '%s'", f.Name, n)
		}
	}
	if len(args) > pos {
		return f.tooMany(len(args), pos)
	}
	var missing []string
	for j := len(args); j < f.Required; j++ {
		if kw.Get(f.Params[j]) == nil {
			missing = append(missing, "'"+f.Params[j]+"'")
		}
	}
	if len(missing) > 0 {
		list := missing[0]
		switch k := len(missing); {
		case k == 2:
			list += " and " + missing[1]
		case k > 2:
			list = strings.Join(missing[:k-1], ", ") + ", and " + missing[k-1]
		}
		return object.TypeErrorf("%s() missing %d required positional argument%s: %s", f.Name, len(missing), plural(len(missing)), list)
	}
	return nil
}

func (f *Func) tooMany(given, pos int) error {
	least := f.Required
	if f.Method {
		given, pos, least = given+1, pos+1, least+1
	}
	takes := strconv.Itoa(pos)
	if least < pos {
		takes = "from " + strconv.Itoa(least) + " to " + takes
	}
	verb := "were"
	if given == 1 {
		verb = "was"
	}
	return object.TypeErrorf("%s() takes %s positional argument%s but %d %s given", f.Name, takes, plural(pos), given, verb)
}

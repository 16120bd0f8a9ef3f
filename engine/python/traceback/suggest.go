package traceback

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Suggestion is the name that the program probably meant, for a NameError or an AttributeError; "" for none. CPython 3.11's
// Python/suggestions.c: the closest name within a third of the letters, a move costing two and a change of case one.
func Suggestion(t *object.Thread, e *object.Exception) string {
	name, ok := e.Name.(*object.Str)
	if !ok {
		return ""
	}
	switch {
	case e.Class.IsSubtype(object.AttributeErrorType):
		if e.Obj == nil {
			return ""
		}
		return closest(name.String(), attributeNames(t, e.Obj))
	case e.Class.IsSubtype(object.NameErrorType):
		tb := e.Traceback
		if tb == nil {
			return ""
		}
		for tb.Next != nil {
			tb = tb.Next
		}
		var names []string
		if l, ok := tb.Frame.(interface{ LocalNames() []string }); ok {
			names = append(names, l.LocalNames()...)
		}
		names = append(names, dictNames(tb.Frame.Globals())...)
		names = append(names, dictNames(t.RT.Builtins)...)
		return closest(name.String(), names)
	}
	return ""
}

func attributeNames(t *object.Thread, o object.Object) []string {
	r, err := object.CallMethod(t, o, "__dir__")
	if err == nil {
		if items, err := object.Collect(t, r); err == nil {
			var out []string
			for _, x := range items {
				if s, ok := object.AsStr(x); ok {
					out = append(out, s)
				}
			}
			return out
		}
	}
	return object.Dir(o)
}

func dictNames(d *object.Dict) []string {
	var out []string
	for _, k := range d.Keys() {
		if s, ok := object.AsStr(k); ok {
			out = append(out, s)
		}
	}
	return out
}

const (
	maxCandidates = 750
	maxLength     = 40
	moveCost      = 2
	caseCost      = 1
)

func closest(name string, candidates []string) string {
	if len(candidates) >= maxCandidates || len(name) > maxLength {
		return ""
	}
	best, bestName := -1, ""
	for _, c := range candidates {
		if c == name {
			continue
		}
		limit := (len(name) + len(c) + 3) * moveCost / 6
		if best >= 0 && limit > best-1 {
			limit = best - 1
		}
		if d := distance(name, c, limit); d <= limit {
			if best < 0 || d < best {
				best, bestName = d, c
			}
		}
	}
	return bestName
}

func substitution(a, b byte) int {
	if a&31 != b&31 {
		return moveCost
	}
	if a == b {
		return 0
	}
	lower := func(c byte) byte {
		if 'A' <= c && c <= 'Z' {
			return c + 32
		}
		return c
	}
	if lower(a) == lower(b) {
		return caseCost
	}
	return moveCost
}

// distance is the Levenshtein distance with those costs, or anything above limit when it is greater.
func distance(a, b string, limit int) int {
	if limit < 0 {
		return limit + 1
	}
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) == 0 || len(b) == 0 {
		return (len(a) + len(b)) * moveCost
	}
	if len(a) > maxLength || len(b) > maxLength {
		return limit + 1
	}
	if len(b) < len(a) {
		a, b = b, a
	}
	if (len(b)-len(a))*moveCost > limit {
		return limit + 1
	}
	row := make([]int, len(a))
	for i := range row {
		row[i] = (i + 1) * moveCost
	}
	result := 0
	for bi := 0; bi < len(b); bi++ {
		code := b[bi]
		dist := bi * moveCost
		result = dist
		minimum := 1 << 30
		for i := 0; i < len(a); i++ {
			sub := dist + substitution(code, a[i])
			dist = row[i]
			insDel := min(result, dist) + moveCost
			result = min(insDel, sub)
			row[i] = result
			minimum = min(minimum, result)
		}
		if minimum > limit {
			return limit + 1
		}
	}
	return result
}

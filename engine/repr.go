package engine

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// How much a value may hold, in items and in bytes of text, for its whole repr to be made before it is cut: ten milliseconds' work for one value, and a tenth of
// a second's for all of a run, as a list of a thousand long lists has a repr a row.
const (
	maxWhole    = 100_000
	maxRunWhole = 1_000_000
)

// repr is a value's repr, n bytes of it at most. Of a value that holds very much only as much is written as is shown: the whole could take longer than the
// program took, and more memory than a run may use.
func (r *recorder) repr(o object.Object, n int) string {
	most := min(maxWhole, maxRunWhole-r.counted)
	left := most
	small := holds(o, &left, 0)
	r.counted += most - max(left, 0)
	if small {
		return clip(r.whole(o), n)
	}
	var b strings.Builder
	r.writeRepr(&b, o, n, 0)
	if b.Len() > n {
		return beginning(b.String(), n) + "…" // how long the whole is nobody knows
	}
	return b.String()
}

func (r *recorder) whole(o object.Object) string {
	s, err := object.Repr(r.t, o)
	if err != nil {
		return "<" + object.TypeName(o) + ">"
	}
	return s
}

// maxDeep is how deep in a value is looked. Further down it most likely holds itself, which its whole repr knows.
const maxDeep = 100

// holds reports whether a value holds no more than is left.
func holds(o object.Object, left *int, depth int) bool {
	*left--
	if *left < 0 || depth > maxDeep {
		return *left >= 0
	}
	switch o := o.(type) {
	case *object.List:
		return allHold(o.Items, left, depth+1)
	case *object.Tuple:
		return allHold(o.Items, left, depth+1)
	case *object.Dict:
		for pos := 0; ; {
			k, v, next, ok := o.Next(pos)
			if !ok {
				return true
			}
			if pos = next; !holds(k, left, depth+1) || !holds(v, left, depth+1) {
				return false
			}
		}
	}
	if s, ok := object.AsStr(o); ok {
		*left -= len(s)
	} else if b, ok := object.AsBytes(o); ok {
		*left -= len(b)
	}
	return *left >= 0
}

func allHold(items []object.Object, left *int, depth int) bool {
	for _, o := range items {
		if !holds(o, left, depth) {
			return false
		}
	}
	return true
}

// writeRepr writes a value's repr until there are more than n bytes of it.
func (r *recorder) writeRepr(b *strings.Builder, o object.Object, n, depth int) {
	if b.Len() > n {
		return
	}
	if depth > maxDeep {
		b.WriteString("…")
		return
	}
	switch o := o.(type) {
	case *object.List:
		r.writeItems(b, "[", o.Items, "]", n, depth+1)
	case *object.Tuple:
		end := ")"
		if len(o.Items) == 1 {
			end = ",)"
		}
		r.writeItems(b, "(", o.Items, end, n, depth+1)
	case *object.Dict:
		b.WriteByte('{')
		for pos, first := 0, true; b.Len() <= n; first = false {
			k, v, next, ok := o.Next(pos)
			if !ok {
				break
			}
			pos = next
			if !first {
				b.WriteString(", ")
			}
			r.writeRepr(b, k, n, depth+1)
			b.WriteString(": ")
			r.writeRepr(b, v, n, depth+1)
		}
		b.WriteByte('}')
	case *object.Str:
		s, _ := object.AsStr(o)
		b.WriteString(r.whole(object.NewStr(strings.ToValidUTF8(s[:min(len(s), n+1)], ""))))
	default:
		b.WriteString(r.whole(o))
	}
}

func (r *recorder) writeItems(b *strings.Builder, begin string, items []object.Object, end string, n, depth int) {
	b.WriteString(begin)
	for i, o := range items {
		if b.Len() > n {
			return
		}
		if i > 0 {
			b.WriteString(", ")
		}
		r.writeRepr(b, o, n, depth)
	}
	b.WriteString(end)
}

package object

import "unsafe"

// Concatenation in linear time. `s += part` in a loop would copy all of s at each turn. CPython avoids that by growing s in place when nobody
// else has it; here a str that came from a concatenation and is appended to again gets a buffer with room to grow, and
// the next append writes behind its end. That end was not part of any other str, so what exists never changes.

// growing is the buffer of a str that is being appended to. Only the str that is as long as the buffer may append.
type growing struct{ buf []byte }

// growFrom is the length from which that pays.
const growFrom = 128

// Concat is x + y.
func Concat(t *Thread, x, y *Str) (*Str, error) {
	if x.s == "" {
		return y, nil
	}
	if y.s == "" {
		return x, nil
	}
	n := len(x.s) + len(y.s)
	if n <= shortText {
		if err := allocText(t, n); err != nil {
			return nil, err
		}
		r, text := newShort(n)
		copy(text[copy(text, x.s):], y.s)
		r.made = true
		return r, nil
	}
	r := &Str{n: -1, made: true}
	if x.n >= 0 || len(x.s) < growFrom {
		r.n = int32(x.Len() + y.Len())
	}
	if g := x.grow; g != nil && len(g.buf) == len(x.s) && cap(g.buf) >= n {
		if err := allocText(t, len(y.s)); err != nil {
			return nil, err
		}
		g.buf = append(g.buf, y.s...)
		r.s, r.grow = unsafe.String(&g.buf[0], n), g
		return r, nil
	}
	if !x.made || n < growFrom || len(y.s) > len(x.s) {
		if err := allocText(t, n); err != nil {
			return nil, err
		}
		r.s = x.s + y.s
		return r, nil
	}
	if err := allocText(t, 2*n); err != nil {
		return nil, err
	}
	g := &growing{make([]byte, n, 2*n)}
	copy(g.buf, x.s)
	copy(g.buf[len(x.s):], y.s)
	r.s, r.grow = unsafe.String(&g.buf[0], n), g
	return r, nil
}

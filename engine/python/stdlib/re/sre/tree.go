package sre

// maxRepeat stands for "no limit" in repeats and widths.
const maxRepeat = 1<<32 - 1

type nodeKind uint8

const (
	nLiteral nodeKind = iota
	nAny
	nSet
	nSeq
	nBranch
	nGroup  // capturing (index > 0) or with flags of its own
	nAtomic // (?>…)
	nRepeat
	nAt
	nLook
	nBackref
	nCond
	nFail
)

type repeatKind uint8

const (
	greedy repeatKind = iota
	lazy
	possessive
)

type atKind uint8

const (
	atBeginning       atKind = iota // ^
	atBeginningString               // \A
	atEnd                           // $
	atEndString                     // \Z
	atBoundary
	atNotBoundary
)

// node is a part of a parsed pattern.
type node struct {
	kind     nodeKind
	r        rune       // literal
	set      []setItem  // nSet
	negate   bool       // nSet, nLook
	items    []*node    // nSeq's, nBranch's; nCond's yes and no; the single body of others
	index    int        // group number, for nGroup, nBackref, nCond
	add, del Flags      // nGroup
	min, max int        // nRepeat
	repeat   repeatKind // nRepeat
	at       atKind     // nAt
	behind   bool       // nLook
}

// setItem is a part of a character class: a range or a category.
type setItem struct {
	lo, hi rune
	cat    byte // 'd', 's', 'w' and their capitals; 0: a range
}

// width bounds how many characters a node matches.
type width struct{ lo, hi int }

func capped(n int) int { return min(n, maxRepeat) }

func (st *state) width(n *node) width {
	switch n.kind {
	case nLiteral, nAny, nSet:
		return width{1, 1}
	case nSeq:
		var w width
		for _, x := range n.items {
			v := st.width(x)
			w.lo, w.hi = capped(w.lo+v.lo), capped(w.hi+v.hi)
		}
		return w
	case nBranch:
		w := width{maxRepeat, 0}
		for _, x := range n.items {
			v := st.width(x)
			w.lo, w.hi = min(w.lo, v.lo), max(w.hi, v.hi)
		}
		return w
	case nGroup, nAtomic:
		return st.width(n.items[0])
	case nRepeat:
		v := st.width(n.items[0])
		return width{mulCapped(v.lo, n.min), mulCapped(v.hi, n.max)}
	case nBackref:
		if w := st.widths[n.index]; w != nil {
			return *w
		}
	case nCond:
		w := st.width(n.items[0])
		var no width
		if n.items[1] != nil {
			no = st.width(n.items[1])
		}
		return width{min(w.lo, no.lo), max(w.hi, no.hi)}
	}
	return width{}
}

func mulCapped(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	if a > maxRepeat/b {
		return maxRepeat
	}
	return a * b
}

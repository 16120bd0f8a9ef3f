package postlink

import "slices"

// gather puts what the functions that stay need of the table's two heaps, the programs in pctab and the data behind gofunc, in front of what only the others need, in
// the order in which the functions name it. Then where a piece lies follows from the pieces before it, and takeFunctions need not say.
func (t *pclntab) gather(stays []bool) {
	t.gatherPrograms(stays)
	t.gatherData(stays)
}

// A heap is made anew of pieces of the old one.
type heap struct {
	old   []byte
	new   []byte
	moved map[int]int // where a piece was, and is
}

// move appends a piece at the next multiple of align, unless that has been done, and says where it is.
func (h *heap) move(from, length, align int) int {
	to, done := h.moved[from]
	if !done {
		for len(h.new)%align != 0 {
			h.new = append(h.new, 0)
		}
		to = len(h.new)
		h.moved[from] = to
		h.new = append(h.new, h.old[from:min(from+length, len(h.old))]...)
	}
	return to
}

// inOrder calls f for each function, those that stay first.
func inOrder(n int, stays []bool, f func(i int)) {
	for _, now := range []bool{true, false} {
		for i := range n {
			if stays[i] == now {
				f(i)
			}
		}
	}
}

func (t *pclntab) gatherPrograms(stays []bool) {
	im := t.im
	h := heap{old: im.slice(t.pctab, t.funcs-t.pctab), moved: map[int]int{0: 0}}
	h.new = append(h.new, 0) // 0 is no program
	var places []int
	inOrder(t.n, stays, func(i int) {
		f := t.at(i)
		places = append(places, f+funcSP, f+funcFile, f+funcLine)
		for k := range im.u32(f+funcNPCData) & 0xff {
			places = append(places, f+funcTables+4*k)
		}
	})
	for _, at := range places {
		off := im.u32(at)
		im.put32(at, uint32(h.move(off, t.program(off), 1)))
	}
	im.replace(t.pctab, t.funcs-t.pctab, h.new)
}

// gatherData takes each datum to end where the next one begins, be it of no use any more. Stack maps begin with words of four bytes.
func (t *pclntab) gatherData(stays []bool) {
	im := t.im
	starts := slices.Clone(t.dropped)
	var places []int
	inOrder(t.n, stays, func(i int) {
		f := t.at(i)
		first := f + funcTables + 4*(im.u32(f+funcNPCData)&0xff)
		for k := range int(im.byte(f + funcNData)) {
			if off := im.u32(first + 4*k); off != none {
				places = append(places, first+4*k)
				starts = append(starts, off)
			}
		}
	})
	size := t.bucket - t.gofunc
	starts = append(starts, size)
	slices.Sort(starts)
	starts = slices.Compact(starts)
	h := heap{old: im.slice(t.gofunc, size), moved: map[int]int{}}
	for _, at := range places {
		if off := im.u32(at); off < size { // what lies elsewhere stays there
			i, _ := slices.BinarySearch(starts, off)
			im.put32(at, uint32(h.move(off, starts[i+1]-off, dataAlign)))
		}
	}
	im.replace(t.gofunc, size, h.new)
}

// dataAlign is the alignment of a function's data after they have been gathered.
const dataAlign = 4

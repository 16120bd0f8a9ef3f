package postlink

import (
	"slices"
	"unicode/utf8"
)

// This file finds the read-only data that the functions of the first module cannot come to: descriptions of types, their names, and texts, mostly of error messages. Those
// go into the second module, where everything that could use them is.
//
// What can be come to is found as a garbage collector would: from the constants in the code that stays and from the words that memory holds when the program has started (and at
// the end of the training), through everything that these lead to. Where nothing says how long a piece of data is, it stays; descriptions of types, names and texts say so.

// A Reached is an address in the program's read-only data that was found in memory, and the word behind it, which is the length if it is a text's.
type Reached struct {
	Address int `json:"address"`
	Length  int `json:"length"`
}

// ReadOnly is where the program's read-only data lie, up to the table of functions.
func (p *Program) ReadOnly() (low, high int) { return p.table.types, p.table.base }

// MethodTables are the addresses of the program's tables of methods (itabs).
func (p *Program) MethodTables() []int {
	list := make([]int, p.table.itabLinks)
	for i := range list {
		list[i] = p.im.u64(p.table.itabs + wordSize*i)
	}
	return list
}

// unreached gives the spans of what only the functions that don't stay can come to; none if nobody has looked at the memory.
func (p *Program) unreached(stays []bool, memory []Reached) ([]span, error) {
	if len(memory) == 0 {
		return nil, nil
	}
	hot, cold := &mentions{}, &mentions{}
	for i, body := range p.m.bodies {
		m := cold
		if stays[i] {
			m = hot
		}
		if err := m.read(body, p.table.types, p.table.base); err != nil {
			return nil, err
		}
	}
	for _, r := range memory {
		hot.add(r.Address, r.Length)
	}
	t := p.types(stays, slices.Concat(hot.addresses(), cold.addresses()))
	spans := t.unreached(hot.addresses())
	// The words of what stays lead on, also to texts.
	dead := slices.Clone(spans)
	slices.SortFunc(dead, func(a, b span) int { return a.from - b.from })
	im := p.im
	for a := (p.table.types + 7) &^ 7; a+16 <= p.table.base; a += wordSize {
		if v := im.u64(a); v >= p.table.types && v < p.table.base && !within(dead, a) {
			hot.add(v, im.u64(a+wordSize))
		}
	}
	return append(spans, p.texts(hot, cold)...), nil
}

func within(sorted []span, a int) bool {
	i, found := slices.BinarySearchFunc(sorted, a, func(s span, a int) int { return s.from - a })
	return found || i > 0 && a < sorted[i-1].to
}

// mentions are addresses in the read-only data with the lengths that go with them, as far as can be told.
type mentions struct{ list []span }

// maxText bounds what counts as a length. Longer texts are mentioned only where they begin.
const maxText = 1 << 9

func (m *mentions) add(address, length int) {
	if length < 1 || length > maxText {
		length = 1
	}
	m.list = append(m.list, span{address, address + length})
}

func (m *mentions) addresses() []int {
	list := make([]int, len(m.list))
	for i, s := range m.list {
		list[i] = s.from
	}
	return list
}

// textDistance is how many instructions may lie between a text's address and its length.
const textDistance = 8

// read takes the constants out of a function. A text's length is the next constant that is none of an address.
func (m *mentions) read(body []byte, low, high int) error {
	open := -1 // the mention whose length may come yet
	left := 0
	return visit(body, func(in instruction) {
		left--
		if in.op != opI32Const && in.op != opI64Const {
			return
		}
		switch v := in.value; {
		case v >= low && v < high:
			m.add(v, 1)
			open, left = len(m.list)-1, textDistance
		case open >= 0 && left > 0 && v > 0 && v < maxText:
			m.list[open].to = m.list[open].from + v
			open = -1
		}
	})
}

// texts are the texts that are mentioned in cold and not in hot. The linker puts texts one behind the other, the shorter ones first; what is shorter than its
// neighbours is only a part of one, or no text. So is what is shorter than an embedded text before it, and what has a zero byte in it: a number that is no address at all
// can be that of a word of some table, and most words have one.
func (p *Program) texts(hot, cold *mentions) []span {
	live := slices.Clone(hot.list)
	slices.SortFunc(live, func(a, b span) int { return a.from - b.from })
	// reach[i] is how far the mentions up to i go.
	reach := make([]int, len(live))
	for i, s := range live {
		reach[i] = s.to
		if i > 0 {
			reach[i] = max(reach[i], reach[i-1])
		}
	}
	list := slices.Clone(cold.list)
	slices.SortFunc(list, func(a, b span) int { return a.from - b.from })
	var out []span
	var before []int // the lengths of the last few
	for i, s := range list {
		length := s.to - s.from
		if i > 0 && list[i-1].from == s.from || length < leastText || length < p.embeddedBefore(s.from) {
			continue
		}
		if text := p.im.slice(s.from, length); !utf8.Valid(text) || slices.Contains(text, 0) {
			continue
		}
		usual := 0
		if n := len(before); n > 0 {
			sorted := slices.Sorted(slices.Values(before[max(0, n-9):]))
			usual = sorted[len(sorted)/2]
		}
		before = append(before, length)
		// The first mention at or after the text, and the furthest that any before it goes.
		k, _ := slices.BinarySearchFunc(live, s.from, func(s span, a int) int { return s.from - a })
		switch {
		case length < usual, k < len(live) && live[k].from < s.to, k > 0 && reach[k-1] > s.from:
		default:
			out = append(out, s)
		}
	}
	return out
}

// embeddedBefore is the length of the longest embedded text that begins at an address or before it.
func (p *Program) embeddedBefore(address int) int {
	longest := 0
	for _, s := range p.sources {
		if s.from <= address {
			longest = max(longest, s.to-s.from)
		}
	}
	return longest
}

// leastText is the length from which moving a text is worth a segment.
const leastText = 8

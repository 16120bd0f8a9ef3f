package postlink

import (
	"fmt"
	"slices"
	"strings"
)

// goSignature is what Go's functions look like: the block to resume at, whether the goroutine is being unwound.
var goSignature = sig{"\x7f", "\x7f"}

// A Tier is what one of the modules that Split makes is to be enough for, together with those before it.
type Tier struct {
	// Functions are the numbers of functions.
	Functions []int
	// Sources are the numbers of embedded sources and of parts of them; see Sources.
	Sources []int
	// Reached is what memory leads to; none if nobody has looked at it.
	Reached []Reached
}

// Split makes modules of the program, one for each tier and one for all that none needs. The first has the functions of the first tier, and those that cannot be
// elsewhere; a call of any other loads the others up to the function's, in their order, and goes on there. What only the others need of the table for the garbage collector
// is there as well, and so are the sources, and the parts of sources, that no earlier tier reads and the data that neither the functions nor the memory of earlier tiers lead to.
// The program cannot be used any more afterwards.
func (p *Program) Split(tiers ...Tier) (modules [][]byte, err error) {
	part := make([]int, len(p.m.funcs))
	for i := range part {
		part[i] = len(tiers)
	}
	cuts := make([]cut, len(tiers))
	var so Tier // this tier and those before it
	for k, t := range tiers {
		so = Tier{append(so.Functions, t.Functions...), append(so.Sources, t.Sources...), append(so.Reached, t.Reached...)}
		stays, begins, err := p.staying(so.Functions)
		if err != nil {
			return nil, err
		}
		marks, err := p.marks(stays)
		if err != nil {
			return nil, err
		}
		for i, s := range stays {
			if s {
				part[i] = min(part[i], k)
			}
		}
		if cuts[k].spans, err = p.unreached(stays, so.Reached); err != nil {
			return nil, err
		}
		cuts[k].kept, cuts[k].begins = p.table.kept(stays, marks), begins
		cuts[k].unread = p.unread(so.Sources)
	}
	p.moved = cuts[0].spans
	others, err := p.m.split(part, len(tiers)+1)
	if err != nil {
		return nil, err
	}
	p.table.gather(cuts[0].kept)
	for k := range cuts {
		c := &cuts[k]
		c.spans = append(p.table.owned(c.kept, c.begins), c.spans...)
	}
	for k, data := range p.takeData(cuts) {
		others[k].data = data
	}
	if section := p.table.takeFunctions(); section != nil {
		p.m.custom = append(p.m.custom, section)
	}
	p.m.data = p.im.segments()
	modules = append(modules, p.m.encode())
	for _, m := range others {
		modules = append(modules, m.encode())
	}
	return modules, nil
}

// takeData takes out of the image what lies behind each tier and before the next, and puts marks in the place of sources. The last goes first: those before it are then without
// what it has, and with the marks that say so.
func (p *Program) takeData(cuts []cut) [][]segment {
	data := make([][]segment, len(cuts))
	var behind []span
	var later unread
	for k := len(cuts) - 1; k >= 0; k-- {
		here := cuts[k].unread.without(later)
		later = cuts[k].unread
		sources := p.spans(here)
		data[k] = p.im.cut(append(without(cuts[k].spans, behind), sources...))
		behind = append(append(behind, cuts[k].spans...), sources...)
		p.markMoved(here, k+1)
	}
	return data
}

// A cut is what lies behind a tier.
type cut struct {
	spans        []span
	unread       unread
	kept, begins []bool
}

// without gives what of spans is in none of others.
func without(spans, others []span) []span {
	if len(others) == 0 {
		return spans
	}
	others = slices.Clone(others)
	slices.SortFunc(others, func(a, b span) int { return a.from - b.from })
	var joined []span
	for _, s := range others {
		if n := len(joined) - 1; n >= 0 && s.from <= joined[n].to {
			joined[n].to = max(joined[n].to, s.to)
		} else {
			joined = append(joined, s)
		}
	}
	var out []span
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(joined, s.from, func(o span, a int) int { return o.to - a })
		for ; s.from < s.to; i++ {
			if i == len(joined) || joined[i].from >= s.to {
				out = append(out, s)
				break
			}
			if joined[i].from > s.from {
				out = append(out, span{s.from, joined[i].from})
			}
			s.from = max(s.from, joined[i].to)
		}
	}
	return out
}

// Packed is the program in the packed form, and as it will be when that has been unpacked.
func (p *Program) Packed() (packed, unpacked []byte, err error) { return p.m.pack() }

// staying tells which functions are in the first module: besides those asked for, all that the second could not hold. Some of them are what
// goroutines begin with.
func (p *Program) staying(hot []int) (stays, begins []bool, err error) {
	m := p.m
	stays, begins = make([]bool, len(m.funcs)), make([]bool, len(m.funcs))
	for _, i := range hot {
		if i < 0 || i >= len(stays) {
			return nil, nil, fmt.Errorf("postlink: the program has no function %d", i)
		}
		stays[i] = true
	}
	for _, e := range m.exports {
		if e.kind == kindFunction && e.index >= len(m.imports) {
			stays[e.index-len(m.imports)] = true
		}
	}
	newproc := -1
	for i := range m.funcs {
		// Without a description there is nothing to move; with another signature, it is no function of Go's.
		if i >= p.table.n || m.sigs[m.funcs[i]] != goSignature {
			stays[i] = true
		} else if p.Name(i) == "runtime.newproc" {
			newproc = i + len(m.imports)
		}
	}
	if newproc < 0 {
		return nil, nil, fmt.Errorf("postlink: the program has no runtime.newproc")
	}
	for i, body := range m.bodies {
		var constants []int
		starts := false
		err := visit(body, func(in instruction) {
			switch in.op {
			case opCall:
				if in.value < len(m.imports) {
					stays[i] = true // the second module imports no functions
				}
				starts = starts || in.value == newproc
			case opI32Const, opI64Const:
				constants = append(constants, in.value)
			}
		})
		if err != nil {
			return nil, nil, err
		}
		if !starts {
			continue
		}
		// The function that a goroutine begins with may be looked at by the garbage collector before it is called, so its description must be there. Here its
		// address is a constant, or a constant leads to a closure that holds it.
		for _, c := range constants {
			for _, pc := range []int{c, p.im.u64(c)} {
				if f := pc>>16 - p.table.first; pc&0xffff == 0 && f >= 0 && f < len(stays) {
					stays[f], begins[f] = true, true
				}
			}
		}
	}
	return stays, begins, nil
}

// marks tells which functions' addresses, or positions in them, appear in functions that stay. The runtime puts those of some functions that are never called
// on its stacks (systemstack_switch, goexit), and looks up what it finds there.
func (p *Program) marks(stays []bool) ([]bool, error) {
	marks := make([]bool, len(stays))
	for i, body := range p.m.bodies {
		if !stays[i] {
			continue
		}
		err := visit(body, func(in instruction) {
			if in.op == opI64Const || in.op == opI32Const {
				if f := in.value>>16 - p.table.first; f >= 0 && f < len(marks) && f != i {
					marks[f] = true
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return marks, nil
}

// kept tells which functions' descriptions the first module needs: those of the functions that stay, and of the runtime's marks.
func (t *pclntab) kept(stays, marks []bool) []bool {
	kept := slices.Clone(stays)
	for i := range t.n {
		if !kept[i] && marks[i] {
			name, _ := t.name(i)
			kept[i] = strings.HasPrefix(name, runtimePrefix)
		}
	}
	return kept
}

const runtimePrefix = "runtime."

// owned is what of the table only functions whose descriptions aren't kept need. Of the names it has all but those
// of the runtime's functions that goroutines begin with, by which it tells its own goroutines from the program's.
func (t *pclntab) owned(stays, begins []bool) []span {
	var spans []span
	programs, data := map[int]bool{}, map[int]bool{} // offsets; true: needed by a function that stays
	var starts []int
	for i := range t.n {
		name, place := t.name(i)
		runtime := strings.HasPrefix(name, runtimePrefix)
		for _, off := range t.programs(i) {
			programs[off] = programs[off] || stays[i]
		}
		for _, off := range t.data(i) {
			if _, seen := data[off]; !seen {
				starts = append(starts, off)
			}
			data[off] = data[off] || stays[i]
		}
		f := t.at(i)
		if !runtime || !begins[i] {
			spans = append(spans, place, span{f + funcName, f + funcName + 4})
		}
		if !stays[i] {
			spans = append(spans, span{f, f + t.size(i)}, span{t.funcs + 8*i + 4, t.funcs + 8*i + 8})
		}
	}
	for off, needed := range programs {
		if needed || off == 0 {
			continue
		}
		n := t.program(off)
		// A program may end inside the beginning of another.
		for k := range n {
			if programs[off+k] {
				n = k
				break
			}
		}
		spans = append(spans, span{t.pctab + off, t.pctab + off + n})
	}
	// A datum ends where the next one begins; of the last we do not know.
	slices.Sort(starts)
	for i, off := range starts {
		if !data[off] && i+1 < len(starts) {
			spans = append(spans, span{t.gofunc + off, t.gofunc + starts[i+1]})
		}
	}
	return spans
}

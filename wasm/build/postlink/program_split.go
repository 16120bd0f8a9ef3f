package postlink

import (
	"fmt"
	"slices"
	"strings"
)

// goSignature is what Go's functions look like: the block to resume at, whether the goroutine is being unwound.
var goSignature = sig{"\x7f", "\x7f"}

// Split makes two modules of the program. The first has the functions whose numbers are in hot, and those that cannot be elsewhere; a call of any other loads the
// second and goes on there. What only the others need of the table for the garbage collector is in the second as well, and so are the sources, and the parts of sources, whose numbers
// are not in read and the data that neither the functions that stay nor memory, which holds the addresses reached, lead to. The program cannot be used any more afterwards.
func (p *Program) Split(hot, read []int, reached []Reached) (first, rest []byte, err error) {
	stays, begins, err := p.staying(hot)
	if err != nil {
		return nil, nil, err
	}
	marks, err := p.marks(stays)
	if err != nil {
		return nil, nil, err
	}
	unreached, err := p.unreached(stays, reached)
	if err != nil {
		return nil, nil, err
	}
	second, err := p.m.split(stays)
	if err != nil {
		return nil, nil, err
	}
	kept := p.table.kept(stays, marks)
	p.table.gather(kept)
	p.moved = unreached
	second.data = p.takeSources(read, append(p.table.owned(kept, begins), unreached...))
	if section := p.table.takeFunctions(); section != nil {
		p.m.custom = append(p.m.custom, section)
	}
	p.m.data = p.im.segments()
	return p.m.encode(), second.encode(), nil
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

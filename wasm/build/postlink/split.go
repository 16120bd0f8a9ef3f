package postlink

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// Names that the modules and the worker (wasm/src/rest.ts) agree on.
const (
	importModule = "shelf" // of the function that loads the modules up to the one whose number it is given
	importLoad   = "load_rest"
	sharedModule = "first" // of what the others import from the first
	sharedMemory = "mem"
	sharedTable  = "table"
	sharedGlobal = "global" // and its number
)

// split takes out of the module the functions whose part is not 0 and returns a module for each of the other parts, which are fewer than count. A call of one of these
// calls a stub in the first module, which loads the parts up to the function's, through an import of the first, and goes on there.
//
// Calls between the modules go through the table. The others write their functions into it as they are loaded, also over their stubs, so that calls of function values
// need no stub any more.
func (m *module) split(part []int, count int) ([]*module, error) {
	if m.table.min == 0 {
		return nil, fmt.Errorf("postlink: the module has no table")
	}
	place := make([]int, len(m.funcs)) // in its module, if that is not the first
	members := make([][]int, count)
	for i, k := range part {
		place[i] = len(members[k])
		members[k] = append(members[k], i)
	}
	slot, err := m.slots(part, members)
	if err != nil {
		return nil, err
	}
	others := make([]*module, 0, count-1)
	for k := 1; k < count; k++ {
		other := &module{types: m.types, sigs: m.sigs, elements: runs(members[k], slot)}
		for _, i := range members[k] {
			body, err := rewriteCalls(m.bodies[i], func(b []byte, f int) []byte {
				f -= len(m.imports)
				if part[f] == k {
					return uleb(append(b, opCall), place[f])
				}
				b = sleb(append(b, opI32Const), slot[f])
				return append(uleb(append(b, opCallIndirect), m.funcs[f]), 0)
			})
			if err != nil {
				return nil, err
			}
			other.funcs = append(other.funcs, m.funcs[i])
			other.bodies = append(other.bodies, body)
		}
		shared := func(name string, kind byte, typ ...byte) {
			other.imports = append(other.imports, entry{raw: append(append(str(str(nil, sharedModule), name), kind), typ...)})
		}
		shared(sharedMemory, kindMemory, 0, 1)
		shared(sharedTable, kindTable, limits{min: m.table.min}.encode(nil)...)
		for i, g := range m.globals {
			shared(sharedGlobal+strconv.Itoa(i), kindGlobal, g.raw[:2]...)
		}
		others = append(others, other)
	}
	return others, m.leave(part, count, slot)
}

// slots gives the functions' places in the table, -1 for those that need none. Functions of other parts than the first have one, and so has what these call of another part.
func (m *module) slots(part []int, members [][]int) ([]int, error) {
	imports := len(m.imports)
	slot := make([]int, len(m.funcs))
	for i := range slot {
		slot[i] = -1
	}
	for _, e := range m.elements {
		for k, f := range e.funcs {
			if f >= imports {
				slot[f-imports] = e.base + k
			}
		}
	}
	added := elements{base: m.table.min} // functions that stay
	newSlot := func(i int) {
		slot[i] = m.table.min
		m.table.min++
		m.table.max++
	}
	for _, list := range members[1:] {
		for _, i := range list {
			var calls error
			err := visit(m.bodies[i], func(in instruction) {
				switch f := in.value - imports; {
				case in.op != opCall:
				case f < 0:
					calls = fmt.Errorf("postlink: function %d calls an import and cannot leave the first module", i)
				case part[f] == 0 && slot[f] < 0:
					newSlot(f)
					added.funcs = append(added.funcs, f+imports)
				}
			})
			if err := cmp.Or(err, calls); err != nil {
				return nil, err
			}
		}
	}
	if len(added.funcs) > 0 {
		m.elements = append(m.elements, added)
	}
	for _, list := range members[1:] {
		for _, i := range list {
			if slot[i] < 0 {
				newSlot(i)
			}
		}
	}
	return slot, nil
}

// leave puts stubs where functions were and adds what the stubs and the other modules need. Functions from the first import of ours on move by one.
func (m *module) leave(part []int, count int, slot []int) error {
	load := len(m.imports)
	ready := load + len(m.funcs) // and the part's number
	moved := func(f int) int {
		if f >= load {
			f++
		}
		return f
	}
	for i, body := range m.bodies {
		if k := part[i]; k > 0 {
			m.bodies[i] = m.stub(m.funcs[i], slot[i], ready+k)
			continue
		}
		body, err := rewriteCalls(body, func(b []byte, f int) []byte { return uleb(append(b, opCall), moved(f)) })
		if err != nil {
			return err
		}
		m.bodies[i] = body
	}
	for _, e := range m.elements {
		for k := range e.funcs {
			e.funcs[k] = moved(e.funcs[k])
		}
	}
	memory := false
	for i := range m.exports {
		e := &m.exports[i]
		memory = memory || e.name == sharedMemory
		if e.kind == kindFunction {
			e.index = moved(e.index)
		}
	}
	if !memory {
		m.exports = append(m.exports, export{sharedMemory, kindMemory, 0})
	}
	m.exports = append(m.exports, export{sharedTable, kindTable, 0})
	for i := range m.globals {
		m.exports = append(m.exports, export{sharedGlobal + strconv.Itoa(i), kindGlobal, i})
	}
	m.imports = append(m.imports, entry{raw: uleb(append(str(str(nil, importModule), importLoad), kindFunction), m.typeOf(sig{params: "\x7f"}))})
	// For each part, a function loads it and those before it, unless they are there.
	loaded := len(m.globals)
	m.globals = append(m.globals, entry{raw: []byte{valueI32, 1, opI32Const, 0, opEnd}})
	nothing := m.typeOf(sig{})
	for k := 1; k < count; k++ {
		b := uleb([]byte{0, opGlobalGet}, loaded)
		b = append(sleb(append(b, opI32Const), k), opI32GeS, opBrIf, 0)
		b = uleb(append(sleb(append(b, opI32Const), k), opCall), load)
		b = uleb(append(sleb(append(b, opI32Const), k), opGlobalSet), loaded)
		m.funcs = append(m.funcs, nothing)
		m.bodies = append(m.bodies, append(b, opEnd))
	}
	m.parts = count
	return nil
}

// stub calls the function at a place in the table with its own parameters, once its module is there.
func (m *module) stub(typ, slot, ready int) []byte {
	b := uleb([]byte{0, opCall}, ready)
	for i := range m.sigs[typ].params {
		b = uleb(append(b, opLocalGet), i)
	}
	b = sleb(append(b, opI32Const), slot)
	return append(uleb(append(b, opCallIndirect), typ), 0, opEnd)
}

// runs are another module's elements: a segment for each row of neighbours. Its functions have the numbers in which they stand in cold.
func runs(cold, slot []int) []elements {
	order := make([]int, len(cold))
	for k := range order {
		order[k] = k
	}
	slices.SortFunc(order, func(a, b int) int { return slot[cold[a]] - slot[cold[b]] })
	var list []elements
	for _, k := range order {
		s := slot[cold[k]]
		if n := len(list) - 1; n >= 0 && list[n].base+len(list[n].funcs) == s {
			list[n].funcs = append(list[n].funcs, k)
		} else {
			list = append(list, elements{s, []int{k}})
		}
	}
	return list
}

// rewriteCalls gives a body in which each call of a function is what call appends for it.
func rewriteCalls(body []byte, call func(b []byte, f int) []byte) ([]byte, error) {
	out := make([]byte, 0, len(body)+len(body)/16)
	copied := 0
	err := visit(body, func(in instruction) {
		if in.op == opCall {
			out = call(append(out, body[copied:in.start]...), in.value)
			copied = in.end
		}
	})
	return append(out, body[copied:]...), err
}

package postlink

import (
	"fmt"
	"slices"
	"strconv"
)

// Names that the modules and the worker (wasm/src/rest.ts) agree on.
const (
	importModule = "shelf" // of the function that loads the second module
	importLoad   = "load_rest"
	sharedModule = "first" // of what the second module imports from the first
	sharedMemory = "mem"
	sharedTable  = "table"
	sharedGlobal = "global" // and its number
)

// split takes out of the module the functions that do not stay and returns a second module with them. A call of one of these calls a stub in the first module, which
// loads the second, through an import of the first, and goes on there.
//
// Calls between the modules go through the table. The second module writes its functions into it as it is loaded, also over their stubs, so that calls of
// function values need no stub any more.
func (m *module) split(stays []bool) (*module, error) {
	imports := len(m.imports)
	slot := make([]int, len(m.funcs))  // in the table, or -1
	place := make([]int, len(m.funcs)) // in the second module
	var cold []int
	for i := range m.funcs {
		slot[i] = -1
		if !stays[i] {
			place[i] = len(cold)
			cold = append(cold, i)
		}
	}
	if m.table.min == 0 {
		return nil, fmt.Errorf("postlink: the module has no table")
	}
	for _, e := range m.elements {
		for k, f := range e.funcs {
			if f >= imports {
				slot[f-imports] = e.base + k
			}
		}
	}
	added := elements{base: m.table.min} // functions that stay and are called from the second module
	newSlot := func(i int) {
		slot[i] = m.table.min
		m.table.min++
		m.table.max++
	}

	second := &module{types: m.types, sigs: m.sigs}
	bodies := make([][]byte, len(cold))
	for k, i := range cold {
		var calls error
		body, err := rewriteCalls(m.bodies[i], func(b []byte, f int) []byte {
			f -= imports
			switch {
			case f < 0:
				calls = fmt.Errorf("postlink: function %d calls an import and cannot leave the first module", i)
				return b
			case !stays[f]:
				return uleb(append(b, opCall), place[f])
			case slot[f] < 0:
				newSlot(f)
				added.funcs = append(added.funcs, f+imports)
			}
			b = sleb(append(b, opI32Const), slot[f])
			return append(uleb(append(b, opCallIndirect), m.funcs[f]), 0)
		})
		if err == nil {
			err = calls
		}
		if err != nil {
			return nil, err
		}
		bodies[k] = body
	}
	if len(added.funcs) > 0 {
		m.elements = append(m.elements, added)
	}
	for _, i := range cold {
		if slot[i] < 0 {
			newSlot(i)
		}
		second.funcs = append(second.funcs, m.funcs[i])
	}
	second.bodies = bodies
	second.elements = runs(cold, slot)
	shared := func(name string, kind byte, typ ...byte) {
		second.imports = append(second.imports, entry{raw: append(append(str(str(nil, sharedModule), name), kind), typ...)})
	}
	shared(sharedMemory, kindMemory, 0, 1)
	shared(sharedTable, kindTable, limits{min: m.table.min}.encode(nil)...)
	for i, g := range m.globals {
		shared(sharedGlobal+strconv.Itoa(i), kindGlobal, g.raw[:2]...)
	}
	return second, m.leave(stays, slot)
}

// leave puts stubs where functions were and adds what the stubs and the second module need. Functions from the first import of ours on move by one.
func (m *module) leave(stays []bool, slot []int) error {
	load := len(m.imports)
	ready := load + 1 + len(m.funcs)
	moved := func(f int) int {
		if f >= load {
			f++
		}
		return f
	}
	for i, body := range m.bodies {
		if !stays[i] {
			m.bodies[i] = m.stub(m.funcs[i], slot[i], ready)
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
	nothing := m.typeOf(sig{})
	m.imports = append(m.imports, entry{raw: uleb(append(str(str(nil, importModule), importLoad), kindFunction), nothing)})
	// ready loads the second module unless it is there.
	loaded := len(m.globals)
	m.globals = append(m.globals, entry{raw: []byte{valueI32, 1, opI32Const, 0, opEnd}})
	b := uleb([]byte{0, opGlobalGet}, loaded)
	b = uleb(append(b, opBrIf, 0, opCall), load)
	b = uleb(append(b, opI32Const, 1, opGlobalSet), loaded)
	m.funcs = append(m.funcs, nothing)
	m.bodies = append(m.bodies, append(b, opEnd))
	return nil
}

// stub calls the function at a place in the table with its own parameters, once the second module is there.
func (m *module) stub(typ, slot, ready int) []byte {
	b := uleb([]byte{0, opCall}, ready)
	for i := range m.sigs[typ].params {
		b = uleb(append(b, opLocalGet), i)
	}
	b = sleb(append(b, opI32Const), slot)
	return append(uleb(append(b, opCallIndirect), typ), 0, opEnd)
}

// runs are the second module's elements: a segment for each row of neighbours. Its functions have the numbers in which they stand in cold.
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

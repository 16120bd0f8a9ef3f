package postlink

import (
	"bytes"
	"fmt"
	"slices"
)

// Instrument returns the program with a global for each of its functions, exported as "h" and the function's number, which is 1 once the function was
// called, and with marks for its sources, which the host has to replace by what [Program.Sources] says. A run of it shows what [Program.Split] should leave in the
// first module.
func (p *Program) Instrument() ([]byte, error) {
	m := *p.m
	marked := &image{p.im.base, bytes.Clone(p.im.b)}
	p.markAll(marked)
	m.data = marked.segments()
	return m.instrument()
}

// instrument leaves the module as it is and encodes a changed copy.
func (m module) instrument() ([]byte, error) {
	m.bodies, m.globals, m.exports = slices.Clone(m.bodies), slices.Clone(m.globals), slices.Clone(m.exports)
	first := len(m.globals)
	for i, body := range m.bodies {
		at, err := instructionsStart(body)
		if err != nil {
			return nil, err
		}
		marked := append([]byte{}, body[:at]...)
		marked = append(marked, opI32Const, 1, opGlobalSet)
		marked = uleb(marked, first+i)
		m.bodies[i] = append(marked, body[at:]...)
		m.globals = append(m.globals, entry{raw: []byte{valueI32, 1, opI32Const, 0, opEnd}})
		m.exports = append(m.exports, export{fmt.Sprintf("h%d", i), kindGlobal, first + i})
	}
	return m.encode(), nil
}

package postlink

import "fmt"

// A Module is a WebAssembly module from another compiler than Go's: SQLite.
type Module struct{ m *module }

// ReadModule takes a module apart.
func ReadModule(wasm []byte) (*Module, error) {
	m, err := decode(wasm)
	if err != nil {
		return nil, err
	}
	return &Module{m}, nil
}

// Instrument is [Program.Instrument].
func (p *Module) Instrument() ([]byte, error) { return p.m.instrument() }

// Split is [Program.Split]; of the data, all stay in the first module.
func (p *Module) Split(hot []int) (first, rest []byte, err error) {
	m := p.m
	part := make([]int, len(m.funcs))
	for i := range part {
		part[i] = 1
	}
	for _, i := range hot {
		if i < 0 || i >= len(part) {
			return nil, nil, fmt.Errorf("postlink: the module has no function %d", i)
		}
		part[i] = 0
	}
	for i, body := range m.bodies {
		err := visit(body, func(in instruction) {
			if in.op == opCall && in.value < len(m.imports) {
				part[i] = 0
			}
		})
		if err != nil {
			return nil, nil, err
		}
	}
	others, err := m.split(part, 2)
	if err != nil {
		return nil, nil, err
	}
	return m.encode(), others[0].encode(), nil
}

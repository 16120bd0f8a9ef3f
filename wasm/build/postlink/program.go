package postlink

import (
	"errors"
	"slices"
)

// A Program is a Go program for the web that has been read and can be changed.
type Program struct {
	m     *module
	im    *image   // its data
	table *pclntab // in im
	// moved are the types, names and texts that Split has put into the second module.
	moved []span
	// sources are the embedded texts that can move; see Embed.
	sources []span
	parts   []part
}

// Read takes apart what Go's linker wrote. The error says what of it this version does not know.
func Read(wasm []byte) (*Program, error) {
	m, err := decode(wasm)
	if err != nil {
		return nil, err
	}
	im, err := newImage(m.data)
	if err != nil {
		return nil, err
	}
	table, err := findTable(im)
	if err != nil {
		return nil, err
	}
	// The one segment of elements holds all functions of the module's own in their order.
	if len(m.elements) != 1 || len(m.elements[0].funcs) != len(m.funcs) || table.n > len(m.funcs) || table.first != m.elements[0].base {
		return nil, errors.New("postlink: the program's functions are not all in its table")
	}
	for i, f := range m.elements[0].funcs {
		if f != len(m.imports)+i {
			return nil, errors.New("postlink: the table has another order than the functions")
		}
	}
	return &Program{m: m, im: im, table: table}, nil
}

// Bytes is the program as one module.
func (p *Program) Bytes() []byte {
	m := *p.m
	m.data = p.im.segments()
	return m.encode()
}

// Functions is how many functions the program has of its own.
func (p *Program) Functions() int { return len(p.m.funcs) }

// Table says which place in the table the first function has, and how many follow each other there. Return addresses are such places, shifted by 16 bits, and a number.
func (p *Program) Table() (base, count int) { return p.table.first, p.table.n }

// Name is a function's name, or "" when the program's tables don't say.
func (p *Program) Name(i int) string {
	if i >= p.table.n {
		return ""
	}
	name, _ := p.table.name(i)
	return name
}

// Named gives the numbers of the functions that have one of the names. Names that no function has are passed over: another linker may have taken such a function for
// unused, or put it into its caller.
func (p *Program) Named(names []string) []int {
	var found []int
	for i := range p.m.bodies {
		if slices.Contains(names, p.Name(i)) {
			found = append(found, i)
		}
	}
	return found
}

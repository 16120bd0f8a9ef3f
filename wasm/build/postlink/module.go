package postlink

import (
	"errors"
	"fmt"
	"slices"
)

// This file reads the sections of a module. It is no general reader: what neither Go's linker nor SQLite's build writes (segments of other kinds, several tables) is
// refused.

// Numbers of sections, in the order in which they stand.
const (
	secCustom    = 0
	secType      = 1
	secImport    = 2
	secFunction  = 3
	secTable     = 4
	secMemory    = 5
	secGlobal    = 6
	secExport    = 7
	secElement   = 9
	secCode      = 10
	secData      = 11
	secDataCount = 12
)

// Kinds of export and import, and a type.
const (
	kindFunction = 0
	kindTable    = 1
	kindMemory   = 2
	kindGlobal   = 3
	valueI32     = 0x7f
)

// A module is a Go WebAssembly program, taken apart.
type module struct {
	types    []byte   // the section's content, without the number, which both halves share
	sigs     []sig    // what it says
	imports  []entry  // functions, all of them
	funcs    []int    // the type of each function of the module's own
	table    limits   // the table's size
	memory   []byte   // the section's content
	globals  []entry  // type and initial value, as they stand
	exports  []export // of functions and the memory
	elements []elements
	bodies   [][]byte // locals and instructions, without the length
	data     []segment
	custom   [][]byte // sections that the worker reads
	parts    int      // of how many this is the first; 0: it has not been split
}

// limits are a size and, if there is one, its maximum.
type limits struct {
	min, max int
	bounded  bool
}

// elements are functions, by their numbers, in the table from a place on.
type elements struct {
	base  int
	funcs []int
}

// A sig is a function's type.
type sig struct{ params, results string }

// typeOf is the number of a function type, which is added if it isn't there.
func (m *module) typeOf(s sig) int {
	if i := slices.Index(m.sigs, s); i >= 0 {
		return i
	}
	m.sigs = append(m.sigs, s)
	m.types = append(slices.Clip(m.types), 0x60)
	m.types = str(str(m.types, s.params), s.results)
	return len(m.sigs) - 1
}

// An entry is something that is kept as it stands.
type entry struct {
	raw  []byte
	name string // of an import: "module.name"
	typ  int    // of an import: its function type
}

type export struct {
	name  string
	kind  byte
	index int
}

type segment struct {
	address int
	bytes   []byte
}

// decode takes a module apart.
func decode(wasm []byte) (*module, error) {
	if len(wasm) < 8 || string(wasm[:8]) != "\x00asm\x01\x00\x00\x00" {
		return nil, errors.New("postlink: not a WebAssembly binary")
	}
	m := &module{}
	r := &reader{b: wasm, at: 8}
	for r.at < len(wasm) && r.err == nil {
		id := r.byte()
		body := &reader{b: r.take(r.uint())}
		switch id {
		case secCustom, secDataCount: // names; and what only instructions for passive segments need, which are refused
		case secType:
			m.readTypes(body)
		case secImport:
			m.readImports(body)
		case secFunction:
			for n := body.uint(); n > 0 && body.err == nil; n-- {
				m.funcs = append(m.funcs, body.uint())
			}
		case secTable:
			if body.uint() != 1 || body.byte() != 0x70 {
				body.fail("a table of an unknown kind")
			}
			m.table.bounded = body.uint() == 1
			m.table.min = body.uint()
			if m.table.bounded {
				m.table.max = body.uint()
			}
		case secMemory:
			m.memory = body.b
		case secGlobal:
			for n := body.uint(); n > 0 && body.err == nil; n-- {
				from := body.at
				body.take(2)
				body.constant()
				m.globals = append(m.globals, entry{raw: body.b[from:body.at]})
			}
		case secExport:
			for n := body.uint(); n > 0 && body.err == nil; n-- {
				m.exports = append(m.exports, export{body.name(), body.byte(), body.uint()})
			}
		case secElement:
			m.readElements(body)
		case secCode:
			for n := body.uint(); n > 0 && body.err == nil; n-- {
				m.bodies = append(m.bodies, body.take(body.uint()))
			}
		case secData:
			for n := body.uint(); n > 0 && body.err == nil; n-- {
				if body.uint() != 0 {
					body.fail("a data segment of an unknown kind")
				}
				address := body.constant()
				m.data = append(m.data, segment{address, body.take(body.uint())})
			}
		default:
			body.fail(fmt.Sprintf("section %d", id))
		}
		if body.err != nil {
			return nil, body.err
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	if len(m.bodies) == 0 || len(m.bodies) != len(m.funcs) {
		return nil, errors.New("postlink: the functions and their bodies do not match")
	}
	return m, nil
}

func (m *module) readTypes(r *reader) {
	n := r.uint()
	m.types = r.b[r.at:]
	for ; n > 0 && r.err == nil; n-- {
		if r.byte() != 0x60 {
			r.fail("a type of an unknown kind")
		}
		m.sigs = append(m.sigs, sig{r.name(), r.name()})
	}
}

func (m *module) readImports(r *reader) {
	for n := r.uint(); n > 0 && r.err == nil; n-- {
		from := r.at
		name := r.name() + "." + r.name()
		if r.byte() != 0 {
			r.fail("an import that is no function")
		}
		typ := r.uint()
		m.imports = append(m.imports, entry{r.b[from:r.at], name, typ})
	}
}

func (m *module) readElements(r *reader) {
	for n := r.uint(); n > 0 && r.err == nil; n-- {
		if r.uint() != 0 {
			r.fail("elements of an unknown kind")
		}
		e := elements{base: r.constant()}
		for k := r.uint(); k > 0 && r.err == nil; k-- {
			e.funcs = append(e.funcs, r.uint())
		}
		m.elements = append(m.elements, e)
	}
}

// A reader reads the binary format. The first mistake stays in err, and everything read after it is zero.
type reader struct {
	b   []byte
	at  int
	err error
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("postlink: %s at %d is not known here", what, r.at)
	}
	r.at = len(r.b)
}

func (r *reader) byte() byte {
	if r.at >= len(r.b) {
		r.fail("the end")
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b)-r.at {
		r.fail("a length")
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *reader) uint() int {
	v := 0
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		v |= int(b&0x7f) << shift
		if b&0x80 == 0 {
			return v
		}
	}
	r.fail("a number")
	return 0
}

func (r *reader) sint() int {
	v, shift := 0, 0
	for shift < 70 {
		b := r.byte()
		v |= int(b&0x7f) << shift
		shift += 7
		if b&0x80 == 0 {
			if b&0x40 != 0 && shift < 64 {
				v |= -1 << shift
			}
			return v
		}
	}
	r.fail("a number")
	return 0
}

func (r *reader) name() string { return string(r.take(r.uint())) }

// constant reads an expression that is one constant; floats, which only globals have, give 0.
func (r *reader) constant() int {
	v := 0
	switch r.byte() {
	case opI32Const, opI64Const:
		v = r.sint()
	case opF32Const:
		r.take(4)
	case opF64Const:
		r.take(8)
	default:
		r.fail("an expression")
	}
	if r.byte() != opEnd {
		r.fail("an expression")
	}
	return v
}

// uleb and sleb append numbers as the binary format writes them.
func uleb(b []byte, v int) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

func sleb(b []byte, v int) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 || v == -1 && c&0x40 != 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// str appends a name.
func str(b []byte, s string) []byte { return append(uleb(b, len(s)), s...) }

// section appends a section.
func section(b []byte, id byte, body []byte) []byte {
	b = uleb(append(b, id), len(body))
	return append(b, body...)
}

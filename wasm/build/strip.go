package build

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
)

// Strip takes out of a Go WebAssembly binary what only stack traces need: for each instruction its file, its line, and which calls were inlined there.
// The linker's -s -w leaves them in, and they are more than a tenth of the download. A trace from a stripped program still names its
// functions, without those that were inlined, and says ?:0 for the place.
//
// How: Go keeps them in its "pclntab", a table in the data section. For each function it holds offsets into pctab, where small programs map code positions to
// values: stack depth and liveness, which the garbage collector needs; file and line; and some for traces and for preemption, which WebAssembly doesn't have. All
// but the first two are set to "none" and their programs, where nobody else shares them, to zeros, which compress to nothing; so are the
// trees of inlined calls among the functions' data. The layout is runtime/symtab.go's of the Go release named by the table's magic number; a
// binary that looks otherwise is left as it is and an error says so.
func Strip(wasm []byte) (stripped int, err error) {
	m, err := dataMemory(wasm)
	if err != nil {
		return 0, err
	}
	base, err := m.findTable()
	if err != nil {
		return 0, err
	}
	u32 := func(at int) int { return int(m.u32(at)) }
	word := func(i int) int { return int(m.u64(base + 8 + 8*i)) }
	nfunc, nfiles := word(0), word(1)
	// word 2 is unused; then the offsets of funcnametab, cutab, filetab, pctab and the functions.
	filetab, pctab, funcs := base+word(5), base+word(6), base+word(7)
	if nfunc <= 0 || nfunc > 1<<20 || nfiles < 0 || pctab <= base || funcs <= pctab {
		return 0, errors.New("strip: the function table has an unknown form")
	}
	gofunc, err := m.findFuncdata(base)
	if err != nil {
		return 0, err
	}
	keep, drop := map[int]bool{}, map[int]bool{}
	data, trees := map[int]bool{}, map[int]int{} // offsets of function data that stay; of inlining trees, with their lengths
	const pcsp, pcfile, pcln, npcdata, nfuncdata, pcdata = 16, 20, 24, 28, 43, 44
	for i := range nfunc {
		f := funcs + u32(funcs+8*i+4)
		keep[u32(f+pcsp)] = true
		tables := u32(f + npcdata)
		inlined := 0
		for k := range tables {
			at := f + pcdata + 4*k
			if k == pcdataStackMap || k > pcdataArgLive {
				keep[u32(at)] = true
				continue
			}
			if k == pcdataInlTree && u32(at) != 0 {
				inlined = m.pcCount(pctab + u32(at))
			}
			drop[u32(at)] = true
			m.zero(at, 4)
		}
		for k := range int(m.byte(f + nfuncdata)) {
			at := f + pcdata + 4*(tables+k)
			off := u32(at)
			switch {
			case off == none:
			case k == funcdataInlTree:
				trees[off] = max(trees[off], inlinedCall*inlined)
				m.put(at, none)
			default:
				data[off] = true
			}
		}
		drop[u32(f+pcfile)], drop[u32(f+pcln)] = true, true
		m.zero(f+pcfile, 8)
	}
	for off, n := range trees {
		for k := range n {
			if data[off+k] {
				n = k
				break
			}
		}
		m.zero(gofunc+off, n)
		stripped += n
	}
	for off := range drop {
		if off == 0 || keep[off] {
			continue
		}
		n := m.pcProgram(pctab + off)
		// A program may end inside the beginning of one that is kept: pctab shares whole programs only, so kept offsets bound it.
		for k := range n {
			if keep[off+k] {
				n = k
				break
			}
		}
		m.zero(pctab+off, n)
		stripped += n
	}
	// The files' names: no function refers to them any more.
	m.zero(filetab, pctab-filetab)
	return stripped + pctab - filetab, nil
}

// What strip knows of Go's numbers (internal/abi/symtab.go): tables and data that a function may have, and the size of an entry of an inlining tree.
const (
	pcdataStackMap  = 1
	pcdataInlTree   = 2
	pcdataArgLive   = 3
	funcdataInlTree = 3
	inlinedCall     = 16
	none            = 0xffffffff
)

// findFuncdata finds where the functions' data lie, in the runtime's description of the program (moduledata), which begins with the table's address.
func (m *memory) findFuncdata(table int) (int, error) {
	names := table + int(m.u64(table+8+8*3))
	for _, s := range m.segments {
		for a := s.address &^ 7; a < s.address+s.size; a += 8 {
			word := func(i int) int { return int(m.u64(a + 8*i)) }
			if word(0) == table && word(1) == names && word(39) < word(40) && word(40) < word(41) && word(41) > names {
				return word(40), nil
			}
		}
	}
	return 0, errors.New("strip: no description of the program that this version knows")
}

// pcCount is one more than the largest value that the program at an address gives.
func (m *memory) pcCount(address int) int {
	at, value, most := address, -1, -1
	for first := true; ; first = false {
		v, n := m.varint(at)
		if at += n; v == 0 && !first {
			return most + 1
		}
		value += int(v>>1) ^ -int(v&1)
		most = max(most, value)
		_, n = m.varint(at)
		at += n
	}
}

// memory is the data section as the program will see it: bytes at addresses, backed by the binary.
type memory struct {
	wasm     []byte
	segments []segment
}

type segment struct{ address, at, size int }

func (m *memory) index(address int) int {
	lo, hi := 0, len(m.segments)
	for lo < hi {
		mid := (lo + hi) / 2
		if s := m.segments[mid]; address >= s.address+s.size {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(m.segments) && address >= m.segments[lo].address {
		return m.segments[lo].at + address - m.segments[lo].address
	}
	return -1 // between segments: zero
}

func (m *memory) byte(address int) byte {
	if i := m.index(address); i >= 0 {
		return m.wasm[i]
	}
	return 0
}

func (m *memory) u32(address int) uint32 {
	var b [4]byte
	for i := range b {
		b[i] = m.byte(address + i)
	}
	return binary.LittleEndian.Uint32(b[:])
}

func (m *memory) u64(address int) uint64 {
	return uint64(m.u32(address)) | uint64(m.u32(address+4))<<32
}

func (m *memory) put(address int, v uint32) {
	for i := range 4 {
		if k := m.index(address + i); k >= 0 {
			m.wasm[k] = byte(v >> (8 * i))
		}
	}
}

func (m *memory) zero(address, n int) {
	for i := range n {
		if k := m.index(address + i); k >= 0 {
			m.wasm[k] = 0
		}
	}
}

// pcProgram is the length of the program at an address: pairs of varints until a value delta of zero that is not the first.
func (m *memory) pcProgram(address int) int {
	at := address
	for first := true; ; first = false {
		v, n := m.varint(at)
		if at += n; v == 0 && !first {
			return at - address
		}
		_, n = m.varint(at)
		at += n
	}
}

func (m *memory) varint(at int) (v uint32, n int) {
	for shift := 0; ; shift += 7 {
		b := m.byte(at + n)
		n++
		v |= uint32(b&0x7f) << shift
		if b&0x80 == 0 || shift > 28 {
			return v, n
		}
	}
}

// findTable finds pclntab by its header.
func (m *memory) findTable() (int, error) {
	const magic = 0xfffffff1 // Go 1.20 and later
	found := -1
	for _, s := range m.segments {
		for i := 0; i+8 <= s.size; i += 8 - (s.address+i)%8 {
			a := s.address + i
			if a%8 == 0 && m.u32(a) == magic && m.byte(a+4) == 0 && m.byte(a+5) == 0 && m.byte(a+6) == 1 && m.byte(a+7) == 8 {
				if found >= 0 {
					return 0, errors.New("strip: there are two function tables")
				}
				found = a
			}
		}
	}
	if found < 0 {
		return 0, errors.New("strip: no function table that this version knows")
	}
	return found, nil
}

// dataMemory reads the data section's segments; the linker writes them in no particular order.
func dataMemory(wasm []byte) (*memory, error) {
	if len(wasm) < 8 || string(wasm[:4]) != "\x00asm" {
		return nil, errors.New("strip: not a WebAssembly binary")
	}
	r := reader{b: wasm, at: 8}
	for r.at < len(wasm) && !r.bad {
		id := r.byte()
		size := r.uint()
		end := r.at + size
		if id != 11 {
			r.at = end
			continue
		}
		m := &memory{wasm: wasm}
		for n := r.uint(); n > 0 && !r.bad; n-- {
			if flags, op := r.byte(), r.byte(); flags != 0 || op != 0x41 {
				return nil, fmt.Errorf("strip: a data segment of an unknown kind")
			}
			address := r.int()
			r.byte() // end of the offset expression
			length := r.uint()
			m.segments = append(m.segments, segment{address, r.at, length})
			r.at += length
		}
		if r.bad || r.at != end {
			return nil, errors.New("strip: the data section is damaged")
		}
		sort.Slice(m.segments, func(i, j int) bool { return m.segments[i].address < m.segments[j].address })
		return m, nil
	}
	return nil, errors.New("strip: there is no data section")
}

type reader struct {
	b   []byte
	at  int
	bad bool
}

func (r *reader) byte() byte {
	if r.at < 0 || r.at >= len(r.b) {
		r.bad = true
		return 0
	}
	r.at++
	return r.b[r.at-1]
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
	r.bad = true
	return 0
}

func (r *reader) int() int {
	v, shift := 0, 0
	for shift < 35 {
		b := r.byte()
		v |= int(b&0x7f) << shift
		shift += 7
		if b&0x80 == 0 {
			if b&0x40 != 0 {
				v |= -1 << shift
			}
			return v
		}
	}
	r.bad = true
	return 0
}

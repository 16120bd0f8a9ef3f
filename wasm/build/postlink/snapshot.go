package postlink

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// This file puts a snapshot of the started program into the first module: what its memory and its globals held when it had made its classes and waited for the first message. The
// worker writes it into memory (wasm/src/snapshot.ts) instead of running the start, of which most is the browser translating functions that are called once. And the
// functions that only the start calls need not be in the first module, which saves as much as the snapshot takes.
//
// Nine tenths of the words that a start changes are pointers and small numbers, so a snapshot is a list of words of four bytes each, with marks for those that need eight and
// for pointers into the heap: these are told by which page of the heap they point into, of those that were last pointed into, and by how far from the last target there. What a
// dict (engine/python/object) knows of its keys, their hashes and the table made of these, the worker works out again.

// snapshotSection is the custom section with the snapshot. It holds the values of the globals, eight bytes each after their number; the names of the JavaScript values
// that the program holds, with how often it does; the addresses of the dicts in words, each less the one before; where the heap begins; then the lengths of the three streams and the streams.
const snapshotSection = "asyncshelf.snapshot"

// Marks are what the highest byte of a word in the first stream may say. Numbers do not begin like that.
const (
	markPointer = 0xf0 // the next of the second stream: three bytes, which page and how far
	markSkip    = 0xf1 // as many words as the lower bytes say are as they were before the start
	markWide    = 0xf3 // the next of the third stream: eight bytes
)

const (
	wordSize    = 8
	pageShift   = 13 // of the pages in which Go's heap keeps objects of a size together
	maxPages    = 256
	maxSkip     = 1<<24 - 1
	maxDistance = 1 << 16
)

// Started is what a program looks like when it has been started.
type Started struct {
	// First and Before are the memory before the start, without and with the second module's data; After and Freed that after it, Freed with what the runtime had freed
	// overwritten by the pattern of GODEBUG=clobberfree=1.
	First, Before, After, Freed []byte `json:"-"`
	// Globals are names, as the first module exports them, and values.
	Globals [][2]string `json:"globals"`
	// Values say where to find the JavaScript values that the program holds, from the eighth on, and Counts how often it holds them.
	Values []string `json:"values"`
	Counts []int    `json:"counts"`
}

// clobber is what the runtime writes over what it frees.
var clobber = [4]byte{0xef, 0xbe, 0xad, 0xde}

// maxUnlike is how many bytes may differ between the two starts: the digits of GODEBUG, wherever they are kept, what they mean, and what the
// collector left on its stack.
const maxUnlike = 64

// memory is what the memory holds when the snapshot has been written: that after the start, with zeros where nothing is any more.
func (s *Started) memory() ([]byte, error) {
	if len(s.First) != len(s.Before) || len(s.Before) > len(s.After) || len(s.After) != len(s.Freed) || len(s.After)%wordSize != 0 {
		return nil, errors.New("postlink: the snapshot's memories have different sizes")
	}
	m := slices.Clone(s.After)
	unlike := 0
	for i := 0; i < len(m); i += len(clobber) {
		after, freed := s.After[i:i+len(clobber)], s.Freed[i:i+len(clobber)]
		kept := len(clobber)
		if bytes.Equal(freed, clobber[:]) {
			kept = 0
		}
		// The end of what was freed, when something shorter lies there now.
		for kept > 0 && freed[kept-1] == clobber[kept-1] && freed[kept-1] != after[kept-1] {
			kept--
		}
		clear(m[i+kept : i+len(clobber)])
		for k := range kept {
			if after[k] != freed[k] {
				unlike++
			}
		}
	}
	if unlike > maxUnlike {
		return nil, fmt.Errorf("postlink: two starts of the program differ in %d places", unlike)
	}
	for i := 0; i < len(s.First); i += wordSize {
		if word(s.First, i) != word(s.Before, i) {
			if word(m, i) != word(s.Before, i) {
				return nil, fmt.Errorf("postlink: the start changes data of the second module, at %#x", i)
			}
			copy(m[i:i+wordSize], s.First[i:])
		}
	}
	return m, nil
}

// word is the word at an address, 0 outside of the memory.
func word(memory []byte, address int) uint64 {
	if address < 0 || address > len(memory)-wordSize {
		return 0
	}
	return binary.LittleEndian.Uint64(memory[address:])
}

// AddSnapshot puts the snapshot into the first module, once the program has been split, and gives what the memory holds when it has been written.
func (p *Program) AddSnapshot(s *Started) (memory []byte, err error) {
	memory, err = s.memory()
	if err != nil {
		return nil, err
	}
	if moved := p.leadsToMoved(memory); len(moved) > 0 {
		return nil, fmt.Errorf("postlink: the start leads to data of the second module: %#x", moved[0].Address)
	}
	out := uleb(str(nil, snapshotSection), len(s.Globals))
	for i, g := range s.Globals {
		v, err := strconv.ParseInt(g[1], 10, 64)
		if err != nil || g[0] != sharedGlobal+strconv.Itoa(i) {
			return nil, fmt.Errorf("postlink: the global %s cannot be kept", g[0])
		}
		out = binary.LittleEndian.AppendUint64(out, uint64(v))
	}
	out = uleb(out, len(s.Values))
	for i, v := range s.Values {
		out = uleb(str(out, v), s.Counts[i])
	}
	low := p.im.base + len(p.im.b)
	dicts := findDicts(memory, low)
	out = uleb(out, len(dicts))
	last := 0
	for _, d := range dicts {
		out = uleb(out, (d.at-last)/wordSize)
		last = d.at
	}
	e := snapshotEncoder{low: low, memory: memory, before: p.withoutChanged(s.First, memory), worked: workedOut(memory, dicts), last: map[int]int{}}
	e.encode()
	out = uleb(out, low)
	streams := [][]byte{e.words, e.pointers, e.wide}
	for _, b := range streams {
		out = uleb(out, len(b))
	}
	p.m.custom = append(p.m.custom, slices.Concat(append([][]byte{out}, streams...)...))
	p.m.memory = uleb([]byte{1, 0}, len(memory)/wasmPage)
	return memory, nil
}

// LeadsToMoved gives what the program's memory after the start leads to of the data that Split has put into the second module: the training has not seen it.
func (p *Program) LeadsToMoved(s *Started) ([]Reached, error) {
	memory, err := s.memory()
	if err != nil {
		return nil, err
	}
	return p.leadsToMoved(memory), nil
}

func (p *Program) leadsToMoved(memory []byte) []Reached {
	from := map[uint64]bool{}
	for _, s := range p.moved {
		from[uint64(s.from)] = true
	}
	var list []Reached
	low, high := p.ReadOnly()
	for at := 0; at < len(memory); at += wordSize {
		if v := word(memory, at); from[v] && (at < low || at >= high) {
			list = append(list, Reached{int(v), int(word(memory, at+wordSize))})
		}
	}
	return list
}

// withoutChanged takes out of the program's data what the start changes, since nobody will read it, and gives the memory before the start without that.
func (p *Program) withoutChanged(before, memory []byte) []byte {
	before = slices.Clone(before)
	for at := 0; at < len(before); at += wordSize {
		if word(before, at) != word(memory, at) {
			clear(before[at : at+wordSize])
			p.im.zero(at, wordSize)
		}
	}
	p.m.data = p.im.segments()
	return before
}

const wasmPage = 1 << 16

type snapshotEncoder struct {
	low            int // where the heap begins
	memory, before []byte
	worked         map[int]bool // addresses of words that the worker works out
	pages          []int        // of the heap, the last one pointed into first
	last           map[int]int  // the last target in each

	words, pointers, wide []byte
}

func (e *snapshotEncoder) encode() {
	skip := 0
	for at := 0; at < len(e.memory); at += wordSize {
		v := word(e.memory, at)
		if v == word(e.before, at) || e.worked[at] {
			skip++
			continue
		}
		e.skip(skip)
		skip = 0
		e.word(v)
	}
}

func (e *snapshotEncoder) skip(n int) {
	for n > 0 {
		k := min(n, maxSkip)
		e.put(uint32(k), markSkip)
		n -= k
	}
}

func (e *snapshotEncoder) put(low uint32, mark byte) {
	e.words = binary.LittleEndian.AppendUint32(e.words, low|uint32(mark)<<24)
}

func (e *snapshotEncoder) word(v uint64) {
	switch {
	case v < markPointer<<24:
		if int(v) >= e.low && int(v) < len(e.memory) && v%wordSize == 0 && e.pointer(int(v)) {
			e.put(0, markPointer)
		} else {
			e.put(uint32(v), 0)
		}
	default:
		e.put(0, markWide)
		e.wide = binary.LittleEndian.AppendUint64(e.wide, v)
	}
}

// pointer tells whether a pointer could be told by what has been pointed to before.
func (e *snapshotEncoder) pointer(v int) bool {
	page := v >> pageShift
	i := slices.Index(e.pages, page)
	if i < 0 {
		if len(e.pages) == maxPages {
			e.pages = e.pages[:maxPages-1]
		}
		e.pages = slices.Insert(e.pages, 0, page)
		e.last[page] = v
		return false
	}
	e.pages = slices.Insert(slices.Delete(e.pages, i, i+1), 0, page)
	d := zigzag((v - e.last[page]) / wordSize)
	e.last[page] = v
	// Targets in one page are never that far apart.
	e.pointers = append(e.pointers, byte(i), byte(d), byte(d>>8))
	return true
}

package postlink

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// This file finds the dicts (engine/python/object/dict.go) in a program's memory whose keys are all strings. Nothing relies on the layout that it takes Dict and Str to have: it
// works out what the worker will, and what doesn't come out as the memory has it is no dict for the snapshot.

// Offsets in a Dict, an entry and a Str.
const (
	dictIndex    = 0 // a slice
	dictEntries  = 24
	dictUsed     = 48
	dictBloom    = 56
	entryHash    = 0
	entryKey     = 16 // the pointer of the interface
	entryLength  = 40
	strText      = 0
	strLength    = 8
	strHash      = 16
	maxEntries   = 1 << 12
	maxKeyLength = 1 << 10
)

// A dictAt is a dict in memory.
type dictAt struct {
	at     int
	hashes []uint64
}

// findDicts gives the dicts in the order of their addresses; the heap begins at low.
func findDicts(memory []byte, low int) []dictAt {
	var dicts []dictAt
	for at := 0; at < len(memory)-dictBloom; at += wordSize {
		// Most words are none of this: the cheapest question first.
		if bloom := word(memory, at+dictBloom); bloom == 0 {
			continue
		}
		n := int(word(memory, at+dictEntries+8))
		if n <= 0 || n > maxEntries || int(word(memory, at+dictUsed)) != n || int(word(memory, at+dictEntries)) < low {
			continue
		}
		if d, ok := dictIn(memory, at, n); ok {
			dicts = append(dicts, d)
		}
	}
	return dicts
}

func dictIn(memory []byte, at, n int) (dictAt, bool) {
	entries := int(word(memory, at+dictEntries))
	d := dictAt{at: at}
	var bloom uint64
	for i := range n {
		e := entries + i*entryLength
		key := int(word(memory, e+entryKey))
		text, length := int(word(memory, key+strText)), int(word(memory, key+strLength))
		if text <= 0 || length < 0 || length > maxKeyLength || text > len(memory)-length {
			return d, false
		}
		h := hashOf(memory[text : text+length])
		if h != word(memory, e+entryHash) || h != word(memory, key+strHash) {
			return d, false
		}
		d.hashes = append(d.hashes, h)
		bloom |= 1 << (h & 63)
	}
	index, size := int(word(memory, at+dictIndex)), int(word(memory, at+dictIndex+8))
	if bloom != word(memory, at+dictBloom) || size < 0 || size > 8*maxEntries || size > 0 && (bits.OnesCount(uint(size)) != 1 || size < n) {
		return d, false
	}
	for i, v := range indexOf(d.hashes, size) {
		if index <= 0 || index > len(memory)-4*size || v != binary.LittleEndian.Uint32(memory[index+4*i:]) {
			return d, false
		}
	}
	return d, true
}

// hashOf is the hash of a str.
func hashOf(text []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range text {
		h = (h ^ uint64(b)) * 1099511628211
	}
	h ^= h >> 32
	if h == 0 || h == ^uint64(0) {
		return 2
	}
	return h
}

// indexOf is the table of a dict.
func indexOf(hashes []uint64, size int) []uint32 {
	table := slices.Repeat([]uint32{^uint32(0)}, size)
	for i, h := range hashes {
		if size == 0 {
			break
		}
		mask := uint64(size - 1)
		j := h & mask
		for table[j] != ^uint32(0) {
			h >>= 5
			j = (j*5 + h + 1) & mask
		}
		table[j] = uint32(i)
	}
	return table
}

// workedOut gives the addresses of the words that follow from the keys.
func workedOut(memory []byte, dicts []dictAt) map[int]bool {
	words := map[int]bool{}
	for _, d := range dicts {
		words[d.at+dictBloom] = true
		entries := int(word(memory, d.at+dictEntries))
		for i := range d.hashes {
			e := entries + i*entryLength
			words[e+entryHash] = true
			words[int(word(memory, e+entryKey))+strHash] = true
		}
		index, size := int(word(memory, d.at+dictIndex)), int(word(memory, d.at+dictIndex+8))
		for i := 0; i < 4*size; i += wordSize {
			words[index+i] = true
		}
	}
	return words
}

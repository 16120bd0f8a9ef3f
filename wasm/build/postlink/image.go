package postlink

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"
	"slices"
)

// An image is the data of a program as its memory will hold them: bytes from an address on.
type image struct {
	base int
	b    []byte
}

// maxImage bounds what a damaged binary can make us allocate.
const maxImage = 256 << 20

func newImage(segments []segment) (*image, error) {
	low, high := maxImage, 0
	for _, s := range segments {
		low, high = min(low, s.address), max(high, s.address+len(s.bytes))
	}
	if low < 0 || low >= high || high > maxImage {
		return nil, errors.New("postlink: the data lie outside of any memory")
	}
	im := &image{low, make([]byte, high-low)}
	for _, s := range segments {
		copy(im.b[s.address-low:], s.bytes)
	}
	return im, nil
}

// Engines limit the number of segments (V8: 100,000), which cost about eight bytes each.
const (
	maxSegments = 50_000
	leastGap    = 16
)

// segments are the image's data without the longer runs of zeros, which memory holds anyway.
func (im *image) segments() []segment {
	for gap := leastGap; ; gap *= 2 {
		if list := im.divide(gap); len(list) <= maxSegments {
			return list
		}
	}
}

// divide leaves out runs of gap zeros and more.
func (im *image) divide(gap int) []segment {
	var out []segment
	for at := 0; at < len(im.b); {
		if im.b[at] == 0 {
			at++
			continue
		}
		end, zeros := at, 0
		for ; end < len(im.b) && zeros < gap; end++ {
			if im.b[end] == 0 {
				zeros++
			} else {
				zeros = 0
			}
		}
		out = append(out, segment{im.base + at, im.b[at : end-zeros]})
		at = end
	}
	return out
}

func (im *image) has(address, n int) bool {
	return address >= im.base && n >= 0 && address-im.base <= len(im.b)-n
}

// Reads outside the image give zeros and writes do nothing: a table that leads there is found out by what it says.

func (im *image) byte(address int) byte {
	if !im.has(address, 1) {
		return 0
	}
	return im.b[address-im.base]
}

func (im *image) u32(address int) int {
	if !im.has(address, 4) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(im.b[address-im.base:]))
}

func (im *image) u64(address int) int {
	if !im.has(address, 8) {
		return 0
	}
	return int(binary.LittleEndian.Uint64(im.b[address-im.base:]))
}

// words are the words of the image with their addresses.
func (im *image) words() iter.Seq2[int, int] {
	return func(yield func(address, v int) bool) {
		for a := (im.base + wordSize - 1) &^ (wordSize - 1); im.has(a, wordSize) && yield(a, im.u64(a)); a += wordSize {
		}
	}
}

func (im *image) put32(address int, v uint32) {
	if im.has(address, 4) {
		binary.LittleEndian.PutUint32(im.b[address-im.base:], v)
	}
}

// zero clears n bytes and returns how many there were.
func (im *image) zero(address, n int) int {
	if n <= 0 || !im.has(address, n) {
		return 0
	}
	clear(im.b[address-im.base : address-im.base+n])
	return n
}

// slice is a copy of n bytes, nil if they aren't there.
func (im *image) slice(address, n int) []byte {
	if !im.has(address, n) {
		return nil
	}
	return bytes.Clone(im.b[address-im.base : address-im.base+n])
}

// replace puts b, followed by zeros, in the place of n bytes.
func (im *image) replace(address, n int, b []byte) {
	im.zero(address, n)
	if im.has(address, n) {
		copy(im.b[address-im.base:address-im.base+n], b)
	}
}

func (im *image) varint(at int) (v uint32, n int) {
	for shift := 0; ; shift += 7 {
		b := im.byte(at + n)
		n++
		v |= uint32(b&0x7f) << shift
		if b&0x80 == 0 || shift > 28 {
			return v, n
		}
	}
}

// A span is a piece of the image.
type span struct{ from, to int }

// bridge is how many bytes between two spans are worth a new segment.
const bridge = 16

// cut takes the bytes at the spans, which may overlap, out of the image, leaving zeros, and returns them. The image does not change while the program runs, so what
// lies between neighbours comes along.
func (im *image) cut(spans []span) []segment {
	spans = slices.DeleteFunc(spans, func(s span) bool { return s.to <= s.from || !im.has(s.from, s.to-s.from) })
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	var out []segment
	for i := 0; i < len(spans); {
		from, to := spans[i].from, spans[i].to
		for i++; i < len(spans) && spans[i].from <= to+bridge; i++ {
			to = max(to, spans[i].to)
		}
		out = append(out, segment{from, bytes.Clone(im.b[from-im.base : to-im.base])})
	}
	for _, s := range spans {
		im.zero(s.from, s.to-s.from)
	}
	return out
}

package postlink

import (
	"bytes"
	"errors"
)

// This file writes a module in a form that compresses a fifth better, "packed". wasm/src/unpack.ts turns it back into the very same bytes.
//
// Compressors find what repeats, and in Go's code nothing repeats for long: every call contains an address that occurs nowhere else. Here instructions are taken apart:
// opcodes go into one stream and operands into others, by kind; sequences that Go's compiler writes for a call, a jump, a frame and a return become one code; and
// numbers that follow from what has been read (return addresses, depths of labels, alignments, stubs) are left out.
//
// The code comes before the data that the module ends with, and in it the opcodes last: with all operands there, a page can unpack each function when its opcodes have
// arrived, and have it compiled while the others and the data are on their way. (Streams in pieces of some hundred functions each would let it begin sooner, but four such
// pieces are 3 KB more, and ten 11.) The order of the other streams is the one of a dozen that compressed best.

// Streams, in the order in which they stand.
const (
	streamLabels  = iota // depths of labels, steps in tables of labels
	streamCalls          // functions that are called
	streamNarrow         // constants of 32 bits, sizes of frames
	streamWide           // constants of 64 bits
	streamPlaces         // how far the number of a resumption point is from the one before
	streamStack          // offsets of loads from the stack pointer
	streamOffsets        // those of other loads and of stores
	streamLocals         // locals and globals
	streamRest           // sections before the code, locals, instructions without a better form
	streamOps            // opcodes and the codes below, each a byte
	streamAfter          // sections after the code, as they are to be
	streams
)

// Codes for what has no opcode of its own. WebAssembly uses 00 to c4 and fc to fe here.
const (
	packRaw       = 0xc5 // an instruction as it stands: its length and bytes are in streamRest
	packPrologue  = 0xc6 // the beginning of a function that can be resumed
	packHead      = 0xc7 // pushing a return address
	packTail      = 0xc8 // what follows a call
	packCall      = 0xc9 // head, call and tail
	packNilCheck  = 0xca // "if zero", a call of the most called function, "end"
	packJump      = 0xcb // going on at another resumption point
	packReturn    = 0xcc
	packFrame     = 0xcd // making room on the stack
	packStackLoad = 0xce // a load of 64 bits from the stack pointer
	packStackHalf = 0xcf // and of 32 bits
	packIndirect  = 0xd0 // call_indirect of a Go function
	packGet       = 0xd1 // local.get of 0 to 15
	packSet       = 0xe1 // local.set of 0 to 15
	packEnd       = 0xf1 // the end of a function
	packEpilogue  = 0xf2 // the end of a function that can be resumed
)

const packedSection = "asyncshelf.packed"

// bodyLength is how many bytes the length of a body takes, and sectionLength that of a section: fixed, so that they can be filled in afterwards.
const (
	bodyLength    = 3
	sectionLength = 5
)

// A packer keeps the streams.
type packer struct {
	out [streams][]byte
	m   *module
	// nilCheck is the function that is called most, which is what Go calls when a pointer is nil.
	nilCheck int
	goType   int
}

// pack gives the packed form, and the module as it will be after unpacking.
func (m *module) pack() (packed, unpacked []byte, err error) {
	p := &packer{m: m, goType: m.typeOf(goSignature)}
	base, first := -1, 0
	if len(m.elements) == 1 {
		base, first = m.elements[0].base, m.elements[0].funcs[0]
		for i, f := range m.elements[0].funcs {
			if f != first+i {
				base = -1
			}
		}
	}
	if base < 0 {
		return nil, nil, errors.New("postlink: only programs in which all functions are in the table can be packed")
	}
	p.nilCheck = p.mostCalled()
	whole := m.encodePadded()
	r := &reader{b: whole, at: 8}
	head := uleb(nil, base)
	head = uleb(uleb(head, first), len(m.elements[0].funcs))
	head = uleb(uleb(uleb(head, p.nilCheck), p.goType), len(m.bodies))
	p.out[streamRest] = append(p.out[streamRest], head...)
	after := false
	for r.at < len(whole) && r.err == nil {
		id := r.byte()
		content := r.take(r.uint())
		switch id {
		case secElement:
			p.rest(id)
		case secCode:
			p.rest(uleb([]byte{id}, len(content))...)
			after = true
			for i, body := range m.bodies {
				if err := p.body(body, base+i); err != nil {
					return nil, nil, err
				}
			}
		default:
			if after {
				p.out[streamAfter] = append(padded(append(p.out[streamAfter], id), len(content), sectionLength), content...)
			} else {
				p.rest(append(uleb([]byte{id}, len(content)), content...)...)
			}
		}
	}
	if r.err != nil {
		return nil, nil, r.err
	}
	content := str(nil, packedSection)
	content = uleb(content, len(whole))
	for _, s := range p.out {
		content = uleb(content, len(s))
	}
	for _, s := range p.out {
		content = append(content, s...)
	}
	return section([]byte("\x00asm\x01\x00\x00\x00"), secCustom, content), whole, nil
}

func (p *packer) rest(b ...byte) { p.out[streamRest] = append(p.out[streamRest], b...) }

func (p *packer) mostCalled() int {
	counts := map[int]int{}
	most := 0
	for i, body := range p.m.bodies {
		if _, stub := p.stubMark(body, p.m.elements[0].base+i); stub {
			continue
		}
		_ = visit(body, func(in instruction) { // bodies have been read before
			if in.op == opCall {
				if counts[in.value]++; counts[in.value] > counts[most] {
					most = in.value
				}
			}
		})
	}
	return most
}

// body packs a function, whose place in the table tells its return addresses.
func (p *packer) body(body []byte, place int) error {
	start, err := instructionsStart(body)
	if err != nil {
		return err
	}
	if mark, stub := p.stubMark(body, place); stub {
		p.rest(mark)
		return nil
	}
	p.rest(byte(start))
	if start >= firstStubMark {
		return errors.New("postlink: a function with too many kinds of locals")
	}
	p.rest(body[:start]...)
	c := &coder{packer: p, body: body, place: place}
	if err := visit(body, func(in instruction) { c.list = append(c.list, in) }); err != nil {
		return err
	}
	for c.at < len(c.list) {
		c.next()
	}
	return nil
}

// Marks from firstStubMark on stand for functions that only call what is at their place in the table, 0xff if it is in the last of the modules.
const firstStubMark = 0xf0

// stubMark tells whether a body is what [module.stub] makes of a Go function of the first module, and its mark.
func (p *packer) stubMark(body []byte, place int) (mark byte, stub bool) {
	last := len(p.m.imports) + len(p.m.funcs) - 1
	for back := range min(p.m.parts-1, 0xff-firstStubMark) {
		if bytes.Equal(body, p.m.stub(p.goType, place, last-back)) {
			return byte(0xff - back), true
		}
	}
	return 0, false
}

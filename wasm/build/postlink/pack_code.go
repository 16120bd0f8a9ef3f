package postlink

import (
	"bytes"
	"slices"
)

// A coder packs the instructions of one function.
type coder struct {
	*packer
	body  []byte
	place int // in the table
	list  []instruction
	at    int // in list
	depth int // how many labels are open
	point int // the last resumption point that was mentioned
}

func (c *coder) put(stream int, b ...byte) { c.out[stream] = append(c.out[stream], b...) }
func (c *coder) num(stream, n int)         { c.out[stream] = uleb(c.out[stream], n) }
func (c *coder) signed(stream, n int)      { c.out[stream] = sleb(c.out[stream], n) }

// raw is the bytes of the instruction k places on.
func (c *coder) raw(k int) []byte {
	in := c.list[c.at+k]
	return c.body[in.start:in.end]
}

// is tells whether the next instructions, from the one k places on, have these bytes.
func (c *coder) is(k int, want ...[]byte) bool {
	if c.at+k+len(want) > len(c.list) {
		return false
	}
	for i, w := range want {
		if w != nil && !bytes.Equal(c.raw(k+i), w) {
			return false
		}
	}
	return true
}

// canonical tells whether the operand of the instruction k places on is written as [sleb] would.
func (c *coder) canonical(k int) bool {
	in := c.list[c.at+k]
	return bytes.Equal(c.body[in.start+1:in.end], sleb(nil, in.value))
}

var (
	getSP    = []byte{opLocalGet, stackPointer}
	teeSP    = []byte{opLocalTee, stackPointer}
	setSP    = []byte{opLocalSet, stackPointer}
	loadSP   = []byte{opGlobalGet, globalPointer}
	storeSP  = []byte{opGlobalSet, globalPointer}
	eight    = []byte{opI32Const, 8}
	zero     = []byte{opI32Const, 0}
	sub      = []byte{0x6b}
	add      = []byte{opI32Add}
	push     = []byte{0x37, 3, 0}
	block    = []byte{opBlock, 0x40}
	loop     = []byte{opLoop, 0x40}
	ifZero   = []byte{opI64Eqz}
	ifVoid   = []byte{opIf, 0x40}
	end      = []byte{opEnd}
	getPoint = []byte{opLocalGet, 0}
	setPoint = []byte{opLocalSet, 0}
)

const (
	headLength = 10
	tailLength = 3
)

// head tells whether a return address is pushed k places on, and gives its resumption point.
func (c *coder) head(k int) (point int, ok bool) {
	if !c.is(k, getSP, eight, sub, teeSP, storeSP, getSP, nil, push, zero) {
		return 0, false
	}
	in := c.list[c.at+k+6]
	if in.op != opI64Const || in.value>>16 != c.place || !c.canonical(k+6) {
		return 0, false
	}
	return in.value & 0xffff, true
}

// tail tells whether the instructions k places on are what follows a call while depth labels are open.
func (c *coder) tail(k, depth int) bool {
	return depth > 0 && c.is(k, loadSP, setSP, uleb([]byte{opBrIf}, depth-1))
}

func (c *coder) resume(point int) {
	c.signed(streamPlaces, point-c.point)
	c.point = point
}

// next packs one or more instructions.
func (c *coder) next() {
	const head = headLength - 1 // instructions of a head
	switch {
	case c.prologue():
		return
	case c.is(0, ifZero, ifVoid):
		if point, ok := c.head(2); ok && c.is(2+head, uleb([]byte{opCall}, c.nilCheck)) && c.tail(3+head, c.depth+1) && c.is(3+head+tailLength, end) {
			c.put(streamOps, packNilCheck)
			c.resume(point)
			c.at += 4 + head + tailLength
			return
		}
	case c.is(0, getSP, nil, sub, teeSP, storeSP):
		if point, ok := c.head(0); ok {
			if in := c.list[c.at+head]; in.op == opCall && c.tail(head+1, c.depth) {
				c.put(streamOps, packCall)
				c.num(streamCalls, in.value)
				c.at += head + 1 + tailLength
			} else {
				c.put(streamOps, packHead)
				c.at += head
			}
			c.resume(point)
			return
		}
		if c.list[c.at+1].op == opI32Const {
			c.put(streamOps, packFrame)
			c.put(streamNarrow, c.raw(1)[1:]...)
			c.at += 5
			return
		}
	case c.is(0, getSP, nil, add, storeSP, zero, []byte{opReturn}) && c.list[c.at+1].op == opI32Const:
		c.put(streamOps, packReturn)
		c.put(streamNarrow, c.raw(1)[1:]...)
		c.at += 6
		return
	case c.tail(0, c.depth):
		c.put(streamOps, packTail)
		c.at += tailLength
		return
	case c.depth > 1 && c.is(0, nil, setPoint, uleb([]byte{opBr}, c.depth-2)) && c.list[c.at].op == opI32Const && c.canonical(0):
		point := c.list[c.at].value
		c.put(streamOps, packJump)
		c.resume(point)
		c.at += 3
		return
	case c.is(0, getSP, nil):
		for code, load := range map[byte][]byte{packStackLoad: {opI64Load, 3}, packStackHalf: {opI32Load, 2}} {
			if raw := c.raw(1); bytes.HasPrefix(raw, load) {
				c.put(streamOps, code)
				c.put(streamStack, raw[2:]...)
				c.at += 2
				return
			}
		}
	case c.at == len(c.list)-6 && c.is(0, []byte{0x01}, end, []byte{0}, end, []byte{opI32Const, 1}, end):
		c.put(streamOps, packEpilogue)
		c.at += 6
		return
	}
	c.one()
}

// prologue packs: take the stack pointer, open the labels, go on at the resumption point. The table of labels rises by none or one.
func (c *coder) prologue() bool {
	if c.at != 0 || !c.is(0, loadSP, setSP, block, loop) {
		return false
	}
	k := 4
	for c.is(k, block) {
		k++
	}
	if !c.is(k, getPoint, nil, end) || c.list[k+1].op != opBrTable {
		return false
	}
	r := &reader{b: c.raw(k + 1), at: 1}
	n := r.uint() + 1
	labels := make([]byte, n)
	for i := range labels {
		labels[i] = byte(r.uint())
	}
	table := uleb([]byte{opBrTable}, n-1)
	steps := make([]byte, (n+7)/8)
	last := 0
	for i, l := range labels {
		step := int(l) - last
		if step < 0 || step > 1 || i == 0 && step != 0 {
			return false
		}
		last = int(l)
		steps[i/8] |= byte(step << (i % 8))
		table = uleb(table, last)
	}
	if n > 127 || !bytes.Equal(table, c.raw(k+1)) { // larger tables are rare
		return false
	}
	c.put(streamOps, packPrologue)
	c.num(streamLabels, k-4)
	c.num(streamLabels, n)
	c.put(streamLabels, steps...)
	c.depth = k - 3
	c.at = k + 3
	return true
}

// natural is the alignment that each load and store has by its size, from opI32Load on.
var natural = [...]byte{2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2}

// one packs one instruction.
func (c *coder) one() {
	in, raw := c.list[c.at], c.raw(0)
	c.at++
	operand := raw[1:]
	stream := -1
	switch op := in.op; {
	case op == opBlock || op == opLoop || op == opIf:
		if !bytes.Equal(operand, []byte{0x40}) {
			c.as(raw)
			c.depth++
			return
		}
		c.depth++
		c.put(streamOps, op)
		return
	case op == opEnd:
		c.depth--
		if c.at == len(c.list) {
			op = packEnd
		}
		c.put(streamOps, op)
		return
	case op == opLocalGet && len(operand) == 1 && operand[0] < 16:
		c.put(streamOps, packGet+operand[0])
		return
	case op == opLocalSet && len(operand) == 1 && operand[0] < 16:
		c.put(streamOps, packSet+operand[0])
		return
	case op >= opLocalGet && op <= opGlobalSet:
		stream = streamLocals
	case op == opCall:
		stream = streamCalls
	case op == opCallIndirect:
		if !bytes.Equal(operand, append(uleb(nil, c.goType), 0)) {
			c.as(raw)
			return
		}
		c.put(streamOps, packIndirect)
		return
	case op == opBr || op == opBrIf:
		stream = streamLabels
	case op >= opI32Load && op <= opLastStore:
		if operand[0] != natural[op-opI32Load] {
			c.as(raw)
			return
		}
		stream, operand = streamOffsets, operand[1:]
	case op == opI32Const:
		stream = streamNarrow
	case op == opI64Const:
		stream = streamWide
	case len(operand) > 0:
		c.as(raw)
		return
	}
	c.put(streamOps, in.op)
	if stream >= 0 {
		c.put(stream, operand...)
	}
}

// as packs an instruction as it stands.
func (c *coder) as(raw []byte) {
	c.put(streamOps, packRaw)
	c.num(streamRest, len(raw))
	c.put(streamRest, raw...)
}

// encodePadded is the module with lengths of fixed size.
func (m *module) encodePadded() []byte {
	plain := m.encode()
	out := slices.Clone(plain[:8])
	r := &reader{b: plain, at: 8}
	for r.at < len(plain) && r.err == nil {
		id := r.byte()
		content := r.take(r.uint())
		if id == secCode {
			content = uleb(nil, len(m.bodies))
			for _, b := range m.bodies {
				content = append(padded(content, len(b), bodyLength), b...)
			}
		}
		out = append(padded(append(out, id), len(content), sectionLength), content...)
	}
	return out
}

// padded appends a number in n bytes.
func padded(b []byte, v, n int) []byte {
	for ; n > 1; n-- {
		b = append(b, byte(v&0x7f)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

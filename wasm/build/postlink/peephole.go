package postlink

import "bytes"

// This file makes the compiler's code smaller and, where a browser does not optimise it itself (in its first, quick translation), faster. Go's compiler translates each
// operation by itself, by way of 64 bits; a few patterns that are on almost every line of a program come out shorter:
//
//	address of the stack pointer (32 bits) + n, by way of 64 bits, then a load or store   the load or store with offset n
//	load of 64 bits, then its lower half                                                 load of 32 bits
//	64-bit constant, then its lower half                                                 32-bit constant
//	"is zero", widened, "is zero", "is zero"                                             "is zero"
//	pop the frame, pop the return address, return                                        pop both, return
//
// The first is right since an offset is added without wrapping, as a stack pointer never comes near the end of 32 bits.

// An op is an instruction on its way to a new body. A dead one is left out.
type op struct {
	code byte
	raw  []byte // with immediates
	n    int    // a constant, a local, a global or an offset
	dead bool
}

const (
	opElse        = 0x05
	opReturn      = 0x0f
	opDrop        = 0x1a
	opSelect      = 0x1b
	opLocalSet    = 0x21
	opLocalTee    = 0x22
	opI32Load     = 0x28
	opI64Load     = 0x29
	opLastLoad    = 0x35
	opI32Store    = 0x36
	opLastStore   = 0x3e
	opI64Eqz      = 0x50
	opI32Add      = 0x6a
	opI64Add      = 0x7c
	opI32Wrap     = 0xa7
	opI64ExtendU  = 0xad
	stackPointer  = 1 // the local that every function keeps it in
	globalPointer = 0 // and the global
)

// An operand is what the stack of operands holds, as far as it matters: where the four instructions begin that add a constant to the stack pointer, or -1.
type operand struct{ at, offset int }

var unknown = operand{at: -1}

// shorten applies the patterns to a body whose local 1 is the stack pointer.
func (m *module) shorten(body []byte) ([]byte, error) {
	start, err := instructionsStart(body)
	if err != nil {
		return nil, err
	}
	var ops []op
	err = visit(body, func(in instruction) {
		o := op{code: in.op, raw: body[in.start:in.end], n: in.value}
		if in.op >= opI32Load && in.op <= opLastStore {
			r := &reader{b: o.raw, at: 1}
			r.uint()
			o.n = r.uint()
		}
		ops = append(ops, o)
		for pattern(&ops) {
		}
	})
	if err != nil {
		return nil, err
	}
	m.foldOffsets(ops)
	out := append(make([]byte, 0, len(body)), body[:start]...)
	for _, o := range ops {
		if !o.dead {
			out = append(out, o.raw...)
		}
	}
	return out, nil
}

// pattern replaces the last few instructions, if they are one of the patterns, and tells whether they were.
func pattern(ops *[]op) bool {
	list := *ops
	last := func(codes ...byte) bool {
		if len(list) < len(codes) {
			return false
		}
		for i, c := range codes {
			if list[len(list)-len(codes)+i].code != c {
				return false
			}
		}
		return true
	}
	at := func(back int) *op { return &list[len(list)-back] }
	replace := func(n int, with ...op) bool {
		*ops = append(list[:len(list)-n], with...)
		return true
	}
	switch {
	case last(opI64Load, opI32Wrap):
		return replace(2, access(opI32Load, 2, at(2).n))
	case last(opI64Const, opI32Wrap):
		return replace(2, constant32(at(2).n))
	case last(opI64Eqz, opI64ExtendU, opI64Eqz, opI32Eqz):
		return replace(4, *at(4))
	case last(opI64ExtendU, opI32Wrap):
		return replace(2)
	case last(opI32Add, opLocalTee, opGlobalSet, opLocalGet, opI32Const, opI32Add, opLocalTee, opGlobalSet, opI32Const, opReturn):
		// local.get 1, i32.const n, then these: the frame goes, then the return address.
		if len(list) < 12 || at(12).code != opLocalGet || at(11).code != opI32Const {
			return false
		}
		for _, i := range []int{12, 9, 7, 4} {
			if at(i).n != stackPointer {
				return false
			}
		}
		if at(8).n != globalPointer || at(3).n != globalPointer {
			return false
		}
		return replace(11, constant32(at(11).n+at(6).n), *at(10), *at(8), *at(2), *at(1))
	}
	return false
}

func constant32(n int) op {
	n = int(int32(n))
	return op{code: opI32Const, raw: sleb([]byte{opI32Const}, n), n: n}
}

func access(code byte, align, offset int) op {
	return op{code: code, raw: uleb(uleb([]byte{code}, align), offset), n: offset}
}

// foldOffsets finds addresses that are the stack pointer plus a constant where they are used, some instructions later, by following the stack of operands.
func (m *module) foldOffsets(ops []op) {
	var stack []operand
	pop := func() operand {
		if len(stack) == 0 {
			return unknown
		}
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return top
	}
	push := func(n int) {
		for range n {
			stack = append(stack, unknown)
		}
	}
	fold := func(o *op, a operand) {
		if a.at < 0 || o.n+a.offset > 1<<30 {
			return
		}
		for i := range 4 {
			ops[a.at+i].dead = true
		}
		r := &reader{b: o.raw, at: 1}
		*o = access(o.code, r.uint(), o.n+a.offset)
	}
	for i := range ops {
		o := &ops[i]
		switch c := o.code; {
		case c == opLocalGet || c == opGlobalGet || c >= opI32Const && c <= opF64Const || c == opMemorySize:
			push(1)
		case c == opLocalSet || c == opGlobalSet || c == opDrop:
			pop()
		case c == opLocalTee || c == opMemoryGrow || c == 0x01:
			if c != 0x01 {
				pop()
				push(1)
			}
		case c >= opI32Load && c <= opLastLoad:
			fold(o, pop())
			push(1)
		case c >= opI32Store && c <= opLastStore:
			pop()
			fold(o, pop())
		case c == opI32Wrap:
			pop()
			stack = append(stack, pointerPlus(ops, i))
		case c == opSelect:
			pop()
			pop()
			pop()
			push(1)
		case unary(c):
			pop()
			push(1)
		case c >= 0x46 && c <= 0xa6: // the other numeric instructions up to the conversions have two operands
			pop()
			pop()
			push(1)
		default: // calls, control, bulk memory: what was pushed before is not followed any further
			stack = stack[:0]
		}
	}
}

// unary tells of a numeric instruction whether it has one operand.
func unary(c byte) bool {
	switch {
	case c == opI32Eqz || c == opI64Eqz, c >= 0x67 && c <= 0x69, c >= 0x79 && c <= 0x7b, c >= 0x8b && c <= 0x91, c >= 0x99 && c <= 0x9f, c >= opI32Wrap && c <= 0xc4:
		return true
	}
	return false
}

// pointerPlus tells whether the instructions up to i add a constant to the stack pointer.
func pointerPlus(ops []op, i int) operand {
	if i < 4 {
		return unknown
	}
	p := ops[i-4 : i]
	if p[0].code == opLocalGet && p[0].n == stackPointer && p[1].code == opI64ExtendU && p[2].code == opI64Const && p[3].code == opI64Add && p[2].n >= 0 {
		return operand{at: i - 3, offset: p[2].n}
	}
	return unknown
}

// Shorten applies the patterns to every function that keeps its stack pointer where Go's compiler does.
func (p *Program) Shorten() error {
	m := p.m
	for i, body := range m.bodies {
		start, err := instructionsStart(body)
		if err != nil {
			return err
		}
		// global.get 0, local.set 1
		if m.sigs[m.funcs[i]] != goSignature || !bytes.HasPrefix(body[start:], []byte{opGlobalGet, globalPointer, opLocalSet, stackPointer}) {
			continue
		}
		if m.bodies[i], err = m.shorten(body); err != nil {
			return err
		}
	}
	return nil
}

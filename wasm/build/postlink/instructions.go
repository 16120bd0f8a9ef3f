package postlink

import "fmt"

// Opcodes that are of interest; the others are only stepped over.
const (
	opBlock        = 0x02
	opLoop         = 0x03
	opIf           = 0x04
	opEnd          = 0x0b
	opBr           = 0x0c
	opBrIf         = 0x0d
	opBrTable      = 0x0e
	opCall         = 0x10
	opCallIndirect = 0x11
	opLocalGet     = 0x20
	opGlobalGet    = 0x23
	opGlobalSet    = 0x24
	opMemorySize   = 0x3f
	opMemoryGrow   = 0x40
	opI32Const     = 0x41
	opI64Const     = 0x42
	opF32Const     = 0x43
	opF64Const     = 0x44
	opI32Eqz       = 0x45
	opI32GeS       = 0x4e
	opMisc         = 0xfc
	opVector       = 0xfd
)

// An instruction is what a visitor is shown: its opcode, its place in the body, and its number, where it has one.
type instruction struct {
	op         byte
	start, end int
	value      int // call: the function; constants: the number
}

// instructionsStart is where the instructions of a body begin, behind its locals.
func instructionsStart(body []byte) (int, error) {
	r := &reader{b: body}
	for n := r.uint(); n > 0 && r.err == nil; n-- {
		r.uint()
		r.byte()
	}
	return r.at, r.err
}

// visit shows every instruction of a body in order.
func visit(body []byte, see func(instruction)) error {
	start, err := instructionsStart(body)
	if err != nil {
		return err
	}
	r := &reader{b: body, at: start}
	for r.at < len(body) && r.err == nil {
		i := instruction{start: r.at}
		i.op = r.byte() // apart, as the order within one expression is not defined
		switch op := i.op; {
		case op == opBlock || op == opLoop || op == opIf:
			r.sint() // the block's type
		case op == opBr || op == opBrIf || op == opCall || op >= opLocalGet && op <= opGlobalSet:
			i.value = r.uint()
		case op == opBrTable:
			for n := r.uint(); n >= 0 && r.err == nil; n-- {
				r.uint()
			}
		case op == opCallIndirect:
			r.uint()
			r.uint()
		case op >= 0x28 && op <= 0x3e: // loads and stores
			r.uint()
			r.uint()
		case op == opMemorySize || op == opMemoryGrow:
			r.byte()
		case op == opI32Const || op == opI64Const:
			i.value = r.sint()
		case op == opF32Const:
			r.take(4)
		case op == opF64Const:
			r.take(8)
		case op == opMisc:
			switch sub := r.uint(); {
			case sub <= 7: // saturating conversions
			case sub == 10: // memory.copy
				r.take(2)
			case sub == 11: // memory.fill
				r.take(1)
			default:
				r.fail(fmt.Sprintf("instruction fc %d", sub))
			}
		case op == opVector:
			switch sub := r.uint(); {
			case sub <= 11 || sub == 92 || sub == 93: // loads and stores
				r.uint()
				r.uint()
			case sub == 12 || sub == 13: // a constant; which bytes to shuffle
				r.take(16)
			case sub >= 21 && sub <= 34: // of one lane
				r.byte()
			case sub >= 84 && sub <= 91: // loads and stores of one lane
				r.uint()
				r.uint()
				r.byte()
			}
		case op <= 0x01 || op == 0x05 || op == opEnd || op == 0x0f || op == 0x1a || op == 0x1b || op >= opI32Eqz && op <= 0xc4:
		default:
			r.fail(fmt.Sprintf("instruction %#x", op))
		}
		i.end = r.at
		if r.err == nil {
			see(i)
		}
	}
	return r.err
}

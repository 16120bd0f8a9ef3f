package vm

import (
	"unsafe"

	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The operators on ints and floats: the quick ways that specialize puts in place of the general functions. Each falls back to those for
// any other operands, overflow included.

// boxChunk is how many numbers are boxed with one allocation. One survivor keeps its whole chunk alive, so it is small.
const boxChunk = 32

// box makes objects of ints and floats. Putting a number into an interface allocates eight bytes; taking them from a chunk is several
// times cheaper, and most numbers die young.
type box struct {
	ints   []object.Int
	floats []object.Float
}

// iface is how Go lays out an interface value.
type iface struct{ tab, data unsafe.Pointer }

var (
	intTab   = tabOf(object.Int(0))
	floatTab = tabOf(object.Float(0))
)

func tabOf(o object.Object) unsafe.Pointer { return (*iface)(unsafe.Pointer(&o)).tab }

func (b *box) int(v int64) object.Object {
	if v >= object.SmallIntMin && v <= object.SmallIntMax {
		return object.NewInt(v)
	}
	if len(b.ints) == 0 {
		b.ints = make([]object.Int, boxChunk)
	}
	p := &b.ints[0]
	b.ints = b.ints[1:]
	*p = object.Int(v)
	var o object.Object
	*(*iface)(unsafe.Pointer(&o)) = iface{intTab, unsafe.Pointer(p)}
	return o
}

func (b *box) float(v float64) object.Object {
	if len(b.floats) == 0 {
		b.floats = make([]object.Float, boxChunk)
	}
	p := &b.floats[0]
	b.floats = b.floats[1:]
	*p = object.Float(v)
	var o object.Object
	*(*iface)(unsafe.Pointer(&o)) = iface{floatTab, unsafe.Pointer(p)}
	return o
}

// specialize replaces an instruction's function by one made for its operator and operands.
func specialize(in *Instr, co *compile.Code, counts []int32) {
	// A constant int as right operand is kept in the instruction.
	small := false
	if k := int(in.c) - co.NumRegs; k >= 0 && k < len(co.Consts) {
		if v, ok := co.Consts[k].(object.Int); ok && v > -1<<31 && v < 1<<31 {
			small, in.imm = true, int64(v)
		}
	}
	switch in.op {
	case compile.OpBinary, compile.OpInPlace:
		f := binaryFuncs[object.BinOp(in.d)]
		in.slow = opBinary
		if in.op == compile.OpInPlace {
			in.slow = opInPlace
		}
		if small && f.const_ != nil {
			in.fn = f.const_
		} else if f.any != nil {
			in.fn = f.any
		}
	case compile.OpCompare:
		in.fn = compareFuncs[object.CompareOp(in.d)]
	case compile.OpJumpCmp:
		in.fn = jumpFuncs[object.CompareOp(in.d)][b2i(small)]
	case compile.OpJumpNotCmp:
		in.fn = jumpNotFuncs[object.CompareOp(in.d)][b2i(small)]
	}
	if in.jump != nil && in.jump.pc <= in.pc {
		in.cost = in.pc - in.jump.pc + 1
		if counts != nil {
			in.cost -= counts[in.pc+1] - counts[in.jump.pc]
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

var binaryFuncs = [object.NumBinaryOps]struct{ any, const_ instrFunc }{
	object.Add: {opAdd, opAddK}, object.Sub: {opSub, opSubK}, object.Mul: {opMul, opMulK}, object.TrueDiv: {opTrueDiv, nil},
	object.FloorDiv: {opFloorDiv, opFloorDivK}, object.Mod: {opMod, opModK}, object.And: {opAnd, nil}, object.Or: {opOr, nil},
	object.Xor: {opXor, nil}, object.LShift: {opLShift, nil}, object.RShift: {opRShift, nil},
}

// taken is where a conditional jump goes, charging those that go backwards.
func (m *machine) taken(in *Instr) *Instr {
	if m.t.Tick -= int(in.cost); m.t.Tick > 0 {
		return in.jump
	}
	return m.takenCharged(in)
}

func (m *machine) takenCharged(in *Instr) *Instr {
	m.f.in = in
	if err := m.charge(0); err != nil {
		return m.fail(in, err)
	}
	return in.jump
}

func opAdd(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if s := x + y; (s > x) == (y > 0) {
				r[in.a] = m.int(int64(s))
				return in.next
			}
		} else if y, ok := r[in.c].(object.Float); ok {
			r[in.a] = m.float(float64(x) + float64(y))
			return in.next
		}
	case object.Float:
		if y, ok := r[in.c].(object.Float); ok {
			r[in.a] = m.float(float64(x) + float64(y))
			return in.next
		}
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = m.float(float64(x) + float64(y))
			return in.next
		}
	case *object.Str:
		if y, ok := r[in.c].(*object.Str); ok {
			return concat(m, in, x, y)
		}
	}
	return in.slow(m, in)
}

func opSub(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if s := x - y; (s < x) == (y > 0) {
				r[in.a] = m.int(int64(s))
				return in.next
			}
		} else if y, ok := r[in.c].(object.Float); ok {
			r[in.a] = m.float(float64(x) - float64(y))
			return in.next
		}
	case object.Float:
		if y, ok := r[in.c].(object.Float); ok {
			r[in.a] = m.float(float64(x) - float64(y))
			return in.next
		}
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = m.float(float64(x) - float64(y))
			return in.next
		}
	}
	return in.slow(m, in)
}

func opMul(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if x > -1<<31 && x < 1<<31 && y > -1<<31 && y < 1<<31 {
				r[in.a] = m.int(int64(x * y))
				return in.next
			}
		} else if y, ok := r[in.c].(object.Float); ok {
			r[in.a] = m.float(float64(x) * float64(y))
			return in.next
		}
	case object.Float:
		if y, ok := r[in.c].(object.Float); ok {
			r[in.a] = m.float(float64(x) * float64(y))
			return in.next
		}
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = m.float(float64(x) * float64(y))
			return in.next
		}
	}
	return in.slow(m, in)
}

func opFloorDiv(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if y > 0 {
				q := x / y
				if x%y < 0 {
					q--
				}
				r[in.a] = m.int(int64(q))
				return in.next
			}
		}
	}
	return in.slow(m, in)
}

func opMod(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if y > 0 {
				q := x % y
				if q < 0 {
					q += y
				}
				r[in.a] = m.int(int64(q))
				return in.next
			}
		}
	}
	return in.slow(m, in)
}

func opTrueDiv(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if y != 0 && x > -1<<53 && x < 1<<53 && y > -1<<53 && y < 1<<53 {
				r[in.a] = m.float(float64(x) / float64(y))
				return in.next
			}
		} else if y, ok := r[in.c].(object.Float); ok && y != 0 {
			r[in.a] = m.float(float64(x) / float64(y))
			return in.next
		}
	case object.Float:
		if y, ok := r[in.c].(object.Float); ok && y != 0 {
			r[in.a] = m.float(float64(x) / float64(y))
			return in.next
		}
		if y, ok := r[in.c].(object.Int); ok && y != 0 {
			r[in.a] = m.float(float64(x) / float64(y))
			return in.next
		}
	}
	return in.slow(m, in)
}

func opAnd(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = m.int(int64(x & y))
			return in.next
		}
	}
	return in.slow(m, in)
}

func opOr(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = m.int(int64(x | y))
			return in.next
		}
	}
	return in.slow(m, in)
}

func opXor(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = m.int(int64(x ^ y))
			return in.next
		}
	}
	return in.slow(m, in)
}

func opLShift(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if x > -1<<31 && x < 1<<31 && y >= 0 && y < 32 {
				r[in.a] = m.int(int64(x) << y)
				return in.next
			}
		}
	}
	return in.slow(m, in)
}

func opRShift(m *machine, in *Instr) *Instr {
	r := m.f.regs
	switch x := r[in.b].(type) {
	case object.Int:
		if y, ok := r[in.c].(object.Int); ok {
			if y >= 0 && y < 64 {
				r[in.a] = m.int(int64(x >> y))
				return in.next
			}
		}
	}
	return in.slow(m, in)
}

func opAddK(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if s := int64(x) + in.imm; (s > int64(x)) == (in.imm > 0) {
			r[in.a] = m.int(s)
			return in.next
		}
	}
	return in.slow(m, in)
}

func opSubK(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if s := int64(x) - in.imm; (s < int64(x)) == (in.imm > 0) {
			r[in.a] = m.int(s)
			return in.next
		}
	}
	return in.slow(m, in)
}

func opMulK(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if x > -1<<31 && x < 1<<31 {
			r[in.a] = m.int(int64(x) * in.imm)
			return in.next
		}
	}
	return in.slow(m, in)
}

func opFloorDivK(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y := in.imm; y > 0 {
			q := int64(x) / y
			if int64(x)%y < 0 {
				q--
			}
			r[in.a] = m.int(q)
			return in.next
		}
	}
	return in.slow(m, in)
}

func opModK(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y := in.imm; y > 0 {
			q := int64(x) % y
			if q < 0 {
				q += y
			}
			r[in.a] = m.int(q)
			return in.next
		}
	}
	return in.slow(m, in)
}

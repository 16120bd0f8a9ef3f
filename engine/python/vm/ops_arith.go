package vm

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Operators, comparisons and jumps.

func opBinary(m *machine, in *Instr) *Instr {
	f := m.f
	f.in = in
	v, err := object.BinaryOp(m.t, object.BinOp(in.d), f.regs[in.b], f.regs[in.c])
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = v
	return in.next
}

// concat adds two texts.
func concat(m *machine, in *Instr, x, y *object.Str) *Instr {
	m.f.in = in
	s, err := object.Concat(m.t, x, y)
	if err != nil {
		return m.fail(in, err)
	}
	m.f.regs[in.a] = s
	return in.next
}

func opInPlace(m *machine, in *Instr) *Instr {
	f := m.f
	if x, ok := f.regs[in.b].(*object.Str); ok && object.BinOp(in.d) == object.Add {
		if y, ok := f.regs[in.c].(*object.Str); ok {
			return concat(m, in, x, y)
		}
	}
	f.in = in
	v, err := object.InPlaceOp(m.t, object.BinOp(in.d), f.regs[in.b], f.regs[in.c])
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = v
	return in.next
}

func unary(m *machine, in *Instr, op object.UnOp) *Instr {
	f := m.f
	f.in = in
	v, err := object.UnaryOperation(m.t, op, f.regs[in.b])
	return m.store(in, v, err)
}

func opNeg(m *machine, in *Instr) *Instr    { return unary(m, in, object.Neg) }
func opPos(m *machine, in *Instr) *Instr    { return unary(m, in, object.Pos) }
func opInvert(m *machine, in *Instr) *Instr { return unary(m, in, object.Invert) }

// truth is bool(o) for conditions.
func (m *machine) truth(in *Instr, o object.Object) (bool, error) {
	if b, ok := o.(object.Bool); ok {
		return bool(b), nil
	}
	m.f.in = in
	return object.Truth(m.t, o)
}

func opNot(m *machine, in *Instr) *Instr {
	b, err := m.truth(in, m.f.regs[in.b])
	if err != nil {
		return m.fail(in, err)
	}
	m.f.regs[in.a] = object.NewBool(!b)
	return in.next
}

func compareInts(a, b object.Int, op object.CompareOp) bool {
	switch op {
	case object.LT:
		return a < b
	case object.LE:
		return a <= b
	case object.EQ:
		return a == b
	case object.NE:
		return a != b
	case object.GT:
		return a > b
	}
	return a >= b
}

func opCompare(m *machine, in *Instr) *Instr {
	f := m.f
	a, b := f.regs[in.b], f.regs[in.c]
	op := object.CompareOp(in.d)
	if x, ok := a.(object.Int); ok {
		if y, ok := b.(object.Int); ok {
			f.regs[in.a] = object.NewBool(compareInts(x, y, op))
			return in.next
		}
	}
	f.in = in
	v, err := m.compare(a, b, op)
	if err != nil {
		return m.fail(in, err)
	}
	f.regs[in.a] = v
	return in.next
}

// compare bounds recursion through comparison methods.
func (m *machine) compare(a, b object.Object, op object.CompareOp) (object.Object, error) {
	if err := m.t.EnterNative(" in comparison"); err != nil {
		return nil, err
	}
	v, err := object.RichCompare(m.t, a, b, op)
	m.t.LeaveNative()
	return v, err
}

func (m *machine) compareTruth(in *Instr) (bool, error) {
	f := m.f
	a, b := f.regs[in.b], f.regs[in.c]
	op := object.CompareOp(in.d)
	if x, ok := a.(object.Int); ok {
		if y, ok := b.(object.Int); ok {
			return compareInts(x, y, op), nil
		}
	}
	f.in = in
	v, err := m.compare(a, b, op)
	if err != nil {
		return false, err
	}
	return object.Truth(m.t, v)
}

func opIs(m *machine, in *Instr) *Instr {
	r := m.f.regs
	r[in.a] = object.NewBool(object.Is(r[in.b], r[in.c]))
	return in.next
}

func opIsNot(m *machine, in *Instr) *Instr {
	r := m.f.regs
	r[in.a] = object.NewBool(!object.Is(r[in.b], r[in.c]))
	return in.next
}

func (m *machine) contains(in *Instr) (bool, error) {
	m.f.in = in
	return object.Contains(m.t, m.f.regs[in.c], m.f.regs[in.b])
}

func opIn(m *machine, in *Instr) *Instr {
	b, err := m.contains(in)
	return m.store(in, object.NewBool(b), err)
}

func opNotIn(m *machine, in *Instr) *Instr {
	b, err := m.contains(in)
	return m.store(in, object.NewBool(!b), err)
}

func opJump(m *machine, in *Instr) *Instr { return in.jump }

func opJumpBack(m *machine, in *Instr) *Instr {
	return m.taken(in)
}

func opJumpIfTrue(m *machine, in *Instr) *Instr {
	b, err := m.truth(in, m.f.regs[in.b])
	if err != nil {
		return m.fail(in, err)
	}
	if b {
		return m.taken(in)
	}
	return in.next
}

func opJumpIfFalse(m *machine, in *Instr) *Instr {
	b, err := m.truth(in, m.f.regs[in.b])
	if err != nil {
		return m.fail(in, err)
	}
	if b {
		return in.next
	}
	return m.taken(in)
}

func opJumpIfNone(m *machine, in *Instr) *Instr {
	if m.f.regs[in.b] == object.None {
		return m.taken(in)
	}
	return in.next
}

func opJumpIfNotNone(m *machine, in *Instr) *Instr {
	if m.f.regs[in.b] != object.None {
		return m.taken(in)
	}
	return in.next
}

func opJumpCmp(m *machine, in *Instr) *Instr {
	b, err := m.compareTruth(in)
	if err != nil {
		return m.fail(in, err)
	}
	if b {
		return m.taken(in)
	}
	return in.next
}

func opJumpNotCmp(m *machine, in *Instr) *Instr {
	b, err := m.compareTruth(in)
	if err != nil {
		return m.fail(in, err)
	}
	if b {
		return in.next
	}
	return m.taken(in)
}

func opJumpIs(m *machine, in *Instr) *Instr {
	if object.Is(m.f.regs[in.b], m.f.regs[in.c]) {
		return m.taken(in)
	}
	return in.next
}

func opJumpIsNot(m *machine, in *Instr) *Instr {
	if object.Is(m.f.regs[in.b], m.f.regs[in.c]) {
		return in.next
	}
	return m.taken(in)
}

func opJumpIn(m *machine, in *Instr) *Instr {
	b, err := m.contains(in)
	if err != nil {
		return m.fail(in, err)
	}
	if b {
		return m.taken(in)
	}
	return in.next
}

func opJumpNotIn(m *machine, in *Instr) *Instr {
	b, err := m.contains(in)
	if err != nil {
		return m.fail(in, err)
	}
	if b {
		return in.next
	}
	return m.taken(in)
}

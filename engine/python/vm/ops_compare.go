package vm

import "github.com/asyncshelf/asyncshelf/engine/python/object"

// Comparisons of ints and the jumps that depend on them, one function each: a switch over the operator would cost as much as the
// comparison. The K functions compare with a constant kept in the instruction.

var compareFuncs = [6]instrFunc{opCompareLT, opCompareLE, opCompareEQ, opCompareNE, opCompareGT, opCompareGE}

var jumpFuncs = [6][2]instrFunc{{opJumpLT, opJumpLTK}, {opJumpLE, opJumpLEK}, {opJumpEQ, opJumpEQK}, {opJumpNE, opJumpNEK}, {opJumpGT, opJumpGTK}, {opJumpGE, opJumpGEK}}

var jumpNotFuncs = [6][2]instrFunc{{opJumpNotLT, opJumpNotLTK}, {opJumpNotLE, opJumpNotLEK}, {opJumpNotEQ, opJumpNotEQK}, {opJumpNotNE, opJumpNotNEK}, {opJumpNotGT, opJumpNotGTK}, {opJumpNotGE, opJumpNotGEK}}

func opCompareLT(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = object.NewBool(x < y)
			return in.next
		}
	}
	return opCompare(m, in)
}

func opCompareLE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = object.NewBool(x <= y)
			return in.next
		}
	}
	return opCompare(m, in)
}

func opCompareEQ(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = object.NewBool(x == y)
			return in.next
		}
	}
	return opCompare(m, in)
}

func opCompareNE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = object.NewBool(x != y)
			return in.next
		}
	}
	return opCompare(m, in)
}

func opCompareGT(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = object.NewBool(x > y)
			return in.next
		}
	}
	return opCompare(m, in)
}

func opCompareGE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			r[in.a] = object.NewBool(x >= y)
			return in.next
		}
	}
	return opCompare(m, in)
}

func opJumpLT(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x < y {
				return m.taken(in)
			}
			return in.next
		}
	}
	return opJumpCmp(m, in)
}

func opJumpLTK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) < in.imm {
			return m.taken(in)
		}
		return in.next
	}
	return opJumpCmp(m, in)
}

func opJumpNotLT(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x < y {
				return in.next
			}
			return m.taken(in)
		}
	}
	return opJumpNotCmp(m, in)
}

func opJumpNotLTK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) < in.imm {
			return in.next
		}
		return m.taken(in)
	}
	return opJumpNotCmp(m, in)
}

func opJumpLE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x <= y {
				return m.taken(in)
			}
			return in.next
		}
	}
	return opJumpCmp(m, in)
}

func opJumpLEK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) <= in.imm {
			return m.taken(in)
		}
		return in.next
	}
	return opJumpCmp(m, in)
}

func opJumpNotLE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x <= y {
				return in.next
			}
			return m.taken(in)
		}
	}
	return opJumpNotCmp(m, in)
}

func opJumpNotLEK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) <= in.imm {
			return in.next
		}
		return m.taken(in)
	}
	return opJumpNotCmp(m, in)
}

func opJumpEQ(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x == y {
				return m.taken(in)
			}
			return in.next
		}
	}
	return opJumpCmp(m, in)
}

func opJumpEQK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) == in.imm {
			return m.taken(in)
		}
		return in.next
	}
	return opJumpCmp(m, in)
}

func opJumpNotEQ(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x == y {
				return in.next
			}
			return m.taken(in)
		}
	}
	return opJumpNotCmp(m, in)
}

func opJumpNotEQK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) == in.imm {
			return in.next
		}
		return m.taken(in)
	}
	return opJumpNotCmp(m, in)
}

func opJumpNE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x != y {
				return m.taken(in)
			}
			return in.next
		}
	}
	return opJumpCmp(m, in)
}

func opJumpNEK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) != in.imm {
			return m.taken(in)
		}
		return in.next
	}
	return opJumpCmp(m, in)
}

func opJumpNotNE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x != y {
				return in.next
			}
			return m.taken(in)
		}
	}
	return opJumpNotCmp(m, in)
}

func opJumpNotNEK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) != in.imm {
			return in.next
		}
		return m.taken(in)
	}
	return opJumpNotCmp(m, in)
}

func opJumpGT(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x > y {
				return m.taken(in)
			}
			return in.next
		}
	}
	return opJumpCmp(m, in)
}

func opJumpGTK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) > in.imm {
			return m.taken(in)
		}
		return in.next
	}
	return opJumpCmp(m, in)
}

func opJumpNotGT(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x > y {
				return in.next
			}
			return m.taken(in)
		}
	}
	return opJumpNotCmp(m, in)
}

func opJumpNotGTK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) > in.imm {
			return in.next
		}
		return m.taken(in)
	}
	return opJumpNotCmp(m, in)
}

func opJumpGE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x >= y {
				return m.taken(in)
			}
			return in.next
		}
	}
	return opJumpCmp(m, in)
}

func opJumpGEK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) >= in.imm {
			return m.taken(in)
		}
		return in.next
	}
	return opJumpCmp(m, in)
}

func opJumpNotGE(m *machine, in *Instr) *Instr {
	r := m.f.regs
	if x, ok := r[in.b].(object.Int); ok {
		if y, ok := r[in.c].(object.Int); ok {
			if x >= y {
				return in.next
			}
			return m.taken(in)
		}
	}
	return opJumpNotCmp(m, in)
}

func opJumpNotGEK(m *machine, in *Instr) *Instr {
	if x, ok := m.f.regs[in.b].(object.Int); ok {
		if int64(x) >= in.imm {
			return in.next
		}
		return m.taken(in)
	}
	return opJumpNotCmp(m, in)
}

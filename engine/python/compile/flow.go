package compile

// Which locals are certainly bound at each point of a function, found while code is emitted. It only spares
// checks: a local that might be unbound is read through OpCheckLocal. Names that a del or the end of an except clause may
// unbind are never taken as bound, so that the set only grows along a path and the state at a loop's head
// is the one before the loop.

type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }
func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

func (b bitset) copy() bitset { return append(bitset(nil), b...) }

func (b bitset) intersect(c bitset) {
	for i := range b {
		b[i] &= c[i]
	}
}

// flowTo records the state at a forward jump to l.
func (u *unit) flowTo(l *label) {
	if u.dead {
		return
	}
	if !l.reached {
		l.reached, l.bound = true, u.bound.copy()
		return
	}
	l.bound.intersect(u.bound)
}

// flowAt takes up the state where l is placed.
func (u *unit) flowAt(l *label) {
	if !l.reached {
		return
	}
	if u.dead {
		u.bound, u.dead = l.bound.copy(), false
		return
	}
	u.bound.intersect(l.bound)
}

// flowSave and flowRestore bracket code that may run any part of a stretch, or none: a handler starts with the state before its try.
func (u *unit) flowSave() bitset { return u.bound.copy() }

func (u *unit) flowRestore(b bitset) { u.bound, u.dead = b.copy(), false }

func (u *unit) flowBind(r int32) {
	if int(r) < u.nlocals && !u.scope.unbinds[u.code.VarNames[r].String()] {
		u.bound.set(int(r))
	}
}

// flowEnter starts the body of a loop with the state of the jump to its test.
func (u *unit) flowEnter(test *label) {
	if test.reached {
		u.flowRestore(test.bound)
	}
}

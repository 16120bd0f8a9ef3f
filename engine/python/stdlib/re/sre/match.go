package sre

import "strings"

// Input is the text that is searched: bytes or text that is all ASCII as a string, other text as code points.
type Input struct {
	S string
	R []rune
}

// Len is the number of characters.
func (in *Input) Len() int {
	if in.R != nil {
		return len(in.R)
	}
	return len(in.S)
}

// At is the character at i.
func (in *Input) At(i int) rune {
	if in.R != nil {
		return in.R[i]
	}
	return rune(in.S[i])
}

// Mode says what a match must be.
type Mode uint8

// Search finds the first match anywhere, Match one at the start, FullMatch one of everything from the start to the end.
const (
	Search Mode = iota
	Match
	FullMatch
)

// Matcher runs a pattern over an input. It may be used for several matches one after the other.
type Matcher struct {
	p     *Pattern
	in    *Input
	start int // where the current attempt began
	end   int // the text is taken to end here
	// notEmptyAt, if not negative, is where a match may not be empty.
	notEmptyAt int
	full       bool

	// Marks holds the groups' starts and ends: group g at 2g and 2g+1, -1 where it did not take part.
	Marks []int
	// LastIndex is the group that was closed last, 0 for none.
	LastIndex int

	regs  []int // counters and last positions of loops
	stack []choice
	undo  []change
	steps int
	// Tick is called after every TickEvery steps and may end the match with an error.
	Tick func(steps int) error
	// Alloc is asked before the stack grows by n bytes.
	Alloc func(n int) error
}

// TickEvery is how many steps pass between calls of Tick.
const TickEvery = 4096

// choice is a state to come back to.
type choice struct {
	kind  choiceKind
	pc    int
	pos   int
	other int // the least position of a greedy run, the greatest of a lazy one
	undo  int // length of the undo log
}

type choiceKind uint8

const (
	chState    choiceKind = iota
	chGreedy              // a run of single characters that may be shorter
	chLazy                // one that may be longer
	chLazyLoop            // a loop whose exit was tried first
)

// change is an entry of the undo log: a mark (k >= 0), a loop register (k < 0) or LastIndex (k = lastKey) and its old value.
type change struct{ k, old int }

const lastKey = 1 << 40

// NewMatcher makes a matcher for a pattern and an input.
func NewMatcher(p *Pattern, in *Input) *Matcher {
	return &Matcher{p: p, in: in, Marks: make([]int, 2*(p.Groups+1)), regs: make([]int, 2*p.loops)}
}

// Run looks for a match that begins at pos or later (Search) in the text up to end. notEmptyAt, if not negative, is a position
// where an empty match does not count.
func (m *Matcher) Run(mode Mode, pos, end, notEmptyAt int) (bool, error) {
	m.end, m.full, m.notEmptyAt = end, mode == FullMatch, notEmptyAt
	if mode != Search {
		return m.try(pos)
	}
	for ; pos <= end; pos++ {
		if pos = m.skip(pos); pos < 0 {
			return false, nil
		}
		ok, err := m.try(pos)
		if ok || err != nil {
			return ok, err
		}
		if m.p.startAnchor {
			return false, nil
		}
	}
	return false, nil
}

// skip gives the first position from pos on at which a match may begin; -1 when there is none.
func (m *Matcher) skip(pos int) int {
	p := m.p
	switch {
	case p.startAnchor:
		if pos > 0 {
			return -1
		}
	case len(p.prefix) > 0:
		if m.in.R == nil && p.prefix[0] < 0x80 {
			i := strings.IndexByte(m.in.S[pos:m.end], byte(p.prefix[0]))
			if i < 0 {
				return -1
			}
			return pos + i
		}
		for ; pos < m.end; pos++ {
			if m.in.At(pos) == p.prefix[0] {
				return pos
			}
		}
		return -1
	case p.first != nil:
		for ; pos < m.end; pos++ {
			if p.first.has(m.in.At(pos)) {
				return pos
			}
		}
		return -1
	}
	return pos
}

func (m *Matcher) try(pos int) (bool, error) {
	for i := range m.Marks {
		m.Marks[i] = -1
	}
	m.LastIndex = 0
	m.stack, m.undo = m.stack[:0], m.undo[:0]
	m.start = pos
	end, err := m.run(0, pos, true)
	if err != nil || end < 0 {
		return false, err
	}
	m.Marks[0], m.Marks[1] = pos, end
	return true, nil
}

func (m *Matcher) set(k, v int) {
	p := &m.LastIndex
	switch {
	case k == lastKey:
	case k < 0:
		p = &m.regs[-k-1]
	default:
		p = &m.Marks[k]
	}
	m.undo = append(m.undo, change{k, *p})
	*p = v
}

func (m *Matcher) rollback(n int) {
	for i := len(m.undo) - 1; i >= n; i-- {
		c := m.undo[i]
		switch {
		case c.k == lastKey:
			m.LastIndex = c.old
		case c.k < 0:
			m.regs[-c.k-1] = c.old
		default:
			m.Marks[c.k] = c.old
		}
	}
	m.undo = m.undo[:n]
}

func (m *Matcher) push(c choice) error {
	if len(m.stack) == cap(m.stack) && cap(m.stack) >= 1024 && m.Alloc != nil {
		if err := m.Alloc(cap(m.stack) * 80); err != nil {
			return err
		}
	}
	c.undo = len(m.undo)
	m.stack = append(m.stack, c)
	return nil
}

func (m *Matcher) tick() error {
	if m.Tick == nil {
		return nil
	}
	return m.Tick(TickEvery)
}

// single tells whether a one-character instruction matches r.
func (in *inst) single(r rune) bool {
	switch in.op {
	case opChar:
		return r == in.r
	case opCharFold:
		return canonical(r, in.fold) == in.r
	case opAny:
		return r != '\n'
	case opSet:
		return in.set.has(r)
	}
	return true // opAnyAll
}

// run executes the program from pc at pos; it gives the position of the end of the match or -1. Choices made by whoever called it are not
// touched. top is set for the whole pattern, where the mode's conditions are checked at the end.
func (m *Matcher) run(pc, pos int, top bool) (int, error) {
	prog, in, end := m.p.prog, m.in, m.end
	base := len(m.stack)
	for {
		if m.steps++; m.steps >= TickEvery {
			m.steps = 0
			if err := m.tick(); err != nil {
				return -1, err
			}
		}
		i := &prog[pc]
		switch i.op {
		case opChar:
			if pos < end && in.At(pos) == i.r {
				pos++
				pc++
				continue
			}
		case opCharFold, opAny, opAnyAll, opSet:
			if pos < end && i.single(in.At(pos)) {
				pos++
				pc++
				continue
			}
		case opAt:
			if m.at(atOp(i.x), pos) {
				pc++
				continue
			}
		case opSave:
			m.set(i.x, pos)
			if i.x&1 == 1 {
				m.set(lastKey, i.x/2)
			}
			pc++
			continue
		case opSplit:
			if err := m.push(choice{pc: i.y, pos: pos}); err != nil {
				return -1, err
			}
			pc = i.x
			continue
		case opJump:
			pc = i.x
			continue
		case opBackref:
			if n := m.backref(i, pos); n >= 0 {
				pos += n
				pc++
				continue
			}
		case opCond:
			if m.Marks[2*i.x+1] >= 0 {
				pc++
			} else {
				pc = i.y
			}
			continue
		case opLook, opAtomic:
			from := pos - i.x
			e, log := -1, len(m.undo)
			if i.op == opAtomic || from >= 0 {
				if i.op == opAtomic {
					from = pos
				}
				keep := len(m.stack)
				var err error
				if e, err = m.run(pc+1, from, false); err != nil {
					return -1, err
				}
				m.stack = m.stack[:keep]
			}
			if i.op == opAtomic {
				if e >= 0 {
					pos, pc = e, i.y
					continue
				}
			} else if i.negate {
				m.rollback(log)
				if e < 0 {
					pc = i.y
					continue
				}
			} else if e >= 0 {
				pc = i.y
				continue
			}
		case opOne:
			ok, err := m.one(i, &prog[pc+1], pc, pos)
			if err != nil {
				return -1, err
			}
			if ok >= 0 {
				pos = ok
				pc += 2
				continue
			}
		case opLoopInit:
			m.set(-1-2*i.x, 0)
			m.set(-2-2*i.x, -1)
			pc++
			continue
		case opLoop:
			count, last := m.regs[2*i.x], m.regs[2*i.x+1]
			switch {
			case count < i.min:
				m.set(-1-2*i.x, count+1)
				pc++
			case i.repeat == lazy:
				if err := m.push(choice{kind: chLazyLoop, pc: pc, pos: pos}); err != nil {
					return -1, err
				}
				pc = i.y
			case (count < i.max || i.max == maxRepeat) && pos != last:
				if err := m.push(choice{pc: i.y, pos: pos}); err != nil {
					return -1, err
				}
				m.set(-1-2*i.x, count+1)
				m.set(-2-2*i.x, pos)
				pc++
			default:
				pc = i.y
			}
			continue
		case opAccept:
			if !top || (!m.full || pos == end) && (pos != m.notEmptyAt || m.start != pos) {
				return pos, nil
			}
		}
		// Back to the last choice.
	back:
		for {
			if len(m.stack) == base {
				return -1, nil
			}
			c := &m.stack[len(m.stack)-1]
			m.rollback(c.undo)
			switch c.kind {
			case chState:
				pc, pos = c.pc, c.pos
				m.stack = m.stack[:len(m.stack)-1]
				break back
			case chGreedy:
				if c.pos <= c.other {
					m.stack = m.stack[:len(m.stack)-1]
					continue
				}
				c.pos--
				if next := &prog[c.pc]; next.op == opChar {
					// Only where the literal behind the run stands is it worth going on.
					for c.pos > c.other && in.At(c.pos) != next.r {
						c.pos--
						m.steps++
					}
				}
				pc, pos = c.pc, c.pos
				break back
			case chLazy:
				if c.pos >= c.other || c.pos >= end || !prog[c.pc-1].single(in.At(c.pos)) {
					m.stack = m.stack[:len(m.stack)-1]
					continue
				}
				c.pos++
				pc, pos = c.pc, c.pos
				break back
			case chLazyLoop:
				pc, pos = c.pc, c.pos
				m.stack = m.stack[:len(m.stack)-1]
				l := &prog[pc]
				count, last := m.regs[2*l.x], m.regs[2*l.x+1]
				if count >= l.max && l.max != maxRepeat || pos == last {
					continue
				}
				m.set(-1-2*l.x, count+1)
				m.set(-2-2*l.x, pos)
				pc++
				break back
			}
		}
	}
}

// one matches a repeat of one character at pos: it gives where the first attempt ends, -1 for none, and leaves a choice for the others.
func (m *Matcher) one(i, c *inst, pc, pos int) (int, error) {
	limit := m.end
	if i.max < limit-pos {
		limit = pos + i.max
	}
	least := pos + i.min
	if least > limit || least < pos {
		return -1, nil
	}
	if i.repeat == lazy {
		for p := pos; p < least; p++ {
			if !c.single(m.in.At(p)) {
				return -1, nil
			}
		}
		return least, m.push(choice{kind: chLazy, pc: pc + 2, pos: least, other: limit})
	}
	p := pos
	switch {
	case c.op == opAnyAll:
		p = limit
	case c.op == opAny && m.in.R == nil:
		if k := strings.IndexByte(m.in.S[pos:limit], '\n'); k >= 0 {
			p = pos + k
		} else {
			p = limit
		}
	case c.op == opSet:
		for p < limit && c.set.has(m.in.At(p)) {
			p++
		}
	default:
		for p < limit && c.single(m.in.At(p)) {
			p++
		}
	}
	m.steps += (p - pos) >> 3
	if p < least {
		return -1, nil
	}
	if p > least && i.repeat == greedy {
		return p, m.push(choice{kind: chGreedy, pc: pc + 2, pos: p, other: least})
	}
	return p, nil
}

func (m *Matcher) at(k atOp, pos int) bool {
	in, end := m.in, m.end
	switch k {
	case atStringStart:
		return pos == 0
	case atLineStart:
		return pos == 0 || in.At(pos-1) == '\n'
	case atStringEnd:
		return pos == end
	case atLastLineEnd:
		return pos == end || pos == end-1 && in.At(pos) == '\n'
	case atLineEnd:
		return pos == end || in.At(pos) == '\n'
	}
	if end == 0 {
		return false
	}
	ascii := k == atWordBoundaryASCII || k == atNotWordBoundaryASCII
	before := pos > 0 && isWord(in.At(pos-1), ascii)
	after := pos < end && isWord(in.At(pos), ascii)
	return (before != after) == (k == atWordBoundary || k == atWordBoundaryASCII)
}

// backref gives the length of what the group matched if it stands at pos, else -1.
func (m *Matcher) backref(i *inst, pos int) int {
	s, e := m.Marks[2*i.x], m.Marks[2*i.x+1]
	if s < 0 || e < s {
		return -1
	}
	n := e - s
	if pos+n > m.end {
		return -1
	}
	m.steps += n >> 3
	for k := 0; k < n; k++ {
		a, b := m.in.At(s+k), m.in.At(pos+k)
		if a != b && (i.fold == foldNone || canonical(a, i.fold) != canonical(b, i.fold)) {
			return -1
		}
	}
	return n
}

package sre

type opcode uint8

const (
	opChar     opcode = iota // r
	opCharFold               // any character whose canonical form is r
	opAny                    // anything but a newline
	opAnyAll
	opSet
	opAt       // kind x, see atOp
	opSave     // mark x: 2g the start of group g, 2g+1 its end
	opSplit    // try x, then y
	opJump     // to x
	opBackref  // group x
	opCond     // group x: go on, or at y
	opLook     // behind by x characters; the body follows, y is behind it
	opAtomic   // the body follows, y is behind it
	opOne      // a repeat of one character: the following instruction, x to y times
	opLoopInit // registers x
	opLoop     // registers x, y the exit; the body follows
	opFail
	opAccept
)

type atOp int

const (
	atStringStart atOp = iota
	atLineStart
	atStringEnd
	atLastLineEnd // at the end or before a newline there
	atLineEnd
	atWordBoundary
	atWordBoundaryASCII
	atNotWordBoundary
	atNotWordBoundaryASCII
)

type inst struct {
	op       opcode
	repeat   repeatKind
	fold     folding
	negate   bool
	r        rune
	x, y     int
	min, max int
	set      *charSet
}

// maxProgram bounds a program's instructions; only nested counted repeats of what is not one character could get near it, and those are
// loops here.
const maxProgram = 1 << 20

type compiler struct{ p *Pattern }

func (c *compiler) emit(in inst) int {
	c.p.prog = append(c.p.prog, in)
	return len(c.p.prog) - 1
}

func (c *compiler) here() int { return len(c.p.prog) }

func combine(f, add, del Flags) Flags {
	if add&typeFlags != 0 {
		f &^= typeFlags
	}
	return (f | add) &^ del
}

func (c *compiler) single(n *node, f Flags) inst {
	switch n.kind {
	case nAny:
		if f&DotAll != 0 {
			return inst{op: opAnyAll}
		}
		return inst{op: opAny}
	case nSet:
		return inst{op: opSet, set: newCharSet(n.set, n.negate, f, c.p.Bytes)}
	}
	if fold := foldingOf(f, c.p.Bytes); hasCase(n.r, fold) {
		return inst{op: opCharFold, r: canonical(n.r, fold), fold: fold}
	}
	return inst{op: opChar, r: n.r}
}

// one gives the node if n always matches exactly one character.
func one(n *node) *node {
	switch n.kind {
	case nLiteral, nAny, nSet:
		return n
	case nSeq:
		if len(n.items) == 1 {
			return one(n.items[0])
		}
	case nGroup:
		if n.index == 0 && n.add == 0 && n.del == 0 {
			return one(n.items[0])
		}
	}
	return nil
}

func (c *compiler) compile(n *node, f Flags) error {
	if c.here() > maxProgram {
		return &Error{"the pattern is too large", -1}
	}
	switch n.kind {
	case nLiteral, nAny, nSet:
		c.emit(c.single(n, f))
	case nSeq:
		for _, x := range n.items {
			if err := c.compile(x, f); err != nil {
				return err
			}
		}
	case nBranch:
		var ends []int
		for i, x := range n.items {
			if i == len(n.items)-1 {
				if err := c.compile(x, f); err != nil {
					return err
				}
				break
			}
			split := c.emit(inst{op: opSplit})
			c.p.prog[split].x = c.here()
			if err := c.compile(x, f); err != nil {
				return err
			}
			ends = append(ends, c.emit(inst{op: opJump}))
			c.p.prog[split].y = c.here()
		}
		for _, e := range ends {
			c.p.prog[e].x = c.here()
		}
	case nGroup:
		if n.index > 0 {
			c.emit(inst{op: opSave, x: 2 * n.index})
		}
		if err := c.compile(n.items[0], combine(f, n.add, n.del)); err != nil {
			return err
		}
		if n.index > 0 {
			c.emit(inst{op: opSave, x: 2*n.index + 1})
		}
	case nAtomic:
		return c.sub(inst{op: opAtomic}, n.items[0], f)
	case nRepeat:
		return c.compileRepeat(n, f)
	case nAt:
		c.emit(inst{op: opAt, x: int(c.at(n.at, f))})
	case nLook:
		in := inst{op: opLook, negate: n.negate}
		if n.behind {
			if n.min < 0 {
				return &Error{"look-behind requires fixed-width pattern", -1}
			}
			in.x = n.min
		}
		return c.sub(in, n.items[0], f)
	case nBackref:
		c.emit(inst{op: opBackref, x: n.index, fold: foldingOf(f, c.p.Bytes)})
	case nCond:
		cond := c.emit(inst{op: opCond, x: n.index})
		if err := c.compile(n.items[0], f); err != nil {
			return err
		}
		if n.items[1] == nil {
			c.p.prog[cond].y = c.here()
			return nil
		}
		end := c.emit(inst{op: opJump})
		c.p.prog[cond].y = c.here()
		if err := c.compile(n.items[1], f); err != nil {
			return err
		}
		c.p.prog[end].x = c.here()
	case nFail:
		c.emit(inst{op: opFail})
	}
	return nil
}

// sub compiles a body that is matched on its own, ended by opAccept.
func (c *compiler) sub(in inst, body *node, f Flags) error {
	at := c.emit(in)
	if err := c.compile(body, f); err != nil {
		return err
	}
	c.emit(inst{op: opAccept})
	c.p.prog[at].y = c.here()
	return nil
}

func (c *compiler) compileRepeat(n *node, f Flags) error {
	if x := one(n.items[0]); x != nil {
		c.emit(inst{op: opOne, repeat: n.repeat, min: n.min, max: n.max})
		c.emit(c.single(x, f))
		return nil
	}
	atomic := -1
	if n.repeat == possessive {
		atomic = c.emit(inst{op: opAtomic})
	}
	k := c.p.loops
	c.p.loops++
	c.emit(inst{op: opLoopInit, x: k})
	loop := c.emit(inst{op: opLoop, repeat: n.repeat, x: k, min: n.min, max: n.max})
	if err := c.compile(n.items[0], f); err != nil {
		return err
	}
	c.emit(inst{op: opJump, x: loop})
	c.p.prog[loop].y = c.here()
	if atomic >= 0 {
		c.emit(inst{op: opAccept})
		c.p.prog[atomic].y = c.here()
	}
	return nil
}

func (c *compiler) at(k atKind, f Flags) atOp {
	ascii := c.p.Bytes || f&(ASCII|Locale) != 0 || f&Unicode == 0
	switch k {
	case atBeginning:
		if f&Multiline != 0 {
			return atLineStart
		}
		return atStringStart
	case atBeginningString:
		return atStringStart
	case atEnd:
		if f&Multiline != 0 {
			return atLineEnd
		}
		return atLastLineEnd
	case atEndString:
		return atStringEnd
	case atBoundary:
		if ascii {
			return atWordBoundaryASCII
		}
		return atWordBoundary
	}
	if ascii {
		return atNotWordBoundaryASCII
	}
	return atNotWordBoundary
}

// analyse finds what a match must begin with.
func (p *Pattern) analyse(tree *node, f Flags) {
	for _, in := range p.prog {
		switch {
		case in.op == opSave:
		case in.op == opChar:
			p.prefix = append(p.prefix, in.r)
			continue
		case len(p.prefix) > 0:
			return
		case in.op == opAt && in.x == int(atStringStart):
			p.startAnchor = true
			return
		case in.op == opSet:
			p.first = in.set
			return
		case in.op == opOne && in.min > 0:
			continue // its character follows
		default:
			return
		}
		if len(p.prefix) > 0 {
			// A group's mark ends the literal run: what follows need not be next in the text.
			return
		}
	}
}

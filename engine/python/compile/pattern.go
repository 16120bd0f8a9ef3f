package compile

import (
	"math"
	"math/big"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// match statements. Names that a pattern captures wait in temporaries until the whole pattern has matched.

type capture struct {
	name string
	reg  int32
	pos  *syntax.Pos
}

type patternState struct {
	captures []capture
	// fixed says where alternatives of an or-pattern must put their names; nil outside.
	fixed map[string]int32
}

func (c *compiler) match(s *syntax.Match) {
	u := c.u
	subject := c.exprTemp(s.Subject)
	end := newLabel()
	for i, k := range s.Cases {
		last := i == len(s.Cases)-1
		if !last && k.Guard == nil {
			c.checkReachable(k.Pattern, false)
		}
		next := newLabel()
		m := u.mark()
		st := &patternState{}
		c.pattern(k.Pattern, subject, next, st)
		for _, cp := range st.captures {
			c.storeName(cp.name, cp.reg, cp.pos)
		}
		if k.Guard != nil {
			c.jumpIf(k.Guard, next, false)
		}
		u.release(m)
		c.stmts(k.Body)
		if !u.dead {
			u.jump(OpJump, nil, end, 0, 0, 0)
		}
		u.place(next)
	}
	u.place(end)
}

// checkReachable refuses a catch-all where something comes after it: in all cases but the last, and in all alternatives but the last of those.
func (c *compiler) checkReachable(p syntax.Pattern, last bool) {
	switch p := p.(type) {
	case *syntax.MatchAs:
		switch {
		case p.Pattern != nil:
			c.checkReachable(p.Pattern, last)
		case last:
		case p.Name == "":
			c.fail(p.Span(), "wildcard makes remaining patterns unreachable")
		default:
			c.fail(p.Span(), "name capture '%s' makes remaining patterns unreachable", p.Name)
		}
	case *syntax.MatchOr:
		for i, q := range p.Patterns {
			c.checkReachable(q, last && i == len(p.Patterns)-1)
		}
	}
}

func (c *compiler) capture(st *patternState, name string, v int32, pos *syntax.Pos) {
	u := c.u
	for _, o := range st.captures {
		if o.name == name {
			c.fail(pos, "multiple assignments to name '%s' in pattern", name)
		}
	}
	r, ok := st.fixed[name]
	if !ok {
		r = v
	} else if r != v {
		u.emit(OpMove, pos, r, v, 0)
	}
	st.captures = append(st.captures, capture{name, r, pos})
}

// pattern matches register v against p: it goes on if they match and jumps to fail if not.
func (c *compiler) pattern(p syntax.Pattern, v int32, fail *label, st *patternState) {
	c.deeper()
	defer func() { c.depth-- }()
	u := c.u
	c.loc = p.Span()
	switch p := p.(type) {
	case *syntax.MatchValue:
		m := u.mark()
		if _, ok := p.Value.(*syntax.JoinedStr); ok {
			c.fail(p.Value.Span(), "patterns may only match literals and attribute lookups")
		}
		r := c.expr(p.Value)
		i := u.jump(OpJumpNotCmp, p.Span(), fail, 0, v, r)
		u.instr(i).D = int32(object.EQ)
		u.release(m)
	case *syntax.MatchSingleton:
		u.jump(OpJumpIsNot, p.Span(), fail, 0, v, u.konst(constant(p.Value)))
	case *syntax.MatchAs:
		if p.Pattern != nil {
			c.pattern(p.Pattern, v, fail, st)
		}
		if p.Name != "" {
			c.capture(st, p.Name, v, p.Span())
		}
	case *syntax.MatchOr:
		c.matchOr(p, v, fail, st)
	case *syntax.MatchSequence:
		c.matchSequence(p, v, fail, st)
	case *syntax.MatchMapping:
		c.matchMapping(p, v, fail, st)
	case *syntax.MatchClass:
		c.matchClass(p, v, fail, st)
	case *syntax.MatchStar:
		c.fail(p.Span(), "star pattern outside sequence")
	}
}

func (c *compiler) matchOr(p *syntax.MatchOr, v int32, fail *label, st *patternState) {
	u := c.u
	end := newLabel()
	var names []string
	inner := &patternState{fixed: map[string]int32{}}
	for k, r := range st.fixed {
		inner.fixed[k] = r
	}
	before := len(st.captures)
	for i, alt := range p.Patterns {
		last := i == len(p.Patterns)-1
		if !last {
			c.checkReachable(alt, false)
		}
		inner.captures = append([]capture(nil), st.captures...)
		if i == 0 {
			// The first alternative shows which names there are; give each a register that stays.
			for _, n := range capturedNames(alt, nil) {
				if _, ok := inner.fixed[n]; !ok {
					inner.fixed[n] = u.temp()
				}
			}
		}
		next := fail
		if !last {
			next = newLabel()
		}
		m := u.mark()
		c.pattern(alt, v, next, inner)
		u.release(m)
		var got []string
		for _, cp := range inner.captures[before:] {
			got = append(got, cp.name)
		}
		order.Strings(got)
		if i == 0 {
			names = got
		} else if !equalStrings(got, names) {
			c.fail(c.loc, "alternative patterns bind different names")
		}
		if !last {
			u.jump(OpJump, nil, end, 0, 0, 0)
			u.place(next)
		}
	}
	u.place(end)
	st.captures = inner.captures
}

func equalStrings(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func capturedNames(p syntax.Pattern, out []string) []string {
	syntax.Inspect(p, func(n syntax.Node) bool {
		name := ""
		switch n := n.(type) {
		case *syntax.MatchAs:
			name = n.Name
		case *syntax.MatchStar:
			name = n.Name
		case *syntax.MatchMapping:
			name = n.Rest
		case syntax.Expr:
			return false
		}
		if name != "" {
			out = append(out, name)
		}
		return true
	})
	return out
}

func (c *compiler) matchSequence(p *syntax.MatchSequence, v int32, fail *label, st *patternState) {
	u := c.u
	star := -1
	onlyWild := true
	for i, x := range p.Patterns {
		if s, ok := x.(*syntax.MatchStar); ok {
			if star >= 0 {
				c.fail(p.Span(), "multiple starred names in sequence pattern")
			}
			star = i
			onlyWild = onlyWild && s.Name == ""
		} else if !isWildcard(x) {
			onlyWild = false
		}
	}
	u.jump(OpMatchSequence, p.Span(), fail, 0, v, 0)
	n := len(p.Patterns)
	m := u.mark()
	l := u.temp()
	if star < 0 || n > 1 {
		u.emit(OpGetLen, p.Span(), l, v, 0)
		want, op := n, object.EQ
		if star >= 0 {
			want, op = n-1, object.GE
		}
		i := u.jump(OpJumpNotCmp, p.Span(), fail, 0, l, u.konst(object.NewInt(int64(want))))
		u.instr(i).D = int32(op)
	}
	u.release(m)
	if onlyWild {
		return
	}
	if star >= 0 && p.Patterns[star].(*syntax.MatchStar).Name == "" {
		// The starred part is not wanted, so take the items by index.
		for i, x := range p.Patterns {
			if i == star || isWildcard(x) {
				continue
			}
			t := u.temp()
			m := u.mark()
			idx := u.konst(object.NewInt(int64(i)))
			if i > star {
				idx = u.temp()
				u.emit(OpGetLen, p.Span(), idx, v, 0)
				u.emitD(OpBinary, p.Span(), idx, idx, u.konst(object.NewInt(int64(n-i))), int32(object.Sub))
			}
			u.emit(OpGetItem, p.Span(), t, v, idx)
			u.release(m)
			c.pattern(x, t, fail, st)
		}
		return
	}
	regs := make([]int32, n)
	for i := range regs {
		regs[i] = u.temp()
	}
	if star >= 0 {
		i := u.emitArgs(OpUnpackEx, p.Span(), 0, v, regs)
		u.instr(i).D = int32(star)
	} else {
		u.emitArgs(OpUnpack, p.Span(), 0, v, regs)
	}
	for i, x := range p.Patterns {
		if s, ok := x.(*syntax.MatchStar); ok {
			c.capture(st, s.Name, regs[i], s.Span())
			continue
		}
		c.pattern(x, regs[i], fail, st)
	}
}

func isWildcard(p syntax.Pattern) bool {
	a, ok := p.(*syntax.MatchAs)
	return ok && a.Pattern == nil && a.Name == ""
}

// equalKey is the same for constants that are equal: 1, 1.0 and True.
func equalKey(o object.Object) constKey {
	switch x := o.(type) {
	case object.Bool:
		if o = object.NewInt(0); x {
			o = object.NewInt(1)
		}
	case object.Complex:
		if imag(complex128(x)) == 0 {
			return equalKey(object.Float(real(complex128(x))))
		}
	case object.Float:
		if f := float64(x); f == math.Trunc(f) && !math.IsInf(f, 0) {
			n, _ := big.NewFloat(f).Int(nil)
			o = object.NewBig(n)
		}
	}
	if key := keyOf(o); key.kind != "" {
		return key
	}
	return constKey{"?", o}
}

func (c *compiler) matchMapping(p *syntax.MatchMapping, v int32, fail *label, st *patternState) {
	u := c.u
	u.jump(OpMatchMapping, p.Span(), fail, 0, v, 0)
	seen := map[constKey]bool{}
	for _, k := range p.Keys {
		var o object.Object
		if x, ok := k.(*syntax.Constant); ok {
			o = constant(x.Value)
		} else if f, ok := c.fold(k); ok {
			o = f
		} else if _, ok := k.(*syntax.Attribute); !ok {
			c.fail(k.Span(), "mapping pattern keys may only match literals and attribute lookups")
		}
		if o != nil {
			key := equalKey(o)
			if seen[key] {
				c.fail(p.Span(), "mapping pattern checks duplicate key (%s)", Unparse(k))
			}
			seen[key] = true
		}
	}
	if len(p.Keys) == 0 && p.Rest == "" {
		return
	}
	keys := u.temp()
	if len(p.Keys) > 0 {
		m := u.mark()
		l := u.temp()
		u.emit(OpGetLen, p.Span(), l, v, 0)
		i := u.jump(OpJumpNotCmp, p.Span(), fail, 0, l, u.konst(object.NewInt(int64(len(p.Keys)))))
		u.instr(i).D = int32(object.GE)
		regs := make([]int32, len(p.Keys))
		for i, k := range p.Keys {
			regs[i] = c.expr(k)
		}
		u.emitArgs(OpBuildTuple, p.Span(), keys, 0, regs)
		u.release(m)
		vals := u.temp()
		u.jump(OpMatchKeys, p.Span(), fail, vals, v, keys)
		items := make([]int32, len(p.Patterns))
		for i := range items {
			items[i] = u.temp()
		}
		u.emitArgs(OpUnpack, p.Span(), 0, vals, items)
		for i, x := range p.Patterns {
			c.pattern(x, items[i], fail, st)
		}
	} else {
		u.emitArgs(OpBuildTuple, p.Span(), keys, 0, nil)
	}
	if p.Rest != "" {
		rest := u.temp()
		u.emit(OpMapRest, p.Span(), rest, v, keys)
		c.capture(st, p.Rest, rest, p.Span())
	}
}

func (c *compiler) matchClass(p *syntax.MatchClass, v int32, fail *label, st *patternState) {
	u := c.u
	for i, a := range p.KwdAttrs {
		for _, b := range p.KwdAttrs[i+1:] {
			if a == b {
				c.fail(p.KwdPatterns[i+1].Span(), "attribute name repeated in class pattern: %s", a)
			}
		}
	}
	n := len(p.Patterns) + len(p.KwdPatterns)
	vals := u.temp()
	m := u.mark()
	cls := c.expr(p.Cls)
	i := u.jump(OpMatchClass, p.Span(), fail, vals, v, cls)
	names := make([]*object.Str, len(p.KwdAttrs))
	for k, a := range p.KwdAttrs {
		names[k] = object.Intern(a)
	}
	u.instr(i).Aux, u.instr(i).D = names, int32(len(p.Patterns))
	u.release(m)
	if n == 0 {
		return
	}
	items := make([]int32, n)
	for i := range items {
		items[i] = u.temp()
	}
	u.emitArgs(OpUnpack, p.Span(), 0, vals, items)
	for i, x := range p.Patterns {
		c.pattern(x, items[i], fail, st)
	}
	for i, x := range p.KwdPatterns {
		c.pattern(x, items[len(p.Patterns)+i], fail, st)
	}
}

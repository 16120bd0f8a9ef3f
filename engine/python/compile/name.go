package compile

import "github.com/asyncshelf/asyncshelf/engine/python/syntax"

// Loading, storing and deleting names.

// place says where a name of the current scope lives.
type place uint8

const (
	placeLocal place = iota
	placeCell
	placeGlobal
	placeName       // a class's or module's namespace
	placeClassDeref // a free variable of a class body, which its namespace may hide
)

func (c *compiler) placeOf(name string) (place, int32) {
	u := c.u
	y := u.scope.syms[name]
	if r, ok := u.cells[name]; ok {
		if y == nil || y.scope == freeScope || y.scope == cellScope {
			if u.isClass && (y == nil || y.scope == freeScope) {
				return placeClassDeref, r
			}
			return placeCell, r
		}
	}
	if r, ok := u.locals[name]; ok {
		return placeLocal, r
	}
	if y != nil {
		switch y.scope {
		case globalExplicit:
			return placeGlobal, 0
		case globalImplicit:
			if u.scope.isFunction() {
				return placeGlobal, 0
			}
		}
	} else if u.scope.isFunction() {
		return placeGlobal, 0
	}
	return placeName, 0
}

func (c *compiler) loadName(id string, pos *syntax.Pos, dst int32) {
	u := c.u
	name := mangle(u.private, id)
	switch p, r := c.placeOf(name); p {
	case placeLocal:
		if !u.bound.has(int(r)) {
			u.emitName(OpCheckLocal, pos, r, 0, name)
			u.flowBind(r)
		}
		u.emit(OpMove, pos, dst, r, 0)
	case placeCell:
		u.emitName(OpLoadDeref, pos, dst, r, name)
	case placeClassDeref:
		u.emitName(OpLoadClassDeref, pos, dst, r, name)
	case placeGlobal:
		u.emitName(OpLoadGlobal, pos, dst, 0, name)
	default:
		u.emitName(OpLoadName, pos, dst, 0, name)
	}
}

// storeName stores operand v.
func (c *compiler) storeName(id string, v int32, pos *syntax.Pos) {
	u := c.u
	if id == "__debug__" {
		c.fail(pos, "cannot assign to __debug__")
	}
	name := mangle(u.private, id)
	switch p, r := c.placeOf(name); p {
	case placeLocal:
		if r != v {
			u.emit(OpMove, pos, r, v, 0)
		}
		u.flowBind(r)
	case placeCell, placeClassDeref:
		u.emit(OpStoreDeref, pos, r, v, 0)
	case placeGlobal:
		u.emitName(OpStoreGlobal, pos, 0, v, name)
	default:
		u.emitName(OpStoreName, pos, 0, v, name)
	}
}

// storeTarget gives the register that a name is stored in directly, if it is a plain local; then the value can be computed into it.
func (c *compiler) storeTarget(e syntax.Expr) (int32, bool) {
	n, ok := e.(*syntax.Name)
	if !ok || n.Id == "__debug__" {
		return 0, false
	}
	p, r := c.placeOf(mangle(c.u.private, n.Id))
	return r, p == placeLocal
}

func (c *compiler) deleteName(id string, pos *syntax.Pos) {
	u := c.u
	if id == "__debug__" {
		c.fail(pos, "cannot delete __debug__")
	}
	name := mangle(u.private, id)
	switch p, r := c.placeOf(name); p {
	case placeLocal:
		u.emitName(OpDelLocal, pos, r, 0, name)
	case placeCell, placeClassDeref:
		u.emitName(OpDelDeref, pos, r, 0, name)
	case placeGlobal:
		u.emitName(OpDelGlobal, pos, 0, 0, name)
	default:
		u.emitName(OpDelName, pos, 0, 0, name)
	}
}

// unbindName is what the end of `except … as name` does: name = None; del name.
func (c *compiler) unbindName(id string) {
	u := c.u
	name := mangle(u.private, id)
	if p, r := c.placeOf(name); p == placeLocal {
		u.emit(OpClear, nil, r, 0, 0)
		return
	}
	c.storeName(id, u.konst(constant(nil)), &syntax.Pos{})
	c.deleteName(id, &syntax.Pos{})
}

// assign stores operand v into a target.
func (c *compiler) assign(target syntax.Expr, v int32) {
	c.deeper()
	defer func() { c.depth-- }()
	u := c.u
	m := u.mark()
	defer u.release(m)
	switch e := target.(type) {
	case *syntax.Name:
		c.storeName(e.Id, v, e.Span())
	case *syntax.Attribute:
		if e.Attr == "__debug__" {
			c.fail(e.Span(), "cannot assign to __debug__")
		}
		o := c.expr(e.Value)
		u.emitName(OpStoreAttr, attrPos(e), o, v, mangle(u.private, e.Attr))
	case *syntax.Subscript:
		o := c.expr(e.Value)
		u.emit(OpSetItem, e.Span(), o, c.expr(e.Slice), v)
	case *syntax.Starred:
		c.fail(e.Span(), "starred assignment target must be in a list or tuple")
	case *syntax.List:
		c.unpack(e.Elts, e.Span(), v)
	case *syntax.Tuple:
		c.unpack(e.Elts, e.Span(), v)
	}
}

// unpack assigns the items of v to targets.
func (c *compiler) unpack(elts []syntax.Expr, pos *syntax.Pos, v int32) {
	u := c.u
	star := -1
	for i, x := range elts {
		if _, ok := x.(*syntax.Starred); ok {
			if star >= 0 {
				c.fail(pos, "multiple starred expressions in assignment")
			}
			if i >= 256 || len(elts)-i-1 >= 1<<24 {
				c.fail(pos, "too many expressions in star-unpacking assignment")
			}
			star = i
		}
	}
	regs := make([]int32, len(elts))
	direct := make([]bool, len(elts))
	seen := map[int32]bool{}
	for i, x := range elts {
		if r, ok := c.storeTarget(x); ok && !seen[r] {
			regs[i], direct[i] = r, true
			seen[r] = true
		} else {
			regs[i] = u.temp()
		}
	}
	if star >= 0 {
		i := u.emitArgs(OpUnpackEx, pos, 0, v, regs)
		u.instr(i).D = int32(star)
	} else {
		u.emitArgs(OpUnpack, pos, 0, v, regs)
	}
	for i := range elts {
		if direct[i] {
			u.flowBind(regs[i])
		}
	}
	for i, x := range elts {
		if direct[i] {
			continue
		}
		if s, ok := x.(*syntax.Starred); ok {
			x = s.Value
		}
		c.assign(x, regs[i])
	}
}

func (c *compiler) delete(e syntax.Expr) {
	u := c.u
	m := u.mark()
	defer u.release(m)
	switch e := e.(type) {
	case *syntax.Name:
		c.deleteName(e.Id, e.Span())
	case *syntax.Attribute:
		u.emitName(OpDelAttr, attrPos(e), c.expr(e.Value), 0, mangle(u.private, e.Attr))
	case *syntax.Subscript:
		o := c.expr(e.Value)
		u.emit(OpDelItem, e.Span(), o, c.expr(e.Slice), 0)
	case *syntax.Tuple:
		for _, x := range e.Elts {
			c.delete(x)
		}
	case *syntax.List:
		for _, x := range e.Elts {
			c.delete(x)
		}
	}
}

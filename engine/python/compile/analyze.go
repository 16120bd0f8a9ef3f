package compile

import "github.com/asyncshelf/asyncshelf/engine/internal/order"

// The symbol table's second pass: what each name means. (CPython's analyze_block and analyze_name.)

type nameSet map[string]bool

func (a nameSet) add(b nameSet) {
	for k := range b {
		a[k] = true
	}
}

func (st *symtable) analyze() {
	st.analyzeBlock(st.top, nil, nameSet{}, nameSet{})
}

func (st *symtable) analyzeBlock(s *scope, bound, free, global nameSet) {
	local, newGlobal, newFree, newBound := nameSet{}, nameSet{}, nameSet{}, nameSet{}
	if s.kind == classScope {
		// Names bound in a class are not visible in its methods, so the sets pass through unchanged.
		newGlobal.add(global)
		newBound.add(bound)
	}
	scopes := map[string]nameScope{}
	for _, name := range s.order {
		st.analyzeName(s, scopes, name, bound, local, free, global)
	}
	if s.kind != classScope {
		if s.isFunction() {
			newBound.add(local)
		}
		newBound.add(bound)
		newGlobal.add(global)
	} else {
		newBound["__class__"] = true
	}
	for _, c := range s.children {
		// Each child gets copies: what one finds out must not show in the next.
		b, f, g := nameSet{}, nameSet{}, nameSet{}
		b.add(newBound)
		f.add(newFree)
		g.add(newGlobal)
		st.analyzeBlock(c, b, f, g)
		newFree.add(f)
	}
	switch {
	case s.isFunction():
		for _, name := range s.order {
			if scopes[name] == localScope && newFree[name] {
				scopes[name] = cellScope
				delete(newFree, name)
			}
		}
	case s.kind == classScope:
		if newFree["__class__"] {
			delete(newFree, "__class__")
			s.needsClass = true
		}
	}
	for name, sc := range scopes {
		s.syms[name].scope = sc
	}
	st.passFree(s, bound, newFree)
	free.add(newFree)
}

// passFree records the free variables of inner scopes that come through s from further out.
func (st *symtable) passFree(s *scope, bound, newFree nameSet) {
	for _, name := range order.Keys(newFree) {
		y := s.syms[name]
		if y != nil {
			if s.kind == classScope && y.flags&(defBound|defGlobal) != 0 {
				y.flags |= defFreeClass
			}
			continue
		}
		if bound != nil && !bound[name] {
			continue
		}
		s.sym(name).scope = freeScope
	}
	for _, name := range s.order {
		if y := s.syms[name]; y.scope == freeScope || y.flags&defFreeClass != 0 {
			s.free = append(s.free, name)
		}
	}
	order.Strings(s.free)
}

func (st *symtable) analyzeName(s *scope, scopes map[string]nameScope, name string, bound, local, free, global nameSet) {
	y := s.syms[name]
	switch {
	case y.flags&defGlobal != 0:
		if y.flags&defNonlocal != 0 {
			st.failDirective(s, name, "name '%s' is nonlocal and global", name)
		}
		scopes[name] = globalExplicit
		global[name] = true
		delete(bound, name)
	case y.flags&defNonlocal != 0:
		if bound == nil {
			st.failDirective(s, name, "nonlocal declaration not allowed at module level")
		}
		if !bound[name] {
			st.failDirective(s, name, "no binding for nonlocal '%s' found", name)
		}
		scopes[name] = freeScope
		free[name] = true
	case y.flags&defBound != 0:
		scopes[name] = localScope
		local[name] = true
		delete(global, name)
	case bound[name]:
		scopes[name] = freeScope
		free[name] = true
	default:
		scopes[name] = globalImplicit
	}
}

func (st *symtable) failDirective(s *scope, name, format string, args ...any) {
	for i := range s.directives {
		if s.directives[i].name == name {
			st.fail(&s.directives[i].pos, format, args...)
		}
	}
	st.fail(&s.pos, format, args...)
}

package postlink

import "slices"

// This file reads descriptions of types (internal/abi/type.go, of Go 1.26) in a program's data.

// Offsets in a description, and of what follows it for some kinds.
const (
	typeSize      = 0
	typePtrBytes  = 8
	typeHash      = 16
	typeFlags     = 20
	typeAlign     = 21
	typeFieldBits = 22
	typeKind      = 23
	typeName      = 40 // an offset from the first type, as are the following two
	typePointer   = 44 // of the type of pointers to it
	typeLength    = 48

	uncommonPath    = 0
	uncommonCount   = 4
	uncommonMethods = 8 // an offset from here
	uncommonLength  = 16
	methodLength    = 16

	methodsOf    = 56 // of an interface
	fieldsOf     = 56 // of a struct
	pathOf       = 48 // of either
	imethodBytes = 8
	fieldBytes   = 24

	flagUncommon = 1
	kindMask     = 31
	maxKind      = 26
)

// Kinds that are more than a description.
const (
	kindArray     = 17
	kindChan      = 18
	kindFunc      = 19
	kindInterface = 20
	kindMap       = 21
	kindPointer   = 22
	kindSlice     = 23
	kindStruct    = 25
)

var kindLength = map[int]int{kindArray: 72, kindChan: 64, kindFunc: 56, kindInterface: 80, kindMap: 112, kindPointer: 56, kindSlice: 56, kindStruct: 80}

// A typeTable is the descriptions of a program's types.
type typeTable struct {
	im     *image
	base   int   // what offsets count from
	starts []int // in order
	linked []int // those that reflection finds by name
	search bool  // whether it may
	itabs  map[int]bool
	// names is where the names are of the types that reflection finds. What a word elsewhere is taken for a name's address says nothing of what is there.
	names span
}

// types finds the types: those that reflection can find, and of the addresses mentioned those at which there is one.
func (p *Program) types(stays []bool, mentioned []int) *typeTable {
	t := &typeTable{im: p.im, base: p.table.types, itabs: map[int]bool{}}
	im := p.im
	for i := range p.table.typeLinks {
		t.linked = append(t.linked, t.base+im.u32(p.table.links+4*i))
	}
	for _, a := range p.MethodTables() {
		t.itabs[a] = true
	}
	for i, s := range stays {
		t.search = t.search || s && p.Name(i) == "reflect.typesByString"
	}
	if len(t.linked) == 0 {
		return t
	}
	// Types lie one behind the other. What lies outside of those that reflection can find may be something else; it stays.
	low, high := slices.Min(t.linked), slices.Max(t.linked)
	t.names = span{im.base + len(im.b), 0}
	for _, a := range t.linked {
		name := t.base + im.u32(a+typeName)
		t.names = span{min(t.names.from, name), max(t.names.to, t.nameEnd(name))}
	}
	found := slices.Clone(t.linked)
	consider := func(a int) {
		if a >= low && a < high && t.isType(a) {
			found = append(found, a)
		}
	}
	for _, a := range mentioned {
		consider(a)
	}
	for _, v := range im.words() {
		consider(v)
	}
	slices.Sort(found)
	t.starts = slices.Compact(found)
	return t
}

// isType tells whether the bytes at an address look like a description.
func (t *typeTable) isType(a int) bool {
	im := t.im
	kind := int(im.byte(a+typeKind)) & kindMask
	return a%wordSize == 0 && im.has(a, typeLength) && kind >= 1 && kind <= maxKind && im.byte(a+typeAlign) <= 16 && im.byte(a+typeAlign) == im.byte(a+typeFieldBits) &&
		im.u32(a+typeHash) != 0 && im.u64(a+typePtrBytes) <= im.u64(a+typeSize) && t.isName(t.base+im.u32(a+typeName))
}

// isName tells whether the bytes at an address look like a name: flags, a length, the text.
func (t *typeTable) isName(a int) bool {
	n, digits := t.im.varint(a + 1)
	return a >= t.names.from && a < t.names.to && t.im.byte(a) < 16 && n > 0 && n < maxName && digits < 3
}

const maxName = 1 << 11

// nameEnd is where a name ends: after its text there may be a tag and the offset of a package's path.
func (t *typeTable) nameEnd(a int) int {
	flags := t.im.byte(a)
	end := a + 1
	for _, there := range []bool{true, flags&2 != 0} {
		if there {
			n, digits := t.im.varint(end)
			end += digits + int(n)
		}
	}
	if flags&4 != 0 {
		end += 4
	}
	return end
}

// parts calls f for the end of each part of a type's description, and name for each name in it.
func (t *typeTable) parts(a int, f func(end int), name func(at int)) {
	im := t.im
	offset := func(at int) {
		if v := im.u32(at); v != 0 {
			name(t.base + v)
		}
	}
	pointer := func(at int) {
		if v := im.u64(at); v != 0 {
			name(v)
		}
	}
	kind := int(im.byte(a+typeKind)) & kindMask
	length := typeLength
	if n := kindLength[kind]; n > 0 {
		length = n
	}
	end := a + length
	offset(a + typeName)
	if im.byte(a+typeFlags)&flagUncommon != 0 {
		u := end
		end += uncommonLength
		offset(u + uncommonPath)
		methods := u + im.u32(u+uncommonMethods)
		n := im.u32(u+uncommonCount) & 0xffff
		for i := range n {
			offset(methods + i*methodLength)
		}
		if n > 0 {
			f(methods + n*methodLength)
		}
	}
	f(end)
	switch kind {
	case kindFunc:
		counts := im.u32(a + typeLength)
		f(end + wordSize*(counts&0xffff+counts>>16&0x7fff))
	case kindInterface:
		pointer(a + pathOf)
		methods, n := im.u64(a+methodsOf), im.u64(a+methodsOf+8)
		for i := range n {
			offset(methods + i*imethodBytes)
		}
		f(methods + n*imethodBytes)
	case kindStruct:
		pointer(a + pathOf)
		fields, n := im.u64(a+fieldsOf), im.u64(a+fieldsOf+8)
		for i := range n {
			pointer(fields + i*fieldBytes)
		}
		f(fields + n*fieldBytes)
	}
}

// end is where a type's description ends.
func (t *typeTable) end(a int) int {
	last := a
	t.parts(a, func(end int) { last = max(last, end) }, func(int) {})
	return last
}

// unreached gives the spans of the types, and of the names, that cannot be come to from the roots. Tables of methods (itabs) lead to their types only if they are roots
// themselves: the runtime's table of all of them compares addresses. Of its methods' types a type only knows the addresses, too, as long as nobody asks reflection for them.
func (t *typeTable) unreached(roots []int) []span {
	ends := make([]int, len(t.starts))
	for i, a := range t.starts {
		ends[i] = t.end(a)
		if i > 0 && ends[i-1] > a {
			return nil // these are not types, or not the descriptions that we know
		}
	}
	inType := func(a int) bool {
		i, found := slices.BinarySearch(t.starts, a)
		return found || i > 0 && a < ends[i-1]
	}
	live := make([]bool, len(t.starts))
	var todo []int
	mark := func(a int) {
		if i, found := slices.BinarySearch(t.starts, a); found && !live[i] {
			live[i] = true
			todo = append(todo, i)
		}
	}
	for _, a := range roots {
		mark(a)
		if t.itabs[a] {
			mark(t.im.u64(a))
			mark(t.im.u64(a + wordSize))
		}
	}
	im := t.im
	for a, v := range im.words() {
		if !inType(a) && !t.itabs[a] && !t.itabs[a-wordSize] {
			mark(v)
		}
	}
	for len(todo) > 0 {
		i := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for a := t.starts[i]; a < ends[i]; a += wordSize {
			mark(im.u64(a))
		}
		mark(t.base + im.u32(t.starts[i]+typePointer))
	}
	if t.search {
		for _, a := range t.linked {
			if i, found := slices.BinarySearch(t.starts, a); found {
				live[i] = true
			}
		}
	}
	var spans []span
	names := map[int]bool{} // true: of a type that stays
	for i, a := range t.starts {
		t.parts(a, func(int) {}, func(at int) { names[at] = names[at] || live[i] })
		if !live[i] {
			spans = append(spans, span{a, ends[i]})
		}
	}
	for at, stays := range names {
		if !stays && t.isName(at) && !slices.Contains(roots, at) {
			spans = append(spans, span{at, t.nameEnd(at)})
		}
	}
	return spans
}

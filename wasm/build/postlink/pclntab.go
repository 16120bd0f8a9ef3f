package postlink

import "errors"

// A pclntab is Go's table of functions, in the program's data: what the runtime knows of each. The layout is that of runtime/symtab.go and internal/abi/symtab.go
// since Go 1.20.
type pclntab struct {
	im     *image
	base   int // its address
	n      int // how many functions it describes
	names  int // addresses of its parts
	units  int // of the compilation units, which lead to files
	files  int
	pctab  int
	funcs  int
	gofunc int // where the functions' data lie
	bucket int // addresses of the table that leads from a code position to a function, and of its end
	ends   int
	// types is where the read-only data begin, and what offsets of types count from. links and itabs are the addresses of lists of types and of tables of methods, with
	// how many those are.
	types, links, typeLinks, itabs, itabLinks int
	// dropped are offsets of data that Strip has taken from functions: what lies before them ends there.
	dropped []int
	first   int // the first function's entry, which is its place in the table of the module
}

// Offsets in a function's description, and numbers of tables and data that it may have.
const (
	funcName      = 4
	funcSP        = 16
	funcFile      = 20
	funcLine      = 24
	funcNPCData   = 28
	funcUnit      = 32
	funcStartLine = 36
	funcNData     = 43
	funcTables    = 44

	pcdataStackMap  = 1
	pcdataInlTree   = 2
	pcdataArgLive   = 3
	funcdataInlTree = 3
	funcdataArgInfo = 5
	funcdataArgLive = 6
	inlinedCall     = 16 // the size of an entry of a tree of inlined calls
	none            = 0xffffffff
)

// findTable finds the table by its header, and the rest by the runtime's description of the program (moduledata), which begins with the table's address.
func findTable(im *image) (*pclntab, error) {
	const magic = 0xfffffff1 // Go 1.20 and later
	t := &pclntab{im: im, base: -1}
	for a := (im.base + 7) &^ 7; im.has(a, 8); a += 8 {
		if im.u32(a) == magic && im.u32(a+4) == 0x08010000 {
			if t.base >= 0 {
				return nil, errors.New("postlink: there are two function tables")
			}
			t.base = a
		}
	}
	if t.base < 0 {
		return nil, errors.New("postlink: no function table that this version knows")
	}
	word := func(i int) int { return im.u64(t.base + 8 + 8*i) }
	t.n = word(0)
	// Words 1 and 2 are the number of files and a word that is unused; then come the offsets.
	t.names, t.units, t.files, t.pctab, t.funcs = t.base+word(3), t.base+word(4), t.base+word(5), t.base+word(6), t.base+word(7)
	if t.n <= 0 || t.n > 1<<20 || t.names <= t.base || t.units <= t.names || t.files < t.units || t.pctab < t.files || t.funcs <= t.pctab || !im.has(t.funcs, 8*t.n) {
		return nil, errors.New("postlink: the function table has an unknown form")
	}
	t.first = im.u32(t.funcs)
	for i := range t.n {
		if im.u32(t.funcs+8*i) != t.first+i || !im.has(t.at(i), funcTables) {
			return nil, errors.New("postlink: the function table has an unknown order")
		}
	}
	for a := (im.base + 7) &^ 7; im.has(a, 8*42); a += 8 {
		word := func(i int) int { return im.u64(a + 8*i) }
		if word(0) == t.base && word(1) == t.names && word(39) < word(40) && word(40) < word(41) && word(41) > t.names {
			t.gofunc, t.bucket, t.ends = word(40), word(19), word(41)
			if t.types = word(37); t.types <= 0 || t.types >= t.base || !im.has(a, 8*51) || !im.has(word(45), 4*word(46)) || !im.has(word(48), 8*word(49)) {
				return nil, errors.New("postlink: the description of the program has an unknown form")
			}
			t.links, t.typeLinks, t.itabs, t.itabLinks = word(45), word(46), word(48), word(49)
			return t, nil
		}
	}
	return nil, errors.New("postlink: no description of the program that this version knows")
}

// at is the address of the description of function i.
func (t *pclntab) at(i int) int { return t.funcs + t.im.u32(t.funcs+8*i+4) }

// size is the length of the description of function i.
func (t *pclntab) size(i int) int {
	f := t.at(i)
	return funcTables + 4*(t.im.u32(f+funcNPCData)&0xff+int(t.im.byte(f+funcNData)))
}

// name is a function's name and the place where it stands.
func (t *pclntab) name(i int) (string, span) {
	from := t.names + t.im.u32(t.at(i)+funcName)
	to := from
	for t.im.byte(to) != 0 {
		to++
	}
	if !t.im.has(from, to-from) {
		return "", span{from, from}
	}
	return string(t.im.b[from-t.im.base : to-t.im.base]), span{from, to}
}

// programs are the offsets in pctab that function i uses.
func (t *pclntab) programs(i int) []int {
	f := t.at(i)
	list := []int{t.im.u32(f + funcSP), t.im.u32(f + funcFile), t.im.u32(f + funcLine)}
	for k := range t.im.u32(f+funcNPCData) & 0xff {
		list = append(list, t.im.u32(f+funcTables+4*k))
	}
	return list
}

// data are the offsets from gofunc of the data that function i has.
func (t *pclntab) data(i int) []int {
	f := t.at(i)
	f2 := f + funcTables + 4*(t.im.u32(f+funcNPCData)&0xff)
	var list []int
	for k := range int(t.im.byte(f + funcNData)) {
		if off := t.im.u32(f2 + 4*k); off != none {
			list = append(list, off)
		}
	}
	return list
}

// program is the length of the program at an offset of pctab: pairs of varints until a value delta of zero that is not the first.
func (t *pclntab) program(offset int) int {
	at := t.pctab + offset
	for first := true; at < t.funcs; first = false {
		v, n := t.im.varint(at)
		if at += n; v == 0 && !first {
			break
		}
		_, n = t.im.varint(at)
		at += n
	}
	return at - t.pctab - offset
}

// count is one more than the largest value that the program at an offset of pctab gives.
func (t *pclntab) count(offset int) int {
	at, value, most := t.pctab+offset, -1, -1
	for first := true; at < t.funcs; first = false {
		v, n := t.im.varint(at)
		if at += n; v == 0 && !first {
			break
		}
		value += int(v>>1) ^ -int(v&1)
		most = max(most, value)
		_, n = t.im.varint(at)
		at += n
	}
	return most + 1
}

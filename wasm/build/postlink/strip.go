package postlink

// Strip takes out of a Go program what only stack traces need: for each instruction its file, its line, and which calls were inlined there.
// The linker's -s -w leaves them in, and they are more than a tenth of the download. A trace from a stripped program still names its
// functions, without those that were inlined, and says ?:0 for the place.
//
// How: for each function [pclntab] holds offsets into pctab, where small programs map code positions to values: stack depth and liveness, which the garbage collector needs;
// file and line; and some for traces and for preemption, which WebAssembly doesn't have. All but the first two are set to "none" and their programs, where nobody
// else shares them, to zeros, which need no place in the binary; so are the trees of inlined calls among the functions' data.
func (p *Program) Strip() {
	t, im := p.table, p.im
	keep, drop := map[int]bool{}, map[int]bool{}
	data, trees := map[int]bool{}, map[int]int{} // offsets of function data that stay; of inlining trees, with their lengths
	for i := range t.n {
		f := t.at(i)
		keep[im.u32(f+funcSP)] = true
		tables := im.u32(f+funcNPCData) & 0xff
		inlined := 0
		for k := range tables {
			at := f + funcTables + 4*k
			if k == pcdataStackMap || k > pcdataArgLive {
				keep[im.u32(at)] = true
				continue
			}
			if k == pcdataInlTree && im.u32(at) != 0 {
				inlined = t.count(im.u32(at))
			}
			drop[im.u32(at)] = true
			im.zero(at, 4)
		}
		for k := range int(im.byte(f + funcNData)) {
			at := f + funcTables + 4*(tables+k)
			off := im.u32(at)
			switch {
			case off == none:
			case k == funcdataInlTree:
				trees[off] = max(trees[off], inlinedCall*inlined)
				t.dropped = append(t.dropped, off)
				im.put32(at, none)
			case k == funcdataArgInfo || k == funcdataArgLive: // how traces print arguments
				t.dropped = append(t.dropped, off)
				im.put32(at, none)
			default:
				data[off] = true
			}
		}
		drop[im.u32(f+funcFile)], drop[im.u32(f+funcLine)] = true, true
		im.zero(f+funcFile, 8)
		im.zero(f+funcUnit, 8) // the compilation unit and the first line
	}
	for off, n := range trees {
		for k := range n {
			if data[off+k] {
				n = k
				break
			}
		}
		im.zero(t.gofunc+off, n)
	}
	for off := range drop {
		if off == 0 || keep[off] {
			continue
		}
		n := t.program(off)
		// A program may end inside the beginning of one that is kept: pctab shares whole programs only, so kept offsets bound it.
		for k := range n {
			if keep[off+k] {
				n = k
				break
			}
		}
		im.zero(t.pctab+off, n)
	}
	// The files' names and which compilation unit has which: no function refers to them any more.
	im.zero(t.units, t.pctab-t.units)
}

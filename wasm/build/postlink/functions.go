package postlink

import "slices"

// This file takes the descriptions of functions (pclntab) out of the data and writes them as columns, a column for each word of a description: they take a third of the
// place compressed, since a word resembles the same word of the function before it and nothing else. What follows from a rule is left out. The worker writes all of it into
// the program's memory before the program runs (wasm/src/functions.ts).

// functionsSection is the custom section with the columns. It holds the address of the table of functions, from which its offsets count, the number of functions and the
// number of the first, and the address of the programs; the address of the table of buckets and how many those are; how many functions have a description here; then the lengths of the
// columns and the columns.
const functionsSection = "asyncshelf.functions"

// Columns. Those of the words of a description, which are as many as words before the tables, come after those of the table of functions. The last two groups are
// the tables for code positions and the functions' data; both, and the word for the stack's depth, name pieces of a heap.
const (
	columnNumber   = iota // how far a function's number is from that of the one before
	columnPlace           // how many words lie between its description and the one before
	columnPrograms        // of new programs: how far from the end of the one before
	columnHeap            // of new data: the same
	columnLengths         // of new data: their length in words
	columnWords
	columnTables = columnWords + funcTables/4
	columnData   = columnTables + maxTables
	columns      = columnData + maxTables
)

// maxTables is how many tables for code positions, and how many data, a function may have here.
const maxTables = 16

// wordEntry is the word of a description that holds the function's number.
const wordEntry = 0

// noData in the column for new data stands for the offset that says that there are none.
const noData = none

// A bucket of the table by which the runtime finds the function of a code position (findfunctab) is a number of a function and sixteen bytes to add to it. In
// WebAssembly each function has sixteen buckets, all with its own number and nothing to add: five megabytes that two lines in the worker can write.
const (
	bucketSize         = 4 + 16
	bucketsPerFunction = 16
)

// pieces are the pieces of a heap that have been named, the latest last. Functions mostly name a new piece, which after gather lies behind the one before, or one that
// was named not long ago.
type pieces struct {
	named []int
	end   int
}

// name gives the code for a piece: 0 for a new one, else one more than how many others have been named since it was.
func (p *pieces) name(offset int) int {
	for back := range p.named {
		i := len(p.named) - 1 - back
		if p.named[i] == offset {
			p.named = append(slices.Delete(p.named, i, i+1), offset)
			return back + 1
		}
	}
	p.named = append(p.named, offset)
	return 0
}

// takeFunctions takes the tables out of the image and gives the section's content; nil, and it takes nothing, when they don't have the form that the worker knows.
// Functions whose description has moved have the offset 0.
func (t *pclntab) takeFunctions() []byte {
	var cols [columns][]byte
	put := func(c, v int) { cols[c] = uleb(cols[c], v) }
	im, described, number, end := t.im, 0, -1, t.funcs
	programs, data := pieces{named: []int{0}, end: 1}, pieces{}
	program := func(c, offset int) {
		code := programs.name(offset)
		put(c, code)
		if code == 0 {
			put(columnPrograms, zigzag(offset-programs.end))
			programs.end = offset + t.program(offset)
		}
	}
	lengths := t.lengths()
	var taken []span
	for i := range t.n {
		offset := im.u32(t.funcs + 8*i + 4)
		if offset == 0 {
			continue
		}
		f := t.funcs + offset
		tables, nData := im.u32(f+funcNPCData), int(im.byte(f+funcNData))
		if offset%4 != 0 || tables > maxTables || nData > maxTables {
			return nil
		}
		put(columnNumber, i-number)
		put(columnPlace, zigzag((f-end)/4))
		for k := range funcTables / 4 {
			v := im.u32(f + 4*k)
			switch k {
			case wordEntry:
				v = zigzag(v - t.first - i)
			case funcSP / 4:
				program(columnWords+k, v)
				continue
			}
			put(columnWords+k, v)
		}
		at := f + funcTables
		for k := range tables {
			program(columnTables+k, im.u32(at+4*k))
		}
		at += 4 * tables
		for k := range nData {
			offset := im.u32(at + 4*k)
			code := data.name(offset)
			put(columnData+k, code)
			if code == 0 && offset == none {
				put(columnHeap, noData)
			} else if code == 0 {
				put(columnHeap, zigzag(offset-data.end))
				put(columnLengths, lengths[offset])
				data.end = offset + dataAlign*lengths[offset]
			}
		}
		described, number, end = described+1, i, at+4*nData
		taken = append(taken, span{f, end})
	}
	out := uleb(uleb(uleb(uleb(str(nil, functionsSection), t.funcs), t.n), t.first), t.pctab)
	out = uleb(uleb(uleb(out, t.bucket), t.takeBuckets()), described)
	for _, c := range cols {
		out = uleb(out, len(c))
	}
	for _, c := range cols {
		out = append(out, c...)
	}
	for _, s := range taken {
		im.zero(s.from, s.to-s.from)
	}
	im.zero(t.funcs, 8*t.n)
	return out
}

// lengths are the lengths of the functions' data, in words, by their offsets.
func (t *pclntab) lengths() map[int]int {
	var starts []int
	for i := range t.n {
		if t.im.u32(t.funcs+8*i+4) != 0 {
			starts = append(starts, t.data(i)...)
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	lengths := map[int]int{}
	for i, s := range starts {
		if i+1 < len(starts) {
			lengths[s] = (starts[i+1] - s) / dataAlign
		}
	}
	return lengths
}

// takeBuckets takes the table of buckets out if it is as regular as that, and tells how many there were; else there are none to write.
func (t *pclntab) takeBuckets() int {
	n := (t.ends - t.bucket) / bucketSize
	if t.bucket%4 != 0 || n < 0 || n > t.n*bucketsPerFunction {
		return 0
	}
	for i := range n {
		at := t.bucket + i*bucketSize
		if t.im.u32(at) != i/bucketsPerFunction || t.im.u64(at+4) != 0 || t.im.u64(at+12) != 0 {
			return 0
		}
	}
	t.im.zero(t.bucket, n*bucketSize)
	return n
}

// zigzag makes small numbers of either sign small.
func zigzag(v int) int { return v<<1 ^ v>>63 }

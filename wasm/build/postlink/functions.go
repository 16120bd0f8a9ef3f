package postlink

// This file takes the descriptions of functions (pclntab) out of the data and writes them as columns, a column for each word of a description: they take a third of the
// place compressed, since a word resembles the same word of the function before it and nothing else. What follows from a rule is left out. The worker writes all of it into
// the program's memory before the program runs (wasm/src/functions.ts).

// functionsSection is the custom section with the columns. It holds the address of the table of functions, from which its offsets count, the number of functions and the
// number of the first; the address of the table of buckets and how many those are; how many functions have a description here; then the lengths of the
// columns and the columns.
const functionsSection = "asyncshelf.functions"

// Columns. Those of the words of a description, which are as many as words before the tables, come after those of the table of functions. The last two groups are
// the tables for code positions and the functions' data.
const (
	columnNumber = iota // how far a function's number is from that of the one before
	columnPlace         // how many words lie between its description and the one before
	columnWords
	columnTables = columnWords + funcTables/4
	columnData   = columnTables + maxTables
	columns      = columnData + maxTables
)

// maxTables is how many tables for code positions, and how many data, a function may have here.
const maxTables = 16

// Words of a description that are no offsets, which rise from function to function.
var plainWords = [funcTables / 4]bool{wordEntry: true, 2: true, 3: true, funcNPCData / 4: true, wordBytes: true}

const (
	wordEntry = 0  // the function's number
	wordBytes = 10 // four bytes: kind, flags, nothing, and how many data there are
)

// A bucket of the table by which the runtime finds the function of a code position (findfunctab) is a number of a function and sixteen bytes to add to it. In
// WebAssembly each function has sixteen buckets, all with its own number and nothing to add: five megabytes that two lines in the worker can write.
const (
	bucketSize         = 4 + 16
	bucketsPerFunction = 16
)

// takeFunctions takes the tables out of the image and gives the section's content; nil, and it takes nothing, when they don't have the form that the worker knows.
// Functions whose description has moved have the offset 0.
func (t *pclntab) takeFunctions() []byte {
	var cols [columns][]byte
	var last [columns]uint32
	put := func(c int, v uint32, plain bool) {
		cols[c] = uleb(cols[c], zigzag(int32(v-last[c])))
		if !plain {
			last[c] = v
		}
	}
	im, described, number, end := t.im, 0, -1, t.funcs
	var taken []span
	for i := range t.n {
		offset := im.u32(t.funcs + 8*i + 4)
		if offset == 0 {
			continue
		}
		f := t.funcs + offset
		tables, data := im.u32(f+funcNPCData), int(im.byte(f+funcNData))
		if offset%4 != 0 || tables > maxTables || data > maxTables {
			return nil
		}
		put(columnNumber, uint32(i-number), true)
		put(columnPlace, uint32(f-end)/4, true)
		for k := range funcTables / 4 {
			v := uint32(im.u32(f + 4*k))
			if k == wordEntry {
				v -= uint32(t.first + i)
			}
			put(columnWords+k, v, plainWords[k])
		}
		at := f + funcTables
		for k := range tables {
			put(columnTables+k, uint32(im.u32(at+4*k)), false)
		}
		at += 4 * tables
		for k := range data {
			// One more, so that none is 0, which leaves the last value as it is.
			v := uint32(im.u32(at+4*k)) + 1
			if v == 0 {
				cols[columnData+k] = append(cols[columnData+k], 0)
				continue
			}
			d := zigzag(int32(v - last[columnData+k]))
			cols[columnData+k] = uleb(cols[columnData+k], d+1)
			last[columnData+k] = v
		}
		described, number, end = described+1, i, at+4*data
		taken = append(taken, span{f, end})
	}
	out := uleb(uleb(uleb(str(nil, functionsSection), t.funcs), t.n), t.first)
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
func zigzag(v int32) int { return int(uint32(v<<1) ^ uint32(v>>31)) }

package postlink

// This file writes the descriptions of functions (pclntab) as differences from one function to the next, which compress to half: offsets into other tables rise from
// function to function. The worker adds them up again, in the program's memory, before the program runs (wasm/src/functions.ts).

// deltaSection is the custom section that tells the worker where the descriptions are: the address of the table of functions, from which its
// offsets count, and how many there are; and the address of the table of buckets and how many those are.
const deltaSection = "asyncshelf.functions"

// deltaNone stands for "none", so that no difference is taken from it.
const deltaNone = 0x80000000

// Words of a description that stay as they are: the size of the arguments, which is deltaNone when it isn't known, and the one of single bytes.
const (
	wordArgs  = 2
	wordBytes = 10
)

// differences rewrites the table of functions and the descriptions that it leads to. Functions whose description has moved have the offset 0.
func (t *pclntab) differences() {
	im := t.im
	addresses := make([]int, 0, t.n)
	entry, offset := 0, 0
	for i := range t.n {
		at := t.funcs + 8*i
		e, o := im.u32(at), im.u32(at+4)
		im.put32(at, uint32(e-entry))
		entry = e
		if o != 0 {
			im.put32(at+4, uint32(o-offset))
			offset = o
			addresses = append(addresses, t.funcs+o)
		}
	}
	var last []uint32
	for _, f := range addresses {
		words := funcTables/4 + im.u32(f+funcNPCData)&0xff + int(im.byte(f+funcNData))
		for k := range words {
			if k == len(last) {
				last = append(last, 0)
			}
			v := uint32(im.u32(f + 4*k))
			switch {
			case k == wordArgs || k == wordBytes:
			case v == none:
				im.put32(f+4*k, deltaNone)
			default:
				im.put32(f+4*k, v-last[k])
				last[k] = v
			}
		}
	}
}

// A bucket of the table by which the runtime finds the function of a code position (findfunctab) is a number of a function and sixteen bytes to add to it. In
// WebAssembly each function has sixteen buckets, all with its own number and nothing to add: five megabytes that two lines in the worker can write.
const (
	bucketSize         = 4 + 16
	bucketsPerFunction = 16
)

// buckets takes the table of buckets out if it is as regular as that, and tells how many there were; else there are none to write.
func (t *pclntab) buckets() int {
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

// describe is the section's content. It takes the table of buckets out.
func (t *pclntab) describe() []byte {
	section := uleb(uleb(str(nil, deltaSection), t.funcs), t.n)
	return uleb(uleb(section, t.bucket), t.buckets())
}

package postlink

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	testHeap   = 0x8000  // where the heap of the tests' memory begins
	testMemory = 0x20000 // its size
	testMoved  = 0x1230  // where something was that is in the second module
)

// startedForTest is a memory that a start could have left: data that changed, pointers of all kinds, numbers of all sizes, and a dict.
func startedForTest(random *rand.Rand) *Started {
	before := make([]byte, testMemory)
	for i := range testHeap {
		before[i] = byte(random.Uint32())
	}
	after := bytes.Clone(before)
	put := func(at int, v uint64) { binary.LittleEndian.PutUint64(after[at:], v) }
	for at := 0; at < len(after); at += wordSize {
		switch random.IntN(12) {
		case 0:
			put(at, uint64(random.IntN(100)))
		case 1:
			put(at, random.Uint64())
		case 2:
			put(at, uint64(random.Uint32()))
		case 3:
			put(at, 0)
		case 4, 5, 6:
			put(at, uint64(testHeap+random.IntN(testMemory-testHeap)))
		case 7:
			put(at, uint64(testHeap+random.IntN((testMemory-testHeap)/wordSize)*wordSize))
		}
	}
	putDict(after, 0x9000, 0xa000, 0xb000, 0xc000, strings.Fields("name age __init__ __str__ objects é"), 0)
	putDict(after, 0x9100, 0xd000, 0xe000, 0xf000, strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z"), 64)
	freed := bytes.Clone(after)
	for at := 0x10000; at < 0x10800; at += len(clobber) {
		copy(freed[at:], clobber[:])
	}
	return &Started{First: before, Before: before, After: after, Freed: freed,
		Globals: [][2]string{{"global0", "4096"}, {"global1", "-5000000000"}},
		Values:  []string{"Object", "fs.constants"}, Counts: []int{1, 3}}
}

// putDict puts a dict into memory at an address, with its entries, its keys, their texts and its index elsewhere.
func putDict(memory []byte, at, entries, keys, texts int, names []string, size int) {
	put := func(at, v int) { binary.LittleEndian.PutUint64(memory[at:], uint64(v)) }
	index := texts + 0x800
	var hashes []uint64
	var bloom uint64
	for i, name := range names {
		h := hashOf([]byte(name))
		hashes = append(hashes, h)
		bloom |= 1 << (h & 63)
		e, key := entries+i*entryLength, keys+i*48
		binary.LittleEndian.PutUint64(memory[e+entryHash:], h)
		put(e+entryKey, key)
		put(key+strText, texts)
		put(key+strLength, len(name))
		binary.LittleEndian.PutUint64(memory[key+strHash:], h)
		texts += copy(memory[texts:], name)
	}
	for i, v := range indexOf(hashes, size) {
		binary.LittleEndian.PutUint32(memory[index+4*i:], v)
	}
	put(at+dictIndex, index)
	put(at+dictIndex+8, size)
	put(at+dictEntries, entries)
	put(at+dictEntries+8, len(names))
	put(at+dictUsed, len(names))
	binary.LittleEndian.PutUint64(memory[at+dictBloom:], bloom)
}

// TestSnapshot writes snapshots as a page does.
func TestSnapshot(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	dir := t.TempDir()
	script := bundle(t, dir, "snapshot")
	for range 5 {
		s := startedForTest(random)
		if n := len(findDicts(s.After, testHeap)); n != 2 {
			t.Fatalf("%d dicts were found, of 2", n)
		}
		p := &Program{
			m: &module{globals: []entry{
				{raw: []byte{valueI32, 1, opI32Const, 0, opEnd}}, {raw: []byte{0x7e, 1, opI64Const, 0, opEnd}}},
				exports: []export{{"mem", kindMemory, 0}, {"global0", kindGlobal, 0}, {"global1", kindGlobal, 1}}},
			im:    &image{0, s.First[:testHeap]},
			table: &pclntab{},
		}
		want, err := p.AddSnapshot(s)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(want, s.After) || !bytes.Equal(want[0x10000:0x10800], make([]byte, 0x800)) {
			t.Error("what was freed is still there")
		}
		file := filepath.Join(dir, "program.wasm")
		if err := os.WriteFile(file, p.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("node", "testdata/resume.mjs", script, file, filepath.Join(dir, "memory")).CombinedOutput()
		if err != nil {
			t.Fatalf("node: %v\n%s", err, out)
		}
		if want := `{"globals":["4096","-5000000000"],"values":["Object","constants"],"counts":[1,3],"ids":[7,8]}` + "\n"; string(out) != want {
			t.Errorf("got  %swant %s", out, want)
		}
		got, err := os.ReadFile(filepath.Join(dir, "memory"))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			for i := range want {
				if i >= len(got) || got[i] != want[i] {
					t.Fatalf("%d bytes of %d; the first that differs is at %#x", len(got), len(want), i)
				}
			}
		}
	}
}

// TestSnapshotRefuses gives it starts that cannot be repeated.
func TestSnapshotRefuses(t *testing.T) {
	for name, spoil := range map[string]func(s *Started){
		"two starts of the program differ": func(s *Started) {
			for i := range 100 {
				s.Freed[0x18000+i] ^= 1
			}
		},
		"leads to data of the second module: 0x1230": func(s *Started) {
			binary.LittleEndian.PutUint64(s.After[0x9800:], testMoved)
			binary.LittleEndian.PutUint64(s.Freed[0x9800:], testMoved)
		},
		"different sizes":                          func(s *Started) { s.Freed = s.Freed[8:] },
		"the start changes data of the second":     func(s *Started) { s.Before = bytes.Clone(s.First); s.Before[64]++ },
		"the global global1 cannot be kept":        func(s *Started) { s.Globals[1][1] = "NaN" },
		"the global something else cannot be kept": func(s *Started) { s.Globals[0][0] = "something else" },
	} {
		s := startedForTest(rand.New(rand.NewPCG(5, 6)))
		spoil(s)
		_, err := (&Program{m: &module{}, im: &image{0, s.First[:testHeap]}, table: &pclntab{}, moved: []span{{testMoved, testMoved + 8}}}).AddSnapshot(s)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLeadsToMoved looks for a word in memory that is the address of data in the second module.
func TestLeadsToMoved(t *testing.T) {
	for _, want := range []int{0, 1} {
		s := startedForTest(rand.New(rand.NewPCG(5, 6)))
		if want > 0 {
			for _, memory := range [][]byte{s.After, s.Freed} {
				binary.LittleEndian.PutUint64(memory[0x9800:], testMoved)
				binary.LittleEndian.PutUint64(memory[0x9808:], 7)
			}
		}
		p := &Program{m: &module{}, im: &image{0, s.First[:testHeap]}, table: &pclntab{}, moved: []span{{testMoved, testMoved + 8}}}
		got, err := p.LeadsToMoved(s)
		if err != nil || len(got) != want || want > 0 && got[0] != (Reached{testMoved, 7}) {
			t.Errorf("%v, %v; %d wanted", got, err, want)
		}
	}
}

func FuzzFindDicts(f *testing.F) {
	memory := startedForTest(rand.New(rand.NewPCG(1, 2))).After
	f.Add(memory[0x9000:0x9200], 0)
	f.Add(memory[0xa000:0xa100], 8)
	f.Fuzz(func(t *testing.T, b []byte, low int) {
		b = b[:len(b)/wordSize*wordSize]
		dicts := findDicts(b, low)
		workedOut(b, dicts)
	})
}

package postlink

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/embed"
)

// program builds the program in testdata for the web and gives what it prints natively.
func program(t *testing.T) (wasm []byte, want string) {
	t.Helper()
	for _, tool := range []string{"go", "node"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is needed", tool)
		}
	}
	run := func(env []string, name string, args ...string) string {
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), env...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %s: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	file := filepath.Join(t.TempDir(), "program.wasm")
	run([]string{"GOOS=js", "GOARCH=wasm"}, "go", "build", "-ldflags=-s -w", "-o", file, "./testdata/program")
	wasm, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return wasm, run(nil, "go", "run", "./testdata/program")
}

// runSplit runs the modules of a program in Node.
func runSplit(t *testing.T, modules ...[]byte) string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i, data := range modules {
		name := filepath.Join(dir, strconv.Itoa(i)+".wasm")
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	glue := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	functions := bundle(t, dir, "functions")
	out, err := exec.Command("node", append([]string{"testdata/run.mjs", glue, functions}, names...)...).CombinedOutput()
	if err != nil {
		t.Errorf("node: %v", err)
	}
	return string(out)
}

// TestSplit runs a program whose functions have been dealt out at random: whichever are in the second module, it prints the same.
func TestSplit(t *testing.T) {
	wasm, want := program(t)
	read := func() *Program {
		p, err := Read(wasm)
		if err != nil {
			t.Fatal(err)
		}
		p.Strip()
		if err := p.Shorten(); err != nil {
			t.Fatal(err)
		}
		return p
	}
	if whole := read().Bytes(); len(whole) >= len(wasm)*9/10 {
		t.Errorf("stripped and shortened, %d bytes are still %d", len(wasm), len(whole))
	}
	all := make([]int, read().Functions())
	for i := range all {
		all[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name  string
		keep  []float64 // the shares of functions in the modules but the last
		loads string    // the numbers of the modules that are asked for
	}{
		{"nothing moved", []float64{1}, ""},
		{"most moved", []float64{0.1}, "1"},
		{"half moved", []float64{0.5}, "1"},
		{"all moved", []float64{0}, "1"},
		{"three modules", []float64{0.4, 0.3}, "1 2"},
		{"four modules, the third for all that is called", []float64{0.3, 0.3, 1}, "1 2"},
		{"the second for all that is called", []float64{0.3, 1}, "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tiers := make([]Tier, len(c.keep))
			for _, i := range all {
				for k, share := range c.keep {
					if random.Float64() < share {
						tiers[k].Functions = append(tiers[k].Functions, i)
					}
				}
			}
			modules, err := read().Split(tiers...)
			if err != nil {
				t.Fatal(err)
			}
			got := runSplit(t, modules...)
			// In which order they are asked for is chance, so that the last may be the first.
			got = strings.Replace(got, ", loads 2\n", ", loads 1 2\n", 1)
			if want := want + "exit 0, loads " + c.loads + "\n"; got != want {
				t.Errorf("got\n%.3000s\nwant\n%s", got, want)
			}
		})
	}
	if _, err := read().Split(Tier{Functions: []int{len(all)}}); err == nil {
		t.Error("a function that isn't there: no error")
	}
}

// TestNamed finds functions by name and passes over a name that no function has.
func TestNamed(t *testing.T) {
	wasm, _ := program(t)
	p, err := Read(wasm)
	if err != nil {
		t.Fatal(err)
	}
	found := p.Named([]string{"runtime.gcParkAssist", "runtime.thereIsNoSuchFunction", "main.main"})
	var names []string
	for _, i := range found {
		names = append(names, p.Name(i))
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "main.main runtime.gcParkAssist" {
		t.Errorf("found %s", got)
	}
}

// TestSplitKeepsTheData puts the two modules' data together again.
func TestSplitKeepsTheData(t *testing.T) {
	wasm, _ := program(t)
	p, err := Read(wasm)
	if err != nil {
		t.Fatal(err)
	}
	want := image{p.im.base, bytes.Clone(p.im.b)}
	stays, begins, err := p.staying(nil)
	if err != nil {
		t.Fatal(err)
	}
	moved := p.im.cut(p.table.owned(stays, begins))
	if len(moved) < 100 {
		t.Errorf("only %d pieces moved", len(moved))
	}
	got, err := newImage(append(p.im.segments(), moved...))
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range want.b {
		if got.byte(want.base+i) != b {
			t.Fatalf("at %d is %d and was %d", want.base+i, got.byte(want.base+i), b)
		}
	}
}

func TestSplitSQLite(t *testing.T) {
	m, err := ReadModule(sqlite3.Binary)
	if err != nil {
		t.Fatal(err)
	}
	first, rest, err := m.Split(nil)
	if err != nil {
		t.Fatal(err)
	}
	// What calls an import stays, and the data; whether it works is tested in the browser.
	if len(first) > len(sqlite3.Binary)/2 || len(rest) < len(sqlite3.Binary)/2 {
		t.Errorf("of %d bytes, %d and %d", len(sqlite3.Binary), len(first), len(rest))
	}
	for _, half := range [][]byte{first, rest} {
		if _, err := decodeSections(half); err != nil {
			t.Error(err)
		}
	}
}

// decodeSections walks the sections of a module.
func decodeSections(wasm []byte) (n int, err error) {
	r := &reader{b: wasm, at: 8}
	for r.at < len(wasm) && r.err == nil {
		r.byte()
		r.take(r.uint())
		n++
	}
	return n, r.err
}

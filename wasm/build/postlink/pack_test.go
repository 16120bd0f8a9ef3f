package postlink

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle makes a module of JavaScript in dir of one in wasm/src.
func bundle(t *testing.T, dir, name string) string {
	t.Helper()
	out := filepath.Join(dir, name+".mjs")
	built := api.Build(api.BuildOptions{EntryPoints: []string{"../../src/" + name + ".ts"}, Outfile: out, Bundle: true, Write: true, Format: api.FormatESModule})
	if len(built.Errors) > 0 {
		t.Fatal(built.Errors)
	}
	return out
}

// unpack runs wasm/src/unpack.ts in Node.
func unpack(t *testing.T, packed []byte) ([]byte, string) {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	bundle(t, dir, "unpack")
	script := `import { readFileSync, writeFileSync } from "node:fs";
import { unpack } from "./unpack.mjs";
try {
  writeFileSync("out", unpack(new Uint8Array(readFileSync("in"))));
} catch (e) {
  console.log(e.message);
}
`
	if err := os.WriteFile(in("in"), packed, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in("main.mjs"), []byte(script), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "main.mjs")
	cmd.Dir = dir
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, said)
	}
	out, _ := os.ReadFile(in("out"))
	return out, string(bytes.TrimSpace(said))
}

func TestPack(t *testing.T) {
	wasm, want := program(t)
	p, err := Read(wasm)
	if err != nil {
		t.Fatal(err)
	}
	p.Strip()
	if err := p.Shorten(); err != nil {
		t.Fatal(err)
	}
	var hot []int
	for i := range p.Functions() {
		if i%3 > 0 {
			hot = append(hot, i)
		}
	}
	first, rest, err := p.Split(hot, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	packed, unpacked, err := p.Packed()
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > len(first)*4/5 {
		t.Errorf("packed, %d bytes are still %d", len(first), len(packed))
	}
	got, said := unpack(t, packed)
	if !bytes.Equal(got, unpacked) {
		t.Fatalf("unpacked, it is another module: %d bytes instead of %d; %s", len(got), len(unpacked), said)
	}
	if got, want := runSplit(t, unpacked, rest), want+"exit 0, loads 1\n"; got != want {
		t.Errorf("got\n%.3000s\nwant\n%s", got, want)
	}
	for name, damaged := range map[string][]byte{
		"another module": first,
		"cut":            packed[:len(packed)/2],
		"other codes":    bytes.ReplaceAll(packed, []byte{packCall}, []byte{0xf8}),
	} {
		if _, said := unpack(t, damaged); said == "" {
			t.Errorf("%s: no error", name)
		}
	}
}

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

// unpack runs wasm/src/unpack.ts in Node, on the whole file and on pieces of it.
func unpack(t *testing.T, packed []byte) ([]byte, string) {
	t.Helper()
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	bundle(t, dir, "unpack")
	script := `import { readFileSync, writeFileSync } from "node:fs";
import { Unpacker } from "./unpack.mjs";
const file = new Uint8Array(readFileSync("in"));
try {
  for (const size of [file.length, 60_000, 777]) {
    const unpacker = new Unpacker(), parts = [];
    for (let at = 0; at < file.length; at += size) parts.push(unpacker.add(file.slice(at, at + size)));
    unpacker.end();
    const out = Buffer.concat(parts);
    if (size < file.length && !out.equals(readFileSync("out"))) throw new Error("another module in pieces of " + size);
    if (size < file.length / 20 && parts.filter((p) => p.length > 0).length < 10) throw new Error("nothing comes before the file's end");
    writeFileSync("out", out);
  }
  // Whatever is damaged, it comes to an end: with this error, or with another module.
  for (let i = 0, random = 1; i < 60; i++) {
    const damaged = file.slice(), unpacker = new Unpacker();
    for (let k = 0; k <= i; k++) damaged[(random = (random * 48271) % 0x7fffffff) % (i % 2 ? 200 : file.length)] = random >> 8;
    try {
      unpacker.add(damaged);
    } catch (e) {
      if (!e.message.includes("arrived damaged")) throw e;
    }
  }
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
	tiers := make([]Tier, 2)
	for i := range p.Functions() {
		if i%3 > 0 {
			tiers[i%3-1].Functions = append(tiers[i%3-1].Functions, i)
		}
	}
	modules, err := p.Split(tiers...)
	if err != nil {
		t.Fatal(err)
	}
	first := modules[0]
	packed, unpacked, err := p.Packed()
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > len(first)*4/5 {
		t.Errorf("packed, %d bytes are still %d", len(first), len(packed))
	}
	got, said := unpack(t, packed)
	if said != "" || !bytes.Equal(got, unpacked) {
		t.Fatalf("unpacked, it is another module: %d bytes instead of %d; %s", len(got), len(unpacked), said)
	}
	if got, want := runSplit(t, append([][]byte{unpacked}, modules[1:]...)...), want+"exit 0, loads 1 2\n"; got != want {
		t.Errorf("got\n%.3000s\nwant\n%s", got, want)
	}
	if got, said := unpack(t, first); said != "" || !bytes.Equal(got, first) {
		t.Errorf("a module that is not packed is not left as it is: %s", said)
	}
	for name, damaged := range map[string][]byte{
		"another section": bytes.Replace(packed, []byte(packedSection), []byte("asyncshelf.another"), 1),
		"cut":             packed[:len(packed)/2],
		"nearly all":      packed[:len(packed)-1],
		"more":            append(bytes.Clone(packed), packEnd),
		"other codes":     bytes.ReplaceAll(packed, []byte{packCall}, []byte{0xf8}),
	} {
		if _, said := unpack(t, damaged); said == "" {
			t.Errorf("%s: no error", name)
		}
	}
}

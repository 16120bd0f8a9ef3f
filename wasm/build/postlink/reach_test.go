package postlink

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestUnreached trains with a program as the build does with the engine: without what neither the functions that it calls nor its memory lead to, it prints the same.
func TestUnreached(t *testing.T) {
	wasm, want := program(t)
	p, err := Read(wasm)
	if err != nil {
		t.Fatal(err)
	}
	p.Strip()
	instrumented, err := p.Instrument()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "program.wasm")
	if err := os.WriteFile(file, instrumented, 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	low, high := p.ReadOnly()
	glue := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	out, err := exec.Command("node", "testdata/reach.mjs", glue, file, strconv.Itoa(low), strconv.Itoa(high)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var trained struct {
		Called  []int
		Reached []Reached
	}
	if err := json.Unmarshal(out, &trained); err != nil {
		t.Fatal(err)
	}
	if len(p.MethodTables()) < 10 {
		t.Errorf("%d tables of methods", len(p.MethodTables()))
	}
	stays, _, err := p.staying(trained.Called)
	if err != nil {
		t.Fatal(err)
	}
	spans, err := p.unreached(stays, trained.Reached)
	if err != nil {
		t.Fatal(err)
	}
	texts, types := 0, 0
	for _, s := range spans {
		if b := p.im.slice(s.from, s.to-s.from); b[0] >= ' ' && len(b) < 100 {
			texts += len(b)
		} else {
			types += len(b)
		}
	}
	t.Logf("%d spans: %d bytes of texts, %d of types and names, of %d", len(spans), texts, types, high-low)
	if texts < 1000 || types < 1000 {
		t.Errorf("%d bytes of texts and %d of types and names were found that nothing leads to", texts, types)
	}
	modules, err := p.Split(Tier{Functions: trained.Called, Reached: trained.Reached})
	if err != nil {
		t.Fatal(err)
	}
	// Which functions of the runtime a run calls depends on the time, too, so it may load the second module.
	if got, want := runSplit(t, modules...), want+"exit 0, loads "; !strings.HasPrefix(got, want) {
		t.Errorf("got\n%.3000s\nwant\n%s", got, want)
	}
}

func TestTextsThatAreParts(t *testing.T) {
	text := "0123456789" + "abcdefghijkl" + "mnopqrstuvwx" + "a text of twenty-one."
	p := &Program{im: &image{base: 100, b: []byte(text)}}
	cold := &mentions{[]span{{100, 110}, {110, 122}, {122, 134}, {126, 134}, {134, 155}}}
	parts := func(hot []span) string {
		var got []string
		for _, s := range p.texts(&mentions{hot}, cold) {
			got = append(got, text[s.from-100:s.to-100])
		}
		return strings.Join(got, " ")
	}
	for _, c := range []struct {
		name string
		hot  []span
		want string
	}{
		{"nothing else", nil, "0123456789 abcdefghijkl mnopqrstuvwx a text of twenty-one."},
		{"the beginning is needed", []span{{110, 111}}, "0123456789 mnopqrstuvwx a text of twenty-one."},
		{"a part is needed", []span{{115, 116}}, "0123456789 mnopqrstuvwx a text of twenty-one."},
		{"a longer text is needed", []span{{120, 140}}, "0123456789"},
	} {
		if got := parts(c.hot); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// Behind an embedded text of eleven bytes, nothing shorter is a text.
	p.sources = []span{{90, 101}}
	if got := parts(nil); got != "abcdefghijkl mnopqrstuvwx a text of twenty-one." {
		t.Errorf("behind an embedded text: %q", got)
	}
	p.sources = nil
	p.im.b = bytes.ReplaceAll(p.im.b, []byte("s"), []byte{0})
	if got := parts(nil); got != "0123456789 abcdefghijkl a text of twenty-one." {
		t.Errorf("with a zero byte: %q", got)
	}
}

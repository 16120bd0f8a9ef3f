package outline_test

import (
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/internal/progtest"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/outline"
	_ "github.com/asyncshelf/asyncshelf/engine/python/stdlib/all"
)

const sample = `def plain(a, b=1):
    "Doc."
    total = a + b
    return total

def generator():
    for x in range(3):
        yield x, "é", [x for x in "abc"]

def one(x): return "a text of some length" + x

def short():
    return 1

@property
def decorated(self):
    return self.something_of_length

class C(Base):
    x = [1, 2, 3]

    def method(self):
        return super().method() + self.x
    def __del__(self):
        return self.close_everything_now()
    async def agen(self):
        async with self.lock:
            yield await self.x
    async def co(self):
        async with self.lock:
            return await self.x
    def outer(self):
        name = self.x
        def inner():
            return name + "a text of some length"
        return inner

if C:
    def conditional():
        @decorator
        def inner(): pass
        return inner
`

// TestBodies holds which bodies are found, with their marks, and that an outline has the lines of the source.
func TestBodies(t *testing.T) {
	text := []byte(sample)
	var got strings.Builder
	for i, b := range outline.Bodies(sample) {
		got.WriteString(b.Name + [...]string{"", " generator", " class", " generator class"}[b.Flags] + ": " + strings.ReplaceAll(sample[b.From:b.To], "\n", "\\n") + "\n")
		b.Mark(text[b.From:b.To], i+1)
	}
	want := `plain: total = a + b\n    return total
generator generator: for x in range(3):\n        yield x, "é", [x for x in "abc"]
one: return "a text of some length" + x
decorated: return self.something_of_length
C.method class: return super().method() + self.x
C.agen generator: async with self.lock:\n            yield await self.x
C.co: async with self.lock:\n            return await self.x
C.outer: name = self.x\n        def inner():\n            return name + "a text of some length"\n        return inner
`
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", &got, want)
	}
	read := object.ReadOutline(string(text))
	if a, b := strings.Count(read, "\n"), strings.Count(sample, "\n"); a != b {
		t.Errorf("the outline has %d lines, the source %d", a, b)
	}
	for _, part := range []string{"    __body_2__;yield\n\n\ndef one(x): __body_3__\n", "        __body_5__;__class__\n    def __del__"} {
		if !strings.Contains(read, part) {
			t.Errorf("%q is not in\n%s", part, read)
		}
	}
	for _, bad := range []string{"def f(:", "\x00", "", "def f():\n    return a\x00long_enough_to_be_left_out\n"} {
		if got := outline.Bodies(bad); len(got) != 0 {
			t.Errorf("Bodies(%q) = %v", bad, got)
		}
	}
}

// TestPrograms runs the library's programs with modules whose functions all lack their bodies, each of which comes alone, when it is called. What they print is the same.
func TestPrograms(t *testing.T) {
	type place struct {
		text []byte // of the module, with marks
		body outline.Body
		full string
	}
	var places []place
	for _, m := range object.NativeModules() {
		full := m.Text()
		text := []byte(full)
		for _, b := range outline.Bodies(full) {
			places = append(places, place{text, b, full})
			b.Mark(text[b.From:b.To], len(places))
		}
		m.Source, m.Read = "", func() string { return string(text) }
	}
	if len(places) < 3000 {
		t.Fatalf("only %d bodies are found", len(places))
	}
	loaded := map[int]bool{}
	object.LoadSource = func(number int) {
		if loaded[number] {
			t.Errorf("body %d is asked for twice", number)
		}
		loaded[number] = true
		p := places[number-1]
		copy(p.text[p.body.From:p.body.To], p.full[p.body.From:])
	}
	defer func() { object.LoadSource = nil }()
	progtest.RunAll(t, "../stdlib/all/testdata")
	t.Logf("%d of %d bodies were called", len(loaded), len(places))
	if len(loaded) < len(places)/10 {
		t.Error("that is too few")
	}
}

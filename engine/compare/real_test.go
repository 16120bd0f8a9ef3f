package compare_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
)

// TestReal holds the servers to what was recorded of real ones.
func TestReal(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/real.txtar")
	if err != nil {
		t.Fatal(err)
	}
	p := engine.Program{Files: []engine.File{{Name: "views.py", Text: string(ar.Files[0].Data)}}}
	n := 0
	for line := range strings.Lines(string(ar.Files[1].Data)) {
		words := strings.Fields(line)
		way := compare.Way{Server: compare.Server(words[0]), View: words[1]}
		if way.Server == compare.WSGI {
			way.Workers = 2
		}
		got := one(t, p, 6, compare.Together, 0, way)
		for i, word := range words[2:] {
			real, err := strconv.ParseFloat(word, 64)
			if err != nil {
				t.Fatal(err)
			}
			// A real machine takes some time of its own for each answer, and never less than the sleeps come to.
			own := time.Duration(real*float64(time.Second)) - got.Requests[i].End
			if own < -10*time.Millisecond || own > 100*time.Millisecond {
				t.Errorf("%s %s: request %d is answered after %v; really after %s s", words[0], words[1], i+1, got.Requests[i].End, word)
			}
			n++
		}
	}
	if n != 66 {
		t.Errorf("%d answers were compared", n)
	}
}

package functions

import (
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// TestFunctions compares each expression of testdata/functions.txt with what an earlier Django's functions gave for it, as far as those of 5.2 are known to do the same: the value as Python writes it, or error.
func TestFunctions(t *testing.T) {
	c, err := sqlite.Open(context.Background(), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := Register(c); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/functions.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		expr, want, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		got := "error"
		if rs, err := c.Query(context.Background(), "SELECT "+expr, nil); err == nil {
			got = python(rs.Rows[0][0])
		}
		if got != want {
			t.Errorf("%s\n got: %s\nwant: %s", expr, got, want)
		}
	}
}

// python writes a value as Python does.
func python(v sqlite.Value) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case string:
		return "'" + v + "'"
	case float64:
		if a := math.Abs(v); v != 0 && (a < 1e-4 || a >= 1e16) {
			return strconv.FormatFloat(v, 'e', -1, 64)
		}
		s := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
		return s
	}
	return fmt.Sprint(v)
}

package build

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

func TestSlim(t *testing.T) {
	for source, want := range map[string]string{
		"a = 1  # one\n":                                    "a = 1\n",
		"# all\nif a:\n    b = '#'  # c\n":                  "\nif a:\n b = '#'\n",
		"def f():\n    if x:\n        y(1,\n          2)\n": "def f():\n if x:\n  y(1,\n    2)\n",
		"s = '''\n    # kept\n    '''\n":                    "s = '''\n    # kept\n    '''\n",
		`s = "\"#" + r'\'#'  # gone`:                        `s = "\"#" + r'\'#'`,
		"":                                                  "",
		"'open":                                             "'open",
	} {
		if got := string(slim([]byte(source))); got != want {
			t.Errorf("slim(%q) = %q, want %q", source, got, want)
		}
	}
}

// TestSlimModules holds that what is embedded means what its source says, and that every line is where it was.
func TestSlimModules(t *testing.T) {
	files, err := embedded(nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		if filepath.Ext(f.name) != ".py" {
			continue
		}
		n++
		whole, err := os.ReadFile(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := meaning(t, f.name, string(whole)), meaning(t, f.name, string(f.text)); a != b {
			t.Errorf("%s means something else when it is slimmed", f.name)
		}
	}
	if n < 100 {
		t.Errorf("only %d modules are embedded", n)
	}
}

// meaning lists the nodes of a module with their lines and texts.
func meaning(t *testing.T, name, source string) string {
	t.Helper()
	m, err := syntax.Parse(name, source, syntax.ModeExec)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var b strings.Builder
	syntax.Inspect(m, func(n syntax.Node) bool {
		v := reflect.Indirect(reflect.ValueOf(n))
		fmt.Fprintf(&b, "%T", n)
		for i := range v.NumField() {
			switch f := v.Field(i); {
			case v.Type().Field(i).Name == "Line" || f.Kind() == reflect.String:
				fmt.Fprintf(&b, " %v", f)
			}
		}
		b.WriteByte('\n')
		return true
	})
	return b.String()
}

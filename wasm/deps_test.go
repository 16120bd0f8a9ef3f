package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestDependencies keeps packages out of the program that would make every page's download larger.
func TestDependencies(t *testing.T) {
	cmd := exec.Command("go", "list", "-deps", ".")
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{}
	for _, name := range strings.Fields(string(out)) {
		linked[name] = true
	}
	if !linked["runtime"] {
		t.Fatalf("these cannot be all dependencies: %s", out)
	}
	for _, name := range []string{"crypto/tls", "html/template", "net", "net/http", "net/netip", "regexp", "regexp/syntax", "runtime/metrics", "unique"} {
		if linked[name] {
			t.Errorf("%s is linked into the program", name)
		}
	}
}

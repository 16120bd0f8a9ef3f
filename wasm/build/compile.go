package build

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// program is the GOOS=js program that becomes engine.wasm.
const program = "github.com/asyncshelf/asyncshelf/wasm"

// compact names the packages that are compiled without inlining: they are not hot, and it makes them a fifth smaller. The machine and the
// object model keep it, since without it loops take almost twice as long.
var compact = []string{
	"github.com/asyncshelf/asyncshelf/engine/django/...",
	"github.com/asyncshelf/asyncshelf/engine/lesson/...",
	"github.com/asyncshelf/asyncshelf/engine/python/builtins",
	"github.com/asyncshelf/asyncshelf/engine/python/compile",
	"github.com/asyncshelf/asyncshelf/engine/python/syntax",
	"github.com/asyncshelf/asyncshelf/engine/python/traceback",
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/...",
	"github.com/asyncshelf/asyncshelf/engine",
	"github.com/asyncshelf/asyncshelf/engine/latency",
	"github.com/asyncshelf/asyncshelf/engine/plainjson",
	"github.com/asyncshelf/asyncshelf/engine/python",
	"github.com/asyncshelf/asyncshelf/engine/python/unidata",
	"github.com/asyncshelf/asyncshelf/engine/timeline",
	"github.com/asyncshelf/asyncshelf/engine/trace",
	"github.com/asyncshelf/asyncshelf/wasm/...",
	"github.com/cockroachdb/...",
	"bytes", "context", "crypto/...", "embed", "encoding/...", "fmt", "internal/strconv", "io/...", "math/big", "os", "path", "reflect", "slices", "sort", "strconv", "strings", "time", "unicode/...",
}

// compile builds engine.wasm with the embedded files as given.
func compile(out string, tags []string, files []embeddedFile) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "asyncshelf-sources-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	replaced, err := overlay(dir, files)
	if err != nil {
		return err
	}
	args := []string{"build", "-trimpath", "-ldflags=-s -w", "-overlay=" + replaced, "-o", out}
	for _, p := range compact {
		args = append(args, "-gcflags="+p+"=-l")
	}
	if len(tags) > 0 {
		args = append(args, "-tags="+strings.Join(tags, ","))
	}
	cmd := exec.Command("go", append(args, program)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if strings.HasPrefix(runtime.Version(), "go1.26") {
		// The collector that is new in Go 1.26 gains by vector instructions and many cores, of which a page has none. With the one before it, which later versions
		// don't have, runs take the same time and the module is 5 KB smaller, compressed.
		cmd.Env = append(cmd.Env, "GOEXPERIMENT=nogreenteagc")
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if dir, err := sourceDir(); err == nil {
		cmd.Dir = dir
	}
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go build of %s: %w\n%s", EngineWasm, err, stderr.Bytes())
	}
	return nil
}

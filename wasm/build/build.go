// Package build makes the files that a page loads to run Python and SQLite: engine.wasm, sqlite3.wasm, worker.js (with Go's
// glue for JavaScript inside) and shelf.js. The shelf command calls [Build] when it builds the site; nothing here needs npm.
package build

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
	"github.com/ncruces/go-sqlite3"
)

// The names of the files, which worker and page know.
const (
	EngineWasm = "engine.wasm"
	EngineRest = "engine.rest.wasm" // the part that is loaded only when it is needed
	SQLiteWasm = "sqlite3.wasm"
	SQLiteRest = "sqlite3.rest.wasm"
	WorkerJS   = "worker.js"
	ShelfJS    = "shelf.js"
)

// program is the GOOS=js program that becomes engine.wasm.
const program = "github.com/asyncshelf/asyncshelf/wasm"

// Options says what to build.
type Options struct {
	// Tags are build tags for engine.wasm.
	Tags []string
	// Readable leaves the JavaScript unminified.
	Readable bool
	// Training is what the first part of the engine is to be enough for; see [Training]. Nil leaves the engine whole.
	Training []Job
}

// A File is one of the files built.
type File struct {
	Name   string
	Raw    int
	Brotli int
}

// Build writes the files to the folder out.
func Build(out string, o Options) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	if err := modules(out, o); err != nil {
		return err
	}
	return Scripts(out, o)
}

// Measure tells what the files that Build wrote to the folder out weigh. It takes a minute: it compresses them as well as can be.
func Measure(out string) ([]File, error) {
	return measure(out, EngineWasm, SQLiteWasm, WorkerJS, ShelfJS)
}

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

// Scripts writes everything but the modules, which take the longest: what changes when only TypeScript does.
func Scripts(out string, o Options) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	b, err := newBundler(out, !o.Readable)
	if err != nil {
		return err
	}
	return errors.Join(
		// A classic script: a worker of that kind is understood everywhere.
		b.bundle(script{"worker.ts", filepath.Join(out, WorkerJS), api.FormatIIFE}),
		b.bundle(script{"shelf.ts", filepath.Join(out, ShelfJS), api.FormatESModule}),
	)
}

// newBundler prepares to bundle scripts that load the modules in the folder dir.
func newBundler(dir string, minify bool) (bundler, error) {
	src, err := sourceDir()
	if err != nil {
		return bundler{}, err
	}
	goroot, err := goEnv("GOROOT")
	if err != nil {
		return bundler{}, err
	}
	b := bundler{src: src, glue: filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"), sizes: map[string]int{}, minify: minify}
	if _, err := os.Stat(b.glue); err != nil {
		return bundler{}, fmt.Errorf("Go's glue for JavaScript: %w", err)
	}
	for _, name := range []string{EngineWasm, SQLiteWasm} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			b.sizes[name] = int(info.Size())
		}
	}
	return b, nil
}

// TestModules bundles what tests and benchmarks import into the folder out.
func TestModules(out string) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	b, err := newBundler(out, false)
	if err != nil {
		return err
	}
	return errors.Join(
		b.bundle(script{"testing.ts", filepath.Join(out, "testing.mjs"), api.FormatESModule}),
		os.WriteFile(filepath.Join(out, SQLiteWasm), sqlite3.Binary, 0o666),
	)
}

// compile builds engine.wasm.
func compile(out string, tags []string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	args := []string{"build", "-trimpath", "-ldflags=-s -w", "-o", out}
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

// sourceDir finds wasm/src: from where this file was compiled, or else below or above the working directory.
func sourceDir() (string, error) {
	if _, file, _, ok := runtime.Caller(0); ok && filepath.IsAbs(file) {
		if dir := filepath.Join(filepath.Dir(file), "..", "src"); isDir(dir) {
			return dir, nil
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if src := filepath.Join(dir, "wasm", "src"); isDir(src) {
			return src, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("wasm/src is not here: run this inside the project")
		}
		dir = parent
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func goEnv(name string) (string, error) {
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		return "", fmt.Errorf("go env %s: %w", name, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// measure weighs files, also as a server that compresses would send them.
func measure(dir string, names ...string) ([]File, error) {
	files := make([]File, len(names))
	for i, name := range names {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		var compressed bytes.Buffer
		w := brotli.NewWriterLevel(&compressed, brotli.BestCompression)
		if _, err := w.Write(data); err == nil {
			err = w.Close()
		}
		if err != nil {
			return nil, err
		}
		files[i] = File{Name: name, Raw: len(data), Brotli: compressed.Len()}
	}
	return files, nil
}

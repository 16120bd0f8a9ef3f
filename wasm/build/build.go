// Package build makes the files that a page loads to run Python and SQLite: engine.wasm, sqlite3.wasm, worker.js (with Go's
// glue for JavaScript inside) and shelf.js. The shelf command calls [Build] when it builds the site; nothing here needs npm.
//
// # How they are made
//
//	slim.go      the Python modules that are embedded lose their comments and most of their indentation
//	compile.go   Go's compiler and linker make engine.wasm; SQLite's binary is that of go-sqlite3
//	jobs.go      what the pages of lessons do, as jobs for the worker
//	usual.go     and what programs of learners do
//	train.go     the jobs run in Node, in an engine that notes which of its functions are called
//	modules.go   by that list both modules are divided: a first part that every page loads, and others, which come when they are needed
//	snapshot.go  the divided engine is started in Node; what its memory holds then becomes part of the first part
//	packed.go    the first part is packed for the download, and unpacked again to see that it comes out the same
//	bundle.go    esbuild makes the scripts of the TypeScript in wasm/src
//	measure.go   what the files weigh
//
// Package postlink, below, knows WebAssembly and what Go's linker writes; this package knows lessons, Node and the file system.
package build

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"github.com/ncruces/go-sqlite3"
)

// The names of the files. The worker and the page know them too.
const (
	EngineWasm = "engine.wasm"
	EngineMore = "engine.more.wasm" // the second part, loaded only when it is needed: what programs of learners use
	EngineRest = "engine.rest.wasm" // and the third, all the rest
	SQLiteWasm = "sqlite3.wasm"
	SQLiteRest = "sqlite3.rest.wasm"
	WorkerJS   = "worker.js"
	ShelfJS    = "shelf.js"
)

// Options says what to build.
type Options struct {
	// Tags are build tags for engine.wasm.
	Tags []string
	// Readable leaves the JavaScript unminified.
	Readable bool
	// Training is what the first part of the engine is to be enough for; see [Training]. Nil leaves the modules whole.
	Training []Job
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

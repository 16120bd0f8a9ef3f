package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/embed" // the sqlite3.wasm that the native driver runs too

	"github.com/asyncshelf/asyncshelf/wasm/build/postlink"
)

// This file makes the modules that a page loads of what the linker wrote and of SQLite's binary.

// modules builds engine.wasm and sqlite3.wasm and, unless there is nothing to train with, their second parts.
func modules(out string, o Options) error {
	if err := compile(filepath.Join(out, EngineWasm), o.Tags); err != nil {
		return err
	}
	binary, err := os.ReadFile(filepath.Join(out, EngineWasm))
	if err != nil {
		return err
	}
	engine, err := shortened(binary)
	if errors.Is(err, errUnknownGo) {
		// The binary is larger than it need be, and right.
		return os.WriteFile(filepath.Join(out, SQLiteWasm), sqlite3.Binary, 0o666)
	}
	if err != nil {
		return err
	}
	database, err := postlink.ReadModule(sqlite3.Binary)
	if err != nil {
		return err
	}
	files := map[string][]byte{}
	if len(o.Training) == 0 {
		files[EngineWasm], files[SQLiteWasm] = engine.Bytes(), sqlite3.Binary
	} else {
		texts, err := embedded(o.Tags)
		if err != nil {
			return err
		}
		engine.Embed(texts)
		called, err := train(engine, database, o.Training)
		if err != nil {
			return fmt.Errorf("finding out what the lessons call: %w", err)
		}
		called.Engine = append(called.Engine, engine.Named(untimely)...)
		var started *postlink.Started
		split := func() (err error) {
			var first []byte
			if first, files[EngineRest], err = engine.Split(called.Engine, called.Sources, called.Reached); err != nil {
				return err
			}
			started, err = snapshot(map[string][]byte{EngineWasm: first, EngineRest: files[EngineRest], SQLiteWasm: sqlite3.Binary})
			return err
		}
		if err := split(); err != nil {
			return err
		}
		missed, err := engine.LeadsToMoved(started)
		if err != nil {
			return err
		}
		if len(missed) > 0 {
			// What the start leaves in memory is not to the word what it left when it was trained with. Now that is known too.
			called.Reached = append(called.Reached, missed...)
			if engine, err = shortened(binary); err != nil {
				return err
			}
			engine.Embed(texts)
			if err := split(); err != nil {
				return err
			}
		}
		memory, err := engine.AddSnapshot(started)
		if err != nil {
			return err
		}
		if files[EngineWasm], err = packed(engine, memory); err != nil {
			return err
		}
		if files[SQLiteWasm], files[SQLiteRest], err = database.Split(called.SQLite); err != nil {
			return err
		}
	}
	return writeAll(out, files)
}

// errUnknownGo says that the binary was made by a Go whose tables we don't know.
var errUnknownGo = errors.New("made by another Go")

// shortened reads what the linker wrote and takes out what no page needs.
func shortened(binary []byte) (*postlink.Program, error) {
	engine, err := postlink.Read(binary)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnknownGo, err)
	}
	engine.Strip()
	return engine, engine.Shorten()
}

// untimely names the functions of Go's garbage collector that are called only when it is asked for memory at an awkward moment. Whether that happens in a run is a
// matter of microseconds, so that the training can't be relied on to see it; without them here, a page would now and then load the second part for one of them.
var untimely = []string{
	"runtime.(*mheap).allocSpan.func1", "runtime.(*mspan).ensureSwept", "runtime.(*spanSPMC).deinit", "runtime.(*sweepLocked).sweep.func1", "runtime.gcAssistAlloc.func1", "runtime.gcMarkDone.func4",
	"runtime.gcParkAssist", "runtime.gcParkStrongFromWeak", "runtime.gfget.func1", "runtime.gfget.func2", "runtime.gcStart.func1", "runtime.newSpanSPMC", "runtime.sweepone.func1",
}

// called are the numbers of the functions that the training called.
type called struct {
	Engine []int `json:"engine"`
	SQLite []int `json:"sqlite3"`
	// Reached are the read-only data that memory led to.
	Reached []postlink.Reached `json:"reached"`
	// Sources are the numbers of the embedded sources that were imported.
	Sources []int `json:"sources"`
}

// train runs the jobs in Node.
func train(engine *postlink.Program, database *postlink.Module, jobs []Job) (c called, err error) {
	files := map[string][]byte{}
	if files[EngineWasm], err = engine.Instrument(); err != nil {
		return c, err
	}
	if files[SQLiteWasm], err = database.Instrument(); err != nil {
		return c, err
	}
	if files["sources.json"], err = json.Marshal(engine.Sources()); err != nil {
		return c, err
	}
	base, count := engine.Table()
	low, high := engine.ReadOnly()
	if files["table.json"], err = json.Marshal(map[string]any{"base": base, "count": count, "low": low, "high": high, "tables": engine.MethodTables()}); err != nil {
		return c, err
	}
	if files["jobs.json"], err = json.Marshal(jobs); err != nil {
		return c, err
	}
	dir, err := os.MkdirTemp("", "training")
	if err != nil {
		return c, err
	}
	defer os.RemoveAll(dir)
	b, err := newBundler(dir, false)
	if err != nil {
		return c, err
	}
	scripts := filepath.Join(b.src, "..", "exec")
	for _, name := range []string{"train.mjs", "memory.mjs"} {
		if files[name], err = os.ReadFile(filepath.Join(scripts, name)); err != nil {
			return c, err
		}
	}
	// The same modules with the same jobs call the same functions, so builds that only change the page need not find out again.
	known := cacheFile(files)
	if data, err := os.ReadFile(known); err == nil && json.Unmarshal(data, &c) == nil {
		return c, nil
	}
	if err := TestModules(dir); err != nil {
		return c, err
	}
	if err := writeAll(dir, files); err != nil { // over the SQLite that tests use
		return c, err
	}
	cmd := exec.Command("node", filepath.Join(scripts, "train.mjs"), b.glue, dir)
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	if err != nil {
		return c, fmt.Errorf("node: %w", err)
	}
	if err := json.Unmarshal(output, &c); err != nil {
		return c, err
	}
	// Without a cache, the next build finds out again.
	if os.MkdirAll(filepath.Dir(known), 0o777) == nil {
		_ = os.WriteFile(known, output, 0o666)
	}
	return c, nil
}

// cacheFile names the file in the user's cache that holds what the training with these files called.
func cacheFile(files map[string][]byte) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = os.TempDir()
	}
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
		h.Write(files[name])
	}
	return filepath.Join(dir, "asyncshelf", fmt.Sprintf("called-%x.json", h.Sum(nil)[:12]))
}

// packed is the first part of the engine in the form that the page loads, when a page is sure to get the very same bytes from it, and from these the memory.
func packed(engine *postlink.Program, memory []byte) ([]byte, error) {
	packed, want, err := engine.Packed()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "packed")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in := func(name string) string { return filepath.Join(dir, name) }
	if err := errors.Join(TestModules(dir), os.WriteFile(in(EngineWasm), packed, 0o666)); err != nil {
		return nil, err
	}
	cmd := exec.Command("node", "--input-type=module", "-e", unpacking)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("unpacking the engine: node: %w", err)
	}
	for name, want := range map[string][]byte{"unpacked": want, "memory": memory} {
		got, err := os.ReadFile(in(name))
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(got, want) {
			return nil, errors.New("unpacked, the engine is another program: " + name)
		}
	}
	return packed, nil
}

// unpacking is the script that does what a page does with the packed engine, as far as that is running it.
const unpacking = `import { resume, unpack, writeFunctions } from "./testing.mjs";
import { readFileSync, writeFileSync } from "node:fs";
const bytes = unpack(new Uint8Array(readFileSync("` + EngineWasm + `")));
const module = new WebAssembly.Module(bytes);
const none = new Proxy({}, { get: () => () => 0 });
const instance = new WebAssembly.Instance(module, new Proxy({}, { get: () => none }));
writeFunctions(module, instance.exports.mem);
globalThis.process ??= {};
globalThis.fs = { constants: {} };
resume(module, instance, {});
writeFileSync("unpacked", bytes);
writeFileSync("memory", new Uint8Array(instance.exports.mem.buffer));`

// embedded reads the Python sources, and the tables of characters, that are embedded in the engine's modules.
func embedded(tags []string) ([][]byte, error) {
	cmd := exec.Command("go", "list", "-deps", "-tags="+strings.Join(tags, ","), "-f", "{{$p := .}}{{range .EmbedFiles}}{{$p.Dir}}/{{.}}\n{{end}}", languagePackages, djangoPackages)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	dir, err := sourceDir()
	if err != nil {
		return nil, err
	}
	cmd.Dir = dir
	list, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var texts [][]byte
	for name := range strings.FieldsSeq(string(list)) {
		if ext := path.Ext(name); ext == ".py" || ext == ".txt" || ext == ".bin" {
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// Where modules come from whose sources are read when they are imported.
const (
	languagePackages = "github.com/asyncshelf/asyncshelf/engine/python/stdlib/..."
	djangoPackages   = "github.com/asyncshelf/asyncshelf/engine/django/..."
)

func writeAll(dir string, files map[string][]byte) error {
	var errs []error
	for name, data := range files {
		errs = append(errs, os.WriteFile(filepath.Join(dir, name), data, 0o666))
	}
	return errors.Join(errs...)
}

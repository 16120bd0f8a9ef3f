package build

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/ncruces/go-sqlite3"
	_ "github.com/ncruces/go-sqlite3/embed" // the sqlite3.wasm that the native driver runs too

	"github.com/asyncshelf/asyncshelf/engine/python/outline"
	"github.com/asyncshelf/asyncshelf/wasm/build/postlink"
)

// This file makes the modules that a page loads of what the linker wrote and of SQLite's binary.

// modules builds engine.wasm and sqlite3.wasm and, unless there is nothing to train with, their other parts.
func modules(out string, o Options) error {
	files, err := embedded(o.Tags)
	if err != nil {
		return err
	}
	if err := compile(filepath.Join(out, EngineWasm), o.Tags, files); err != nil {
		return err
	}
	binary, err := os.ReadFile(filepath.Join(out, EngineWasm))
	if err != nil {
		return err
	}
	engine, err := shortened(binary)
	if errors.Is(err, errUnknownGo) {
		// The engine stays as the linker wrote it: larger than it need be, and right.
		return os.WriteFile(filepath.Join(out, SQLiteWasm), sqlite3.Binary, 0o666)
	}
	if err != nil {
		return err
	}
	if len(o.Training) == 0 {
		return writeAll(out, map[string][]byte{EngineWasm: engine.Bytes(), SQLiteWasm: sqlite3.Binary})
	}
	parts, err := divided(binary, engine, files, o)
	if err != nil {
		return err
	}
	return writeAll(out, parts)
}

// divided makes parts of the modules: what the training calls, what usual programs call besides (of the engine), and the rest. The engine, read from binary and shortened
// already, gets a snapshot of its started memory.
func divided(binary []byte, engine *postlink.Program, sources []embeddedFile, o Options) (map[string][]byte, error) {
	database, err := postlink.ReadModule(sqlite3.Binary)
	if err != nil {
		return nil, err
	}
	var texts []postlink.Text
	for _, f := range sources {
		texts = append(texts, postlink.Text{Bytes: f.text, Parts: f.bodies()})
	}
	engine.Embed(texts)
	called, err := train(engine, database, o.Training)
	if err != nil {
		return nil, fmt.Errorf("finding out what the lessons call: %w", err)
	}
	called.Engine = append(called.Engine, engine.Named(untimely)...)
	jobs, err := usual()
	if err != nil {
		return nil, err
	}
	more, err := train(engine, database, jobs)
	if err != nil {
		return nil, fmt.Errorf("finding out what usual programs call: %w", err)
	}
	files, started, err := split(engine, called, more)
	if err != nil {
		return nil, err
	}
	missed, err := engine.LeadsToMoved(started)
	if err != nil {
		return nil, err
	}
	if len(missed) > 0 {
		// What the start leaves in memory is not to the byte what it left in the training. Now that this is known too, the engine is divided once more.
		called.Reached = append(called.Reached, missed...)
		if engine, err = shortened(binary); err != nil {
			return nil, err
		}
		engine.Embed(texts)
		if files, started, err = split(engine, called, more); err != nil {
			return nil, err
		}
	}
	memory, err := engine.AddSnapshot(started)
	if err != nil {
		return nil, err
	}
	if files[EngineWasm], err = packed(engine, memory); err != nil {
		return nil, err
	}
	if files[SQLiteWasm], files[SQLiteRest], err = database.Split(called.SQLite); err != nil {
		return nil, err
	}
	return files, nil
}

// split divides the engine and starts it, to see what its memory holds then.
func split(engine *postlink.Program, parts ...called) (files map[string][]byte, started *postlink.Started, err error) {
	tiers := make([]postlink.Tier, len(parts))
	for i, c := range parts {
		tiers[i] = postlink.Tier{Functions: c.Engine, Sources: c.Sources, Reached: c.Reached}
	}
	modules, err := engine.Split(tiers...)
	if err != nil {
		return nil, nil, err
	}
	files = map[string][]byte{EngineWasm: modules[0], EngineMore: modules[1], EngineRest: modules[2], SQLiteWasm: sqlite3.Binary}
	started, err = snapshot(files)
	return files, started, err
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

// untimely names the functions that a run calls only at an awkward moment: those of Go's garbage collector when memory is asked for while it is at work, those of
// Go's timers when one is late, what tells the page of a slow statement, and what sorts the keys of a map that came in an unlucky order. Whether that happens is a
// matter of microseconds, so that the training can't be relied on to see it; without them here, a page would now and then load the second part for one of them, and a
// slow telephone nearly always.
var untimely = []string{
	"runtime.(*mheap).allocSpan.func1", "runtime.(*mspan).ensureSwept", "runtime.(*spanSPMC).deinit", "runtime.(*sweepLocked).sweep.func1", "runtime.gcAssistAlloc.func1", "runtime.gcMarkDone.func4",
	"runtime.gcParkAssist", "runtime.gcParkStrongFromWeak", "runtime.gfget.func1", "runtime.gfget.func2", "runtime.gcStart.func1", "runtime.newSpanSPMC", "runtime.sweepone.func1",
	"internal/runtime/atomic.Casp1", "runtime.(*timers).initHeap", "runtime.(*timers).siftDown", "runtime.(*timers).updateMinWhenModified",
	"main.shelfFlush",
	"slices.reverseRangeOrdered[go.shape.string]",
}

// An embeddedFile is a file that is embedded in the engine, with the text that is.
type embeddedFile struct {
	name string
	text []byte
}

// embedded reads the Python sources, and the tables of characters, that are embedded in the engine's modules. The former are slimmed.
func embedded(tags []string) ([]embeddedFile, error) {
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
	var files []embeddedFile
	for name := range strings.FieldsSeq(string(list)) {
		if ext := path.Ext(name); ext == ".py" || ext == ".txt" || ext == ".bin" {
			text, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			if ext == ".py" {
				text = slim(text)
			}
			files = append(files, embeddedFile{name, text})
		}
	}
	return files, nil
}

// bodies gives the bodies of functions that can be missing from a Python source.
func (f embeddedFile) bodies() []postlink.Part {
	if path.Ext(f.name) != ".py" {
		return nil
	}
	var parts []postlink.Part
	for _, b := range outline.Bodies(string(f.text)) {
		parts = append(parts, postlink.Part{From: b.From, To: b.To, Mark: b.Mark})
	}
	return parts
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

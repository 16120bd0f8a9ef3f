package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

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
	engine, err := postlink.Read(binary)
	if err != nil {
		return err
	}
	engine.Strip()
	if err := engine.Shorten(); err != nil {
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
		called, err := train(engine, database, o.Training)
		if err != nil {
			return fmt.Errorf("finding out what the lessons call: %w", err)
		}
		if files[EngineWasm], files[EngineRest], err = engine.Split(called.Engine); err != nil {
			return err
		}
		if files[SQLiteWasm], files[SQLiteRest], err = database.Split(called.SQLite); err != nil {
			return err
		}
	}
	return writeAll(out, files)
}

// called are the numbers of the functions that the training called.
type called struct {
	Engine []int `json:"engine"`
	SQLite []int `json:"sqlite3"`
}

// train runs the jobs in Node.
func train(engine *postlink.Program, database *postlink.Module, jobs []Job) (c called, err error) {
	dir, err := os.MkdirTemp("", "training")
	if err != nil {
		return c, err
	}
	defer os.RemoveAll(dir)
	if err := TestModules(dir); err != nil {
		return c, err
	}
	files := map[string][]byte{}
	if files[EngineWasm], err = engine.Instrument(); err != nil {
		return c, err
	}
	if files[SQLiteWasm], err = database.Instrument(); err != nil {
		return c, err
	}
	if files["jobs.json"], err = json.Marshal(jobs); err != nil {
		return c, err
	}
	if err := writeAll(dir, files); err != nil {
		return c, err
	}
	b, err := newBundler(dir, false)
	if err != nil {
		return c, err
	}
	cmd := exec.Command("node", filepath.Join(b.src, "..", "exec", "train.mjs"), b.glue, dir)
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	if err != nil {
		return c, fmt.Errorf("node: %w", err)
	}
	return c, json.Unmarshal(output, &c)
}

func writeAll(dir string, files map[string][]byte) error {
	var errs []error
	for name, data := range files {
		errs = append(errs, os.WriteFile(filepath.Join(dir, name), data, 0o666))
	}
	return errors.Join(errs...)
}

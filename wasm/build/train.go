package build

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/asyncshelf/asyncshelf/wasm/build/postlink"
)

// called are the numbers of the functions that the training called.
type called struct {
	Engine []int `json:"engine"`
	SQLite []int `json:"sqlite3"`
	// Reached are the read-only data that memory led to.
	Reached []postlink.Reached `json:"reached"`
	// Sources are the numbers of the embedded sources that were imported, and of the bodies in them that were run.
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

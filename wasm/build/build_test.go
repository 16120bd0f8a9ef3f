package build

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestScripts(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{EngineWasm, SQLiteWasm} {
		if err := os.WriteFile(filepath.Join(dir, name), make([]byte, 12_345), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := Scripts(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	shelf := read(ShelfJS)
	for _, want := range []string{"createShelf", `"engine.wasm":12345`, `"sqlite3.wasm":`} {
		if !strings.Contains(shelf, want) {
			t.Errorf("shelf.js does not contain %q", want)
		}
	}
	// The worker is a classic script with Go's glue inside: it neither imports nor exports.
	worker := read(WorkerJS)
	if !strings.Contains(worker, "globalThis.Go") || strings.Contains(worker, "import.meta") || strings.Contains(worker, "export{") {
		t.Error("worker.js is not the script that it should be")
	}
	if strings.Contains(shelf+worker, filepath.Dir(dir)) {
		t.Error("the scripts name folders of the machine that built them")
	}
}

func TestMeasure(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), bytes.Repeat([]byte("again "), 10_000), 0o666); err != nil {
		t.Fatal(err)
	}
	files, err := measure(dir, "a")
	if err != nil || len(files) != 1 || files[0].Raw != 60_000 || files[0].Brotli == 0 || files[0].Brotli > 1000 {
		t.Errorf("%+v, %v", files, err)
	}
	if _, err := measure(dir, "b"); err == nil {
		t.Error("measured a file that isn't there")
	}
}

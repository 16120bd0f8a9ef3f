package build

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// A File is one of the files built.
type File struct {
	Name   string
	Raw    int
	Brotli int
}

// Measure tells what the files that Build wrote to the folder out weigh. It takes a minute: it compresses them as well as can be.
func Measure(out string) ([]File, error) {
	return measure(out, EngineWasm, SQLiteWasm, WorkerJS, ShelfJS)
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
		if _, err := w.Write(data); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		files[i] = File{Name: name, Raw: len(data), Brotli: compressed.Len()}
	}
	return files, nil
}

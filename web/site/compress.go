package site

import (
	"bytes"
	"compress/gzip"
	"context"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// compressible are the kinds of file that shrink.
var compressible = map[string]bool{".html": true, ".js": true, ".css": true, ".json": true, ".svg": true, ".wasm": true}

// smallest is the size under which a compressed copy saves no packet.
const smallest = 1024

// Compress writes a .br and a .gz beside each file that is worth it. A
// copy that is newer than its file is kept: compressing the engine well
// takes seconds, and most builds do not change it.
func Compress(ctx context.Context, root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !compressible[filepath.Ext(path)] {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil || info.Size() < smallest {
			return err
		}
		for ext, compress := range map[string]func([]byte) ([]byte, error){".br": brotlied, ".gz": gzipped} {
			if old, err := os.Stat(path + ext); err == nil && !old.ModTime().Before(info.ModTime()) {
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if data, err = compress(data); err != nil {
				return err
			}
			if err := writeFile(path+ext, data); err != nil {
				return err
			}
			// The copy may be byte for byte the old one and so not written.
			if err := os.Chtimes(path+ext, info.ModTime(), info.ModTime()); err != nil {
				return err
			}
		}
		return nil
	})
}

func brotlied(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24})
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func gzipped(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

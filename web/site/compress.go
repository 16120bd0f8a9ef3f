package site

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// compressible are the kinds of file that shrink.
var compressible = map[string]bool{".html": true, ".js": true, ".css": true, ".json": true, ".svg": true, ".wasm": true}

// smallest is the size under which a compressed copy saves no packet.
const smallest = 1024

//go:embed compress.mjs
var compressing string

// Compress writes a .br and a .gz beside each file that is worth it. A
// copy that is newer than its file is kept: compressing the engine well
// takes seconds, and most builds do not change it.
func Compress(ctx context.Context, root string) error {
	type copied struct{ from, to, tmp string }
	var copies []copied
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !compressible[filepath.Ext(path)] {
			return err
		}
		info, err := d.Info()
		if err != nil || info.Size() < smallest {
			return err
		}
		for _, ext := range []string{".br", ".gz"} {
			if old, err := os.Stat(path + ext); err != nil || old.ModTime().Before(info.ModTime()) {
				// Under another name until it is whole: a server may be at work here.
				copies = append(copies, copied{path, path + ext, path + ".new" + ext})
			}
		}
		return nil
	})
	if err != nil || len(copies) == 0 {
		return err
	}
	var pairs [][2]string
	for _, c := range copies {
		pairs = append(pairs, [2]string{c.from, c.tmp})
		defer os.Remove(c.tmp)
	}
	list, err := json.Marshal(pairs)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "node", "--input-type=module", "-e", compressing)
	var said bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(list), &said
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("compressing: node: %w\n%s", err, said.Bytes())
	}
	for _, c := range copies {
		info, err := os.Stat(c.from)
		if err != nil {
			return err
		}
		if err := os.Chtimes(c.tmp, info.ModTime(), info.ModTime()); err != nil {
			return err
		}
		if err := os.Rename(c.tmp, c.to); err != nil {
			return err
		}
	}
	return nil
}

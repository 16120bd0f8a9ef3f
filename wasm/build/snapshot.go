package build

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/asyncshelf/asyncshelf/wasm/build/postlink"
)

// snapshot starts the engine in Node and says what its memory holds when it waits for messages.
func snapshot(modules map[string][]byte) (*postlink.Started, error) {
	dir, err := os.MkdirTemp("", "snapshot")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := TestModules(dir); err != nil {
		return nil, err
	}
	if err := writeAll(dir, modules); err != nil {
		return nil, err
	}
	b, err := newBundler(dir, false)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("node", filepath.Join(b.src, "..", "exec", "snapshot.mjs"), b.glue, dir)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("taking a snapshot of the started engine: node: %w", err)
	}
	s := &postlink.Started{}
	for name, memory := range map[string]*[]byte{"first": &s.First, "before": &s.Before, "after": &s.After, "freed": &s.Freed} {
		if *memory, err = os.ReadFile(filepath.Join(dir, name+".bin")); err != nil {
			return nil, err
		}
	}
	state, err := os.ReadFile(filepath.Join(dir, "state.json"))
	if err != nil {
		return nil, err
	}
	return s, json.Unmarshal(state, s)
}

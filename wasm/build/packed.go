package build

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/asyncshelf/asyncshelf/wasm/build/postlink"
)

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

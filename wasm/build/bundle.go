package build

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// A bundler knows what all scripts have in common.
type bundler struct {
	src    string         // wasm/src
	glue   string         // Go's wasm_exec.js
	sizes  map[string]int // of the modules that the scripts load
	minify bool
}

// newBundler prepares to bundle scripts that load the modules in the folder dir.
func newBundler(dir string, minify bool) (bundler, error) {
	src, err := sourceDir()
	if err != nil {
		return bundler{}, err
	}
	goroot, err := goEnv("GOROOT")
	if err != nil {
		return bundler{}, err
	}
	b := bundler{src: src, glue: filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"), sizes: map[string]int{}, minify: minify}
	if _, err := os.Stat(b.glue); err != nil {
		return bundler{}, fmt.Errorf("Go's glue for JavaScript: %w", err)
	}
	for _, name := range []string{EngineWasm, SQLiteWasm} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			b.sizes[name] = int(info.Size())
		}
	}
	return b, nil
}

// A script is a JavaScript file to make of TypeScript.
type script struct {
	entry  string // the module in wasm/src
	out    string
	format api.Format
}

// bundle makes one file of the module and everything it imports.
func (b bundler) bundle(s script) error {
	sizes, err := json.Marshal(b.sizes)
	if err != nil {
		return err
	}
	r := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(b.src, s.entry)},
		Outfile:           s.out,
		Bundle:            true,
		Write:             true,
		Format:            s.format,
		Target:            api.ES2022,
		Platform:          api.PlatformBrowser,
		MinifyWhitespace:  b.minify,
		MinifyIdentifiers: b.minify,
		MinifySyntax:      b.minify,
		Alias:             map[string]string{"wasm_exec": b.glue},
		Define:            map[string]string{"SIZES": string(sizes)},
		LegalComments:     api.LegalCommentsNone,
		LogLevel:          api.LogLevelSilent,
	})
	if len(r.Errors) == 0 {
		return nil
	}
	return fmt.Errorf("bundle %s:\n%s", s.entry, strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{}), ""))
}

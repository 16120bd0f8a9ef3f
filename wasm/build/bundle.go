package build

import (
	"encoding/json"
	"fmt"
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

package site

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// targets are the oldest browsers that the page is for: all of them have
// WebAssembly, modules, container queries and :has().
var targets = []api.Engine{
	{Name: api.EngineChrome, Version: "111"},
	{Name: api.EngineFirefox, Version: "121"},
	{Name: api.EngineSafari, Version: "16.4"},
}

// modules are the page's scripts. editor.js is by far the largest and comes
// only at the first touch, timeline.js with the first result that has one,
// lab.js at the first touch of a lab, and files.js when a file is to be made, so
// they are not part of the others.
var modules = []string{"page", "frame", "index", "editor", "timeline", "lab", "files"}

// classics are scripts that run where modules cannot: before the first
// paint, and in anybody's page.
var classics = map[string]string{"boot": "assets/boot", "embed": "embed"}

func (b *builder) scripts() error {
	b.Log("scripts and styles")
	if _, err := os.Stat(filepath.Join(b.Web, "node_modules", "@codemirror", "view")); err != nil {
		return fmt.Errorf("the editor's packages are missing: run npm ci in %s", b.Web)
	}
	entries := []api.EntryPoint{{InputPath: filepath.Join(b.Web, "styles", "style.css"), OutputPath: "assets/style"}}
	for _, name := range modules {
		entries = append(entries, api.EntryPoint{InputPath: filepath.Join(b.Web, "src", name+".ts"), OutputPath: "assets/" + name})
	}
	if err := b.bundle(entries, api.FormatESModule); err != nil {
		return err
	}
	entries = entries[:0]
	for name, out := range classics {
		entries = append(entries, api.EntryPoint{InputPath: filepath.Join(b.Web, "src", name+".ts"), OutputPath: out})
	}
	if err := b.bundle(entries, api.FormatIIFE); err != nil {
		return err
	}
	icon, err := os.ReadFile(filepath.Join(b.Web, "styles", "icon.svg"))
	if err != nil {
		return err
	}
	return b.write("assets/icon.svg", icon)
}

func (b *builder) bundle(entries []api.EntryPoint, format api.Format) error {
	result := api.Build(api.BuildOptions{
		EntryPointsAdvanced: entries,
		Bundle:              true,
		Format:              format,
		Outdir:              b.Out,
		AbsWorkingDir:       mustAbs(b.Web),
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		MinifySyntax:        true,
		LegalComments:       api.LegalCommentsNone,
		Charset:             api.CharsetUTF8,
		Engines:             targets,
		LogLevel:            api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		lines := api.FormatMessages(result.Errors, api.FormatMessagesOptions{Kind: api.ErrorMessage})
		return errors.New(strings.TrimSpace(strings.Join(lines, "\n")))
	}
	for _, f := range result.OutputFiles {
		if err := writeFile(f.Path, f.Contents); err != nil {
			return err
		}
	}
	return nil
}

func mustAbs(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	return abs
}

package build

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// bundle makes one file of the TypeScript module src/entry and everything it imports.
func bundle(src, entry, out string, minify bool) error {
	r := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(src, entry)},
		Outfile:           out,
		Bundle:            true,
		Write:             true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		Platform:          api.PlatformBrowser,
		MinifyWhitespace:  minify,
		MinifyIdentifiers: minify,
		MinifySyntax:      minify,
		LegalComments:     api.LegalCommentsNone,
		LogLevel:          api.LogLevelSilent,
	})
	if len(r.Errors) == 0 {
		return nil
	}
	return fmt.Errorf("bundle %s:\n%s", entry, strings.Join(api.FormatMessages(r.Errors, api.FormatMessagesOptions{}), ""))
}

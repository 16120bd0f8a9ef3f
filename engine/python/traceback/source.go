package traceback

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type sourceKey struct{}

// SetSource tells a run where the lines of its files come from: for the modules traceback, linecache, inspect and warnings, which print
// them. source gives nil for a file that it does not know.
func SetSource(rt *object.Runtime, source func(filename string) []string) {
	rt.SetState(sourceKey{}, source)
}

// OptionsOf gives the options with which a run's own tracebacks are printed: its sources, and frames of embedded modules left out.
func OptionsOf(rt *object.Runtime) Options {
	source, _ := rt.State(sourceKey{}, func() any {
		return func(string) []string { return nil }
	}).(func(string) []string)
	return Options{Source: source, Hide: Embedded}
}

// Embedded tells whether a file name is that of a module that the playground brings along.
func Embedded(filename string) bool { return strings.HasPrefix(filename, "<frozen ") }

// SourceLine is one frame's source line as tracebacks print it, stripped and indented, with the carets under it where they say more than the
// line alone; tb needs only its positions.
func SourceLine(line string, tb *object.Traceback) string {
	return sourceLine(strings.TrimRight(line, " \t\r\n\f"), tb)
}

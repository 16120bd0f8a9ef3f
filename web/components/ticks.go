package components

import (
	"html"
	"strings"
)

// ticks writes plain text as HTML, with what stands between backticks as
// code: the verdicts and hints of the engine are written so. A backtick
// without a partner stays a backtick.
func ticks(text string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "`")
		code, after, closed := strings.Cut(rest, "`")
		if !ok || !closed {
			b.WriteString(html.EscapeString(text))
			return b.String()
		}
		b.WriteString(html.EscapeString(before) + "<code>" + html.EscapeString(code) + "</code>")
		text = after
	}
}

package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Kinds of Error.
const (
	SyntaxError      = "SyntaxError"
	IndentationError = "IndentationError"
	TabError         = "TabError"

	// What CPython raises, without a position of use, for source that is
	// nested too deeply for its parser or compiler.
	RecursionError = "RecursionError"
	MemoryError    = "MemoryError"
)

// Error is a mistake in source text. Lines count from 1. Col and EndCol are
// 0-based columns in code points like those of Pos: CPython's offset and
// end_offset are Col+1 and EndCol+1 (EndCol -3: None). Col is -1 where CPython's offset is 0 (the
// position is the line alone); EndLine is 0 where CPython gives no end, and then EndCol means
// nothing. Line is 0 when there is no position at all.
type Error struct {
	Kind            string
	Msg             string
	Filename        string
	Line, Col       int
	EndLine, EndCol int
	Text            string // the source line, with its line ending if it has one
}

// Error returns "file:line:column: kind: message" on one line.
func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", e.Filename, e.Line, e.Col+1, e.Kind, e.Msg)
}

// Format returns the block that CPython prints for the error: the file and
// line, the source text with carets under the mistake, the kind and message.
// It has no final newline.
func (e *Error) Format() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "  File \"%s\", line %d\n", e.Filename, e.Line)
		e.formatText(&b)
	}
	b.WriteString(e.Kind)
	if e.Msg != "" {
		b.WriteString(": ")
		b.WriteString(e.Msg)
	}
	return b.String()
}

// formatText writes the source line without its indentation, and the carets.
// An error of indentation gets a single one, and none at all if it points into the
// indentation.
func (e *Error) formatText(b *strings.Builder) {
	if e.Text == "" {
		return
	}
	text := strings.TrimRight(e.Text, "\n")
	length := utf8.RuneCountInString(text)
	shown := strings.TrimLeft(text, " \t\f")
	b.WriteString("    ")
	b.WriteString(shown)
	b.WriteByte('\n')
	caret := e.Col - (length - utf8.RuneCountInString(shown))
	if caret < 0 {
		return
	}
	width := 1
	switch {
	case e.Kind != SyntaxError:
	case e.EndLine > e.Line:
		width = length - e.Col
	case e.EndLine == e.Line:
		width = min(e.EndCol, length) - e.Col
	}
	b.WriteString("    ")
	b.WriteString(strings.Repeat(" ", caret))
	b.WriteString(strings.Repeat("^", max(width, 1)))
	b.WriteByte('\n')
}

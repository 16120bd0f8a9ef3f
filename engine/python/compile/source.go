package compile

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// source is the text being compiled, for error messages.
type source struct {
	filename string
	text     string
	lines    []string
}

// compileError carries an error out of the passes by panic; Compile recovers it.
type compileError struct{ err *syntax.Error }

var tooDeep = compileError{&syntax.Error{Kind: syntax.RecursionError, Msg: "maximum recursion depth exceeded during compilation"}}

// maxSpine bounds a + b + c …: as many as CPython's compiler stands.
const maxSpine = 2900

func (s *source) line(n int) string {
	if s.lines == nil {
		s.lines = strings.SplitAfter(s.text, "\n")
	}
	if n < 1 || n > len(s.lines) {
		return ""
	}
	return s.lines[n-1]
}

func (s *source) errorf(pos *syntax.Pos, format string, args ...any) compileError {
	return compileError{&syntax.Error{
		Kind: syntax.SyntaxError, Msg: fmt.Sprintf(format, args...), Filename: s.filename,
		Line: pos.Line, Col: pos.Col, EndLine: pos.EndLine, EndCol: pos.EndCol, Text: s.line(pos.Line),
	}}
}

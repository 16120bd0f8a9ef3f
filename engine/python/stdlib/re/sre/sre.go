// Package sre is the engine of Python's re: a parser for its regular expressions, with CPython's messages, and a backtracking matcher.
//
// Why not a library. RE2-style engines (Go's regexp) have neither look-around nor back-references; .NET-style ones (regexp2) number
// groups otherwise, know no possessive quantifiers, and bound a search by a clock that a goroutine of their own moves on: under WebAssembly
// that goroutine never gets a turn while a search runs, so a catastrophic pattern would never end. This one counts its
// steps and asks its caller now and then whether it may go on.
//
// A pattern is parsed to a tree (parse.go, as CPython's re/_parser.py does it), which is compiled to a program of small instructions (compile.go);
// the matcher (match.go) runs it with a stack of its own, so that no input makes the Go stack deep.
package sre

import (
	"fmt"
	"strings"
)

// Flags of a pattern, with CPython's values.
type Flags uint32

// The flags.
const (
	Template   Flags = 1
	IgnoreCase Flags = 2
	Locale     Flags = 4
	Multiline  Flags = 8
	DotAll     Flags = 16
	Unicode    Flags = 32
	Verbose    Flags = 64
	Debug      Flags = 128
	ASCII      Flags = 256

	typeFlags   = ASCII | Locale | Unicode
	globalFlags = Debug | Template
)

// Pattern is a compiled pattern. It is immutable and may be shared.
type Pattern struct {
	Source string // text; for bytes each byte as a code point
	Bytes  bool
	Flags  Flags
	Groups int            // number of capturing groups
	Index  map[string]int // group numbers by name
	Names  []string       // names by group number, "" for none

	Warnings []Warning // that making it gave

	prog  []inst
	loops int // registers of general repeats
	// For a quick search: what a match must begin with.
	prefix      []rune
	first       *charSet
	startAnchor bool
}

// Error is a pattern that is none. Pos is -1 where CPython gives no position.
type Error struct {
	Msg string
	Pos int
}

func (e *Error) Error() string {
	if e.Pos < 0 {
		return e.Msg
	}
	return fmt.Sprintf("%s at position %d", e.Msg, e.Pos)
}

// FlagError is an impossible combination of flags, a ValueError to programs; OverflowError a repeat count out of range.
type (
	FlagError     struct{ Msg string }
	OverflowError struct{ Msg string }
)

func (e *FlagError) Error() string     { return e.Msg }
func (e *OverflowError) Error() string { return e.Msg }

// Compile compiles a pattern.
func Compile(source []rune, bytes bool, flags Flags) (p *Pattern, err error) {
	st := &state{flags: flags, bytes: bytes, names: map[string]int{}, widths: []*width{nil}, labels: []string{""}}
	tree, err := parse(source, st)
	if err != nil {
		return nil, err
	}
	p = &Pattern{Bytes: bytes, Flags: st.flags, Groups: len(st.widths) - 1, Index: st.names, Names: st.labels, Warnings: st.warnings}
	var b strings.Builder
	for _, r := range source {
		b.WriteRune(r)
	}
	p.Source = b.String()
	c := &compiler{p: p}
	if err := c.compile(tree, st.flags); err != nil {
		return nil, err
	}
	c.emit(inst{op: opAccept})
	p.analyse(tree, st.flags)
	return p, nil
}

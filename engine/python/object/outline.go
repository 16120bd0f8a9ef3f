package object

import (
	"strconv"
	"strings"
)

// This file reads outlines: embedded sources without the bodies of functions that no lesson calls. Half of what a page would have to load of Python is such bodies. In a body's place
// stands a mark, and zeros up to its end; the reader writes for it a statement that means the same to those around it, so that an outline is compiled as any other
// source, and each function has its parameters, its kind and its line. The machine asks for the body when the function is first run (vm/outline.go), and package
// outline finds the bodies, for the build.

// OutlineMark is the length of a mark: a zero byte, its OutlineFlags, how many lines end in the body, and the body's number in three bytes.
const OutlineMark = 6

// OutlineFlags say what a body means to those around it.
type OutlineFlags byte

// The flags.
const (
	// OutlineGenerator: calling the function makes a generator.
	OutlineGenerator OutlineFlags = 1 << iota
	// OutlineClass: the body names its class by __class__ or super().
	OutlineClass
)

// outlineName begins the name of which the statement for a missing body consists.
const outlineName = "__body_"

// PutOutlineMark overwrites a body with its mark. It must have OutlineMark bytes at least.
func PutOutlineMark(body []byte, flags OutlineFlags, lines, number int) {
	clear(body)
	copy(body, []byte{0, byte(flags), byte(lines), byte(number), byte(number >> 8), byte(number >> 16)})
}

// ReadOutline gives a source with statements in the place of bodies that are missing.
func ReadOutline(text string) string {
	i := strings.IndexByte(text, 0)
	if i < 0 || len(text)-i < OutlineMark {
		return text
	}
	var b strings.Builder
	for ; i >= 0 && len(text)-i >= OutlineMark; i = strings.IndexByte(text, 0) {
		number := int(text[i+3]) | int(text[i+4])<<8 | int(text[i+5])<<16
		b.WriteString(text[:i])
		b.WriteString(outlineName)
		b.WriteString(strconv.Itoa(number))
		b.WriteString("__")
		flags := OutlineFlags(text[i+1])
		if flags&OutlineGenerator != 0 {
			b.WriteString(";yield")
		}
		if flags&OutlineClass != 0 {
			b.WriteString(";__class__")
		}
		b.WriteString(strings.Repeat("\n", int(text[i+2])))
		text = strings.TrimLeft(text[i+OutlineMark:], "\x00")
	}
	b.WriteString(text)
	return b.String()
}

// MissingBody gives the number of the body that a function lacks; first is the first name in its code (co_names).
func MissingBody(first string) (number int, missing bool) {
	s, ok := strings.CutPrefix(first, outlineName)
	if !ok {
		return 0, false
	}
	number, err := strconv.Atoi(strings.TrimSuffix(s, "__"))
	return number, err == nil
}

// Package unidata holds what Python knows of characters beyond package unicode's tables: names, decompositions, combining classes,
// widths and numbers. The tables (see gen.py) cover the scripts and symbols that turn up in small programs, not all of Unicode. They are read
// when somebody asks for them first.
package unidata

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

var (
	//go:embed names.txt
	namesText string
	//go:embed decompositions.txt
	decompositionsText string
	//go:embed combining.txt
	combiningText string
	//go:embed widths.txt
	widthsText string
	//go:embed exclusions.txt
	exclusionsText string
	//go:embed bidirectional.txt
	bidirectionalText string
	//go:embed mirrored.txt
	mirroredText string
	//go:embed numbers.txt
	numbersText string
)

// run is a run of code points with the same value.
type run struct {
	first, last rune
	value       string
}

// Present, when set, sees to it that an embedded text is there: in a page the tables come when they are needed.
var Present func(text string)

func lines(text string, f func(line string)) {
	if Present != nil {
		Present(text)
	}
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		f(line)
		text = rest
	}
}

func hex(s string) rune {
	n, _ := strconv.ParseUint(s, 16, 32)
	return rune(n)
}

func readRuns(text string) []run {
	var out []run
	lines(text, func(line string) {
		a, rest, _ := strings.Cut(line, " ")
		b, value, _ := strings.Cut(rest, " ")
		out = append(out, run{hex(a), hex(b), value})
	})
	return out
}

func find(runs []run, r rune) string {
	lo, hi := 0, len(runs)
	for lo < hi {
		mid := (lo + hi) / 2
		switch {
		case r < runs[mid].first:
			hi = mid
		case r > runs[mid].last:
			lo = mid + 1
		default:
			return runs[mid].value
		}
	}
	return ""
}

var (
	combining  = sync.OnceValue(func() []run { return readRuns(combiningText) })
	widths     = sync.OnceValue(func() []run { return readRuns(widthsText) })
	directions = sync.OnceValue(func() []run { return readRuns(bidirectionalText) })
	mirrored   = sync.OnceValue(func() []run { return readRuns(mirroredText) })
)

// Combining is the canonical combining class; 0 for what does not combine.
func Combining(r rune) int {
	if r < 0x300 {
		return 0
	}
	n, _ := strconv.Atoi(find(combining(), r))
	return n
}

// Width is the East Asian width: N, Na, A, H, W or F.
func Width(r rune) string {
	if w := find(widths(), r); w != "" {
		return w
	}
	return "N"
}

var numbers = sync.OnceValue(func() map[rune]float64 {
	m := map[rune]float64{}
	lines(numbersText, func(line string) {
		c, v, _ := strings.Cut(line, " ")
		m[hex(c)], _ = strconv.ParseFloat(v, 64)
	})
	return m
})

// Number is the value of a character that stands for a number and isn't a decimal digit.
func Number(r rune) (float64, bool) {
	v, ok := numbers()[r]
	return v, ok
}

// Direction is the bidirectional class of an assigned character.
func Direction(r rune) string {
	if d := find(directions(), r); d != "" {
		return d
	}
	return "L"
}

// Mirrored tells whether a character is mirrored in text that runs from right to left.
func Mirrored(r rune) bool { return find(mirrored(), r) != "" }

package components

import (
	"strconv"
	"strings"
)

// This file holds the small words that attributes and labels need.

func boolWord(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

// tabIndex is the roving tabindex of a list of tabs: only the selected tab
// is in the page's tab order, arrow keys reach the others.
func tabIndex(selected bool) string {
	if selected {
		return "0"
	}
	return "-1"
}

func lineCount(text string) string {
	return strconv.Itoa(strings.Count(text, "\n") + 1)
}

func itoa(n int) string { return strconv.Itoa(n) }

// place writes where something is: "queries.py, line 7".
func place(file string, line int) string {
	switch {
	case file == "" && line == 0:
		return ""
	case line == 0:
		return file
	case file == "":
		return "line " + strconv.Itoa(line)
	}
	return file + ", line " + strconv.Itoa(line)
}

// shortName is the class name of an exception's full name.
func shortName(name string) string {
	return name[strings.LastIndexByte(name, '.')+1:]
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// share writes a share between 0 and 1 for an attribute.
func share(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

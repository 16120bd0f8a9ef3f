package engine

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// How much of a run is kept for the page. What a program sends and reads is limited by its memory at one moment, but a run's record is of all moments: one text of
// a megabyte as the parameter of a thousand statements would be a gigabyte of events.
const (
	maxRows      = 1000      // rows of a statement's result, or of a variable
	maxTableRows = 100       // rows of a table, after the run
	maxRunRows   = 50_000    // rows of all statements; past them, fewRows of each
	fewRows      = 10        // rows
	maxColumns   = 100       // of a variable that is shown as a table
	maxText      = 2_000     // bytes of a text or a blob in a row, or of a parameter
	maxRunText   = 4_000_000 // bytes of all such that are longer than fewText; past them, fewText of each
	fewText      = 200       // bytes
	maxRepr      = 10_000    // bytes of a value's repr
	maxError     = 100_000   // bytes of an exception's message, and of its traceback
	maxSQL       = 20_000    // bytes of a statement
)

// keeper counts what is kept.
type keeper struct {
	count int // rows
	bytes int // of long texts
}

// Blob is a cell of bytes: all of them in base64, or the first and how many there are.
type Blob struct {
	Blob  string `json:"blob"`
	Bytes int    `json:"bytes,omitempty"` // 0: what Blob has is all
}

// rows are the first rows of a result as the page gets them.
func (k *keeper) rows(all [][]sqlite.Value) [][]any {
	n := min(len(all), maxRows, max(fewRows, maxRunRows-k.count))
	if n == 0 {
		return nil
	}
	k.count += n
	share := n == len(all)
	for _, row := range all[:n] {
		share = share && brief(row)
	}
	out := make([][]any, n)
	for i, row := range all[:n] {
		if share {
			out[i] = cells(row)
		} else {
			out[i] = k.copied(row)
		}
	}
	return out
}

// brief reports whether no cell of the row is long.
func brief(row []sqlite.Value) bool {
	for _, v := range row {
		switch v := v.(type) {
		case string:
			if len(v) > fewText {
				return false
			}
		case []byte:
			if len(v) > fewText {
				return false
			}
		}
	}
	return true
}

// copied are the cells of a row that shares no memory with it: the texts of a result are parts of one.
func (k *keeper) copied(row []sqlite.Value) []any {
	out := make([]any, len(row))
	for i, v := range row {
		switch v := v.(type) {
		case string:
			out[i] = strings.Clone(k.text(v))
		case []byte:
			out[i] = k.blob(v)
		default:
			out[i] = cell(v)
		}
	}
	return out
}

// text is a text as far as it is kept.
func (k *keeper) text(s string) string { return clip(s, k.allowed(len(s))) }

func (k *keeper) blob(b []byte) Blob {
	n := k.allowed(len(b))
	if n >= len(b) {
		return Blob{Blob: base64.StdEncoding.EncodeToString(b)}
	}
	return Blob{Blob: base64.StdEncoding.EncodeToString(b[:n]), Bytes: len(b)}
}

// allowed is how many of the bytes of a text or a blob are kept.
func (k *keeper) allowed(n int) int {
	if n <= fewText {
		return n
	}
	n = min(n, maxText)
	if k.bytes+n > maxRunText {
		return fewText
	}
	k.bytes += n
	return n
}

// clip is the beginning of a text, n bytes at most, and how long it is if that is not all.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return beginning(s, n) + "… (" + strconv.Itoa(len(s)) + " bytes)"
}

// beginning is the first n bytes of a text that has more, without the parts of a character.
func beginning(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// Package plainjson writes and reads JSON without reflection: what crosses between a page and the engine in every run. encoding/json and what it needs of reflect would
// be a tenth of the code that a page must compile before its first result, and a run's events, which may be thousands, took it a fifth of the run's time.
//
// A type that is written with it has a method WriteJSON, and a test that holds it to what encoding/json makes of the type's fields and their tags: a field added later and
// forgotten here fails it. What is rare (options of a comparison, say) stays with encoding/json.
package plainjson

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// A Writer appends JSON to Bytes. It puts the commas.
type Writer struct {
	Bytes []byte
	more  bool // something stands before what comes next, which takes a comma

	// The last long text stands at Bytes[from:to]: a loop's statement comes again and again, and is copied rather than looked through.
	long     string
	from, to int
}

// longText is how long a text must be, in bytes, for Writer to remember where it stands.
const longText = 64

// Next puts the comma that is needed before a value, which the caller then appends to Bytes itself.
func (w *Writer) Next() {
	if w.more {
		w.Bytes = append(w.Bytes, ',')
	}
	w.more = true
}

// Open begins an object or a list.
func (w *Writer) Open(bracket byte) {
	w.Next()
	w.Bytes = append(w.Bytes, bracket)
	w.more = false
}

// Close ends an object or a list.
func (w *Writer) Close(bracket byte) {
	w.Bytes = append(w.Bytes, bracket)
	w.more = true
}

// Key begins a member of an object, whose value comes next. The key needs no escapes.
func (w *Writer) Key(k string) *Writer {
	b := w.Bytes
	if w.more {
		b = append(b, ',')
	}
	w.Bytes = append(append(append(b, '"'), k...), '"', ':')
	w.more = false
	return w
}

// Member is Key for any key.
func (w *Writer) Member(k string) *Writer {
	w.Text(k)
	w.Bytes = append(w.Bytes, ':')
	w.more = false
	return w
}

// Raw writes a value that is JSON already.
func (w *Writer) Raw(text []byte) {
	w.Next()
	w.Bytes = append(w.Bytes, text...)
}

// Null writes null.
func (w *Writer) Null() {
	w.Next()
	w.Bytes = append(w.Bytes, "null"...)
}

// Text writes a string.
func (w *Writer) Text(s string) {
	w.Next()
	if len(s) < longText {
		w.Bytes = AppendText(w.Bytes, s)
		return
	}
	from := len(w.Bytes)
	if s == w.long {
		w.Bytes = append(w.Bytes, w.Bytes[w.from:w.to]...)
	} else {
		w.Bytes = AppendText(w.Bytes, s)
		w.long = s
	}
	w.from, w.to = from, len(w.Bytes)
}

// Int writes an integer.
func (w *Writer) Int(n int64) {
	w.Next()
	w.Bytes = strconv.AppendInt(w.Bytes, n, 10)
}

// Number writes a float, null for what JSON has no number for.
func (w *Writer) Number(f float64) {
	w.Next()
	w.Bytes = AppendNumber(w.Bytes, f)
}

// Bool writes true or false.
func (w *Writer) Bool(v bool) {
	w.Next()
	w.Bytes = strconv.AppendBool(w.Bytes, v)
}

// List writes a list of n elements, each by a call of element.
func (w *Writer) List(n int, element func(i int)) {
	w.Open('[')
	for i := range n {
		element(i)
	}
	w.Close(']')
}

// Objects writes a list of n objects, whose members are written by calls of members.
func (w *Writer) Objects(n int, members func(i int)) {
	w.Open('[')
	for i := range n {
		w.Open('{')
		members(i)
		w.Close('}')
	}
	w.Close(']')
}

// Texts writes a list of strings.
func (w *Writer) Texts(list []string) {
	w.Open('[')
	for _, s := range list {
		w.Text(s)
	}
	w.Close(']')
}

// OptText writes a member unless it is empty.
func (w *Writer) OptText(k, s string) {
	if s != "" {
		w.Key(k).Text(s)
	}
}

// OptInt writes a member unless it is 0.
func (w *Writer) OptInt(k string, n int64) {
	if n != 0 {
		w.Key(k).Int(n)
	}
}

// OptBool writes a member unless it is false.
func (w *Writer) OptBool(k string, v bool) {
	if v {
		w.Key(k).Bool(v)
	}
}

// AppendNumber appends a float, null for what JSON has no number for.
func AppendNumber(b []byte, f float64) []byte {
	if f != f || f-f != 0 {
		return append(b, "null"...)
	}
	if n := int64(f); float64(n) == f && n < 1<<53 && n > -1<<53 {
		return strconv.AppendInt(b, n, 10) // the usual case, and a fraction of the work
	}
	// Times in milliseconds have up to three decimals; writing those as integers takes a tenth of the time.
	if t := math.Round(f * 1000); t/1000 == f && t > 0 && t < 1<<53 {
		n := int64(t)
		b = append(strconv.AppendInt(b, n/1000, 10), '.')
		rest := n % 1000
		for unit := int64(100); rest > 0; unit /= 10 {
			b = append(b, byte('0'+rest/unit))
			rest %= unit
		}
		return b
	}
	return strconv.AppendFloat(b, f, 'g', -1, 64)
}

const hex = "0123456789abcdef"

// AppendText appends a string in quotes. Bytes that are not UTF-8 become U+FFFD, as JSON must be UTF-8.
func AppendText(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[from:i]...), "\ufffd"...)
				from = i + 1
			}
			i += size
			continue
		}
		if c < ' ' || c == '"' || c == '\\' {
			b = append(b, s[from:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			from = i + 1
		}
		i++
	}
	return append(append(b, s[from:]...), '"')
}

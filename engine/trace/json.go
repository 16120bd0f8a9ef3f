package trace

import (
	"math"
	"strconv"
	"time"
	"unicode/utf8"
)

// This file is the JSON form, written without reflection: a run may tell thousands of events, and with encoding/json they took a fifth of its time.

// MarshalJSON implements json.Marshaler.
func (e *Event) MarshalJSON() ([]byte, error) { return e.AppendJSON(nil), nil }

// AppendJSON appends the event as one flat object: type and t always, the rest when there is something to say.
func (e *Event) AppendJSON(b []byte) []byte {
	b = append(append(append(b, `{"type":"`...), e.Kind.String()...), `","t":`...)
	b = AppendMillis(b, e.T)
	b = appendWord(b, `,"what":"`, e.What.String())
	b = appendInt(b, `,"task":`, e.Task)
	b = appendInt(b, `,"by":`, e.By)
	b = appendInt(b, `,"hop":`, e.Hop)
	b = appendInt(b, `,"statement":`, e.Stmt)
	if e.Kind == Blocked {
		b = AppendMillis(append(b, `,"start":`...), e.Start)
		b = appendWord(b, `,"cause":"`, e.Cause.String())
	} else {
		switch e.Kind {
		case Statement:
			b = AppendMillis(append(b, `,"queued":`...), e.Start)
		case Lock:
			b = AppendMillis(append(b, `,"start":`...), e.Start)
		}
		b = appendWord(b, `,"for":"`, e.Cause.String())
	}
	b = appendInt(b, `,"on":`, e.On)
	if e.Kind == Sleep {
		b = AppendMillis(append(b, `,"ms":`...), e.For)
	}
	b = appendText(b, `,"name":`, e.Name)
	b = appendText(b, `,"coro":`, e.Coro)
	if e.Kind == Statement {
		b = appendText(b, `,"sql":`, e.Text)
	} else {
		b = appendText(b, `,"text":`, e.Text)
	}
	b = appendText(b, `,"thread":`, e.Thread)
	b = appendFlag(b, `,"blocking":true`, e.Blocking)
	b = appendFlag(b, `,"awaited":true`, e.Async)
	b = appendFlag(b, `,"sensitive":true`, e.Sensitive)
	b = appendText(b, `,"file":`, e.File)
	b = appendInt(b, `,"line":`, e.Line)
	if len(e.Via) > 0 {
		b = append(b, `,"via":[`...)
		for i, p := range e.Via {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(AppendText(append(b, `{"file":`...), p.File), `,"line":`...)
			b = append(strconv.AppendInt(b, int64(p.Line), 10), '}')
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func appendWord(b []byte, key, word string) []byte {
	if word == "" {
		return b
	}
	return append(append(append(b, key...), word...), '"')
}

func appendText(b []byte, key, s string) []byte {
	if s == "" {
		return b
	}
	return AppendText(append(b, key...), s)
}

func appendInt(b []byte, key string, n int32) []byte {
	if n == 0 {
		return b
	}
	return strconv.AppendInt(append(b, key...), int64(n), 10)
}

func appendFlag(b []byte, text string, set bool) []byte {
	if set {
		return append(b, text...)
	}
	return b
}

// Millis is a time in the unit of the JSON form.
func Millis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// AppendMillis appends a time in milliseconds.
func AppendMillis(b []byte, d time.Duration) []byte { return AppendNumber(b, Millis(d)) }

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

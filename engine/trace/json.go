package trace

import (
	"strconv"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// This file is the JSON form, written without reflection (see package plainjson): a run may tell thousands of events.

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
			b = append(plainjson.AppendText(append(b, `{"file":`...), p.File), `,"line":`...)
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
	return plainjson.AppendText(append(b, key...), s)
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
func AppendMillis(b []byte, d time.Duration) []byte { return plainjson.AppendNumber(b, Millis(d)) }

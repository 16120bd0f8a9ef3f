// Package encode writes the engine's events as JSON without reflection. A run may make thousands of them, each statement with its rows; with
// encoding/json they took a fifth of the time of a run of a thousand queries.
//
// What it writes decodes to the same as what encoding/json writes, which the test holds it to, field by field.
package encode

import (
	"encoding/json"
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// Event appends an event.
func Event(b []byte, e *engine.Event) []byte {
	switch {
	case e.Query != nil:
		return query(b, e.Kind.String(), e.Query)
	case e.Warning != nil, e.Result != nil:
		text, err := e.MarshalJSON()
		if err != nil { // nothing in them can fail
			text = []byte("null")
		}
		return append(b, text...)
	}
	return e.AppendJSON(b)
}

func query(b []byte, kind string, q *engine.Query) []byte {
	b = trace.AppendText(append(b, `{"type":`...), kind)
	b = trace.AppendText(append(b, `,"sql":`...), q.SQL)
	b = list(append(b, `,"params":`...), q.Params)
	b = optional(b, `,"file":`, q.File)
	b = optionalInt(b, `,"line":`, q.Line)
	b = optional(b, `,"func":`, q.Func)
	b = trace.AppendText(append(b, `,"thread":`...), q.Thread)
	b = trace.AppendNumber(append(b, `,"start":`...), q.Start)
	b = trace.AppendNumber(append(b, `,"end":`...), q.End)
	b = strconv.AppendBool(append(b, `,"awaited":`...), q.Awaited)
	b = optionalInt(b, `,"statement":`, int(q.Number))
	b = optionalInt(b, `,"task":`, int(q.Task))
	b = optionalInt(b, `,"hop":`, int(q.Hop))
	if q.Lazy != nil {
		b = trace.AppendText(append(b, `,"lazy":{"relation":`...), q.Lazy.Relation)
		b = append(trace.AppendText(append(b, `,"advice":`...), q.Lazy.Advice), '}')
	}
	if len(q.Columns) > 0 {
		b = append(b, `,"columns":[`...)
		for i, c := range q.Columns {
			if i > 0 {
				b = append(b, ',')
			}
			b = trace.AppendText(append(b, `{"name":`...), c.Name)
			b = append(trace.AppendText(append(b, `,"type":`...), c.Type), '}')
		}
		b = append(b, ']')
	}
	if len(q.Rows) > 0 {
		b = append(b, `,"rows":[`...)
		for i, row := range q.Rows {
			if i > 0 {
				b = append(b, ',')
			}
			b = list(b, row)
		}
		b = append(b, ']')
	}
	b = strconv.AppendInt(append(b, `,"row_count":`...), int64(q.RowCount), 10)
	if q.Truncated {
		b = append(b, `,"truncated":true`...)
	}
	b = strconv.AppendInt(append(b, `,"affected":`...), q.Affected, 10)
	b = trace.AppendNumber(append(b, `,"ms":`...), q.MS)
	b = optional(b, `,"error":`, q.Error)
	return append(b, '}')
}

// list appends the cells of a row, or parameters.
func list(b []byte, cells []any) []byte {
	if cells == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, v := range cells {
		if i > 0 {
			b = append(b, ',')
		}
		switch v := v.(type) {
		case nil:
			b = append(b, "null"...)
		case bool:
			b = strconv.AppendBool(b, v)
		case int:
			b = strconv.AppendInt(b, int64(v), 10)
		case int64:
			b = strconv.AppendInt(b, v, 10)
		case float64:
			b = trace.AppendNumber(b, v)
		case string:
			b = trace.AppendText(b, v)
		default:
			t, err := json.Marshal(v)
			if err != nil {
				t = []byte("null")
			}
			b = append(b, t...)
		}
	}
	return append(b, ']')
}

func optional(b []byte, key, s string) []byte {
	if s == "" {
		return b
	}
	return trace.AppendText(append(b, key...), s)
}

func optionalInt(b []byte, key string, n int) []byte {
	if n == 0 {
		return b
	}
	return strconv.AppendInt(append(b, key...), int64(n), 10)
}

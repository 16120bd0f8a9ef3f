package engine

import (
	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// Event is one thing that happened: an event of the trace, or a query, a warning or the result, whose own fields then stand beside "type".
// Without Options.Trace there are only stdout, stderr, query, warning and result.
type Event struct {
	trace.Event
	Query   *Query
	Warning *Warning
	Result  *Result
}

// MarshalJSON gives an event as one flat object, as contracts with the page have it; a result stays in a field of its own.
func (e Event) MarshalJSON() ([]byte, error) {
	var w plainjson.Writer
	e.WriteJSON(&w)
	return w.Bytes, nil
}

// WriteJSON writes what MarshalJSON gives.
func (e *Event) WriteJSON(w *plainjson.Writer) {
	if e.Query == nil && e.Warning == nil && e.Result == nil {
		w.Next()
		w.Bytes = e.Event.AppendJSON(w.Bytes)
		return
	}
	w.Open('{')
	w.Key("type").Text(e.Kind.String())
	switch {
	case e.Query != nil:
		e.Query.members(w)
	case e.Warning != nil:
		e.Warning.members(w)
	default:
		w.Key("t").Number(trace.Millis(e.T))
		w.Key("result")
		e.Result.WriteJSON(w)
	}
	w.Close('}')
}

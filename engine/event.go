package engine

import (
	"encoding/json"

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
	switch {
	case e.Query != nil:
		return flatten(e.Kind.String(), e.Query)
	case e.Warning != nil:
		return flatten(e.Kind.String(), e.Warning)
	case e.Result != nil:
		return json.Marshal(map[string]any{"type": e.Kind.String(), "t": trace.Millis(e.T), "result": e.Result})
	}
	return e.Event.MarshalJSON()
}

func flatten(kind string, v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	head, err := json.Marshal(map[string]string{"type": kind})
	if err != nil {
		return nil, err
	}
	if len(b) == 2 { // {}
		return head, nil
	}
	head[len(head)-1] = ','
	return append(head, b[1:]...), nil
}

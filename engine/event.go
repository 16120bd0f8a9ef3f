package engine

import "encoding/json"

// MarshalJSON gives an event as one flat object: a query's and a warning's own fields stand beside "type", as contracts with the page have it.
func (e Event) MarshalJSON() ([]byte, error) {
	switch {
	case e.Query != nil:
		return flatten(e.Type, e.Query)
	case e.Warning != nil:
		return flatten(e.Type, e.Warning)
	}
	type plain Event
	return json.Marshal(plain(e))
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

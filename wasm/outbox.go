//go:build js

package main

import (
	"encoding/json"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// batchTime is the time between two posts of events: a page that draws sixty times a second has no use for more.
const batchTime = time.Second / 60

// An outbox collects the events of a job and posts them in batches.
type outbox struct {
	id   int32
	text plainjson.Writer
	sent time.Time
}

// A jsonWriter writes itself without reflection: everything that a run, a check or a query answers with.
type jsonWriter interface{ WriteJSON(w *plainjson.Writer) }

// marshal is the JSON of an answer.
func marshal(v any) ([]byte, error) {
	x, ok := v.(jsonWriter)
	if !ok {
		return json.Marshal(v)
	}
	var w plainjson.Writer
	x.WriteJSON(&w)
	return w.Bytes, nil
}

// event adds an event. It is posted now if the last batch was long enough ago, else with a later one.
func (o *outbox) event(e any) {
	if len(o.text.Bytes) == 0 {
		o.text.Open('[')
	}
	if x, ok := e.(jsonWriter); ok {
		x.WriteJSON(&o.text)
	} else if text, err := json.Marshal(e); err == nil { // what cannot be said in JSON, the page could not show
		o.text.Raw(text)
	}
	if time.Since(o.sent) >= batchTime {
		o.flush()
	}
}

// flush posts what has collected.
func (o *outbox) flush() {
	if len(o.text.Bytes) == 0 {
		return
	}
	o.text.Close(']')
	post(postEvents, o.id, o.text.Bytes)
	o.text = plainjson.Writer{Bytes: o.text.Bytes[:0]}
	o.sent = time.Now()
}

// shelfFlush posts the running job's events before the worker is taken up by a slow SQL statement.
//
//go:wasmexport shelf_flush
func shelfFlush() {
	if running.out != nil {
		running.out.flush()
	}
}

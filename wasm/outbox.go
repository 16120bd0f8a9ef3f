//go:build js

package main

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// batchTime is the time between two posts of events: a page that draws sixty times a second has no use for more.
const batchTime = time.Second / 60

// An outbox collects the events of a job and posts them in batches.
type outbox struct {
	id   int32
	text []byte
	sent time.Time
}

// A jsonAppender encodes itself without reflection; events that come by the thousand do.
type jsonAppender interface{ AppendJSON(b []byte) []byte }

// event adds an event. It is posted now if the last batch was long enough ago, else with a later one.
func (o *outbox) event(e any) {
	mark := len(o.text)
	if mark == 0 {
		o.text = append(o.text, '[')
	} else {
		o.text = append(o.text, ',')
	}
	if a, ok := e.(jsonAppender); ok {
		o.text = a.AppendJSON(o.text)
	} else if text, err := json.Marshal(e); err == nil {
		o.text = append(o.text, text...)
	} else {
		o.text = o.text[:mark] // what cannot be said in JSON, the page could not show
		return
	}
	if time.Since(o.sent) >= batchTime {
		o.flush()
	}
}

// flush posts what has collected.
func (o *outbox) flush() {
	if len(o.text) == 0 {
		return
	}
	post(postEvents, o.id, append(o.text, ']'))
	o.text = o.text[:0]
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

// cell is a value of a row as the page gets it.
func cell(v sqlite.Value) any {
	switch v := v.(type) {
	case []byte:
		return map[string]string{"blob": base64.StdEncoding.EncodeToString(v)}
	case float64:
		switch {
		case math.IsInf(v, 1):
			return "Infinity"
		case math.IsInf(v, -1):
			return "-Infinity"
		}
	}
	return v
}

//go:build js

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"unsafe"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// A message is what the page sends; wasm/src/protocol.ts describes each type.
type message struct {
	Type string `json:"type"`
	ID   int32  `json:"id"`

	Files   []file          `json:"files"`
	Latency json.RawMessage `json:"latency"` // as latency.Model has it; nil: none was given
	// StepCost is the simulated time of an instruction in nanoseconds; nil: none was given.
	StepCost *float64 `json:"stepCost"`
	Limits   limits   `json:"limits"`
	// Trace is true for a traced run, "timeline" for one whose events are not wanted, only the timeline made of them.
	Trace json.RawMessage `json:"trace"`

	Lesson     string          `json:"lesson"`
	LessonData json.RawMessage `json:"lessonData"`
	Step       string          `json:"step"`

	// Options are a comparison's: compare.LoadOptions or compare.BothOptions.
	Options json.RawMessage `json:"options"`

	SQL    string         `json:"sql"`
	Params []sqlite.Value `json:"params"`
}

type file struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Role string `json:"role"`
}

type limits struct {
	Steps     int64 `json:"steps"`
	Memory    int64 `json:"memory"`
	Output    int64 `json:"output"`
	Recursion int   `json:"recursion"`
}

// Kinds of message to the page.
const (
	postEvents = 0
	postResult = 1
	postFailed = 2
)

//go:wasmimport shelf post
func hostPost(kind, id int32, text unsafe.Pointer, length int32)

// post sends text, which the host copies before it returns.
func post(kind, id int32, text []byte) {
	hostPost(kind, id, unsafe.Pointer(unsafe.SliceData(text)), int32(len(text)))
}

// incoming is where the host puts a message before it calls shelfMessage.
var incoming []byte

//go:wasmexport shelf_buffer
func shelfBuffer(length int32) unsafe.Pointer {
	incoming = make([]byte, length)
	return unsafe.Pointer(unsafe.SliceData(incoming))
}

// running is the job under way. The page waits for one job's end before it sends the next.
var running struct {
	id     int32
	cancel context.CancelFunc
	out    *outbox
}

// shelfMessage takes the message in the buffer. It only starts things: it runs inside a call from JavaScript, which must not wait.
//
//go:wasmexport shelf_message
func shelfMessage(length int32) {
	m := message{}
	err := json.Unmarshal(incoming[:length], &m)
	incoming = nil
	switch {
	case err != nil:
		post(postFailed, m.ID, fmt.Appendf(nil, "The engine was sent a message that it does not understand: %v.", err))
	case m.Type == "stop":
		if running.cancel != nil && running.id == m.ID {
			running.cancel()
		}
	case running.cancel != nil:
		post(postFailed, m.ID, []byte("The engine is busy with another job."))
	default:
		ctx, cancel := context.WithCancel(context.Background())
		out := &outbox{id: m.ID}
		running.id, running.cancel, running.out = m.ID, cancel, out
		go func() {
			kind, text := job(ctx, &m, out)
			cancel()
			running.cancel, running.out = nil, nil
			post(kind, m.ID, text)
		}()
	}
}

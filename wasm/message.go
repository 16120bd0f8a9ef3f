//go:build js

package main

import (
	"context"
	"fmt"
	"unsafe"

	"github.com/asyncshelf/asyncshelf/wasm/message"
)

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
	m, err := message.Read(incoming[:length])
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
			kind, text := job(ctx, m, out)
			cancel()
			running.cancel, running.out = nil, nil
			post(kind, m.ID, text)
		}()
	}
}

//go:build js

package main

import "time"

// yieldTime is how long the engine may keep the worker to itself.
const yieldTime = 25 * time.Millisecond

//go:wasmimport shelf tick
func hostTick()

var (
	ticked    = make(chan struct{}, 1)
	lastYield = time.Now()
)

//go:wasmexport shelf_ticked
func shelfTicked() { ticked <- struct{}{} }

// yield lets the worker's event loop turn once, unless it did so a moment ago. The engine calls it every few thousand
// steps from the goroutine that it runs on. Go's scheduler returns to JavaScript only when every goroutine waits, so nothing short of waiting would do.
func (o *outbox) yield() {
	if time.Since(lastYield) < yieldTime {
		return
	}
	o.flush()
	hostTick()
	<-ticked
	lastYield = time.Now()
}

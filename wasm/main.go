//go:build js

// The program is the engine as a page runs it: compiled with GOOS=js, started by the worker (wasm/src/worker.ts), it takes messages and does one
// job at a time: run a program, check a step of a lesson, compare ways of doing the same, query the database that the last run left.
//
// Everything that crosses to JavaScript does so by wasmimport and wasmexport, as in engine/sqlite: messages are JSON texts in this
// program's memory. The job runs on a goroutine of its own. While it runs, the worker hears nothing, so the engine calls [yield] every so many steps,
// which lets the worker's event loop turn, and with it the page's Stop arrive.
package main

func main() {
	// Messages arrive by the exported functions; there is nothing else to do, ever.
	select {}
}

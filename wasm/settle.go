//go:build js

package main

import "runtime"

// shelfSettle collects garbage, so that none of it is in the snapshot that the build takes of the started program (wasm/build/postlink/snapshot.go). Twice, since
// what pools hold survives once.
//
//go:wasmexport shelf_settle
func shelfSettle() {
	go func() {
		runtime.GC()
		runtime.GC()
	}()
}

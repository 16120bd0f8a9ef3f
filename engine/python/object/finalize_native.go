//go:build !js

package object

import (
	"runtime"
	"runtime/metrics"
)

// settle waits until Go has run the finalizers that the last collection has queued.
func settle() {
	samples := []metrics.Sample{{Name: "/gc/finalizers/executed:finalizers"}, {Name: "/gc/finalizers/queued:finalizers"}}
	for range 1000 {
		metrics.Read(samples)
		if samples[0].Value.Uint64() >= samples[1].Value.Uint64() {
			return
		}
		runtime.Gosched()
	}
}

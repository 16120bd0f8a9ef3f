//go:build !js

package object

import (
	"runtime"
	"runtime/metrics"
	"time"
)

// settle waits until Go has run the finalizers that the last collection has queued. Mostly that is so at once; on a busy machine the thread that runs them may have to wait
// for its turn, so that handing over alone is not enough.
func settle() {
	samples := []metrics.Sample{{Name: "/gc/finalizers/executed:finalizers"}, {Name: "/gc/finalizers/queued:finalizers"}}
	for i := range 2000 {
		metrics.Read(samples)
		if samples[0].Value.Uint64() >= samples[1].Value.Uint64() {
			return
		}
		if i < 100 {
			runtime.Gosched()
		} else {
			time.Sleep(100 * time.Microsecond)
		}
	}
}

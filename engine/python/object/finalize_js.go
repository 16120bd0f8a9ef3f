package object

import "runtime"

// settle waits until Go has run the finalizers that the last collection has queued. In a browser there is one thread: the goroutine that runs them does not stop before it
// is done, once it has its turn. Package runtime/metrics, which counts them, would be a part of every page's download.
func settle() {
	for range 4 {
		runtime.Gosched()
	}
}

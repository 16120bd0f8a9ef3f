package threading

import (
	"math"
	"time"
)

// secondsToDuration converts a program's seconds to virtual time, within what a Duration holds.
func secondsToDuration(s float64) time.Duration {
	ns := s * 1e9
	if math.IsNaN(ns) || ns < 0 {
		return 0
	}
	if ns > math.MaxInt64/2 {
		return math.MaxInt64 / 2
	}
	return time.Duration(ns)
}

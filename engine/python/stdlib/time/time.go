// Package time is Python's time module on the virtual clock: sleep() costs nothing real and moves the clock, which begins at a
// fixed moment, so that programs print the same in every run.
package time

import (
	_ "embed"
	"math"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

//go:embed time.py
var source string

// Epoch is the wall-clock time at which every run begins, in UTC.
var Epoch = time.Date(2025, 1, 6, 9, 0, 0, 0, time.UTC)

// Now is the wall-clock time of a run, to the microsecond. Other than time.time() it does not tick when it is looked at: dates are compared with those of the database,
// which knows milliseconds, and not divided by.
func Now(t *object.Thread) time.Time { return Epoch.Add(t.Look(0)) }

// DatabaseNow is what the database takes for now, to the millisecond and never before what the program has seen: `due__lte=Now()` finds what became due at timezone.now().
func DatabaseNow(s *object.Scheduler) time.Time {
	return Epoch.Add((s.Now() + s.Late() + time.Millisecond - 1).Truncate(time.Millisecond))
}

// tick is more than what two neighbouring floats of time.time() differ by.
const tick = time.Microsecond

func init() {
	object.RegisterModule(&object.NativeModule{Name: "time", Source: source, Init: func(t *object.Thread, m *object.Module) error {
		seconds := func(name string, base time.Duration) object.NativeFunc {
			return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("time."+name, a, kw, 0, 0); err != nil {
					return nil, err
				}
				return object.Float((base + t.Look(tick)).Seconds()), nil
			}
		}
		nanos := func(base time.Duration) object.NativeFunc {
			return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewInt(int64(base + t.Look(tick))), nil
			}
		}
		wall := time.Duration(Epoch.UnixNano())
		for name, base := range map[string]time.Duration{"time": wall, "monotonic": object.ClockBase, "perf_counter": object.ClockBase, "process_time": 0, "thread_time": 0} {
			m.SetFunc(name, seconds(name, base))
			m.SetFunc(name+"_ns", nanos(base))
		}
		m.SetFunc("sleep", sleep)
		m.Set("timezone", object.NewInt(0))
		m.Set("altzone", object.NewInt(0))
		m.Set("daylight", object.NewInt(0))
		m.Set("tzname", object.NewTuple(object.NewStr("UTC"), object.NewStr("UTC")))
		return nil
	}})
}

func sleep(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("time.sleep", a, kw, 1, 1); err != nil {
		return nil, err
	}
	s, ok := object.AsFloat(a[0])
	if !ok {
		n, err := object.ToIndex(t, a[0])
		if err != nil {
			return nil, err
		}
		i, fits := object.AsInt(n)
		if !fits {
			return nil, object.OverflowErrorf("timestamp too large to convert to C _PyTime_t")
		}
		s = float64(i)
	}
	if math.IsNaN(s) {
		return nil, object.ValueErrorf("Invalid value NaN (not a number)")
	}
	if s < 0 {
		return nil, object.ValueErrorf("sleep length must be non-negative")
	}
	if s > 9e9 {
		return nil, object.OverflowErrorf("timestamp too large to convert to C _PyTime_t")
	}
	d := object.Seconds(s)
	if tr := t.RT.Trace; tr != nil {
		tr.Trace(t, trace.Event{Kind: trace.Sleep, For: d, Blocking: t.RunningLoop != nil})
	}
	return object.None, t.Sleep(d)
}

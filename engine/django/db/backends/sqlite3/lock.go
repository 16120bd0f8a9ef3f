package sqlite3

import (
	"errors"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// defaultTimeout is how long Python's sqlite3 waits for a locked database when OPTIONS does not say.
const defaultTimeout = 5 * time.Second

// busyDelays are SQLite's pauses between its attempts; the last one is repeated. It looks again and again, it is not woken: so a statement may wait a little
// longer than the lock is held, and who came first is not always served first.
var busyDelays = [...]uint8{1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100}

// waiting reports that a statement failed because another connection has the database locked, and may be tried again.
func waiting(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Wait
}

// await tries a statement again until the database is not locked any more, or the time is over. It gives the statement's last outcome. r is its record; nil when it has none.
func (w *Wrapper) await(t *object.Thread, r *Record, err error, try func() (*sqlite.ResultSet, error)) (*sqlite.ResultSet, error) {
	timeout, terr := w.timeout(t)
	if terr != nil {
		return nil, terr
	}
	began := t.RT.Sched.Now()
	var rs *sqlite.ResultSet
	for n, spent := 0, time.Duration(0); waiting(err) && spent < timeout; n++ {
		delay := min(time.Duration(busyDelays[min(n, len(busyDelays)-1)])*time.Millisecond, timeout-spent)
		spent += delay
		if serr := t.Sleep(delay); serr != nil {
			return nil, serr
		}
		rs, err = try()
	}
	if r == nil {
		return rs, err
	}
	if tr := t.RT.Trace; tr != nil {
		tr.Trace(t, trace.Event{Kind: trace.Lock, Start: began, Stmt: r.Number})
	}
	r.Start = t.RT.Sched.Now()
	return rs, err
}

// timeout is settings.DATABASES' OPTIONS["timeout"], in seconds.
func (w *Wrapper) timeout(t *object.Thread) (time.Duration, error) {
	value, err := w.option(t, "timeout")
	if value == nil || err != nil {
		return defaultTimeout, err
	}
	f, err := object.ToFloat(t, value)
	return object.Seconds(f), err
}

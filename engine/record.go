package engine

import (
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/asyncio"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// recorder collects what happens during a run and passes it on as events.
type recorder struct {
	rt     *object.Runtime
	t      *object.Thread
	files  map[string]bool // the learner's files
	result *Result
	emit   func(Event)
	out    [2]strings.Builder
	// muted is set while seed.py or checks run: nothing of it is the learner's.
	muted bool
	hide  *strings.Builder // where stdout goes while muted
	// columns are the columns of the statements so far as the page gets them, by the address of the driver's first one.
	columns map[*sqlite.Column][]Column
	kept    keeper
	// counted is how much the values held whose reprs were made.
	counted int
	*tracer
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// event passes an event on.
func (r *recorder) event(e Event) {
	if r.emit != nil && !r.muted {
		e.T = r.rt.Sched.Now()
		r.emit(e)
	}
}

// stream is stdout or stderr.
type stream struct {
	r *recorder
	n int
}

func (s stream) Write(p []byte) (int, error) {
	r := s.r
	if r.muted {
		if s.n == 0 && r.hide != nil {
			r.hide.Write(p)
		}
		return len(p), nil
	}
	r.out[s.n].Write(p)
	kind := trace.Stdout
	if s.n == 1 {
		kind = trace.Stderr
	}
	if r.tracer != nil {
		r.Trace(r.rt.Sched.Current(), trace.Event{Kind: kind, Text: string(p)})
	} else if r.emit != nil {
		o := r.locate(r.rt.Sched.Current())
		r.event(Event{Event: trace.Event{Kind: kind, Text: string(p), Position: trace.Position{File: o.File, Line: int32(o.Line)}}})
	}
	return len(p), nil
}

// locate finds the innermost frame of the learner's files: of the task's own, if a task runs.
func (r *recorder) locate(t *object.Thread) sqlite3.Origin {
	for f := t.Frame; f != nil && f != t.Base; f = f.Back() {
		if name := f.Filename(); r.files[name] {
			return sqlite3.Origin{File: name, Line: f.Line(), Func: f.CodeName()}
		}
	}
	if k := asyncio.Current(t); k != nil {
		// The task is of a coroutine that is not the learner's, such as acount(); its line is the one that made it.
		file, fn, line := k.Made()
		return sqlite3.Origin{File: file, Func: fn, Line: line}
	}
	return sqlite3.Origin{}
}

// place is locate as the runtime asks for it.
func (r *recorder) place(t *object.Thread) (file, fn string, line int) {
	o := r.locate(t)
	return o.File, o.Func, o.Line
}

// query records one statement.
func (r *recorder) query(t *object.Thread, rec *sqlite3.Record) {
	if r.muted {
		return
	}
	q := &Query{
		SQL: clip(rec.SQL, maxSQL), File: rec.Origin.File, Line: rec.Origin.Line, Func: rec.Origin.Func,
		Thread: threadName(rec.Thread), Start: ms(rec.Start), End: ms(rec.End), Awaited: rec.Async, MS: ms(rec.Real),
		Affected: rec.Changes, RowCount: len(rec.Rows), Params: []any{},
	}
	for _, p := range rec.Params {
		q.Params = append(q.Params, r.param(p))
	}
	for _, set := range rec.Sets {
		row := []any{}
		for _, p := range set {
			row = append(row, r.param(p))
		}
		q.Params = append(q.Params, row)
	}
	if rec.Err != nil {
		q.Error = rec.Err.Error()
	}
	q.Columns = r.columnsOf(rec.Columns)
	q.Rows = r.kept.rows(rec.Rows)
	q.Truncated = len(q.Rows) < len(rec.Rows)
	r.result.Queries = append(r.result.Queries, q)
	if r.tracer != nil {
		r.ended(t, rec, q)
	}
	r.event(Event{Event: trace.Event{Kind: trace.Query}, Query: q})
}

// columnsOf describes columns as the page wants them. A statement that runs again has the columns that it had, the same memory.
func (r *recorder) columnsOf(columns []sqlite.Column) []Column {
	if len(columns) == 0 {
		return nil
	}
	known := r.columns[&columns[0]]
	if len(known) != len(columns) {
		known = columnsOf(columns)
		if r.columns == nil {
			r.columns = map[*sqlite.Column][]Column{}
		}
		r.columns[&columns[0]] = known
	}
	return known
}

func threadName(name string) string {
	switch {
	case name == "MainThread":
		return "main"
	case strings.HasPrefix(name, "thread-sensitive"):
		return "thread-sensitive"
	}
	return name
}

// warned notes a warning of the machine, which prints it itself.
func (r *recorder) warned(message, file string, line int) {
	if r.muted {
		return
	}
	w := Warning{Message: message}
	if r.files[file] {
		w.File, w.Line = file, line
	}
	r.result.Warnings = append(r.result.Warnings, w)
	r.event(Event{Event: trace.Event{Kind: trace.Warning}, Warning: &w})
}

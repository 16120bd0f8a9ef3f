package timeline

import (
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// manyRuns is how often one line must send the same reading statement to be called N+1; manyRows is how many rows at once are many.
const (
	manyRuns = 3
	manyRows = 1000
)

// account keeps the books of each source line.
type account struct {
	lines map[trace.Position]*entry
	same  func(queries []int) bool
}

type entry struct {
	Line
	same  map[sent]*repeat
	waits []interval
	rows  int
}

// sent is a statement as a line sends it on one thread and for one request: requests do not repeat each other's.
type sent struct {
	thread, text string
	request      int32
}

// repeat is a statement that a line sends, and how often.
type repeat struct {
	n                int
	relation, advice string
	queries          []int
}

func (a *account) init(same func(queries []int) bool) {
	a.lines, a.same = map[trace.Position]*entry{}, same
}

func (a *account) at(p trace.Position) *entry {
	e := a.lines[p]
	if e == nil {
		e = &entry{Line: Line{File: p.File, Line: p.Line}, same: map[sent]*repeat{}}
		a.lines[p] = e
	}
	return e
}

func (a *account) wait(at trace.Position, via []trace.Position, d interval) {
	if at.Line == 0 {
		return
	}
	e := a.at(at)
	e.waits = append(e.waits, d)
	for i, p := range via {
		seen := p == at
		for _, q := range via[:i] {
			seen = seen || p == q
		}
		if !seen {
			e := a.at(p)
			e.waits = append(e.waits, d)
		}
	}
}

func (a *account) blocked(e *trace.Event, d time.Duration) {
	if e.Line != 0 {
		a.at(e.Position).Blocked += d
	}
}

func (a *account) statement(e *trace.Event, request int32, query int) {
	if e.Line == 0 {
		return
	}
	l := a.at(e.Position)
	l.Statements++
	l.DB += e.T - e.Start
	if int(e.On) >= manyRows {
		l.rows = max(l.rows, int(e.On))
	}
	if strings.HasPrefix(e.Text, "SELECT") {
		key := sent{e.Thread, e.Text, request}
		r := l.same[key]
		if r == nil {
			r = &repeat{relation: e.Name, advice: e.Coro}
			l.same[key] = r
		}
		r.n++
		r.queries = append(r.queries, query)
	}
}

// finish gives the lines their counts and marks.
func (a *account) finish(counts []Count, warnings []Warning, t *Timeline) {
	for _, c := range counts {
		a.at(trace.Position{File: c.File, Line: int32(c.Line)}).Runs = c.N
	}
	for _, w := range warnings {
		if w.Line != 0 {
			e := a.at(trace.Position{File: w.File, Line: int32(w.Line)})
			e.Marks = append(e.Marks, Mark{"never-awaited", w.Message + ": calling it only made it; put await before it."})
		}
	}
	for _, e := range a.lines {
		e.Wait = union(e.waits)
		e.mark(a)
		t.Lines = append(t.Lines, e.Line)
	}
	sort.SliceStable(t.Lines, func(i, j int) bool {
		a, b := &t.Lines[i], &t.Lines[j]
		return a.File < b.File || a.File == b.File && a.Line < b.Line
	})
}

func (e *entry) mark(a *account) {
	var all []sent
	for s := range e.same {
		all = append(all, s)
	}
	sort.SliceStable(all, func(i, j int) bool {
		return e.same[all[i]].queries[0] < e.same[all[j]].queries[0]
	})
	for _, s := range all {
		r := e.same[s]
		model, field, _ := strings.Cut(r.relation, ".")
		switch {
		case r.n >= manyRuns && r.advice != "":
			e.Marks = append(e.Marks, Mark{"n+1", model + "." + field + " is loaded lazily, one statement for each row: " + strconv.Itoa(r.n) + " here. " + advice(r.advice, field, true)})
		case r.n >= manyRuns && a.same != nil && a.same(r.queries):
			e.Marks = append(e.Marks, Mark{"n+1", "The same statement " + strconv.Itoa(r.n) + " times, with the same values: if the answer cannot change meanwhile, ask once and keep it."})
		case r.n >= manyRuns:
			e.Marks = append(e.Marks, Mark{"n+1", "The same statement " + strconv.Itoa(r.n) + " times, with other values: ask for all of them in one, with pk__in, in_bulk() or a join."})
		case r.advice != "":
			e.Marks = append(e.Marks, Mark{"lazy", model + "." + field + " is loaded lazily, with a statement of its own. " + advice(r.advice, field, false)})
		}
	}
	if e.rows > 0 {
		e.Marks = append(e.Marks, Mark{"many", strconv.Itoa(e.rows) + " rows come at once and stay in memory; with aiterator() (iterator() in synchronous code) they come in chunks."})
	}
	if e.Blocked > 0 {
		e.Marks = append(e.Marks, Mark{"blocking", "The event loop is blocked from here for " + millis(e.Blocked) + " ms: no other task can go on."})
	}
}

// union is the time that at least one of the intervals covers.
func union(list []interval) time.Duration {
	sort.SliceStable(list, func(i, j int) bool { return list[i].from < list[j].from })
	var sum, end time.Duration
	for _, w := range list {
		if w.to > end {
			sum += w.to - max(w.from, end)
			end = w.to
		}
	}
	return sum
}

func advice(method, field string, many bool) string {
	switch method {
	case "select_related":
		if many {
			return "select_related(\"" + field + "\") on the queryset fetches them with a join, in the same statement."
		}
		return "select_related(\"" + field + "\") on the queryset fetches it with a join, in the same statement."
	case "prefetch_related":
		return "prefetch_related(\"" + field + "\") on the queryset fetches those of all rows in one statement more."
	}
	return "Leave it out of defer(), or name it in only(), to fetch it with the row."
}

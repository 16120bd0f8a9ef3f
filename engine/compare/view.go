package compare

import (
	"strconv"
	"strings"
	"time"
)

// A View is what a page shows of a comparison: the words, the pictures and the table. It is made here, once, for pages made by the build and for runs in the
// page, which only put it in its place. Only the pictures are markup; what they show of a program, such as the names of its tasks, is escaped.
type View struct {
	Summary []string  `json:"summary"`
	Ways    []WayView `json:"ways"`
	Curves  []Curve   `json:"curves"`
	// Columns and Rows are the table; a row begins with its way.
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"`
}

// WayView is one way's part.
type WayView struct {
	Label   string   `json:"label"`
	Facts   string   `json:"facts"`
	Picture string   `json:"picture"` // SVG; "" for none
	Problem *Problem `json:"problem"`
}

// Curve is a picture that has a line for each way.
type Curve struct {
	Title   string `json:"title"`
	Picture string `json:"picture"`
}

// View shows a load.
func (r *Report) View() *View {
	v := &View{
		Summary: r.Summary, Ways: []WayView{}, Curves: []Curve{}, Rows: [][]string{},
		Columns: []string{"Way", "Answered", "A second", "p50", "p95", "p99", "Longest", "Queued on average", "There at once", "Threads at once", "Loop blocked"},
	}
	answered := false
	for i := range r.Ways {
		w := &r.Ways[i]
		f := &w.Figures
		way := WayView{Label: w.Label, Picture: w.bars(time.Duration(r.End)), Problem: w.Problem}
		row := []string{w.Label, strconv.Itoa(f.Answered) + " of " + strconv.Itoa(r.Requests)}
		if f.Answered > 0 {
			answered = true
			rate := strconv.FormatFloat(f.Throughput, 'f', 1, 64)
			way.Facts = rate + " answers a second · p50 " + ms(f.P50) + " · p95 " + ms(f.P95) + " · p99 " + ms(f.P99)
			threads, blocked := strconv.Itoa(f.Threads), ms(f.Blocked)
			if w.Server == WSGI {
				blocked = "no loop"
				way.Facts = plural(w.Workers, "worker") + " · " + way.Facts
			}
			row = append(row, rate, ms(f.P50), ms(f.P95), ms(f.P99), ms(f.Max), ms(f.Queued), strconv.Itoa(f.Waiting), threads, blocked)
		}
		for len(row) < len(v.Columns) {
			row = append(row, "–")
		}
		v.Ways = append(v.Ways, way)
		v.Rows = append(v.Rows, row)
	}
	if answered && r.End > 0 {
		v.Curves = []Curve{{"Answered by when", r.answers()}, {"Latency: so many were answered within", r.latencies()}}
	}
	return v
}

// View shows what ran both ways.
func (r *BothReport) View() *View {
	v := &View{
		Summary: r.Summary, Ways: []WayView{}, Curves: []Curve{}, Rows: [][]string{},
		Columns: []string{"Way", "In all", "Statements", "Waited for the database", "Loop free", "Loop blocked"},
	}
	for _, w := range r.Ways {
		way := WayView{Label: w.Label, Problem: w.Problem}
		row := []string{w.Label}
		if t := w.Timeline; t != nil && w.Problem == nil {
			f := &t.Figures
			way.Facts = ms(Millis(t.End)) + " in all · " + plural(f.Statements, "statement")
			free, blocked := ms(Millis(f.Free)), ms(Millis(f.Blocked))
			if !w.Async {
				free, blocked = "no loop", "no loop"
			} else {
				way.Facts += " · the loop free for " + free
			}
			row = append(row, ms(Millis(t.End)), strconv.Itoa(f.Statements), ms(Millis(f.DB)), free, blocked)
			scaled := *t
			scaled.End = max(time.Duration(r.End), time.Millisecond)
			way.Picture = strings.TrimSpace(scaled.SVG("What happened when; the table below sums it up.", false))
		}
		for len(row) < len(v.Columns) {
			row = append(row, "–")
		}
		v.Ways = append(v.Ways, way)
		v.Rows = append(v.Rows, row)
	}
	return v
}

package timeline

import (
	"strconv"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// MarshalJSON writes the timeline with times in milliseconds; what is zero is left out, but for a span's start and end.
func (t *Timeline) MarshalJSON() ([]byte, error) {
	w := writer{b: make([]byte, 0, 256+96*len(t.Spans))}
	w.begin('{')
	w.num("end", ms(t.End))
	w.list("lanes", len(t.Lanes), func(i int) {
		l := &t.Lanes[i]
		w.str("kind", string(l.Kind))
		w.str("name", l.Name)
		w.num("from", ms(l.From))
		w.num("to", ms(l.To))
	})
	w.list("spans", len(t.Spans), func(i int) {
		s := &t.Spans[i]
		w.num("lane", float64(s.Lane))
		w.str("kind", string(s.Kind))
		w.num("start", ms(s.Start))
		w.num("end", ms(s.End))
		w.place(s.File, s.Line)
		w.opt("task", float64(s.Task))
		w.opt("query", float64(s.Query))
		w.str("text", s.Text)
	})
	w.list("moments", len(t.Moments), func(i int) {
		m := &t.Moments[i]
		w.num("lane", float64(m.Lane))
		w.str("kind", m.Kind)
		w.num("at", ms(m.At))
		w.place(m.File, m.Line)
		w.str("text", m.Text)
	})
	f := &t.Figures
	w.key("figures")
	w.begin('{')
	w.num("total", ms(f.Total))
	w.num("statements", float64(f.Statements))
	w.num("awaited", float64(f.Awaited))
	w.num("blocking", float64(f.Blocking))
	w.num("db", ms(f.DB))
	w.num("loop", ms(f.Loop))
	w.num("free", ms(f.Free))
	w.num("blocked", ms(f.Blocked))
	w.num("longest", ms(f.Longest))
	if f.Longest > 0 {
		w.str("blocked_by", f.BlockedBy)
		w.place(f.File, f.Line)
	}
	w.num("overlap", ms(f.Overlap))
	w.num("serial", ms(f.Serial))
	w.num("tasks", float64(f.Tasks))
	w.end('}')
	w.key("summary")
	w.begin('[')
	for _, s := range t.Summary {
		w.comma()
		w.b = trace.AppendText(w.b, s)
	}
	w.end(']')
	w.list("lines", len(t.Lines), func(i int) {
		l := &t.Lines[i]
		w.place(l.File, l.Line)
		w.opt("runs", float64(l.Runs))
		w.opt("wait", ms(l.Wait))
		w.opt("blocked", ms(l.Blocked))
		w.opt("statements", float64(l.Statements))
		w.opt("db", ms(l.DB))
		if len(l.Marks) > 0 {
			w.list("marks", len(l.Marks), func(i int) {
				w.str("kind", l.Marks[i].Kind)
				w.str("text", l.Marks[i].Text)
			})
		}
	})
	if t.Truncated {
		w.key("truncated")
		w.b = append(w.b, "true"...)
	}
	w.end('}')
	return w.b, nil
}

func ms(d time.Duration) float64 { return trace.Millis(d) }

// writer writes JSON.
type writer struct {
	b     []byte
	first bool
}

func (w *writer) begin(c byte) { w.b, w.first = append(w.b, c), true }
func (w *writer) end(c byte)   { w.b, w.first = append(w.b, c), false }

func (w *writer) comma() {
	if !w.first {
		w.b = append(w.b, ',')
	}
	w.first = false
}

func (w *writer) key(k string) {
	w.comma()
	w.b = append(append(append(w.b, '"'), k...), '"', ':')
}

func (w *writer) num(k string, v float64) {
	w.key(k)
	w.b = trace.AppendNumber(w.b, v)
}

func (w *writer) opt(k string, v float64) {
	if v != 0 {
		w.num(k, v)
	}
}

func (w *writer) str(k, v string) {
	w.key(k)
	w.b = trace.AppendText(w.b, v)
}

func (w *writer) place(file string, line int32) {
	if line != 0 {
		w.str("file", file)
		w.key("line")
		w.b = strconv.AppendInt(w.b, int64(line), 10)
	}
}

func (w *writer) list(k string, n int, item func(i int)) {
	w.key(k)
	w.begin('[')
	for i := range n {
		w.comma()
		w.begin('{')
		item(i)
		w.end('}')
	}
	w.end(']')
}

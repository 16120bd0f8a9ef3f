package timeline

import (
	"time"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// MarshalJSON writes the timeline with times in milliseconds; what is zero is left out, but for a span's start and end.
func (t *Timeline) MarshalJSON() ([]byte, error) {
	w := plainjson.Writer{Bytes: make([]byte, 0, 256+96*len(t.Spans))}
	t.WriteJSON(&w)
	return w.Bytes, nil
}

// WriteJSON writes it as MarshalJSON does.
func (t *Timeline) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("end").Number(ms(t.End))
	w.Key("lanes").Objects(len(t.Lanes), func(i int) {
		l := &t.Lanes[i]
		w.Key("kind").Text(string(l.Kind))
		w.Key("name").Text(l.Name)
		w.Key("from").Number(ms(l.From))
		w.Key("to").Number(ms(l.To))
	})
	w.Key("spans").Objects(len(t.Spans), func(i int) {
		s := &t.Spans[i]
		w.Key("lane").Int(int64(s.Lane))
		w.Key("kind").Text(string(s.Kind))
		w.Key("start").Number(ms(s.Start))
		w.Key("end").Number(ms(s.End))
		place(w, s.File, s.Line)
		w.OptInt("task", int64(s.Task))
		w.OptInt("query", int64(s.Query))
		w.Key("text").Text(s.Text)
	})
	w.Key("moments").Objects(len(t.Moments), func(i int) {
		m := &t.Moments[i]
		w.Key("lane").Int(int64(m.Lane))
		w.Key("kind").Text(m.Kind)
		w.Key("at").Number(ms(m.At))
		place(w, m.File, m.Line)
		w.Key("text").Text(m.Text)
	})
	w.Key("figures")
	t.Figures.WriteJSON(w)
	w.Key("summary").Texts(t.Summary)
	w.Key("lines").Objects(len(t.Lines), func(i int) {
		l := &t.Lines[i]
		place(w, l.File, l.Line)
		w.OptInt("runs", l.Runs)
		optMillis(w, "wait", l.Wait)
		optMillis(w, "blocked", l.Blocked)
		w.OptInt("statements", int64(l.Statements))
		optMillis(w, "db", l.DB)
		if len(l.Marks) > 0 {
			w.Key("marks").Objects(len(l.Marks), func(i int) {
				w.Key("kind").Text(l.Marks[i].Kind)
				w.Key("text").Text(l.Marks[i].Text)
			})
		}
	})
	w.OptBool("truncated", t.Truncated)
	w.Close('}')
}

// WriteJSON writes the figures, which checks get without the rest.
func (f *Figures) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("total").Number(ms(f.Total))
	w.Key("statements").Int(int64(f.Statements))
	w.Key("awaited").Int(int64(f.Awaited))
	w.Key("blocking").Int(int64(f.Blocking))
	w.Key("db").Number(ms(f.DB))
	w.Key("loop").Number(ms(f.Loop))
	w.Key("free").Number(ms(f.Free))
	w.Key("blocked").Number(ms(f.Blocked))
	w.Key("longest").Number(ms(f.Longest))
	if f.Longest > 0 {
		w.Key("blocked_by").Text(f.BlockedBy)
		place(w, f.File, f.Line)
	}
	w.Key("overlap").Number(ms(f.Overlap))
	w.Key("serial").Number(ms(f.Serial))
	w.Key("tasks").Int(int64(f.Tasks))
	w.Close('}')
}

func ms(d time.Duration) float64 { return trace.Millis(d) }

func optMillis(w *plainjson.Writer, key string, d time.Duration) {
	if d != 0 {
		w.Key(key).Number(ms(d))
	}
}

func place(w *plainjson.Writer, file string, line int32) {
	if line != 0 {
		w.Key("file").Text(file)
		w.Key("line").Int(int64(line))
	}
}

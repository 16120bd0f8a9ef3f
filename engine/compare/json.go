package compare

import (
	"time"

	"github.com/asyncshelf/asyncshelf/engine/plainjson"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// This file writes and reads what crosses between a page and the engine as encoding/json would by the fields' tags: see package plainjson.

// LoadAnswer is a load's report, and how a page shows it.
type LoadAnswer struct {
	*Report
	View *View `json:"view"`
}

// BothAnswer is the same for what was run both ways.
type BothAnswer struct {
	*BothReport
	View *View `json:"view"`
}

// WriteJSON writes the answer.
func (a LoadAnswer) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("requests").Int(int64(a.Requests))
	w.Key("rate").Number(a.Rate)
	w.Key("arrivals").Text(string(a.Arrivals))
	w.Key("seed").Int(int64(a.Seed))
	w.Key("end").Number(millis(a.End))
	w.Key("ways").List(len(a.Ways), func(i int) { a.Ways[i].writeJSON(w) })
	w.Key("summary").Texts(a.Summary)
	w.Key("stopped").Bool(a.Stopped)
	w.Key("view")
	a.View.writeJSON(w)
	w.Close('}')
}

// WriteJSON writes the answer.
func (a BothAnswer) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("callers").Int(int64(a.Callers))
	w.Key("end").Number(millis(a.End))
	w.Key("ways").Objects(len(a.Ways), func(i int) {
		r := &a.Ways[i]
		w.Key("label").Text(r.Label)
		w.Key("func").Text(r.Func)
		w.Key("async").Bool(r.Async)
		if w.Key("timeline"); r.Timeline == nil {
			w.Null()
		} else {
			r.Timeline.WriteJSON(w)
		}
		w.Key("problem")
		r.Problem.writeJSON(w)
	})
	w.Key("summary").Texts(a.Summary)
	w.Key("stopped").Bool(a.Stopped)
	w.Key("view")
	a.View.writeJSON(w)
	w.Close('}')
}

// WriteJSON writes the event.
func (e Event) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("type").Text(e.Type)
	w.Key("way").Int(int64(e.Way))
	w.Key("answered").Int(int64(e.Answered))
	if e.Served != nil {
		w.Key("served")
		e.Served.writeJSON(w)
	}
	w.Close('}')
}

func (s *Served) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("label").Text(s.Label)
	w.Key("server").Text(string(s.Server))
	w.Key("view").Text(s.View)
	w.OptInt("workers", int64(s.Workers))
	w.Key("requests").List(len(s.Requests), func(i int) { s.Requests[i].writeJSON(w) })
	w.Key("figures")
	s.Figures.writeJSON(w)
	w.Key("problem")
	s.Problem.writeJSON(w)
	w.Close('}')
}

// MarshalJSON writes times in milliseconds.
func (r Request) MarshalJSON() ([]byte, error) {
	var w plainjson.Writer
	r.writeJSON(&w)
	return w.Bytes, nil
}

func (r *Request) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("at").Number(trace.Millis(r.At))
	w.Key("end").Number(trace.Millis(r.End))
	w.Key("status").Int(int64(r.Status))
	w.Key("spans").List(len(r.Spans), func(i int) { r.Spans[i].writeJSON(w) })
	w.Close('}')
}

// MarshalJSON writes ["db", 25, 50], in milliseconds.
func (s Span) MarshalJSON() ([]byte, error) {
	var w plainjson.Writer
	s.writeJSON(&w)
	return w.Bytes, nil
}

func (s *Span) writeJSON(w *plainjson.Writer) {
	w.Open('[')
	w.Text(s.State.String())
	w.Number(trace.Millis(s.From))
	w.Number(trace.Millis(s.To))
	w.Close(']')
}

// MarshalJSON writes a number of milliseconds.
func (m Millis) MarshalJSON() ([]byte, error) {
	return plainjson.AppendNumber(nil, millis(m)), nil
}

func millis(m Millis) float64 { return trace.Millis(time.Duration(m)) }

func (f *Figures) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("answered").Int(int64(f.Answered))
	w.Key("failed").Int(int64(f.Failed))
	w.Key("total").Number(millis(f.Total))
	w.Key("throughput").Number(f.Throughput)
	w.Key("p50").Number(millis(f.P50))
	w.Key("p95").Number(millis(f.P95))
	w.Key("p99").Number(millis(f.P99))
	w.Key("max").Number(millis(f.Max))
	w.Key("mean").Number(millis(f.Mean))
	w.Key("queued").Number(millis(f.Queued))
	w.Key("db").Number(millis(f.DB))
	w.Key("busy").Number(millis(f.Busy))
	w.Key("waiting").Int(int64(f.Waiting))
	w.Key("threads").Int(int64(f.Threads))
	w.Key("statements").Int(int64(f.Statements))
	w.Key("blocked").Number(millis(f.Blocked))
	w.Close('}')
}

func (p *Problem) writeJSON(w *plainjson.Writer) {
	if p == nil {
		w.Null()
		return
	}
	w.Open('{')
	w.Key("message").Text(p.Message)
	w.OptText("hint", p.Hint)
	w.OptText("file", p.File)
	w.OptInt("line", int64(p.Line))
	w.Close('}')
}

func (v *View) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("summary").Texts(v.Summary)
	w.Key("ways").Objects(len(v.Ways), func(i int) {
		way := &v.Ways[i]
		w.Key("label").Text(way.Label)
		w.Key("facts").Text(way.Facts)
		w.Key("picture").Text(way.Picture)
		w.Key("problem")
		way.Problem.writeJSON(w)
	})
	w.Key("curves").Objects(len(v.Curves), func(i int) {
		w.Key("title").Text(v.Curves[i].Title)
		w.Key("picture").Text(v.Curves[i].Picture)
	})
	w.Key("columns").Texts(v.Columns)
	w.Key("rows").List(len(v.Rows), func(i int) { w.Texts(v.Rows[i]) })
	w.Close('}')
}

// ReadJSON reads the options; what it doesn't know it leaves out.
func (o *LoadOptions) ReadJSON(text []byte) error {
	r := plainjson.NewReader(text)
	r.Object(func(key string) {
		switch key {
		case "requests":
			o.Requests = int(r.Int())
		case "rate":
			o.Rate = r.Number()
		case "arrivals":
			o.Arrivals = Arrivals(r.Text())
		case "seed":
			if o.Seed = uint64(r.Int()); int64(o.Seed) < 0 {
				r.Fail("a seed is not below 0")
			}
		case "ways":
			r.Array(func() { o.Ways = append(o.Ways, readWay(r)) })
		default:
			r.Skip()
		}
	})
	return r.End()
}

func readWay(r *plainjson.Reader) (way Way) {
	r.Object(func(key string) {
		switch key {
		case "label":
			way.Label = r.Text()
		case "server":
			way.Server = Server(r.Text())
		case "view":
			way.View = r.Text()
		case "workers":
			way.Workers = int(r.Int())
		default:
			r.Skip()
		}
	})
	return way
}

// ReadJSON reads the options; what it doesn't know it leaves out.
func (o *BothOptions) ReadJSON(text []byte) error {
	r := plainjson.NewReader(text)
	r.Object(func(key string) {
		switch key {
		case "callers":
			o.Callers = int(r.Int())
		case "calls":
			r.Array(func() { o.Calls = append(o.Calls, readCall(r)) })
		default:
			r.Skip()
		}
	})
	return r.End()
}

func readCall(r *plainjson.Reader) (c Call) {
	r.Object(func(key string) {
		switch key {
		case "label":
			c.Label = r.Text()
		case "func":
			c.Func = r.Text()
		default:
			r.Skip()
		}
	})
	return c
}

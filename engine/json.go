package engine

import "github.com/asyncshelf/asyncshelf/engine/plainjson"

// This file writes results as encoding/json would, without its reflection: see package plainjson. A test holds it to that, field by field.

// WriteJSON writes the JSON form.
func (r *Result) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("stdout").Text(r.Stdout)
	w.Key("stderr").Text(r.Stderr)
	w.Key("queries")
	if r.Queries == nil {
		w.Null()
	} else {
		w.Objects(len(r.Queries), func(i int) { r.Queries[i].members(w) })
	}
	w.Key("value")
	if v := r.Value; v == nil {
		w.Null()
	} else {
		v.writeJSON(w)
	}
	w.Key("error")
	if r.Error == nil {
		w.Null()
	} else {
		r.Error.writeJSON(w)
	}
	w.Key("stopped").Text(r.Stopped)
	w.Key("tables").Objects(len(r.Tables), func(i int) { r.Tables[i].members(w) })
	w.Key("warnings").Objects(len(r.Warnings), func(i int) { r.Warnings[i].members(w) })
	w.Key("virtual_ms").Number(r.VirtualMS)
	w.Key("real_ms").Number(r.RealMS)
	w.Key("steps").Int(r.Steps)
	w.Key("django").Text(r.Django)
	w.Key("version").Text(r.Version)
	if r.Timeline != nil {
		w.Key("timeline")
		r.Timeline.WriteJSON(w)
	}
	w.Close('}')
}

// writeRun writes what a lesson's checks get to know of a run: see lesson.Runner.
func (r *Result) writeRun(w *plainjson.Writer) {
	w.Open('{')
	w.Key("stdout").Text(r.Stdout)
	w.Key("queries").Objects(len(r.Queries), func(i int) {
		q := *r.Queries[i]
		q.Rows = nil // may be large, and the checks can ask the database
		q.members(w)
	})
	w.Key("warnings").Objects(len(r.Warnings), func(i int) {
		x := &r.Warnings[i]
		w.Key("message").Text(x.Message)
		w.Key("file").Text(x.File)
		w.Key("line").Int(int64(x.Line))
	})
	w.Key("error")
	if r.Error == nil {
		w.Null()
	} else {
		r.Error.writeJSON(w)
	}
	w.Key("time")
	if r.Timeline == nil {
		w.Null()
	} else {
		r.Timeline.Figures.WriteJSON(w)
	}
	w.Close('}')
}

func (q *Query) members(w *plainjson.Writer) {
	w.Key("sql").Text(q.SQL)
	w.Key("params")
	writeCells(w, q.Params)
	w.OptText("file", q.File)
	w.OptInt("line", int64(q.Line))
	w.OptText("func", q.Func)
	w.Key("thread").Text(q.Thread)
	w.Key("start").Number(q.Start)
	w.Key("end").Number(q.End)
	w.Key("awaited").Bool(q.Awaited)
	w.OptInt("statement", int64(q.Number))
	w.OptInt("task", int64(q.Task))
	w.OptInt("hop", int64(q.Hop))
	if q.Lazy != nil {
		w.Key("lazy").Open('{')
		w.Key("relation").Text(q.Lazy.Relation)
		w.Key("advice").Text(q.Lazy.Advice)
		w.Close('}')
	}
	optColumns(w, q.Columns)
	optRows(w, q.Rows)
	w.Key("row_count").Int(int64(q.RowCount))
	w.OptBool("truncated", q.Truncated)
	w.Key("affected").Int(q.Affected)
	w.Key("ms").Number(q.MS)
	w.OptText("error", q.Error)
}

func (x *Warning) members(w *plainjson.Writer) {
	w.Key("message").Text(x.Message)
	w.OptText("file", x.File)
	w.OptInt("line", int64(x.Line))
}

func (t *Table) members(w *plainjson.Writer) {
	w.Key("name").Text(t.Name)
	w.Key("model").Text(t.Model)
	w.Key("sql").Text(t.SQL)
	w.Key("columns")
	writeColumns(w, t.Columns)
	w.Key("rows")
	writeRows(w, t.Rows)
	w.Key("row_count").Int(int64(t.RowCount))
}

func (v *View) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("kind").Text(v.Kind)
	w.Key("repr").Text(v.Repr)
	w.Key("type").Text(v.Type)
	w.Key("name").Text(v.Name)
	optColumns(w, v.Columns)
	optRows(w, v.Rows)
	w.Key("row_count").Int(int64(v.RowCount))
	w.Close('}')
}

func (e *Error) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("type").Text(e.Type)
	w.Key("message").Text(e.Message)
	w.OptText("file", e.File)
	w.OptInt("line", int64(e.Line))
	w.OptInt("col", int64(e.Col))
	w.OptInt("end_line", int64(e.EndLine))
	w.OptInt("end_col", int64(e.EndCol))
	w.Key("traceback").Text(e.Traceback)
	w.Key("frames").Objects(len(e.Frames), func(i int) {
		f := &e.Frames[i]
		w.Key("file").Text(f.File)
		w.Key("line").Int(int64(f.Line))
		w.Key("func").Text(f.Func)
		w.Key("text").Text(f.Text)
	})
	w.Key("hint").Text(e.Hint)
	w.Close('}')
}

func optColumns(w *plainjson.Writer, list []Column) {
	if len(list) > 0 {
		w.Key("columns")
		writeColumns(w, list)
	}
}

func writeColumns(w *plainjson.Writer, list []Column) {
	w.Objects(len(list), func(i int) {
		w.Key("name").Text(list[i].Name)
		w.Key("type").Text(list[i].Type)
	})
}

func optRows(w *plainjson.Writer, rows [][]any) {
	if len(rows) > 0 {
		w.Key("rows")
		writeRows(w, rows)
	}
}

func writeRows(w *plainjson.Writer, rows [][]any) {
	w.List(len(rows), func(i int) { writeCells(w, rows[i]) })
}

// writeCells writes the cells of a row, or parameters.
func writeCells(w *plainjson.Writer, cells []any) {
	if cells == nil {
		w.Null()
		return
	}
	w.List(len(cells), func(i int) { WriteCell(w, cells[i]) })
}

// WriteCell writes a value of a row, of the types that cell.go makes of values.
func WriteCell(w *plainjson.Writer, v any) {
	switch v := v.(type) {
	case bool:
		w.Bool(v)
	case int64:
		w.Int(v)
	case float64:
		w.Number(v)
	case string:
		w.Text(v)
	case Blob:
		v.writeJSON(w)
	case []any: // a set of parameters, of several that a statement is executed with
		writeCells(w, v)
	default:
		w.Null()
	}
}

func (b Blob) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("blob").Text(b.Blob)
	w.OptInt("bytes", int64(b.Bytes))
	w.Close('}')
}

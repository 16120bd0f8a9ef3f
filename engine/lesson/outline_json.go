package lesson

import (
	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// This file writes the outline as encoding/json would: see package plainjson.

func (o *outline) writeJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("functions").Objects(len(o.Functions), func(i int) {
		f := &o.Functions[i]
		writePlace(w, f.File, f.Line)
		w.Key("end_line").Int(int64(f.EndLine))
		w.Key("name").Text(f.Name)
		w.Key("scope").Text(f.Scope)
		w.Key("is_async").Bool(f.IsAsync)
		w.Key("yields").Bool(f.Yields)
		w.Key("parameters").Texts(f.Parameters)
		w.Key("decorators").Texts(f.Decorators)
	})
	w.Key("classes").Objects(len(o.Classes), func(i int) {
		c := &o.Classes[i]
		writePlace(w, c.File, c.Line)
		w.Key("end_line").Int(int64(c.EndLine))
		w.Key("name").Text(c.Name)
		w.Key("scope").Text(c.Scope)
		w.Key("bases").Texts(c.Bases)
	})
	w.Key("assignments").Objects(len(o.Assignments), func(i int) {
		a := &o.Assignments[i]
		writePlace(w, a.File, a.Line)
		w.Key("name").Text(a.Name)
		w.Key("scope").Text(a.Scope)
		w.Key("scope_kind").Text(a.ScopeKind)
		w.Key("annotation").Text(a.Annotation)
		w.Key("value").Text(a.Value)
		w.Key("kind").Text(a.Kind)
	})
	w.Key("calls").Objects(len(o.Calls), func(i int) {
		c := &o.Calls[i]
		writePlace(w, c.File, c.Line)
		w.Key("callee").Text(c.Callee)
		w.Key("name").Text(c.Name)
		w.Key("args").Texts(c.Args)
		w.Key("keywords")
		writeMap(w, c.Keywords)
		w.Key("scope").Text(c.Scope)
		w.Key("in_async").Bool(c.InAsync)
		w.Key("use").Text(c.Use)
		w.Key("with_").Text(c.With)
	})
	w.Key("loops").Objects(len(o.Loops), func(i int) {
		l := &o.Loops[i]
		writePlace(w, l.File, l.Line)
		w.Key("is_async").Bool(l.IsAsync)
		w.Key("comprehension").Text(l.Comprehension)
		w.Key("target").Text(l.Target)
		w.Key("iter").Text(l.Iter)
		w.Key("scope").Text(l.Scope)
		w.Key("in_async").Bool(l.InAsync)
	})
	w.Key("awaits").Objects(len(o.Awaits), func(i int) {
		a := &o.Awaits[i]
		writePlace(w, a.File, a.Line)
		w.Key("value").Text(a.Value)
		w.Key("kind").Text(a.Kind)
		w.Key("scope").Text(a.Scope)
		w.Key("in_async").Bool(a.InAsync)
	})
	w.Key("returns").Objects(len(o.Returns), func(i int) {
		r := &o.Returns[i]
		writePlace(w, r.File, r.Line)
		w.Key("value").Text(r.Value)
		w.Key("kind").Text(r.Kind)
		w.Key("scope").Text(r.Scope)
		w.Key("in_loop").Bool(r.InLoop)
	})
	w.Key("imports").Objects(len(o.Imports), func(i int) {
		m := &o.Imports[i]
		writePlace(w, m.File, m.Line)
		w.Key("module").Text(m.Module)
		w.Key("names").Texts(m.Names)
	})
	w.Key("comments").Objects(len(o.Comments), func(i int) {
		c := &o.Comments[i]
		writePlace(w, c.File, c.Line)
		w.Key("text").Text(c.Text)
	})
	w.Key("errors").Objects(len(o.Errors), func(i int) {
		e := &o.Errors[i]
		writePlace(w, e.File, e.Line)
		w.Key("type").Text(e.Type)
		w.Key("message").Text(e.Message)
		w.Key("hint").Text(e.Hint)
	})
	w.Close('}')
}

func writePlace(w *plainjson.Writer, file string, line int) {
	w.Key("file").Text(file)
	w.Key("line").Int(int64(line))
}

// writeMap writes an object, by key.
func writeMap(w *plainjson.Writer, m map[string]string) {
	w.Open('{')
	for _, k := range order.Keys(m) {
		w.Member(k).Text(m[k])
	}
	w.Close('}')
}

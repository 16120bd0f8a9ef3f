package source

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// This file reads what is compared: the labs, and what a step runs both ways.

// labs reads the folders under labs, in the order of their numbers.
func (l *loader) labs(out *lesson.Lesson) {
	var dirs []string
	for _, name := range l.under("labs", "/lab.md") {
		dirs = append(dirs, strings.TrimSuffix(name, "/lab.md"))
	}
	for _, dir := range dirs {
		t, body := l.document(dir+"/lab.md", "a lab", "title, open, and load or both")
		lab := lesson.Lab{ID: nameOf(dir), Dir: dir, Title: t.text("title", "the lab's title"), Open: t.text("open", "the name of the file to show first")}
		if t.flag("seed", true) {
			lab.Seed = out.Seed
		}
		if load := t.table("load", "a load"); load != nil {
			lab.Load = loadOf(load)
		}
		lab.Both = l.both(t, dir)
		if lab.Load == nil && lab.Both == nil {
			t.missing("load", "the requests and the ways of serving them, or \"both\" for what runs both ways")
		}
		t.done()
		if !t.absent && strings.TrimSpace(body.text) == "" {
			l.problem(t.file, body.line, "the text is missing; write it below the front matter")
		}
		lab.HTML = l.prose(t.file, body.line, body.text)
		lab.Files = l.folder(dir + "/_files")
		if len(lab.Files) == 0 {
			l.problem(dir+"/_files", 0, "the lab has no files; write at least _files/views.py")
		} else if lab.Open != "" && !hasFile(lab.Files, lab.Open) {
			t.problem(t.where("open"), "%q is not among the lab's files; write %s", lab.Open, quoted(fileNames(lab.Files)))
		}
		if out.LabByID(lab.ID) != nil {
			l.problem(dir, 0, "there are two labs with the name %q", lab.ID)
		}
		out.Labs = append(out.Labs, lab)
	}
}

// loadOf reads a load.
func loadOf(t *table) *lesson.Load {
	load := &lesson.Load{Requests: max(t.number("requests"), 0), Rate: float64(max(t.number("rate"), 0)), Arrivals: t.text("arrivals", ""), Seed: max(t.number("seed"), 0)}
	if load.Arrivals == "" {
		load.Arrivals = "random"
	}
	switch {
	case load.Requests < 1 || load.Requests > 500:
		t.problem(t.where("requests"), "\"requests\" must be from 1 to 500")
	case load.Arrivals != "random" && load.Arrivals != "even" && load.Arrivals != "together":
		t.problem(t.where("arrivals"), "requests cannot arrive %q; write random, even or together", load.Arrivals)
	case load.Arrivals != "together" && load.Rate == 0:
		t.problem(t.where("rate"), "\"rate\" is missing; write how many requests arrive a second, such as 50")
	}
	for _, w := range t.tables("ways", "the ways of serving the requests", "a way") {
		way := lesson.Way{
			Label: w.text("label", "what the learner reads"), Server: w.text("server", "wsgi or asgi"), View: w.text("view", "the name of a view's function, or a path"), Workers: max(w.number("workers"), 0),
		}
		if way.Server != "" && way.Server != "wsgi" && way.Server != "asgi" {
			w.problem(w.where("server"), "a server is wsgi or asgi, not %q", way.Server)
		}
		w.done()
		load.Ways = append(load.Ways, way)
	}
	t.done()
	return load
}

// both reads what runs both ways; nil when nothing does.
func (l *loader) both(t *table, dir string) *lesson.Both {
	b := t.table("both", "what runs both ways")
	if b == nil {
		return nil
	}
	both := &lesson.Both{Callers: max(b.number("callers"), 1), Files: l.folder(dir + "/_both")}
	if both.Callers > 20 {
		b.problem(b.where("callers"), "there can be 20 callers at most")
	}
	for _, c := range b.tables("calls", "the functions to call", "a call") {
		both.Calls = append(both.Calls, lesson.Call{Label: c.text("label", ""), Func: c.text("func", "the name of a function")})
		c.done()
	}
	b.done()
	return both
}

package lesson

import (
	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// This file reads and writes what a check in the page needs, without reflection: see package plainjson.

// ForChecks reads of a lesson's JSON what CheckWith needs; the rest of the lesson stays empty.
func ForChecks(text []byte) (*Lesson, error) {
	l := &Lesson{}
	r := plainjson.NewReader(text)
	r.Object(func(key string) {
		switch key {
		case "id":
			l.ID = r.Text()
		case "steps":
			r.Array(func() { l.Steps = append(l.Steps, readStep(r)) })
		default:
			r.Skip()
		}
	})
	return l, r.End()
}

func readStep(r *plainjson.Reader) (s Step) {
	r.Object(func(key string) {
		switch key {
		case "id":
			s.ID = r.Text()
		case "title":
			s.Title = r.Text()
		case "files":
			s.Files = ReadFiles(r)
		case "seed":
			s.Seed = r.Text()
		case "checks":
			s.Checks = readFile(r)
		default:
			r.Skip()
		}
	})
	return s
}

// ReadFiles reads a list of files.
func ReadFiles(r *plainjson.Reader) (files []File) {
	r.Array(func() { files = append(files, readFile(r)) })
	return files
}

func readFile(r *plainjson.Reader) (f File) {
	r.Object(func(key string) {
		switch key {
		case "name":
			f.Name = r.Text()
		case "text":
			f.Text = r.Text()
		case "role":
			f.Role = r.Text()
		default:
			r.Skip()
		}
	})
	return f
}

// readReport reads what shelf.report printed.
func readReport(text string) ([]CheckResult, error) {
	list := []CheckResult{}
	r := plainjson.NewReader([]byte(text))
	r.Array(func() {
		var c CheckResult
		r.Object(func(key string) {
			switch key {
			case "name":
				c.Name = r.Text()
			case "passed":
				c.Passed = r.Bool()
			case "message":
				c.Message = r.Text()
			case "file":
				c.File = r.Text()
			case "line":
				c.Line = int(r.Int())
			case "skipped":
				c.Skipped = r.Bool()
			case "broken":
				c.Broken = r.Bool()
			default:
				r.Skip()
			}
		})
		list = append(list, c)
	})
	return list, r.End()
}

// WriteJSON writes the JSON form.
func (v *Verdict) WriteJSON(w *plainjson.Writer) {
	w.Open('{')
	w.Key("step").Text(v.Step)
	w.Key("passed").Bool(v.Passed)
	w.Key("message").Text(v.Message)
	w.OptText("file", v.File)
	w.OptInt("line", int64(v.Line))
	w.Key("checks").Objects(len(v.Checks), func(i int) {
		c := &v.Checks[i]
		w.Key("name").Text(c.Name)
		w.Key("passed").Bool(c.Passed)
		w.OptText("message", c.Message)
		w.OptText("file", c.File)
		w.OptInt("line", int64(c.Line))
		w.OptBool("skipped", c.Skipped)
		w.OptBool("broken", c.Broken)
	})
	w.Key("run")
	if v.Run == nil {
		w.Null()
	} else {
		w.Raw(v.Run)
	}
	w.Close('}')
}

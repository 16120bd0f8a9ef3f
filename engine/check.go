package engine

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/plainjson"
)

// ProgramOf is the program whose files a lesson, or a folder, holds.
func ProgramOf(files []lesson.File) Program {
	p := Program{}
	for _, f := range files {
		p.Files = append(p.Files, File{Name: f.Name, Text: f.Text, Role: f.Role})
	}
	return p
}

// Runner gives lessons the engine: what lesson.CheckWith and lesson.Verify run programs with.
func Runner(o Options) lesson.Runner {
	return func(ctx context.Context, files []lesson.File, after func([]byte) []lesson.File) (*lesson.Ran, error) {
		p, opts := ProgramOf(files), o
		if after != nil {
			opts.After = func(r *Result) []File {
				var w plainjson.Writer
				r.writeRun(&w)
				return ProgramOf(after(w.Bytes)).Files
			}
		}
		r, err := Run(ctx, p, opts)
		if err != nil {
			return nil, err
		}
		var w plainjson.Writer
		r.WriteJSON(&w)
		ran := &lesson.Ran{Result: w.Bytes, Stopped: r.Stopped}
		if e := r.Error; e != nil {
			ran.Error = &lesson.Raised{Type: e.Type, Message: e.Message, File: e.File, Line: e.Line}
		}
		if r.After != nil {
			ran.AfterRan, ran.AfterStdout, ran.AfterError = true, r.After.Stdout, r.After.Error
		}
		return ran, nil
	}
}

// Marshal gives the JSON form of a result or event, with < and > as they are: readers escape where they show it.
func Marshal(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

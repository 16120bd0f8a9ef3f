package engine

import (
	"errors"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/syntax"
)

// outcome turns how the program ended into the result's fields.
func (r *run) outcome(err error) {
	if err == nil {
		return
	}
	if fatal, ok := errors.AsType[*object.Fatal](err); ok {
		r.res.Stopped = fatal.Kind
		if fatal.Kind == "cancelled" {
			return
		}
		r.res.Error = &Error{Type: "Stopped", Message: fatal.Message, Frames: []FrameLine{}}
		r.place(r.res.Error, err)
		r.res.Error.Traceback = fatal.Message
		return
	}
	if code, ok := python.ExitCode(err); ok {
		if code == 0 {
			return
		}
	}
	r.res.Error = r.describe(err)
	stream{r.rec, 1}.Write([]byte(r.res.Error.Traceback))
}

func (r *run) learners(filename string) bool { return r.rec.files[filename] }

func (r *run) place(e *Error, err error) {
	// The innermost frame in main.py is what a learner looks at first; else in any file of theirs.
	p, ok := r.m.ErrorPosition(err, func(f string) bool { return f == "main.py" })
	if !ok {
		p, ok = r.m.ErrorPosition(err, r.learners)
	}
	if ok {
		e.File, e.Line, e.Col, e.EndLine, e.EndCol = p.File, p.Line, p.Col, p.EndLine, p.EndCol
	}
}

// describe makes an Error of a Python exception.
func (r *run) describe(err error) *Error {
	e := object.AsException(err)
	if e == nil {
		return &Error{Type: "InternalError", Message: err.Error(), Traceback: err.Error(), Frames: []FrameLine{}}
	}
	t := r.m.Thread()
	out := &Error{Type: e.Class.String(), Frames: []FrameLine{}}
	if msg, err := object.ToStr(t, e); err == nil {
		out.Message = msg
	}
	if e.Class.IsSubtype(object.SyntaxErrorType) {
		if msg, ok := object.AsStr(e.Arg(0)); ok {
			out.Message = msg
		}
	}
	r.place(out, err)
	out.Message = clip(out.Message, maxError)
	out.Traceback = clip(r.m.FormatException(err), maxError)
	for tb := e.Traceback; tb != nil; tb = tb.Next {
		name := tb.Frame.Filename()
		if !r.rec.files[name] {
			continue
		}
		out.Frames = append(out.Frames, FrameLine{File: name, Line: tb.Line, Func: tb.Frame.CodeName(), Text: strings.TrimSpace(r.sourceLine(name, tb.Line))})
	}
	out.Frames = fold(out.Frames)
	if out.Hint = hint(out, e); out.Hint == "" && e.Class.IsSubtype(object.SyntaxErrorType) {
		out.Hint = syntax.Pasted(out.Message, r.sourceLine(out.File, out.Line))
	}
	return out
}

// sourceLine is a line of the program's text; "" when there is none.
func (r *run) sourceLine(file string, line int) string {
	if f := r.p.file(file); f != nil {
		if lines := strings.Split(f.Text, "\n"); line >= 1 && line <= len(lines) {
			return lines[line-1]
		}
	}
	return ""
}

// fold leaves out the middle of a long way: a thousand frames of a recursion tell no more than its beginning and its end.
func fold(frames []FrameLine) []FrameLine {
	const first, last = 3, 6
	more := len(frames) - first - last
	if more < 2 {
		return frames
	}
	folded := append(frames[:first:first], FrameLine{Text: "… " + strconv.Itoa(more) + " more calls …"})
	return append(folded, frames[first+more:]...)
}

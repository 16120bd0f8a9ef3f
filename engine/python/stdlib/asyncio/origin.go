package asyncio

import (
	"slices"
	"strconv"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// An origin is the stack at which a future, a task or a handle was made, which a loop in debug mode notes (events.py and futures.py: _source_traceback). unittest's
// IsolatedAsyncioTestCase turns debug mode on, so nearly every check makes some and nearly none is ever looked at: the traceback module's objects are made when one is.
type origin struct {
	entries []originEntry // innermost first
	summary object.Object // the StackSummary, once it was asked for
}

type originEntry struct {
	file, function string
	line           int
}

// originHere is where the thread is; nil outside debug mode.
func (l *Loop) originHere(t *object.Thread) *origin {
	if l == nil || !l.debug {
		return nil
	}
	o := &origin{}
	for f := t.Frame; f != nil; f = f.Back() {
		o.entries = append(o.entries, originEntry{f.Filename(), f.CodeName(), f.Line()})
	}
	return o
}

// stack is the traceback.StackSummary; nil when there is none to be had.
func (o *origin) stack(t *object.Thread) object.Object {
	switch {
	case o == nil || len(o.entries) == 0:
		return nil
	case o.summary != nil:
		return o.summary
	}
	var list []object.Object
	for _, e := range slices.Backward(o.entries) {
		list = append(list, object.NewTuple(object.NewStr(e.file), object.NewInt(int64(e.line)), object.NewStr(e.function), object.None))
	}
	m, err := t.RT.Import(t, "traceback")
	if err != nil {
		return nil
	}
	class, err := object.GetAttrName(t, m, "StackSummary")
	if err != nil {
		return nil
	}
	summary, err := object.CallMethod(t, class, "from_list", object.NewList(list))
	if err != nil {
		return nil
	}
	o.summary = summary
	return summary
}

// note is what debug mode adds to a repr: the innermost entry.
func (o *origin) note() string {
	if o == nil || len(o.entries) == 0 {
		return ""
	}
	return " created at " + o.entries[0].file + ":" + strconv.Itoa(o.entries[0].line)
}

// Package traceback is Python's modules traceback and linecache. The carets under a source line are those that the interpreter itself
// prints (engine/python/traceback); the classes are in Python.
package traceback

import (
	_ "embed"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/traceback"
)

//go:embed traceback.py
var source string

//go:embed linecache.py
var linecacheSource string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

func init() {
	object.RegisterModule(&object.NativeModule{Name: "linecache", Source: linecacheSource, Init: func(t *thread, m *object.Module) error {
		m.SetFunc("_lines", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("_lines", a, kw, 1, 1); err != nil {
				return nil, err
			}
			name, ok := object.AsStr(a[0])
			if !ok {
				return object.NewList(nil), nil
			}
			lines := traceback.OptionsOf(t.RT).Source(name)
			out := make([]value, 0, len(lines))
			for i, s := range lines {
				if i == len(lines)-1 && s == "" {
					break // what follows the last newline
				}
				out = append(out, object.NewStr(strings.TrimRight(s, "\r\n")+"\n"))
			}
			return object.NewList(out), nil
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "traceback", Source: source, Init: func(t *thread, m *object.Module) error {
		m.SetFunc("_hidden", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("_hidden", a, kw, 1, 1); err != nil {
				return nil, err
			}
			name, ok := object.AsStr(a[0])
			return object.NewBool(ok && traceback.Embedded(name)), nil
		})
		// _positions(tb): the end line and the columns of a traceback entry, None where they are not known.
		m.SetFunc("_positions", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("_positions", a, kw, 1, 1); err != nil {
				return nil, err
			}
			tb, ok := a[0].(*object.Traceback)
			if !ok || tb.EndLine == 0 || tb.Col < 0 {
				return object.NewTuple(object.None, object.None, object.None), nil
			}
			return object.NewTuple(object.NewInt(int64(tb.EndLine)), object.NewInt(int64(tb.Col)), object.NewInt(int64(tb.EndCol))), nil
		})
		// _source_line(line, lineno, end_lineno, colno, end_colno) is the text below a File line.
		m.SetFunc("_source_line", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("_source_line", a, kw, 5, 5); err != nil {
				return nil, err
			}
			line, ok := object.AsStr(a[0])
			if !ok {
				return object.NewStr(""), nil
			}
			tb := &object.Traceback{Col: -1}
			n, _ := object.AsInt(a[1])
			tb.Line = int(n)
			end, ok1 := object.AsInt(a[2])
			col, ok2 := object.AsInt(a[3])
			endCol, ok3 := object.AsInt(a[4])
			if ok1 && ok2 && ok3 {
				tb.EndLine, tb.Col, tb.EndCol = int(end), int(col), int(endCol)
			}
			return object.NewStr(traceback.SourceLine(line, tb)), nil
		})
		return nil
	}})
}

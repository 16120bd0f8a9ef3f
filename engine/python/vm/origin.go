package vm

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/traceback"
)

// This file notes where coroutines are made, when the program asks for it (Runtime.OriginDepth): sys.set_coroutine_origin_tracking_depth, or an event loop in
// debug mode.

// noteOrigin gives g its cr_origin, the innermost frame first.
func (g *Generator) noteOrigin(t *object.Thread) {
	var frames []object.Object
	for f := t.Frame; f != nil && len(frames) < t.RT.OriginDepth; f = f.Back() {
		name := f.FuncName()
		frames = append(frames, object.NewTuple(object.NewStr(f.Filename()), object.NewInt(int64(f.Line())), object.NewStr(name[strings.LastIndexByte(name, '.')+1:])))
	}
	g.origin = object.NewTuple(frames...)
}

func originText(rt *object.Runtime, origin *object.Tuple) string {
	o := traceback.OptionsOf(rt)
	text := "\nCoroutine created at (most recent call last)\n"
	for i := len(origin.Items) - 1; i >= 0; i-- {
		frame := origin.Items[i].(*object.Tuple).Items
		file, _ := object.AsStr(frame[0])
		line, _ := object.AsInt(frame[1])
		name, _ := object.AsStr(frame[2])
		if o.Hide(file) {
			continue
		}
		text += "  File \"" + file + "\", line " + strconv.Itoa(int(line)) + ", in " + name + "\n"
		if lines := o.Source(file); int(line) <= len(lines) && line > 0 {
			text += "    " + strings.TrimSpace(lines[line-1]) + "\n"
		}
	}
	return strings.TrimRight(text, "\n")
}

// OriginText is what the warning that g was never awaited adds to its text.
func (g *Generator) OriginText(rt *object.Runtime) string {
	if g.origin == nil {
		return ""
	}
	return originText(rt, g.origin)
}

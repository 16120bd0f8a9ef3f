package vm

import (
	"slices"
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
		frames = append(frames, object.NewTuple(object.NewStr(f.Filename()), object.NewInt(int64(f.Line())), object.NewStr(f.CodeName())))
	}
	g.origin = object.NewTuple(frames...)
}

// NeverAwaited is what the warning says that g was never awaited.
func (g *Generator) NeverAwaited(rt *object.Runtime) string {
	text := "coroutine '" + g.qualname.String() + "' was never awaited"
	if g.origin == nil {
		return text
	}
	o := traceback.OptionsOf(rt)
	text += "\nCoroutine created at (most recent call last)\n"
	for _, x := range slices.Backward(g.origin.Items) {
		frame := x.(*object.Tuple).Items
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

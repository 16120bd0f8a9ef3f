package engine

import (
	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// Process is a program whose models are loaded and whose tables are filled, as [Options.Main] finds it: a server that is about to serve.
type Process struct {
	*python.Machine
	r *run
}

// Load imports a file of the program as a server does: main.py is a module too, whose __name__ is not "__main__". What the file's top level prints and sends is
// not the program's, and takes no time.
func (p *Process) Load(file string) (*object.Module, error) {
	rt, rec := p.Runtime(), p.r.rec
	cost, muted := rt.StepCost, rec.muted
	rt.StepCost, rec.muted = 0, true
	defer func() {
		rt.StepCost, rec.muted = cost, muted
		p.Thread().BeginStretch()
	}()
	if file != "main.py" {
		return p.Import(p.r.p.app() + "." + moduleName(file))
	}
	if mod, ok := rt.Modules.GetName("main").(*object.Module); ok {
		return mod, nil
	}
	mod := object.NewModule("main")
	mod.Set("__builtins__", rt.Modules.GetName("builtins"))
	mod.Set("__file__", object.NewStr(file))
	rt.Modules.SetName("main", mod)
	rt.Modules.SetName("__main__", mod)
	return mod, p.Exec(file, p.r.p.file(file).Text, mod)
}

// Describe says of an exception what a Result says of the one that ended a program.
func (p *Process) Describe(err error) *Error { return p.r.describe(err) }

// Position is the line of the learner's that a frame is at, if it is in one.
func (p *Process) Position(f object.Frame) (trace.Position, bool) {
	name := f.Filename()
	if !p.r.rec.files[name] {
		return trace.Position{}, false
	}
	return trace.Position{File: name, Line: int32(f.Line())}, true
}

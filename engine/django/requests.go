package django

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

func init() {
	object.RegisterModule(&object.NativeModule{Name: "_requests", Init: func(t *object.Thread, m *object.Module) error {
		m.SetFunc("tell", tellRequest)
		return nil
	}})
}

// tellRequest tells a trace, if there is one, that a test client's request begins (true) or has its answer (false).
func tellRequest(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if t.RT.Trace != nil {
		what := trace.Finished
		if len(args) == 1 && args[0] == object.True {
			what = trace.Started
		}
		t.RT.Trace.Trace(t, trace.Event{Kind: trace.Request, What: what})
	}
	return object.None, nil
}

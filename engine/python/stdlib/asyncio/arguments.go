package asyncio

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/internal/pyarg"
)

// This file sorts the arguments of the event loop's methods. In CPython they are written in Python, and refuse arguments in those words.

// fixedParams are the parameters of the methods that take these and no others.
var fixedParams = map[string][]string{
	"time": nil, "create_future": nil, "run_forever": nil, "stop": nil, "is_running": nil, "is_closed": nil, "close": nil, "get_debug": nil,
	"get_task_factory": nil, "get_exception_handler": nil,
	"set_task_factory": {"factory"}, "run_until_complete": {"future"}, "set_debug": {"enabled"}, "set_exception_handler": {"handler"},
	"call_exception_handler": {"context"}, "default_exception_handler": {"context"},
}

// withFixedParams gives methods of fixedParams their arguments by position.
func withFixedParams(methods []object.Method) []object.Method {
	for i := range methods {
		if params, ok := fixedParams[methods[i].Name]; ok {
			methods[i].Fn = fixed(methods[i].Name, params, methods[i].Fn)
		}
	}
	return methods
}

func fixed(name string, params []string, fn object.NativeFunc) object.NativeFunc {
	return func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if kw.Len() == 0 && len(a) == len(params)+1 {
			return fn(t, a, nil)
		}
		sorted, err := sortArgs(name, params, a, kw)
		if err != nil {
			return nil, err
		}
		return fn(t, sorted, nil)
	}
}

func sortArgs(name string, params []string, a []object.Object, kw *object.Kwargs) ([]object.Object, error) {
	f := pyarg.Func{Name: "BaseEventLoop." + name, Params: params, Required: len(params), Method: true}
	out := make([]object.Object, len(params)+1)
	out[0] = a[0]
	return out, f.Parse(a[1:], kw, out[1:])
}

// wrongCall words the error of a call whose first parameters are required; after them come any number of others, and context by its name.
func wrongCall(name string, required []string, a []object.Object, kw *object.Kwargs, err error) error {
	f := pyarg.Func{Name: "BaseEventLoop." + name, Params: append(required, "context"), Required: len(required), KwOnly: 1, Method: true}
	if worded := f.Parse(a[1:min(len(a), len(required)+1)], kw, make([]object.Object, len(f.Params))); worded != nil {
		return worded
	}
	return err
}

// wrongTask words the error of a wrong call of create_task.
func wrongTask(a []object.Object, kw *object.Kwargs, err error) error {
	f := pyarg.Func{Name: "BaseEventLoop.create_task", Params: []string{"coro", "name", "context"}, Required: 1, KwOnly: 2, Method: true}
	if worded := f.Parse(a[1:], kw, make([]object.Object, 3)); worded != nil {
		return worded
	}
	return err
}

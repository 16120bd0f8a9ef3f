package engine

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// hints explain, in plain words, the errors that learners of async Django meet most. A hint stands beside the exact message and never replaces it. The first
// whose type is the error's, and whose part is in its message, is given.
var hints = []struct{ typ, part, text string }{
	{"django.core.exceptions.SynchronousOnlyOperation", "", "This line asks the database in the synchronous way while an event loop is running, and Django refuses. Use the async form: `await ….aget()`, `async for …`, `await ….acount()`; or wrap the call in `sync_to_async`."},
	{"TypeError", "object QuerySet can't be used in 'await' expression", "A QuerySet is not awaitable: making it asks nothing of the database. Go through it with `async for`, or await one of its a-methods, such as `acount()` or `afirst()`."},
	{"TypeError", "'coroutine' object is not iterable", "Calling an async function only makes a coroutine; `await` it to get what it returns."},
	{"TypeError", "'async_generator' object is not iterable", "This can only be gone through with `async for`, also inside a comprehension: `[x async for x in …]`."},
	{"TypeError", "'async for' requires an object with __aiter__ method", "`async for` needs something asynchronous, such as a QuerySet; for a list, a plain `for` is right."},
	{"TypeError", "'coroutine'", "There is a coroutine where a value is expected: an `await` is missing."},
	{"AttributeError", "'coroutine' object has no attribute", "This is a coroutine, not yet its result: put `await` before the call."},
	{"SyntaxError", "'await' outside async function", "`await` works only inside `async def` (and at the top level of main.py)."},
	{"SyntaxError", "asynchronous comprehension outside of an asynchronous function", "Write `async def` for the function that has `async for` in it."},
	{"RuntimeError", "asyncio.run() cannot be called from a running event loop", "The program already runs in an event loop, since it awaits at the top level: use `await` instead of `asyncio.run`."},
	{"django.core.exceptions.FieldError", "Cannot resolve keyword", "There is no such field on the model; the message lists the names that may be used."},
}

// hint is the text of the hint for an error; "" when there is none. Where none fits, the exception's first note serves: the engine
// adds one where it refuses what real Python would do.
func hint(e *Error, exc *object.Exception) string {
	for _, h := range hints {
		if h.typ == e.Type && strings.Contains(e.Message, h.part) {
			return h.text
		}
	}
	if exc.Class.IsSubtype(object.AttributeErrorType) && strings.Contains(e.Message, "'Manager' object has no attribute 'a") {
		return "Methods that ask nothing of the database, such as `filter()` and `exclude()`, have no a-form: they need none."
	}
	if d := exc.InstDict(false); d != nil {
		if l, ok := d.GetName("__notes__").(*object.List); ok && len(l.Items) > 0 {
			if s, ok := object.AsStr(l.Items[0]); ok {
				return s
			}
		}
	}
	return ""
}

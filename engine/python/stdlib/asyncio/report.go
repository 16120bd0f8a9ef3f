package asyncio

import (
	"slices"
	"weak"

	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// This file tells of what nobody waits for: exceptions in callbacks, exceptions of tasks that were never looked at, tasks that
// were still waiting at the end. It goes to the program's exception handler or, as in CPython, to the logger "asyncio"; that writes to
// stderr unless the program has configured logging.

// report hands a report to call_exception_handler, the program's own if it has put one there.
func (l *Loop) report(t *object.Thread, ctx *object.Dict) error {
	if l.overridden("call_exception_handler") {
		_, err := object.CallMethod(t, l, "call_exception_handler", ctx)
		return err
	}
	return l.callExceptionHandler(t, ctx)
}

func (l *Loop) exceptionInCallback(t *object.Thread, h *Handle, e *object.Exception) error {
	r, err := h.describe(t)
	if err != nil {
		return err
	}
	ctx := object.NewDict()
	ctx.SetName("message", object.NewStr("Exception in callback "+r))
	ctx.SetName("exception", e)
	ctx.SetName("handle", h)
	if s := h.origin.stack(t); s != nil {
		ctx.SetName("source_traceback", s)
	}
	// The handler runs while the exception is handled: what it raises itself has that as its context.
	prev := t.Handling
	t.Handling = e
	defer func() { t.Handling = prev }()
	return l.report(t, ctx)
}

// callExceptionHandler reports to the program's own handler, else to the logger.
func (l *Loop) callExceptionHandler(t *object.Thread, ctx *object.Dict) error {
	if l.handler == nil || l.handler == object.None {
		return l.reportDefault(t, ctx, "Exception in default exception handler")
	}
	if rs := reportsOf(t); len(rs.weak) > 0 && ctx.GetName("future") == nil {
		if err := reportEnded(t, rs); err != nil { // what has ended before comes first
			return err
		}
	}
	_, err := object.CallArgs(t, l.handler, l, ctx)
	e := object.AsException(err)
	if e == nil || ends(e) {
		return err
	}
	again := object.NewDict()
	again.SetName("message", object.NewStr("Unhandled error in exception handler"))
	again.SetName("exception", e)
	again.SetName("context", ctx)
	return l.reportDefault(t, again, "Exception in default exception handler while handling an unexpected error in custom exception handler")
}

// reportDefault hands a report to default_exception_handler, the program's own if it has put one there; failed is what is said if that raises.
func (l *Loop) reportDefault(t *object.Thread, ctx *object.Dict, failed string) error {
	if !l.overridden("default_exception_handler") {
		return l.defaultExceptionHandler(t, ctx)
	}
	_, err := object.CallMethod(t, l, "default_exception_handler", ctx)
	e := object.AsException(err)
	if e == nil || ends(e) {
		return err
	}
	return logError(t, failed, e, true)
}

// ends tells whether an exception is one of those that end the program wherever they are raised.
func ends(e *object.Exception) bool {
	return e.Class.IsSubtype(object.SystemExitType) || e.Class.IsSubtype(object.KeyboardInterruptType)
}

func (l *Loop) defaultExceptionHandler(t *object.Thread, ctx *object.Dict) error {
	msg := "Unhandled exception in event loop"
	if m := ctx.GetName("message"); m != nil {
		if s, ok := object.AsStr(m); ok && s != "" {
			msg = s
		}
	}
	if h := l.currentHandle; h != nil && h.origin != nil && ctx.GetName("source_traceback") == nil {
		if s := h.origin.stack(t); s != nil {
			ctx.SetName("handle_traceback", s)
		}
	}
	var keys []string
	for k, _, pos, ok := ctx.Next(0); ok; k, _, pos, ok = ctx.Next(pos) {
		if s, isStr := object.AsStr(k); isStr && s != "message" && s != "exception" {
			keys = append(keys, s)
		}
	}
	order.Strings(keys)
	for _, key := range keys {
		v := ctx.GetName(key)
		var text string
		var err error
		switch key {
		case "source_traceback":
			text, err = stackText(t, "Object", v)
		case "handle_traceback":
			text, err = stackText(t, "Handle", v)
		default:
			text, err = object.Repr(t, v)
		}
		if err != nil {
			return err
		}
		msg += "\n" + key + ": " + text
	}
	exc, _ := ctx.GetName("exception").(*object.Exception)
	return logError(t, msg, exc, ctx.GetName("handle") != nil)
}

// stackText is the stack at which an object was made.
func stackText(t *object.Thread, what string, stack object.Object) (string, error) {
	m, err := t.RT.Import(t, "traceback")
	if err != nil {
		return "", err
	}
	lines, err := object.CallMethod(t, m, "format_list", stack)
	if err != nil {
		return "", err
	}
	s, err := joined(t, lines)
	return what + " created at (most recent call last):\n" + s, err
}

// joined is lines as one text without the newline at its end.
func joined(t *object.Thread, lines object.Object) (string, error) {
	s, err := object.CallMethod(t, object.NewStr(""), "join", lines)
	if err != nil {
		return "", err
	}
	text, _ := object.AsStr(s)
	for len(text) > 0 && text[len(text)-1] == '\n' {
		text = text[:len(text)-1]
	}
	return text, nil
}

// logger is the logger "asyncio", or nil while the program has not imported logging: then nothing but errors is to be seen,
// and logging is not loaded for them.
func logger(t *object.Thread) (object.Object, error) {
	if m, ok := t.RT.Modules.GetName("asyncio.base_events").(*object.Module); ok {
		if own := m.Dict.GetName("logger"); own != nil { // a test's, in the real one's place
			return own, nil
		}
	}
	m := t.RT.Modules.GetName("logging")
	if m == nil {
		return nil, nil
	}
	return object.CallMethod(t, m, "getLogger", object.NewStr("asyncio"))
}

// logError logs an error, raised or not: a raised one has a traceback, though it may show no frame of the program.
func logError(t *object.Thread, msg string, exc *object.Exception, raised bool) error {
	log, err := logger(t)
	if err != nil {
		return err
	}
	if log != nil {
		var info object.Object = object.NewBool(false)
		if exc != nil {
			var tb object.Object = object.None
			if exc.Traceback != nil {
				tb = exc.Traceback
			}
			info = object.NewTuple(exc.Class, exc, tb)
		}
		_, err := object.CallMethodKw(t, log, object.Intern("error"), []object.Object{object.NewStr(msg)}, object.Kw("exc_info", info))
		return err
	}
	if exc != nil {
		tb, err := formatException(t, exc)
		if err != nil {
			return err
		}
		if raised && exc.Traceback == nil && exc.Cause == nil && exc.Context == nil {
			msg += "\nTraceback (most recent call last):"
		}
		msg += "\n" + tb
	}
	return t.WriteSys(2, msg+"\n")
}

// logLine logs at a lower level. Where the program has not configured logging it sees warnings and nothing below.
func logLine(t *object.Thread, level, msg string) error {
	log, err := logger(t)
	if err == nil && log == nil && level == "warning" {
		err = t.WriteSys(2, msg+"\n")
	}
	if err != nil || log == nil {
		return err
	}
	_, err = object.CallMethod(t, log, level, object.NewStr("%s"), object.NewStr(msg))
	return err
}

// formatException uses the traceback module, so that it reads as every other traceback.
func formatException(t *object.Thread, e *object.Exception) (string, error) {
	m, err := t.RT.Import(t, "traceback")
	if err != nil {
		return e.Error(), nil
	}
	lines, err := object.CallMethod(t, m, "format_exception", e)
	if err != nil {
		return "", err
	}
	return joined(t, lines)
}

// An exception that nobody has looked at is reported when its future ends, in CPython with the last reference to it. Here that is known
// at the end of the loop. Only a program with an exception handler of its own, or with a log, could see the difference: for it the collector is asked
// whether the future is still there, after the callback that made it fail and when the loop has nothing to do.

type reportsKey struct{}

type reports struct {
	strong   []*Future // reported when the loop closes
	weak     []*report
	fresh    bool // there are new ones among weak
	collects int
}

// report is a failed future that is held weakly.
type report struct {
	seen  bool           // the exception has been looked at
	alive func() *Future // the future, or nil
	copy  *Future        // what stands for it once it is gone
}

// maxCollects is how often a run asks the collector: it takes milliseconds.
const maxCollects = 200

func reportsOf(t *object.Thread) *reports {
	return t.RT.State(reportsKey{}, func() any { return &reports{} }).(*reports)
}

// watched tells whether the program could see when a report comes: it has a handler of its own, or a log that has other things in it.
func (l *Loop) watched(t *object.Thread) bool {
	return t.RT.FinalizersEnabled() && (l.handler != nil && l.handler != object.None || t.RT.Modules.GetName("logging") != nil)
}

func noteUnretrieved(t *object.Thread, f *Future) {
	rs := reportsOf(t)
	if f.loop.watched(t) {
		r := &report{}
		if k := f.task; k != nil {
			twin := *k
			twin.Future.task = &twin
			r.copy = &twin.Future
			w := weak.Make(k)
			r.alive = func() *Future {
				if k := w.Value(); k != nil {
					return &k.Future
				}
				return nil
			}
		} else {
			twin := *f
			r.copy = &twin
			r.alive = weak.Make(f).Value
		}
		r.copy.callbacks = nil
		f.report = r
		rs.weak = append(rs.weak, r)
		rs.fresh = true
		return
	}
	if len(rs.strong) > 64 { // most have been retrieved by now
		rs.strong = slices.DeleteFunc(rs.strong, func(g *Future) bool { return !g.logTB })
	}
	rs.strong = append(rs.strong, f)
}

// reportEnded reports the failed futures that nothing refers to any longer.
func reportEnded(t *object.Thread, rs *reports) error {
	rs.fresh = false
	rs.weak = slices.DeleteFunc(rs.weak, func(r *report) bool { return r.seen })
	if len(rs.weak) == 0 || rs.collects >= maxCollects {
		return nil
	}
	rs.collects++
	t.RT.Collect()
	var gone []*report
	rs.weak = slices.DeleteFunc(rs.weak, func(r *report) bool {
		if r.alive() != nil {
			return false
		}
		gone = append(gone, r)
		return true
	})
	for _, r := range gone {
		if err := reportUnretrieved(t, r.copy); err != nil {
			return err
		}
	}
	return nil
}

// ReportUnretrieved tells of all exceptions that were never retrieved, in the order in which they were set.
func ReportUnretrieved(t *object.Thread) error {
	rs := reportsOf(t)
	strong, weakly := rs.strong, rs.weak
	rs.strong, rs.weak = nil, nil
	for _, f := range strong {
		if f.logTB {
			if err := reportUnretrieved(t, f); err != nil {
				return err
			}
		}
	}
	for _, r := range weakly {
		if r.seen {
			continue
		}
		f := r.alive()
		if f == nil {
			f = r.copy
		}
		if err := reportUnretrieved(t, f); err != nil {
			return err
		}
	}
	return nil
}

func reportUnretrieved(t *object.Thread, f *Future) error {
	f.retrieved()
	ctx := object.NewDict()
	ctx.SetName("message", object.NewStr(f.self().Type().Name+" exception was never retrieved"))
	ctx.SetName("exception", f.exc)
	ctx.SetName("future", f.self())
	if s := f.origin.stack(t); s != nil {
		ctx.SetName("source_traceback", s)
	}
	return f.loop.report(t, ctx)
}

// endTasks is what becomes of the tasks that are left at the end of the program: they end, their finally clauses included, and it is told of them.
// But if one of them is on the thread's current loop, which outlives the program's variables, CPython lets go of none.
func endTasks(t *object.Thread) error {
	if err := ReportUnretrieved(t); err != nil {
		return err
	}
	s := stateOf(t)
	left := s.all
	s.all = nil
	for _, k := range left {
		if k.leftOver() {
			return endLeft(t, left)
		}
	}
	return nil
}

// leftOver reports whether the task has not ended, and ought to have.
func (k *Task) leftOver() bool { return k != nil && !k.done() && !k.noPending }

func endLeft(t *object.Thread, left []*Task) error {
	kept := keptLoop(t)
	left = slices.DeleteFunc(left, func(k *Task) bool { return !k.leftOver() })
	if slices.ContainsFunc(left, func(k *Task) bool { return !k.loop.closed && (k.loop == kept || k.loop.thread != nil) }) {
		return nil // a task that stays has the program's functions, and they have its variables
	}
	held := mainTasks(t)
	// What a variable still has goes when the variables do: CPython's collector tells of all such tasks, then it ends their coroutines.
	// Of the others a coroutine, which is older than its task, ends first.
	for _, k := range left {
		if !held[k] && k.loop.closed {
			if err := k.abandon(t); err != nil {
				return err
			}
		}
		if err := k.reportPending(t); err != nil {
			return err
		}
	}
	for _, k := range left {
		if err := k.abandon(t); err != nil {
			return err
		}
	}
	return nil
}

// keptLoop is the thread's current loop.
func keptLoop(t *object.Thread) *Loop {
	if l := Running(t); l != nil {
		return l
	}
	l, _ := t.Local[policyKey{}].(*Loop)
	return l
}

// mainTasks are the tasks in the main module's variables and in containers there.
func mainTasks(t *object.Thread) map[*Task]bool {
	m, _ := t.RT.Modules.GetName("__main__").(*object.Module)
	if m == nil {
		return nil
	}
	held := map[*Task]bool{}
	note := func(items ...object.Object) {
		for _, o := range items {
			if f := asFuture(o); f != nil && f.task != nil {
				held[f.task] = true
			}
		}
	}
	for _, v, pos, ok := m.Dict.Next(0); ok; _, v, pos, ok = m.Dict.Next(pos) {
		switch v := v.(type) {
		case *object.List:
			note(v.Items...)
		case *object.Tuple:
			note(v.Items...)
		case *object.Set:
			note(v.Items()...)
		case *object.Dict:
			for _, x, at, ok := v.Next(0); ok; _, x, at, ok = v.Next(at) {
				note(x)
			}
		default:
			note(v)
		}
	}
	return held
}

// abandon closes the coroutine of a task that nobody will resume.
func (k *Task) abandon(t *object.Thread) error {
	if !k.stepped {
		return nil
	}
	_, err := object.CallMethod(t, k.coro, "close")
	if err != nil && object.AsException(err) != nil {
		err = t.Unraisable(err, k.coro)
	}
	return err
}

func (k *Task) reportPending(t *object.Thread) error {
	ctx := object.NewDict()
	ctx.SetName("task", k)
	ctx.SetName("message", object.NewStr("Task was destroyed but it is pending!"))
	if s := k.origin.stack(t); s != nil {
		ctx.SetName("source_traceback", s)
	}
	return k.loop.report(t, ctx)
}

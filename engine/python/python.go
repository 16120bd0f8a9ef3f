// Package python runs programs in AsyncShelf's Python: the facade of the packages below it.
//
//	syntax     text → syntax tree
//	compile    syntax tree → code objects
//	vm         runs code objects
//	object     the object model and the built-in types
//	builtins   the built-in functions
//	stdlib     the modules of the library
//	traceback  exceptions as text
//
// A Machine is one run of one program. It imports no library module by itself: who needs asyncio, re or Django imports the
// packages that register them.
package python

import (
	"io"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/builtins"
	"github.com/asyncshelf/asyncshelf/engine/python/compile"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/traceback"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
)

// Source is one of the program's files as a module.
type Source = vm.Source

// Options say how a program is run. The zero value is usable: default limits, no output.
type Options struct {
	Limits         object.Limits
	Stdout, Stderr io.Writer
	// Sources are the program's own modules by full dotted name: "books.models" → books/models.py.
	Sources map[string]Source
	// Yield is called every few milliseconds so that a worker can read its messages.
	Yield func()
	// Warned is told of each warning that is printed, with its place; nil: nobody asks.
	Warned func(message, file string, line int)
	// Fault is told of panics in native code, which the program sees as SystemError; nil: the Go stack goes to the process's stderr.
	Fault func(p any, stack []byte)
	// Argv is sys.argv; nil: [filename].
	Argv []string
}

// Machine is one run of one program. It is for one goroutine, except for Interrupt.
type Machine struct {
	rt   *object.Runtime
	t    *object.Thread
	opts Options
	main *object.Module
	// result is the value of the expression that ends the program.
	result object.Object
	// reported is the exception that the program's sys.excepthook has shown.
	reported *object.Exception
	warned   map[warning]bool
	texts    map[string]string // source by file name
	lines    map[string][]string
}

// New makes a machine with its builtins in place.
func New(o Options) *Machine {
	rt := object.NewRuntime(o.Limits)
	if o.Stdout != nil {
		rt.Stdout = o.Stdout
	}
	if o.Stderr != nil {
		rt.Stderr = o.Stderr
	}
	rt.Yield, rt.Fault = o.Yield, o.Fault
	m := &Machine{rt: rt, opts: o, texts: map[string]string{}, lines: map[string][]string{}}
	for _, s := range o.Sources {
		m.texts[s.Filename] = s.Text
	}
	rt.Argv = o.Argv
	m.t = rt.Sched.Main()
	rt.Warn = m.warn
	rt.FormatException = func(e *object.Exception) string { return m.FormatException(e) }
	traceback.SetSource(rt, m.source)
	vm.SetImporter(rt, &vm.Importer{Sources: o.Sources})
	b := object.NewModule("builtins")
	rt.Builtins = b.Dict
	rt.Modules.SetName("builtins", b)
	builtins.Install(m.t)
	vm.AddBuiltins(rt.Builtins)
	return m
}

// Thread is the main thread, for calling native code.
func (m *Machine) Thread() *object.Thread { return m.t }

// Runtime is the machine's runtime.
func (m *Machine) Runtime() *object.Runtime { return m.rt }

// Main is the module __main__; nil before RunMain.
func (m *Machine) Main() *object.Module { return m.main }

// Result is the value of the expression statement that ends the program; nil when it ends with another one, and when the end of objects is noticed: to keep
// a value would put that off.
func (m *Machine) Result() object.Object { return m.result }

// Import imports a module.
func (m *Machine) Import(name string) (*object.Module, error) { return m.rt.Import(m.t, name) }

// AddSource registers source text under a file name, so that tracebacks can show its lines.
func (m *Machine) AddSource(filename, text string) {
	m.texts[filename] = text
	delete(m.lines, filename)
}

// RunMain runs src as the program: module __main__. Top-level await works, as in python -m asyncio. The error is
// *object.Exception if the program raised (SystemExit included, see ExitCode) and *object.Fatal if it was stopped.
func (m *Machine) RunMain(filename, src string) error {
	m.AddSource(filename, src)
	if m.rt.Argv == nil {
		m.rt.Argv = []string{filename}
	}
	mod := object.NewModule("__main__")
	mod.Set("__builtins__", m.rt.Modules.GetName("builtins"))
	mod.Set("__file__", object.NewStr(filename))
	mod.Set("__annotations__", object.NewDict())
	m.main = mod
	m.rt.Modules.SetName("__main__", mod)
	m.noticeEnds(src)
	result, err := m.exec(filename, src, mod, !m.rt.FinalizersEnabled())
	m.result = result
	if _, stopped := err.(*object.Fatal); stopped {
		return err
	}
	if stop := m.exceptHook(err); stop != nil {
		return stop
	}
	if e := m.finish(); err == nil {
		err = e
	}
	return err
}

// noticeEnds has the end of objects noticed if something in the program's text suggests that it could be seen.
func (m *Machine) noticeEnds(main string) {
	if endsMatter(main) {
		m.rt.EnableFinalizers()
	}
	for _, s := range m.opts.Sources {
		if endsMatter(s.Text) {
			m.rt.EnableFinalizers()
		}
	}
}

// endsMatter tells whether a program with this text may see objects end: through __del__, weak references, an event loop's exception handler or log,
// memoryviews that hold a bytearray, or what
// a generator does when it is closed.
func endsMatter(text string) bool {
	if strings.Contains(text, "__del__") || strings.Contains(text, "weakref") || strings.Contains(text, "set_exception_handler") ||
		strings.Contains(text, "memoryview") && strings.Contains(text, "bytearray") || strings.Contains(text, "getbuffer") {
		return true
	}
	if strings.Contains(text, "logging") && (strings.Contains(text, "create_task") || strings.Contains(text, "gc.collect")) {
		return true // what asyncio logs about a lost task stands among what the program logs
	}
	return strings.Contains(text, "yield") && (strings.Contains(text, "finally") || strings.Contains(text, "GeneratorExit") || strings.Contains(text, "__exit__"))
}

// exceptHook gives an exception that the program has not caught to its sys.excepthook, if it has set one.
func (m *Machine) exceptHook(err error) error {
	e := object.AsException(err)
	sys, ok := m.rt.Modules.GetName("sys").(*object.Module)
	if e == nil || !ok || e.Class.IsSubtype(object.SystemExitType) {
		return nil
	}
	hook := sys.Dict.GetName("excepthook")
	if hook == nil || hook == sys.Dict.GetName("__excepthook__") {
		return nil
	}
	var tb object.Object = object.None
	if e.Traceback != nil {
		tb = e.Traceback
	}
	_, failed := object.CallArgs(m.t, hook, e.Class, e, tb)
	if object.AsException(failed) != nil {
		text := "Error in sys.excepthook:\n" + m.FormatException(failed) + "\nOriginal exception was:\n" + m.FormatException(e)
		m.reported = e
		return m.t.WriteSys(2, text)
	}
	m.reported = e
	return failed
}

func (m *Machine) exec(filename, src string, mod *object.Module, result bool) (object.Object, error) {
	code, err := vm.CompileSource(m.t, compile.Options{Filename: filename, Source: src, Flags: compile.TopLevelAwait, Count: m.rt.Trace != nil, Result: result})
	if err != nil {
		return nil, err
	}
	r, err := vm.ExecCode(m.t, code, mod.Dict, nil)
	if err != nil || code.Flags&compile.Coroutine == 0 {
		return r, err
	}
	// The module awaits: it is a coroutine for asyncio.run.
	asyncio, err := m.Import("asyncio")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(m.t, asyncio, "run", r)
}

// Exec runs src in the namespace of module mod.
func (m *Machine) Exec(filename, src string, mod *object.Module) error {
	m.AddSource(filename, src)
	_, err := m.exec(filename, src, mod, false)
	return err
}

// finish does what the interpreter does at its end.
func (m *Machine) finish() error {
	if th := m.rt.Modules.GetName("threading"); th != nil {
		if _, err := object.CallMethod(m.t, th, "_shutdown"); err != nil {
			return err
		}
	}
	if ax := m.rt.Modules.GetName("atexit"); ax != nil {
		if _, err := object.CallMethod(m.t, ax, "_run_exitfuncs"); err != nil {
			return err
		}
	}
	if aio := m.rt.Modules.GetName("_asyncio"); aio != nil {
		if _, err := object.CallMethod(m.t, aio, "_end_tasks"); err != nil {
			return err
		}
	}
	for _, u := range vm.NeverAwaited(m.rt) {
		if err := m.warnAt("RuntimeWarning", u.Coroutine.NeverAwaited(m.rt), u.File, u.Line); err != nil {
			if err := m.t.Unraisable(err, u.Coroutine); err != nil {
				return err
			}
		}
	}
	if w := m.rt.Modules.GetName("weakref"); w != nil {
		if _, err := object.CallMethod(m.t, w, "_exit"); err != nil {
			return err
		}
	}
	var globals *object.Dict
	if m.main != nil {
		globals = m.main.Dict
	}
	return m.t.EndAll(globals)
}

// warn is Runtime.Warn.
func (m *Machine) warn(category, message string, f object.Frame) error {
	file, line := "<unknown>", 1
	if f != nil {
		file, line = f.Filename(), f.Line()
	}
	return m.warnAt(category, message, file, line)
}

// warning is one that was printed, and where.
type warning struct {
	text, file string
	line       int
}

// warnAt prints a warning, the same one only once for a line, or leaves it to the warnings module once the program has imported that: it may have set filters.
func (m *Machine) warnAt(category, message, file string, line int) error {
	text := category + ": " + message
	key := warning{text, file, line}
	again := m.warned[key]
	if m.warned == nil {
		m.warned = map[warning]bool{}
	}
	m.warned[key] = true
	if m.opts.Warned != nil && !again {
		m.opts.Warned(text, file, line)
	}
	// What CPython adds to a warning about an object that it could have traced.
	const hint = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n"
	if w := m.rt.Modules.GetName("warnings"); w != nil {
		cls := m.rt.Builtins.GetName(category)
		printed := m.rt.OutputUsed
		_, err := object.CallMethod(m.t, w, "warn_explicit", object.NewStr(message), cls, object.NewStr(file), object.NewInt(int64(line)))
		if err == nil && m.rt.OutputUsed > printed {
			err = m.t.Write(2, hint)
		}
		return err
	}
	if again {
		return nil
	}
	text = file + ":" + strconv.Itoa(line) + ": " + text + "\n"
	if lines := m.source(file); line >= 1 && line <= len(lines) {
		if s := strings.TrimSpace(lines[line-1]); s != "" {
			text += "  " + s + "\n"
		}
	}
	return m.t.Write(2, text+hint)
}

// source gives the lines of a file of the program.
func (m *Machine) source(filename string) []string {
	if l, ok := m.lines[filename]; ok {
		return l
	}
	text, ok := m.texts[filename]
	if !ok {
		return nil
	}
	l := strings.Split(text, "\n")
	m.lines[filename] = l
	return l
}

// AddModule makes a module importable, replacing one of that name which has not been imported yet.
func (m *Machine) AddModule(name string, s Source) {
	m.AddSource(s.Filename, s.Text)
	if m.opts.Sources == nil {
		m.opts.Sources = map[string]Source{}
		vm.SetImporter(m.rt, &vm.Importer{Sources: m.opts.Sources})
	}
	m.opts.Sources[name] = s
}

// Close ends the threads that the program has left; nothing can run on the machine afterwards.
func (m *Machine) Close() {
	m.rt.Sched.Close(m.t)
	m.rt.Restore()
}

// Interrupt stops the run; it may be called from any goroutine.
func (m *Machine) Interrupt() { m.rt.Interrupt() }

// FormatException gives what the interpreter would print for an uncaught error. Should making its text fail through a fault of ours, the class alone is told.
func (m *Machine) FormatException(err error) (text string) {
	defer func() {
		if p := recover(); p != nil {
			m.rt.Faulted(p, debug.Stack())
			text = "the playground failed to show an error\n"
			if e := object.AsException(err); e != nil {
				text = e.Class.String() + "\n"
			}
		}
	}()
	if code, exit := ExitCode(err); exit {
		// sys.exit("text") prints the text; a number is the exit status.
		if arg := object.AsException(err).Arg(0); code == 1 && arg != object.None {
			if _, isInt := object.AsInt(arg); !isInt {
				text, _ := object.ToStr(m.t, arg)
				return text + "\n"
			}
		}
		return ""
	}
	if e := object.AsException(err); e != nil {
		if e == m.reported {
			return ""
		}
		return traceback.Format(m.t, e, traceback.Options{Source: m.source, Hide: hidden})
	}
	if err == nil {
		return ""
	}
	return err.Error() + "\n"
}

// hidden leaves the playground's own modules out of tracebacks: a learner cannot open them.
func hidden(filename string) bool { return strings.HasPrefix(filename, vm.FrozenPrefix) }

// ExitCode tells whether err is SystemExit, and the exit status it asks for.
func ExitCode(err error) (code int, ok bool) {
	e := object.AsException(err)
	if e == nil || !e.Class.IsSubtype(object.SystemExitType) {
		return 0, false
	}
	v := e.Arg(0)
	if v == object.None {
		return 0, true
	}
	if n, isInt := object.AsInt(v); isInt {
		return int(n), true
	}
	return 1, true
}

// Position is a range of source text: lines from 1, columns in code points from 0.
type Position struct {
	File                       string
	Line, EndLine, Col, EndCol int
}

// ErrorPosition finds where err happened: in the innermost frame whose file satisfies in (nil: any file but the playground's own
// modules); for a SyntaxError, the position of the mistake.
func (m *Machine) ErrorPosition(err error, in func(filename string) bool) (Position, bool) {
	if in == nil {
		in = func(f string) bool { return !hidden(f) }
	}
	var tb *object.Traceback
	if e := object.AsException(err); e != nil {
		if e.Class.IsSubtype(object.SyntaxErrorType) {
			if p, ok := syntaxPosition(m.t, e); ok && in(p.File) {
				return p, true
			}
		}
		tb = e.Traceback
	} else if err != nil {
		tb = vm.FatalTraceback(m.rt)
	}
	var p Position
	found := false
	for ; tb != nil; tb = tb.Next {
		if f := tb.Frame.Filename(); in(f) {
			p = Position{f, tb.Line, tb.EndLine, tb.Col, tb.EndCol}
			found = true
		}
	}
	return p, found
}

func syntaxPosition(t *object.Thread, e *object.Exception) (Position, bool) {
	var p Position
	get := func(name string) object.Object {
		v, err := object.GetAttrName(t, e, name)
		if err != nil || v == nil {
			return object.None
		}
		return v
	}
	num := func(name string) int {
		n, _ := object.AsInt(get(name))
		return int(n)
	}
	p.File, _ = object.AsStr(get("filename"))
	p.Line, p.EndLine = num("lineno"), num("end_lineno")
	p.Col, p.EndCol = num("offset")-1, num("end_offset")-1
	return p, p.Line > 0
}

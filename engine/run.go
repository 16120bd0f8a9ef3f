package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3/functions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/latency"
	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	pytime "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// Run runs a program. The error is for failures of our own (no database, a bug); whatever the program does wrong is in the Result. Cancelling ctx is Stop.
func Run(ctx context.Context, p Program, o Options) (*Result, error) {
	began := time.Now()
	open := o.Open
	if open == nil {
		open = func(ctx context.Context) (sqlite.Conn, error) { return sqlite.Open(ctx, sqlite.Options{}) }
	}
	conn, err := open(ctx)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	r := &run{ctx: ctx, p: p, o: o, open: open, conn: conn, app: p.App}
	defer func() {
		for _, c := range r.others {
			c.Close()
		}
	}()
	if r.app == "" {
		r.app = "books"
	}
	r.res = &Result{
		Queries: []*Query{}, Tables: []*Table{}, Warnings: []Warning{}, Django: DjangoVersion, Version: Version,
	}
	if err := r.start(); err != nil {
		conn.Close()
		return nil, err
	}
	defer r.end()
	if err := r.guarded(); err != nil {
		conn.Close()
		return nil, err
	}
	r.res.RealMS = ms(time.Since(began))
	if o.Keep {
		r.res.DB = conn
	} else {
		conn.Close()
	}
	if o.OnEvent != nil {
		o.OnEvent(Event{Event: trace.Event{Kind: trace.Result, T: r.m.Runtime().Sched.Now()}, Result: r.res})
	}
	return r.res, nil
}

// guarded runs the program and turns a panic, which would be a fault of ours, into an error.
func (r *run) guarded() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the engine failed: %v\n%s", p, debug.Stack())
		}
	}()
	r.program()
	return nil
}

// run is one run under way.
type run struct {
	ctx    context.Context
	p      Program
	o      Options
	app    string
	open   func(ctx context.Context) (sqlite.Conn, error)
	conn   sqlite.Conn
	others []sqlite.Conn // the databases beside it
	m      *python.Machine
	rec    *recorder
	schema *schemaMaker
	res    *Result
	stop   func() bool
}

func (r *run) file(name string) *File {
	for i := range r.p.Files {
		if r.p.Files[i].Name == name {
			return &r.p.Files[i]
		}
	}
	return nil
}

// moduleName is a file's dotted name inside the app: "queries.py" → "queries", "sub/x.py" → "sub.x".
func moduleName(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, ".py"), "/", ".")
}

// start makes the machine and its database, but runs nothing of the program's yet.
func (r *run) start() error {
	r.rec = &recorder{files: map[string]bool{}, result: r.res, emit: r.o.OnEvent}
	sources := map[string]python.Source{r.app: {Filename: r.app + "/__init__.py", Package: true}}
	for _, f := range r.p.Files {
		r.rec.files[f.Name] = true
		if f.Name == "main.py" || !strings.HasSuffix(f.Name, ".py") {
			continue
		}
		addSource(sources, r.app, f)
	}
	for _, p := range r.p.Packages {
		addPackage(sources, p)
		for _, f := range p.Files {
			r.rec.files[p.Name+"/"+f.Name] = true
		}
	}
	l := r.o.Limits
	m := python.New(python.Options{
		Limits: object.Limits{Steps: l.Steps, Memory: l.Memory, Output: l.Output, Recursion: l.Recursion},
		Stdout: stream{r.rec, 0}, Stderr: stream{r.rec, 1}, Sources: sources, Yield: r.o.Yield,
		Warned: r.rec.warned,
	})
	r.m = m
	rt := m.Runtime()
	r.rec.rt, r.rec.t = rt, m.Thread()
	rt.SetContext(r.ctx)
	rt.Place = r.rec.place
	if r.o.Trace {
		r.rec.tracer = &tracer{r: r.rec}
		rt.Trace = r.rec.tracer
	}
	for _, f := range r.p.Files {
		m.AddSource(f.Name, f.Text)
	}
	for _, p := range r.p.Packages {
		for _, f := range p.Files {
			m.AddSource(p.Name+"/"+f.Name, f.Text)
		}
	}
	models.SetDataFiles(rt, r.dataFiles())
	r.stop = context.AfterFunc(r.ctx, m.Interrupt)
	r.schema = newSchemaMaker(r.conn)
	cfg := &sqlite3.Config{Locate: r.rec.locate}
	r.schema.serve(cfg)
	if !r.o.Unrecorded {
		cfg.Record = r.rec.query
	}
	if r.rec.tracer != nil {
		cfg.Began = r.rec.began
	}
	model := latency.Model{Mean: r.o.Latency}
	if r.o.Latencies != nil {
		model = *r.o.Latencies
	}
	if sample := model.Sampler(); sample != nil {
		cfg.Latency = func(sql string) time.Duration {
			if r.rec.muted {
				return 0
			}
			return sample(sql)
		}
	}
	cfg.Other = func(ctx context.Context) (*sqlite3.Config, error) { return r.otherDatabase(ctx, cfg) }
	sqlite3.Configure(rt, cfg)
	return r.prepare(r.conn)
}

// prepare gives a database Django's functions and the run's clock.
func (r *run) prepare(c sqlite.Conn) error {
	sched := r.m.Runtime().Sched
	if err := c.SetClock(func() time.Time { return pytime.DatabaseNow(sched) }); err != nil {
		return err
	}
	return functions.Register(c)
}

// dataFiles are the program's files that are no Python, by app and name.
func (r *run) dataFiles() map[string]string {
	var out map[string]string
	add := func(app string, files []File) {
		for _, f := range files {
			if !strings.HasSuffix(f.Name, ".py") {
				if out == nil {
					out = map[string]string{}
				}
				out[app+"/"+f.Name] = f.Text
			}
		}
	}
	add(r.app, r.p.Files)
	for _, p := range r.p.Packages {
		add(p.Name, p.Files)
	}
	return out
}

// otherDatabase opens one more database, with tables of its own for the same models.
func (r *run) otherDatabase(ctx context.Context, first *sqlite3.Config) (*sqlite3.Config, error) {
	conn, err := r.open(ctx)
	if err != nil {
		return nil, err
	}
	r.others = append(r.others, conn)
	cfg := *first
	newSchemaMaker(conn).serve(&cfg)
	return &cfg, r.prepare(conn)
}

// addSource makes a file a module of the app, importable by its bare name too: that is the same module, not a second copy.
func addSource(sources map[string]python.Source, app string, f File) {
	name, pkg := addModule(sources, app, f.Name, f)
	if name == "" {
		return
	}
	sources[name] = python.Source{Filename: vm.FrozenPrefix + name + ">", Package: pkg,
		Text: "import sys, importlib\nsys.modules[__name__] = importlib.import_module(" + quote(app+"."+name) + ")\n"}
}

// addPackage makes the files of a package its modules.
func addPackage(sources map[string]python.Source, p Package) {
	sources[p.Name] = python.Source{Filename: p.Name + "/__init__.py", Package: true}
	for _, f := range p.Files {
		if strings.HasSuffix(f.Name, ".py") {
			addModule(sources, p.Name, p.Name+"/"+f.Name, f)
		}
	}
}

// addModule makes a file, shown as filename, a module of a package; folders without an __init__.py on the way are packages too. It gives the
// module's name inside the package, "" for the package itself.
func addModule(sources map[string]python.Source, pkg, filename string, f File) (name string, isPackage bool) {
	name = moduleName(f.Name)
	if strings.HasSuffix(name, ".__init__") || name == "__init__" {
		name, isPackage = strings.TrimSuffix(strings.TrimSuffix(name, "__init__"), "."), true
	}
	full := pkg
	if name != "" {
		full += "." + name
	}
	sources[full] = python.Source{Filename: filename, Text: f.Text, Package: isPackage}
	root := strings.TrimSuffix(filename, f.Name)
	for dir := name; strings.Contains(dir, "."); {
		dir = dir[:strings.LastIndexByte(dir, '.')]
		if _, ok := sources[pkg+"."+dir]; !ok {
			sources[pkg+"."+dir] = python.Source{Filename: root + strings.ReplaceAll(dir, ".", "/") + "/__init__.py", Package: true}
		}
	}
	return name, isPackage
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// program runs models, seed, main and what comes after.
func (r *run) program() {
	t, rt := r.m.Thread(), r.m.Runtime()
	err := r.models()
	if err == nil {
		err = r.seed()
	}
	if err == nil {
		rt.StepCost = r.o.StepCost // not before: tables and seed data cost nothing
		t.BeginStretch()
		err = r.main()
		t.Settle()
		rt.StepCost = 0
	}
	r.outcome(err)
	r.res.VirtualMS = ms(rt.Sched.Now())
	r.res.Steps = rt.StepsUsed + int64(object.CheckEvery-t.Tick)
	r.res.Stdout, r.res.Stderr = r.rec.out[0].String(), r.rec.out[1].String()
	if r.rec.tracer != nil {
		r.res.Timeline = r.rec.timeline()
	}
	if r.res.Stopped == "" {
		r.rec.muted = true
		if main := r.m.Main(); main != nil && r.res.Error == nil {
			r.res.Value = r.rec.lastValue(main.Dict, nil)
		}
		r.res.Tables = r.schema.tables()
		if r.o.After != nil {
			r.after()
		}
	}
}

// main runs main.py, or what is to be run instead.
func (r *run) main() error {
	if r.o.Main != nil {
		return r.o.Main(&Process{r.m, r})
	}
	main := r.file("main.py")
	if main == nil {
		main = &File{Name: "main.py"}
	}
	return r.m.RunMain(main.Name, main.Text)
}

// models imports models.py, if there is one, and makes the tables.
func (r *run) models() error {
	if r.file("models.py") == nil {
		return nil
	}
	if _, err := r.m.Import(r.app + ".models"); err != nil {
		return err
	}
	return r.schema.prepare(r.m.Thread(), r.conn, false)
}

// seed runs seed.py: what it prints and sends is not the program's.
func (r *run) seed() error {
	f := r.file("seed.py")
	if f == nil {
		return nil
	}
	r.rec.muted = true
	defer func() { r.rec.muted = false }()
	mod := object.NewModule("seed")
	mod.Set("__builtins__", r.m.Runtime().Modules.GetName("builtins"))
	mod.Set("__file__", object.NewStr(f.Name))
	return r.m.Exec(f.Name, f.Text, mod)
}

// outcome turns how the program ended into the result's fields.
func (r *run) outcome(err error) {
	if err == nil {
		return
	}
	var fatal *object.Fatal
	if errors.As(err, &fatal) {
		r.res.Stopped = fatal.Kind
		if fatal.Kind == "cancelled" {
			return
		}
		r.res.Error = &Error{Type: "Stopped", Message: fatal.Message, Frames: []FrameLine{}}
		r.place(r.res.Error, err)
		r.res.Error.Traceback = fatal.Message
		return
	}
	if code, ok := python.ExitCode(err); ok {
		if code == 0 {
			return
		}
	}
	r.res.Error = r.describe(err)
	text := r.m.FormatException(err)
	stream{r.rec, 1}.Write([]byte(text))
}

func (r *run) learners(filename string) bool { return r.rec.files[filename] }

func (r *run) place(e *Error, err error) {
	// The innermost frame in main.py is what a learner looks at first; else in any file of theirs.
	p, ok := r.m.ErrorPosition(err, func(f string) bool { return f == "main.py" })
	if !ok {
		p, ok = r.m.ErrorPosition(err, r.learners)
	}
	if ok {
		e.File, e.Line, e.Col, e.EndLine, e.EndCol = p.File, p.Line, p.Col, p.EndLine, p.EndCol
	}
}

// describe makes an Error of a Python exception.
func (r *run) describe(err error) *Error {
	e := object.AsException(err)
	if e == nil {
		return &Error{Type: "InternalError", Message: err.Error(), Traceback: err.Error(), Frames: []FrameLine{}}
	}
	t := r.m.Thread()
	out := &Error{Type: e.Class.String(), Frames: []FrameLine{}}
	if msg, err := object.ToStr(t, e); err == nil {
		out.Message = msg
	}
	if e.Class.IsSubtype(object.SyntaxErrorType) {
		if msg, ok := object.AsStr(e.Arg(0)); ok {
			out.Message = msg
		}
	}
	r.place(out, err)
	out.Traceback = r.m.FormatException(err)
	for tb := e.Traceback; tb != nil; tb = tb.Next {
		name := tb.Frame.Filename()
		if !r.rec.files[name] {
			continue
		}
		fl := FrameLine{File: name, Line: tb.Line, Func: tb.Frame.CodeName()}
		if f := r.file(name); f != nil {
			if lines := strings.Split(f.Text, "\n"); tb.Line >= 1 && tb.Line <= len(lines) {
				fl.Text = strings.TrimSpace(lines[tb.Line-1])
			}
		}
		out.Frames = append(out.Frames, fl)
	}
	out.Frames = fold(out.Frames)
	out.Hint = hint(out, e)
	return out
}

// fold leaves out the middle of a long way: a thousand frames of a recursion tell no more than its beginning and its end.
func fold(frames []FrameLine) []FrameLine {
	const first, last = 3, 6
	more := len(frames) - first - last
	if more < 2 {
		return frames
	}
	folded := append(frames[:first:first], FrameLine{Text: "… " + strconv.Itoa(more) + " more calls …"})
	return append(folded, frames[first+more:]...)
}

// after runs the hidden part: checks.
func (r *run) after() {
	files := r.o.After(r.res)
	var out strings.Builder
	r.rec.hide = &out
	rt := r.m.Runtime()
	rt.OutputUsed = 0
	rt.StepsUsed = 0
	res := &AfterResult{}
	var entry *File
	for i, f := range files {
		if f.Role == "entry" {
			entry = &files[i]
			continue
		}
		r.m.AddModule(moduleName(f.Name), python.Source{Filename: f.Name, Text: f.Text})
	}
	if entry != nil {
		mod := object.NewModule(moduleName(entry.Name))
		mod.Set("__builtins__", rt.Modules.GetName("builtins"))
		if err := r.m.Exec(entry.Name, entry.Text, mod); err != nil {
			res.Error = err.Error()
			if e := object.AsException(err); e != nil {
				res.Error = strings.TrimSpace(r.m.FormatException(err))
			}
		}
	}
	res.Stdout = out.String()
	r.res.After = res
}

// end lets every other thread of the run end.
func (r *run) end() {
	r.stop()
	r.m.Close()
}

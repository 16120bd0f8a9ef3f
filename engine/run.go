package engine

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3/functions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models"
	"github.com/asyncshelf/asyncshelf/engine/latency"
	"github.com/asyncshelf/asyncshelf/engine/python"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	pytime "github.com/asyncshelf/asyncshelf/engine/python/stdlib/time"
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
	r := &run{ctx: ctx, p: p, o: o, open: open, conn: conn}
	defer func() {
		for _, c := range r.others {
			c.Close()
		}
	}()
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
	open   func(ctx context.Context) (sqlite.Conn, error)
	conn   sqlite.Conn
	others []sqlite.Conn // the databases beside it
	m      *python.Machine
	rec    *recorder
	schema *schemaMaker
	res    *Result
	stop   func() bool
}

// start makes the machine and its database, but runs nothing of the program's yet.
func (r *run) start() error {
	r.rec = &recorder{files: map[string]bool{}, result: r.res, emit: r.o.OnEvent}
	m := python.New(python.Options{
		Limits: object.Limits(r.o.Limits),
		Stdout: stream{r.rec, 0}, Stderr: stream{r.rec, 1}, Sources: r.p.modules(), Yield: r.o.Yield,
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
	r.p.each(func(_, filename string, f File) {
		r.rec.files[filename] = true
		m.AddSource(filename, f.Text)
	})
	models.SetDataFiles(rt, r.p.dataFiles())
	r.stop = context.AfterFunc(r.ctx, m.Interrupt)
	return r.database()
}

// database tells the machine about the run's database: who makes its tables, who records its statements, how long they take.
func (r *run) database() error {
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
	sqlite3.Configure(r.m.Runtime(), cfg)
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
			r.res.Value = r.rec.lastValue(main.Dict, r.m.Result())
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
	main := r.p.file("main.py")
	if main == nil {
		main = &File{Name: "main.py"}
	}
	return r.m.RunMain(main.Name, main.Text)
}

// models imports models.py, if there is one, and makes the tables.
func (r *run) models() error {
	if r.p.file("models.py") == nil {
		return nil
	}
	if _, err := r.m.Import(r.p.app() + ".models"); err != nil {
		return err
	}
	return r.schema.prepare(r.m.Thread(), r.conn, false)
}

// seed runs seed.py: what it prints and sends is not the program's.
func (r *run) seed() error {
	f := r.p.file("seed.py")
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

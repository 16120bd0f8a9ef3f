package compare

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// A Call is a function of the program that is called without arguments.
type Call struct {
	Label string `json:"label"`
	Func  string `json:"func"` // "get_books_async", "queries.get_books_async"
}

// MaxCallers bounds how many callers there are at once: more lanes than that nobody reads.
const MaxCallers = 20

// BothOptions say what to run both ways.
type BothOptions struct {
	Callers int    `json:"callers"` // at once; 0 means 1
	Calls   []Call `json:"calls"`
}

func (o *BothOptions) check() error {
	if o.Callers == 0 {
		o.Callers = 1
	}
	switch {
	case o.Callers < 1 || o.Callers > MaxCallers:
		return fmt.Errorf("The number of callers is %d; it must be from 1 to %d.", o.Callers, MaxCallers)
	case len(o.Calls) == 0 || len(o.Calls) > MaxWays:
		return fmt.Errorf("There are %d functions to compare; there must be from 1 to %d.", len(o.Calls), MaxWays)
	}
	o.Calls = append([]Call(nil), o.Calls...)
	for i := range o.Calls {
		c := &o.Calls[i]
		if c.Func == "" {
			return fmt.Errorf("The name of function %d is missing: write one such as get_books_async.", i+1)
		}
		if c.Label == "" {
			c.Label = c.Func + "()"
		}
	}
	return nil
}

// Ran is what one of the calls came to.
type Ran struct {
	Call
	Async    bool               `json:"async"`
	Timeline *timeline.Timeline `json:"timeline"`
	Problem  *Problem           `json:"problem"`
}

// BothReport is what running both ways came to.
type BothReport struct {
	Callers int      `json:"callers"`
	End     Millis   `json:"end"` // of the one that took longest: the scale of all
	Ways    []Ran    `json:"ways"`
	Summary []string `json:"summary"`
	Stopped bool     `json:"stopped"`
}

// Both runs functions of a program one after the other, each in a process of its own, traced. Errors are as in Load.
func Both(ctx context.Context, p engine.Program, o BothOptions, run engine.Options) (*BothReport, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	r := &BothReport{Callers: o.Callers, Ways: []Ran{}}
	for _, c := range o.Calls {
		way := Ran{Call: c}
		stopped, err := way.run(ctx, p, o.Callers, run)
		if r.Stopped = stopped || ctx.Err() != nil; r.Stopped {
			break
		}
		if err != nil {
			return nil, err
		}
		r.Ways = append(r.Ways, way)
		if way.Timeline != nil {
			r.End = max(r.End, Millis(way.Timeline.End))
		}
	}
	r.Summary = r.words()
	return r, nil
}

func (w *Ran) run(ctx context.Context, p engine.Program, callers int, o engine.Options) (stopped bool, err error) {
	var no *missing
	var careless []vm.Unawaited
	o.Trace, o.OnEvent, o.Keep, o.After = true, nil, false, nil
	o.Main = func(process *engine.Process) error {
		err := w.call(process, p.Files, callers)
		if err == nil {
			careless = append(vm.Lost(process.Runtime()), vm.NeverAwaited(process.Runtime())...)
		}
		if m, ok := errors.AsType[*missing](err); ok {
			no = m
			return nil
		}
		return err
	}
	res, err := engine.Run(ctx, p, o)
	switch {
	case err != nil:
		return false, err
	case no != nil:
		w.Problem = &no.Problem
	case res.Error != nil:
		w.Problem = problemOf(res.Error)
		switch {
		case res.Stopped == "deadlock":
			w.Problem.Hint = "Look at what the function waits for: a lock, an event or a queue that nobody releases, sets or fills."
		case w.Problem.Hint == "" && res.Error.Type == "TypeError" && strings.Contains(res.Error.Message, "positional argument"):
			w.Problem.Hint = "The function is called without arguments. Write one that calls it with them, and name that."
		}
		w.Timeline = res.Timeline
	case len(careless) > 0:
		w.Problem = forgotten(careless[0], "function")
		w.Timeline = res.Timeline
	default:
		w.Timeline = res.Timeline
	}
	return res.Stopped == "cancelled", nil
}

func (w *Ran) call(p *engine.Process, files []engine.File, callers int) error {
	fn, err := find(p, files, w.Func, "")
	if err != nil {
		return err
	}
	t := p.Thread()
	if !object.IsCallable(fn) {
		return &missing{Problem{Message: w.Func + " is not a function: it is of the type " + object.TypeName(fn) + "."}}
	}
	if generates(t, fn) {
		return &missing{Problem{Message: w.Func + "() is a generator: calling it runs nothing of it.", Hint: "Write a function that goes through what it yields, with for or async for, and name that."}}
	}
	servers, err := p.Import("_servers")
	if err != nil {
		return err
	}
	async, err := object.CallArgs(t, servers.Dict.GetName("iscoroutinefunction"), fn)
	if err != nil {
		return err
	}
	t.BeginStretch()
	if w.Async = async == object.True; !w.Async {
		_, err = object.CallArgs(t, servers.Dict.GetName("worker"), fn, object.NewInt(int64(callers)))
		return err
	}
	coro, err := object.CallArgs(t, servers.Dict.GetName("server"), fn, object.NewInt(int64(callers)))
	if err != nil {
		return err
	}
	return runLoop(p, coro)
}

// generates tells of a function with yield in it, asynchronous or not.
func generates(t *object.Thread, fn object.Object) bool {
	const generator, asyncGenerator = 0x20, 0x200 // inspect.CO_GENERATOR, CO_ASYNC_GENERATOR
	code, err := object.GetAttrOpt(t, fn, object.Intern("__code__"))
	if code == nil || err != nil {
		return false
	}
	flags, err := object.GetAttrOpt(t, code, object.Intern("co_flags"))
	if flags == nil || err != nil {
		return false
	}
	n, _ := object.AsInt(flags)
	return n&(generator|asyncGenerator) != 0
}

// words compares the timelines in a few sentences.
func (r *BothReport) words() []string {
	var done []*Ran
	for i := range r.Ways {
		if w := &r.Ways[i]; w.Problem == nil {
			done = append(done, w)
		}
	}
	out := []string{}
	if len(done) == 0 {
		return out
	}
	same := true
	var parts []string
	for _, w := range done {
		same = same && w.Timeline.End == done[0].Timeline.End
		parts = append(parts, "from "+w.Label+" after "+ms(Millis(w.Timeline.End)))
	}
	switch {
	case len(done) > 1 && same && r.Callers == 1:
		out = append(out, "For a single caller each takes "+ms(Millis(done[0].Timeline.End))+": async does not make the database faster.")
	case r.Callers == 1:
		out = append(out, "A single caller has the answer "+list(parts)+".")
	default:
		out = append(out, fmt.Sprintf("All %d callers have their answers %s.", r.Callers, list(parts)))
	}
	for _, w := range done {
		f := &w.Timeline.Figures
		free, blocked, all, waited := ms(Millis(f.Free)), ms(Millis(f.Blocked)), ms(Millis(f.Total)), ms(Millis(min(f.Serial, f.Total)))
		text := "With " + w.Label
		switch {
		case w.Async && f.Blocked > 0:
			text += " the event loop was blocked for " + blocked + " of " + all + ", when nobody else could go on."
		case w.Async && f.Serial > f.Total && f.Statements > 0 && r.Callers > 1:
			text += " the waits overlap, each caller's on a thread of its own; the event loop was free for " + free + " of " + all + " to serve others."
		case w.Async && f.Overlap > 0:
			text += " the waits overlap; the event loop was free for " + free + " of " + all + " to serve others."
		case w.Async:
			text += " the event loop was free for " + free + " of " + all + " to serve others."
		case r.Callers > 1:
			text += " one caller is served after the other: for " + waited + " of " + all + " the thread only waited, and nobody else could use it."
		default:
			text += " the thread only waited for " + waited + " of " + all + ", and nobody else could use it."
		}
		out = append(out, text)
	}
	return out
}

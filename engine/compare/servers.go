package compare

import (
	_ "embed"
	"io"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/django/db/backends/sqlite3"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/asyncio"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/contextvars"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// The servers are Python (servers.py); who arrives when, and what becomes of them, is here.

//go:embed servers.py
var source string

func init() {
	object.RegisterModule(&object.NativeModule{Name: "_servers", Source: source, Init: func(t *object.Thread, m *object.Module) error {
		s, _ := t.RT.State(serviceKey{}, func() any { return &service{} }).(*service)
		m.SetFunc("began", s.began)
		m.SetFunc("answered", s.answered)
		m.SetFunc("failed", s.failed)
		m.SetFunc("settle", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) {
			s.settle()
			return object.None, nil
		})
		return nil
	}})
}

type serviceKey struct{}

// service is one way of serving at work.
type service struct {
	p        *engine.Process
	out      *Served
	moments  []time.Duration
	start    time.Duration // the moment of the first arrival
	lives    []life
	left     int
	busy     int                    // workers
	number   contextvars.ContextVar // which request a task or thread works for
	main     *object.Thread
	answers  func(n int) // is told how many have been answered
	first    *engine.Error
	lost     trace.Position // where a request that has no answer waits
	careless []vm.Unawaited
}

// serve sends the requests to a view and waits for the answers.
func (s *service) serve(p *engine.Process, files []engine.File) error {
	t, rt := p.Thread(), p.Runtime()
	s.p, s.main, s.left = p, t, len(s.moments)
	s.lives = make([]life, len(s.moments))
	rt.SetState(serviceKey{}, s)
	servers, err := p.Import("_servers")
	if err != nil {
		return err
	}
	address := "/"
	if strings.HasPrefix(s.out.View, "/") {
		address = s.out.View
		err = loadURLs(p, files)
	} else {
		err = s.mount(servers, files)
	}
	if err != nil {
		return err
	}
	cfg := sqlite3.ConfigOf(rt)
	cfg.Record = s.statement
	rt.Stdout, rt.Stderr = io.Discard, io.Discard // what hundreds of requests print, nobody reads
	rt.Trace = &tracer{s: s, tasks: map[int32]*task{}, hops: map[int32]*hop{}, busy: map[*object.Thread]int{}}
	t.BeginStretch()
	s.start = rt.Sched.Now()
	if s.out.Server == WSGI {
		err = s.wsgi(servers.Dict.GetName("answer"), object.NewStr(address))
	} else {
		err = s.asgi(servers, address)
	}
	s.settle()
	rt.Trace, cfg.Record = nil, nil
	return err
}

func (s *service) mount(servers *object.Module, files []engine.File) error {
	view, err := find(s.p, files, s.out.View, "request")
	if err != nil {
		return err
	}
	if !object.IsCallable(view) {
		return &missing{Problem{Message: s.out.View + " is not a function: it is of the type " + object.TypeName(view) + ".", Hint: "A view is a function, such as async def book_list(request):, or a class with as_view()."}}
	}
	_, err = object.CallArgs(s.main, servers.Dict.GetName("mount"), view)
	return err
}

// loadURLs loads the file with the program's urlpatterns.
func loadURLs(p *engine.Process, files []engine.File) error {
	for _, d := range definitions(files) {
		if d.name == "urlpatterns" && (d.file == "urls.py" || d.file == "main.py") {
			_, err := p.Load(d.file)
			return err
		}
	}
	return &missing{Problem{Message: "The program has no urlpatterns, so no path leads to a view.", Hint: `Write urlpatterns = [path("books/", book_list)] in urls.py, or name the view's function.`}}
}

// wsgi lets the requests arrive at a pool of workers.
func (s *service) wsgi(answer, address object.Object) error {
	t := s.main
	pool := asyncio.NewExecutor("wsgi", s.out.Workers)
	pool.Shown = pool.Name
	for i, at := range s.moments {
		if wait := s.start + at - t.RT.Sched.Now(); wait > 0 {
			if err := t.Sleep(wait); err != nil {
				return err
			}
		}
		if err := pool.Submit(t, func(w *object.Thread) {
			leave := contextvars.Copy(w).Enter(w)
			defer leave()
			// What a view raises is a failed request; what comes out here has stopped the run, and the main thread is told.
			_, _ = object.CallArgs(w, answer, object.NewInt(int64(i)), address)
		}); err != nil {
			return err
		}
	}
	limit := s.start + s.moments[len(s.moments)-1] + patience
	for s.left > 0 {
		timedOut, err := t.Park(limit)
		if err != nil {
			return err
		}
		if timedOut {
			break
		}
	}
	return nil
}

// asgi lets the requests arrive at an event loop.
func (s *service) asgi(servers *object.Module, address string) error {
	moments := make([]object.Object, len(s.moments))
	for i, at := range s.moments {
		moments[i] = object.Float(at.Seconds())
	}
	coro, err := object.CallArgs(s.main, servers.Dict.GetName("asgi"), object.NewList(moments), object.Float(patience.Seconds()), object.NewStr(address))
	if err != nil {
		return err
	}
	return runLoop(s.p, coro)
}

// settle notes, when the servers have done what they can, what is left: before tasks are cancelled because the program ends.
func (s *service) settle() {
	if c, ok := s.p.Runtime().Trace.(*tracer); ok && s.left > 0 && s.lost.Line == 0 {
		s.lost = c.waiting()
	}
	if s.careless == nil {
		s.careless = append(vm.Lost(s.p.Runtime()), vm.NeverAwaited(s.p.Runtime())...)
	}
}

// runLoop is asyncio.run.
func runLoop(p *engine.Process, coro object.Object) error {
	module, err := p.Import("asyncio")
	if err != nil {
		return err
	}
	_, err = object.CallMethod(p.Thread(), module, "run", coro)
	return err
}

// began(number) says that the thread or task turns to a request.
func (s *service) began(t *object.Thread, args []object.Object, _ *object.Kwargs) (object.Object, error) {
	n, err := object.AsIndex(t, args[0])
	if err != nil {
		return nil, err
	}
	s.number.Set(t, args[0])
	l := &s.lives[n]
	l.began = t.RT.Sched.Now()
	if c, ok := t.RT.Trace.(*tracer); ok {
		if k := asyncio.Current(t); k != nil {
			c.tasks[int32(k.ID)] = &task{request: n, running: true, since: l.began}
		} else {
			l.thread = t
			s.busy++
			c.threads(s.busy)
		}
	}
	return object.None, nil
}

// answered(number, status) says that a request has its answer; it gives how many have none.
func (s *service) answered(t *object.Thread, args []object.Object, _ *object.Kwargs) (object.Object, error) {
	n, err := object.AsIndex(t, args[0])
	if err != nil {
		return nil, err
	}
	status, err := object.AsIndex(t, args[1])
	if err != nil {
		return nil, err
	}
	return s.end(t, n, status), nil
}

// failed(number, exception) says that a request's view has raised, which a server answers with status 500.
func (s *service) failed(t *object.Thread, args []object.Object, _ *object.Kwargs) (object.Object, error) {
	n, err := object.AsIndex(t, args[0])
	if err != nil {
		return nil, err
	}
	if e, ok := args[1].(*object.Exception); ok && s.first == nil {
		s.first = s.p.Describe(e)
	}
	return s.end(t, n, 500), nil
}

func (s *service) end(t *object.Thread, n, status int) object.Object {
	t.Settle()
	l := &s.lives[n]
	l.status, l.end = status, t.RT.Sched.Now()
	if asyncio.Current(t) == nil {
		s.busy--
		l.add(Run, l.began, l.end) // it had its worker all the time
	}
	s.left--
	if s.answers != nil {
		s.answers(len(s.moments) - s.left)
	}
	if s.left == 0 && s.out.Server == WSGI {
		s.main.Unpark()
	}
	return object.NewInt(int64(s.left))
}

// of is the request that t works for just now; -1 for none.
func (s *service) of(t *object.Thread) int {
	if n, ok := object.AsInt(s.number.Get(t)); ok {
		return int(n)
	}
	return -1
}

// statement is told of each statement that has ended.
func (s *service) statement(t *object.Thread, r *sqlite3.Record) {
	if n := s.of(t); n >= 0 {
		s.out.Figures.Statements++
		s.lives[n].add(DB, r.Start, r.End)
	}
}

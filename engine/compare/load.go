package compare

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
)

// An Event is what is told while a load is under way.
type Event struct {
	Type string `json:"type"` // "progress" or "way"
	Way  int    `json:"way"`  // its place among the ways
	// Answered is how many of the requests have their answer: for "progress".
	Answered int `json:"answered"`
	// Served is what the way has come to: for "way".
	Served *Served `json:"served,omitempty"`
}

// stepsEach is how many instructions there are for each request if nobody says otherwise: a view that computes for 8 ms, as computing is charged in a page.
const stepsEach = 400_000

// tells is how often progress is told for each way.
const tells = 20

// Load sends requests to a program's views, for one way after the other. The error is for options that cannot be meant and for failures of our own; what is wrong with the
// program is a Problem of the ways that it concerns. Cancelling ctx ends it; what is done by then is in the report.
func Load(ctx context.Context, p engine.Program, o LoadOptions, run engine.Options, tell func(Event)) (*Report, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if run.Limits.Steps == 0 {
		run.Limits.Steps = max(object.DefaultSteps, int64(o.Requests)*stepsEach)
	}
	moments := o.moments()
	r := &Report{Requests: o.Requests, Rate: o.Rate, Arrivals: o.Arrivals, Seed: o.Seed, Ways: []Served{}}
	for i, w := range o.Ways {
		out := Served{Way: w}
		s := &service{out: &out, moments: moments}
		if tell != nil {
			step, next := max(o.Requests/tells, 1), 0
			s.answers = func(n int) {
				if n >= next {
					next = n + step
					tell(Event{Type: "progress", Way: i, Answered: n})
				}
			}
		}
		if r.Stopped = ctx.Err() != nil; r.Stopped {
			break
		}
		stopped, err := s.run(ctx, p, run)
		if r.Stopped = stopped || ctx.Err() != nil && err != nil; r.Stopped {
			break
		}
		if err != nil {
			return nil, err
		}
		r.Ways = append(r.Ways, out)
		r.End = max(r.End, out.Figures.Total)
		if tell != nil {
			tell(Event{Type: "way", Way: i, Served: &out})
		}
	}
	r.Summary = r.words()
	return r, nil
}

// run serves one way in a process of its own.
func (s *service) run(ctx context.Context, p engine.Program, o engine.Options) (stopped bool, err error) {
	var no *missing
	o.Unrecorded, o.Trace, o.OnEvent, o.Keep, o.After = true, false, nil, false, nil
	o.Main = func(process *engine.Process) error {
		err := s.serve(process, p.Files)
		if m, ok := errors.AsType[*missing](err); ok {
			no = m
			return nil
		}
		return err
	}
	res, err := engine.Run(ctx, p, o)
	if err != nil {
		return false, err
	}
	if res.Stopped == "cancelled" {
		return true, nil
	}
	s.out.Requests = make([]Request, len(s.lives))
	for i := range s.lives {
		l, at := &s.lives[i], s.start+s.moments[i]
		if l.status == 0 {
			s.out.Requests[i] = Request{At: s.moments[i], End: s.moments[i], Spans: []Span{}}
			continue
		}
		spans := l.spans(at, l.end)
		for j := range spans {
			spans[j].From -= s.start
			spans[j].To -= s.start
		}
		s.out.Requests[i] = Request{At: s.moments[i], End: l.end - s.start, Status: l.status, Spans: spans}
	}
	s.out.sum()
	if no != nil {
		s.out.Problem = &no.Problem
	} else {
		s.out.Problem = s.problem(res)
	}
	return false, nil
}

// problem says what went wrong with a way; nil for nothing.
func (s *service) problem(res *engine.Result) *Problem {
	n, f := len(s.moments), &s.out.Figures
	unanswered := n - f.Answered
	switch e := res.Error; {
	case res.Stopped == "deadlock":
		return &Problem{
			Message: fmt.Sprintf("%s: everything waits for something that never comes.", ofAll(unanswered, n, "was never answered", "were never answered")),
			Hint:    "Look at what the view waits for: a lock, an event or a queue that nobody releases, sets or fills.", File: s.lost.File, Line: int(s.lost.Line),
		}
	case res.Stopped == "steps":
		p := &Problem{Message: e.Message, Hint: fmt.Sprintf("%s. If no loop is at fault, try fewer requests, or a view that computes less.", ofAll(unanswered, n, "was not answered by then", "were not answered by then"))}
		p.File, p.Line = e.File, e.Line
		return p
	case e != nil:
		return problemOf(e)
	case unanswered > 0:
		return &Problem{
			Message: fmt.Sprintf("%s within %s simulated minutes.", ofAll(unanswered, n, "was not answered", "were not answered"), strconv.Itoa(int(patience/time.Minute))),
			Hint:    "Let the view wait for less: a real server or its visitors would have given up long before. A lock, an event or a queue that nobody releases, sets or fills never lets it on.", File: s.lost.File, Line: int(s.lost.Line),
		}
	case s.first != nil:
		p := problemOfView(s.first)
		p.Message = fmt.Sprintf("%s with status 500. The view raised %s", ofAll(f.Failed, n, "was answered", "were answered"), p.Message)
		return p
	case s.all(404):
		p := &Problem{Message: "Every request was answered with status 404, not found.", Hint: "The view says so itself: it raises Http404, or get_object_or_404() finds no row."}
		if strings.HasPrefix(s.out.View, "/") {
			p.Hint = "Does " + s.out.View + " stand in urlpatterns, with the slash at its end? Or does its view raise Http404?"
		}
		return p
	case f.Failed > 0:
		return &Problem{Message: ofAll(f.Failed, n, "was answered", "were answered") + " with a status of 500 or above."}
	}
	if len(s.careless) > 0 {
		return forgotten(s.careless[0], "view")
	}
	return nil
}

// forgotten is the Problem that a coroutine was never awaited.
func forgotten(c vm.Unawaited, where string) *Problem {
	return &Problem{
		Message: "RuntimeWarning: coroutine '" + c.Name + "' was never awaited.",
		Hint:    "What is not awaited does not happen: this " + where + " seems faster than it is.", File: c.File, Line: c.Line,
	}
}

func (s *service) all(status int) bool {
	for i := range s.lives {
		if s.lives[i].status != status {
			return false
		}
	}
	return true
}

// problemOf is an exception as a Problem, or what has ended a run.
func problemOf(e *engine.Error) *Problem {
	p := &Problem{Message: e.Type[strings.LastIndexByte(e.Type, '.')+1:] + ": " + e.Message, Hint: e.Hint, File: e.File, Line: e.Line}
	if e.Type == "Stopped" { // no exception
		p.Message = e.Message
	}
	if strings.HasSuffix(e.Type, "OperationalError") && strings.HasSuffix(e.Message, "is locked") {
		p.Hint = "SQLite lets one connection write at a time. Others wait for up to 5 s, but one that has read in its transaction before it writes is refused at once. PostgreSQL would let it wait for the row."
	}
	return p
}

// problemOfView is the same with what can be said because it is a view's.
func problemOfView(e *engine.Error) *Problem {
	p := problemOf(e)
	if p.Hint != "" {
		return p
	}
	switch e.Type[strings.LastIndexByte(e.Type, '.')+1:] {
	case "SystemExit", "KeyboardInterrupt", "CancelledError":
		p.Hint = "This is no Exception, so Django makes no page of it, and a server's worker or task would end. Return a response, or raise an Exception."
	case "AttributeError":
		if strings.HasSuffix(e.Message, "object has no attribute 'status_code'") {
			p.Hint = "A view returns an HttpResponse, a JsonResponse or another response of django.http."
		}
	case "TypeError":
		if strings.Contains(e.Message, "positional argument") {
			p.Hint = "A view is called with the request alone. For one that takes parts of the address, name a path instead, such as /books/1/."
		}
	}
	return p
}

// ofAll is "3 of 100 requests were …", "The request was …" or "All 100 requests were …".
func ofAll(n, all int, one, more string) string {
	switch {
	case all == 1:
		return "The request " + one
	case n == all:
		return fmt.Sprintf("All %d requests %s", all, more)
	case n == 1:
		return fmt.Sprintf("1 of %d requests %s", all, one)
	}
	return fmt.Sprintf("%d of %d requests %s", n, all, more)
}

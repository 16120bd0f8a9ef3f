package compare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
)

const models = `from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=100)
    pages = models.IntegerField()
`

const seed = `from books.models import Book

Book.objects.bulk_create([Book(title=f"Book {n}", pages=n) for n in range(40, 900, 80)])
`

const views = `import asyncio
import os
import time

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse

from books.models import Book


def sync_view(request):
    return JsonResponse({"books": list(Book.objects.values_list("title", flat=True))})


async def async_view(request):
    return JsonResponse({"books": [t async for t in Book.objects.values_list("title", flat=True)]})


async def three_in_turn(request):
    for _ in range(3):
        await Book.objects.acount()
    return HttpResponse()


async def three_gathered(request):
    await asyncio.gather(*[Book.objects.acount() for _ in range(3)])
    return HttpResponse()


async def sleeps(request):
    await asyncio.sleep(0.025)
    return HttpResponse()


async def time_sleep(request):
    time.sleep(0.025)
    return HttpResponse()


async def time_sleep_first(request):
    time.sleep(0.010)
    await Book.objects.acount()
    return HttpResponse()


async def computes(request):
    n = 0
    for _ in range(1000):
        n += 1
    return HttpResponse()


def computes_sync(request):
    n = 0
    for _ in range(1000):
        n += 1
    return HttpResponse()


async def unsafe(request):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return HttpResponse(Book.objects.count())


served = 0


async def fails_every_third(request):
    global served
    served += 1
    number = served
    await Book.objects.acount()
    if number % 3 == 0:
        raise ValueError("the third")
    return HttpResponse()


def streams(request):
    def parts():
        for _ in range(3):
            time.sleep(0.010)
            yield "part"

    return StreamingHttpResponse(parts())


async def streams_async(request):
    async def parts():
        for _ in range(3):
            await asyncio.sleep(0.010)
            yield "part"

    return StreamingHttpResponse(parts())


def plain():
    return Book.objects.count()


async def aplain():
    return await Book.objects.acount()
`

func program(extra ...engine.File) engine.Program {
	return engine.Program{Files: append([]engine.File{{Name: "models.py", Text: models}, {Name: "seed.py", Text: seed}, {Name: "views.py", Text: views}}, extra...)}
}

const S = 25 * time.Millisecond

func load(t *testing.T, p engine.Program, o compare.LoadOptions) *compare.Report {
	t.Helper()
	r, err := compare.Load(context.Background(), p, o, engine.Options{Latency: S}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Ways {
		for n := range r.Ways[i].Requests {
			tiles(t, &r.Ways[i].Requests[n])
		}
	}
	return r
}

// tiles checks that a request is in one state from its arrival to its answer.
func tiles(t *testing.T, r *compare.Request) {
	t.Helper()
	at := r.At
	for _, s := range r.Spans {
		if s.From != at || s.To <= s.From {
			t.Fatalf("spans with gaps or overlaps: %v", r.Spans)
		}
		at = s.To
	}
	if at != r.End {
		t.Fatalf("the spans end at %v, the request at %v", at, r.End)
	}
}

func one(t *testing.T, p engine.Program, n int, arrivals compare.Arrivals, rate float64, w compare.Way) *compare.Served {
	t.Helper()
	r := load(t, p, compare.LoadOptions{Requests: n, Rate: rate, Arrivals: arrivals, Ways: []compare.Way{w}})
	return &r.Ways[0]
}

// TestTogether holds n requests that arrive at once to what a simple queue comes to.
func TestTogether(t *testing.T) {
	p := program()
	for _, w := range []int{1, 3, 4, 7} {
		for _, view := range []string{"sync_view", "async_view", "plain"} {
			got := one(t, p, 20, compare.Together, 0, compare.Way{Server: compare.WSGI, View: view, Workers: w})
			for k, r := range got.Requests {
				rounds := time.Duration((k + w) / w) // ⌈(k+1)/W⌉
				if r.End != rounds*S || r.In(compare.Queue) != (rounds-1)*S || r.In(compare.DB) != S {
					t.Errorf("%s, %d workers: request %d of %d: answered at %v, want %v; %v", view, w, k+1, 20, r.End, rounds*S, r.Spans)
				}
			}
			if f := got.Figures; f.Threads != w || f.Statements != 20 || f.Waiting != 20 {
				t.Errorf("%s, %d workers: %+v", view, w, f)
			}
		}
	}
	for _, view := range []string{"sync_view", "async_view", "sleeps", "plain", "aplain"} {
		got := one(t, p, 20, compare.Together, 0, compare.Way{Server: compare.ASGI, View: view})
		for k, r := range got.Requests {
			if r.End != S || r.In(compare.Queue) != 0 {
				t.Errorf("%s under ASGI: request %d answered at %v, want %v; %v", view, k+1, r.End, S, r.Spans)
			}
		}
		if threads := got.Figures.Threads; view != "sleeps" && threads != 20 || view == "sleeps" && threads != 0 {
			t.Errorf("%s under ASGI: %d threads", view, threads)
		}
	}
	// Three queries of one request take three latencies, gathered or not: they share the request's thread. Those of different requests overlap.
	for _, view := range []string{"three_in_turn", "three_gathered"} {
		for k, r := range one(t, p, 9, compare.Together, 0, compare.Way{Server: compare.ASGI, View: view}).Requests {
			if r.End != 3*S || r.In(compare.DB) != 3*S {
				t.Errorf("%s: request %d answered at %v, want %v; %v", view, k+1, r.End, 3*S, r.Spans)
			}
		}
	}
	for view, state := range map[string]compare.State{"time_sleep": compare.Run, "unsafe": compare.DB} {
		got := one(t, p, 20, compare.Together, 0, compare.Way{Server: compare.ASGI, View: view})
		for k, r := range got.Requests {
			if want := time.Duration(k+1) * S; r.End != want || r.In(state) != S || r.In(compare.Queue) != want-S {
				t.Errorf("%s under ASGI: request %d answered at %v, want %v; %v", view, k+1, r.End, want, r.Spans)
			}
		}
		if f := got.Figures; time.Duration(f.Blocked) != 20*S {
			t.Errorf("%s: the loop was blocked for %v, want %v", view, time.Duration(f.Blocked), 20*S)
		}
	}
	// The k-th sleeps after k-1 others, 10 ms each, and then sends its statement; the loop is free again when all five have slept.
	// That is when the first answers can be given, however early their statements have ended.
	for k, r := range one(t, p, 5, compare.Together, 0, compare.Way{Server: compare.ASGI, View: "time_sleep_first"}).Requests {
		sleep := 10 * time.Millisecond
		if begun := time.Duration(k+1) * sleep; r.In(compare.Run) != sleep || r.In(compare.DB) != S || r.End != max(begun+S, 5*sleep) {
			t.Errorf("time_sleep_first: request %d answered at %v; %v", k+1, r.End, r.Spans)
		}
	}
}

// TestStreaming: an answer has its end when its last part has been made. Django makes all parts of a sync iterator on the request's thread first when it serves it
// asynchronously, and the other way round on an event loop of the answer's own.
func TestStreaming(t *testing.T) {
	all := 30 * time.Millisecond
	for _, view := range []string{"streams", "streams_async"} {
		for k, r := range one(t, program(), 6, compare.Together, 0, compare.Way{Server: compare.ASGI, View: view}).Requests {
			if r.End != all {
				t.Errorf("%s under ASGI: request %d answered at %v, want %v; %v", view, k+1, r.End, all, r.Spans)
			}
		}
		for k, r := range one(t, program(), 6, compare.Together, 0, compare.Way{Server: compare.WSGI, View: view, Workers: 2}).Requests {
			if want := time.Duration(k/2+1) * all; r.End != want {
				t.Errorf("%s under WSGI: request %d answered at %v, want %v; %v", view, k+1, r.End, want, r.Spans)
			}
		}
	}
}

// TestComputing: a computation blocks the loop. The threads of one process compute one at a time too, but take turns of 5 ms, as CPython's do.
func TestComputing(t *testing.T) {
	const n, workers = 10, 4
	ends := func(w compare.Way) []time.Duration {
		r, err := compare.Load(context.Background(), program(), compare.LoadOptions{Requests: n, Arrivals: compare.Together, Ways: []compare.Way{w}}, engine.Options{Latency: S, StepCost: 10 * time.Microsecond}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var out []time.Duration
		for _, x := range r.Ways[0].Requests {
			out = append(out, x.End)
			if x.In(compare.Run) < 20*time.Millisecond {
				t.Errorf("%v computes for %v", w, x.In(compare.Run))
			}
		}
		return out
	}
	loop := ends(compare.Way{Server: compare.ASGI, View: "computes"})
	c := loop[0] // what one of them computes
	if c < 20*time.Millisecond || c > 25*time.Millisecond {
		t.Fatalf("a request computes for %v", c)
	}
	for k, end := range loop {
		if want := time.Duration(k+1) * c; (end - want).Abs() > n*time.Millisecond {
			t.Errorf("on the loop, request %d is answered at %v, want %v", k+1, end, want)
		}
	}
	// Each request has a thread: all advance together, and none is done before all nearly are.
	for k, end := range ends(compare.Way{Server: compare.ASGI, View: "computes_sync"}) {
		if end < (n-2)*c || end > n*(c+time.Millisecond)+5*time.Millisecond {
			t.Errorf("on a thread of its own, request %d is answered at %v of %v", k+1, end, n*c)
		}
	}
	// The first requests share the time with those that have the other workers.
	wsgi := ends(compare.Way{Server: compare.WSGI, View: "computes_sync", Workers: workers})
	if first, last := wsgi[0], wsgi[n-1]; first < (workers-1)*c || first > workers*c || (last-n*c).Abs() > n*time.Millisecond {
		t.Errorf("WSGI: %v, one computes for %v", wsgi, c)
	}
}

// TestEven: an async view that only waits answers every request after S, whatever the rate; a view that blocks for S is a server of rate 1/S.
func TestEven(t *testing.T) {
	p := program()
	for _, rate := range []float64{10, 40, 400} {
		gap := time.Duration(float64(time.Second) / rate)
		for k, r := range one(t, p, 30, compare.Even, rate, compare.Way{Server: compare.ASGI, View: "async_view"}).Requests {
			if at := time.Duration(k) * gap; r.At != at || r.End != at+S {
				t.Errorf("rate %v: request %d: %v to %v, want %v to %v", rate, k+1, r.At, r.End, at, at+S)
			}
		}
		free := time.Duration(0)
		for k, r := range one(t, p, 30, compare.Even, rate, compare.Way{Server: compare.ASGI, View: "time_sleep"}).Requests {
			free = max(free, time.Duration(k)*gap) + S
			if r.End != free {
				t.Errorf("rate %v, blocking: request %d answered at %v, want %v", rate, k+1, r.End, free)
			}
		}
		workers := make([]time.Duration, 3) // when each is free
		for k, r := range one(t, p, 30, compare.Even, rate, compare.Way{Server: compare.WSGI, View: "sync_view", Workers: 3}).Requests {
			slices.Sort(workers)
			workers[0] = max(workers[0], time.Duration(k)*gap) + S
			if r.End != workers[0] {
				t.Errorf("rate %v, 3 workers: request %d answered at %v, want %v", rate, k+1, r.End, workers[0])
			}
		}
	}
}

// TestFigures reckons the figures of 20 requests, 4 workers: five groups of four with latencies S, 2S, 3S, 4S, 5S.
func TestFigures(t *testing.T) {
	f := one(t, program(), 20, compare.Together, 0, compare.Way{Server: compare.WSGI, View: "sync_view", Workers: 4}).Figures
	want := compare.Figures{
		Answered: 20, Total: compare.Millis(5 * S), Throughput: 160, // 20 in 125 ms
		P50: compare.Millis(3 * S), // the 10th of 20
		P95: compare.Millis(5 * S), // the 19th
		P99: compare.Millis(5 * S), // the 20th
		Max: compare.Millis(5 * S), Mean: compare.Millis(3 * S), Queued: compare.Millis(2 * S), DB: compare.Millis(S),
		Waiting: 20, Threads: 4, Statements: 20,
	}
	if f != want {
		t.Errorf("got  %+v\nwant %+v", f, want)
	}
}

func TestDeterministic(t *testing.T) {
	o := compare.LoadOptions{Requests: 60, Rate: 80, Seed: 7, Ways: []compare.Way{{Server: compare.WSGI, View: "sync_view"}, {Server: compare.ASGI, View: "time_sleep_first"}}}
	a, b := load(t, program(), o), load(t, program(), o)
	if !reflect.DeepEqual(a, b) {
		t.Error("the same seed gives two reports")
	}
	o.Seed = 8
	if c := load(t, program(), o); reflect.DeepEqual(a.Ways[0].Requests, c.Ways[0].Requests) {
		t.Error("another seed gives the same arrivals")
	}
	mean := a.Ways[0].Requests[59].At.Seconds() / 59
	if mean < 0.5/80 || mean > 2.0/80 {
		t.Errorf("80 a second should have about 12.5 ms between them; the mean is %v s", mean)
	}
	for i := range a.Ways[0].Requests {
		if a.Ways[0].Requests[i].At != a.Ways[1].Requests[i].At {
			t.Fatal("the ways have different arrivals")
		}
	}
}

func TestViews(t *testing.T) {
	urls := engine.File{Name: "urls.py", Text: "from django.urls import path\nfrom books import views\nurlpatterns = [path('books/', views.async_view)]\n"}
	classes := engine.File{Name: "pages.py", Text: "from django.http import HttpResponse\nfrom django.views import View\nfrom books.models import Book\n\nclass Books(View):\n    async def get(self, request):\n        return HttpResponse(await Book.objects.acount())\n"}
	main := engine.File{Name: "main.py", Text: "import asyncio\nfrom books.models import Book\n\nasync def listed(request):\n    from django.http import HttpResponse\n    return HttpResponse(await Book.objects.acount())\n\nprint('not heard', Book.objects.count())\nif __name__ == '__main__':\n    raise SystemExit('not run')\n"}
	for _, view := range []string{"/books/", "views.async_view", "books.views.async_view", "Books", "listed"} {
		got := one(t, program(urls, classes, main), 4, compare.Together, 0, compare.Way{Server: compare.ASGI, View: view})
		if got.Problem != nil || got.Figures.Answered != 4 || time.Duration(got.Figures.Max) != S {
			t.Errorf("%s: %+v %+v", view, got.Problem, got.Figures)
		}
	}
}

func TestProblems(t *testing.T) {
	file := func(text string) engine.File { return engine.File{Name: "pages.py", Text: text} }
	for _, c := range []struct {
		name    string
		way     compare.Way
		file    string
		message string
		hint    string
		line    int
	}{
		{"missing", compare.Way{View: "bok_list"}, "def book_list(request): ...\n", "The program has no function bok_list().", "It defines book_list, ", 0},
		{"not a function", compare.Way{View: "pages.x"}, "x = 3\n", "pages.x is not a function: it is of the type int.", "", 0},
		{"raises", compare.Way{View: "v"}, "def v(request):\n    raise ValueError('no')\n", "All 3 requests were answered with status 500. The view raised ValueError: no", "", 2},
		{"sync ORM", compare.Way{View: "v", Server: compare.ASGI}, "from books.models import Book\nasync def v(request):\n    Book.objects.count()\n", "All 3 requests were answered with status 500. The view raised SynchronousOnlyOperation: You cannot call this from an async context - use a thread or sync_to_async.", "refuses", 3},
		{"returns nothing", compare.Way{View: "v"}, "def v(request):\n    pass\n", "All 3 requests were answered with status 500. The view raised ValueError: The view books.pages.v didn't return an HttpResponse object. It returned None instead.", "", 0},
		{"arguments", compare.Way{View: "v"}, "def v(request, pk):\n    pass\n", "All 3 requests were answered with status 500. The view raised TypeError: v() missing 1 required positional argument: 'pk'", "/books/1/", 0},
		{"syntax", compare.Way{View: "v"}, "def v(request):\n    return (\n", "SyntaxError: '(' was never closed", "", 2},
		{"loops", compare.Way{View: "v", Server: compare.ASGI}, "async def v(request):\n    while True:\n        pass\n", "stopped after 2,000,000 steps", "All 3 requests were not answered by then", 2},
		{"loops in a thread", compare.Way{View: "v"}, "def v(request):\n    while True:\n        pass\n", "stopped after 2,000,000 steps", "All 3 requests were not answered by then", 2},
		{"never ends", compare.Way{View: "v", Server: compare.ASGI}, "import asyncio\nasync def v(request):\n    await asyncio.sleep(10 ** 6)\n", "All 3 requests were not answered within 10 simulated minutes.", "", 3},
		{"never ends in a thread", compare.Way{View: "v"}, "import time\ndef v(request):\n    time.sleep(10 ** 6)\n", "All 3 requests were not answered within 10 simulated minutes.", "", 3},
		{"waits for nothing", compare.Way{View: "v", Server: compare.ASGI}, "import asyncio\nasync def v(request):\n    await asyncio.Event().wait()\n", "All 3 requests were not answered within 10 simulated minutes.", "", 3},
		{"ends the process", compare.Way{View: "v"}, "def v(request):\n    raise SystemExit(2)\n", "All 3 requests were answered with status 500. The view raised SystemExit: 2", "no Exception", 2},
		{"cancels itself", compare.Way{View: "v", Server: compare.ASGI}, "import asyncio\nasync def v(request):\n    raise asyncio.CancelledError\n", "All 3 requests were answered with status 500. The view raised CancelledError", "no Exception", 3},
		{"spins", compare.Way{View: "v", Server: compare.ASGI}, "import asyncio\nasync def v(request):\n    while True:\n        await asyncio.sleep(0)\n", "stopped after 2,000,000 steps", "All 3 requests were not answered by then", 3},
		{"waits for a lock", compare.Way{View: "v", Server: compare.ASGI}, "import asyncio\nasync def v(request):\n    lock = asyncio.Lock()\n    await lock.acquire()\n    await lock.acquire()\n", "All 3 requests were not answered within 10 simulated minutes.", "nobody releases", 5},
		{"no response", compare.Way{View: "v"}, "def v(request):\n    return 3\n", "All 3 requests were answered with status 500. The view raised AttributeError: 'int' object has no attribute 'status_code'", "returns an HttpResponse", 0},
		{"raises 404", compare.Way{View: "v"}, "from django.http import Http404\ndef v(request):\n    raise Http404\n", "Every request was answered with status 404, not found.", "raises Http404", 0},
		{"no urlpatterns", compare.Way{View: "/books/"}, "", "The program has no urlpatterns, so no path leads to a view.", "urls.py", 0},
		{"no such path", compare.Way{View: "/bokos/"}, "from django.urls import path\nfrom books.views import sync_view\nurlpatterns = [path('books/', sync_view)]\n", "Every request was answered with status 404, not found.", "/bokos/", 0},
		{"two writers", compare.Way{View: "v"}, "from django.db import transaction\nfrom django.http import HttpResponse\nfrom books.models import Book\ndef v(request):\n    with transaction.atomic():\n        n = Book.objects.count()\n        Book.objects.create(title='x', pages=n)\n    return HttpResponse()\n", "2 of 3 requests were answered with status 500. The view raised OperationalError: database is locked", "one connection write at a time", 7},
		{"forgotten await of its own", compare.Way{View: "v", Server: compare.ASGI}, "from django.http import HttpResponse\nasync def f(): pass\nasync def v(request):\n    f()\n    return HttpResponse()\n", "RuntimeWarning: coroutine 'f'", "seems faster", 4},
		{"forgotten await", compare.Way{View: "v", Server: compare.ASGI}, "from django.http import HttpResponse\nfrom books.models import Book\nasync def v(request):\n    Book.objects.acount()\n    return HttpResponse()\n", "RuntimeWarning: coroutine", "seems faster", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.way.Server == "" {
				c.way.Server = compare.WSGI
			}
			o := compare.LoadOptions{Requests: 3, Rate: 100, Ways: []compare.Way{c.way}}
			if c.name == "two writers" {
				o.Arrivals = compare.Together
			}
			f := file(c.file)
			if strings.Contains(c.file, "urlpatterns") {
				f.Name = "urls.py"
			}
			r, err := compare.Load(context.Background(), program(f), o, engine.Options{Latency: S, Limits: engine.Limits{Steps: 2_000_000}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			p := r.Ways[0].Problem
			if p == nil || !strings.HasPrefix(p.Message, c.message) || !strings.Contains(p.Hint, c.hint) || c.line != p.Line {
				t.Errorf("got %+v", p)
			}
			if p != nil && p.Line != 0 && p.File != "pages.py" {
				t.Errorf("it is in %q", p.File)
			}
		})
	}
}

func TestOptions(t *testing.T) {
	good := compare.LoadOptions{Requests: 3, Rate: 100, Ways: []compare.Way{{Server: compare.WSGI, View: "sync_view"}}}
	for _, c := range []struct {
		change func(o *compare.LoadOptions)
		want   string
	}{
		{func(o *compare.LoadOptions) { o.Requests = 0 }, "The number of requests is 0; it must be from 1 to 500."},
		{func(o *compare.LoadOptions) { o.Requests = 501 }, "The number of requests is 501; it must be from 1 to 500."},
		{func(o *compare.LoadOptions) { o.Rate = -1 }, "The rate is -1 requests a second; it must be from 0.01 to 10000."},
		{func(o *compare.LoadOptions) { o.Rate = 1e-9 }, "The rate is 1e-09 requests a second; it must be from 0.01 to 10000."},
		{func(o *compare.LoadOptions) { o.Arrivals = "late" }, `Requests cannot arrive "late"; they arrive random, even or together.`},
		{func(o *compare.LoadOptions) { o.Ways = nil }, "There are 0 ways of serving to compare; there must be from 1 to 8."},
		{func(o *compare.LoadOptions) { o.Ways[0].View = "" }, "The view of way 1 is missing: write the name of a function, such as book_list, or a path, such as /books/."},
		{func(o *compare.LoadOptions) { o.Ways[0].Server = "cgi" }, `The server of way 1 is "cgi"; it must be wsgi or asgi.`},
		{func(o *compare.LoadOptions) { o.Ways[0].Workers, o.Ways[0].Label = 100, "Many" }, `The number of workers of "Many" is 100; it must be from 1 to 64.`},
	} {
		o := good
		o.Ways = slices.Clone(good.Ways)
		c.change(&o)
		_, err := compare.Load(context.Background(), program(), o, engine.Options{}, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestEvents(t *testing.T) {
	var got []string
	o := compare.LoadOptions{Requests: 40, Rate: 100, Ways: []compare.Way{{Server: compare.WSGI, View: "sync_view"}, {Server: compare.ASGI, View: "async_view"}}}
	ctx, cancel := context.WithCancel(context.Background())
	r, err := compare.Load(ctx, program(), o, engine.Options{Latency: S}, func(e compare.Event) {
		got = append(got, fmt.Sprint(e.Type, e.Way, e.Answered))
		if e.Type == "way" {
			cancel()
		}
	})
	if err != nil || !r.Stopped || len(r.Ways) != 1 {
		t.Errorf("stopped after the first way: %+v %v", r, err)
	}
	if len(got) < tells || got[0] != "progress0 1" || got[len(got)-1] != "way0 0" {
		t.Errorf("told %v", got)
	}
}

const tells = 20

func TestJSON(t *testing.T) {
	r := load(t, program(), compare.LoadOptions{Requests: 2, Arrivals: compare.Together, Ways: []compare.Way{{Label: "One", Server: compare.WSGI, View: "sync_view", Workers: 1}}})
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"requests":2,"rate":0,"arrivals":"together","seed":0,"end":50,"ways":[{"label":"One","server":"wsgi","view":"sync_view","workers":1,` +
		`"requests":[{"at":0,"end":25,"status":200,"spans":[["db",0,25]]},{"at":0,"end":50,"status":200,"spans":[["queue",0,25],["db",25,50]]}],` +
		`"figures":{"answered":2,"failed":0,"total":50,"throughput":40,"p50":25,"p95":50,"p99":50,"max":50,"mean":37.5,"queued":12.5,"db":25,"busy":0,"waiting":2,"threads":1,"statements":2,"blocked":0},` +
		`"problem":null}],"summary":["Of 2 requests, 95 % were answered within 50 ms with “One”.","“One”: up to 2 requests were there at once for 1 worker, so a request waited 12.5 ms for one on average."],"stopped":false}`
	if !bytes.Equal(data, []byte(want)) {
		t.Errorf("got  %s\nwant %s", data, want)
	}
}

package engine_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/latency"
	"github.com/asyncshelf/asyncshelf/engine/trace"
)

const ms = time.Millisecond

// What the clock shows at the end is the arithmetic of latencies and sleeps, to the nanosecond.
func TestVirtualTimeIsArithmetic(t *testing.T) {
	head := "import asyncio, os, time\nfrom asgiref.sync import ThreadSensitiveContext, sync_to_async\nfrom books.models import Book\n\nasync def request():\n    async with ThreadSensitiveContext():\n        return await Book.objects.acount()\n\n"
	for _, c := range []struct {
		name, main string
		want       float64 // ms, at a latency of 100 ms
	}{
		{"no query", "Book.objects.all()", 0},
		{"one", "await Book.objects.acount()", 100},
		{"two in turn", "await Book.objects.acount()\nawait Book.objects.acount()", 200},
		{"three gathered in one context: one thread, three latencies", "await asyncio.gather(*(Book.objects.acount() for _ in range(3)))", 300},
		{"three tasks share the context's thread too", "async with asyncio.TaskGroup() as g:\n    for _ in range(3): g.create_task(Book.objects.acount())", 300},
		{"three requests overlap", "await asyncio.gather(*(asyncio.create_task(request()) for _ in range(3)))", 100},
		{"thread_sensitive=False runs at the same time", "f = sync_to_async(Book.objects.count, thread_sensitive=False)\nawait asyncio.gather(f(), f(), f())", 100},
		{"a sleep beside a query", "await asyncio.gather(Book.objects.acount(), asyncio.sleep(0.07))", 100},
		{"sync queries", "def f():\n    Book.objects.count(); Book.objects.count()\nawait sync_to_async(f)()", 200},
		{"time.sleep stops all", "async def b(): time.sleep(0.05)\nawait asyncio.gather(asyncio.sleep(0.05), b(), b())", 100},
		{"a transaction's own statements are free", "from django.db import transaction\ndef f():\n    with transaction.atomic():\n        Book.objects.count()\nawait sync_to_async(f)()", 100},
		{"a loop that spins lets time pass", "k = asyncio.create_task(Book.objects.acount())\nwhile not k.done():\n    await asyncio.sleep(0)", 100},
		{"sync queries under the loop block it", "os.environ['DJANGO_ALLOW_ASYNC_UNSAFE'] = '1'\nasync def b(): Book.objects.count()\nawait asyncio.gather(asyncio.sleep(0.1), b(), b())", 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, cost := range []time.Duration{0, 20} { // the cost of computing does not show where there is little of it
				r := run(t, program(head+c.main+"\n"), engine.Options{Latency: 100 * ms, StepCost: cost})
				if r.Error != nil {
					t.Fatalf("%s", r.Error.Traceback)
				}
				if strings.HasPrefix(c.name, "a loop") {
					// Turns are whole, and there are a few between the end of a query and the task's.
					if r.VirtualMS < c.want || r.VirtualMS > c.want+0.5 {
						t.Errorf("%v ms, want %v", r.VirtualMS, c.want)
					}
				} else if r.VirtualMS != c.want {
					t.Errorf("%v ms, want %v (a step costs %v)", r.VirtualMS, c.want, cost)
				}
			}
		})
	}
}

func TestLatencyByTableAndDistribution(t *testing.T) {
	main := "from books.models import Book\nBook.objects.count()\nBook.objects.create(title='x', pages=1)\n"
	r := run(t, program(main), engine.Options{Latencies: &latency.Model{Mean: 10 * ms, Tables: map[string]time.Duration{"books_book": 3 * ms}}})
	if r.VirtualMS != 6 {
		t.Errorf("two statements about a table of 3 ms took %v ms", r.VirtualMS)
	}
	times := func(seed uint64) string {
		r := run(t, program(main+"for _ in range(20): Book.objects.count()\n"), engine.Options{Latencies: &latency.Model{Mean: 10 * ms, Spread: latency.Exponential, Seed: seed}})
		var b strings.Builder
		for _, q := range r.Queries {
			fmt.Fprint(&b, q.End-q.Start, " ")
		}
		return b.String()
	}
	if a, b, c := times(1), times(1), times(2); a != b || a == c {
		t.Errorf("seeds: %s / %s / %s", a, b, c)
	}
	asked := ""
	run(t, program(main), engine.Options{Latencies: &latency.Model{Func: func(sql string) time.Duration { asked += sql[:6] + " "; return ms }}})
	if asked != "SELECT INSERT " {
		t.Errorf("the function was asked about %q", asked)
	}
}

// A long computation between two awaits blocks the loop for as long as it takes, at its line.
func TestComputingBlocks(t *testing.T) {
	main := "import asyncio\n\nasync def busy():\n    n = 0\n    for i in range(1_000_000):\n        n += i\n\nasync def main():\n    await asyncio.gather(asyncio.sleep(0.001), busy())\n\nasyncio.run(main())\n"
	var blocked []trace.Event
	o := engine.Options{StepCost: 20, Trace: true, OnEvent: func(e engine.Event) {
		if e.Kind == trace.Blocked {
			blocked = append(blocked, e.Event)
		}
	}}
	r := run(t, program(main), o)
	want := float64(r.Steps) * 20 / 1e6
	if r.VirtualMS < want-1.5 || r.VirtualMS > want || r.VirtualMS != float64(int(r.VirtualMS)) {
		t.Errorf("%d steps took %v ms of virtual time", r.Steps, r.VirtualMS)
	}
	if len(blocked) != 1 || blocked[0].Cause != trace.ByWork || blocked[0].Line < 5 || blocked[0].Line > 6 || blocked[0].Task != 3 {
		t.Errorf("blocked: %+v", blocked)
	}
	if again := run(t, program(main), o); again.VirtualMS != r.VirtualMS {
		t.Errorf("%v ms, then %v ms", r.VirtualMS, again.VirtualMS)
	}
	// Without the option computing is free.
	o.StepCost = 0
	if r := run(t, program(main), o); r.VirtualMS != 1 {
		t.Errorf("without a cost it took %v ms", r.VirtualMS)
	}
}

// A database is done at its own time, also when the program was busy then.
func TestComputingDoesNotStretchStatements(t *testing.T) {
	r := run(t, program("import asyncio\nfrom books.models import Book\n\nk = asyncio.create_task(Book.objects.acount())\nawait asyncio.sleep(0.001)\nfor i in range(3_000_000): pass\nawait k\n"), engine.Options{Latency: 5 * ms, StepCost: 20})
	if r.Error != nil || r.Queries[0].End != 5 || r.VirtualMS < 30 {
		t.Errorf("the statement ended at %v of %v ms (error %+v)", r.Queries[0].End, r.VirtualMS, r.Error)
	}
}

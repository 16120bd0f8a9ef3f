package compare_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
)

func both(t *testing.T, callers int, funcs ...string) *compare.BothReport {
	t.Helper()
	o := compare.BothOptions{Callers: callers}
	for _, f := range funcs {
		o.Calls = append(o.Calls, compare.Call{Func: f})
	}
	more := engine.File{Name: "ways.py", Text: `import asyncio
import time

from books.models import Book


async def three_async():
    for _ in range(3):
        await Book.objects.acount()


async def blocks():
    time.sleep(0.05)


def raises():
    Book.objects.get(pk=0)


def needs(pk):
    pass

async def yields():
    yield 1

async def forgets():
    Book.objects.acount()

async def waits():
    await asyncio.Event().wait()
`}
	r, err := compare.Both(context.Background(), program(more), o, engine.Options{Latency: S})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBoth(t *testing.T) {
	for _, c := range []struct {
		callers     int
		async, sync time.Duration
		first       string
	}{
		{1, S, S, "For a single caller each takes 25 ms: async does not make the database faster."},
		{4, S, 4 * S, "All 4 callers have their answers from aplain() after 25 ms and from plain() after 100 ms."},
	} {
		r := both(t, c.callers, "aplain", "plain")
		a, s := r.Ways[0], r.Ways[1]
		if !a.Async || s.Async || a.Problem != nil || s.Problem != nil {
			t.Fatalf("%+v %+v", a, s)
		}
		if a.Timeline.End != c.async || s.Timeline.End != c.sync || time.Duration(r.End) != c.sync {
			t.Errorf("%d callers: %v and %v", c.callers, a.Timeline.End, s.Timeline.End)
		}
		if f := a.Timeline.Figures; f.Free != c.async || f.Statements != c.callers {
			t.Errorf("%d callers: %+v", c.callers, f)
		}
		if len(r.Summary) != 3 || r.Summary[0] != c.first {
			t.Errorf("%q", r.Summary)
		}
		for i, w := range r.View().Ways {
			svg := w.Picture
			// One scale: the bar of a statement of 25 ms has the same width in both.
			width := map[int]string{1: `width="100%"`, 4: `width="25%"`}[c.callers]
			if !strings.Contains(svg, `<rect class="tl-query" x="0%" y="`) || !strings.Contains(svg, width) {
				t.Errorf("%d callers, picture %d: %s", c.callers, i, svg)
			}
		}
	}
}

// Three queries of one caller queue on its thread; those of different callers overlap.
func TestBothContexts(t *testing.T) {
	r := both(t, 5, "three_async")
	if got := r.Ways[0].Timeline.End; got != 3*S {
		t.Errorf("5 callers with 3 queries each: %v", got)
	}
	if r := both(t, 2, "blocks"); !strings.Contains(strings.Join(r.Summary, " "), "blocked for 100 ms of 100 ms") {
		t.Errorf("%q", r.Summary)
	}
}

func TestBothProblems(t *testing.T) {
	for name, want := range map[string][2]string{
		"raises":  {"DoesNotExist: Book matching query does not exist.", ""},
		"nothing": {"The program has no function nothing().", "check the spelling"},
		"needs":   {"TypeError: needs() missing 1 required positional argument: 'pk'", "called without arguments"},
		"yields":  {"yields() is a generator: calling it runs nothing of it.", "async for"},
		"forgets": {"RuntimeWarning: coroutine 'QuerySet.acount' was never awaited.", "seems faster"},
		"waits":   {"stopped: every task and thread waits for another, so the program can never go on", "nobody releases"},
	} {
		r := both(t, 2, name, "plain")
		if p := r.Ways[0].Problem; p == nil || p.Message != want[0] || !strings.Contains(p.Hint, want[1]) {
			t.Errorf("%s: %+v", name, p)
		}
		if r.Ways[1].Problem != nil || len(r.Summary) == 0 {
			t.Errorf("%s: the other way has its report too: %+v", name, r)
		}
	}
	for _, o := range []compare.BothOptions{{Callers: -1, Calls: []compare.Call{{Func: "plain"}}}, {Callers: 21, Calls: []compare.Call{{Func: "plain"}}}, {}, {Calls: []compare.Call{{}}}} {
		if _, err := compare.Both(context.Background(), program(), o, engine.Options{}); err == nil {
			t.Errorf("%+v is accepted", o)
		}
	}
}

package compare_test

import (
	"testing"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
)

const poolViews = `import asyncio
import time

from asgiref.sync import async_to_sync, sync_to_async
from django.http import HttpResponse

from books.models import Book


async def pooled(request):
    call = sync_to_async(time.sleep, thread_sensitive=False)
    await asyncio.gather(*[call(0.1) for _ in range(3)])
    return HttpResponse()


def back_and_forth(request):
    return HttpResponse(async_to_sync(Book.objects.acount)())


async def at_once(request):
    return HttpResponse()
`

// TestPools: what is not bound to the request's thread queues for the pool's threads; a call inside another, on the thread that waits for it, is no thread more.
func TestPools(t *testing.T) {
	p := engine.Program{Files: []engine.File{{Name: "models.py", Text: models}, {Name: "views.py", Text: poolViews}}}
	const n, size, sleep = 10, 6, 100 * time.Millisecond // the pool has four threads more than there are processors: os.cpu_count() is 2
	for _, c := range []struct {
		view    string
		threads int
		queued  time.Duration
		words   string
	}{
		// The k-th request has its three calls made by the pool in the rounds up to ⌈3k/6⌉.
		{"pooled", size, 2 * sleep, "“pooled”: up to 10 requests were there at once for 6 threads, so a request waited 200 ms for one on average."},
		{"back_and_forth", n, 0, "“back_and_forth”: nobody queued; up to 10 requests waited at once, on 10 threads."},
		{"at_once", 0, 0, "“at_once”: nobody queued, and no view waited for anything."},
	} {
		r, err := compare.Load(t.Context(), p, compare.LoadOptions{Requests: n, Arrivals: compare.Together, Ways: []compare.Way{{Server: compare.ASGI, View: c.view, Label: c.view}}}, engine.Options{Latency: S}, nil)
		if err != nil {
			t.Fatal(err)
		}
		f := r.Ways[0].Figures
		if f.Threads != c.threads || time.Duration(f.Queued) != c.queued {
			t.Errorf("%s: %d threads, queued for %v; want %d, %v", c.view, f.Threads, time.Duration(f.Queued), c.threads, c.queued)
		}
		if got := r.Summary[len(r.Summary)-1]; got != c.words {
			t.Errorf("%s: %s\nwant %s", c.view, got, c.words)
		}
		if c.view != "pooled" {
			continue
		}
		for k, x := range r.Ways[0].Requests {
			if want := time.Duration((3*(k+1)+size-1)/size) * sleep; x.End != want {
				t.Errorf("pooled: request %d answered at %v, want %v", k+1, x.End, want)
			}
		}
	}
}

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const loadViews = `import asyncio
import time

from django.http import HttpResponse


def waits(request):
    time.sleep(0.1)
    return HttpResponse()


async def awaits(request):
    await asyncio.sleep(0.1)
    return HttpResponse()


async def fails(request):
    raise ValueError("no")
`

// TestLoad: ten requests at once, 100 ms each, for two workers, and for an event loop.
func TestLoad(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.py")
	if err := os.WriteFile(file, []byte(loadViews), 0o644); err != nil {
		t.Fatal(err)
	}
	load := func(status int, args ...string) (out, errs string) {
		t.Helper()
		var o, e bytes.Buffer
		args = append([]string{"load", "--requests", "10", "--arrivals", "together", file}, args...)
		if got := dispatch(context.Background(), args, streams{&o, &e}); got != status {
			t.Fatalf("%v: exit status %d, want %d: %s", args, got, status, e.String())
		}
		return o.String(), e.String()
	}
	out, _ := load(exitOK, "wsgi*2:waits", "asgi:awaits")
	for _, want := range []string{"wsgi*2:waits        10        20.0  300.0 ms  500.0 ms", "asgi:awaits        10       100.0  100.0 ms", "All times are simulated."} {
		if !strings.Contains(out, want) {
			t.Errorf("%s\nhas no %q", out, want)
		}
	}
	out, _ = load(exitOK, "--json", "asgi:awaits")
	var r struct {
		Ways []struct{ Requests []struct{ End float64 } }
	}
	if err := json.Unmarshal([]byte(out), &r); err != nil || len(r.Ways) != 1 || len(r.Ways[0].Requests) != 10 || r.Ways[0].Requests[9].End != 100 {
		t.Errorf("%v: %s", err, out)
	}
	if _, errs := load(exitFailed, "asgi:fails"); !strings.Contains(errs, "All 10 requests were answered with status 500. The view raised ValueError: no (main.py, line 18)") {
		t.Error(errs)
	}
	for _, c := range []struct{ way, want string }{
		{"asgi", "write wsgi:VIEW or asgi:VIEW"}, {"cgi:waits", "write wsgi:VIEW or asgi:VIEW"}, {"wsgi*x:waits", "workers are a number"}, {"wsgi*99:waits", "from 1 to 64"}, {"asgi:", "The view of"},
	} {
		if _, errs := load(exitUsage, c.way); !strings.Contains(errs, c.want) {
			t.Errorf("%s: %s", c.way, errs)
		}
	}
	if _, errs := load(exitUsage, "--requests", "0", "asgi:awaits"); !strings.Contains(errs, "from 1 to 500") {
		t.Error(errs)
	}
}

// TestBoth: three callers wait at once on an event loop, and one after the other for a thread.
func TestBoth(t *testing.T) {
	file := filepath.Join(t.TempDir(), "main.py")
	if err := os.WriteFile(file, []byte("import asyncio\nimport time\n\n\ndef waits():\n    time.sleep(0.1)\n\n\nasync def awaits():\n    await asyncio.sleep(0.1)\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	if status := dispatch(context.Background(), []string{"both", "--callers", "3", file, "awaits", "waits"}, streams{&out, &errs}); status != exitOK {
		t.Fatalf("exit status %d: %s", status, errs.String())
	}
	if want := "All 3 callers have their answers from awaits() after 100 ms and from waits() after 300 ms."; !strings.Contains(out.String(), want) {
		t.Errorf("%s\nhas no %q", out.String(), want)
	}
	out.Reset()
	if status := dispatch(context.Background(), []string{"both", file, "awaits", "nothing"}, streams{&out, &errs}); status != exitFailed || !strings.Contains(errs.String(), "no function nothing()") {
		t.Errorf("exit status %d: %s", status, errs.String())
	}
}

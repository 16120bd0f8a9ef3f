package engine_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// accountText is the account of the lines of main.py as the recordings have it.
func accountText(t *timeline.Timeline) string {
	var b strings.Builder
	for _, l := range t.Lines {
		if l.File != "main.py" {
			continue
		}
		fmt.Fprintf(&b, "%d: %d runs", l.Line, l.Runs)
		if l.Wait > 0 {
			fmt.Fprintf(&b, ", waits %v", l.Wait)
		}
		if l.Statements > 0 {
			fmt.Fprintf(&b, ", %d statements %v", l.Statements, l.DB)
		}
		if l.Blocked > 0 {
			fmt.Fprintf(&b, ", blocks %v", l.Blocked)
		}
		b.WriteByte('\n')
		for _, m := range l.Marks {
			fmt.Fprintf(&b, "    %s: %s\n", m.Kind, m.Text)
		}
	}
	return b.String()
}

// Each program of testdata/trace has its picture, its sentences and its account recorded beside its events; web/test/timeline.test.mjs draws the same pictures from the JSON.
func TestTimelines(t *testing.T) {
	for _, file := range traceFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, p, o := traceCase(t, file)
			r := run(t, p, o)
			data, err := engine.Marshal(r.Timeline)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{
				"timeline.json": string(data) + "\n",
				"summary":       strings.Join(r.Timeline.Summary, "\n") + "\n",
				"account":       accountText(r.Timeline),
				"timeline.svg":  strings.ReplaceAll(r.Timeline.SVG("s", true), "><g", ">\n<g") + "\n",
			}
			for _, name := range []string{"summary", "account", "timeline.json", "timeline.svg"} {
				text := got[name]
				if *update {
					setPart(ar, name, text)
				} else if want := part(ar, name); text != want {
					t.Errorf("%s differs; -update writes it anew:\n%s", name, diffLines(text, want))
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			checkTimeline(t, r)
		})
	}
}

// checkTimeline holds what is true of every timeline.
func checkTimeline(t *testing.T, r *engine.Result) {
	tl := r.Timeline
	f := tl.Figures
	if f.Statements != len(r.Queries) {
		t.Errorf("%d statements, %d queries", f.Statements, len(r.Queries))
	}
	if f.Free+f.Blocked != f.Loop || f.Free < 0 {
		t.Errorf("the loop lived %v, free %v, blocked %v", f.Loop, f.Free, f.Blocked)
	}
	ends := make([]time.Duration, len(tl.Lanes))
	for _, s := range tl.Spans {
		if s.Start < 0 || s.End < s.Start || s.End > tl.End {
			t.Errorf("a span outside of the run: %+v", s)
		}
		// What a task does, it does one after the other.
		if tl.Lanes[s.Lane].Kind == timeline.Task {
			if s.Start < ends[s.Lane] {
				t.Errorf("overlaps the span before it: %+v", s)
			}
			ends[s.Lane] = s.End
		}
		if s.Kind == timeline.Query {
			if q := r.Queries[s.Query-1]; q.SQL != s.Text || q.Start != float64(s.Start)/1e6 || q.End != float64(s.End)/1e6 {
				t.Errorf("%+v is not of %+v", s, q)
			}
		}
	}
	data, err := engine.Marshal(tl)
	var back map[string]any
	if err == nil {
		err = json.Unmarshal(data, &back)
	}
	if err != nil || len(back["spans"].([]any)) != len(tl.Spans) || back["end"] != r.VirtualMS {
		t.Errorf("JSON: %v\n%s", err, data)
	}
}

// A megabyte printed in one moment is not told of whole: each print would copy what the moment has already, and the picture could not be drawn.
func TestPrintsAreCutShort(t *testing.T) {
	r := run(t, program("for _ in range(2000):\n    print('word ' * 4)\nprint('é' * 5000)\nprint('a\\nb')\n"), engine.Options{Trace: true})
	var texts []string
	for _, m := range r.Timeline.Moments {
		if texts = append(texts, m.Text); len(m.Text) > 300 || !utf8.ValidString(m.Text) {
			t.Errorf("%d bytes: %.50q…", len(m.Text), m.Text)
		}
	}
	if len(texts) != 3 || !strings.HasPrefix(texts[0], "word word") || !strings.HasSuffix(texts[0], "word  …") || !strings.HasSuffix(texts[1], "éé …") || texts[2] != "a …" {
		t.Errorf("%.250q", texts)
	}
}

// The figures are the arithmetic of the programs.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name, main                                   string
		total, db, blocked, longest, overlap, serial time.Duration // ms
	}{
		{"gathered", "await asyncio.gather(*(Book.objects.acount() for _ in range(3)))", 75, 75, 0, 0, 0, 75},
		{"requests", "await asyncio.gather(*(asyncio.create_task(request()) for _ in range(3)))", 25, 75, 0, 0, 25, 75},
		{"beside a sleep", "await asyncio.gather(Book.objects.acount(), asyncio.sleep(0.04))", 40, 25, 0, 0, 25, 65},
		{"blocking sleeps", "async def b(n): time.sleep(n)\nawait asyncio.gather(b(0.01), b(0.03))", 40, 0, 40, 30, 0, 40},
		{"blocking queries", "os.environ['DJANGO_ALLOW_ASYNC_UNSAFE'] = '1'\nBook.objects.count()\nasync def b(): Book.objects.count()\nawait b()", 50, 50, 50, 50, 0, 50},
	} {
		t.Run(c.name, func(t *testing.T) {
			head := "import asyncio, os, time\nfrom asgiref.sync import ThreadSensitiveContext\nfrom books.models import Book\n\nasync def request():\n    async with ThreadSensitiveContext():\n        return await Book.objects.acount()\n\n"
			r := run(t, program(head+c.main+"\n"), engine.Options{Latency: 25 * ms, Trace: true})
			if r.Error != nil {
				t.Fatal(r.Error.Traceback)
			}
			f := r.Timeline.Figures
			got := []time.Duration{f.Total, f.DB, f.Blocked, f.Longest, f.Overlap, f.Serial}
			for i, want := range []time.Duration{c.total, c.db, c.blocked, c.longest, c.overlap, c.serial} {
				if got[i] != want*ms {
					t.Errorf("%s is %v, want %v ms", []string{"total", "db", "blocked", "longest", "overlap", "serial"}[i], got[i], int64(want))
				}
			}
		})
	}
}

// Lines know how often they ran; advice names what Django has for it.
func TestAccount(t *testing.T) {
	main := `import asyncio
from books.models import Book


def double(n):
    return 2 * n


total = 0
for n in range(10):
    if n % 2:
        total += double(n)


async def never():
    pass


async def main():
    never()
    await asyncio.sleep(0.01)
    for pages in (95, 272, 304, 880):
        await Book.objects.aget(pages=pages)
    books = [b async for b in Book.objects.only("title")]


asyncio.run(main())
for b in Book.objects.only("title"):
    print(b.pages)
`
	r := run(t, program(main), engine.Options{Latency: 25 * ms, Trace: true})
	if r.Error != nil {
		t.Fatal(r.Error.Traceback)
	}
	want := `1: 1 runs
2: 1 runs
5: 1 runs
6: 5 runs
9: 1 runs
10: 1 runs
11: 10 runs
12: 5 runs
15: 1 runs
19: 1 runs
20: 1 runs
    never-awaited: RuntimeWarning: coroutine 'never' was never awaited: calling it only made it; put await before it.
21: 1 runs, waits 10ms
22: 1 runs
23: 4 runs, waits 100ms, 4 statements 100ms
    n+1: The same statement 4 times, with other values: ask for all of them in one, with pk__in, in_bulk() or a join.
24: 1 runs, waits 25ms, 1 statements 25ms
27: 1 runs
28: 1 runs, 1 statements 25ms
29: 4 runs, 4 statements 100ms
    n+1: Book.pages is loaded lazily, one statement for each row: 4 here. Leave it out of defer(), or name it in only(), to fetch it with the row.
`
	if got := accountText(r.Timeline); got != want {
		t.Errorf("the account:\n%s", diffLines(got, want))
	}
}

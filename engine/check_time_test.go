package engine_test

import (
	"context"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/lesson"
)

// Checks may ask how a run spent its simulated time; what fails is told with figures and the line.
func TestChecksOnTime(t *testing.T) {
	head := "import asyncio\nimport time\nfrom asgiref.sync import ThreadSensitiveContext\nfrom books.models import Book\n\n"
	request := "async def one():\n    async with ThreadSensitiveContext():\n        return await Book.objects.acount()\n\n"
	for _, c := range []struct {
		name, check, main, want string // want: the message; "" for passed
		line                    int
	}{
		{"in time", "self.takes_at_most(50)", "await Book.objects.acount()\nawait Book.objects.acount()\n", "", 0},
		{"too slow", "self.takes_at_most(50)", "for n in range(3):\n    await Book.objects.acount()\n", "Your program takes 75 ms of simulated time; it can be done in 50 ms.", 0},
		{"free", "self.never_blocks()", "await Book.objects.acount()\nawait asyncio.sleep(1)\n", "", 0},
		{"blocked by a sleep", "self.never_blocks()", "async def f():\n    time.sleep(0.2)\nawait f()\n", "`time.sleep` blocks the event loop for 200 ms here: no other task can go on meanwhile.", 7},
		{"blocked by computing", "self.never_blocks(10)", "async def f():\n    for i in range(1_010_000): pass\nawait f()\n", "A long computation blocks the event loop for 20 ms here: no other task can go on meanwhile.", 7},
		{"awaited", "self.awaits_queries()", "await Book.objects.acount()\n", "", 0},
		{"not awaited", "self.awaits_queries()", "Book.objects.count()\n", "This line asks the database without `await`, so everything else has to wait for it.", 6},
		{"no query", "self.awaits_queries()", "", "Your program sends nothing to the database yet.", 0},
		{"requests overlap", "self.overlaps(25)", request + "await asyncio.gather(one(), one())\n", "", 0},
		{"one after the other", "self.overlaps(25)", request + "await one()\nawait one()\n", "The waits of your program overlap for 0 ms; 25 ms are possible. One after the other they take 50 ms.", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &lesson.Lesson{ID: "time", Steps: []lesson.Step{{
				ID: "1", Title: "Be quick", Seed: bookSeed,
				Files:  []lesson.File{{Name: "models.py", Text: bookModel}, {Name: "main.py"}},
				Checks: lesson.File{Name: "checks.py", Text: "import shelf\n\n\nclass Quick(shelf.Check):\n    def test_time(self):\n        \"It is quick\"\n        " + c.check + "\n"},
			}}}
			o := engine.Options{Latency: engine.PageLatency, StepCost: engine.PageStepCost, Trace: true}
			v, err := lesson.CheckWith(context.Background(), l, "1", []lesson.File{{Name: "models.py", Text: bookModel}, {Name: "main.py", Text: head + c.main}}, engine.Runner(o))
			if err != nil {
				t.Fatal(err)
			}
			if v.Passed != (c.want == "") || !v.Passed && (v.Message != c.want || v.Line != c.line) {
				t.Errorf("passed %v, %q, line %d", v.Passed, v.Message, v.Line)
			}
		})
	}
}

package compare_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// TestView compares what a page shows with testdata.
func TestView(t *testing.T) {
	o := compare.LoadOptions{Requests: 12, Rate: 150, Seed: 5, Ways: []compare.Way{
		{Label: "Sync view, WSGI", Server: compare.WSGI, View: "sync_view", Workers: 2},
		{Label: "Async view, ASGI", Server: compare.ASGI, View: "async_view"},
		{Label: "Async view that sleeps", Server: compare.ASGI, View: "sleeps"},
		{Label: "Async view that blocks", Server: compare.ASGI, View: "time_sleep_first"},
		{Label: "View that fails now and then", Server: compare.ASGI, View: "fails_every_third"},
		{Label: "No view", Server: compare.ASGI, View: "no_view"},
	}}
	for name, v := range map[string]*compare.View{"load": load(t, program(), o).View(), "both": both(t, 2, "aplain", "plain", "raises").View()} {
		got, err := json.MarshalIndent(v, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		path := "testdata/" + name + ".json"
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; see it with -update and git diff", path)
		}
		for _, w := range v.Ways {
			wellFormed(t, w.Picture)
		}
		for _, c := range v.Curves {
			wellFormed(t, c.Picture)
		}
		for _, row := range v.Rows {
			if len(row) != len(v.Columns) {
				t.Errorf("%s: the row %q has not %d cells", name, row, len(v.Columns))
			}
		}
	}
}

// wellFormed checks that a picture can be read as XML, and has nothing in it that could act.
func wellFormed(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "a") {
			t.Fatalf("<%s> in a picture", e.Name.Local)
		}
	}
}

// Labels come from authors and learners: they are text, and never part of a picture.
func TestNoLabelInPictures(t *testing.T) {
	o := compare.LoadOptions{Requests: 2, Arrivals: compare.Together, Ways: []compare.Way{{Label: "<b>mine</b>", Server: compare.WSGI, View: "sync_view"}}}
	v := load(t, program(), o).View()
	if strings.Contains(v.Ways[0].Picture+v.Curves[0].Picture+v.Curves[1].Picture, "mine") || v.Ways[0].Label != "<b>mine</b>" {
		t.Errorf("%+v", v)
	}
}

// Names and statements of a program are text in a picture, whatever they look like.
func TestNamesAreEscaped(t *testing.T) {
	file := engine.File{Name: "evil.py", Text: `import asyncio

from books.models import Book


async def evil():
    async def inner():
        await Book.objects.extra(where=["'<script>1</script>' <> ''"]).acount()
        print("<script>2</script>")

    await asyncio.create_task(inner(), name="<script>3</script>")
`}
	r, err := compare.Both(context.Background(), program(file), compare.BothOptions{Calls: []compare.Call{{Label: "<script>4</script>", Func: "evil"}}}, engine.Options{Latency: S})
	if err != nil || r.Ways[0].Problem != nil {
		t.Fatal(err, r.Ways[0].Problem)
	}
	svg := r.View().Ways[0].Picture
	wellFormed(t, svg)
	for _, n := range []string{"1", "2", "3"} {
		if !strings.Contains(svg, "&lt;script&gt;"+n) {
			t.Errorf("the picture does not show name %s", n)
		}
	}
}

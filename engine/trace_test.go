package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine"
)

var update = flag.Bool("update", false, "write the events of testdata/trace anew")

// traceCase reads a program of testdata/trace: its comment ends in the line of its options.
func traceCase(t *testing.T, file string) (*txtar.Archive, engine.Program, engine.Options) {
	t.Helper()
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	o := engine.Options{Trace: true}
	lines := strings.Split(strings.TrimSpace(string(ar.Comment)), "\n")
	for words := strings.Fields(lines[len(lines)-1]); len(words) >= 2; words = words[2:] {
		d, err := time.ParseDuration(words[1])
		if err != nil {
			t.Fatal(err)
		}
		switch words[0] {
		case "latency":
			o.Latency = d
		case "cost":
			o.StepCost = d
		default:
			t.Fatalf("%s: no option %q", file, words[0])
		}
	}
	var p engine.Program
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".py") {
			p.Files = append(p.Files, engine.File{Name: f.Name, Text: string(f.Data)})
		}
	}
	return ar, p, o
}

// part is a file of an archive.
func part(ar *txtar.Archive, name string) string {
	for _, f := range ar.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func setPart(ar *txtar.Archive, name, text string) {
	for i := range ar.Files {
		if ar.Files[i].Name == name {
			ar.Files[i].Data = []byte(text)
			return
		}
	}
	ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(text)})
}

// streamLine is an event as the recordings have it: real times and rows, which are another test's, are left out.
func streamLine(t *testing.T, e engine.Event) string {
	t.Helper()
	if e.Query != nil {
		q := *e.Query
		q.MS, q.Rows, q.Columns = 0, nil, nil
		e.Query = &q
	}
	data, err := engine.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return string(data) + "\n"
}

func traceFiles(t *testing.T) []string {
	files, err := filepath.Glob("testdata/trace/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d programs: %v", len(files), err)
	}
	return files
}

// The stream of each program is as recorded; wasm/test/trace.test.mjs holds the browser to the same recordings.
func TestTraceStreams(t *testing.T) {
	for _, file := range traceFiles(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, p, o := traceCase(t, file)
			var got strings.Builder
			o.OnEvent = func(e engine.Event) {
				if e.Result == nil {
					got.WriteString(streamLine(t, e))
				}
			}
			run(t, p, o)
			if *update {
				setPart(ar, "events", got.String())
				if err := os.WriteFile(file, txtar.Format(ar), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if want := part(ar, "events"); got.String() != want {
				t.Errorf("events differ; -update writes them anew:\n%s", diffLines(got.String(), want))
			}
		})
	}
}

func TestTraceSatisfiesItsSchema(t *testing.T) {
	data, err := os.ReadFile("trace/schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var s schema
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&s.root); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range traceFiles(t) {
		_, p, o := traceCase(t, file)
		o.OnEvent = func(e engine.Event) {
			var v any
			data, err := engine.Marshal(e)
			if err == nil {
				err = json.Unmarshal(data, &v)
			}
			if err == nil {
				err = s.check(s.root, v)
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", file, err, data)
			}
			seen[e.Kind.String()+" "+e.What.String()] = true
		}
		run(t, p, o)
	}
	for _, bad := range []string{
		`{"type":"task","t":1,"what":"created"}`, `{"type":"task","t":-1,"what":"created","task":1}`, `{"type":"task","t":1,"what":"created","task":1,"sql":""}`,
		`{"type":"nothing","t":1}`, `{"type":"sleep","t":1,"ms":"1"}`, `{"type":"statement","t":1,"what":"started","statement":1.5,"queued":0,"sql":""}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(bad), &v); err != nil {
			t.Fatal(err)
		}
		if s.check(s.root, v) == nil {
			t.Errorf("the schema lets %s pass", bad)
		}
	}
	for _, kind := range []string{
		"stdout ", "task created", "task started", "task suspended", "task resumed", "task finished", "task cancelling", "task cancelled", "hop queued", "hop started",
		"hop finished", "statement started", "query ", "sleep ", "blocked ", "thread created", "thread started", "exception ", "result ",
	} {
		if !seen[kind] {
			t.Errorf("no program of testdata/trace has %q", kind)
		}
	}
}

// Without the option there is none of it.
func TestNoTraceUnasked(t *testing.T) {
	_, p, o := traceCase(t, "testdata/trace/gather.txtar")
	o.Trace = false
	o.OnEvent = func(e engine.Event) {
		switch kind := e.Kind.String(); kind {
		case "stdout", "query", "result":
		default:
			t.Errorf("an event of type %s", kind)
		}
	}
	run(t, p, o)
}

// A program that never stops to make events keeps only so many, and says so.
func TestTraceIsBounded(t *testing.T) {
	n, truncated := 0, 0
	r := run(t, program("import asyncio\nfor _ in range(60_000):\n    await asyncio.sleep(0)\nprint('end')\n"), engine.Options{Trace: true, OnEvent: func(e engine.Event) {
		if n++; e.Kind.String() == "truncated" {
			truncated++
		}
	}})
	if r.Stdout != "end\n" || truncated != 1 || n > 50_010 {
		t.Errorf("%d events, %d of them truncated; stdout %q", n, truncated, r.Stdout)
	}
}

// schema is as much of JSON Schema as trace/schema.json uses; a keyword that it does not know is an error.
type schema struct{ root map[string]any }

func (s *schema) check(sch map[string]any, v any) error {
	for key, arg := range sch {
		if err := s.keyword(sch, key, arg, v); err != nil {
			return err
		}
	}
	return nil
}

func (s *schema) keyword(sch map[string]any, key string, arg, v any) error {
	switch key {
	case "$schema", "$id", "$defs", "title", "description":
	case "$ref":
		def, ok := s.root["$defs"].(map[string]any)[strings.TrimPrefix(arg.(string), "#/$defs/")].(map[string]any)
		if !ok {
			return fmt.Errorf("no definition %v", arg)
		}
		return s.check(def, v)
	case "oneOf":
		passed := 0
		var first error
		for _, alt := range arg.([]any) {
			if err := s.check(alt.(map[string]any), v); err == nil {
				passed++
			} else if first == nil || strings.Contains(first.Error(), "is not") {
				first = err
			}
		}
		if passed != 1 {
			return fmt.Errorf("%d alternatives fit: %w", passed, first)
		}
	case "const":
		if v != arg {
			return fmt.Errorf("%v is not %v", v, arg)
		}
	case "enum":
		for _, x := range arg.([]any) {
			if x == v {
				return nil
			}
		}
		return fmt.Errorf("%v is not one of %v", v, arg)
	case "type":
		ok := false
		switch arg {
		case "object":
			_, ok = v.(map[string]any)
		case "array":
			_, ok = v.([]any)
		case "string":
			_, ok = v.(string)
		case "boolean":
			_, ok = v.(bool)
		case "number":
			_, ok = v.(float64)
		case "integer":
			var f float64
			f, ok = v.(float64)
			ok = ok && f == float64(int64(f))
		}
		if !ok {
			return fmt.Errorf("%v has not the type %v", v, arg)
		}
	case "minimum":
		if f, ok := v.(float64); ok && f < arg.(float64) {
			return fmt.Errorf("%v is below %v", v, arg)
		}
	case "required":
		if m, ok := v.(map[string]any); ok {
			for _, name := range arg.([]any) {
				if _, has := m[name.(string)]; !has {
					return fmt.Errorf("%v is missing", name)
				}
			}
		}
	case "properties", "additionalProperties":
		m, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		props, _ := sch["properties"].(map[string]any)
		for name, x := range m {
			p, known := props[name].(map[string]any)
			if !known {
				if sch["additionalProperties"] == false {
					return fmt.Errorf("the property %s is unknown", name)
				}
				continue
			}
			if err := s.check(p, x); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	case "items":
		list, _ := v.([]any)
		for _, x := range list {
			if err := s.check(arg.(map[string]any), x); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("the test does not know the keyword %s", key)
	}
	return nil
}

// BenchmarkTrace is what tracing costs: programs that do little but make events, with and without it.
func BenchmarkTrace(b *testing.B) {
	for _, c := range []struct{ name, main string }{
		{"turns", "import asyncio\nasync def main():\n    for _ in range(20_000):\n        await asyncio.sleep(0)\nasyncio.run(main())\n"},
		{"sleeps", "import asyncio\nasync def main():\n    for _ in range(5_000):\n        await asyncio.sleep(0.001)\nasyncio.run(main())\n"},
		{"queries", "from books.models import Book\nfor _ in range(500):\n    await Book.objects.acount()\n"},
		{"sync queries", "from books.models import Book\nfor _ in range(1000):\n    Book.objects.count()\n"},
		{"computing", "x = 0\nfor i in range(1_000_000):\n    x += i\n"},
		{"calls", "def f(n):\n    if n < 2:\n        return n\n    return f(n - 1) + f(n - 2)\nf(24)\n"},
		{"exceptions", "for i in range(20_000):\n    try:\n        int('x')\n    except ValueError:\n        pass\n"},
	} {
		for _, traced := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/traced=%v", c.name, traced), func(b *testing.B) {
				p := program(c.main)
				for b.Loop() {
					r, err := engine.Run(context.Background(), p, engine.Options{Latency: 25 * time.Millisecond, Trace: traced})
					if err != nil || r.Error != nil {
						b.Fatal(err, r.Error)
					}
				}
			})
		}
	}
}

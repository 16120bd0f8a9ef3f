//go:build js && stub

package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/sqlite"
	"github.com/asyncshelf/asyncshelf/wasm/message"
)

// A stand-in for the engine, for the tests of worker and bridge alone: each line of main.py is a command.
//
//	print TEXT     stdout
//	sql STATEMENT  a query, with its event
//	count N        N events as fast as they come
//	loop           runs until stopped, yielding
//	statements     sends SQL until stopped, and never yields
//	hang           runs for ever without yielding
//	overflow       uses up the stack
//	panic          panics
//	exit           ends the program

type stubResult struct {
	Stdout  string           `json:"stdout"`
	Queries []map[string]any `json:"queries"` // left out, as the engine's are: the page has had them as events
	Stopped string           `json:"stopped"`
	Steps   int              `json:"steps"`
}

func runProgram(ctx context.Context, m *message.Message, out *outbox) (any, error) {
	conn, err := openDatabase(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	r := &stubResult{}
	print := func(text string) {
		r.Stdout += text
		out.event(map[string]any{"type": "stdout", "text": text, "line": 1, "t": 0})
	}
	for _, f := range m.Files {
		if f.Name != "main.py" {
			continue
		}
		for line := range strings.Lines(f.Text) {
			command, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			switch command {
			case "print":
				print(rest + "\n")
			case "count":
				n, _ := strconv.Atoi(rest)
				for i := range n {
					print(strconv.Itoa(i) + "\n")
				}
			case "sql":
				rs, err := conn.Query(ctx, rest, nil)
				if err != nil {
					if e, ok := err.(*sqlite.Error); ok && e.Limit != "" {
						r.Stopped = e.Limit
						return r, nil
					}
					print(err.Error() + "\n")
					continue
				}
				latency, _ := strconv.ParseFloat(string(m.Latency), 64)
				q := map[string]any{"type": "query", "sql": rest, "start": 0, "end": latency, "row_count": len(rs.Rows)}
				out.event(q)
			case "loop":
				for ctx.Err() == nil {
					r.Steps++
					if r.Steps%1000 == 0 {
						out.yield()
					}
				}
				r.Stopped = "cancelled"
				return r, nil
			case "statements":
				for ctx.Err() == nil {
					conn.Query(ctx, "SELECT 1", nil)
				}
				r.Stopped = "cancelled"
				return r, nil
			case "hang":
				out.flush()
				for {
					r.Steps++
				}
			case "overflow":
				print(strconv.Itoa(overflow(0)))
			case "panic":
				panic("as asked")
			case "exit":
				go func() { panic("the end of the program") }()
				<-make(chan int)
			}
		}
	}
	return r, nil
}

func overflow(n int) int { return overflow(n+1) + 1 }

func checkStep(ctx context.Context, m *message.Message, out *outbox) (any, error) {
	if m.LessonData != nil {
		lessons[m.Lesson] = m.LessonData
	}
	if lessons[m.Lesson] == nil {
		return nil, fmt.Errorf("the lesson %q was not sent", m.Lesson)
	}
	r, err := runProgram(ctx, m, out)
	return map[string]any{"step": m.Step, "passed": true, "message": string(lessons[m.Lesson]), "checks": []any{}, "run": r}, err
}

func compareWays(context.Context, *message.Message, *outbox) (any, error) {
	return nil, fmt.Errorf("the stand-in compares nothing")
}

var lessons = map[string][]byte{}

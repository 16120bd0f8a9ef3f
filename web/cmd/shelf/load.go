package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
	"github.com/asyncshelf/asyncshelf/engine/latency"
)

// loadCommand sends requests to views of a program, each served in one of several ways, and prints how they fared.
func loadCommand(ctx context.Context, args []string, s streams) error {
	f := flags("load", s)
	asJSON := f.Bool("json", false, "print one JSON object with every request's life")
	o := compare.LoadOptions{}
	f.IntVar(&o.Requests, "requests", 100, "how many requests there are for each way, 1 to 500")
	f.Float64Var(&o.Rate, "rate", 50, "how many arrive a `second`, on average")
	f.StringVar((*string)(&o.Arrivals), "arrivals", "random", "how they arrive: random, even or together")
	f.Uint64Var(&o.Seed, "seed", 1, "what the random arrivals are drawn from")
	times := f.String("latency", "25ms", "the simulated `time` that a statement takes, as for run")
	cost := f.Duration("step-cost", engine.PageStepCost, "the simulated `time` that an instruction takes")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) < 2 {
		return wrong("give a PATH and at least one way of serving a view: shelf load PATH wsgi:book_list wsgi*8:book_list asgi:abook_list")
	}
	model, err := latency.Parse(*times)
	if err != nil {
		return wrong("--latency: %v", err)
	}
	if *cost < 0 || *cost > time.Millisecond {
		return wrong("--step-cost is a time between 0 and a millisecond, such as 20ns")
	}
	for _, word := range rest[1:] {
		w, err := parseWay(word)
		if err != nil {
			return err
		}
		o.Ways = append(o.Ways, w)
	}
	files, err := readProgram(rest[0])
	if err != nil {
		return err
	}
	r, err := compare.Load(ctx, engine.ProgramOf(files), o, engine.Options{Latencies: &model, StepCost: *cost}, nil)
	if err != nil {
		return usageError{err.Error()}
	}
	if !*asJSON {
		printLoad(s.out, r)
	} else if err := printJSON(s.out, r); err != nil {
		return err
	}
	if r.Stopped {
		return ctx.Err()
	}
	return printProblems(s.err, *asJSON, r.View())
}

func printJSON(out io.Writer, report any) error {
	data, err := engine.Marshal(report)
	if err != nil {
		return err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, data, "", "  "); err != nil {
		return err
	}
	fmt.Fprintln(out, indented.String())
	return nil
}

// printProblems tells what is wrong with the ways, unless quiet; then it fails.
func printProblems(out io.Writer, quiet bool, v *compare.View) (err error) {
	for _, w := range v.Ways {
		if w.Problem == nil {
			continue
		}
		if err = errFailed; !quiet {
			printProblem(out, w.Label, w.Problem)
		}
	}
	return err
}

// parseWay reads a way as the command line has it: wsgi:book_list, wsgi*8:book_list, asgi:/books/.
func parseWay(word string) (compare.Way, error) {
	server, view, ok := strings.Cut(word, ":")
	w := compare.Way{View: view, Label: word}
	name, workers, many := strings.Cut(server, "*")
	if many {
		n, err := strconv.Atoi(workers)
		if err != nil || name != "wsgi" {
			return w, wrong("%q: workers are a number, and only wsgi has them: wsgi*8:book_list", word)
		}
		if n < 1 { // which would mean: as many as usual
			return w, wrong("%q: a server has one worker at least: wsgi*8:book_list", word)
		}
		w.Workers = n
	}
	w.Server = compare.Server(name)
	if !ok || w.Server != compare.WSGI && w.Server != compare.ASGI {
		return w, wrong("%q is not a way of serving a view: write wsgi:VIEW or asgi:VIEW, such as asgi:book_list or wsgi*8:/books/", word)
	}
	return w, nil
}

func printLoad(out io.Writer, r *compare.Report) {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "way\tanswered\tper second\tp50\tp95\tp99\tlongest\tqueued\tthreads\t")
	for _, w := range r.Ways {
		f := w.Figures
		fmt.Fprintf(t, "%s\t%d\t%.1f\t%v\t%v\t%v\t%v\t%v\t%d\t\n", w.Label, f.Answered, f.Throughput, short(f.P50), short(f.P95), short(f.P99), short(f.Max), short(f.Queued), f.Threads)
	}
	t.Flush()
	if len(r.Summary) > 0 {
		fmt.Fprintln(out, "\nAll times are simulated. "+strings.Join(r.Summary, "\n"))
	}
}

func short(m compare.Millis) string {
	return strconv.FormatFloat(float64(m)/float64(time.Millisecond), 'f', 1, 64) + " ms"
}

func printProblem(out io.Writer, label string, p *compare.Problem) {
	place := ""
	if p.Line > 0 {
		place = fmt.Sprintf(" (%s, line %d)", p.File, p.Line)
	}
	fmt.Fprintf(out, "%s: %s%s\n", label, p.Message, place)
	if p.Hint != "" {
		fmt.Fprintf(out, "  %s\n", p.Hint)
	}
}

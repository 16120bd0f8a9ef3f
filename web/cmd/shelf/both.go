package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/compare"
	"github.com/asyncshelf/asyncshelf/engine/latency"
)

// bothCommand runs functions of a program for the same callers and compares them.
func bothCommand(ctx context.Context, args []string, s streams) error {
	f := flags("both", s)
	asJSON := f.Bool("json", false, "print one JSON object with the timelines")
	o := compare.BothOptions{}
	f.IntVar(&o.Callers, "callers", 1, "how many callers there are at once, 1 to 20")
	times := f.String("latency", "25ms", "the simulated `time` that a statement takes, as for run")
	rest, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(rest) < 2 {
		return wrong("give a PATH and the functions to run: shelf both PATH get_books_async get_books")
	}
	model, err := latency.Parse(*times)
	if err != nil {
		return wrong("--latency: %v", err)
	}
	for _, name := range rest[1:] {
		o.Calls = append(o.Calls, compare.Call{Func: name})
	}
	files, err := readProgram(rest[0])
	if err != nil {
		return err
	}
	r, err := compare.Both(ctx, engine.ProgramOf(files), o, engine.Options{Latencies: &model, StepCost: engine.PageStepCost})
	if err != nil {
		return usageError{err.Error()}
	}
	v := r.View()
	if *asJSON {
		if err := printJSON(s.out, r); err != nil {
			return err
		}
	} else {
		t := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', tabwriter.AlignRight)
		v.Columns[0] = strings.ToLower(v.Columns[0])
		for _, row := range append([][]string{v.Columns}, v.Rows...) {
			fmt.Fprintln(t, strings.Join(row, "\t")+"\t")
		}
		t.Flush()
		if len(r.Summary) > 0 {
			fmt.Fprintln(s.out, "\nAll times are simulated. "+strings.Join(r.Summary, "\n"))
		}
	}
	if r.Stopped {
		return ctx.Err()
	}
	return printProblems(s.err, *asJSON, v)
}

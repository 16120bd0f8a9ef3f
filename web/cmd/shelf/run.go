package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine"
	"github.com/asyncshelf/asyncshelf/engine/latency"
)

// runCommand runs a program natively and prints what it prints, or with
// --json everything that is known about the run.
func runCommand(ctx context.Context, args []string, s streams) error {
	f := flags("run", s)
	asJSON := f.Bool("json", false, "print one JSON object about the run")
	times := f.String("latency", "0s", "the simulated `time` that a statement takes: 25ms or, by table and distribution, 25ms,books_author=5ms,exponential,seed=7")
	cost := f.Duration("step-cost", 0, "the simulated `time` that an instruction takes, such as 20ns")
	traced := f.Bool("trace", false, "print what happens as it happens: one JSON object a line")
	paths, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(paths) != 1 {
		return wrong("give one PATH: a .py file, a project folder or a .txtar case")
	}
	model, err := latency.Parse(*times)
	if err != nil {
		return wrong("--latency: %v", err)
	}
	if *cost < 0 || *cost > time.Millisecond {
		return wrong("--step-cost is a time between 0 and a millisecond, such as 20ns")
	}
	files, err := readProgram(paths[0])
	if err != nil {
		return err
	}
	if err := hasMain(paths[0], files); err != nil {
		return err
	}
	o := engine.Options{Latencies: &model, StepCost: *cost}
	if *traced {
		o.Trace = true
		o.OnEvent = func(e engine.Event) {
			if line, err := engine.Marshal(e); err == nil {
				fmt.Fprintf(s.out, "%s\n", line)
			}
		}
	}
	ran, err := engine.Runner(o)(ctx, files, nil)
	if err != nil {
		return err
	}
	if *traced {
		return outcome(ran.Result)
	}
	return report(ran.Result, *asJSON, s)
}

// outcome is failed for a run that did not end well.
func outcome(result json.RawMessage) error {
	return report(result, false, streams{out: io.Discard, err: io.Discard})
}

// report prints a run; its error says whether the program ended well.
func report(result json.RawMessage, asJSON bool, s streams) error {
	var r struct {
		Stdout  string `json:"stdout"`
		Stderr  string `json:"stderr"`
		Stopped string `json:"stopped"`
		Error   *struct {
			Type      string `json:"type"`
			Message   string `json:"message"`
			Traceback string `json:"traceback"`
		} `json:"error"`
	}
	if err := json.Unmarshal(result, &r); err != nil {
		return err
	}
	if asJSON {
		var indented bytes.Buffer
		if err := json.Indent(&indented, result, "", "  "); err != nil {
			return err
		}
		fmt.Fprintln(s.out, indented.String())
	} else {
		io.WriteString(s.out, r.Stdout)
		io.WriteString(s.err, r.Stderr)
		if r.Error != nil && r.Error.Type != "SystemExit" && (r.Error.Traceback == "" || !strings.HasSuffix(r.Stderr, r.Error.Traceback)) {
			text := r.Error.Traceback
			if text == "" {
				text = r.Error.Type + ": " + r.Error.Message
			}
			fmt.Fprintln(s.err, trimNewline(text))
		}
		if r.Error == nil && r.Stopped != "" {
			fmt.Fprintf(s.err, "The run was ended: %s.\n", r.Stopped)
		}
	}
	if r.Error != nil || r.Stopped != "" {
		return errFailed
	}
	return nil
}

func trimNewline(text string) string {
	for len(text) > 0 && text[len(text)-1] == '\n' {
		text = text[:len(text)-1]
	}
	return text
}

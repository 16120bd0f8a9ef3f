package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// runCommand runs a program natively and prints what it prints, or with
// --json everything that is known about the run.
func runCommand(ctx context.Context, args []string, s streams) error {
	f := flags("run", s)
	asJSON := f.Bool("json", false, "print one JSON object about the run")
	latency := f.Duration("latency", 0, "the simulated `time` that one statement takes, such as 25ms")
	paths, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(paths) != 1 {
		return wrong("give one PATH: a .py file, a project folder or a .txtar case")
	}
	if *latency < 0 || *latency > time.Hour {
		return wrong("--latency is a time between 0 and an hour, such as 25ms")
	}
	files, err := readProgram(paths[0])
	if err != nil {
		return err
	}
	if err := hasMain(paths[0], files); err != nil {
		return err
	}
	ran, err := newRunner(*latency)(ctx, files, nil)
	if err != nil {
		return err
	}
	return report(ran.Result, *asJSON, s)
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
		if r.Error != nil && (r.Error.Traceback == "" || !strings.HasSuffix(r.Stderr, r.Error.Traceback)) {
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
		return failed
	}
	return nil
}

func trimNewline(text string) string {
	for len(text) > 0 && text[len(text)-1] == '\n' {
		text = text[:len(text)-1]
	}
	return text
}

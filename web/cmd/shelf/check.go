package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
)

// checkCommand proves lessons: solutions pass, starters don't, each mistake
// gets its own message, every quiz key is what the engine really does.
func checkCommand(ctx context.Context, args []string, s streams) error {
	f := flags("check", s)
	asJSON := f.Bool("json", false, "print one JSON object about each lesson")
	verbose := f.Bool("v", false, "list the claims that hold, too")
	dirs, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(dirs) == 0 {
		return wrong("give the folder of a lesson, such as examples/lessons/async-orm")
	}
	sound := true
	for _, dir := range dirs {
		ok, err := checkLesson(ctx, dir, *asJSON, *verbose, s)
		var bad usageError
		if errors.As(err, &bad) || errors.Is(err, context.Canceled) {
			return err
		}
		if err != nil {
			fmt.Fprintln(s.err, err)
		}
		sound = sound && ok && err == nil
	}
	if !sound {
		return errFailed
	}
	return nil
}

func checkLesson(ctx context.Context, dir string, asJSON, verbose bool, s streams) (bool, error) {
	l, err := loadLesson(dir)
	if err != nil {
		return false, err
	}
	wrong := 0
	report := func(p lesson.Proof) {
		if !p.OK {
			wrong++
		}
		switch {
		case asJSON:
		case !p.OK:
			fmt.Fprintf(s.out, "WRONG  %s%s: %s\n", placeIn(dir, p), p.Subject, strings.ReplaceAll(p.Detail, "\n", "\n       "))
		case verbose:
			fmt.Fprintf(s.out, "ok     %s\n", p.Subject)
		}
	}
	proofs, err := lesson.Verify(ctx, l, pageRunner(), report)
	if err == nil {
		err = verifyLabs(ctx, l, func(p lesson.Proof) {
			proofs = append(proofs, p)
			report(p)
		})
	}
	if err != nil {
		return false, err
	}
	if asJSON {
		data, err := json.MarshalIndent(map[string]any{"lesson": l.ID, "version": l.Version, "proofs": proofs}, "", "  ")
		if err != nil {
			return false, err
		}
		fmt.Fprintln(s.out, string(data))
	} else {
		fmt.Fprintf(s.out, "%s: %d claims, %d wrong\n", l.ID, len(proofs), wrong)
	}
	return wrong == 0, nil
}

// placeIn is where a claim is made, as a path from the working directory.
func placeIn(dir string, p lesson.Proof) string {
	if p.File == "" {
		return ""
	}
	return source.Problem{File: filepath.Join(dir, filepath.FromSlash(p.File)), Line: p.Line}.Place() + ": "
}

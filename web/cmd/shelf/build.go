package main

import (
	"context"
	"fmt"
	"io"

	"github.com/asyncshelf/asyncshelf/web/site"
)

// buildCommand makes the static site.
func buildCommand(ctx context.Context, args []string, s streams) error {
	f := flags("build", s)
	out := f.String("o", "", "the `folder` to write the site to")
	dirs, err := parse(f, args)
	if err != nil {
		return err
	}
	if *out == "" {
		return wrong("say where the site goes: shelf build -o DIR")
	}
	root, err := projectRoot()
	if err != nil {
		return err
	}
	lessons, err := loadLessons(root, dirs)
	if err != nil {
		return err
	}
	if err := site.Build(ctx, siteOptions(root, *out, lessons, s)); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "The site is in %s.\n", *out)
	return nil
}

// logTo tells the stages of a build, a line each.
func logTo(w io.Writer) func(string, ...any) {
	return func(format string, args ...any) { fmt.Fprintf(w, "  "+format+"\n", args...) }
}

// Wasmbuild builds the files of the bridge by themselves, for its own tests and measurements:
//
//	wasmbuild -o DIR            everything a page loads, with the engine in one piece
//	wasmbuild -lesson L -o DIR  the same with the engine in two: what the lesson in the folder L needs, and the rest
//	wasmbuild -sizes -o DIR     the same, with a table of sizes
//	wasmbuild -scripts -o DIR   the same without engine.wasm
//	wasmbuild -test -o DIR      the modules that the tests in Node import
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
	"github.com/asyncshelf/asyncshelf/wasm/build"
)

func main() {
	out := flag.String("o", "", "folder to write to")
	test := flag.Bool("test", false, "build the modules for tests")
	scripts := flag.Bool("scripts", false, "leave engine.wasm out")
	tags := flag.String("tags", "", "build tags for engine.wasm, separated by commas")
	sizes := flag.Bool("sizes", false, "tell what the files weigh, compressed too")
	readable := flag.Bool("readable", false, "don't minify")
	lessonDir := flag.String("lesson", "", "a lesson's `folder`: divide the modules by what it needs")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	o := build.Options{Readable: *readable}
	if *tags != "" {
		o.Tags = strings.Split(*tags, ",")
	}
	if *lessonDir != "" {
		l, err := source.Load(os.DirFS(*lessonDir))
		if err != nil {
			fmt.Fprintln(os.Stderr, "wasmbuild:", err)
			os.Exit(1)
		}
		o.Training = build.Training([]*lesson.Lesson{l})
	}
	if err := run(*out, *test, *scripts, *sizes, o); err != nil {
		fmt.Fprintln(os.Stderr, "wasmbuild:", err)
		os.Exit(1)
	}
}

func run(out string, test, scripts, sizes bool, o build.Options) error {
	switch {
	case test:
		return build.TestModules(out)
	case scripts:
		return build.Scripts(out, o)
	}
	if err := build.Build(out, o); err != nil {
		return err
	}
	if !sizes {
		return nil
	}
	files, err := build.Measure(out)
	if err != nil {
		return err
	}
	var raw, compressed int
	for _, f := range files {
		fmt.Printf("%-14s %9d %9d\n", f.Name, f.Raw, f.Brotli)
		raw, compressed = raw+f.Raw, compressed+f.Brotli
	}
	fmt.Printf("%-14s %9d %9d\n", "total", raw, compressed)
	return nil
}

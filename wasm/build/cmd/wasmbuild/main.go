// Wasmbuild builds the files of the bridge by themselves, for its own tests and measurements:
//
//	wasmbuild -o DIR            everything a page loads
//	wasmbuild -sizes -o DIR     the same, with a table of sizes
//	wasmbuild -scripts -o DIR   the same without engine.wasm
//	wasmbuild -test -o DIR      the modules that the tests in Node import
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/asyncshelf/asyncshelf/wasm/build"
)

func main() {
	out := flag.String("o", "", "folder to write to")
	test := flag.Bool("test", false, "build the modules for tests")
	scripts := flag.Bool("scripts", false, "leave engine.wasm out")
	tags := flag.String("tags", "", "build tags for engine.wasm, separated by commas")
	sizes := flag.Bool("sizes", false, "tell what the files weigh, compressed too")
	readable := flag.Bool("readable", false, "don't minify")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out, *test, *scripts, *sizes, *tags, *readable); err != nil {
		fmt.Fprintln(os.Stderr, "wasmbuild:", err)
		os.Exit(1)
	}
}

func run(out string, test, scripts, sizes bool, tags string, readable bool) error {
	o := build.Options{Readable: readable}
	if tags != "" {
		o.Tags = strings.Split(tags, ",")
	}
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

// Command testsite builds the site that the page's tests run against: the
// real lesson and the real scripts, with recorded results and a stand-in for
// the engine (test/fake/shelf.js). So the page is tested apart from the
// engine; test/journey.test.mjs tests both together.
//
// With -serve it then serves the site, with the headers of `shelf serve`,
// prints the address on one line, and ends when its standard input does.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/lesson"
	"github.com/asyncshelf/asyncshelf/engine/lesson/source"
	"github.com/asyncshelf/asyncshelf/web/serve"
	"github.com/asyncshelf/asyncshelf/web/site"
)

func main() {
	log.SetFlags(0)
	out := flag.String("o", "", "the folder to write")
	root := flag.String("root", "..", "the project's folder")
	serving := flag.Bool("serve", false, "serve the site when it is built")
	flag.Parse()
	if *out == "" {
		log.Fatal("testsite: -o DIR is missing")
	}
	if err := build(*root, *out); err != nil {
		log.Fatal(err)
	}
	if *serving {
		if err := serveUntilEOF(*out); err != nil {
			log.Fatal(err)
		}
	}
}

func serveUntilEOF(dir string) error {
	listener, err := serve.Listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("http://%s/\n", listener.Addr())
	go func() {
		io.Copy(io.Discard, os.Stdin)
		listener.Close()
	}()
	mux := http.NewServeMux()
	mux.Handle("/", serve.Handler(dir))
	mux.Handle("/deep/path/", http.StripPrefix("/deep/path", serve.Handler(dir))) // the same from a sub-path
	err = http.Serve(listener, mux)
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

func build(root, out string) error {
	web := filepath.Join(root, "web")
	l, err := source.Load(os.DirFS(filepath.Join(root, "examples", "lessons", "async-orm")))
	if err != nil {
		return err
	}
	return site.Build(context.Background(), site.Options{
		Out: out, Web: web, Lessons: []*lesson.Lesson{l},
		Run: recorded(filepath.Join(web, "components", "testdata")),
		Lab: func(context.Context, *lesson.Lab) ([]byte, error) {
			return os.ReadFile(filepath.Join(web, "components", "testdata", "comparison.json"))
		},
		Engine: func(_ context.Context, dir string) error {
			// The page has the browser fetch the engine's file early; the stand-in needs nothing of it.
			return errors.Join(site.CopyChanged(filepath.Join(web, "test", "fake"), dir), os.WriteFile(filepath.Join(dir, "engine.wasm"), nil, 0o666))
		},
		Examples: filepath.Join(root, "examples", "embed"),
	})
}

// recorded gives every program that mentions Book in a models.py the same
// good result, and all others the same error.
func recorded(dir string) site.Runner {
	return func(_ context.Context, files []lesson.File) ([]byte, error) {
		for _, f := range files {
			if f.Name == "models.py" && strings.Contains(f.Text, "class Book(") {
				return os.ReadFile(filepath.Join(dir, "result.json"))
			}
		}
		return os.ReadFile(filepath.Join(dir, "failure.json"))
	}
}

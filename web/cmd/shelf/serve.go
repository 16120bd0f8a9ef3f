package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/asyncshelf/asyncshelf/web/serve"
	"github.com/asyncshelf/asyncshelf/web/site"
)

// serveCommand builds the site and serves it on this machine.
func serveCommand(ctx context.Context, args []string, s streams) error {
	f := flags("serve", s)
	addr := f.String("addr", "localhost:8000", "the `address` to serve on; another port when it is taken")
	out := f.String("o", "", "the `folder` of the site; without it, one in the user's cache")
	built := f.Bool("no-build", false, "serve the folder as it is")
	plain := f.Bool("no-compress", false, "make no compressed copies, which takes a minute of the processor's time")
	dirs, err := parse(f, args)
	if err != nil {
		return err
	}
	if *out == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		*out = filepath.Join(cache, "asyncshelf", "site")
	}
	if !*built {
		root, err := projectRoot()
		if err != nil {
			return err
		}
		lessons, err := loadLessons(root, dirs)
		if err != nil {
			return err
		}
		o := siteOptions(root, *out, lessons, s)
		o.Compress = false
		if err := site.Build(ctx, o); err != nil {
			return err
		}
	}
	listener, err := serve.Listen(*addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "AsyncShelf is at http://%s/ (Ctrl+C ends it)\n", listener.Addr())
	fmt.Fprintf(s.out, "A course page that embeds it: http://%s/examples/plain.html\n", listener.Addr())
	server := &http.Server{Handler: serve.Handler(*out), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	if !*built && !*plain {
		// Compressing the engine takes long; until a copy is there, the file
		// itself is sent.
		go func() {
			if err := site.Compress(ctx, *out); err != nil && ctx.Err() == nil {
				fmt.Fprintf(s.err, "shelf serve: compressing: %v\n", err)
			}
		}()
	}
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

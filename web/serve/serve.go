// Package serve serves a built site on one machine, with the headers that a
// good static host sends: the right types, the compressed copies that the
// build has made, revalidation, and a Content-Security-Policy.
package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// types are the kinds of file of a site. The machine's own table is not
// asked: some give JavaScript as text, and then no module runs.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
	".md":   "text/markdown; charset=utf-8",
}

// policy allows the site's own files and nothing else. The editor writes its
// measures as style elements, which is why inline styles are allowed;
// inline scripts are not. Any page may embed a lesson.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"

// Handler serves the files of a folder.
func Handler(root string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "only GET and HEAD are served here", http.StatusMethodNotAllowed)
			return
		}
		name := path.Clean("/" + r.URL.Path)
		file := filepath.Join(root, filepath.FromSlash(name))
		info, err := os.Stat(file)
		if err == nil && info.IsDir() {
			if !strings.HasSuffix(r.URL.Path, "/") {
				// Relative addresses in the page count from its folder.
				redirect(w, r, path.Base(name)+"/")
				return
			}
			file = filepath.Join(file, "index.html")
			info, err = os.Stat(file)
		}
		if err != nil {
			status := http.StatusNotFound
			if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrInvalid) {
				status = http.StatusInternalServerError
			}
			http.Error(w, http.StatusText(status)+": "+name, status)
			return
		}
		send(w, r, file, info)
	})
}

// redirect answers with a relative address, so that it also holds behind a
// proxy that serves the site under a path of its own.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusMovedPermanently)
}

// send answers with a file, or with its compressed copy when the browser
// takes one and it is not older than the file.
func send(w http.ResponseWriter, r *http.Request, file string, info fs.FileInfo) {
	h := w.Header()
	kind := types[filepath.Ext(file)]
	if kind == "" {
		kind = mime.TypeByExtension(filepath.Ext(file))
	}
	if kind == "" {
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cache-Control", "no-cache") // keep it, but ask whether it is still the same
	h.Set("Vary", "Accept-Encoding")

	sent, encoding := file, ""
	for _, c := range []struct{ ext, name string }{{".br", "br"}, {".gz", "gzip"}} {
		copied, err := os.Stat(file + c.ext)
		if err == nil && accepts(r.Header.Get("Accept-Encoding"), c.name) && !copied.ModTime().Before(info.ModTime()) {
			sent, encoding, info = file+c.ext, c.name, copied
			break
		}
	}
	etag := fmt.Sprintf(`"%x-%x%s"`, info.ModTime().UnixNano(), info.Size(), encoding)
	h.Set("ETag", etag)
	f, err := os.Open(sent)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer f.Close()
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		// ServeContent leaves the length out of encoded answers; the page's
		// progress bar needs it.
		if r.Header.Get("If-None-Match") != etag && r.Header.Get("Range") == "" {
			h.Set("Content-Length", strconv.FormatInt(info.Size(), 10))
		}
	}
	http.ServeContent(w, r, "", info.ModTime(), f)
}

// accepts reports whether an Accept-Encoding header allows a coding.
func accepts(header, coding string) bool {
	for _, part := range strings.Split(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q, found := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
		if !found {
			return true
		}
		weight, err := strconv.ParseFloat(q, 64)
		return err == nil && weight > 0
	}
	return false
}

// Listen opens the wanted address, or any free port of the same host when it
// is taken.
func Listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err == nil {
		return l, nil
	}
	host, _, splitErr := net.SplitHostPort(addr)
	if splitErr != nil {
		return nil, err
	}
	if l, otherErr := net.Listen("tcp", net.JoinHostPort(host, "0")); otherErr == nil {
		return l, nil
	}
	return nil, err
}

package serve

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// folder writes files, all of one time, and gives their folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	at := time.Now().Add(-time.Hour)
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func get(h http.Handler, path string, header map[string]string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFiles(t *testing.T) {
	h := Handler(folder(t, map[string]string{
		"index.html": "index", "lessons/a/index.html": "a", "assets/engine.wasm": "wasm", "assets/engine.wasm.br": "small",
		"assets/engine.wasm.gz": "mid", "assets/page.js": "js",
	}))
	for _, c := range []struct {
		name, path, accept     string
		status                 int
		kind, encoding, answer string
	}{
		{"index", "/", "", 200, "text/html; charset=utf-8", "", "index"},
		{"folder", "/lessons/a/", "", 200, "text/html; charset=utf-8", "", "a"},
		{"module", "/assets/page.js", "br", 200, "text/javascript; charset=utf-8", "", "js"},
		{"brotli", "/assets/engine.wasm", "gzip, br", 200, "application/wasm", "br", "small"},
		{"gzip", "/assets/engine.wasm", "gzip", 200, "application/wasm", "gzip", "mid"},
		{"brotli refused", "/assets/engine.wasm", "br;q=0, gzip;q=0.5", 200, "application/wasm", "gzip", "mid"},
		{"neither", "/assets/engine.wasm", "", 200, "application/wasm", "", "wasm"},
		{"missing", "/nothing", "", 404, "text/plain; charset=utf-8", "", "Not Found: /nothing\n"},
		{"out of the folder", "/../serve.go", "", 404, "text/plain; charset=utf-8", "", "Not Found: /serve.go\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := get(h, c.path, map[string]string{"Accept-Encoding": c.accept})
			if r.StatusCode != c.status || r.Header.Get("Content-Type") != c.kind || r.Header.Get("Content-Encoding") != c.encoding {
				t.Errorf("got %d %q %q", r.StatusCode, r.Header.Get("Content-Type"), r.Header.Get("Content-Encoding"))
			}
			if got := body(t, r); got != c.answer {
				t.Errorf("got %q, want %q", got, c.answer)
			}
		})
	}
}

func TestFolderWithoutSlash(t *testing.T) {
	h := Handler(folder(t, map[string]string{"lessons/a/index.html": "a"}))
	r := get(h, "/lessons/a?step=2", nil)
	if r.StatusCode != http.StatusMovedPermanently || r.Header.Get("Location") != "a/?step=2" {
		t.Errorf("got %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
}

func TestRevalidation(t *testing.T) {
	dir := folder(t, map[string]string{"assets/page.js": "js"})
	h := Handler(dir)
	etag := get(h, "/assets/page.js", nil).Header.Get("ETag")
	if r := get(h, "/assets/page.js", map[string]string{"If-None-Match": etag}); r.StatusCode != http.StatusNotModified {
		t.Errorf("the same file again: %d, want 304", r.StatusCode)
	}
	if err := os.WriteFile(filepath.Join(dir, "assets/page.js"), []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	if r := get(h, "/assets/page.js", map[string]string{"If-None-Match": etag}); r.StatusCode != http.StatusOK {
		t.Errorf("a changed file: %d, want 200", r.StatusCode)
	}
}

// TestStaleCopy holds that a compressed copy older than its file is not sent.
func TestStaleCopy(t *testing.T) {
	dir := folder(t, map[string]string{"a.js": "old", "a.js.br": "old copy"})
	if err := os.WriteFile(filepath.Join(dir, "a.js"), []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := body(t, get(Handler(dir), "/a.js", map[string]string{"Accept-Encoding": "br"})); got != "new" {
		t.Errorf("got %q", got)
	}
}

func TestListenTakesAnotherPort(t *testing.T) {
	first, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := Listen(first.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if first.Addr().String() == second.Addr().String() {
		t.Error("two listeners on one port")
	}
}

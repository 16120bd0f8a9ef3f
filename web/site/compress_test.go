package site

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCompress(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	text := strings.Repeat("<p>A page, and one more.</p>\n", 100)
	for name, content := range map[string]string{"page.html": text, "sub/page.js": text, "small.css": "p {}", "picture.png": text} {
		if err := writeFile(in(name), []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := Compress(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"page.html": true, "sub/page.js": true, "small.css": false, "picture.png": false} {
		for _, ext := range []string{".br", ".gz"} {
			info, err := os.Stat(in(name + ext))
			if (err == nil) != want {
				t.Errorf("%s%s: %v", name, ext, err)
			}
			if err == nil && info.Size() > int64(len(text)/10) {
				t.Errorf("%s%s has %d bytes", name, ext, info.Size())
			}
		}
	}
	f, err := os.Open(in("page.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != text {
		t.Errorf("the copy says something else: %v", err)
	}

	// A copy stays until its file is newer.
	long := time.Now().Add(-time.Hour)
	for _, name := range []string{"page.html", "page.html.br"} {
		if err := os.Chtimes(in(name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(in("page.html.br"), []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	again := func() string {
		if err := Compress(context.Background(), dir); err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(in("page.html.br"))
		return string(data)
	}
	if got := again(); got != "old" {
		t.Errorf("a copy that is new enough was made again: %q", got)
	}
	if err := os.Chtimes(in("page.html.br"), long.Add(-time.Hour), long.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := again(); got == "old" {
		t.Error("an old copy was kept")
	}
	if left, _ := filepath.Glob(in("*.new*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

package engine_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/asyncshelf/asyncshelf/engine"
)

// The cases of testdata/django-cases are what real Django 5.2 printed, executed and raised: the specification of the ORM. They are never edited.

// knownFailures lists cases that do not pass yet, with the reason. A listed case that passes fails the test, so that the list stays true.
var knownFailures = map[string]string{}

func TestDjangoCases(t *testing.T) {
	files, err := filepath.Glob("testdata/django-cases/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	passed, total := map[string]int{}, map[string]int{}
	for _, file := range files {
		area := filepath.Base(filepath.Dir(file))
		name := area + "/" + strings.TrimSuffix(filepath.Base(file), ".txtar")
		total[area]++
		t.Run(name, func(t *testing.T) {
			diff := runCase(t, file)
			why, known := knownFailures[name]
			switch {
			case diff == "" && known:
				t.Errorf("passes now; take it off knownFailures")
			case diff == "":
				passed[area]++
			case known:
				t.Logf("known failure: %s", why)
			default:
				t.Error(diff)
			}
		})
	}
	var areas []string
	for a := range total {
		areas = append(areas, a)
	}
	sort.Strings(areas)
	sumP, sumT := 0, 0
	for _, a := range areas {
		t.Logf("%-13s %3d / %3d", a, passed[a], total[a])
		sumP, sumT = sumP+passed[a], sumT+total[a]
	}
	t.Logf("%-13s %3d / %3d", "all", sumP, sumT)
}

// runCase gives what differs from the recording, "" for nothing.
func runCase(t *testing.T, file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ar := txtar.Parse(data)
	var p engine.Program
	want := map[string]string{}
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ".py") {
			p.Files = append(p.Files, engine.File{Name: f.Name, Text: string(f.Data)})
		} else {
			want[f.Name] = string(f.Data)
		}
	}
	r, err := engine.Run(context.Background(), p, engine.Options{})
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	stdout := r.Stdout
	if stdout != "" && !strings.HasSuffix(stdout, "\n") {
		stdout += "\n"
	}
	if stdout != want["stdout"] {
		fmt.Fprintf(&b, "stdout:\n%s", diffLines(stdout, want["stdout"]))
	}
	if got := diffSQL(sqlText(r.Queries), want["sql"]); got != "" {
		fmt.Fprintf(&b, "sql:\n%s", got)
	}
	if got := errorText(r); got != want["error"] {
		fmt.Fprintf(&b, "error:\n  got  %q\n  want %q\n", got, want["error"])
		if r.Error != nil {
			b.WriteString(r.Error.Traceback)
		}
		if r.Stopped != "" {
			b.WriteString("stopped: " + r.Stopped)
		}
	}
	return b.String()
}

func errorText(r *engine.Result) string {
	if r.Error == nil {
		return ""
	}
	s := r.Error.Type
	if r.Error.Message != "" {
		s += ": " + r.Error.Message
	}
	s += fmt.Sprintf("\nline %d", r.Error.Line)
	if r.Error.File == "models.py" {
		s += " (models.py)"
	}
	return s + "\n"
}

func sqlText(qs []*engine.Query) string {
	var b strings.Builder
	for _, q := range qs {
		var p bytes.Buffer
		enc := json.NewEncoder(&p)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(q.Params); err != nil {
			p.WriteString(err.Error())
		}
		sql := strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(q.SQL)
		fmt.Fprintf(&b, "%s\t%s\n", sql, strings.TrimSpace(p.String()))
	}
	return b.String()
}

// diffSQL compares line by line; parameters compare as JSON, so that 1 and 1.0, and spaces, do not matter.
func diffSQL(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var b strings.Builder
	for i := 0; i < max(len(g), len(w)); i++ {
		var x, y string
		if i < len(g) {
			x = g[i]
		}
		if i < len(w) {
			y = w[i]
		}
		if !sameStatement(x, y) {
			fmt.Fprintf(&b, "  %d got  %s\n  %d want %s\n", i+1, x, i+1, y)
		}
	}
	return b.String()
}

func sameStatement(a, b string) bool {
	if a == b {
		return true
	}
	sa, pa, _ := strings.Cut(a, "\t")
	sb, pb, _ := strings.Cut(b, "\t")
	var x, y any
	return sa == sb && json.Unmarshal([]byte(pa), &x) == nil && json.Unmarshal([]byte(pb), &y) == nil && fmt.Sprint(x) == fmt.Sprint(y)
}

func diffLines(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	var b strings.Builder
	for i := 0; i < max(len(g), len(w)); i++ {
		var x, y string
		if i < len(g) {
			x = g[i]
		}
		if i < len(w) {
			y = w[i]
		}
		if x != y {
			fmt.Fprintf(&b, "  %d got  %s\n  %d want %s\n", i+1, x, i+1, y)
		}
	}
	return b.String()
}

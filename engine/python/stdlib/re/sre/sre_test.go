package sre_test

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

func init() {
	// As package re sets them.
	sre.IsIdentifier = object.IsIdentifier
	t := object.NewRuntime(object.Limits{}).Sched.Main()
	sre.Quote = func(s string) string { r, _ := object.Repr(t, object.NewStr(s)); return r }
}

type result struct {
	last  int
	marks []int
}

func (r *result) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&r.last, &r.marks})
}

type testCase struct {
	P, S                string
	F, Flags            uint32
	B                   bool
	E                   []any
	Search, Match, Full *result
	All                 [][]int
}

func run(t *testing.T, p *sre.Pattern, in *sre.Input, mode sre.Mode) *result {
	t.Helper()
	m := sre.NewMatcher(p, in)
	ok, err := m.Run(mode, 0, in.Len(), -1)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return nil
	}
	r := &result{m.LastIndex, append([]int(nil), m.Marks...)}
	for i := 2; i < len(r.marks); i += 2 {
		if r.marks[i] < 0 || r.marks[i+1] < 0 {
			r.marks[i], r.marks[i+1] = -1, -1
		}
	}
	return r
}

func input(s string) *sre.Input {
	if utf8.RuneCountInString(s) == len(s) {
		return &sre.Input{S: s}
	}
	return &sre.Input{R: []rune(s)}
}

// TestAgainstCPython compares with what CPython's re said to the patterns of testdata/gen.py.
func TestAgainstCPython(t *testing.T) {
	file := "testdata/cases.json"
	if f := os.Getenv("SRE_CASES"); f != "" {
		file = f
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	bad := 0
	for _, c := range cases {
		fail := func(what string, got, want any) {
			if bad++; bad < 40 {
				t.Errorf("%q flags %d bytes %v on %q: %s is %v, want %v", c.P, c.F, c.B, c.S, what, got, want)
			}
		}
		p, err := sre.Compile([]rune(c.P), c.B, sre.Flags(c.F))
		if c.E != nil {
			got := []any{nil, nil}
			switch e := err.(type) {
			case *sre.Error:
				got = []any{e.Msg, float64(e.Pos)}
			case nil:
			default:
				got = []any{err.Error(), float64(-2)}
			}
			if !reflect.DeepEqual(got, c.E) {
				fail("error", got, c.E)
			}
			continue
		}
		if err != nil {
			fail("error", err, nil)
			continue
		}
		if uint32(p.Flags) != c.Flags {
			fail("flags", p.Flags, c.Flags)
		}
		in := input(c.S)
		show := func(r *result) string {
			if r == nil {
				return "None"
			}
			return fmt.Sprint(*r)
		}
		for _, x := range []struct {
			name string
			mode sre.Mode
			want *result
		}{{"search", sre.Search, c.Search}, {"match", sre.Match, c.Match}, {"fullmatch", sre.FullMatch, c.Full}} {
			if got := run(t, p, in, x.mode); show(got) != show(x.want) {
				fail(x.name, show(got), show(x.want))
			}
		}
		m := sre.NewMatcher(p, in)
		all := [][]int{}
		for pos, empty := 0, -1; pos <= in.Len(); {
			ok, err := m.Run(sre.Search, pos, in.Len(), empty)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
			all = append(all, []int{m.Marks[0], m.Marks[1]})
			if pos, empty = m.Marks[1], -1; m.Marks[0] == pos {
				empty = pos
			}
		}
		if fmt.Sprint(all) != fmt.Sprint(c.All) {
			fail("finditer", all, c.All)
		}
	}
	if bad > 0 {
		t.Errorf("%d of %d cases differ", bad, len(cases))
	}
}

type limit struct{}

func (limit) Error() string { return "limit" }

// TestBudget: a pattern that backtracks for ever ends when Tick says so, and deep repeats do not use the Go stack.
func TestBudget(t *testing.T) {
	for _, c := range []struct{ p, s string }{
		{`(a+)+$`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"},
		{`(a|a)*b`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac"},
		{`(?:(?:a*)*)*b`, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
	} {
		p, err := sre.Compile([]rune(c.p), false, 0)
		if err != nil {
			t.Fatal(err)
		}
		m := sre.NewMatcher(p, &sre.Input{S: c.s})
		total := 0
		m.Tick = func(n int) error {
			if total += n; total > 1_000_000 {
				return limit{}
			}
			return nil
		}
		if _, err := m.Run(sre.Search, 0, len(c.s), -1); err != (limit{}) {
			t.Errorf("%s: %v", c.p, err)
		}
	}
	p, _ := sre.Compile([]rune(`(?:ab|c)*d`), false, 0)
	long := make([]byte, 0, 2_000_001)
	for len(long) < 2_000_000 {
		long = append(long, 'a', 'b')
	}
	in := &sre.Input{S: string(append(long, 'd'))}
	if ok, err := sre.NewMatcher(p, in).Run(sre.Match, 0, in.Len(), -1); !ok || err != nil {
		t.Error(ok, err)
	}
}

func FuzzCompile(f *testing.F) {
	for _, s := range []string{`a(b)*\1`, `(?P<n>x)(?P=n)`, `[a-z&&[^b]]`, `(?<=ab)c{2,3}?`, `(?i:x)(?>y+)`, `\N{DIGIT ONE}`, `(?(1)a|b)`} {
		f.Add(s, "abcabc", uint16(0))
	}
	f.Fuzz(func(t *testing.T, pattern, text string, flags uint16) {
		p, err := sre.Compile([]rune(pattern), false, sre.Flags(flags)&^sre.Debug)
		if err != nil {
			return
		}
		in := input(text)
		m := sre.NewMatcher(p, in)
		total := 0
		m.Tick = func(n int) error {
			if total += n; total > 200_000 {
				return limit{}
			}
			return nil
		}
		ok, err := m.Run(sre.Search, 0, in.Len(), -1)
		if err != nil || !ok {
			return
		}
		for _, x := range m.Marks {
			if x < -1 || x > in.Len() {
				t.Fatalf("%q on %q: mark %d of %d", pattern, text, x, in.Len())
			}
		}
	})
}

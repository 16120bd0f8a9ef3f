// Package re is Python's re: pattern and match objects over the engine in package sre, the module's functions and flags in Python.
//
// A search counts its steps on the run's budget and has one of its own, so that a pattern that backtracks for ever ends with a
// message that says so.
package re

import (
	_ "embed"
	"strconv"
	"sync"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

//go:embed re.py
var source string

//go:embed flags.py
var flagsSource string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

func init() {
	sre.IsIdentifier = object.IsIdentifier
	sre.Quote = func(s string) string { r, _ := object.Repr(nil, object.NewStr(s)); return r }
	object.RegisterModule(&object.NativeModule{Name: "re", Source: source, Init: func(t *thread, m *object.Module) error {
		m.Set("Pattern", PatternType)
		m.Set("Match", MatchType)
		m.SetFunc("_compile", compileFunc)
		t.RT.SetState(moduleKey{}, m)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "_re_flags", Source: flagsSource})
}

type moduleKey struct{}

// patternError raises re.error for a pattern or template that is wrong.
func patternError(t *thread, err error, pattern value) error {
	switch e := err.(type) {
	case *sre.FlagError:
		return object.ValueErrorf("%s", e.Msg)
	case *sre.OverflowError:
		return object.OverflowErrorf("%s", e.Msg)
	case *sre.Error:
		m, ok := t.RT.State(moduleKey{}, func() any { return nil }).(*object.Module)
		if !ok {
			return object.ValueErrorf("%s", e.Error())
		}
		args := []value{object.NewStr(e.Msg), pattern}
		if e.Pos >= 0 {
			args = append(args, object.NewInt(int64(e.Pos)))
		} else {
			args = args[:1]
		}
		o, err := object.Call(t, m.Dict.GetName("error"), args, nil)
		if err != nil {
			return err
		}
		if x := object.AsException(asError(o)); x != nil {
			return x
		}
	}
	return err
}

func asError(o value) error {
	e, _ := o.(*object.Exception)
	if e == nil {
		return nil
	}
	return e
}

// programs are shared by all runs of the process.
type programKey struct {
	source string
	bytes  bool
	flags  sre.Flags
}

var (
	programMu sync.Mutex
	programs  = map[programKey]*sre.Pattern{}
)

const maxPrograms = 512

// Compile compiles a pattern: text as WTF-8, or bytes.
func Compile(t *thread, text string, bytes bool, flags sre.Flags, pattern value) (*sre.Pattern, error) {
	key := programKey{text, bytes, flags}
	programMu.Lock()
	p := programs[key]
	programMu.Unlock()
	if p != nil {
		return p, warn(t, p.Warnings)
	}
	if err := t.Checkpoint(len(text) + 1); err != nil {
		return nil, err
	}
	p, err := sre.Compile(runes(text, bytes), bytes, flags)
	if err != nil {
		return nil, patternError(t, err, pattern)
	}
	programMu.Lock()
	if len(programs) >= maxPrograms {
		programs = map[programKey]*sre.Pattern{}
	}
	programs[key] = p
	programMu.Unlock()
	return p, warn(t, p.Warnings)
}

// warn tells what a pattern or a template may mean in a later Python. The programs outlive a run, so each run is told anew.
func warn(t *thread, warnings []sre.Warning) error {
	for _, w := range warnings {
		category := object.FutureWarningType
		if w.Deprecated {
			category = object.DeprecationWarningType
		}
		if err := t.WarnAbove(category, w.Text, 2); err != nil {
			return err
		}
	}
	return nil
}

// runes gives the characters of text, or the bytes as characters.
func runes(s string, bytes bool) []rune {
	out := make([]rune, 0, len(s))
	if bytes {
		for i := 0; i < len(s); i++ {
			out = append(out, rune(s[i]))
		}
		return out
	}
	for len(s) > 0 {
		r, n := object.DecodeRune(s)
		out = append(out, r)
		s = s[n:]
	}
	return out
}

func text(rs []rune) string {
	b := make([]byte, 0, len(rs))
	for _, r := range rs {
		b = object.AppendRune(b, r)
	}
	return string(b)
}

type patternsKey struct{}

// compileFunc is re._compile(pattern, flags): equal calls of a run give the same object.
func compileFunc(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_compile", a, kw, 2, 2); err != nil {
		return nil, err
	}
	n, err := object.AsIndex(t, a[1])
	if err != nil {
		return nil, err
	}
	flags := sre.Flags(n)
	if p, ok := a[0].(*Pattern); ok {
		if flags != 0 {
			return nil, object.ValueErrorf("cannot process flags argument with a compiled pattern")
		}
		return p, nil
	}
	if flags&sre.Debug != 0 {
		return nil, object.NotImplementedErrorf("re.DEBUG is not supported here")
	}
	key := programKey{flags: flags}
	if s, ok := object.AsStr(a[0]); ok {
		key.source = s
	} else if b, ok := object.AsBytes(a[0]); ok {
		key.source, key.bytes = string(b), true
	} else {
		return nil, object.TypeErrorf("first argument must be string or compiled pattern")
	}
	seen := t.RT.State(patternsKey{}, func() any { return map[programKey]*Pattern{} }).(map[programKey]*Pattern)
	if p := seen[key]; p != nil {
		return p, nil
	}
	prog, err := Compile(t, key.source, key.bytes, flags, a[0])
	if err != nil {
		return nil, err
	}
	p := &Pattern{prog: prog, pattern: a[0], templates: map[string]*template{}}
	if len(seen) >= maxPrograms {
		clear(seen)
	}
	seen[key] = p
	return p, nil
}

// budget is how many steps one search may take.
const budget = 20_000_000

func (p *Pattern) matcher(t *thread, in *sre.Input) *sre.Matcher {
	m := sre.NewMatcher(p.prog, in)
	total := 0
	m.Tick = func(n int) error {
		if total += n; total > budget {
			src := p.prog.Source
			if len(src) > 60 {
				src = text(runes(src, false)[:min(50, len(runes(src, false)))]) + "…"
			}
			return t.Fail("steps", "stopped: the regular expression "+strconv.Quote(src)+" took more than 20 million steps to search one text. "+
				"It can match the same text in too many ways: look for a repeat inside a repeat, as in (a+)+")
		}
		return t.Checkpoint(n)
	}
	m.Alloc = func(n int) error { return t.Alloc(int64(n)) }
	return m
}

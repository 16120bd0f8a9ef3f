package re

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// Pattern is re.Pattern.
type Pattern struct {
	prog      *sre.Pattern
	pattern   value
	index     *object.Dict
	templates map[string]*template
}

// PatternType is its class.
var PatternType = object.Declare("Pattern", "re")

// Type implements object.Object.
func (*Pattern) Type() *object.Type { return PatternType }

func (p *Pattern) groupIndex() *object.Dict {
	if p.index == nil {
		p.index = object.NewDict()
		for i, n := range p.prog.Names {
			if n != "" {
				p.index.SetName(n, object.NewInt(int64(i)))
			}
		}
	}
	return p.index
}

var flagNames = []struct {
	f    sre.Flags
	name string
}{
	{sre.Template, "re.TEMPLATE"}, {sre.IgnoreCase, "re.IGNORECASE"}, {sre.Locale, "re.LOCALE"}, {sre.Multiline, "re.MULTILINE"},
	{sre.DotAll, "re.DOTALL"}, {sre.Unicode, "re.UNICODE"}, {sre.Verbose, "re.VERBOSE"}, {sre.Debug, "re.DEBUG"}, {sre.ASCII, "re.ASCII"},
}

func patternRepr(t *thread, o value) (string, error) {
	p := o.(*Pattern)
	s, err := object.Repr(t, p.pattern)
	if err != nil {
		return "", err
	}
	if rs := []rune(s); len(rs) > 200 {
		s = string(rs[:200])
	}
	flags := p.prog.Flags
	// A str pattern is UNICODE unless it says otherwise.
	if !p.prog.Bytes && flags&(sre.Locale|sre.Unicode|sre.ASCII) == sre.Unicode {
		flags &^= sre.Unicode
	}
	var names []string
	for _, f := range flagNames {
		if flags&f.f != 0 {
			names = append(names, f.name)
			flags &^= f.f
		}
	}
	if flags != 0 {
		names = append(names, "0x"+strconv.FormatUint(uint64(flags), 16))
	}
	if len(names) > 0 {
		s += ", " + strings.Join(names, "|")
	}
	return "re.compile(" + s + ")", nil
}

var (
	searchSigs = map[string]*object.Signature{}
	subSig     = object.NewSignature("sub", "repl", "string", "count=")
	subnSig    = object.NewSignature("subn", "repl", "string", "count=")
	splitSig   = object.NewSignature("split", "string", "maxsplit=")
)

func init() {
	for _, n := range []string{"match", "fullmatch", "search", "findall", "finditer", "scanner"} {
		searchSigs[n] = object.NewSignature(n, "string", "pos=", "endpos=")
	}
	one := func(name string, mode sre.Mode) object.Method {
		sig := searchSigs[name]
		return object.Method{Name: name, Fn: func(t *thread, args []value, kw *kwargs) (value, error) {
			p := args[0].(*Pattern)
			var a []value
			if kw == nil && len(args) == 2 {
				a = []value{args[1], nil, nil}
			} else {
				var err error
				if a, err = sig.Bind(args[1:], kw); err != nil {
					return nil, err
				}
			}
			s, err := p.subject(t, a[0])
			if err != nil {
				return nil, err
			}
			pos, end, err := s.bounds(t, a[1], a[2])
			if err != nil || pos > end {
				return object.None, err
			}
			m := p.matcher(t, s.in)
			ok, err := m.Run(mode, pos, end, -1)
			if err != nil || !ok {
				return object.None, err
			}
			return newMatch(p, s, m, pos, end), nil
		}}
	}
	PatternType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Repr: patternRepr,
			Hash: func(t *thread, o value) (int64, error) {
				p := o.(*Pattern)
				h := object.NewStr(p.prog.Source).Hash() ^ int64(p.prog.Flags)
				return h, nil
			},
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				p, q := a.(*Pattern), b
				r, ok := q.(*Pattern)
				if !ok || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				eq := p == r || p.prog.Source == r.prog.Source && p.prog.Bytes == r.prog.Bytes && p.prog.Flags == r.prog.Flags
				return object.NewBool(eq == (op == object.EQ)), nil
			},
		},
		GetSets: []object.GetSet{
			{Name: "pattern", Get: func(t *thread, o value) (value, error) { return o.(*Pattern).pattern, nil }},
			{Name: "flags", Get: func(t *thread, o value) (value, error) { return object.NewInt(int64(o.(*Pattern).prog.Flags)), nil }},
			{Name: "groups", Get: func(t *thread, o value) (value, error) { return object.NewInt(int64(o.(*Pattern).prog.Groups)), nil }},
			{Name: "groupindex", Get: func(t *thread, o value) (value, error) {
				d := o.(*Pattern).groupIndex()
				if d.Len() == 0 {
					return object.NewDict(), nil
				}
				return object.NewMappingProxy(d), nil
			}},
		},
		Methods: []object.Method{
			one("match", sre.Match), one("fullmatch", sre.FullMatch), one("search", sre.Search),
			{Name: "findall", Fn: findAll}, {Name: "finditer", Fn: findIter}, {Name: "split", Fn: split},
			{Name: "sub", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				r, _, err := substitute(t, a, kw, subSig)
				return r, err
			}},
			{Name: "subn", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				r, n, err := substitute(t, a, kw, subnSig)
				if err != nil {
					return nil, err
				}
				return object.NewTuple(r, object.NewInt(int64(n))), nil
			}},
			{Name: "scanner", Fn: newScanner},
			{Name: "__copy__", Fn: itself}, {Name: "__deepcopy__", Fn: itself},
			object.ClassGetItem("Pattern"),
		},
	})
}

func itself(t *thread, a []value, kw *kwargs) (value, error) { return a[0], nil }

// walk goes from match to match, as findall, finditer, sub and split do: the next search begins where the last match ended, and an empty
// match does not count where the last one was empty too.
type walk struct {
	p        *Pattern
	s        *subject
	m        *sre.Matcher
	pos, end int
	empty    int // where the last match was empty, or -1
	from     int
}

func (p *Pattern) walk(t *thread, args []value, kw *kwargs, name string) (*walk, error) {
	a, err := searchSigs[name].Bind(args, kw)
	if err != nil {
		return nil, err
	}
	s, err := p.subject(t, a[0])
	if err != nil {
		return nil, err
	}
	pos, end, err := s.bounds(t, a[1], a[2])
	if err != nil {
		return nil, err
	}
	return &walk{p: p, s: s, m: p.matcher(t, s.in), pos: pos, from: pos, end: end, empty: -1}, nil
}

func (w *walk) next() (bool, error) { return w.step(sre.Search) }

func (w *walk) step(mode sre.Mode) (bool, error) {
	if w.pos > w.end {
		return false, nil
	}
	ok, err := w.m.Run(mode, w.pos, w.end, w.empty)
	if !ok || err != nil {
		w.pos = w.end + 1
		return false, err
	}
	start, end := w.m.Marks[0], w.m.Marks[1]
	w.pos, w.empty = end, -1
	if start == end {
		w.empty = end
	}
	return true, nil
}

func findAll(t *thread, args []value, kw *kwargs) (value, error) {
	p := args[0].(*Pattern)
	w, err := p.walk(t, args[1:], kw, "findall")
	if err != nil {
		return nil, err
	}
	out := object.NewList(nil)
	group := func(g int) value {
		a, b := w.m.Marks[2*g], w.m.Marks[2*g+1]
		if b < 0 || a < 0 {
			return w.s.make("")
		}
		return w.s.slice(a, b)
	}
	for {
		ok, err := w.next()
		if err != nil || !ok {
			return out, err
		}
		var v value
		switch n := p.prog.Groups; n {
		case 0, 1:
			v = group(n)
		default:
			items := make([]value, n)
			for g := range items {
				items[g] = group(g + 1)
			}
			v = object.NewTuple(items...)
		}
		if err := out.Append(t, v); err != nil {
			return nil, err
		}
		if err := t.Checkpoint(1); err != nil {
			return nil, err
		}
	}
}

// matchIter is what finditer gives.
type matchIter struct{ w *walk }

var matchIterType = object.Declare("callable_iterator", "builtins")

func (*matchIter) Type() *object.Type { return matchIterType }

func init() {
	matchIterType.Define(object.IterSpec(func(t *thread, o value) (value, error) {
		w := o.(*matchIter).w
		ok, err := w.next()
		if err != nil || !ok {
			return nil, err
		}
		return newMatch(w.p, w.s, w.m, w.from, w.end), nil
	}, nil))
}

func findIter(t *thread, args []value, kw *kwargs) (value, error) {
	w, err := args[0].(*Pattern).walk(t, args[1:], kw, "finditer")
	if err != nil {
		return nil, err
	}
	return &matchIter{w}, nil
}

func split(t *thread, args []value, kw *kwargs) (value, error) {
	p := args[0].(*Pattern)
	a, err := splitSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	limit := 0
	if a[1] != nil {
		if limit, err = object.AsIndex(t, a[1]); err != nil {
			return nil, err
		}
	}
	s, err := p.subject(t, a[0])
	if err != nil {
		return nil, err
	}
	w := &walk{p: p, s: s, m: p.matcher(t, s.in), end: s.in.Len(), empty: -1}
	out := object.NewList(nil)
	last := 0
	for n := 0; limit == 0 || n < limit; n++ {
		ok, err := w.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if err := out.Append(t, s.slice(last, w.m.Marks[0])); err != nil {
			return nil, err
		}
		for g := 1; g <= p.prog.Groups; g++ {
			var v value = object.None
			if x, y := w.m.Marks[2*g], w.m.Marks[2*g+1]; x >= 0 && y >= 0 {
				v = s.slice(x, y)
			}
			if err := out.Append(t, v); err != nil {
				return nil, err
			}
		}
		last = w.m.Marks[1]
		if err := t.Checkpoint(1); err != nil {
			return nil, err
		}
	}
	return out, out.Append(t, s.slice(last, w.end))
}

// substitute is sub and subn: the new text and how many matches were replaced.
func substitute(t *thread, args []value, kw *kwargs, sig *object.Signature) (value, int, error) {
	p := args[0].(*Pattern)
	a, err := sig.Bind(args[1:], kw)
	if err != nil {
		return nil, 0, err
	}
	limit := 0
	if a[2] != nil {
		if limit, err = object.AsIndex(t, a[2]); err != nil {
			return nil, 0, err
		}
	}
	s, err := p.subject(t, a[1])
	if err != nil {
		return nil, 0, err
	}
	var tmpl *template
	repl := a[0]
	if !object.IsCallable(repl) {
		if tmpl, err = p.template(t, repl); err != nil {
			return nil, 0, err
		}
	}
	w := &walk{p: p, s: s, m: p.matcher(t, s.in), end: s.in.Len(), empty: -1}
	var b strings.Builder
	last, n := 0, 0
	grow := 0
	for limit <= 0 || n < limit {
		ok, err := w.next()
		if err != nil {
			return nil, 0, err
		}
		if !ok {
			break
		}
		start, end := w.m.Marks[0], w.m.Marks[1]
		b.WriteString(s.raw(last, start))
		if tmpl != nil {
			tmpl.expand(&b, s, w.m.Marks)
		} else if err := callReplacement(t, &b, repl, newMatch(p, s, w.m, 0, w.end), s.bytes, n); err != nil {
			return nil, 0, err
		}
		last = end
		n++
		if b.Len()-grow > 1<<16 {
			if err := t.Alloc(int64(2 * (b.Len() - grow))); err != nil {
				return nil, 0, err
			}
			grow = b.Len()
		}
		if err := t.Checkpoint(1); err != nil {
			return nil, 0, err
		}
	}
	if n == 0 {
		return s.slice(0, w.end), 0, nil
	}
	b.WriteString(s.raw(last, w.end))
	return s.make(b.String()), n, nil
}

func callReplacement(t *thread, b *strings.Builder, fn value, m *Match, bytes bool, n int) error {
	r, err := object.CallArgs(t, fn, m)
	if err != nil || r == object.None {
		return err
	}
	if bytes {
		if x, ok := object.AsBytes(r); ok {
			b.Write(x)
			return nil
		}
		return object.TypeErrorf("sequence item %d: expected a bytes-like object, %s found", n, object.TypeName(r))
	}
	if x, ok := object.AsStr(r); ok {
		b.WriteString(x)
		return nil
	}
	return object.TypeErrorf("sequence item %d: expected str instance, %s found", n, object.TypeName(r))
}

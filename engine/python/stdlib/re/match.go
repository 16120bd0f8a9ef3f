package re

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// Match is re.Match.
type Match struct {
	p        *Pattern
	s        *subject
	marks    []int
	last     int
	pos, end int
}

// MatchType is its class.
var MatchType = object.Declare("Match", "re")

// Type implements object.Object.
func (*Match) Type() *object.Type { return MatchType }

func newMatch(p *Pattern, s *subject, m *sre.Matcher, pos, end int) *Match {
	return &Match{p: p, s: s, marks: append([]int(nil), m.Marks...), last: m.LastIndex, pos: pos, end: end}
}

// group finds a group by number or name.
func (m *Match) group(t *thread, key value) (int, error) {
	if key.Type().Slots.Index != nil {
		i, err := object.AsIndexClamped(t, key)
		if err != nil {
			return 0, err
		}
		if i >= 0 && i <= m.p.prog.Groups {
			return i, nil
		}
	} else {
		v, err := m.p.groupIndex().Get(t, key)
		if err != nil {
			return 0, err
		}
		if n, ok := v.(object.Int); ok {
			return int(n), nil
		}
	}
	return 0, object.IndexErrorf("no such group")
}

func (m *Match) text(g int, def value) value {
	a, b := m.marks[2*g], m.marks[2*g+1]
	if a < 0 || b < 0 {
		return def
	}
	return m.s.slice(a, b)
}

func (m *Match) span(g int) (int, int) {
	a, b := m.marks[2*g], m.marks[2*g+1]
	if a < 0 || b < 0 {
		return -1, -1
	}
	return a, b
}

func pair(a, b int) value { return object.NewTuple(object.NewInt(int64(a)), object.NewInt(int64(b))) }

func init() {
	// bound makes start, end and span: one optional group.
	bound := func(name string, f func(m *Match, g int) value) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs(name, a[1:], kw, 0, 1); err != nil {
				return nil, err
			}
			m, g := a[0].(*Match), 0
			if len(a) == 2 {
				var err error
				if g, err = m.group(t, a[1]); err != nil {
					return nil, err
				}
			}
			return f(m, g), nil
		}}
	}
	groupsSig := object.NewSignature("groups", "default=")
	groupdictSig := object.NewSignature("groupdict", "default=")
	get := func(name string, f func(m *Match) value) object.GetSet {
		return object.GetSet{Name: name, Get: func(t *thread, o value) (value, error) { return f(o.(*Match)), nil }}
	}
	MatchType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Repr: func(t *thread, o value) (string, error) {
				m := o.(*Match)
				a, b := m.span(0)
				s, err := object.Repr(t, m.text(0, object.None))
				if err != nil {
					return "", err
				}
				sp, err := object.Repr(t, pair(a, b))
				return "<re.Match object; span=" + sp + ", match=" + s + ">", err
			},
			GetItem: func(t *thread, o, key value) (value, error) {
				m := o.(*Match)
				g, err := m.group(t, key)
				if err != nil {
					return nil, err
				}
				return m.text(g, object.None), nil
			},
		},
		GetSets: []object.GetSet{
			get("string", func(m *Match) value { return m.s.obj }),
			get("re", func(m *Match) value { return m.p }),
			get("pos", func(m *Match) value { return object.NewInt(int64(m.pos)) }),
			get("endpos", func(m *Match) value { return object.NewInt(int64(m.end)) }),
			get("lastindex", func(m *Match) value {
				if m.last == 0 {
					return object.None
				}
				return object.NewInt(int64(m.last))
			}),
			get("lastgroup", func(m *Match) value {
				if m.last == 0 || m.p.prog.Names[m.last] == "" {
					return object.None
				}
				return object.NewStr(m.p.prog.Names[m.last])
			}),
			get("regs", func(m *Match) value {
				out := make([]value, m.p.prog.Groups+1)
				for g := range out {
					out[g] = pair(m.span(g))
				}
				return object.NewTuple(out...)
			}),
		},
		Methods: []object.Method{
			bound("start", func(m *Match, g int) value { a, _ := m.span(g); return object.NewInt(int64(a)) }),
			bound("end", func(m *Match, g int) value { _, b := m.span(g); return object.NewInt(int64(b)) }),
			bound("span", func(m *Match, g int) value { return pair(m.span(g)) }),
			{Name: "group", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if kw.Len() > 0 {
					return nil, object.TypeErrorf("re.Match.group() takes no keyword arguments")
				}
				m := a[0].(*Match)
				if len(a) == 1 {
					return m.text(0, object.None), nil
				}
				out := make([]value, len(a)-1)
				for i, key := range a[1:] {
					g, err := m.group(t, key)
					if err != nil {
						return nil, err
					}
					out[i] = m.text(g, object.None)
				}
				if len(out) == 1 {
					return out[0], nil
				}
				return object.NewTuple(out...), nil
			}},
			{Name: "groups", Fn: func(t *thread, args []value, kw *kwargs) (value, error) {
				a, err := groupsSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				m := args[0].(*Match)
				out := make([]value, m.p.prog.Groups)
				for g := range out {
					out[g] = m.text(g+1, orNone(a[0]))
				}
				return object.NewTuple(out...), nil
			}},
			{Name: "groupdict", Fn: func(t *thread, args []value, kw *kwargs) (value, error) {
				a, err := groupdictSig.Bind(args[1:], kw)
				if err != nil {
					return nil, err
				}
				m, d := args[0].(*Match), object.NewDict()
				for g, n := range m.p.prog.Names {
					if n != "" {
						d.SetName(n, m.text(g, orNone(a[0])))
					}
				}
				return d, nil
			}},
			{Name: "expand", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("expand", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				m := a[0].(*Match)
				tmpl, err := m.p.template(t, a[1])
				if err != nil {
					return nil, err
				}
				var b strings.Builder
				tmpl.expand(&b, m.s, m.marks)
				return m.s.make(b.String()), nil
			}},
			{Name: "__copy__", Fn: itself}, {Name: "__deepcopy__", Fn: itself},
			object.ClassGetItem("Match"),
		},
	})
}

func orNone(o value) value {
	if o == nil {
		return object.None
	}
	return o
}

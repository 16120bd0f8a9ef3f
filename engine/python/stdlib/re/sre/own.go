package sre

import "sync"

// Own is a pattern of the engine's own, as Django has them at module level: compiled when it is first used, since most runs use none.
// A mistake in it panics at that time, so each needs a test that uses it.
type Own struct {
	Source string
	Flags  Flags

	once sync.Once
	p    *Pattern
}

// Match is re.match: the text of each group, 0 being the whole match and "" a group that took no part; nil when s does not begin with a match.
func (o *Own) Match(s string) []string {
	o.once.Do(func() {
		p, err := Compile([]rune(o.Source), false, o.Flags)
		if err != nil {
			panic("sre: " + o.Source + ": " + err.Error())
		}
		o.p = p
	})
	in := NewInput(s)
	m := NewMatcher(o.p, in)
	if ok, err := m.Run(Match, 0, in.Len(), -1); !ok || err != nil {
		return nil
	}
	groups := make([]string, o.p.Groups+1)
	for g := range groups {
		if from, to := m.Marks[2*g], m.Marks[2*g+1]; from >= 0 {
			groups[g] = in.slice(from, to)
		}
	}
	return groups
}

// NewInput is the input for a text in UTF-8.
func NewInput(s string) *Input {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return &Input{R: []rune(s)}
		}
	}
	return &Input{S: s}
}

func (in *Input) slice(from, to int) string {
	if in.R != nil {
		return string(in.R[from:to])
	}
	return in.S[from:to]
}

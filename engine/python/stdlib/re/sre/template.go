package sre

import (
	"strconv"
)

// TemplatePart is literal text (Group -1) or a group of a replacement text.
type TemplatePart struct {
	Group   int
	Literal []rune
}

// UnknownGroup is a reference by name to a group that there is not, an IndexError to programs.
type UnknownGroup struct{ Name string }

func (e *UnknownGroup) Error() string { return "unknown group name " + quote(e.Name) }

// ParseTemplate parses the replacement text of sub().
func ParseTemplate(src []rune, p *Pattern) ([]TemplatePart, []Warning, error) {
	st := &state{bytes: p.Bytes}
	parts, err := parseTemplate(NewTokenizer(src), st, p)
	return parts, st.warnings, err
}

func parseTemplate(t *Tokenizer, st *state, p *Pattern) ([]TemplatePart, error) {
	var parts []TemplatePart
	literal := func(rs ...rune) {
		if n := len(parts); n > 0 && parts[n-1].Group < 0 {
			parts[n-1].Literal = append(parts[n-1].Literal, rs...)
			return
		}
		parts = append(parts, TemplatePart{Group: -1, Literal: rs})
	}
	group := func(g, back int) error {
		if g > p.Groups {
			return t.error("invalid group reference "+strconv.Itoa(g), back)
		}
		parts = append(parts, TemplatePart{Group: g})
		return nil
	}
	for t.err == nil {
		this := t.get()
		if !this.ok {
			break
		}
		if !this.esc {
			literal(this.r)
			continue
		}
		text := this.text()
		switch {
		case this.r == 'g':
			if !t.match('<') {
				return nil, t.error("missing <", 0)
			}
			name, err := t.getUntil('>', "group name")
			if err != nil {
				return nil, err
			}
			g, err := templateGroup(t, st, p, name)
			if err != nil {
				return nil, err
			}
			if err := group(g, len([]rune(name))+1); err != nil {
				return nil, err
			}
		case this.r == '0':
			v, _ := strconv.ParseInt(this.text()[1:]+t.getWhile(2, octDigits), 8, 32)
			literal(rune(v & 0xff))
		case '1' <= this.r && this.r <= '9':
			if t.next.in(digits) {
				text += string(t.get().r)
				if text[1] < '8' && text[2] < '8' && t.next.in(octDigits) {
					r, err := octal(t, text+string(t.get().r))
					if err != nil {
						return nil, err
					}
					literal(r)
					continue
				}
			}
			g, _ := strconv.Atoi(text[1:])
			if err := group(g, len(text)-1); err != nil {
				return nil, err
			}
		default:
			if r, ok := simpleEscapes[this.r]; ok {
				literal(r)
				continue
			}
			if isASCIILetter(this.r) {
				return nil, t.error("bad escape "+text, 2)
			}
			literal('\\', this.r)
		}
	}
	return parts, t.err
}

// templateGroup finds the group of \g<name>.
func templateGroup(t *Tokenizer, st *state, p *Pattern, name string) (int, error) {
	if IsIdentifier(name) {
		if err := checkName(t, st, name, 1); err != nil {
			return 0, err
		}
		g, ok := p.Index[name]
		if !ok {
			return 0, &UnknownGroup{name}
		}
		return g, nil
	}
	return groupNumber(t, st, name)
}

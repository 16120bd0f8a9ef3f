package re

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/re/sre"
)

// template is the replacement text of sub() made ready: literal text and groups by turns.
type template struct {
	literal string // before the first group
	parts   []templatePart
}

type templatePart struct {
	group   int
	literal string // behind it
}

// template parses a replacement text; parsed ones are kept with the pattern.
func (p *Pattern) template(t *thread, repl value) (*template, error) {
	src, ok := object.AsStr(repl)
	if !ok {
		b, isBytes := object.AsBytes(repl)
		if !isBytes {
			return nil, object.TypeErrorf("decoding to str: need a bytes-like object, %s found", object.TypeName(repl))
		}
		src = string(b)
	}
	if ok == p.prog.Bytes {
		if ok {
			return nil, object.TypeErrorf("sequence item 0: expected a bytes-like object, str found")
		}
		return nil, object.TypeErrorf("sequence item 0: expected str instance, %s found", object.TypeName(repl))
	}
	if !strings.Contains(src, "\\") {
		return &template{literal: src}, nil
	}
	if tm := p.templates[src]; tm != nil {
		return tm, nil
	}
	parts, warnings, err := sre.ParseTemplate(runes(src, p.prog.Bytes), p.prog)
	if err != nil {
		if e, ok := err.(*sre.UnknownGroup); ok {
			return nil, object.IndexErrorf("%s", e.Error())
		}
		return nil, patternError(t, err, repl)
	}
	if err := warn(t, warnings); err != nil {
		return nil, err
	}
	tm := &template{}
	enc := func(rs []rune) string {
		if !p.prog.Bytes {
			return text(rs)
		}
		b := make([]byte, len(rs))
		for i, r := range rs {
			b[i] = byte(r)
		}
		return string(b)
	}
	for _, part := range parts {
		switch {
		case part.Group >= 0:
			tm.parts = append(tm.parts, templatePart{group: part.Group})
		case len(tm.parts) == 0:
			tm.literal += enc(part.Literal)
		default:
			tm.parts[len(tm.parts)-1].literal += enc(part.Literal)
		}
	}
	if len(p.templates) < 64 {
		p.templates[src] = tm
	}
	return tm, nil
}

// expand writes the template for a match; a group that took no part is empty.
func (tm *template) expand(b *strings.Builder, s *subject, marks []int) {
	b.WriteString(tm.literal)
	for _, part := range tm.parts {
		if x, y := marks[2*part.group], marks[2*part.group+1]; x >= 0 && y >= 0 {
			b.WriteString(s.raw(x, y))
		}
		b.WriteString(part.literal)
	}
}

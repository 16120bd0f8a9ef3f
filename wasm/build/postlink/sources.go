package postlink

import (
	"bytes"
	"slices"
)

// This file moves texts that are embedded in the program and not read before they are needed: Python sources, and the bodies of functions in those that are. The
// reader (engine/python/object/source.go, outline.go) finds a mark where a text or a body would begin and then has it loaded.

// markSize is the length of a text's mark: a zero byte and the text's number in three.
const markSize = 4

// A Text is an embedded text.
type Text struct {
	Bytes []byte
	// Parts are pieces of it that can be elsewhere when the text itself is not.
	Parts []Part
}

// A Part is a piece of a text, From and To bytes from its beginning. Mark writes what stands there when it is elsewhere: the number is 0 if nobody needs to know which it is.
type Part struct {
	From, To int
	Mark     func(place []byte, number int)
}

// A Source is an embedded text, or a part of one, as the training needs it: where it begins, and with what.
type Source struct {
	Address int    `json:"address"`
	Head    []byte `json:"head"`
}

// part is a Part in the image. Its number is that of its place among the parts, after all the texts.
type part struct {
	span
	text int // the number of its text
	mark func(place []byte, number int)
}

// Embed says which texts are embedded. Those that are not found in the program's data exactly once, or have no room for a mark, stay where they are.
func (p *Program) Embed(texts []Text) {
	taken := map[int]bool{}
	for _, text := range texts {
		at := bytes.Index(p.im.b, text.Bytes)
		if len(text.Bytes) < 64 || at < 0 || taken[at] || bytes.Contains(p.im.b[at+1:], text.Bytes) {
			continue
		}
		taken[at] = true
		from := p.im.base + at
		for _, t := range text.Parts {
			if t.From >= markSize { // before that, the text's own mark stands
				p.parts = append(p.parts, part{span{from + t.From, from + t.To}, len(p.sources), t.Mark})
			}
		}
		p.sources = append(p.sources, span{from, from + len(text.Bytes)})
	}
}

// Sources describes the texts in the order of their numbers, and after them the parts.
func (p *Program) Sources() []Source {
	var list []Source
	for _, s := range p.sources {
		list = append(list, Source{s.from, p.im.slice(s.from, markSize)})
	}
	for _, s := range p.parts {
		list = append(list, Source{s.from, p.im.slice(s.from, s.to-s.from)})
	}
	return list
}

// markAll puts all marks into an image, with the numbers of texts and parts.
func (p *Program) markAll(im *image) {
	for i, s := range p.parts {
		s.mark(im.b[s.from-im.base:s.to-im.base], len(p.sources)+i)
	}
	for i := range p.sources {
		p.markSource(im, i, i)
	}
}

// markSource puts the mark of a text into an image.
func (p *Program) markSource(im *image, i, number int) {
	im.put32(p.sources[i].from, uint32(number)<<8)
}

// unread are numbers of texts and of parts.
type unread struct{ texts, parts []int }

// unread gives the texts that are not among the numbers in read, and of the others the parts that are not.
func (p *Program) unread(read []int) unread {
	var u unread
	wanted := map[int]bool{}
	for _, i := range read {
		wanted[i] = true
	}
	for i := range p.sources {
		if !wanted[i] {
			u.texts = append(u.texts, i)
		}
	}
	for i, s := range p.parts {
		if wanted[s.text] && !wanted[len(p.sources)+i] {
			u.parts = append(u.parts, i)
		}
	}
	return u
}

// without gives what o has not. Both are in order.
func (u unread) without(o unread) unread {
	less := func(list, others []int) (left []int) {
		for _, i := range list {
			if _, found := slices.BinarySearch(others, i); !found {
				left = append(left, i)
			}
		}
		return left
	}
	return unread{less(u.texts, o.texts), less(u.parts, o.parts)}
}

// spans are where they lie.
func (p *Program) spans(u unread) []span {
	var list []span
	for _, i := range u.texts {
		list = append(list, p.sources[i])
	}
	for _, i := range u.parts {
		list = append(list, p.parts[i].span)
	}
	return list
}

// markMoved puts marks where texts and parts have been cut out, with the number of the module that has them.
func (p *Program) markMoved(u unread, module int) {
	for _, i := range u.texts {
		p.markSource(p.im, i, module)
	}
	for _, i := range u.parts {
		s := p.parts[i]
		s.mark(p.im.b[s.from-p.im.base:s.to-p.im.base], module)
	}
}

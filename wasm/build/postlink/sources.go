package postlink

import "bytes"

// This file moves texts that are embedded in the program and not read before they are needed: Python sources. The reader (engine/python/object/source.go) finds a mark
// where a text would begin and then has it loaded.

// markSize is the length of a mark: a zero byte and the text's number in three.
const markSize = 4

// A Source is an embedded text as the training needs it: where it begins, and with what.
type Source struct {
	Address int             `json:"address"`
	Head    [markSize]uint8 `json:"head"`
}

// Embed says which texts are embedded. Those that are not found in the program's data exactly once, or have no room for a mark, stay where they are.
func (p *Program) Embed(texts [][]byte) {
	taken := map[int]bool{}
	for _, text := range texts {
		at := bytes.Index(p.im.b, text)
		if len(text) < 64 || at < 0 || taken[at] || bytes.Contains(p.im.b[at+1:], text) {
			continue
		}
		taken[at] = true
		p.sources = append(p.sources, span{p.im.base + at, p.im.base + at + len(text)})
	}
}

// Sources describes the texts in the order of their numbers.
func (p *Program) Sources() []Source {
	list := make([]Source, len(p.sources))
	for i, s := range p.sources {
		list[i].Address = s.from
		copy(list[i].Head[:], p.im.b[s.from-p.im.base:])
	}
	return list
}

// mark puts marks into an image.
func (p *Program) mark(im *image, numbers ...int) {
	for _, i := range numbers {
		im.put32(p.sources[i].from, uint32(i)<<8)
	}
}

package timeline

import (
	"html"
	"strconv"
	"strings"
	"time"
)

// Measures of the picture, in pixels; web/src/timeline.ts has the same.
const (
	axisHeight = 22
	rowHeight  = 36
	labelBase  = 12 // of a row's name
	barTop     = 17
	barHeight  = 14
)

// SVG draws the timeline without any script: horizontally in percent, so that it fits every width, its words not scaled. With links, a statement's bar names
// its entry in the SQL panel beside the picture, for the page to follow.
func (t *Timeline) SVG(label string, links bool) string {
	var b strings.Builder
	height := axisHeight + rowHeight*len(t.Lanes)
	b.WriteString(`<svg class="tl" role="img" aria-label="` + html.EscapeString(label) + `" width="100%" height="` + strconv.Itoa(height) + `">`)
	b.WriteString(`<g class="tl-axis">`)
	total := max(t.End, time.Millisecond)
	for at := time.Duration(0); at <= total; at += step(total) {
		x := percent(at, total)
		b.WriteString(`<line x1="` + x + `" x2="` + x + `" y1="` + strconv.Itoa(axisHeight) + `" y2="` + strconv.Itoa(height) + `"/>`)
		anchor := ""
		if at > total/100*90 { // on a telephone a name in the middle would be cut off
			anchor = ` text-anchor="end"`
		} else if at > 0 {
			anchor = ` text-anchor="middle"`
		}
		b.WriteString(`<text x="` + x + `" y="` + strconv.Itoa(axisHeight-8) + `"` + anchor + `>` + tick(at) + `</text>`)
	}
	b.WriteString(`</g>`)
	for i, l := range t.Lanes {
		y := axisHeight + i*rowHeight
		b.WriteString(`<g class="tl-lane" data-lane="` + string(l.Kind) + `"><text x="0" y="` + strconv.Itoa(y+labelBase) + `">` + html.EscapeString(l.Name) + `</text>`)
		b.WriteString(`<rect class="tl-base" x="` + percent(l.From, total) + `" y="` + strconv.Itoa(y+barTop) + `" width="` + percent(l.To-l.From, total) + `" height="` + strconv.Itoa(barHeight) + `"/>`)
		for _, s := range t.Spans {
			if s.Lane != i {
				continue
			}
			top, h := bar(s.Kind)
			width := percent(s.End-s.Start, total)
			if s.End-s.Start < total/400 {
				width = "2"
			}
			link := ""
			if links && s.Query != 0 {
				link = ` data-action="go-to-query" data-query="` + strconv.Itoa(int(s.Query)) + `"`
			}
			b.WriteString(`<rect class="tl-` + string(s.Kind) + `" x="` + percent(s.Start, total) + `" y="` + strconv.Itoa(y+top) + `" width="` + width + `" height="` + strconv.Itoa(h) + `"` + link + `><title>` + html.EscapeString(s.Words()) + `</title></rect>`)
		}
		for _, m := range t.Moments {
			if m.Lane == i {
				b.WriteString(`<circle class="tl-` + m.Kind + `" cx="` + percent(m.At, total) + `" cy="` + strconv.Itoa(y+barTop+barHeight/2) + `" r="3"><title>` + html.EscapeString(m.Words()) + `</title></circle>`)
			}
		}
		b.WriteString(`</g>`)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// Sample is a small picture of a kind of span, for the key.
func Sample(k Kind) string {
	top, h := bar(k)
	return `<svg class="tl tl-sample" aria-hidden="true" width="18" height="` + strconv.Itoa(barHeight+4) + `"><rect class="tl-base" width="18" y="2" height="` + strconv.Itoa(barHeight) +
		`"/><rect class="tl-` + string(k) + `" x="4" width="10" y="` + strconv.Itoa(top-barTop+2) + `" height="` + strconv.Itoa(h) + `"/></svg>`
}

// bar is where in its row a span of this kind is drawn: kinds differ by shape and not only by colour.
func bar(k Kind) (top, height int) {
	switch k {
	case Run:
		return barTop - 2, barHeight + 4
	case Wait, Sleep:
		return barTop + 4, barHeight - 8
	case Queue:
		return barTop + 6, barHeight - 12
	}
	return barTop, barHeight
}

// Words are what a span's details say: what, where, how long.
func (s *Span) Words() string {
	out := s.Text
	if s.Line != 0 {
		out += " · " + s.File + ", line " + strconv.Itoa(int(s.Line))
	}
	if s.End > s.Start {
		out += " · " + millis(s.End-s.Start) + " ms"
	}
	return out + " at " + millis(s.Start) + " ms"
}

// Words are what a moment's details say.
func (m *Moment) Words() string {
	out := m.Text
	if m.Kind == "print" {
		out = "prints " + out
	}
	if m.Line != 0 {
		out += " · " + m.File + ", line " + strconv.Itoa(int(m.Line))
	}
	return out + " at " + millis(m.At) + " ms"
}

func percent(d, total time.Duration) string {
	return strconv.FormatFloat(float64((d*100_000+total/2)/total)/1000, 'f', -1, 64) + "%"
}

// step is the distance of the axis's marks: 1, 2 or 5 times a power of ten, four to ten of them.
func step(total time.Duration) time.Duration {
	unit := time.Microsecond
	for unit*10 <= total {
		unit *= 10
	}
	switch {
	case total/unit >= 8:
		return unit * 2
	case total/unit >= 4:
		return unit
	case total/unit >= 2:
		return unit / 2
	}
	return unit / 4
}

func tick(at time.Duration) string {
	return strconv.FormatFloat(ms(at), 'f', -1, 64) + " ms"
}

package compare

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// The pictures need no script and no size: what is horizontal is a share of the width, what is vertical is in pixels, and words are not scaled.
// Their colours are the page's, by class.

// Measures, in pixels.
const (
	axisHeight  = 22
	barsHeight  = 200 // of many requests; few have rows of rowHeight
	rowHeight   = 9
	curveHeight = 180
	unit        = 4000 // the width of a picture in its own units; a row of bars is ten of them high
)

// shape is how a state is drawn: from where in its row, and how high, in tenths. States differ by height and not by colour alone.
var shape = [states]struct{ top, height int }{DB: {1, 8}, Run: {0, 10}, Wait: {3, 5}, Queue: {4, 2}}

type drawing struct {
	strings.Builder
	height int
}

func (d *drawing) begin(class, label string, height int) {
	d.height = axisHeight + height
	d.WriteString(`<svg class="` + class + `" role="img" aria-label="` + label + `" width="100%" height="` + strconv.Itoa(d.height) + `">`)
}

// inner begins the part that is stretched to the width, and to the height, which has some units.
func (d *drawing) inner(height, units int) {
	d.WriteString(`<svg y="` + strconv.Itoa(axisHeight) + `" width="100%" height="` + strconv.Itoa(height) + `" viewBox="0 0 ` + strconv.Itoa(unit) + ` ` + strconv.Itoa(units) + `" preserveAspectRatio="none">`)
}

// times draws the axis of times.
func (d *drawing) times(total time.Duration) {
	d.WriteString(`<g class="tl-axis">`)
	for at := time.Duration(0); at <= total; at += step(total) {
		d.mark(float64(at)/float64(total), tick(at))
	}
	d.WriteString(`</g>`)
}

// mark draws a line of an axis, with its name.
func (d *drawing) mark(share float64, name string) {
	x := strconv.FormatFloat(math.Round(share*1e5)/1e3, 'f', -1, 64) + "%"
	anchor := ""
	switch {
	case share >= 0.95 && share != 0.99: // p95 and p99 stand too near for both to be in the middle, where on a telephone what is near the end would be cut off too
		anchor = ` text-anchor="end"`
	case share > 0 && share != 0.99:
		anchor = ` text-anchor="middle"`
	}
	d.WriteString(`<line x1="` + x + `" x2="` + x + `" y1="` + strconv.Itoa(axisHeight) + `" y2="` + strconv.Itoa(d.height) + `"/><text x="` + x + `" y="` + strconv.Itoa(axisHeight-8) + `"` + anchor + `>` + name + `</text>`)
}

// bars draws each request of a way as a row, from its arrival to its answer.
func (s *Served) bars(end time.Duration) string {
	if s.Figures.Answered == 0 || end <= 0 {
		return ""
	}
	var d drawing
	height := min(len(s.Requests)*rowHeight, barsHeight)
	d.begin("ld", "Each request as a line, from its arrival to its answer; the table below sums them up.", height)
	d.times(end)
	d.inner(height, 10*len(s.Requests))
	for state := range states {
		top, h := shape[state].top, strconv.Itoa(shape[state].height)
		var path strings.Builder
		for i := range s.Requests {
			for _, span := range s.Requests[i].Spans {
				if span.State != state {
					continue
				}
				x, to := across(span.From, end), across(span.To, end)
				path.WriteString("M" + strconv.Itoa(x) + " " + strconv.Itoa(10*i+top) + "H" + strconv.Itoa(max(to, x+1)) + "v" + h + "H" + strconv.Itoa(x) + "z")
			}
		}
		if path.Len() > 0 {
			d.WriteString(`<path class="ld-` + state.String() + `" d="` + path.String() + `"/>`)
		}
	}
	var failed strings.Builder
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Status >= 500 {
			x := across(r.End, end)
			failed.WriteString("M" + strconv.Itoa(x) + " " + strconv.Itoa(10*i) + "v10h" + strconv.Itoa(unit/200) + "v-10z")
		}
	}
	if failed.Len() > 0 {
		d.WriteString(`<path class="ld-failed" d="` + failed.String() + `"/>`)
	}
	d.WriteString(`</svg></svg>`)
	return d.String()
}

func across(at, end time.Duration) int { return int(int64(at) * unit / int64(end)) }

// number writes tenths of a pixel.
func number(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

// answers draws, for each way, how many requests had their answer by when: the steeper, the higher the throughput. The arrivals are a line too.
func (r *Report) answers() string {
	end := time.Duration(r.End)
	var d drawing
	d.begin("ld ld-curve", "How many requests had been answered by when, a line for each way; the table below sums it up.", curveHeight)
	d.times(end)
	names := d.levels(r.Requests, "")
	d.inner(curveHeight, curveHeight)
	var arrived []time.Duration
	for i, w := range r.Ways {
		var ends []time.Duration
		for _, q := range w.Requests {
			if i == 0 {
				arrived = append(arrived, q.At)
			}
			if q.Status != 0 {
				ends = append(ends, q.End)
			}
		}
		if i == 0 {
			d.stairs("ld-arrivals", arrived, r.Requests, end)
		}
		sortTimes(ends)
		d.stairs("ld-way ld-way-"+strconv.Itoa(i), ends, r.Requests, end)
	}
	d.WriteString(`</svg>` + names + `</svg>`)
	return d.String()
}

// stairs draws a line that goes up by one at each of the moments.
func (d *drawing) stairs(class string, moments []time.Duration, all int, end time.Duration) {
	d.WriteString(`<path class="` + class + `" d="M0 ` + strconv.Itoa(curveHeight))
	for i, at := range moments {
		if i+1 < len(moments) && moments[i+1] == at {
			continue
		}
		d.WriteString("H" + strconv.Itoa(across(at, end)) + "V" + number(curveHeight*(1-float64(i+1)/float64(all))))
	}
	d.WriteString(`H` + strconv.Itoa(unit) + `"/>`)
}

// levels draws the axis of what is vertical. It gives the names of the lines, which are to be drawn over the curves.
func (d *drawing) levels(top int, suffix string) string {
	names := `<g class="ld-levels">`
	d.WriteString(names)
	by := int(step(time.Duration(top)*time.Microsecond) / time.Microsecond)
	for v := max(by, 1); v <= top; v += max(by, 1) {
		y := axisHeight + curveHeight*(1-float64(v)/float64(top))
		d.WriteString(`<line x1="0" x2="100%" y1="` + number(y) + `" y2="` + number(y) + `"/>`)
		names += `<text x="2" y="` + number(y+12) + `">` + strconv.Itoa(v) + suffix + `</text>`
	}
	d.WriteString(`</g>`)
	return names + `</g>`
}

// latencies draws, for each way, the latency that a share of the requests did not exceed, with the shares of p50, p95 and p99 marked.
func (r *Report) latencies() string {
	var d drawing
	d.begin("ld ld-curve", "The latency that each share of the requests did not exceed, a line for each way; the table below has p50, p95 and p99.", curveHeight)
	d.WriteString(`<g class="tl-axis">`)
	for _, p := range []int{0, 25, 50, 75, 95, 99} {
		name := strconv.Itoa(p) + " %"
		if p == 50 || p > 75 {
			name = "p" + strconv.Itoa(p)
		}
		d.mark(float64(p)/100, name)
	}
	d.WriteString(`</g>`)
	var longest time.Duration
	for _, w := range r.Ways {
		longest = max(longest, time.Duration(w.Figures.Max))
	}
	if longest == 0 {
		longest = time.Millisecond
	}
	names := d.levels(int((longest+time.Millisecond-1)/time.Millisecond), " ms")
	top := float64((longest + time.Millisecond - 1).Truncate(time.Millisecond))
	d.inner(curveHeight, curveHeight)
	for i, w := range r.Ways {
		l := w.latencies()
		if len(l) == 0 {
			continue
		}
		d.WriteString(`<path class="ld-way ld-way-` + strconv.Itoa(i) + `" d="M0 ` + number(curveHeight*(1-float64(l[0])/top)))
		for k, v := range l {
			if k+1 == len(l) || l[k+1] != v {
				d.WriteString("V" + number(curveHeight*(1-float64(v)/top)) + "H" + strconv.Itoa(unit*(k+1)/len(l)))
			}
		}
		d.WriteString(`"/>`)
	}
	d.WriteString(`</svg>` + names + `</svg>`)
	return d.String()
}

// step is the distance of an axis's marks: 1, 2 or 5 times a power of ten, four to ten of them.
func step(total time.Duration) time.Duration {
	unit := time.Microsecond
	for unit*10 <= total {
		unit *= 10
	}
	switch n := total / unit; {
	case n >= 8:
		return unit * 2
	case n >= 4:
		return unit
	case n >= 2:
		return unit / 2
	}
	return max(unit/4, 1)
}

func tick(at time.Duration) string {
	if at >= 10*time.Second {
		return strconv.FormatFloat(at.Seconds(), 'f', -1, 64) + " s"
	}
	return strconv.FormatFloat(float64(at)/float64(time.Millisecond), 'f', -1, 64) + " ms"
}

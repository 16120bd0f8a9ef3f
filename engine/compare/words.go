package compare

import (
	"fmt"
	"strconv"
	"time"
)

// words sums the comparison up in a few sentences. All times are simulated.
func (r *Report) words() []string {
	var whole []*Served
	for i := range r.Ways {
		if w := &r.Ways[i]; w.Figures.Answered == r.Requests && w.Figures.Failed == 0 {
			whole = append(whole, w)
		}
	}
	if len(whole) == 0 {
		return []string{}
	}
	var out []string
	best, worst := whole[0], whole[0]
	for _, w := range whole {
		if w.Figures.P95 < best.Figures.P95 {
			best = w
		}
		if w.Figures.P95 > worst.Figures.P95 {
			worst = w
		}
	}
	first := "Of " + strconv.Itoa(r.Requests) + " requests, "
	if r.Requests == 1 {
		first = "The request was answered after " + ms(best.Figures.Max) + " with “" + best.Label + "”"
	} else {
		first += "95 % were answered within " + ms(best.Figures.P95) + " with “" + best.Label + "”"
	}
	switch {
	case len(whole) > 1 && best.Figures.P95 == worst.Figures.P95:
		first += ", and the same with every other way"
	case worst != best:
		first += ", within " + ms(worst.Figures.P95) + " with “" + worst.Label + "”"
	}
	out = append(out, first+".")
	for _, w := range whole {
		if text := w.words(); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// words says what is to be seen in one way's picture.
func (s *Served) words() string {
	f := &s.Figures
	name := "“" + s.Label + "”: "
	switch {
	case s.Server == WSGI && f.Queued > 0:
		return name + fmt.Sprintf("up to %d requests were there at once for %s, so a request waited %s for one on average.", f.Waiting, plural(s.Workers, "worker"), ms(f.Queued))
	case s.Server == WSGI:
		return name + fmt.Sprintf("there was always a free worker among the %d.", s.Workers)
	case f.Blocked > 0 && f.Queued > 0:
		return name + fmt.Sprintf("the view kept the event loop from everything else for %s of %s, so a request waited %s for its turn on average.", ms(f.Blocked), ms(f.Total), ms(f.Queued))
	case f.Blocked > 0:
		return name + fmt.Sprintf("the view kept the event loop from everything else for %s of %s.", ms(f.Blocked), ms(f.Total))
	case f.Threads > 1:
		return name + fmt.Sprintf("nobody queued; up to %d requests waited at once, on %d threads.", f.Waiting, f.Threads)
	}
	return name + fmt.Sprintf("nobody queued; up to %s waited at once.", plural(f.Waiting, "request"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// ms writes a simulated time with its unit, short enough to be read.
func ms(m Millis) string {
	d := time.Duration(m)
	v := float64(d) / float64(time.Millisecond)
	switch {
	case v >= 10_000:
		return strconv.FormatFloat(v/1000, 'f', 1, 64) + " s"
	case v >= 100 || v == float64(int64(v)):
		return strconv.FormatFloat(v, 'f', 0, 64) + " ms"
	}
	return strconv.FormatFloat(v, 'f', 1, 64) + " ms"
}

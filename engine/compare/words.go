package compare

import (
	"fmt"
	"strconv"
	"strings"
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
	best, worst := whole[0].Figures.P95, whole[0].Figures.P95
	for _, w := range whole {
		best, worst = min(best, w.Figures.P95), max(worst, w.Figures.P95)
	}
	with := func(p95 Millis) string {
		var labels []string
		for _, w := range whole {
			if w.Figures.P95 == p95 {
				labels = append(labels, quoted(w.Label))
			}
		}
		return ms(p95) + " with " + list(labels)
	}
	first := "Of " + strconv.Itoa(r.Requests) + " requests, 95 % were answered within " + with(best)
	if r.Requests == 1 {
		first = "The request was answered after " + with(best)
	}
	if worst != best {
		first += ", within " + with(worst)
		if r.Requests == 1 {
			first = strings.Replace(first, ", within ", ", after ", 1)
		}
	}
	out := []string{first + "."}
	// What is the same for several ways is said once.
	said := map[string][]string{}
	var order []string
	for _, w := range whole {
		text := w.words()
		if said[text] == nil {
			order = append(order, text)
		}
		said[text] = append(said[text], quoted(w.Label))
	}
	for _, text := range order {
		out = append(out, list(said[text])+": "+text)
	}
	return out
}

func quoted(label string) string { return "“" + label + "”" }

// words says what is to be seen in one way's picture.
func (s *Served) words() string {
	f := &s.Figures
	switch {
	case s.Server == WSGI && f.Queued > 0:
		return fmt.Sprintf("up to %d requests were there at once for %s, so a request waited %s for one on average.", f.Waiting, plural(s.Workers, "worker"), ms(f.Queued))
	case s.Server == WSGI:
		return fmt.Sprintf("there was always a free worker among the %d.", s.Workers)
	case f.Blocked > 0 && f.Queued > 0:
		return fmt.Sprintf("the view kept the event loop from everything else for %s of %s, so a request waited %s for its turn on average.", ms(f.Blocked), ms(f.Total), ms(f.Queued))
	case f.Blocked > 0:
		return fmt.Sprintf("the view kept the event loop from everything else for %s of %s.", ms(f.Blocked), ms(f.Total))
	case f.Queued > 0 && f.Threads > 0:
		return fmt.Sprintf("up to %d requests were there at once for %s, so a request waited %s for one on average.", f.Waiting, plural(f.Threads, "thread"), ms(f.Queued))
	case f.Queued > 0:
		return fmt.Sprintf("up to %d requests were there at once, and a request waited %s for its turn on average.", f.Waiting, ms(f.Queued))
	case f.Waiting == 0:
		return "nobody queued, and no view waited for anything."
	case f.Threads > 1:
		return fmt.Sprintf("nobody queued; up to %d requests waited at once, on %d threads.", f.Waiting, f.Threads)
	}
	return fmt.Sprintf("nobody queued; up to %s waited at once.", plural(f.Waiting, "request"))
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

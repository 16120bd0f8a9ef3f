package timeline

import (
	"strconv"
	"strings"
	"time"
)

// millis writes a duration in milliseconds so that small ones stay readable.
func millis(d time.Duration) string {
	ms := float64(d) / float64(time.Millisecond)
	switch {
	case d == 0:
		return "0"
	case ms >= 10:
		return strconv.FormatFloat(ms, 'f', 0, 64)
	case ms >= 0.1:
		return strings.TrimSuffix(strconv.FormatFloat(ms, 'f', 1, 64), ".0")
	}
	return "under 0.1"
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if s, ok := strings.CutSuffix(noun, "y"); ok {
		return strconv.Itoa(n) + " " + s + "ies"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// blockedBy is what blocked the loop, as a sentence goes on.
var blockedBy = map[string]string{
	"sleep": "by time.sleep", "query": "by a synchronous query", "work": "by computing", "wait": "by waiting for a thread",
}

// summary says in a few sentences what the picture shows. All times are simulated.
func summary(t *Timeline) []string {
	f := &t.Figures
	var out []string
	first := ""
	if f.Statements > 0 {
		first = count(f.Statements, "query") + ", " + millis(f.DB) + " ms of waiting for the database"
	} else {
		first = "No query"
	}
	first += "; " + millis(f.Total) + " ms simulated in all"
	if f.Loop > 0 || f.Tasks > 0 {
		first += ", the event loop free for " + millis(f.Free) + " ms of them"
	}
	out = append(out, first+".")
	switch {
	case f.Overlap > 0:
		out = append(out, "Waits overlapped for "+millis(f.Overlap)+" ms: one after the other they would have taken "+millis(f.Serial)+" ms.")
	case f.Statements > 1 && f.Awaited == f.Statements && f.Tasks > 2:
		out = append(out, "Nothing overlapped: the queries of one context share one database thread and run one after the other.")
	}
	if f.Longest > 0 {
		s := "The event loop was blocked for " + millis(f.Blocked) + " ms"
		if f.Longest < f.Blocked {
			s += ", longest for " + millis(f.Longest) + " ms,"
		}
		s += " " + blockedBy[f.BlockedBy]
		if f.Line > 0 {
			s += " (" + f.File + ", line " + strconv.Itoa(int(f.Line)) + ")"
		}
		out = append(out, s+": meanwhile no other task could go on.")
	} else if f.Tasks == 0 && f.Statements > 0 {
		out = append(out, "The program is synchronous: while it waits, its thread can do nothing else.")
	}
	if t.Truncated {
		out = append(out, "The picture shows the beginning: the program did more than is kept.")
	}
	return out
}

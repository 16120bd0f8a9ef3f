package components

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/timeline"
)

// This file reads a result's timeline back from its JSON.

// barKinds are the kinds of bars with what they mean, for the key under the
// picture.
var barKinds = []struct {
	kind  timeline.Kind
	words string
}{
	{timeline.Run, "runs"},
	{timeline.Wait, "waits, the loop is free"},
	{timeline.Queue, "waits for its turn"},
	{timeline.Held, "held up"},
	{timeline.Blocked, "the loop is blocked"},
	{timeline.Query, "statement"},
}

// timelineJSON is a timeline as engine writes it, times in milliseconds.
type timelineJSON struct {
	End   float64 `json:"end"`
	Lanes []struct {
		Kind timeline.LaneKind `json:"kind"`
		Name string            `json:"name"`
		From float64           `json:"from"`
		To   float64           `json:"to"`
	} `json:"lanes"`
	Spans []struct {
		Lane  int           `json:"lane"`
		Kind  timeline.Kind `json:"kind"`
		Start float64       `json:"start"`
		End   float64       `json:"end"`
		File  string        `json:"file"`
		Line  int32         `json:"line"`
		Query int32         `json:"query"`
		Text  string        `json:"text"`
	} `json:"spans"`
	Moments []struct {
		Lane int     `json:"lane"`
		Kind string  `json:"kind"`
		At   float64 `json:"at"`
		File string  `json:"file"`
		Line int32   `json:"line"`
		Text string  `json:"text"`
	} `json:"moments"`
	Summary []string `json:"summary"`
	Lines   []struct {
		File  string          `json:"file"`
		Line  int32           `json:"line"`
		Marks []timeline.Mark `json:"marks"`
	} `json:"lines"`
}

func virtual(ms float64) time.Duration { return time.Duration(ms*1e6 + 0.5) }

// timeline is as much of the timeline as the panel shows; one that cannot be
// read is empty.
func (r *Result) timeline() *timeline.Timeline {
	var j timelineJSON
	t := &timeline.Timeline{}
	if json.Unmarshal(r.Timeline, &j) != nil {
		return t
	}
	t.End, t.Summary = virtual(j.End), j.Summary
	for _, l := range j.Lanes {
		t.Lanes = append(t.Lanes, timeline.Lane{Kind: l.Kind, Name: l.Name, From: virtual(l.From), To: virtual(l.To)})
	}
	for _, s := range j.Spans {
		t.Spans = append(t.Spans, timeline.Span{Lane: s.Lane, Kind: s.Kind, Start: virtual(s.Start), End: virtual(s.End), File: s.File, Line: s.Line, Query: s.Query, Text: s.Text})
	}
	for _, m := range j.Moments {
		t.Moments = append(t.Moments, timeline.Moment{Lane: m.Lane, Kind: m.Kind, At: virtual(m.At), File: m.File, Line: m.Line, Text: m.Text})
	}
	for _, l := range j.Lines {
		if len(l.Marks) > 0 {
			t.Lines = append(t.Lines, timeline.Line{File: l.File, Line: l.Line, Marks: l.Marks})
		}
	}
	return t
}

// maxTimelineRows is how many rows the table has before any script.
const maxTimelineRows = 100

// timelineRows are the spans and moments by their time, as the table has them:
// at, where, what, line, took. The page's script writes the same.
func timelineRows(t *timeline.Timeline) [][5]string {
	things := slices.Clone(t.Spans)
	for _, m := range t.Moments {
		things = append(things, timeline.Span{Lane: m.Lane, Start: m.At, End: m.At, Text: m.Text, File: m.File, Line: m.Line})
	}
	slices.SortStableFunc(things, func(a, b timeline.Span) int { return cmp.Compare(a.Start, b.Start) })
	var rows [][5]string
	for _, s := range things {
		if s.Lane >= len(t.Lanes) || len(rows) == maxTimelineRows {
			break
		}
		took := ""
		if s.End > s.Start {
			took = Millis(ms(s.End-s.Start)) + " ms"
		}
		rows = append(rows, [5]string{Millis(ms(s.Start)) + " ms", t.Lanes[s.Lane].Name, s.Text, place(s.File, int(s.Line)), took})
	}
	return rows
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

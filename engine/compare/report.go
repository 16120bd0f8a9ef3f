package compare

import (
	"sort"
	"time"
)

// State is what a request is doing.
type State uint8

// States, the first that holds is the one: see the package comment.
const (
	DB State = iota
	Run
	Wait
	Queue
	states
)

var stateNames = [states]string{"db", "run", "wait", "queue"}

// String is the word of the JSON form.
func (s State) String() string { return stateNames[s] }

// A Span is a stretch of a request's life.
type Span struct {
	State    State
	From, To time.Duration
}

// A Request is one request's life; times count from the first arrival.
type Request struct {
	At, End time.Duration
	// Status is the answer's; 500 for an exception, 0 for a request that was never answered.
	Status int
	Spans  []Span // in order, without gaps from At to End
}

// Latency is the time from its arrival to its answer.
func (r *Request) Latency() time.Duration { return r.End - r.At }

// In is how long it was in a state.
func (r *Request) In(s State) (d time.Duration) {
	for _, span := range r.Spans {
		if span.State == s {
			d += span.To - span.From
		}
	}
	return d
}

// Millis is a duration that JSON has in milliseconds.
type Millis time.Duration

// Figures sum up how a way served the requests.
type Figures struct {
	Answered int `json:"answered"` // with whatever status
	Failed   int `json:"failed"`   // with a status of 500 or above
	// Total is the time from the first arrival to the last answer; Throughput is answers a second of that.
	Total      Millis  `json:"total"`
	Throughput float64 `json:"throughput"`
	P50        Millis  `json:"p50"`
	P95        Millis  `json:"p95"`
	P99        Millis  `json:"p99"`
	Max        Millis  `json:"max"`
	Mean       Millis  `json:"mean"`
	// Queued, DB and Busy are what a request spent in those states on average.
	Queued Millis `json:"queued"`
	DB     Millis `json:"db"`
	Busy   Millis `json:"busy"`
	// Waiting is how many requests were there at once at most; Threads how many threads served them at once at most.
	Waiting    int `json:"waiting"`
	Threads    int `json:"threads"`
	Statements int `json:"statements"`
	// Blocked is how long the event loop was kept from everything else.
	Blocked Millis `json:"blocked"`
}

// A Problem is what went wrong with the program, in words.
type Problem struct {
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// Served is what one way came to.
type Served struct {
	Way
	Requests []Request `json:"requests"`
	Figures  Figures   `json:"figures"`
	// Problem is why requests failed, or were not answered; nil if none did.
	Problem *Problem `json:"problem"`
}

// Report is a whole comparison.
type Report struct {
	Requests int      `json:"requests"`
	Rate     float64  `json:"rate"`
	Arrivals Arrivals `json:"arrivals"`
	Seed     uint64   `json:"seed"`
	End      Millis   `json:"end"` // of the way that took longest
	Ways     []Served `json:"ways"`
	Summary  []string `json:"summary"`
	Stopped  bool     `json:"stopped"`
}

// percentile is the nearest rank: the k-th smallest of n, k = ⌈p·n/100⌉.
func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max((p*len(sorted)+99)/100, 1)-1]
}

// latencies are those of the answered requests, sorted.
func (s *Served) latencies() []time.Duration {
	var out []time.Duration
	for i := range s.Requests {
		if r := &s.Requests[i]; r.Status != 0 {
			out = append(out, r.Latency())
		}
	}
	sortTimes(out)
	return out
}

// sum fills in the figures that follow from the requests.
func (s *Served) sum() {
	f := &s.Figures
	l := s.latencies()
	if f.Answered = len(l); f.Answered == 0 {
		return
	}
	type edge struct {
		at time.Duration
		d  int
	}
	var edges []edge
	var in [states]time.Duration
	var total, last time.Duration
	for i := range s.Requests {
		r := &s.Requests[i]
		if r.Status == 0 {
			continue
		}
		if r.Status >= 500 {
			f.Failed++
		}
		total += r.Latency()
		last = max(last, r.End)
		for _, span := range r.Spans {
			in[span.State] += span.To - span.From
		}
		edges = append(edges, edge{r.At, 1}, edge{r.End, -1})
	}
	n := time.Duration(f.Answered)
	f.Total, f.Mean = Millis(last), Millis(total/n)
	f.P50, f.P95, f.P99 = Millis(percentile(l, 50)), Millis(percentile(l, 95)), Millis(percentile(l, 99))
	f.Max = Millis(l[len(l)-1])
	f.Queued, f.DB, f.Busy = Millis(in[Queue]/n), Millis(in[DB]/n), Millis(in[Run]/n)
	if last > 0 {
		f.Throughput = float64(f.Answered) / last.Seconds()
	}
	sort.SliceStable(edges, func(i, j int) bool {
		a, b := &edges[i], &edges[j]
		return a.at < b.at || a.at == b.at && a.d < b.d // who leaves makes room first
	})
	here := 0
	for _, e := range edges {
		here += e.d
		f.Waiting = max(f.Waiting, here)
	}
}

// sortTimes is slices.Sort. sort.SliceStable is part of every page's engine; another sort would be loaded for this alone.
func sortTimes(times []time.Duration) {
	sort.SliceStable(times, func(i, j int) bool { return times[i] < times[j] })
}

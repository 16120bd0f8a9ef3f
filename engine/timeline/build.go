package timeline

import (
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/trace"
)

// A Count is how often a line of the program ran.
type Count struct {
	File string
	Line int
	N    int64
}

// A Warning is a coroutine never awaited, where it was made.
type Warning struct {
	Message, File string
	Line          int
}

// Input is what a timeline is made of.
type Input struct {
	Events []trace.Event
	End    time.Duration
	// Same tells whether statements of one text, by their positions in Result.Queries, have the same parameters too.
	Same      func(queries []int) bool
	Counts    []Count
	Warnings  []Warning
	Truncated bool
}

// Build lays a run out.
func Build(in Input) *Timeline {
	b := &builder{
		t:     &Timeline{End: in.End, Truncated: in.Truncated, Lanes: []Lane{}, Spans: []Span{}},
		lanes: map[string]int{}, tasks: map[int32]*task{}, hops: map[int32]*hop{}, open: map[int32]bool{},
	}
	b.acc.init(in.Same)
	for i := range in.Events {
		b.event(&in.Events[i])
	}
	b.finish()
	b.acc.finish(in.Counts, in.Warnings, b.t)
	b.figures()
	b.t.Summary = summary(b.t)
	return b.t
}

// task is a task under way.
type task struct {
	lane    int
	name    string
	state   trace.What
	since   time.Duration
	at      trace.Event // its last suspended event
	wake    time.Duration
	thread  string
	ended   time.Duration
	running bool
}

type hop struct {
	name           string
	from, to       time.Duration
	started, ended bool
	at             trace.Event
}

type builder struct {
	t     *Timeline
	lanes map[string]int
	tasks map[int32]*task
	hops  map[int32]*hop
	open  map[int32]bool
	acc   account

	waits []interval // leaf waits: statements and sleeps
	block []interval
	query int32

	// requests says which of the test clients' requests a task, or a thread outside of tasks, is at.
	requests map[who]int32
	request  int32
}

// who is a task or, with number 0, what a thread does outside of tasks.
type who struct {
	task   int32
	thread string
}

func whose(e *trace.Event) who {
	if e.Task != 0 {
		return who{task: e.Task}
	}
	return who{thread: e.Thread}
}

type interval struct{ from, to time.Duration }

// lane gives the lane of a thread, made at first use.
func (b *builder) lane(thread string, kind LaneKind, at time.Duration) int {
	if i, ok := b.lanes[thread]; ok {
		if kind == Loop && b.t.Lanes[i].Kind != Loop {
			b.t.Lanes[i].Kind, b.t.Lanes[i].Name = Loop, loopName(thread)
		}
		return i
	}
	name := threadName(thread)
	if kind == Loop {
		name = loopName(thread)
	}
	b.lanes[thread] = len(b.t.Lanes)
	b.t.Lanes = append(b.t.Lanes, Lane{Kind: kind, Name: name, From: at, To: b.t.End})
	return len(b.t.Lanes) - 1
}

func loopName(thread string) string {
	if thread == "" {
		return "Event loop"
	}
	return "Event loop of " + thread
}

// threadName is a thread's name in the learner's words.
func threadName(thread string) string {
	base, n, numbered := thread, "", false
	if i := strings.LastIndexByte(thread, '_'); i > 0 {
		base, n, numbered = thread[:i], thread[i+1:], true
	}
	switch {
	case thread == "":
		return "Main thread"
	case !numbered:
	case base == "thread-sensitive":
		return "Database thread"
	case strings.HasPrefix(base, "request-"):
		return "Database thread of request " + base[len("request-"):]
	case base == "worker" || base == "asyncio":
		if i, err := strconv.Atoi(n); err == nil {
			return "Worker thread " + strconv.Itoa(i+1)
		}
	}
	return "Thread " + thread
}

// coroName is a coroutine's name in the learner's words.
func coroName(coro string) string {
	switch {
	case strings.HasPrefix(coro, "AsyncToSync."):
		return "async_to_sync"
	case strings.HasPrefix(coro, "SyncToAsync."):
		return "sync_to_async"
	}
	return strings.TrimPrefix(coro[strings.LastIndexByte(coro, '>')+1:], ".")
}

func (b *builder) span(s Span) {
	if s.End < s.Start {
		s.End = s.Start
	}
	b.t.Spans = append(b.t.Spans, s)
}

func (b *builder) event(e *trace.Event) {
	switch e.Kind {
	case trace.Task:
		b.task(e)
	case trace.Hop:
		b.hop(e)
	case trace.Query:
		b.statement(e)
	case trace.Sleep:
		b.sleep(e)
	case trace.Lock:
		b.span(Span{Lane: b.lane(e.Thread, mainOrThread(e.Thread), e.Start), Kind: Queue, Start: e.Start, End: e.T, File: e.File, Line: e.Line, Task: e.Task, Text: "waits: another connection has the database locked"})
	case trace.Blocked:
		b.blocked(e)
	case trace.Thread:
		b.thread(e)
	case trace.Stdout, trace.Stderr:
		b.moment(e, "print", firstLine(e.Text))
	case trace.Exception:
		b.moment(e, "exception", shortError(e.Text))
	case trace.Request:
		b.requested(e)
	}
}

// maxText bounds what is told of a print, in bytes. A program may print a megabyte in one moment.
const maxText = 200

// firstLine is as much of printed text as a picture has room for.
func firstLine(text string) string {
	text = strings.TrimRight(text, "\n")
	end := strings.IndexByte(text, '\n')
	if end < 0 {
		end = len(text)
	}
	if end > maxText {
		for end = maxText; !utf8.RuneStart(text[end]); end-- {
		}
	}
	if end < len(text) {
		text = text[:end] + " …"
	}
	return text
}

// shortError leaves the module out of an exception's text.
func shortError(text string) string {
	head, rest, ok := strings.Cut(text, ": ")
	head = head[strings.LastIndexByte(head, '.')+1:]
	if !ok {
		return head
	}
	return head + ": " + rest
}

func (b *builder) moment(e *trace.Event, kind, text string) {
	if text == "" {
		return
	}
	lane, ok := -1, false
	if k := b.tasks[e.Task]; k != nil && e.Hop == 0 {
		lane, ok = k.lane, true
	}
	if !ok {
		lane = b.lane(e.Thread, mainOrThread(e.Thread), e.T)
	}
	// Prints of the same moment and line are one.
	if n := len(b.t.Moments) - 1; n >= 0 && kind == "print" {
		if m := &b.t.Moments[n]; m.Kind == kind && m.At == e.T && m.Line == e.Line && m.Lane == lane {
			if len(m.Text) < maxText {
				m.Text += " " + text
			} else if !strings.HasSuffix(m.Text, " …") {
				m.Text += " …"
			}
			return
		}
	}
	b.t.Moments = append(b.t.Moments, Moment{Lane: lane, Kind: kind, At: e.T, File: e.File, Line: e.Line, Text: text})
}

func mainOrThread(thread string) LaneKind {
	if thread == "" {
		return Main
	}
	return Thread
}

func (b *builder) task(e *trace.Event) {
	k := b.tasks[e.Task]
	if k == nil {
		if e.What != trace.Created {
			return
		}
		b.lane(e.Thread, Loop, e.T)
		name := e.Name
		if e.Coro != "" && e.Coro != "<module>" {
			name += " · " + coroName(e.Coro)
		}
		k = &task{lane: len(b.t.Lanes), name: e.Name, thread: e.Thread, state: trace.Created, since: e.T, wake: e.T}
		k.at = *e
		b.t.Lanes = append(b.t.Lanes, Lane{Kind: Task, Name: name, From: e.T, To: b.t.End})
		b.tasks[e.Task] = k
		b.t.Figures.Tasks++
		if n := b.requests[who{task: e.By}]; n != 0 {
			b.requests[who{task: e.Task}] = n
		}
		return
	}
	switch e.What {
	case trace.Started, trace.Resumed:
		b.waited(k, e.Task, e.T)
		k.running, k.since = true, e.T
		if e.Line != 0 {
			k.at.Position = e.Position
		}
	case trace.Suspended:
		b.ran(k, e.Task, e.T)
		k.at, k.state, k.since = *e, trace.Suspended, e.T
		if e.Cause != trace.ForSleep {
			k.wake = e.T
		}
	case trace.Finished, trace.Cancelled:
		b.ran(k, e.Task, e.T)
		k.state, k.ended = e.What, e.T
		b.t.Lanes[k.lane].To = e.T
		if e.What == trace.Cancelled {
			b.t.Moments = append(b.t.Moments, Moment{Lane: k.lane, Kind: "cancel", At: e.T, File: k.at.File, Line: k.at.Line, Text: k.name + " was cancelled"})
		}
	case trace.Cancelling:
		by, at := "code outside of tasks", e.Position
		if c := b.tasks[e.By]; c != nil {
			by = c.name
		} else if e.Name != "" { // no line asks
			by, at = "a TaskGroup, a timeout or another callback", k.at.Position
		}
		b.t.Moments = append(b.t.Moments, Moment{Lane: k.lane, Kind: "cancel", At: e.T, File: at.File, Line: at.Line, Text: by + " asks " + k.name + " to end"})
		k.wake = min(k.wake, e.T)
	}
}

// requested notes a request of a test client's: what its task, and those that it makes, ask for belongs to it.
func (b *builder) requested(e *trace.Event) {
	if b.requests == nil {
		b.requests = map[who]int32{}
	}
	if e.What == trace.Finished {
		delete(b.requests, whose(e))
		return
	}
	b.request++
	b.requests[whose(e)] = b.request
}

// ran ends a step.
func (b *builder) ran(k *task, id int32, at time.Duration) {
	if k.running {
		k.running = false
		b.span(Span{Lane: k.lane, Kind: Run, Start: k.since, End: at, File: k.at.File, Line: k.at.Line, Task: id, Text: "runs"})
	}
}

// waited ends a wait: it may have had to queue first, and be held up at the end.
func (b *builder) waited(k *task, id int32, at time.Duration) {
	s := Span{Lane: k.lane, File: k.at.File, Line: k.at.Line, Task: id}
	from, ready := k.since, at
	if k.state == trace.Created {
		ready = from // it could have started at once
	} else {
		switch k.at.Cause {
		case trace.NoCause, trace.ForTurn:
			ready = max(from, k.wake)
		case trace.ForSleep:
			ready = k.wake
		case trace.ForHop:
			if h := b.hops[k.at.On]; h != nil {
				turn := at // a call that was given up before its turn came waited for it to the end
				if h.started {
					turn = min(h.from, at)
				}
				if turn > from {
					s.Kind, s.Start, s.End, s.Text = Queue, from, turn, "waits for its turn on the thread"
					b.span(s)
					from = turn
				}
				if h.ended {
					ready = h.to
				}
			}
		case trace.ForTask:
			if other := b.tasks[k.at.On]; other != nil && (other.state == trace.Finished || other.state == trace.Cancelled) {
				ready = other.ended
			}
		}
	}
	ready = max(from, min(ready, at))
	if ready > from {
		s.Kind, s.Start, s.End, s.Text = Wait, from, ready, b.waitText(k)
		b.span(s)
		if k.at.Cause == trace.ForSleep {
			b.waits = append(b.waits, interval{from, ready})
		}
	}
	if at > ready {
		s.Kind, s.Start, s.End, s.Text = Held, ready, at, "could go on, but the loop is blocked"
		b.span(s)
	}
	if k.state == trace.Suspended && at > k.since {
		b.acc.wait(k.at.Position, k.at.Via, interval{k.since, at})
	}
}

func (b *builder) waitText(k *task) string {
	switch k.at.Cause {
	case trace.ForSleep:
		return "sleeps"
	case trace.ForHop:
		if h := b.hops[k.at.On]; h != nil && h.name != "" {
			return "waits for " + h.name + "()"
		}
		return "waits for a thread"
	case trace.ForTask:
		if other := b.tasks[k.at.On]; other != nil {
			return "waits for " + other.name
		}
	case trace.ForTasks:
		return "waits for other tasks"
	}
	if k.at.Name != "" {
		return "waits in " + k.at.Name + "()"
	}
	return "waits"
}

func (b *builder) hop(e *trace.Event) {
	switch e.What {
	case trace.Queued:
		b.hops[e.Hop] = &hop{name: e.Name, at: *e}
	case trace.Started:
		if h := b.hops[e.Hop]; h != nil {
			h.started, h.from = true, e.T
			h.at.Thread = e.Thread
			b.lane(e.Thread, mainOrThread(e.Thread), e.T)
			b.open[e.Hop] = true
		}
	case trace.Finished:
		if h := b.hops[e.Hop]; h != nil {
			h.ended, h.to = true, e.T
			b.call(h, e.Task, e.T)
			delete(b.open, e.Hop)
		}
	}
}

func (b *builder) call(h *hop, task int32, to time.Duration) {
	text := "a call"
	if h.name != "" {
		text = h.name + "()"
	}
	b.span(Span{Lane: b.lane(h.at.Thread, mainOrThread(h.at.Thread), h.from), Kind: Call, Start: h.from, End: to, File: h.at.File, Line: h.at.Line, Task: task, Text: text})
}

func (b *builder) statement(e *trace.Event) {
	b.query++
	f := &b.t.Figures
	f.Statements++
	f.DB += e.T - e.Start
	if e.Async {
		f.Awaited++
	}
	blocking := !e.Async && e.Task != 0
	if blocking {
		f.Blocking++
	}
	if e.T > e.Start {
		b.waits = append(b.waits, interval{e.Start, e.T})
	}
	lane := b.lane(e.Thread, mainOrThread(e.Thread), e.Start)
	b.span(Span{Lane: lane, Kind: Query, Start: e.Start, End: e.T, File: e.File, Line: e.Line, Task: e.Task, Query: b.query, Text: e.Text})
	b.acc.statement(e, b.requests[whose(e)], int(b.query)-1)
}

func (b *builder) sleep(e *trace.Event) {
	if k := b.tasks[e.Task]; k != nil && e.Hop == 0 && k.running && !e.Blocking && e.Thread == k.thread {
		k.wake = e.T + e.For
		return
	}
	if e.For > 0 {
		b.waits = append(b.waits, interval{e.T, e.T + e.For})
	}
	if e.Blocking {
		return // the loop's blocked span shows it
	}
	b.span(Span{Lane: b.lane(e.Thread, mainOrThread(e.Thread), e.T), Kind: Sleep, Start: e.T, End: e.T + e.For, File: e.File, Line: e.Line, Task: e.Task, Text: "time.sleep"})
}

var blockedText = map[trace.Cause]string{
	trace.ForSleep: "time.sleep blocks the loop", trace.ByQuery: "a synchronous query blocks the loop", trace.ByWork: "computing blocks the loop",
	trace.ByWait: "waiting for a thread blocks the loop",
}

func (b *builder) blocked(e *trace.Event) {
	f := &b.t.Figures
	d := e.T - e.Start
	f.Blocked += d
	if d > f.Longest {
		f.Longest, f.BlockedBy, f.File, f.Line = d, e.Cause.String(), e.File, e.Line
	}
	if e.Cause == trace.ByWork {
		b.block = append(b.block, interval{e.Start, e.T})
	}
	b.span(Span{Lane: b.lane(e.Thread, Loop, e.Start), Kind: Blocked, Start: e.Start, End: e.T, File: e.File, Line: e.Line, Task: e.Task, Text: blockedText[e.Cause]})
	b.acc.blocked(e, d)
}

func (b *builder) thread(e *trace.Event) {
	switch e.What {
	case trace.Started:
		b.lane(e.Thread, Thread, e.T)
	case trace.Finished:
		if i, ok := b.lanes[e.Thread]; ok {
			b.t.Lanes[i].To = e.T
		}
	}
}

// finish ends what is still under way.
func (b *builder) finish() {
	end := b.t.End
	for id, k := range b.tasks {
		switch {
		case k.running:
			b.ran(k, id, end)
		case k.state == trace.Suspended || k.state == trace.Created:
			b.waited(k, id, end)
		}
	}
	for id := range b.open {
		b.call(b.hops[id], 0, end)
	}
	b.loops()
	b.order()
}

// loops reckons how long there were event loops. A thread may have one after another, and none before and between them: there is one while there are tasks.
func (b *builder) loops() {
	lives := map[string][]interval{}
	for _, k := range b.tasks {
		l := b.t.Lanes[k.lane]
		lives[k.thread] = append(lives[k.thread], interval{l.From, l.To})
	}
	for thread, i := range b.lanes {
		l := b.t.Lanes[i]
		if l.Kind != Loop {
			continue
		}
		life := lives[thread]
		if life == nil { // of callbacks alone
			life = []interval{{l.From, l.To}}
		}
		b.t.Figures.Loop += union(life)
	}
}

// order puts loops first, then tasks, then threads, and spans in order of time.
func (b *builder) order() {
	t := b.t
	rank := map[LaneKind]int{Loop: 0, Main: 0, Task: 1, Thread: 2}
	by := make([]int, len(t.Lanes))
	for i := range by {
		by[i] = i
	}
	sort.SliceStable(by, func(i, j int) bool { return rank[t.Lanes[by[i]].Kind] < rank[t.Lanes[by[j]].Kind] })
	to := make([]int, len(by))
	lanes := make([]Lane, len(by))
	for i, old := range by {
		to[old], lanes[i] = i, t.Lanes[old]
	}
	t.Lanes = lanes
	for i := range t.Spans {
		t.Spans[i].Lane = to[t.Spans[i].Lane]
	}
	for i := range t.Moments {
		t.Moments[i].Lane = to[t.Moments[i].Lane]
	}
	// A long span comes before what is in it.
	sort.SliceStable(t.Spans, func(i, j int) bool {
		a, b := &t.Spans[i], &t.Spans[j]
		switch {
		case a.Start != b.Start:
			return a.Start < b.Start
		case a.Lane != b.Lane:
			return a.Lane < b.Lane
		case (a.Kind == Run) != (b.Kind == Run):
			return a.Kind == Run // a step without length, before the wait that follows it
		case a.Kind == Run:
			return false
		case a.End != b.End:
			return a.End > b.End
		}
		return a.Kind == Call && b.Kind != Call
	})
	sort.SliceStable(t.Moments, func(i, j int) bool { return t.Moments[i].At < t.Moments[j].At })
}

// figures completes the numbers.
func (b *builder) figures() {
	f := &b.t.Figures
	f.Total = b.t.End
	f.Free = max(0, f.Loop-f.Blocked)
	type edge struct {
		at time.Duration
		d  int
	}
	var edges []edge
	for _, w := range b.waits {
		to := min(w.to, b.t.End)
		if to <= w.from {
			continue
		}
		f.Serial += to - w.from
		edges = append(edges, edge{w.from, 1}, edge{to, -1})
	}
	for _, w := range b.block {
		f.Serial += w.to - w.from
	}
	sort.SliceStable(edges, func(i, j int) bool {
		return edges[i].at < edges[j].at || edges[i].at == edges[j].at && edges[i].d < edges[j].d
	})
	n := 0
	var last time.Duration
	for _, e := range edges {
		if n >= 2 {
			f.Overlap += e.at - last
		}
		n, last = n+e.d, e.at
	}
}

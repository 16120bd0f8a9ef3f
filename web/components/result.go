package components

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Result is what a run showed, as `shelf run --json` prints it and as the
// worker posts it. The build reads the same JSON that the page's script
// reads, so both draw one thing.
type Result struct {
	Stdout    string    `json:"stdout"`
	Stderr    string    `json:"stderr"`
	Queries   []Query   `json:"queries"`
	Value     *Value    `json:"value"`
	Error     *Failure  `json:"error"`
	Stopped   string    `json:"stopped"`
	Tables    []DBTable `json:"tables"`
	Warnings  []Warning `json:"warnings"`
	VirtualMS float64   `json:"virtual_ms"`
	RealMS    float64   `json:"real_ms"`
	Django    string    `json:"django"`
	// Timeline is engine/timeline's JSON, for a traced run.
	Timeline json.RawMessage `json:"timeline"`
	// View is what a comparison shows; then there is nothing else.
	View *Comparison `json:"view"`
}

// Query is one statement that the program sent.
type Query struct {
	SQL      string   `json:"sql"`
	Params   []any    `json:"params"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Func     string   `json:"func"`
	Thread   string   `json:"thread"`
	Start    float64  `json:"start"`
	End      float64  `json:"end"`
	Awaited  bool     `json:"awaited"`
	Columns  []Column `json:"columns"`
	Rows     [][]any  `json:"rows"`
	RowCount int      `json:"row_count"`
	Affected int      `json:"affected"`
	// Statement is its number, from 1, in a traced run.
	Statement int `json:"statement"`
	Task      int `json:"task"` // whose it is; 0: outside of tasks
}

// Column is a column of a result set.
type Column struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

// Value is what the Rows panel shows first: the value of main.py's last expression, or of the variable that was bound last to something made of rows.
type Value struct {
	Kind     string   `json:"kind"` // "table", or "text" for a last value that is not made of rows
	Repr     string   `json:"repr"`
	Type     string   `json:"type"`
	Name     string   `json:"name"`
	Columns  []Column `json:"columns"`
	Rows     [][]any  `json:"rows"`
	RowCount int      `json:"row_count"`
}

// Failure is the exception that ended the program.
type Failure struct {
	Type      string  `json:"type"`
	Message   string  `json:"message"`
	File      string  `json:"file"`
	Line      int     `json:"line"`
	Traceback string  `json:"traceback"`
	Frames    []Frame `json:"frames"`
	Hint      string  `json:"hint"`
}

// Frame is one line of the learner's own code that an exception went through.
type Frame struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Func string `json:"func"`
	Text string `json:"text"`
}

// Warning is a Python warning, such as a coroutine that was never awaited.
type Warning struct {
	Message string `json:"message"`
	File    string `json:"file"`
	Line    int    `json:"line"`
}

// DBTable is a table of the database after the run.
type DBTable struct {
	Name     string   `json:"name"`
	Model    string   `json:"model"`
	SQL      string   `json:"sql"`
	Columns  []Column `json:"columns"`
	Rows     [][]any  `json:"rows"`
	RowCount int      `json:"row_count"`
}

// ParseResult reads a result's JSON. Numbers keep their digits.
func ParseResult(data []byte) (*Result, error) {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	r := &Result{}
	if err := d.Decode(r); err != nil {
		return nil, fmt.Errorf("a run's result is not the JSON that the page expects: %w", err)
	}
	if r.Error != nil {
		// The traceback ends standard error too; the card shows it once.
		r.Stderr = strings.TrimSuffix(r.Stderr, r.Error.Traceback)
	}
	return r, nil
}

// A Cell is a value as a table shows it. Kind is "null", "number", "bool",
// "blob" or "text" and decides how the cell looks.
type Cell struct {
	Text string
	Kind string
}

// NewCell turns a value of the JSON into a cell.
func NewCell(v any) Cell {
	switch v := v.(type) {
	case nil:
		return Cell{"NULL", "null"}
	case bool:
		if v {
			return Cell{"True", "bool"}
		}
		return Cell{"False", "bool"}
	case json.Number:
		return Cell{v.String(), "number"}
	case float64:
		return Cell{strconv.FormatFloat(v, 'g', -1, 64), "number"}
	case string:
		return Cell{v, "text"}
	case map[string]any:
		if b, ok := v["blob"].(string); ok {
			data, err := base64.StdEncoding.DecodeString(b)
			n := len(data)
			if all, ok := v["bytes"].(json.Number); ok { // of a long one the beginning is here
				if many, err := all.Int64(); err == nil {
					n = int(many)
				}
			}
			if err == nil {
				return Cell{"blob, " + Count(n, "byte"), "blob"}
			}
		}
	}
	text, err := json.Marshal(v)
	if err != nil {
		return Cell{fmt.Sprint(v), "text"}
	}
	return Cell{string(text), "text"}
}

// numeric reports whether a column holds only numbers and NULL; such columns
// are set flush right.
func numeric(groups []Group, col int) bool {
	seen := false
	for _, g := range groups {
		for _, row := range g.Rows {
			if col >= len(row) {
				continue
			}
			switch NewCell(row[col]).Kind {
			case "number":
				seen = true
			case "null":
			default:
				return false
			}
		}
	}
	return seen
}

// Count writes a number with its noun: "1 row", "12 rows", "0 queries".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if s, ok := strings.CutSuffix(noun, "y"); ok {
		return strconv.Itoa(n) + " " + s + "ies"
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// Millis writes a duration so that small ones stay readable: 0.08, 3.1, 25.
func Millis(ms float64) string {
	switch {
	case ms <= 0:
		return "0"
	case ms < 0.01:
		return "under 0.01"
	case ms < 1:
		return trimZeros(strconv.FormatFloat(ms, 'f', 2, 64))
	case ms < 10:
		return trimZeros(strconv.FormatFloat(ms, 'f', 1, 64))
	}
	return strconv.FormatFloat(ms, 'f', 0, 64)
}

func trimZeros(s string) string {
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Facts sums a result up in a few words, each with its unit. The time that
// passed for real is left out at build time: the page must come out the same
// on every machine.
func (r *Result) Facts() []string {
	facts := []string{Count(len(r.Queries), "statement")}
	if r.VirtualMS > 0 {
		facts = append(facts, Millis(r.VirtualMS)+" ms simulated")
	}
	return facts
}

// Shown is a table with the words that say where it comes from.
type Shown struct {
	Label    string // "books"; "" when they are nobody's value
	From     string // where they come from, when they are nobody's value
	Type     string // "list[Book]"
	Columns  []Column
	Rows     [][]any
	RowCount int
}

// ShownRows is the table that the Rows panel shows: the program's last value
// when that is a table, else the rows of its last statement that asked for
// any. Nil when there is neither.
func (r *Result) ShownRows() *Shown {
	if v := r.Value; v != nil && v.Kind == "table" {
		return &Shown{Label: v.Name, From: v.from(": "), Type: v.Type, Columns: v.Columns, Rows: v.Rows, RowCount: v.RowCount}
	}
	if r.Value != nil {
		return nil
	}
	for i := len(r.Queries) - 1; i >= 0; i-- {
		if q := r.Queries[i]; len(q.Columns) > 0 && reads(q.SQL) {
			return &Shown{From: "Last statement: ", Columns: q.Columns, Rows: q.Rows, RowCount: q.RowCount}
		}
	}
	return nil
}

// from says where a value without a name comes from.
func (v *Value) from(after string) string {
	if v.Name != "" {
		return ""
	}
	return "Last expression" + after
}

// reads tells statements that ask for rows from those that only return what
// they wrote.
func reads(sql string) bool {
	return strings.HasPrefix(sql, "SELECT") || strings.HasPrefix(sql, "WITH") || strings.HasPrefix(sql, "(")
}

// FirstTab is the panel to open for a result that the reader has not chosen
// a panel for.
func (r *Result) FirstTab() string {
	switch {
	case r == nil:
		return "rows"
	case r.Error != nil && r.Stdout == "":
		return "output"
	case r.ShownRows() != nil || r.Value != nil && r.Stdout == "":
		return "rows"
	case r.Stdout != "" || r.Stderr != "":
		return "output"
	case len(r.Queries) > 0:
		return "sql"
	case len(r.Tables) > 0:
		return "database"
	}
	return "output"
}

// A Place is a group of statements that one source line caused.
type Place struct {
	File       string
	Line       int
	Func       string
	Statements []Repeat
	Total      int
}

// A Repeat is one statement text with each of its runs.
type Repeat struct {
	SQL  string
	Runs []Query
}

// Places groups statements by the line that caused them, in the order of
// their first statement, and folds equal texts of a line.
func (r *Result) Places() []Place {
	places := []Place{}
	at := map[string]int{}
	for _, q := range r.Queries {
		key := q.File + ":" + strconv.Itoa(q.Line)
		i, ok := at[key]
		if !ok {
			i = len(places)
			at[key] = i
			places = append(places, Place{File: q.File, Line: q.Line, Func: q.Func})
		}
		p := &places[i]
		p.Total++
		folded := false
		for j := range p.Statements {
			if p.Statements[j].SQL == q.SQL {
				p.Statements[j].Runs = append(p.Statements[j].Runs, q)
				folded = true
				break
			}
		}
		if !folded {
			p.Statements = append(p.Statements, Repeat{q.SQL, []Query{q}})
		}
	}
	return places
}

// manyRuns is how often one line must send the same reading statement, in one task, before
// the page calls it N+1.
const manyRuns = 3

// Numbers are the statement numbers of the runs, for links from the timeline.
func (r Repeat) Numbers() string {
	numbers := make([]string, len(r.Runs))
	for i, q := range r.Runs {
		numbers[i] = itoa(q.Statement)
	}
	return strings.Join(numbers, " ")
}

// NPlusOne reports whether a line sends one SELECT again and again: in one task,
// for several that send it once each are several requests.
func (r Repeat) NPlusOne() bool {
	most, runs := 0, map[int]int{}
	for _, q := range r.Runs {
		runs[q.Task]++
		most = max(most, runs[q.Task])
	}
	return most >= manyRuns && strings.HasPrefix(r.SQL, "SELECT")
}

// maxOwnRows is how many rows, or runs, are shown under a statement.
const maxOwnRows = 100

// Own is what a statement gave: its rows, those of each run under the run's
// values. Without a title there is nothing to show.
type Own struct {
	Title   string
	Columns []Column
	Runs    []Group
	Note    string // how much is shown, if not all is
}

// Own gives the statement's own rows.
func (r Repeat) Own() Own {
	n := len(r.Runs)
	if n == 0 || n == 1 && r.Runs[0].RowCount == 0 {
		return Own{}
	}
	o := Own{Title: "Rows", Columns: r.Runs[0].Columns}
	if n > 1 {
		o.Title = "Each run"
	}
	shown, total := 0, 0
	for i, q := range r.Runs {
		total += max(1, q.RowCount)
		if shown >= maxOwnRows {
			continue
		}
		g := Group{Rows: q.Rows[:min(maxOwnRows-shown, len(q.Rows))]}
		if n > 1 {
			g.Title = "Run " + itoa(i+1) + ": " + literals(q.Params)
		}
		shown += max(1, len(g.Rows))
		o.Runs = append(o.Runs, g)
	}
	if total > shown {
		o.Note = "the first " + itoa(shown) + " of " + itoa(total)
	}
	return o
}

// Filled is the statement with its parameters in their places, for reading.
func Filled(sql string, params []any) string {
	var b strings.Builder
	next := 0
	for i := 0; i < len(sql); i++ {
		if sql[i] != '%' || i+1 == len(sql) {
			b.WriteByte(sql[i])
			continue
		}
		i++
		switch {
		case sql[i] == 's' && next < len(params):
			b.WriteString(Literal(params[next]))
			next++
		case sql[i] == '%':
			b.WriteByte('%')
		default:
			b.WriteByte('%')
			b.WriteByte(sql[i])
		}
	}
	return b.String()
}

// Literal writes a parameter as SQL.
func Literal(v any) string {
	switch c := NewCell(v); c.Kind {
	case "text":
		return "'" + strings.ReplaceAll(c.Text, "'", "''") + "'"
	case "bool":
		if c.Text == "True" {
			return "1"
		}
		return "0"
	case "blob":
		return "x'…' /* " + c.Text + " */"
	default:
		return c.Text
	}
}

// StatementFacts says in words what a statement did.
func StatementFacts(q Query) []string {
	facts := []string{}
	if len(q.Columns) > 0 {
		facts = append(facts, Count(q.RowCount, "row"))
	} else if q.Affected > 0 {
		facts = append(facts, Count(q.Affected, "row")+" changed")
	}
	if q.End > q.Start {
		facts = append(facts, Millis(q.End-q.Start)+" ms simulated")
	}
	if q.Awaited {
		facts = append(facts, "awaited")
	}
	return facts
}

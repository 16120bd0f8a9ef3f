package sqlite3

import (
	"strconv"
	"strings"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// Cursor is CursorWrapper: what connection.cursor() gives and what the ORM reads results from.
type Cursor struct {
	w      *Wrapper
	rs     *sqlite.ResultSet
	pos    int
	closed bool
}

// CursorType is the class.
var CursorType = object.Declare("CursorWrapper", "django.db.backends.utils")

func (*Cursor) Type() *object.Type { return CursorType }

// Cursor is connection.cursor().
func (w *Wrapper) Cursor(t *object.Thread) (*Cursor, error) {
	if w.forbidden != nil {
		return nil, object.NewException(w.forbidden.class, w.forbidden.queries)
	}
	if err := AsyncUnsafe(t); err != nil {
		return nil, err
	}
	if err := w.connect(t); err != nil {
		return nil, err
	}
	return &Cursor{w: w}, nil
}

// Execute implements sql.Connection.
func (w *Wrapper) Execute(t *object.Thread, text string, params []object.Object) (sql.Cursor, error) {
	c, err := w.Cursor(t)
	if err != nil {
		return nil, err
	}
	if params == nil {
		params = []object.Object{}
	}
	if err := c.execute(t, text, params); err != nil {
		return nil, err
	}
	return c, nil
}

func (c *Cursor) execute(t *object.Thread, text string, params []object.Object) error {
	if err := c.w.validateNoBrokenTransaction(); err != nil {
		// Django's execute wrappers see the statement all the same.
		c.w.note(t, text, params, err)
		return err
	}
	rs, err := c.w.run(t, text, params, nil, false)
	if err != nil {
		return err
	}
	c.rs, c.pos = rs, 0
	return nil
}

// Columns implements sql.Cursor.
func (c *Cursor) Columns() []string {
	if c.rs == nil {
		return nil
	}
	out := make([]string, len(c.rs.Columns))
	for i, col := range c.rs.Columns {
		out[i] = col.Name
	}
	return out
}

// Fetch implements sql.Cursor.
func (c *Cursor) Fetch(t *object.Thread, n int) ([][]object.Object, error) {
	if c.rs == nil {
		return nil, nil
	}
	left := len(c.rs.Rows) - c.pos
	if n < 0 || n > left {
		n = left
	}
	if n <= 0 {
		return nil, nil
	}
	width := len(c.rs.Columns)
	cells := make([]object.Object, n*width)
	out := make([][]object.Object, n)
	for i := range out {
		row := cells[i*width : (i+1)*width : (i+1)*width]
		for j, v := range c.rs.Rows[c.pos+i] {
			row[j] = Value(v)
		}
		out[i] = row
	}
	c.pos += n
	if n > 1000 {
		return out, t.Checkpoint(n)
	}
	return out, nil
}

// fetchDeclared is Fetch for programs: cells of columns that were declared bool, date, time, datetime or timestamp come as such,
// as Django has sqlite3 convert them.
func (c *Cursor) fetchDeclared(t *object.Thread, n int) ([][]object.Object, error) {
	rows, err := c.Fetch(t, n)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	for j := range c.rs.Columns {
		if declared(c.rs.Columns[j].DeclType) == "" {
			continue
		}
		for _, row := range rows {
			if row[j], err = c.Declared(t, j, row[j]); err != nil {
				return nil, err
			}
		}
	}
	return rows, nil
}

// declared is the converter that a declared type asks for: its first word counts.
func declared(typ string) string {
	if i := strings.IndexAny(typ, " ("); i >= 0 {
		typ = typ[:i]
	}
	for _, name := range []string{"bool", "date", "time", "datetime", "timestamp"} {
		if strings.EqualFold(typ, name) {
			return name
		}
	}
	return ""
}

// Declared converts a cell of column j to the type that the column was declared with.
func (c *Cursor) Declared(t *object.Thread, j int, v object.Object) (object.Object, error) {
	name := declared(c.rs.Columns[j].DeclType)
	if name == "" || v == object.None {
		return v, nil
	}
	text, err := object.ToStr(t, v)
	if err != nil {
		return nil, err
	}
	if name == "bool" {
		return object.NewBool(text == "1"), nil
	}
	if name == "timestamp" {
		name = "datetime"
	}
	m, err := t.RT.Import(t, "django.utils.dateparse")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "parse_"+name, object.NewStr(text))
}

// RowCount implements sql.Cursor: rows changed, or -1 for a SELECT.
func (c *Cursor) RowCount() int64 {
	if c.rs == nil || c.rs.Columns != nil && c.rs.Changes == 0 {
		return -1
	}
	return c.rs.Changes
}

// LastRowID implements sql.Cursor.
func (c *Cursor) LastRowID() int64 {
	if c.rs == nil {
		return 0
	}
	return c.rs.LastInsertID
}

// Close implements sql.Cursor.
func (c *Cursor) Close() { c.closed, c.rs = true, nil }

// logQuery appends to connection.queries.
func (w *Wrapper) logQuery(t *object.Thread, text string, params []object.Object, sets [][]object.Object, d time.Duration) error {
	shown := text
	if sets != nil {
		shown = strconv.Itoa(len(sets)) + " times: " + text
	} else if len(params) > 0 {
		var err error
		if shown, err = LastExecutedQuery(t, text, params); err != nil {
			return err
		}
	}
	e := object.NewDict()
	e.SetName("sql", object.NewStr(shown))
	ms := d.Milliseconds()
	e.SetName("time", object.NewStr(strconv.Itoa(int(ms/1000))+"."+pad3(int(ms%1000))))
	w.log.Items = append(w.log.Items, e)
	if sets != nil {
		shown = text
	}
	return w.logged(t, shown, params, sets, d.Seconds())
}

func pad3(n int) string {
	s := strconv.Itoa(n)
	for len(s) < 3 {
		s = "0" + s
	}
	return s
}

// LastExecutedQuery is the statement with its parameters filled in as SQLite's QUOTE() writes them: for reading, not for running.
func LastExecutedQuery(t *object.Thread, text string, params []object.Object) (string, error) {
	out := make([]byte, 0, len(text)+len(params)*8)
	n := 0
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+1 < len(text) {
			i++
			if text[i] == '(' { // %(name)s: the values stand in this order
				if end := strings.Index(text[i:], ")s"); end > 0 {
					i += end + 1
				}
			}
			if text[i] == 's' && n < len(params) {
				s, err := quoteValue(t, params[n])
				if err != nil {
					return "", err
				}
				out = append(out, s...)
				n++
			} else if text[i] == '%' {
				out = append(out, '%')
			}
			continue
		}
		out = append(out, text[i])
	}
	return string(out), nil
}

func quoteValue(t *object.Thread, p object.Object) (string, error) {
	v, err := Adapt(t, p)
	if err != nil {
		return "", err
	}
	switch v := v.(type) {
	case nil:
		return "NULL", nil
	case string:
		q := make([]byte, 0, len(v)+2)
		q = append(q, '\'')
		for i := 0; i < len(v); i++ {
			if v[i] == '\'' {
				q = append(q, '\'')
			}
			q = append(q, v[i])
		}
		return string(append(q, '\'')), nil
	case bool:
		if v {
			return "1", nil
		}
		return "0", nil
	case []byte:
		const hex = "0123456789ABCDEF"
		q := []byte("X'")
		for _, b := range v {
			q = append(q, hex[b>>4], hex[b&15])
		}
		return string(append(q, '\'')), nil
	}
	return object.ToStr(t, p)
}

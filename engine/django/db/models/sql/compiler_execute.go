package sql

import (
	"encoding/json"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// ChunkSize is GET_ITERATOR_CHUNK_SIZE: how many rows are fetched at a time.
const ChunkSize = 100

// rowConverters holds the converters of a result's columns: nil where a column needs none.
type rowConverters struct {
	conn Connection
	cols []columnConverters
}

type columnConverters struct {
	index int
	expr  Expression
	fns   []Converter
}

// converters is get_converters(expressions): the backend's first, then the field's.
func (c *SQLCompiler) converters(t *object.Thread, es []Expression) (*rowConverters, error) {
	r := &rowConverters{conn: c.Conn}
	flat := es
	for i, e := range es {
		if _, ok := e.(*ColPairs); !ok {
			continue
		}
		flat = append([]Expression(nil), es[:i]...)
		for _, e := range es[i:] {
			if cp, ok := e.(*ColPairs); ok {
				flat = append(flat, cp.SourceExpressions()...)
			} else {
				flat = append(flat, e)
			}
		}
		break
	}
	for i, e := range flat {
		if e == nil {
			continue
		}
		fns, err := backendConverters(t, e)
		if err != nil {
			return nil, err
		}
		more, err := dbConverters(t, e, c.Conn)
		if err != nil {
			return nil, err
		}
		if len(fns)+len(more) == 0 {
			continue
		}
		r.cols = append(r.cols, columnConverters{i, e, append(fns[:len(fns):len(fns)], more...)})
	}
	return r, nil
}

func dbConverters(t *object.Thread, e Expression, conn Connection) ([]Converter, error) {
	if override(e, strGetDBConverters) != nil {
		v, err := callOverride(t, e, strGetDBConverters, conn)
		if err != nil {
			return nil, err
		}
		items, err := object.Collect(t, v)
		if err != nil {
			return nil, err
		}
		out := make([]Converter, len(items))
		for i, fn := range items {
			out[i] = pythonConverter(fn)
		}
		return out, nil
	}
	cs, err := e.DBConverters(t, conn)
	if err == nil && override(e, strConvertValue) != nil {
		fn, err := object.GetAttr(t, e, strConvertValue)
		if err != nil {
			return nil, err
		}
		cs = append([]Converter{pythonConverter(fn)}, cs...)
	}
	return cs, err
}

func pythonConverter(fn object.Object) Converter {
	return func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		return object.CallArgs(t, fn, v, e, conn)
	}
}

// apply converts a row in place.
func (r *rowConverters) apply(t *object.Thread, row []object.Object) error {
	for i := range r.cols {
		c := &r.cols[i]
		if c.index >= len(row) {
			continue
		}
		v := row[c.index]
		var err error
		for _, fn := range c.fns {
			if v, err = fn(t, v, c.expr, r.conn); err != nil {
				return err
			}
		}
		row[c.index] = v
	}
	return nil
}

// RowIter gives the converted rows of a result.
type RowIter struct {
	c      *SQLCompiler
	cur    Cursor
	conv   *rowConverters
	chunk  int
	rows   [][]object.Object
	pos    int
	done   bool
	extras bool
	// composite holds the selected expressions where some are of several columns: those become tuples.
	composite []Expression
}

// Next gives the next row, nil at the end. The row is the caller's.
func (it *RowIter) Next(t *object.Thread) ([]object.Object, error) {
	if it.pos >= len(it.rows) {
		if it.done {
			return nil, nil
		}
		rows, err := it.cur.Fetch(t, it.chunk)
		if err != nil {
			return nil, err
		}
		if len(rows) < it.chunk || it.chunk < 0 {
			it.done = true
		}
		it.rows, it.pos = rows, 0
		if len(rows) == 0 {
			it.done = true
			it.cur.Close()
			return nil, nil
		}
	}
	row := it.rows[it.pos]
	it.rows[it.pos] = nil
	it.pos++
	if it.extras {
		row = row[:it.c.colCount]
	}
	if len(it.conv.cols) > 0 {
		if err := it.conv.apply(t, row); err != nil {
			return nil, err
		}
	}
	if it.composite != nil {
		row = compositeTuples(row, it.composite)
	}
	return row, nil
}

// Fetched is how many rows are there already for Next to give.
func (it *RowIter) Fetched() int { return len(it.rows) - it.pos }

// compositeTuples is composite_fields_to_tuples.
func compositeTuples(row []object.Object, es []Expression) []object.Object {
	out := make([]object.Object, 0, len(es))
	i := 0
	for _, e := range es {
		if cp, ok := e.(*ColPairs); ok {
			n := len(cp.Targets)
			out = append(out, object.NewTuple(append([]object.Object(nil), row[i:i+n]...)...))
			i += n
			continue
		}
		out = append(out, row[i])
		i++
	}
	return out
}

// Rows fetches everything that is left.
func (it *RowIter) Rows(t *object.Thread) ([][]object.Object, error) {
	var out [][]object.Object
	for {
		row, err := it.Next(t)
		if row == nil || err != nil {
			return out, err
		}
		out = append(out, row)
	}
}

// execute runs the query; a nil cursor means that nothing was sent, since nothing can match.
func (c *SQLCompiler) execute(t *object.Thread) (Cursor, error) {
	s, params, err := c.AsSQL(t, true, false)
	if err != nil {
		if isEmptyResultSet(err) {
			return nil, nil
		}
		return nil, err
	}
	if s == "" {
		return nil, nil
	}
	return c.Conn.Execute(t, s, params)
}

// ResultsIter is results_iter(): it runs the query. chunk is how many rows are fetched at a time (0: ChunkSize, -1: all).
// Select, KlassInfo and AnnotationColMap are set when it returns.
func (c *SQLCompiler) ResultsIter(t *object.Thread, chunk int) (*RowIter, error) {
	if chunk == 0 {
		chunk = ChunkSize
	}
	cur, err := c.execute(t)
	if err != nil {
		return nil, err
	}
	it := &RowIter{c: c, cur: cur, chunk: chunk, extras: c.hasExtraSelect}
	if cur == nil {
		it.done = true
		if c.Select == nil {
			// Nothing was compiled up to the SELECT clause or beyond; callers still read its shape.
			if err := c.setupQuery(t, false); err != nil && !isEmptyResultSet(err) {
				return nil, err
			}
		}
		return it, nil
	}
	if c.plan != nil && c.plan.converters != nil && c.plan.converters.conn == c.Conn {
		it.conv = c.plan.converters
		return it, nil
	}
	es := make([]Expression, len(c.Select))
	for i := range es {
		es[i] = c.Select[i].Expr
		if _, ok := es[i].(*ColPairs); ok {
			it.composite = es
		}
	}
	if it.conv, err = c.converters(t, es); err != nil {
		return nil, err
	}
	for i, e := range es {
		if raw, ok := e.(*RawSQL); ok {
			it.conv.declared(t, cur, i, raw)
		}
	}
	if c.plan != nil {
		c.plan.converters = it.conv
	}
	return it, nil
}

// declared has column i converted to what it was declared as, if it is SQL of the program's whose type nobody has told: that is how Python's sqlite3 gives
// the columns that extra(select=…) names.
func (r *rowConverters) declared(t *object.Thread, cur Cursor, i int, raw *RawSQL) {
	d, ok := cur.(interface {
		Declared(t *object.Thread, column int, v object.Object) (object.Object, error)
	})
	if !ok || raw.outputField != nil && raw.outputField.InternalType(t) != "" && raw.outputField.InternalType(t) != "Field" {
		return
	}
	r.cols = append(r.cols, columnConverters{i, raw, []Converter{func(t *object.Thread, v object.Object, e Expression, conn Connection) (object.Object, error) {
		return d.Declared(t, i, v)
	}}})
}

// ColumnAliases lists the names of the selected columns ("" where a column has none).
func (c *SQLCompiler) ColumnAliases() []string {
	out := make([]string, len(c.Select))
	for i, s := range c.Select {
		out[i] = s.Alias
	}
	return out
}

// SelectFields gives the target fields of the columns in indexes (klass_info["select_fields"]); nil for a column that is no plain one.
func (c *SQLCompiler) SelectFields(indexes []int) []Field {
	out := make([]Field, len(indexes))
	for i, n := range indexes {
		if col, ok := c.Select[n].Expr.(*Col); ok {
			out[i] = col.Target
		}
	}
	return out
}

// executeSingle runs the query and gives its first row, nil when there is none.
func (c *SQLCompiler) executeSingle(t *object.Thread) ([]object.Object, error) {
	cur, err := c.execute(t)
	if err != nil || cur == nil {
		return nil, err
	}
	defer cur.Close()
	rows, err := cur.Fetch(t, 1)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	row := rows[0]
	if len(row) > c.colCount {
		row = row[:c.colCount]
	}
	return row, nil
}

// explainQuery is explain_query.
func (c *SQLCompiler) explainQuery(t *object.Thread) (string, error) {
	info := c.Query.explain
	if info.format != "" {
		return "", object.ValueErrorf("%s is not a recognized format. SQLite does not support any formats.", strings.ToUpper(info.format))
	}
	if info.options.Len() > 0 {
		names := make([]string, len(info.options.Names))
		for i, n := range info.options.Names {
			names[i] = n.String()
		}
		return "", object.ValueErrorf("Unknown options: %s", strings.Join(sortedStrings(names), ", "))
	}
	cur, err := c.execute(t)
	if err != nil || cur == nil {
		return "", err
	}
	rows, err := cur.Fetch(t, -1)
	if err != nil {
		return "", err
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		parts := make([]string, len(row))
		for j, v := range row {
			if j == 2 && len(row) == 4 {
				parts[j] = "0" // "notused": only newer SQLites put an estimate there
				continue
			}
			if parts[j], err = object.ToStr(t, v); err != nil {
				return "", err
			}
		}
		lines[i] = strings.Join(parts, " ")
	}
	return strings.Join(lines, "\n"), nil
}

// jsonText is json.dumps of a str.
func jsonText(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""`
	}
	return asciiJSON(string(b))
}

// asciiJSON writes every character beyond ASCII as \uXXXX, as Python's json does, and undoes Go's escaping of < > &.
func asciiJSON(s string) string {
	s = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(s)
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	const hex = "0123456789abcdef"
	u := func(r rune) {
		b.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			b.WriteByte(hex[r>>shift&15])
		}
	}
	for _, r := range s {
		switch {
		case r < 0x80:
			b.WriteByte(byte(r))
		case r > 0xFFFF:
			r -= 0x10000
			u(0xD800 + r>>10)
			u(0xDC00 + r&0x3FF)
		default:
			u(r)
		}
	}
	return b.String()
}

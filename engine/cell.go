package engine

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// Cells are values in the JSON form of rows and parameters: null, numbers, strings, booleans, {"blob": base64}.

// cells are the values of a row; they share its memory if JSON has a word for each, as it nearly always has.
func cells(row []sqlite.Value) []any {
	for i, v := range row {
		if plain(v) {
			continue
		}
		out := append([]any(nil), row...)
		for ; i < len(row); i++ {
			out[i] = cell(row[i])
		}
		return out
	}
	return row
}

// plain reports whether cell gives the value itself.
func plain(v sqlite.Value) bool {
	switch v := v.(type) {
	case []byte:
		return false
	case float64:
		return finite(v)
	case int64:
		return exact(v)
	}
	return true
}

func cell(v sqlite.Value) any {
	switch v := v.(type) {
	case []byte:
		return Blob{Blob: base64.StdEncoding.EncodeToString(v)}
	case float64:
		return number(v)
	case int64:
		return integer(v)
	}
	return v
}

// number keeps what JSON has no word for as text.
func number(f float64) any {
	if finite(f) {
		return f
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// integer keeps what JavaScript's numbers cannot hold as text.
func integer(n int64) any {
	if exact(n) {
		return n
	}
	return strconv.FormatInt(n, 10)
}

func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

// exact reports whether JavaScript's numbers hold n.
func exact(n int64) bool { return -(1<<53) <= n && n <= 1<<53 }

// param is a parameter as Django passes it.
func (r *recorder) param(o object.Object) any {
	switch v := o.(type) {
	case object.Bool:
		return bool(v)
	case object.Int:
		return integer(int64(v))
	case object.Float:
		return number(float64(v))
	}
	if o == object.None {
		return nil
	}
	if s, ok := object.AsStr(o); ok {
		return r.kept.text(s)
	}
	if n, ok := object.AsInt(o); ok {
		return integer(n)
	}
	if f, ok := object.AsFloat(o); ok {
		return number(f)
	}
	if b, ok := object.AsBytes(o); ok {
		return r.kept.blob(b)
	}
	return r.kept.text(r.text(o))
}

// value is a Python value as a cell.
func (r *recorder) value(o object.Object) any {
	switch o.(type) {
	case *object.List, *object.Tuple, *object.Dict:
		return r.kept.text(r.repr(o, maxText))
	}
	return r.param(o)
}

func (r *recorder) text(o object.Object) string {
	s, err := object.ToStr(r.t, o)
	if err != nil {
		return "<" + object.TypeName(o) + ">"
	}
	return s
}

// columnsOf describes the columns of a result, or of a table, to the page.
func columnsOf(columns []sqlite.Column) []Column {
	out := make([]Column, len(columns))
	for i, c := range columns {
		out[i] = Column{Name: clip(c.Name, fewText), Type: columnType(c.DeclType)}
	}
	return out
}

// columnType is a declared type as the page names it.
func columnType(decl string) string {
	d := strings.ToLower(decl)
	switch {
	case d == "":
		return ""
	case strings.Contains(d, "int"):
		return "integer"
	case strings.HasPrefix(d, "varchar"), strings.HasPrefix(d, "char"), d == "text":
		return "text"
	case d == "bool":
		return "boolean"
	case d == "real", d == "decimal":
		return d
	}
	return d
}

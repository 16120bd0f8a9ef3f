package sqlite3

import (
	"strconv"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/sqlite"
)

// bind turns Django's %s placeholders into SQLite's ? and adapts the parameters. nil params: the text is taken as it is, as
// cursor.execute(sql) does.
func (w *Wrapper) bind(t *object.Thread, text string, params []object.Object) (string, []sqlite.Value, error) {
	if params == nil {
		return text, nil, nil
	}
	values := make([]sqlite.Value, len(params))
	for i, p := range params {
		v, err := Adapt(t, p)
		if err != nil {
			return "", nil, err
		}
		if v == unsupported {
			return "", nil, w.raise(t, "ProgrammingError", "Error binding parameter "+strconv.Itoa(i+1)+": type '"+object.TypeName(p)+"' is not supported")
		}
		values[i] = v
	}
	if w.placed.text != text {
		q, n, bad := Placeholders(text)
		w.placed = placed{text, q, n, bad}
	}
	q, n, bad := w.placed.q, w.placed.n, w.placed.bad
	if bad >= 0 && len(params) > 0 && w.logging {
		// SQLite takes it; writing the statement down with its parameters does not.
		if bad+1 >= len(text) {
			return "", nil, object.ValueErrorf("incomplete format")
		}
		return "", nil, object.ValueErrorf("unsupported format character '%c' (0x%x) at index %d", text[bad+1], text[bad+1], bad+1)
	}
	if n != len(params) && w.logging && len(params) > 0 {
		// The statement is written down even when SQLite refused it, and that fails first.
		if n > len(params) {
			return "", nil, object.TypeErrorf("not enough arguments for format string")
		}
		return "", nil, object.TypeErrorf("not all arguments converted during string formatting")
	}
	if n != len(params) {
		return "", nil, w.raise(t, "ProgrammingError", "Incorrect number of bindings supplied. The current statement uses "+strconv.Itoa(n)+", and there are "+strconv.Itoa(len(params))+" supplied.")
	}
	return q, values, nil
}

// placed is what Placeholders gave for a text. A wrapper keeps the last, since loops send one text again and again.
type placed struct {
	text, q string
	n, bad  int
}

// NamedParams gives the values of a dict of parameters in the order in which %(name)s asks for them.
func NamedParams(t *object.Thread, text string, d *object.Dict) ([]object.Object, error) {
	params := []object.Object{}
	for {
		i := strings.Index(text, "%(")
		if i < 0 {
			return params, nil
		}
		text = text[i+2:]
		end := strings.Index(text, ")s")
		if end < 0 {
			return params, nil
		}
		key := object.NewStr(text[:end])
		v, err := d.Get(t, key)
		if err != nil {
			return nil, err
		}
		if v == nil {
			return nil, object.KeyError(key)
		}
		params = append(params, v)
		text = text[end+2:]
	}
}

// Placeholders converts %s (and %(name)s) to ? and %% to %, and counts the former. bad is where another percent sign stands, -1 when none does.
func Placeholders(text string) (q string, n, bad int) {
	bad = -1
	i := strings.IndexByte(text, '%')
	if i < 0 {
		return text, 0, bad
	}
	at := 0 // where text begins
	var b strings.Builder
	b.Grow(len(text))
	for {
		b.WriteString(text[:i])
		skip := 2
		next := byte(0)
		if i+1 < len(text) {
			next = text[i+1]
		}
		end := 0
		if next == '(' {
			if end = strings.Index(text[i:], ")s"); end < 0 {
				next = 0
			}
		}
		switch next {
		case 's':
			b.WriteByte('?')
			n++
		case '(': // %(name)s: NamedParams has put its value in this place
			b.WriteByte('?')
			n++
			skip = end + 2
		case '%':
			b.WriteByte('%')
		default:
			b.WriteByte('%')
			if skip = 1; bad < 0 {
				bad = at + i
			}
		}
		text, at = text[i+skip:], at+i+skip
		if i = strings.IndexByte(text, '%'); i < 0 {
			b.WriteString(text)
			return b.String(), n, bad
		}
	}
}

type unsupportedValue struct{}

var unsupported sqlite.Value = unsupportedValue{}

// Adapt turns a Python value into one of SQLite's, as Python's sqlite3 with the adapters that Django registers.
func Adapt(t *object.Thread, o object.Object) (sqlite.Value, error) {
	switch v := o.(type) {
	case object.Int:
		return int64(v), nil
	case *object.Str:
		return v.String(), nil
	case object.Float:
		return float64(v), nil
	case object.Bool:
		return bool(v), nil
	case *object.BigInt:
		return nil, object.OverflowErrorf("Python int too large to convert to SQLite INTEGER")
	}
	if o == object.None {
		return nil, nil
	}
	if s, ok := object.AsStr(o); ok {
		return s, nil
	}
	if i, ok := object.AsInt(o); ok {
		return i, nil
	}
	if f, ok := object.AsFloat(o); ok {
		return f, nil
	}
	if b, ok := object.AsBytes(o); ok {
		return append([]byte(nil), b...), nil
	}
	switch o.Type().String() {
	case "decimal.Decimal":
		return object.ToStr(t, o)
	case "datetime.date", "datetime.datetime":
		args := []object.Object{}
		if o.Type().String() == "datetime.datetime" {
			args = append(args, object.NewStr(" "))
		}
		r, err := object.CallMethod(t, o, "isoformat", args...)
		if err != nil {
			return nil, err
		}
		s, _ := object.AsStr(r)
		return s, nil
	}
	return unsupported, nil
}

// Value turns one of SQLite's values into a Python one.
func Value(v sqlite.Value) object.Object {
	switch v := v.(type) {
	case nil:
		return object.None
	case int64:
		return object.NewInt(v)
	case string:
		return object.NewStr(v)
	case float64:
		return object.Float(v)
	case []byte:
		return object.NewBytes(v)
	case bool:
		return object.NewBool(v)
	case int:
		return object.NewInt(int64(v))
	}
	return object.None
}

package json

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// encoder writes one value. It emits text in the pieces in which CPython's iterencode yields it.
type encoder struct {
	t        *thread
	def      value // the encoder's default method
	ascii    bool
	indent   *string
	itemSep  string
	keySep   string
	sortKeys bool
	skipKeys bool
	allowNaN bool
	check    bool
	open     []value // containers being written, to find circles
	depth    int
	pieces   []value // for iterencode
	join     bool
	buf      []byte
	charged  int
	count    int
}

// encodeFunc is _encode(o, options, join): options are (default, ensure_ascii, indent, key_separator, item_separator, sort_keys, skipkeys,
// allow_nan, check_circular). It gives the text, or the list of its pieces.
func encodeFunc(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("_encode", a, kw, 3, 3); err != nil {
		return nil, err
	}
	opts, ok := object.AsTuple(a[1])
	if !ok || len(opts.Items) != 9 {
		return nil, object.TypeErrorf("_encode: bad options")
	}
	o := opts.Items
	e := &encoder{t: t, def: o[0]}
	for i, dst := range map[int]*bool{1: &e.ascii, 5: &e.sortKeys, 6: &e.skipKeys, 7: &e.allowNaN, 8: &e.check} {
		b, err := object.Truth(t, o[i])
		if err != nil {
			return nil, err
		}
		*dst = b
	}
	if o[2] != object.None {
		s, ok := object.AsStr(o[2])
		if !ok {
			return nil, object.TypeErrorf("indent must be str or int")
		}
		e.indent = &s
	}
	if e.keySep, ok = object.AsStr(o[3]); !ok {
		return nil, object.TypeErrorf("make_encoder() argument 5 must be str, not %s", object.TypeName(o[3]))
	}
	if e.itemSep, ok = object.AsStr(o[4]); !ok {
		return nil, object.TypeErrorf("make_encoder() argument 6 must be str, not %s", object.TypeName(o[4]))
	}
	join, err := object.Truth(t, a[2])
	if err != nil {
		return nil, err
	}
	e.join = join
	if err := e.value(a[0], "", 0); err != nil {
		return nil, err
	}
	if !join {
		return object.NewList(e.pieces), nil
	}
	return object.NewStr(string(e.buf)), nil
}

func (e *encoder) emit(s string) error {
	if !e.join {
		e.pieces = append(e.pieces, object.NewStr(s))
		e.charged += len(s)
	} else {
		e.buf = append(e.buf, s...)
		if len(e.buf)-e.charged > 1<<16 {
			n := len(e.buf) - e.charged
			e.charged = len(e.buf)
			return e.t.Alloc(int64(2 * n))
		}
	}
	return nil
}

func (e *encoder) str(s string) string { return string(quote(nil, s, e.ascii)) }

func (e *encoder) float(f float64) (string, error) {
	s := ""
	switch {
	case f != f:
		s = "NaN"
	case math.IsInf(f, 1):
		s = "Infinity"
	case math.IsInf(f, -1):
		s = "-Infinity"
	default:
		return object.FormatFloat(f), nil
	}
	if !e.allowNaN {
		return "", object.ValueErrorf("Out of range float values are not JSON compliant")
	}
	return s, nil
}

// scalar gives the text of what is not a container.
func (e *encoder) scalar(v value) (string, bool, error) {
	switch x := object.Native(v).(type) {
	case *object.Str:
		return e.str(x.String()), true, nil
	case object.Bool:
		if x {
			return "true", true, nil
		}
		return "false", true, nil
	case object.Int, *object.BigInt:
		s, err := object.Repr(e.t, x.(value))
		return s, true, err
	case object.Float:
		s, err := e.float(float64(x))
		return s, true, err
	}
	if v == object.None {
		return "null", true, nil
	}
	return "", false, nil
}

// value writes v; lead is text that comes before it in the same piece.
func (e *encoder) value(v value, lead string, level int) error {
	if e.count++; e.count&255 == 0 {
		if err := e.t.Checkpoint(256); err != nil {
			return err
		}
	}
	s, ok, err := e.scalar(v)
	if err != nil {
		return err
	}
	if ok {
		return e.emit(lead + s)
	}
	if lead != "" {
		if err := e.emit(lead); err != nil {
			return err
		}
	}
	if l, ok := object.AsList(v); ok {
		return e.within(v, func() error { return e.list(v, func() []value { return l.Items }, level) })
	}
	if tu, ok := object.AsTuple(v); ok {
		return e.within(v, func() error { return e.list(v, func() []value { return tu.Items }, level) })
	}
	if d, ok := object.AsDict(v); ok {
		return e.within(v, func() error { return e.dict(v, d, level) })
	}
	return e.within(v, func() error {
		r, err := object.CallArgs(e.t, e.def, v)
		if err != nil {
			return err
		}
		return e.value(r, "", level)
	})
}

// within guards a container against circles and against nesting that is too deep for the stack.
func (e *encoder) within(v value, f func() error) error {
	if e.check {
		for _, x := range e.open {
			if x == v {
				return object.ValueErrorf("Circular reference detected")
			}
		}
	}
	if e.depth++; e.depth > maxDepth {
		return object.RecursionErrorf("maximum recursion depth exceeded while encoding a JSON object")
	}
	e.open = append(e.open, v)
	err := f()
	e.open = e.open[:len(e.open)-1]
	e.depth--
	return err
}

func (e *encoder) newline(level int) string {
	if e.indent == nil {
		return ""
	}
	b := []byte{'\n'}
	for ; level > 0; level-- {
		b = append(b, *e.indent...)
	}
	return string(b)
}

func (e *encoder) list(v value, items func() []value, level int) error {
	if len(items()) == 0 {
		return e.emit("[]")
	}
	lead := "[" + e.newline(level+1)
	sep := e.itemSep + e.newline(level+1)
	for i := 0; i < len(items()); i++ {
		if i > 0 {
			lead = sep
		}
		if err := e.value(items()[i], lead, level+1); err != nil {
			return err
		}
	}
	if e.indent != nil {
		if err := e.emit(e.newline(level)); err != nil {
			return err
		}
	}
	return e.emit("]")
}

func (e *encoder) key(k value) (string, bool, error) {
	if s, ok := object.AsStr(k); ok {
		return s, true, nil
	}
	if f, ok := object.AsFloat(k); ok {
		s, err := e.float(f)
		return s, true, err
	}
	if s, ok, err := e.scalar(k); ok || err != nil {
		return s, ok, err
	}
	if e.skipKeys {
		return "", false, nil
	}
	return "", false, object.TypeErrorf("keys must be str, int, float, bool or None, not %s", object.TypeName(k))
}

// pairs lists a dict's items; those of a subclass with an items method of its own come from that.
func (e *encoder) pairs(v value, d *object.Dict) ([]value, error) {
	var out []value
	if v.Type() != object.DictType && v.Type().LookupName("items") != object.DictType.LookupName("items") {
		items, err := object.CallMethod(e.t, v, "items")
		if err != nil {
			return nil, err
		}
		if out, err = object.Collect(e.t, items); err != nil {
			return nil, err
		}
	} else {
		for k, x, pos, ok := d.Next(0); ok; k, x, pos, ok = d.Next(pos) {
			out = append(out, object.NewTuple(k, x))
		}
	}
	if e.sortKeys {
		l := object.NewList(out)
		if err := object.SortList(e.t, l, nil, false); err != nil {
			return nil, err
		}
		out = l.Items
	}
	return out, nil
}

func (e *encoder) dict(v value, d *object.Dict, level int) error {
	if n, err := object.Len(e.t, v); err != nil {
		return err
	} else if n == 0 {
		return e.emit("{}")
	}
	pairs, err := e.pairs(v, d)
	if err != nil {
		return err
	}
	if err := e.emit("{"); err != nil {
		return err
	}
	if e.indent != nil {
		if err := e.emit(e.newline(level + 1)); err != nil {
			return err
		}
	}
	sep := e.itemSep + e.newline(level+1)
	first := true
	for _, p := range pairs {
		kv, ok := object.AsTuple(p)
		if !ok || len(kv.Items) != 2 {
			return object.ValueErrorf("items must return 2-tuples")
		}
		k, ok, err := e.key(kv.Items[0])
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if !first {
			if err := e.emit(sep); err != nil {
				return err
			}
		}
		first = false
		if err := e.emit(e.str(k)); err != nil {
			return err
		}
		if err := e.emit(e.keySep); err != nil {
			return err
		}
		if err := e.value(kv.Items[1], "", level+1); err != nil {
			return err
		}
	}
	if e.indent != nil {
		if err := e.emit(e.newline(level)); err != nil {
			return err
		}
	}
	return e.emit("}")
}

package csv

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Writer is what csv.writer gives.
type Writer struct {
	d     *Dialect
	write value
}

// WriterType is its class.
var WriterType = object.Declare("writer", "_csv")

// Type implements object.Object.
func (*Writer) Type() *object.Type { return WriterType }

func newWriter(t *thread, a []value, kw *kwargs) (value, error) {
	if len(a) < 1 || len(a) > 2 {
		return nil, argCount(len(a))
	}
	d, err := makeDialect(t, a[1:], kw)
	if err != nil {
		return nil, err
	}
	write, err := object.GetAttrOpt(t, a[0], object.Intern("write"))
	if err != nil {
		return nil, err
	}
	if write == nil || !object.IsCallable(write) {
		return nil, object.TypeErrorf("argument 1 must have a \"write\" method")
	}
	return &Writer{d, write}, nil
}

func isNumber(o value) bool {
	s := &o.Type().Slots
	return s.Index != nil || s.Float != nil || s.Int != nil || object.IsInstance(o, object.ComplexType)
}

// appendField writes one field; it is quoted when quoted is set or when its text asks for it.
func (w *Writer) appendField(out []byte, text string, quoted bool) ([]byte, error) {
	d := w.d
	start := len(out)
	for _, c := range text {
		if c == d.delimiter || c == d.escape || c == d.quote || strings.ContainsRune(d.terminator, c) {
			escape := d.quoting == quoteNone
			switch {
			case escape:
			case c == d.quote && d.doubleQuote:
				out = append(out, string(d.quote)...)
			case c == d.quote, c == d.escape:
				escape = true
			}
			if escape {
				if d.escape == none {
					return nil, fail("need to escape, but no escapechar set")
				}
				out = append(out, string(d.escape)...)
			} else {
				quoted = true
			}
		}
		out = append(out, string(c)...)
	}
	if quoted {
		q := string(d.quote)
		field := string(out[start:])
		out = append(append(append(out[:start], q...), field...), q...)
	}
	return out, nil
}

func (w *Writer) row(t *thread, row value) (value, error) {
	d := w.d
	it, err := object.Iter(t, row)
	if err != nil {
		if object.IsException(err, object.TypeErrorType) {
			err = fail("iterable expected, not %s", object.TypeName(row))
		}
		return nil, err
	}
	var out []byte
	fields := 0
	err = object.ForEach(t, it, func(v value) (bool, error) {
		if fields > 0 {
			out = append(out, string(d.delimiter)...)
		}
		fields++
		quoted := d.quoting == quoteAll || d.quoting == quoteNonNumeric && !isNumber(v)
		text := ""
		if v != object.None {
			s, err := object.ToStr(t, v)
			if err != nil {
				return false, err
			}
			text = s
		}
		o, err := w.appendField(out, text, quoted)
		if err != nil {
			return false, err
		}
		out = o
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	if fields > 0 && len(out) == 0 {
		if d.quoting == quoteNone {
			return nil, fail("single empty field record must be quoted")
		}
		out = append(out, string(d.quote)+string(d.quote)...)
	}
	return object.CallArgs(t, w.write, object.NewStr(string(out)+d.terminator))
}

func init() {
	WriterType.Define(object.Spec{
		Final:   true,
		GetSets: []object.GetSet{{Name: "dialect", Member: true, Get: func(t *thread, o value) (value, error) { return o.(*Writer).d, nil }}},
		Methods: []object.Method{
			{Name: "writerow", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("writer.writerow", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return a[0].(*Writer).row(t, a[1])
			}},
			{Name: "writerows", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				if err := object.CheckArgs("writer.writerows", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return object.None, object.ForEach(t, a[1], func(row value) (bool, error) {
					_, err := a[0].(*Writer).row(t, row)
					return true, err
				})
			}},
		},
	})
}

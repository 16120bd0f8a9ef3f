package csv

import (
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The values of quoting.
const (
	quoteMinimal = iota
	quoteAll
	quoteNonNumeric
	quoteNone
)

// none stands for a character that is not set.
const none rune = -1

// Dialect is _csv.Dialect: the checked rules of a format.
type Dialect struct {
	delimiter, quote, escape rune
	terminator               string
	quoting                  int
	doubleQuote, skipSpace   bool
	strict                   bool
}

// DialectType is its class.
var DialectType = object.Declare("Dialect", "_csv")

// Type implements object.Object.
func (*Dialect) Type() *object.Type { return DialectType }

var dialectFields = []string{"delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"}

// makeDialect makes a dialect of a name, an object with the attributes of one, or nothing, and of keyword arguments, which come first.
func makeDialect(t *thread, args []value, kw *kwargs) (*Dialect, error) {
	var base value = object.None
	if len(args) > 0 {
		base = args[0]
	}
	given := map[string]value{}
	if kw != nil {
	next:
		for i, n := range kw.Names {
			if n.String() == "dialect" {
				base = kw.Vals[i]
				continue
			}
			for _, f := range dialectFields {
				if n.String() == f {
					given[f] = kw.Vals[i]
					continue next
				}
			}
			return nil, object.TypeErrorf("'%s' is an invalid keyword argument for this function", n)
		}
	}
	if object.IsInstance(base, object.StrType) {
		d, err := lookup(t, base)
		if err != nil {
			return nil, err
		}
		base = d
	}
	if d, ok := base.(*Dialect); ok && len(given) == 0 {
		return d, nil
	}
	if base != object.None {
		for _, f := range dialectFields {
			if given[f] != nil {
				continue
			}
			v, err := object.GetAttrOpt(t, base, object.Intern(f))
			if err != nil {
				return nil, err
			}
			if v != nil {
				given[f] = v
			}
		}
	}
	d := &Dialect{delimiter: ',', quote: '"', escape: none, terminator: "\r\n", doubleQuote: true}
	return d, d.set(t, given)
}

func (d *Dialect) set(t *thread, given map[string]value) error {
	var err error
	if v := given["delimiter"]; v != nil {
		s, ok := object.AsStr(v)
		if !ok {
			return object.TypeErrorf("\"delimiter\" must be string, not %s", object.TypeName(v))
		}
		if utf8.RuneCountInString(s) != 1 {
			return object.TypeErrorf("\"delimiter\" must be a 1-character string")
		}
		d.delimiter, _ = utf8.DecodeRuneInString(s)
	}
	for name, p := range map[string]*bool{"doublequote": &d.doubleQuote, "skipinitialspace": &d.skipSpace, "strict": &d.strict} {
		if v := given[name]; v != nil {
			if *p, err = object.Truth(t, v); err != nil {
				return err
			}
		}
	}
	if err = setChar("escapechar", given["escapechar"], &d.escape); err != nil {
		return err
	}
	terminated := true
	if v := given["lineterminator"]; v != nil {
		s, ok := object.AsStr(v)
		if !ok && v != object.None {
			return object.TypeErrorf("\"lineterminator\" must be a string")
		}
		d.terminator, terminated = s, ok
	}
	if err = setChar("quotechar", given["quotechar"], &d.quote); err != nil {
		return err
	}
	if v := given["quoting"]; v != nil {
		i, ok := v.(object.Int)
		if !ok {
			if b, isBool := v.(object.Bool); isBool {
				i, ok = object.Int(0), true
				if b {
					i = 1
				}
			}
		}
		if !ok {
			return object.TypeErrorf("\"quoting\" must be an integer")
		}
		if i < quoteMinimal || i > quoteNone {
			return object.TypeErrorf("bad \"quoting\" value")
		}
		d.quoting = int(i)
	} else if given["quotechar"] == object.None {
		d.quoting = quoteNone
	}
	if d.quoting != quoteNone && d.quote == none {
		return object.TypeErrorf("quotechar must be set if quoting enabled")
	}
	if !terminated {
		return object.TypeErrorf("lineterminator must be set")
	}
	return nil
}

func setChar(name string, v value, p *rune) error {
	if v == nil {
		return nil
	}
	*p = none
	if v == object.None {
		return nil
	}
	s, ok := object.AsStr(v)
	if !ok {
		return object.TypeErrorf("\"%s\" must be string or None, not %s", name, object.TypeName(v))
	}
	if utf8.RuneCountInString(s) != 1 {
		return object.TypeErrorf("\"%s\" must be a 1-character string", name)
	}
	*p, _ = utf8.DecodeRuneInString(s)
	return nil
}

func char(r rune) value {
	if r == none {
		return object.None
	}
	return object.NewStr(string(r))
}

func init() {
	get := func(f func(d *Dialect) value) func(t *thread, o value) (value, error) {
		return func(t *thread, o value) (value, error) { return f(o.(*Dialect)), nil }
	}
	DialectType.Define(object.Spec{
		Final: true,
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
				d, err := makeDialect(t, a, kw)
				if err != nil {
					return nil, err
				}
				return d, nil
			},
			Init: func(*thread, value, []value, *kwargs) error { return nil },
		},
		GetSets: []object.GetSet{
			{Name: "delimiter", Get: get(func(d *Dialect) value { return char(d.delimiter) })},
			{Name: "doublequote", Get: get(func(d *Dialect) value { return object.NewBool(d.doubleQuote) })},
			{Name: "escapechar", Get: get(func(d *Dialect) value { return char(d.escape) })},
			{Name: "lineterminator", Get: get(func(d *Dialect) value { return object.NewStr(d.terminator) })},
			{Name: "quotechar", Get: get(func(d *Dialect) value { return char(d.quote) })},
			{Name: "quoting", Get: get(func(d *Dialect) value { return object.NewInt(int64(d.quoting)) })},
			{Name: "skipinitialspace", Get: get(func(d *Dialect) value { return object.NewBool(d.skipSpace) })},
			{Name: "strict", Get: get(func(d *Dialect) value { return object.NewBool(d.strict) })},
		},
	})
}

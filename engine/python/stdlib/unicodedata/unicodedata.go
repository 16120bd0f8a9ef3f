// Package unicodedata is Python's unicodedata module, for the characters that package unidata knows.
package unicodedata

import (
	"unicode"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/unidata"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// categories in an order in which the commonest come first.
var categories = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Ll", unicode.Ll}, {"Lu", unicode.Lu}, {"Lo", unicode.Lo}, {"Nd", unicode.Nd}, {"Zs", unicode.Zs}, {"Po", unicode.Po}, {"So", unicode.So}, {"Sm", unicode.Sm},
	{"Mn", unicode.Mn}, {"Mc", unicode.Mc}, {"Me", unicode.Me}, {"Lt", unicode.Lt}, {"Lm", unicode.Lm}, {"Nl", unicode.Nl}, {"No", unicode.No}, {"Pd", unicode.Pd},
	{"Ps", unicode.Ps}, {"Pe", unicode.Pe}, {"Pi", unicode.Pi}, {"Pf", unicode.Pf}, {"Pc", unicode.Pc}, {"Sc", unicode.Sc}, {"Sk", unicode.Sk}, {"Cc", unicode.Cc},
	{"Cf", unicode.Cf}, {"Cs", unicode.Cs}, {"Co", unicode.Co}, {"Zl", unicode.Zl}, {"Zp", unicode.Zp},
}

func category(r rune) string {
	for _, c := range categories {
		if unicode.Is(c.table, r) {
			return c.name
		}
	}
	return "Cn"
}

// one takes an argument that is one character.
func one(name string, o value, position string) (rune, error) {
	s, ok := object.AsStr(o)
	if !ok {
		return 0, object.TypeErrorf("%s() argument%s must be a unicode character, not %s", name, position, object.TypeName(o))
	}
	r, n := object.DecodeRune(s)
	if n == 0 || n != len(s) {
		return 0, object.TypeErrorf("%s() argument%s must be a unicode character, not str", name, position)
	}
	return r, nil
}

// plain adds a function of one character.
func plain(m *object.Module, name string, f func(r rune) value) {
	m.SetFunc(name, func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("unicodedata."+name, a, kw, 1, 1); err != nil {
			return nil, err
		}
		r, err := one(name, a[0], "")
		if err != nil {
			return nil, err
		}
		return f(r), nil
	})
}

// withDefault adds a function of one character that raises ValueError, or gives its second argument, for characters it does not know.
func withDefault(m *object.Module, name, complaint string, f func(r rune) value) {
	m.SetFunc(name, func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs("unicodedata."+name, a, kw, 1, 2); err != nil {
			return nil, err
		}
		r, err := one(name, a[0], " 1")
		if err != nil {
			return nil, err
		}
		if v := f(r); v != nil {
			return v, nil
		}
		if len(a) > 1 {
			return a[1], nil
		}
		return nil, object.ValueErrorf("%s", complaint)
	})
}

func numberOf(r rune) (float64, bool) {
	if d := object.DecimalValue(r); d >= 0 {
		return float64(d), true
	}
	return unidata.Number(r)
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: "unicodedata", Init: func(t *thread, m *object.Module) error {
		m.Set("unidata_version", object.NewStr("14.0.0"))
		plain(m, "category", func(r rune) value { return object.NewStr(category(r)) })
		plain(m, "combining", func(r rune) value { return object.NewInt(int64(unidata.Combining(r))) })
		plain(m, "east_asian_width", func(r rune) value { return object.NewStr(unidata.Width(r)) })
		plain(m, "decomposition", func(r rune) value { return object.NewStr(unidata.Decomposition(r)) })
		withDefault(m, "name", "no such name", func(r rune) value {
			if n := unidata.Name(r); n != "" {
				return object.NewStr(n)
			}
			return nil
		})
		withDefault(m, "decimal", "not a decimal", func(r rune) value {
			if d := object.DecimalValue(r); d >= 0 {
				return object.NewInt(int64(d))
			}
			return nil
		})
		withDefault(m, "digit", "not a digit", func(r rune) value {
			if v, ok := numberOf(r); ok && object.IsDigit(r) {
				return object.NewInt(int64(v))
			}
			return nil
		})
		withDefault(m, "numeric", "not a numeric character", func(r rune) value {
			if v, ok := numberOf(r); ok {
				return object.Float(v)
			}
			return nil
		})
		plain(m, "bidirectional", func(r rune) value {
			if category(r) == "Cn" {
				return object.NewStr("")
			}
			return object.NewStr(unidata.Direction(r))
		})
		plain(m, "mirrored", func(r rune) value {
			if unidata.Mirrored(r) {
				return object.NewInt(1)
			}
			return object.NewInt(0)
		})
		m.SetFunc("lookup", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("unicodedata.lookup", a, kw, 1, 1); err != nil {
				return nil, err
			}
			s, ok := object.AsStr(a[0])
			if !ok {
				return nil, object.TypeErrorf("lookup() argument must be str, not %s", object.TypeName(a[0]))
			}
			r, ok := unidata.Lookup(s)
			if !ok {
				return nil, object.Errorf(object.KeyErrorType, "undefined character name '%s'", s)
			}
			return object.NewStr(string(r)), nil
		})
		m.SetFunc("normalize", func(t *thread, a []value, kw *kwargs) (value, error) { return normalize(t, "normalize", a, kw) })
		m.SetFunc("is_normalized", func(t *thread, a []value, kw *kwargs) (value, error) {
			r, err := normalize(t, "is_normalized", a, kw)
			if err != nil {
				return nil, err
			}
			eq, err := object.Equal(t, r, a[1])
			return object.NewBool(eq), err
		})
		return nil
	}})
}

func normalize(t *thread, name string, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("unicodedata."+name, a, kw, 2, 2); err != nil {
		return nil, err
	}
	var text [2]string
	for i, o := range a {
		s, ok := object.AsStr(o)
		if !ok {
			return nil, object.TypeErrorf("%s() argument %d must be str, not %s", name, i+1, object.TypeName(o))
		}
		text[i] = s
	}
	form, s := text[0], text[1]
	switch form {
	case "NFC", "NFD", "NFKC", "NFKD":
	default:
		return nil, object.ValueErrorf("invalid normalization form")
	}
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return object.NewStr(s), nil
	}
	if err := t.Alloc(int64(8 * len(s))); err != nil {
		return nil, err
	}
	var runes []rune
	for len(s) > 0 {
		r, n := object.DecodeRune(s)
		runes, s = append(runes, r), s[n:]
	}
	var out []byte
	for _, r := range unidata.Normalize(form, runes) {
		out = object.AppendRune(out, r)
	}
	return object.NewStr(string(out)), nil
}

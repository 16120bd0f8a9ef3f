package object

import (
	"math"
	"strings"
	"unicode"
)

// The methods of str. Those that look for text work on bytes, where UTF-8 finds code points whole; indexes are
// translated at the edges.

func strMust(o Object) (*Str, error) {
	s := asStrObj(o)
	if s == nil {
		return nil, TypeErrorf("must be str, not %s", TypeName(o))
	}
	return s, nil
}

// findArgs sorts the arguments of find, count and their like: the needle and the range, as bytes of s; found is false when
// the range begins behind its end, where not even "" is found.
func findArgs(t *Thread, name string, args []Object, kw *Kwargs) (s, sub *Str, lo, hi int, ok bool, err error) {
	if kw.Len() > 0 {
		err = TypeErrorf("str.%s() takes no keyword arguments", name)
		return
	}
	if n := len(args) - 1; n < 1 {
		err = TypeErrorf("%s() takes at least 1 argument (0 given)", name)
		return
	} else if n > 3 {
		err = TypeErrorf("%s() takes at most 3 arguments (%d given)", name, n)
		return
	}
	s = strOf(args[0])
	if err = t.Work(len(s.s) >> 8); err != nil {
		return
	}
	i, j := 0, 0
	if len(args) > 2 { // before the needle is looked at, as CPython does
		if i, j, err = clampRange(t, args[2:], s.Len()); err != nil {
			return s, nil, 0, 0, false, err
		}
	}
	if sub, err = strMust(args[1]); err != nil {
		return
	}
	if len(args) == 2 {
		return s, sub, 0, len(s.s), true, nil
	}
	if i > j {
		return s, sub, 0, 0, false, nil
	}
	return s, sub, s.byteIndex(i), s.byteIndex(j), true, nil
}

func strFind(name string, find func(s, sub string) int, must bool) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		s, sub, lo, hi, ok, err := findArgs(t, name, args, kw)
		if err != nil {
			return nil, err
		}
		i := -1
		if ok {
			if i = find(s.s[lo:hi], sub.s); i >= 0 {
				i = s.pointIndex(lo + i)
			}
		}
		if i < 0 && must {
			return nil, ValueErrorf("substring not found")
		}
		return NewInt(int64(i)), nil
	}}
}

// countText counts occurrences; an empty needle is found between all code points and at both ends.
func countText(s, sub string) int {
	if sub == "" {
		return countPoints(s) + 1
	}
	return strings.Count(s, sub)
}

func strAffix(name string, has func(s, affix string) bool) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if kw.Len() > 0 {
			return nil, TypeErrorf("str.%s() takes no keyword arguments", name)
		}
		if n := len(args) - 1; n < 1 {
			return nil, TypeErrorf("%s() takes at least 1 argument (0 given)", name)
		} else if n > 3 {
			return nil, TypeErrorf("%s() takes at most 3 arguments (%d given)", name, n)
		}
		s := strOf(args[0])
		text, ok := s.s, true
		if len(args) > 2 {
			i, j, err := clampRange(t, args[2:], s.Len())
			if err != nil {
				return nil, err
			}
			if ok = i <= j; ok {
				text = s.substr(i, j)
			}
		}
		if tu, isTuple := AsTuple(args[1]); isTuple {
			for _, x := range tu.Items {
				a, isStr := AsStr(x)
				if !isStr {
					return nil, TypeErrorf("tuple for %s must only contain str, not %s", name, TypeName(x))
				}
				if ok && has(text, a) {
					return True, nil
				}
			}
			return False, nil
		}
		a, isStr := AsStr(args[1])
		if !isStr {
			return nil, TypeErrorf("%s first arg must be str or a tuple of str, not %s", name, TypeName(args[1]))
		}
		return NewBool(ok && has(text, a)), nil
	}}
}

// strTest makes the is… methods: all code points must pass; the empty str does not.
func strTest(name string, pass func(r rune) bool) Method {
	return Method{Name: name, Fn: noArgs("str."+name, func(t *Thread, o Object) (Object, error) {
		s := strOf(o).s
		if s == "" {
			return False, nil
		}
		if err := t.Work(len(s) >> 3); err != nil {
			return nil, err
		}
		for s != "" {
			r, n := DecodeRune(s)
			if !pass(r) {
				return False, nil
			}
			s = s[n:]
		}
		return True, nil
	})}
}

// strCaseTest makes islower and isupper: there is a cased code point and none of the wrong case.
func strCaseTest(name string, right, wrong func(r rune) bool) Method {
	return Method{Name: name, Fn: noArgs("str."+name, func(t *Thread, o Object) (Object, error) {
		some := false
		for s := strOf(o).s; s != ""; {
			r, n := DecodeRune(s)
			if wrong(r) || unicode.IsTitle(r) {
				return False, nil
			}
			some = some || right(r)
			s = s[n:]
		}
		return NewBool(some), nil
	})}
}

func strMap(name string, ascii func(string) string, f func(rs []rune) []byte) Method {
	return Method{Name: name, Fn: noArgs("str."+name, func(t *Thread, o Object) (Object, error) {
		s := strOf(o)
		if err := allocText(t, len(s.s)); err != nil {
			return nil, err
		}
		if ascii != nil && s.IsASCII() {
			return NewStr(ascii(s.s)), nil
		}
		return NewStr(string(f(s.points()))), nil
	})}
}

func lowerRunes(rs []rune) (b []byte) {
	for i := range rs {
		b = appendLower(b, rs, i)
	}
	return
}

func eachRune(f func(b []byte, r rune) []byte) func(rs []rune) []byte {
	return func(rs []rune) (b []byte) {
		for _, r := range rs {
			b = f(b, r)
		}
		return
	}
}

func capitalizeRunes(rs []rune) (b []byte) {
	for i, r := range rs {
		if i == 0 {
			b = appendTitle(b, r)
		} else {
			b = appendLower(b, rs, i)
		}
	}
	return
}

func titleRunes(rs []rune) (b []byte) {
	inWord := false
	for i, r := range rs {
		if inWord {
			b = appendLower(b, rs, i)
		} else {
			b = appendTitle(b, r)
		}
		inWord = isCased(r)
	}
	return
}

func swapRunes(rs []rune) (b []byte) {
	for i, r := range rs {
		switch {
		case isUpperRune(r):
			b = appendLower(b, rs, i)
		case isLowerRune(r):
			b = appendUpper(b, r)
		default:
			b = AppendRune(b, r)
		}
	}
	return
}

func strIsTitle(t *Thread, o Object) (Object, error) {
	some, inWord := false, false
	for _, r := range strOf(o).points() {
		switch {
		case isUpperRune(r) || unicode.IsTitle(r):
			if inWord {
				return False, nil
			}
			some, inWord = true, true
		case isLowerRune(r):
			if !inWord {
				return False, nil
			}
			some, inWord = true, true
		default:
			inWord = false
		}
	}
	return NewBool(some), nil
}

// IsIdentifier is str.isidentifier.
func IsIdentifier(s string) bool {
	for i, w := 0, 0; i < len(s); i += w {
		var r rune
		r, w = DecodeRune(s[i:])
		if i == 0 && !IsIdentStart(r) || i > 0 && !IsIdentPart(r) {
			return false
		}
	}
	return s != ""
}

// strPad makes center, ljust and rjust; left gives the share of the padding that goes to the left.
func strPad(name string, left func(pad, width int) int) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs("str."+name, args[1:], kw, 1, 2); err != nil {
			return nil, err
		}
		width, err := AsIndex(t, args[1])
		if err != nil {
			return nil, err
		}
		fill := " "
		if len(args) > 2 {
			f := asStrObj(args[2])
			if f == nil {
				return nil, TypeErrorf("The fill character must be a unicode character, not %s", TypeName(args[2]))
			}
			if f.Len() != 1 {
				return nil, TypeErrorf("The fill character must be exactly one character long")
			}
			fill = f.s
		}
		s := strOf(args[0])
		pad := width - s.Len()
		if pad <= 0 {
			return s, nil
		}
		if err := allocRepeat(t, len(fill), width, 1); err != nil {
			return nil, err
		}
		l := left(pad, width)
		return NewStr(strings.Repeat(fill, l) + s.s + strings.Repeat(fill, pad-l)), nil
	}}
}

func strZfill(t *Thread, o, w Object) (Object, error) {
	width, err := AsIndex(t, w)
	if err != nil {
		return nil, err
	}
	s := strOf(o)
	pad := width - s.Len()
	if pad <= 0 {
		return s, nil
	}
	if err := allocText(t, width); err != nil {
		return nil, err
	}
	zeros := strings.Repeat("0", pad)
	if s.s != "" && (s.s[0] == '+' || s.s[0] == '-') {
		return NewStr(s.s[:1] + zeros + s.s[1:]), nil
	}
	return NewStr(zeros + s.s), nil
}

func strStrip(name string, left, right bool) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs("str."+name, args[1:], kw, 0, 1); err != nil {
			return nil, err
		}
		o := strOf(args[0])
		s := o.s
		cut := isSpacePy
		if len(args) > 1 && args[1] != None {
			set, ok := AsStr(args[1])
			if !ok {
				return nil, TypeErrorf("%s arg must be None or str", name)
			}
			if len(set) == 1 && set[0] < 0x80 {
				c := set[0]
				for left && s != "" && s[0] == c {
					s = s[1:]
				}
				for right && s != "" && s[len(s)-1] == c {
					s = s[:len(s)-1]
				}
				return sameOrNew(o, s), nil
			}
			cut = func(r rune) bool { return strings.Contains(set, string(AppendRune(nil, r))) }
		}
		for left && s != "" {
			r, n := DecodeRune(s)
			if !cut(r) {
				break
			}
			s = s[n:]
		}
		for right && s != "" {
			r, n := decodeLastRune(s)
			if !cut(r) {
				break
			}
			s = s[:len(s)-n]
		}
		return sameOrNew(o, s), nil
	}}
}

func sameOrNew(o *Str, s string) *Str {
	if len(s) == len(o.s) {
		return o
	}
	return NewStr(s)
}

func decodeLastRune(s string) (rune, int) {
	i := len(s) - 1
	for i > 0 && s[i]&0xC0 == 0x80 {
		i--
	}
	r, _ := DecodeRune(s[i:])
	return r, len(s) - i
}

var (
	splitSig      = NewSignature("split", "sep=", "maxsplit=")
	rsplitSig     = NewSignature("rsplit", "sep=", "maxsplit=")
	splitlinesSig = NewSignature("splitlines", "keepends=")
	encodeSig     = NewSignature("encode", "encoding=", "errors=")
	expandSig     = NewSignature("expandtabs", "tabsize=")
)

// splitArgs gives the separator (nil: white space) and the limit (-1: none).
func splitArgs(t *Thread, sig *Signature, args []Object, kw *Kwargs) (sep *Str, limit int, err error) {
	limit = -1
	if len(args) == 1 && kw == nil {
		return
	}
	a, err := sig.Bind(args[1:], kw)
	if err != nil {
		return nil, 0, err
	}
	if a[1] != nil {
		if limit, err = AsIndex(t, a[1]); err != nil {
			return
		}
		if limit < 0 {
			limit = -1
		}
	}
	if a[0] != nil && a[0] != None {
		if sep = asStrObj(a[0]); sep == nil {
			return nil, 0, TypeErrorf("must be str or None, not %s", TypeName(a[0]))
		}
		if sep.s == "" {
			return nil, 0, ValueErrorf("empty separator")
		}
	}
	return
}

// strList makes a list of texts, charging for many.
func strList(t *Thread, parts []string) (Object, error) {
	if len(parts) > 256 {
		if err := t.Alloc(int64(len(parts)) * 64); err != nil {
			return nil, err
		}
	}
	return &List{Strs(parts)}, nil
}

func splitSpace(s string, limit int) (out []string) {
	for {
		s = strings.TrimLeftFunc(s, isSpacePy)
		if s == "" {
			return
		}
		if limit >= 0 && len(out) == limit {
			return append(out, s)
		}
		i := strings.IndexFunc(s, isSpacePy)
		if i < 0 {
			return append(out, s)
		}
		out = append(out, s[:i])
		s = s[i:]
	}
}

func rsplitSpace(s string, limit int) (out []string) {
	for {
		s = strings.TrimRightFunc(s, isSpacePy)
		if s == "" {
			break
		}
		if limit >= 0 && len(out) == limit {
			out = append(out, s)
			break
		}
		i := strings.LastIndexFunc(s, isSpacePy)
		if i < 0 {
			out = append(out, s)
			break
		}
		_, w := DecodeRune(s[i:])
		out = append(out, s[i+w:])
		s = s[:i]
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return
}

func rsplitText(s, sep string, limit int) (out []string) {
	for limit < 0 || len(out) < limit {
		i := strings.LastIndex(s, sep)
		if i < 0 {
			break
		}
		out = append(out, s[i+len(sep):])
		s = s[:i]
	}
	out = append(out, s)
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return
}

func strSplit(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	sep, limit, err := splitArgs(t, splitSig, args, kw)
	if err != nil {
		return nil, err
	}
	s := strOf(args[0]).s
	if err := allocText(t, len(s)); err != nil {
		return nil, err
	}
	if sep == nil {
		return strList(t, splitSpace(s, limit))
	}
	if limit >= 0 && limit < math.MaxInt {
		limit++
	}
	return strList(t, strings.SplitN(s, sep.s, limit))
}

func strRsplit(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	sep, limit, err := splitArgs(t, rsplitSig, args, kw)
	if err != nil {
		return nil, err
	}
	s := strOf(args[0]).s
	if err := allocText(t, len(s)); err != nil {
		return nil, err
	}
	if sep == nil {
		return strList(t, rsplitSpace(s, limit))
	}
	return strList(t, rsplitText(s, sep.s, limit))
}

func isLineBreak(r rune) bool {
	return r >= '\n' && r <= '\r' || r >= 0x1c && r <= 0x1e || r == 0x85 || r == 0x2028 || r == 0x2029
}

// SplitLines is str.splitlines.
func SplitLines(s string, keepEnds bool) (out []string) {
	start := 0
	for i := 0; i < len(s); {
		r, n := DecodeRune(s[i:])
		if !isLineBreak(r) {
			i += n
			continue
		}
		end := i
		i += n
		if r == '\r' && i < len(s) && s[i] == '\n' {
			i++
		}
		if keepEnds {
			end = i
		}
		out = append(out, s[start:end])
		start = i
	}
	if start < len(s) {
		out = append(out, s[start:])
	}
	return
}

func strPartition(name string, index func(s, sep string) int, whole int) Method {
	return Method{Name: name, Fn: oneArg("str."+name, func(t *Thread, o, x Object) (Object, error) {
		s := strOf(o)
		sep, err := strMust(x)
		if err != nil {
			return nil, err
		}
		if sep.s == "" {
			return nil, ValueErrorf("empty separator")
		}
		i := index(s.s, sep.s)
		if i < 0 {
			parts := []Object{emptyStr, emptyStr, emptyStr}
			parts[whole] = s
			return NewTuple(parts...), nil
		}
		return NewTuple(NewStr(s.s[:i]), sep, NewStr(s.s[i+len(sep.s):])), nil
	})}
}

func strReplace(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("str.replace", args[1:], kw, 2, 3); err != nil {
		return nil, err
	}
	var p [2]string
	for i := range p {
		s, ok := AsStr(args[1+i])
		if !ok {
			return nil, TypeErrorf("replace() argument %d must be str, not %s", i+1, ArgTypeName(args[1+i]))
		}
		p[i] = s
	}
	limit := -1
	if len(args) > 3 {
		var err error
		if limit, err = AsIndex(t, args[3]); err != nil {
			return nil, err
		}
	}
	s := strOf(args[0])
	n := countText(s.s, p[0])
	if limit >= 0 && n > limit {
		n = limit
	}
	if n == 0 || p[0] == p[1] {
		return s, nil
	}
	if grow := len(p[1]) - len(p[0]); grow > 0 {
		if err := allocRepeat(t, grow, n, 1); err != nil {
			return nil, err
		}
	}
	if err := allocText(t, len(s.s)); err != nil {
		return nil, err
	}
	if p[0] == "" && !validText(s.s) { // strings.Replace would split lone surrogates
		var b []byte
		rest := s.s
		for ; n > 0 && rest != ""; n-- {
			_, w := DecodeRune(rest)
			b = append(append(b, p[1]...), rest[:w]...)
			rest = rest[w:]
		}
		b = append(b, rest...)
		if n > 0 {
			b = append(b, p[1]...)
		}
		return NewStr(string(b)), nil
	}
	return NewStr(strings.Replace(s.s, p[0], p[1], n)), nil
}

// validText tells whether s holds no lone surrogates.
func validText(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == 0xED && i+1 < len(s) && s[i+1] >= 0xA0 {
			return false
		}
	}
	return true
}

func strJoin(t *Thread, o, x Object) (Object, error) {
	sep := strOf(o).s
	var items []Object
	switch x := x.(type) {
	case *List:
		items = x.Items
	case *Tuple:
		items = x.Items
	default:
		var err error
		if x.Type().Flags&Heap != 0 {
			if x, err = Iter(t, x); IsException(err, TypeErrorType) {
				return nil, TypeErrorf("can only join an iterable")
			} else if err != nil {
				return nil, err
			}
		}
		if items, err = Collect(t, x); err != nil {
			if IsException(err, TypeErrorType) && x.Type().Slots.Iter == nil && x.Type().Slots.GetItem == nil {
				return nil, TypeErrorf("can only join an iterable")
			}
			return nil, err
		}
	}
	n := 0
	for i, v := range items {
		s, ok := AsStr(v)
		if !ok {
			return nil, TypeErrorf("sequence item %d: expected str instance, %s found", i, TypeName(v))
		}
		n += len(s)
	}
	if len(items) == 1 {
		if s, ok := items[0].(*Str); ok {
			return s, nil
		}
	}
	if len(items) > 1 {
		if err := allocRepeat(t, len(sep), len(items)-1, 1); err != nil {
			return nil, err
		}
		n += len(sep) * (len(items) - 1)
	}
	if err := allocText(t, n); err != nil {
		return nil, err
	}
	var b strings.Builder
	b.Grow(n)
	for i, v := range items {
		if i > 0 {
			b.WriteString(sep)
		}
		s, _ := AsStr(v)
		b.WriteString(s)
	}
	return NewStr(b.String()), nil
}

// tabSize is expandtabs' argument, a C int.
func tabSize(t *Thread, o Object) (int, error) {
	n, err := AsIndex(t, o)
	if err == nil && int(int32(n)) != n {
		err = OverflowErrorf("Python int too large to convert to C int")
	}
	return n, err
}

// expandSize binds the arguments of expandtabs() and charges for that many tabs.
func expandSize(t *Thread, args []Object, kw *Kwargs, tabs int) (size int, err error) {
	a, err := expandSig.Bind(args, kw)
	if err != nil {
		return 0, err
	}
	size = 8
	if a[0] != nil {
		if size, err = tabSize(t, a[0]); err != nil {
			return 0, err
		}
	}
	if size > 0 {
		err = allocRepeat(t, size, tabs, 1)
	}
	return size, err
}

func strExpandTabs(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	s := strOf(args[0])
	size, err := expandSize(t, args[1:], kw, strings.Count(s.s, "\t"))
	if err != nil {
		return nil, err
	}
	var b []byte
	col := 0
	for i := 0; i < len(s.s); i++ {
		switch c := s.s[i]; {
		case c == '\t':
			if size > 0 {
				n := size - col%size
				b = append(b, strings.Repeat(" ", n)...)
				col += n
			}
		case c == '\n' || c == '\r':
			b = append(b, c)
			col = 0
		default:
			if c&0xC0 != 0x80 {
				col++
			}
			b = append(b, c)
		}
	}
	return NewStr(string(b)), nil
}

func strTranslate(t *Thread, o, table Object) (Object, error) {
	var b []byte
	for rest := strOf(o).s; rest != ""; {
		r, n := DecodeRune(rest)
		v, err := GetItem(t, table, NewInt(int64(r)))
		was := len(b)
		switch {
		case err != nil:
			if !IsException(err, LookupErrorType) {
				return nil, err
			}
			b = append(b, rest[:n]...)
		case v == None:
		default:
			if s, ok := AsStr(v); ok {
				b = append(b, s...)
			} else if c, ok := AsInt(v); ok {
				if c < 0 || c > 0x10ffff {
					return nil, ValueErrorf("character mapping must be in range(0x110000)")
				}
				b = AppendRune(b, rune(c))
			} else {
				return nil, TypeErrorf("character mapping must return integer, None or str")
			}
		}
		if err := chargeText(t, len(b), len(b)-was); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	return NewStr(string(b)), nil
}

func strMakeTrans(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("str.maketrans", args, kw, 1, 3); err != nil {
		return nil, err
	}
	d := NewDict()
	if len(args) == 1 {
		src, ok := args[0].(*Dict)
		if !ok {
			return nil, TypeErrorf("if you give only one argument to maketrans it must be a dict")
		}
		for pos := 0; ; {
			k, v, next, ok := src.Next(pos)
			if !ok {
				return d, nil
			}
			pos = next
			if s := asStrObj(k); s != nil {
				if s.Len() != 1 {
					return nil, ValueErrorf("string keys in translate table must be of length 1")
				}
				r, _ := DecodeRune(s.s)
				k = NewInt(int64(r))
			} else if _, _, ok := intParts(k); !ok {
				return nil, TypeErrorf("keys in translate table must be strings or integers")
			}
			if err := d.Set(t, k, v); err != nil {
				return nil, err
			}
		}
	}
	var p [3]*Str
	for i := len(args) - 1; i >= 0; i-- {
		if p[i] = asStrObj(args[i]); p[i] == nil {
			if i == 0 {
				return nil, TypeErrorf("first maketrans argument must be a string if there is a second argument")
			}
			return nil, TypeErrorf("maketrans() argument %d must be str, not %s", i+1, ArgTypeName(args[i]))
		}
	}
	from, to := p[0].points(), p[1].points()
	if len(from) != len(to) {
		return nil, ValueErrorf("the first two maketrans arguments must have equal length")
	}
	for i, r := range from {
		if err := d.Set(t, NewInt(int64(r)), NewInt(int64(to[i]))); err != nil {
			return nil, err
		}
	}
	if p[2] != nil {
		for _, r := range p[2].points() {
			if err := d.Set(t, NewInt(int64(r)), None); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

func strEncode(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := encodeSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	enc, errs, err := codecArgs("encode", a)
	if err != nil {
		return nil, err
	}
	return Encode(t, strOf(args[0]), enc, errs)
}

// codecArgs gives encoding and errors of encode and decode.
func codecArgs(fn string, a []Object) (enc, errs string, err error) {
	enc, errs = "utf-8", "strict"
	for i, p := range []*string{&enc, &errs} {
		if a[i] != nil {
			s, ok := AsStr(a[i])
			if !ok {
				return "", "", TypeErrorf("%s() argument '%s' must be str, not %s", fn, []string{"encoding", "errors"}[i], ArgTypeName(a[i]))
			}
			*p = s
		}
	}
	return
}

func strMethods() []Method {
	ascii := Method{Name: "isascii", Fn: noArgs("str.isascii", func(t *Thread, o Object) (Object, error) { return NewBool(strOf(o).IsASCII()), nil })}
	return []Method{
		strMap("lower", strings.ToLower, lowerRunes),
		strMap("upper", strings.ToUpper, eachRune(appendUpper)),
		strMap("casefold", strings.ToLower, eachRune(appendFold)),
		strMap("capitalize", nil, capitalizeRunes),
		strMap("title", nil, titleRunes),
		strMap("swapcase", nil, swapRunes),
		strTest("isalpha", strIsAlpha),
		strTest("isdecimal", strIsDecimal),
		strTest("isdigit", isDigitRune),
		strTest("isnumeric", isNumericRune),
		strTest("isalnum", func(r rune) bool { return strIsAlpha(r) || isNumericRune(r) || isDigitRune(r) }),
		strTest("isspace", isSpacePy),
		strCaseTest("islower", isLowerRune, isUpperRune),
		strCaseTest("isupper", isUpperRune, isLowerRune),
		ascii,
		{Name: "istitle", Fn: noArgs("str.istitle", strIsTitle)},
		{Name: "isprintable", Fn: noArgs("str.isprintable", strIsprintable)},
		{Name: "isidentifier", Fn: noArgs("str.isidentifier", func(t *Thread, o Object) (Object, error) { return NewBool(IsIdentifier(strOf(o).s)), nil })},
		strFind("find", strings.Index, false),
		strFind("rfind", strings.LastIndex, false),
		strFind("index", strings.Index, true),
		strFind("rindex", strings.LastIndex, true),
		{Name: "count", Fn: strCount},
		strAffix("startswith", strings.HasPrefix),
		strAffix("endswith", strings.HasSuffix),
		strPad("center", func(pad, width int) int { return pad/2 + pad&width&1 }),
		strPad("ljust", func(pad, width int) int { return 0 }),
		strPad("rjust", func(pad, width int) int { return pad }),
		{Name: "zfill", Fn: oneArg("str.zfill", strZfill)},
		strStrip("strip", true, true),
		strStrip("lstrip", true, false),
		strStrip("rstrip", false, true),
		{Name: "split", Fn: strSplit},
		{Name: "rsplit", Fn: strRsplit},
		{Name: "splitlines", Fn: strSplitlines},
		strPartition("partition", strings.Index, 0),
		strPartition("rpartition", strings.LastIndex, 2),
		{Name: "replace", Fn: strReplace},
		{Name: "removeprefix", Fn: oneArg("str.removeprefix", strRemoveprefix)},
		{Name: "removesuffix", Fn: oneArg("str.removesuffix", strRemovesuffix)},
		{Name: "join", Fn: oneArg("str.join", strJoin)},
		{Name: "expandtabs", Fn: strExpandTabs},
		{Name: "translate", Fn: oneArg("str.translate", strTranslate)},
		{Name: "maketrans", Static: true, Fn: strMakeTrans},
		{Name: "encode", Fn: strEncode},
		{Name: "format", Fn: strFormatMethod},
		{Name: "format_map", Fn: oneArg("str.format_map", strFormatMap)},
		{Name: "__getnewargs__", Fn: noArgs("str.__getnewargs__", func(t *Thread, o Object) (Object, error) { return NewTuple(strOf(o)), nil })},
	}
}

// strIsprintable is str.isprintable().
func strIsprintable(t *Thread, o Object) (Object, error) {
	for s := strOf(o).s; s != ""; {
		r, n := DecodeRune(s)
		if !isPrintable(r) {
			return False, nil
		}
		s = s[n:]
	}
	return True, nil
}

// strCount is str.count().
func strCount(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	s, sub, lo, hi, ok, err := findArgs(t, "count", args, kw)
	if err != nil || !ok {
		return NewInt(0), err
	}
	return NewInt(int64(countText(s.s[lo:hi], sub.s))), nil
}

// strSplitlines is str.splitlines().
func strSplitlines(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := splitlinesSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	keep := 0
	if a[0] != nil {
		if keep, err = AsIndex(t, a[0]); err != nil {
			return nil, err
		}
	}
	return strList(t, SplitLines(strOf(args[0]).s, keep != 0))
}

// strRemoveprefix is str.removeprefix().
func strRemoveprefix(t *Thread, o, x Object) (Object, error) {
	p, ok := AsStr(x)
	if !ok {
		return nil, TypeErrorf("removeprefix() argument must be str, not %s", ArgTypeName(x))
	}
	return sameOrNew(strOf(o), strings.TrimPrefix(strOf(o).s, p)), nil
}

// strRemovesuffix is str.removesuffix().
func strRemovesuffix(t *Thread, o, x Object) (Object, error) {
	p, ok := AsStr(x)
	if !ok {
		return nil, TypeErrorf("removesuffix() argument must be str, not %s", ArgTypeName(x))
	}
	return sameOrNew(strOf(o), strings.TrimSuffix(strOf(o).s, p)), nil
}

// strFormatMap is str.format_map().
func strFormatMap(t *Thread, o, m Object) (Object, error) {
	r, err := formatTemplate(t, strOf(o).s, formatArgs{mapping: m})
	return NewStr(r), err
}

func strIsAlpha(r rune) bool { return unicode.IsLetter(r) }

func strIsDecimal(r rune) bool { return decimalValue(r) >= 0 }

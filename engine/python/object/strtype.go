package object

import (
	"strconv"
	"strings"
)

// The slots of str. Its methods are in strmethods.go.

// strOf gives the *Str of a str or of an instance of a subclass.
func strOf(o Object) *Str {
	if s, ok := o.(*Str); ok {
		return s
	}
	s, _ := Native(o).(*Str)
	return s
}

// asStrObj is strOf for an argument of any type; nil when it is no str.
func asStrObj(o Object) *Str {
	switch o := o.(type) {
	case *Str:
		return o
	case *Instance:
		s, _ := o.Native.(*Str)
		return s
	}
	return nil
}

// byteIndex is where the i-th code point begins; i may be Len().
func (s *Str) byteIndex(i int) int {
	if s.IsASCII() {
		return i
	}
	b := 0
	for ; i > 0; i-- {
		b++
		for b < len(s.s) && s.s[b]&0xC0 == 0x80 {
			b++
		}
	}
	return b
}

// pointIndex is the number of code points before byte b.
func (s *Str) pointIndex(b int) int {
	if s.IsASCII() {
		return b
	}
	return countPoints(s.s[:b])
}

// substr is the text of code points i to j.
func (s *Str) substr(i, j int) string {
	if i >= j {
		return ""
	}
	if s.IsASCII() {
		return s.s[i:j]
	}
	from := s.byteIndex(i)
	rest := s.s[from:]
	to := 0
	for n := j - i; n > 0 && to < len(rest); n-- {
		to++
		for to < len(rest) && rest[to]&0xC0 == 0x80 {
			to++
		}
	}
	return rest[:to]
}

// At is the i-th code point as a str; i must be in range.
func (s *Str) At(i int) *Str {
	if s.IsASCII() {
		return asciiStr[s.s[i]]
	}
	return NewStr(s.substr(i, i+1))
}

func strGetItemSlot(t *Thread, o, key Object) (Object, error) {
	s := strOf(o)
	if sl, ok := key.(*Slice); ok {
		start, _, step, n, err := sl.Indices(t, s.Len())
		if err != nil {
			return nil, err
		}
		if step == 1 {
			if n == s.Len() {
				return s, nil
			}
			return NewStr(s.substr(start, start+n)), nil
		}
		if n == 0 {
			return emptyStr, nil
		}
		if s.IsASCII() {
			b := make([]byte, n)
			for i := range b {
				b[i] = s.s[start+i*step]
			}
			return NewStr(string(b)), nil
		}
		rs := s.points()
		b := make([]byte, 0, n*2)
		for i := 0; i < n; i++ {
			b = AppendRune(b, rs[start+i*step])
		}
		return NewStr(string(b)), nil
	}
	i, ok := key.(Int)
	if !ok {
		if key.Type().Slots.Index == nil {
			return nil, TypeErrorf("string indices must be integers, not '%s'", TypeName(key))
		}
		k, err := seqIndex(t, key, s.Len(), "string")
		if err != nil {
			return nil, err
		}
		if i = Int(k); k < 0 {
			return nil, IndexErrorf("string index out of range")
		}
	}
	n := s.Len()
	if i < 0 {
		i += Int(n)
	}
	if i < 0 || i >= Int(n) {
		return nil, IndexErrorf("string index out of range")
	}
	return s.At(int(i)), nil
}

// points lists the code points.
func (s *Str) points() []rune {
	out := make([]rune, 0, s.Len())
	for rest := s.s; rest != ""; {
		r, n := DecodeRune(rest)
		out = append(out, r)
		rest = rest[n:]
	}
	return out
}

func strConcat(t *Thread, a, b Object) (Object, error) {
	y := asStrObj(b)
	if y == nil {
		return nil, TypeErrorf("can only concatenate str (not \"%s\") to str", TypeName(b))
	}
	r, err := Concat(t, strOf(a), y)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func strCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	x, y := asStrObj(a), asStrObj(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	switch op {
	case EQ:
		return NewBool(x == y || x.s == y.s), nil
	case NE:
		return NewBool(x != y && x.s != y.s), nil
	}
	return NewBool(compareResult(cmpStrs(x.s, y.s), op)), nil
}

var strSig = NewSignature("str", "object=", "encoding=", "errors=")

func strTypeNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	var s *Str
	switch {
	case len(args) == 0 && kw.Len() == 0:
		s = emptyStr
	case len(args) == 1 && kw.Len() == 0:
		if x, ok := args[0].(*Str); ok {
			s = x
			break
		}
		if x, ok := args[0].(Int); ok {
			var room [20]byte
			s = newStrOf(strconv.AppendInt(room[:0], int64(x), 10))
			break
		}
		r, err := strOfObject(t, args[0])
		if err != nil {
			return nil, err
		}
		if cls == StrType {
			return r, nil
		}
		s = asStrObj(r)
	default:
		a, err := strSig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		if s, err = strDecode(t, a); err != nil {
			return nil, err
		}
	}
	if cls == StrType {
		return s, nil
	}
	return NewInstance(cls, s), nil
}

// strOfObject is str(o).
func strOfObject(t *Thread, o Object) (Object, error) {
	if r, err := TextObject(t, o, "__str__", " while getting the str of an object"); r != nil || err != nil {
		return r, err
	}
	text, err := ToStr(t, o)
	return NewStr(text), err
}

// strDecode is str(object, encoding, errors).
func strDecode(t *Thread, a []Object) (*Str, error) {
	if a[1] == nil && a[2] == nil {
		if a[0] == nil {
			return emptyStr, nil
		}
		s, err := ToStr(t, a[0])
		return NewStr(s), err
	}
	enc, errs := "utf-8", "strict"
	for i, p := range []*string{&enc, &errs} {
		if v := a[i+1]; v != nil {
			s, ok := AsStr(v)
			if !ok {
				return nil, TypeErrorf("str() argument '%s' must be str, not %s", []string{"encoding", "errors"}[i], ArgTypeName(v))
			}
			*p = s
		}
	}
	if a[0] == nil {
		return emptyStr, nil
	}
	if _, ok := AsStr(a[0]); ok {
		return nil, TypeErrorf("decoding str is not supported")
	}
	b, ok := bytesOf(a[0])
	if !ok {
		return nil, TypeErrorf("decoding to str: need a bytes-like object, %s found", TypeName(a[0]))
	}
	s, err := Decode(t, b, enc, errs)
	return NewStr(s), err
}

func strMod(t *Thread, a, b Object) (Object, error) {
	s := asStrObj(a)
	if s == nil {
		return NotImplemented, nil
	}
	r, err := percentFormat(t, s.s, b)
	if err != nil {
		return nil, err
	}
	return r, nil
}

func init() {
	StrType.Define(Spec{
		NoDict: true,
		Slots: Slots{
			New:  strTypeNew,
			Repr: func(t *Thread, o Object) (string, error) { return reprText(t, strOf(o).s) },
			Str:  func(t *Thread, o Object) (string, error) { return strOf(o).s, nil },
			Format: func(t *Thread, o Object, spec string) (string, error) {
				if _, exact := o.(*Str); spec == "" && !exact {
					return ToStr(t, o)
				}
				return formatStr(t, strOf(o).s, spec)
			},
			Hash:        func(t *Thread, o Object) (int64, error) { return strOf(o).Hash(), nil },
			RichCompare: strCompare,
			Len:         func(t *Thread, o Object) (int, error) { return strOf(o).Len(), nil },
			Iter:        func(t *Thread, o Object) (Object, error) { return &StrIter{s: strOf(o)}, nil },
			GetItem:     strGetItemSlot,
			Contains: func(t *Thread, o, v Object) (bool, error) {
				x := asStrObj(v)
				if x == nil {
					return false, TypeErrorf("'in <string>' requires string as left operand, not %s", TypeName(v))
				}
				s := strOf(o).s
				return strings.Contains(s, x.s), t.Work(len(s) >> 8)
			},
			Concat: strConcat,
			Repeat: func(t *Thread, o Object, n int) (Object, error) {
				s := strOf(o)
				if n <= 0 || s.s == "" {
					return emptyStr, nil
				}
				if n == 1 {
					return s, nil
				}
				if err := allocRepeat(t, len(s.s), n, 1); err != nil {
					return nil, err
				}
				if len(s.s)*n <= shortText {
					r, text := newShort(len(s.s) * n)
					for at := 0; at < len(text); {
						at += copy(text[at:], s.s)
					}
					return r, nil
				}
				return NewStr(strings.Repeat(s.s, n)), nil
			},
			Binary:  [NumBinaryOps]BinaryFunc{Mod: strMod},
			RBinary: [NumBinaryOps]BinaryFunc{Mod: reflected(strMod)},
		},
		Methods: strMethods(),
	})
}

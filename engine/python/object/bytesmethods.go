package object

import (
	"bytes"
	"strings"
)

// byteKind is bytes or bytearray, whose methods are the same. They know ASCII alone.
type byteKind struct {
	name string
	wrap func([]byte) Object // makes a result of the type
}

var (
	bytesDecodeSig    = NewSignature("decode", "encoding=", "errors=")
	bytesHexSig       = NewSignature("hex", "sep=", "bytes_per_sep=")
	bytesTranslateSig = NewSignature("translate", "table", "/", "delete=")
)

// bytesMethods are the methods that bytes and bytearray share.
func bytesMethods(owner string, wrap func([]byte) Object) []Method {
	k := byteKind{owner, wrap}
	return []Method{
		k.find("find", bytes.Index, true, false), k.find("rfind", bytes.LastIndex, true, false),
		k.find("index", bytes.Index, true, true), k.find("rindex", bytes.LastIndex, true, true),
		k.find("count", bytesCount, false, false),
		k.affix("startswith", bytes.HasPrefix), k.affix("endswith", bytes.HasSuffix),
		k.mapped("lower", func(b []byte) []byte { return asciiMap(b, lowerByte) }),
		k.mapped("upper", func(b []byte) []byte { return asciiMap(b, upperByte) }),
		k.mapped("swapcase", bytesSwapcase),
		k.mapped("capitalize", bytesCapitalize),
		k.mapped("title", bytesTitle),
		k.test("isalpha", bytesAll(func(c byte) bool { return isLowerByte(c) || isUpperByte(c) })),
		k.test("isdigit", bytesAll(isDigit)),
		k.test("isalnum", bytesAll(func(c byte) bool { return isLowerByte(c) || isUpperByte(c) || isDigit(c) })),
		k.test("isspace", bytesAll(func(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' })),
		k.test("islower", bytesCased(isLowerByte, isUpperByte)), k.test("isupper", bytesCased(isUpperByte, isLowerByte)),
		k.test("isascii", bytesIsascii),
		k.test("istitle", bytesIstitle),
		k.pad("center", func(pad, width int) int { return pad/2 + pad&width&1 }),
		k.pad("ljust", func(int, int) int { return 0 }), k.pad("rjust", func(pad, _ int) int { return pad }),
		{Name: "zfill", Fn: oneArg(k.full("zfill"), k.zfill)},
		k.strip("strip", true, true), k.strip("lstrip", true, false), k.strip("rstrip", false, true),
		k.split("split", splitBytesSpace, bytesSplit),
		k.split("rsplit", rsplitBytesSpace, rsplitText),
		{Name: "splitlines", Fn: k.splitLines},
		k.partition("partition", bytes.Index, 0), k.partition("rpartition", bytes.LastIndex, 2),
		k.trim("removeprefix", bytes.TrimPrefix), k.trim("removesuffix", bytes.TrimSuffix),
		{Name: "replace", Fn: k.replace},
		{Name: "join", Fn: oneArg(k.full("join"), k.join)},
		{Name: "expandtabs", Fn: k.expandTabs},
		{Name: "translate", Fn: k.translate},
		{Name: "maketrans", Static: true, Fn: k.makeTrans},
		{Name: "decode", Fn: k.decode},
		{Name: "hex", Fn: k.hex},
		{Name: "fromhex", Class: true, Fn: oneArg(k.full("fromhex"), k.fromHex)},
	}
}

// full is the name in errors about arguments.
func (k byteKind) full(name string) string { return k.name + "." + name }

// find makes find, index and count: f gets the section of the range.
func (k byteKind) find(name string, f func(b, sub []byte) int, index, must bool) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if kw.Len() > 0 {
			return nil, TypeErrorf("%s() takes no keyword arguments", k.full(name))
		}
		if n := len(args) - 1; n < 1 {
			return nil, TypeErrorf("%s() takes at least 1 argument (0 given)", name)
		} else if n > 3 {
			return nil, TypeErrorf("%s() takes at most 3 arguments (%d given)", name, n)
		}
		b := rawOf(args[0])
		sub, err := subsection(t, args[1], false)
		if err != nil {
			return nil, err
		}
		i, j, err := clampRange(t, args[2:], len(b))
		if err != nil {
			return nil, err
		}
		r := -1
		if !index {
			r = 0
		}
		if i <= j {
			if r = f(b[i:j], sub); r >= 0 && index {
				r += i
			}
		}
		if r < 0 && must {
			return nil, ValueErrorf("subsection not found")
		}
		return NewInt(int64(r)), nil
	}}
}

// affix makes startswith and endswith.
func (k byteKind) affix(name string, has func(b, affix []byte) bool) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if kw.Len() > 0 {
			return nil, TypeErrorf("%s() takes no keyword arguments", k.full(name))
		}
		if n := len(args) - 1; n < 1 {
			return nil, TypeErrorf("%s() takes at least 1 argument (0 given)", name)
		} else if n > 3 {
			return nil, TypeErrorf("%s() takes at most 3 arguments (%d given)", name, n)
		}
		b := rawOf(args[0])
		i, j, err := clampRange(t, args[2:], len(b))
		if err != nil {
			return nil, err
		}
		if tu, ok := AsTuple(args[1]); ok {
			for _, x := range tu.Items {
				a, err := needBytes(x)
				if err != nil {
					return nil, err
				}
				if i <= j && has(b[i:j], a) {
					return True, nil
				}
			}
			return False, nil
		}
		a, ok := bytesOf(args[1])
		if !ok {
			return nil, TypeErrorf("%s first arg must be bytes or a tuple of bytes, not %s", name, TypeName(args[1]))
		}
		return NewBool(i <= j && has(b[i:j], a)), nil
	}}
}

// mapped makes what gives as many bytes as it gets.
func (k byteKind) mapped(name string, f func(b []byte) []byte) Method {
	return Method{Name: name, Fn: noArgs(k.full(name), func(t *Thread, o Object) (Object, error) {
		b := rawOf(o)
		if err := allocText(t, len(b)); err != nil {
			return nil, err
		}
		return k.wrap(f(append([]byte(nil), b...))), nil
	})}
}

// test makes what is true of some bytes.
func (k byteKind) test(name string, f func(b []byte) bool) Method {
	return Method{Name: name, Fn: noArgs(k.full(name), func(t *Thread, o Object) (Object, error) { return NewBool(f(rawOf(o))), nil })}
}

// pad makes center, ljust and rjust: left says how much of the padding comes first.
func (k byteKind) pad(name string, left func(pad, width int) int) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs(k.full(name), args[1:], kw, 1, 2); err != nil {
			return nil, err
		}
		width, err := AsIndex(t, args[1])
		if err != nil {
			return nil, err
		}
		fill := byte(' ')
		if len(args) > 2 {
			f, ok := bytesOf(args[2])
			if !ok || len(f) != 1 {
				return nil, TypeErrorf("%s() argument 2 must be a byte string of length 1, not %s", name, ArgTypeName(args[2]))
			}
			fill = f[0]
		}
		b := rawOf(args[0])
		n := width - len(b)
		if n <= 0 {
			return k.wrap(append([]byte(nil), b...)), nil
		}
		if err := allocText(t, width); err != nil {
			return nil, err
		}
		l := left(n, width)
		out := bytes.Repeat([]byte{fill}, width)
		copy(out[l:], b)
		return k.wrap(out), nil
	}}
}

// strip makes strip, lstrip and rstrip.
func (k byteKind) strip(name string, left, right bool) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := CheckArgs(k.full(name), args[1:], kw, 0, 1); err != nil {
			return nil, err
		}
		set := []byte(" \t\n\r\v\f")
		if len(args) > 1 && args[1] != None {
			var err error
			if set, err = needBytes(args[1]); err != nil {
				return nil, err
			}
		}
		b := rawOf(args[0])
		for left && len(b) > 0 && bytes.IndexByte(set, b[0]) >= 0 {
			b = b[1:]
		}
		for right && len(b) > 0 && bytes.IndexByte(set, b[len(b)-1]) >= 0 {
			b = b[:len(b)-1]
		}
		return k.wrap(append([]byte(nil), b...)), nil
	}}
}

// list is a list of parts.
func (k byteKind) list(t *Thread, parts []string) (Object, error) {
	if len(parts) > 256 {
		if err := t.Alloc(int64(len(parts)) * 64); err != nil {
			return nil, err
		}
	}
	out := make([]Object, len(parts))
	for i, p := range parts {
		out[i] = k.wrap([]byte(p))
	}
	return &List{out}, nil
}

// split makes split and rsplit.
func (k byteKind) split(name string, space func(s string, limit int) []string, text func(s, sep string, limit int) []string) Method {
	sig := NewSignature(name, "sep=", "maxsplit=")
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := sig.Bind(args[1:], kw)
		if err != nil {
			return nil, err
		}
		limit := -1
		if a[1] != nil {
			if limit, err = AsIndex(t, a[1]); err != nil {
				return nil, err
			}
			limit = max(limit, -1)
		}
		s := string(rawOf(args[0]))
		if a[0] == nil || a[0] == None {
			return k.list(t, space(s, limit))
		}
		sep, err := needBytes(a[0])
		if err != nil {
			return nil, err
		}
		if len(sep) == 0 {
			return nil, ValueErrorf("empty separator")
		}
		return k.list(t, text(s, string(sep), limit))
	}}
}

// partition makes partition and rpartition: whole is where all goes if there is no separator.
func (k byteKind) partition(name string, index func(b, sep []byte) int, whole int) Method {
	return Method{Name: name, Fn: oneArg(k.full(name), func(t *Thread, o, x Object) (Object, error) {
		sep, err := needBytes(x)
		if err != nil {
			return nil, err
		}
		if len(sep) == 0 {
			return nil, ValueErrorf("empty separator")
		}
		b := rawOf(o)
		part := func(p []byte) Object { return k.wrap(append([]byte(nil), p...)) }
		i := index(b, sep)
		if i < 0 {
			out := []Object{k.wrap(nil), k.wrap(nil), k.wrap(nil)}
			out[whole] = part(b)
			return NewTuple(out...), nil
		}
		middle := x
		if k.name == "bytearray" {
			middle = part(sep)
		}
		return NewTuple(part(b[:i]), middle, part(b[i+len(sep):])), nil
	})}
}

// trim makes removeprefix and removesuffix.
func (k byteKind) trim(name string, f func(b, x []byte) []byte) Method {
	return Method{Name: name, Fn: oneArg(k.full(name), func(t *Thread, o, x Object) (Object, error) {
		p, err := needBytes(x)
		if err != nil {
			return nil, err
		}
		return k.wrap(append([]byte(nil), f(rawOf(o), p)...)), nil
	})}
}

// zfill is the method zfill().
func (k byteKind) zfill(t *Thread, o, w Object) (Object, error) {
	width, err := AsIndex(t, w)
	if err != nil {
		return nil, err
	}
	b := rawOf(o)
	n := width - len(b)
	if n <= 0 {
		return k.wrap(append([]byte(nil), b...)), nil
	}
	if err := allocText(t, width); err != nil {
		return nil, err
	}
	out := append(bytes.Repeat([]byte{'0'}, n), b...)
	if len(b) > 0 && (b[0] == '+' || b[0] == '-') {
		out[0], out[n] = out[n], '0'
	}
	return k.wrap(out), nil
}

// splitLines is the method splitlines().
func (k byteKind) splitLines(t *Thread, args []Object, kw *Kwargs) (Object, error) {
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
	return k.list(t, splitByteLines(string(rawOf(args[0])), keep != 0))
}

// replace is the method replace().
func (k byteKind) replace(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs(k.full("replace"), args[1:], kw, 2, 3); err != nil {
		return nil, err
	}
	old, err := needBytes(args[1])
	if err != nil {
		return nil, err
	}
	rep, err := needBytes(args[2])
	if err != nil {
		return nil, err
	}
	limit := -1
	if len(args) > 3 {
		if limit, err = AsIndex(t, args[3]); err != nil {
			return nil, err
		}
	}
	b := rawOf(args[0])
	// Go counts the empty separator by code points; bytes have none.
	n := len(b) + 1
	if len(old) > 0 {
		n = bytes.Count(b, old)
	}
	if limit >= 0 {
		n = min(n, limit)
	}
	if grow := len(rep) - len(old); grow > 0 {
		if err := allocRepeat(t, grow, n, 1); err != nil {
			return nil, err
		}
	}
	if len(old) > 0 {
		return k.wrap(bytes.Replace(b, old, rep, n)), nil
	}
	var out []byte
	for i := 0; i <= len(b); i++ {
		if n > 0 {
			out = append(out, rep...)
			n--
		}
		if i < len(b) {
			out = append(out, b[i])
		}
	}
	return k.wrap(out), nil
}

// join is the method join().
func (k byteKind) join(t *Thread, o, x Object) (Object, error) {
	sep := rawOf(o)
	if x.Type().Slots.Iter == nil && x.Type().Slots.GetItem == nil {
		return nil, TypeErrorf("can only join an iterable")
	}
	items, err := Collect(t, x)
	if err != nil {
		return nil, err
	}
	n := 0
	for i, v := range items {
		b, ok := bytesOf(v)
		if !ok {
			return nil, TypeErrorf("sequence item %d: expected a bytes-like object, %s found", i, TypeName(v))
		}
		n += len(b)
	}
	if err := allocRepeat(t, len(sep), len(items), 1); err != nil {
		return nil, err
	}
	if err := allocText(t, n); err != nil {
		return nil, err
	}
	var out []byte
	for i, v := range items {
		if i > 0 {
			out = append(out, sep...)
		}
		out = append(out, rawOf(v)...)
	}
	return k.wrap(out), nil
}

// expandTabs is the method expandtabs().
func (k byteKind) expandTabs(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	b := rawOf(args[0])
	size, err := expandSize(t, args[1:], kw, bytes.Count(b, []byte("\t")))
	if err != nil {
		return nil, err
	}
	var out []byte
	col := 0
	for _, c := range b {
		switch {
		case c == '\t':
			if size > 0 {
				n := size - col%size
				out = append(out, bytes.Repeat([]byte(" "), n)...)
				col += n
			}
			continue
		case c == '\n' || c == '\r':
			col = -1
		}
		out = append(out, c)
		col++
	}
	return k.wrap(out), nil
}

// translate is the method translate().
func (k byteKind) translate(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := bytesTranslateSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	var table, del []byte
	if a[0] != None {
		if table, err = needBytes(a[0]); err != nil {
			return nil, err
		}
		if len(table) != 256 {
			return nil, ValueErrorf("translation table must be 256 characters long")
		}
	}
	if a[1] != nil {
		if del, err = needBytes(a[1]); err != nil {
			return nil, err
		}
	}
	var out []byte
	for _, c := range rawOf(args[0]) {
		if bytes.IndexByte(del, c) >= 0 {
			continue
		}
		if table != nil {
			c = table[c]
		}
		out = append(out, c)
	}
	return k.wrap(out), nil
}

// makeTrans is the method maketrans().
func (k byteKind) makeTrans(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs(k.full("maketrans"), args, kw, 2, 2); err != nil {
		return nil, err
	}
	from, err := needBytes(args[0])
	if err != nil {
		return nil, err
	}
	to, err := needBytes(args[1])
	if err != nil {
		return nil, err
	}
	if len(from) != len(to) {
		return nil, ValueErrorf("maketrans arguments must have same length")
	}
	out := make([]byte, 256)
	for i := range out {
		out[i] = byte(i)
	}
	for i, c := range from {
		out[c] = to[i]
	}
	return NewBytes(out), nil
}

// decode is the method decode().
func (k byteKind) decode(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := bytesDecodeSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	enc, errs, err := codecArgs("decode", a)
	if err != nil {
		return nil, err
	}
	s, err := Decode(t, rawOf(args[0]), enc, errs)
	return NewStr(s), err
}

// hex is the method hex().
func (k byteKind) hex(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := bytesHexSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	return bytesHex(t, rawOf(args[0]), a[0], a[1])
}

// fromHex is the method fromhex().
func (k byteKind) fromHex(t *Thread, cls, x Object) (Object, error) {
	s, ok := AsStr(x)
	if !ok {
		return nil, TypeErrorf("fromhex() argument must be str, not %s", ArgTypeName(x))
	}
	b, err := parseHex(s)
	if err != nil {
		return nil, err
	}
	if cls == BytesType || cls == ByteArrayType {
		return k.wrap(b), nil
	}
	return CallArgs(t, cls, NewBytes(b))
}

// bytesCount is bytes.count().
func bytesCount(b, sub []byte) int {
	if len(sub) == 0 {
		return len(b) + 1
	}
	return bytes.Count(b, sub)
}

// bytesSwapcase is bytes.swapcase().
func bytesSwapcase(b []byte) []byte {
	return asciiMap(b, func(c byte) byte {
		if isLowerByte(c) {
			return upperByte(c)
		}
		return lowerByte(c)
	})
}

// bytesCapitalize is bytes.capitalize().
func bytesCapitalize(b []byte) []byte {
	b = asciiMap(b, lowerByte)
	if len(b) > 0 {
		b[0] = upperByte(b[0])
	}
	return b
}

// bytesTitle is bytes.title().
func bytesTitle(b []byte) []byte {
	in := false
	for i, c := range b {
		if in {
			b[i] = lowerByte(c)
		} else {
			b[i] = upperByte(c)
		}
		in = isLowerByte(c) || isUpperByte(c)
	}
	return b
}

// bytesIsascii is bytes.isascii().
func bytesIsascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// bytesIstitle is bytes.istitle().
func bytesIstitle(b []byte) bool {
	some, in := false, false
	for _, c := range b {
		switch {
		case isUpperByte(c):
			if in {
				return false
			}
			some, in = true, true
		case isLowerByte(c):
			if !in {
				return false
			}
			some = true
		default:
			in = false
		}
	}
	return some
}

// bytesSplit is bytes.split().
func bytesSplit(s, sep string, limit int) []string {
	if limit >= 0 {
		limit++
	}
	return strings.SplitN(s, sep, limit)
}

func rawOf(o Object) []byte { b, _ := bytesOf(o); return b }

func bytesAll(f func(c byte) bool) func(b []byte) bool {
	return func(b []byte) bool {
		for _, c := range b {
			if !f(c) {
				return false
			}
		}
		return len(b) > 0
	}
}

func bytesCased(right, wrong func(c byte) bool) func(b []byte) bool {
	return func(b []byte) bool {
		some := false
		for _, c := range b {
			if wrong(c) {
				return false
			}
			some = some || right(c)
		}
		return some
	}
}

func isLowerByte(c byte) bool { return 'a' <= c && c <= 'z' }
func isUpperByte(c byte) bool { return 'A' <= c && c <= 'Z' }

func lowerByte(c byte) byte {
	if isUpperByte(c) {
		return c | 0x20
	}
	return c
}

func upperByte(c byte) byte {
	if isLowerByte(c) {
		return c &^ 0x20
	}
	return c
}

func asciiMap(b []byte, f func(byte) byte) []byte {
	for i, c := range b {
		b[i] = f(c)
	}
	return b
}

const byteSpace = " \t\n\r\v\f"

func splitBytesSpace(s string, limit int) (out []string) {
	for {
		s = strings.TrimLeft(s, byteSpace)
		if s == "" {
			return
		}
		i := strings.IndexAny(s, byteSpace)
		if limit >= 0 && len(out) == limit {
			return append(out, s)
		}
		if i < 0 {
			return append(out, s)
		}
		out = append(out, s[:i])
		s = s[i:]
	}
}

func rsplitBytesSpace(s string, limit int) (out []string) {
	for {
		s = strings.TrimRight(s, byteSpace)
		if s == "" {
			break
		}
		if limit >= 0 && len(out) == limit {
			out = append(out, s)
			break
		}
		i := strings.LastIndexAny(s, byteSpace)
		out = append(out, s[i+1:])
		if i < 0 {
			break
		}
		s = s[:i]
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return
}

func splitByteLines(s string, keep bool) (out []string) {
	for s != "" {
		i := strings.IndexAny(s, "\r\n")
		if i < 0 {
			return append(out, s)
		}
		j := i + 1
		if s[i] == '\r' && j < len(s) && s[j] == '\n' {
			j++
		}
		if keep {
			i = j
		}
		out = append(out, s[:i])
		s = s[j:]
	}
	return
}

// bytesHex is bytes.hex(sep, bytes_per_sep); groups are counted from the right, from the left when negative.
func bytesHex(t *Thread, b []byte, sepArg, perArg Object) (Object, error) {
	const digits = "0123456789abcdef"
	sep, per := "", 1
	if sepArg != nil {
		if s, ok := AsStr(sepArg); ok {
			sep = s
		} else if x, ok := bytesOf(sepArg); ok {
			sep = string(x)
		} else {
			if _, err := Len(t, sepArg); err != nil {
				return nil, err
			}
			return nil, TypeErrorf("sep must be str or bytes.")
		}
		if countPoints(sep) != 1 {
			return nil, ValueErrorf("sep must be length 1.")
		}
		if sep[0] >= 0x80 {
			return nil, ValueErrorf("sep must be ASCII.")
		}
		if perArg != nil {
			var err error
			if per, err = AsIndex(t, perArg); err != nil {
				return nil, err
			}
		}
	}
	if err := allocText(t, len(b)*3); err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(b)*3)
	for i, c := range b {
		if sep != "" && i > 0 && (per > 0 && (len(b)-i)%per == 0 || per < 0 && i%-per == 0) {
			out = append(out, sep...)
		}
		out = append(out, digits[c>>4], digits[c&15])
	}
	return NewStr(string(out)), nil
}

func parseHex(s string) ([]byte, error) {
	var out []byte
	for i := 0; i < len(s); {
		if c := s[i]; c == ' ' || c >= '\t' && c <= '\r' {
			i++
			continue
		}
		v := 0
		for k := 0; k < 2; k++ {
			d := -1
			if i+k < len(s) {
				if d = digitValue(s[i+k]); d > 15 {
					d = -1
				}
			}
			if d < 0 {
				return nil, ValueErrorf("non-hexadecimal number found in fromhex() arg at position %d", countPoints(s[:i+k]))
			}
			v = v<<4 | d
		}
		out = append(out, byte(v))
		i += 2
	}
	return out, nil
}

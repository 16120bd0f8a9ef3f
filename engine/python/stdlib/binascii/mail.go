package binascii

import (
	"bytes"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The encodings of mail: uuencode, a line at a time, and quoted-printable; and the checksum of BinHex.

// setMail puts them into the module.
func setMail(m *object.Module) {
	m.SetFunc("b2a_uu", toUU)
	m.SetFunc("a2b_uu", fromUU)
	m.SetFunc("b2a_qp", toQP)
	m.SetFunc("a2b_qp", fromQP)
	m.SetFunc("crc_hqx", crcHqx)
}

// flag gives an argument as a bool; def where it was not given.
func flag(t *thread, v value, def bool) (bool, error) {
	if v == nil {
		return def, nil
	}
	return object.Truth(t, v)
}

// maxUU is the number of bytes that a line holds.
const maxUU = 45

func toUU(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := object.NewSignature("b2a_uu", "data", "/", "*", "backtick=").Bind(args, kw)
	if err != nil {
		return nil, err
	}
	b, err := input(a[0], false)
	if err != nil {
		return nil, err
	}
	backtick, err := flag(t, a[1], false)
	if err != nil {
		return nil, err
	}
	if len(b) > maxUU {
		return nil, fail("At most 45 bytes at once")
	}
	digit := func(n byte) byte {
		if n == 0 && backtick {
			return '`'
		}
		return ' ' + n
	}
	out := []byte{digit(byte(len(b)))}
	for ; len(b) > 0; b = b[min(3, len(b)):] {
		var group [3]byte
		copy(group[:], b)
		n := uint(group[0])<<16 | uint(group[1])<<8 | uint(group[2])
		for shift := 18; shift >= 0; shift -= 6 {
			// Of a last group of one or two bytes only the digits that hold a bit of them are written.
			if done := 18 - shift; done < 8*len(b) {
				out = append(out, digit(byte(n>>shift&63)))
			}
		}
	}
	// A line has as many digits as make whole bytes.
	for (len(out)-1)*6%8 != 0 {
		out = append(out, digit(0))
	}
	return object.NewBytes(append(out, '\n')), nil
}

func fromUU(t *thread, args []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("a2b_uu", args, kw, 1, 1); err != nil {
		return nil, err
	}
	b, err := input(args[0], true)
	if err != nil {
		return nil, err
	}
	var first byte
	if len(b) > 0 {
		first, b = b[0], b[1:]
	}
	out := make([]byte, (first-' ')&63)
	n, bits := uint(0), 0
	for i := 0; i < len(out); {
		var c byte // of a line that ends early, as one whose spaces were cut, the rest is 0
		if len(b) > 0 {
			switch c = b[0]; {
			case c == '\n' || c == '\r':
				c = 0
			case c < ' ' || c > ' '+64:
				return nil, fail("Illegal char")
			default:
				c = (c - ' ') & 63
			}
			b = b[1:]
		}
		n, bits = n<<6|uint(c), bits+6
		if bits >= 8 {
			bits -= 8
			out[i] = byte(n >> bits)
			i++
		}
	}
	for _, c := range b {
		if c != ' ' && c != ' '+64 && c != '\n' && c != '\r' {
			return nil, fail("Trailing garbage")
		}
	}
	return object.NewBytes(out), nil
}

// maxQP is the length of a line of quoted-printable text with the = that breaks it.
const maxQP = 76

// qpEncoder writes quoted-printable text.
type qpEncoder struct {
	out     []byte
	column  int
	newline string
}

const upperHex = "0123456789ABCDEF"

func (e *qpEncoder) breakLine() {
	e.out = append(append(e.out, '='), e.newline...)
	e.column = 0
}

func (e *qpEncoder) quoted(c byte) {
	if e.column+3 >= maxQP {
		e.breakLine()
	}
	e.out = append(e.out, '=', upperHex[c>>4], upperHex[c&15])
	e.column += 3
}

// endLine ends a line of text; a blank before the end is quoted, for it may get lost.
func (e *qpEncoder) endLine() {
	if n := len(e.out); n > 0 && (e.out[n-1] == ' ' || e.out[n-1] == '\t') {
		c := e.out[n-1]
		e.out = append(e.out[:n-1], '=', upperHex[c>>4], upperHex[c&15])
	}
	e.out = append(e.out, e.newline...)
	e.column = 0
}

func toQP(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := object.NewSignature("b2a_qp", "data", "quotetabs=", "istext=", "header=").Bind(args, kw)
	if err != nil {
		return nil, err
	}
	b, err := input(a[0], false)
	if err != nil {
		return nil, err
	}
	var quoteTabs, isText, header bool
	for i, f := range []*bool{&quoteTabs, &isText, &header} {
		if *f, err = flag(t, a[i+1], i == 1); err != nil {
			return nil, err
		}
	}
	if err := t.Alloc(int64(len(b)) * 3); err != nil {
		return nil, err
	}
	e := qpEncoder{newline: "\n"}
	if i := bytes.IndexByte(b, '\n'); i > 0 && b[i-1] == '\r' {
		e.newline = "\r\n"
	}
	for i := 0; i < len(b); i++ {
		c, last := b[i], i+1 == len(b)
		var next byte
		if !last {
			next = b[i+1]
		}
		blank, ends := c == ' ' || c == '\t', c == '\n' || c == '\r'
		switch {
		case c > '~', c == '=', header && c == '_', c == '.' && e.column == 0 && (next == 0 || next == '\n' || next == '\r'),
			!isText && ends, blank && last, c <= ' ' && !ends && (quoteTabs || !blank):
			e.quoted(c)
		case isText && (c == '\n' || c == '\r' && next == '\n'):
			if c == '\r' {
				i++
			}
			e.endLine()
		default:
			if !last && next != '\n' && e.column+1 >= maxQP {
				e.breakLine()
			}
			if header && c == ' ' {
				c = '_'
			}
			e.out = append(e.out, c)
			e.column++
		}
	}
	return object.NewBytes(e.out), nil
}

func fromQP(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := object.NewSignature("a2b_qp", "data", "header=").Bind(args, kw)
	if err != nil {
		return nil, err
	}
	b, err := input(a[0], true)
	if err != nil {
		return nil, err
	}
	header, err := flag(t, a[1], false)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		c := b[0]
		b = b[1:]
		switch {
		case c == '_' && header:
			out = append(out, ' ')
		case c != '=':
			out = append(out, c)
		case len(b) == 0:
		case b[0] == '\n' || b[0] == '\r': // a broken line goes on
			if i := bytes.IndexByte(b, '\n'); i >= 0 {
				b = b[i+1:]
			} else {
				b = nil
			}
		case b[0] == '=': // what an old Python wrote for one
			out, b = append(out, '='), b[1:]
		default:
			high, low := -1, -1
			if len(b) > 1 {
				high, low = hexValue(b[0]), hexValue(b[1])
			}
			if high < 0 || low < 0 {
				out = append(out, '=')
				break
			}
			out, b = append(out, byte(high<<4|low)), b[2:]
		}
	}
	return object.NewBytes(out), t.Alloc(int64(len(out)))
}

func hexValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|' ' && c|' ' <= 'f':
		return int(c|' '-'a') + 10
	}
	return -1
}

// crcHqx is the CRC-CCITT checksum, of the polynomial 0x1021.
func crcHqx(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("crc_hqx", a, kw, 2, 2); err != nil {
		return nil, err
	}
	b, err := input(a[0], false)
	if err != nil {
		return nil, err
	}
	n, ok := object.AsInt(a[1])
	if !ok {
		return nil, object.TypeErrorf("'%s' object cannot be interpreted as an integer", object.TypeName(a[1]))
	}
	crc := uint16(n)
	for _, c := range b {
		crc ^= uint16(c) << 8
		for range 8 {
			carry := crc&0x8000 != 0
			if crc <<= 1; carry {
				crc ^= 0x1021
			}
		}
	}
	return object.NewInt(int64(crc)), nil
}

// Package binascii is Python's binascii and base64.
package binascii

import (
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"hash/crc32"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed base64.py
var base64Source string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// ErrorType is binascii.Error.
var ErrorType = object.Declare("Error", "binascii", object.ValueErrorType)

var incompleteType = object.Declare("Incomplete", "binascii", object.ExceptionType)

func fail(msg string) error { return object.Errorf(ErrorType, "%s", msg) }

// input gives the bytes of a bytes-like object, or of a str that is all ASCII.
func input(o value, ascii bool) ([]byte, error) {
	if ascii {
		if s, ok := object.AsStr(o); ok {
			for i := 0; i < len(s); i++ {
				if s[i] >= 0x80 {
					return nil, object.ValueErrorf("string argument should contain only ASCII characters")
				}
			}
			return []byte(s), nil
		}
	}
	b, ok := object.AsBytes(o)
	if !ok {
		if ascii {
			return nil, object.TypeErrorf("argument should be bytes, buffer or ASCII string, not '%s'", object.TypeName(o))
		}
		return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(o))
	}
	return b, nil
}

var (
	hexSig    = object.NewSignature("hexlify", "data", "sep=", "bytes_per_sep=")
	toB64Sig  = object.NewSignature("b2a_base64", "data", "/", "*", "newline=")
	fromB64   = object.NewSignature("a2b_base64", "data", "/", "*", "strict_mode=")
	base64Std = base64.StdEncoding
)

func init() {
	ErrorType.Define(object.Spec{})
	incompleteType.Define(object.Spec{})
	object.RegisterModule(&object.NativeModule{Name: "binascii", Init: func(t *thread, m *object.Module) error {
		m.Set("Error", ErrorType)
		m.Set("Incomplete", incompleteType)
		for _, n := range []string{"hexlify", "b2a_hex"} {
			m.SetFunc(n, hexlify)
		}
		for _, n := range []string{"unhexlify", "a2b_hex"} {
			m.SetFunc(n, unhexlify)
		}
		m.SetFunc("b2a_base64", func(t *thread, args []value, kw *kwargs) (value, error) {
			a, err := toB64Sig.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			b, err := input(a[0], false)
			if err != nil {
				return nil, err
			}
			newline := true
			if a[1] != nil {
				if newline, err = object.Truth(t, a[1]); err != nil {
					return nil, err
				}
			}
			if err := t.Alloc(int64(len(b)) * 2); err != nil {
				return nil, err
			}
			out := make([]byte, base64Std.EncodedLen(len(b)), base64Std.EncodedLen(len(b))+1)
			base64Std.Encode(out, b)
			if newline {
				out = append(out, '\n')
			}
			return object.NewBytes(out), nil
		})
		m.SetFunc("a2b_base64", func(t *thread, args []value, kw *kwargs) (value, error) {
			a, err := fromB64.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			b, err := input(a[0], true)
			if err != nil {
				return nil, err
			}
			strict := false
			if a[1] != nil {
				if strict, err = object.Truth(t, a[1]); err != nil {
					return nil, err
				}
			}
			if err := t.Alloc(int64(len(b))); err != nil {
				return nil, err
			}
			out, err := decodeBase64(b, strict)
			return object.NewBytes(out), err
		})
		m.SetFunc("crc32", func(t *thread, a []value, kw *kwargs) (value, error) {
			if err := object.CheckArgs("crc32", a, kw, 1, 2); err != nil {
				return nil, err
			}
			b, err := input(a[0], false)
			if err != nil {
				return nil, err
			}
			crc := int64(0)
			if len(a) == 2 {
				n, ok := object.AsInt(a[1])
				if !ok {
					return nil, object.TypeErrorf("'%s' object cannot be interpreted as an integer", object.TypeName(a[1]))
				}
				crc = n
			}
			return object.NewInt(int64(crc32.Update(uint32(crc), crc32.IEEETable, b))), nil
		})
		setMail(m)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "base64", Source: base64Source})
}

func hexlify(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := hexSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	b, err := input(a[0], false)
	if err != nil {
		return nil, err
	}
	if a[1] != nil {
		// bytes.hex does the separators.
		rest := []value{a[1]}
		if a[2] != nil {
			rest = append(rest, a[2])
		}
		s, err := object.CallMethod(t, object.NewBytes(append([]byte(nil), b...)), "hex", rest...)
		if err != nil {
			return nil, err
		}
		text, _ := object.AsStr(s)
		return object.NewBytes([]byte(text)), nil
	}
	return object.NewBytes([]byte(hex.EncodeToString(b))), t.Alloc(int64(len(b)) * 2)
}

func unhexlify(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("unhexlify", a, kw, 1, 1); err != nil {
		return nil, err
	}
	b, err := input(a[0], true)
	if err != nil {
		return nil, err
	}
	if len(b)%2 != 0 {
		return nil, fail("Odd-length string")
	}
	out := make([]byte, len(b)/2)
	if _, err := hex.Decode(out, b); err != nil {
		return nil, fail("Non-hexadecimal digit found")
	}
	return object.NewBytes(out), nil
}

var base64Values = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		t[c] = int8(i)
	}
	return
}()

// decodeBase64 decodes as CPython does: other characters are skipped unless strict, and padding ends the data.
func decodeBase64(b []byte, strict bool) ([]byte, error) {
	if strict && len(b) > 0 && b[0] == '=' {
		return nil, fail("Leading padding not allowed")
	}
	out := make([]byte, 0, len(b)*3/4)
	quad, left, pads := 0, byte(0), 0
	padding := false
	for i, c := range b {
		if c == '=' {
			padding = true
			if pads++; quad >= 2 && quad+pads >= 4 {
				if strict && i+1 < len(b) {
					return nil, fail("Excess data after padding")
				}
				return out, nil
			}
			continue
		}
		v := base64Values[c]
		if v < 0 {
			if strict {
				return nil, fail("Only base64 data is allowed")
			}
			continue
		}
		if strict && padding {
			return nil, fail("Discontinuous padding not allowed")
		}
		pads = 0
		switch quad {
		case 0:
			left = byte(v)
			quad = 1
		case 1:
			out = append(out, left<<2|byte(v)>>4)
			left = byte(v) & 0x0f
			quad = 2
		case 2:
			out = append(out, left<<4|byte(v)>>2)
			left = byte(v) & 0x03
			quad = 3
		case 3:
			out = append(out, left<<6|byte(v))
			left = 0
			quad = 0
		}
	}
	if quad == 1 {
		return nil, fail(invalidCount(len(out) / 3))
	}
	if quad != 0 {
		return nil, fail("Incorrect padding")
	}
	return out, nil
}

func invalidCount(groups int) string {
	n := groups*4 + 1
	return "Invalid base64-encoded string: number of data characters (" + object.FormatInt(object.NewInt(int64(n))) + ") cannot be 1 more than a multiple of 4"
}

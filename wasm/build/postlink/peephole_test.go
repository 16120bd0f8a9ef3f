package postlink

import (
	"bytes"
	"testing"
)

// body makes a body without locals.
func body(parts ...[]byte) []byte { return append([]byte{0}, bytes.Join(parts, nil)...) }

func TestShorten(t *testing.T) {
	sp := []byte{opLocalGet, stackPointer}
	plus := func(n byte) []byte { return []byte{opI64ExtendU, opI64Const, n, opI64Add, opI32Wrap} }
	for _, c := range []struct {
		name     string
		in, want []byte
	}{
		{"a store to the stack", body(sp, plus(8), []byte{opI64Const, 1, 0x37, 3, 0}), body(sp, []byte{opI64Const, 1, 0x37, 3, 8})},
		{"a store of a load", body(sp, plus(8), sp, []byte{0x29, 3, 16, 0x37, 3, 4}), body(sp, sp, []byte{0x29, 3, 16, 0x37, 3, 12})},
		{"a load from the stack", body(sp, plus(8), []byte{0x29, 3, 1, 0x21, 2}), body(sp, []byte{0x29, 3, 9, 0x21, 2})},
		{"a negative constant", body(sp, plus(0x78), []byte{0x29, 3, 1, 0x21, 2}), body(sp, plus(0x78), []byte{0x29, 3, 1, 0x21, 2})},
		{"another local", body([]byte{opLocalGet, 2}, plus(8), []byte{0x29, 3, 1, 0x21, 2}), body([]byte{opLocalGet, 2}, plus(8), []byte{0x29, 3, 1, 0x21, 2})},
		{"an address that is kept", body(sp, plus(8), []byte{0x21, 2}), body(sp, plus(8), []byte{0x21, 2})},
		{"a value that is an address", body(sp, plus(8), sp, plus(16), []byte{0x36, 2, 0}), body(sp, sp, plus(16), []byte{0x36, 2, 8})},
		{"a call in between", body(sp, plus(8), []byte{opCall, 1, 0x37, 3, 0}), body(sp, plus(8), []byte{opCall, 1, 0x37, 3, 0})},
		{"the lower half of a load", body(sp, []byte{opI64Load, 3, 16, opI32Wrap}), body(sp, []byte{opI32Load, 2, 16})},
		{"the lower half of a constant", body([]byte{opI64Const, 0x80, 0x80, 0x80, 0x80, 0x18, opI32Wrap}), body([]byte{opI32Const, 0x80, 0x80, 0x80, 0x80, 0x78})},
		{"is zero", body([]byte{opI64Eqz, opI64ExtendU, opI64Eqz, opI32Eqz, opIf, 0x40, opEnd}), body([]byte{opI64Eqz, opIf, 0x40, opEnd})},
		{
			"return",
			body(sp, []byte{opI32Const, 16, opI32Add, opLocalTee, 1, opGlobalSet, 0}, sp, []byte{opI32Const, 8, opI32Add, opLocalTee, 1, opGlobalSet, 0, opI32Const, 0, opReturn}),
			body(sp, []byte{opI32Const, 24, opI32Add, opGlobalSet, 0, opI32Const, 0, opReturn}),
		},
	} {
		m := &module{}
		got, err := m.shorten(c.in)
		if err != nil || !bytes.Equal(got, c.want) {
			t.Errorf("%s: % x, %v; want % x", c.name, got, err, c.want)
		}
	}
}

package postlink

import "testing"

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, b := range map[string][]byte{
		"nothing":     nil,
		"not wasm":    []byte("hello, world"),
		"no data":     []byte("\x00asm\x01\x00\x00\x00"),
		"cut":         []byte("\x00asm\x01\x00\x00\x00\x0b\x20\x01\x00\x41"),
		"passive":     []byte("\x00asm\x01\x00\x00\x00\x0b\x03\x01\x01\x00"),
		"no pclntab":  []byte("\x00asm\x01\x00\x00\x00\x0b\x07\x01\x00\x41\x08\x0b\x01x"),
		"huge length": []byte("\x00asm\x01\x00\x00\x00\x0b\xff\xff\xff\xff\x0f"),
	} {
		if _, err := Read(append([]byte(nil), b...)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\x00asm\x01\x00\x00\x00\x0b\x07\x01\x00\x41\x08\x0b\x01x"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 1<<16 {
			Read(b)
		}
	})
}

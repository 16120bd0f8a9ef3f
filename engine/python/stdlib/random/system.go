package random

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// System is where a run gets the bytes that an operating system would give: for unseeded generators, uuid4, os.urandom. They are the
// same in every run, so that a program prints the same each time.
type System struct{ x uint64 }

type systemKey struct{}

// SystemOf is the source of a run.
func SystemOf(rt *object.Runtime) *System {
	return rt.State(systemKey{}, func() any { return &System{0x5eed5a5c0ffee123} }).(*System)
}

// Uint64 gives 64 bits (SplitMix64).
func (s *System) Uint64() uint64 {
	s.x += 0x9e3779b97f4a7c15
	z := s.x
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Fill fills b.
func (s *System) Fill(b []byte) {
	for len(b) > 0 {
		v := s.Uint64()
		for i := 0; i < 8 && len(b) > 0; i++ {
			b[0] = byte(v)
			v >>= 8
			b = b[1:]
		}
	}
}

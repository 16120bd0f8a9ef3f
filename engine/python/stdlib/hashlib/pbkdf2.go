package hashlib

import (
	"encoding"
	"encoding/binary"
	"hash"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// hmacState computes HMACs of one key. The states after the padded key are kept, which halves the work of PBKDF2's many rounds.
type hmacState struct {
	inner, outer           hash.Hash
	innerStart, outerStart []byte
}

func newHMAC(mk func() hash.Hash, key []byte) (*hmacState, error) {
	s := &hmacState{inner: mk(), outer: mk()}
	size := s.inner.BlockSize()
	if len(key) > size {
		s.inner.Write(key)
		key = s.inner.Sum(nil)
		s.inner.Reset()
	}
	pad := make([]byte, size)
	start := func(h hash.Hash, x byte) ([]byte, error) {
		for i := range pad {
			pad[i] = x
		}
		for i, c := range key {
			pad[i] ^= c
		}
		h.Write(pad)
		m, ok := h.(encoding.BinaryMarshaler)
		if !ok {
			return nil, object.ValueErrorf("unsupported hash type")
		}
		return m.MarshalBinary()
	}
	var err error
	if s.innerStart, err = start(s.inner, 0x36); err != nil {
		return nil, err
	}
	s.outerStart, err = start(s.outer, 0x5c)
	return s, err
}

// sum appends the HMAC of the parts to out.
func (s *hmacState) sum(out []byte, parts ...[]byte) ([]byte, error) {
	if err := s.inner.(encoding.BinaryUnmarshaler).UnmarshalBinary(s.innerStart); err != nil {
		return nil, err
	}
	for _, p := range parts {
		s.inner.Write(p)
	}
	n := len(out)
	out = s.inner.Sum(out)
	if err := s.outer.(encoding.BinaryUnmarshaler).UnmarshalBinary(s.outerStart); err != nil {
		return nil, err
	}
	s.outer.Write(out[n:])
	return s.outer.Sum(out[:n]), nil
}

// pbkdf2 is PKCS #5's key derivation. Rounds count as steps of the program, so that it can be stopped.
func pbkdf2(t *thread, mk func() hash.Hash, password, salt []byte, iterations, size int) ([]byte, error) {
	s, err := newHMAC(mk, password)
	if err != nil {
		return nil, err
	}
	var key []byte
	for block := uint32(1); len(key) < size; block++ {
		u, err := s.sum(nil, salt, binary.BigEndian.AppendUint32(nil, block))
		if err != nil {
			return nil, err
		}
		total := append([]byte(nil), u...)
		for i := 1; i < iterations; i++ {
			if u, err = s.sum(u[:0], u); err != nil {
				return nil, err
			}
			for j, c := range u {
				total[j] ^= c
			}
			if i%1024 == 0 {
				if err := t.Checkpoint(1024); err != nil {
					return nil, err
				}
			}
		}
		key = append(key, total...)
	}
	return key[:size], nil
}

package hashlib

import (
	"encoding/binary"
	"math/bits"
)

// blake2 is BLAKE2b (words of 64 bits) or BLAKE2s (32 bits, kept in uint64s all the same).
type blake2 struct {
	small  bool
	size   int
	h      [8]uint64
	length uint64
	buf    []byte // what waits for more input; the last block is compressed with a mark, so a full one waits, too
}

var blakeIV = [8]uint64{
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
}

var blakeSigma = [10][16]byte{
	{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
	{11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
	{9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
	{12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
	{6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
}

func newBlake2(small bool, size int, key, salt, person []byte) *blake2 {
	b := &blake2{small: small, size: size}
	p := make([]byte, 64)
	p[0], p[1], p[2], p[3] = byte(size), byte(len(key)), 1, 1
	if small {
		copy(p[16:24], salt)
		copy(p[24:32], person)
	} else {
		copy(p[32:48], salt)
		copy(p[48:64], person)
	}
	for i := range b.h {
		if small {
			b.h[i] = blakeIV[i]>>32 ^ uint64(binary.LittleEndian.Uint32(p[4*i:]))
		} else {
			b.h[i] = blakeIV[i] ^ binary.LittleEndian.Uint64(p[8*i:])
		}
	}
	if len(key) > 0 {
		block := make([]byte, b.BlockSize())
		copy(block, key)
		b.Write(block)
	}
	return b
}

// Size and BlockSize implement hash.Hash, as the following do.
func (b *blake2) Size() int { return b.size }

func (b *blake2) BlockSize() int {
	if b.small {
		return 64
	}
	return 128
}

func (b *blake2) Reset() {}

func (b *blake2) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		if len(b.buf) == b.BlockSize() {
			b.compress(false)
			b.buf = b.buf[:0]
		}
		k := min(len(p), b.BlockSize()-len(b.buf))
		b.buf, p = append(b.buf, p[:k]...), p[k:]
	}
	return n, nil
}

func (b *blake2) clone() *blake2 {
	c := *b
	c.buf = append([]byte(nil), b.buf...)
	return &c
}

func (b *blake2) Sum(out []byte) []byte {
	c := b.clone()
	c.compress(true)
	var sum []byte
	for _, w := range c.h {
		if c.small {
			sum = binary.LittleEndian.AppendUint32(sum, uint32(w))
		} else {
			sum = binary.LittleEndian.AppendUint64(sum, w)
		}
	}
	return append(out, sum[:c.size]...)
}

func (b *blake2) compress(last bool) {
	b.length += uint64(len(b.buf))
	block := make([]byte, b.BlockSize())
	copy(block, b.buf)
	var m, v [16]uint64
	rounds, mask := 12, ^uint64(0)
	turns := [4]int{32, 24, 16, 63}
	if b.small {
		rounds, mask = 10, 0xffffffff
		turns = [4]int{16, 12, 8, 7}
	}
	for i := range m {
		if b.small {
			m[i] = uint64(binary.LittleEndian.Uint32(block[4*i:]))
		} else {
			m[i] = binary.LittleEndian.Uint64(block[8*i:])
		}
	}
	copy(v[:8], b.h[:])
	for i, x := range blakeIV {
		if b.small {
			x >>= 32
		}
		v[8+i] = x
	}
	v[12] ^= b.length & mask
	if b.small {
		v[13] ^= b.length >> 32
	}
	if last {
		v[14] ^= mask
	}
	turn := func(x uint64, n int) uint64 {
		if b.small {
			return uint64(bits.RotateLeft32(uint32(x), -n))
		}
		return bits.RotateLeft64(x, -n)
	}
	mix := func(i, j, k, l int, x, y uint64) {
		v[i] = (v[i] + v[j] + x) & mask
		v[l] = turn(v[l]^v[i], turns[0])
		v[k] = (v[k] + v[l]) & mask
		v[j] = turn(v[j]^v[k], turns[1])
		v[i] = (v[i] + v[j] + y) & mask
		v[l] = turn(v[l]^v[i], turns[2])
		v[k] = (v[k] + v[l]) & mask
		v[j] = turn(v[j]^v[k], turns[3])
	}
	for r := 0; r < rounds; r++ {
		s := &blakeSigma[r%10]
		for i := 0; i < 4; i++ {
			mix(i, 4+i, 8+i, 12+i, m[s[2*i]], m[s[2*i+1]])
		}
		for i := 0; i < 4; i++ {
			mix(i, 4+(i+1)%4, 8+(i+2)%4, 12+(i+3)%4, m[s[8+2*i]], m[s[9+2*i]])
		}
	}
	for i := range b.h {
		b.h[i] ^= v[i] ^ v[8+i]
	}
}

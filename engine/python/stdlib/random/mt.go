package random

// MT is the Mersenne Twister MT19937 with CPython's way of making floats and seeds.
type MT struct {
	state [624]uint32
	index int
}

const (
	mtN = 624
	mtM = 397
)

func (m *MT) init(s uint32) {
	m.state[0] = s
	for i := uint32(1); i < mtN; i++ {
		p := m.state[i-1]
		m.state[i] = 1812433253*(p^p>>30) + i
	}
	m.index = mtN
}

// SeedKey seeds with an array of 32-bit words.
func (m *MT) SeedKey(key []uint32) {
	m.init(19650218)
	i, j := 1, 0
	for k := max(mtN, len(key)); k > 0; k-- {
		p := m.state[i-1]
		m.state[i] = (m.state[i] ^ (p^p>>30)*1664525) + key[j] + uint32(j)
		if i++; i >= mtN {
			m.state[0] = m.state[mtN-1]
			i = 1
		}
		if j++; j >= len(key) {
			j = 0
		}
	}
	for k := mtN - 1; k > 0; k-- {
		p := m.state[i-1]
		m.state[i] = (m.state[i] ^ (p^p>>30)*1566083941) - uint32(i)
		if i++; i >= mtN {
			m.state[0] = m.state[mtN-1]
			i = 1
		}
	}
	m.state[0] = 0x80000000
}

func (m *MT) refill() {
	s := &m.state
	twist := func(i, j, k int) {
		y := s[i]&0x80000000 | s[j]&0x7fffffff
		s[i] = s[k] ^ y>>1 ^ (y&1)*0x9908b0df
	}
	for i := range mtN - mtM {
		twist(i, i+1, i+mtM)
	}
	for i := mtN - mtM; i < mtN-1; i++ {
		twist(i, i+1, i+mtM-mtN)
	}
	twist(mtN-1, 0, mtM-1)
	m.index = 0
}

// Uint32 gives the next 32 bits.
func (m *MT) Uint32() uint32 {
	if m.index >= mtN {
		m.refill()
	}
	y := m.state[m.index]
	m.index++
	y ^= y >> 11
	y ^= y << 7 & 0x9d2c5680
	y ^= y << 15 & 0xefc60000
	return y ^ y>>18
}

// Float64 gives a float in [0, 1) with 53 random bits.
func (m *MT) Float64() float64 {
	a, b := m.Uint32()>>5, m.Uint32()>>6
	return (float64(a)*67108864 + float64(b)) * (1.0 / 9007199254740992)
}

package models

import (
	"strconv"
	"strings"
)

// ipv6 is an address as its eight groups. It is written here rather than taken from net/netip, whose zones bring package unique along, which starts with the program.
type ipv6 [8]uint16

// parseIPv6 reads an address as ipaddress.IPv6Address does; of one with a scope ("fe80::1%eth0") it gives the address.
func parseIPv6(s string) (a ipv6, ok bool) {
	s, scope, scoped := strings.Cut(s, "%")
	if scoped && (scope == "" || strings.Contains(scope, "%")) {
		return a, false
	}
	head, tail, short := strings.Cut(s, "::")
	before, ok1 := ipv6Groups(head, !short)
	after, ok2 := ipv6Groups(tail, true)
	n := len(before) + len(after)
	if !ok1 || !ok2 || short && n > 7 || !short && n != 8 {
		return a, false
	}
	copy(a[:], before)
	copy(a[8-len(after):], after)
	return a, true
}

// ipv6Groups reads groups between colons; at the end of an address the last two may be written as an IPv4 address.
func ipv6Groups(s string, end bool) (groups []uint16, ok bool) {
	if s == "" {
		return nil, true
	}
	parts := strings.Split(s, ":")
	for i, p := range parts {
		if end && i == len(parts)-1 && strings.Contains(p, ".") {
			four := strings.Split(p, ".")
			var b [4]uint16
			for k, x := range four {
				n, err := strconv.ParseUint(x, 10, 8)
				if err != nil || len(four) != 4 || len(x) > 1 && x[0] == '0' {
					return nil, false
				}
				b[k] = uint16(n)
			}
			return append(groups, b[0]<<8|b[1], b[2]<<8|b[3]), true
		}
		n, err := strconv.ParseUint(p, 16, 16)
		if err != nil || len(p) > 4 {
			return nil, false
		}
		groups = append(groups, uint16(n))
	}
	return groups, true
}

// mapped is the IPv4 address that an address of the form ::ffff:1.2.3.4 stands for.
func (a ipv6) mapped() (string, bool) {
	if (ipv6{5: 0xffff, 6: a[6], 7: a[7]}) != a {
		return "", false
	}
	b := strconv.AppendUint(nil, uint64(a[6]>>8), 10)
	for _, n := range []uint16{a[6] & 255, a[7] >> 8, a[7] & 255} {
		b = strconv.AppendUint(append(b, '.'), uint64(n), 10)
	}
	return string(b), true
}

// String is the shortest form: the first of the longest runs of zeros, if longer than one, is left out.
func (a ipv6) String() string {
	from, length := -1, 1
	for i := 0; i < 8; i++ {
		n := 0
		for i+n < 8 && a[i+n] == 0 {
			n++
		}
		if n > length {
			from, length = i, n
		}
		i += n
	}
	var b []byte
	for i := 0; i < 8; i++ {
		if i == from {
			b = append(b, "::"...)
			i += length - 1
			continue
		}
		if i > 0 && i != from+length {
			b = append(b, ':')
		}
		b = strconv.AppendUint(b, uint64(a[i]), 16)
	}
	return string(b)
}

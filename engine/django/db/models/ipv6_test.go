package models

import "testing"

// The shortest forms are those of CPython's str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(s)))); "" stands for AddressValueError.
func TestIPv6(t *testing.T) {
	for s, want := range map[string]string{
		"::": "::", "::1": "::1", "1::": "1::", "2001:0db8:0:0:0:0:0:1": "2001:db8::1", "2001:db8:0:1:1:1:1:1": "2001:db8:0:1:1:1:1:1",
		"2001:0:0:1:0:0:0:1": "2001:0:0:1::1", "1:0:0:2:3:0:0:4": "1::2:3:0:0:4", "FE80::A%eth0": "fe80::a", "::ffff:10.0.0.1": "::ffff:a00:1",
		"1:2:3:4:5:6:7::": "1:2:3:4:5:6:7:0", "::2:3:4:5:6:7:8": "0:2:3:4:5:6:7:8", "64:ff9b::192.0.2.33": "64:ff9b::c000:221",
		"": "", ":": "", ":::": "", "1:2:3:4:5:6:7": "", "1:2:3:4:5:6:7:8:9": "", "1::2::3": "", "1:2:3:4:5:6:7:8::": "", "::12345": "", "::g": "", ":1::2": "",
		"::1.2.3": "", "::1.2.3.256": "", "::01.2.3.4": "", "::1.2.3.4:5": "", "1.2.3.4::": "", "::+1": "", "::1%": "", "::1%a%b": "",
	} {
		a, ok := parseIPv6(s)
		if got := a.String(); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q, %v, want %q", s, got, ok, want)
		}
	}
	if a, _ := parseIPv6("::ffff:10.0.0.1"); true {
		if s, ok := a.mapped(); !ok || s != "10.0.0.1" {
			t.Errorf("mapped: %q, %v", s, ok)
		}
	}
	if a, _ := parseIPv6("::fffe:10.0.0.1"); true {
		if s, ok := a.mapped(); ok {
			t.Errorf("mapped: %q", s)
		}
	}
}

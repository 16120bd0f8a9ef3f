package postlink

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// TestSources holds what is cut out of texts and of their parts, what stands there then, and that all of it together is the whole again.
func TestSources(t *testing.T) {
	first := strings.Repeat("first text ", 8)
	second := strings.Repeat("second one ", 8)
	data := "head " + first + " between, which is long enough for a segment of its own. " + second + " tail"
	mark := func(place []byte, number int) {
		clear(place)
		copy(place, []byte{0, 'm', byte('0' + number)})
	}
	program := func() *Program {
		p := &Program{im: &image{1000, []byte(data)}}
		p.Embed([]Text{
			{Bytes: []byte(first), Parts: []Part{{2, 8, mark}, {22, 44, mark}, {55, 77, mark}}},
			{Bytes: []byte(second), Parts: []Part{{33, 55, mark}}},
			{Bytes: []byte("too short")}, {Bytes: []byte(strings.Repeat("not there", 20))},
		})
		return p
	}
	at := strings.Index(data, second)
	list := program().Sources()
	for i, want := range []Source{{1005, []byte("firs")}, {1000 + at, []byte("seco")}, {1027, []byte(first[22:44])}, {1060, []byte(first[55:77])}, {1000 + at + 33, []byte(second[33:55])}} {
		if i >= len(list) || list[i].Address != want.Address || !bytes.Equal(list[i].Head, want.Head) {
			t.Fatalf("source %d of %v, want %v", i, list, want)
		}
	}

	p := program()
	marked := &image{1000, bytes.Clone(p.im.b)}
	p.markAll(marked)
	for address, want := range map[int]string{1005: "\x00\x00\x00\x00t", 1000 + at: "\x00\x01\x00\x00nd", 1027: "\x00m2\x00", 1060: "\x00m3\x00", 1000 + at + 33: "\x00m4\x00"} {
		if got := string(marked.slice(address, len(want))); got != want {
			t.Errorf("at %d the training finds %q, want %q", address, got, want)
		}
	}

	// Each module's bytes that are not zero, marks counted.
	for _, c := range []struct {
		name string
		read [][]int // by the tiers
		want []int
	}{
		{"all is read", [][]int{{0, 1, 2, 3, 4}}, []int{len(data), 0}},
		{"one part is not", [][]int{{0, 1, 2, 4}}, []int{len(data) - 22 + 2, 22}},
		{"a text is not, and so its parts are not", [][]int{{0, 2, 3}}, []int{len(data) - len(second) + 1, len(second)}},
		{"nothing is", [][]int{nil}, []int{len(data) - len(first) - len(second) + 2, len(first) + len(second)}},
		{"the second tier reads one text with one part", [][]int{nil, {0, 2}}, []int{len(data) - len(first) - len(second) + 2, len(first) - 22 + 2, 22 + len(second)}},
		{"the second tier reads a part more", [][]int{{0, 1, 2}, {3}}, []int{len(data) - 44 + 4, 22, 22}},
		{"each of three tiers reads a part more", [][]int{{0, 1}, {2}, {3}}, []int{len(data) - 66 + 6, 22, 22, 22}},
	} {
		p := program()
		cuts := make([]cut, len(c.read))
		var so []int
		for k, read := range c.read {
			so = append(so, read...)
			cuts[k].unread = p.unread(so)
		}
		got := make([]int, len(c.want))
		whole := &image{1000, nil}
		var segments []segment
		for k, list := range p.takeData(cuts) {
			for _, s := range list {
				got[k+1] += len(bytes.ReplaceAll(s.bytes, []byte{0}, nil))
			}
			segments = append(segments, list...)
		}
		got[0] = len(bytes.ReplaceAll(p.im.b, []byte{0}, nil))
		whole.b = bytes.Clone(p.im.b)
		for _, s := range segments {
			copy(whole.b[s.address-1000:], s.bytes)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %d bytes, want %d", c.name, got, c.want)
		}
		if string(whole.b) != data {
			t.Errorf("%s: together they are %q", c.name, whole.b)
		}
	}
}

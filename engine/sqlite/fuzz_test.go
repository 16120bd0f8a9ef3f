//go:build !js

package sqlite

// The decoders are the same everywhere; a browser just has no files for go test to look for a corpus in.

import (
	"bytes"
	"errors"
	"testing"
)

func FuzzDecodeReply(f *testing.F) {
	f.Add(replySample)
	f.Add(encodeReply(nil, nil, 0, 0, 0))
	f.Add(encodeReply([]Column{{Name: "a"}, {Name: "b"}}, [][]Value{{nil, 1.5}, {"x", []byte("y")}}, -1, 1<<40, flagColumns))
	f.Add(append(make([]byte, errorHeader), "text"...))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeReply(b)
		if err != nil || r.Kind != replyRows {
			return
		}
		for _, row := range r.Result.Rows {
			if len(row)*len(r.Result.Rows)*9 > len(b) {
				t.Fatalf("%d rows of %d cells out of %d bytes", len(r.Result.Rows), len(row), len(b))
			}
			for _, v := range row {
				if !storable(v) {
					t.Fatalf("a cell of type %T", v)
				}
			}
		}
	})
}

func FuzzDecodeValue(f *testing.F) {
	for _, v := range []Value{nil, int64(-1), 1.5, "text", []byte("blob"), true, 7} {
		f.Add(appendValue(nil, v))
	}
	f.Add(appendError(nil, errors.New("x")))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, rest, err := decodeValue(b)
		if err != nil {
			return
		}
		if again := append(appendValue(nil, v), rest...); !bytes.Equal(again, b) {
			t.Fatalf("%q became %q", b, again)
		}
	})
}

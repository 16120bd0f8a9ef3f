package sqlite

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
)

// encodeReply is the host's half of decodeReply, as wasm/src/sqlite/result.ts does it.
func encodeReply(columns []Column, rows [][]Value, changes, lastID int64, flags byte) []byte {
	var data, tags, heap, block []byte
	for _, row := range rows {
		for _, v := range row {
			one := appendValue(nil, v)
			tags = append(tags, one[0])
			switch one[0] {
			case tagText, tagBlob:
				data = le.AppendUint32(le.AppendUint32(data, uint32(len(heap))), uint32(len(one)-5))
				heap = append(heap, one[5:]...)
			case tagNull:
				data = le.AppendUint64(data, 0)
			default:
				data = append(data, one[1:]...)
			}
		}
	}
	for _, c := range columns {
		block = le.AppendUint32(le.AppendUint32(block, uint32(len(c.Name))), uint32(len(c.DeclType)))
		block = append(append(block, c.Name...), c.DeclType...)
	}
	b := []byte{replyRows, flags, 0, 0}
	b = le.AppendUint32(b, uint32(len(columns)))
	b = le.AppendUint32(b, uint32(len(rows)))
	if flags&flagColumns == 0 {
		block = nil
	}
	b = le.AppendUint32(b, uint32(len(block)))
	b = le.AppendUint64(b, uint64(changes))
	b = le.AppendUint64(b, uint64(lastID))
	b = le.AppendUint32(b, uint32(len(heap)))
	b = le.AppendUint32(b, 0)
	return append(append(append(append(b, data...), tags...), block...), heap...)
}

var replySample = encodeReply(
	[]Column{{Name: "id", DeclType: "integer"}, {Name: "título"}, {Name: "", DeclType: "BLOB"}},
	[][]Value{{int64(1), "Momo", []byte{1, 2}}, {int64(math.MinInt64), "", []byte{}}, {nil, -0.5, "x"}},
	3, 7, flagColumns|flagTransaction)

func TestReplyRows(t *testing.T) {
	r, err := decodeReply(replySample)
	if err != nil {
		t.Fatal(err)
	}
	want := &ResultSet{
		Columns:       []Column{{Name: "id", DeclType: "integer"}, {Name: "título"}, {Name: "", DeclType: "BLOB"}},
		Rows:          [][]Value{{int64(1), "Momo", []byte{1, 2}}, {int64(math.MinInt64), "", []byte{}}, {nil, -0.5, "x"}},
		Changes:       3,
		LastInsertID:  7,
		InTransaction: true,
	}
	if !reflect.DeepEqual(r.Result, want) || !r.HasColumns {
		t.Errorf("got %+v\nwant %+v", r.Result, want)
	}
	// The buffer is used again for the next reply; nothing may point into it.
	clear(replySample[rowsHeader:])
	if !reflect.DeepEqual(r.Result, want) {
		t.Errorf("the result changed with the buffer: %+v", r.Result)
	}
}

func TestReplyOther(t *testing.T) {
	b := append([]byte{replyError, 0, wireSteps, 0, 0x13, 8, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, "UNIQUE constraint failed: t.a"...)
	r, err := decodeReply(b)
	want := &Error{Code: CodeConstraint, ExtendedCode: 2067, Offset: -1, Msg: "UNIQUE constraint failed: t.a"}
	if err != nil || !reflect.DeepEqual(r.Err, want) || r.Limit != wireSteps {
		t.Errorf("%+v %+v %v", r, r.Err, err)
	}
	b = append(make([]byte, errorHeader), "SQLite format 3"...)
	b[0] = replyBytes
	if r, err = decodeReply(b); err != nil || string(r.Bytes) != "SQLite format 3" {
		t.Errorf("%+v %v", r, err)
	}
}

func TestReplyMalformed(t *testing.T) {
	whole := encodeReply([]Column{{Name: "a"}}, [][]Value{{"text"}}, 0, 0, flagColumns)
	change := func(at int, to ...byte) []byte {
		b := bytes.Clone(whole)
		copy(b[at:], to)
		return b
	}
	for _, c := range []struct {
		b    []byte
		want string
	}{
		{nil, "0 bytes"},
		{whole[:len(whole)-1], "1×1 cells"},
		{append(bytes.Clone(whole), 0), "1×1 cells"},
		{change(0, 9), "kind 9"},
		{change(4, 0, 0, 0, 0), "0×1 cells"},
		{change(4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), "4294967295×4294967295 cells"},
		{change(40, 1), "cell 0 at 1+4 of 4"},
		{change(44, 0xff, 0xff, 0xff, 0xff), "cell 0 at 0+4294967295 of 4"},
		{change(48, 7), "cell 0 has tag 7"},
		{change(49, 200), "column 0 has 200+0 bytes of 1"},
		{change(49, 0), "1 bytes after the columns"},
	} {
		_, err := decodeReply(c.b)
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeInternal || !strings.Contains(e.Msg, c.want) {
			t.Errorf("%v: error %v, want %q", c.b, err, c.want)
		}
	}
}

func TestQuery(t *testing.T) {
	b := appendQuery(nil, wireQuery{Slot: 3, SQL: "SELECT ?", Sets: [][]Value{{int64(1), "a"}, {nil, true}}, KeepRows: true, Millis: 1.5})
	want := "\x03\x00\x00\x00\x01\x00\x00\x00\x08\x00\x00\x00\x02\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00" +
		"\x00\x00\x00\x00\x00\x00\xf8\x3fSELECT ?\x01\x01\x00\x00\x00\x00\x00\x00\x00\x03\x01\x00\x00\x00a\x05\x01\x01\x00\x00\x00\x00\x00\x00\x00"
	if string(b) != want {
		t.Errorf("got  %q\nwant %q", b, want)
	}
}

func TestQueryHeader(t *testing.T) {
	if n := len(appendQuery(nil, wireQuery{Sets: oneRun})); n != queryHeader {
		t.Errorf("a request of nothing has %d bytes, want %d", n, queryHeader)
	}
}

package sqlite

// This file is the format in which a statement crosses to the browser's SQLite host and its result comes back;
// wasm/src/sqlite/wire.ts is its other half. Everything is little-endian. The format is one for machines only, it changes as
// both ends need, and nothing stores it. The codec is portable so that its tests and its fuzzing run natively.

import (
	"encoding/binary"
	"fmt"
	"math"
)

// Value tags: SQLite's own codes for its storage classes, and one for an error where a value could stand.
const (
	tagInteger = 1
	tagFloat   = 2
	tagText    = 3
	tagBlob    = 4
	tagNull    = 5
	tagError   = 6
)

var le = binary.LittleEndian

// appendValue encodes v: a tag, then eight bytes of number, or a length and that many bytes.
func appendValue(b []byte, v Value) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, tagNull)
	case bool:
		n := uint64(0)
		if v {
			n = 1
		}
		return le.AppendUint64(append(b, tagInteger), n)
	case int:
		return le.AppendUint64(append(b, tagInteger), uint64(v))
	case int64:
		return le.AppendUint64(append(b, tagInteger), uint64(v))
	case float64:
		return le.AppendUint64(append(b, tagFloat), math.Float64bits(v))
	case string:
		return append(le.AppendUint32(append(b, tagText), uint32(len(v))), v...)
	case []byte:
		return append(le.AppendUint32(append(b, tagBlob), uint32(len(v))), v...)
	}
	return appendError(b, fmt.Errorf("a function returned a %T", v))
}

func appendError(b []byte, err error) []byte {
	msg := err.Error()
	return append(le.AppendUint32(append(b, tagError), uint32(len(msg))), msg...)
}

// decodeValue reads one value and returns the bytes after it.
func decodeValue(b []byte) (Value, []byte, error) {
	if len(b) == 0 {
		return nil, nil, errWire("no value")
	}
	tag, b := b[0], b[1:]
	switch tag {
	case tagNull:
		return nil, b, nil
	case tagInteger, tagFloat:
		if len(b) < 8 {
			return nil, nil, errWire("a short number")
		}
		bits := le.Uint64(b)
		if tag == tagFloat {
			return math.Float64frombits(bits), b[8:], nil
		}
		return int64(bits), b[8:], nil
	case tagText, tagBlob:
		if len(b) < 4 || uint64(len(b)-4) < uint64(le.Uint32(b)) {
			return nil, nil, errWire("a short text")
		}
		n := int(le.Uint32(b))
		data, rest := b[4:4+n], b[4+n:]
		if tag == tagText {
			return string(data), rest, nil
		}
		return append([]byte{}, data...), rest, nil
	}
	return nil, nil, errWire("tag %d", tag)
}

// A wireQuery is a statement on its way to the host.
type wireQuery struct {
	// Slot is the statement's number in the host's table. SQL is empty when the host has the statement there already.
	Slot int
	SQL  string
	Sets [][]Value
	// KeepRows asks for the rows.
	KeepRows bool
	// Millis bounds the time, 0 doesn't.
	Millis float64
}

// queryHeader is how many bytes of a request stand before the SQL; wire.ts reads them.
const queryHeader = 32

// appendQuery encodes q:
//
//	0 slot u32 · 4 flags u32 (1 keep rows) · 8 length of SQL u32 · 12 sets u32 · 16 parameters a set u32 · 24 milliseconds f64
//	32 SQL · values
func appendQuery(b []byte, q wireQuery) []byte {
	flags := uint32(0)
	if q.KeepRows {
		flags = 1
	}
	b = le.AppendUint32(b, uint32(q.Slot))
	b = le.AppendUint32(b, flags)
	b = le.AppendUint32(b, uint32(len(q.SQL)))
	b = le.AppendUint32(b, uint32(len(q.Sets)))
	b = le.AppendUint32(b, uint32(len(q.Sets[0])))
	b = le.AppendUint32(b, 0)
	b = le.AppendUint64(b, math.Float64bits(q.Millis))
	b = append(b, q.SQL...)
	for _, set := range q.Sets {
		for _, v := range set {
			b = appendValue(b, v)
		}
	}
	return b
}

// Kinds of reply, its first byte.
const (
	replyRows     = 0
	replyError    = 1
	replyBindings = 2 // the statement wants another number of parameters
	replySeveral  = 3 // more than one statement
	replyBytes    = 4 // a serialised database
)

// Flags of a reply, its second byte.
const (
	flagTransaction = 1
	flagColumns     = 2
)

// Bounds that a reply may name as the reason of an error, its third byte.
const (
	wireCancelled = 1
	wireSteps     = 2
	wireResult    = 3
)

const (
	rowsHeader  = 40
	errorHeader = 16
)

// A wireReply is what the host answered.
type wireReply struct {
	Kind          int
	InTransaction bool
	// Result is set for replyRows. Its Columns are only filled if HasColumns, else they are those of the statement's last run.
	Result     *ResultSet
	HasColumns bool
	// Err and Limit are set for replyError.
	Err   *Error
	Limit int
	// Want is the number of parameters for replyBindings.
	Want int
	// Bytes is set for replyBytes and aliases the buffer.
	Bytes []byte
}

// decodeReply decodes a reply:
//
//	0 kind u8 · 1 flags u8 · 2 limit u8
//	rows:     4 columns u32 · 8 rows u32 · 12 length of the columns' block u32 · 16 changes i64 · 24 last id i64 · 32 length of the heap u32
//	          40 eight bytes a cell · one tag a cell · columns' block · heap
//	error:    4 extended code i32 · 8 offset i32 · 16 message
//	bindings: 4 wanted u32
//	bytes:    16 the bytes
//
// A cell's eight bytes are an integer, a float, or for text and blobs the offset in the heap and the length (u32 each): so SQLite's own
// memory layout (sqlite3_columns_go) is copied whole and only the pointers are replaced. The columns' block has for each column the
// lengths of name and declared type (u32 each) and then both texts.
func decodeReply(b []byte) (r wireReply, err error) {
	if len(b) < errorHeader {
		return r, errWire("%d bytes", len(b))
	}
	r.Kind = int(b[0])
	r.InTransaction = b[1]&flagTransaction != 0
	r.HasColumns = b[1]&flagColumns != 0
	r.Limit = int(b[2])
	switch r.Kind {
	case replyRows:
		r.Result, err = decodeRows(b, r.HasColumns)
		if err == nil {
			r.Result.InTransaction = r.InTransaction
		}
	case replyError:
		code := int(int32(le.Uint32(b[4:])))
		r.Err = &Error{Code: code & 0xff, ExtendedCode: code, Offset: int(int32(le.Uint32(b[8:]))), Msg: string(b[errorHeader:])}
	case replyBindings:
		r.Want = int(le.Uint32(b[4:]))
	case replySeveral:
	case replyBytes:
		r.Bytes = b[errorHeader:]
	default:
		err = errWire("kind %d", r.Kind)
	}
	return r, err
}

func decodeRows(b []byte, hasColumns bool) (*ResultSet, error) {
	if len(b) < rowsHeader {
		return nil, errWire("%d bytes of header", len(b))
	}
	width, height := uint64(le.Uint32(b[4:])), uint64(le.Uint32(b[8:]))
	block, heapLen := uint64(le.Uint32(b[12:])), uint64(le.Uint32(b[32:]))
	rs := &ResultSet{Changes: int64(le.Uint64(b[16:])), LastInsertID: int64(le.Uint64(b[24:]))}
	b = b[rowsHeader:]
	// Both factors are below 2³², so their product cannot overflow; nine times it could.
	count := width * height
	if width == 0 && height > 0 || count > uint64(len(b))/9 || count*9+block+heapLen != uint64(len(b)) {
		return nil, errWire("%d×%d cells, %d and %d bytes, in %d", width, height, block, heapLen, len(b))
	}
	data, tags, b := b[:count*8], b[count*8:count*9], b[count*9:]
	if hasColumns {
		columns, err := decodeColumns(b[:block], width)
		if err != nil {
			return nil, err
		}
		rs.Columns = columns
	}
	if count == 0 {
		return rs, nil
	}
	// One string for all texts: the cells are parts of it.
	blob := b[block:]
	heap := string(blob)
	cells := make([]Value, count)
	boxes := newBoxer(tags)
	for i, tag := range tags {
		cell := data[i*8 : i*8+8 : i*8+8]
		switch tag {
		case tagInteger:
			cells[i] = boxes.int64(int64(le.Uint64(cell)))
		case tagFloat:
			cells[i] = boxes.float64(math.Float64frombits(le.Uint64(cell)))
		case tagNull:
		case tagText, tagBlob:
			from, n := uint64(le.Uint32(cell)), uint64(le.Uint32(cell[4:]))
			if from+n > heapLen {
				return nil, errWire("cell %d at %d+%d of %d", i, from, n, heapLen)
			}
			if tag == tagText {
				cells[i] = boxes.string(heap[from : from+n])
			} else {
				cells[i] = append([]byte{}, blob[from:from+n]...)
			}
		default:
			return nil, errWire("cell %d has tag %d", i, tag)
		}
	}
	rs.Rows = rowsOf(cells, int(width))
	return rs, nil
}

func decodeColumns(b []byte, width uint64) ([]Column, error) {
	if width > uint64(len(b))/8 {
		return nil, errWire("%d columns in %d bytes", width, len(b))
	}
	columns := make([]Column, width)
	for i := range columns {
		if len(b) < 8 {
			return nil, errWire("column %d is short", i)
		}
		name, decl := uint64(le.Uint32(b)), uint64(le.Uint32(b[4:]))
		b = b[8:]
		if name+decl > uint64(len(b)) {
			return nil, errWire("column %d has %d+%d bytes of %d", i, name, decl, len(b))
		}
		columns[i] = Column{Name: string(b[:name]), DeclType: string(b[name : name+decl])}
		b = b[name+decl:]
	}
	if len(b) != 0 {
		return nil, errWire("%d bytes after the columns", len(b))
	}
	return columns, nil
}

// errWire reports a malformed message: a fault of ours, never of a learner's.
func errWire(format string, args ...any) *Error {
	return newError(CodeInternal, "", "sqlite: malformed message from the host: "+format, args...)
}

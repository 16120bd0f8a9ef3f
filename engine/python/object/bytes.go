package object

// Bytes is Python's bytes, ByteArray its bytearray. Bytes.B must not change once the program has seen it.
type (
	Bytes struct {
		B    []byte
		hash int64
	}
	ByteArray struct{ B []byte }
)

// The types of bytes.
var (
	BytesType     = Declare("bytes", "builtins")
	ByteArrayType = Declare("bytearray", "builtins")
)

// Type implements Object.
func (*Bytes) Type() *Type { return BytesType }

// Type implements Object.
func (*ByteArray) Type() *Type { return ByteArrayType }

var emptyBytes = &Bytes{}

// NewBytes makes a bytes object; it keeps b.
func NewBytes(b []byte) *Bytes {
	if len(b) == 0 {
		return emptyBytes
	}
	return &Bytes{B: b}
}

// bytesOf gives the bytes of a bytes-like object. They must not be changed or kept.
func bytesOf(o Object) ([]byte, bool) {
	switch b := Native(o).(type) {
	case *Bytes:
		return b.B, true
	case *ByteArray:
		return b.B, true
	case *MemoryView:
		return b.bytes(), true
	}
	return nil, false
}

// AsBytes gives the bytes of a bytes-like object (bytes, bytearray, memoryview). They must not be changed or kept.
func AsBytes(o Object) ([]byte, bool) { return bytesOf(o) }

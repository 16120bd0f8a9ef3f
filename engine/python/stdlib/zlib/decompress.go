package zlib

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

var (
	errShort = errors.New("short")
	errLimit = errors.New("limit")
)

// header gives the length of the frame's header, and which it is; errShort where more has to come.
func header(p []byte, f frame) (int, frame, error) {
	if f == anyFrame {
		if len(p) < 2 {
			return 0, f, errShort
		}
		if f = zlibFrame; p[0] == 0x1f && p[1] == 0x8b {
			f = gzipFrame
		}
	}
	switch f {
	case zlibFrame:
		if len(p) < 2 {
			return 0, f, errShort
		}
		switch {
		case binary.BigEndian.Uint16(p)%31 != 0:
			return 0, f, fail("Error -3 while decompressing data: incorrect header check")
		case p[0]&15 != 8:
			return 0, f, fail("Error -3 while decompressing data: unknown compression method")
		case p[0]>>4 > 7:
			return 0, f, fail("Error -3 while decompressing data: invalid window size")
		case p[1]&0x20 != 0:
			return 0, f, fail("Error 2 while decompressing data")
		}
		return 2, f, nil
	case gzipFrame:
		n, err := gzipHeader(p)
		return n, f, err
	}
	return 0, f, nil
}

func gzipHeader(p []byte) (int, error) {
	if len(p) >= 1 && p[0] != 0x1f || len(p) >= 2 && p[1] != 0x8b {
		return 0, fail("Error -3 while decompressing data: incorrect header check")
	}
	if len(p) < 10 {
		return 0, errShort
	}
	if p[2] != 8 {
		return 0, fail("Error -3 while decompressing data: unknown compression method")
	}
	n := 10
	if p[3]&4 != 0 {
		if len(p) < n+2 {
			return 0, errShort
		}
		n += 2 + int(binary.LittleEndian.Uint16(p[n:]))
	}
	for _, text := range []byte{8, 16} { // name and comment end with a zero byte
		if p[3]&text == 0 || n > len(p) {
			continue
		}
		i := bytes.IndexByte(p[n:], 0)
		if i < 0 {
			return 0, errShort
		}
		n += i + 1
	}
	if p[3]&2 != 0 {
		n += 2
	}
	if n > len(p) {
		return 0, errShort
	}
	return n, nil
}

// A counting reader tells how much of the data deflate has used.
type counting struct {
	p []byte
	n int
}

func (c *counting) Read(b []byte) (int, error) {
	if c.n >= len(c.p) {
		return 0, io.EOF
	}
	n := copy(b, c.p[c.n:])
	c.n += n
	return n, nil
}

func (c *counting) ReadByte() (byte, error) {
	if c.n >= len(c.p) {
		return 0, io.EOF
	}
	c.n++
	return c.p[c.n-1], nil
}

// inflate decompresses p, frame and all. used is how long it was; errShort says that p is only its beginning, and out what that gives. It stops with errLimit
// where limit is not negative and there is as much output.
func inflate(t *thread, p []byte, f frame, limit int) (out []byte, used int, err error) {
	n, f, err := header(p, f)
	if err != nil {
		return nil, 0, err
	}
	src := &counting{p: p, n: n}
	r := flate.NewReader(src)
	buf := make([]byte, 1<<15)
	for err == nil {
		if limit >= 0 && len(out) >= limit {
			return out, src.n, errLimit
		}
		if limit >= 0 {
			buf = buf[:min(len(buf), limit-len(out))]
		}
		var k int
		k, err = r.Read(buf)
		if stop := t.Alloc(int64(k)); stop != nil {
			return nil, 0, stop
		}
		if stop := t.Work(k / 16); stop != nil {
			return nil, 0, stop
		}
		out = append(out, buf[:k]...)
	}
	if err == io.ErrUnexpectedEOF {
		return out, 0, errShort
	}
	if err != io.EOF {
		return nil, 0, fail("Error -3 while decompressing data: invalid %s", fault(p[n:]))
	}
	rest := p[src.n:]
	switch f {
	case zlibFrame:
		if len(rest) < 4 {
			return out, 0, errShort
		}
		if binary.BigEndian.Uint32(rest) != adler(out, 1) {
			return nil, 0, fail("Error -3 while decompressing data: incorrect data check")
		}
		return out, src.n + 4, nil
	case gzipFrame:
		if len(rest) < 8 {
			return out, 0, errShort
		}
		if binary.LittleEndian.Uint32(rest) != crc32.ChecksumIEEE(out) {
			return nil, 0, fail("Error -3 while decompressing data: incorrect data check")
		}
		if binary.LittleEndian.Uint32(rest[4:]) != uint32(len(out)) {
			return nil, 0, fail("Error -3 while decompressing data: incorrect length check")
		}
		return out, src.n + 8, nil
	}
	return out, src.n, nil
}

// fault names what is wrong with deflated data as the C library does, as far as its first block shows.
func fault(p []byte) string {
	switch {
	case len(p) > 0 && p[0]>>1&3 == 3:
		return "block type"
	case len(p) > 4 && p[0]>>1&3 == 0:
		return "stored block lengths"
	case len(p) > 0 && p[0]>>1&3 == 2:
		return "code lengths set"
	}
	return "distance too far back"
}

var decompressSig = object.NewSignature("decompress", "data", "/", "wbits=", "bufsize=")

func decompress(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := decompressSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	p, err := bytesArg(a[0])
	if err != nil {
		return nil, err
	}
	wbits, err := intArg(t, a[1], 15)
	if err != nil {
		return nil, err
	}
	f, ok := frameOf(wbits, true)
	if !ok {
		return nil, fail("Error -2 while preparing to decompress data: inconsistent stream state")
	}
	out, _, err := inflate(t, p, f, -1)
	if err == errShort {
		return nil, fail("Error -5 while decompressing data: incomplete or truncated stream")
	}
	if err != nil {
		return nil, err
	}
	return object.NewBytes(out), nil
}

// decompressor is a decompressobj. It keeps what came in, and decompresses it from the start again when more comes.
type decompressor struct {
	frame        frame
	in           []byte
	given        int // how much of the output has been given out
	eof          bool
	unused, tail []byte
}

var decompressorType = object.Declare("Decompress", "zlib")

func (*decompressor) Type() *object.Type { return decompressorType }

var decompressobjSig = object.NewSignature("decompressobj", "wbits=", "zdict=")

func newDecompressor(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := decompressobjSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if a[1] != nil {
		return nil, object.NotImplementedErrorf("zlib: preset dictionaries are not part of the playground")
	}
	wbits, err := intArg(t, a[0], 15)
	if err != nil {
		return nil, err
	}
	f, ok := frameOf(wbits, true)
	if !ok {
		return nil, object.ValueErrorf("Invalid initialization option")
	}
	return &decompressor{frame: f}, nil
}

// take gives at most max bytes of the output that has not been given out; max is 0 for all. What of the input that did not need is the tail.
func (d *decompressor) take(t *thread, max int) (value, error) {
	limit := -1
	if max > 0 {
		limit = d.given + max
	}
	out, used, err := inflate(t, d.in, d.frame, limit)
	d.tail = nil
	switch err {
	case nil:
		d.eof, d.unused, d.in = true, append([]byte(nil), d.in[used:]...), nil
	case errLimit:
		d.tail, d.in = append([]byte(nil), d.in[used:]...), d.in[:used:used]
	case errShort:
	default:
		return nil, err
	}
	out = out[d.given:]
	d.given += len(out)
	return object.NewBytes(out), nil
}

var decompressorSig = object.NewSignature("decompress", "data", "/", "max_length=")

func decompressorDecompress(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := decompressorSig.Bind(args[1:], kw)
	if err != nil {
		return nil, err
	}
	d := args[0].(*decompressor)
	p, err := bytesArg(a[0])
	if err != nil {
		return nil, err
	}
	max, err := intArg(t, a[1], 0)
	if err != nil {
		return nil, err
	}
	if max < 0 {
		return nil, object.ValueErrorf("max_length must be non-negative")
	}
	if d.eof {
		d.unused = append(d.unused, p...)
		return object.NewBytes(nil), nil
	}
	d.in = append(d.in, p...)
	return d.take(t, max)
}

func decompressorFlush(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("flush", a[1:], kw, 0, 1); err != nil {
		return nil, err
	}
	d := a[0].(*decompressor)
	if d.eof {
		return object.NewBytes(nil), nil
	}
	d.in = append(d.in, d.tail...)
	return d.take(t, 0)
}

package zlib

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash"
	"hash/adler32"
	"hash/crc32"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The frames around deflated data, which wbits chooses.
type frame int

const (
	zlibFrame frame = iota
	rawFrame
	gzipFrame
	anyFrame // of decompression: zlib's or gzip's
)

func frameOf(wbits int, decompress bool) (frame, bool) {
	switch {
	case -15 <= wbits && wbits <= -8:
		return rawFrame, true
	case 8 <= wbits && wbits <= 15, wbits == 0 && decompress:
		return zlibFrame, true
	case 24 <= wbits && wbits <= 31:
		return gzipFrame, true
	case 40 <= wbits && wbits <= 47 && decompress:
		return anyFrame, true
	}
	return 0, false
}

// compressor is a compressobj.
type compressor struct {
	frame    frame
	sum      hash.Hash32 // of what went in; nil without a frame
	size     int         // and how much that was
	out      bytes.Buffer
	w        *flate.Writer
	finished bool
}

var compressorType = object.Declare("Compress", "zlib")

func (*compressor) Type() *object.Type { return compressorType }

func makeCompressor(level, wbits int) (*compressor, error) {
	f, ok := frameOf(wbits, false)
	if !ok || level < -1 || level > 9 {
		return nil, object.ValueErrorf("Invalid initialization option")
	}
	c := &compressor{frame: f}
	switch f {
	case zlibFrame:
		flevel := byte(0x9c)
		switch {
		case level == 0 || level == 1:
			flevel = 0x01
		case 2 <= level && level <= 5:
			flevel = 0x5e
		case level >= 7:
			flevel = 0xda
		}
		c.out.Write([]byte{0x78, flevel})
		c.sum = adler32.New()
	case gzipFrame:
		extra := map[int]byte{9: 2, 1: 4}[level]
		c.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, extra, 3})
		c.sum = crc32.NewIEEE()
	}
	var err error
	c.w, err = flate.NewWriter(&c.out, level)
	return c, err
}

// add compresses in small parts, so that a run's limits are looked at between them.
func (c *compressor) add(t *thread, p []byte) error {
	if err := t.Alloc(int64(len(p))); err != nil {
		return err
	}
	if c.size += len(p); c.sum != nil {
		c.sum.Write(p)
	}
	for len(p) > 0 {
		n := min(len(p), 1<<16)
		if _, err := c.w.Write(p[:n]); err != nil {
			return err
		}
		if err := t.Work(n / 4); err != nil {
			return err
		}
		p = p[n:]
	}
	return nil
}

// finish ends the data and its frame.
func (c *compressor) finish() {
	c.finished = true
	c.w.Close()
	switch c.frame {
	case zlibFrame:
		c.out.Write(binary.BigEndian.AppendUint32(nil, c.sum.Sum32()))
	case gzipFrame:
		end := binary.LittleEndian.AppendUint32(nil, c.sum.Sum32())
		c.out.Write(binary.LittleEndian.AppendUint32(end, uint32(c.size)))
	}
}

func (c *compressor) take() value {
	b := append([]byte(nil), c.out.Bytes()...)
	c.out.Reset()
	return object.NewBytes(b)
}

var compressSig = object.NewSignature("compress", "data", "/", "level=", "wbits=")

func compress(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := compressSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	p, err := bytesArg(a[0])
	if err != nil {
		return nil, err
	}
	level, err := intArg(t, a[1], -1)
	if err != nil {
		return nil, err
	}
	wbits, err := intArg(t, a[2], 15)
	if err != nil {
		return nil, err
	}
	if level < -1 || level > 9 {
		return nil, fail("Bad compression level")
	}
	c, err := makeCompressor(level, wbits)
	if err != nil {
		return nil, err
	}
	if err := c.add(t, p); err != nil {
		return nil, err
	}
	c.finish()
	return c.take(), nil
}

var compressobjSig = object.NewSignature("compressobj", "level=", "method=", "wbits=", "memLevel=", "strategy=", "zdict=")

func newCompressor(t *thread, args []value, kw *kwargs) (value, error) {
	a, err := compressobjSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if a[5] != nil {
		return nil, object.NotImplementedErrorf("zlib: preset dictionaries are not part of the playground")
	}
	level, err := intArg(t, a[0], -1)
	if err != nil {
		return nil, err
	}
	wbits, err := intArg(t, a[2], 15)
	if err != nil {
		return nil, err
	}
	return orNil(makeCompressor(level, wbits))
}

func orNil(c *compressor, err error) (value, error) {
	if err != nil {
		return nil, err
	}
	return c, nil
}

func compressorCompress(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("zlib.Compress.compress", a[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	c := a[0].(*compressor)
	p, err := bytesArg(a[1])
	if err != nil {
		return nil, err
	}
	if c.finished {
		return nil, fail("Error -2 while compressing data: inconsistent stream state")
	}
	if err := c.add(t, p); err != nil {
		return nil, err
	}
	return c.take(), nil
}

func compressorFlush(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("flush", a[1:], kw, 0, 1); err != nil {
		return nil, err
	}
	c, mode := a[0].(*compressor), 4
	if len(a) > 1 {
		var err error
		if mode, err = object.AsIndex(t, a[1]); err != nil {
			return nil, err
		}
	}
	switch {
	case mode == 0:
		return object.NewBytes(nil), nil
	case c.finished:
		return nil, fail("Error -2 while finishing compression: inconsistent stream state")
	case mode == 4:
		c.finish()
	default:
		c.w.Flush()
	}
	return c.take(), nil
}

// compressorCopy refuses: Go's compressors cannot be copied.
func compressorCopy(t *thread, a []value, kw *kwargs) (value, error) {
	if err := object.CheckArgs("copy", a[1:], kw, 0, 0); err != nil {
		return nil, err
	}
	return nil, object.NotImplementedErrorf("zlib: copies of compressors are not part of the playground")
}

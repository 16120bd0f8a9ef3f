// Package zlib is Python's zlib and gzip, on Go's deflate: what it compresses is valid but not the same bytes as the C library's.
package zlib

import (
	"embed"
	"hash/adler32"
	"hash/crc32"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

//go:embed gzip.py
var files embed.FS

var errorType = object.Declare("error", "zlib", object.ExceptionType)

func fail(format string, args ...any) error { return object.Errorf(errorType, format, args...) }

func init() {
	object.RegisterModule(&object.NativeModule{Name: "zlib", Init: initModule})
	object.RegisterModule(&object.NativeModule{Name: "gzip", Read: object.EmbeddedFiles(files, "gzip.py")})
	errorType.Define(object.Spec{})
	compressorType.Define(object.Spec{Final: true, Slots: object.Slots{New: refuse("zlib.Compress")}, Methods: []object.Method{
		{Name: "compress", Fn: compressorCompress}, {Name: "flush", Fn: compressorFlush}, {Name: "copy", Fn: compressorCopy},
	}})
	decompressorType.Define(object.Spec{Final: true, Slots: object.Slots{New: refuse("zlib.Decompress")}, GetSets: []object.GetSet{
		{Name: "unused_data", Get: func(t *thread, o value) (value, error) { return object.NewBytes(o.(*decompressor).unused), nil }},
		{Name: "unconsumed_tail", Get: func(t *thread, o value) (value, error) { return object.NewBytes(o.(*decompressor).tail), nil }},
		{Name: "eof", Get: func(t *thread, o value) (value, error) { return object.NewBool(o.(*decompressor).eof), nil }},
	}, Methods: []object.Method{{Name: "decompress", Fn: decompressorDecompress}, {Name: "flush", Fn: decompressorFlush}}})
}

func refuse(name string) func(*thread, *object.Type, []value, *kwargs) (value, error) {
	return func(*thread, *object.Type, []value, *kwargs) (value, error) {
		return nil, object.TypeErrorf("cannot create '%s' instances", name)
	}
}

func initModule(t *thread, m *object.Module) error {
	m.Set("error", errorType)
	for name, f := range map[string]object.NativeFunc{
		"compress": compress, "decompress": decompress, "compressobj": newCompressor, "decompressobj": newDecompressor,
		"crc32":   checksum("crc32", 0, func(p []byte, start uint32) uint32 { return crc32.Update(start, crc32.IEEETable, p) }),
		"adler32": checksum("adler32", 1, adler),
	} {
		m.SetFunc(name, f)
	}
	for name, n := range map[string]int64{
		"MAX_WBITS": 15, "DEFLATED": 8, "DEF_MEM_LEVEL": 8, "DEF_BUF_SIZE": 16384, "Z_BEST_SPEED": 1, "Z_BEST_COMPRESSION": 9, "Z_NO_COMPRESSION": 0,
		"Z_DEFAULT_COMPRESSION": -1, "Z_DEFAULT_STRATEGY": 0, "Z_FILTERED": 1, "Z_HUFFMAN_ONLY": 2, "Z_RLE": 3, "Z_FIXED": 4, "Z_NO_FLUSH": 0,
		"Z_PARTIAL_FLUSH": 1, "Z_SYNC_FLUSH": 2, "Z_FULL_FLUSH": 3, "Z_FINISH": 4, "Z_BLOCK": 5, "Z_TREES": 6,
	} {
		m.Set(name, object.NewInt(n))
	}
	m.Set("ZLIB_VERSION", object.NewStr("1.2.13"))
	m.Set("ZLIB_RUNTIME_VERSION", object.NewStr("1.2.13"))
	return nil
}

func bytesArg(o value) ([]byte, error) {
	b, ok := object.AsBytes(o)
	if !ok {
		return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(o))
	}
	return b, nil
}

// intArg is an optional argument.
func intArg(t *thread, o value, otherwise int) (int, error) {
	if o == nil {
		return otherwise, nil
	}
	return object.AsIndex(t, o)
}

func checksum(name string, start uint32, update func(p []byte, start uint32) uint32) object.NativeFunc {
	return func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(name, a, kw, 1, 2); err != nil {
			return nil, err
		}
		p, err := bytesArg(a[0])
		if err != nil {
			return nil, err
		}
		sum := start
		if len(a) > 1 {
			n, ok := object.AsBig(a[1])
			if !ok {
				return nil, object.TypeErrorf("'%s' object cannot be interpreted as an integer", object.TypeName(a[1]))
			}
			sum = uint32(n.Uint64())
			if n.Sign() < 0 {
				sum = -sum
			}
		}
		return object.NewInt(int64(update(p, sum))), t.Work(len(p) / 16)
	}
}

func adler(p []byte, start uint32) uint32 {
	if start == 1 {
		return adler32.Checksum(p)
	}
	a, b := start&0xffff, start>>16
	for _, c := range p {
		a = (a + uint32(c)) % 65521
		b = (b + a) % 65521
	}
	return b<<16 | a
}

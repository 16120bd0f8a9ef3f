package io

import (
	"bytes"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// bytesIO is the native part of a BytesIO. The bytes are a bytearray's, so that getbuffer() can show them.
type bytesIO struct {
	buf    *object.ByteArray
	pos    int
	closed bool
}

func (b *bytesIO) isClosed() bool { return b.closed }
func (b *bytesIO) close()         { b.closed, b.buf = true, &object.ByteArray{} }

func bytesOf(o value) (*bytesIO, error) {
	b, ok := object.Native(o).(*bytesIO)
	if !ok {
		return nil, object.ValueErrorf("I/O operation on uninitialized object")
	}
	if b.closed {
		return nil, errClosed()
	}
	return b, nil
}

func (b *bytesIO) write(t *thread, p []byte) error {
	end := b.pos + len(p)
	buf := b.buf.B
	if err := b.buf.MayResize(t); err != nil {
		return err
	}
	if len(p) == 0 {
		return nil
	}
	if end > len(buf) {
		if grow := end - len(buf); grow > 4096 || end&0x3fff < grow {
			if err := t.Alloc(int64(max(grow, 0x4000))); err != nil {
				return err
			}
		}
		if b.pos > len(buf) {
			buf = append(buf, make([]byte, b.pos-len(buf))...)
		}
		buf = append(buf[:b.pos], p...)
	} else {
		copy(buf[b.pos:], p)
	}
	b.buf.B, b.pos = buf, end
	return nil
}

func (b *bytesIO) take(n int) []byte {
	if b.pos >= len(b.buf.B) {
		return nil
	}
	end := len(b.buf.B)
	if n >= 0 && n < end-b.pos {
		end = b.pos + n
	}
	out := append([]byte(nil), b.buf.B[b.pos:end]...)
	b.pos = end
	return out
}

func (b *bytesIO) line(n int) []byte {
	if b.pos >= len(b.buf.B) {
		return nil
	}
	k := bytes.IndexByte(b.buf.B[b.pos:], '\n') + 1
	if k == 0 {
		k = len(b.buf.B) - b.pos
	}
	if n >= 0 {
		k = min(k, n)
	}
	return b.take(k)
}

var bytesIOSig = object.NewSignature("BytesIO", "initial_bytes=")

func init() {
	on := func(name string, least, most int, f func(t *thread, b *bytesIO, a []value) (value, error)) object.Method {
		return method(name, least, most, func(t *thread, a []value) (value, error) {
			b, err := bytesOf(a[0])
			if err != nil {
				return nil, err
			}
			return f(t, b, a)
		})
	}
	read := func(name string) object.Method {
		return on(name, 0, 1, func(t *thread, b *bytesIO, a []value) (value, error) {
			n, err := sizeArg(t, a)
			if err != nil {
				return nil, err
			}
			return object.NewBytes(b.take(n)), nil
		})
	}
	buffer := func(o value) ([]byte, error) {
		p, ok := object.AsBytes(o)
		if !ok {
			return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(o))
		}
		return p, nil
	}
	BytesIOType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
				return object.NewInstance(cls, &bytesIO{buf: &object.ByteArray{}}), nil
			},
			Init: func(t *thread, o value, args []value, kw *kwargs) error {
				a, err := bytesIOSig.Bind(args, kw)
				if err != nil {
					return err
				}
				b := object.Native(o).(*bytesIO)
				*b = bytesIO{buf: &object.ByteArray{}}
				if a[0] == nil || a[0] == object.None {
					return nil
				}
				p, err := buffer(a[0])
				if err == nil {
					err = b.write(t, p)
				}
				b.pos = 0
				return err
			},
		},
		GetSets: []object.GetSet{object.DictAttr()},
		Methods: append(stateMethods(bytesState, setBytesState), []object.Method{
			on("getvalue", 0, 0, func(t *thread, b *bytesIO, a []value) (value, error) {
				return object.NewBytes(append([]byte(nil), b.buf.B...)), t.Alloc(int64(len(b.buf.B)))
			}),
			on("getbuffer", 0, 0, func(t *thread, b *bytesIO, a []value) (value, error) {
				v := t.RT.Builtins.GetName("memoryview")
				return object.CallArgs(t, v, b.buf)
			}),
			on("write", 1, 1, func(t *thread, b *bytesIO, a []value) (value, error) {
				p, err := buffer(a[1])
				if err != nil {
					return nil, err
				}
				return object.NewInt(int64(len(p))), b.write(t, p)
			}),
			read("read"), read("read1"),
			on("readline", 0, 1, func(t *thread, b *bytesIO, a []value) (value, error) {
				n, err := sizeArg(t, a)
				if err != nil {
					return nil, err
				}
				return object.NewBytes(b.line(n)), nil
			}),
			on("readinto", 1, 1, func(t *thread, b *bytesIO, a []value) (value, error) {
				dst, ok := object.AsWritableBytes(a[1])
				if !ok {
					return nil, object.TypeErrorf("readinto() argument must be read-write bytes-like object, not %s", object.TypeName(a[1]))
				}
				return object.NewInt(int64(copy(dst, b.take(len(dst))))), nil
			}),
			on("tell", 0, 0, func(t *thread, b *bytesIO, a []value) (value, error) { return object.NewInt(int64(b.pos)), nil }),
			on("seek", 1, 2, func(t *thread, b *bytesIO, a []value) (value, error) {
				pos, err := object.AsIndex(t, a[1])
				if err != nil {
					return nil, err
				}
				whence := 0
				if len(a) > 2 {
					if whence, err = object.AsIndex(t, a[2]); err != nil {
						return nil, err
					}
				}
				switch whence {
				case 0:
					if pos < 0 {
						return nil, object.ValueErrorf("negative seek value %d", pos)
					}
				case 1:
					pos += b.pos
				case 2:
					pos += len(b.buf.B)
				default:
					return nil, object.ValueErrorf("invalid whence (%d, should be 0, 1 or 2)", whence)
				}
				pos = max(pos, 0)
				if pos > len(b.buf.B) {
					if err := t.Alloc(int64(pos - len(b.buf.B))); err != nil {
						return nil, err
					}
				}
				b.pos = pos
				return object.NewInt(int64(pos)), nil
			}),
			on("truncate", 0, 1, func(t *thread, b *bytesIO, a []value) (value, error) {
				size := b.pos
				if len(a) > 1 && a[1] != object.None {
					var err error
					if size, err = object.AsIndex(t, a[1]); err != nil {
						return nil, err
					}
				}
				if err := b.buf.MayResize(t); err != nil {
					return nil, err
				}
				if size < 0 {
					return nil, object.ValueErrorf("negative size value %d", size)
				}
				if size < len(b.buf.B) {
					b.buf.B = b.buf.B[:size]
				}
				return object.NewInt(int64(size)), nil
			}),
			answer("readable", true), answer("writable", true), answer("seekable", true),
		}...),
	})
}

// Package io is Python's io module, as far as it goes without files: StringIO, BytesIO and the base classes.
package io

import (
	"embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// The classes. Instances are *object.Instance, so that programs may derive from them.
var (
	BaseType     = object.Declare("_IOBase", "_io")
	RawType      = object.Declare("_RawIOBase", "_io", BaseType)
	BufferedType = object.Declare("_BufferedIOBase", "_io", BaseType)
	TextType     = object.Declare("_TextIOBase", "_io", BaseType)
	StringIOType = object.Declare("StringIO", "_io", TextType)
	BytesIOType  = object.Declare("BytesIO", "_io", BufferedType)

	unsupportedType = object.Declare("UnsupportedOperation", "io", object.OSErrorType, object.ValueErrorType)
)

// stream is what the native parts have in common.
type stream interface {
	isClosed() bool
	close()
}

// plain is the native part of classes that programs derive from the bases.
type plain struct{ closed bool }

func (p *plain) isClosed() bool { return p.closed }
func (p *plain) close()         { p.closed = true }

func streamOf(o value) stream {
	s, _ := object.Native(o).(stream)
	if s == nil {
		s = &plain{}
	}
	return s
}

func errClosed() error { return object.ValueErrorf("I/O operation on closed file.") }

func unsupported(op string) error { return object.Errorf(unsupportedType, "%s", op) }

func method(name string, least, most int, f func(t *thread, a []value) (value, error)) object.Method {
	return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
		if err := object.CheckArgs(name, a[1:], kw, least, most); err != nil {
			return nil, err
		}
		return f(t, a)
	}}
}

// answer is a method that checks that the stream is open and says yes or no.
func answer(name string, yes bool) object.Method {
	return method(name, 0, 0, func(t *thread, a []value) (value, error) {
		if streamOf(a[0]).isClosed() {
			return nil, errClosed()
		}
		return object.NewBool(yes), nil
	})
}

func refused(name string, max int) object.Method {
	return method(name, 0, max, func(*thread, []value) (value, error) { return nil, unsupported(name) })
}

func closedOf(t *thread, o value) (bool, error) {
	v, err := object.GetAttrName(t, o, "closed")
	if err != nil {
		return false, err
	}
	return object.Truth(t, v)
}

func init() {
	unsupportedType.Define(object.Spec{})
	BaseType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *thread, cls *object.Type, a []value, kw *kwargs) (value, error) {
				return object.NewInstance(cls, &plain{}), nil
			},
			Init: func(*thread, value, []value, *kwargs) error { return nil },
			Iter: func(t *thread, o value) (value, error) {
				if closed, err := closedOf(t, o); err != nil || closed {
					if err == nil {
						err = errClosed()
					}
					return nil, err
				}
				return o, nil
			},
			Next: func(t *thread, o value) (value, error) {
				line, err := object.CallMethod(t, o, "readline")
				if err != nil {
					return nil, err
				}
				if more, err := object.Truth(t, line); err != nil || !more {
					return nil, err
				}
				return line, nil
			},
		},
		GetSets: []object.GetSet{{Name: "closed", Get: func(t *thread, o value) (value, error) {
			return object.NewBool(streamOf(o).isClosed()), nil
		}}},
		Methods: []object.Method{
			method("close", 0, 0, func(t *thread, a []value) (value, error) { streamOf(a[0]).close(); return object.None, nil }),
			method("__enter__", 0, 0, func(t *thread, a []value) (value, error) {
				if closed, err := closedOf(t, a[0]); err != nil || closed {
					if err == nil {
						err = errClosed()
					}
					return nil, err
				}
				return a[0], nil
			}),
			{Name: "__exit__", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				_, err := object.CallMethod(t, a[0], "close")
				return object.None, err
			}},
			method("flush", 0, 0, func(t *thread, a []value) (value, error) {
				if streamOf(a[0]).isClosed() {
					return nil, errClosed()
				}
				return object.None, nil
			}),
			answer("readable", false), answer("writable", false), answer("seekable", false), answer("isatty", false),
			refused("fileno", 0), refused("truncate", 1), refused("seek", 2), method("readline", 0, 1, readLine),
			method("tell", 0, 0, func(t *thread, a []value) (value, error) {
				return object.CallMethod(t, a[0], "seek", object.NewInt(0), object.NewInt(1))
			}),
			method("readlines", 0, 1, func(t *thread, a []value) (value, error) {
				limit := -1
				if len(a) > 1 && a[1] != object.None {
					var err error
					if limit, err = object.AsIndex(t, a[1]); err != nil {
						return nil, err
					}
				}
				out, total := object.NewList(nil), 0
				return out, object.ForEach(t, a[0], func(line value) (bool, error) {
					n, err := object.Len(t, line)
					total += n
					if err == nil {
						err = out.Append(t, line)
					}
					return limit <= 0 || total < limit, err
				})
			}),
			method("writelines", 1, 1, func(t *thread, a []value) (value, error) {
				if streamOf(a[0]).isClosed() {
					return nil, errClosed()
				}
				return object.None, object.ForEach(t, a[1], func(line value) (bool, error) {
					_, err := object.CallMethod(t, a[0], "write", line)
					return true, err
				})
			}),
		},
	})
	RawType.Define(object.Spec{Methods: []object.Method{
		method("read", 0, 1, rawRead), rawMissing("readinto"), rawMissing("write"), method("readall", 0, 0, rawReadAll),
	}})
	BufferedType.Define(object.Spec{Methods: []object.Method{
		refused("read", 1), refused("read1", 1), refused("readinto", 1), refused("write", 1), refused("detach", 0),
	}})
	none := func(name string) object.GetSet {
		return object.GetSet{Name: name, Get: func(*thread, value) (value, error) { return object.None, nil }}
	}
	TextType.Define(object.Spec{
		Methods: []object.Method{refused("read", 1), refused("readline", 1), refused("write", 1), refused("detach", 0)},
		GetSets: []object.GetSet{none("encoding"), none("errors"), none("newlines")},
	})
	object.RegisterModule(&object.NativeModule{Name: "io", Source: source, Init: func(t *thread, m *object.Module) error {
		m.Set("StringIO", StringIOType)
		m.Set("BytesIO", BytesIOType)
		m.Set("IOBase", BaseType)
		m.Set("RawIOBase", RawType)
		m.Set("BufferedIOBase", BufferedType)
		m.Set("TextIOBase", TextType)
		m.Set("UnsupportedOperation", unsupportedType)
		m.Set("BlockingIOError", object.BlockingIOErrorType)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "_io_wrappers", Read: object.EmbeddedFiles(wrappers, "wrappers.py")})
}

//go:embed wrappers.py
var wrappers embed.FS

const source = `
__all__ = ["open", "IOBase", "RawIOBase", "BytesIO", "StringIO", "BufferedIOBase", "TextIOBase", "BufferedReader",
           "BufferedWriter", "BufferedRandom", "TextIOWrapper",
           "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "DEFAULT_BUFFER_SIZE"]

open = open
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


def text_encoding(encoding, stacklevel=2):
    return "locale" if encoding is None else encoding


def _refuse(name):
    class Refused(BufferedIOBase):
        def __new__(cls, *args, **kwargs):
            raise NotImplementedError(f"io.{name} is not supported here: there are no files in the playground")

    Refused.__name__ = Refused.__qualname__ = name
    Refused.__module__ = "io"
    return Refused


for _name in ("FileIO", "IncrementalNewlineDecoder"):
    globals()[_name] = _refuse(_name)
del _name


def __getattr__(name):
    if name not in ("BufferedReader", "BufferedWriter", "BufferedRandom", "BufferedRWPair", "TextIOWrapper"):
        raise AttributeError(f"module 'io' has no attribute {name!r}")
    import _io_wrappers

    globals()[name] = found = getattr(_io_wrappers, name)
    return found
`

// sizeArg reads an optional size: negative or None for "all".
func sizeArg(t *thread, a []value) (int, error) {
	if len(a) < 2 || a[1] == object.None {
		return -1, nil
	}
	if a[1].Type().Slots.Index == nil {
		return 0, object.TypeErrorf("argument should be integer or None, not '%s'", object.TypeName(a[1]))
	}
	return object.AsIndexClamped(t, a[1])
}

// Package json is Python's json: the scanner and the encoder in Go, the classes that programs derive from in Python.
package json

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed json.py
var source string

type (
	thread = object.Thread
	value  = object.Object
	kwargs = object.Kwargs
)

// decoderSource is json.decoder; scanstring reads on after an opening quote, wherever that stood.
const decoderSource = `from json import JSONDecodeError, JSONDecoder, _scan


def scanstring(s, end, strict=True, /):
    try:
        value, n = _scan('"' + s[end:], 0, strict, None, None, float, int, None)
    except JSONDecodeError as e:
        raise JSONDecodeError(e.msg, s, e.pos + end - 1) from None
    return value, end + n - 1
`

func init() {
	object.RegisterModule(&object.NativeModule{Name: "json", Package: true, Source: source, Init: func(t *thread, m *object.Module) error {
		m.SetFunc("_scan", scanFunc(m))
		m.SetFunc("_encode", encodeFunc)
		m.SetHelper("_quote", 2, func(t *thread, a []value, kw *kwargs) (value, error) {
			s, ok := object.AsStr(a[0])
			if !ok {
				return nil, object.TypeErrorf("first argument must be a string, not %s", object.TypeName(a[0]))
			}
			ascii, err := object.Truth(t, a[1])
			return object.NewStr(string(quote(nil, s, ascii))), err
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "json.decoder", Source: decoderSource})
	object.RegisterModule(&object.NativeModule{Name: "json.encoder", Source: "from json import JSONEncoder, _quote\n\n\ndef encode_basestring_ascii(s):\n    return _quote(s, True)\n\n\ndef encode_basestring(s):\n    return _quote(s, False)\n"})
}

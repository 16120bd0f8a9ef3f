package sys

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// byteStream is sys.stdout.buffer and its like: the same stream, in bytes.
type byteStream struct{ fd int }

var byteStreamType = object.Declare("BufferedWriter", "_io")

func (*byteStream) Type() *object.Type { return byteStreamType }

func init() {
	byteStreamType.Define(object.Spec{Final: true,
		Slots: object.Slots{Iter: itself, Next: nextLine},
		Attrs: map[string]object.Object{"closed": object.False},
		Methods: []object.Method{
			{Name: "write", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("write", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				b, ok := object.AsBytes(a[1])
				if !ok {
					return nil, object.TypeErrorf("a bytes-like object is required, not '%s'", object.TypeName(a[1]))
				}
				fd := a[0].(*byteStream).fd
				if fd == 0 {
					return nil, object.TypeErrorf("not writable")
				}
				return object.NewInt(int64(len(b))), t.Write(fd, strings.ToValidUTF8(string(b), "\ufffd"))
			}},
			{Name: "flush", Fn: func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.None, nil }},
			{Name: "read", Fn: readNoBytes}, {Name: "readline", Fn: readNoBytes}, {Name: "readlines", Fn: readNoLines},
		},
	})
}

// mode is how a standard stream is open.
func mode(fd int) string {
	if fd == 0 {
		return "r"
	}
	return "w"
}

func descriptor(o object.Object) int {
	switch s := o.(type) {
	case *Stream:
		return s.fd
	case *byteStream:
		return s.fd
	}
	return 0
}

func itself(t *object.Thread, o object.Object) (object.Object, error) { return o, nil }

// nextLine: stdin is at its end.
func nextLine(t *object.Thread, o object.Object) (object.Object, error) {
	if descriptor(o) != 0 {
		return nil, object.TypeErrorf("not readable")
	}
	return nil, nil
}

func readNoLines(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if descriptor(a[0]) != 0 {
		return nil, object.TypeErrorf("not readable")
	}
	return object.NewList(nil), nil
}

func readNoBytes(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if descriptor(a[0]) != 0 {
		return nil, object.TypeErrorf("not readable")
	}
	return object.NewBytes(nil), nil
}

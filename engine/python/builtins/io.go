package builtins

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// print, input, open, and exit.

var (
	printSig = object.NewSignature("print", "*args", "sep=", "end=", "file=", "flush=")
	openSig  = object.NewSignature("open", "file", "mode=", "buffering=", "encoding=", "errors=", "newline=", "closefd=", "opener=")
)

var (
	strStdout = object.Intern("stdout")
	strWrite  = object.Intern("write")
	strFlush  = object.Intern("flush")
)

// stdout gives sys.stdout; nil while nobody has imported sys, so that nobody can have replaced it.
func stdout(t *object.Thread) (object.Object, error) {
	m, ok := t.RT.Modules.GetName("sys").(*object.Module)
	if !ok {
		return nil, nil
	}
	f := m.Dict.GetStr(strStdout)
	if f == nil {
		return nil, object.RuntimeErrorf("lost sys.stdout")
	}
	return f, nil
}

func print(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	sep, end := " ", "\n"
	var file object.Object
	flush := false
	if kw.Len() > 0 {
		a, err := printSig.Bind(nil, kw)
		if err != nil {
			return nil, err
		}
		for i, p := range []*string{&sep, &end} {
			if v := a[1+i]; v != nil && v != object.None {
				s, ok := object.AsStr(v)
				if !ok {
					return nil, object.TypeErrorf("%s must be None or a string, not %s", []string{"sep", "end"}[i], object.TypeName(v))
				}
				*p = s
			}
		}
		if file = a[3]; file == object.None {
			file = nil
		}
		if a[4] != nil {
			if flush, err = object.Truth(t, a[4]); err != nil {
				return nil, err
			}
		}
	}
	if file == nil {
		f, err := stdout(t)
		if err != nil {
			return nil, err
		}
		if f == object.None {
			return object.None, nil
		}
		file = f
	}
	if file == nil || nativeStream(file) {
		// Nobody can tell one write from several here.
		var b strings.Builder
		for i, a := range args {
			if i > 0 {
				b.WriteString(sep)
			}
			s, err := object.ToStr(t, a)
			if err != nil {
				return nil, err
			}
			b.WriteString(s)
			if b.Len() > 1<<16 {
				if err := emit(t, file, b.String()); err != nil {
					return nil, err
				}
				b.Reset()
			}
		}
		b.WriteString(end)
		return object.None, emit(t, file, b.String())
	}
	write := func(s string) error {
		_, err := object.CallMethodKw(t, file, strWrite, []object.Object{object.NewStr(s)}, nil)
		return err
	}
	if _, err := object.GetAttr(t, file, strWrite); err != nil {
		return nil, err
	}
	for i, a := range args {
		if i > 0 {
			if err := write(sep); err != nil {
				return nil, err
			}
		}
		s, err := object.ToStr(t, a)
		if err != nil {
			return nil, err
		}
		if err := write(s); err != nil {
			return nil, err
		}
	}
	if err := write(end); err != nil {
		return nil, err
	}
	if flush {
		if _, err := object.CallMethodKw(t, file, strFlush, nil, nil); err != nil {
			return nil, err
		}
	}
	return object.None, nil
}

// nativeStream tells whether file's write is native code, which takes a text in one piece or in many alike.
func nativeStream(file object.Object) bool {
	_, ok := file.Type().Lookup(strWrite).(*object.MethodDescr)
	return ok
}

func emit(t *object.Thread, file object.Object, s string) error {
	if file == nil {
		return t.Write(1, s)
	}
	_, err := object.CallMethodKw(t, file, strWrite, []object.Object{object.NewStr(s)}, nil)
	return err
}

func input(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if err := object.CheckArgs("input", args, kw, 0, 1); err != nil {
		return nil, err
	}
	if len(args) == 1 {
		if _, err := print(t, args, object.Kw("end", object.NewStr(""))); err != nil {
			return nil, err
		}
	}
	e := object.Errorf(object.EOFErrorType, "EOF when reading a line")
	e.Note("input() is not part of the playground: there is no keyboard to read from. Write the value into the program.")
	return nil, e
}

// open refuses: there are no files here, so one to read is not found and one to write may not be made. A note says why.
func open(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := openSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if _, isStr := object.AsStr(a[0]); !isStr {
		if _, isBytes := object.AsBytes(a[0]); !isBytes && a[0].Type().Slots.Index == nil {
			fn, err := object.LookupSpecial(t, a[0], "__fspath__")
			if err == nil && fn == nil {
				err = object.TypeErrorf("expected str, bytes or os.PathLike object, not %s", object.TypeName(a[0]))
			}
			if err != nil {
				return nil, err
			}
			if a[0], err = object.CallArgs(t, fn); err != nil {
				return nil, err
			}
		}
	}
	mode := "r"
	if a[1] != nil {
		s, ok := object.AsStr(a[1])
		if !ok {
			return nil, object.TypeErrorf("open() argument 'mode' must be str, not %s", object.ArgTypeName(a[1]))
		}
		mode = s
	}
	errno, msg := int64(2), "No such file or directory"
	if strings.ContainsAny(mode, "wax") {
		errno, msg = 13, "Permission denied"
	}
	o, err := object.CallArgs(t, object.OSErrorType, object.NewInt(errno), object.NewStr(msg), a[0])
	if err != nil {
		return nil, err
	}
	e := o.(*object.Exception)
	e.Note("Files are not part of the playground: use io.StringIO or a string instead.")
	return nil, e
}

func init() {
	register(function{"print", print}, function{"input", input}, function{"open", open})
}

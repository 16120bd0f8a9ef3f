// Package sys is Python's sys module, as far as it makes sense without an operating system.
package sys

import (
	"math"
	"strings"
	"sync"
	"time"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Stream is sys.stdout or sys.stderr.
type Stream struct {
	fd int
}

// StreamType is its class: what CPython has there.
var StreamType = object.Declare("TextIOWrapper", "_io")

func (*Stream) Type() *object.Type { return StreamType }

func init() {
	name := func(s *Stream) string {
		if s.fd == 0 {
			return "<stdin>"
		}
		return [...]string{"<stdout>", "<stderr>"}[s.fd-1]
	}
	StreamType.Define(object.Spec{Final: true,
		Slots: object.Slots{Iter: itself, Next: nextLine, Repr: func(t *object.Thread, o object.Object) (string, error) {
			s := o.(*Stream)
			return "<_io.TextIOWrapper name='" + name(s) + "' mode='" + mode(s.fd) + "' encoding='utf-8'>", nil
		}},
		Attrs: map[string]object.Object{"encoding": object.NewStr("utf-8"), "errors": object.NewStr("strict"), "newlines": object.None, "closed": object.False,
			"line_buffering": object.False, "write_through": object.False},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(name(o.(*Stream))), nil
			}},
			{Name: "mode", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return object.NewStr(mode(o.(*Stream).fd)), nil
			}},
			{Name: "buffer", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				return &byteStream{o.(*Stream).fd}, nil
			}},
		},
		Methods: []object.Method{
			{Name: "write", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("write", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				s, ok := object.AsStr(a[1])
				if !ok {
					return nil, object.TypeErrorf("write() argument must be str, not %s", object.TypeName(a[1]))
				}
				fd := a[0].(*Stream).fd
				if fd == 0 {
					return nil, object.TypeErrorf("not writable")
				}
				return object.NewInt(int64(object.NewStr(s).Len())), t.Write(fd, s)
			}},
			{Name: "writelines", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				if err := object.CheckArgs("writelines", a[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return object.None, object.ForEach(t, a[1], func(x object.Object) (bool, error) {
					_, err := object.CallMethod(t, a[0], "write", x)
					return true, err
				})
			}},
			{Name: "flush", Fn: func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.None, nil }},
			{Name: "isatty", Fn: func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.False, nil }},
			{Name: "fileno", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewInt(int64(a[0].(*Stream).fd)), nil
			}},
			{Name: "readable", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*Stream).fd == 0), nil
			}},
			{Name: "writable", Fn: func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
				return object.NewBool(a[0].(*Stream).fd != 0), nil
			}},
			{Name: "readline", Fn: readNothing}, {Name: "read", Fn: readNothing}, {Name: "readlines", Fn: readNoLines},
			{Name: "reconfigure", Fn: func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.None, nil }},
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "sys", Init: initSys, Source: source})
}

// readNothing: there is no keyboard to read from; stdin is at its end.
func readNothing(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	if a[0].(*Stream).fd != 0 {
		return nil, object.TypeErrorf("not readable")
	}
	return object.NewStr(""), nil
}

// source adds what is easier said in Python: named tuples of facts.
const source = `
class _struct(tuple):
    _names = ()

    def __new__(cls, name, names, values):
        kind = type(name, (cls,), {"_names": names, "_title": name, "__module__": "sys"})
        return tuple.__new__(kind, values)

    def __getattr__(self, attr):
        try:
            return self[type(self)._names.index(attr)]
        except ValueError:
            raise AttributeError(f"'sys.{type(self)._title}' object has no attribute '{attr}'") from None

    def __repr__(self):
        return f"sys.{type(self)._title}({', '.join(f'{n}={v!r}' for n, v in zip(type(self)._names, self))})"


version_info = _struct("version_info", ("major", "minor", "micro", "releaselevel", "serial"), (3, 11, 7, "final", 0))
float_info = _struct(
    "float_info",
    ("max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"),
    (1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1),
)
int_info = _struct("int_info", ("bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"), (30, 4, 4300, 640))
hash_info = _struct(
    "hash_info",
    ("width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"),
    (64, 2305843009213693951, 314159, 0, 1000003, "siphash13", 64, 128, 0),
)
implementation.__init__(name="cpython", cache_tag="cpython-311", version=version_info, hexversion=hexversion, _multiarch="x86_64-linux-gnu")
flags = _struct(
    "flags",
    ("debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose",
     "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits"),
    (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, False, 0, 0, False, -1),
)
thread_info = _struct("thread_info", ("name", "lock", "version"), ("pthread-stubs", None, None))
del _struct
`

// moduleNames are the modules that CPython has without a file.
var moduleNames = sync.OnceValue(func() object.Object {
	var names []object.Object
	for _, n := range strings.Fields("_abc _ast _codecs _collections _functools _imp _io _locale _operator _signal _sre _stat _string _symtable _thread" +
		" _tokenize _tracemalloc _warnings _weakref atexit builtins errno faulthandler gc itertools marshal posix pwd sys time xxsubtype") {
		names = append(names, object.NewStr(n))
	}
	return object.NewTuple(names...)
})

var maxDigitsSig = object.NewSignature("set_int_max_str_digits", "maxdigits")

func initSys(t *object.Thread, m *object.Module) error {
	rt := t.RT
	m.Set("modules", rt.Modules)
	argv := t.RT.Argv
	if argv == nil {
		argv = []string{"main.py"}
	}
	for _, name := range []string{"argv", "orig_argv"} {
		l := make([]object.Object, len(argv))
		for i, a := range argv {
			l[i] = object.NewStr(a)
		}
		m.Set(name, object.NewList(l))
	}
	m.Set("path", object.NewList(nil))
	m.Set("meta_path", object.NewList(nil))
	m.Set("warnoptions", object.NewList(nil))
	m.Set("builtin_module_names", moduleNames())
	for fd, n := range []string{"stdin", "stdout", "stderr"} {
		s := &Stream{fd}
		m.Set(n, s)
		m.Set("__"+n+"__", s)
	}
	m.Set("version", object.NewStr("3.11.7 (AsyncShelf's Python subset)"))
	m.Set("hexversion", object.NewInt(0x030b07f0))
	m.Set("api_version", object.NewInt(1013))
	// Programs ask these two to know what they may count on, which is what CPython on Linux does; whose Python this is stands in version.
	m.Set("platform", object.NewStr("linux"))
	m.Set("implementation", object.NewInstance(object.SimpleNamespaceType, nil))
	m.Set("byteorder", object.NewStr("little"))
	m.Set("copyright", object.NewStr(""))
	m.Set("executable", object.NewStr(""))
	for _, name := range []string{"prefix", "exec_prefix", "base_prefix", "base_exec_prefix", "abiflags"} {
		m.Set(name, object.NewStr(""))
	}
	m.Set("float_repr_style", object.NewStr("short"))
	m.Set("maxsize", object.NewInt(math.MaxInt64))
	m.Set("maxunicode", object.NewInt(0x10ffff))
	m.Set("dont_write_bytecode", object.True)
	addOrigins(m)
	top := rt.Limits.Recursion
	shown := top // the limit that was asked for
	m.SetFunc("getrecursionlimit", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewInt(int64(shown)), nil
	})
	m.SetFunc("setrecursionlimit", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("setrecursionlimit", a, kw, 1, 1); err != nil {
			return nil, err
		}
		n, err := object.AsIndex(t, a[0])
		if err != nil {
			return nil, err
		}
		if n < 1 {
			return nil, object.ValueErrorf("recursion limit must be greater or equal than 1")
		}
		if n <= t.Depth {
			return nil, object.RecursionErrorf("cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", n, t.Depth)
		}
		// Frames are on the heap, so a higher limit is safe; memory is bounded elsewhere.
		t.RT.Limits.Recursion, shown = min(n, max(top, 100_000)), n
		return object.None, nil
	})
	m.SetFunc("set_int_max_str_digits", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		a, err := maxDigitsSig.Bind(a, kw)
		if err != nil {
			return nil, err
		}
		n, err := object.AsIndex(t, a[0])
		if err != nil {
			return nil, err
		}
		if n != 0 && n < 640 {
			return nil, object.ValueErrorf("maxdigits must be 0 or larger than 640")
		}
		t.RT.SetMaxStrDigits(n)
		return object.None, nil
	})
	m.SetFunc("get_int_max_str_digits", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.NewInt(int64(t.RT.MaxStrDigits())), nil
	})
	addHooks(m)
	m.SetFunc("exc_info", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		e := t.Handling
		if e == nil {
			return object.NewTuple(object.None, object.None, object.None), nil
		}
		tb, err := object.GetAttrName(t, e, "__traceback__")
		return object.NewTuple(e.Class, e, tb), err
	})
	m.SetFunc("exception", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if e := t.Handling; e != nil {
			return e, nil
		}
		return object.None, nil
	})
	m.SetFunc("exit", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("exit", a, kw, 0, 1); err != nil {
			return nil, err
		}
		e, err := object.Call(t, object.SystemExitType, append([]object.Object(nil), a...), nil)
		if err != nil {
			return nil, err
		}
		return nil, e.(*object.Exception)
	})
	m.SetFunc("intern", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("intern", a, kw, 1, 1); err != nil {
			return nil, err
		}
		s, ok := a[0].(*object.Str)
		if !ok {
			return nil, object.TypeErrorf("intern() argument must be str, not %s", object.TypeName(a[0]))
		}
		return s, nil
	})
	m.SetFunc("getsizeof", getSizeOf)
	m.SetFunc("getrefcount", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return nil, object.TypeErrorf("sys.getrefcount() is not supported here: objects are not reference-counted")
	})
	m.SetFunc("getdefaultencoding", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) {
		return object.NewStr("utf-8"), nil
	})
	m.SetFunc("getswitchinterval", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		return object.Float(t.RT.Sched.Interval.Seconds()), nil
	})
	m.SetFunc("setswitchinterval", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("setswitchinterval", a, kw, 1, 1); err != nil {
			return nil, err
		}
		f, err := object.ToFloat(t, a[0])
		if err != nil {
			return nil, err
		}
		if !(f > 0) {
			return nil, object.ValueErrorf("switch interval must be strictly positive")
		}
		t.RT.Sched.Interval = max(object.Seconds(f).Truncate(time.Microsecond), time.Microsecond)
		return object.None, nil
	})
	m.SetFunc("getfilesystemencoding", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) {
		return object.NewStr("utf-8"), nil
	})
	m.SetFunc("getfilesystemencodeerrors", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) {
		return object.NewStr("surrogateescape"), nil
	})
	m.SetFunc("is_finalizing", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.False, nil })
	m.SetFunc("gettrace", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.None, nil })
	for _, name := range []string{"settrace", "setprofile"} {
		m.SetFunc(name, func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs(name, a, kw, 1, 1); err != nil || a[0] == object.None {
				return object.None, err
			}
			return nil, object.NotImplementedErrorf("sys.%s() is not supported here; the timeline shows what ran", name)
		})
	}
	m.SetFunc("getprofile", func(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) { return object.None, nil })
	m.SetFunc("_getframe", func(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
		if err := object.CheckArgs("_getframe", a, kw, 0, 1); err != nil {
			return nil, err
		}
		n := 0
		if len(a) > 0 {
			var err error
			if n, err = object.AsIndex(t, a[0]); err != nil {
				return nil, err
			}
		}
		f := t.Frame
		for ; f != nil && n > 0; n-- {
			f = f.Back()
		}
		if f == nil {
			return nil, object.ValueErrorf("call stack is not deep enough")
		}
		f.Keep()
		return f, nil
	})
	return nil
}

var sizeSig = object.NewSignature("getsizeof", "object", "default=")

// getSizeOf asks the class for __sizeof__ and adds the collector's header, which that leaves out.
func getSizeOf(t *object.Thread, a []object.Object, kw *object.Kwargs) (object.Object, error) {
	b, err := sizeSig.Bind(a, kw)
	if err != nil {
		return nil, err
	}
	n, err := askSize(t, b[0])
	if err != nil {
		if b[1] != nil && object.IsException(err, object.TypeErrorType) {
			return b[1], nil
		}
		return nil, err
	}
	_, header := object.Sizeof(b[0])
	return object.NewInt(n + int64(header)), nil
}

func askSize(t *object.Thread, o object.Object) (int64, error) {
	fn, err := object.LookupSpecial(t, o, "__sizeof__")
	if err != nil {
		return 0, err
	}
	r, err := object.Call(t, fn, nil, nil)
	if err != nil {
		return 0, err
	}
	n, ok := object.AsInt(r)
	switch {
	case !ok:
		return 0, object.TypeErrorf("an integer is required")
	case n < 0:
		return 0, object.ValueErrorf("__sizeof__() should return >= 0")
	}
	return n, nil
}

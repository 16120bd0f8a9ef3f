package builtins

import (
	"math"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// abs, divmod, pow, round, sum, hex, oct, bin, chr, ord.

var (
	powSig   = object.NewSignature("pow", "base", "exp", "mod=")
	roundSig = object.NewSignature("round", "number", "ndigits=")
	sumSig   = object.NewSignature("sum", "iterable", "/", "start=")
)

func pow(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if len(args) == 2 && kw.Len() == 0 {
		return object.BinaryOp(t, object.Pow, args[0], args[1])
	}
	a, err := powSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	if a[2] == nil {
		a[2] = object.None
	}
	return object.PowMod(t, a[0], a[1], a[2])
}

func round(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := roundSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	fn, err := object.LookupSpecial(t, a[0], "__round__")
	if err != nil {
		return nil, err
	}
	if fn == nil {
		return nil, object.TypeErrorf("type %s doesn't define __round__ method", object.TypeName(a[0]))
	}
	if a[1] == nil || a[1] == object.None {
		return object.CallArgs(t, fn)
	}
	return object.CallArgs(t, fn, a[1])
}

func sum(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	if len(args) == 0 {
		return nil, object.TypeErrorf("sum() takes at least 1 positional argument (0 given)")
	}
	if len(args) > 2 {
		return nil, object.TypeErrorf("sum() takes at most 2 arguments (%d given)", len(args)+kw.Len())
	}
	a, err := sumSig.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	acc := object.NewInt(0)
	if a[1] != nil {
		acc = a[1]
		for _, x := range []struct {
			tp         *object.Type
			what, join string
		}{{object.StrType, "strings", "''"}, {object.BytesType, "bytes", "b''"}, {object.ByteArrayType, "bytearray", "b''"}} {
			if object.IsInstance(acc, x.tp) {
				return nil, object.TypeErrorf("sum() can't sum %s [use %s.join(seq) instead]", x.what, x.join)
			}
		}
	}
	// Small ints and floats are added without boxing each partial sum.
	n, isInt := acc.(object.Int)
	f, isFloat := acc.(object.Float)
	flush := func() {
		if isInt {
			acc = object.NewInt(int64(n))
		} else if isFloat {
			acc = f
		}
	}
	err = object.ForEach(t, a[0], func(x object.Object) (bool, error) {
		switch {
		case isInt:
			if v, ok := x.(object.Int); ok {
				if s := n + v; (s > n) == (v > 0) {
					n = s
					return true, nil
				}
			} else if v, ok := x.(object.Float); ok {
				f, isInt, isFloat = object.Float(n)+v, false, true
				return true, nil
			}
		case isFloat:
			switch v := x.(type) {
			case object.Float:
				f += v
				return true, nil
			case object.Int:
				f += object.Float(v)
				return true, nil
			}
		}
		flush()
		r, err := object.BinaryOp(t, object.Add, acc, x)
		if err != nil {
			return false, err
		}
		acc = r
		n, isInt = r.(object.Int)
		f, isFloat = r.(object.Float)
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	flush()
	return acc, nil
}

func baseText(name, spec string) function {
	return one(name, func(t *object.Thread, o object.Object) (object.Object, error) {
		n, err := object.ToIndex(t, o)
		if err != nil {
			return nil, err
		}
		if i, ok := object.AsInt(n); ok {
			n = object.NewInt(i)
		} else {
			b, _ := object.AsBig(n)
			n = object.NewBig(b)
		}
		s, err := object.Format(t, n, spec)
		return object.NewStr(s), err
	})
}

func ord(t *object.Thread, o object.Object) (object.Object, error) {
	if s, ok := object.AsStr(o); ok {
		r, n := object.DecodeRune(s)
		if s == "" || n != len(s) {
			return nil, object.TypeErrorf("ord() expected a character, but string of length %d found", object.NewStr(s).Len())
		}
		return object.NewInt(int64(r)), nil
	}
	if _, isView := o.(*object.MemoryView); !isView {
		if b, ok := object.AsBytes(o); ok {
			if len(b) != 1 {
				return nil, object.TypeErrorf("ord() expected a character, but string of length %d found", len(b))
			}
			return object.NewInt(int64(b[0])), nil
		}
	}
	return nil, object.TypeErrorf("ord() expected string of length 1, but %s found", object.TypeName(o))
}

func chr(t *object.Thread, o object.Object) (object.Object, error) {
	n, err := object.ToIndex(t, o)
	if err != nil {
		return nil, err
	}
	i, ok := object.AsInt(n)
	if !ok || i > math.MaxInt32 || i < math.MinInt32 {
		return nil, object.OverflowErrorf("Python int too large to convert to C int")
	}
	if i < 0 || i > 0x10ffff {
		return nil, object.ValueErrorf("chr() arg not in range(0x110000)")
	}
	return object.NewStr(string(object.AppendRune(nil, rune(i)))), nil
}

func init() {
	register(
		one("abs", func(t *object.Thread, o object.Object) (object.Object, error) {
			f := o.Type().Slots.Abs
			if f == nil {
				return nil, object.TypeErrorf("bad operand type for abs(): '%s'", object.TypeName(o))
			}
			return f(t, o)
		}),
		some("divmod", 2, 2, func(t *object.Thread, a []object.Object) (object.Object, error) {
			return object.BinaryOp(t, object.DivMod, a[0], a[1])
		}),
		function{"pow", pow}, function{"round", round}, function{"sum", sum},
		baseText("hex", "#x"), baseText("oct", "#o"), baseText("bin", "#b"),
		one("chr", chr), one("ord", ord),
	)
}

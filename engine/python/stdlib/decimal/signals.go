package decimal

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

func declareException(name string, bases ...*object.Type) *object.Type {
	return object.DeclareException(name, "decimal", bases...)
}

// The exceptions: the nine signals, and the conditions that InvalidOperation stands for.
var (
	DecimalExceptionType = declareException("DecimalException", object.ArithmeticErrorType)
	ClampedType          = declareException("Clamped", DecimalExceptionType)
	RoundedType          = declareException("Rounded", DecimalExceptionType)
	InexactType          = declareException("Inexact", DecimalExceptionType)
	SubnormalType        = declareException("Subnormal", DecimalExceptionType)
	UnderflowType        = declareException("Underflow", InexactType, RoundedType, SubnormalType)
	OverflowType         = declareException("Overflow", InexactType, RoundedType)
	DivisionByZeroType   = declareException("DivisionByZero", DecimalExceptionType, object.ZeroDivisionErrorType)
	FloatOperationType   = declareException("FloatOperation", DecimalExceptionType, object.TypeErrorType)
	InvalidOperationType = declareException("InvalidOperation", DecimalExceptionType)

	conversionSyntaxType   = declareException("ConversionSyntax", InvalidOperationType)
	divisionImpossibleType = declareException("DivisionImpossible", InvalidOperationType)
	divisionUndefinedType  = declareException("DivisionUndefined", InvalidOperationType, object.ZeroDivisionErrorType)
	invalidContextType     = declareException("InvalidContext", InvalidOperationType)
)

var allExceptions = []*object.Type{
	DecimalExceptionType, ClampedType, RoundedType, InexactType, SubnormalType, UnderflowType, OverflowType, DivisionByZeroType,
	FloatOperationType, InvalidOperationType, conversionSyntaxType, divisionImpossibleType, divisionUndefinedType, invalidContextType,
}

type signal struct {
	flag flags
	typ  *object.Type
}

// signals in the order in which one of several is chosen to be raised.
var signals = [...]signal{
	{ieeeInvalid, InvalidOperationType}, {floatOperation, FloatOperationType}, {divisionByZero, DivisionByZeroType}, {overflow, OverflowType},
	{underflow, UnderflowType}, {subnormal, SubnormalType}, {inexact, InexactType}, {rounded, RoundedType}, {clamped, ClampedType},
}

// conditions are what InvalidOperation may mean, in the order of the exception's list.
var conditions = [...]signal{
	{invalidOperation, InvalidOperationType}, {conversionSyntax, conversionSyntaxType}, {divisionImpossible, divisionImpossibleType},
	{divisionUndefined, divisionUndefinedType}, {invalidContext, invalidContextType},
}

// trapped makes the exception for conditions that are trapped.
func trapped(st flags) error {
	var list []value
	for _, c := range conditions {
		if st&c.flag != 0 {
			list = append(list, c.typ)
		}
	}
	var first *object.Type
	for i, s := range signals {
		if st&s.flag != 0 {
			if first == nil {
				first = s.typ
			}
			if i > 0 {
				list = append(list, s.typ)
			}
		}
	}
	return object.NewException(first, object.NewList(list))
}

// names lists flags as a context's repr does.
func (f flags) names() string {
	s := "["
	add := func(name string) {
		if len(s) > 1 {
			s += ", "
		}
		s += name
	}
	if f&clamped != 0 {
		add("Clamped")
	}
	if f&ieeeInvalid != 0 {
		add("InvalidOperation")
	}
	for _, x := range [...]signal{{divisionByZero, DivisionByZeroType}, {inexact, InexactType}, {floatOperation, FloatOperationType},
		{overflow, OverflowType}, {rounded, RoundedType}, {subnormal, SubnormalType}, {underflow, UnderflowType}} {
		if f&x.flag != 0 {
			add(x.typ.Qualname)
		}
	}
	return s + "]"
}

func badSignal() error {
	return object.KeyError(object.NewStr("valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]"))
}

func signalFlag(o value) (flags, error) {
	for _, s := range signals {
		if o == value(s.typ) {
			return s.flag, nil
		}
	}
	return 0, badSignal()
}

// signalDict is Context.flags or Context.traps: a mapping over the bits of the context.
type signalDict struct{ bits *flags }

var signalDictType = declare("SignalDict")

func (*signalDict) Type() *object.Type { return signalDictType }

// flagsOf reads an argument that gives flags or traps: a list of signals, or a mapping from signals to truth values.
func flagsOf(t *thread, o value) (flags, error) {
	if d, ok := o.(*signalDict); ok {
		return *d.bits, nil
	}
	var f flags
	if l, ok := object.AsList(o); ok {
		for _, x := range l.Items {
			b, err := signalFlag(x)
			if err != nil {
				return 0, err
			}
			f |= b
		}
		return f, nil
	}
	d, ok := object.AsDict(o)
	if !ok || d.Len() != len(signals) {
		return 0, object.KeyError(object.NewStr("invalid signal dict"))
	}
	for _, s := range signals {
		v, err := d.Get(t, s.typ)
		if err != nil {
			return 0, err
		}
		if v == nil {
			return 0, object.KeyError(object.NewStr("invalid signal dict"))
		}
		on, err := object.Truth(t, v)
		if err != nil {
			return 0, err
		}
		if on {
			f |= s.flag
		}
	}
	return f, nil
}

func (d *signalDict) dict(t *thread) (*object.Dict, error) {
	out := object.NewDict()
	for _, s := range signals {
		if err := out.Set(t, s.typ, object.NewBool(*d.bits&s.flag != 0)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func init() {
	sd := func(o value) *signalDict { return o.(*signalDict) }
	view := func(name string) object.Method {
		return object.Method{Name: name, Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
			d, err := sd(a[0]).dict(t)
			if err != nil {
				return nil, err
			}
			return object.CallMethodKw(t, d, object.Intern(name), a[1:], kw)
		}}
	}
	signalDictType.Define(object.Spec{Final: true,
		Slots: object.Slots{
			Unhashable: true,
			Repr: func(t *thread, o value) (string, error) {
				s := "{"
				for i, x := range signals {
					if i > 0 {
						s += ", "
					}
					s += "<class 'decimal." + x.typ.Qualname + "'>:"
					if *sd(o).bits&x.flag != 0 {
						s += "True"
					} else {
						s += "False"
					}
				}
				return s + "}", nil
			},
			RichCompare: func(t *thread, a, b value, op object.CompareOp) (value, error) {
				if op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				var f flags
				switch b.(type) {
				case *signalDict, *object.Dict:
					var err error
					if f, err = flagsOf(t, b); err != nil {
						return nil, err
					}
				default:
					return object.NotImplemented, nil
				}
				same := true
				for _, s := range signals {
					same = same && (f&s.flag != 0) == (*sd(a).bits&s.flag != 0)
				}
				return object.NewBool(same == (op == object.EQ)), nil
			},
			Len: func(t *thread, o value) (int, error) { return len(signals), nil },
			Iter: func(t *thread, o value) (value, error) {
				items := make([]value, len(signals))
				for i, s := range signals {
					items[i] = s.typ
				}
				return object.Iter(t, object.NewTuple(items...))
			},
			Contains: func(t *thread, o, k value) (bool, error) {
				_, err := signalFlag(k)
				return err == nil, nil
			},
			GetItem: func(t *thread, o, k value) (value, error) {
				f, err := signalFlag(k)
				if err != nil {
					return nil, err
				}
				return object.NewBool(*sd(o).bits&f != 0), nil
			},
			SetItem: func(t *thread, o, k, v value) error {
				if v == nil {
					return object.ValueErrorf("signal keys cannot be deleted")
				}
				f, err := signalFlag(k)
				if err != nil {
					return err
				}
				on, err := object.Truth(t, v)
				if err != nil {
					return err
				}
				if *sd(o).bits &^= f; on {
					*sd(o).bits |= f
				}
				return nil
			},
		},
		Methods: []object.Method{
			view("keys"), view("values"), view("items"), view("get"),
			{Name: "copy", Fn: func(t *thread, a []value, kw *kwargs) (value, error) {
				d, err := sd(a[0]).dict(t)
				if err != nil {
					return nil, err
				}
				return d, nil
			}},
		},
	})
}

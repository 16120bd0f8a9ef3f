// Package string is Python's string module: constants, capwords, Template and Formatter are written in Python (string.py); the
// native module _string beside it shares the parsing of replacement fields with str.format.
package string

import (
	_ "embed"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

//go:embed string.py
var source string

func text(fn string, args []object.Object, kw *object.Kwargs) (string, error) {
	if err := object.CheckArgs("_string."+fn, args, kw, 1, 1); err != nil {
		return "", err
	}
	s, ok := object.AsStr(args[0])
	if !ok {
		return "", object.TypeErrorf("expected str, got %s", object.TypeName(args[0]))
	}
	return s, nil
}

// parser yields (literal, field name, spec, conversion) as string.Formatter.parse does. It is lazy, so that a mistake
// shows after what stands before it.
type parser struct{ rest string }

// steps yields (is attribute, name) for what follows a field's first part.
type steps struct{ rest string }

var (
	parserType = object.Declare("formatteriterator", "_string")
	stepsType  = object.Declare("fieldnameiterator", "_string")
)

func (*parser) Type() *object.Type { return parserType }
func (*steps) Type() *object.Type  { return stepsType }

func (p *parser) next() (object.Object, error) {
	if p.rest == "" {
		return nil, nil
	}
	f, rest, err := object.NextFormatField(p.rest)
	if err != nil {
		return nil, err
	}
	p.rest = rest
	if !f.Has {
		return object.NewTuple(object.NewStr(f.Literal), object.None, object.None, object.None), nil
	}
	var conv object.Object = object.None
	if f.Conv != 0 {
		conv = object.NewStr(string(object.AppendRune(nil, f.Conv)))
	}
	return object.NewTuple(object.NewStr(f.Literal), object.NewStr(f.Name), object.NewStr(f.Spec), conv), nil
}

func (s *steps) next() (object.Object, error) {
	if s.rest == "" {
		return nil, nil
	}
	step, rest, err := object.NextFieldStep(s.rest)
	if err != nil {
		return nil, err
	}
	s.rest = rest
	var name object.Object = object.NewStr(step.Name)
	if step.IsInt {
		name = object.NewInt(int64(step.Index))
	}
	return object.NewTuple(object.NewBool(step.Attr), name), nil
}

func init() {
	parserType.Define(object.IterSpec(func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*parser).next() }, nil))
	stepsType.Define(object.IterSpec(func(t *object.Thread, o object.Object) (object.Object, error) { return o.(*steps).next() }, nil))
	object.RegisterModule(&object.NativeModule{Name: "_string", Init: func(t *object.Thread, m *object.Module) error {
		m.SetFunc("formatter_parser", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			s, err := text("formatter_parser", args, kw)
			return &parser{s}, err
		})
		m.SetFunc("formatter_field_name_split", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			s, err := text("formatter_field_name_split", args, kw)
			if err != nil {
				return nil, err
			}
			first, rest := object.SplitFieldName(s)
			var name object.Object = object.NewStr(first)
			if n, isInt, err := object.FieldNumber(first); err != nil {
				return nil, err
			} else if isInt {
				name = object.NewInt(int64(n))
			}
			return object.NewTuple(name, &steps{rest}), nil
		})
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "string", Source: source})
}

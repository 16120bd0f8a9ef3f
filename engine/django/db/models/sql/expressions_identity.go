package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// hashOf is hash(e.identity): what Equal finds equal has the same hash, and expressions that look different mostly have different ones.
func hashOf(t *object.Thread, e Expression) (int64, error) {
	if f, ok := e.(*F); ok {
		return object.NewStr(f.Name).Hash(), nil
	}
	h := object.NewStr(e.Type().Name).Hash()
	if !e.Type().IsSubtype(ExpressionType) {
		return h, nil // conditions and queries: their own rules
	}
	mix := func(x int64) { h = h*1000003 ^ x }
	if f := explicitField(e); f != nil {
		mix(object.NewStr(f.Info().Self.Class.Name).Hash() + int64(len(f.Info().Name)))
	}
	for _, s := range e.SourceExpressions() {
		n := int64(0)
		if s != nil {
			var err error
			if n, err = hashOf(t, s); err != nil {
				return 0, err
			}
		}
		mix(n)
	}
	if x, ok := e.(interface{ identityHash() int64 }); ok {
		mix(x.identityHash())
	}
	if v := heldValue(e); v != nil {
		v, err := MakeHashable(t, v)
		if err != nil {
			return 0, err
		}
		n, err := object.Hash(t, v)
		if err != nil {
			return 0, err
		}
		mix(n)
	}
	return h, nil
}

// heldValue is the value of a Value, or the plain right side of a look-up; nil for others.
func heldValue(e Expression) object.Object {
	switch v := e.(type) {
	case *Value:
		return v.Value
	case lookupLike:
		if l := v.asLookup(); l.rhsIsDirect() {
			return l.Rhs
		}
	}
	return nil
}

// identityHash adds what the sources of an ordering do not tell.
func (o *OrderBy) identityHash() int64 {
	h := int64(0)
	for _, b := range [...]bool{o.Descending, o.NullsFirst, o.NullsLast} {
		h <<= 1
		if b {
			h |= 1
		}
	}
	return h
}

func (e *CombinedExpression) identityHash() int64 { return object.NewStr(e.Connector).Hash() }

// cachedFlag is one of the cached properties about the sources: read from them, or whatever a program has set.
func cachedFlag(name string, get func(Expression) bool, cell func(*Base) *tristate) object.GetSet {
	return object.GetSet{Name: name, Get: boolGet(get), Set: func(t *object.Thread, o, v object.Object) error {
		if v == nil {
			*cell(o.(Expression).base()) = unknown
			return nil
		}
		b, err := object.Truth(t, v)
		if err == nil {
			*cell(o.(Expression).base()) = known(b)
		}
		return err
	}}
}

// convertValueOf is the property convert_value as programs see it: a function of (value, expression, connection).
func convertValueOf(t *object.Thread, o object.Object) (object.Object, error) {
	e := o.(Expression)
	f, err := OutputField(t, e)
	if err != nil {
		return nil, err
	}
	conv, err := convertValue(t, e, f)
	if err != nil {
		return nil, err
	}
	return object.NewBuiltin("convert_value", func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
		if len(args) != 3 || kw != nil && len(kw.Names) > 0 {
			return nil, object.TypeErrorf("convert_value() takes 3 positional arguments but %d were given", len(args))
		}
		if conv == nil {
			return args[0], nil
		}
		return conv(t, args[0], e, nil)
	}), nil
}

// An output_field that is no field is taken as it is, as Django takes it, and only told of when something needs the field. It is kept among the
// instance's attributes, where the rare expression that has one costs the others nothing.

func setStrangeOutputField(e Expression, o object.Object) {
	e.base().InstDict(true).SetName("output_field", o)
}

// strangeOutputField is the output_field that is no field, nil otherwise.
func strangeOutputField(e Expression) object.Object {
	if d := e.base().dict; d != nil {
		return d.GetStr(strOutputField)
	}
	return nil
}

// outputClass is e.output_field.__class__.__name__.
func outputClass(t *object.Thread, e Expression) (string, error) {
	if o := strangeOutputField(e); o != nil {
		return o.Type().Name, nil
	}
	f, err := OutputField(t, e)
	if err != nil {
		return "", err
	}
	return f.Info().Self.Class.Name, nil
}

// replaceMethod is replace_expressions() of expressions, of F and of Q.
func replaceMethod() object.Method {
	return object.Method{Name: "replace_expressions", Fn: oneArgument(sigReplace, replaceExpressions)}
}

// replaceExpressions is replace_expressions(replacements) for programs.
func replaceExpressions(t *object.Thread, e Expression, a object.Object) (object.Object, error) {
	d, ok := object.AsDict(a)
	if !ok || d.Len() == 0 {
		return e, nil
	}
	if c, ok := e.(*CustomExpression); ok {
		c.t = t
	}
	var r Replacements
	for _, k := range d.Keys() {
		v, err := d.Get(t, k)
		if err != nil {
			return nil, err
		}
		from, ok1 := k.(Expression) // other keys equal no expression
		to, ok2 := AsExpression(t, v)
		if ok1 && ok2 {
			r.add(from, to)
		}
	}
	x, err := e.ReplaceExpressions(t, &r)
	if err != nil {
		return nil, err
	}
	return exprObject(x), nil
}

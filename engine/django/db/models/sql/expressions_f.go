package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// F is a reference to a field or annotation by name; OuterRef, ResolvedOuterRef and Sliced are the same struct with another class.
type F struct {
	Base
	Name string
	// outer is set for OuterRef(OuterRef("x")): name is then itself a reference.
	outer *F
	// Sliced only.
	obj           *F
	start, length int // length -1: to the end
}

// NewF is F(name).
func NewF(name string) *F { return makeExpr(&F{Name: name}, FType) }

// NewOuterRef is OuterRef(name).
func NewOuterRef(name string) *F { return makeExpr(&F{Name: name}, OuterRefType) }

func newResolvedOuterRef(name string) *F { return makeExpr(&F{Name: name}, ResolvedOuterRefType) }

func (f *F) isa(tp *object.Type) bool { return f.class == tp || f.class.IsSubtype(tp) }

func (f *F) Copy() Expression {
	c := *f
	c.copied(&c)
	return &c
}

func (f *F) ResolveExpression(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	switch {
	case f.isa(OuterRefType):
		if f.outer != nil {
			return f.outer, nil
		}
		return newResolvedOuterRef(f.Name), nil
	case f.isa(SlicedType):
		return f.resolveSliced(t, q, r)
	}
	if q == nil {
		return nil, object.AttributeErrorf(object.None, "resolve_ref", "'NoneType' object has no attribute 'resolve_ref'")
	}
	e, err := q.ResolveRef(t, f.Name, r)
	if err != nil || !f.isa(ResolvedOuterRefType) {
		return e, err
	}
	if e.ContainsOverClause() {
		return nil, utils.NotSupportedf("Referencing outer query window expression is not supported: %s.", f.Name)
	}
	if c, ok := e.(*Col); ok {
		n := *c
		n.copied(&n)
		n.possiblyMultivalued = strings.Contains(f.Name, LookupSep)
		return &n, nil
	}
	return e, nil
}

func (f *F) resolveSliced(t *object.Thread, q *Query, r ResolveArgs) (Expression, error) {
	resolved, err := q.ResolveRef(t, f.Name, r)
	if err != nil {
		return nil, err
	}
	expr := resolved
	if f.obj.isa(OuterRefType) || f.obj.isa(SlicedType) {
		if expr, err = Resolve(t, f.obj, q, r); err != nil {
			return nil, err
		}
	}
	out, err := OutputField(t, resolved)
	if err != nil {
		return nil, err
	}
	if !isField(out, "CharField") && !isField(out, "TextField") {
		return nil, utils.NotSupportedf("This field does not support slicing.")
	}
	return newSubstr(expr, f.start, f.length), nil
}

func (f *F) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	if f.isa(ResolvedOuterRefType) {
		return "", nil, object.ValueErrorf("This queryset contains a reference to an outer query and may only be used in a subquery.")
	}
	return "", nil, object.AttributeErrorf(f, "as_sql", "'%s' object has no attribute 'as_sql'", f.class.Name)
}

func (f *F) ResolveOutputField(t *object.Thread) (Field, error) {
	return nil, object.AttributeErrorf(f, "output_field", "'%s' object has no attribute 'output_field'", f.class.Name)
}

func (f *F) RelabeledClone(m AliasMap) Expression { return f }

func (f *F) ReplaceExpressions(t *object.Thread, r *Replacements) (Expression, error) {
	if x := r.get(t, f); x != nil {
		return x, nil
	}
	parts := strings.Split(f.Name, LookupSep)
	if len(parts) == 1 {
		return f, nil
	}
	x := r.get(t, NewF(parts[0]))
	if x == nil {
		return f, nil
	}
	if of, err := OutputFieldOrNone(t, x); err != nil || of == nil {
		return f, err
	}
	for _, name := range parts[1:] {
		cls, err := getTransform(t, x, name)
		if err != nil {
			return nil, err
		}
		if cls == nil {
			return f, nil
		}
		if x, err = applyTransform(t, cls, x); err != nil {
			return nil, err
		}
	}
	return x, nil
}

func (f *F) GroupByCols(t *object.Thread) ([]Expression, error) { return nil, nil }

func (f *F) Conditional(t *object.Thread) (bool, error) { return false, nil }

func (f *F) PrefixReferences(prefix string) Expression { return f }

func (f *F) sameAs(t *object.Thread, o Expression) bool {
	g := o.(*F)
	return f.Name == g.Name && f.start == g.start && f.length == g.length && (f.outer == nil) == (g.outer == nil)
}

var (
	sigF        = pysig.New("F.__init__", "self", "name")
	sigSliced   = pysig.New("Sliced.__init__", "self", "obj", "subscript")
	sigOrdering = pysig.New("OrderBy.__init__", "self", "expression", "descending=", "nulls_first=", "nulls_last=")
)

func initF(t *object.Thread, f *F, args []object.Object, kw *object.Kwargs) error {
	a, err := sigF.Bind(prependSelf(f, args), kw)
	if err != nil {
		return err
	}
	if o, ok := a[1].(*F); ok {
		f.outer, f.Name = o, o.Name
		return nil
	}
	s, ok := object.AsStr(a[1])
	if !ok {
		// Django keeps whatever it got and fails when it is resolved; a str is the only thing that ever works.
		return object.AttributeErrorf(a[1], "split", "'%s' object has no attribute 'split'", object.TypeName(a[1]))
	}
	f.Name = s
	return nil
}

func prependSelf(self object.Object, args []object.Object) []object.Object {
	return append([]object.Object{self}, args...)
}

func init() {
	FType.Define(object.Spec{
		Slots: object.Slots{
			New: newOf(func() *F { return &F{} }), Init: initOf(initF),
			Repr: func(t *object.Thread, o object.Object) (string, error) {
				f := o.(*F)
				if f.outer != nil {
					r, err := object.Repr(t, f.outer)
					return f.class.Name + "(" + r + ")", err
				}
				return f.class.Name + "(" + f.Name + ")", nil
			},
			RichCompare: func(t *object.Thread, a, b object.Object, op object.CompareOp) (object.Object, error) {
				if op != object.EQ {
					if op == object.NE {
						g, ok := b.(*F)
						return object.NewBool(!(ok && a.Type() == b.Type() && g.Name == a.(*F).Name)), nil
					}
					return object.NotImplemented, nil
				}
				g, ok := b.(*F)
				return object.NewBool(ok && a.Type() == b.Type() && g.Name == a.(*F).Name), nil
			},
			Hash: func(t *object.Thread, o object.Object) (int64, error) { return object.NewStr(o.(*F).Name).Hash(), nil },
			GetItem: func(t *object.Thread, o, key object.Object) (object.Object, error) {
				return sliceF(t, o.(*F), key)
			},
			Contains: func(t *object.Thread, o, v object.Object) (bool, error) {
				return false, object.TypeErrorf("argument of type '%s' is not iterable", object.TypeName(o))
			},
		},
		GetSets: []object.GetSet{
			{Name: "name", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
				if f := o.(*F); f.outer != nil {
					return f.outer, nil
				}
				return object.NewStr(o.(*F).Name), nil
			}, Set: func(t *object.Thread, o, v object.Object) error {
				if s, ok := object.AsStr(v); ok {
					o.(*F).Name = s
				}
				return nil
			}},
		},
		Methods: append(orderingMethods(), replaceMethod(), resolveMethod(), copyMethod(), copyHook("__copy__"), copyHook("__deepcopy__"), reduceMethod(), object.Method{Name: "deconstruct", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			return deconstruct(t, args[0].(*F))
		}}),
		Attrs: attrs("allowed_default", false),
	})
	flags := attrs("contains_aggregate", false, "contains_over_clause", false)
	ResolvedOuterRefType.Define(object.Spec{Attrs: flags})
	OuterRefType.Define(object.Spec{Attrs: flags})
	SlicedType.Define(object.Spec{Slots: object.Slots{
		Init: initOf(func(t *object.Thread, f *F, args []object.Object, kw *object.Kwargs) error {
			a, err := sigSliced.Bind(prependSelf(f, args), kw)
			if err != nil {
				return err
			}
			obj, ok := a[1].(*F)
			if !ok {
				return object.AttributeErrorf(a[1], "name", "'%s' object has no attribute 'name'", object.TypeName(a[1]))
			}
			s, err := sliceF(t, obj, a[2])
			if err != nil {
				return err
			}
			f.Name, f.obj, f.start, f.length = s.Name, obj, s.start, s.length
			return nil
		}),
		Repr: func(t *object.Thread, o object.Object) (string, error) {
			f := o.(*F)
			r, err := object.Repr(t, f.obj)
			if err != nil {
				return "", err
			}
			stop := "None"
			if f.length >= 0 {
				stop = itoa(f.start - 1 + f.length)
			}
			return f.class.Qualname + "(" + r + ", slice(" + itoa(f.start-1) + ", " + stop + ", None))", nil
		},
	}})
}

// sliceF is F("x")[key].
func sliceF(t *object.Thread, f *F, key object.Object) (*F, error) {
	s := makeExpr(&F{Name: f.Name, obj: f, length: -1}, SlicedType)
	if n, ok := object.AsInt(key); ok {
		if n < 0 {
			return nil, object.ValueErrorf("Negative indexing is not supported.")
		}
		s.start, s.length = int(n)+1, 1
		return s, nil
	}
	if object.TypeName(key) != "slice" {
		return nil, object.TypeErrorf("Argument to slice must be either int or slice instance.")
	}
	part := func(name string) (int, bool, error) {
		v, err := object.GetAttrName(t, key, name)
		if err != nil || v == object.None {
			return 0, false, err
		}
		n, err := object.AsIndex(t, v)
		return n, true, err
	}
	start, hasStart, err := part("start")
	if err != nil {
		return nil, err
	}
	stop, hasStop, err := part("stop")
	if err != nil {
		return nil, err
	}
	_, hasStep, err := part("step")
	switch {
	case err != nil:
		return nil, err
	case start < 0 || stop < 0:
		return nil, object.ValueErrorf("Negative indexing is not supported.")
	case hasStep:
		return nil, object.ValueErrorf("Step argument is not supported.")
	case hasStop && hasStart && stop != 0 && start != 0 && stop < start:
		return nil, object.ValueErrorf("Slice stop must be greater than slice start.")
	}
	s.start = 1
	if hasStart {
		s.start = start + 1
	}
	if hasStop {
		s.length = stop - start
	}
	return s, nil
}

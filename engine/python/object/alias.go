package object

// types.GenericAlias (list[int]), types.UnionType (int | None) and types.MappingProxyType.

// GenericAlias is a parametrised class such as list[int].
type GenericAlias struct {
	Origin  Object
	Args    *Tuple
	params  *Tuple // type variables, found when first asked
	starred bool
}

// Union is int | None.
type Union struct{ Args *Tuple }

// MappingProxy is a read-only view of a mapping: what cls.__dict__ is.
type MappingProxy struct{ m Object }

// The types of these.
var (
	GenericAliasType = Declare("GenericAlias", "types")
	UnionType        = Declare("UnionType", "types")
	MappingProxyType = Declare("mappingproxy", "builtins")
)

// Type implements Object.
func (*GenericAlias) Type() *Type { return GenericAliasType }

// Type implements Object.
func (*Union) Type() *Type { return UnionType }

// Type implements Object.
func (*MappingProxy) Type() *Type { return MappingProxyType }

// NewGenericAlias makes origin[args]; args that are no tuple are one argument.
func NewGenericAlias(origin, args Object) Object {
	tu, ok := args.(*Tuple)
	if !ok {
		tu = NewTuple(args)
	}
	return &GenericAlias{Origin: origin, Args: tu}
}

// NewMappingProxy makes a read-only view of a dict.
func NewMappingProxy(d *Dict) Object { return &MappingProxy{d} }

var (
	strOrigin     = Intern("__origin__")
	strArgs       = Intern("__args__")
	strParameters = Intern("__parameters__")
	strTypeSubst  = Intern("__typing_subst__")
	strMroEntries = Intern("__mro_entries__")
)

// aliasRepr writes a type argument as CPython does: classes by name, everything else by repr.
func aliasRepr(t *Thread, o Object) (string, error) {
	if o == Ellipsis {
		return "...", nil
	}
	if _, ok := o.(*GenericAlias); ok {
		return Repr(t, o)
	}
	if v, err := GetAttrOpt(t, o, strOrigin); err != nil {
		return "", err
	} else if v != nil {
		if a, err := GetAttrOpt(t, o, strArgs); err != nil {
			return "", err
		} else if a != nil {
			return Repr(t, o)
		}
	}
	if tp, ok := o.(*Type); ok {
		if m := tp.ModuleName(); m != "" && m != "builtins" {
			return m + "." + tp.Qualname, nil
		}
		return tp.Qualname, nil
	}
	q, err := GetAttrOpt(t, o, strQualname)
	if err != nil {
		return "", err
	}
	if s, ok := AsStr(orNone(q)); ok {
		m, err := GetAttrOpt(t, o, strModule)
		if err != nil {
			return "", err
		}
		if ms, ok := AsStr(orNone(m)); ok {
			if ms == "builtins" {
				return s, nil
			}
			return ms + "." + s, nil
		}
	}
	return Repr(t, o)
}

// typeParameters lists the type variables among args, each once.
func typeParameters(t *Thread, args []Object) (*Tuple, error) {
	var out []Object
	add := func(v Object) {
		for _, x := range out {
			if x == v {
				return
			}
		}
		out = append(out, v)
	}
	for _, a := range args {
		if _, ok := a.(*Type); ok {
			continue
		}
		if s, err := GetAttrOpt(t, a, strTypeSubst); err != nil {
			return nil, err
		} else if s != nil {
			add(a)
			continue
		}
		p, err := GetAttrOpt(t, a, strParameters)
		if err != nil {
			return nil, err
		}
		if tu, ok := AsTuple(orNone(p)); ok {
			for _, x := range tu.Items {
				add(x)
			}
		}
	}
	return NewTuple(out...), nil
}

func (g *GenericAlias) parameters(t *Thread) (*Tuple, error) {
	if g.params == nil {
		p, err := typeParameters(t, g.Args.Items)
		if err != nil {
			return nil, err
		}
		g.params = p
	}
	return g.params, nil
}

// preparedArgs are the arguments for params: those of unpacked tuples in place of these, and what a TypeVarTuple stands for as one tuple.
func preparedArgs(t *Thread, self Object, params *Tuple, args []Object) ([]Object, error) {
	given := make([]Object, 0, len(args))
	for _, a := range args {
		if _, ok := a.(*Type); !ok {
			inner, err := GetAttrOpt(t, a, Intern("__typing_unpacked_tuple_args__"))
			if err != nil {
				return nil, err
			}
			if tu, ok := inner.(*Tuple); ok && (len(tu.Items) == 0 || tu.Items[len(tu.Items)-1] != Object(Ellipsis)) {
				given = append(given, tu.Items...)
				continue
			}
		}
		given = append(given, a)
	}
	for _, p := range params.Items {
		prepare, err := GetAttrOpt(t, p, Intern("__typing_prepare_subst__"))
		if err != nil {
			return nil, err
		}
		if prepare == nil {
			continue
		}
		r, err := CallArgs(t, prepare, self, NewTuple(given...))
		if err != nil {
			return nil, err
		}
		if tu, ok := AsTuple(r); ok {
			given = tu.Items
		} else {
			given = []Object{r}
		}
	}
	return given, nil
}

// substitute replaces type variables in args.
func substitute(t *Thread, self Object, params *Tuple, args []Object, key Object) ([]Object, error) {
	given := []Object{key}
	if tu, ok := key.(*Tuple); ok {
		given = tu.Items
	}
	if len(params.Items) == 0 {
		r, err := Repr(t, self)
		if err != nil {
			return nil, err
		}
		return nil, TypeErrorf("%s is not a generic class", r)
	}
	given, err := preparedArgs(t, self, params, given)
	if err != nil {
		return nil, err
	}
	if len(given) != len(params.Items) {
		r, err := Repr(t, self)
		if err != nil {
			return nil, err
		}
		what := "many"
		if len(given) < len(params.Items) {
			what = "few"
		}
		return nil, TypeErrorf("Too %s arguments for %s; actual %d, expected %d", what, r, len(given), len(params.Items))
	}
	value := func(v Object) Object {
		for i, p := range params.Items {
			if p == v {
				return given[i]
			}
		}
		return nil
	}
	out := make([]Object, 0, len(args))
	for _, a := range args {
		if v := value(a); v != nil {
			out = append(out, v)
			continue
		}
		if _, ok := a.(*Type); !ok {
			p, err := GetAttrOpt(t, a, strParameters)
			if err != nil {
				return nil, err
			}
			if tu, ok := AsTuple(orNone(p)); ok && len(tu.Items) > 0 {
				if several, err := GetAttrOpt(t, a, Intern("__typing_is_unpacked_typevartuple__")); err != nil {
					return nil, err
				} else if several == True {
					if rest, ok := value(tu.Items[0]).(*Tuple); ok {
						out = append(out, rest.Items...)
						continue
					}
				}
				sub := make([]Object, 0, len(tu.Items))
				for _, x := range tu.Items {
					v := value(x)
					if rest, ok := v.(*Tuple); ok && x.Type().Slots.Iter != nil { // what a TypeVarTuple stands for
						sub = append(sub, rest.Items...)
					} else {
						sub = append(sub, v)
					}
				}
				r, err := GetItem(t, a, NewTuple(sub...))
				if err != nil {
					return nil, err
				}
				out = append(out, r)
				continue
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// ownAliasAttrs are looked up on the alias itself, all others on its origin.
var ownAliasAttrs = map[string]bool{
	"__class__": true, "__origin__": true, "__args__": true, "__unpacked__": true, "__parameters__": true, "__mro_entries__": true,
	"__reduce_ex__": true, "__reduce__": true, "__copy__": true, "__deepcopy__": true, "__typing_unpacked_tuple_args__": true,
}

// unionArgs lists what o contributes to a union; ok is false for what cannot be in one.
func unionArgs(t *Thread, o Object) ([]Object, bool) {
	switch o := o.(type) {
	case *Union:
		return o.Args.Items, true
	case *Type, *GenericAlias:
		return []Object{o}, true
	}
	if o == None {
		return []Object{NoneType}, true
	}
	return nil, false
}

func typeOr(t *Thread, a, b Object) (Object, error) {
	x, ok1 := unionArgs(t, a)
	y, ok2 := unionArgs(t, b)
	if !ok1 || !ok2 {
		return NotImplemented, nil
	}
	return newUnion(t, append(append([]Object(nil), x...), y...))
}

func newUnion(t *Thread, args []Object) (Object, error) {
	var out []Object
next:
	for _, a := range args {
		for _, b := range out {
			if a == b {
				continue next
			}
			if _, ok := a.(*GenericAlias); ok {
				eq, err := Equal(t, a, b)
				if err != nil {
					return nil, err
				}
				if eq {
					continue next
				}
			}
		}
		out = append(out, a)
	}
	if len(out) == 1 {
		return out[0], nil
	}
	return &Union{NewTuple(out...)}, nil
}

func init() {
	or := [NumBinaryOps]BinaryFunc{Or: typeOr}
	GenericAliasType.Define(Spec{
		Slots: Slots{
			New:         genericAliasNew,
			Init:        func(*Thread, Object, []Object, *Kwargs) error { return nil },
			Repr:        genericAliasRepr,
			Hash:        genericAliasHash,
			RichCompare: genericAliasRichCompare,
			Call:        genericAliasCall,
			GetItem:     genericAliasGetItem,
			Iter:        genericAliasIter,
			GetAttr:     genericAliasGetAttr,
			Binary:      or, RBinary: reflectedAll(or),
		},
		GetSets: []GetSet{
			{Name: "__origin__", Get: func(t *Thread, o Object) (Object, error) { return aliasOf(o).Origin, nil }},
			{Name: "__args__", Get: func(t *Thread, o Object) (Object, error) { return aliasOf(o).Args, nil }},
			{Name: "__typing_unpacked_tuple_args__", Get: genericAliasTypingUnpackedTupleArgs},
			{Name: "__unpacked__", Get: func(t *Thread, o Object) (Object, error) { return NewBool(aliasOf(o).starred), nil }},
			{Name: "__parameters__", Get: genericAliasParameters},
		},
		Methods: []Method{
			{Name: "__mro_entries__", Fn: oneArg("__mro_entries__", func(t *Thread, o, bases Object) (Object, error) { return NewTuple(aliasOf(o).Origin), nil })},
			{Name: "__instancecheck__", Fn: oneArg("__instancecheck__", func(t *Thread, o, x Object) (Object, error) {
				return nil, TypeErrorf("isinstance() argument 2 cannot be a parameterized generic")
			})},
			{Name: "__subclasscheck__", Fn: oneArg("__subclasscheck__", func(t *Thread, o, x Object) (Object, error) {
				return nil, TypeErrorf("issubclass() argument 2 cannot be a parameterized generic")
			})},
		},
	})
	UnionType.Define(Spec{
		Final: true,
		Slots: Slots{
			Repr:        unionRepr,
			Hash:        unionHash,
			RichCompare: unionRichCompare,
			GetItem:     unionGetItem,
			Binary:      or, RBinary: reflectedAll(or),
		},
		GetSets: []GetSet{
			{Name: "__args__", Get: func(t *Thread, o Object) (Object, error) { return unionOf(o).Args, nil }},
			{Name: "__parameters__", Get: unionParameters},
		},
		Methods: []Method{checkUnionArg("__instancecheck__", IsInstanceOf), checkUnionArg("__subclasscheck__", IsSubclassOf)},
	})
	MappingProxyType.Define(Spec{
		Final: true,
		Slots: Slots{
			New:  mappingProxyNew,
			Init: func(*Thread, Object, []Object, *Kwargs) error { return nil },
			Repr: mappingProxyRepr,
			Str:  func(t *Thread, o Object) (string, error) { return ToStr(t, proxyOf(o)) },
			Hash: func(t *Thread, o Object) (int64, error) { return Hash(t, proxyOf(o)) },
			RichCompare: func(t *Thread, a, b Object, op CompareOp) (Object, error) {
				return RichCompare(t, proxyOf(a), unwrapProxy(b), op)
			},
			Len:      func(t *Thread, o Object) (int, error) { return Len(t, proxyOf(o)) },
			Iter:     func(t *Thread, o Object) (Object, error) { return Iter(t, proxyOf(o)) },
			GetItem:  func(t *Thread, o, key Object) (Object, error) { return GetItem(t, proxyOf(o), key) },
			Contains: func(t *Thread, o, key Object) (bool, error) { return Contains(t, proxyOf(o), key) },
			Binary:   [NumBinaryOps]BinaryFunc{Or: orProxied},
			RBinary:  [NumBinaryOps]BinaryFunc{Or: reflected(orProxied)},
			InPlace: [NumBinaryOps]BinaryFunc{Or: func(t *Thread, a, b Object) (Object, error) {
				return nil, TypeErrorf("'|=' is not supported by mappingproxy; use '|' instead")
			}},
		},
		Methods: []Method{
			forwarded("get"), forwarded("keys"), forwarded("values"), forwarded("items"), forwarded("copy"), forwarded("__reversed__"),
			ClassGetItem("mappingproxy"),
		},
	})
}

// genericAliasNew is GenericAliasType's New.
func genericAliasNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("GenericAlias", args, kw, 2, 2); err != nil {
		return nil, err
	}
	return NewGenericAlias(args[0], args[1]), nil
}

// genericAliasRepr is GenericAliasType's Repr.
func genericAliasRepr(t *Thread, o Object) (string, error) {
	g := aliasOf(o)
	s, err := aliasRepr(t, g.Origin)
	if err != nil {
		return "", err
	}
	s += "["
	for i, a := range g.Args.Items {
		if i > 0 {
			s += ", "
		}
		var r string
		if l, ok := a.(*List); ok {
			r = "["
			for j, x := range l.Items {
				if j > 0 {
					r += ", "
				}
				xr, err := aliasRepr(t, x)
				if err != nil {
					return "", err
				}
				r += xr
			}
			r += "]"
		} else if r, err = aliasRepr(t, a); err != nil {
			return "", err
		}
		s += r
	}
	if len(g.Args.Items) == 0 {
		s += "()"
	}
	if g.starred {
		s = "*" + s
	}
	return s + "]", nil
}

// genericAliasHash is GenericAliasType's Hash.
func genericAliasHash(t *Thread, o Object) (int64, error) {
	h, err := Hash(t, aliasOf(o).Origin)
	if err != nil {
		return 0, err
	}
	a, err := Hash(t, aliasOf(o).Args)
	return h ^ a, err
}

// genericAliasRichCompare is GenericAliasType's RichCompare.
func genericAliasRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	y, ok := b.(*GenericAlias)
	if !ok || op != EQ && op != NE {
		return NotImplemented, nil
	}
	x := aliasOf(a)
	eq, err := Equal(t, x.Origin, y.Origin)
	if err == nil && eq {
		eq, err = Equal(t, x.Args, y.Args)
	}
	return NewBool((eq && x.starred == y.starred) == (op == EQ)), err
}

// genericAliasCall is GenericAliasType's Call.
func genericAliasCall(t *Thread, o Object, args []Object, kw *Kwargs) (Object, error) {
	r, err := Call(t, aliasOf(o).Origin, args, kw)
	if err != nil {
		return nil, err
	}
	if err := SetAttrName(t, r, "__orig_class__", o); err != nil && !IsException(err, AttributeErrorType) && !IsException(err, TypeErrorType) {
		return nil, err
	}
	return r, nil
}

// genericAliasGetItem is GenericAliasType's GetItem.
func genericAliasGetItem(t *Thread, o, key Object) (Object, error) {
	g := aliasOf(o)
	p, err := g.parameters(t)
	if err != nil {
		return nil, err
	}
	args, err := substitute(t, o, p, g.Args.Items, key)
	if err != nil {
		return nil, err
	}
	return &GenericAlias{Origin: g.Origin, Args: NewTuple(args...)}, nil
}

// genericAliasIter is GenericAliasType's Iter.
func genericAliasIter(t *Thread, o Object) (Object, error) {
	g := *aliasOf(o)
	g.starred = true
	return &TupleIter{items: []Object{&g}}, nil
}

// genericAliasGetAttr is GenericAliasType's GetAttr.
func genericAliasGetAttr(t *Thread, o Object, name *Str) (Object, error) {
	if !ownAliasAttrs[name.s] {
		return GetAttr(t, aliasOf(o).Origin, name)
	}
	return GenericGetAttr(t, o, name)
}

// genericAliasTypingUnpackedTupleArgs is GenericAlias.__typing_unpacked_tuple_args__.
func genericAliasTypingUnpackedTupleArgs(t *Thread, o Object) (Object, error) {
	if g := aliasOf(o); g.starred && g.Origin == Object(TupleType) {
		return g.Args, nil
	}
	return None, nil
}

// genericAliasParameters is GenericAlias.__parameters__.
func genericAliasParameters(t *Thread, o Object) (Object, error) {
	p, err := aliasOf(o).parameters(t)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// unionRepr is UnionType's Repr.
func unionRepr(t *Thread, o Object) (string, error) {
	s := ""
	for i, a := range unionOf(o).Args.Items {
		if i > 0 {
			s += " | "
		}
		r := "None"
		if a != Object(NoneType) {
			var err error
			if r, err = aliasRepr(t, a); err != nil {
				return "", err
			}
		}
		s += r
	}
	return s, nil
}

// unionHash is UnionType's Hash.
func unionHash(t *Thread, o Object) (int64, error) {
	f, err := NewFrozenSet(t, unionOf(o).Args)
	if err != nil {
		return 0, err
	}
	return f.hashItems(), nil
}

// unionRichCompare is UnionType's RichCompare.
func unionRichCompare(t *Thread, a, b Object, op CompareOp) (Object, error) {
	y, ok := b.(*Union)
	if !ok || op != EQ && op != NE {
		return NotImplemented, nil
	}
	f, err := NewFrozenSet(t, unionOf(a).Args)
	if err != nil {
		return nil, err
	}
	g, err := NewFrozenSet(t, y.Args)
	if err != nil {
		return nil, err
	}
	return RichCompare(t, f, g, op)
}

// unionGetItem is UnionType's GetItem.
func unionGetItem(t *Thread, o, key Object) (Object, error) {
	p, err := typeParameters(t, unionOf(o).Args.Items)
	if err != nil {
		return nil, err
	}
	args, err := substitute(t, o, p, unionOf(o).Args.Items, key)
	if err != nil {
		return nil, err
	}
	return newUnion(t, args)
}

// unionParameters is Union.__parameters__.
func unionParameters(t *Thread, o Object) (Object, error) {
	p, err := typeParameters(t, unionOf(o).Args.Items)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// mappingProxyNew is MappingProxyType's New.
func mappingProxyNew(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
	if err := CheckArgs("mappingproxy", args, kw, 1, 1); err != nil {
		return nil, err
	}
	if s := &args[0].Type().Slots; s.GetItem == nil || IsInstance(args[0], ListType) || IsInstance(args[0], TupleType) {
		return nil, TypeErrorf("mappingproxy() argument must be a mapping, not %s", TypeName(args[0]))
	}
	return &MappingProxy{args[0]}, nil
}

// mappingProxyRepr is MappingProxyType's Repr.
func mappingProxyRepr(t *Thread, o Object) (string, error) {
	r, err := Repr(t, proxyOf(o))
	return "mappingproxy(" + r + ")", err
}

func checkUnionArg(name string, f func(t *Thread, x, cls Object) (bool, error)) Method {
	return Method{Name: name, Fn: oneArg(name, func(t *Thread, o, x Object) (Object, error) {
		for _, a := range unionOf(o).Args.Items {
			if is, err := f(t, x, a); is || err != nil {
				return NewBool(is), err
			}
		}
		return False, nil
	})}
}

func forwarded(name string) Method {
	return Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		return CallMethodKw(t, proxyOf(args[0]), Intern(name), args[1:], kw)
	}}
}

func orProxied(t *Thread, a, b Object) (Object, error) {
	return BinaryOp(t, Or, unwrapProxy(a), unwrapProxy(b))
}

func aliasOf(o Object) *GenericAlias { return o.(*GenericAlias) }

func unionOf(o Object) *Union { return o.(*Union) }

func proxyOf(o Object) Object { return o.(*MappingProxy).m }

func unwrapProxy(o Object) Object {
	if p, ok := o.(*MappingProxy); ok {
		return p.m
	}
	return o
}

package sql

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Look-ups and transforms of JSONField (django.db.models.fields.json).

const jsonModule = "django.db.models.fields.json"

var (
	KeyTransformType        = object.Declare("KeyTransform", jsonModule, TransformType)
	KeyTextTransformType    = object.Declare("KeyTextTransform", jsonModule, KeyTransformType)
	keyTransformFactoryType = object.Declare("KeyTransformFactory", jsonModule)
	jsonTypes               = map[string]*object.Type{"KeyTransform": KeyTransformType, "KeyTextTransform": KeyTextTransformType}
	jsonLookupTypes         []*object.Type
)

// KeyTransform is a key or index of a JSON value; a path is a chain of them.
type KeyTransform struct {
	Transform
	key string
}

func (f *KeyTransform) Copy() Expression {
	c := *f
	c.copyFunc(&c)
	return &c
}

func newKeyTransform(cls *object.Type, key string, src Expression) *KeyTransform {
	k := &KeyTransform{key: key}
	k.Sources = []Expression{src}
	return makeExpr(k, cls)
}

// IsKeyTransform tells whether an expression is a KeyTransform: JSONField.from_db_value leaves its plain values alone.
func IsKeyTransform(o object.Object) bool {
	_, ok := o.(*KeyTransform)
	return ok
}

// path is preprocess_lhs: the SQL of the JSON value and the keys from there.
func (f *KeyTransform) path(t *object.Thread, c *SQLCompiler) (string, Params, []string, error) {
	keys := []string{f.key}
	src := f.Sources[0]
	for {
		k, ok := src.(*KeyTransform)
		if !ok {
			break
		}
		keys = append([]string{k.key}, keys...)
		src = k.Sources[0]
	}
	s, params, err := c.Compile(t, src)
	return s, params, keys, err
}

func (f *KeyTransform) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	s, params, keys, err := f.path(t, c)
	if err != nil {
		return "", nil, err
	}
	one := append(params[:len(params):len(params)], object.NewStr(compileJSONPath(keys, true)))
	all := append(append(append(Params(nil), one...), one...), one...)
	return "(CASE WHEN JSON_TYPE(" + s + ", %s) IN (" + jsonDatatypes + ") THEN JSON_TYPE(" + s + ", %s) ELSE JSON_EXTRACT(" + s + ", %s) END)", all, nil
}

func (f *KeyTransform) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return f.AsSQLite(t, c, ctx)
}

func (f *KeyTransform) sameAs(t *object.Thread, o Expression) bool {
	return f.key == o.(*KeyTransform).key && f.Func.sameAs(t, o)
}

// keyTransformFactory is what JSONField.get_transform gives for a name that is no transform: calling it makes a KeyTransform.
type keyTransformFactory struct{ key string }

var sigKeyTransformFactory = pysig.New("KeyTransformFactory.__init__", "self", "key_name")

// NewKeyTransformFactory is KeyTransformFactory(key_name).
func NewKeyTransformFactory(key string) object.Object { return &keyTransformFactory{key} }

// Type implements object.Object.
func (*keyTransformFactory) Type() *object.Type { return keyTransformFactoryType }

// containsJSON refuses: SQLite has no JSON_CONTAINS.
type containsJSON struct{ prepValueLookup }

func (l *containsJSON) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *containsJSON) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return "", nil, notSupported("%s lookup is not supported on this database backend.", l.lookupName())
}

// hasKey is has_key, has_keys and has_any_keys.
type hasKey struct {
	Lookup
	arrayIndex bool // HasKeyOrArrayIndex: the last key may be an index
}

func (l *hasKey) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *hasKey) PrepLookup(t *object.Thread) (object.Object, error) {
	if l.lookupName() == "has_key" {
		return l.Rhs, nil
	}
	items, err := object.Collect(t, l.Rhs)
	if err != nil {
		return nil, err
	}
	for i, v := range items {
		s, err := object.ToStr(t, v)
		if err != nil {
			return nil, err
		}
		items[i] = object.NewStr(s)
	}
	return object.NewList(items), nil
}

func (l *hasKey) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return l.compile(t, c, " IS NOT NULL")
}

func (l *hasKey) AsSQL(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	return l.AsSQLite(t, c, ctx)
}

func (l *hasKey) compile(t *object.Thread, c *SQLCompiler, test string) (string, Params, error) {
	root := "$"
	var s string
	var params Params
	var err error
	if k, ok := l.Lhs.(*KeyTransform); ok {
		var keys []string
		if s, params, keys, err = k.path(t, c); err == nil {
			root = compileJSONPath(keys, true)
		}
	} else {
		s, params, err = processLHS(t, l.lk(), c)
	}
	if err != nil {
		return "", nil, err
	}
	items := []object.Object{l.Rhs}
	if list, ok := object.AsList(l.Rhs); ok {
		items = list.Items
	} else if tu, ok := object.AsTuple(l.Rhs); ok {
		items = tu.Items
	}
	var parts []string
	var all Params
	for _, item := range items {
		var keys []string
		if k, ok := item.(*KeyTransform); ok {
			if _, _, keys, err = k.path(t, c); err != nil {
				return "", nil, err
			}
		} else {
			x, err := object.ToStr(t, item)
			if err != nil {
				return "", nil, err
			}
			keys = []string{x}
		}
		last := keys[len(keys)-1]
		path := root + compileJSONPath(keys[:len(keys)-1], false)
		if l.arrayIndex {
			path += compileJSONPath([]string{last}, false)
		} else {
			path += "." + jsonText(last)
		}
		parts = append(parts, "JSON_TYPE("+s+", %s)"+test)
		all = append(append(all, params...), object.NewStr(path))
	}
	switch l.lookupName() {
	case "has_keys":
		return "(" + strings.Join(parts, " AND ") + ")", all, nil
	case "has_any_keys":
		return "(" + strings.Join(parts, " OR ") + ")", all, nil
	}
	return strings.Join(parts, ""), all, nil
}

// jsonExact is JSONExact: None means JSON's null.
type jsonExact struct{ Exact }

func (l *jsonExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *jsonExact) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	s, params, err := l.Exact.ProcessRHS(t, c)
	if err == nil && s == "%s" && len(params) == 1 && params[0] == object.None {
		params = Params{object.NewStr("null")}
	}
	return s, params, err
}

// keyExact is KeyTransformExact.
type keyExact struct{ jsonExact }

func (l *keyExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyExact) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	if _, ok := l.Rhs.(*KeyTransform); ok {
		return l.Lookup.ProcessRHS(t, c)
	}
	s, params, err := l.jsonExact.ProcessRHS(t, c)
	if err != nil {
		return "", nil, err
	}
	args := make([]string, len(params))
	for i, p := range params {
		if args[i] = "JSON_EXTRACT(%s, '$')"; isJSONDatatype(p) {
			args[i] = "%s"
		}
	}
	return formatPositional(s, args...), params, nil
}

// jsonInLike is implemented by KeyTransformIn.
type jsonInLike interface {
	paramSQL(s string, v object.Object, ps Params) string
}

type keyIn struct{ In }

func (l *keyIn) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyIn) paramSQL(s string, v object.Object, ps Params) string {
	if _, isExpr := v.(Expression); isExpr || len(ps) > 0 && isJSONDatatype(ps[0]) {
		return s
	}
	return "JSON_EXTRACT(%s, '$')"
}

// keyIsNull is KeyTransformIsNull: a key that is not there is null.
type keyIsNull struct{ IsNull }

func (l *keyIsNull) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyIsNull) AsSQLite(t *object.Thread, c *SQLCompiler, ctx *Context) (string, Params, error) {
	k, ok := l.Lhs.(*KeyTransform)
	if !ok {
		return l.IsNull.AsSQL(t, c, ctx)
	}
	test := " IS NULL"
	if null, _ := l.Rhs.(object.Bool); !bool(null) {
		test = " IS NOT NULL"
	}
	h := makeExpr(&hasKey{arrayIndex: true}, jsonTypes["HasKeyOrArrayIndex"])
	h.Lhs, h.Rhs = k.Sources[0], object.NewStr(k.key)
	return h.compile(t, c, test)
}

// keyText turns the left side into a KeyTextTransform, as KeyTransformTextLookupMixin does.
func keyText(lhs Expression) (Expression, error) {
	k, ok := lhs.(*KeyTransform)
	if !ok {
		return nil, object.TypeErrorf("Transform should be an instance of KeyTransform in order to use this lookup.")
	}
	x := newKeyTransform(KeyTextTransformType, k.key, k.Sources[0])
	x.Sources = k.Sources
	x.extra = k.extra
	return x, nil
}

// keyPattern, keyIExact and keyRegex are text look-ups on a key.
type keyPattern struct{ Pattern }

func (l *keyPattern) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyPattern) PrepLookup(t *object.Thread) (object.Object, error) {
	var err error
	if l.Lhs, err = keyText(l.Lhs); err != nil {
		return nil, err
	}
	return l.Pattern.PrepLookup(t)
}

type keyRegex struct{ builtinLookup }

func (l *keyRegex) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyRegex) PrepLookup(t *object.Thread) (object.Object, error) {
	var err error
	if l.Lhs, err = keyText(l.Lhs); err != nil {
		return nil, err
	}
	return l.builtinLookup.PrepLookup(t)
}

type keyIExact struct{ IExact }

func (l *keyIExact) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyIExact) PrepLookup(t *object.Thread) (object.Object, error) {
	var err error
	if l.Lhs, err = keyText(l.Lhs); err != nil {
		return nil, err
	}
	return l.IExact.PrepLookup(t)
}

// keyCompare is lt, lte, gt and gte on a key: the value is compared as what it is, not as JSON text.
type keyCompare struct{ prepValueLookup }

func (l *keyCompare) Copy() Expression {
	c := *l
	c.copied(&c)
	return &c
}

func (l *keyCompare) ProcessRHS(t *object.Thread, c *SQLCompiler) (string, Params, error) {
	s, params, err := l.prepValueLookup.ProcessRHS(t, c)
	if err != nil {
		return "", nil, err
	}
	out := make(Params, len(params))
	for i, p := range params {
		if out[i], err = jsonLoads(t, p); err != nil {
			return "", nil, err
		}
	}
	return s, out, nil
}

func jsonLoads(t *object.Thread, v object.Object) (object.Object, error) {
	m, err := t.RT.Import(t, "json")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "loads", v)
}

var sigKeyTransform = pysig.New("KeyTransform.__init__", "self", "key_name", "*args", "**kwargs")

func init() {
	mkKey := func() funcLike { return &KeyTransform{} }
	KeyTransformType.Define(object.Spec{
		Slots: object.Slots{New: newOf(mkKey), Init: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) error {
			a, err := sigKeyTransform.Bind(prependSelf(o, args), kw)
			if err != nil {
				return err
			}
			k, ok := o.(*KeyTransform)
			if !ok {
				return object.TypeErrorf("not a KeyTransform")
			}
			if k.key, err = object.ToStr(t, a[1]); err != nil {
				return err
			}
			return initFunc(t, k, a[2].(*object.Tuple).Items, dictKwargs(a[3].(*object.Dict)))
		}},
		GetSets: []object.GetSet{{Name: "key_name", Get: func(t *object.Thread, o object.Object) (object.Object, error) {
			return object.NewStr(o.(*KeyTransform).key), nil
		}}},
	})
	outputFields[KeyTextTransformType] = "TextField"
	KeyTextTransformType.Define(object.Spec{
		Methods: []object.Method{{Name: "from_lookup", Class: true, Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if err := object.CheckArgs("from_lookup", args[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			return keyTextFromLookup(args[1])
		}}},
	})
	keyTransformFactoryType.Define(object.Spec{Slots: object.Slots{
		New: func(t *object.Thread, cls *object.Type, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			a, err := sigKeyTransformFactory.Bind(append([]object.Object{cls}, args...), kw)
			if err != nil {
				return nil, err
			}
			key, err := object.ToStr(t, a[1])
			return &keyTransformFactory{key}, err
		},
		Call: func(t *object.Thread, o object.Object, args []object.Object, kw *object.Kwargs) (object.Object, error) {
			if len(args) != 1 {
				return nil, object.TypeErrorf("KeyTransform takes one expression")
			}
			return newKeyTransform(KeyTransformType, o.(*keyTransformFactory).key, ParseExpression(t, args[0])), nil
		},
	}})
	def := func(name string, base *object.Type, mk func() lookupLike, pairs ...any) *object.Type {
		tp := object.Declare(name, jsonModule, base)
		jsonTypes[name] = tp
		defLookup(tp, mk, attrs(pairs...))
		return tp
	}
	has := func() lookupLike { return &hasKey{} }
	contains := func() lookupLike { return &containsJSON{} }
	hasKeyType := def("HasKey", LookupType, has, "lookup_name", "has_key", "prepare_rhs", false)
	hasKeys := def("HasKeys", LookupType, has, "lookup_name", "has_keys")
	def("HasKeyOrArrayIndex", hasKeyType, func() lookupLike { return &hasKey{arrayIndex: true} })
	jsonLookupTypes = []*object.Type{
		def("DataContains", LookupType, contains, "lookup_name", "contains"),
		def("ContainedBy", LookupType, contains, "lookup_name", "contained_by"),
		hasKeyType, hasKeys,
		def("HasAnyKeys", hasKeys, has, "lookup_name", "has_any_keys"),
		def("JSONExact", ExactType, func() lookupLike { return &jsonExact{} }, "can_use_none_as_rhs", true),
		def("JSONIContains", IContainsType, func() lookupLike { return &Pattern{} }),
	}
	pattern := func() lookupLike { return &keyPattern{} }
	regex := func() lookupLike { return &keyRegex{} }
	compare := func() lookupLike { return &keyCompare{} }
	jsonKeyLookups = []*object.Type{
		def("KeyTransformIn", InType, func() lookupLike { return &keyIn{} }),
		def("KeyTransformExact", jsonTypes["JSONExact"], func() lookupLike { return &keyExact{} }),
		def("KeyTransformIExact", IExactType, func() lookupLike { return &keyIExact{} }),
		def("KeyTransformIsNull", IsNullType, func() lookupLike { return &keyIsNull{} }),
		def("KeyTransformIContains", IContainsType, pattern),
		def("KeyTransformStartsWith", StartsWithType, pattern),
		def("KeyTransformIStartsWith", IStartsWithType, pattern),
		def("KeyTransformEndsWith", EndsWithType, pattern),
		def("KeyTransformIEndsWith", IEndsWithType, pattern),
		def("KeyTransformRegex", RegexType, regex),
		def("KeyTransformIRegex", IRegexType, regex),
		def("KeyTransformLt", LessThanType, compare),
		def("KeyTransformLte", LessThanOrEqualType, compare),
		def("KeyTransformGt", GreaterThanType, compare),
		def("KeyTransformGte", GreaterThanOrEqualType, compare),
	}
}

// jsonKeyLookups are registered on KeyTransform (register.go).
var jsonKeyLookups []*object.Type

// keyTextFromLookup is KT(lookup).
func keyTextFromLookup(o object.Object) (object.Object, error) {
	s, _ := object.AsStr(o)
	keys := splitName(s)
	if len(keys) < 2 {
		return nil, object.ValueErrorf("Lookup must contain key or index transforms.")
	}
	var e Expression = NewF(keys[0])
	for _, k := range keys[1:] {
		e = newKeyTransform(KeyTextTransformType, k, e)
	}
	return e, nil
}

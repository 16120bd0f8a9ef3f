package sql

import (
	"slices"
	"sort"

	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// RegisterLookupMixinType is django.db.models.query_utils.RegisterLookupMixin: the classes on which look-ups and transforms are registered.
var RegisterLookupMixinType = object.Declare("RegisterLookupMixin", "django.db.models.query_utils")

// classLookups is what classes have of their own: the built-in ones are the same in every run; what the program registers belongs to its run.
type classLookups map[*object.Type][]registration

type registration struct {
	name  string
	class object.Object
}

var builtinLookups = classLookups{}

type lookupsKey struct{}

func runLookups(t *object.Thread) classLookups {
	return t.RT.State(lookupsKey{}, func() any { return classLookups{} }).(classLookups)
}

type fieldLookupsKey struct{}

// fieldLookups is what single fields have of their own: SomeModel._meta.get_field("name").register_lookup(…).
type fieldLookups map[*object.Instance][]registration

func runFieldLookups(t *object.Thread) fieldLookups {
	return t.RT.State(fieldLookupsKey{}, func() any { return fieldLookups{} }).(fieldLookups)
}

// fieldLookup finds what is registered for a field: its own first, then its class's.
func fieldLookup(t *object.Thread, f *object.Instance, name string) object.Object {
	for _, r := range runFieldLookups(t)[f] {
		if r.name == name {
			return r.class
		}
	}
	return classLookup(t, f.Class, name)
}

// fieldLookupNames lists the names registered for a field.
func fieldLookupNames(t *object.Thread, f *object.Instance) []string {
	names := ClassLookupNames(t, f.Class)
	for _, r := range runFieldLookups(t)[f] {
		if !slices.Contains(names, r.name) {
			names = append(names, r.name)
		}
	}
	return names
}

func (m classLookups) find(cls *object.Type, name string) (object.Object, bool) {
	for _, r := range m[cls] {
		if r.name == name {
			return r.class, true
		}
	}
	return nil, false
}

func (m classLookups) set(cls *object.Type, name string, class object.Object) {
	for i, r := range m[cls] {
		if r.name == name {
			m[cls][i].class = class
			return
		}
	}
	m[cls] = append(m[cls], registration{name, class})
}

// lookupBases are the classes whose registrations count for cls: foreign keys do not inherit those of Field.
func lookupBases(cls *object.Type) []*object.Type {
	if fc := fieldClasses["ForeignObject"]; fc != nil && cls.IsSubtype(fc.cls) {
		for i, b := range cls.MRO {
			if b == fc.cls {
				return cls.MRO[:i+1]
			}
		}
	}
	return cls.MRO
}

// classLookup finds what is registered under name along the class; nil when there is nothing.
func classLookup(t *object.Thread, cls *object.Type, name string) object.Object {
	run := runLookups(t)
	for _, b := range lookupBases(cls) {
		if len(run) > 0 {
			if c, ok := run.find(b, name); ok {
				if c == nil {
					continue // unregistered
				}
				return c
			}
		}
		if c, ok := builtinLookups.find(b, name); ok {
			return c
		}
	}
	return nil
}

// GetClassLookup is RegisterLookupMixin.get_lookup (or, with transform set, get_transform) for a field's class: a Lookup (Transform) class or nil.
func GetClassLookup(t *object.Thread, f Field, name string, transform bool) (object.Object, error) {
	c := fieldLookup(t, f.Info().Self, name)
	if c == nil || transform && !isTransformClass(c) || !transform && !isLookupClass(c) {
		return nil, nil
	}
	return c, nil
}

// ClassLookupNames lists the names registered along the class (get_lookups()).
func ClassLookupNames(t *object.Thread, cls *object.Type) []string {
	run := runLookups(t)
	var out []string
	seen := map[string]bool{}
	bases := lookupBases(cls)
	for i := len(bases) - 1; i >= 0; i-- {
		for _, m := range []classLookups{builtinLookups, run} {
			for _, r := range m[bases[i]] {
				if !seen[r.name] && classLookup(t, cls, r.name) != nil {
					seen[r.name] = true
					out = append(out, r.name)
				}
			}
		}
	}
	return out
}

// registerLookup is cls.register_lookup(lookup, lookup_name) of a program; name "" means the class's lookup_name.
func registerLookup(t *object.Thread, cls *object.Type, lookup object.Object, name string) error {
	if name == "" {
		v, err := object.GetAttr(t, lookup, strLookupName)
		if err != nil {
			return err
		}
		name, _ = object.AsStr(v)
	}
	runLookups(t).set(cls, name, lookup)
	return nil
}

// registerBuiltin is register_lookup for the classes of this package.
func registerBuiltin(cls *object.Type, lookups ...*object.Type) {
	for _, l := range lookups {
		name := ""
		for b := l; b != nil && name == ""; b = b.Base {
			if v := b.Dict.GetName("lookup_name"); v != nil {
				name, _ = object.AsStr(v)
			}
		}
		if name == "" { // YearExact and its kind have it from their second base
			for _, b := range l.Bases[1:] {
				if v := b.Dict.GetName("lookup_name"); v != nil {
					name, _ = object.AsStr(v)
				}
			}
		}
		builtinLookups.set(cls, name, l)
	}
}

// registerBuiltinLookups puts Django's own registrations for a field class in place.
func registerBuiltinLookups(name string, cls *object.Type) {
	switch name {
	case "Field":
		registerBuiltin(cls, ExactType, IExactType, GreaterThanType, GreaterThanOrEqualType, LessThanType, LessThanOrEqualType, InType,
			ContainsType, IContainsType, StartsWithType, IStartsWithType, EndsWithType, IEndsWithType, RangeType, IsNullType, RegexType, IRegexType)
	case "IntegerField":
		registerBuiltin(cls, IntegerFieldExactType, IntegerGreaterThanType, IntegerGreaterThanOrEqualType, IntegerLessThanType, IntegerLessThanOrEqualType)
	case "UUIDField":
		for _, b := range []*object.Type{IExactType, ContainsType, IContainsType, StartsWithType, IStartsWithType, EndsWithType, IEndsWithType} {
			registerBuiltin(cls, uuidLookupTypes[b])
		}
	case "ForeignObject":
		registerBuiltin(cls, RelatedInType, RelatedExactType, RelatedLessThanType, RelatedGreaterThanType, RelatedGreaterThanOrEqualType,
			RelatedLessThanOrEqualType, RelatedIsNullType)
	case "CompositePrimaryKey":
		registerBuiltin(cls, TupleExactType, TupleGreaterThanType, TupleGreaterThanOrEqualType, TupleLessThanType, TupleLessThanOrEqualType, TupleInType, TupleIsNullType)
	case "DateField":
		registerBuiltin(cls, extractTypes("year", "month", "day", "week_day", "iso_week_day", "iso_year", "week", "quarter")...)
	case "TimeField":
		registerBuiltin(cls, extractTypes("hour", "minute", "second")...)
	case "DateTimeField":
		registerBuiltin(cls, extractTypes("year", "month", "day", "week_day", "iso_week_day", "iso_year", "week", "quarter", "hour", "minute", "second")...)
		registerBuiltin(cls, truncDateType, truncTimeType)
	case "JSONField":
		registerBuiltin(cls, jsonLookupTypes...)
	}
}

// closeMatches is difflib.get_close_matches.
func closeMatches(word string, possibilities []string, n int, cutoff float64) []string {
	type scored struct {
		ratio float64
		s     string
	}
	var found []scored
	for _, p := range possibilities {
		if r := similarity(p, word); r >= cutoff {
			found = append(found, scored{r, p})
		}
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].ratio != found[j].ratio {
			return found[i].ratio > found[j].ratio
		}
		return found[i].s > found[j].s
	})
	var out []string
	for i := 0; i < len(found) && i < n; i++ {
		out = append(out, found[i].s)
	}
	return out
}

// similarity is difflib.SequenceMatcher(None, a, b).ratio().
func similarity(a, b string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	return 2 * float64(matching(a, b)) / float64(len(a)+len(b))
}

func matching(a, b string) int {
	if a == "" || b == "" {
		return 0
	}
	bestI, bestJ, best := 0, 0, 0
	lengths := make([]int, len(b)+1)
	for i := range a {
		prev := 0
		for j := range b {
			cur := lengths[j+1]
			if a[i] == b[j] {
				lengths[j+1] = prev + 1
				if prev+1 > best {
					best, bestI, bestJ = prev+1, i-prev, j-prev
				}
			} else {
				lengths[j+1] = 0
			}
			prev = cur
		}
	}
	if best == 0 {
		return 0
	}
	return best + matching(a[:bestI], b[:bestJ]) + matching(a[bestI+best:], b[bestJ+best:])
}

var (
	sigRegister   = pysig.New("RegisterLookupMixin.register_class_lookup", "cls", "lookup", "lookup_name=")
	sigUnregister = pysig.New("RegisterLookupMixin._unregister_class_lookup", "cls", "lookup", "lookup_name=")
	sigGetLookup  = pysig.New("RegisterLookupMixin.get_lookup", "self", "lookup_name")
)

func init() {
	// Here rather than beside the classes: their names are known only once every class of the package is defined (init functions run by file name).
	for _, tp := range extractTypes("year", "iso_year") {
		registerBuiltin(tp, YearExactType, YearGtType, YearGteType, YearLtType, YearLteType)
	}
	registerBuiltin(KeyTransformType, jsonKeyLookups...)
	RegisterLookupMixinType.Define(object.Spec{
		Methods: []object.Method{
			{Name: "get_lookup", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigGetLookup.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				name, _ := object.AsStr(a[1])
				switch x := a[0].(type) {
				case Expression:
					return orNone(x.GetLookup(t, name))
				default:
					if f, ok := AsField(x); ok {
						return orNone(f.GetLookup(t, name))
					}
				}
				return object.None, nil
			}},
			{Name: "get_transform", Fn: func(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
				a, err := sigGetLookup.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				name, _ := object.AsStr(a[1])
				switch x := a[0].(type) {
				case Expression:
					return orNone(x.GetTransform(t, name))
				default:
					if f, ok := AsField(x); ok {
						return orNone(f.GetTransform(t, name))
					}
				}
				return object.None, nil
			}},
		},
		Attrs:   LookupAttrs(),
		GetSets: []object.GetSet{{Name: "instance_lookups", Get: instanceLookups}},
	})
}

// instanceLookups is field.instance_lookups, which a field has from its first registration on.
func instanceLookups(t *object.Thread, self object.Object) (object.Object, error) {
	f, _ := self.(*object.Instance)
	own, ok := runFieldLookups(t)[f]
	if !ok {
		return nil, object.AttributeErrorf(self, "instance_lookups", "'%s' object has no attribute 'instance_lookups'", object.TypeName(self))
	}
	d := object.NewDict()
	for _, r := range own {
		d.SetName(r.name, r.class)
	}
	return d, nil
}

// classOrInstanceMethod is class_or_instance_method: called on a class it is about the class, called on a field about that field.
type classOrInstanceMethod struct {
	name string
	fn   object.NativeFunc
}

var classOrInstanceType = object.Declare("class_or_instance_method", "django.db.models.query_utils").Define(object.Spec{Slots: object.Slots{
	DescrGet: func(t *object.Thread, self, obj object.Object, owner *object.Type) (object.Object, error) {
		m := self.(*classOrInstanceMethod)
		if obj == nil {
			obj = owner
		}
		return &object.Builtin{Name: m.name, Self: obj, Fn: m.fn}, nil
	},
}})

func (*classOrInstanceMethod) Type() *object.Type { return classOrInstanceType }

// LookupAttrs are the methods of RegisterLookupMixin that classes and fields have.
func LookupAttrs() map[string]object.Object {
	attrs := map[string]object.Object{}
	for name, fn := range map[string]object.NativeFunc{
		"register_lookup": registerMethod, "_unregister_lookup": unregisterMethod, "get_lookups": getLookups, "get_class_lookups": getLookups,
		"get_instance_lookups": getLookups, "register_class_lookup": registerMethod, "register_instance_lookup": registerMethod,
		"_unregister_class_lookup": unregisterMethod, "_unregister_instance_lookup": unregisterMethod, "_clear_cached_class_lookups": nothingCached,
	} {
		attrs[name] = &classOrInstanceMethod{name, fn}
	}
	return attrs
}

// nothingCached is _clear_cached_class_lookups(): look-ups are found anew each time.
func nothingCached(*object.Thread, []object.Object, *object.Kwargs) (object.Object, error) {
	return object.None, nil
}

// getLookups is get_lookups().
func getLookups(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	d := object.NewDict()
	if cls, ok := args[0].(*object.Type); ok {
		for _, n := range ClassLookupNames(t, cls) {
			d.SetName(n, classLookup(t, cls, n))
		}
		return d, nil
	}
	if f, ok := args[0].(*object.Instance); ok {
		for _, n := range fieldLookupNames(t, f) {
			d.SetName(n, fieldLookup(t, f, n))
		}
	}
	return d, nil
}

// registerMethod is register_lookup(lookup, lookup_name=None); it gives the lookup, so that it serves as a decorator.
func registerMethod(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := sigRegister.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	name := ""
	if a[2] != nil {
		name, _ = object.AsStr(a[2])
	}
	f, ok := a[0].(*object.Instance)
	if !ok {
		return a[1], registerLookup(t, a[0].(*object.Type), a[1], name)
	}
	if name == "" {
		if name, err = lookupName(t, a[1]); err != nil {
			return nil, err
		}
	}
	own := runFieldLookups(t)
	for i, r := range own[f] {
		if r.name == name {
			own[f][i].class = a[1]
			return a[1], nil
		}
	}
	own[f] = append(own[f], registration{name, a[1]})
	return a[1], nil
}

func lookupName(t *object.Thread, lookup object.Object) (string, error) {
	v, err := object.GetAttr(t, lookup, strLookupName)
	if err != nil {
		return "", err
	}
	name, _ := object.AsStr(v)
	return name, nil
}

// unregisterMethod is _unregister_lookup(lookup, lookup_name=None).
func unregisterMethod(t *object.Thread, args []object.Object, kw *object.Kwargs) (object.Object, error) {
	a, err := sigUnregister.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	name := ""
	if a[2] != nil && a[2] != object.None {
		name, _ = object.AsStr(a[2])
	} else if name, err = lookupName(t, a[1]); err != nil {
		return nil, err
	}
	without := func(rs []registration) ([]registration, bool) {
		for i := range rs {
			if rs[i].name == name {
				return append(rs[:i:i], rs[i+1:]...), true
			}
		}
		return rs, false
	}
	var found bool
	if f, ok := a[0].(*object.Instance); ok {
		own := runFieldLookups(t)
		own[f], found = without(own[f])
	} else {
		cls, run := a[0].(*object.Type), runLookups(t)
		if _, builtin := builtinLookups.find(cls, name); builtin {
			run.set(cls, name, nil)
			return object.None, nil
		}
		run[cls], found = without(run[cls])
	}
	if !found {
		return nil, object.KeyError(object.NewStr(name))
	}
	return object.None, nil
}

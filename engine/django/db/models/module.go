package models

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The Python modules of this package: django.db.models and those below it that are not package sql's.

//go:embed enums.py
var enumsSource string

//go:embed fields_mixins.py
var fieldMixinsSource string

// jsonMixinsSource is what fields.json has for look-ups of a program's own.
const jsonMixinsSource = `class KeyTransformTextLookupMixin:
    def __init__(self, key_transform, *args, **kwargs):
        from django.db.models.fields.json import KeyTextTransform, KeyTransform

        if not isinstance(key_transform, KeyTransform):
            raise TypeError("Transform should be an instance of KeyTransform in order to use this lookup.")
        text = KeyTextTransform(key_transform.key_name, *key_transform.source_expressions, **key_transform.extra)
        super().__init__(text, *args, **kwargs)


class KeyTransformNumericLookupMixin:
    def process_rhs(self, compiler, connection):
        rhs, rhs_params = super().process_rhs(compiler, connection)
        if not connection.features.has_native_json_field:
            import json

            rhs_params = [json.loads(value) for value in rhs_params]
        return rhs, rhs_params


class CaseInsensitiveMixin:
    pass
`

//go:embed query_empty.py
var emptySource string

//go:embed utils.py
var utilsSource string

//go:embed checks_helpers.py
var checksHelpersSource string

const (
	checksHelpers = "django.core.checks._helpers"
	modelsModule  = "django.db.models"
	enumsModule   = "django.db.models.enums"
)

const imageFiles = "class ImageFieldFile(FieldFile):\n    pass\n\n\nclass ImageFileDescriptor(FileDescriptor):\n    pass\n"

// fieldTypes are the field classes of django.db.models, in the order of Django's __all__.
var fieldTypes = []*Type{
	AutoFieldType, BigAutoFieldType, BigIntegerFieldType, BinaryFieldType, BooleanFieldType, CharFieldType, CommaSeparatedIntegerFieldType,
	DateFieldType, DateTimeFieldType, DecimalFieldType, DurationFieldType, EmailFieldType, FieldType, FilePathFieldType, FloatFieldType,
	GenericIPAddressFieldType, IPAddressFieldType, IntegerFieldType, NullBooleanFieldType, PositiveBigIntegerFieldType, PositiveIntegerFieldType,
	PositiveSmallIntegerFieldType, SlugFieldType, SmallAutoFieldType, SmallIntegerFieldType, TextFieldType, TimeFieldType, URLFieldType, UUIDFieldType,
}

// descriptorTypes are what relations put on models.
var descriptorTypes = []*Type{forwardType, forwardOneToOneType, reverseOneToOneType, reverseManyToOneType, manyToManyType, foreignKeyDeferType}

func set(m *object.Module, types ...*Type) {
	for _, tp := range types {
		m.Set(tp.Name, tp)
	}
}

// fromModule copies names of another module of the run.
func fromModule(t *Thread, m *object.Module, module string, names ...string) error {
	src, err := t.RT.Import(t, module)
	if err != nil {
		return err
	}
	for _, n := range names {
		v, err := object.GetAttrName(t, src, n)
		if err != nil {
			return err
		}
		m.Set(n, v)
	}
	return nil
}

// addChoices makes the classes for choices attributes that are looked up when they are asked for: they are made with enum, which takes longer to import than everything
// that a model without choices needs.
func addChoices(m *object.Module) {
	names := []string{"Choices", "IntegerChoices", "TextChoices"}
	var all []Object
	for _, key := range m.Dict.Keys() {
		if name, ok := object.AsStr(key); ok && !strings.HasPrefix(name, "_") {
			all = append(all, key)
		}
	}
	for _, name := range append(names, "Deferrable", "WindowFrameExclusion", "BLANK_CHOICE_DASH") {
		all = append(all, str(name))
	}
	m.Set("__all__", object.NewList(all)) // else "import *" would miss them
	m.SetFunc("__getattr__", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := object.CheckArgs("__getattr__", args, kw, 1, 1); err != nil {
			return nil, err
		}
		name, _ := object.AsStr(args[0])
		switch name {
		case "aggregates", "base", "constants", "constraints", "deletion", "enums", "expressions", "fields", "functions", "indexes", "lookups", "manager",
			"options", "query", "query_utils", "sql", "utils":
			// What Django's own modules import of each other has become an attribute of the package by the time that a program asks.
			return t.RT.Import(t, modelsModule+"."+name)
		case "Deferrable":
			return deferrableClass(t)
		case "WindowFrameExclusion", "BLANK_CHOICE_DASH":
			module := ".expressions"
			if name == "BLANK_CHOICE_DASH" {
				module = ".fields"
			}
			if err := fromModule(t, m, modelsModule+module, name); err != nil {
				return nil, err
			}
			return m.Dict.GetStr(object.Intern(name)), nil
		}
		if !slices.Contains(names, name) {
			return nil, object.AttributeErrorf(m, name, "module '%s' has no attribute '%s'", m.Name, name)
		}
		if err := fromModule(t, m, enumsModule, names...); err != nil {
			return nil, err
		}
		return m.Dict.GetStr(object.Intern(name)), nil
	})
}

// prefetchFunction is prefetch_related_objects(model_instances, *lookups).
func prefetchFunction(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if kw.Len() > 0 || len(args) == 0 {
		return nil, object.TypeErrorf("prefetch_related_objects() missing 1 required positional argument: 'model_instances'")
	}
	objs, err := object.Collect(t, args[0])
	if err != nil {
		return nil, err
	}
	return none, prefetchRelatedObjects(t, sql.ActualItems(t, objs), append([]Object(nil), args[1:]...))
}

// prefetcherFunction is get_prefetcher(instance, through_attr, to_attr).
func prefetcherFunction(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := object.CheckArgs("get_prefetcher", args, kw, 3, 3); err != nil {
		return nil, err
	}
	pf, descriptor, found, isFetched, err := getPrefetcher(t, args[0], asStr(args[1]), asStr(args[2]))
	if err != nil {
		return nil, err
	}
	var prefetcher, desc Object = none, none
	if descriptor != nil {
		desc = descriptor
		if pf != nil {
			prefetcher = descriptor
		}
	}
	return object.NewTuple(prefetcher, desc, object.NewBool(found), object.NewBuiltin("is_fetched", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := object.CheckArgs("is_fetched", args, kw, 1, 1); err != nil {
			return nil, err
		}
		ok, err := isFetched(t, args[0])
		return object.NewBool(ok), err
	})), nil
}

func init() {
	object.RegisterModule(&object.NativeModule{Name: modelsModule, Package: true, Init: func(t *Thread, m *object.Module) error {
		for name, v := range sql.Exports() {
			m.Set(name, v)
		}
		set(m, fieldTypes...)
		set(m, FileFieldType, ImageFieldType, JSONFieldType, GeneratedFieldType, CompositePrimaryKeyType, orderWrtType)
		set(m, ForeignKeyType, ForeignObjectType, OneToOneFieldType, ManyToManyFieldType, ForeignObjectRelType, ManyToOneRelType, ManyToManyRelType, OneToOneRelType)
		set(m, IndexType, CheckConstraintType, UniqueConstraintType, BaseConstraintType)
		set(m, ManagerType, QuerySetType, PrefetchType, ModelType, DeferredAttributeType)
		m.Set("NOT_PROVIDED", NotProvided)
		m.Set("ObjectDoesNotExist", exceptions.ObjectDoesNotExist)
		m.Set("DEFERRED", Deferred)
		setDeletionNames(m)
		m.SetFunc("prefetch_related_objects", prefetchFunction)
		signals, err := t.RT.Import(t, "django.db.models.signals")
		if err != nil {
			return err
		}
		m.Set("signals", signals)
		m.Set("aprefetch_related_objects", object.NewBuiltin("aprefetch_related_objects", asyncFunction("aprefetch_related_objects")))
		addChoices(m)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: enumsModule, Source: enumsSource})
	fields := func(t *Thread, m *object.Module) error {
		set(m, fieldTypes...)
		m.Set("FieldDoesNotExist", exceptions.FieldDoesNotExist)
		m.Set("NOT_PROVIDED", NotProvided)
		m.Set("Empty", object.ObjectType)
		m.Set("BLANK_CHOICE_DASH", object.NewList([]Object{object.NewTuple(str(""), str("---------"))}))
		return nil
	}
	native := func(name string, pkg bool, fill func(t *Thread, m *object.Module) error) {
		object.RegisterModule(&object.NativeModule{Name: name, Package: pkg, Init: fill})
	}
	native("django.db.models.fields", true, fields)
	native("django.db.models.fields.related", false, func(t *Thread, m *object.Module) error {
		set(m, RelatedFieldType, ForeignObjectType, ForeignKeyType, OneToOneFieldType, ManyToManyFieldType, ForeignObjectRelType, ManyToOneRelType, OneToOneRelType, ManyToManyRelType)
		set(m, descriptorTypes...)
		set(m, FieldType)
		m.SetFunc("create_many_to_many_intermediary_model", createIntermediaryFunction)
		m.Set("RECURSIVE_RELATIONSHIP_CONSTANT", str(recursive))
		m.SetFunc("resolve_relation", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := object.CheckArgs("resolve_relation", args, kw, 2, 2); err != nil {
				return nil, err
			}
			name, ok := object.AsStr(args[1])
			cls, isModel := args[0].(*Type)
			switch {
			case !ok:
				return args[1], nil
			case name == recursive:
				return args[0], nil
			case !strings.Contains(name, ".") && isModel && optionsOf(cls) != nil:
				return str(optionsOf(cls).appLabel + "." + name), nil
			}
			return args[1], nil
		})
		return nil
	})
	native("django.db.models.fields.reverse_related", false, func(t *Thread, m *object.Module) error {
		set(m, ForeignObjectRelType, ManyToOneRelType, OneToOneRelType, ManyToManyRelType)
		return nil
	})
	native("django.db.models.fields.related_descriptors", false, func(t *Thread, m *object.Module) error {
		set(m, descriptorTypes...)
		return nil
	})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.fields.files", Source: imageFiles, Init: func(t *Thread, m *object.Module) error {
		set(m, FileFieldType, ImageFieldType, FieldFileType, fileDescriptorType)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.fields.json", Source: jsonMixinsSource, Init: func(t *Thread, m *object.Module) error {
		for name, v := range sql.JSONNames() {
			m.Set(name, v)
		}
		set(m, JSONFieldType)
		return nil
	}})
	native("django.db.models.fields.generated", false, func(t *Thread, m *object.Module) error {
		set(m, GeneratedFieldType)
		return nil
	})
	native("django.db.models.fields.composite", false, func(t *Thread, m *object.Module) error {
		set(m, CompositePrimaryKeyType)
		return nil
	})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.utils", Source: utilsSource})
	native("django.db.models.fields.proxy", false, func(t *Thread, m *object.Module) error {
		set(m, orderWrtType)
		return nil
	})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.fields.mixins", Source: fieldMixinsSource})
	object.RegisterModule(&object.NativeModule{Name: "django.db.models.base", Source: "class Deferred:\n    def __repr__(self):\n        return \"<Deferred field>\"\n", Init: func(t *Thread, m *object.Module) error {
		set(m, ModelType, ModelBaseType, ModelStateType)
		if err := fromModule(t, m, "django.db.models.utils", "subclass_exception", "make_model_tuple"); err != nil {
			return err
		}
		m.Set("DEFERRED", Deferred)
		return nil
	}})
	native("django.db.models.options", false, func(t *Thread, m *object.Module) error {
		set(m, OptionsType)
		m.Set("EMPTY_RELATION_TREE", object.EmptyTuple)
		m.Set("IMMUTABLE_WARNING", str(immutableWarning))
		m.Set("DEFAULT_NAMES", strTuple(metaNames))
		m.SetFunc("normalize_together", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := object.CheckArgs("normalize_together", args, kw, 1, 1); err != nil {
				return nil, err
			}
			l, err := normalizeTogether(t, args[0])
			if err != nil {
				return args[0], nil // check() complains
			}
			out := make([]Object, len(l))
			for i, names := range l {
				out[i] = strTuple(names)
			}
			return object.NewTuple(out...), nil
		})
		return nil
	})
	native(managerModule, false, func(t *Thread, m *object.Module) error {
		set(m, BaseManagerType, ManagerType, EmptyManagerType, ManagerDescriptorType)
		return nil
	})
	object.RegisterModule(&object.NativeModule{Name: genericModule, Init: func(t *Thread, m *object.Module) error {
		set(m, GenericForeignKeyType, GenericRelationType, GenericRelType)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: queryModule, Source: emptySource, Init: func(t *Thread, m *object.Module) error {
		m.SetFunc("_is_empty", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			qs, err := querySetOf(args[0])
			if err != nil {
				return nil, err
			}
			return object.NewBool(qs.query.IsEmpty()), nil
		})
		set(m, QuerySetType, RawQuerySetType, PrefetchType, baseIterableType, modelIterableType, valuesType, valuesListType, namedListType, flatListType)
		m.SetFunc("get_prefetcher", prefetcherFunction)
		m.SetFunc("prefetch_one_level", prefetchOneLevelFunction)
		m.SetFunc("prefetch_related_objects", prefetchFunction)
		m.Set("aprefetch_related_objects", object.NewBuiltin("aprefetch_related_objects", asyncFunction("aprefetch_related_objects")))
		m.Set("MAX_GET_RESULTS", object.NewInt(maxGetResults))
		m.Set("REPR_OUTPUT_SIZE", object.NewInt(reprOutputSize))
		return nil
	}})
	native(checksModule, false, func(t *Thread, m *object.Module) error {
		set(m, CheckMessageType)
		for level, tp := range checkTypes {
			set(m, tp)
			m.Set(strings.ToUpper(tp.Name), object.NewInt(int64(level)))
		}
		return nil
	})
	object.RegisterModule(&object.NativeModule{Name: checksHelpers, Source: checksHelpersSource})
	native("django.core.checks.model_checks", false, func(t *Thread, m *object.Module) error {
		list := func(l []Object, err error) (Object, error) { return object.NewList(l), err }
		m.SetFunc("check_all_models", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			return list(withDatabases(t, kw.Get("databases"), func() ([]Object, error) { return checkAllModels(t, appsOf(t).models) }))
		})
		m.SetFunc("check_lazy_references", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			return list(checkLazyReferences(t, appsOf(t)))
		})
		m.SetFunc("_check_lazy_references", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if len(args) == 0 {
				return nil, object.TypeErrorf("_check_lazy_references() missing 1 required positional argument: 'apps'")
			}
			apps, ok := args[0].(*Apps)
			if !ok {
				return nil, object.TypeErrorf("_check_lazy_references() needs a registry of apps, not '%s'", object.TypeName(args[0]))
			}
			return list(checkLazyReferences(t, apps))
		})
		return nil
	})
}

// asyncFunction calls a coroutine function of the async twins' module.
func asyncFunction(name string) object.NativeFunc {
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		m, err := t.RT.Import(t, asyncModule)
		if err != nil {
			return nil, err
		}
		f, err := object.GetAttrName(t, m, name)
		if err != nil {
			return nil, err
		}
		return object.Call(t, f, append([]Object(nil), args...), kw)
	}
}

// IsQuerySet tells whether o is a QuerySet, ResultCache gives the rows that one has fetched, if it has.
func IsQuerySet(o Object) bool {
	_, ok := native[*QuerySet](o)
	return ok
}

// ResultCache is qs._result_cache: ok is false when nothing was fetched yet.
func ResultCache(o Object) (items []Object, ok bool) {
	qs, isQS := native[*QuerySet](o)
	if !isQS || qs.result == nil {
		return nil, false
	}
	return qs.result.Items, true
}

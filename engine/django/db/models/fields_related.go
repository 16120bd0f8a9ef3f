package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const relatedModule = "django.db.models.fields.related"

// The relation fields.
var (
	RelatedFieldType    = object.Declare("RelatedField", relatedModule, FieldType)
	ForeignObjectType   = object.Declare("ForeignObject", relatedModule, RelatedFieldType)
	ForeignKeyType      = object.Declare("ForeignKey", relatedModule, ForeignObjectType)
	OneToOneFieldType   = object.Declare("OneToOneField", relatedModule, ForeignKeyType)
	ManyToManyFieldType = object.Declare("ManyToManyField", relatedModule, RelatedFieldType)
)

// recursive is RECURSIVE_RELATIONSHIP_CONSTANT.
const recursive = "self"

// fkOptions is what ForeignObject and ForeignKey add to a field.
type fkOptions struct {
	isForeignKey bool
	fromFields   []string // "self" stands for the field itself
	toFields     []string // "" stands for the primary key
	dbConstraint bool
	generic      *genericOptions // GenericRelation

	related [][2]sql.Field // resolved related_fields
	paths   []sql.PathInfo
	reverse []sql.PathInfo
}

// genericOptions is what GenericRelation adds (generic.go).
type genericOptions struct {
	contentTypeField, objectIDField string
	concrete                        bool
}

func (o *fkOptions) forget() { o.related, o.paths, o.reverse = nil, nil, nil }

// m2mOptions is what ManyToManyField adds.
type m2mOptions struct {
	dbTable      string
	dbConstraint bool
	hasNullArg   bool
	// relatedNameGiven tells whether related_name was an argument: symmetrical relations make a name of their own.
	relatedNameGiven bool
	fieldName        string // m2m_field_name() and m2m_reverse_field_name(), found at first use
	reverseName      string
}

var (
	sigForeignKey = pysig.New("ForeignKey.__init__", "self", "to", "on_delete", "related_name=", "related_query_name=", "limit_choices_to=",
		"parent_link=", "to_field=", "db_constraint=", "**kwargs")
	sigOneToOne   = pysig.New("OneToOneField.__init__", "self", "to", "on_delete", "to_field=", "**kwargs")
	sigForeignObj = pysig.New("ForeignObject.__init__", "self", "to", "on_delete", "from_fields", "to_fields", "rel=", "related_name=",
		"related_query_name=", "limit_choices_to=", "parent_link=", "swappable=", "**kwargs")
	sigM2M = pysig.New("ManyToManyField.__init__", "self", "to", "related_name=", "related_query_name=", "limit_choices_to=", "symmetrical=",
		"through=", "through_fields=", "db_constraint=", "db_table=", "swappable=", "**kwargs")
)

// checkTarget is the check of the first argument that all relation fields make.
func checkTarget(t *Thread, f *Field, to Object) error {
	if _, ok := object.AsStr(to); ok {
		return nil
	}
	if m, ok := to.(*Type); ok && optionsOf(m) != nil {
		return nil
	}
	r, err := repr(t, to)
	if err != nil {
		return err
	}
	n := f.Self.Class.Name
	return object.TypeErrorf("%s(%s) is invalid. First parameter to %s must be either a model, a model name, or the string '%s'", n, r, n, recursive)
}

func (r *Rel) takeNames(relatedName, queryName, limit Object) {
	r.relatedName, r.relatedQueryName = asStr(relatedName), asStr(queryName)
	r.named = !isNone(relatedName)
	r.givenRelatedName, r.givenQueryName = r.relatedName, r.relatedQueryName
	if !isNone(limit) {
		r.limitChoicesTo = limit
	}
}

func initForeignKey(t *Thread, f *Field, args []Object, kw *Kwargs) error {
	a, err := sigForeignKey.Bind(append([]Object{f.Self}, args...), kw)
	if err != nil {
		return err
	}
	to, onDelete := a[1], a[2]
	if err := checkTarget(t, f, to); err != nil {
		return err
	}
	if !object.IsCallable(onDelete) {
		return object.TypeErrorf("on_delete must be callable.")
	}
	relType := ManyToOneRelType
	if f.Self.Class.IsSubtype(OneToOneFieldType) {
		relType = OneToOneRelType
	}
	r := newRel(relType, f, to)
	r.onDelete = onDelete
	r.takeNames(a[3], a[4], a[5])
	if r.parentLink, err = truth(t, a[6]); err != nil {
		return err
	}
	r.fieldName = asStr(a[7])
	f.fk = &fkOptions{isForeignKey: true, fromFields: []string{recursive}, toFields: []string{r.fieldName}, dbConstraint: true}
	if a[8] != nil {
		if f.fk.dbConstraint, err = object.Truth(t, a[8]); err != nil {
			return err
		}
	}
	f.setRel(r)
	k := defaultKw(kwDict(a[9].(*object.Dict)), "db_index", object.True)
	return initField(t, f, nil, k)
}

// setRel makes r the field's remote_field.
func (f *Field) setRel(r *Rel) {
	f.rel, f.Remote, f.IsRelation = r, r, true
	f.RelatedModel, f.ParentLink = r.to, r.parentLink
	switch {
	case f.Self.Class.IsSubtype(ManyToManyFieldType):
		f.ManyToMany = true
	case f.Self.Class.IsSubtype(OneToOneFieldType):
		f.OneToOne = true
	default:
		f.ManyToOne = true
	}
}

// RelatedQueryName is field.related_query_name().
func (f *Field) RelatedQueryName() string {
	if f.rel.relatedQueryName != "" {
		return f.rel.relatedQueryName
	}
	if f.rel.relatedName != "" {
		return f.rel.relatedName
	}
	return optionsOf(f.Model).modelName
}

// contributeRelated is RelatedField.contribute_to_class.
func contributeRelated(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
	if err := contributeBase(t, f, cls, name, privateOnly); err != nil {
		return err
	}
	opts := optionsOf(cls)
	if opts.abstract {
		return nil
	}
	r := f.rel
	r.bind(cls)
	fill := strings.NewReplacer("%(class)s", strings.ToLower(cls.Name), "%(model_name)s", opts.modelName, "%(app_label)s", strings.ToLower(opts.appLabel))
	if r.relatedName == "" {
		r.relatedName = opts.defaultRelatedName
		r.named = r.named || r.relatedName != ""
	}
	r.relatedName = fill.Replace(r.relatedName)
	r.relatedQueryName = fill.Replace(r.relatedQueryName)
	return optionsOf(cls).apps.lazyRelated(t, cls, f, []Object{r.toArg}, func(t *Thread, found []*Type) error {
		return f.resolveRelated(t, found[0], cls)
	})
}

// resolveRelated is resolve_related_class and do_related_class: the other model is known now.
func (f *Field) resolveRelated(t *Thread, related, cls *Type) error {
	r := f.rel
	r.setModel(related)
	f.RelatedModel = related
	if f.Name == "" {
		o := optionsOf(related)
		f.Name = o.modelName + "_" + o.pk.Name
	}
	r.setFieldName()
	optionsOf(cls).apps.clearCache()
	if f.m2m != nil {
		return f.contributeM2MToRelated(t, related)
	}
	if !r.hidden() {
		acc := r.AccessorName()
		target := optionsOf(related).concreteModel
		d, err := accessor(t, f, "related_accessor_class", r.Self, func() Object {
			if f.Self.Class.IsSubtype(OneToOneFieldType) {
				return newReverseOneToOne(r)
			}
			return newReverseManyToOne(r)
		})
		if err != nil {
			return err
		}
		target.SetClassAttr(acc, d)
	}
	return nil
}

func contributeForeignObject(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
	if err := contributeRelated(t, f, cls, name, privateOnly); err != nil {
		return err
	}
	if f.fk.generic != nil {
		return nil
	}
	d, err := accessor(t, f, "forward_related_accessor_class", f.Self, func() Object {
		return &forwardDescriptor{field: f, oneToOne: f.Self.Class.IsSubtype(OneToOneFieldType)}
	})
	if err != nil {
		return err
	}
	cls.SetClassAttr(f.Name, d)
	return nil
}

// PathInfos implements sql.Relational.
func (f *Field) PathInfos(fr *sql.FilteredRelation) ([]sql.PathInfo, error) {
	if f.m2m != nil {
		return f.m2mPath(true, fr)
	}
	if f.fk == nil || f.RelatedModel == nil {
		return nil, nil
	}
	if fr == nil && f.fk.paths != nil {
		return f.fk.paths, nil
	}
	if f.fk.generic != nil {
		return f.genericPath(fr), nil
	}
	pairs, err := f.RelatedFields()
	if err != nil {
		return nil, err
	}
	var targets []sql.Field
	for _, p := range pairs {
		targets = append(targets, p[1])
	}
	out := []sql.PathInfo{{FromOpts: optionsOf(f.Model), ToOpts: optionsOf(f.RelatedModel), TargetFields: targets, JoinField: f, Direct: true, FilteredRelation: fr}}
	if fr == nil {
		f.fk.paths = out
	}
	return out, nil
}

// ReversePathInfos implements sql.Relational.
func (f *Field) ReversePathInfos(fr *sql.FilteredRelation) ([]sql.PathInfo, error) {
	if f.m2m != nil {
		return f.m2mPath(false, fr)
	}
	if f.fk == nil || f.RelatedModel == nil {
		return nil, nil
	}
	if fr == nil && f.fk.reverse != nil {
		return f.fk.reverse, nil
	}
	opts := optionsOf(f.Model)
	join := sql.JoinField(f.rel)
	if f.fk.generic != nil {
		join = f
	}
	out := []sql.PathInfo{{FromOpts: optionsOf(f.RelatedModel), ToOpts: opts, TargetFields: []sql.Field{opts.pk}, JoinField: join,
		M2M: !f.Unique, FilteredRelation: fr}}
	if fr == nil {
		f.fk.reverse = out
	}
	return out, nil
}

// RelatedFields implements sql.JoinField.
func (f *Field) RelatedFields() ([][2]sql.Field, error) {
	if f.fk == nil {
		return nil, nil
	}
	if f.fk.related != nil {
		return f.fk.related, nil
	}
	if f.RelatedModel == nil {
		return nil, object.ValueErrorf("Related model '%s' cannot be resolved", asStr(f.rel.toArg))
	}
	if f.fk.generic != nil {
		return f.relatedGeneric()
	}
	opts := optionsOf(f.RelatedModel)
	var out [][2]sql.Field
	for i, from := range f.fk.fromFields {
		var a sql.Field = f
		if from != recursive {
			g, _ := optionsOf(f.Model).FindField(from).(*Field)
			if g == nil {
				return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", f.Model.Name, from)
			}
			a = g
		}
		name := ""
		if i < len(f.fk.toFields) {
			name = f.fk.toFields[i]
		}
		var b *Field
		if name == "" {
			b = opts.pk
		} else if b, _ = opts.FindField(name).(*Field); b == nil {
			return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", f.RelatedModel.Name, name)
		}
		if b == nil {
			return nil, object.ValueErrorf("Related model '%s' cannot be resolved", f.RelatedModel.Name)
		}
		if f.fk.isForeignKey && b.Model != opts.concreteModel {
			return nil, exceptions.FieldErrorf("'%s.%s' refers to field '%s' which is not local to model '%s'.", f.Model.Name, f.Name, b.Name, opts.concreteModel.Name)
		}
		out = append(out, [2]sql.Field{a, b})
	}
	f.fk.related = out
	return out, nil
}

// JoiningFields implements sql.JoinField.
func (f *Field) JoiningFields() ([][2]sql.Field, error) { return f.RelatedFields() }

// ExtraRestriction implements sql.JoinField.
func (f *Field) ExtraRestriction(t *Thread, alias, relatedAlias string) (*sql.WhereNode, error) {
	if f.fk != nil && f.fk.generic != nil {
		return f.genericRestriction(t, relatedAlias)
	}
	if fn := f.Self.Class.Lookup(strExtraRestriction); fn != nil {
		o, err := object.Call(t, fn, []Object{f.Self, strOrNoneObj(alias), strOrNoneObj(relatedAlias)}, nil)
		if err != nil {
			return nil, err
		}
		return sql.WhereOf(o), nil
	}
	return nil, nil
}

var (
	strExtraRestriction = object.Intern("get_extra_restriction")
	strExtraFilter      = object.Intern("get_extra_descriptor_filter")
)

// pathGetSet is the cached property path_infos or reverse_path_infos of a relation; it lies in the object's dictionary when it was read.
func pathGetSet(name string, paths func(o Object) ([]sql.PathInfo, error)) object.GetSet {
	return object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) {
		d := instDict(o)
		if v := d.GetName(name); v != nil {
			return v, nil
		}
		l, err := pathList(t, o, nil, paths)
		if err == nil {
			d.SetName(name, l)
		}
		return l, err
	}}
}

func pathList(t *Thread, o Object, fr *sql.FilteredRelation, paths func(o Object) ([]sql.PathInfo, error)) (Object, error) {
	infos, err := paths(o)
	if err != nil {
		return nil, err
	}
	out := make([]Object, len(infos))
	for i, p := range infos {
		if out[i], err = sql.PathInfoObject(t, p); err != nil {
			return nil, err
		}
	}
	return object.NewList(out), nil
}

// pathMethod is get_path_info(filtered_relation=None) or get_reverse_path_info.
func pathMethod(name string, paths func(o Object, fr *sql.FilteredRelation) ([]sql.PathInfo, error)) object.Method {
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		var fr *sql.FilteredRelation
		if v := kw.Get("filtered_relation"); v != nil {
			fr, _ = v.(*sql.FilteredRelation)
		} else if len(args) > 1 {
			fr, _ = args[1].(*sql.FilteredRelation)
		}
		return pathList(t, args[0], fr, func(o Object) ([]sql.PathInfo, error) { return paths(o, fr) })
	}}
}

func fieldPaths(o Object, fr *sql.FilteredRelation, reverse bool) ([]sql.PathInfo, error) {
	f, err := fieldOf(o)
	if err != nil {
		return nil, err
	}
	if reverse {
		return f.ReversePathInfos(fr)
	}
	return f.PathInfos(fr)
}

func relPaths(o Object, fr *sql.FilteredRelation, reverse bool) ([]sql.PathInfo, error) {
	r, ok := native[*Rel](o)
	if !ok {
		return nil, object.TypeErrorf("expected a relation, not '%s'", object.TypeName(o))
	}
	if reverse {
		return r.ReversePathInfos(fr)
	}
	return r.PathInfos(fr)
}

// extraFilter filters by what a program's get_extra_descriptor_filter(instance) gives: a dict or a Q.
func (f *Field) extraFilter(t *Thread, qs *QuerySet, obj Object) (*QuerySet, error) {
	fn := f.Self.Class.Lookup(strExtraFilter)
	if fn == nil {
		return qs, nil
	}
	o, err := object.Call(t, fn, []Object{f.Self, obj}, nil)
	if err != nil {
		return nil, err
	}
	return qs.complexFilter(t, o)
}

// CacheName implements sql.Cacher.
func (f *Field) CacheName() string { return f.Name }

// SetCachedValue implements sql.Cacher.
func (f *Field) SetCachedValue(t *Thread, instance, value Object) error {
	return setCached(instance, f.nameStr, value)
}

// limitChoices is get_limit_choices_to().
func (f *Field) limitChoices(t *Thread) (Object, error) {
	l := f.rel.limitChoicesTo
	if l == nil {
		return object.NewDict(), nil
	}
	if object.IsCallable(l) {
		return object.Call(t, l, nil, nil)
	}
	return l, nil
}

func (f *Field) target(t *Thread) (*Field, error) {
	if f.RelatedModel == nil {
		return nil, object.ValueErrorf("Related model '%s' cannot be resolved", asStr(f.rel.toArg))
	}
	pairs, err := f.RelatedFields()
	if err != nil {
		return nil, err
	}
	g, _ := pairs[0][1].(*Field)
	return g, nil
}

// foreignKeyValidate is ForeignKey.validate: the row must exist.
func foreignKeyValidate(t *Thread, f *Field, v, instance Object) error {
	if f.rel.parentLink {
		return nil
	}
	if err := validateBase(t, f, v, instance); err != nil || v == none {
		return err
	}
	if f.RelatedModel == nil {
		return object.AttributeErrorf(f.rel.toArg, "_base_manager", "'%s' object has no attribute '_base_manager'", object.TypeName(orNone(f.rel.toArg)))
	}
	qs, err := baseQuerySet(t, f.RelatedModel)
	if err != nil {
		return err
	}
	if isModelInstance(instance) {
		qs = qs.near(t, instance)
	}
	if qs, err = qs.filterKw(t, f.rel.fieldName, v); err != nil {
		return err
	}
	limit, err := f.limitChoices(t)
	if err != nil {
		return err
	}
	if qs, err = qs.complexFilter(t, limit); err != nil {
		return err
	}
	if ok, err := qs.exists(t); err != nil || ok {
		return err
	}
	p := object.NewDict()
	p.SetName("model", str(optionsOf(f.RelatedModel).verboseName))
	p.SetName("pk", v)
	p.SetName("field", str(f.rel.fieldName))
	p.SetName("value", v)
	e, err := object.Call(t, exceptions.ValidationError, []Object{orNone(f.messages().GetName("invalid"))}, object.Kw("code", str("invalid"), "params", p))
	if err != nil {
		return err
	}
	return e.(*object.Exception)
}

func init() {
	declareField(RelatedFieldType, fieldClass{
		abstract: true,
		methods:  fieldMethods{contributeToClass: contributeRelated},
		getsets: []object.GetSet{
			pathGetSet("path_infos", func(o Object) ([]sql.PathInfo, error) { return fieldPaths(o, nil, false) }),
			pathGetSet("reverse_path_infos", func(o Object) ([]sql.PathInfo, error) { return fieldPaths(o, nil, true) }),
		},
		extra: []object.Method{
			pathMethod("get_path_info", func(o Object, fr *sql.FilteredRelation) ([]sql.PathInfo, error) { return fieldPaths(o, fr, false) }),
			pathMethod("get_reverse_path_info", func(o Object, fr *sql.FilteredRelation) ([]sql.PathInfo, error) { return fieldPaths(o, fr, true) }),
			{Name: "related_query_name", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				f, err := fieldOf(args[0])
				if err != nil {
					return nil, err
				}
				if f.rel.relatedQueryName == "" && f.rel.relatedName == "" {
					if err := f.bound(); err != nil {
						return nil, err
					}
				}
				return str(f.RelatedQueryName()), nil
			}},
			{Name: "get_limit_choices_to", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				f, err := fieldOf(args[0])
				if err != nil {
					return nil, err
				}
				return f.limitChoices(t)
			}},
			{Name: "is_cached", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				f, err := fieldOf(args[0])
				if err != nil {
					return nil, err
				}
				if err := object.CheckArgs("is_cached", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return object.NewBool(getCached(args[1], f.nameStr) != nil), nil
			}},
			{Name: "get_cached_value", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				f, err := fieldOf(args[0])
				if err != nil {
					return nil, err
				}
				if len(args) < 2 {
					return nil, object.TypeErrorf("get_cached_value() missing 1 required positional argument: 'instance'")
				}
				if v := getCached(args[1], f.nameStr); v != nil {
					return v, nil
				}
				if len(args) > 2 {
					return args[2], nil
				}
				if d := kw.Get("default"); d != nil {
					return d, nil
				}
				return nil, object.KeyError(f.nameStr)
			}},
		},
	})

	declareField(ForeignObjectType, fieldClass{
		methods: fieldMethods{contributeToClass: contributeForeignObject, check: checkForeignObject},
		attrs: map[string]Object{"requires_unique_target": object.True, "related_accessor_class": reverseManyToOneType,
			"forward_related_accessor_class": forwardType, "rel_class": ForeignObjectRelType},
		setup: func(f *Field) { f.fk = &fkOptions{} },
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigForeignObj.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			if err := checkTarget(t, f, a[1]); err != nil {
				return err
			}
			r := newRel(ForeignObjectRelType, f, a[1])
			r.onDelete = a[2]
			r.takeNames(a[6], a[7], a[8])
			if r.parentLink, err = truth(t, a[9]); err != nil {
				return err
			}
			f.fk = &fkOptions{dbConstraint: true}
			for i, dst := range []*[]string{&f.fk.fromFields, &f.fk.toFields} {
				if *dst, err = stringList(t, a[3+i]); err != nil {
					return err
				}
			}
			f.setRel(r)
			if err := initField(t, f, nil, kwDict(a[11].(*object.Dict))); err != nil {
				return err
			}
			return nil
		},
		getsets: []object.GetSet{
			fieldGet("related_fields", func(t *Thread, f *Field) (Object, error) {
				pairs, err := f.RelatedFields()
				if err != nil {
					return nil, err
				}
				var out []Object
				for _, p := range pairs {
					out = append(out, object.NewTuple(p[0].Info().Self, p[1].Info().Self))
				}
				return object.NewList(out), nil
			}, nil),
			fieldGet("foreign_related_fields", func(t *Thread, f *Field) (Object, error) { return f.sideFields(1) }, nil),
			fieldGet("local_related_fields", func(t *Thread, f *Field) (Object, error) { return f.sideFields(0) }, nil),
			fieldGet("to_fields", func(t *Thread, f *Field) (Object, error) { return namesOrNone(f.fk.toFields), nil }, nil),
			fieldGet("from_fields", func(t *Thread, f *Field) (Object, error) { return namesOrNone(f.fk.fromFields), nil }, nil),
			fieldGet("db_constraint", func(t *Thread, f *Field) (Object, error) { return object.NewBool(f.fk.dbConstraint), nil }, nil),
		},
	})

	declareField(ForeignKeyType, fieldClass{
		extra:       []object.Method{itselfOfItem},
		description: "Foreign Key (type determined by related field)", noEmptyStrings: true,
		messages: []string{"invalid", "%(model)s instance with %(field)s %(value)r is not a valid choice."},
		init:     initForeignKey, setup: func(f *Field) { f.fk = &fkOptions{isForeignKey: true} },
		methods: fieldMethods{
			getInternalType: func(t *Thread, f *Field) (string, error) {
				if f.Self.Class.IsSubtype(OneToOneFieldType) {
					return "OneToOneField", nil
				}
				return "ForeignKey", nil
			},
			getAttname: func(_ *Thread, f *Field) (string, error) { return f.Name + "_id", nil },
			dbType: func(t *Thread, f *Field, conn sql.Connection) (string, error) {
				g, err := f.target(t)
				if err != nil {
					return "", err
				}
				return g.RelDBType(t, conn)
			},
			castDBType: func(t *Thread, f *Field, conn sql.Connection) (string, error) {
				g, err := f.target(t)
				if err != nil {
					return "", err
				}
				return g.CastDBType(t, conn)
			},
			toPython: func(t *Thread, f *Field, v Object) (Object, error) {
				g, err := f.target(t)
				if err != nil {
					return nil, err
				}
				return g.m(t).toPython(t, g, v)
			},
			getPrepValue: func(t *Thread, f *Field, v Object) (Object, error) {
				g, err := f.target(t)
				if err != nil {
					return nil, err
				}
				return g.GetPrepValue(t, v)
			},
			getDBPrepValue: func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
				g, err := f.target(t)
				if err != nil {
					return nil, err
				}
				return g.GetDBPrepValue(t, v, conn, prepared)
			},
			getDBPrepSave: func(t *Thread, f *Field, v Object, conn sql.Connection) (Object, error) {
				if v == none {
					return v, nil
				}
				g, err := f.target(t)
				if err != nil {
					return nil, err
				}
				return g.GetDBPrepSave(t, v, conn)
			},
			getDefault: func(t *Thread, f *Field) (Object, error) {
				v, err := getDefaultBase(t, f)
				if err != nil || f.RelatedModel == nil || !object.IsInstance(v, f.RelatedModel) {
					return v, err
				}
				g, err := f.target(t)
				if err != nil {
					return nil, err
				}
				return object.GetAttr(t, v, g.attnameStr)
			},
			validate: foreignKeyValidate, check: checkForeignKey, deconstruct: deconstructForeignKey,
		},
	})

	declareField(OneToOneFieldType, fieldClass{
		description: "One-to-one relationship",
		attrs:       map[string]Object{"related_accessor_class": reverseOneToOneType, "forward_related_accessor_class": forwardOneToOneType, "rel_class": OneToOneRelType},
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigOneToOne.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			_, k := popKw(kwDict(a[4].(*object.Dict)), "unique")
			k = defaultKw(k, "unique", object.True)
			if a[3] != nil {
				k = defaultKw(k, "to_field", a[3])
			}
			return initForeignKey(t, f, []Object{a[1], a[2]}, k)
		},
		methods: fieldMethods{deconstruct: func(t *Thread, f *Field) (*deconstruction, error) {
			d, err := deconstructForeignKey(t, f)
			if err == nil {
				d.kw.DelStr(object.Intern("unique"))
			}
			return d, err
		}},
	})
}

func (f *Field) sideFields(side int) (Object, error) {
	pairs, err := f.RelatedFields()
	if err != nil {
		return nil, err
	}
	var out []Object
	for _, p := range pairs {
		out = append(out, p[side].Info().Self)
	}
	return object.NewTuple(out...), nil
}

func namesOrNone(ss []string) Object {
	out := make([]Object, len(ss))
	for i, s := range ss {
		out[i] = strOrNoneObj(s)
	}
	return object.NewList(out)
}

func stringList(t *Thread, o Object) ([]string, error) {
	items, err := object.Collect(t, o)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(items))
	for i, x := range items {
		out[i] = asStr(x)
	}
	return out, nil
}

package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// GenericForeignKey and GenericRelation of django.contrib.contenttypes.fields.

const genericModule = "django.contrib.contenttypes.fields"

// The classes.
var (
	GenericForeignKeyType = object.Declare("GenericForeignKey", genericModule, sql.RegisterLookupMixinType)
	genericDescrType      = object.Declare("GenericForeignKeyDescriptor", genericModule)
	GenericRelType        = object.Declare("GenericRel", genericModule, ForeignObjectRelType)
	GenericRelationType   = object.Declare("GenericRelation", genericModule, ForeignObjectType)
)

// GenericForeignKey points at a row of any model: by its content type and its key.
type GenericForeignKey struct {
	sql.FieldInfo
	ctField, fkField string
	concrete         bool
}

// Info implements sql.FieldOrRel.
func (g *GenericForeignKey) Info() *sql.FieldInfo { return &g.FieldInfo }

// IsGenericKey implements GenericKey.
func (g *GenericForeignKey) IsGenericKey() {}

type genericDescr struct{ g *GenericForeignKey }

func (*genericDescr) Type() *Type { return genericDescrType }

var (
	sigGenericKey = pysig.New("GenericForeignKey.__init__", "self", "ct_field=", "fk_field=", "for_concrete_model=")
	sigGenericRel = pysig.New("GenericRelation.__init__", "self", "to", "object_id_field=", "content_type_field=", "for_concrete_model=",
		"related_query_name=", "limit_choices_to=", "**kwargs")
)

// contentTypes is ContentType.objects.
func contentTypes(t *Thread) (Object, error) {
	m, err := t.RT.Import(t, "django.contrib.contenttypes.models")
	if err != nil {
		return nil, err
	}
	ct, err := object.GetAttrName(t, m, "ContentType")
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, ct, "objects")
}

// contentTypeOf is ContentType.objects.get_for_model(model).
func contentTypeOf(t *Thread, model *Type, concrete bool) (Object, error) {
	cts, err := contentTypes(t)
	if err != nil {
		return nil, err
	}
	return object.CallMethodKw(t, cts, object.Intern("get_for_model"), []Object{model}, object.Kw("for_concrete_model", object.NewBool(concrete)))
}

func contentTypeByID(t *Thread, id Object) (Object, error) {
	cts, err := contentTypes(t)
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, cts, "get_for_id", id)
}

func genericOf(o Object) (*GenericForeignKey, error) {
	if g, ok := native[*GenericForeignKey](o); ok {
		return g, nil
	}
	return nil, object.TypeErrorf("expected a GenericForeignKey, not '%s'", object.TypeName(o))
}

// ctAttname is the attname of the foreign key to ContentType.
func (g *GenericForeignKey) ctAttname(o Object) string {
	if f := metaOf(o).field(g.ctField); f != nil {
		return f.Attname
	}
	return g.ctField
}

func (g *GenericForeignKey) get(t *Thread, obj Object) (Object, error) {
	name := object.Intern(g.Name)
	ctID, err := object.GetAttrName(t, obj, g.ctAttname(obj))
	if err != nil {
		return nil, err
	}
	pk, err := object.GetAttrName(t, obj, g.fkField)
	if err != nil {
		return nil, err
	}
	rel := getCached(obj, name)
	if rel == none {
		return none, nil
	}
	if rel != nil {
		match, err := g.matches(t, rel, ctID, pk)
		if err != nil || match {
			return rel, err
		}
	}
	rel = none
	if ctID != none {
		ct, err := contentTypeByID(t, ctID)
		if err != nil {
			return nil, err
		}
		found, err := object.CallMethodKw(t, ct, object.Intern("get_object_for_this_type"), nil, object.Kw("pk", pk))
		switch {
		case err == nil:
			rel = found
		case !object.IsException(err, exceptions.ObjectDoesNotExist):
			return nil, err
		}
	}
	return rel, setCached(obj, name, rel)
}

// matches tells whether a cached object is still the one that the columns name.
func (g *GenericForeignKey) matches(t *Thread, rel, ctID, pk Object) (bool, error) {
	ct, err := contentTypeOf(t, rel.Type(), g.concrete)
	if err != nil {
		return false, err
	}
	id, err := pkOf(t, ct)
	if err != nil {
		return false, err
	}
	if eq, err := object.Equal(t, id, ctID); err != nil || !eq {
		return false, err
	}
	opts := metaOf(rel)
	want, err := opts.pk.m(t).toPython(t, opts.pk, pk)
	if err != nil {
		return false, err
	}
	have, err := pkOf(t, rel)
	if err != nil {
		return false, err
	}
	return object.Equal(t, want, have)
}

func (g *GenericForeignKey) set(t *Thread, obj, v Object) error {
	var ct, fk Object = none, none
	if v != none {
		if v = sql.Actual(t, v); metaOf(v) == nil {
			return object.AttributeErrorf(v, "_meta", "'%s' object has no attribute '_meta'", object.TypeName(v))
		}
		var err error
		if ct, err = contentTypeOf(t, v.Type(), g.concrete); err != nil {
			return err
		}
		if fk, err = pkOf(t, v); err != nil {
			return err
		}
	}
	if err := object.SetAttrName(t, obj, g.ctField, ct); err != nil {
		return err
	}
	if err := object.SetAttrName(t, obj, g.fkField, fk); err != nil {
		return err
	}
	return setCached(obj, object.Intern(g.Name), v)
}

// IsFetched implements Prefetcher.
func (d *genericDescr) IsFetched(t *Thread, o Object) (bool, error) {
	return getCached(o, object.Intern(d.g.Name)) != nil, nil
}

// PrefetchObjects implements Prefetcher: one query a content type.
func (d *genericDescr) PrefetchObjects(t *Thread, insts []Object, qs []*QuerySet) (*PrefetchResult, error) {
	g := d.g
	custom := map[*Type]*QuerySet{}
	for _, q := range qs {
		if custom[q.model] != nil {
			return nil, object.ValueErrorf("Only one queryset is allowed for each content type.")
		}
		custom[q.model] = q
	}
	ids := object.NewDict() // content type id: set of keys
	for _, in := range insts {
		ct, err := object.GetAttrName(t, in, g.ctAttname(in))
		if err != nil {
			return nil, err
		}
		fk, err := object.GetAttrName(t, in, g.fkField)
		if err != nil {
			return nil, err
		}
		if ct == none || fk == none {
			continue
		}
		s, err := ids.Get(t, ct)
		if err != nil {
			return nil, err
		}
		set, _ := s.(*object.Set)
		if set == nil {
			set = object.NewSet()
			if err := ids.Set(t, ct, set); err != nil {
				return nil, err
			}
		}
		if err := set.Add(t, fk); err != nil {
			return nil, err
		}
	}
	var objs []Object
	err := each(ids, func(k, v Object) error {
		ct, err := contentTypeByID(t, k)
		if err != nil {
			return err
		}
		var found Object
		model, err := object.CallMethod(t, ct, "model_class")
		if err != nil {
			return err
		}
		if cls, ok := model.(*Type); ok && custom[cls] != nil {
			found, err = object.CallMethodKw(t, custom[cls].Self, object.Intern("filter"), nil, object.Kw("pk__in", v))
		} else {
			found, err = object.CallMethodKw(t, ct, object.Intern("get_all_objects_for_this_type"), nil, object.Kw("pk__in", v))
		}
		if err != nil {
			return err
		}
		rows, err := object.Collect(t, found)
		objs = append(objs, rows...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &PrefetchResult{Objects: objs, Single: true, CacheName: g.Name,
		ObjKey: func(t *Thread, o Object) (Object, error) {
			pk, err := pkOf(t, o)
			return object.NewTuple(pk, o.Type()), err
		},
		InstKey: func(t *Thread, in Object) (Object, error) {
			ct, err := object.GetAttrName(t, in, g.ctAttname(in))
			if err != nil || ct == none {
				return none, err
			}
			c, err := contentTypeByID(t, ct)
			if err != nil {
				return nil, err
			}
			model, err := object.CallMethod(t, c, "model_class")
			if err != nil {
				return nil, err
			}
			fk, err := object.GetAttrName(t, in, g.fkField)
			if err != nil {
				return nil, err
			}
			if mt, ok := model.(*Type); ok {
				pk := optionsOf(mt).pk
				if fk, err = pk.m(t).getPrepValue(t, pk, fk); err != nil {
					return nil, err
				}
			}
			return object.NewTuple(fk, model), nil
		}}, nil
}

func init() {
	GenericForeignKeyType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				g := &GenericForeignKey{ctField: "content_type", fkField: "object_id", concrete: true}
				g.Self = object.NewInstance(cls, g)
				g.IsRelation, g.ManyToOne, g.Private = true, true, true
				g.MaxDigits, g.DecimalPlaces = -1, -1
				return g.Self, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				a, err := sigGenericKey.Bind(append([]Object{self}, args...), kw)
				if err != nil {
					return err
				}
				g, err := genericOf(self)
				if err != nil {
					return err
				}
				if a[1] != nil {
					g.ctField = asStr(a[1])
				}
				if a[2] != nil {
					g.fkField = asStr(a[2])
				}
				if a[3] != nil {
					g.concrete, err = object.Truth(t, a[3])
				}
				return err
			},
			Repr: func(t *Thread, o Object) (string, error) {
				g, err := genericOf(o)
				if err != nil {
					return "", err
				}
				return "<" + genericModule + "." + object.TypeName(o) + ": " + g.Name + ">", nil
			},
			Str: func(t *Thread, o Object) (string, error) {
				g, err := genericOf(o)
				if err != nil || g.Model == nil {
					return object.TypeName(o), err
				}
				return optionsOf(g.Model).Label() + "." + g.Name, nil
			},
		},
		Methods: []object.Method{
			{Name: "contribute_to_class", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if len(args) < 3 {
					return nil, object.TypeErrorf("contribute_to_class() needs a class and a name")
				}
				g, err := genericOf(args[0])
				if err != nil {
					return nil, err
				}
				cls, ok := args[1].(*Type)
				if !ok || optionsOf(cls) == nil {
					return nil, object.TypeErrorf("contribute_to_class() needs a model class")
				}
				g.Name, g.Attname, g.VerboseName, g.Model = asStr(args[2]), asStr(args[2]), asStr(args[2]), cls
				o := optionsOf(cls)
				o.privateFields = append(o.privateFields, g)
				o.apps.clearCache()
				cls.SetClassAttr(g.Name, &genericDescr{g})
				return none, nil
			}},
			genericHelper("check"), genericHelper("get_content_type"), genericHelper("get_filter_kwargs_for_object"), genericHelper("get_forward_related_filter"),
			{Name: "__copy__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				g, err := genericOf(args[0])
				if err != nil {
					return nil, err
				}
				c := &GenericForeignKey{FieldInfo: copyInfo(&g.FieldInfo), ctField: g.ctField, fkField: g.fkField, concrete: g.concrete}
				c.Self = object.NewInstance(g.Self.Class, c)
				return c.Self, nil
			}},
		},
		GetSets: []object.GetSet{
			genericAttr("name", func(g *GenericForeignKey) Object { return str(g.Name) }),
			genericAttr("ct_field", func(g *GenericForeignKey) Object { return str(g.ctField) }),
			genericAttr("fk_field", func(g *GenericForeignKey) Object { return str(g.fkField) }),
			genericAttr("model", func(g *GenericForeignKey) Object { return typeOrNone(g.Model) }),
			genericAttr("for_concrete_model", func(g *GenericForeignKey) Object { return object.NewBool(g.concrete) }),
		},
		Attrs: map[string]Object{"is_relation": object.True, "many_to_one": object.True, "auto_created": object.False, "concrete": object.False,
			"editable": object.False, "hidden": object.False, "many_to_many": object.False, "one_to_many": object.False, "one_to_one": object.False,
			"related_model": none, "remote_field": none},
	})
	genericDescrType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			if obj == nil {
				return self.(*genericDescr).g.Self, nil
			}
			return self.(*genericDescr).g.get(t, obj)
		},
		DescrSet: func(t *Thread, self, obj, v Object) error {
			return self.(*genericDescr).g.set(t, obj, orNone(v))
		},
	}})
	GenericRelType.Define(object.Spec{})
	declareField(GenericRelationType, fieldClass{
		abstract: true,
		init: func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
			a, err := sigGenericRel.Bind(append([]Object{f.Self}, args...), kw)
			if err != nil {
				return err
			}
			if err := checkTarget(t, f, a[1]); err != nil {
				return err
			}
			g := &genericOptions{contentTypeField: "content_type", objectIDField: "object_id", concrete: true}
			if a[2] != nil {
				g.objectIDField = asStr(a[2])
			}
			if a[3] != nil {
				g.contentTypeField = asStr(a[3])
			}
			if a[4] != nil {
				if g.concrete, err = object.Truth(t, a[4]); err != nil {
					return err
				}
			}
			r := newRel(GenericRelType, f, a[1])
			r.onDelete, r.relatedName = DoNothing, "+"
			if s := asStr(orNone(a[5])); s != "" {
				// A generic relation that can be asked about from the other side is no hidden one.
				r.relatedName, r.relatedQueryName = s, s
			} else {
				r.relatedQueryName = "+"
			}
			r.takeLimit(a[6])
			f.fk = &fkOptions{generic: g}
			f.setRel(r)
			f.ManyToOne, f.OneToMany = false, true
			k := kwDict(a[7].(*object.Dict))
			return initField(t, f, nil, defaultKw(defaultKw(defaultKw(k, "blank", object.True), "editable", object.False), "serialize", object.False))
		},
		methods: fieldMethods{
			contributeToClass: func(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
				if f.mtiInherited {
					// From the other side the relation leads to the model that declares it, not to the models that derive from that.
					f.rel.relatedName, f.rel.relatedQueryName = "+", ""
				}
				if err := contributeRelated(t, f, cls, name, true); err != nil {
					return err
				}
				cls.SetClassAttr(f.Name, &reverseManyToOne{rel: f.rel, generic: true})
				if optionsOf(cls).abstract {
					return nil
				}
				return optionsOf(cls).apps.lazyRelated(t, cls, f, []Object{f.rel.toArg}, func(t *Thread, found []*Type) error {
					addGenericOrder(found[0], cls, f.fk.generic)
					return nil
				})
			},
			getInternalType: func(*Thread, *Field) (string, error) { return "ManyToManyField", nil },
			check: func(t *Thread, f *Field) ([]Object, error) {
				out, err := checkForeignObject(t, f)
				if err != nil || f.RelatedModel == nil {
					return out, err
				}
				for _, p := range optionsOf(f.RelatedModel).privateFields {
					if g, ok := p.(*GenericForeignKey); ok && g.ctField == f.fk.generic.contentTypeField && g.fkField == f.fk.generic.objectIDField {
						return out, nil
					}
				}
				return append(out, errorAbout(f.Self, "contenttypes.E004", "", "The GenericRelation defines a relation with the model '%s', but that model does not have a GenericForeignKey.",
					optionsOf(f.RelatedModel).Label())), nil
			},
			valueToString: func(t *Thread, f *Field, obj Object) (Object, error) {
				return genericHelper("value_to_string").Fn(t, []Object{f.Self, obj}, nil)
			},
			dbType: func(*Thread, *Field, sql.Connection) (string, error) { return "", nil },
		},
	})
}

// genericHelper is a method that contrib/contenttypes/_generic.py has the body of.
func genericHelper(name string) object.Method {
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		m, err := t.RT.Import(t, "django.contrib.contenttypes._generic")
		if err != nil {
			return nil, err
		}
		f, err := object.GetAttrName(t, m, name)
		if err != nil {
			return nil, err
		}
		return object.Call(t, f, append([]Object(nil), args...), kw)
	}}
}

func genericAttr(name string, get func(g *GenericForeignKey) Object) object.GetSet {
	return object.GetSet{Name: name, Get: func(t *Thread, o Object) (Object, error) {
		g, err := genericOf(o)
		if err != nil {
			return nil, err
		}
		return get(g), nil
	}}
}

func (r *Rel) takeLimit(limit Object) {
	if !isNone(limit) {
		r.limitChoicesTo = limit
	}
}

// relatedGeneric is resolve_related_fields of a GenericRelation: the other model's key column and this model's primary key.
func (f *Field) relatedGeneric() ([][2]sql.Field, error) {
	g := optionsOf(f.RelatedModel).field(f.fk.generic.objectIDField)
	if g == nil {
		return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", f.RelatedModel.Name, f.fk.generic.objectIDField)
	}
	return [][2]sql.Field{{g, optionsOf(f.Model).pk}}, nil
}

// genericPath is get_path_info of a GenericRelation.
func (f *Field) genericPath(fr *sql.FilteredRelation) []sql.PathInfo {
	opts := optionsOf(f.RelatedModel)
	return []sql.PathInfo{{FromOpts: optionsOf(f.Model), ToOpts: opts, TargetFields: []sql.Field{opts.pk}, JoinField: f.rel, M2M: true, FilteredRelation: fr}}
}

// genericRestriction is get_extra_restriction: only rows about this model.
func (f *Field) genericRestriction(t *Thread, alias string) (*sql.WhereNode, error) {
	field := optionsOf(f.RelatedModel).field(f.fk.generic.contentTypeField)
	if field == nil {
		return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", f.RelatedModel.Name, f.fk.generic.contentTypeField)
	}
	ct, err := contentTypeOf(t, f.Model, f.fk.generic.concrete)
	if err != nil {
		return nil, err
	}
	pk, err := pkOf(t, ct)
	if err != nil {
		return nil, err
	}
	col, err := field.GetCol(alias, nil)
	if err != nil {
		return nil, err
	}
	l, err := sql.NewExact(t, col, pk)
	if err != nil {
		return nil, err
	}
	return sql.NewWhere(sql.AND, l), nil
}

// BulkRelatedObjects implements BulkRelated: deleting a row deletes what is said about it.
func (f *Field) BulkRelatedObjects(t *Thread, objs []Object, using string) (*QuerySet, error) {
	ct, err := contentTypeOf(t, f.Model, f.fk.generic.concrete)
	if err != nil {
		return nil, err
	}
	ctPK, err := pkOf(t, ct)
	if err != nil {
		return nil, err
	}
	var pks []Object
	for _, o := range objs {
		pk, err := pkOf(t, o)
		if err != nil {
			return nil, err
		}
		pks = append(pks, pk)
	}
	qs, err := baseQuerySet(t, f.RelatedModel)
	if err != nil {
		return nil, err
	}
	d := object.NewDict()
	d.SetName(f.fk.generic.contentTypeField+"__pk", ctPK)
	d.SetName(f.fk.generic.objectIDField+"__in", object.NewList(pks))
	return qs.onDB(using).filterDict(t, d, false)
}

package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const reverseRelatedModule = "django.db.models.fields.reverse_related"

// Rel is the Go part of ForeignObjectRel and its kin: what a field knows about the other side, and the field that the other side has in
// return.
type Rel struct {
	sql.FieldInfo
	field *Field
	// to is rel.model once it is a class; toArg is what the field was given: a class or a string.
	to    *Type
	toArg Object

	relatedName      string
	givenRelatedName string // as the field was given it, before %(class)s is filled in
	givenQueryName   string
	named            bool // has a related_name, be it ""
	relatedQueryName string
	limitChoicesTo   Object
	parentLink       bool
	onDelete         Object
	fieldName        string
	multiple         bool
	// Many-to-many only.
	symmetrical   bool
	through       *Type
	throughArg    Object
	throughFields []string
	// throughFieldsArg is the list or tuple that it was given.
	throughFieldsArg Object
	dbConstraint     bool
}

// The classes of reverse relations.
var (
	ForeignObjectRelType = object.Declare("ForeignObjectRel", reverseRelatedModule)
	ManyToOneRelType     = object.Declare("ManyToOneRel", reverseRelatedModule, ForeignObjectRelType)
	OneToOneRelType      = object.Declare("OneToOneRel", reverseRelatedModule, ManyToOneRelType)
	ManyToManyRelType    = object.Declare("ManyToManyRel", reverseRelatedModule, ForeignObjectRelType)
)

var (
	_ sql.Rel       = (*Rel)(nil)
	_ sql.JoinField = (*Rel)(nil)
	_ sql.Cacher    = (*Rel)(nil)
)

func newRel(cls *Type, f *Field, to Object) *Rel {
	r := &Rel{field: f, toArg: to, multiple: true, dbConstraint: true}
	r.Self = object.NewInstance(cls, r)
	r.Null, r.AutoCreated, r.IsRelation = true, true, true
	r.MaxDigits, r.DecimalPlaces = -1, -1
	r.Remote = f
	if m, ok := to.(*Type); ok {
		r.setModel(m)
	}
	switch {
	case cls.IsSubtype(OneToOneRelType):
		r.multiple, r.OneToOne = false, true
	case cls.IsSubtype(ManyToManyRelType):
		r.ManyToMany = true
	default:
		r.OneToMany = true
	}
	return r
}

// setModel is the assignment rel.model = m.
func (r *Rel) setModel(m *Type) { r.to, r.Model = m, m }

// bind tells the rel which model its field lies on.
func (r *Rel) bind(cls *Type) { r.RelatedModel = cls }

func (r *Rel) copyFor(f *Field) *Rel {
	c := *r
	c.FieldInfo = copyInfo(&r.FieldInfo)
	c.Self = object.NewInstance(r.Self.Class, &c)
	c.field, c.Remote = f, f
	c.RelatedModel = nil
	return &c
}

// Info implements sql.FieldOrRel. The names depend on the field's model, so they are found when asked for.
func (r *Rel) Info() *sql.FieldInfo {
	if r.Name == "" && r.field.Model != nil {
		r.Name = r.field.RelatedQueryName()
		r.Attname = r.Name
		r.RelatedModel = r.field.Model
		r.Hidden = r.hidden()
		r.ParentLink = r.parentLink
	}
	return &r.FieldInfo
}

func (r *Rel) hidden() bool { return strings.HasSuffix(r.relatedName, "+") }

// Field implements sql.Rel.
func (r *Rel) Field() sql.Field { return r.field }

// Multiple implements sql.Rel.
func (r *Rel) Multiple() bool { return r.multiple }

// RelatedQueryName implements sql.Rel.
func (r *Rel) RelatedQueryName() string { return r.field.RelatedQueryName() }

// AccessorName implements sql.Rel.
func (r *Rel) AccessorName() string { return r.accessorFor(nil) }

// accessorFor is get_accessor_name(model).
func (r *Rel) accessorFor(model *Type) string {
	if model == nil {
		model = r.field.Model
	}
	if model == nil {
		return r.relatedName
	}
	if r.multiple && r.symmetrical && model == r.to {
		return ""
	}
	if r.relatedName != "" {
		return r.relatedName
	}
	name := optionsOf(model).modelName
	if r.multiple {
		name += "_set"
	}
	return name
}

// CacheName implements sql.Cacher.
func (r *Rel) CacheName() string { return r.AccessorName() }

// SetCachedValue implements sql.Cacher.
func (r *Rel) SetCachedValue(t *Thread, instance, value Object) error {
	return setCached(instance, object.Intern(r.CacheName()), value)
}

// PathInfos implements sql.Relational.
func (r *Rel) PathInfos(fr *sql.FilteredRelation) ([]sql.PathInfo, error) {
	return r.field.ReversePathInfos(fr)
}

// ReversePathInfos implements sql.Relational.
func (r *Rel) ReversePathInfos(fr *sql.FilteredRelation) ([]sql.PathInfo, error) {
	return r.field.PathInfos(fr)
}

// JoiningFields implements sql.JoinField.
func (r *Rel) JoiningFields() ([][2]sql.Field, error) {
	pairs, err := r.field.RelatedFields()
	if err != nil {
		return nil, err
	}
	out := make([][2]sql.Field, len(pairs))
	for i, p := range pairs {
		out[i] = [2]sql.Field{p[1], p[0]}
	}
	return out, nil
}

// RelatedFields implements sql.JoinField.
func (r *Rel) RelatedFields() ([][2]sql.Field, error) { return r.field.RelatedFields() }

// ExtraRestriction implements sql.JoinField.
func (r *Rel) ExtraRestriction(t *Thread, alias, relatedAlias string) (*sql.WhereNode, error) {
	return r.field.ExtraRestriction(t, relatedAlias, alias)
}

// setFieldName is set_field_name: to_field, or the primary key.
func (r *Rel) setFieldName() {
	if r.fieldName == "" && r.to != nil && r.Self.Class != ManyToManyRelType {
		if pk := optionsOf(r.to).pk; pk != nil {
			r.fieldName = pk.Name
		}
	}
}

func relGet(name string, get func(t *Thread, r *Rel) (Object, error)) object.GetSet {
	return object.GetSet{Name: name, Get: func(t *Thread, self Object) (Object, error) {
		r, ok := native[*Rel](self)
		if !ok {
			return nil, object.TypeErrorf("expected a relation, not '%s'", object.TypeName(self))
		}
		if r.field == nil { // its class's __init__ was not called
			return nil, object.AttributeErrorf(self, name, "'%s' object has no attribute '%s'", object.TypeName(self), name)
		}
		r.Info()
		return get(t, r)
	}}
}

func typeOrNone(tp *Type) Object {
	if tp == nil {
		return none
	}
	return tp
}

func strOrNoneObj(s string) Object {
	if s == "" {
		return none
	}
	return str(s)
}

func init() {
	ForeignObjectRelType.Define(object.Spec{
		Slots: object.Slots{
			New: relNew, Hash: relHash, RichCompare: relCompare,
			Init: relInit("ForeignObjectRel", "related_name=", "related_query_name=", "limit_choices_to=", "parent_link=", "on_delete="),
			Repr: func(t *Thread, self Object) (string, error) {
				r, _ := native[*Rel](self)
				if r == nil || r.field == nil || r.field.Model == nil {
					return "<" + object.TypeName(self) + ">", nil
				}
				return "<" + object.TypeName(self) + ": " + optionsOf(r.field.Model).LabelLower() + ">", nil
			},
		},
		GetSets: []object.GetSet{
			pathGetSet("path_infos", func(o Object) ([]sql.PathInfo, error) { return relPaths(o, nil, false) }),
			relGet("field", func(t *Thread, r *Rel) (Object, error) { return r.field.Self, nil }),
			relGet("remote_field", func(t *Thread, r *Rel) (Object, error) { return r.field.Self, nil }),
			relGet("model", func(t *Thread, r *Rel) (Object, error) {
				if r.to == nil {
					return r.toArg, nil
				}
				return r.to, nil
			}),
			relGet("to", func(t *Thread, r *Rel) (Object, error) { return typeOrNone(r.to), nil }),
			relGet("related_model", func(t *Thread, r *Rel) (Object, error) { return typeOrNone(r.field.Model), nil }),
			relGet("name", func(t *Thread, r *Rel) (Object, error) { return str(r.Name), nil }),
			relGet("related_name", func(t *Thread, r *Rel) (Object, error) {
				if r.named || r.relatedName != "" {
					return str(r.relatedName), nil
				}
				return none, nil
			}),
			relGet("related_query_name", func(t *Thread, r *Rel) (Object, error) { return strOrNoneObj(r.relatedQueryName), nil }),
			relGet("field_name", func(t *Thread, r *Rel) (Object, error) { return strOrNoneObj(r.fieldName), nil }),
			relGet("on_delete", func(t *Thread, r *Rel) (Object, error) { return orNone(r.onDelete), nil }),
			relGet("limit_choices_to", func(t *Thread, r *Rel) (Object, error) {
				if r.limitChoicesTo == nil {
					return object.NewDict(), nil
				}
				return r.limitChoicesTo, nil
			}),
			relGet("parent_link", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.parentLink), nil }),
			relGet("multiple", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.multiple), nil }),
			relGet("symmetrical", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.symmetrical), nil }),
			relGet("hidden", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.hidden()), nil }),
			relGet("null", func(t *Thread, r *Rel) (Object, error) { return object.True, nil }),
			relGet("auto_created", func(t *Thread, r *Rel) (Object, error) { return object.True, nil }),
			relGet("concrete", func(t *Thread, r *Rel) (Object, error) { return object.False, nil }),
			relGet("editable", func(t *Thread, r *Rel) (Object, error) { return object.False, nil }),
			relGet("is_relation", func(t *Thread, r *Rel) (Object, error) { return object.True, nil }),
			relGet("many_to_many", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.ManyToMany), nil }),
			relGet("many_to_one", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.ManyToOne), nil }),
			relGet("one_to_many", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.OneToMany), nil }),
			relGet("one_to_one", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.OneToOne), nil }),
			relGet("through", func(t *Thread, r *Rel) (Object, error) {
				if r.through == nil {
					return orNone(r.throughArg), nil
				}
				return r.through, nil
			}),
			relGet("identity", func(t *Thread, r *Rel) (Object, error) { return r.identity(t) }),
			relGet("through_fields", func(t *Thread, r *Rel) (Object, error) {
				if r.throughFields == nil {
					return none, nil
				}
				return r.throughFieldsArg, nil
			}),
			relGet("db_constraint", func(t *Thread, r *Rel) (Object, error) { return object.NewBool(r.dbConstraint), nil }),
			relGet("target_field", func(t *Thread, r *Rel) (Object, error) {
				if r.ManyToMany {
					return sql.FieldObject(optionsOf(r.to).pk), nil
				}
				if g := r.field.TargetField(); g != nil {
					return g.Info().Self, nil
				}
				return none, nil
			}),
			object.DictAttr(),
			relGet("accessor_name", func(t *Thread, r *Rel) (Object, error) { return strOrNoneObj(r.AccessorName()), nil }),
			relGet("cache_name", func(t *Thread, r *Rel) (Object, error) { return strOrNoneObj(r.CacheName()), nil }),
			relGet("db_type", func(t *Thread, r *Rel) (Object, error) { return r.field.Self, nil }),
		},
		Methods: []object.Method{
			reduceWith("reduce_rel"),
			{Name: "get_accessor_name", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, ok := native[*Rel](args[0])
				if !ok {
					return nil, object.TypeErrorf("get_accessor_name() needs a relation")
				}
				var m *Type
				if len(args) > 1 {
					m, _ = args[1].(*Type)
				}
				return strOrNoneObj(r.accessorFor(m)), nil
			}},
			{Name: "get_choices", Fn: relChoices},
			pathMethod("get_path_info", func(o Object, fr *sql.FilteredRelation) ([]sql.PathInfo, error) { return relPaths(o, fr, false) }),
			{Name: "get_cached_value", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, _ := native[*Rel](args[0])
				if r == nil || len(args) < 2 {
					return nil, object.TypeErrorf("get_cached_value() missing 1 required positional argument: 'instance'")
				}
				if v := getCached(args[1], object.Intern(r.CacheName())); v != nil {
					return v, nil
				}
				return nil, object.Errorf(object.KeyErrorType, "'%s'", r.CacheName())
			}},
			{Name: "is_hidden", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, _ := native[*Rel](args[0])
				return object.NewBool(r != nil && r.hidden()), nil
			}},
			{Name: "get_related_field", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, _ := native[*Rel](args[0])
				if r == nil || r.to == nil {
					return none, nil
				}
				r.setFieldName() // of a field that no model has
				f, err := optionsOf(r.to).GetField(t, r.fieldName)
				if err != nil {
					return nil, err
				}
				return f.Info().Self, nil
			}},
			{Name: "is_cached", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				r, _ := native[*Rel](args[0])
				if r == nil || len(args) < 2 {
					return object.False, nil
				}
				return object.NewBool(getCached(args[1], object.Intern(r.CacheName())) != nil), nil
			}},
		},
	})
	toOne := []string{"field_name", "related_name=", "related_query_name=", "limit_choices_to=", "parent_link=", "on_delete="}
	ManyToOneRelType.Define(object.Spec{Slots: object.Slots{Init: relInit("ManyToOneRel", toOne...)}})
	OneToOneRelType.Define(object.Spec{Slots: object.Slots{Init: relInit("OneToOneRel", toOne...)}})
	ManyToManyRelType.Define(object.Spec{Slots: object.Slots{Init: relInit("ManyToManyRel", "related_name=", "related_query_name=", "limit_choices_to=",
		"symmetrical=", "through=", "through_fields=", "db_constraint=")}})
}

// relChoices is ForeignObjectRel.get_choices: (key, text) of every row on the other side.
func relChoices(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	r, ok := native[*Rel](args[0])
	if !ok {
		return nil, object.TypeErrorf("get_choices() needs a relation")
	}
	a, err := sigGetChoices.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	limit := a[3]
	if set, err := truth(t, orNone(limit)); err != nil {
		return nil, err
	} else if !set {
		if limit = r.limitChoicesTo; limit == nil {
			limit = object.NewDict()
		}
	}
	out, err := rowChoices(t, r.field.Model, limit, a[4], "pk")
	if err != nil {
		return nil, err
	}
	if a[1] != nil {
		if blank, err := object.Truth(t, a[1]); err != nil || !blank {
			return object.NewList(out), err
		}
	}
	blank := []Object{object.NewTuple(str(""), str("---------"))}
	if a[2] != nil {
		if blank, err = object.Collect(t, a[2]); err != nil {
			return nil, err
		}
	}
	return object.NewList(append(blank, out...)), nil
}

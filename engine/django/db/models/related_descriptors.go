package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The descriptors that model classes hold for their fields and relations.

const descriptorsModule = "django.db.models.fields.related_descriptors"

// DeferredAttribute is the descriptor of a plain column: it loads the value when the instance does not have it.
type DeferredAttribute struct{ field *Field }

// foreignKeyDeferred is that of a foreign key's column: setting it forgets the cached object.
type foreignKeyDeferred struct{ DeferredAttribute }

// forwardDescriptor is book.author.
type forwardDescriptor struct {
	field    *Field
	oneToOne bool
}

// reverseOneToOne is author.profile.
type reverseOneToOne struct{ rel *Rel }

// reverseManyToOne is author.book_set; with m2m set it is either side of a many-to-many relation.
type reverseManyToOne struct {
	rel     *Rel
	m2m     bool
	reverse bool
	generic bool // a GenericRelation, from the side of the model that has it
}

// The classes of descriptors.
var (
	DeferredAttributeType = object.Declare("DeferredAttribute", "django.db.models.query_utils")
	foreignKeyDeferType   = object.Declare("ForeignKeyDeferredAttribute", descriptorsModule, DeferredAttributeType)
	forwardType           = object.Declare("ForwardManyToOneDescriptor", descriptorsModule)
	forwardOneToOneType   = object.Declare("ForwardOneToOneDescriptor", descriptorsModule, forwardType)
	reverseOneToOneType   = object.Declare("ReverseOneToOneDescriptor", descriptorsModule)
	reverseManyToOneType  = object.Declare("ReverseManyToOneDescriptor", descriptorsModule)
	manyToManyType        = object.Declare("ManyToManyDescriptor", descriptorsModule, reverseManyToOneType)
)

// Type implements object.Object.
func (*DeferredAttribute) Type() *Type  { return DeferredAttributeType }
func (*foreignKeyDeferred) Type() *Type { return foreignKeyDeferType }
func (d *forwardDescriptor) Type() *Type {
	if d.oneToOne {
		return forwardOneToOneType
	}
	return forwardType
}
func (*reverseOneToOne) Type() *Type { return reverseOneToOneType }
func (d *reverseManyToOne) Type() *Type {
	if d.m2m {
		return manyToManyType
	}
	return reverseManyToOneType
}

// descr is a descriptor's native part: a program's subclass wraps it.
func descr[T Object](o Object) T {
	d, _ := native[T](o)
	return d
}

// newDescriptor is __new__ of the classes of descriptors, which take the field or the relation.
func newDescriptor(mk func(t *Thread, arg Object, rest []Object) (Object, error), own *Type) object.Slots {
	return object.Slots{New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
		if len(args) == 0 {
			return nil, object.TypeErrorf("%s.__init__() missing 1 required positional argument: 'field_with_rel'", own.Name)
		}
		d, err := mk(t, args[0], args[1:])
		if err != nil || cls == own {
			return d, err
		}
		return object.NewInstance(cls, d), nil
	}}
}

func relOf(o Object) (*Rel, error) {
	if r, ok := native[*Rel](o); ok {
		return r, nil
	}
	f, err := fieldOf(o)
	if err != nil {
		return nil, err
	}
	return f.rel, nil
}

// accessor is the descriptor of a relation: of the class that the field's class names for it, which may be a program's.
func accessor(t *Thread, f *Field, attr string, of Object, own func() Object) (Object, error) {
	if cls, ok := f.Self.Class.Lookup(object.Intern(attr)).(*Type); ok && cls.Flags&object.Heap != 0 {
		return object.Call(t, cls, []Object{of}, nil)
	}
	return own(), nil
}

func newReverseOneToOne(r *Rel) Object  { return &reverseOneToOne{r} }
func newReverseManyToOne(r *Rel) Object { return &reverseManyToOne{rel: r} }
func newManyToMany(r *Rel, reverse bool) Object {
	return &reverseManyToOne{rel: r, m2m: true, reverse: reverse}
}

// getDeferred is DeferredAttribute.__get__ for a value that __dict__ lacks.
func getDeferred(t *Thread, f *Field, obj Object) (Object, error) {
	d := instDict(obj)
	if v := d.GetStr(f.attnameStr); v != nil {
		return v, nil
	}
	// A value that the parent link's primary key already has needs no query.
	opts := metaOf(obj)
	if opts == nil {
		return nil, object.AttributeErrorf(obj, f.Attname, "'%s' object has no attribute '%s'", object.TypeName(obj), f.Attname)
	}
	if link, ok := opts.AncestorLink(f.Model).(*Field); ok && link != nil && f.PrimaryKey && link != f {
		return object.GetAttr(t, obj, link.attnameStr)
	}
	// Reading a primary key that was deleted asks for the row with that key.
	if err := t.EnterNative(""); err != nil {
		return nil, err
	}
	defer t.LeaveNative()
	if f.Generated {
		set, err := pkIsSet(t, obj)
		if err != nil {
			return nil, err
		}
		if !set {
			return nil, object.AttributeErrorf(obj, f.Attname, "Cannot read a generated field from an unsaved model.")
		}
	}
	lazy := func() object.LazyLoad { return object.LazyLoad{Relation: f.Model.Name + "." + f.Name, Advice: "only"} }
	if _, err := t.LoadLazily(lazy, func() (Object, error) {
		return object.CallMethodKw(t, obj, object.Intern("refresh_from_db"), nil, object.Kw("fields", object.NewList([]Object{str(f.Attname)})))
	}); err != nil {
		return nil, err
	}
	if v := d.GetStr(f.attnameStr); v != nil {
		return v, nil
	}
	return none, nil
}

func init() {
	fieldAttr := func(get func(o Object) *Field) []object.GetSet {
		return []object.GetSet{{Name: "field", Get: func(t *Thread, o Object) (Object, error) { return get(o).Self, nil }}}
	}
	DeferredAttributeType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				if len(args) != 1 {
					return nil, object.TypeErrorf("DeferredAttribute.__init__() missing 1 required positional argument: 'field'")
				}
				f, err := fieldOf(args[0])
				if err != nil {
					return nil, err
				}
				d := &DeferredAttribute{f}
				if cls == DeferredAttributeType {
					return d, nil
				}
				return object.NewInstance(cls, d), nil
			},
			DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
				if obj == nil {
					return self, nil
				}
				d, _ := native[*DeferredAttribute](self)
				if d == nil {
					return none, nil
				}
				return getDeferred(t, d.field, obj)
			},
		},
		GetSets: []object.GetSet{{Name: "field", Get: func(t *Thread, o Object) (Object, error) {
			switch d := object.Native(o).(type) {
			case *DeferredAttribute:
				return d.field.Self, nil
			case *foreignKeyDeferred:
				return d.field.Self, nil
			}
			return none, nil
		}}},
	})
	foreignKeyDeferType.Define(object.Spec{
		Slots: object.Slots{
			DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
				if obj == nil {
					return self, nil
				}
				return getDeferred(t, self.(*foreignKeyDeferred).field, obj)
			},
			DescrSet: func(t *Thread, self, obj, v Object) error {
				f := self.(*foreignKeyDeferred).field
				d := instDict(obj)
				if v == nil {
					if !d.DelStr(f.attnameStr) {
						return object.AttributeErrorf(obj, f.Attname, "%s", f.Attname)
					}
					return nil
				}
				if getCached(obj, f.nameStr) != nil {
					old := orNone(d.GetStr(f.attnameStr))
					same, err := object.Equal(t, old, v)
					if err != nil {
						return err
					}
					if !same {
						delCached(obj, f.nameStr)
					}
				}
				d.SetStr(f.attnameStr, v)
				return nil
			},
		},
	})
	forwardNew := func(oneToOne bool) func(t *Thread, arg Object, rest []Object) (Object, error) {
		return func(t *Thread, arg Object, rest []Object) (Object, error) {
			f, err := fieldOf(arg)
			return &forwardDescriptor{field: f, oneToOne: oneToOne}, err
		}
	}
	forwardType.Define(object.Spec{
		Slots: object.Slots{
			New: newDescriptor(forwardNew(false), forwardType).New,
			DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
				if obj == nil {
					return self, nil
				}
				return descr[*forwardDescriptor](self).get(t, obj)
			},
			DescrSet: func(t *Thread, self, obj, v Object) error {
				if v == nil {
					return object.AttributeErrorf(obj, "__delete__", "__delete__")
				}
				return descr[*forwardDescriptor](self).set(t, obj, v)
			},
		},
		GetSets: append(fieldAttr(func(o Object) *Field { return descr[*forwardDescriptor](o).field }),
			object.GetSet{Name: "RelatedObjectDoesNotExist", Get: func(t *Thread, o Object) (Object, error) {
				f := descr[*forwardDescriptor](o).field
				return relatedMissing(t, f.RelatedModel, f.Model, f.Name)
			}}),
		Methods: append([]object.Method{
			{Name: "get_queryset", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return qsResult(baseQuerySet(t, descr[*forwardDescriptor](args[0]).field.RelatedModel))
			}},
			{Name: "is_cached", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return object.NewBool(len(args) > 1 && getCached(args[1], descr[*forwardDescriptor](args[0]).field.nameStr) != nil), nil
			}},
		}, prefetchMethods(func(self Object) (prefetchFunc, error) { return descr[*forwardDescriptor](self).prefetch, nil })...),
	})
	forwardOneToOneType.Define(object.Spec{Slots: newDescriptor(forwardNew(true), forwardOneToOneType)})
	relAttr := func(get func(o Object) *Rel) []object.GetSet {
		return []object.GetSet{{Name: "related", Get: func(t *Thread, o Object) (Object, error) { return get(o).Self, nil }}}
	}
	reverseOneToOneType.Define(object.Spec{
		Slots: object.Slots{
			New: newDescriptor(func(t *Thread, arg Object, rest []Object) (Object, error) {
				r, err := relOf(arg)
				return newReverseOneToOne(r), err
			}, reverseOneToOneType).New,
			DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
				if obj == nil {
					return self, nil
				}
				return descr[*reverseOneToOne](self).get(t, obj)
			},
			DescrSet: func(t *Thread, self, obj, v Object) error {
				if v == nil {
					return object.AttributeErrorf(obj, "__delete__", "__delete__")
				}
				return descr[*reverseOneToOne](self).set(t, obj, v)
			},
		},
		GetSets: append(relAttr(func(o Object) *Rel { return descr[*reverseOneToOne](o).rel }),
			object.GetSet{Name: "RelatedObjectDoesNotExist", Get: func(t *Thread, o Object) (Object, error) {
				r := descr[*reverseOneToOne](o).rel
				r.Info()
				return relatedMissing(t, r.field.Model, r.to, r.Name)
			}}),
		Methods: append([]object.Method{
			{Name: "is_cached", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return object.NewBool(len(args) > 1 && getCached(args[1], object.Intern(descr[*reverseOneToOne](args[0]).rel.CacheName())) != nil), nil
			}},
			{Name: "get_queryset", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return qsResult(baseQuerySet(t, descr[*reverseOneToOne](args[0]).rel.field.Model))
			}},
		}, prefetchMethods(func(self Object) (prefetchFunc, error) { return descr[*reverseOneToOne](self).prefetch, nil })...),
	})
	reverseManyToOneType.Define(object.Spec{
		Slots: object.Slots{
			New: newDescriptor(func(t *Thread, arg Object, rest []Object) (Object, error) {
				r, err := relOf(arg)
				return newReverseManyToOne(r), err
			}, reverseManyToOneType).New,
			DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
				if obj == nil {
					return self, nil
				}
				m, err := descr[*reverseManyToOne](self).manager(t, obj)
				if err != nil {
					return nil, err
				}
				return m.Self, nil
			},
			DescrSet: func(t *Thread, self, obj, v Object) error {
				d := descr[*reverseManyToOne](self)
				what, name := "reverse side of a related set", d.rel.AccessorName()
				if d.m2m {
					what = "forward side of a many-to-many set"
					if d.reverse {
						what = "reverse side of a many-to-many set"
					} else {
						name = d.rel.field.Name
					}
				}
				return object.TypeErrorf("Direct assignment to the %s is prohibited. Use %s.set() instead.", what, name)
			},
		},
		GetSets: []object.GetSet{
			{Name: "rel", Get: func(t *Thread, o Object) (Object, error) { return descr[*reverseManyToOne](o).rel.Self, nil }},
			{Name: "field", Get: func(t *Thread, o Object) (Object, error) { return descr[*reverseManyToOne](o).rel.field.Self, nil }},
			{Name: "related_manager_cls", Get: func(t *Thread, o Object) (Object, error) {
				c, err := descr[*reverseManyToOne](o).managerClass(t, nil)
				if err != nil {
					return nil, err
				}
				return c, nil
			}},
		},
	})
	manyToManyType.Define(object.Spec{Slots: newDescriptor(func(t *Thread, arg Object, rest []Object) (Object, error) {
		r, err := relOf(arg)
		return newManyToMany(r, len(rest) > 0 && rest[0] == object.True), err
	}, manyToManyType), GetSets: []object.GetSet{
		{Name: "through", Get: func(t *Thread, o Object) (Object, error) {
			return typeOrNone(descr[*reverseManyToOne](o).rel.through), nil
		}},
		{Name: "reverse", Get: func(t *Thread, o Object) (Object, error) {
			return object.NewBool(descr[*reverseManyToOne](o).reverse), nil
		}},
	}})
}

type relatedMissingKey struct {
	owner *Type
	name  string
}

// relatedMissing is the class RelatedObjectDoesNotExist of one relation, made at first use.
func relatedMissing(t *Thread, target, owner *Type, name string) (*Type, error) {
	m := t.RT.State(relatedMissingKey{}, func() any { return map[relatedMissingKey]*Type{} }).(map[relatedMissingKey]*Type)
	k := relatedMissingKey{owner, name}
	if c := m[k]; c != nil {
		return c, nil
	}
	base, _ := target.Lookup(strDoesNotExist).(*Type)
	if base == nil {
		base = exceptions.ObjectDoesNotExist
	}
	c, err := subclassException(t, "RelatedObjectDoesNotExist", []Object{base, object.AttributeErrorType}, owner.ModuleName(), owner.Qualname+"."+name)
	if err != nil {
		return nil, err
	}
	m[k] = c
	return c, nil
}

func (d *forwardDescriptor) get(t *Thread, obj Object) (Object, error) {
	f := d.field
	rel := getCached(obj, f.nameStr)
	if rel == nil {
		pairs, err := f.RelatedFields()
		if err != nil {
			return nil, err
		}
		hasValue := true
		for _, p := range pairs {
			v, err := object.GetAttr(t, obj, p[0].(*Field).attnameStr)
			if err != nil {
				return nil, err
			}
			hasValue = hasValue && v != none
		}
		if hasValue {
			if opts := metaOf(obj); opts != nil && opts.model != f.Model {
				if link, ok := opts.AncestorLink(f.Model).(*Field); ok && link != nil {
					if ancestor := getCached(obj, link.nameStr); ancestor != nil && ancestor != none {
						rel = getCached(ancestor, f.nameStr)
					}
				}
			}
			if isNone(rel) {
				lazy := func() object.LazyLoad {
					return object.LazyLoad{Relation: f.Model.Name + "." + f.Name, Advice: "select_related"}
				}
				if rel, err = t.LoadLazily(lazy, func() (Object, error) { return d.object(t, obj) }); err != nil {
					return nil, err
				}
				if !f.rel.multiple {
					if err := setCached(rel, object.Intern(f.rel.CacheName()), obj); err != nil {
						return nil, err
					}
				}
			}
		} else {
			rel = none
		}
		if err := setCached(obj, f.nameStr, rel); err != nil {
			return nil, err
		}
	}
	if rel == none && !f.Null {
		cls, err := relatedMissing(t, f.RelatedModel, f.Model, f.Name)
		if err != nil {
			return nil, err
		}
		return nil, object.Errorf(cls, "%s has no %s.", f.Model.Name, f.Name)
	}
	return rel, nil
}

// object is get_object: the query for the related row.
func (d *forwardDescriptor) object(t *Thread, obj Object) (Object, error) {
	f := d.field
	if d.oneToOne && f.rel.parentLink {
		// Everything about the parent is in the child already.
		po := optionsOf(f.RelatedModel)
		have := true
		dict := instDict(obj)
		kw := &Kwargs{}
		for _, g := range po.concreteFields() {
			v := dict.GetStr(g.attnameStr)
			if v == nil {
				have = false
				break
			}
			kw.Names, kw.Vals = append(kw.Names, g.attnameStr), append(kw.Vals, v)
		}
		if have {
			parent, err := object.Call(t, f.RelatedModel, nil, kw)
			if err != nil {
				return nil, err
			}
			ps, st := stateOf(parent), stateOf(obj)
			ps.adding, ps.db = st.adding, st.db
			return parent, nil
		}
	}
	qs, err := baseQuerySet(t, f.RelatedModel)
	if err != nil {
		return nil, err
	}
	qs = qs.near(t, obj)
	pairs, err := f.RelatedFields()
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		v, err := object.GetAttr(t, obj, p[0].(*Field).attnameStr)
		if err != nil {
			return nil, err
		}
		if qs, err = qs.filterKw(t, p[1].Info().Attname, v); err != nil {
			return nil, err
		}
	}
	if qs, err = f.extraFilter(t, qs, obj); err != nil {
		return nil, err
	}
	return qs.getOne(t, qs)
}

// cannotAssign is the ValueError for a value of the wrong model.
func cannotAssign(t *Thread, v, obj Object, name string, want *Type) error {
	r, err := repr(t, v)
	if err != nil {
		return err
	}
	return object.ValueErrorf("Cannot assign \"%s\": \"%s.%s\" must be a \"%s\" instance.", r, metaOf(obj).objectName, name, want.Name)
}

// shareDB gives an instance without database the other's, or the one that a router chooses, and refuses to relate two of different databases.
func shareDB(t *Thread, obj, v Object) error {
	x, y := stateOf(obj), stateOf(v)
	routers, err := sql.Routers(t)
	if err != nil {
		return err
	}
	choose := func(o, other Object) (string, error) {
		if routers != nil {
			if alias, err := sql.Route(t, true, o.Type(), instanceHint(other)); alias != "" || err != nil {
				return alias, err
			}
		}
		return dbOf(other), nil
	}
	if x.db == "" {
		if x.db, err = choose(obj, v); err != nil {
			return err
		}
	}
	if y.db == "" {
		if y.db, err = choose(v, obj); err != nil {
			return err
		}
	}
	if ok, err := sql.AllowRelation(t, v, obj, x.db == y.db); err != nil || ok {
		return err
	}
	r, err := repr(t, v)
	if err != nil {
		return err
	}
	return object.ValueErrorf("Cannot assign \"%s\": the current database router prevents this relation.", r)
}

func (d *forwardDescriptor) set(t *Thread, obj, v Object) error {
	f := d.field
	if f.RelatedModel == nil {
		return object.ValueErrorf("Related model '%s' cannot be resolved", asStr(f.rel.toArg))
	}
	if v != none {
		if v = sql.Actual(t, v); !object.IsInstance(v, optionsOf(f.RelatedModel).concreteModel) {
			return cannotAssign(t, v, obj, f.Name, f.RelatedModel)
		}
		if err := shareDB(t, obj, v); err != nil {
			return err
		}
	}
	pairs, err := f.RelatedFields()
	if err != nil {
		return err
	}
	if v == none {
		if old := getCached(obj, f.nameStr); old != nil && old != none {
			if err := setCached(old, object.Intern(f.rel.CacheName()), none); err != nil {
				return err
			}
		}
		for _, p := range pairs {
			if err := object.SetAttr(t, obj, p[0].(*Field).attnameStr, none); err != nil {
				return err
			}
		}
	} else {
		for _, p := range pairs {
			x, err := object.GetAttr(t, v, p[1].(*Field).attnameStr)
			if err != nil {
				return err
			}
			if err := object.SetAttr(t, obj, p[0].(*Field).attnameStr, x); err != nil {
				return err
			}
		}
	}
	if err := setCached(obj, f.nameStr, v); err != nil {
		return err
	}
	if v != none && !f.rel.multiple {
		if err := setCached(v, object.Intern(f.rel.CacheName()), obj); err != nil {
			return err
		}
	}
	if d.oneToOne && f.PrimaryKey && f.rel.parentLink {
		// A child shares its primary key with its parents.
		for _, g := range metaOf(obj).concreteFields() {
			if !g.PrimaryKey || g.rel == nil {
				continue
			}
			name := optionsOf(g.RelatedModel).pk.attnameStr
			var x Object = none
			if v != none {
				if x, err = object.GetAttr(t, v, name); err != nil {
					return err
				}
			}
			if err := object.SetAttr(t, obj, name, x); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *reverseOneToOne) get(t *Thread, obj Object) (Object, error) {
	r := d.rel
	name := object.Intern(r.CacheName())
	rel := getCached(obj, name)
	if rel == nil {
		rel = none
		set, err := pkIsSet(t, obj)
		if err != nil {
			return nil, err
		}
		if set {
			pairs, err := r.field.RelatedFields()
			if err != nil {
				return nil, err
			}
			qs, err := baseQuerySet(t, r.field.Model)
			if err != nil {
				return nil, err
			}
			qs = qs.near(t, obj)
			for _, p := range pairs {
				v, err := object.GetAttr(t, obj, p[1].(*Field).attnameStr)
				if err != nil {
					return nil, err
				}
				if qs, err = qs.filterKw(t, r.field.Name+"__"+p[1].Info().Name, v); err != nil {
					return nil, err
				}
			}
			lazy := func() object.LazyLoad {
				return object.LazyLoad{Relation: r.to.Name + "." + r.AccessorName(), Advice: "select_related"}
			}
			found, err := t.LoadLazily(lazy, func() (Object, error) { return qs.getOne(t, qs) })
			missing, _ := r.field.Model.Lookup(strDoesNotExist).(*Type)
			switch {
			case err == nil:
				rel = found
				if err := setCached(rel, r.field.nameStr, obj); err != nil {
					return nil, err
				}
			case missing == nil || !object.IsException(err, missing):
				return nil, err
			}
		}
		if err := setCached(obj, name, rel); err != nil {
			return nil, err
		}
	}
	if rel == none {
		r.Info()
		cls, err := relatedMissing(t, r.field.Model, r.to, r.Name)
		if err != nil {
			return nil, err
		}
		return nil, object.Errorf(cls, "%s has no %s.", obj.Type().Name, r.AccessorName())
	}
	return rel, nil
}

func (d *reverseOneToOne) set(t *Thread, obj, v Object) error {
	r := d.rel
	name := object.Intern(r.CacheName())
	if v == none {
		if old := getCached(obj, name); old != nil && old != none {
			delCached(obj, name)
			return object.SetAttr(t, old, r.field.nameStr, none)
		}
		return nil
	}
	if v = sql.Actual(t, v); !object.IsInstance(v, r.field.Model) {
		return cannotAssign(t, v, obj, r.AccessorName(), r.field.Model)
	}
	if err := shareDB(t, obj, v); err != nil {
		return err
	}
	pairs, err := r.field.RelatedFields()
	if err != nil {
		return err
	}
	for _, p := range pairs {
		x, err := object.GetAttr(t, obj, p[1].(*Field).attnameStr)
		if err != nil {
			return err
		}
		if err := object.SetAttr(t, v, p[0].(*Field).attnameStr, x); err != nil {
			return err
		}
	}
	if err := setCached(obj, name, v); err != nil {
		return err
	}
	return setCached(v, r.field.nameStr, obj)
}

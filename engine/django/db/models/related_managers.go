package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The managers of relations: author.book_set (create_reverse_many_to_one_manager) and book.authors
// (create_forward_many_to_many_manager). Django makes a class in a function for each; here a class is made of a native mixin and the class of the
// model's default manager, so that the program's own manager methods are there too.

// relatedManager is what these managers know beside what every manager does.
type relatedManager struct {
	rel      *Rel
	field    *Field
	instance Object
	super    *Type // the manager class that the mixin was put on

	m2m                    bool
	reverse                bool
	symmetrical            bool
	queryField, cacheName  string
	sourceName, targetName string
	route                  string // where a router sends what is written
	source, target         *Field
	through                *Type
	relatedVal             []Object

	generic     *genericOptions
	contentType Object // its primary key
}

// The mixins. Their names are what type(author.book_set).__name__ says.
var (
	relatedManagerType        = object.Declare("create_reverse_many_to_one_manager.<locals>.RelatedManager", descriptorsModule)
	genericRelatedManagerType = object.Declare("create_generic_related_manager.<locals>.GenericRelatedObjectManager", genericModule, relatedManagerType)
	manyRelatedManagerType    = object.Declare("create_forward_many_to_many_manager.<locals>.ManyRelatedManager", descriptorsModule)
)

type managerClassKey struct{}

type managerClassID struct {
	super *Type
	rel   *Rel
	m2m   bool
}

// managerClass gives the class of the relation's managers on top of super (nil: the default manager's class).
func (d *reverseManyToOne) managerClass(t *Thread, super *Type) (*Type, error) {
	model := d.rel.field.Model
	if d.m2m && !d.reverse || d.generic {
		model = d.rel.to
	}
	if super == nil {
		m, err := optionsOf(model).defaultManager(t)
		if err != nil {
			return nil, err
		}
		super = ManagerType
		if m != nil {
			super = m.Self.Class
		}
	}
	cache := t.RT.State(managerClassKey{}, func() any { return map[managerClassID]*Type{} }).(map[managerClassID]*Type)
	id := managerClassID{super, d.rel, d.m2m && d.reverse}
	if c := cache[id]; c != nil {
		return c, nil
	}
	mixin := relatedManagerType
	if d.m2m {
		mixin = manyRelatedManagerType
	}
	if d.generic {
		mixin = genericRelatedManagerType
	}
	ns := object.NewDict()
	ns.SetStr(strModule, str(mixin.Module))
	ns.SetName("__qualname__", str(mixin.Qualname))
	c, err := object.NewClass(t, super.Type(), mixin.Name, []Object{mixin, super}, ns, nil)
	if err != nil {
		return nil, err
	}
	if !d.m2m && !d.generic && !d.rel.field.Null {
		// remove() and clear() are there only where the key may be NULL.
		for _, n := range []string{"remove", "clear", "aremove", "aclear"} {
			c.SetClassAttr(n, &absentAttribute{n})
		}
	}
	cache[id] = c
	return c, nil
}

// absentAttribute hides an attribute that a base class has.
type absentAttribute struct{ name string }

var absentAttributeType = object.Declare("absent", descriptorsModule)

func (*absentAttribute) Type() *Type { return absentAttributeType }

func init() {
	absentAttributeType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			n := self.(*absentAttribute).name
			if obj == nil {
				return nil, object.AttributeErrorf(owner, n, "type object '%s' has no attribute '%s'", owner.Name, n)
			}
			return nil, object.AttributeErrorf(obj, n, "'%s' object has no attribute '%s'", object.TypeName(obj), n)
		},
	}})
}

// manager makes the manager of an instance.
func (d *reverseManyToOne) manager(t *Thread, instance Object) (*Manager, error) {
	cls, err := d.managerClass(t, nil)
	if err != nil {
		return nil, err
	}
	return d.managerOf(t, cls, instance)
}

func (d *reverseManyToOne) managerOf(t *Thread, cls *Type, instance Object) (*Manager, error) {
	var m *Manager
	super := cls.Bases[1]
	if super.Flags&object.Heap != 0 && userAttr(super, strInit) != nil {
		o, err := object.Call(t, cls, nil, nil)
		if err != nil {
			return nil, err
		}
		if m, err = managerOf(o); err != nil {
			return nil, err
		}
	} else {
		m = newManager(cls)
	}
	r := &relatedManager{rel: d.rel, field: d.rel.field, instance: instance, super: super}
	m.related = r
	m.hints = object.NewDict()
	if d.generic {
		m.model = d.rel.to
		r.generic, r.cacheName = d.rel.field.fk.generic, d.rel.field.Name
		ct, err := contentTypeOf(t, instance.Type(), r.generic.concrete)
		if err != nil {
			return nil, err
		}
		if r.contentType, err = pkOf(t, ct); err != nil {
			return nil, err
		}
		return m, nil
	}
	if !d.m2m {
		m.model = d.rel.field.Model
		r.cacheName = d.rel.CacheName()
		return m, nil
	}
	f := d.rel.field
	r.m2m, r.reverse, r.through = true, d.reverse, d.rel.through
	if d.reverse {
		m.model = f.Model
		r.queryField, r.cacheName = f.Name, f.RelatedQueryName()
		r.sourceName, r.targetName = f.m2mReverseFieldName(), f.m2mFieldName()
	} else {
		m.model = d.rel.to
		r.queryField, r.cacheName = f.RelatedQueryName(), f.Name
		r.sourceName, r.targetName = f.m2mFieldName(), f.m2mReverseFieldName()
		r.symmetrical = d.rel.symmetrical
	}
	if r.through == nil {
		return nil, object.ValueErrorf("Related model '%s' cannot be resolved", asStr(orNone(d.rel.throughArg)))
	}
	to := optionsOf(r.through)
	r.source, r.target = to.field(r.sourceName), to.field(r.targetName)
	if r.source == nil || r.target == nil {
		return nil, object.ValueErrorf("the intermediate model %s has no foreign keys to both sides of %s.%s", r.through.Name, f.Model.Name, f.Name)
	}
	pairs, err := r.source.RelatedFields()
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		v, err := object.GetAttr(t, instance, p[1].(*Field).attnameStr)
		if err != nil {
			return nil, err
		}
		r.relatedVal = append(r.relatedVal, v)
		if v == none {
			rp, err := repr(t, instance)
			if err != nil {
				return nil, err
			}
			return nil, object.ValueErrorf("\"%s\" needs to have a value for field \"%s\" before this many-to-many relationship can be used.", rp, p[1].Info().Name)
		}
	}
	if set, err := pkIsSet(t, instance); err != nil {
		return nil, err
	} else if !set {
		return nil, object.ValueErrorf("'%s' instance needs to have a primary key value before a many-to-many relationship can be used.", instance.Type().Name)
	}
	return m, nil
}

// superQuerySet is super().get_queryset().
func (m *Manager) superQuerySet(t *Thread) (*QuerySet, error) {
	super := m.related.super
	if fn := userAttr(super, strGetQuerySet); fn != nil {
		o, err := object.Call(t, fn, []Object{m.Self}, nil)
		if err != nil {
			return nil, err
		}
		return querySetOf(o)
	}
	return m.plainQuerySet(t)
}

// superCall calls a manager method as super() in the mixin would.
func (m *Manager) superCall(t *Thread, name string, args []Object, kw *Kwargs) (Object, error) {
	fn := m.related.super.LookupName(name)
	if fn == nil {
		return nil, object.AttributeErrorf(m.Self, name, "'super' object has no attribute '%s'", name)
	}
	return object.Call(t, fn, append([]Object{m.Self}, args...), kw)
}

// prefetched gives what prefetch_related has put by for this relation, or nil.
func (m *Manager) prefetched() Object {
	d, ok := object.AsDict(orNone(instDict(m.related.instance).GetStr(strPrefetch)))
	if !ok {
		return nil
	}
	return d.GetName(m.related.cacheName)
}

func (m *Manager) removePrefetched() {
	if d, ok := object.AsDict(orNone(instDict(m.related.instance).GetStr(strPrefetch))); ok {
		d.DelStr(object.Intern(m.related.cacheName))
	}
}

// relatedQuerySet is get_queryset of both kinds.
func (m *Manager) relatedQuerySet(t *Thread) (*QuerySet, error) {
	r := m.related
	if !r.m2m && r.generic == nil {
		if set, err := pkIsSet(t, r.instance); err != nil {
			return nil, err
		} else if !set {
			return nil, object.ValueErrorf("'%s' instance needs to have a primary key value before this relationship can be used.", r.instance.Type().Name)
		}
	}
	if p := m.prefetched(); p != nil {
		if qs, ok := native[*QuerySet](p); ok {
			return qs, nil
		}
	}
	qs, err := m.superQuerySet(t)
	if err != nil {
		return nil, err
	}
	return m.applyFilters(t, qs)
}

// applyFilters is _apply_rel_filters.
func (m *Manager) applyFilters(t *Thread, qs *QuerySet) (*QuerySet, error) {
	r := m.related
	qs.addHint("instance", r.instance)
	qs.related = m
	var err error
	if m.db != "" {
		qs = qs.onDB(m.db)
	}
	if r.m2m {
		pairs, err := r.source.RelatedFields()
		if err != nil {
			return nil, err
		}
		kw := object.NewDict()
		for i, p := range pairs {
			kw.SetName(r.queryField+"__"+p[1].Info().Name, r.relatedVal[i])
		}
		qs.sticky, qs.deferNext = true, true
		return qs.filterDict(t, kw, false)
	}
	if r.generic != nil {
		d, err := m.genericFilters(t)
		if err != nil {
			return nil, err
		}
		return qs.filterDict(t, d, false)
	}
	qs.deferNext = true
	if qs, err = qs.filterKw(t, r.field.Name, r.instance); err != nil {
		return nil, err
	}
	pairs, err := r.field.RelatedFields()
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		v, err := object.GetAttr(t, r.instance, p[1].(*Field).attnameStr)
		if err != nil {
			return nil, err
		}
		if v == none {
			return qs.none(t)
		}
	}
	if r.field.ManyToOne {
		qs.known = []knownRelated{{field: r.field, objs: []Object{r.instance}}}
	}
	return qs, nil
}

// lazyLoad says, for a trace, what fetching the manager's queryset loads.
func (m *Manager) lazyLoad() object.LazyLoad {
	r := m.related
	name := r.cacheName
	if r.generic == nil && (!r.m2m || r.reverse) && r.rel != nil {
		name = r.rel.AccessorName()
	}
	return object.LazyLoad{Relation: r.instance.Type().Name + "." + name, Advice: "prefetch_related"}
}

func (qs *QuerySet) addHint(name string, v Object) {
	if qs.hints == nil {
		qs.hints = object.NewDict()
	} else {
		qs.hints = qs.hints.Copy()
	}
	qs.hints.SetName(name, v)
}

// checkFK is _check_fk_val.
func (m *Manager) checkFK(t *Thread) error {
	pairs, err := m.related.field.RelatedFields()
	if err != nil {
		return err
	}
	for _, p := range pairs {
		v, err := object.GetAttr(t, m.related.instance, p[1].(*Field).attnameStr)
		if err != nil {
			return err
		}
		if v == none {
			r, err := repr(t, m.related.instance)
			if err != nil {
				return err
			}
			return object.ValueErrorf("\"%s\" needs to have a value for field \"%s\" before this relationship can be used.", r, p[1].Info().Attname)
		}
	}
	return nil
}

// routeWrites asks the program's routers where the rows of the relation are written.
func (m *Manager) routeWrites(t *Thread) error {
	routers, err := sql.Routers(t)
	if err != nil || routers == nil {
		return err
	}
	model := m.model
	if m.related.through != nil {
		model = m.related.through
	}
	m.related.route, err = sql.Route(t, true, model, instanceHint(m.related.instance))
	return err
}

func (m *Manager) writeDB() string {
	if m.db != "" {
		return m.db
	}
	if m.related.route != "" {
		return m.related.route
	}
	return dbOf(m.related.instance)
}

// checkInstance is the TypeError for objects of another model.
func (m *Manager) checkInstance(t *Thread, o Object) error {
	if object.IsInstance(o, m.model) {
		return nil
	}
	r, err := repr(t, o)
	if err != nil {
		return err
	}
	return object.TypeErrorf("'%s' instance expected, got %s", optionsOf(m.model).objectName, r)
}

// relMethod makes a method of a mixin.
func relMethod(mixin, name string, params []string, fn func(t *Thread, m *Manager, a []Object) (Object, error)) object.Method {
	sig := pysig.New(mixin+"."+name, append([]string{"self"}, params...)...)
	reads := name == "get_queryset" || name == "count" || name == "exists"
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		a, err := sig.Bind(args, kw)
		if err != nil {
			return nil, err
		}
		m, err := managerOf(a[0])
		if err != nil {
			return nil, err
		}
		if m.related == nil {
			return nil, object.TypeErrorf("%s() needs the manager of a relation", name)
		}
		if !reads {
			if err := m.routeWrites(t); err != nil {
				return nil, err
			}
		}
		return fn(t, m, a[1:])
	}}
}

func relGetSet(name string, get func(m *Manager) Object) object.GetSet {
	return object.GetSet{Name: name, Get: func(t *Thread, self Object) (Object, error) {
		m, err := managerOf(self)
		if err != nil {
			return nil, err
		}
		if m.related == nil {
			return none, nil
		}
		return get(m), nil
	}}
}

func init() {
	const cls = "create_reverse_many_to_one_manager.<locals>.RelatedManager"
	genericRelatedManagerType.Define(object.Spec{})
	relatedManagerType.Define(object.Spec{
		Slots: object.Slots{Call: func(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
			return otherManager(t, self, args, kw)
		}},
		GetSets: []object.GetSet{
			relGetSet("instance", func(m *Manager) Object { return m.related.instance }),
			relGetSet("field", func(m *Manager) Object { return m.related.field.Self }),
			relGetSet("core_filters", func(m *Manager) Object {
				d := object.NewDict()
				d.SetName(m.related.field.Name, m.related.instance)
				return d
			}),
		},
		Methods: []object.Method{
			relMethod(cls, "get_queryset", nil, func(t *Thread, m *Manager, a []Object) (Object, error) { return qsResult(m.relatedQuerySet(t)) }),
			managerPrefetch[0], managerPrefetch[1],
			relMethod(cls, "add", []string{"*objs", "bulk="}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				bulk, err := boolOr(t, a[0], true)
				if err != nil {
					return nil, err
				}
				return none, m.addReverse(t, sql.ActualItems(t, a[1].(*object.Tuple).Items), bulk)
			}),
			relMethod(cls, "create", []string{"**kwargs"}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				return m.createReverse(t, "create", a[0].(*object.Dict))
			}),
			relMethod(cls, "get_or_create", []string{"**kwargs"}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				return m.createReverse(t, "get_or_create", a[0].(*object.Dict))
			}),
			relMethod(cls, "update_or_create", []string{"**kwargs"}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				return m.createReverse(t, "update_or_create", a[0].(*object.Dict))
			}),
			relMethod(cls, "remove", []string{"*objs", "bulk="}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				bulk, err := boolOr(t, a[0], true)
				if err != nil {
					return nil, err
				}
				return none, m.removeReverse(t, sql.ActualItems(t, a[1].(*object.Tuple).Items), bulk)
			}),
			relMethod(cls, "clear", []string{"*", "bulk="}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				bulk, err := boolOr(t, a[0], true)
				if err != nil {
					return nil, err
				}
				return none, m.clearReverse(t, bulk)
			}),
			relMethod(cls, "set", []string{"objs", "*", "bulk=", "clear="}, func(t *Thread, m *Manager, a []Object) (Object, error) {
				bulk, err := boolOr(t, a[1], true)
				if err != nil {
					return nil, err
				}
				clear, err := truth(t, a[2])
				if err != nil {
					return nil, err
				}
				return none, m.setReverse(t, a[0], bulk, clear)
			}),
			relMethod(cls, "_remove_prefetched_objects", nil, func(t *Thread, m *Manager, a []Object) (Object, error) {
				m.removePrefetched()
				return none, nil
			}),
		},
	})
}

func boolOr(t *Thread, o Object, def bool) (bool, error) {
	if o == nil {
		return def, nil
	}
	return object.Truth(t, o)
}

// otherManager is __call__(*, manager): the relation through another manager of the model.
func otherManager(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
	m, err := managerOf(self)
	if err != nil {
		return nil, err
	}
	name := kw.Get("manager")
	if name == nil || len(args) > 0 {
		return nil, object.TypeErrorf("%s.__call__() missing 1 required keyword-only argument: 'manager'", self.Type().Qualname)
	}
	o, err := object.GetAttrName(t, m.model, asStr(name))
	if err != nil {
		return nil, err
	}
	other, err := managerOf(o)
	if err != nil {
		return nil, err
	}
	d := &reverseManyToOne{rel: m.related.rel, m2m: m.related.m2m, reverse: m.related.reverse, generic: m.related.generic != nil}
	cls, err := d.managerClass(t, other.Self.Class)
	if err != nil {
		return nil, err
	}
	n, err := d.managerOf(t, cls, m.related.instance)
	if err != nil {
		return nil, err
	}
	return n.Self, nil
}

// genericFilters are core_filters of a generic relation's manager.
func (m *Manager) genericFilters(t *Thread) (*object.Dict, error) {
	r := m.related
	pk, err := pkOf(t, r.instance)
	if err != nil {
		return nil, err
	}
	d := object.NewDict()
	d.SetName(r.generic.contentTypeField+"__pk", r.contentType)
	d.SetName(r.generic.objectIDField, pk)
	return d, nil
}

// onDB is db_manager(alias).
func (m *Manager) onDB(db string) *Manager {
	c := m.copyFor(m.model)
	c.db = db
	return c
}

// valuesOf is get_local_related_value (side 0) or get_foreign_related_value (side 1).
func (f *Field) valuesOf(t *Thread, o Object, side int) ([]Object, error) {
	pairs, err := f.RelatedFields()
	if err != nil {
		return nil, err
	}
	out := make([]Object, len(pairs))
	for i, p := range pairs {
		if out[i], err = object.GetAttr(t, o, p[side].(*Field).attnameStr); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func equalAll(t *Thread, a, b []Object) (bool, error) {
	if len(a) != len(b) {
		return false, nil
	}
	for i := range a {
		if eq, err := object.Equal(t, a[i], b[i]); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

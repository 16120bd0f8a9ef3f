package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Deletion with everything that depends on the deleted rows: django.db.models.deletion.

const deletionModule = "django.db.models.deletion"

// The errors of PROTECT and RESTRICT.
var (
	ProtectedErrorType  = object.Declare("ProtectedError", deletionModule, utils.IntegrityError)
	RestrictedErrorType = object.Declare("RestrictedError", deletionModule, utils.IntegrityError)
)

// onDelete is CASCADE and its siblings: functions to Python.
type onDelete struct {
	name  string
	lazy  bool // lazy_sub_objs: called without looking whether there are rows
	value Object
	run   func(t *Thread, c *Collector, f *Field, sub *QuerySet) error
}

var onDeleteType = object.Declare("function", "builtins")

func (*onDelete) Type() *Type { return onDeleteType }

// The on_delete functions.
var (
	Cascade    Object = &onDelete{name: "CASCADE"}
	Protect    Object = &onDelete{name: "PROTECT"}
	Restrict   Object = &onDelete{name: "RESTRICT"}
	SetNull    Object = &onDelete{name: "SET_NULL", lazy: true}
	SetDefault Object = &onDelete{name: "SET_DEFAULT"}
	DoNothing  Object = &onDelete{name: "DO_NOTHING"}
)

var sigOnDelete = pysig.New("on_delete", "collector", "field", "sub_objs", "using")

func init() {
	Cascade.(*onDelete).run = func(t *Thread, c *Collector, f *Field, sub *QuerySet) error {
		return c.collectQS(t, sub, collectOptions{source: f.RelatedModel, nullable: f.Null, keepRestricted: true})
	}
	Protect.(*onDelete).run = func(t *Thread, c *Collector, f *Field, sub *QuerySet) error {
		items, err := sub.fetch(t)
		if err != nil || len(items) == 0 {
			return err
		}
		e := object.NewException(ProtectedErrorType, str("Cannot delete some instances of model '"+f.RelatedModel.Name+
			"' because they are referenced through a protected foreign key: '"+items[0].Type().Name+"."+f.Name+"'"), sub.Self)
		e.InstDict(true).SetName("protected_objects", sub.Self)
		return e
	}
	Restrict.(*onDelete).run = func(t *Thread, c *Collector, f *Field, sub *QuerySet) error {
		items, err := sub.fetch(t)
		if err != nil {
			return err
		}
		c.addRestricted(f, items)
		c.addDependency(f.RelatedModel, f.Model, false)
		return nil
	}
	SetNull.(*onDelete).run = func(t *Thread, c *Collector, f *Field, sub *QuerySet) error {
		return c.addFieldUpdate(t, f, none, sub)
	}
	SetDefault.(*onDelete).run = func(t *Thread, c *Collector, f *Field, sub *QuerySet) error {
		v, err := f.m(t).getDefault(t, f)
		if err != nil {
			return err
		}
		return c.addFieldUpdate(t, f, v, sub)
	}
	DoNothing.(*onDelete).run = func(t *Thread, c *Collector, f *Field, sub *QuerySet) error { return nil }

	onDeleteType.Define(object.Spec{Final: true, Slots: object.Slots{
		Call: func(t *Thread, self Object, args []Object, kw *Kwargs) (Object, error) {
			d := self.(*onDelete)
			a, err := sigOnDelete.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			c, ok := native[*Collector](a[0])
			if !ok {
				return nil, object.TypeErrorf("%s() needs a Collector", d.name)
			}
			f, err := fieldOf(a[1])
			if err != nil {
				return nil, err
			}
			sub, err := querySetOf(a[2])
			if err != nil {
				return nil, err
			}
			return none, d.run(t, c, f, sub)
		},
		Repr: func(t *Thread, self Object) (string, error) {
			return "<function " + self.(*onDelete).name + " at " + object.Address(t, self) + ">", nil
		},
	}, GetSets: []object.GetSet{
		{Name: "__name__", Get: func(t *Thread, o Object) (Object, error) { return str(o.(*onDelete).name), nil }},
		{Name: "__qualname__", Get: func(t *Thread, o Object) (Object, error) { return str(o.(*onDelete).name), nil }},
		{Name: "__module__", Get: func(t *Thread, o Object) (Object, error) { return str(deletionModule), nil }},
		{Name: "deconstruct", Get: func(t *Thread, o Object) (Object, error) {
			d := o.(*onDelete)
			if d.value == nil {
				return nil, object.AttributeErrorf(o, "deconstruct", "'function' object has no attribute 'deconstruct'")
			}
			return object.NewBuiltin("deconstruct", func(*Thread, []Object, *Kwargs) (Object, error) {
				return object.NewTuple(str("django.db.models.SET"), object.NewTuple(d.value), object.NewDict()), nil
			}), nil
		}},
		{Name: "lazy_sub_objs", Get: func(t *Thread, o Object) (Object, error) { return object.NewBool(o.(*onDelete).lazy), nil }},
	}})

	for _, e := range []struct {
		tp   *Type
		attr string
	}{{ProtectedErrorType, "protected_objects"}, {RestrictedErrorType, "restricted_objects"}} {
		e := e
		sig := pysig.New(e.tp.Name+".__init__", "self", "msg", e.attr)
		e.tp.Define(object.Spec{Slots: object.Slots{Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
			a, err := sig.Bind(append([]Object{self}, args...), kw)
			if err != nil {
				return err
			}
			x := self.(*object.Exception)
			x.Args = object.NewTuple(a[1], a[2])
			x.InstDict(true).SetName(e.attr, a[2])
			return nil
		}}})
	}
	object.RegisterModule(&object.NativeModule{Name: deletionModule, Init: func(t *Thread, m *object.Module) error {
		setDeletionNames(m)
		m.Set("Collector", CollectorType)
		return nil
	}})
}

func setDeletionNames(m *object.Module) {
	for _, o := range []Object{Cascade, Protect, Restrict, SetNull, SetDefault, DoNothing} {
		m.Set(o.(*onDelete).name, o)
	}
	m.SetFunc("SET", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := object.CheckArgs("SET", args, kw, 1, 1); err != nil {
			return nil, err
		}
		v := args[0]
		return &onDelete{name: "SET.<locals>.set_on_delete", lazy: !object.IsCallable(v), value: v, run: func(t *Thread, c *Collector, f *Field, sub *QuerySet) error {
			x := v
			if object.IsCallable(v) {
				var err error
				if x, err = object.Call(t, v, nil, nil); err != nil {
					return err
				}
			}
			return c.addFieldUpdate(t, f, x, sub)
		}}, nil
	})
	m.Set("ProtectedError", ProtectedErrorType)
	m.Set("RestrictedError", RestrictedErrorType)
}

// CollectorType is the class of Collector.
var CollectorType = object.Declare("Collector", deletionModule)

// Collector finds what a deletion takes along and carries it out.
type Collector struct {
	using      string
	origin     Object
	models     []*Type // the keys of data, in order
	data       map[*Type]*collected
	updates    []*fieldUpdate
	restricted []*restriction
	fast       []*QuerySet
	deps       map[*Type]map[*Type]bool
}

// Type implements object.Object.
func (*Collector) Type() *Type { return CollectorType }

type collected struct {
	seen *object.Dict
	objs []Object
}

type fieldUpdate struct {
	field *Field
	value Object
	sets  []*QuerySet
}

type restriction struct {
	model *Type
	field *Field
	objs  []Object
}

type collectOptions struct {
	source         *Type
	nullable       bool
	onlySelf       bool // not collect_related
	reverse        bool // reverse_dependency
	keepParents    bool
	keepRestricted bool // not fail_on_restricted
}

var (
	sigCollector = pysig.New("Collector.__init__", "self", "using", "origin=")
	sigCollect   = pysig.New("Collector.collect", "self", "objs", "source=", "nullable=", "collect_related=", "source_attr=", "reverse_dependency=",
		"keep_parents=", "fail_on_restricted=")
	sigCanFastDelete = pysig.New("Collector.can_fast_delete", "self", "objs", "from_field=")
)

func newCollector(using string, origin Object) *Collector {
	return &Collector{using: using, origin: origin, data: map[*Type]*collected{}, deps: map[*Type]map[*Type]bool{}}
}

func init() {
	CollectorType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				a, err := sigCollector.Bind(append([]Object{none}, args...), kw)
				if err != nil {
					return nil, err
				}
				return newCollector(asStr(a[1]), orNone(a[2])), nil
			},
			Init: func(*Thread, Object, []Object, *Kwargs) error { return nil },
		},
		GetSets: []object.GetSet{
			{Name: "using", Get: func(t *Thread, o Object) (Object, error) { return str(o.(*Collector).using), nil }},
			{Name: "data", Get: func(t *Thread, o Object) (Object, error) {
				c := o.(*Collector)
				d := object.NewDict()
				for _, m := range c.models {
					if err := d.Set(t, m, object.NewList(append([]Object(nil), c.data[m].objs...))); err != nil {
						return nil, err
					}
				}
				return d, nil
			}},
			{Name: "fast_deletes", Get: func(t *Thread, o Object) (Object, error) {
				var out []Object
				for _, qs := range o.(*Collector).fast {
					out = append(out, qs.Self)
				}
				return object.NewList(out), nil
			}},
			{Name: "origin", Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*Collector).origin), nil }},
		},
		Methods: []object.Method{
			{Name: "add_field_update", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("add_field_update", args[1:], kw, 3, 3); err != nil {
					return nil, err
				}
				f, err := fieldOf(args[1])
				if err != nil {
					return nil, err
				}
				qs, err := querySetOf(args[3])
				if err != nil {
					return nil, err
				}
				return none, args[0].(*Collector).addFieldUpdate(t, f, args[2], qs)
			}},
			{Name: "collect", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := sigCollect.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				c := args[0].(*Collector)
				o := collectOptions{}
				o.source, _ = a[2].(*Type)
				related, restrict := true, true
				for _, b := range []struct {
					v   Object
					dst *bool
				}{{a[3], &o.nullable}, {a[4], &related}, {a[6], &o.reverse}, {a[7], &o.keepParents}, {a[8], &restrict}} {
					if b.v != nil {
						if *b.dst, err = object.Truth(t, b.v); err != nil {
							return nil, err
						}
					}
				}
				o.onlySelf, o.keepRestricted = !related, !restrict
				if qs, ok := native[*QuerySet](a[1]); ok {
					return none, c.collectQS(t, qs, o)
				}
				objs, err := object.Collect(t, a[1])
				if err != nil {
					return nil, err
				}
				return none, c.collect(t, objs, o)
			}},
			{Name: "can_fast_delete", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := sigCanFastDelete.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				var from *Field
				if !isNone(a[2]) {
					if from, err = fieldOf(a[2]); err != nil {
						return nil, err
					}
				}
				model := a[1].Type()
				if qs, ok := native[*QuerySet](a[1]); ok {
					model = qs.model
				} else if optionsOf(model) == nil {
					return object.False, nil
				}
				return object.NewBool(args[0].(*Collector).canFastDelete(t, model, from)), nil
			}},
			{Name: "delete", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return args[0].(*Collector).delete(t) }},
		},
	})
}

func (c *Collector) set(m *Type) *collected {
	s := c.data[m]
	if s == nil {
		s = &collected{seen: object.NewDict()}
		c.data[m] = s
		c.models = append(c.models, m)
	}
	return s
}

// add is Collector.add: the objects that are new.
func (c *Collector) add(t *Thread, objs []Object, o collectOptions) ([]Object, error) {
	if len(objs) == 0 {
		return nil, nil
	}
	model := objs[0].Type()
	s := c.set(model)
	var fresh []Object
	for _, x := range objs {
		v, err := s.seen.Get(t, x)
		if err != nil {
			return nil, err
		}
		if v == nil {
			fresh = append(fresh, x)
		}
	}
	for _, x := range fresh {
		n := s.seen.Len()
		if err := s.seen.Set(t, x, object.True); err != nil {
			return nil, err
		}
		if s.seen.Len() > n {
			s.objs = append(s.objs, x)
		}
	}
	if o.source != nil && !o.nullable {
		c.addDependency(o.source, model, o.reverse)
	}
	return fresh, nil
}

func (c *Collector) addDependency(model, dependency *Type, reverse bool) {
	if reverse {
		model, dependency = dependency, model
	}
	key, dep := optionsOf(model).concreteModel, optionsOf(dependency).concreteModel
	if c.deps[key] == nil {
		c.deps[key] = map[*Type]bool{}
	}
	c.deps[key][dep] = true
	c.set(dependency)
}

func (c *Collector) addFieldUpdate(t *Thread, f *Field, v Object, qs *QuerySet) error {
	for _, u := range c.updates {
		if u.field == f {
			if eq, err := object.Equal(t, u.value, v); err != nil {
				return err
			} else if eq {
				u.sets = append(u.sets, qs)
				return nil
			}
		}
	}
	c.updates = append(c.updates, &fieldUpdate{f, v, []*QuerySet{qs}})
	return nil
}

func (c *Collector) addRestricted(f *Field, objs []Object) {
	if len(objs) == 0 {
		return
	}
	model := objs[0].Type()
	for _, r := range c.restricted {
		if r.model == model && r.field == f {
			r.objs = append(r.objs, objs...)
			return
		}
	}
	c.restricted = append(c.restricted, &restriction{model, f, append([]Object(nil), objs...)})
}

func hasSignalListeners(t *Thread, m *Type) bool {
	s := signalsOf(t)
	return s.preDelete.HasListeners(m) || s.postDelete.HasListeners(m)
}

// candidates is get_candidate_relations_to_delete.
func (o *Options) candidates() []*Rel {
	var out []*Rel
	for _, r := range o.allRelated() {
		if r.OneToOne || r.OneToMany {
			out = append(out, r)
		}
	}
	return out
}

// BulkRelated is implemented by generic relations: the rows that a deletion takes along.
type BulkRelated interface {
	BulkRelatedObjects(t *Thread, objs []Object, using string) (*QuerySet, error)
}

// canFastDelete tells whether a model's rows can go with one DELETE, unseen.
func (c *Collector) canFastDelete(t *Thread, model *Type, from *Field) bool {
	if from != nil && from.rel.onDelete != Cascade {
		return false
	}
	if hasSignalListeners(t, model) {
		return false
	}
	opts := optionsOf(model)
	for _, p := range optionsOf(opts.concreteModel).parents {
		f, _ := p.Field.(*Field)
		if f != from {
			return false
		}
	}
	for _, r := range opts.candidates() {
		if r.field.rel.onDelete != DoNothing {
			return false
		}
	}
	for _, x := range opts.privateFields {
		if f, ok := x.(*Field); ok && f.fk != nil && f.fk.generic != nil {
			return false
		}
	}
	return true
}

// collectQuerySet starts a queryset's delete().
func (c *Collector) collectQuerySet(t *Thread, qs *QuerySet) error {
	return c.collectQS(t, qs, collectOptions{})
}

func (c *Collector) collectQS(t *Thread, qs *QuerySet, o collectOptions) error {
	if c.canFastDelete(t, qs.model, nil) {
		c.fast = append(c.fast, qs)
		return nil
	}
	objs, err := qs.fetch(t)
	if err != nil {
		return err
	}
	return c.collect(t, objs, o)
}

// collect is Collector.collect for instances.
func (c *Collector) collect(t *Thread, objs []Object, o collectOptions) error {
	if err := t.EnterNative(""); err != nil {
		return err
	}
	defer t.LeaveNative()
	fresh, err := c.add(t, objs, o)
	if err != nil || len(fresh) == 0 {
		return err
	}
	model := fresh[0].Type()
	opts := optionsOf(model)
	if !o.keepParents {
		for _, p := range optionsOf(opts.concreteModel).parents {
			link, _ := p.Field.(*Field)
			if link == nil {
				continue
			}
			var parents []Object
			for _, x := range fresh {
				v, err := object.GetAttr(t, x, link.nameStr)
				if err != nil {
					return err
				}
				parents = append(parents, v)
			}
			if err := c.collect(t, parents, collectOptions{source: model, onlySelf: true, reverse: true, keepRestricted: true}); err != nil {
				return err
			}
		}
	}
	if o.onlySelf {
		return nil
	}
	type fastGroup struct {
		model  *Type
		fields []*Field
	}
	var fast []*fastGroup
	var protectedKeys []string
	protected := map[string][]Object{}
	for _, r := range opts.candidates() {
		if o.keepParents {
			skip := false
			for _, p := range opts.allParents() {
				skip = skip || p == r.to
			}
			if skip {
				continue
			}
		}
		f := r.field
		if f.rel.onDelete == DoNothing {
			continue
		}
		related := f.Model
		if c.canFastDelete(t, related, f) {
			found := false
			for _, g := range fast {
				if g.model == related {
					g.fields, found = append(g.fields, f), true
				}
			}
			if !found {
				fast = append(fast, &fastGroup{related, []*Field{f}})
			}
			continue
		}
		for _, batch := range batches(fresh, 1) {
			sub, err := c.relatedObjects(t, related, []*Field{f}, batch)
			if err != nil {
				return err
			}
			if !sub.query.SelectRelated.Set() && !hasSignalListeners(t, related) {
				var names []string
				for _, x := range optionsOf(related).candidates() {
					pairs, err := x.field.RelatedFields()
					if err != nil {
						return err
					}
					for _, p := range pairs {
						if n := p[1].Info().Attname; !contains(names, n) {
							names = append(names, n)
						}
					}
				}
				if sub, err = sub.chain(t); err != nil {
					return err
				}
				sub.query.AddImmediateLoading(names)
			}
			lazy := false
			if d, ok := f.rel.onDelete.(*onDelete); ok {
				lazy = d.lazy
			} else if l, err := attrOpt(t, f.rel.onDelete, "lazy_sub_objs"); err != nil {
				return err
			} else if lazy, err = truth(t, l); err != nil {
				return err
			}
			if !lazy {
				items, err := sub.fetch(t)
				if err != nil {
					return err
				}
				if len(items) == 0 {
					continue
				}
			}
			if d, ok := f.rel.onDelete.(*onDelete); ok {
				err = d.run(t, c, f, sub)
			} else {
				_, err = object.Call(t, f.rel.onDelete, []Object{c, f.Self, sub.Self, str(c.using)}, nil)
			}
			if object.IsException(err, ProtectedErrorType) {
				key := "'" + f.Model.Name + "." + f.Name + "'"
				if _, ok := protected[key]; !ok {
					protectedKeys = append(protectedKeys, key)
				}
				items, cerr := object.Collect(t, orNone(object.AsException(err).InstDict(true).GetName("protected_objects")))
				if cerr != nil {
					return cerr
				}
				protected[key] = append(protected[key], items...)
			} else if err != nil {
				return err
			}
		}
	}
	if protectedKeys != nil {
		return refuse(t, ProtectedErrorType, "protected", model, protectedKeys, protected)
	}
	for _, g := range fast {
		for _, batch := range batches(fresh, len(g.fields)) {
			sub, err := c.relatedObjects(t, g.model, g.fields, batch)
			if err != nil {
				return err
			}
			c.fast = append(c.fast, sub)
		}
	}
	for _, x := range opts.privateFields {
		if f, isField := x.(*Field); isField && (f.fk == nil || f.fk.generic == nil) {
			continue
		}
		if b, ok := x.(BulkRelated); ok {
			sub, err := b.BulkRelatedObjects(t, fresh, c.using)
			if err != nil {
				return err
			}
			if err := c.collectQS(t, sub, collectOptions{source: model, nullable: true, keepRestricted: true}); err != nil {
				return err
			}
		}
	}
	if o.keepRestricted {
		return nil
	}
	return c.checkRestricted(t, model)
}

// refuse is the ProtectedError or RestrictedError of a whole deletion.
func refuse(t *Thread, cls *Type, word string, model *Type, keys []string, objs map[string][]Object) error {
	set := object.NewSet()
	for _, k := range keys {
		for _, x := range objs[k] {
			if err := set.Add(t, x); err != nil {
				return err
			}
		}
	}
	e := object.NewException(cls, str("Cannot delete some instances of model '"+model.Name+"' because they are referenced through "+word+" foreign keys: "+strings.Join(keys, ", ")+"."), set)
	e.InstDict(true).SetName(word+"_objects", set)
	return e
}

// checkRestricted raises RestrictedError unless what is restricted goes by another way too.
func (c *Collector) checkRestricted(t *Thread, model *Type) error {
	var keys []string
	byKey := map[string][]Object{}
	for _, r := range c.restricted {
		var left []Object
		for _, x := range r.objs {
			gone := false
			if s := c.data[r.model]; s != nil {
				v, err := s.seen.Get(t, x)
				if err != nil {
					return err
				}
				gone = v != nil
			}
			if !gone {
				left = append(left, x)
			}
		}
		if left, err := c.notFastDeleted(t, r.model, left); err != nil {
			return err
		} else if r.objs = left; left != nil {
			k := "'" + r.model.Name + "." + r.field.Name + "'"
			if _, ok := byKey[k]; !ok {
				keys = append(keys, k)
			}
			byKey[k] = append(byKey[k], left...)
		}
	}
	if keys != nil {
		return refuse(t, RestrictedErrorType, "restricted", model, keys, byKey)
	}
	return nil
}

// notFastDeleted is clear_restricted_objects_from_queryset: it leaves out what goes with a fast DELETE.
func (c *Collector) notFastDeleted(t *Thread, model *Type, objs []Object) ([]Object, error) {
	for _, qs := range c.fast {
		if qs.model != model || len(objs) == 0 {
			continue
		}
		pks := make([]Object, len(objs))
		for i, o := range objs {
			pk, err := pkOf(t, o)
			if err != nil {
				return nil, err
			}
			pks[i] = pk
		}
		sub, err := qs.filterKw(t, "pk__in", object.NewList(pks))
		if err != nil {
			return nil, err
		}
		items, err := sub.fetch(t)
		if err != nil {
			return nil, err
		}
		gone, err := newSet(t, items)
		if err != nil {
			return nil, err
		}
		var left []Object
		for _, o := range objs {
			if has, err := gone.Has(t, o); err != nil {
				return nil, err
			} else if !has {
				left = append(left, o)
			}
		}
		objs = left
	}
	return objs, nil
}

// batches splits objects so that their parameters fit into one statement.
func batches(objs []Object, fields int) [][]Object {
	n := bulkBatchSize(fields, len(objs))
	var out [][]Object
	for i := 0; i < len(objs); i += n {
		out = append(out, objs[i:min(len(objs), i+n)])
	}
	return out
}

// relatedObjects is Collector.related_objects.
func (c *Collector) relatedObjects(t *Thread, model *Type, fields []*Field, objs []Object) (*QuerySet, error) {
	qs, err := baseQuerySet(t, model)
	if err != nil {
		return nil, err
	}
	qs = qs.onDB(c.using)
	list := object.NewList(append([]Object(nil), objs...))
	q := sql.QFilter(fields[0].Name+"__in", list)
	for _, f := range fields[1:] {
		if q, err = q.Or(t, sql.QFilter(f.Name+"__in", list)); err != nil {
			return nil, err
		}
	}
	return qs.onDB(c.using).filterQ(t, q, false, true)
}

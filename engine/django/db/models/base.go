package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// ModelState is instance._state.
type ModelState struct {
	adding bool
	db     string
	cache  *object.Dict // fields_cache
	dict   *object.Dict
}

// ModelStateType is django.db.models.base.ModelState.
var ModelStateType = object.Declare("ModelState", "django.db.models.base")

// Type implements object.Object.
func (*ModelState) Type() *Type { return ModelStateType }

// InstDict implements object.HasDict.
func (s *ModelState) InstDict(create bool) *object.Dict {
	if s.dict == nil && create {
		s.dict = object.NewDict()
	}
	return s.dict
}

func (s *ModelState) fieldsCache() *object.Dict {
	if s.cache == nil {
		s.cache = object.NewDict()
	}
	return s.cache
}

// deferredType is the class of DEFERRED.
var deferredType = object.Declare("Deferred", "django.db.models.base")

type deferredValue struct{ _ byte }

func (*deferredValue) Type() *Type { return deferredType }

// Deferred is DEFERRED: the value of a field that was not loaded.
var Deferred Object = &deferredValue{}

var (
	strState    = object.Intern("_state")
	strPk       = object.Intern("pk")
	strFromDB   = object.Intern("from_db")
	strPrefetch = object.Intern("_prefetched_objects_cache")
)

// instDict gives an instance's __dict__.
func instDict(o Object) *object.Dict {
	if h, ok := o.(object.HasDict); ok {
		return h.InstDict(true)
	}
	return object.NewDict()
}

// stateOf gives instance._state, making one where a program's __init__ has not called Model's.
func stateOf(o Object) *ModelState {
	d := instDict(o)
	if s, ok := d.GetStr(strState).(*ModelState); ok {
		return s
	}
	s := &ModelState{adding: true}
	d.SetStr(strState, s)
	return s
}

// getCached, setCached and delCached work on instance._state.fields_cache.
func getCached(o Object, name *object.Str) Object {
	s := stateOf(o)
	if s.cache == nil {
		return nil
	}
	return s.cache.GetStr(name)
}

func setCached(o Object, name *object.Str, v Object) error {
	stateOf(o).fieldsCache().SetStr(name, v)
	return nil
}

func delCached(o Object, name *object.Str) {
	if s := stateOf(o); s.cache != nil {
		s.cache.DelStr(name)
	}
}

// pkOf is instance.pk.
func pkOf(t *Thread, o Object) (Object, error) {
	opts := metaOf(o)
	if opts == nil {
		return nil, object.AttributeErrorf(o, "pk", "'%s' object has no attribute 'pk'", object.TypeName(o))
	}
	return pkFor(t, o, opts)
}

// pkFor is instance._get_pk_val(meta).
func pkFor(t *Thread, o Object, opts *Options) (Object, error) {
	if opts.pk == nil {
		return none, nil
	}
	if opts.pk.composite != nil {
		return opts.pk.composite.value(t, opts.pk, o)
	}
	if v := instDict(o).GetStr(opts.pk.attnameStr); v != nil {
		return v, nil
	}
	return object.GetAttr(t, o, opts.pk.attnameStr)
}

func setPK(t *Thread, o Object, v Object) error {
	opts := metaOf(o)
	for _, p := range opts.parents {
		if link, ok := p.Field.(*Field); ok && link != nil && link != opts.pk {
			g, err := link.target(t)
			if err != nil {
				return err
			}
			if err := object.SetAttr(t, o, g.attnameStr, v); err != nil {
				return err
			}
		}
	}
	if opts.pk.composite != nil {
		return opts.pk.composite.set(t, opts.pk, o, v)
	}
	return object.SetAttr(t, o, opts.pk.attnameStr, v)
}

// pkIsSet is instance._is_pk_set().
func pkIsSet(t *Thread, o Object) (bool, error) { return pkIsSetFor(t, o, metaOf(o)) }

func pkIsSetFor(t *Thread, o Object, opts *Options) (bool, error) {
	v, err := pkFor(t, o, opts)
	if err != nil {
		return false, err
	}
	if tu, ok := v.(*object.Tuple); ok {
		for _, x := range tu.Items {
			if x == none {
				return false, nil
			}
		}
	}
	return v != none, nil
}

func isModelInstance(o Object) bool { return o != nil && metaOf(o) != nil }

// fromDBPlan is what Model.__init__ and from_db need to know about a class, found once.
type fromDBPlan struct {
	version uint32   // of the class
	fields  []*Field // concrete
	// direct: every attname is a descriptor of ours, so values may go straight into __dict__.
	direct bool
	// plainInit and plainFromDB: the program overrides neither __init__ nor from_db nor __setattr__.
	plainInit, plainFromDB bool
	// template has the keys of an instance's __dict__ in their order: _state and the attnames.
	template *object.Dict
}

func (o *Options) plan() *fromDBPlan {
	c := o.cache()
	if p := c.plan; p != nil && p.version == o.model.Version() {
		return p
	}
	p := &fromDBPlan{version: o.model.Version(), fields: o.concreteFields(), direct: true}
	p.template = object.NewDictSize(len(p.fields) + 1)
	p.template.SetStr(strState, none)
	for _, f := range p.fields {
		p.template.SetStr(f.attnameStr, none)
		switch o.model.Lookup(f.attnameStr).(type) {
		case *DeferredAttribute, *foreignKeyDeferred, *fileDescriptor:
		default:
			p.direct = false
		}
	}
	custom := func(n *object.Str) bool { return userAttr(o.model, n) != nil }
	plainSet := o.model.Flags&object.PlainSetAttr != 0
	p.plainInit = !custom(strInit) && plainSet && o.model.Flags&object.PlainNew != 0
	p.plainFromDB = p.plainInit && p.direct && !custom(strFromDB)
	c.plan = p
	return p
}

// initModel is Model.__init__.
func initModel(t *Thread, self Object, args []Object, kw *Kwargs) error {
	cls := self.Type()
	opts := optionsOf(cls)
	if opts == nil {
		return object.TypeErrorf("Abstract models cannot be instantiated.")
	}
	if opts.abstract {
		return object.TypeErrorf("Abstract models cannot be instantiated.")
	}
	if sigs := signalsOf(t); sigs.preInit.listening() {
		var err error
		if kw, err = sendPreInit(t, sigs, cls, args, kw); err != nil {
			return err
		}
	}
	plan := opts.plan()
	d := instDict(self)
	st := &ModelState{adding: true}
	d.SetStr(strState, st)
	setattr := func(f *Field, v Object) error {
		if plan.direct && plan.plainInit {
			d.SetStr(f.attnameStr, v)
			return nil
		}
		return object.SetAttr(t, self, f.attnameStr, v)
	}
	if len(args) > len(plan.fields) {
		return object.IndexErrorf("Number of args exceeds number of fields")
	}
	used := 0 // bit by bit: which keyword arguments are taken
	var taken []bool
	if n := kw.Len(); n > 0 {
		taken = make([]bool, n)
	}
	pop := func(name *object.Str) Object {
		if kw == nil {
			return nil
		}
		for i, n := range kw.Names {
			if !taken[i] && (n == name || n.String() == name.String()) {
				taken[i] = true
				used++
				return kw.Vals[i]
			}
		}
		return nil
	}
	fields := plan.fields
	if kw.Len() > 0 {
		fields = fieldsOf(opts.Fields())
	}
	for i, f := range fields {
		if i < len(args) {
			v := args[i]
			if v == Deferred {
				continue
			}
			if err := setattr(f, v); err != nil {
				return err
			}
			if pop(f.nameStr) != nil {
				return object.TypeErrorf("%s() got both positional and keyword arguments for field '%s'.", cls.Qualname, f.Name)
			}
			continue
		}
		if f.Column == "" || f.Generated {
			continue
		}
		var v Object
		if taken != nil {
			if f.rel != nil {
				if obj := pop(f.nameStr); obj != nil {
					if obj != Deferred {
						if err := object.SetAttr(t, self, f.nameStr, obj); err != nil {
							return err
						}
					}
					continue
				}
			}
			v = pop(f.attnameStr)
		}
		if v == nil {
			var err error
			if v, err = f.m(t).getDefault(t, f); err != nil {
				return err
			}
		}
		if v != Deferred {
			if err := setattr(f, v); err != nil {
				return err
			}
		}
	}
	if taken != nil && used < len(taken) {
		var unexpected []string
		for i, n := range kw.Names {
			if taken[i] {
				continue
			}
			v := kw.Vals[i]
			if isProperty(cls, n) || opts.FindField(n.String()) != nil {
				if v != Deferred {
					if err := object.SetAttr(t, self, n, v); err != nil {
						return err
					}
				}
				continue
			}
			unexpected = append(unexpected, "'"+n.String()+"'")
		}
		if unexpected != nil {
			return object.TypeErrorf("%s() got unexpected keyword arguments: %s", cls.Name, strings.Join(unexpected, ", "))
		}
	}
	if sigs := signalsOf(t); sigs.postInit.listening() {
		return sigs.postInit.send(t, cls, "instance", self)
	}
	return nil
}

// sendPreInit sends pre_init. The receivers get the very dict that the values are then taken from: they may change it, and who keeps it finds it emptied.
func sendPreInit(t *Thread, sigs *modelSignals, cls *Type, args []Object, kw *Kwargs) (*Kwargs, error) {
	d := kw.Dict()
	err := sigs.preInit.send(t, cls, "args", object.NewTuple(append([]Object(nil), args...)...), "kwargs", d)
	if err != nil {
		return nil, err
	}
	kw = kwDict(d.Copy())
	d.Clear()
	return kw, nil
}

// isProperty is `name in _meta._property_names`.
func isProperty(cls *Type, name *object.Str) bool {
	if name.String() == "pk" {
		return true
	}
	_, ok := cls.Lookup(name).(*object.Property)
	return ok
}

// fromDB is Model.from_db with all concrete fields or those in names. values is kept.
func (o *Options) fromDB(t *Thread, db string, names []*Field, values []Object) (Object, error) {
	plan := o.plan()
	sigs := signalsOf(t)
	if plan.plainFromDB && !sigs.preInit.listening() && !sigs.postInit.listening() {
		st := &ModelState{db: db}
		if len(values) == len(plan.fields) && plan.template.Len() == len(values)+1 {
			return object.NewInstanceLike(o.model, plan.template, st, values), nil
		}
		in := object.NewInstance(o.model, nil)
		d := object.NewDictSize(len(values) + 1)
		d.SetStr(strState, st)
		for i, f := range names {
			d.SetStr(f.attnameStr, values[i])
		}
		in.Dict = d
		return in, nil
	}
	if userAttr(o.model, strFromDB) != nil {
		var ns []Object
		for _, f := range names {
			ns = append(ns, f.attnameStr)
		}
		return object.CallMethodKw(t, o.model, strFromDB, []Object{str(db), object.NewList(ns), object.NewList(values)}, nil)
	}
	return o.slowFromDB(t, db, names, values)
}

func (o *Options) slowFromDB(t *Thread, db string, names []*Field, values []Object) (Object, error) {
	fields := o.concreteFields()
	if len(values) != len(fields) {
		full := make([]Object, len(fields))
		for i, f := range fields {
			full[i] = Deferred
			for j, g := range names {
				if g == f && j < len(values) {
					full[i] = values[j]
				}
			}
		}
		values = full
	}
	obj, err := object.Call(t, o.model, values, nil)
	if err != nil {
		return nil, err
	}
	st := stateOf(obj)
	st.adding, st.db = false, db
	return obj, nil
}

func init() {
	deferredType.Define(object.Spec{Slots: object.Slots{Repr: func(*Thread, Object) (string, error) { return "<Deferred field>", nil },
		Str: func(*Thread, Object) (string, error) { return "<Deferred field>", nil }}})
	ModelStateType.Define(object.Spec{
		Slots: object.Slots{New: func(*Thread, *Type, []Object, *Kwargs) (Object, error) { return &ModelState{adding: true}, nil }},
		GetSets: []object.GetSet{
			{Name: "adding", Get: func(t *Thread, o Object) (Object, error) { return object.NewBool(o.(*ModelState).adding), nil },
				Set: func(t *Thread, o, v Object) (err error) { o.(*ModelState).adding, err = truth(t, v); return }},
			{Name: "db", Get: func(t *Thread, o Object) (Object, error) { return strOrNoneObj(o.(*ModelState).db), nil },
				Set: func(t *Thread, o, v Object) error { o.(*ModelState).db = asStr(orNone(v)); return nil }},
			{Name: "fields_cache", Get: func(t *Thread, o Object) (Object, error) { return o.(*ModelState).fieldsCache(), nil },
				Set: func(t *Thread, o, v Object) error { o.(*ModelState).cache, _ = object.AsDict(orNone(v)); return nil }},
		},
		Methods: []object.Method{reduceWith("reduce_state")},
	})

	ModelType.Define(object.Spec{
		Meta: ModelBaseType,
		Slots: object.Slots{
			Init: initModel,
			Repr: func(t *Thread, self Object) (string, error) {
				s, err := object.ToStr(t, self)
				return "<" + object.TypeName(self) + ": " + s + ">", err
			},
			Str: func(t *Thread, self Object) (string, error) {
				pk, err := object.GetAttr(t, self, strPk)
				if err != nil {
					return "", err
				}
				s, err := object.ToStr(t, pk)
				return object.TypeName(self) + " object (" + s + ")", err
			},
			RichCompare: compareModels,
			Hash: func(t *Thread, self Object) (int64, error) {
				pk, err := pkOf(t, self)
				if err != nil {
					return 0, err
				}
				if set, err := pkIsSet(t, self); err != nil {
					return 0, err
				} else if !set {
					return 0, object.TypeErrorf("Model instances without primary key value are unhashable")
				}
				return object.Hash(t, pk)
			},
		},
		GetSets: []object.GetSet{
			{Name: "pk", Get: pkOf, Set: func(t *Thread, o, v Object) error {
				if v == nil {
					return object.AttributeErrorf(o, "pk", "property 'pk' of '%s' object has no deleter", object.TypeName(o))
				}
				return setPK(t, o, v)
			}},
		},
		Methods: modelMethods(),
	})
}

func compareModels(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
	if op != object.EQ && op != object.NE {
		return object.NotImplemented, nil
	}
	x, y := metaOf(a), metaOf(b)
	if x == nil || y == nil {
		return object.NotImplemented, nil
	}
	eq := false
	if x.concreteModel == y.concreteModel {
		p, err := pkOf(t, a)
		if err != nil {
			return nil, err
		}
		if p == none {
			eq = a == b
		} else {
			q, err := pkOf(t, b)
			if err != nil {
				return nil, err
			}
			if eq, err = object.Equal(t, p, q); err != nil {
				return nil, err
			}
		}
	}
	return object.NewBool(eq == (op == object.EQ)), nil
}

// deferredFields is get_deferred_fields().
func deferredFields(o Object) []*Field {
	d := instDict(o)
	var out []*Field
	for _, f := range metaOf(o).concreteFields() {
		if d.GetStr(f.attnameStr) == nil {
			out = append(out, f)
		}
	}
	return out
}

// dbOf is instance._state.db, or the default.
func dbOf(o Object) string {
	if db := stateOf(o).db; db != "" {
		return db
	}
	return sql.DefaultDBAlias
}

// dbForWrite is router.db_for_write(type(o), instance=o).
func dbForWrite(t *Thread, o Object) (string, error) {
	if routers, err := sql.Routers(t); err != nil || routers != nil {
		if err != nil {
			return "", err
		}
		if alias, err := sql.Route(t, true, o.Type(), instanceHint(o)); alias != "" || err != nil {
			return alias, err
		}
	}
	return dbOf(o), nil
}

func instanceHint(o Object) *object.Dict {
	d := object.NewDict()
	d.SetStr(strInstance, o)
	return d
}

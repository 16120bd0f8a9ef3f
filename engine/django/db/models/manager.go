package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const managerModule = "django.db.models.manager"

// Manager is the Go part of a manager.
type Manager struct {
	Self        *object.Instance
	model       *Type
	name        string
	db          string
	hints       *object.Dict
	creation    int64
	autoCreated bool
	related     *relatedManager // what the managers of relations add
	// What the manager was made with, for deconstruct().
	args      []Object
	kw        *Kwargs
	asManager bool // made by QuerySet.as_manager()
}

// The classes of managers.
var (
	BaseManagerType       = object.Declare("BaseManager", managerModule)
	managerFromType       = object.Declare("BaseManagerFromQuerySet", managerModule, BaseManagerType)
	ManagerType           = object.Declare("Manager", managerModule, managerFromType)
	ManagerDescriptorType = object.Declare("ManagerDescriptor", managerModule)
	EmptyManagerType      = object.Declare("EmptyManager", managerModule, ManagerType)
)

type managerCounterKey struct{}

func nextManagerCounter(t *Thread) int64 {
	n := t.RT.State(managerCounterKey{}, func() any { return new(int64) }).(*int64)
	*n++
	return *n
}

func newManager(cls *Type) *Manager {
	m := &Manager{}
	m.Self = object.NewInstance(cls, m)
	return m
}

func managerOf(o Object) (*Manager, error) {
	if m, ok := native[*Manager](o); ok {
		return m, nil
	}
	return nil, object.TypeErrorf("expected a manager, not '%s'", object.TypeName(orNone(o)))
}

// copyFor is copy.copy(manager) bound to another model.
func (m *Manager) copyFor(model *Type) *Manager {
	c := *m
	c.model = model
	c.Self = object.NewInstance(m.Self.Class, &c)
	if m.Self.Dict != nil {
		c.Self.Dict = m.Self.Dict.Copy()
	}
	return &c
}

// contribute is contribute_to_class.
func (m *Manager) contribute(cls *Type, name string) error {
	if m.name == "" {
		m.name = name
	}
	m.model = cls
	cls.SetClassAttr(name, &managerDescriptor{m})
	optionsOf(cls).addManager(m)
	return nil
}

// managerDescriptor is what the class attribute "objects" holds.
type managerDescriptor struct{ m *Manager }

func (*managerDescriptor) Type() *Type { return ManagerDescriptorType }

var strGetQuerySet = object.Intern("get_queryset")

// querySet is manager.get_queryset(), the program's own where it has one.
func (m *Manager) querySet(t *Thread) (*QuerySet, error) {
	if m.related == nil && userAttr(m.Self.Class, strGetQuerySet) == nil {
		return m.plainQuerySet(t)
	}
	o, err := object.CallMethodKw(t, m.Self, strGetQuerySet, nil, nil)
	if err != nil {
		return nil, err
	}
	return querySetOf(o)
}

var strQuerysetClass = object.Intern("_queryset_class")

// querySetClass is the class of the manager's querysets.
func (m *Manager) querySetClass() *Type {
	if d := m.Self.InstDict(false); d != nil {
		if c, ok := d.GetStr(strQuerysetClass).(*Type); ok {
			return c
		}
	}
	if c, ok := m.Self.Class.Lookup(strQuerysetClass).(*Type); ok {
		return c
	}
	return QuerySetType
}

// plainQuerySet is BaseManager.get_queryset.
func (m *Manager) plainQuerySet(t *Thread) (*QuerySet, error) {
	cls := m.querySetClass()
	if cls.Flags&object.Heap == 0 || userAttr(cls, strInit) == nil {
		return newQuerySet(cls, m.model, nil, m.db, m.hints), nil
	}
	o, err := object.Call(t, cls, nil, object.Kw("model", typeOrNone(m.model), "using", strOrNoneObj(m.db), "hints", dictOrNone(m.hints)))
	if err != nil {
		return nil, err
	}
	return querySetOf(o)
}

var strInit = object.Intern("__init__")

func dictOrNone(d *object.Dict) Object {
	if d == nil {
		return none
	}
	return d
}

var (
	sigDBManager     = pysig.New("BaseManager.db_manager", "self", "using=", "hints=")
	sigFromQuerySet  = pysig.New("BaseManager.from_queryset", "cls", "queryset_class", "class_name=")
	sigContributeMgr = pysig.New("BaseManager.contribute_to_class", "self", "cls", "name")
)

// managerMethods are the queryset methods that a manager passes on, in the order of Django's QuerySet.
var managerMethods = []string{
	"aggregate", "count", "get", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "earliest", "latest", "first", "last",
	"in_bulk", "exists", "contains", "explain", "iterator", "update", "raw", "values", "values_list", "dates", "datetimes", "none", "filter",
	"exclude", "complex_filter", "union", "intersection", "difference", "select_for_update", "select_related", "prefetch_related", "annotate",
	"alias", "order_by", "distinct", "extra", "reverse", "defer", "only", "using",
	"aaggregate", "acount", "aget", "acreate", "abulk_create", "abulk_update", "aget_or_create", "aupdate_or_create", "aearliest", "alatest",
	"afirst", "alast", "ain_bulk", "aexists", "acontains", "aexplain", "aiterator", "aupdate",
	"_insert", "_update",
}

// passOn makes the manager method that calls the queryset's method of the same name.
func passOn(name string) object.NativeFunc {
	n := object.Intern(name)
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		m, err := managerOf(args[0])
		if err != nil {
			return nil, err
		}
		qs, err := m.querySet(t)
		if err != nil {
			return nil, err
		}
		return object.CallMethodKw(t, qs.Self, n, append([]Object(nil), args[1:]...), kw)
	}
}

// filterFresh is passOn for filter() and exclude(), the commonest calls of all: nobody else knows the queryset that a plain manager makes for them, so the condition goes into
// that one rather than into a copy.
func filterFresh(name string, negate bool) object.NativeFunc {
	pass := passOn(name)
	return func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		m, err := managerOf(args[0])
		if err != nil {
			return nil, err
		}
		if m.related != nil || userAttr(m.Self.Class, strGetQuerySet) != nil || m.querySetClass() != QuerySetType || QuerySetType.Flags&object.Patched != 0 {
			return pass(t, args, kw)
		}
		q, err := filterConditions(t, args[1:], kw)
		if err != nil {
			return nil, err
		}
		return qsResult(newQuerySet(QuerySetType, m.model, nil, m.db, m.hints).addQ(t, q, negate))
	}
}

// itselfOfItem is __class_getitem__ of classes that take parameters for type checkers alone: models.Manager["Book"].
var itselfOfItem = object.Method{Name: "__class_getitem__", Class: true, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) { return args[0], nil }}

func init() {
	ManagerDescriptorType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			d := self.(*managerDescriptor)
			if obj != nil {
				return nil, object.AttributeErrorf(obj, d.m.name, "Manager isn't accessible via %s instances", obj.Type().Name)
			}
			o := optionsOf(owner)
			if o == nil {
				return nil, object.AttributeErrorf(owner, d.m.name, "type object '%s' has no attribute '_meta'", owner.Name)
			}
			if o.abstract {
				return nil, object.AttributeErrorf(owner, d.m.name, "Manager isn't available; %s is abstract", o.objectName)
			}
			if o.swappable {
				if other := o.swapped(t); other != "" {
					return nil, object.AttributeErrorf(owner, d.m.name, "Manager isn't available; '%s' has been swapped for '%s'", o.Label(), other)
				}
			}
			m := o.manager(d.m.name)
			if m == nil {
				return nil, object.KeyError(str(d.m.name))
			}
			return m.Self, nil
		},
	}})

	get := func(name string, f func(t *Thread, m *Manager) (Object, error), set func(m *Manager, v Object)) object.GetSet {
		gs := object.GetSet{Name: name, Get: func(t *Thread, self Object) (Object, error) {
			m, err := managerOf(self)
			if err != nil {
				return nil, err
			}
			return f(t, m)
		}}
		if set != nil {
			gs.Set = func(t *Thread, self, v Object) error {
				m, err := managerOf(self)
				if err == nil {
					set(m, orNone(v))
				}
				return err
			}
		}
		return gs
	}
	BaseManagerType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				m := newManager(cls)
				m.creation = nextManagerCounter(t)
				if len(args) > 0 || kw.Len() > 0 { // both are the caller's to use again
					m.args = append([]Object(nil), args...)
					if kw.Len() > 0 {
						m.kw = &Kwargs{Names: append([]*object.Str(nil), kw.Names...), Vals: append([]Object(nil), kw.Vals...)}
					}
				}
				return m.Self, nil
			},
			Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
				if len(args) > 0 {
					return object.TypeErrorf("BaseManager.__init__() takes 1 positional argument but %d were given", len(args)+1)
				}
				if kw.Len() > 0 {
					return object.TypeErrorf("BaseManager.__init__() got an unexpected keyword argument '%s'", kw.Names[0].String())
				}
				return nil
			},
			Str: func(t *Thread, self Object) (string, error) {
				m, err := managerOf(self)
				if err != nil {
					return "", err
				}
				if m.model == nil || m.related != nil && m.related.generic != nil {
					return object.Repr(t, self)
				}
				name := m.name
				if name == "" {
					name = "None" // a related manager has no name of its own
				}
				return optionsOf(m.model).Label() + "." + name, nil
			},
			RichCompare: func(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
				x, ok1 := native[*Manager](a)
				y, ok2 := native[*Manager](b)
				if !ok1 || !ok2 || op != object.EQ && op != object.NE {
					return object.NotImplemented, nil
				}
				eq := x == y || x.Self.Class == y.Self.Class && x.name == y.name && x.model == y.model && x.db == y.db && x.creation == y.creation && x.related == y.related
				return object.NewBool(eq == (op == object.EQ)), nil
			},
			Hash: func(t *Thread, self Object) (int64, error) { return object.HashPointer(t, self), nil },
		},
		Methods: []object.Method{
			itselfOfItem,
			{Name: "get_queryset", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("get_queryset", args[1:], kw, 0, 0); err != nil {
					return nil, err
				}
				m, err := managerOf(args[0])
				if err != nil {
					return nil, err
				}
				qs, err := m.plainQuerySet(t)
				if err != nil {
					return nil, err
				}
				return qs.Self, nil
			}},
			{Name: "all", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := checkNoArgs("BaseManager.all", args, kw); err != nil {
					return nil, err
				}
				m, err := managerOf(args[0])
				if err != nil {
					return nil, err
				}
				qs, err := m.querySet(t)
				if err != nil {
					return nil, err
				}
				return qs.Self, nil
			}},
			{Name: "db_manager", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := sigDBManager.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				m, err := managerOf(a[0])
				if err != nil {
					return nil, err
				}
				c := m.copyFor(m.model)
				if s := asStr(a[1]); s != "" {
					c.db = s
				}
				if d, ok := object.AsDict(orNone(a[2])); ok && d.Len() > 0 {
					c.hints = d
				}
				return c.Self, nil
			}},
			{Name: "contribute_to_class", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a, err := sigContributeMgr.Bind(args, kw)
				if err != nil {
					return nil, err
				}
				m, err := managerOf(a[0])
				if err != nil {
					return nil, err
				}
				cls, ok := a[1].(*Type)
				if !ok || optionsOf(cls) == nil {
					return nil, object.TypeErrorf("contribute_to_class() needs a model class")
				}
				return none, m.contribute(cls, asStr(a[2]))
			}},
			reduceWith("reduce_manager"),
			{Name: "from_queryset", Class: true, Fn: fromQuerySet},
			{Name: "_get_queryset_methods", Class: true, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("_get_queryset_methods", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				cls, err := fromQuerySet(t, []Object{BaseManagerType, args[1]}, nil)
				if err != nil {
					return nil, err
				}
				d := object.NewDict()
				return d, each(cls.(*Type).Dict, func(k, v Object) error {
					if _, ok := v.(*object.MethodDescr); ok {
						d.SetName(asStr(k), v)
					}
					return nil
				})
			}},
			{Name: "check", Fn: func(*Thread, []Object, *Kwargs) (Object, error) { return object.NewList(nil), nil }},
			{Name: "deconstruct", Fn: deconstructManager},
		},
		GetSets: []object.GetSet{
			get("model", func(t *Thread, m *Manager) (Object, error) { return typeOrNone(m.model), nil }, func(m *Manager, v Object) { m.model, _ = v.(*Type) }),
			get("name", func(t *Thread, m *Manager) (Object, error) { return strOrNoneObj(m.name), nil }, func(m *Manager, v Object) { m.name = asStr(v) }),
			get("_db", func(t *Thread, m *Manager) (Object, error) { return strOrNoneObj(m.db), nil }, func(m *Manager, v Object) { m.db = asStr(v) }),
			get("_hints", func(t *Thread, m *Manager) (Object, error) {
				if m.hints == nil {
					m.hints = object.NewDict()
				}
				return m.hints, nil
			}, func(m *Manager, v Object) { m.hints, _ = object.AsDict(v) }),
			get("db", func(t *Thread, m *Manager) (Object, error) {
				if m.db == "" {
					if alias, err := sql.Route(t, false, typeOrNone(m.model), m.hints); alias != "" || err != nil {
						return str(alias), err
					}
				}
				return str(routed(m.db, m.hints)), nil
			}, nil),
			get("auto_created", func(t *Thread, m *Manager) (Object, error) { return object.NewBool(m.autoCreated), nil }, nil),
			get("_constructor_args", func(t *Thread, m *Manager) (Object, error) {
				args, kw := m.constructorArgs()
				return object.NewTuple(args, kw), nil
			}, nil),
			get("creation_counter", func(t *Thread, m *Manager) (Object, error) { return object.NewInt(m.creation), nil }, nil),
		},
		Attrs: map[string]Object{"use_in_migrations": object.False},
	})

	var ms []object.Method
	for _, n := range managerMethods {
		fn := passOn(n)
		if n == "filter" || n == "exclude" {
			fn = filterFresh(n, n == "exclude")
		}
		ms = append(ms, object.Method{Name: n, Fn: fn})
	}
	managerFromType.Define(object.Spec{Methods: ms, Attrs: map[string]Object{"_queryset_class": QuerySetType}})
	ManagerType.Define(object.Spec{})
	EmptyManagerType.Define(object.Spec{
		Slots: object.Slots{Init: func(t *Thread, self Object, args []Object, kw *Kwargs) error {
			m, err := managerOf(self)
			if err != nil {
				return err
			}
			if len(args) != 1 {
				return object.TypeErrorf("EmptyManager.__init__() missing 1 required positional argument: 'model'")
			}
			m.model, _ = args[0].(*Type)
			return nil
		}},
		Methods: []object.Method{{Name: "get_queryset", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			m, err := managerOf(args[0])
			if err != nil {
				return nil, err
			}
			qs, err := m.plainQuerySet(t)
			if err != nil {
				return nil, err
			}
			c, err := qs.none(t)
			if err != nil {
				return nil, err
			}
			return c.Self, nil
		}}},
	})
}

func checkNoArgs(qualname string, args []Object, kw *Kwargs) error {
	if kw.Len() > 0 {
		return object.TypeErrorf("%s() got an unexpected keyword argument '%s'", qualname, kw.Names[0].String())
	}
	if len(args) > 1 {
		return object.TypeErrorf("%s() takes 1 positional argument but %d were given", qualname, len(args))
	}
	return nil
}

// fromQuerySet is BaseManager.from_queryset: a manager class with the queryset class's own public methods.
func fromQuerySet(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigFromQuerySet.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	base, _ := a[0].(*Type)
	qs, ok := a[1].(*Type)
	if !ok {
		return nil, object.TypeErrorf("from_queryset() needs a QuerySet class, not '%s'", object.TypeName(a[1]))
	}
	name := asStr(orNone(a[2]))
	if name == "" {
		name = base.Name + "From" + qs.Name
	}
	ns := object.NewDict()
	ns.SetName("_queryset_class", qs)
	ns.SetStr(strModule, str(managerModule))
	cls, err := object.NewClass(t, base.Type(), name, []Object{base}, ns, nil)
	if err != nil {
		return nil, err
	}
	// Private and queryset_only methods stay behind; what the manager's class has of its own wins.
	for _, b := range qs.MRO {
		if b.Flags&object.Heap == 0 {
			if b == QuerySetType && base.Lookup(object.Intern("filter")) == nil {
				for _, n := range managerMethods {
					if base.LookupName(n) == nil && cls.Dict.GetName(n) == nil {
						cls.SetClassAttr(n, &object.MethodDescr{Name: n, Owner: cls, Fn: passOn(n)})
					}
				}
			}
			continue
		}
		err := each(b.Dict, func(k, v Object) error {
			n := asStr(k)
			if n == "" || v.Type().Flags&object.MethodLike == 0 || strings.HasPrefix(n, "__") || base.LookupName(n) != nil || cls.Dict.GetName(n) != nil {
				return nil
			}
			only, err := attrOpt(t, v, "queryset_only")
			if err != nil {
				return err
			}
			if only == nil {
				if strings.HasPrefix(n, "_") {
					return nil
				}
			} else if yes, err := object.Truth(t, only); err != nil || yes {
				return err
			}
			doc, err := attrOpt(t, v, "__doc__")
			if err != nil {
				return err
			}
			cls.SetClassAttr(n, &object.MethodDescr{Name: n, Owner: cls, Fn: passOn(n), Doc: asStr(orNone(doc))})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return cls, nil
}

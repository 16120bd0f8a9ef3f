package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// ModelBase, the metaclass that makes model classes.

// ModelBaseType and ModelType are ModelBase and Model.
var (
	ModelBaseType = object.Declare("ModelBase", "django.db.models.base", object.TypeType)
	ModelType     = object.Declare("Model", "django.db.models.base")
)

var (
	strMeta         = object.Intern("Meta")
	strModule       = object.Intern("__module__")
	strContribute   = object.Intern("contribute_to_class")
	strDoesNotExist = object.Intern("DoesNotExist")
	strMultiple     = object.Intern("MultipleObjectsReturned")
)

func init() {
	ModelBaseType.Define(object.Spec{
		Slots: object.Slots{
			New: modelBaseNew,
			// Init must take the keyword arguments of a class statement, as type.__init__ does.
			Init: func(*Thread, Object, []Object, *Kwargs) error { return nil },
		},
		Methods: []object.Method{
			{Name: "add_to_class", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("add_to_class", args[1:], kw, 2, 2); err != nil {
					return nil, err
				}
				return none, addToClass(t, args[0].(*Type), asStr(args[1]), args[2])
			}},
		},
		GetSets: []object.GetSet{
			{Name: "_base_manager", Get: func(t *Thread, o Object) (Object, error) {
				m, err := optionsOf(o.(*Type)).baseManager(t)
				if err != nil || m == nil {
					return none, err
				}
				return m.Self, nil
			}},
			{Name: "_default_manager", Get: func(t *Thread, o Object) (Object, error) {
				m, err := optionsOf(o.(*Type)).defaultManager(t)
				if err != nil || m == nil {
					return none, err
				}
				return m.Self, nil
			}},
		},
	})
}

// hasContribute is _has_contribute_to_class.
func hasContribute(t *Thread, v Object) (bool, error) {
	switch v.(type) {
	case *Type, *object.Str, object.Int, object.Bool, object.Float:
		return false, nil
	}
	if v.Type().Lookup(strContribute) != nil {
		return true, nil
	}
	a, err := object.GetAttrOpt(t, v, strContribute)
	return a != nil, err
}

// addToClass is ModelBase.add_to_class.
func addToClass(t *Thread, cls *Type, name string, v Object) error {
	if f, ok := native[*Field](v); ok {
		return f.m(t).contributeToClass(t, f, cls, name, false)
	}
	if m, ok := native[*Manager](v); ok && userAttr(m.Self.Class, strContribute) == nil {
		return m.contribute(cls, name)
	}
	has, err := hasContribute(t, v)
	if err != nil {
		return err
	}
	if has {
		_, err := object.CallMethodKw(t, v, strContribute, []Object{cls, str(name)}, nil)
		return err
	}
	cls.SetClassAttr(name, v)
	return nil
}

// modelBaseNew is ModelBase.__new__.
func modelBaseNew(t *Thread, meta *Type, args []Object, kw *Kwargs) (Object, error) {
	if len(args) != 3 {
		return nil, object.TypeErrorf("ModelBase.__new__() takes 4 positional arguments but %d were given", len(args)+1)
	}
	name := asStr(args[0])
	bases, ok1 := object.AsTuple(args[1])
	attrs, ok2 := object.AsDict(args[2])
	if !ok1 || !ok2 {
		return nil, object.TypeErrorf("ModelBase.__new__() needs a name, a tuple of bases and a dict")
	}
	var parents []*Type
	for _, b := range bases.Items {
		if bt, ok := b.(*Type); ok && bt.Type().IsSubtype(ModelBaseType) {
			parents = append(parents, bt)
		}
	}
	if len(parents) == 0 {
		return object.NewClass(t, meta, name, bases.Items, attrs, kw)
	}

	// What can contribute itself waits until _meta is there.
	ns := object.NewDict()
	type contribution struct {
		name string
		v    Object
	}
	var contributions []contribution
	var attrMeta Object
	err := each(attrs, func(k, v Object) error {
		ks, ok := k.(*object.Str)
		if !ok {
			return ns.Set(t, k, v)
		}
		if ks.String() == "Meta" {
			attrMeta = v
			return nil
		}
		if ks.String() != "__classcell__" {
			has, err := hasContribute(t, v)
			if err != nil {
				return err
			}
			if has {
				contributions = append(contributions, contribution{ks.String(), v})
				return nil
			}
		}
		ns.SetStr(ks, v)
		return nil
	})
	if err != nil {
		return nil, err
	}
	cls, err := object.NewClass(t, meta, name, bases.Items, ns, kw)
	if err != nil {
		return nil, err
	}
	module := cls.ModuleName()

	abstract := false
	metaObj := attrMeta
	if metaObj == nil {
		if metaObj, err = object.GetAttrOpt(t, cls, strMeta); err != nil {
			return nil, err
		}
	} else {
		a, err := attrOpt(t, metaObj, "abstract")
		if err != nil {
			return nil, err
		}
		if abstract, err = truth(t, a); err != nil {
			return nil, err
		}
	}
	var baseOpts *Options
	for _, b := range cls.MRO[1:] {
		if baseOpts = optionsOf(b); baseOpts != nil {
			break
		}
	}

	apps := AppsOf(t) // the containing app is an installed one, whichever registry the model goes to
	label := ""
	if metaObj != nil {
		l, err := attrOpt(t, metaObj, "app_label")
		if err != nil {
			return nil, err
		}
		label = asStr(orNone(l))
	}
	if label == "" {
		if label = apps.labelOf(module); label == "" && !abstract {
			return nil, object.RuntimeErrorf("Model class %s.%s doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.", module, name)
		}
	}
	opts, err := newOptions(t, cls, orNone(metaObj), label)
	if err != nil {
		return nil, err
	}
	if attrMeta == nil && opts.abstract {
		opts.abstract = false // inherited from the Meta of an abstract base
	}
	if !opts.abstract {
		if err := addExceptions(t, cls, parents); err != nil {
			return nil, err
		}
		if baseOpts != nil && !baseOpts.abstract {
			if !opts.hasOrdering {
				opts.ordering, opts.orderingObj = baseOpts.ordering, baseOpts.orderingObj
			}
			if !opts.hasLatest {
				opts.getLatestBy = baseOpts.getLatestBy
			}
		}
	}
	for _, c := range contributions {
		if err := addToClass(t, cls, c.name, c.v); err != nil {
			return nil, err
		}
	}
	if opts.proxy {
		if err := setupProxy(t, opts, parents, name); err != nil {
			return nil, err
		}
	}
	if err := inheritFields(t, cls, opts, parents); err != nil {
		return nil, err
	}
	for i, ix := range opts.indexes {
		if opts.indexes[i], err = copyIndex(t, ix); err != nil {
			return nil, err
		}
	}
	if opts.abstract {
		if mt, ok := attrMeta.(*Type); ok {
			mt.SetClassAttr("abstract", object.False)
			cls.SetClassAttr("Meta", mt)
		}
		return cls, nil
	}
	if err := prepareModel(t, cls, opts); err != nil {
		return nil, err
	}
	return cls, opts.apps.register(t, cls)
}

// addExceptions gives a model its own DoesNotExist and MultipleObjectsReturned.
func addExceptions(t *Thread, cls *Type, parents []*Type) error {
	for _, x := range []struct {
		name *object.Str
		base *Type
	}{{strDoesNotExist, exceptions.ObjectDoesNotExist}, {strMultiple, exceptions.MultipleObjectsReturned}} {
		var bases []Object
		for _, p := range parents {
			if o := optionsOf(p); o != nil && !o.abstract {
				if e, ok := p.Lookup(x.name).(*Type); ok {
					bases = append(bases, e)
				}
			}
		}
		if len(bases) == 0 {
			bases = []Object{x.base}
		}
		e, err := subclassException(t, x.name.String(), bases, cls.ModuleName(), cls.Qualname)
		if err != nil {
			return err
		}
		cls.SetClassAttr(x.name.String(), e)
	}
	return nil
}

func subclassException(t *Thread, name string, bases []Object, module, owner string) (*Type, error) {
	ns := object.NewDict()
	ns.SetStr(strModule, str(module))
	ns.SetName("__qualname__", str(owner+"."+name))
	return object.NewClass(t, object.TypeType, name, bases, ns, nil)
}

// setupProxy finds the one concrete base of a proxy model.
func setupProxy(t *Thread, opts *Options, parents []*Type, name string) error {
	var base *Type
	for _, p := range parents {
		po := optionsOf(p)
		if po == nil {
			continue
		}
		if po.abstract {
			if len(po.Fields()) > 0 {
				return object.TypeErrorf("Abstract base class containing model fields not permitted for proxy model '%s'.", name)
			}
			continue
		}
		if base == nil {
			base = p
			if other := po.swapped(t); other != "" {
				return object.TypeErrorf("%s cannot proxy the swapped model '%s'.", name, other)
			}
		} else if po.concreteModel != optionsOf(base).concreteModel {
			return object.TypeErrorf("Proxy model '%s' has more than one non-abstract model base class.", name)
		}
	}
	if base == nil {
		return object.TypeErrorf("Proxy model '%s' has no non-abstract model base class.", name)
	}
	bo := optionsOf(base)
	opts.pk, opts.proxyForModel, opts.dbTable, opts.concreteModel = bo.pk, base, bo.dbTable, bo.concreteModel
	return nil
}

// inheritFields takes over what the bases have: copies of an abstract base's fields, a link to a concrete base's table.
func inheritFields(t *Thread, cls *Type, opts *Options, parents []*Type) error {
	own := map[string]bool{}
	for _, x := range opts.ownForward() {
		own[x.Info().Name] = true
	}
	links := map[modelKey]*Field{}
	for i := len(parents); i >= 0; i-- {
		b := cls
		if i > 0 {
			b = parents[i-1]
		}
		bo := optionsOf(b)
		if bo == nil || b != cls && !bo.abstract {
			continue
		}
		for _, f := range bo.localFields {
			if f.OneToOne && f.rel != nil && f.rel.parentLink {
				k, err := resolveKey(cls, f.rel.toArg)
				if err != nil {
					return err
				}
				links[k] = f
			}
		}
	}
	inherited := map[string]bool{}
	for _, b := range cls.MRO {
		bo := optionsOf(b)
		isParent := false
		for _, p := range parents {
			isParent = isParent || p == b
		}
		if bo == nil || !isParent || b == cls {
			for _, k := range b.Dict.Keys() {
				inherited[asStr(k)] = true
			}
			continue
		}
		parentFields := append(append([]*Field(nil), bo.localFields...), bo.localM2M...)
		if !bo.abstract {
			for _, f := range parentFields {
				if own[f.Name] {
					return exceptions.FieldErrorf("Local field '%s' in class '%s' clashes with field of the same name from base class '%s'.", f.Name, cls.Name, b.Name)
				}
				inherited[f.Name] = true
			}
			concrete := bo.concreteModel
			co := optionsOf(concrete)
			link := links[modelKey{co.appLabel, co.modelName}]
			if link == nil && !opts.proxy {
				attr := co.modelName + "_ptr"
				o, err := object.Call(t, OneToOneFieldType, []Object{concrete}, object.Kw("on_delete", Cascade, "name", str(attr), "auto_created", object.True, "parent_link", object.True))
				if err != nil {
					return err
				}
				if link, err = fieldOf(o); err != nil {
					return err
				}
				if own[attr] {
					return exceptions.FieldErrorf("Auto-generated field '%s' in class '%s' for parent_link to base class '%s' clashes with declared field of the same name.", attr, cls.Name, concrete.Name)
				}
				if cls.LookupName(attr) == nil {
					if err := addToClass(t, cls, attr, o); err != nil {
						return err
					}
				}
			}
			opts.setParent(concrete, link)
		} else {
			baseParents := append([]sql.ParentLink(nil), bo.parents...)
			for _, f := range parentFields {
				if own[f.Name] || cls.Dict.GetName(f.Name) != nil || inherited[f.Name] {
					continue
				}
				g := f.deepcopy()
				if err := addToClass(t, cls, f.Name, g.Self); err != nil {
					return err
				}
				if g.OneToOne {
					for i := range baseParents {
						if baseParents[i].Field == sql.Field(f) {
							baseParents[i].Field = g
						}
					}
				}
			}
			for _, p := range baseParents {
				f, _ := p.Field.(*Field)
				opts.setParent(p.Model, f)
			}
		}
		for _, x := range bo.privateFields {
			if own[x.Info().Name] {
				if !bo.abstract {
					return exceptions.FieldErrorf("Local field '%s' in class '%s' clashes with field of the same name from base class '%s'.", x.Info().Name, cls.Name, b.Name)
				}
				continue
			}
			c, err := copyPrivate(t, x, !bo.abstract)
			if err != nil {
				return err
			}
			if err := addToClass(t, cls, x.Info().Name, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// copyPrivate copies a field without column (a generic foreign key or relation) for a child class.
func copyPrivate(t *Thread, x sql.FieldOrRel, mti bool) (Object, error) {
	if f, ok := x.(*Field); ok {
		g := f.deepcopy()
		g.mtiInherited = mti
		return g.Self, nil
	}
	m, err := t.RT.Import(t, "copy")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "copy", x.Info().Self)
}

// prepareModel is Options._prepare and ModelBase._prepare.
func prepareModel(t *Thread, cls *Type, opts *Options) error {
	if opts.owrtName != "" {
		f := opts.field(opts.owrtName)
		for _, g := range append(append([]*Field(nil), opts.localFields...), fieldsOf(opts.Fields())...) {
			if g.Name == opts.owrtName || g.Attname == opts.owrtName {
				f = g
			}
		}
		if f == nil {
			for _, p := range opts.privateFields {
				if g, ok := p.(*GenericForeignKey); ok && g.Name == opts.owrtName {
					opts.orderGeneric = g
				}
			}
			if opts.orderGeneric == nil {
				return object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", opts.objectName, opts.owrtName)
			}
		}
		opts.orderWithRespectTo = f
		opts.ordering, opts.orderingObj = []Object{str("_order")}, object.NewTuple(str("_order"))
		if opts.field("_order") == nil {
			o, err := object.Call(t, orderWrtType, nil, nil)
			if err != nil {
				return err
			}
			if err := addToClass(t, cls, "_order", o); err != nil {
				return err
			}
		}
	}
	if opts.pk == nil {
		if len(opts.parents) > 0 {
			link, _ := opts.parents[0].Field.(*Field)
			for _, f := range opts.localFields {
				if link != nil && f.Name == link.Name {
					link = f
				}
			}
			if link != nil {
				link.PrimaryKey, link.Unique = true, true
				opts.pk, link.serialize = link, false
			}
		} else {
			pk, err := defaultPK(t, cls, opts)
			if err != nil {
				return err
			}
			auto, err := object.Call(t, pk, nil, object.Kw("verbose_name", str("ID"), "primary_key", object.True, "auto_created", object.True))
			if err != nil {
				return err
			}
			if err := addToClass(t, cls, "id", auto); err != nil {
				return err
			}
		}
		opts.apps.clearCache()
	}
	if opts.isOrdered() {
		if err := addOrderMethods(t, cls, opts); err != nil {
			return err
		}
	}
	if d := cls.Dict.GetName("__doc__"); isNone(d) {
		doc := cls.Name + "("
		for i, f := range opts.Fields() {
			if i > 0 {
				doc += ", "
			}
			doc += f.Info().Name
		}
		cls.SetClassAttr("__doc__", str(doc+")"))
	}
	if len(opts.managers()) == 0 {
		for _, f := range opts.Fields() {
			if f.Info().Name == "objects" {
				return object.ValueErrorf("Model %s must specify a custom Manager, because it has a field named 'objects'.", cls.Name)
			}
		}
		m := newManager(ManagerType)
		m.creation = nextManagerCounter(t)
		m.autoCreated = true
		if err := m.contribute(cls, "objects"); err != nil {
			return err
		}
	}
	for _, ix := range opts.indexes {
		if err := nameIndex(t, ix, opts); err != nil {
			return err
		}
	}
	return sendClassPrepared(t, cls)
}

func fieldsOf(fs []sql.Field) []*Field {
	out := make([]*Field, 0, len(fs))
	for _, f := range fs {
		if g, ok := f.(*Field); ok {
			out = append(out, g)
		}
	}
	return out
}

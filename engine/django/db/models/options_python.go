package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The Python face of _meta.

func objectsOf[T sql.FieldOrRel](fs []T) []Object {
	out := make([]Object, len(fs))
	for i, f := range fs {
		out[i] = sql.FieldObject(f)
	}
	return out
}

// settableOptions are those that a program may set after its model was made, as tests do; others are worked out from them.
var settableOptions = map[string]bool{"get_latest_by": true, "verbose_name": true, "verbose_name_plural": true, "db_table": true, "db_table_comment": true,
	"managed": true, "permissions": true, "default_permissions": true, "unique_together": true, "indexes": true, "constraints": true, "app_label": true,
	"select_on_save": true, "base_manager_name": true, "default_manager_name": true, "default_related_name": true, "db_tablespace": true,
	"required_db_features": true, "required_db_vendor": true, "swappable": true}

func init() {
	get := func(name string, f func(t *Thread, o *Options) (Object, error)) object.GetSet {
		gs := object.GetSet{Name: name, Get: func(t *Thread, self Object) (Object, error) { return f(t, self.(*Options)) }}
		if settableOptions[name] {
			gs.Set = func(t *Thread, self, v Object) error { return self.(*Options).set(t, name, orNone(v)) }
		}
		return gs
	}
	text := func(name string, f func(o *Options) string) object.GetSet {
		return get(name, func(t *Thread, o *Options) (Object, error) { return str(f(o)), nil })
	}
	flag := func(name string, f func(o *Options) bool) object.GetSet {
		return get(name, func(t *Thread, o *Options) (Object, error) { return object.NewBool(f(o)), nil })
	}
	fields := func(name string, f func(o *Options) []Object) object.GetSet {
		return get(name, func(t *Thread, o *Options) (Object, error) { return immutableList(t, name, f(o)) })
	}
	settable := func(g object.GetSet) object.GetSet {
		name := g.Name
		g.Set = func(t *Thread, self, v Object) error { return self.(*Options).set(t, name, orNone(v)) }
		return g
	}
	OptionsType.Define(object.Spec{
		Slots: object.Slots{
			Repr: func(t *Thread, self Object) (string, error) {
				return "<Options for " + self.(*Options).objectName + ">", nil
			},
			Str: func(t *Thread, self Object) (string, error) { return self.(*Options).LabelLower(), nil },
			GetAttr: func(t *Thread, self Object, name *object.Str) (Object, error) {
				v, err := object.GenericGetAttr(t, self, name)
				if err != nil && object.IsException(err, object.AttributeErrorType) {
					if x := self.(*Options).other.GetStr(name); x != nil {
						return x, nil
					}
					if x, rareErr := rareOption(t, self.(*Options), name); x != nil || rareErr != nil {
						return x, rareErr
					}
				}
				return v, err
			},
		},
		GetSets: []object.GetSet{
			text("app_label", func(o *Options) string { return o.appLabel }),
			text("model_name", func(o *Options) string { return o.modelName }),
			text("object_name", func(o *Options) string { return o.objectName }),
			text("label", (*Options).Label),
			text("label_lower", (*Options).LabelLower),
			settable(text("db_table", func(o *Options) string { return o.dbTable })),
			text("verbose_name_raw", func(o *Options) string { return o.verboseName }),
			get("verbose_name", func(t *Thread, o *Options) (Object, error) {
				if o.verboseNameObj != nil {
					return o.verboseNameObj, nil
				}
				return str(o.verboseName), nil
			}),
			get("verbose_name_plural", func(t *Thread, o *Options) (Object, error) { return orNone(o.verboseNamePluralObj), nil }),
			flag("abstract", func(o *Options) bool { return o.abstract }),
			flag("managed", func(o *Options) bool { return o.managed }),
			flag("proxy", func(o *Options) bool { return o.proxy }),
			flag("select_on_save", func(o *Options) bool { return o.selectOnSave }),
			flag("is_composite_pk", func(o *Options) bool { return o.pk != nil && o.pk.composite != nil }),
			get("swapped", func(t *Thread, o *Options) (Object, error) { return strOrNoneObj(o.swapped(t)), nil }),
			get("auto_created", func(t *Thread, o *Options) (Object, error) {
				if o.autoCreated != nil {
					return o.autoCreated, nil
				}
				return object.False, nil
			}),
			get("model", func(t *Thread, o *Options) (Object, error) { return o.model, nil }),
			get("concrete_model", func(t *Thread, o *Options) (Object, error) { return typeOrNone(o.concreteModel), nil }),
			get("proxy_for_model", func(t *Thread, o *Options) (Object, error) { return typeOrNone(o.proxyForModel), nil }),
			{Name: "ordering", Get: func(t *Thread, self Object) (Object, error) {
				if o := self.(*Options); o.orderingObj != nil {
					return o.orderingObj, nil
				}
				return object.NewList(nil), nil
			}, Set: func(t *Thread, self, v Object) error {
				return self.(*Options).set(t, "ordering", orNone(v))
			}},
			get("get_latest_by", func(t *Thread, o *Options) (Object, error) { return orNone(o.getLatestBy), nil }),
			get("order_with_respect_to", func(t *Thread, o *Options) (Object, error) {
				if o.orderGeneric != nil {
					return o.orderGeneric.Self, nil
				}
				if o.orderWithRespectTo == nil {
					return none, nil
				}
				return o.orderWithRespectTo.Self, nil
			}),
			get("db_tablespace", func(t *Thread, o *Options) (Object, error) { return o.kept("db_tablespace", str("")), nil }),
			get("swappable", func(t *Thread, o *Options) (Object, error) { return o.kept("swappable", none), nil }),
			get("required_db_vendor", func(t *Thread, o *Options) (Object, error) { return o.kept("required_db_vendor", none), nil }),
			get("required_db_features", func(t *Thread, o *Options) (Object, error) {
				return o.kept("required_db_features", object.NewList(nil)), nil
			}),
			get("installed", func(t *Thread, o *Options) (Object, error) { return object.True, nil }),
			get("_property_names", func(t *Thread, o *Options) (Object, error) {
				names := []Object{str("pk")}
				for _, cls := range o.model.MRO {
					for _, k := range cls.Dict.Keys() {
						if _, ok := o.model.LookupName(asStr(k)).(*object.Property); ok {
							names = append(names, k)
						}
					}
				}
				return object.Call(t, object.FrozenSetType, []Object{object.NewList(names)}, nil)
			}),
			get("_non_pk_concrete_field_names", func(t *Thread, o *Options) (Object, error) {
				names := object.NewSet()
				for _, f := range o.concreteFields() {
					if f.PrimaryKey {
						continue
					}
					for _, n := range []string{f.Name, f.Attname} {
						if err := names.Add(t, str(n)); err != nil {
							return nil, err
						}
					}
				}
				return names, nil
			}),
			get("original_attrs", func(t *Thread, o *Options) (Object, error) {
				if o.original == nil {
					return object.NewDict(), nil
				}
				return o.original.Copy(), nil
			}),
			settable(get("unique_together", func(t *Thread, o *Options) (Object, error) {
				var out []Object
				for _, names := range o.uniqueTogether {
					out = append(out, strTuple(names))
				}
				return object.NewTuple(out...), nil
			})),
			settable(get("indexes", func(t *Thread, o *Options) (Object, error) {
				return object.NewList(append([]Object(nil), o.indexes...)), nil
			})),
			settable(get("constraints", func(t *Thread, o *Options) (Object, error) {
				return object.NewList(append([]Object(nil), o.constraints...)), nil
			})),
			get("pk", func(t *Thread, o *Options) (Object, error) {
				if o.pk == nil {
					return none, nil
				}
				return o.pk.Self, nil
			}),
			get("auto_field", func(t *Thread, o *Options) (Object, error) {
				if o.autoField == nil {
					return none, nil
				}
				return o.autoField.Self, nil
			}),
			get("parents", func(t *Thread, o *Options) (Object, error) {
				d := object.NewDict()
				for _, p := range o.parents {
					v := Object(none)
					if f, ok := p.Field.(*Field); ok && f != nil {
						v = f.Self
					}
					if err := d.Set(t, p.Model, v); err != nil {
						return nil, err
					}
				}
				return d, nil
			}),
			get("all_parents", func(t *Thread, o *Options) (Object, error) {
				var out []Object
				for _, p := range o.allParents() {
					out = append(out, p)
				}
				return object.NewTuple(out...), nil
			}),
			get("default_related_name", func(t *Thread, o *Options) (Object, error) { return strOrNoneObj(o.defaultRelatedName), nil }),
			get("base_manager_name", func(t *Thread, o *Options) (Object, error) { return strOrNoneObj(o.baseManagerName), nil }),
			get("default_manager_name", func(t *Thread, o *Options) (Object, error) { return strOrNoneObj(o.defaultManagerName), nil }),
			get("permissions", func(t *Thread, o *Options) (Object, error) {
				if o.permissions != nil {
					return o.permissions, nil
				}
				return object.NewList(nil), nil
			}),
			get("default_permissions", func(t *Thread, o *Options) (Object, error) {
				if v := o.other.GetName("default_permissions"); v != nil {
					return v, nil
				}
				return strTuple([]string{"add", "change", "delete", "view"}), nil
			}),
			get("db_table_comment", func(t *Thread, o *Options) (Object, error) {
				if o.dbTableComment == nil {
					return str(""), nil
				}
				return o.dbTableComment, nil
			}),
			get("apps", func(t *Thread, o *Options) (Object, error) { return o.apps, nil }),
			get("app_config", func(t *Thread, o *Options) (Object, error) { return o.apps.face(o.appLabel), nil }),
			fields("fields", func(o *Options) []Object { return objectsOf(o.Fields()) }),
			fields("concrete_fields", func(o *Options) []Object { return objectsOf(o.ConcreteFields()) }),
			fields("local_concrete_fields", func(o *Options) []Object { return objectsOf(o.localConcreteFields()) }),
			fields("many_to_many", func(o *Options) []Object { return objectsOf(o.manyToMany()) }),
			fields("related_objects", func(o *Options) []Object { return objectsOf(o.RelatedObjects()) }),
			get("local_fields", func(t *Thread, o *Options) (Object, error) { return object.NewList(objectsOf(o.localFields)), nil }),
			get("local_many_to_many", func(t *Thread, o *Options) (Object, error) { return object.NewList(objectsOf(o.localM2M)), nil }),
			get("private_fields", func(t *Thread, o *Options) (Object, error) { return object.NewList(objectsOf(o.privateFields)), nil }),
			get("db_returning_fields", func(t *Thread, o *Options) (Object, error) {
				return object.NewList(objectsOf(o.dbReturningFields(t))), nil
			}),
			get("_relation_tree", func(t *Thread, o *Options) (Object, error) {
				if o.abstract {
					return object.NewTuple(), nil
				}
				return object.NewList(objectsOf(o.apps.relationTree(o.concreteModel))), nil
			}),
			get("_forward_fields_map", func(t *Thread, o *Options) (Object, error) {
				d := object.NewDict()
				for _, f := range append(fieldsOf(o.Fields()), o.manyToMany()...) {
					d.SetName(f.Name, f.Self)
					d.SetName(f.Attname, f.Self)
				}
				return d, nil
			}),
			get("pk_fields", func(t *Thread, o *Options) (Object, error) { return object.NewList(objectsOf(o.PKFields())), nil }),
			get("__dict__", optionsAttributes),
			get("fields_map", func(t *Thread, o *Options) (Object, error) {
				d := object.NewDict()
				for _, r := range o.allRelated() {
					d.SetName(r.Info().Name, r.Self)
				}
				return d, nil
			}),
			fields("managers", func(o *Options) []Object {
				var out []Object
				for _, m := range o.managers() {
					out = append(out, m.Self)
				}
				return out
			}),
			get("managers_map", func(t *Thread, o *Options) (Object, error) {
				d := object.NewDict()
				for _, m := range o.managers() {
					d.SetName(m.name, m.Self)
				}
				return d, nil
			}),
			get("local_managers", func(t *Thread, o *Options) (Object, error) {
				var out []Object
				for _, m := range o.localManagers {
					out = append(out, m.Self)
				}
				return object.NewList(out), nil
			}),
			get("default_manager", func(t *Thread, o *Options) (Object, error) {
				m, err := o.defaultManager(t)
				if err != nil || m == nil {
					return none, err
				}
				return m.Self, nil
			}),
			get("base_manager", func(t *Thread, o *Options) (Object, error) {
				m, err := o.baseManager(t)
				if err != nil || m == nil {
					return none, err
				}
				return m.Self, nil
			}),
			get("total_unique_constraints", func(t *Thread, o *Options) (Object, error) {
				var out []Object
				for _, c := range o.constraints {
					if u, ok := native[*UniqueConstraint](c); ok && u.total() {
						out = append(out, c)
					}
				}
				return object.NewList(out), nil
			}),
		},
		Methods: []object.Method{
			{Name: "get_field", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				name := kw.Get("field_name")
				if len(args) > 1 {
					name = args[1]
				}
				if name == nil {
					return nil, object.TypeErrorf("Options.get_field() missing 1 required positional argument: 'field_name'")
				}
				f, err := args[0].(*Options).GetField(t, asStr(name))
				if err != nil {
					return nil, err
				}
				return f.Info().Self, nil
			}},
			{Name: "get_fields", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				o := args[0].(*Options)
				parents, hidden := Object(object.True), Object(object.False)
				if len(args) > 1 {
					parents = args[1]
				} else if v := kw.Get("include_parents"); v != nil {
					parents = v
				}
				if len(args) > 2 {
					hidden = args[2]
				} else if v := kw.Get("include_hidden"); v != nil {
					hidden = v
				}
				withParents, err := object.Truth(t, parents)
				if err != nil {
					return nil, err
				}
				withHidden, err := object.Truth(t, hidden)
				if err != nil {
					return nil, err
				}
				if withParents {
					return immutableList(t, "get_fields()", objectsOf(o.collect(true, true, withHidden, true, nil)))
				}
				return immutableList(t, "get_fields()", objectsOf(o.withoutParents(withHidden)))
			}},
			{Name: "_expire_cache", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				args[0].(*Options).apps.clearCache()
				return none, nil
			}},
			{Name: "get_parent_list", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				var out []Object
				for _, p := range args[0].(*Options).allParents() {
					out = append(out, p)
				}
				return object.NewList(out), nil
			}},
			{Name: "get_base_chain", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if len(args) < 2 {
					return nil, object.TypeErrorf("Options.get_base_chain() missing 1 required positional argument: 'model'")
				}
				m, _ := args[1].(*Type)
				var out []Object
				for _, p := range args[0].(*Options).BaseChain(m) {
					out = append(out, p)
				}
				return object.NewList(out), nil
			}},
			{Name: "get_ancestor_link", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if len(args) < 2 {
					return nil, object.TypeErrorf("Options.get_ancestor_link() missing 1 required positional argument: 'ancestor'")
				}
				m, _ := args[1].(*Type)
				if f := args[0].(*Options).AncestorLink(m); f != nil {
					return f.Info().Self, nil
				}
				return none, nil
			}},
		},
	})
}

// kept is a Meta attribute that is only kept, or its default.
func (o *Options) kept(name string, def Object) Object {
	if v := o.other.GetStr(object.Intern(name)); v != nil {
		return v
	}
	return def
}

// immutableWarning is IMMUTABLE_WARNING of django.db.models.options.
const immutableWarning = "The return type of '%s' should never be mutated. If you want to manipulate this list for your own use, make a copy first."

// immutableList is make_immutable_fields_list(name, data): a tuple that says how it came about when a program tries to change it.
func immutableList(t *Thread, name string, items []Object) (Object, error) {
	m, err := t.RT.Import(t, "django.utils.datastructures")
	if err != nil {
		return nil, err
	}
	cls, err := object.GetAttrName(t, m, "ImmutableList")
	if err != nil {
		return nil, err
	}
	l := object.NewInstance(cls.(*Type), object.NewTuple(items...))
	return l, object.SetAttrName(t, l, "warning", str(strings.Replace(immutableWarning, "%s", name, 1)))
}

// optionsAttributes is _meta.__dict__ as a program that looks through it expects it: a copy, of what Meta said and of what was derived from it.
func optionsAttributes(t *Thread, o *Options) (Object, error) {
	d := object.NewDict()
	for _, name := range strings.Fields(`local_fields local_many_to_many private_fields local_managers base_manager_name default_manager_name model_name
		verbose_name verbose_name_plural db_table db_table_comment ordering indexes constraints unique_together select_on_save default_permissions
		permissions object_name app_label get_latest_by order_with_respect_to db_tablespace required_db_features required_db_vendor pk auto_field abstract
		managed proxy proxy_for_model concrete_model swappable parents auto_created apps default_related_name model original_attrs`) {
		v, err := object.GetAttrName(t, o, name)
		if err != nil {
			return nil, err
		}
		d.SetName(name, v)
	}
	if a := o.apps; a.tree != nil && a.treeVersion == a.version && !o.abstract {
		d.SetName("_relation_tree", object.NewList(objectsOf(a.relationTree(o.concreteModel))))
	}
	return d, nil
}

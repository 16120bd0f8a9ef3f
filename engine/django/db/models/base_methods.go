package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The methods of class Model other than saving and validating.

func modelMethods() []object.Method {
	self := func(name string, fn func(t *Thread, self Object) (Object, error)) object.Method {
		return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := checkNoArgs("Model."+name, args, kw); err != nil {
				return nil, err
			}
			return fn(t, args[0])
		}}
	}
	ms := []object.Method{
		{Name: "save", Fn: saveMethod},
		{Name: "save_base", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigSaveBase.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			so := &saveOptions{using: asStr(orNone(a[4]))}
			if so.using == "" {
				if so.using, err = dbForWrite(t, a[0]); err != nil {
					return nil, err
				}
			}
			if so.raw, err = truth(t, a[1]); err != nil {
				return nil, err
			}
			if yes, err := truth(t, a[2]); err != nil {
				return nil, err
			} else if yes {
				so.forceInsert = a[2]
			}
			if so.forceUpdate, err = truth(t, a[3]); err != nil {
				return nil, err
			}
			if !isNone(a[5]) {
				if so.update, err = stringList(t, a[5]); err != nil {
					return nil, err
				}
			}
			return none, saveBase(t, a[0], so)
		}},
		{Name: "delete", Fn: deleteMethod},
		{Name: "refresh_from_db", Fn: refreshFromDB},
		self("get_deferred_fields", func(t *Thread, self Object) (Object, error) {
			s := object.NewSet()
			for _, f := range deferredFields(self) {
				if err := s.Add(t, str(f.Attname)); err != nil {
					return nil, err
				}
			}
			return s, nil
		}),
		self("_is_pk_set", func(t *Thread, self Object) (Object, error) {
			b, err := pkIsSet(t, self)
			return object.NewBool(b), err
		}),
		self("_get_pk_val", pkOf),
		{Name: "serializable_value", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := object.CheckArgs("serializable_value", args[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			name := asStr(args[1])
			if f := metaOf(args[0]).field(name); f != nil {
				name = f.Attname
			}
			return object.GetAttrName(t, args[0], name)
		}},
		{Name: "from_db", Class: true, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigFromDB.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			cls, ok := a[0].(*Type)
			if !ok || optionsOf(cls) == nil {
				return nil, object.TypeErrorf("from_db() needs a model class")
			}
			o := optionsOf(cls)
			names, err := stringList(t, a[2])
			if err != nil {
				return nil, err
			}
			values, err := object.Collect(t, a[3])
			if err != nil {
				return nil, err
			}
			var fields []*Field
			for _, n := range names {
				if f := o.field(n); f != nil {
					fields = append(fields, f)
				}
			}
			return o.slowFromDB(t, asStr(orNone(a[1])), fields, values)
		}},
		{Name: "prepare_database_save", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			if err := object.CheckArgs("prepare_database_save", args[1:], kw, 1, 1); err != nil {
				return nil, err
			}
			f, err := fieldOf(args[1])
			if err != nil {
				return nil, err
			}
			if set, err := pkIsSet(t, args[0]); err != nil {
				return nil, err
			} else if !set {
				r, err := repr(t, args[0])
				if err != nil {
					return nil, err
				}
				return nil, object.ValueErrorf("Unsaved model instance %s cannot be used in an ORM query.", r)
			}
			g, err := f.target(t)
			if err != nil {
				return nil, err
			}
			return object.GetAttr(t, args[0], g.attnameStr)
		}},
		{Name: "_get_FIELD_display", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			v := kw.Get("field")
			if v == nil && len(args) > 1 {
				v = args[1]
			}
			f, err := fieldOf(orNone(v))
			if err != nil {
				return nil, err
			}
			return getFieldDisplay(t, f, args[0], nil, nil)
		}},
		self("__copy__", func(t *Thread, self Object) (Object, error) { return copyInstance(t, self) }),
		{Name: "__deepcopy__", Fn: deepCopyInstance},
		self("__getstate__", func(t *Thread, self Object) (Object, error) {
			c, err := copyInstance(t, self)
			return c.(*object.Instance).Dict, err
		}),
		reduceWith("reduce_model"),
		{Name: "__setstate__", Fn: callPickling("set_model_state")},
		{Name: "check", Class: true, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			cls, ok := args[0].(*Type)
			if !ok || optionsOf(cls) == nil {
				return object.NewList(nil), nil
			}
			l, err := withDatabases(t, kw.Get("databases"), func() ([]Object, error) { return checkModel(t, cls) })
			return object.NewList(l), err
		}},
	}
	return append(ms, validateMethods()...)
}

// copyInstance is copy.copy(instance): the state is a new one.
func copyInstance(t *Thread, self Object) (Object, error) {
	c := object.NewInstance(self.Type(), nil)
	d := object.NewDictSize(instDict(self).Len())
	err := each(instDict(self), func(k, v Object) error {
		if st, ok := v.(*ModelState); ok {
			n := &ModelState{adding: st.adding, db: st.db}
			if st.cache != nil {
				n.cache = st.cache.Copy()
			}
			v = n
		}
		return d.Set(t, k, v)
	})
	c.Dict = d
	return c, err
}

// refreshFromDB is Model.refresh_from_db.
func refreshFromDB(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigRefresh.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	self := a[0]
	opts := metaOf(self)
	d := instDict(self)
	var fields []string
	all := isNone(a[2])
	if all {
		if d.GetStr(strPrefetch) != nil {
			d.SetStr(strPrefetch, object.NewDict())
		} else {
			d.SetStr(strPrefetch, object.NewDict())
		}
	} else {
		names, err := stringList(t, a[2])
		if err != nil {
			return nil, err
		}
		cache, _ := object.AsDict(orNone(d.GetStr(strPrefetch)))
		for _, n := range names {
			if cache != nil && cache.DelStr(object.Intern(n)) {
				continue
			}
			if !contains(fields, n) {
				fields = append(fields, n)
			}
		}
		if len(fields) == 0 {
			return none, nil
		}
		for _, n := range fields {
			if strings.Contains(n, sql.LookupSep) {
				return nil, object.ValueErrorf("Found \"%s\" in fields argument. Relations and transforms are not allowed in fields.", sql.LookupSep)
			}
		}
	}
	var qs *QuerySet
	if !isNone(a[3]) {
		if qs, err = querySetOf(a[3]); err != nil {
			return nil, err
		}
		if s := asStr(orNone(a[1])); s != "" {
			qs = qs.onDB(s)
		}
	} else {
		if qs, err = baseQuerySet(t, self.Type()); err != nil {
			return nil, err
		}
		if s := asStr(orNone(a[1])); s != "" {
			qs = qs.onDB(s)
		} else if st := stateOf(self); st.db != "" {
			qs = qs.onDB(st.db)
		}
		qs.addHint("instance", self)
	}
	pk, err := pkOf(t, self)
	if err != nil {
		return nil, err
	}
	if qs, err = qs.filterKw(t, "pk", pk); err != nil {
		return nil, err
	}
	deferred := deferredFields(self)
	if !all {
		qs.query.AddImmediateLoading(fields)
	} else if len(deferred) > 0 {
		var names []string
		for _, f := range opts.concreteFields() {
			if !containsField(deferred, f) {
				names = append(names, f.Attname)
			}
		}
		qs.query.AddImmediateLoading(names)
	}
	fresh, err := qs.getOne(t, qs)
	if err != nil {
		return nil, err
	}
	fd := instDict(fresh)
	for _, f := range opts.concreteFields() {
		v := fd.GetStr(f.attnameStr)
		if v == nil {
			continue
		}
		if v, err = object.GetAttr(t, fresh, f.attnameStr); err != nil {
			return nil, err
		}
		if err := object.SetAttr(t, self, f.attnameStr, v); err != nil {
			return nil, err
		}
		if f.IsRelation {
			if c := getCached(fresh, f.nameStr); c != nil {
				if err := setCached(self, f.nameStr, c); err != nil {
					return nil, err
				}
			} else {
				delCached(self, f.nameStr)
			}
		}
	}
	for _, x := range opts.RelatedObjects() {
		r := x.(*Rel)
		if all || contains(fields, r.Info().Name) {
			delCached(self, object.Intern(r.CacheName()))
		}
	}
	for _, x := range opts.privateFields {
		i := x.Info()
		if i.IsRelation && (all || contains(fields, i.Name)) {
			delCached(self, object.Intern(i.Name))
		}
	}
	stateOf(self).db = stateOf(fresh).db
	return none, nil
}

// nextOrPrevious is _get_next_or_previous_by_FIELD.
func nextOrPrevious(t *Thread, f *Field, self Object, next bool, kw *Kwargs) (Object, error) {
	if set, err := pkIsSet(t, self); err != nil {
		return nil, err
	} else if !set {
		return nil, object.ValueErrorf("get_next/get_previous cannot be used on unsaved objects.")
	}
	pk, err := pkOf(t, self)
	if err != nil {
		return nil, err
	}
	op, order := "gt", ""
	if !next {
		op, order = "lt", "-"
	}
	v, err := object.GetAttr(t, self, f.attnameStr)
	if err != nil {
		return nil, err
	}
	q, err := sql.QFilter(f.Name, v).And(t, sql.QFilter("pk__"+op, pk))
	if err != nil {
		return nil, err
	}
	if q, err = q.Or(t, sql.QFilter(f.Name+"__"+op, v)); err != nil {
		return nil, err
	}
	qs, err := defaultQuerySet(t, self.Type())
	if err != nil {
		return nil, err
	}
	if s := stateOf(self).db; s != "" {
		qs = qs.onDB(s)
	}
	if kw.Len() > 0 {
		if qs, err = qs.filterDict(t, kw.Dict(), false); err != nil {
			return nil, err
		}
	}
	if qs, err = qs.filterQ(t, q, false, true); err != nil {
		return nil, err
	}
	if qs, err = qs.orderBy(t, []Object{str(order + f.Name), str(order + "pk")}); err != nil {
		return nil, err
	}
	if qs, err = qs.slice(t, 0, 1); err != nil {
		return nil, err
	}
	items, err := qs.fetch(t)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, doesNotExist(self.Type(), "%s matching query does not exist.", self.Type().Name)
	}
	return items[0], nil
}

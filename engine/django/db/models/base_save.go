package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/db/utils"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Saving and deleting a model instance.

var (
	sigSave     = pysig.New("Model.save", "self", "*args", "force_insert=", "force_update=", "using=", "update_fields=")
	sigSaveBase = pysig.New("Model.save_base", "self", "raw=", "force_insert=", "force_update=", "using=", "update_fields=")
	sigDelete   = pysig.New("Model.delete", "self", "using=", "keep_parents=")
	sigRefresh  = pysig.New("Model.refresh_from_db", "self", "using=", "fields=", "from_queryset=")

	strSave     = object.Intern("save")
	strSaveBase = object.Intern("save_base")
	strUpdate   = object.Intern("_update")
)

// saveOptions are the arguments of save_base. updateFields is nil for None; names in the order given.
type saveOptions struct {
	raw         bool
	forceInsert Object // nil: False
	forceUpdate bool
	using       string
	update      []string
	updateObj   Object
}

func saveMethod(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigSave.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	// a: self, force_insert, force_update, using, update_fields, *args
	if rest := a[5].(*object.Tuple).Items; len(rest) > 0 {
		if err := warnRemoved(t, "Passing positional arguments to save() is deprecated"); err != nil {
			return nil, err
		}
		if len(rest) > 4 {
			return nil, object.TypeErrorf("Model.save() takes from 1 to 5 positional arguments but %d were given", len(rest)+1)
		}
		names := []string{"force_insert", "force_update", "using", "update_fields"}
		for i, v := range rest {
			if a[i+1] != nil {
				return nil, object.TypeErrorf("Model.save() got multiple values for argument '%s'", names[i])
			}
			a[i+1] = v
		}
	}
	return none, save(t, a[0], a[1], a[2], a[3], a[4])
}

// callSave calls instance.save(**kw), the program's override where there is one.
func callSave(t *Thread, self Object, kw *Kwargs) error {
	if userAttr(self.Type(), strSave) != nil {
		_, err := object.CallMethodKw(t, self, strSave, nil, kw)
		return err
	}
	return save(t, self, kw.Get("force_insert"), kw.Get("force_update"), kw.Get("using"), kw.Get("update_fields"))
}

// save is Model.save.
func save(t *Thread, self Object, forceInsert, forceUpdate, using, updateFields Object) error {
	opts := metaOf(self)
	if err := prepareRelated(t, self, "save", nil); err != nil {
		return err
	}
	db := asStr(orNone(using))
	if db == "" {
		var err error
		if db, err = dbForWrite(t, self); err != nil {
			return err
		}
	}
	fi, err := truth(t, forceInsert)
	if err != nil {
		return err
	}
	fu, err := truth(t, forceUpdate)
	if err != nil {
		return err
	}
	hasUpdate := false
	if !isNone(updateFields) {
		if hasUpdate, err = object.Truth(t, updateFields); err != nil {
			return err
		}
	}
	if fi && (fu || hasUpdate) {
		return object.ValueErrorf("Cannot force both insert and updating in model saving.")
	}
	so := &saveOptions{forceUpdate: fu, using: db}
	if fi {
		so.forceInsert = forceInsert
	}
	if !isNone(updateFields) {
		if !hasUpdate {
			return nil
		}
		names, err := object.Collect(t, updateFields)
		if err != nil {
			return err
		}
		var wrong []string
		for _, n := range names {
			s := asStr(n)
			f := opts.field(s)
			ok := false
			for _, g := range opts.concreteFields() {
				if g == f && !opts.inKey(g) && (g.Name == s || g.Attname == s) {
					ok = true
				}
			}
			if !ok {
				wrong = append(wrong, s)
			}
			so.update = append(so.update, s)
		}
		if wrong != nil {
			return object.ValueErrorf("The following fields do not exist in this model, are m2m fields, primary keys, or are non-concrete fields: %s", strings.Join(wrong, ", "))
		}
	} else if !fi && db == stateOf(self).db {
		deferred := false
		d := instDict(self)
		var loaded []string
		for _, f := range opts.concreteFields() {
			if d.GetStr(f.attnameStr) == nil && !f.Generated {
				deferred = true
			} else if !opts.inKey(f) {
				loaded = append(loaded, f.Attname)
			}
		}
		if deferred && loaded != nil {
			so.update = loaded
		}
	}
	if userAttr(self.Type(), strSaveBase) != nil || instDict(self).GetStr(strSaveBase) != nil {
		return callSaveBase(t, self, so, forceInsert, forceUpdate, using)
	}
	return saveBase(t, self, so)
}

// callSaveBase calls the program's save_base, of the class or of this one instance, with what save() was given.
func callSaveBase(t *Thread, self Object, so *saveOptions, forceInsert, forceUpdate, using Object) error {
	given := func(v Object) Object {
		if v == nil {
			return object.False
		}
		return v
	}
	if named, err := truth(t, using); err != nil || !named {
		using = str(so.using)
	}
	_, err := object.CallMethodKw(t, self, strSaveBase, nil, object.Kw("using", using, "force_insert", given(forceInsert),
		"force_update", given(forceUpdate), "update_fields", so.updateArg(t)))
	return err
}

// updateArg is update_fields as signals and overrides see it: a frozenset or None.
func (so *saveOptions) updateArg(t *Thread) Object {
	if so.update == nil {
		return none
	}
	if so.updateObj == nil {
		so.updateObj = strTuple(so.update)
		if fs, err := object.Call(t, object.FrozenSetType, []Object{so.updateObj}, nil); err == nil {
			so.updateObj = fs
		}
	}
	return so.updateObj
}

// connection gives the connection of a database alias.
func connection(t *Thread, using string) (sql.Connection, error) {
	if using == "" {
		using = sql.DefaultDBAlias
	}
	if sql.Connections == nil {
		return nil, object.RuntimeErrorf("no database connection is set up")
	}
	return sql.Connections(t, using)
}

// saveBase is Model.save_base.
func saveBase(t *Thread, self Object, so *saveOptions) error {
	origin := self.Type()
	cls := origin
	if o := optionsOf(cls); o.proxy {
		cls = o.concreteModel
	}
	opts := optionsOf(cls)
	sigs := signalsOf(t)
	if opts.autoCreated == nil && sigs.preSave.listening() {
		if err := sigs.preSave.send(t, origin, "instance", self, "raw", object.NewBool(so.raw), "using", str(so.using), "update_fields", so.updateArg(t)); err != nil {
			return err
		}
	}
	conn, err := connection(t, so.using)
	if err != nil {
		return err
	}
	updated := false
	body := func() error {
		parentInserted := false
		if !so.raw {
			if err := validateForceInsert(t, cls, so.forceInsert); err != nil {
				return err
			}
			if parentInserted, err = saveParents(t, self, cls, so, map[*Type]bool{}); err != nil {
				return err
			}
		}
		force := parentInserted
		if so.forceInsert != nil {
			if tu, ok := object.AsTuple(so.forceInsert); ok {
				force = force || len(tu.Items) > 0
			} else {
				force = true
			}
		}
		updated, err = saveTable(t, self, cls, so, force)
		return err
	}
	if len(opts.parents) > 0 {
		err = conn.Atomic(t, false, body)
	} else {
		err = conn.MarkForRollbackOnError(t, body)
	}
	if err != nil {
		return err
	}
	st := stateOf(self)
	st.db, st.adding = so.using, false
	if opts.autoCreated == nil && sigs.postSave.listening() {
		return sigs.postSave.send(t, origin, "instance", self, "created", object.NewBool(!updated), "update_fields", so.updateArg(t), "raw", object.NewBool(so.raw), "using", str(so.using))
	}
	return nil
}

// validateForceInsert is _validate_force_insert.
func validateForceInsert(t *Thread, cls *Type, v Object) error {
	if v == nil {
		return nil
	}
	if _, ok := v.(object.Bool); ok {
		return nil
	}
	tu, ok := object.AsTuple(v)
	if !ok {
		return object.TypeErrorf("force_insert must be a bool or tuple.")
	}
	for _, m := range tu.Items {
		mt, ok := m.(*Type)
		if !ok || !mt.Type().IsSubtype(ModelBaseType) {
			r, err := repr(t, m)
			if err != nil {
				return err
			}
			return object.TypeErrorf("Invalid force_insert member. %s must be a model subclass.", r)
		}
		if !cls.IsSubtype(mt) {
			return object.TypeErrorf("Invalid force_insert member. %s must be a base of %s.", mt.Qualname, cls.Qualname)
		}
	}
	return nil
}

// forcesInsertOf tells whether force_insert covers a parent: issubclass(parent, force_insert).
func (so *saveOptions) forcesInsertOf(cls, parent *Type) bool {
	if so.forceInsert == nil {
		return false
	}
	tu, ok := object.AsTuple(so.forceInsert)
	if !ok {
		return parent.IsSubtype(cls)
	}
	for _, m := range tu.Items {
		if mt, ok := m.(*Type); ok && parent.IsSubtype(mt) {
			return true
		}
	}
	return false
}

// saveParents is _save_parents; done maps parents that were saved to whether a row was updated.
func saveParents(t *Thread, self Object, cls *Type, so *saveOptions, done map[*Type]bool) (inserted bool, err error) {
	for _, p := range optionsOf(cls).parents {
		po := optionsOf(p.Model)
		link, _ := p.Field.(*Field)
		if link != nil {
			ppk, err := object.GetAttr(t, self, po.pk.attnameStr)
			if err != nil {
				return false, err
			}
			mine, err := object.GetAttr(t, self, link.attnameStr)
			if err != nil {
				return false, err
			}
			if ppk == none && mine != none {
				if err := object.SetAttr(t, self, po.pk.attnameStr, mine); err != nil {
					return false, err
				}
			}
		}
		if updated, seen := done[p.Model]; !seen {
			parentInserted, err := saveParents(t, self, p.Model, so, done)
			if err != nil {
				return false, err
			}
			sub := *so
			sub.forceUpdate = false
			updated, err := saveTable(t, self, p.Model, &sub, parentInserted || so.forcesInsertOf(cls, p.Model))
			if err != nil {
				return false, err
			}
			if !updated {
				inserted = true
			}
			done[p.Model] = updated
		} else if !updated {
			inserted = true
		}
		if link != nil {
			v, err := pkFor(t, self, po)
			if err != nil {
				return false, err
			}
			if err := object.SetAttr(t, self, link.attnameStr, v); err != nil {
				return false, err
			}
			delCached(self, link.nameStr)
		}
	}
	return inserted, nil
}

// saveTable is _save_table: UPDATE, or INSERT when that found no row.
func saveTable(t *Thread, self Object, cls *Type, so *saveOptions, forceInsert bool) (updated bool, err error) {
	opts := optionsOf(cls)
	var fields []*Field
	for _, f := range opts.localFields {
		if !f.Concrete || opts.inKey(f) || f.Generated {
			continue
		}
		if so.update != nil && !contains(so.update, f.Name) && !contains(so.update, f.Attname) {
			continue
		}
		fields = append(fields, f)
	}
	set, err := pkIsSetFor(t, self, opts)
	if err != nil {
		return false, err
	}
	if !set && opts.pk.composite != nil {
		if set, err = fillComposite(t, self, opts); err != nil {
			return false, err
		}
	} else if !set {
		v := Object(none)
		if has, err := opts.pk.m(t).hasDefault(t, opts.pk); err != nil {
			return false, err
		} else if has {
			if v, err = opts.pk.m(t).getDefault(t, opts.pk); err != nil {
				return false, err
			}
		}
		if err := object.SetAttr(t, self, opts.pk.attnameStr, v); err != nil {
			return false, err
		}
		if set, err = pkIsSetFor(t, self, opts); err != nil {
			return false, err
		}
	}
	if !set && (so.forceUpdate || so.update != nil) {
		return false, object.ValueErrorf("Cannot force an update in save() with no primary key.")
	}
	if !so.raw && !forceInsert && !so.forceUpdate && stateOf(self).adding && opts.pk.insertsFirst(t) {
		forceInsert = true
	}
	if set && !forceInsert {
		qs, err := baseQuerySet(t, cls)
		if err != nil {
			return false, err
		}
		qs = qs.onDB(so.using)
		var values []sql.UpdateValue
		for _, f := range fields {
			var v Object
			if so.raw {
				v, err = object.GetAttr(t, self, f.attnameStr)
			} else {
				v, err = f.m(t).preSave(t, f, self, false)
			}
			if err != nil {
				return false, err
			}
			values = append(values, sql.UpdateValue{Field: f, Value: v})
		}
		pk, err := pkFor(t, self, opts)
		if err != nil {
			return false, err
		}
		forced := so.update != nil || so.forceUpdate
		if updated, err = doUpdate(t, self, qs, pk, values, so.update != nil, forced); err != nil {
			return false, err
		}
		if so.forceUpdate && !updated {
			return false, object.Errorf(utils.DatabaseError, "Forced update did not affect any rows.")
		}
		if so.update != nil && !updated {
			return false, object.Errorf(utils.DatabaseError, "Save with update_fields did not affect any rows.")
		}
	}
	if updated {
		return true, nil
	}
	if opts.isOrdered() {
		if err := fillOrder(t, self, opts, so.using); err != nil {
			return false, err
		}
	}
	var insert []*Field
	for _, f := range opts.localFields {
		if f.Concrete && !f.Generated && (set || f != opts.autoField) {
			insert = append(insert, f)
		}
	}
	returning := opts.dbReturningFields(t)
	rows, err := insertRows(t, cls, []Object{self}, insert, returning, so.raw, so.using, insertConflict{})
	if err != nil {
		return false, err
	}
	if len(rows) > 0 {
		for i, f := range returning {
			if i < len(rows[0]) {
				if err := object.SetAttr(t, self, f.attnameStr, rows[0][i]); err != nil {
					return false, err
				}
			}
		}
	}
	return false, nil
}

// fillComposite is get_pk_value_on_save of a composite key: the parts that are not set get their fields' defaults.
func fillComposite(t *Thread, self Object, opts *Options) (bool, error) {
	for _, g := range opts.pk.composite.fields(opts.pk) {
		f := g.(*Field)
		if v, err := object.GetAttr(t, self, f.attnameStr); err != nil {
			return false, err
		} else if v != none {
			continue
		}
		if has, err := f.m(t).hasDefault(t, f); err != nil {
			return false, err
		} else if !has {
			continue
		}
		v, err := f.m(t).getDefault(t, f)
		if err != nil {
			return false, err
		}
		if err := object.SetAttr(t, self, f.attnameStr, v); err != nil {
			return false, err
		}
	}
	return pkIsSetFor(t, self, opts)
}

// insertsFirst tells whether a new instance's UPDATE is skipped: the primary key has a default.
func (f *Field) insertsFirst(t *Thread) bool {
	if f.composite != nil {
		for _, c := range f.composite.fields(f) {
			if !c.(*Field).insertsFirst(t) {
				return false
			}
		}
		return true
	}
	return f.defaultArg != nil || f.HasDBDefault
}

// doUpdate is _do_update.
func doUpdate(t *Thread, self Object, qs *QuerySet, pk Object, values []sql.UpdateValue, hasUpdateFields, forced bool) (bool, error) {
	filtered, err := qs.filterKw(t, "pk", pk)
	if err != nil {
		return false, err
	}
	update := func() (int64, error) { return filtered.updateValues(t, values) }
	if userAttr(filtered.Self.Class, strUpdate) != nil {
		// A queryset class of the program with _update of its own.
		update = func() (int64, error) {
			var list []Object
			for _, v := range values {
				list = append(list, object.NewTuple(v.Field.Info().Self, none, v.Value))
			}
			r, err := object.CallMethodKw(t, filtered.Self, strUpdate, []Object{object.NewList(list)}, nil)
			n, _ := object.AsInt(orNone(r))
			return n, err
		}
	}
	if len(values) == 0 {
		if hasUpdateFields {
			return true, nil
		}
		return filtered.exists(t)
	}
	if metaOf(self).selectOnSave && !forced {
		found, err := filtered.exists(t)
		if err != nil || !found {
			return false, err
		}
		n, err := update()
		if err != nil || n > 0 {
			return n > 0, err
		}
		return filtered.exists(t)
	}
	n, err := update()
	return n > 0, err
}

// prepareRelated is _prepare_related_fields_for_save; only limits it to some fields.
func prepareRelated(t *Thread, self Object, operation string, only []*Field) error {
	st := stateOf(self)
	if st.cache == nil || st.cache.Len() == 0 {
		return nil
	}
	opts := metaOf(self)
	for _, f := range opts.concreteFields() {
		if only != nil && !containsField(only, f) || f.rel == nil {
			continue
		}
		obj := st.cache.GetStr(f.nameStr)
		if obj == nil || obj == none {
			continue
		}
		if yes, err := object.Truth(t, obj); err != nil {
			return err
		} else if !yes {
			continue
		}
		set, err := pkIsSet(t, obj)
		if err != nil {
			return err
		}
		if !set {
			if !f.rel.multiple {
				delCached(obj, object.Intern(f.rel.CacheName()))
			}
			return object.ValueErrorf("%s() prohibited to prevent data loss due to unsaved related object '%s'.", operation, f.Name)
		}
		mine, err := object.GetAttr(t, self, f.attnameStr)
		if err != nil {
			return err
		}
		if isEmptyValue(mine) {
			if err := object.SetAttr(t, self, f.nameStr, obj); err != nil {
				return err
			}
			if mine, err = object.GetAttr(t, self, f.attnameStr); err != nil {
				return err
			}
		}
		g, err := f.target(t)
		if err != nil {
			return err
		}
		theirs, err := object.GetAttr(t, obj, g.attnameStr)
		if err != nil {
			return err
		}
		if eq, err := object.Equal(t, theirs, mine); err != nil {
			return err
		} else if !eq {
			delCached(self, f.nameStr)
		}
	}
	for _, x := range opts.privateFields {
		g, ok := x.(GenericKey)
		if !ok {
			continue
		}
		obj := getCached(self, object.Intern(x.Info().Name))
		if obj == nil || obj == none || !isModelInstance(obj) {
			continue
		}
		if set, err := pkIsSet(t, obj); err != nil {
			return err
		} else if !set {
			return object.ValueErrorf("%s() prohibited to prevent data loss due to unsaved related object '%s'.", operation, g.Info().Name)
		}
	}
	return nil
}

// GenericKey is implemented by GenericForeignKey (generic.go).
type GenericKey interface {
	sql.FieldOrRel
	IsGenericKey()
}

func containsField(fs []*Field, f *Field) bool {
	for _, x := range fs {
		if x == f {
			return true
		}
	}
	return false
}

func deleteMethod(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigDelete.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	self := a[0]
	opts := metaOf(self)
	set, err := pkIsSet(t, self)
	if err != nil {
		return nil, err
	}
	if !set {
		return nil, object.ValueErrorf("%s object can't be deleted because its %s attribute is set to None.", opts.objectName, opts.pk.Attname)
	}
	using := asStr(orNone(a[1]))
	if using == "" {
		if using, err = dbForWrite(t, self); err != nil {
			return nil, err
		}
	}
	keep, err := truth(t, a[2])
	if err != nil {
		return nil, err
	}
	c := newCollector(using, self)
	if err := c.collect(t, []Object{self}, collectOptions{keepParents: keep}); err != nil {
		return nil, err
	}
	return c.delete(t)
}

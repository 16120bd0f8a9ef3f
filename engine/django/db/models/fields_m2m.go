package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// ManyToManyField and the models that it makes by itself.

func initM2M(t *Thread, f *Field, args []Object, kw *Kwargs) error {
	a, err := sigM2M.Bind(append([]Object{f.Self}, args...), kw)
	if err != nil {
		return err
	}
	to := a[1]
	if err := checkTarget(t, f, to); err != nil {
		return err
	}
	r := newRel(ManyToManyRelType, f, to)
	r.takeNames(a[2], a[3], a[4])
	relatedNameGiven := r.relatedName != ""
	if isNone(a[5]) {
		r.symmetrical = asStr(to) == recursive
	} else if r.symmetrical, err = object.Truth(t, a[5]); err != nil {
		return err
	}
	if !isNone(a[6]) {
		r.throughArg = a[6]
		if !isNone(a[9]) {
			return object.ValueErrorf("Cannot specify a db_table if an intermediary model is used.")
		}
		r.through, _ = a[6].(*Type)
	}
	if !isNone(a[7]) {
		if r.throughArg == nil {
			return object.ValueErrorf("Cannot specify through_fields without a through model")
		}
		if err := r.takeThroughFields(t, a[7]); err != nil {
			return err
		}
	}
	f.m2m = &m2mOptions{dbConstraint: true, dbTable: asStr(a[9])}
	if a[8] != nil {
		if f.m2m.dbConstraint, err = object.Truth(t, a[8]); err != nil {
			return err
		}
	}
	if r.dbConstraint = f.m2m.dbConstraint; !r.dbConstraint && r.throughArg != nil {
		return object.ValueErrorf("Can't supply a through model and db_constraint=False")
	}
	f.m2m.hasNullArg, f.m2m.relatedNameGiven = kw.Get("null") != nil, relatedNameGiven
	f.setRel(r)
	return initField(t, f, nil, kwDict(a[11].(*object.Dict)))
}

// contributeM2M is ManyToManyField.contribute_to_class.
func contributeM2M(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
	opts := optionsOf(cls)
	r := f.rel
	if r.symmetrical && (asStr(r.toArg) == recursive || asStr(r.toArg) == cls.Name || r.toArg == Object(cls)) {
		r.relatedName = name + "_rel_+"
	} else if r.hidden() {
		r.relatedName = "_" + opts.appLabel + "_" + strings.ToLower(cls.Name) + "_" + name + "_+"
	}
	if err := contributeRelated(t, f, cls, name, privateOnly); err != nil {
		return err
	}
	if !opts.abstract {
		if r.throughArg != nil {
			if err := optionsOf(cls).apps.lazyRelated(t, cls, f, []Object{r.throughArg}, func(t *Thread, found []*Type) error {
				r.through = found[0]
				optionsOf(cls).apps.clearCache()
				return nil
			}); err != nil {
				return err
			}
		} else if err := createIntermediary(t, f, cls); err != nil {
			return err
		}
	}
	cls.SetClassAttr(f.Name, newManyToMany(r, false))
	return nil
}

func (f *Field) contributeM2MToRelated(t *Thread, related *Type) error {
	if !f.rel.hidden() {
		if acc := f.rel.AccessorName(); acc != "" {
			related.SetClassAttr(acc, newManyToMany(f.rel, true))
		}
	}
	return nil
}

// m2mTable is _get_m2m_db_table.
func (f *Field) m2mTable() string {
	if f.rel.through != nil {
		return optionsOf(f.rel.through).dbTable
	}
	if f.m2m.dbTable != "" {
		return f.m2m.dbTable
	}
	return strings.Trim(optionsOf(f.Model).dbTable, `"`) + "_" + f.Name
}

// createIntermediary is create_many_to_many_intermediary_model.
func createIntermediary(t *Thread, f *Field, cls *Type) error {
	opts := optionsOf(cls)
	toKey, err := resolveKey(cls, f.rel.toArg)
	if err != nil {
		return err
	}
	from, to := opts.modelName, toKey.name
	if from == to {
		from, to = "from_"+from, "to_"+to
	}
	name := opts.objectName + "_" + f.Name
	meta := object.NewDict()
	module := str(cls.ModuleName())
	meta.SetName("__module__", module)
	meta.SetName("db_table", str(f.m2mTable()))
	meta.SetName("auto_created", cls)
	meta.SetName("app_label", str(opts.appLabel))
	meta.SetName("apps", opts.apps)
	meta.SetName("unique_together", object.NewTuple(str(from), str(to)))
	meta.SetName("verbose_name", str(from+"-"+to+" relationship"))
	meta.SetName("verbose_name_plural", str(from+"-"+to+" relationships"))
	metaCls, err := object.NewClass(t, object.TypeType, "Meta", nil, meta, nil)
	if err != nil {
		return err
	}
	ns := object.NewDict()
	ns.SetName("Meta", metaCls)
	ns.SetName("__module__", module)
	for _, end := range []struct {
		name string
		to   Object
	}{{from, cls}, {to, f.relTarget(cls)}} {
		fk, err := object.Call(t, ForeignKeyType, []Object{end.to}, object.Kw("related_name", str(name+"+"), "db_constraint", object.NewBool(f.m2m.dbConstraint), "on_delete", Cascade))
		if err != nil {
			return err
		}
		ns.SetName(end.name, fk)
	}
	m, err := object.Call(t, ModelBaseType, []Object{str(name), object.NewTuple(ModelType), ns}, nil)
	if err != nil {
		return err
	}
	f.rel.through = m.(*Type)
	return nil
}

// relTarget is resolve_relation: "self" is the class itself, a name without a dot lies in its app.
func (f *Field) relTarget(cls *Type) Object {
	s, ok := object.AsStr(f.rel.toArg)
	switch {
	case !ok:
		return f.rel.toArg
	case s == recursive:
		return cls
	case !strings.Contains(s, "."):
		return str(optionsOf(cls).appLabel + "." + s)
	}
	return f.rel.toArg
}

// m2mFieldName is m2m_field_name(): the through model's foreign key to this side; m2mReverseFieldName the one to the other side.
func (f *Field) m2mFieldName() string {
	f.findLinks()
	return f.m2m.fieldName
}

func (f *Field) m2mReverseFieldName() string {
	f.findLinks()
	return f.m2m.reverseName
}

func (f *Field) findLinks() {
	if f.m2m.fieldName != "" && f.m2m.reverseName != "" {
		return
	}
	through := f.rel.through
	if through == nil {
		return
	}
	link := ""
	if len(f.rel.throughFields) > 0 {
		link = f.rel.throughFields[0]
	}
	for _, x := range optionsOf(through).Fields() {
		g, ok := x.(*Field)
		if !ok || g.fk == nil || g.RelatedModel == nil {
			continue
		}
		if f.m2m.fieldName == "" && g.RelatedModel == f.Model && (link == "" || link == g.Name) {
			f.m2m.fieldName = g.Name
		}
	}
	link = ""
	if len(f.rel.throughFields) > 1 {
		link = f.rel.throughFields[1]
	}
	found := false
	for _, x := range optionsOf(through).Fields() {
		g, ok := x.(*Field)
		if !ok || g.fk == nil || g.RelatedModel != f.RelatedModel {
			continue
		}
		switch {
		case link == "" && f.Model == f.RelatedModel:
			// Of two keys to the same model the second is the other side's.
			if found {
				f.m2m.reverseName = g.Name
				return
			}
			found = true
		case link == "" || link == g.Name:
			f.m2m.reverseName = g.Name
			return
		}
	}
}

// linkFields gives the through model's two foreign keys: to this side and to the other.
func (f *Field) linkFields() (a, b *Field, err error) {
	if f.rel.through == nil {
		return nil, nil, object.ValueErrorf("Related model '%s' cannot be resolved", asStr(f.rel.throughArg))
	}
	opts := optionsOf(f.rel.through)
	a, _ = opts.FindField(f.m2mFieldName()).(*Field)
	b, _ = opts.FindField(f.m2mReverseFieldName()).(*Field)
	if a == nil || b == nil {
		return nil, nil, object.ValueErrorf("the intermediate model %s has no foreign keys to both sides of %s.%s", f.rel.through.Name, f.Model.Name, f.Name)
	}
	return a, b, nil
}

// m2mPath is _get_path_info: through the intermediate model.
func (f *Field) m2mPath(direct bool, fr *sql.FilteredRelation) ([]sql.PathInfo, error) {
	if f.RelatedModel == nil {
		return nil, nil
	}
	a, b, err := f.linkFields()
	if err != nil {
		return nil, err
	}
	if !direct {
		a, b = b, a
	}
	j1, err := a.ReversePathInfos(nil)
	if err != nil {
		return nil, err
	}
	j2, err := b.PathInfos(fr)
	if err != nil {
		return nil, err
	}
	out := append([]sql.PathInfo(nil), j1...)
	end, start := j1[len(j1)-1].ToOpts, j2[0].FromOpts
	if end != start {
		var mid []sql.PathInfo
		if end.Model().IsSubtype(start.Model()) {
			mid, err = end.GetPathToParent(start.Model())
		} else {
			mid, err = start.GetPathFromParent(end.Model())
		}
		if err != nil {
			return nil, err
		}
		out = append(out, mid...)
	}
	return append(out, j2...), nil
}

func init() {
	nameMethod := func(name string, get func(f *Field) string) object.Method {
		return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			f, err := fieldOf(args[0])
			if err == nil {
				err = f.bound()
			}
			if err != nil {
				return nil, err
			}
			return str(get(f)), nil
		}}
	}
	column := func(name func(f *Field) string) func(f *Field) string {
		return func(f *Field) string {
			if g, ok := optionsOf(f.rel.through).FindField(name(f)).(*Field); ok {
				return g.Column
			}
			return ""
		}
	}
	target := func(name func(f *Field) string) func(f *Field) string {
		return func(f *Field) string {
			if g, ok := optionsOf(f.rel.through).FindField(name(f)).(*Field); ok && g.fk != nil {
				if pairs, err := g.RelatedFields(); err == nil && len(pairs) > 0 {
					return pairs[0][1].Info().Name
				}
			}
			return ""
		}
	}
	declareField(ManyToManyFieldType, fieldClass{
		internal: "ManyToManyField", description: "Many-to-many relationship", abstract: true, init: initM2M,
		methods: fieldMethods{
			contributeToClass: contributeM2M,
			dbType:            func(*Thread, *Field, sql.Connection) (string, error) { return "", nil },
			check:             checkM2M,
			valueFromObject: func(t *Thread, f *Field, obj Object) (Object, error) {
				if has, err := pkIsSet(t, obj); err != nil {
					return nil, err
				} else if !has {
					return object.NewList(nil), nil
				}
				m, err := object.GetAttr(t, obj, f.nameStr)
				if err != nil {
					return nil, err
				}
				qs, err := object.CallMethod(t, m, "all")
				if err != nil {
					return nil, err
				}
				items, err := object.Collect(t, qs)
				return object.NewList(items), err
			},
			saveFormData: func(t *Thread, f *Field, instance, data Object) error {
				m, err := object.GetAttr(t, instance, f.nameStr)
				if err != nil {
					return err
				}
				_, err = object.CallMethod(t, m, "set", data)
				return err
			},
			deconstruct: deconstructM2M,
		},
		extra: []object.Method{
			nameMethod("m2m_db_table", (*Field).m2mTable),
			nameMethod("m2m_field_name", (*Field).m2mFieldName),
			nameMethod("m2m_reverse_field_name", (*Field).m2mReverseFieldName),
			nameMethod("m2m_column_name", column((*Field).m2mFieldName)),
			nameMethod("m2m_reverse_name", column((*Field).m2mReverseFieldName)),
			nameMethod("m2m_target_field_name", target((*Field).m2mFieldName)),
			nameMethod("m2m_reverse_target_field_name", target((*Field).m2mReverseFieldName)),
			{Name: "contribute_to_related_class", Fn: m2mContributeToRelated},
			{Name: "_get_m2m_db_table", Fn: m2mTableMethod},
			{Name: "_get_m2m_attr", Fn: m2mAttr},
			{Name: "_get_m2m_reverse_attr", Fn: m2mReverseAttr},
		},
	})
}

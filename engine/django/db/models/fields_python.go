package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The Python face of class Field: its special methods and attributes.

func fieldSlots(s object.Slots) object.Slots {
	s.New = func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) { return newField(cls).Self, nil }
	s.Repr = func(t *Thread, self Object) (string, error) {
		f, err := fieldOf(self)
		if err != nil {
			return "", err
		}
		cls := f.Self.Class
		path := cls.ModuleName() + "." + cls.Qualname
		if f.Name != "" {
			return "<" + path + ": " + f.Name + ">", nil
		}
		return "<" + path + ">", nil
	}
	s.Str = func(t *Thread, self Object) (string, error) {
		f, err := fieldOf(self)
		if err != nil {
			return "", err
		}
		if f.Model == nil {
			return object.Repr(t, self)
		}
		return optionsOf(f.Model).Label() + "." + f.Name, nil
	}
	s.RichCompare = func(t *Thread, a, b Object, op object.CompareOp) (Object, error) {
		x, ok1 := native[*Field](a)
		y, ok2 := native[*Field](b)
		if !ok1 || !ok2 {
			return object.NotImplemented, nil
		}
		switch op {
		case object.EQ, object.NE:
			eq := x.creation == y.creation && x.autoCreation == y.autoCreation && x.Model == y.Model
			return object.NewBool(eq == (op == object.EQ)), nil
		}
		l := x.before(y)
		g := y.before(x)
		switch op {
		case object.LT:
			return object.NewBool(l), nil
		case object.LE:
			return object.NewBool(!g), nil
		case object.GT:
			return object.NewBool(g), nil
		}
		return object.NewBool(!l), nil
	}
	s.Hash = func(t *Thread, self Object) (int64, error) {
		f, err := fieldOf(self)
		if err != nil {
			return 0, err
		}
		return f.creation*2 + 1, nil
	}
	return s
}

// before is Field.__lt__, by which the columns of a table are ordered: by creation counter. Of a field and its copies in other models, the one of no model
// comes first; the others are ordered by their models.
func (f *Field) before(g *Field) bool {
	if f.autoCreation != g.autoCreation || f.creation != g.creation {
		return f.creation < g.creation
	}
	if f.Model == nil || g.Model == nil {
		return f.Model == nil && g.Model != nil
	}
	a, b := optionsOf(f.Model), optionsOf(g.Model)
	if a.appLabel != b.appLabel {
		return a.appLabel < b.appLabel
	}
	return a.modelName < b.modelName
}

// choiceIterator is what choices is where it was given as a function.
func choiceIterator(t *Thread, function Object) (Object, error) {
	m, err := t.RT.Import(t, "django.utils.choices")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "CallableChoiceIterator", function)
}

func fieldGet(name string, get func(t *Thread, f *Field) (Object, error), set func(t *Thread, f *Field, v Object) error) object.GetSet {
	gs := object.GetSet{Name: name, Get: func(t *Thread, self Object) (Object, error) {
		f, err := fieldOf(self)
		if err != nil {
			return nil, err
		}
		return get(t, f)
	}}
	if set != nil {
		gs.Set = func(t *Thread, self, v Object) error {
			f, err := fieldOf(self)
			if err != nil {
				return err
			}
			return set(t, f, orNone(v))
		}
	}
	return gs
}

func boolAttr(name string, p func(f *Field) *bool) object.GetSet {
	return fieldGet(name, func(t *Thread, f *Field) (Object, error) { return object.NewBool(*p(f)), nil },
		func(t *Thread, f *Field, v Object) error {
			b, err := object.Truth(t, v)
			*p(f) = b
			return err
		})
}

func strAttr(name string, p func(f *Field) *string, noneWhenEmpty bool) object.GetSet {
	return fieldGet(name, func(t *Thread, f *Field) (Object, error) {
		if s := *p(f); s != "" || !noneWhenEmpty {
			return str(s), nil
		}
		return none, nil
	}, func(t *Thread, f *Field, v Object) error {
		*p(f) = asStr(v)
		if f.Name != "" {
			f.nameStr = object.Intern(f.Name)
		}
		if f.Attname != "" {
			f.attnameStr = object.Intern(f.Attname)
		}
		return nil
	})
}

func objAttr(name string, p func(f *Field) *Object) object.GetSet {
	return fieldGet(name, func(t *Thread, f *Field) (Object, error) { return orNone(*p(f)), nil },
		func(t *Thread, f *Field, v Object) error { *p(f) = v; return nil })
}

// NotAFormField is what formfield() says: forms are not part of the playground.
const NotAFormField = "formfield() needs django.forms, which is not part of the playground; validate with full_clean() instead"

var fieldGetSets = []object.GetSet{
	strAttr("name", func(f *Field) *string { return &f.Name }, true),
	strAttr("attname", func(f *Field) *string { return &f.Attname }, false),
	strAttr("column", func(f *Field) *string { return &f.Column }, true),
	strAttr("db_column", func(f *Field) *string { return &f.dbColumn }, true),
	strAttr("unique_for_date", func(f *Field) *string { return &f.uniqueForDate }, true),
	strAttr("unique_for_month", func(f *Field) *string { return &f.uniqueForMonth }, true),
	strAttr("unique_for_year", func(f *Field) *string { return &f.uniqueForYear }, true),
	fieldGet("verbose_name", func(t *Thread, f *Field) (Object, error) {
		if f.VerboseName == "" && f.Name == "" {
			return orNone(f.verboseNameArg), nil
		}
		return str(f.VerboseName), nil
	}, func(t *Thread, f *Field, v Object) error { f.VerboseName = asStr(v); return nil }),
	boolAttr("primary_key", func(f *Field) *bool { return &f.PrimaryKey }),
	boolAttr("_unique", func(f *Field) *bool { return &f.uniqueArg }),
	fieldGet("unique", func(t *Thread, f *Field) (Object, error) { return object.NewBool(f.Unique), nil }, nil),
	boolAttr("blank", func(f *Field) *bool { return &f.blank }),
	boolAttr("null", func(f *Field) *bool { return &f.Null }),
	boolAttr("db_index", func(f *Field) *bool { return &f.dbIndex }),
	boolAttr("editable", func(f *Field) *bool { return &f.editable }),
	boolAttr("serialize", func(f *Field) *bool { return &f.serialize }),
	boolAttr("auto_created", func(f *Field) *bool { return &f.AutoCreated }),
	boolAttr("is_relation", func(f *Field) *bool { return &f.IsRelation }),
	boolAttr("concrete", func(f *Field) *bool { return &f.Concrete }),
	boolAttr("generated", func(f *Field) *bool { return &f.Generated }),
	object.DictAttr(),
	fieldGet("_get_default", func(t *Thread, f *Field) (Object, error) { return object.GetAttrName(t, f.Self, "get_default") }, nil),
	boolAttr("hidden", func(f *Field) *bool { return &f.Hidden }),
	boolAttr("mti_inherited", func(f *Field) *bool { return &f.mtiInherited }),
	relFlag("many_to_many", func(f *Field) bool { return f.ManyToMany }),
	relFlag("many_to_one", func(f *Field) bool { return f.ManyToOne }),
	relFlag("one_to_many", func(f *Field) bool { return f.OneToMany }),
	relFlag("one_to_one", func(f *Field) bool { return f.OneToOne }),
	objAttr("max_length", func(f *Field) *Object { return &f.maxLength }),
	objAttr("help_text", func(f *Field) *Object { return &f.helpText }),
	objAttr("db_tablespace", func(f *Field) *Object { return &f.dbTablespace }),
	objAttr("db_comment", func(f *Field) *Object { return &f.dbComment }),
	objAttr("db_collation", func(f *Field) *Object { return &f.dbCollation }),
	fieldGet("default", func(t *Thread, f *Field) (Object, error) {
		if f.defaultArg == nil {
			return NotProvided, nil
		}
		return f.defaultArg, nil
	}, func(t *Thread, f *Field, v Object) error {
		if f.defaultArg = v; v == NotProvided {
			f.defaultArg = nil
		}
		return nil
	}),
	fieldGet("db_default", func(t *Thread, f *Field) (Object, error) {
		if f.dbDefaultArg == nil {
			return NotProvided, nil
		}
		return f.dbDefaultArg, nil
	}, func(t *Thread, f *Field, v Object) error { return f.setDBDefault(t, v) }),
	fieldGet("choices", func(t *Thread, f *Field) (Object, error) {
		if f.choices == nil && !isNone(f.choicesArg) { // a function, asked each time
			return choiceIterator(t, f.choicesArg)
		}
		l, err := f.Choices(t)
		if l == nil || err != nil {
			return none, err
		}
		return l, nil
	}, func(t *Thread, f *Field, v Object) error {
		f.choices, f.choicesArg = nil, nil
		if v == none {
			return nil
		}
		return f.setChoices(t, v)
	}),
	fieldGet("flatchoices", func(t *Thread, f *Field) (Object, error) { return f.FlatChoices(t) }, nil),
	fieldGet("error_messages", func(t *Thread, f *Field) (Object, error) { return f.messages(), nil }, nil),
	fieldGet("validators", func(t *Thread, f *Field) (Object, error) {
		vs, err := f.Validators(t)
		return object.NewList(vs), err
	}, nil),
	fieldGet("model", func(t *Thread, f *Field) (Object, error) {
		if err := f.bound(); err != nil {
			return nil, err
		}
		return f.Model, nil
	}, func(t *Thread, f *Field, v Object) error { f.Model, _ = v.(*Type); return nil }),
	fieldGet("remote_field", func(t *Thread, f *Field) (Object, error) {
		if f.rel == nil {
			return none, nil
		}
		return f.rel.Self, nil
	}, func(t *Thread, f *Field, v Object) error {
		f.rel, _ = native[*Rel](v)
		return nil
	}),
	fieldGet("related_model", func(t *Thread, f *Field) (Object, error) {
		if f.RelatedModel != nil {
			return f.RelatedModel, nil
		}
		if f.rel != nil && f.rel.to != nil {
			return f.rel.to, nil
		}
		return none, nil
	}, nil),
	fieldGet("target_field", func(t *Thread, f *Field) (Object, error) {
		if g := f.TargetField(); g != nil {
			return g.Info().Self, nil
		}
		return none, nil
	}, nil),
	fieldGet("opts", func(t *Thread, f *Field) (Object, error) {
		if f.Model == nil {
			return nil, object.AttributeErrorf(f.Self, "opts", "'%s' object has no attribute 'opts'", f.Self.Class.Name)
		}
		return optionsOf(f.Model), nil
	}, nil),
	fieldGet("cache_name", func(t *Thread, f *Field) (Object, error) { return str(f.Name), nil }, nil),
	fieldGet("creation_counter", func(t *Thread, f *Field) (Object, error) { return object.NewInt(f.creation), nil }, nil),
	fieldGet("db_returning", func(t *Thread, f *Field) (Object, error) { return object.NewBool(f.returning(t)), nil }, nil),
	fieldGet("description", func(t *Thread, f *Field) (Object, error) {
		return str("Field of type: " + f.Self.Class.Name), nil
	}, nil),
	fieldGet("cached_col", func(t *Thread, f *Field) (Object, error) { return f.cachedCol() }, nil),
}

// cachedCol is cached_col: the field's column in its own model's table, always the same expression.
func (f *Field) cachedCol() (Object, error) {
	d, name := instDict(f.Self), object.Intern("_cached_col")
	if c, ok := d.GetStr(name).(*sql.Col); ok && c.Target == sql.Field(f) { // not the one of a field that this is a copy of
		return c, nil
	}
	alias := ""
	if f.Model != nil {
		alias = optionsOf(f.Model).DBTable()
	}
	c, err := f.GetCol(alias, nil)
	if err == nil {
		d.SetStr(name, c)
	}
	return c, err
}

// relFlag is many_to_one and its like: None for fields that are no relations.
func relFlag(name string, get func(f *Field) bool) object.GetSet {
	return fieldGet(name, func(t *Thread, f *Field) (Object, error) {
		if !f.IsRelation {
			return none, nil
		}
		return object.NewBool(get(f)), nil
	}, func(t *Thread, f *Field, v Object) error {
		b, err := truth(t, v)
		switch name {
		case "many_to_many":
			f.ManyToMany = b
		case "many_to_one":
			f.ManyToOne = b
		case "one_to_many":
			f.OneToMany = b
		default:
			f.OneToOne = b
		}
		return err
	})
}

// cacheMethod makes one of FieldCacheMixin's methods: what an instance has fetched of a relation.
func cacheMethod(name string, fn func(f *Field, o Object) (Object, error)) object.Method {
	return object.Method{Name: name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		if len(args) < 2 {
			return nil, object.TypeErrorf("%s() missing 1 required positional argument: 'instance'", name)
		}
		return fn(f, args[1])
	}}
}

var fieldExtraMethods = []object.Method{
	{Name: "formfield", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		return nil, object.NotImplementedErrorf(NotAFormField)
	}},
	{Name: "get_attname_column", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		attname, err := f.m(t).getAttname(t, f)
		if err != nil {
			return nil, err
		}
		col := f.dbColumn
		if col == "" {
			col = attname
		}
		return object.NewTuple(str(attname), str(col)), nil
	}},
	cacheMethod("is_cached", func(f *Field, o Object) (Object, error) { return object.NewBool(getCached(o, f.nameStr) != nil), nil }),
	cacheMethod("get_cached_value", func(f *Field, o Object) (Object, error) {
		if v := getCached(o, f.nameStr); v != nil {
			return v, nil
		}
		return nil, object.Errorf(object.KeyErrorType, "'%s'", f.Name)
	}),
	cacheMethod("delete_cached_value", func(f *Field, o Object) (Object, error) { delCached(o, f.nameStr); return none, nil }),
	{Name: "set_cached_value", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := object.CheckArgs("set_cached_value", args[1:], kw, 2, 2); err != nil {
			return nil, err
		}
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		return none, setCached(args[1], f.nameStr, args[2])
	}},
	{Name: "db_parameters", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		conn := asConn(orNone(kw.Get("connection")))
		if len(args) > 1 {
			conn = asConn(args[1])
		}
		typ, err := f.DBType(t, conn)
		if err != nil {
			return nil, err
		}
		if f.generated != nil {
			return object.CallMethodKw(t, f.generated.output.Self, object.Intern("db_parameters"), args[1:], kw)
		}
		d := object.NewDict()
		d.SetName("type", strOrNoneObj(typ))
		d.SetName("check", strOrNoneObj(f.DBCheck(t)))
		switch collated := f.Self.Class; {
		case collated.IsSubtype(CharFieldType), collated.IsSubtype(TextFieldType):
			d.SetName("collation", orNone(f.dbCollation))
		case collated.IsSubtype(ForeignKeyType):
			target, err := f.target(t)
			if err != nil {
				return nil, err
			}
			d.SetName("collation", orNone(target.dbCollation))
		}
		return d, nil
	}},
	{Name: "db_check", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		if f.Column == "" {
			return none, nil // no field of a model yet
		}
		return strOrNoneObj(f.DBCheck(t)), nil
	}},
	{Name: "get_pk_value_on_save", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		if f.defaultArg == nil {
			return none, nil
		}
		return f.m(t).getDefault(t, f)
	}},
	{Name: "set_attributes_from_name", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		if err := object.CheckArgs("set_attributes_from_name", args[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		return none, f.setAttributesFromName(t, asStr(args[1]))
	}},
	{Name: "has_db_default", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		return object.NewBool(f.HasDBDefault), nil
	}},
	{Name: "clone", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		g, err := f.Clone(t)
		if err != nil {
			return nil, err
		}
		return g.Info().Self, nil
	}},
	reduceWith("reduce_field"),
	{Name: "__deepcopy__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		return f.deepcopy().Self, nil
	}},
	{Name: "__copy__", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		c := f.deepcopy().Self
		for _, cached := range []string{"path_infos", "reverse_path_infos"} {
			instDict(c).DelStr(object.Intern(cached)) // the copy may come to lie between other models
		}
		return c, nil
	}},
	{Name: "get_col", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		if err := object.CheckArgs("get_col", args[1:], kw, 1, 2); err != nil {
			return nil, err
		}
		var out sql.Field
		if len(args) > 2 {
			out, _ = sql.AsField(args[2])
		}
		if f.Model != nil && asStr(args[1]) == optionsOf(f.Model).DBTable() && (out == nil && f.fk == nil || out == sql.Field(f)) {
			return f.cachedCol()
		}
		return f.GetCol(asStr(args[1]), out)
	}},
	{Name: "get_choices", Fn: getChoices},
	{Name: "get_filter_kwargs_for_object", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
		f, err := fieldOf(args[0])
		if err != nil {
			return nil, err
		}
		if err := object.CheckArgs("get_filter_kwargs_for_object", args[1:], kw, 1, 1); err != nil {
			return nil, err
		}
		v, err := object.GetAttrName(t, args[1], f.Attname)
		if err != nil {
			return nil, err
		}
		d := object.NewDict()
		d.SetName(f.Name, v)
		return d, nil
	}},
}

// rowChoices are the rows of a model as choices: a value of each, and its text.
func rowChoices(t *Thread, model *Type, limit, ordering Object, key string) ([]Object, error) {
	manager, err := object.GetAttrName(t, model, "_default_manager")
	if err != nil {
		return nil, err
	}
	qs, err := object.CallMethod(t, manager, "complex_filter", limit)
	if err != nil {
		return nil, err
	}
	if ordering != nil {
		names, err := object.Collect(t, ordering)
		if err != nil {
			return nil, err
		}
		if len(names) > 0 {
			if qs, err = object.CallMethod(t, qs, "order_by", names...); err != nil {
				return nil, err
			}
		}
	}
	rows, err := object.Collect(t, qs)
	if err != nil {
		return nil, err
	}
	out := make([]Object, len(rows))
	for i, row := range rows {
		v, err := object.GetAttrName(t, row, key)
		if err != nil {
			return nil, err
		}
		label, err := object.ToStr(t, row)
		if err != nil {
			return nil, err
		}
		out[i] = object.NewTuple(v, str(label))
	}
	return out, nil
}

// getChoices is Field.get_choices: what a form's select would show.
func getChoices(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	f, err := fieldOf(args[0])
	if err != nil {
		return nil, err
	}
	a, err := sigGetChoices.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	blankChoice := a[2]
	if blankChoice == nil {
		blankChoice = object.NewList([]Object{object.NewTuple(str(""), str("---------"))})
	}
	includeBlank := true
	if a[1] != nil {
		if includeBlank, err = object.Truth(t, a[1]); err != nil {
			return nil, err
		}
	}
	choices, err := f.Choices(t)
	if err != nil {
		return nil, err
	}
	var out []Object
	if choices != nil {
		out = append(out, choices.Items...)
		flat, err := f.FlatChoices(t)
		if err != nil {
			return nil, err
		}
		for _, p := range flat.Items {
			if pair, ok := object.AsTuple(p); ok && len(pair.Items) == 2 && isEmptyValue(pair.Items[0]) {
				includeBlank = false
			}
		}
	} else if f.RelatedModel != nil {
		limit := a[3]
		if set, err := truth(t, orNone(limit)); err != nil {
			return nil, err
		} else if !set {
			if limit, err = f.limitChoices(t); err != nil {
				return nil, err
			}
		}
		key := "pk"
		if target := f.TargetField(); target != nil && f.m2m == nil {
			key = target.Info().Attname
		}
		if out, err = rowChoices(t, f.RelatedModel, limit, a[4], key); err != nil {
			return nil, err
		}
	}
	if includeBlank {
		b, err := object.Collect(t, blankChoice)
		if err != nil {
			return nil, err
		}
		out = append(b, out...)
	}
	return object.NewList(out), nil
}

// deepcopy is copy.deepcopy(field): how fields of an abstract base reach its children.
func (f *Field) deepcopy() *Field {
	g := *f
	g.FieldInfo = copyInfo(&f.FieldInfo)
	g.Self = object.NewInstance(f.Self.Class, &g)
	if f.Self.Dict != nil {
		g.Self.Dict = f.Self.Dict.Copy()
	}
	if f.fk != nil {
		fk := *f.fk
		fk.forget()
		g.fk = &fk
	}
	if f.m2m != nil {
		m := *f.m2m
		g.m2m = &m
	}
	if f.rel != nil {
		r := f.rel.copyFor(&g)
		g.rel = r
		g.Remote = r
	}
	return &g
}

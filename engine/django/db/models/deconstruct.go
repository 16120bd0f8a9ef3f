package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// deconstruct(): what it takes to make a field again.

// deconstructBase is Field.deconstruct.
func deconstructBase(t *Thread, f *Field) (*deconstruction, error) {
	kw := object.NewDict()
	setBool := func(name string, v, def bool) {
		if v != def {
			kw.SetName(name, object.NewBool(v))
		}
	}
	setObj := func(name string, v Object) {
		if !isNone(v) {
			kw.SetName(name, v)
		}
	}
	setObj("verbose_name", f.verboseNameArg)
	setBool("primary_key", f.PrimaryKey, false)
	setObj("max_length", f.maxLength)
	setBool("unique", f.uniqueArg, false)
	setBool("blank", f.blank, false)
	setBool("null", f.Null, false)
	setBool("db_index", f.dbIndex, false)
	if f.defaultArg != nil {
		kw.SetName("default", f.defaultArg)
	}
	if f.dbDefaultArg != nil {
		kw.SetName("db_default", f.dbDefaultArg)
	}
	setBool("editable", f.editable, true)
	setBool("serialize", f.serialize, true)
	for _, u := range []struct{ name, v string }{{"unique_for_date", f.uniqueForDate}, {"unique_for_month", f.uniqueForMonth}, {"unique_for_year", f.uniqueForYear}} {
		if u.v != "" {
			kw.SetName(u.name, str(u.v))
		}
	}
	if l, err := f.Choices(t); err != nil {
		return nil, err
	} else if l != nil {
		kw.SetName("choices", l)
	}
	if s := asStr(orNone(f.helpText)); s != "" {
		kw.SetName("help_text", f.helpText)
	}
	if f.dbColumn != "" {
		kw.SetName("db_column", str(f.dbColumn))
	}
	setObj("db_comment", f.dbComment)
	setObj("db_tablespace", f.dbTablespace)
	setBool("auto_created", f.AutoCreated, false)
	if len(f.validatorsArg) > 0 {
		kw.SetName("validators", object.NewList(append([]Object(nil), f.validatorsArg...)))
	}
	if f.errorMessages != nil && f.errorMessages.Len() > 0 {
		kw.SetName("error_messages", f.errorMessages)
	}
	cls := f.Self.Class
	if cls.IsSubtype(DecimalFieldType) {
		if f.MaxDigits >= 0 {
			kw.SetName("max_digits", object.NewInt(int64(f.MaxDigits)))
		}
		if f.DecimalPlaces >= 0 {
			kw.SetName("decimal_places", object.NewInt(int64(f.DecimalPlaces)))
		}
	}
	path := cls.ModuleName() + "." + cls.Qualname
	for _, p := range []string{"django.db.models.fields.related", "django.db.models.fields.files", "django.db.models.fields.json", "django.db.models.fields.generated", "django.db.models.fields.proxy", "django.db.models.fields.composite", "django.db.models.fields"} {
		if cls.Flags&object.Heap == 0 && strings.HasPrefix(path, p+".") {
			path = "django.db.models" + strings.TrimPrefix(path, p)
			break
		}
	}
	return &deconstruction{strOrNoneObj(f.Name), path, nil, kw}, nil
}

func relDeconstruct(t *Thread, f *Field, d *deconstruction) {
	r := f.rel
	if r.givenRelatedName != "" || r.named && r.relatedName == "" {
		d.kw.SetName("related_name", str(r.givenRelatedName))
	}
	if r.givenQueryName != "" {
		d.kw.SetName("related_query_name", str(r.givenQueryName))
	}
	if r.limitChoicesTo != nil {
		d.kw.SetName("limit_choices_to", r.limitChoicesTo)
	}
	switch name, ok := object.AsStr(orNone(r.toArg)); {
	case r.to != nil:
		d.kw.SetName("to", str(optionsOf(r.to).LabelLower()))
	case ok && name != recursive:
		app, model, dotted := strings.Cut(name, ".")
		if dotted {
			name = app + "." + strings.ToLower(model)
		} else {
			name = strings.ToLower(name)
		}
		d.kw.SetName("to", str(name))
	default:
		d.kw.SetName("to", orNone(r.toArg))
	}
}

func deconstructForeignKey(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err != nil {
		return nil, err
	}
	relDeconstruct(t, f, d)
	d.kw.SetName("on_delete", orNone(f.rel.onDelete))
	if f.rel.parentLink {
		d.kw.SetName("parent_link", object.True)
	}
	if f.dbIndex {
		d.kw.DelStr(object.Intern("db_index"))
	} else {
		d.kw.SetName("db_index", object.False)
	}
	if !f.fk.dbConstraint {
		d.kw.SetName("db_constraint", object.False)
	}
	if f.rel.fieldName != "" && (f.rel.to == nil || f.rel.fieldName != optionsOf(f.rel.to).pk.Name) {
		d.kw.SetName("to_field", str(f.rel.fieldName))
	}
	return d, nil
}

func deconstructM2M(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err != nil {
		return nil, err
	}
	relDeconstruct(t, f, d)
	if f.m2m.dbTable != "" {
		d.kw.SetName("db_table", str(f.m2m.dbTable))
	}
	if !f.m2m.dbConstraint {
		d.kw.SetName("db_constraint", object.False)
	}
	if f.rel.throughArg != nil {
		if f.rel.through != nil {
			d.kw.SetName("through", str(optionsOf(f.rel.through).Label()))
		} else {
			d.kw.SetName("through", f.rel.throughArg)
		}
		if f.rel.throughFields != nil {
			d.kw.SetName("through_fields", strTuple(f.rel.throughFields))
		}
	}
	return d, nil
}

// without takes an argument off that has the value which the class gives by itself.
func (d *deconstruction) without(t *Thread, name string, def Object) error {
	v := d.kw.GetStr(object.Intern(name))
	if v == nil {
		return nil
	}
	same, err := object.Equal(t, v, def)
	if err == nil && same {
		d.kw.DelStr(object.Intern(name))
	}
	return err
}

// deconstructSized makes deconstruct() for classes with a max_length of their own.
func deconstructSized(length int64) func(t *Thread, f *Field) (*deconstruction, error) {
	return func(t *Thread, f *Field) (*deconstruction, error) {
		d, err := deconstructBase(t, f)
		if err != nil {
			return nil, err
		}
		if !isNone(f.dbCollation) {
			d.kw.SetName("db_collation", f.dbCollation)
		}
		return d, d.without(t, "max_length", object.NewInt(length))
	}
}

func deconstructSlug(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructSized(50)(t, f)
	if err != nil {
		return nil, err
	}
	if f.dbIndex {
		d.kw.DelStr(object.Intern("db_index"))
	} else {
		d.kw.SetName("db_index", object.False)
	}
	if f.slugOpts != nil && f.slugOpts.allowUnicode {
		d.kw.SetName("allow_unicode", object.True)
	}
	return d, nil
}

func deconstructBinary(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err == nil {
		d.kw.DelStr(object.Intern("editable"))
		if f.editable {
			d.kw.SetName("editable", object.True)
		}
	}
	return d, err
}

func deconstructIP(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructSized(39)(t, f)
	if err == nil && f.ip != nil {
		if f.ip.unpackIPv4 {
			d.kw.SetName("unpack_ipv4", object.True)
		}
		if f.ip.protocol != "both" {
			d.kw.SetName("protocol", str(f.ip.protocol))
		}
	}
	return d, err
}

func deconstructFile(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructSized(100)(t, f)
	if err == nil && f.file != nil {
		d.kw.SetName("upload_to", orNone(f.file.uploadTo))
		if !isNone(f.file.storage) {
			d.kw.SetName("storage", f.file.storage)
		}
		for _, size := range []struct {
			name string
			v    Object
		}{{"width_field", f.file.widthField}, {"height_field", f.file.heightField}} {
			if !isNone(size.v) {
				d.kw.SetName(size.name, size.v)
			}
		}
	}
	return d, err
}

func deconstructFilePath(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructSized(100)(t, f)
	if err != nil || f.file == nil {
		return d, err
	}
	if s, isStr := object.AsStr(orNone(f.file.path)); !isNone(f.file.path) && (!isStr || s != "") {
		d.kw.SetName("path", f.file.path)
	}
	if !isNone(f.file.match) {
		d.kw.SetName("match", f.file.match)
	}
	if f.file.recursive {
		d.kw.SetName("recursive", object.True)
	}
	if f.file.noFiles {
		d.kw.SetName("allow_files", object.False)
	}
	if f.file.folders {
		d.kw.SetName("allow_folders", object.True)
	}
	return d, nil
}

func deconstructJSON(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err == nil && f.json != nil {
		for _, coder := range []struct {
			name string
			v    Object
		}{{"encoder", f.json.encoder}, {"decoder", f.json.decoder}} {
			if !isNone(coder.v) {
				d.kw.SetName(coder.name, coder.v)
			}
		}
	}
	return d, err
}

func deconstructGenerated(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err != nil || f.generated == nil {
		return d, err
	}
	for _, name := range []string{"blank", "editable", "max_length", "max_digits", "decimal_places"} {
		d.kw.DelStr(object.Intern(name))
	}
	d.kw.SetName("db_persist", object.NewBool(f.generated.persist))
	d.kw.SetName("expression", f.generated.expression)
	d.kw.SetName("output_field", f.generated.output.Self)
	return d, nil
}

func deconstructComposite(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err != nil || f.composite == nil {
		return d, err
	}
	for _, n := range f.composite.names {
		d.args = append(d.args, str(n))
	}
	return d, nil
}

// Constraints and indexes.

// setNames adds a tuple or list of names under a key when there are any.
func setNames(d *object.Dict, key string, names Object, n int) {
	if n > 0 {
		d.SetName(key, names)
	}
}

func deconstructed(path string, args []Object, kw *object.Dict) Object {
	return object.NewTuple(str(path), object.NewTuple(append([]Object(nil), args...)...), kw)
}

// shortPath writes the classes of django.db.models as migrations do: django.db.models.NAME.
func shortPath(cls *Type, modules ...string) string {
	for _, m := range modules {
		if cls.Flags&object.Heap == 0 && cls.ModuleName() == m {
			return modelsModule + "." + cls.Name
		}
	}
	return cls.ModuleName() + "." + cls.Qualname
}

func (c *constraintBase) deconstructBase() *object.Dict {
	kw := object.NewDict()
	kw.SetName("name", str(c.name))
	if !isNone(c.message) && asStr(c.message) != defaultViolation {
		kw.SetName("violation_error_message", c.message)
	}
	if !isNone(c.code) {
		kw.SetName("violation_error_code", c.code)
	}
	return kw
}

func deconstructConstraint(o Object) (Object, error) {
	switch c := object.Native(o).(type) {
	case *CheckConstraint:
		kw := c.deconstructBase()
		kw.SetName("condition", c.condition)
		return deconstructed(shortPath(c.self.Class, constraintsModule), nil, kw), nil
	case *UniqueConstraint:
		kw := c.deconstructBase()
		setNames(kw, "fields", strTuple(c.fields), len(c.fields))
		if c.condition != nil {
			kw.SetName("condition", c.condition)
		}
		if !isNone(c.deferrable) {
			kw.SetName("deferrable", c.deferrable)
		}
		setNames(kw, "include", strTuple(c.include), len(c.include))
		setNames(kw, "opclasses", c.opclassesObject(), len(c.opclasses))
		if !isNone(c.nullsDistinct) {
			kw.SetName("nulls_distinct", c.nullsDistinct)
		}
		return deconstructed(shortPath(c.self.Class, constraintsModule), c.expressions, kw), nil
	case *plainConstraint:
		return deconstructed(shortPath(c.self.Class, constraintsModule), nil, c.deconstructBase()), nil
	}
	return nil, object.TypeErrorf("'%s' object is no constraint", object.TypeName(o))
}

func (x *Index) deconstruct() Object {
	kw := object.NewDict()
	kw.SetName("name", str(x.name))
	if len(x.expressions) == 0 {
		kw.SetName("fields", strList(x.fields))
	}
	if !isNone(x.tablespace) {
		kw.SetName("db_tablespace", x.tablespace)
	}
	setNames(kw, "opclasses", strList(x.opclasses), len(x.opclasses))
	if x.condition != nil {
		kw.SetName("condition", x.condition)
	}
	setNames(kw, "include", strTuple(x.include), len(x.include))
	return deconstructed(shortPath(x.self.Class, "django.db.models.indexes"), x.expressions, kw)
}

func (m *Manager) constructorArgs() (args *object.Tuple, kw *object.Dict) {
	kw = object.NewDict()
	for i := range m.kw.Len() {
		kw.SetStr(m.kw.Names[i], m.kw.Vals[i])
	}
	return object.NewTuple(m.args...), kw
}

// deconstructManager is BaseManager.deconstruct: whether as_manager() made it, the paths of the manager's and of the queryset's class, the arguments.
func deconstructManager(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := checkNoArgs("BaseManager.deconstruct", args, kw); err != nil {
		return nil, err
	}
	m, err := managerOf(args[0])
	if err != nil {
		return nil, err
	}
	if m.asManager {
		qs, _ := m.Self.Class.Lookup(strQuerysetClass).(*Type)
		if qs == nil {
			qs = QuerySetType
		}
		return object.NewTuple(object.True, none, str(qs.ModuleName()+"."+qs.Name), none, none), nil
	}
	cls := m.Self.Class
	module, name := cls.ModuleName(), cls.Name
	mod, err := t.RT.Import(t, module)
	if err != nil {
		return nil, err
	}
	there, err := object.GetAttrOpt(t, mod, object.Intern(name))
	if err != nil {
		return nil, err
	}
	if there == nil {
		return nil, object.ValueErrorf("Could not find manager %s in %s.\nPlease note that you need to inherit from managers you dynamically generated with 'from_queryset()'.", name, module)
	}
	a, k := m.constructorArgs()
	return object.NewTuple(object.False, str(module+"."+name), none, a, k), nil
}

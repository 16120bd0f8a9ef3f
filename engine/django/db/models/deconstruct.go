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
	for _, p := range []string{"django.db.models.fields.related", "django.db.models.fields.files", "django.db.models.fields.json", "django.db.models.fields.generated", "django.db.models.fields"} {
		if cls.Flags&object.Heap == 0 && strings.HasPrefix(path, p+".") {
			path = "django.db.models" + strings.TrimPrefix(path, p)
			break
		}
	}
	return &deconstruction{strOrNoneObj(f.Name), path, nil, kw}, nil
}

func relDeconstruct(t *Thread, f *Field, d *deconstruction) {
	r := f.rel
	if r.relatedName != "" {
		d.kw.SetName("related_name", str(r.relatedName))
	}
	if r.relatedQueryName != "" {
		d.kw.SetName("related_query_name", str(r.relatedQueryName))
	}
	if r.limitChoicesTo != nil {
		d.kw.SetName("limit_choices_to", r.limitChoicesTo)
	}
	if r.to != nil {
		d.kw.SetName("to", str(optionsOf(r.to).LabelLower()))
	} else {
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
	if f.rel.fieldName != "" && f.rel.to != nil && f.rel.fieldName != optionsOf(f.rel.to).pk.Name {
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

package models

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The check() methods of fields that point at other models.

// pythonKeywords are the words that no attribute may be named by.
var pythonKeywords = strings.Fields("False None True and as assert async await break class continue def del elif else except finally for from global " +
	"if import in is lambda nonlocal not or pass raise return try while with yield")

func validIdentifier(t *Thread, s string) (bool, error) {
	if contains(pythonKeywords, s) {
		return false, nil
	}
	r, err := object.CallMethod(t, str(s), "isidentifier")
	return r == Object(object.True), err
}

// checkRelated is RelatedField.check.
func checkRelated(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil {
		return nil, err
	}
	if n := f.rel.relatedName; f.rel.named && !strings.HasSuffix(n, "+") {
		valid, err := validIdentifier(t, n)
		if err != nil {
			return nil, err
		}
		if !valid {
			out = append(out, errorAbout(f.Self, "fields.E306", "Related name must be a valid Python identifier or end with a '+'", "The name '%s' is invalid related_name for field %s.%s", n, f.Model.Name, f.Name))
		}
	}
	if f.RelatedModel != nil && !f.rel.hidden() {
		q := f.RelatedQueryName()
		if strings.HasSuffix(q, "_") {
			out = append(out, errorAbout(f.Self, "fields.E308", "Add or change a related_name or related_query_name argument for this field.", "Reverse query name '%s' must not end with an underscore.", q))
		}
		if strings.Contains(q, "__") {
			out = append(out, errorAbout(f.Self, "fields.E309", "Add or change a related_name or related_query_name argument for this field.", "Reverse query name '%s' must not contain '__'.", q))
		}
	}
	missing := func(name string) []Object {
		return append(out, errorAbout(f.Self, "fields.E300", "", "Field defines a relation with model '%s', which is either not installed, or is abstract.", name))
	}
	if f.RelatedModel == nil {
		return missing(asStr(f.rel.toArg)), nil
	}
	if to := optionsOf(f.RelatedModel); to.abstract || to.apps.byKey[modelKey{to.appLabel, to.modelName}] != f.RelatedModel {
		return missing(f.RelatedModel.Name), nil
	}
	if to := optionsOf(f.RelatedModel); to.swapped(t) != "" {
		return append(out, errorAbout(f.Self, "fields.E301", fmt.Sprintf("Update the relation to point at 'settings.%s'.", asStr(to.other.GetStr(object.Intern("swappable")))),
			"Field defines a relation with the model '%s', which has been swapped out.", to.Label())), nil
	}
	return append(out, checkClashes(f)...), nil
}

// checkClashes is _check_clashes.
func checkClashes(f *Field) []Object {
	var out []Object
	opts := optionsOf(f.RelatedModel)
	hidden := f.rel.hidden()
	accessor := f.rel.AccessorName()
	query := f.RelatedQueryName()
	fieldName := optionsOf(f.Model).Label() + "." + f.Name
	for _, g := range opts.forwardFields() {
		i := g.Info()
		if i.Private {
			continue
		}
		clash := opts.Label() + "." + i.Name
		hint := fmt.Sprintf("Rename field '%s', or add/change a related_name argument to the definition for field '%s'.", clash, fieldName)
		if !hidden && i.Name == accessor {
			out = append(out, errorAbout(f.Self, "fields.E302", hint, "Reverse accessor '%s.%s' for '%s' clashes with field name '%s'.", opts.objectName, accessor, fieldName, clash))
		}
		if i.Name == query {
			out = append(out, errorAbout(f.Self, "fields.E303", hint, "Reverse query name for '%s' clashes with field name '%s'.", fieldName, clash))
		}
	}
	for _, x := range opts.RelatedObjects() {
		r := x.(*Rel)
		if r.field == f {
			continue
		}
		clash := optionsOf(r.field.Model).Label() + "." + r.field.Name
		hint := fmt.Sprintf("Add or change a related_name argument to the definition for '%s' or '%s'.", fieldName, clash)
		if !hidden && r.AccessorName() == accessor {
			out = append(out, errorAbout(f.Self, "fields.E304", hint, "Reverse accessor '%s.%s' for '%s' clashes with reverse accessor for '%s'.", opts.objectName, accessor, fieldName, clash))
		}
		if r.AccessorName() == query {
			out = append(out, errorAbout(f.Self, "fields.E305", hint, "Reverse query name for '%s' clashes with reverse query name for '%s'.", fieldName, clash))
		}
	}
	return out
}

var strRequiresUnique = object.Intern("requires_unique_target")

// checkForeignObject is ForeignObject.check: the target's fields exist and name one row.
func checkForeignObject(t *Thread, f *Field) ([]Object, error) {
	out, err := checkRelated(t, f)
	if err != nil || f.RelatedModel == nil {
		return out, err
	}
	opts := optionsOf(f.RelatedModel)
	known := true
	var targets []string
	for _, name := range f.fk.toFields {
		if name == "" {
			if opts.pk != nil && opts.pk.composite != nil && f.fk.isForeignKey {
				out = append(out, errorAbout(f.Self, "fields.E347", "", "Field defines a relation involving model '%s' which has a CompositePrimaryKey and such relations are not supported.", f.RelatedModel.Name))
				known = false
			} else if opts.pk != nil {
				targets = append(targets, opts.pk.Name)
			}
			continue
		}
		g := opts.field(name)
		if g == nil {
			out = append(out, errorAbout(f.Self, "fields.E312", "", "The to_field '%s' doesn't exist on the related model '%s'.", name, opts.Label()))
			known = false
			continue
		}
		targets = append(targets, g.Name)
	}
	if own := userAttr(f.Self.Class, strRequiresUnique); own == object.False || !known || len(targets) == 0 || identifies(opts, targets) {
		return out, nil
	}
	if len(targets) > 1 {
		quoted := "'" + strings.Join(targets, "', '") + "'"
		return append(out, errorAbout(f.Self, "fields.E310", "Mark a single field as unique=True or add a set of fields to a unique constraint (via unique_together or a UniqueConstraint (without condition) in the model Meta.constraints).",
			"No subset of the fields %s on model '%s' is unique.", quoted, f.RelatedModel.Name)), nil
	}
	return append(out, errorAbout(f.Self, "fields.E311", "Add unique=True to this field or add a UniqueConstraint (without condition) in the model Meta.constraints.",
		"'%s.%s' must be unique because it is referenced by a foreign key.", f.RelatedModel.Name, targets[0])), nil
}

// identifies tells whether a subset of the fields is unique.
func identifies(opts *Options, names []string) bool {
	for _, n := range names {
		if g := opts.field(n); g != nil && g.Unique {
			return true
		}
	}
	subset := func(part []string) bool {
		for _, p := range part {
			if !contains(names, p) {
				return false
			}
		}
		return len(part) > 0
	}
	for _, u := range opts.uniqueTogether {
		if subset(u) {
			return true
		}
	}
	if key := opts.PKFields(); len(key) > 1 {
		var parts []string
		for _, f := range key {
			parts = append(parts, f.Info().Name)
		}
		if subset(parts) {
			return true
		}
	}
	for _, c := range opts.constraints {
		if u, ok := native[*UniqueConstraint](c); ok && u.total() && subset(u.fields) {
			return true
		}
	}
	return false
}

func checkForeignKey(t *Thread, f *Field) ([]Object, error) {
	out, err := checkForeignObject(t, f)
	if err != nil {
		return nil, err
	}
	switch {
	case f.rel.onDelete == SetNull && !f.Null:
		out = append(out, errorAbout(f.Self, "fields.E320", "Set null=True argument on the field, or change the on_delete rule.", "Field specifies on_delete=SET_NULL, but cannot be null."))
	case f.rel.onDelete == SetDefault && f.defaultArg == nil:
		out = append(out, errorAbout(f.Self, "fields.E321", "Set a default value, or change the on_delete rule.", "Field specifies on_delete=SET_DEFAULT, but has no default value."))
	}
	if f.uniqueArg && !f.OneToOne {
		out = append(out, warningAbout(f.Self, "fields.W342", "ForeignKey(unique=True) is usually better served by a OneToOneField.", "Setting unique=True on a ForeignKey has the same effect as using a OneToOneField."))
	}
	return out, nil
}

func checkM2M(t *Thread, f *Field) ([]Object, error) {
	out, err := checkRelated(t, f)
	if err != nil {
		return nil, err
	}
	if f.uniqueArg {
		out = append(out, errorAbout(f.Self, "fields.E330", "", "ManyToManyFields cannot be unique."))
	}
	if f.rel.throughArg != nil {
		out = append(out, checkThrough(f)...)
	}
	if f.m2m.hasNullArg {
		out = append(out, warningAbout(f.Self, "fields.W340", "", "null has no effect on ManyToManyField."))
	}
	if len(f.validatorsArg) > 0 {
		out = append(out, warningAbout(f.Self, "fields.W341", "", "ManyToManyField does not support validators."))
	}
	if f.rel.symmetrical && f.m2m.relatedNameGiven {
		out = append(out, warningAbout(f.Self, "fields.W345", "", "related_name has no effect on ManyToManyField with a symmetrical relationship, e.g. to \"self\"."))
	}
	if !isNone(f.dbComment) {
		out = append(out, warningAbout(f.Self, "fields.W346", "", "db_comment has no effect on ManyToManyField."))
	}
	return append(out, checkM2MTable(t, f)...), nil
}

// checkM2MTable is _check_table_uniqueness.
func checkM2MTable(t *Thread, f *Field) []Object {
	through := f.rel.through
	if through == nil || !optionsOf(through).managed && optionsOf(through).autoCreated == nil {
		return nil
	}
	table := f.m2mTable()
	for _, m := range optionsOf(f.Model).apps.models {
		o := optionsOf(m)
		if m == through || o.proxy || !o.managed || o.dbTable != table || o.concreteModel == optionsOf(through).concreteModel {
			continue
		}
		clash := o.Label()
		if o.autoCreated != nil {
			for _, g := range optionsOf(o.autoCreated).manyToMany() {
				if g.rel.through == m {
					clash = optionsOf(o.autoCreated).Label() + "." + g.Name
				}
			}
		}
		msg := fmt.Sprintf("The field's intermediary table '%s' clashes with the table name of '%s'.", table, clash)
		if hasRouters(t) {
			return []Object{warningAbout(f.Self, "fields.W344", "You have configured settings.DATABASE_ROUTERS. Verify that the table of '"+clash+"' is correctly routed to a separate database.", "%s", msg)}
		}
		return []Object{errorAbout(f.Self, "fields.E340", "", "%s", msg)}
	}
	return nil
}

// hasRouters tells whether routers may keep two tables of one name apart.
func hasRouters(t *Thread) bool {
	routers, err := settingOf(t, "DATABASE_ROUTERS")
	if err != nil || routers == nil {
		return false
	}
	some, err := object.Truth(t, routers)
	return err == nil && some
}

// checkThrough is _check_relationship_model.
func checkThrough(f *Field) []Object {
	through := f.rel.through
	if through == nil || optionsOf(through) == nil || optionsOf(through).apps.byKey[modelKey{optionsOf(through).appLabel, optionsOf(through).modelName}] != through {
		name := asStr(f.rel.throughArg)
		if through != nil && optionsOf(through) != nil {
			name = optionsOf(through).Label()
		}
		return []Object{errorAbout(f.Self, "fields.E331", "", "Field specifies a many-to-many relation through model '%s', which has not been installed.", name)}
	}
	var out []Object
	fieldName := optionsOf(f.Model).Label() + "." + f.Name
	toName := asStr(f.rel.toArg)
	if f.RelatedModel != nil {
		toName = f.RelatedModel.Name
	}
	pointing := func(m *Type) (names []string) {
		for _, x := range optionsOf(through).Fields() {
			if g, ok := x.(*Field); ok && g.rel != nil && m != nil && g.RelatedModel == m {
				names = append(names, g.Name)
			}
		}
		return names
	}
	from, to := pointing(f.Model), pointing(f.RelatedModel)
	hint := fmt.Sprintf("If you want to create a recursive relationship, use ManyToManyField(\"%s\", through=\"%s\").", recursive, through.Name)
	free := f.rel.throughFields == nil
	const ambiguous = "The model is used as an intermediate model by '%s', but it has more than one foreign key %s '%s', which is ambiguous. You must specify which foreign key Django should use via the through_fields keyword argument."
	if f.Model == f.RelatedModel {
		if len(from) > 2 && free {
			out = append(out, errorAbout(through, "fields.E333", "Use through_fields to specify which two foreign keys Django should use.",
				"The model is used as an intermediate model by '%s', but it has more than two foreign keys to '%s', which is ambiguous. You must specify which two foreign keys Django should use via the through_fields keyword argument.", fieldName, f.Model.Name))
		}
	} else {
		if len(from) > 1 && free {
			out = append(out, errorAbout(f.Self, "fields.E334", hint, ambiguous, fieldName, "from", f.Model.Name))
		}
		if len(to) > 1 && free {
			out = append(out, errorAbout(f.Self, "fields.E335", hint, ambiguous, fieldName, "to", toName))
		}
		if len(from) == 0 || len(to) == 0 {
			out = append(out, errorAbout(through, "fields.E336", "", "The model is used as an intermediate model by '%s', but it does not have a foreign key to '%s' or '%s'.", fieldName, f.Model.Name, toName))
		}
	}
	if free {
		return out
	}
	tf := f.rel.throughFields
	qualified := optionsOf(through).Label()
	if len(tf) < 2 || tf[0] == "" || tf[1] == "" {
		return append(out, errorAbout(f.Self, "fields.E337", "Make sure you specify 'through_fields' as through_fields=('field1', 'field2')",
			"Field specifies 'through_fields' but does not provide the names of the two link fields that should be used for the relation through model '%s'.", qualified))
	}
	for i, end := range []struct {
		model *Type
		names []string
	}{{f.Model, from}, {f.RelatedModel, to}} {
		if end.model == nil {
			continue
		}
		hint := ""
		if len(end.names) > 0 {
			hint = fmt.Sprintf("Did you mean one of the following foreign keys to '%s': %s?", end.model.Name, strings.Join(end.names, ", "))
		}
		g := optionsOf(through).field(tf[i])
		if g == nil {
			out = append(out, errorAbout(f.Self, "fields.E338", hint, "The intermediary model '%s' has no field '%s'.", qualified, tf[i]))
		} else if g.rel == nil || g.RelatedModel != end.model {
			out = append(out, errorAbout(f.Self, "fields.E339", hint, "'%s.%s' is not a foreign key to '%s'.", through.Name, tf[i], end.model.Name))
		}
	}
	return out
}

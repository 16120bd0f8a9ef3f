package models

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The check() methods of fields that hold values.

// checkFieldBase is Field.check.
func checkFieldBase(t *Thread, f *Field) ([]Object, error) {
	var out []Object
	switch {
	case strings.HasSuffix(f.Name, "_"):
		out = append(out, errorAbout(f.Self, "fields.E001", "", "Field names must not end with an underscore."))
	case strings.Contains(f.Name, "__"):
		out = append(out, errorAbout(f.Self, "fields.E002", "", "Field names must not contain \"__\"."))
	case f.composite != nil && f.Name == "pk":
	case f.composite != nil:
		out = append(out, errorAbout(f.Self, "fields.E013", "", "'CompositePrimaryKey' must be named 'pk'."))
	case f.Name == "pk":
		out = append(out, errorAbout(f.Self, "fields.E003", "", "'pk' is a reserved word that cannot be used as a field name."))
	}
	l, err := checkChoices(t, f)
	if err != nil {
		return nil, err
	}
	out = append(out, l...)
	if l, err = checkDBDefault(t, f); err != nil {
		return nil, err
	}
	out = append(out, l...)
	if _, ok := orNone(f.dbIndexArg).(object.Bool); !ok && !isNone(f.dbIndexArg) {
		out = append(out, errorAbout(f.Self, "fields.E006", "", "'db_index' must be None, True or False."))
	}
	if checksDatabase(t) && !isNone(f.dbComment) && f.m2m == nil {
		out = append(out, warningAbout(f.Self, "fields.W163", "", "SQLite does not support comments on columns (db_comment)."))
	}
	if f.PrimaryKey && f.Null {
		out = append(out, errorAbout(f.Self, "fields.E007", "Set null=False on the field, or remove primary_key=True argument.", "Primary keys must not have null=True."))
	}
	for i, v := range f.validatorsArg {
		if !object.IsCallable(v) {
			r, err := repr(t, v)
			if err != nil {
				return nil, err
			}
			hint := fmt.Sprintf("validators[%d] (%s) isn't a function or instance of a validator class.", i, r)
			out = append(out, errorAbout(f.Self, "fields.E008", hint, "All 'validators' must be callable."))
			break
		}
	}
	return append(out, checkDeprecation(t, f)...), nil
}

// removedField gives the attribute by which a class of fields says that Django no longer has it.
func removedField(id, name, instead string) map[string]Object {
	verb := "is"
	if name == "IPAddressField" {
		verb = "has been"
	}
	d := object.NewDict()
	d.SetName("msg", str(name+" "+verb+" removed except for support in historical migrations."))
	d.SetName("hint", str("Use "+instead+" instead."))
	d.SetName("id", str(id))
	return map[string]Object{"system_check_removed_details": d}
}

// checkDeprecation is _check_deprecation_details: what fields that Django no longer has say.
func checkDeprecation(t *Thread, f *Field) []Object {
	details := func(attr string) *object.Dict {
		v, err := attrOpt(t, f.Self, attr)
		if err != nil || v == nil {
			return nil
		}
		d, _ := object.AsDict(v)
		return d
	}
	text := func(d *object.Dict, key, def string) string {
		if v := d.GetStr(object.Intern(key)); v != nil {
			return asStr(v)
		}
		return def
	}
	if d := details("system_check_removed_details"); d != nil {
		return []Object{errorAbout(f.Self, text(d, "id", "fields.EXXX"), text(d, "hint", ""), "%s",
			text(d, "msg", f.Self.Class.Name+" has been removed except for support in historical migrations."))}
	}
	if d := details("system_check_deprecated_details"); d != nil {
		return []Object{warningAbout(f.Self, text(d, "id", "fields.WXXX"), text(d, "hint", ""), "%s", text(d, "msg", f.Self.Class.Name+" has been deprecated."))}
	}
	return nil
}

// isPromise tells whether o is a lazy text (django.utils.functional.Promise).
func isPromise(o Object) bool {
	for _, b := range o.Type().MRO {
		if b.Name == "Promise" && b.ModuleName() == "django.utils.functional" {
			return true
		}
	}
	return false
}

func isIterable(o Object) bool { return o.Type().Slots.Iter != nil }

// choiceValue tells what may be a choice's value or label: no iterable, but strings.
func choiceValue(o Object) bool {
	if _, ok := object.AsStr(o); ok || isPromise(o) {
		return true
	}
	return !isIterable(o)
}

// checkChoices is _check_choices.
func checkChoices(t *Thread, f *Field) ([]Object, error) {
	raw := f.choicesArg
	if isNone(raw) {
		return nil, nil
	}
	notOrdered := func() []Object {
		return []Object{errorAbout(f.Self, "fields.E004", "", "'choices' must be a mapping (e.g. a dictionary) or an ordered iterable (e.g. a list or tuple, but not a set).")}
	}
	notPairs := func() []Object {
		return []Object{errorAbout(f.Self, "fields.E005", "", "'choices' must be a mapping of actual values to human readable names or an iterable containing (actual value, human readable name) tuples.")}
	}
	if s, isStr := object.AsStr(raw); isStr {
		if s == "" {
			return nil, nil
		}
		return notOrdered(), nil
	}
	if !isIterable(raw) && !object.IsCallable(raw) {
		return notOrdered(), nil
	}
	choices, err := f.Choices(t)
	if err != nil || choices == nil {
		return nil, err
	}
	limit, limited := object.AsInt(orNone(f.maxLength))
	longest := 0
	measure := func(v Object) {
		if s, ok := object.Native(v).(*object.Str); ok && limited {
			longest = max(longest, s.Len())
		}
	}
	pairOf := func(o Object) (a, b Object, ok bool) {
		if _, isStr := object.AsStr(o); isStr || !isIterable(o) {
			return nil, nil, false
		}
		items, err := object.Collect(t, o)
		if err != nil || len(items) != 2 {
			return nil, nil, false
		}
		return items[0], items[1], true
	}
	for _, c := range choices.Items {
		value, label, ok := pairOf(c)
		if !ok {
			return notPairs(), nil
		}
		if choiceValue(label) {
			if !choiceValue(value) {
				return notPairs(), nil
			}
			measure(value)
			continue
		}
		group, err := object.Collect(t, label)
		if err != nil {
			return nil, err
		}
		for _, g := range group {
			v, human, ok := pairOf(g)
			if !ok || !choiceValue(v) || !choiceValue(human) {
				return notPairs(), nil
			}
			measure(v)
		}
	}
	if limited && int64(longest) > limit {
		return []Object{errorAbout(f.Self, "fields.E009", "", "'max_length' is too small to fit the longest value in 'choices' (%d characters).", longest)}, nil
	}
	return nil, nil
}

// checkDBDefault is _check_db_default.
func checkDBDefault(t *Thread, f *Field) ([]Object, error) {
	d := f.dbDefaultArg
	if d == nil || !checksDatabase(t) || !sql.HasResolveExpression(d) {
		return nil, nil
	}
	allowed, err := attrOpt(t, d, "allowed_default")
	if err != nil {
		return nil, err
	}
	if ok, err := truth(t, allowed); ok || err != nil {
		return nil, err
	}
	r, err := repr(t, d)
	return []Object{errorAbout(f.Self, "fields.E012", "", "%s cannot be used in db_default.", r)}, err
}

func checkChar(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil {
		return nil, err
	}
	if f.maxLength == nil || f.maxLength == none {
		return append(out, errorAbout(f.Self, "fields.E120", "", "CharFields must define a 'max_length' attribute.")), nil
	}
	n, ok := object.AsInt(f.maxLength)
	if _, isBool := f.maxLength.(object.Bool); !ok || isBool || n <= 0 {
		out = append(out, errorAbout(f.Self, "fields.E121", "", "'max_length' must be a positive integer."))
	}
	return out, nil
}

func checkInteger(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err == nil && !isNone(f.maxLength) {
		out = append(out, warningAbout(f.Self, "fields.W122", "Remove 'max_length' from field", "'max_length' is ignored when used with %s.", f.Self.Class.Name))
	}
	return out, err
}

func checkAuto(t *Thread, f *Field) ([]Object, error) {
	out, err := checkInteger(t, f)
	if err == nil && !f.PrimaryKey {
		out = append(out, errorAbout(f.Self, "fields.E100", "", "AutoFields must set primary_key=True."))
	}
	return out, err
}

// checkDecimal reads the arguments as they were given: what is no number is a finding and no exception.
func checkDecimal(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil {
		return nil, err
	}
	if f.digits == nil {
		f.digits = &digitsArgs{}
	}
	wrong := false
	number := func(given Object, value, least int, missingID, missing, badID, bad string) {
		switch {
		case isNone(given):
			out = append(out, errorAbout(f.Self, missingID, "", "%s", missing))
		case value < least:
			out = append(out, errorAbout(f.Self, badID, "", "%s", bad))
		default:
			return
		}
		wrong = true
	}
	number(f.digits.decimalPlaces, f.DecimalPlaces, 0, "fields.E130", "DecimalFields must define a 'decimal_places' attribute.", "fields.E131", "'decimal_places' must be a non-negative integer.")
	number(f.digits.maxDigits, f.MaxDigits, 1, "fields.E132", "DecimalFields must define a 'max_digits' attribute.", "fields.E133", "'max_digits' must be a positive integer.")
	if !wrong && f.DecimalPlaces > f.MaxDigits {
		out = append(out, errorAbout(f.Self, "fields.E134", "", "'max_digits' must be greater or equal to 'decimal_places'."))
	}
	return out, nil
}

func checkDate(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil || f.date == nil {
		return out, err
	}
	n := 0
	for _, b := range []bool{f.date.autoNow, f.date.autoNowAdd, f.defaultArg != nil} {
		if b {
			n++
		}
	}
	if n > 1 {
		return append(out, errorAbout(f.Self, "fields.E160", "", "The options auto_now, auto_now_add, and default are mutually exclusive. Only one of these options may be present.")), nil
	}
	fixed, err := fixedMoment(t, f)
	if err == nil && fixed {
		out = append(out, warningAbout(f.Self, "fields.W161", "It seems you set a fixed date / time / datetime value as default for this field. This may not be what you want. "+
			"If you want to have the current date as default, use `django.utils.timezone.now`", "Fixed default value provided."))
	}
	return out, err
}

// fixedMoment tells whether the default is a value within a day (or seconds, for a time of day) of now: somebody wrote now() for now.
func fixedMoment(t *Thread, f *Field) (bool, error) {
	if f.defaultArg == nil || object.IsCallable(f.defaultArg) {
		return false, nil
	}
	m, err := t.RT.Import(t, checksHelpers)
	if err != nil {
		return false, err
	}
	r, err := object.CallMethod(t, m, "fixed_moment", f.defaultArg)
	if err != nil {
		return false, err
	}
	return truth(t, r)
}

func checkBinary(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if s, isStr := object.AsStr(orNone(f.defaultArg)); err == nil && isStr && s != "" {
		out = append(out, errorAbout(f.Self, "fields.E170", "", "BinaryField's default cannot be a string. Use bytes content instead."))
	}
	return out, err
}

func checkIP(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err == nil && !f.Null && f.blank {
		out = append(out, errorAbout(f.Self, "fields.E150", "", "GenericIPAddressFields cannot have blank=True if null=False, as blank values are stored as nulls."))
	}
	return out, err
}

func checkFile(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil || f.file == nil {
		return out, err
	}
	if f.file.keyGiven {
		out = append(out, errorAbout(f.Self, "fields.E200", "", "'primary_key' is not a valid argument for a %s.", f.Self.Class.Name))
	}
	if s, ok := object.AsStr(orNone(f.file.uploadTo)); ok && strings.HasPrefix(s, "/") {
		out = append(out, errorAbout(f.Self, "fields.E201", "Remove the leading slash.", "%s's 'upload_to' argument must be a relative path, not an absolute path.", f.Self.Class.Name))
	}
	return out, nil
}

func checkFilePath(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err == nil && f.file != nil && f.file.noFiles && !f.file.folders {
		out = append(out, errorAbout(f.Self, "fields.E140", "", "FilePathFields must have either 'allow_files' or 'allow_folders' set to True."))
	}
	return out, err
}

// checkGenerated is GeneratedField.check: its own, and those of the field that its values are of.
func checkGenerated(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil || f.generated == nil || f.generated.output == nil {
		return out, err
	}
	g := f.generated.output
	if g.Model == nil {
		g.Model, g.Name = f.Model, f.Name
		defer func() { g.Model, g.Name = nil, "" }()
	}
	found, err := g.m(t).check(t, g)
	if err != nil {
		return nil, err
	}
	for _, group := range []struct {
		level    int
		id, what string
	}{{checkError, "fields.E223", "errors"}, {checkWarning, "fields.W224", "warnings"}} {
		var lines []string
		for _, o := range found {
			m, ok := o.(*CheckMessage)
			if !ok || (m.level >= checkError) != (group.level >= checkError) {
				continue
			}
			lines = append(lines, asStr(m.msg)+" ("+asStr(m.id)+")")
		}
		if len(lines) > 0 {
			out = append(out, newCheck(group.level, f.Self, group.id, "", "GeneratedField.output_field has "+group.what+":\n    "+strings.Join(lines, "\n    ")))
		}
	}
	return out, nil
}

package models

import (
	"fmt"
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// System checks: what manage.py check says about models (django.core.checks and the check() methods).

// CheckMessage is one finding.
type CheckMessage struct {
	level     int // 40: error, 30: warning
	Msg, Hint string
	ID        string
	obj       Object
}

// The levels of CheckMessage.
const (
	checkWarning = 30
	checkError   = 40
)

// CheckMessageType is django.core.checks.CheckMessage.
var CheckMessageType = object.Declare("CheckMessage", "django.core.checks.messages")

// Type implements object.Object.
func (*CheckMessage) Type() *Type { return CheckMessageType }

// IsError tells errors from warnings.
func (m *CheckMessage) IsError() bool { return m.level >= checkError }

func errorAbout(o Object, id, hint, format string, args ...any) Object {
	return &CheckMessage{checkError, fmt.Sprintf(format, args...), hint, id, o}
}

func warningAbout(o Object, id, hint, format string, args ...any) Object {
	return &CheckMessage{checkWarning, fmt.Sprintf(format, args...), hint, id, o}
}

// Text is str(message): "books.Book.title: (fields.E120) … \n\tHINT: …".
func (m *CheckMessage) Text(t *Thread) (string, error) {
	where := "?"
	if c, ok := m.obj.(*Type); ok && optionsOf(c) != nil {
		where = optionsOf(c).Label()
	} else if m.obj != nil && m.obj != none {
		s, err := object.ToStr(t, m.obj)
		if err != nil {
			return "", err
		}
		where = s
	}
	out := where + ": (" + m.ID + ") " + m.Msg
	if m.Hint != "" {
		out += "\n\tHINT: " + m.Hint
	}
	return out, nil
}

func init() {
	CheckMessageType.Define(object.Spec{
		Slots: object.Slots{Str: func(t *Thread, o Object) (string, error) { return o.(*CheckMessage).Text(t) }},
		GetSets: []object.GetSet{
			{Name: "msg", Get: func(t *Thread, o Object) (Object, error) { return str(o.(*CheckMessage).Msg), nil }},
			{Name: "hint", Get: func(t *Thread, o Object) (Object, error) { return strOrNoneObj(o.(*CheckMessage).Hint), nil }},
			{Name: "id", Get: func(t *Thread, o Object) (Object, error) { return str(o.(*CheckMessage).ID), nil }},
			{Name: "level", Get: func(t *Thread, o Object) (Object, error) { return object.NewInt(int64(o.(*CheckMessage).level)), nil }},
			{Name: "obj", Get: func(t *Thread, o Object) (Object, error) { return orNone(o.(*CheckMessage).obj), nil }},
		},
	})
}

// checkFieldBase is Field.check.
func checkFieldBase(t *Thread, f *Field) ([]Object, error) {
	var out []Object
	switch {
	case strings.HasSuffix(f.Name, "_"):
		out = append(out, errorAbout(f.Self, "fields.E001", "", "Field names must not end with an underscore."))
	case strings.Contains(f.Name, "__"):
		out = append(out, errorAbout(f.Self, "fields.E002", "", "Field names must not contain \"__\"."))
	case f.Name == "pk":
		out = append(out, errorAbout(f.Self, "fields.E003", "", "'pk' is a reserved word that cannot be used as a field name."))
	}
	choices, err := f.Choices(t)
	if err != nil {
		return nil, err
	}
	if choices != nil {
		if s, isStr := object.AsStr(f.choicesArg); isStr && s != "" {
			out = append(out, errorAbout(f.Self, "fields.E004", "", "'choices' must be a mapping (e.g. a dictionary) or an ordered iterable (e.g. a list or tuple, but not a set)."))
		} else {
			for _, c := range choices.Items {
				if tu, ok := object.AsTuple(c); !ok || len(tu.Items) != 2 {
					out = append(out, errorAbout(f.Self, "fields.E005", "", "'choices' must be a mapping of actual values to human readable names or an iterable containing (actual value, human readable name) tuples."))
					break
				}
			}
			if n, ok := object.AsInt(orNone(f.maxLength)); ok {
				flat, err := f.FlatChoices(t)
				if err != nil {
					return nil, err
				}
				longest := 0
				for _, c := range flat.Items {
					if tu, ok := object.AsTuple(c); ok && len(tu.Items) == 2 {
						if s, ok := tu.Items[0].(*object.Str); ok {
							longest = max(longest, s.Len())
						}
					}
				}
				if int64(longest) > n {
					out = append(out, errorAbout(f.Self, "fields.E009", "", "'max_length' is too small to fit the longest value in 'choices' (%d characters).", longest))
				}
			}
		}
	}
	if f.PrimaryKey && f.Null {
		out = append(out, errorAbout(f.Self, "fields.E007", "Set null=False on the field, or remove primary_key=True argument.", "Primary keys must not have null=True."))
	}
	for _, v := range f.validatorsArg {
		if !object.IsCallable(v) {
			out = append(out, errorAbout(f.Self, "fields.E008", "", "All 'validators' must be callable."))
		}
	}
	return out, nil
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
	out, err := checkFieldBase(t, f)
	if err == nil && !f.PrimaryKey {
		out = append(out, errorAbout(f.Self, "fields.E100", "", "AutoFields must set primary_key=True."))
	}
	return out, err
}

func checkDecimal(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil {
		return nil, err
	}
	if f.DecimalPlaces < 0 {
		out = append(out, errorAbout(f.Self, "fields.E130", "", "DecimalFields must define a 'decimal_places' attribute."))
	}
	switch {
	case f.MaxDigits < 0:
		out = append(out, errorAbout(f.Self, "fields.E132", "", "DecimalFields must define a 'max_digits' attribute."))
	case f.MaxDigits == 0:
		out = append(out, errorAbout(f.Self, "fields.E133", "", "'max_digits' must be a positive integer."))
	}
	if f.DecimalPlaces >= 0 && f.MaxDigits > 0 && f.DecimalPlaces > f.MaxDigits {
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
		out = append(out, errorAbout(f.Self, "fields.E160", "", "The options auto_now, auto_now_add, and default are mutually exclusive. Only one of these options may be present."))
	}
	return out, nil
}

func checkForeignObject(t *Thread, f *Field) ([]Object, error) { return checkRelated(t, f) }

func validIdentifier(s string) bool {
	for i, r := range s {
		if !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 || i > 0 && r >= '0' && r <= '9') {
			return false
		}
	}
	return s != ""
}

// checkRelated is RelatedField.check.
func checkRelated(t *Thread, f *Field) ([]Object, error) {
	out, err := checkFieldBase(t, f)
	if err != nil {
		return nil, err
	}
	if n := f.rel.relatedName; n != "" && !validIdentifier(strings.TrimSuffix(n, "+")) && n != "+" {
		out = append(out, errorAbout(f.Self, "fields.E306", "Related name must be a valid Python identifier or end with a '+'.", "The name '%s' is invalid related_name for field %s.%s", n, f.Model.Name, f.Name))
	}
	if f.RelatedModel == nil {
		name := asStr(f.rel.toArg)
		return append(out, errorAbout(f.Self, "fields.E300", "", "Field defines a relation with model '%s', which is either not installed, or is abstract.", name)), nil
	}
	if optionsOf(f.RelatedModel).abstract {
		return append(out, errorAbout(f.Self, "fields.E300", "", "Field defines a relation with model '%s', which is either not installed, or is abstract.", f.RelatedModel.Name)), nil
	}
	if q := f.RelatedQueryName(); !f.rel.hidden() {
		if strings.HasSuffix(q, "_") {
			out = append(out, errorAbout(f.Self, "fields.E308", "Add or change a related_name or related_query_name argument for this field.", "Reverse query name '%s' must not end with an underscore.", q))
		}
		if strings.Contains(q, "__") {
			out = append(out, errorAbout(f.Self, "fields.E309", "Add or change a related_name or related_query_name argument for this field.", "Reverse query name '%s' must not contain '__'.", q))
		}
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
	for _, g := range opts.ownForward() {
		i := g.Info()
		clash := opts.Label() + "." + i.Name
		if !hidden && i.Name == accessor && accessor != "" {
			out = append(out, errorAbout(f.Self, "fields.E302", fmt.Sprintf("Rename field '%s', or add/change a related_name argument to the definition for field '%s'.", clash, fieldName),
				"Reverse accessor '%s.%s' for '%s' clashes with field name '%s'.", opts.objectName, accessor, fieldName, clash))
		}
		if i.Name == query && !hidden {
			out = append(out, errorAbout(f.Self, "fields.E303", fmt.Sprintf("Rename field '%s', or add/change a related_name argument to the definition for field '%s'.", clash, fieldName),
				"Reverse query name for '%s' clashes with field name '%s'.", fieldName, clash))
		}
	}
	for _, x := range opts.RelatedObjects() {
		r := x.(*Rel)
		if r.field == f {
			continue
		}
		clash := optionsOf(r.field.Model).Label() + "." + r.field.Name
		if !hidden && accessor != "" && r.AccessorName() == accessor {
			out = append(out, errorAbout(f.Self, "fields.E304", fmt.Sprintf("Add or change a related_name argument to the definition for '%s' or '%s'.", fieldName, clash),
				"Reverse accessor '%s.%s' for '%s' clashes with reverse accessor for '%s'.", opts.objectName, accessor, fieldName, clash))
		}
		if r.RelatedQueryName() == query && !hidden {
			out = append(out, errorAbout(f.Self, "fields.E305", fmt.Sprintf("Add or change a related_name argument to the definition for '%s' or '%s'.", fieldName, clash),
				"Reverse query name for '%s' clashes with reverse query name for '%s'.", fieldName, clash))
		}
	}
	return out
}

func checkForeignKey(t *Thread, f *Field) ([]Object, error) {
	out, err := checkRelated(t, f)
	if err != nil {
		return nil, err
	}
	if f.RelatedModel != nil && f.rel.fieldName != "" {
		g := optionsOf(f.RelatedModel).field(f.rel.fieldName)
		if g == nil {
			out = append(out, errorAbout(f.Self, "fields.E312", "", "The to_field '%s' doesn't exist on the related model '%s'.", f.rel.fieldName, optionsOf(f.RelatedModel).Label()))
		} else if !g.Unique {
			unique := false
			for _, c := range optionsOf(f.RelatedModel).constraints {
				if u, ok := native[*UniqueConstraint](c); ok && u.total() && len(u.fields) == 1 && u.fields[0] == g.Name {
					unique = true
				}
			}
			if !unique {
				out = append(out, errorAbout(f.Self, "fields.E311", "Add unique=True to this field or add a UniqueConstraint (without condition) in the model Meta.constraints.",
					"'%s.%s' must be unique because it is referenced by a foreign key.", f.RelatedModel.Name, g.Name))
			}
		}
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
	if f.m2m.hasNullArg {
		out = append(out, warningAbout(f.Self, "fields.W340", "", "null has no effect on ManyToManyField."))
	}
	if len(f.validatorsArg) > 0 {
		out = append(out, warningAbout(f.Self, "fields.W341", "", "ManyToManyField does not support validators."))
	}
	if f.rel.throughArg != nil && f.rel.through == nil {
		out = append(out, errorAbout(f.Self, "fields.E331", "", "Field specifies a many-to-many relation through model '%s', which has not been installed.", asStr(f.rel.throughArg)))
	}
	if f.rel.throughArg != nil && f.rel.through != nil && f.RelatedModel != nil && f.Model != f.RelatedModel && f.rel.throughFields == nil {
		from, to := 0, 0
		for _, x := range optionsOf(f.rel.through).Fields() {
			if g, ok := x.(*Field); ok && g.fk != nil {
				if g.RelatedModel == f.Model {
					from++
				}
				if g.RelatedModel == f.RelatedModel {
					to++
				}
			}
		}
		through := f.rel.through.Name
		if from > 1 {
			out = append(out, errorAbout(f.Self, "fields.E334", fmt.Sprintf("If you want to create a recursive relationship, use ManyToManyField(\"%s\", through=\"%s\").", recursive, through),
				"The model is used as an intermediate model by '%s', but it has more than one foreign key from '%s', which is ambiguous. You must specify which foreign key Django should use via the through_fields keyword argument.", optionsOf(f.Model).Label()+"."+f.Name, f.Model.Name))
		}
		if to > 1 {
			out = append(out, errorAbout(f.Self, "fields.E335", fmt.Sprintf("If you want to create a recursive relationship, use ManyToManyField(\"%s\", through=\"%s\").", recursive, through),
				"The model is used as an intermediate model by '%s', but it has more than one foreign key to '%s', which is ambiguous. You must specify which foreign key Django should use via the through_fields keyword argument.", optionsOf(f.Model).Label()+"."+f.Name, f.RelatedModel.Name))
		}
		if from == 0 || to == 0 {
			out = append(out, errorAbout(f.rel.through, "fields.E333", "", "The model is used as an intermediate model by '%s', but it does not have a foreign key to '%s' or '%s'.", optionsOf(f.Model).Label()+"."+f.Name, f.Model.Name, f.RelatedModel.Name))
		}
	}
	return out, nil
}

// checkModel is Model.check.
func checkModel(t *Thread, cls *Type) ([]Object, error) {
	opts := optionsOf(cls)
	var out []Object
	for _, x := range append(append([]*Field(nil), opts.localFields...), opts.localM2M...) {
		l, err := x.m(t).check(t, x)
		if err != nil {
			return nil, err
		}
		out = append(out, l...)
	}
	if strings.HasPrefix(cls.Name, "_") || strings.HasSuffix(cls.Name, "_") {
		out = append(out, errorAbout(cls, "models.E023", "", "The model name '%s' cannot start or end with an underscore as it collides with the query lookup syntax.", cls.Name))
	} else if strings.Contains(cls.Name, "__") {
		out = append(out, errorAbout(cls, "models.E024", "", "The model name '%s' cannot contain double underscores as it collides with the query lookup syntax.", cls.Name))
	}
	exists := func(name string) bool {
		return name == "pk" || opts.FindField(name) != nil
	}
	for _, o := range opts.ordering {
		s, ok := object.AsStr(o)
		if !ok || s == "?" {
			continue
		}
		name := strings.TrimLeft(s, "-+")
		first := strings.SplitN(name, sql.LookupSep, 2)[0]
		if !exists(first) {
			out = append(out, errorAbout(cls, "models.E015", "", "'ordering' refers to the nonexistent field, related field, or lookup '%s'.", name))
		}
	}
	if opts.orderingObj != nil {
		_, l := object.AsList(opts.orderingObj)
		_, tu := object.AsTuple(opts.orderingObj)
		if !l && !tu && opts.orderingObj != none {
			out = append(out, errorAbout(cls, "models.E014", "", "'ordering' must be a tuple or list (even if you want to order by only one field)."))
		}
	}
	local := func(option string, names []string) {
		for _, n := range names {
			n = strings.TrimPrefix(n, "-")
			f := opts.field(n)
			switch {
			case f == nil:
				out = append(out, errorAbout(cls, "models.E012", "", "'%s' refers to the nonexistent field '%s'.", option, n))
			case f.m2m != nil:
				out = append(out, errorAbout(cls, "models.E013", "", "'%s' refers to a ManyToManyField '%s', but ManyToManyFields are not permitted in '%s'.", option, n, option))
			}
		}
	}
	for _, names := range opts.uniqueTogether {
		local("unique_together", names)
	}
	for _, o := range opts.indexes {
		if x, ok := native[*Index](o); ok {
			local("indexes", x.fields)
			if len(x.name) > 30 {
				out = append(out, errorAbout(cls, "models.E034", "", "The index name '%s' cannot be longer than 30 characters.", x.name))
			}
		}
	}
	for _, o := range opts.constraints {
		if u, ok := native[*UniqueConstraint](o); ok {
			local("constraints", u.fields)
		}
	}
	return out, nil
}

// RunChecks checks every model of the run: what manage.py check finds.
func RunChecks(t *Thread) ([]*CheckMessage, error) {
	var out []*CheckMessage
	tables := map[string][]string{}
	for _, cls := range appsOf(t).models {
		opts := optionsOf(cls)
		if opts.autoCreated != nil {
			continue
		}
		var l []Object
		if fn := userAttr(cls, object.Intern("check")); fn != nil {
			r, err := object.CallMethod(t, cls, "check")
			if err != nil {
				return nil, err
			}
			if l, err = object.Collect(t, r); err != nil {
				return nil, err
			}
		} else {
			var err error
			if l, err = checkModel(t, cls); err != nil {
				return nil, err
			}
		}
		for _, o := range l {
			if m, ok := o.(*CheckMessage); ok {
				out = append(out, m)
			}
		}
		if opts.managed && !opts.proxy {
			tables[opts.dbTable] = append(tables[opts.dbTable], opts.Label())
			if n := tables[opts.dbTable]; len(n) == 2 {
				out = append(out, &CheckMessage{checkError, fmt.Sprintf("db_table '%s' is used by multiple models: %s.", opts.dbTable, strings.Join(n, ", ")), "", "models.E028", str(opts.dbTable)})
			}
		}
	}
	return out, nil
}

// CheckReport is the text of SystemCheckError, "" when there is no error.
func CheckReport(t *Thread, msgs []*CheckMessage) (string, error) {
	var errs, warns []string
	for _, m := range msgs {
		s, err := m.Text(t)
		if err != nil {
			return "", err
		}
		if m.IsError() {
			errs = append(errs, s)
		} else {
			warns = append(warns, s)
		}
	}
	if len(errs) == 0 {
		return "", nil
	}
	out := "System check identified some issues:\n\nERRORS:\n" + strings.Join(errs, "\n") + "\n"
	if len(warns) > 0 {
		out += "\nWARNINGS:\n" + strings.Join(warns, "\n") + "\n"
	}
	n := len(errs) + len(warns)
	s := "s"
	if n == 1 {
		s = ""
	}
	return out + fmt.Sprintf("\nSystem check identified %d issue%s (0 silenced).", n, s), nil
}

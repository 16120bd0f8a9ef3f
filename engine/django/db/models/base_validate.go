package models

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Validating a model instance: full_clean and what it calls.

var validationErrorType = exceptions.ValidationError

var (
	sigFromDB         = pysig.New("Model.from_db", "cls", "db", "field_names", "values")
	sigFullClean      = pysig.New("Model.full_clean", "self", "exclude=", "validate_unique=", "validate_constraints=")
	sigExclude        = pysig.New("Model.clean_fields", "self", "exclude=")
	sigUniqueMessage  = pysig.New("Model.unique_error_message", "self", "model_class", "unique_check")
	sigDateMessage    = pysig.New("Model.date_error_message", "self", "lookup_type", "field_name", "unique_for")
	sigGetChoices     = pysig.New("Field.get_choices", "self", "include_blank=", "blank_choice=", "limit_choices_to=", "ordering=")
	sigValidateUnique = pysig.New("Model.validate_unique", "self", "exclude=")
)

// excluded is the set of field names to leave out.
func excluded(t *Thread, o Object) (map[string]bool, error) {
	out := map[string]bool{}
	if isNone(o) {
		return out, nil
	}
	if s, ok := object.AsStr(o); ok {
		o = object.NewTuple(str(s)) // a name by itself
	}
	names, err := stringList(t, o)
	for _, n := range names {
		out[n] = true
	}
	return out, err
}

func validateMethods() []object.Method {
	return []object.Method{
		{Name: "clean", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			return none, checkNoArgs("Model.clean", args, kw)
		}},
		{Name: "full_clean", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigFullClean.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			return none, fullClean(t, a[0], a[1], a[2], a[3])
		}},
		{Name: "clean_fields", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigExclude.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			ex, err := excluded(t, a[1])
			if err != nil {
				return nil, err
			}
			return none, cleanFields(t, a[0], ex)
		}},
		{Name: "validate_unique", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigValidateUnique.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			ex, err := excluded(t, a[1])
			if err != nil {
				return nil, err
			}
			return none, validateUnique(t, a[0], ex)
		}},
		{Name: "validate_constraints", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigValidateUnique.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			ex, err := excluded(t, a[1])
			if err != nil {
				return nil, err
			}
			return none, validateConstraints(t, a[0], ex)
		}},
		{Name: "unique_error_message", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigUniqueMessage.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			cls, ok := a[1].(*Type)
			if !ok || optionsOf(cls) == nil {
				return nil, object.TypeErrorf("unique_error_message() needs a model class")
			}
			names, err := stringList(t, a[2])
			if err != nil {
				return nil, err
			}
			return uniqueErrorMessage(t, a[0], cls, names)
		}},
		{Name: "date_error_message", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a, err := sigDateMessage.Bind(args, kw)
			if err != nil {
				return nil, err
			}
			return dateErrorMessage(t, a[0], asStr(a[1]), asStr(a[2]), asStr(a[3]))
		}},
		{Name: "_get_unique_checks", Fn: getUniqueChecks},
	}
}

// fullClean is Model.full_clean.
func fullClean(t *Thread, self, exclude, unique, constraints Object) error {
	errs := object.NewDict()
	ex, err := excluded(t, exclude)
	if err != nil {
		return err
	}
	collect := func(err error) error {
		if e := exceptions.IsValidation(err); e != nil {
			return exceptions.UpdateErrorDict(t, e, errs)
		}
		return err
	}
	exArg := func() Object {
		s := object.NewSet()
		for _, f := range metaOf(self).GetFields() {
			if n := f.Info().Name; ex[n] {
				_ = s.Add(t, str(n)) // a str is hashable
			}
		}
		for n := range ex {
			_ = s.Add(t, str(n))
		}
		return s
	}
	call := func(name string, direct func() error, args func() *Kwargs) error {
		if userAttr(self.Type(), object.Intern(name)) != nil {
			_, err := object.CallMethodKw(t, self, object.Intern(name), nil, args())
			return err
		}
		return direct()
	}
	excludeKw := func() *Kwargs { return object.Kw("exclude", exArg()) }
	if err := collect(call("clean_fields", func() error { return cleanFields(t, self, ex) }, excludeKw)); err != nil {
		return err
	}
	if err := collect(call("clean", func() error { return nil }, func() *Kwargs { return nil })); err != nil {
		return err
	}
	// Fields that failed are left out of what follows.
	leaveOut := func() {
		for _, k := range errs.Keys() {
			if n := asStr(k); n != exceptions.NonFieldErrors {
				ex[n] = true
			}
		}
	}
	yes, err := boolOr(t, unique, true)
	if err != nil {
		return err
	}
	if yes {
		leaveOut()
		if err := collect(call("validate_unique", func() error { return validateUnique(t, self, ex) }, excludeKw)); err != nil {
			return err
		}
	}
	if yes, err = boolOr(t, constraints, true); err != nil {
		return err
	}
	if yes {
		leaveOut()
		if err := collect(call("validate_constraints", func() error { return validateConstraints(t, self, ex) }, excludeKw)); err != nil {
			return err
		}
	}
	// Keys without errors come from update_error_dict with an empty list.
	if n := errs.GetName(exceptions.NonFieldErrors); n != nil {
		if l, ok := object.AsList(n); ok && len(l.Items) == 0 {
			errs.DelStr(object.Intern(exceptions.NonFieldErrors))
		}
	}
	if errs.Len() > 0 {
		return exceptions.NewFrom(t, errs)
	}
	return nil
}

// cleanFields is Model.clean_fields.
func cleanFields(t *Thread, self Object, ex map[string]bool) error {
	errs := object.NewDict()
	for _, x := range metaOf(self).Fields() {
		f := x.(*Field)
		if ex[f.Name] || f.Generated {
			continue
		}
		raw, err := object.GetAttr(t, self, f.attnameStr)
		if err != nil {
			return err
		}
		if f.blank {
			empty, err := f.emptyValue(t, raw)
			if err != nil {
				return err
			}
			if empty {
				continue
			}
		}
		if isDatabaseDefault(raw) {
			continue
		}
		v, err := f.m(t).clean(t, f, raw, self)
		if e := exceptions.IsValidation(err); e != nil {
			errs.SetName(f.Name, object.NewList(append([]Object(nil), exceptions.ErrorList(e)...)))
			continue
		}
		if err != nil {
			return err
		}
		if err := object.SetAttr(t, self, f.attnameStr, v); err != nil {
			return err
		}
	}
	if errs.Len() > 0 {
		return exceptions.NewFrom(t, errs)
	}
	return nil
}

type uniqueCheck struct {
	model *Type
	names []string
}

type dateCheck struct {
	model                *Type
	kind, field, against string
}

// uniqueChecks is _get_unique_checks.
func uniqueChecks(self Object, ex map[string]bool) (unique []uniqueCheck, dates []dateCheck) {
	opts := metaOf(self)
	classes := append([]*Type{self.Type()}, opts.allParents()...)
	for _, c := range classes {
		for _, names := range optionsOf(c).uniqueTogether {
			skip := false
			for _, n := range names {
				skip = skip || ex[n]
			}
			if !skip {
				unique = append(unique, uniqueCheck{c, names})
			}
		}
	}
	for _, c := range classes {
		for _, f := range optionsOf(c).localFields {
			if ex[f.Name] {
				continue
			}
			if f.composite != nil {
				skip, names := false, []string(nil)
				for _, g := range f.composite.fields(f) {
					names = append(names, g.Info().Name)
					skip = skip || ex[g.Info().Name]
				}
				if !skip {
					unique = append(unique, uniqueCheck{c, names})
				}
				continue
			}
			if f.Unique {
				unique = append(unique, uniqueCheck{c, []string{f.Name}})
			}
			for _, d := range []struct{ kind, against string }{{"date", f.uniqueForDate}, {"year", f.uniqueForYear}, {"month", f.uniqueForMonth}} {
				if d.against != "" && !ex[d.against] {
					dates = append(dates, dateCheck{c, d.kind, f.Name, d.against})
				}
			}
		}
	}
	return
}

// validateUnique is Model.validate_unique.
func validateUnique(t *Thread, self Object, ex map[string]bool) error {
	unique, dates := uniqueChecks(self, ex)
	errs := object.NewDict()
	add := func(key string, e Object) {
		l, ok := object.AsList(orNone(errs.GetName(key)))
		if !ok {
			l = object.NewList(nil)
			errs.SetName(key, l)
		}
		l.Items = append(l.Items, e)
	}
	st := stateOf(self)
	exists := func(cls *Type, lookup *object.Dict) (bool, error) {
		qs, err := defaultQuerySet(t, cls)
		if err != nil {
			return false, err
		}
		if qs, err = qs.filterDict(t, lookup, false); err != nil {
			return false, err
		}
		if !st.adding {
			pk, err := pkFor(t, self, optionsOf(cls))
			if err != nil {
				return false, err
			}
			set, err := pkIsSetFor(t, self, optionsOf(cls))
			if err != nil {
				return false, err
			}
			if set {
				d := object.NewDict()
				d.SetName("pk", pk)
				if qs, err = qs.filterDict(t, d, true); err != nil {
					return false, err
				}
			}
		}
		return qs.exists(t)
	}
	opts := metaOf(self)
	for _, c := range unique {
		lookup := object.NewDict()
		for _, n := range c.names {
			f := opts.field(n)
			if f == nil {
				return object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", opts.objectName, n)
			}
			v, err := object.GetAttr(t, self, f.attnameStr)
			if err != nil {
				return err
			}
			if v == none || !st.adding && optionsOf(c.model).inKey(f) {
				continue
			}
			lookup.SetName(n, v)
		}
		if lookup.Len() != len(c.names) {
			continue
		}
		found, err := exists(c.model, lookup)
		if err != nil {
			return err
		}
		if found {
			key := exceptions.NonFieldErrors
			if len(c.names) == 1 {
				key = c.names[0]
			}
			e, err := uniqueErrorMessage(t, self, c.model, c.names)
			if err != nil {
				return err
			}
			add(key, e)
		}
	}
	for _, c := range dates {
		date, err := object.GetAttrName(t, self, c.against)
		if err != nil {
			return err
		}
		if date == none {
			continue
		}
		lookup := object.NewDict()
		parts := []string{c.kind}
		if c.kind == "date" {
			parts = []string{"day", "month", "year"}
		}
		for _, p := range parts {
			v, err := object.GetAttrName(t, date, p)
			if err != nil {
				return err
			}
			lookup.SetName(c.against+"__"+p, v)
		}
		v, err := object.GetAttrName(t, self, c.field)
		if err != nil {
			return err
		}
		lookup.SetName(c.field, v)
		found, err := exists(c.model, lookup)
		if err != nil {
			return err
		}
		if found {
			e, err := dateErrorMessage(t, self, c.kind, c.field, c.against)
			if err != nil {
				return err
			}
			add(c.field, e)
		}
	}
	if errs.Len() > 0 {
		return exceptions.NewFrom(t, errs)
	}
	return nil
}

// capFirst is django.utils.text.capfirst.
func capFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// textList is get_text_list(names, "and").
func textList(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

func uniqueErrorMessage(t *Thread, self Object, cls *Type, names []string) (Object, error) {
	opts := optionsOf(cls)
	p := object.NewDict()
	p.SetName("model", self)
	p.SetName("model_class", cls)
	p.SetName("model_name", str(capFirst(opts.verboseName)))
	p.SetName("unique_check", strTuple(names))
	if len(names) == 1 {
		f := opts.field(names[0])
		if f == nil {
			return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", opts.objectName, names[0])
		}
		p.SetName("field_label", str(capFirst(f.VerboseName)))
		return object.Call(t, exceptions.ValidationError, nil, object.Kw("message", orNone(f.messages().GetName("unique")), "code", str("unique"), "params", p))
	}
	var labels []string
	for _, n := range names {
		if f := opts.field(n); f != nil {
			labels = append(labels, capFirst(f.VerboseName))
		} else {
			labels = append(labels, n)
		}
	}
	p.SetName("field_labels", str(textList(labels)))
	return object.Call(t, exceptions.ValidationError, nil, object.Kw("message", str("%(model_name)s with this %(field_labels)s already exists."), "code", str("unique_together"), "params", p))
}

func dateErrorMessage(t *Thread, self Object, kind, name, against string) (Object, error) {
	opts := metaOf(self)
	f, g := opts.field(name), opts.field(against)
	if f == nil || g == nil {
		return nil, object.Errorf(exceptions.FieldDoesNotExist, "%s has no field named '%s'", opts.objectName, name)
	}
	p := object.NewDict()
	p.SetName("model", self)
	p.SetName("model_name", str(capFirst(opts.verboseName)))
	p.SetName("lookup_type", str(kind))
	p.SetName("field", str(name))
	p.SetName("field_label", str(capFirst(f.VerboseName)))
	p.SetName("date_field", str(against))
	p.SetName("date_field_label", str(capFirst(g.VerboseName)))
	return object.Call(t, exceptions.ValidationError, nil, object.Kw("message", orNone(f.messages().GetName("unique_for_date")), "code", str("unique_for_date"), "params", p))
}

var sigUniqueChecks = pysig.New("Model._get_unique_checks", "self", "exclude=", "include_meta_constraints=")

// getUniqueChecks is Model._get_unique_checks for programs.
func getUniqueChecks(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	a, err := sigUniqueChecks.Bind(args, kw)
	if err != nil {
		return nil, err
	}
	ex, err := excluded(t, a[1])
	if err != nil {
		return nil, err
	}
	unique, dates := uniqueChecks(a[0], ex)
	var us, ds []Object
	for _, u := range unique {
		us = append(us, object.NewTuple(u.model, strTuple(u.names)))
	}
	if a[2] == object.True {
		for _, c := range append([]*Type{a[0].Type()}, metaOf(a[0]).allParents()...) {
			for _, o := range optionsOf(c).constraints {
				if u, ok := native[*UniqueConstraint](o); ok && u.total() {
					us = append(us, object.NewTuple(c, strTuple(u.fields)))
				}
			}
		}
	}
	for _, d := range dates {
		ds = append(ds, object.NewTuple(d.model, str(d.kind), str(d.field), str(d.against)))
	}
	return object.NewTuple(object.NewList(us), object.NewList(ds)), nil
}

package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

const fieldsModule = "django.db.models.fields"

// Field is the Go part of every field object. One struct serves all classes: what differs between them is behaviour, which
// lies in the class (fieldMethods), and the few data that only some have (pointers below).
type Field struct {
	sql.FieldInfo
	// methods is the class's table, resolved for methodsVersion of the class.
	methods        *fieldMethods
	methodsVersion uint32

	nameStr, attnameStr *object.Str // for look-ups in an instance's __dict__

	verboseNameArg Object // as given, nil when not
	uniqueArg      bool
	blank          bool
	dbIndex        bool
	editable       bool
	serialize      bool
	maxLength      Object // nil or None: no limit
	dbIndexArg     Object // as given, for check()
	defaultArg     Object // nil: NOT_PROVIDED
	dbDefaultArg   Object // nil: NOT_PROVIDED
	choicesArg     Object // as given, nil or None for none
	choices        *object.List
	helpText       Object
	dbColumn       string
	dbTablespace   Object
	dbComment      Object
	dbCollation    Object
	uniqueForDate  string
	uniqueForMonth string
	uniqueForYear  string
	validatorsArg  []Object
	extraValidator func(t *Thread) ([]Object, error) // what the class's __init__ adds: MaxLengthValidator …
	errorMessages  *object.Dict                      // what the constructor was given
	allMessages    *object.Dict
	creation       int64
	autoCreation   bool
	mtiInherited   bool

	date      *dateOptions      // DateField and its kin
	fk        *fkOptions        // ForeignObject and its kin
	m2m       *m2mOptions       // ManyToManyField
	json      *jsonOptions      // JSONField
	generated *generatedOptions // GeneratedField
	file      *fileOptions      // FileField, FilePathField
	ip        *ipOptions        // GenericIPAddressField
	digits    *digitsArgs       // DecimalField
	composite *compositeOptions // CompositePrimaryKey
	slugOpts  *slugOptions

	rel *Rel // remote_field

}

// Info implements sql.FieldOrRel.
func (f *Field) Info() *sql.FieldInfo { return &f.FieldInfo }

// FieldType is django.db.models.Field.
var FieldType = object.Declare("Field", fieldsModule, sql.RegisterLookupMixinType)

// m gives the class's methods.
func (f *Field) m(t *Thread) *fieldMethods {
	cls := f.Self.Class
	if f.methods == nil || f.methodsVersion != cls.Version() {
		f.methods, f.methodsVersion = resolveMethods(t, cls), cls.Version()
	}
	return f.methods
}

// fieldOf gives the Go part of a field object.
func fieldOf(o Object) (*Field, error) {
	if f, ok := native[*Field](o); ok {
		return f, nil
	}
	return nil, object.TypeErrorf("expected a model field, not '%s'", object.TypeName(orNone(o)))
}

// fieldClass describes a native field class for declareField.
type fieldClass struct {
	// internal is get_internal_type(); "" inherits.
	internal string
	// init is __init__ after the arguments of the class itself are taken off; it calls the base's.
	init    func(t *Thread, f *Field, args []Object, kw *Kwargs) error
	methods fieldMethods
	extra   []object.Method
	getsets []object.GetSet
	slots   object.Slots // besides Init
	attrs   map[string]Object
	// description is Field.description.
	description string
	// messages are default_error_messages, key and text by turns.
	messages []string
	// validators are names in django.core.validators: default_validators.
	validators []string
	// noEmptyStrings is empty_strings_allowed = False.
	noEmptyStrings bool
	// unbound makes the shared instance for expressions; nil: the class can be made without arguments; false in abstract.
	abstract bool
	setup    func(f *Field) // what __init__ without arguments does beyond the base's, for unbound instances
}

var fieldClasses = map[*Type]*fieldClass{}

// declareField defines a native field class and registers it with package sql.
func declareField(cls *Type, c fieldClass) *Type {
	fieldClasses[cls] = &c
	if c.internal != "" && c.methods.getInternalType == nil {
		name := c.internal
		c.methods.getInternalType = func(*Thread, *Field) (string, error) { return name, nil }
	}
	attrs := map[string]Object{}
	if c.description != "" {
		attrs["description"] = str(c.description)
	}
	if c.noEmptyStrings {
		attrs["empty_strings_allowed"] = object.False
	}
	if c.messages != nil {
		d := object.NewDict()
		for i := 0; i+1 < len(c.messages); i += 2 {
			d.SetName(c.messages[i], str(c.messages[i+1]))
		}
		attrs["default_error_messages"] = d
	}
	for k, v := range c.attrs {
		attrs[k] = v
	}
	slots := c.slots
	if c.init != nil {
		init := c.init
		slots.Init = func(t *Thread, self Object, args []Object, kw *Kwargs) error {
			f, err := fieldOf(self)
			if err != nil {
				return err
			}
			return init(t, f, args, kw)
		}
	}
	if cls == FieldType {
		for name, m := range sql.LookupAttrs() {
			attrs[name] = m
		}
		slots = fieldSlots(slots)
	}
	cls.Define(object.Spec{
		Slots: slots, Attrs: attrs, GetSets: c.getsets,
		Methods: append(fieldMethodObjects(cls, &c.methods), c.extra...),
	})
	var mk func() sql.Field
	if !c.abstract {
		mk = func() sql.Field { return newUnbound(cls) }
	}
	sql.RegisterFieldClass(cls.Name, cls, mk)
	return cls
}

// newField makes a field object of class cls before its __init__ runs.
func newField(cls *Type) *Field {
	f := &Field{editable: true, serialize: true, nameStr: object.Intern(""), attnameStr: object.Intern("")} // names that no attribute has, until it has one
	f.MaxDigits, f.DecimalPlaces = -1, -1
	f.EmptyStringsAllowed = emptyStringsAllowed(cls)
	f.Self = object.NewInstance(cls, f)
	return f
}

// newUnbound makes what cls() makes, without a thread: for the shared output fields of expressions.
func newUnbound(cls *Type) *Field {
	f := newField(cls)
	for i := len(cls.MRO) - 1; i >= 0; i-- {
		if c := fieldClasses[cls.MRO[i]]; c != nil && c.setup != nil {
			c.setup(f)
		}
	}
	return f
}

var strEmptyStringsAllowed = object.Intern("empty_strings_allowed")

func emptyStringsAllowed(cls *Type) bool { return cls.Lookup(strEmptyStringsAllowed) != object.False }

var sigField = pysig.New("Field.__init__", "self", "verbose_name=", "name=", "primary_key=", "max_length=", "unique=", "blank=", "null=",
	"db_index=", "rel=", "default=", "editable=", "serialize=", "unique_for_date=", "unique_for_month=", "unique_for_year=", "choices=",
	"help_text=", "db_column=", "db_tablespace=", "auto_created=", "validators=", "error_messages=", "db_comment=", "db_default=")

type creationKey struct{}
type creationCounters struct{ next, auto int64 }

func counters(t *Thread) *creationCounters {
	return t.RT.State(creationKey{}, func() any { return &creationCounters{auto: -1} }).(*creationCounters)
}

// initField is Field.__init__.
func initField(t *Thread, f *Field, args []Object, kw *Kwargs) error {
	a, err := sigField.Bind(append([]Object{f.Self}, args...), kw)
	if err != nil {
		return err
	}
	a = a[1:]
	bools := []struct {
		i   int
		dst *bool
	}{{2, &f.PrimaryKey}, {4, &f.uniqueArg}, {5, &f.blank}, {6, &f.Null}, {7, &f.dbIndex}, {10, &f.editable}, {11, &f.serialize}, {19, &f.AutoCreated}}
	for _, b := range bools {
		if a[b.i] != nil {
			if *b.dst, err = object.Truth(t, a[b.i]); err != nil {
				return err
			}
		}
	}
	if !isNone(a[0]) {
		f.verboseNameArg = a[0]
	}
	if !isNone(a[1]) {
		f.Name = asStr(a[1])
	}
	f.maxLength, f.dbIndexArg = a[3], a[7]
	f.IsRelation = f.rel != nil
	if a[9] != nil && a[9] != NotProvided {
		f.defaultArg = a[9]
	}
	if a[23] != nil && a[23] != NotProvided {
		if err := f.setDBDefault(t, a[23]); err != nil {
			return err
		}
	}
	f.uniqueForDate, f.uniqueForMonth, f.uniqueForYear = asStr(a[12]), asStr(a[13]), asStr(a[14])
	if !isNone(a[15]) {
		if err := f.setChoices(t, a[15]); err != nil {
			return err
		}
	}
	if f.helpText = a[16]; f.helpText == nil {
		f.helpText = str("")
	}
	f.dbColumn = asStr(a[17])
	f.dbTablespace = orNone(a[18])
	f.dbComment = orNone(a[22])
	if !isNone(a[20]) {
		if f.validatorsArg, err = object.Collect(t, a[20]); err != nil {
			return err
		}
	}
	if !isNone(a[21]) {
		d, ok := object.AsDict(a[21])
		if !ok {
			return object.TypeErrorf("error_messages must be a dict, not '%s'", object.TypeName(a[21]))
		}
		f.errorMessages = d
	}
	f.Unique = f.uniqueArg || f.PrimaryKey
	c := counters(t)
	if f.AutoCreated {
		f.creation, f.autoCreation = c.auto, true
		c.auto--
	} else {
		f.creation = c.next
		c.next++
	}
	return nil
}

func (f *Field) setDBDefault(t *Thread, v Object) error {
	// A plain value becomes Value(v, field); expressions stay what they are.
	if res, err := attrOpt(t, v, "resolve_expression"); err != nil {
		return err
	} else if res == nil {
		v = sql.NewValueAs(v, f)
	}
	f.dbDefaultArg, f.HasDBDefault, f.DBDefault, f.DBReturning = v, true, v, true
	return nil
}

// setChoices normalises choices as django.utils.choices.normalize_choices does.
func (f *Field) setChoices(t *Thread, v Object) error {
	f.choicesArg = v
	if _, isType := v.(*Type); !isType && object.IsCallable(v) {
		return nil // evaluated at each use
	}
	l, err := normalizeChoices(t, v)
	f.choices = l
	return err
}

// Choices is field.choices: (value, label) pairs, nil for none.
func (f *Field) Choices(t *Thread) (*object.List, error) {
	if isNone(f.choicesArg) {
		return nil, nil
	}
	if f.choices != nil {
		return f.choices, nil
	}
	v, err := object.Call(t, f.choicesArg, nil, nil)
	if err != nil {
		return nil, err
	}
	return normalizeChoices(t, v)
}

// FlatChoices is field.flatchoices: groups taken apart.
func (f *Field) FlatChoices(t *Thread) (*object.List, error) {
	l, err := f.Choices(t)
	if l == nil || err != nil {
		return object.NewList(nil), err
	}
	var out []Object
	for _, pair := range l.Items {
		p, ok := object.AsTuple(pair)
		if !ok || len(p.Items) != 2 {
			continue
		}
		if sub, ok := object.AsList(p.Items[1]); ok {
			out = append(out, sub.Items...)
		} else {
			out = append(out, pair)
		}
	}
	return object.NewList(out), nil
}

func normalizeChoices(t *Thread, v Object) (*object.List, error) {
	if cls, ok := v.(*Type); ok {
		c, err := attrOpt(t, cls, "choices")
		if err != nil {
			return nil, err
		}
		if c != nil {
			v = c
		}
	}
	var items []Object
	if d, ok := object.AsDict(v); ok {
		if err := each(d, func(k, v Object) error {
			items = append(items, object.NewTuple(k, v))
			return nil
		}); err != nil {
			return nil, err
		}
	} else {
		if _, isStr := object.AsStr(v); isStr {
			return object.NewList([]Object{v}), nil // check() complains
		}
		var err error
		if items, err = object.Collect(t, v); err != nil {
			if object.IsException(err, object.TypeErrorType) {
				return object.NewList([]Object{v}), nil
			}
			return nil, err
		}
	}
	out := make([]Object, 0, len(items))
	for _, it := range items {
		if _, isStr := object.AsStr(it); isStr {
			out = append(out, it)
			continue
		}
		pair, err := object.Collect(t, it)
		if err != nil || len(pair) != 2 {
			out = append(out, it)
			continue
		}
		label := pair[1]
		switch object.Native(label).(type) {
		case *object.Dict, *object.List, *object.Tuple:
			sub, err := normalizeChoices(t, label)
			if err != nil {
				return nil, err
			}
			label = sub
		}
		out = append(out, object.NewTuple(pair[0], label))
	}
	return object.NewList(out), nil
}

// NotProvided is django.db.models.fields.NOT_PROVIDED, a class that stands for "no argument".
var NotProvided Object = object.Declare("NOT_PROVIDED", fieldsModule).Define(object.Spec{})

// setAttributesFromName is set_attributes_from_name.
func (f *Field) setAttributesFromName(t *Thread, name string) error {
	if f.Name == "" {
		f.Name = name
	}
	attname, err := f.m(t).getAttname(t, f)
	if err != nil {
		return err
	}
	f.Attname = attname
	f.Column = f.dbColumn
	if f.Column == "" {
		f.Column = attname
	}
	if f.composite != nil || f.fk != nil && !f.fk.isForeignKey {
		f.Column = ""
	}
	if userAttr(f.Self.Class, strAttnameColumn) != nil {
		if err := f.ownColumn(t); err != nil {
			return err
		}
	}
	f.Concrete = f.Column != ""
	f.nameStr, f.attnameStr = object.Intern(f.Name), object.Intern(f.Attname)
	if f.verboseNameArg != nil {
		if f.VerboseName, err = object.ToStr(t, f.verboseNameArg); err != nil {
			return err
		}
	} else {
		f.VerboseName = strings.ReplaceAll(f.Name, "_", " ")
	}
	return nil
}

var strAttnameColumn = object.Intern("get_attname_column")

// ownColumn takes attribute and column from a get_attname_column() of the program's; a column of None means that there is none.
func (f *Field) ownColumn(t *Thread) error {
	r, err := object.CallMethod(t, f.Self, "get_attname_column")
	if err != nil {
		return err
	}
	pair, err := object.Collect(t, r)
	if err != nil {
		return err
	}
	if len(pair) != 2 {
		return object.ValueErrorf("get_attname_column() must give an attribute and a column")
	}
	f.Attname, f.Column = asStr(pair[0]), asStr(pair[1])
	return nil
}

// contributeBase is Field.contribute_to_class.
func contributeBase(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
	if err := f.setAttributesFromName(t, name); err != nil {
		return err
	}
	f.Model = cls
	opts := optionsOf(cls)
	if err := opts.addField(t, f, privateOnly); err != nil {
		return err
	}
	if f.Column != "" {
		var d Object = &DeferredAttribute{field: f}
		if f.fk != nil {
			if _, own := cls.Dict.GetName(f.Attname).(*object.Property); own {
				return nil // the model's own property stays, and a check says so
			}
			d = &foreignKeyDeferred{DeferredAttribute{field: f}}
		} else if f.file != nil && f.file.descriptor != nil {
			d = f.file.descriptor(f)
		} else if dc, err := f.descriptorClass(t); err != nil {
			return err
		} else if dc != nil {
			d = dc
		}
		cls.SetClassAttr(f.Attname, d)
	}
	if !isNone(f.choicesArg) {
		display := "get_" + f.Name + "_display"
		if cls.Dict.GetName(display) == nil {
			cls.SetClassAttr(display, newFieldMethod(display, f, getFieldDisplay))
		}
	}
	return nil
}

var strDescriptorClass = object.Intern("descriptor_class")

// descriptorClass makes the descriptor of a class of the program that has descriptor_class of its own.
func (f *Field) descriptorClass(t *Thread) (Object, error) {
	if c := userAttr(f.Self.Class, strDescriptorClass); c != nil && c != DeferredAttributeType {
		return object.Call(t, c, []Object{f.Self}, nil)
	}
	return nil, nil
}

// fieldMethodDescr is a method of model instances that belongs to a field: get_status_display, get_next_by_day. Django makes them
// with functools.partialmethod.
type fieldMethodDescr struct {
	name  string
	field *Field
	fn    func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error)
}

func newFieldMethod(name string, f *Field, fn func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error)) Object {
	return &fieldMethodDescr{name, f, fn}
}

var fieldMethodDescrType = object.Declare("partialmethod", "functools")

func (*fieldMethodDescr) Type() *Type { return fieldMethodDescrType }

func init() {
	fieldMethodDescrType.Define(object.Spec{Slots: object.Slots{
		DescrGet: func(t *Thread, self, obj Object, owner *Type) (Object, error) {
			d := self.(*fieldMethodDescr)
			if obj == nil {
				return &object.Builtin{Name: d.name, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
					if len(args) == 0 {
						return nil, object.TypeErrorf("%s() missing 1 required positional argument: 'self'", d.name)
					}
					return d.fn(t, d.field, args[0], args[1:], kw)
				}}, nil
			}
			return &object.Builtin{Name: d.name, Self: obj, Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				return d.fn(t, d.field, args[0], args[1:], kw)
			}}, nil
		},
	}})
}

// getFieldDisplay is Model._get_FIELD_display.
func getFieldDisplay(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
	value, err := object.GetAttr(t, self, f.attnameStr)
	if err != nil {
		return nil, err
	}
	flat, err := f.FlatChoices(t)
	if err != nil {
		return nil, err
	}
	for _, p := range flat.Items {
		pair, ok := object.AsTuple(p)
		if !ok || len(pair.Items) != 2 {
			continue
		}
		eq, err := object.Equal(t, hashableChoice(pair.Items[0]), hashableChoice(value))
		if err != nil {
			return nil, err
		}
		if eq {
			if isNone(pair.Items[1]) {
				return none, nil
			}
			s, err := object.ToStr(t, pair.Items[1])
			return str(s), err
		}
	}
	switch value.(type) {
	case object.Int, object.Bool, object.Float:
		return value, nil // force_str(value, strings_only=True)
	}
	if isNone(value) {
		return none, nil
	}
	if protected, err := isProtected(t, value); err != nil || protected {
		return value, err
	}
	s, err := object.ToStr(t, value)
	return str(s), err
}

func hashableChoice(o Object) Object {
	if l, ok := object.AsList(o); ok {
		return object.NewTuple(l.Items...)
	}
	return o
}

// hasDefaultBase is Field.has_default.
func hasDefaultBase(_ *Thread, f *Field) (bool, error) { return f.defaultArg != nil, nil }

// getDefaultBase is Field.get_default.
func getDefaultBase(t *Thread, f *Field) (Object, error) {
	if f.defaultArg != nil {
		if object.IsCallable(f.defaultArg) {
			return object.Call(t, f.defaultArg, nil, nil)
		}
		return f.defaultArg, nil
	}
	if f.HasDBDefault {
		return f.databaseDefault(t)
	}
	if !f.EmptyStringsAllowed || f.Null {
		return none, nil
	}
	return str(""), nil
}

// preSaveBase is Field.pre_save.
func preSaveBase(t *Thread, f *Field, instance Object, add bool) (Object, error) {
	return object.GetAttr(t, instance, f.attnameStr)
}

func getPrepValueBase(t *Thread, f *Field, v Object) (Object, error) { return v, nil }

func getDBPrepValueBase(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
	if prepared {
		return v, nil
	}
	v, err := castPromise(t, v)
	if err != nil {
		return nil, err
	}
	return f.m(t).getPrepValue(t, f, v)
}

// castPromise gives what a lazy value stands for.
func castPromise(t *Thread, v Object) (Object, error) {
	if in, ok := v.(*object.Instance); ok && isPromise(in) {
		if _, text := object.AsStr(in); !text {
			return object.CallMethod(t, in, "_proxy____cast")
		}
	}
	return v, nil
}

func getDBPrepSaveBase(t *Thread, f *Field, v Object, conn sql.Connection) (Object, error) {
	if isExpression(t, v) {
		return v, nil
	}
	return f.m(t).getDBPrepValue(t, f, v, conn, false)
}

var strAsSQL = object.Intern("as_sql")

// isExpression is hasattr(v, "as_sql").
func isExpression(t *Thread, v Object) bool {
	switch v.(type) {
	case *object.Str, object.Int, object.Float, object.Bool:
		return false
	}
	if v == none {
		return false
	}
	if _, ok := v.(sql.Expression); ok {
		return true
	}
	return v.Type().Lookup(strAsSQL) != nil
}

// messages is field.error_messages: those of the classes along the MRO, overlaid by what the field was given.
func (f *Field) messages() *object.Dict {
	if f.allMessages != nil {
		return f.allMessages
	}
	out := object.NewDict()
	mro := f.Self.Class.MRO
	for i := len(mro) - 1; i >= 0; i-- {
		if d, ok := object.AsDict(orNone(mro[i].Dict.GetName("default_error_messages"))); ok {
			copyInto(out, d)
		}
	}
	if f.errorMessages != nil {
		copyInto(out, f.errorMessages)
	}
	f.allMessages = out
	return out
}

func copyInto(dst, src *object.Dict) {
	_ = each(src, func(k, v Object) error {
		if s, ok := k.(*object.Str); ok {
			dst.SetStr(s, v)
		} else {
			dst.SetName(asStr(k), v)
		}
		return nil
	})
}

// invalid makes the ValidationError for an error_messages key about value.
func (f *Field) invalid(t *Thread, key string, value Object) error {
	params := object.NewDict()
	params.SetName("value", value)
	msg := orNone(f.messages().GetName(key))
	e, err := object.Call(t, exceptions.ValidationError, []Object{msg}, object.Kw("code", str(key), "params", params))
	if err != nil {
		return err
	}
	return e.(*object.Exception)
}

// Validators is field.validators: default_validators of the class, what the constructor was given and what it added.
func (f *Field) Validators(t *Thread) ([]Object, error) {
	var out []Object
	if v := userAttr(f.Self.Class, strDefaultValidators); v != nil {
		items, err := object.Collect(t, v)
		if err != nil {
			return nil, err
		}
		out = append(out, items...)
	} else {
		for _, c := range f.Self.Class.MRO {
			if i := fieldClasses[c]; i != nil && i.validators != nil {
				for _, name := range i.validators {
					if name == "validate_slug" && f.slugOpts != nil && f.slugOpts.allowUnicode {
						name = "validate_unicode_slug"
					}
					v, err := validator(t, name)
					if err != nil {
						return nil, err
					}
					out = append(out, v)
				}
				break
			}
		}
	}
	out = append(out, f.validatorsArg...)
	if f.extraValidator != nil {
		more, err := f.extraValidator(t)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// validator gives a name of django.core.validators as the run sees it. The module is Python (engine/django/py/core): learners subclass its classes, and what they
// override must be called as in Django. It is needed only where a program validates, never while rows are read or written.
func validator(t *Thread, name string) (Object, error) {
	m, err := t.RT.Import(t, "django.core.validators")
	if err != nil {
		return nil, err
	}
	return object.GetAttrName(t, m, name)
}

var strDefaultValidators = object.Intern("default_validators")

// isEmptyValue is `value in field.empty_values`.
func isEmptyValue(v Object) bool {
	switch x := object.Native(v).(type) {
	case *object.Str:
		return x.String() == ""
	case *object.List:
		return len(x.Items) == 0
	case *object.Tuple:
		return len(x.Items) == 0
	case *object.Dict:
		return x.Len() == 0
	case *fieldFile:
		return isNone(x.name) || asStr(x.name) == ""
	}
	return v == none
}

func (f *Field) emptyValue(t *Thread, v Object) (bool, error) {
	if ev := userAttr(f.Self.Class, strEmptyValues); ev != nil {
		return object.Contains(t, ev, v)
	}
	return isEmptyValue(v), nil
}

var strEmptyValues = object.Intern("empty_values")

// runValidatorsBase is Field.run_validators.
func runValidatorsBase(t *Thread, f *Field, v Object) error {
	if empty, err := f.emptyValue(t, v); err != nil || empty {
		return err
	}
	vs, err := f.Validators(t)
	if err != nil {
		return err
	}
	var errs []Object
	for _, val := range vs {
		_, err := object.Call(t, val, []Object{v}, nil)
		if err == nil {
			continue
		}
		e := exceptions.IsValidation(err)
		if e == nil {
			return err
		}
		// A message of the field's own for this code wins.
		if code := asStr(orNone(e.InstDict(true).GetName("code"))); code != "" {
			if m := f.messages().GetName(code); m != nil {
				e.InstDict(true).SetName("message", m)
			}
		}
		errs = append(errs, exceptions.ErrorList(e)...)
	}
	if len(errs) > 0 {
		return exceptions.NewFrom(t, object.NewList(errs))
	}
	return nil
}

// validateBase is Field.validate.
func validateBase(t *Thread, f *Field, v, instance Object) error {
	if !f.editable {
		return nil
	}
	empty, err := f.emptyValue(t, v)
	if err != nil {
		return err
	}
	choices, err := f.Choices(t)
	if err != nil {
		return err
	}
	if choices != nil && !empty {
		for _, p := range choices.Items {
			pair, ok := object.AsTuple(p)
			if !ok || len(pair.Items) != 2 {
				continue
			}
			keys := []Object{pair.Items[0]}
			if sub, ok := object.AsList(pair.Items[1]); ok {
				keys = keys[:0]
				for _, s := range sub.Items {
					if sp, ok := object.AsTuple(s); ok && len(sp.Items) == 2 {
						keys = append(keys, sp.Items[0])
					}
				}
			}
			for _, k := range keys {
				if eq, err := object.Equal(t, v, k); err != nil || eq {
					return err
				}
			}
		}
		return f.invalid(t, "invalid_choice", v)
	}
	if v == none && !f.Null {
		return f.plainError(t, "null")
	}
	if !f.blank && empty {
		return f.plainError(t, "blank")
	}
	return nil
}

// plainError is a ValidationError without params.
func (f *Field) plainError(t *Thread, key string) error {
	e, err := object.Call(t, exceptions.ValidationError, []Object{orNone(f.messages().GetName(key))}, object.Kw("code", str(key)))
	if err != nil {
		return err
	}
	return e.(*object.Exception)
}

// cleanBase is Field.clean.
func cleanBase(t *Thread, f *Field, v, instance Object) (Object, error) {
	m := f.m(t)
	v, err := m.toPython(t, f, v)
	if err != nil {
		return nil, err
	}
	if err := m.validate(t, f, v, instance); err != nil {
		return nil, err
	}
	return v, m.runValidators(t, f, v)
}

// databaseDefault is what an instance holds until the database has filled in a db_default.
func (f *Field) databaseDefault(t *Thread) (Object, error) {
	e, ok := sql.AsExpression(t, f.DBDefault)
	if !ok {
		return nil, object.TypeErrorf("db_default of %s is no expression", f.Name)
	}
	return sql.NewDatabaseDefault(e, f), nil
}

// isProtected is django.utils.encoding.is_protected_type: numbers and dates are shown as they are.
func isProtected(t *Thread, v Object) (bool, error) {
	if _, ok := object.AsStr(v); ok {
		return false, nil
	}
	m, err := t.RT.Import(t, "django.utils.encoding")
	if err != nil {
		return false, err
	}
	r, err := object.CallMethod(t, m, "is_protected_type", v)
	return r == object.True, err
}

// bound complains of a field that no model has yet, as what asks for its model in Python does.
func (f *Field) bound() error {
	if f.Model == nil {
		return object.AttributeErrorf(f.Self, "model", "'%s' object has no attribute 'model'", f.Self.Class.Name)
	}
	return nil
}

package models

import (
	"github.com/asyncshelf/asyncshelf/engine/django/db/models/sql"
	"github.com/asyncshelf/asyncshelf/engine/django/internal/pysig"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// The fields of dates, times and durations.

var (
	DateFieldType     = object.Declare("DateField", fieldsModule, FieldType)
	DateTimeFieldType = object.Declare("DateTimeField", fieldsModule, DateFieldType)
	TimeFieldType     = object.Declare("TimeField", fieldsModule, FieldType)
	DurationFieldType = object.Declare("DurationField", fieldsModule, FieldType)
)

type dateOptions struct{ autoNow, autoNowAdd bool }

var (
	sigDate = pysig.New("DateField.__init__", "self", "verbose_name=", "name=", "auto_now=", "auto_now_add=", "**kwargs")
	sigTime = pysig.New("TimeField.__init__", "self", "verbose_name=", "name=", "auto_now=", "auto_now_add=", "**kwargs")
)

func initDate(sig *pysig.Sig) func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
	return func(t *Thread, f *Field, args []Object, kw *Kwargs) error {
		a, err := sig.Bind(append([]Object{f.Self}, args...), kw)
		if err != nil {
			return err
		}
		f.date = &dateOptions{}
		if f.date.autoNow, err = truth(t, a[3]); err != nil {
			return err
		}
		if f.date.autoNowAdd, err = truth(t, a[4]); err != nil {
			return err
		}
		k := kwDict(a[5].(*object.Dict))
		if f.date.autoNow || f.date.autoNowAdd {
			_, k = popKw(k, "editable")
			_, k = popKw(k, "blank")
			k = defaultKw(defaultKw(k, "editable", object.False), "blank", object.True)
		}
		return initField(t, f, twoArgs(a[1], a[2]), k)
	}
}

// preSaveNow is pre_save of the date fields: auto_now and auto_now_add.
func preSaveNow(now func(t *Thread) (Object, error)) func(t *Thread, f *Field, instance Object, add bool) (Object, error) {
	return func(t *Thread, f *Field, instance Object, add bool) (Object, error) {
		if f.date != nil && (f.date.autoNow || f.date.autoNowAdd && add) {
			v, err := now(t)
			if err != nil {
				return nil, err
			}
			return v, object.SetAttr(t, instance, f.attnameStr, v)
		}
		return preSaveBase(t, f, instance, add)
	}
}

var dateGetSets = []object.GetSet{
	fieldGet("auto_now", func(t *Thread, f *Field) (Object, error) {
		return object.NewBool(f.date != nil && f.date.autoNow), nil
	}, func(t *Thread, f *Field, v Object) (err error) { f.date.autoNow, err = truth(t, v); return }),
	fieldGet("auto_now_add", func(t *Thread, f *Field) (Object, error) {
		return object.NewBool(f.date != nil && f.date.autoNowAdd), nil
	}, func(t *Thread, f *Field, v Object) (err error) { f.date.autoNowAdd, err = truth(t, v); return }),
}

// contributeDate adds get_next_by_FOO and get_previous_by_FOO.
func contributeDate(t *Thread, f *Field, cls *Type, name string, privateOnly bool) error {
	if err := contributeBase(t, f, cls, name, privateOnly); err != nil {
		return err
	}
	if f.Null {
		return nil
	}
	for _, d := range []struct {
		what string
		next bool
	}{{"get_next_by_", true}, {"get_previous_by_", false}} {
		d := d
		n := d.what + f.Name
		if cls.Dict.GetName(n) == nil {
			cls.SetClassAttr(n, newFieldMethod(n, f, func(t *Thread, f *Field, self Object, args []Object, kw *Kwargs) (Object, error) {
				return nextOrPrevious(t, f, self, d.next, kw)
			}))
		}
	}
	return nil
}

// isoString is value_to_string of the date fields.
func isoString(t *Thread, f *Field, obj Object) (Object, error) {
	v, err := f.m(t).valueFromObject(t, f, obj)
	if err != nil {
		return nil, err
	}
	if v == none {
		return str(""), nil
	}
	return object.CallMethod(t, v, "isoformat")
}

func prepByToPython(t *Thread, f *Field, v Object) (Object, error) {
	if v == none || isExpression(t, v) {
		return v, nil
	}
	return f.m(t).toPython(t, f, v)
}

// prepAndAdapt is get_db_prep_value of fields whose values reach SQLite as text.
func prepAndAdapt(adapt func(t *Thread, f *Field, v Object) (Object, error)) func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
	return func(t *Thread, f *Field, v Object, conn sql.Connection, prepared bool) (Object, error) {
		if !prepared {
			var err error
			if v, err = f.m(t).getPrepValue(t, f, v); err != nil {
				return nil, err
			}
		}
		if v == none || isExpression(t, v) {
			return v, nil
		}
		return adapt(t, f, v)
	}
}

func init() {
	declareField(DateFieldType, fieldClass{
		internal: "DateField", description: "Date (without time)", noEmptyStrings: true,
		messages: []string{
			"invalid", "“%(value)s” value has an invalid date format. It must be in YYYY-MM-DD format.",
			"invalid_date", "“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date.",
		},
		init: initDate(sigDate), getsets: dateGetSets, setup: func(f *Field) { f.date = &dateOptions{} },
		methods: fieldMethods{
			toPython: dateToPython, preSave: preSaveNow(today), contributeToClass: contributeDate, getPrepValue: prepByToPython,
			getDBPrepValue: prepAndAdapt(func(t *Thread, f *Field, v Object) (Object, error) { return strOf(t, v) }),
			valueToString:  isoString, deconstruct: deconstructDate, check: checkDate,
		},
	})
	declareField(DateTimeFieldType, fieldClass{
		internal: "DateTimeField", description: "Date (with time)", noEmptyStrings: true,
		messages: []string{
			"invalid", "“%(value)s” value has an invalid format. It must be in YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] format.",
			"invalid_date", "“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date.",
			"invalid_datetime", "“%(value)s” value has the correct format (YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ]) but it is an invalid date/time.",
		},
		methods: fieldMethods{
			toPython: dateTimeToPython, preSave: preSaveNow(timezoneNow), getPrepValue: dateTimePrep,
			getDBPrepValue: prepAndAdapt(func(t *Thread, f *Field, v Object) (Object, error) { return adaptDateTime(t, v) }),
		},
	})
	declareField(TimeFieldType, fieldClass{
		internal: "TimeField", description: "Time", noEmptyStrings: true,
		messages: []string{
			"invalid", "“%(value)s” value has an invalid format. It must be in HH:MM[:ss[.uuuuuu]] format.",
			"invalid_time", "“%(value)s” value has the correct format (HH:MM[:ss[.uuuuuu]]) but it is an invalid time.",
		},
		init: initDate(sigTime), getsets: dateGetSets, setup: func(f *Field) { f.date = &dateOptions{} },
		methods: fieldMethods{
			toPython: timeToPython, preSave: preSaveNow(timeNow), getPrepValue: prepByToPython,
			getDBPrepValue: prepAndAdapt(func(t *Thread, f *Field, v Object) (Object, error) { return adaptTime(t, v) }),
			valueToString:  isoString, deconstruct: deconstructDate, check: checkDate,
		},
	})
	declareField(DurationFieldType, fieldClass{
		internal: "DurationField", description: "Duration", noEmptyStrings: true,
		messages: []string{"invalid", "“%(value)s” value has an invalid format. It must be in [DD] [[HH:]MM:]ss[.uuuuuu] format."},
		methods: fieldMethods{
			toPython: durationToPython, getPrepValue: prepByToPythonDuration,
			getDBPrepValue: prepAndAdapt(func(t *Thread, f *Field, v Object) (Object, error) { return adaptDuration(t, v) }),
			valueToString: func(t *Thread, f *Field, obj Object) (Object, error) {
				v, err := f.m(t).valueFromObject(t, f, obj)
				if err != nil {
					return nil, err
				}
				if v == none {
					return str(""), nil
				}
				return durationString(t, v)
			},
		},
	})
}

// prepByToPythonDuration is DurationField.get_prep_value, which Django leaves to the base class and get_db_prep_value.
func prepByToPythonDuration(t *Thread, f *Field, v Object) (Object, error) { return v, nil }

func deconstructDate(t *Thread, f *Field) (*deconstruction, error) {
	d, err := deconstructBase(t, f)
	if err != nil || f.date == nil {
		return d, err
	}
	if f.date.autoNow {
		d.kw.SetName("auto_now", object.True)
	}
	if f.date.autoNowAdd {
		d.kw.SetName("auto_now_add", object.True)
	}
	if f.date.autoNow || f.date.autoNowAdd {
		d.kw.DelStr(object.Intern("editable"))
		d.kw.DelStr(object.Intern("blank"))
	}
	return d, nil
}

// strOf is str(v) for a value bound as text; values that are text already stay.
func strOf(t *Thread, v Object) (Object, error) {
	if _, ok := v.(*object.Str); ok {
		return v, nil
	}
	s, err := object.ToStr(t, v)
	return str(s), err
}

package sql

import (
	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/stdlib/datetime"
)

// Time zones: settings.USE_TZ, settings.TIME_ZONE and django.utils.timezone. A program that has not touched those modules runs with their
// defaults, and they are not imported for it only to learn so.

var (
	strSettings = object.Intern("settings")
	strUseTZ    = object.Intern("USE_TZ")
	strTimeZone = object.Intern("TIME_ZONE")
	strDebug    = object.Intern("DEBUG")
	strConf     = object.Intern("django.conf")
	strTimezone = object.Intern("django.utils.timezone")
)

// setting gives a setting, nil when django.conf has not been imported.
func setting(t *object.Thread, name *object.Str) object.Object {
	m := t.RT.Modules.GetStr(strConf)
	if m == nil {
		return nil
	}
	s, err := object.GetAttr(t, m, strSettings)
	if err != nil {
		return nil
	}
	v, err := object.GetAttr(t, s, name)
	if err != nil {
		return nil
	}
	return v
}

// UseTZ is settings.USE_TZ.
func UseTZ(t *object.Thread) bool {
	v := setting(t, strUseTZ)
	if v == nil {
		return true
	}
	on, err := object.Truth(t, v)
	return on || err != nil
}

// Debug is settings.DEBUG.
func Debug(t *object.Thread) bool {
	v := setting(t, strDebug)
	if v == nil {
		return false
	}
	on, err := object.Truth(t, v)
	return on && err == nil
}

// inUTC tells whether the current time zone is surely UTC.
func inUTC(t *object.Thread) bool {
	if t.RT.Modules.GetStr(strTimezone) != nil {
		return false
	}
	v := setting(t, strTimeZone)
	if v == nil {
		return true
	}
	s, ok := object.AsStr(v)
	return ok && s == "UTC"
}

// DefaultTimezone is timezone.get_default_timezone().
func DefaultTimezone(t *object.Thread) (object.Object, error) {
	v := setting(t, strTimeZone)
	if name, ok := object.AsStr(v); v == nil || ok && name == "UTC" {
		return datetime.UTC, nil
	}
	m, err := t.RT.Import(t, strTimezone.String())
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "get_default_timezone")
}

// currentTimezone is timezone.get_current_timezone().
func currentTimezone(t *object.Thread) (object.Object, error) {
	m, err := t.RT.Import(t, strTimezone.String())
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "get_current_timezone")
}

// timezoneName is timezone._get_timezone_name(tzinfo), or the current time zone's for nil.
func timezoneName(t *object.Thread, tzinfo object.Object) (string, error) {
	if tzinfo == nil {
		if inUTC(t) {
			return "UTC", nil
		}
		var err error
		if tzinfo, err = currentTimezone(t); err != nil {
			return "", err
		}
	}
	name, err := object.CallMethod(t, tzinfo, "tzname", object.None)
	if err != nil {
		return "", err
	}
	if s, ok := object.AsStr(name); ok && s != "" {
		return s, nil
	}
	return object.ToStr(t, tzinfo)
}

// inTimezone is make_aware(v.replace(tzinfo=None), tzinfo).
func inTimezone(t *object.Thread, v, tzinfo object.Object) (object.Object, error) {
	if tzinfo == nil {
		var err error
		if tzinfo, err = currentTimezone(t); err != nil {
			return nil, err
		}
	}
	if d, ok := datetime.AsDateTime(v); ok {
		return d.WithTZ(tzinfo), nil
	}
	return object.CallMethodKw(t, v, object.Intern("replace"), nil, object.Kw("tzinfo", tzinfo))
}

package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// What the registry of apps is asked less often: for a model before all are there, for the app of a dotted name, for a swapped model's setting.

// registeredModel is apps.get_registered_model(app_label, model_name).
func registeredModel(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := object.CheckArgs("get_registered_model", args[1:], kw, 2, 2); err != nil {
		return nil, err
	}
	app, name := asStr(args[1]), asStr(args[2])
	if m := args[0].(*Apps).GetModel(app, name); m != nil {
		return m, nil
	}
	return nil, object.Errorf(object.LookupErrorType, "Model '%s.%s' not registered.", app, name)
}

// packageOf is an app config's name: the package that the app was installed as, or that Django has it in.
func (a *Apps) packageOf(label string) string {
	for _, c := range a.configs {
		if c.Label == label {
			return c.Name
		}
	}
	for _, m := range a.models {
		if rest, own := strings.CutSuffix(m.ModuleName(), ".models"); own && optionsOf(m).appLabel == label && strings.HasPrefix(rest, "django.contrib.") {
			return rest
		}
	}
	return label
}

// containingAppConfig is apps.get_containing_app_config(object_name): the app whose package is the innermost that the name lies in.
func containingAppConfig(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := object.CheckArgs("get_containing_app_config", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	a, name := args[0].(*Apps), asStr(args[1])
	best, longest := Object(none), -1
	for _, label := range a.labels() {
		face := a.face(label)
		o, err := object.GetAttrName(t, face, "name")
		if err != nil {
			return nil, err
		}
		app := asStr(o)
		if rest, within := strings.CutPrefix(name, app); within && (rest == "" || rest[0] == '.') && len(app) > longest {
			best, longest = face, len(app)
		}
	}
	return best, nil
}

// swappableSettingsName is apps.get_swappable_settings_name(to_string): the setting that may put another model in the place of the named one.
func swappableSettingsName(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	if err := object.CheckArgs("get_swappable_settings_name", args[1:], kw, 1, 1); err != nil {
		return nil, err
	}
	to := strings.ToLower(asStr(args[1]))
	for _, m := range args[0].(*Apps).models {
		o := optionsOf(m)
		setting := asStr(orNone(o.other.GetStr(object.Intern("swappable"))))
		if setting == "" {
			continue
		}
		if label := o.swapped(t); strings.ToLower(label) == to || strings.ToLower(o.Label()) == to {
			return str(setting), nil
		}
	}
	return none, nil
}

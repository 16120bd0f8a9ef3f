package models

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/asyncshelf/asyncshelf/engine/django/core/exceptions"
	"github.com/asyncshelf/asyncshelf/engine/internal/order"
	"github.com/asyncshelf/asyncshelf/engine/python/object"
)

// Apps that are installed by an AppConfig of their own, and what settings and such classes say of primary keys.

// installEntry installs an entry of INSTALLED_APPS: a package, or the dotted path of an AppConfig.
func (a *Apps) installEntry(t *Thread, entry string) error {
	i := strings.LastIndexByte(entry, '.')
	last := entry[i+1:]
	if r, _ := utf8.DecodeRuneInString(last); i < 0 || !unicode.IsUpper(r) {
		a.Install(last, entry)
		return nil
	}
	v, err := importString(t, entry)
	if err != nil {
		return err
	}
	cls, ok := v.(*Type)
	if !ok || !cls.IsSubtype(AppConfigType) {
		return object.Errorf(exceptions.ImproperlyConfigured, "'%s' isn't a subclass of AppConfig.", entry)
	}
	name, ok := object.AsStr(orNone(cls.LookupName("name")))
	if !ok {
		return object.Errorf(exceptions.ImproperlyConfigured, "'%s' must supply a name attribute.", entry)
	}
	label := asStr(orNone(cls.LookupName("label")))
	if label == "" {
		label = name[strings.LastIndexByte(name, '.')+1:]
	}
	a.Install(label, name)
	if a.classes == nil {
		a.classes = map[string]*Type{}
	}
	a.classes[label] = cls
	return nil
}

// importString is django.utils.module_loading.import_string.
func importString(t *Thread, path string) (Object, error) {
	m, err := t.RT.Import(t, "django.utils.module_loading")
	if err != nil {
		return nil, err
	}
	return object.CallMethod(t, m, "import_string", str(path))
}

// defaultPK is Options._get_default_pk_class: what the app's configuration says, else the setting DEFAULT_AUTO_FIELD.
func defaultPK(t *Thread, model *Type, o *Options) (*Type, error) {
	source, path := "DEFAULT_AUTO_FIELD", Object(nil)
	if cls := o.apps.classes[o.appLabel]; cls != nil {
		if path = cls.LookupName("default_auto_field"); path != nil {
			source = cls.ModuleName() + "." + cls.Name + ".default_auto_field"
		}
	} else if (o.appLabel == "auth" || o.appLabel == "contenttypes") && model.ModuleName() == "django.contrib."+o.appLabel+".models" {
		return AutoFieldType, nil // as AuthConfig and ContentTypesConfig say, whatever the project's setting
	}
	if path == nil {
		conf := t.RT.Modules.GetName("django.conf")
		if conf == nil {
			return BigAutoFieldType, nil // no program has asked for settings, so none has changed them
		}
		settings, err := object.GetAttrName(t, conf, "settings")
		if err != nil {
			return nil, err
		}
		if path, err = object.GetAttrName(t, settings, "DEFAULT_AUTO_FIELD"); err != nil {
			return nil, err
		}
	}
	name := asStr(path)
	switch name {
	case "django.db.models.BigAutoField":
		return BigAutoFieldType, nil
	case "":
		return nil, object.Errorf(exceptions.ImproperlyConfigured, "%s must not be empty.", source)
	}
	v, err := importString(t, name)
	if err != nil {
		if !object.IsException(err, object.ImportErrorType) {
			return nil, err
		}
		return nil, object.Errorf(exceptions.ImproperlyConfigured, "%s refers to the module '%s' that could not be imported.", source, name)
	}
	pk, ok := v.(*Type)
	if !ok || !pk.IsSubtype(AutoFieldType) {
		return nil, object.ValueErrorf("Primary key '%s' referred by %s must subclass AutoField.", name, source)
	}
	return pk, nil
}

// loadContrib imports the models of an app of Django's own that every new project has, when they are first spoken of by name.
func (a *Apps) loadContrib(t *Thread, app string) error {
	if a != AppsOf(t) || app != "auth" && app != "contenttypes" && app != "sessions" {
		return nil
	}
	_, err := t.RT.Import(t, "django.contrib."+app+".models")
	return err
}

// configModule is AppConfig.models_module: where the app's models are declared, or None in an app without models.
func configModule(t *Thread, o Object) (Object, error) {
	found, err := object.CallMethod(t, o, "get_models")
	if err != nil {
		return nil, err
	}
	models, err := object.Collect(t, found)
	if err != nil || len(models) == 0 {
		return none, err
	}
	return orNone(t.RT.Modules.GetName(models[0].(*Type).ModuleName())), nil
}

type dataFilesKey struct{}

// SetDataFiles gives a run the files of its apps that are no Python, such as fixtures: their texts by names such as "books/fixtures/first.json".
func SetDataFiles(rt *object.Runtime, files map[string]string) { rt.SetState(dataFilesKey{}, files) }

// dataFiles is _data_files(): those files as a dictionary.
func dataFiles(t *Thread, args []Object, kw *Kwargs) (Object, error) {
	files, _ := t.RT.State(dataFilesKey{}, func() any { return map[string]string(nil) }).(map[string]string)
	d := object.NewDict()
	for _, name := range order.Keys(files) {
		d.SetName(name, str(files[name]))
	}
	return d, nil
}

// withoutModels says whether the settings install an app that declares no models, and so is known by nothing else.
func (a *Apps) withoutModels(t *Thread, label string) bool {
	conf := t.RT.Modules.GetName("django.conf")
	if a != AppsOf(t) || conf == nil {
		return false
	}
	settings, err := object.GetAttrName(t, conf, "settings")
	if err != nil {
		return false
	}
	installed, err := object.GetAttrName(t, settings, "INSTALLED_APPS")
	if err != nil {
		return false
	}
	names, err := stringList(t, installed)
	if err != nil {
		return false
	}
	for _, n := range names {
		if n[strings.LastIndexByte(n, '.')+1:] == label && t.RT.Modules.GetName(n) != nil {
			return true
		}
	}
	return false
}

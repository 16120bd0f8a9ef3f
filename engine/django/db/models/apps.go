package models

import (
	"strings"

	"github.com/asyncshelf/asyncshelf/engine/python/object"
	"github.com/asyncshelf/asyncshelf/engine/python/vm"
)

// The registry of models (django.apps.registry) of one run.

// AppConfig is an installed app: a label and the package that its models modules lie in.
type AppConfig struct {
	Label, Name string
}

type modelKey struct{ app, name string } // name in lower case

// Apps is the registry of a run.
type Apps struct {
	configs []*AppConfig
	models  []*Type // in order of registration
	byKey   map[modelKey]*Type
	pending []*pendingOperation
	// version changes whenever a model or a relation is added: what Options caches about other models is stale then.
	version int
	// OnRegister is called when a model has been registered: package engine makes tables for models that main.py declares.
	OnRegister func(t *Thread, model *Type)

	checkedDatabases bool // a check() under way was told of databases
	loading          bool // a program has set models_ready to False
	testing          bool // a test is running: what it declares gets no table

	tree        map[*Type][]*Field // who points at a concrete model
	treeVersion int

	faces   map[string]*appConfigFace
	classes map[string]*Type // by label: the AppConfig classes that apps were installed by
}

type appsKey struct{}

// registries are the run's own registry and the one that models declared now go to: another while a test isolates its models
// (django.test.utils.isolate_apps) or the states of migrations are rendered.
type registries struct{ main, current *Apps }

func registriesOf(t *Thread) *registries {
	return t.RT.State(appsKey{}, func() any {
		a := newApps()
		return &registries{a, a}
	}).(*registries)
}

func newApps() *Apps { return &Apps{byKey: map[modelKey]*Type{}, version: 1} }

// AppsOf gives the run's registry.
func AppsOf(t *Thread) *Apps { return registriesOf(t).main }

// appsOf gives the registry that models declared now go to (Options.default_apps).
func appsOf(t *Thread) *Apps { return registriesOf(t).current }

// Install adds an app. Without any, the first part of a module's name is the label of its app, and a program of one file
// (__main__) belongs to the app "books".
func (a *Apps) Install(label, name string) {
	for _, c := range a.configs {
		if c.Label == label {
			return
		}
	}
	a.configs = append(a.configs, &AppConfig{Label: label, Name: name})
}

// Models lists the registered models in order of registration, those of the relations' intermediate tables included.
func (a *Apps) Models() []*Type { return a.models }

// GetModel is apps.get_model(app_label, model_name); nil when there is none.
func (a *Apps) GetModel(app, name string) *Type { return a.byKey[modelKey{app, strings.ToLower(name)}] }

// labelOf is get_containing_app_config(module).label, "" when no app contains the module.
func (a *Apps) labelOf(module string) string {
	best, label := -1, ""
	for _, c := range a.configs {
		if (module == c.Name || strings.HasPrefix(module, c.Name+".")) && len(c.Name) > best {
			best, label = len(c.Name), c.Label
		}
	}
	if label == "" && len(a.configs) == 0 {
		if module == "__main__" || module == "" {
			return "books"
		}
		if i := strings.IndexByte(module, '.'); i >= 0 {
			return module[:i]
		}
		return module
	}
	return label
}

func (a *Apps) clearCache() { a.version++ }

// register is register_model.
func (a *Apps) register(t *Thread, cls *Type) error {
	o := optionsOf(cls)
	o.declaredInTest = a.testing && !strings.HasPrefix(cls.ModuleName(), "django.")
	key := modelKey{o.appLabel, o.modelName}
	if old := a.byKey[key]; old != nil {
		if old.Name == cls.Name && old.ModuleName() == cls.ModuleName() {
			if err := warn(t, object.RuntimeWarningType, "Model '"+o.appLabel+"."+o.modelName+"' was already registered. Reloading models is not advised as it can lead to inconsistencies, most notably with related models."); err != nil {
				return err
			}
			for i, m := range a.models {
				if m == old {
					a.models = append(a.models[:i:i], a.models[i+1:]...)
					break
				}
			}
		} else {
			r1, err := repr(t, old)
			if err != nil {
				return err
			}
			r2, err := repr(t, cls)
			if err != nil {
				return err
			}
			return object.RuntimeErrorf("Conflicting '%s' models in application '%s': %s and %s.", o.modelName, o.appLabel, r1, r2)
		}
	}
	a.byKey[key] = cls
	a.models = append(a.models, cls)
	a.clearCache()
	// Operations that waited for this model alone can run now; they may register more.
	for i := 0; i < len(a.pending); i++ {
		p := a.pending[i]
		if !p.waiting[key] {
			continue
		}
		delete(p.waiting, key)
		if len(p.waiting) > 0 {
			continue
		}
		a.pending = append(a.pending[:i:i], a.pending[i+1:]...)
		i--
		if err := p.run(); err != nil {
			return err
		}
	}
	a.clearCache()
	if a.OnRegister != nil {
		a.OnRegister(t, cls)
	}
	return nil
}

// resolveKey is make_model_tuple(resolve_relation(cls, to)).
func resolveKey(cls *Type, to Object) (modelKey, error) {
	if m, ok := to.(*Type); ok {
		o := optionsOf(m)
		return modelKey{o.appLabel, o.modelName}, nil
	}
	s := asStr(to)
	if s == recursive {
		o := optionsOf(cls)
		return modelKey{o.appLabel, o.modelName}, nil
	}
	app, name, dotted := strings.Cut(s, ".")
	if !dotted {
		return modelKey{optionsOf(cls).appLabel, strings.ToLower(s)}, nil
	}
	if strings.Contains(name, ".") {
		return modelKey{}, object.ValueErrorf("Invalid model reference '%s'. String model references must be of the form 'app_label.ModelName'.", s)
	}
	return modelKey{app, strings.ToLower(name)}, nil
}

// lazyRelated is lazy_related_operation: run is called, at once or later, when cls and every related model are registered.
func (a *Apps) lazyRelated(t *Thread, cls *Type, f *Field, related []Object, run func(t *Thread, found []*Type) error) error {
	o := optionsOf(cls)
	keys := []modelKey{{o.appLabel, o.modelName}}
	for _, r := range related {
		k, err := resolveKey(cls, r)
		if err != nil {
			return err
		}
		keys = append(keys, k)
	}
	p := &pendingOperation{waiting: map[modelKey]bool{}, field: f}
	for _, k := range keys {
		if a.byKey[k] == nil {
			p.waiting[k] = true
		}
	}
	p.run = func() error {
		found := make([]*Type, 0, len(related))
		for _, k := range keys[1:] {
			found = append(found, a.byKey[k])
		}
		return run(t, found)
	}
	if len(p.waiting) == 0 {
		return p.run()
	}
	a.pending = append(a.pending, p)
	for _, k := range keys[1:] {
		if p.waiting[k] {
			if err := a.loadContrib(t, k.app); err != nil {
				return err
			}
		}
	}
	return nil
}

// Unresolved lists the models ("app.name") that relations wait for but that were never declared.
func (a *Apps) Unresolved() []string {
	var out []string
	seen := map[modelKey]bool{}
	for _, p := range a.pending {
		for k := range p.waiting {
			if !seen[k] {
				seen[k] = true
				out = append(out, k.app+"."+k.name)
			}
		}
	}
	return out
}

// relationTree gives the fields that point at the concrete model m.
func (a *Apps) relationTree(m *Type) []*Field {
	if a.treeVersion != a.version {
		a.tree = map[*Type][]*Field{}
		for _, model := range a.models {
			for _, x := range optionsOf(model).ownForward() {
				f, ok := x.(*Field)
				if !ok || !f.IsRelation || f.rel == nil || f.rel.to == nil {
					continue
				}
				c := optionsOf(f.rel.to).concreteModel
				a.tree[c] = append(a.tree[c], f)
			}
		}
		a.treeVersion = a.version
	}
	return a.tree[m]
}

// face is what programs see of an application: the same object whenever they ask.
func (a *Apps) face(label string) *appConfigFace {
	f := a.faces[label]
	if f == nil {
		if a.faces == nil {
			a.faces = map[string]*appConfigFace{}
		}
		f = &appConfigFace{a, label}
		a.faces[label] = f
	}
	return f
}

// Python's django.apps.

// AppConfigType and AppsType are the classes of django.apps.
var (
	AppsType      = object.Declare("Apps", "django.apps.registry")
	AppConfigType = object.Declare("AppConfig", "django.apps.config")
)

// Type implements object.Object.
func (*Apps) Type() *Type { return AppsType }

type appConfigFace struct {
	apps  *Apps
	label string
}

func (*appConfigFace) Type() *Type { return AppConfigType }

func init() {
	lookupErr := func(format string, args ...any) error {
		return object.Errorf(object.LookupErrorType, format, args...)
	}
	getModel := func(t *Thread, a *Apps, app, name string) (Object, error) {
		if m := a.GetModel(app, name); m != nil {
			return m, nil
		}
		if err := a.loadContrib(t, app); err != nil {
			return nil, err
		}
		if m := a.GetModel(app, name); m != nil {
			return m, nil
		}
		if !a.hasLabel(app) {
			return nil, lookupErr("No installed app with label '%s'.", app)
		}
		return nil, lookupErr("App '%s' doesn't have a '%s' model.", app, name)
	}
	AppsType.Define(object.Spec{
		Slots: object.Slots{
			New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
				a := newApps()
				given := kw.Get("installed_apps")
				if len(args) > 0 {
					given = args[0]
				}
				if !isNone(given) {
					names, err := stringList(t, given)
					if err != nil {
						return nil, err
					}
					for _, n := range names {
						if err := a.installEntry(t, n); err != nil {
							return nil, err
						}
					}
				}
				return a, nil
			},
			Init: func(*Thread, Object, []Object, *Kwargs) error { return nil },
		},
		Methods: []object.Method{
			{Name: "get_model", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a := args[0].(*Apps)
				app := asStr(orNone(kw.Get("app_label")))
				name := asStr(orNone(kw.Get("model_name")))
				if len(args) > 1 {
					app = asStr(args[1])
				}
				if len(args) > 2 {
					name = asStr(args[2])
				}
				if name == "" {
					var ok bool
					if app, name, ok = strings.Cut(app, "."); !ok {
						return nil, object.ValueErrorf("not enough values to unpack (expected 2, got 1)")
					}
				}
				return getModel(t, a, app, name)
			}},
			{Name: "get_models", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				auto, err := truth(t, kw.Get("include_auto_created"))
				if err != nil {
					return nil, err
				}
				var out []Object
				for _, m := range args[0].(*Apps).models {
					if auto || optionsOf(m).autoCreated == nil {
						out = append(out, m)
					}
				}
				return object.NewList(out), nil
			}},
			{Name: "get_app_config", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("get_app_config", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				a := args[0].(*Apps)
				if l := asStr(args[1]); a.hasLabel(l) || a.withoutModels(t, l) {
					return a.face(l), nil
				}
				return nil, lookupErr("No installed app with label '%s'.", asStr(args[1]))
			}},
			{Name: "get_app_configs", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				a := args[0].(*Apps)
				var out []Object
				for _, l := range a.labels() {
					out = append(out, a.face(l))
				}
				return object.NewList(out), nil
			}},
			{Name: "is_installed", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				if err := object.CheckArgs("is_installed", args[1:], kw, 1, 1); err != nil {
					return nil, err
				}
				return object.NewBool(args[0].(*Apps).hasLabel(asStr(args[1]))), nil
			}},
			{Name: "lazy_model_operation", Fn: lazyModelOperation},
			{Name: "get_registered_model", Fn: registeredModel},
			{Name: "get_containing_app_config", Fn: containingAppConfig},
			{Name: "get_swappable_settings_name", Fn: swappableSettingsName},
			{Name: "clear_cache", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				args[0].(*Apps).clearCache()
				return none, nil
			}},
		},
		GetSets: []object.GetSet{
			{Name: "_pending_operations", Get: func(t *Thread, o Object) (Object, error) { return o.(*Apps).pendingOperations(t) }},
			{Name: "all_models", Get: func(t *Thread, o Object) (Object, error) {
				all := object.NewDict()
				for _, m := range o.(*Apps).models {
					opts := optionsOf(m)
					inner, _ := all.GetName(opts.appLabel).(*object.Dict)
					if inner == nil {
						inner = object.NewDict()
						all.SetName(opts.appLabel, inner)
					}
					inner.SetName(opts.modelName, m)
				}
				return all, nil
			}},
			{Name: "ready", Get: func(*Thread, Object) (Object, error) { return object.True, nil }},
			{Name: "models_ready", Get: func(_ *Thread, o Object) (Object, error) {
				return object.NewBool(!o.(*Apps).loading), nil
			}, Set: func(t *Thread, o, v Object) error {
				ready, err := truth(t, v)
				o.(*Apps).loading = !ready
				return err
			}},
			{Name: "apps_ready", Get: func(*Thread, Object) (Object, error) { return object.True, nil }},
		},
	})
	AppConfigType.Define(object.Spec{
		Slots: object.Slots{New: func(t *Thread, cls *Type, args []Object, kw *Kwargs) (Object, error) {
			return object.NewInstance(cls, nil), nil
		}, Init: func(*Thread, Object, []Object, *Kwargs) error { return nil }, Repr: func(t *Thread, o Object) (string, error) {
			label, err := object.GetAttrName(t, o, "label")
			return "<" + object.TypeName(o) + ": " + asStr(orNone(label)) + ">", err
		}},
		GetSets: []object.GetSet{
			{Name: "apps", Get: func(t *Thread, o Object) (Object, error) {
				if c, ok := o.(*appConfigFace); ok {
					return c.apps, nil
				}
				return none, nil
			}},
			{Name: "label", Get: func(t *Thread, o Object) (Object, error) { return faceLabel(o) }},
			{Name: "name", Get: func(t *Thread, o Object) (Object, error) {
				if c, ok := o.(*appConfigFace); ok {
					return str(c.apps.packageOf(c.label)), nil
				}
				return faceLabel(o)
			}},
			{Name: "models_module", Get: configModule},
			{Name: "verbose_name", Get: func(t *Thread, o Object) (Object, error) {
				l, err := faceLabel(o)
				if err != nil {
					return nil, err
				}
				switch asStr(l) { // as their own AppConfig says
				case "contenttypes":
					return str("Content Types"), nil
				case "auth":
					return str("Authentication and Authorization"), nil
				}
				return object.CallMethod(t, l, "title")
			}},
		},
		Methods: []object.Method{
			{Name: "get_models", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				c, ok := args[0].(*appConfigFace)
				if !ok {
					return object.NewList(nil), nil
				}
				var out []Object
				for _, m := range c.apps.models {
					if o := optionsOf(m); o.appLabel == c.label && o.autoCreated == nil {
						out = append(out, m)
					}
				}
				return object.NewList(out), nil
			}},
			{Name: "get_model", Fn: func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
				c, ok := args[0].(*appConfigFace)
				if !ok || len(args) < 2 {
					return nil, object.TypeErrorf("get_model() missing 1 required positional argument: 'model_name'")
				}
				return getModel(t, c.apps, c.label, asStr(args[1]))
			}},
		},
	})
	object.RegisterModule(&object.NativeModule{Name: "django.apps", Package: true, Init: func(t *Thread, m *object.Module) error {
		m.Set("apps", AppsOf(t))
		m.Set("AppConfig", AppConfigType)
		return nil
	}})
	object.RegisterModule(&object.NativeModule{Name: "django.apps.registry", Init: func(t *Thread, m *object.Module) error {
		m.Set("apps", AppsOf(t))
		m.Set("Apps", AppsType)
		m.SetFunc("_submodules", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			return strList(vm.Submodules(t.RT, asStr(args[0]))), nil
		})
		m.SetFunc("_data_files", dataFiles)
		// _testing says that a test begins or ends, and gives what was said before; without an argument it only gives that.
		m.SetFunc("_testing", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			a := AppsOf(t)
			old := a.testing
			if len(args) > 0 {
				a.testing = args[0] == object.True
			}
			return object.NewBool(old), nil
		})
		// _use makes a registry the one that models declared from now on go to, and gives the former.
		m.SetFunc("_use", func(t *Thread, args []Object, kw *Kwargs) (Object, error) {
			r := registriesOf(t)
			old := r.current
			a, ok := args[0].(*Apps)
			if !ok {
				return nil, object.TypeErrorf("Apps expected, not '%s'", object.TypeName(args[0]))
			}
			r.current = a
			return old, nil
		})
		return nil
	}})
}

func faceLabel(o Object) (Object, error) {
	if c, ok := o.(*appConfigFace); ok {
		return str(c.label), nil
	}
	return nil, object.AttributeErrorf(o, "label", "'%s' object has no attribute 'label'", object.TypeName(o))
}

func (a *Apps) labels() []string {
	var out []string
	seen := map[string]bool{}
	add := func(l string) {
		if !seen[l] {
			seen[l] = true
			out = append(out, l)
		}
	}
	for _, c := range a.configs {
		add(c.Label)
	}
	for _, m := range a.models {
		add(optionsOf(m).appLabel)
	}
	return out
}

func (a *Apps) hasLabel(label string) bool {
	for _, l := range a.labels() {
		if l == label {
			return true
		}
	}
	return false
}

func splitLabel(s string) (app, name string, err error) {
	app, name, ok := strings.Cut(s, ".")
	if !ok || strings.Contains(name, ".") {
		return "", "", object.ValueErrorf("Invalid model reference '%s'. String model references must be of the form 'app_label.ModelName'.", s)
	}
	return app, strings.ToLower(name), nil
}

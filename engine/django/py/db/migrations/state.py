"""What the models are before and after a migration, without their code."""

from contextlib import contextmanager

from django.apps import registry
from django.db import models
from django.db.models import NOT_PROVIDED

DEFAULT_NAMES = (
    "verbose_name", "verbose_name_plural", "db_table", "db_table_comment", "ordering", "unique_together", "permissions", "get_latest_by",
    "order_with_respect_to", "db_tablespace", "abstract", "managed", "proxy", "swappable", "auto_created", "default_permissions", "select_on_save",
    "default_related_name", "required_db_features", "required_db_vendor", "base_manager_name", "default_manager_name", "indexes", "constraints",
)


@contextmanager
def models_go_to(apps):
    old = registry._use(apps)
    try:
        yield apps
    finally:
        registry._use(old)


class ModelState:
    def __init__(self, app_label, name, fields, options=None, bases=None, managers=None):
        self.app_label, self.name, self.name_lower = app_label, name, name.lower()
        self.bases, self.managers = bases or (models.Model,), managers or []
        self.fields, self.options = dict(fields), options or {}
        for several in "indexes", "constraints":
            self.options.setdefault(several, [])

    @classmethod
    def from_model(cls, model):
        meta = model._meta
        fields = []
        for field in list(meta.local_fields) + list(meta.local_many_to_many):
            if getattr(field, "remote_field", None) and getattr(meta, "auto_created", False):
                continue
            if field.name == "_order" and meta.order_with_respect_to and not field.editable:
                continue
            fields.append((field.name, field.clone()))
        options = {}
        for name in DEFAULT_NAMES:
            if name not in meta.original_attrs:
                continue
            if name == "unique_together":
                options[name] = {tuple(names) for names in meta.unique_together}
            elif name == "indexes":
                indexes = [index.clone() for index in meta.indexes]
                for index in indexes:
                    if not index.name:
                        index.set_name_with_model(model)
                options[name] = indexes
            elif name == "constraints":
                options[name] = [constraint.clone() for constraint in meta.constraints]
            elif name != "abstract":
                options[name] = meta.original_attrs[name]

        def named(cls):
            """The bases: models by their labels, abstract ones by their own bases."""
            for base in cls.__bases__:
                opts = getattr(base, "_meta", None)
                if opts is None:
                    yield base
                elif opts.abstract:
                    yield from named(base)
                else:
                    yield opts.label_lower

        bases = list(dict.fromkeys(named(model)))
        if not any(isinstance(base, str) or issubclass(base, models.Model) for base in bases):
            bases = [models.Model]
        managers, names = [], set()
        default = None
        for manager in meta.managers:
            if manager.name in names:
                continue
            names.add(manager.name)
            if manager.use_in_migrations:
                managers.append((manager.name, manager))
            elif manager is meta.base_manager or manager is meta.default_manager:
                default = manager if manager is meta.default_manager else default
        if managers and default is not None and managers[0][1] is not default:
            managers.insert(0, (default.name, models.Manager()))
        if managers == [("objects", models.Manager())]:
            managers = []
        return cls(meta.app_label, meta.object_name, fields, options, tuple(bases), managers)

    def clone(self):
        return ModelState(
            self.app_label, self.name, list(self.fields.items()),
            {**self.options, "indexes": list(self.options["indexes"]), "constraints": list(self.options["constraints"])}, self.bases, list(self.managers),
        )

    def render(self, apps):
        """The model class of this state, in a registry of its own."""
        meta = type("Meta", (), {"app_label": self.app_label, "apps": apps, **self.options})
        bases = tuple(apps.get_model(*base.split(".", 1)) if isinstance(base, str) else base for base in self.bases)
        fields = {name: field.clone() for name, field in self.fields.items()}
        return type(self.name, bases, {**fields, "Meta": meta, "__module__": "__fake__"})

    def __repr__(self):
        return "<%s: '%s.%s'>" % (self.__class__.__name__, self.app_label, self.name)


class ProjectState:
    def __init__(self, models=None):
        self.models = models or {}
        self._apps = None

    def clone(self):
        state = ProjectState({key: model.clone() for key, model in self.models.items()})
        state._apps = self._apps
        return state

    @classmethod
    def from_apps(cls, apps):
        state = cls()
        for model in apps.get_models():
            model_state = ModelState.from_model(model)
            state.models[model_state.app_label, model_state.name_lower] = model_state
        return state

    def reload(self):
        self._apps = None

    @property
    def apps(self):
        """A registry with every model of the state; relations to models of other apps are to those of the run."""
        if self._apps is None:
            from django.apps import apps as run

            known = registry.Apps()
            waiting = list(self.models.values())
            with models_go_to(known):
                own = {model.app_label for model in waiting}
                waiting += [ModelState.from_model(m) for m in run.get_models() if m._meta.app_label not in own]
                while waiting:
                    left = []
                    for model in waiting:
                        bases = [base for base in model.bases if isinstance(base, str)]
                        if all((w.app_label, w.name_lower) != tuple(base.lower().split(".", 1)) for base in bases for w in waiting):
                            model.render(known)
                        else:
                            left.append(model)
                    if len(left) == len(waiting):
                        raise ValueError("Cannot resolve bases for %r" % left)
                    waiting = left
            self._apps = known
        return self._apps

    # Changes

    def add_model(self, model_state):
        self.models[model_state.app_label, model_state.name_lower] = model_state
        self.reload()

    def remove_model(self, app_label, model_name):
        del self.models[app_label, model_name]
        self.reload()

    def rename_model(self, app_label, old_name, new_name):
        model = self.models.pop((app_label, old_name.lower()))
        model.name, model.name_lower = new_name, new_name.lower()
        self.models[app_label, model.name_lower] = model
        old_label, new_label = f"{app_label}.{old_name.lower()}", f"{app_label}.{new_name.lower()}"
        for other in self.models.values():
            for name, field in list(other.fields.items()):
                remote = field.remote_field
                if remote and isinstance(remote.model, str) and remote.model.lower() == old_label:
                    _, _, args, kwargs = field.deconstruct()
                    other.fields[name] = field.__class__(*args, **{**kwargs, "to": new_label})
        self.reload()

    def alter_model_options(self, app_label, model_name, options, option_keys=None):
        model = self.models[app_label, model_name]
        model.options = {**model.options, **options}
        for key in option_keys or ():
            if key not in options:
                model.options.pop(key, False)
        self.reload()

    def append_option(self, app_label, model_name, option_name, obj):
        model = self.models[app_label, model_name]
        model.options[option_name] = [*model.options[option_name], obj]
        self.reload()

    def remove_option(self, app_label, model_name, option_name, name):
        model = self.models[app_label, model_name]
        model.options[option_name] = [obj for obj in model.options[option_name] if obj.name != name]
        self.reload()

    def add_field(self, app_label, model_name, name, field, preserve_default):
        if not preserve_default:
            field = field.clone()
            field.default = NOT_PROVIDED
        self.models[app_label, model_name].fields[name] = field
        self.reload()

    alter_field = add_field

    def remove_field(self, app_label, model_name, name):
        self.models[app_label, model_name].fields.pop(name)
        self.reload()

    def rename_field(self, app_label, model_name, old_name, new_name):
        model = self.models[app_label, model_name]
        model.fields = {new_name if name == old_name else name: field for name, field in model.fields.items()}
        for option in ("unique_together",):
            if option in model.options:
                model.options[option] = {tuple(new_name if n == old_name else n for n in names) for names in model.options[option]}
        self.reload()

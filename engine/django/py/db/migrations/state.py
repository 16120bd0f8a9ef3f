"""What the models are before and after a migration, without their code."""

import copy
from contextlib import contextmanager

from django.apps import AppConfig, registry
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.migrations.exceptions import InvalidBasesError
from django.db.migrations.utils import field_is_referenced, get_references, resolve_relation
from django.db.models import NOT_PROVIDED
from django.db.models.options import normalize_together
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

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


def _get_app_label_and_model_name(model, app_label=""):
    if isinstance(model, str):
        split = model.split(".", 1)
        return tuple(split) if len(split) == 2 else (app_label, split[0])
    return model._meta.app_label, model._meta.model_name


def _get_related_models(m):
    """The models that are near one: those derived from it, those it points at and those that point at it."""
    related = [cls for cls in m.__subclasses__() if issubclass(cls, models.Model)]
    targets = set()
    for field in m._meta.get_fields(include_parents=True, include_hidden=True):
        if field.is_relation and field.related_model is not None and not isinstance(field.related_model, str):
            targets.add(field.model)
            related.append(field.related_model)
    related += [model for model in targets if model is not m]
    if m._meta.proxy:
        related.append(m._meta.concrete_model)
    return related


def get_related_models_tuples(model):
    return {(rel._meta.app_label, rel._meta.model_name) for rel in _get_related_models(model)}


def get_related_models_recursive(model):
    """(app label, name) of every model that a change of this one may concern: also those near the near ones."""
    seen = set()
    queue = _get_related_models(model)
    for near in queue:
        key = near._meta.app_label, near._meta.model_name
        if key not in seen:
            seen.add(key)
            queue.extend(_get_related_models(near))
    return seen - {(model._meta.app_label, model._meta.model_name)}


class AppConfigStub(AppConfig):
    """An app of a state: a label and no more."""

    def __init__(self, label):
        self.apps = None
        self.models = {}
        self.label = self.name = label

    def import_models(self):
        self.models = self.apps.all_models[self.label]


class ModelState:
    def __init__(self, app_label, name, fields, options=None, bases=None, managers=None):
        self.app_label, self.name = app_label, name
        self.fields = dict(fields)
        self.options = options or {}
        self.options.setdefault("indexes", [])
        self.options.setdefault("constraints", [])
        self.bases = bases or (models.Model,)
        self.managers = managers or []
        for name, field in self.fields.items():
            if hasattr(field, "model"):
                raise ValueError('ModelState.fields cannot be bound to a model - "%s" is.' % name)
            if field.is_relation and hasattr(field.related_model, "_meta"):
                raise ValueError('ModelState.fields cannot refer to a model class - "%s.to" does. Use a string reference instead.' % name)
            if field.many_to_many and hasattr(field.remote_field.through, "_meta"):
                raise ValueError('ModelState.fields cannot refer to a model class - "%s.through" does. Use a string reference instead.' % name)
        for index in self.options["indexes"]:
            if not index.name:
                raise ValueError("Indexes passed to ModelState require a name attribute. %r doesn't have one." % index)

    @cached_property
    def name_lower(self):
        return self.name.lower()

    def get_field(self, field_name):
        if field_name == "_order":
            field_name = self.options.get("order_with_respect_to", field_name)
        return self.fields[field_name]

    @classmethod
    def from_model(cls, model, exclude_rels=False):
        meta = model._meta
        fields = []
        for field in list(meta.local_fields) + ([] if exclude_rels else list(meta.local_many_to_many)):
            if exclude_rels and getattr(field, "remote_field", None):
                continue
            if field.name == "_order" and meta.order_with_respect_to and not field.editable:
                continue
            try:
                fields.append((field.name, field.clone()))
            except TypeError as e:
                kind = "m2m field %s on %s" % (field.name, meta.object_name) if field.many_to_many else "field %s on %s" % (field.name, meta.label)
                raise TypeError("Couldn't reconstruct %s: %s" % (kind, e))
        options = {}
        for name in DEFAULT_NAMES:
            if name not in meta.original_attrs or name == "abstract":
                continue
            if name == "unique_together":
                options[name] = {tuple(names) for names in normalize_together(meta.original_attrs[name])}
            elif name == "indexes":
                indexes = [index.clone() for index in meta.indexes]
                for index in indexes:
                    if not index.name:
                        index.set_name_with_model(model)
                options[name] = indexes
            elif name == "constraints":
                options[name] = [constraint.clone() for constraint in meta.constraints]
            else:
                options[name] = meta.original_attrs[name]
        if exclude_rels:
            for key in ("unique_together", "order_with_respect_to"):
                options.pop(key, None)
        elif options.get("order_with_respect_to") in {field.name for field in meta.private_fields}:
            del options["order_with_respect_to"]

        def flatten_bases(model):
            bases = []
            for base in model.__bases__:
                if hasattr(base, "_meta") and base._meta.abstract:
                    bases.extend(flatten_bases(base))
                else:
                    bases.append(base)
            return bases

        flattened = sorted(set(flatten_bases(model)), key=lambda x: model.__mro__.index(x))
        bases = tuple(base._meta.label_lower if hasattr(base, "_meta") else base for base in flattened)
        if not any(isinstance(base, str) or issubclass(base, models.Model) for base in bases):
            bases = (models.Model,)
        return cls(meta.app_label, meta.object_name, fields, options, bases, cls._managers(model))

    @staticmethod
    def _managers(model):
        """The managers that migrations use, and plain ones in the place of the default and the base manager."""
        managers, names, plain = [], set(), None
        for manager in model._meta.managers:
            if manager.name in names:
                continue
            if manager.use_in_migrations:
                new = copy.copy(manager)
            elif manager is model._base_manager or manager is model._default_manager:
                new = models.Manager()
                new.model, new.name = manager.model, manager.name
                if manager is model._default_manager:
                    plain = new
            else:
                continue
            names.add(manager.name)
            managers.append((manager.name, new))
        return [] if len(managers) == 1 and managers[0][0] == "objects" and managers[0][1] is plain else managers

    def construct_managers(self):
        for name, manager in sorted(self.managers, key=lambda pair: pair[1].creation_counter):
            as_manager, manager_path, qs_path, args, kwargs = manager.deconstruct()
            yield name, import_string(qs_path).as_manager() if as_manager else import_string(manager_path)(*args, **kwargs)

    def clone(self):
        return self.__class__(self.app_label, self.name, dict(self.fields), dict(self.options), self.bases, list(self.managers))

    def render(self, apps):
        """The model class of this state, in a registry of its own."""
        meta = {"app_label": self.app_label, "apps": apps, **self.options}
        # Indexes and constraints are not shared between the classes of a state.
        meta["indexes"] = [index.clone() for index in self.options["indexes"]]
        meta["constraints"] = [constraint.clone() for constraint in self.options["constraints"]]
        try:
            bases = tuple(apps.get_model(base) if isinstance(base, str) else base for base in self.bases)
        except LookupError:
            raise InvalidBasesError("Cannot resolve one or more bases from %r" % (self.bases,))
        body = {name: field.clone() for name, field in self.fields.items()}
        body.update(Meta=type("Meta", (), meta), __module__="__fake__")
        body.update(self.construct_managers())
        return type(self.name, bases, body)

    def get_index_by_name(self, name):
        for index in self.options["indexes"]:
            if index.name == name:
                return index
        raise ValueError("No index named %s on model %s" % (name, self.name))

    def get_constraint_by_name(self, name):
        for constraint in self.options["constraints"]:
            if constraint.name == name:
                return constraint
        raise ValueError("No constraint named %s on model %s" % (name, self.name))

    def __repr__(self):
        return "<%s: '%s.%s'>" % (self.__class__.__name__, self.app_label, self.name)

    def __eq__(self, other):
        return (
            isinstance(other, ModelState) and self.app_label == other.app_label and self.name == other.name and len(self.fields) == len(other.fields)
            and all(a == b and f.deconstruct()[1:] == g.deconstruct()[1:] for (a, f), (b, g) in zip(self.fields.items(), other.fields.items()))
            and self.options == other.options and self.bases == other.bases and self.managers == other.managers
        )


class StateApps:
    """The registry of a state: its models as classes, and those of the apps that have no migrations."""

    def __new__(cls, real_apps, models, ignore_swappable=False):
        from django.apps import apps as run

        waiting = list(models.values())
        for label in real_apps:
            try:
                own = run.get_app_config(label).get_models()
            except LookupError:
                continue
            # Relations of theirs are left out: what they point at may not be there.
            of_django = run.get_app_config(label).name.startswith("django.")
            waiting += [ModelState.from_model(model, exclude_rels=not of_django) for model in own if (label, model._meta.model_name) not in models]
        apps = registry.Apps(sorted({label for label, _ in models} | {state.app_label for state in waiting}))
        with models_go_to(apps):
            while waiting:
                left = []
                for state in waiting:
                    try:
                        state.render(apps)
                    except InvalidBasesError:
                        left.append(state)
                if len(left) == len(waiting):
                    raise InvalidBasesError(
                        "Cannot resolve bases for %r\nThis can happen if you are inheriting models from an app with migrations (e.g. contrib.auth)\n"
                        " in an app with no migrations; see https://docs.djangoproject.com/en/5.2/topics/migrations/#dependencies for more" % left
                    )
                waiting = left
        cls._check(apps, models, ignore_swappable)
        return apps

    @staticmethod
    def _check(apps, models, ignore_swappable):
        """No relation may be left to a model that isn't there."""
        wrong = set()
        for key, state in models.items():
            for name, field in state.fields.items():
                remote = field.remote_field
                for target in (remote.model, getattr(remote, "through", None)) if remote else ():
                    if not target:
                        continue
                    label, model = resolve_relation(target, *key)
                    if ignore_swappable and f"{label}.{model}" == settings.AUTH_USER_MODEL.lower():
                        continue
                    try:
                        apps.get_registered_model(label, model)
                    except LookupError:
                        there = any(config.label == label for config in apps.get_app_configs())
                        why = f"app '{label}' doesn't provide model '{model}'" if there else f"app '{label}' isn't installed"
                        wrong.add(f"The field {state.app_label}.{state.name}.{name} was declared with a lazy reference to '{label}.{model}', but {why}.")
        if wrong:
            raise ValueError("\n".join(sorted(wrong)))


class ProjectState:
    def __init__(self, models=None, real_apps=None):
        self.models = models or {}
        if real_apps is None:
            real_apps = set()
        else:
            assert isinstance(real_apps, set)
        self.real_apps = real_apps
        self.is_delayed = False

    def clone(self):
        state = ProjectState({key: model.clone() for key, model in self.models.items()}, real_apps=self.real_apps)
        if "apps" in self.__dict__:
            state.apps = self.apps
        state.is_delayed = self.is_delayed
        return state

    @classmethod
    def from_apps(cls, apps):
        state = cls()
        for model in apps.get_models():
            model_state = ModelState.from_model(model)
            state.models[model_state.app_label, model_state.name_lower] = model_state
        return state

    @cached_property
    def apps(self):
        return StateApps(self.real_apps | self._of_django(), self.models)

    def _of_django(self):
        """The apps of Django's own that models of the state point at: they have no migrations here, their models are those of the run."""
        from django.apps import apps as run
        from django.db.migrations.loader import LAST_OF_DJANGO

        found = set()
        for key, model in self.models.items():
            near = [(base, key[0]) for base in model.bases if isinstance(base, str)]
            for field in model.fields.values():
                remote = field.remote_field
                near += [(to, *key) for to in (remote and remote.model, remote and getattr(remote, "through", None)) if to]
            for args in near:
                label, name = resolve_relation(*args)
                if label in LAST_OF_DJANGO and (label, name) not in self.models:
                    try:
                        run.get_model(label, name)
                    except LookupError:
                        continue
                    found.add(label)
        if "auth" in found:
            found.add("contenttypes")
        return found

    def clear_delayed_apps_cache(self):
        if self.is_delayed:
            self.reload()

    def reload(self):
        self.__dict__.pop("apps", None)

    def reload_model(self, app_label, model_name, delay=False):
        self.reload()

    def reload_models(self, models, delay=True):
        self.reload()

    @property
    def relations(self):
        """{model: {model that points at it: {name: field}}}, for the models of the state."""
        found = {}
        for key, model in sorted(self.models.items()):
            found.setdefault(key, {})
            for name, field in model.fields.items():
                remote = field.remote_field
                for to in (remote and remote.model, remote and getattr(remote, "through", None)):
                    if to:
                        found.setdefault(resolve_relation(to, *key), {}).setdefault(key, {})[name] = field
        return found

    # Changes

    def add_model(self, model_state):
        self.models[model_state.app_label, model_state.name_lower] = model_state
        self.reload()

    def remove_model(self, app_label, model_name):
        del self.models[app_label, model_name]
        self.reload()

    def rename_model(self, app_label, old_name, new_name):
        old = app_label, old_name.lower()
        model = self.models[old].clone()
        model.name = new_name
        model.__dict__.pop("name_lower", None)
        self.models[app_label, new_name.lower()] = model
        new = f"{app_label}.{new_name}"
        for other, name, field, reference in list(get_references(self, old)):
            _, _, args, kwargs = field.deconstruct()
            if reference.to:
                kwargs["to"] = new
            if reference.through:
                kwargs["through"] = new
            other.fields[name] = field.__class__(*args, **kwargs)
        for other in self.models.values():
            other.bases = tuple(
                new.lower() if isinstance(base, str) and resolve_relation(base, other.app_label) == old else base for base in other.bases
            )
        self.remove_model(*old)

    def alter_model_options(self, app_label, model_name, options, option_keys=None):
        model = self.models[app_label, model_name]
        model.options = {**model.options, **options}
        for key in option_keys or ():
            if key not in options:
                model.options.pop(key, False)
        self.reload()

    def remove_model_options(self, app_label, model_name, option_name, option_value_to_remove):
        model = self.models[app_label, model_name]
        if objs := model.options.get(option_name):
            model.options[option_name] = [obj for obj in objs if tuple(obj) != tuple(option_value_to_remove)]
        self.reload()

    def alter_model_managers(self, app_label, model_name, managers):
        self.models[app_label, model_name].managers = list(managers)
        self.reload()

    def _set_option(self, app_label, model_name, option_name, change):
        model = self.models[app_label, model_name]
        model.options[option_name] = change(model.options[option_name])
        self.reload()

    def _append_option(self, app_label, model_name, option_name, obj):
        self._set_option(app_label, model_name, option_name, lambda objs: [*objs, obj])

    def _remove_option(self, app_label, model_name, option_name, obj_name):
        self._set_option(app_label, model_name, option_name, lambda objs: [obj for obj in objs if obj.name != obj_name])

    def add_index(self, app_label, model_name, index):
        self._append_option(app_label, model_name, "indexes", index)

    def remove_index(self, app_label, model_name, index_name):
        self._remove_option(app_label, model_name, "indexes", index_name)

    def rename_index(self, app_label, model_name, old_index_name, new_index_name):
        def renamed(index):
            if index.name == old_index_name:
                index = index.clone()
                index.name = new_index_name
            return index

        self._set_option(app_label, model_name, "indexes", lambda indexes: [renamed(index) for index in indexes])

    def add_constraint(self, app_label, model_name, constraint):
        self._append_option(app_label, model_name, "constraints", constraint)

    def remove_constraint(self, app_label, model_name, constraint_name):
        self._remove_option(app_label, model_name, "constraints", constraint_name)

    def _delay(self, key, name, field):
        """Whether the classes of a state may wait for a change of a field: nobody points at it."""
        self.is_delayed = not field.is_relation and not field_is_referenced(self, key, (name, field))
        self.reload()

    def add_field(self, app_label, model_name, name, field, preserve_default):
        if not preserve_default:
            field = field.clone()
            field.default = NOT_PROVIDED
        self.models[app_label, model_name].fields[name] = field
        self._delay((app_label, model_name), name, field)

    def alter_field(self, app_label, model_name, name, field, preserve_default):
        self.add_field(app_label, model_name, name, field, preserve_default)

    def remove_field(self, app_label, model_name, name):
        field = self.models[app_label, model_name].fields.pop(name)
        self._delay((app_label, model_name), name, field)

    def rename_field(self, app_label, model_name, old_name, new_name):
        key = app_label, model_name
        model = self.models[key]
        if old_name not in model.fields:
            raise FieldDoesNotExist(f"{app_label}.{model_name} has no field named '{old_name}'")
        found = model.fields.pop(old_name)
        model.fields[new_name] = found

        def moved(names):
            return [new_name if name == old_name else name for name in names]

        for option in ("index_together", "unique_together"):
            if option in model.options:
                model.options[option] = [moved(names) for names in model.options[option]]
        for other, name, field, reference in list(get_references(self, key, (old_name, found))):
            _, _, args, kwargs = field.deconstruct()
            if kwargs.get("to_field") == old_name:
                kwargs["to_field"] = new_name
            if "to_fields" in kwargs:
                kwargs["to_fields"] = moved(kwargs["to_fields"])
            if reference.to and (kwargs.get("to_field") == new_name or "to_fields" in kwargs):
                other.fields[name] = field.__class__(*args, **kwargs)
        for name, field in list(model.fields.items()):
            _, _, args, kwargs = field.deconstruct()
            if old_name in kwargs.get("from_fields", ()):
                model.fields[name] = field.__class__(*args, **{**kwargs, "from_fields": moved(kwargs["from_fields"])})
        self._delay(key, new_name, found)

    def __eq__(self, other):
        return self.models == other.models and self.real_apps == other.real_apps

"""What must be done to get from the models of the migrations to those of the program."""

import functools
import re
from collections import namedtuple

from django.conf import settings
from django.db import models
from django.db.migrations import operations
from django.db.migrations.loader import LAST_OF_DJANGO
from django.db.migrations.migration import Migration, swappable_dependency
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.questioner import MigrationQuestioner

# What an operation waits for: that a model or a field of it is made, removed or changed.
Dependency = namedtuple("Dependency", "app_label model_name field_name type")
CREATE, REMOVE, ALTER = "create", "remove", "alter"


def _label(model, app_label):
    """The (app label, lower-case name) that a relation points at."""
    text = model if isinstance(model, str) else model._meta.label_lower
    if text == "self":
        return None
    app, _, name = text.lower().rpartition(".")
    return (app or app_label, name)


class MigrationAutodetector:
    def __init__(self, from_state, to_state, questioner=None):
        self.from_state, self.to_state = from_state, to_state
        self.questioner = questioner or MigrationQuestioner()

    def changes(self, loader, app_labels, migration_name=None):
        """{app label: [Migration]}, named and numbered."""
        self.loader = loader
        self.generated = {}
        self.labels = app_labels
        self._detect()
        migrations = self._build()
        self._number(migrations, migration_name)
        return migrations

    # Comparing

    def deep_deconstruct(self, obj):
        """What obj is made of, equal for all that are made alike."""
        deep = self.deep_deconstruct
        match obj:
            case list():
                return [*map(deep, obj)]
            case tuple():
                return (*map(deep, obj),)
            case dict():
                return {key: deep(value) for key, value in obj.items()}
            case functools.partial():
                return obj.func, deep(obj.args), deep(obj.keywords)
            case re.Pattern():
                return obj.pattern, obj.flags
            case object(deconstruct=_) if not isinstance(obj, type):
                path, args, kwargs = obj.deconstruct()[-3:]  # a field's name comes before
                return path, deep([*args]), deep(kwargs)
        return obj

    def _keys(self, state, kind):
        out = set()
        for key, model in state.models.items():
            if key[0] not in self.labels:
                continue
            if not model.options.get("managed", True):
                its = "unmanaged"
            else:
                its = "proxy" if model.options.get("proxy") else "model"
            if its == kind:
                out.add(key)
        return out

    def _detect(self):
        old, new = self.from_state, self.to_state
        self.old_models, self.new_models = self._keys(old, "model"), self._keys(new, "model")
        self.old_proxies, self.new_proxies = self._keys(old, "proxy"), self._keys(new, "proxy")
        self.old_unmanaged, self.new_unmanaged = self._keys(old, "unmanaged"), self._keys(new, "unmanaged")
        self.kept_models = sorted(self.old_models & self.new_models)
        self.old_fields = {(*key, name) for key in self.kept_models for name in old.models[key].fields}
        self.new_fields = {(*key, name) for key in self.kept_models for name in new.models[key].fields}
        self.deleted_models()
        self.created_models()
        self.deleted_proxies()
        self.created_proxies()
        self.altered_options()
        self.altered_managers()
        self.removed_named("constraints", operations.RemoveConstraint)
        self.removed_named("indexes", operations.RemoveIndex)
        self.removed_unique_together()
        self.removed_fields()
        self.added_fields()
        self.altered_fields()
        self.altered_order_with_respect_to()
        self.altered_unique_together()
        self.added_named("indexes", operations.AddIndex, "index")
        self.added_named("constraints", operations.AddConstraint, "constraint")
        self.altered_db_table()

    def add(self, app_label, operation, dependencies=(), beginning=False):
        operation._auto_deps = list(dependencies)
        found = self.generated.setdefault(app_label, [])
        if beginning:
            found.insert(0, operation)
        else:
            found.append(operation)

    # Models

    def _relation_dependencies(self, app_label, model_name, field):
        """What a relation waits for: the model it points at, and its intermediate model."""
        dependencies = []
        remote = field.remote_field
        to = _label(remote.model, app_label)
        if to is not None and isinstance(remote.model, str) and remote.model.lower() == settings.AUTH_USER_MODEL.lower():
            dependencies.append(Dependency("__setting__", settings.AUTH_USER_MODEL, None, CREATE))
        elif to is not None:
            dependencies.append(Dependency(*to, None, CREATE))
        through = getattr(remote, "through", None)
        if through is not None and (isinstance(through, str) or not through._meta.auto_created):
            dependencies.append(Dependency(*_label(through, app_label), None, CREATE))
        return dependencies

    def _base_dependencies(self, model_state):
        bases = [base for base in model_state.bases if isinstance(base, str) and "." in base]
        return [Dependency(*base.lower().split(".", 1), None, CREATE) for base in bases]

    def created_models(self):
        added = (self.new_models - self.old_models) | (self.new_unmanaged - self.old_unmanaged)
        for app_label, model_name in sorted(added, key=self._swappable_first, reverse=True):
            model = self.to_state.models[app_label, model_name]
            related, primary = {}, None
            for name, field in model.fields.items():
                if not field.remote_field:
                    continue
                if field.remote_field.model:
                    if field.primary_key:
                        primary = field
                    elif not field.remote_field.parent_link:
                        related[name] = field
                through = getattr(field.remote_field, "through", None)
                if through and (isinstance(through, str) or not through._meta.auto_created):
                    related[name] = field
            options = dict(model.options)
            indexes, constraints = options.pop("indexes"), options.pop("constraints")
            unique_together = options.pop("unique_together", None)
            order_with_respect_to = options.pop("order_with_respect_to", None)
            dependencies = [Dependency(app_label, model_name, None, REMOVE)] + self._base_dependencies(model)
            if primary is not None:
                dependencies += self._relation_dependencies(app_label, model_name, primary)
            self.add(
                app_label,
                operations.CreateModel(
                    name=model.name, fields=[pair for pair in model.fields.items() if pair[0] not in related], options=options,
                    bases=model.bases, managers=model.managers,
                ),
                dependencies, beginning=True,
            )
            if not model.options.get("managed", True):
                continue
            own = Dependency(app_label, model_name, None, CREATE)
            for name, field in sorted(related.items()):
                self.add(
                    app_label, operations.AddField(model_name=model_name, name=name, field=field),
                    self._relation_dependencies(app_label, model_name, field) + [own],
                )
            made = [Dependency(app_label, model_name, name, CREATE) for name in sorted(related)] + [own]
            if order_with_respect_to:
                self.add(
                    app_label, operations.AlterOrderWithRespectTo(name=model_name, order_with_respect_to=order_with_respect_to),
                    [Dependency(app_label, model_name, order_with_respect_to, CREATE), own],
                )
            for index in indexes:
                self.add(app_label, operations.AddIndex(model_name=model_name, index=index), made)
            for constraint in constraints:
                self.add(app_label, operations.AddConstraint(model_name=model_name, constraint=constraint), made)
            if unique_together:
                self.add(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=unique_together), made)

    def _swappable_first(self, key):
        """Users come first: other models are likely to point at them."""
        model = self.to_state.models[key]
        bases = {base if isinstance(base, str) else base.__name__ for base in model.bases}
        swappable = model.options.get("swappable") or bases & {"AbstractUser", "AbstractBaseUser"}
        if swappable or settings.AUTH_USER_MODEL.lower() == "%s.%s" % key:
            return ("___" + key[0], "___" + key[1])
        return key

    def created_proxies(self):
        for app_label, model_name in sorted(self.new_proxies - self.old_proxies):
            model = self.to_state.models[app_label, model_name]
            self.add(
                app_label,
                operations.CreateModel(name=model.name, fields=[], options=dict(model.options), bases=model.bases, managers=model.managers),
                [Dependency(app_label, model_name, None, REMOVE)] + self._base_dependencies(model),
            )

    def deleted_models(self):
        deleted = (self.old_models - self.new_models) | (self.old_unmanaged - self.new_unmanaged)
        for app_label, model_name in sorted(deleted):
            model = self.from_state.models[app_label, model_name]
            related = {name: field for name, field in model.fields.items() if field.remote_field}
            if model.options.get("unique_together"):
                self.add(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=None))
            for name in sorted(related):
                self.add(app_label, operations.RemoveField(model_name=model_name, name=name))
            dependencies = []
            for (other_app, other_name), other in self.from_state.models.items():
                for name, field in other.fields.items():
                    if field.remote_field and _label(field.remote_field.model, other_app) == (app_label, model_name):
                        dependencies.append(Dependency(other_app, other_name, name, REMOVE))
            dependencies += [Dependency(app_label, model_name, name, REMOVE) for name in sorted(related)]
            if model.options.get("unique_together"):
                dependencies.append(Dependency(app_label, model_name, None, ALTER))
            self.add(app_label, operations.DeleteModel(name=model.name), dependencies)

    def deleted_proxies(self):
        for app_label, model_name in sorted(self.old_proxies - self.new_proxies):
            self.add(app_label, operations.DeleteModel(name=self.from_state.models[app_label, model_name].name))

    # Options

    def altered_options(self):
        both = {*self.kept_models, *(self.old_proxies & self.new_proxies), *(self.old_unmanaged & self.new_unmanaged)}
        both |= (self.old_unmanaged & self.new_models) | (self.old_models & self.new_unmanaged)
        keys = operations.AlterModelOptions.ALTER_OPTION_KEYS
        for app_label, model_name in sorted(both):
            old, new = ({k: v for k, v in state.models[app_label, model_name].options.items() if k in keys} for state in (self.from_state, self.to_state))
            if old != new:
                self.add(app_label, operations.AlterModelOptions(name=model_name, options=new))

    def altered_managers(self):
        for app_label, model_name in self.kept_models:
            old, new = self.from_state.models[app_label, model_name], self.to_state.models[app_label, model_name]
            if self.deep_deconstruct(self._managers(old)) != self.deep_deconstruct(self._managers(new)):
                self.add(app_label, operations.AlterModelManagers(name=model_name, managers=new.managers))

    @staticmethod
    def _managers(model):
        return [(name, manager.deconstruct()) for name, manager in model.managers]

    def altered_db_table(self):
        for app_label, model_name in sorted({*self.kept_models, *(self.old_proxies & self.new_proxies)}):
            old, new = self.from_state.models[app_label, model_name].options, self.to_state.models[app_label, model_name].options
            if old.get("db_table") != new.get("db_table"):
                self.add(app_label, operations.AlterModelTable(name=model_name, table=new.get("db_table")))
            if old.get("db_table_comment") != new.get("db_table_comment"):
                self.add(app_label, operations.AlterModelTableComment(name=model_name, table_comment=new.get("db_table_comment")))

    def altered_order_with_respect_to(self):
        for app_label, model_name in self.kept_models:
            old, new = (s.models[app_label, model_name].options.get("order_with_respect_to") for s in (self.from_state, self.to_state))
            if old != new:
                dependencies = [Dependency(app_label, model_name, new, CREATE)] if new else []
                self.add(app_label, operations.AlterOrderWithRespectTo(name=model_name, order_with_respect_to=new), dependencies)

    # Indexes and constraints

    def _named(self, kind, key):
        """What was removed and what came, of one model's indexes or constraints."""
        old, new = (state.models[key].options[kind] for state in (self.from_state, self.to_state))
        old_shapes, new_shapes = [self.deep_deconstruct(x) for x in old], [self.deep_deconstruct(x) for x in new]
        removed = [x for x, shape in zip(old, old_shapes) if shape not in new_shapes]
        added = [x for x, shape in zip(new, new_shapes) if shape not in old_shapes]
        return removed, added

    def removed_named(self, kind, operation):
        for app_label, model_name in self.kept_models:
            for item in self._named(kind, (app_label, model_name))[0]:
                self.add(app_label, operation(model_name=model_name, name=item.name))

    def added_named(self, kind, operation, argument):
        for app_label, model_name in self.kept_models:
            fields = [f for a, m, f in sorted(self.new_fields - self.old_fields) if (a, m) == (app_label, model_name)]
            dependencies = [Dependency(app_label, model_name, name, CREATE) for name in fields]
            for item in self._named(kind, (app_label, model_name))[1]:
                self.add(app_label, operation(model_name=model_name, **{argument: item}), dependencies)

    def _together(self, key):
        old, new = (state.models[key].options.get("unique_together") or set() for state in (self.from_state, self.to_state))
        return {tuple(names) for names in old}, {tuple(names) for names in new}

    def removed_unique_together(self):
        for app_label, model_name in self.kept_models:
            old, new = self._together((app_label, model_name))
            left = old & new
            if old != new and (left or not new) and left != old:
                self.add(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=left))

    def altered_unique_together(self):
        for app_label, model_name in self.kept_models:
            old, new = self._together((app_label, model_name))
            if old != new and new != (old & new):
                fields = sorted({name for names in new for name in names if (app_label, model_name, name) in self.new_fields - self.old_fields})
                self.add(
                    app_label, operations.AlterUniqueTogether(name=model_name, unique_together=new),
                    [Dependency(app_label, model_name, name, CREATE) for name in fields],
                )

    # Fields

    def removed_fields(self):
        for app_label, model_name, name in sorted(self.old_fields - self.new_fields):
            self._remove_field(app_label, model_name, name)

    def _remove_field(self, app_label, model_name, name):
        self.add(
            app_label, operations.RemoveField(model_name=model_name, name=name), [Dependency(app_label, model_name, None, ALTER)]
        )

    def added_fields(self):
        for app_label, model_name, name in sorted(self.new_fields - self.old_fields):
            self._add_field(app_label, model_name, name)

    def _add_field(self, app_label, model_name, name):
        field = self.to_state.models[app_label, model_name].fields[name]
        dependencies = [Dependency(app_label, model_name, name, REMOVE)]
        if field.remote_field and field.remote_field.model:
            dependencies += self._relation_dependencies(app_label, model_name, field)
        when_made = getattr(field, "auto_now_add", False)
        preserve_default = (
            field.many_to_many or field.generated or field.null or field.has_default() or field.db_default is not models.NOT_PROVIDED
            or field.blank and field.empty_strings_allowed or getattr(field, "auto_now", False) and not when_made
        )
        if not preserve_default:
            ask = self.questioner.ask_auto_now_add_addition if when_made else self.questioner.ask_not_null_addition
            field = field.clone()
            field.default = ask(name, model_name)
        self.add(
            app_label,
            operations.AddField(model_name=model_name, name=name, field=field, preserve_default=bool(preserve_default)), dependencies,
        )

    def altered_fields(self):
        for app_label, model_name, name in sorted(self.old_fields & self.new_fields):
            old = self.from_state.models[app_label, model_name].fields[name]
            new = self.to_state.models[app_label, model_name].fields[name]
            if self.deep_deconstruct(old) == self.deep_deconstruct(new):
                continue
            if old.many_to_many != new.many_to_many:
                self._remove_field(app_label, model_name, name)
                self._add_field(app_label, model_name, name)
                continue
            preserve_default, field = True, new
            if old.null and not new.null and not new.has_default() and not new.many_to_many and new.db_default is models.NOT_PROVIDED:
                default = self.questioner.ask_not_null_alteration(name, model_name)
                if default is not models.NOT_PROVIDED:
                    field, preserve_default = new.clone(), False
                    field.default = default
            dependencies = []
            if new.remote_field and new.remote_field.model:
                dependencies = self._relation_dependencies(app_label, model_name, new)
            self.add(
                app_label, operations.AlterField(model_name=model_name, name=name, field=field, preserve_default=preserve_default), dependencies
            )

    # Order, dependencies, names

    def _fulfils(self, operation, dependency):
        """Whether an operation does what another waits for."""
        name = dependency.model_name.lower()
        if dependency.type == CREATE and dependency.field_name is None:
            return isinstance(operation, operations.CreateModel) and operation.name_lower == name
        if dependency.type == CREATE:
            field = dependency.field_name.lower()
            if isinstance(operation, operations.CreateModel) and operation.name_lower == name:
                return any(field == n.lower() for n, _ in operation.fields)
            return isinstance(operation, operations.AddField) and operation.model_name_lower == name and operation.name_lower == field
        if dependency.type == REMOVE and dependency.field_name is None:
            return isinstance(operation, operations.DeleteModel) and operation.name_lower == name
        if dependency.type == REMOVE:
            field = dependency.field_name.lower()
            return isinstance(operation, operations.RemoveField) and operation.model_name_lower == name and operation.name_lower == field
        return isinstance(operation, operations.AlterUniqueTogether) and operation.name_lower == name

    def _sorted(self, app_label, found):
        """Operations after all that they wait for, otherwise in the order they were found."""
        waits = {}
        for i, operation in enumerate(found):
            waits[i] = {
                j for dependency in operation._auto_deps if dependency.app_label == app_label
                for j, other in enumerate(found) if j != i and self._fulfils(other, dependency)
            }
        out, done = [], set()
        while len(done) < len(found):
            ready = [i for i in range(len(found)) if i not in done and waits[i] <= done]
            if not ready:
                ready = [min(i for i in range(len(found)) if i not in done)]  # a circle: as they come
            out += [found[i] for i in ready]
            done.update(ready)
        return out

    def _build(self):
        migrations = {}
        for app_label in sorted(self.generated):
            ordered = self._sorted(app_label, self.generated[app_label])
            dependencies = set()
            for operation in ordered:
                for dependency in operation._auto_deps:
                    if dependency.app_label == "__setting__":
                        user_app = settings.AUTH_USER_MODEL.split(".")[0]
                        if user_app != app_label:
                            dependencies.add(swappable_dependency(settings.AUTH_USER_MODEL))
                    elif dependency.app_label != app_label:
                        leaves = self.loader.leaf_nodes(dependency.app_label)
                        if leaves:
                            dependencies.add(leaves[0])
                        elif dependency.app_label in self.generated or dependency.app_label in LAST_OF_DJANGO:
                            dependencies.add((dependency.app_label, "__first__"))
            leaves = self.loader.leaf_nodes(app_label)
            instance = type("Migration", (Migration,), {"operations": MigrationOptimizer().optimize(ordered, app_label), "dependencies": []})("auto_1", app_label)
            instance.dependencies = list(dependencies) + leaves
            instance.initial = None if leaves else True
            if instance.operations:
                migrations[app_label] = [instance]
        return migrations

    def _number(self, migrations, migration_name):
        names = {}
        for app_label, found in migrations.items():
            leaves = self.loader.leaf_nodes(app_label)
            number = int(re.match(r"^\d+", leaves[0][1])[0]) + 1 if leaves and leaves[0][1][0].isdigit() else 1
            for migration in found:
                suggested = migration_name or migration.suggest_name()
                migration.name = names[app_label, "__first__"] = "%04d_%s" % (number, suggested)
        for found in migrations.values():
            for migration in found:
                migration.dependencies = [
                    d if getattr(d, "setting", None) else (d[0], names.get(tuple(d), d[1])) for d in migration.dependencies
                ]

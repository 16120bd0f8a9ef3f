"""What must be done to get from one state of the models to another."""

import enum
import functools
import re
from collections import namedtuple
from graphlib import TopologicalSorter

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations import operations
from django.db.migrations.migration import Migration
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.utils import COMPILED_REGEX_TYPE, RegexObject, resolve_relation


class OperationDependency(namedtuple("OperationDependency", "app_label model_name field_name type")):
    """What an operation waits for: that a model or a field of it is made, removed or changed."""

    class Type(enum.Enum):
        CREATE = 0
        REMOVE = 1
        ALTER = 2
        REMOVE_ORDER_WRT = 3
        ALTER_FOO_TOGETHER = 4

    @property
    def model_name_lower(self):
        return self.model_name.lower()

    @property
    def field_name_lower(self):
        return self.field_name.lower()


CREATE, REMOVE, ALTER = OperationDependency.Type.CREATE, OperationDependency.Type.REMOVE, OperationDependency.Type.ALTER
REMOVE_ORDER_WRT, ALTER_FOO_TOGETHER = OperationDependency.Type.REMOVE_ORDER_WRT, OperationDependency.Type.ALTER_FOO_TOGETHER

_time_fields = (models.DateField, models.DateTimeField, models.TimeField)


class MigrationAutodetector:
    """Compares two states. All apps are compared together: a change of one may wait for one of another."""

    def __init__(self, from_state, to_state, questioner=None):
        self.from_state, self.to_state = from_state, to_state
        self.questioner = questioner or MigrationQuestioner()
        self.existing_apps = {app for app, model in from_state.models}

    def changes(self, graph, trim_to_apps=None, convert_apps=None, migration_name=None):
        """{app label: [Migration]}, named and numbered after those of a graph."""
        changes = self._detect_changes(convert_apps, graph)
        changes = self.arrange_for_graph(changes, graph, migration_name)
        if trim_to_apps:
            changes = self._trim_to_apps(changes, trim_to_apps)
        return changes

    # Comparing

    def deep_deconstruct(self, obj):
        """A value as something that compares by what it says, fields and whatever else can be deconstructed included."""
        if isinstance(obj, list):
            return [self.deep_deconstruct(value) for value in obj]
        if isinstance(obj, tuple):
            return tuple(self.deep_deconstruct(value) for value in obj)
        if isinstance(obj, dict):
            return {key: self.deep_deconstruct(value) for key, value in obj.items()}
        if isinstance(obj, functools.partial):
            return (obj.func, self.deep_deconstruct(obj.args), self.deep_deconstruct(obj.keywords))
        if isinstance(obj, COMPILED_REGEX_TYPE):
            return RegexObject(obj)
        if isinstance(obj, type):
            return obj
        if hasattr(obj, "deconstruct"):
            deconstructed = obj.deconstruct()
            if isinstance(obj, models.Field):
                deconstructed = deconstructed[1:]
            path, args, kwargs = deconstructed
            return (path, [self.deep_deconstruct(v) for v in args], {k: self.deep_deconstruct(v) for k, v in kwargs.items()})
        return obj

    def only_relation_agnostic_fields(self, fields):
        """The fields without their names and without what they point at: a renamed model has the same."""
        found = []
        for _, field in sorted(fields.items()):
            deconstructed = self.deep_deconstruct(field)
            if field.remote_field and field.remote_field.model:
                deconstructed[2].pop("to", None)
            found.append(deconstructed)
        return found

    def _keys(self, state, unmigrated):
        """The models of a state by kind: (ordinary, proxy, unmanaged)."""
        ordinary, proxies, unmanaged = set(), set(), set()
        for key, model in state.models.items():
            if not model.options.get("managed", True):
                unmanaged.add(key)
            elif key[0] not in unmigrated:
                (proxies if model.options.get("proxy") else ordinary).add(key)
        return ordinary, proxies, unmanaged

    def _detect_changes(self, convert_apps=None, graph=None):
        self.generated_operations = {}
        self.altered_indexes, self.altered_constraints, self.renamed_fields = {}, {}, {}
        unmigrated = self.from_state.real_apps
        self.old_model_keys, self.old_proxy_keys, self.old_unmanaged_keys = self._keys(self.from_state, unmigrated)
        self.new_model_keys, self.new_proxy_keys, self.new_unmanaged_keys = self._keys(self.to_state, unmigrated - set(convert_apps or ()))
        # What is renamed is neither made nor deleted.
        self.generate_renamed_models()
        self._prepare_field_lists()
        self._generate_through_model_map()
        self.generate_deleted_models()
        self.generate_created_models()
        self.generate_deleted_proxies()
        self.generate_created_proxies()
        self.generate_altered_options()
        self.generate_altered_managers()
        self.create_renamed_fields()
        self.create_altered_indexes()
        self.create_altered_constraints()
        # Indexes and constraints go before the fields that they are on, and come after.
        self.generate_removed_constraints()
        self.generate_removed_indexes()
        self.generate_renamed_fields()
        self.generate_renamed_indexes()
        self.generate_removed_altered_unique_together()
        self.generate_removed_fields()
        self.generate_added_fields()
        self.generate_altered_fields()
        self.generate_altered_order_with_respect_to()
        self.generate_altered_unique_together()
        self.generate_added_indexes()
        self.generate_added_constraints()
        self.generate_altered_db_table()
        self.generate_altered_db_table_comment()
        self._sort_migrations()
        self._build_migration_list(graph)
        self._optimize_migrations()
        return self.migrations

    def _old(self, app_label, model_name):
        """The state of a model before, by the name that it has now."""
        return self.from_state.models[app_label, self.renamed_models.get((app_label, model_name), model_name)]

    def _both(self, keys):
        """(app label, name, model before, model after) for each of some models."""
        for app_label, model_name in sorted(keys):
            yield app_label, model_name, self._old(app_label, model_name), self.to_state.models[app_label, model_name]

    def _prepare_field_lists(self):
        self.kept_model_keys = self.old_model_keys & self.new_model_keys
        self.kept_proxy_keys = self.old_proxy_keys & self.new_proxy_keys
        self.kept_unmanaged_keys = self.old_unmanaged_keys & self.new_unmanaged_keys
        self.through_users = {}
        self.old_field_keys = {(app, name, field) for app, name in self.kept_model_keys for field in self._old(app, name).fields}
        self.new_field_keys = {(app, name, field) for app, name in self.kept_model_keys for field in self.to_state.models[app, name].fields}

    def _generate_through_model_map(self):
        """The many-to-many field that an intermediate model is for."""
        for app_label, model_name in sorted(self.old_model_keys):
            old_name = self.renamed_models.get((app_label, model_name), model_name)
            for name, field in self.from_state.models[app_label, old_name].fields.items():
                if getattr(field.remote_field, "through", None):
                    self.through_users[resolve_relation(field.remote_field.through, app_label, old_name)] = (app_label, old_name, name)

    def add_operation(self, app_label, operation, dependencies=None, beginning=False):
        operation._auto_deps = list(dependencies or [])
        found = self.generated_operations.setdefault(app_label, [])
        if beginning:
            found.insert(0, operation)
        else:
            found.append(operation)

    def swappable_first_key(self, item):
        """Users come first: other models are likely to point at them."""
        try:
            model = self.to_state.models[item]
            bases = {base if isinstance(base, str) else base.__name__ for base in model.bases}
            swappable = model.options.get("swappable") or bases & {"AbstractUser", "AbstractBaseUser"}
            if swappable or settings.AUTH_USER_MODEL.lower() == "%s.%s" % item:
                return ("___" + item[0], "___" + item[1])
        except LookupError:
            pass
        return item

    # What waits for what

    @staticmethod
    def _get_dependencies_for_foreign_key(app_label, model_name, field, project_state):
        """What a relation waits for: the model it points at, and its intermediate model."""
        remote = field.remote_field
        to = resolve_relation(remote.model, app_label, model_name)
        setting = None
        if getattr(field, "swappable", True) and isinstance(remote.model, str):
            setting = apps.get_swappable_settings_name("%s.%s" % to)
            if setting is None and "%s.%s" % to == settings.AUTH_USER_MODEL.lower() and to[0] == "auth":
                setting = "AUTH_USER_MODEL"
        if setting:
            dependencies = [OperationDependency("__setting__", setting, None, CREATE)]
        else:
            dependencies = [OperationDependency(*to, None, CREATE)]
        if getattr(remote, "through", None):
            dependencies.append(OperationDependency(*resolve_relation(remote.through, app_label, model_name), None, CREATE))
        return dependencies

    def _get_dependencies_for_model(self, app_label, model_name):
        dependencies = []
        for field in self.to_state.models[app_label, model_name].fields.values():
            if field.is_relation:
                dependencies += self._get_dependencies_for_foreign_key(app_label, model_name, field, self.to_state)
        return dependencies

    def _get_dependencies_for_generated_field(self, app_label, model_name, field):
        """A generated column waits for the fields of its expression."""
        names = {e.name.split("__")[0] for e in field.expression.flatten() if isinstance(e, models.F)} if hasattr(field.expression, "flatten") else set()
        if isinstance(field.expression, models.F):
            names.add(field.expression.name.split("__")[0])
        return [OperationDependency(app_label, model_name, name, CREATE) for name in sorted(names)]

    @staticmethod
    def _resolve_dependency(dependency):
        """A dependency on the model that a setting names is one on a model, too; and whether it was one."""
        if dependency.app_label != "__setting__":
            return dependency, False
        app_label, name = getattr(settings, dependency.model_name).split(".")
        return dependency._replace(app_label=app_label, model_name=name.lower()), True

    def check_dependency(self, operation, dependency):
        """Whether an operation does what another waits for."""
        kind, name = dependency.type, dependency.model_name_lower
        if dependency.field_name is None:
            if kind is CREATE:
                return isinstance(operation, operations.CreateModel) and operation.name_lower == name
            return kind is REMOVE and isinstance(operation, operations.DeleteModel) and operation.name_lower == name
        field = dependency.field_name_lower
        if kind is CREATE:
            if isinstance(operation, operations.CreateModel) and operation.name_lower == name:
                return any(field == n.lower() for n, _ in operation.fields)
            return isinstance(operation, operations.AddField) and operation.model_name_lower == name and operation.name_lower == field
        if kind is REMOVE:
            return isinstance(operation, operations.RemoveField) and operation.model_name_lower == name and operation.name_lower == field
        if kind is ALTER:
            return isinstance(operation, operations.AlterField) and operation.model_name_lower == name and operation.name_lower == field
        if kind is REMOVE_ORDER_WRT:
            if not isinstance(operation, operations.AlterOrderWithRespectTo) or operation.name_lower != name:
                return False
            return (operation.order_with_respect_to or "").lower() != field
        if kind is ALTER_FOO_TOGETHER:
            return isinstance(operation, (operations.AlterUniqueTogether, operations.AlterIndexTogether)) and operation.name_lower == name
        raise ValueError("Can't handle dependency %r" % (dependency,))

    # Models

    def generate_renamed_models(self):
        self.renamed_models, self.renamed_models_rel = {}, {}
        for app_label, model_name in sorted(self.new_model_keys - self.old_model_keys):
            model = self.to_state.models[app_label, model_name]
            shape = self.only_relation_agnostic_fields(model.fields)
            for rem_app_label, rem_model_name in sorted(self.old_model_keys - self.new_model_keys):
                removed = self.from_state.models[rem_app_label, rem_model_name]
                if rem_app_label != app_label or shape != self.only_relation_agnostic_fields(removed.fields):
                    continue
                if not self.questioner.ask_rename_model(removed, model):
                    continue
                dependencies = self._get_dependencies_for_model(app_label, model_name)
                # Those that point at it are there before its name changes.
                dependencies += [OperationDependency(*key, None, CREATE) for key in self.to_state.relations[app_label, model_name]]
                self.add_operation(app_label, operations.RenameModel(old_name=removed.name, new_name=model.name), dependencies=dependencies)
                self.renamed_models[app_label, model_name] = rem_model_name
                self.renamed_models_rel["%s.%s" % (removed.app_label, removed.name_lower)] = "%s.%s" % (model.app_label, model.name_lower)
                self.old_model_keys.remove((rem_app_label, rem_model_name))
                self.old_model_keys.add((app_label, model_name))
                break

    def _base_dependencies(self, model):
        """A model waits for its bases, and for a base to lose the fields that it has itself now."""
        dependencies = []
        for base in model.bases:
            if not isinstance(base, str) or "." not in base:
                continue
            key = tuple(base.lower().split(".", 1))
            dependencies.append(OperationDependency(*key, None, CREATE))
            old, new = self.from_state.models.get(key), self.to_state.models.get(key)
            if old and new:
                gone = set(old.fields) - set(new.fields)
                dependencies += [OperationDependency(*key, name, REMOVE) for name in sorted(gone & set(model.fields))]
        return dependencies

    def generate_created_models(self):
        old_keys = self.old_model_keys | self.old_unmanaged_keys
        added = sorted(self.new_model_keys - old_keys, key=self.swappable_first_key, reverse=True)
        added += sorted(self.new_unmanaged_keys - old_keys, key=self.swappable_first_key, reverse=True)
        for app_label, model_name in added:
            self._create_model(app_label, model_name)

    def _create_model(self, app_label, model_name):
        """A model without its relations, which are added when what they point at is there: the optimizer puts them in again where it can."""
        model = self.to_state.models[app_label, model_name]
        related, primary = {}, None
        for name, field in model.fields.items():
            remote = field.remote_field
            if remote and remote.model:
                if field.primary_key:
                    primary = field
                elif not remote.parent_link:
                    related[name] = field
            if remote and getattr(remote, "through", None):
                related[name] = field
        options = dict(model.options)
        indexes, constraints = options.pop("indexes"), options.pop("constraints")
        unique_together = options.pop("unique_together", None)
        order_with_respect_to = options.pop("order_with_respect_to", None)
        dependencies = [OperationDependency(app_label, model_name, None, REMOVE)] + self._base_dependencies(model)
        if primary is not None:
            dependencies += self._get_dependencies_for_foreign_key(app_label, model_name, primary, self.to_state)
        self.add_operation(
            app_label,
            operations.CreateModel(
                name=model.name, fields=[pair for pair in model.fields.items() if pair[0] not in related], options=options,
                bases=model.bases, managers=model.managers,
            ),
            dependencies, beginning=True,
        )
        if not model.options.get("managed", True):
            return
        own = OperationDependency(app_label, model_name, None, CREATE)
        for name, field in sorted(related.items()):
            dependencies = self._get_dependencies_for_foreign_key(app_label, model_name, field, self.to_state) + [own]
            self.add_operation(app_label, operations.AddField(model_name=model_name, name=name, field=field), dict.fromkeys(dependencies))
        if order_with_respect_to:
            self.add_operation(
                app_label, operations.AlterOrderWithRespectTo(name=model_name, order_with_respect_to=order_with_respect_to),
                [OperationDependency(app_label, model_name, order_with_respect_to, CREATE), own],
            )
        made = [OperationDependency(app_label, model_name, name, CREATE) for name in sorted(related)] + [own]
        for index in indexes:
            self.add_operation(app_label, operations.AddIndex(model_name=model_name, index=index), made)
        for constraint in constraints:
            self.add_operation(app_label, operations.AddConstraint(model_name=model_name, constraint=constraint), made)
        if unique_together:
            self.add_operation(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=unique_together), made)
        if (app_label, model_name) in self.old_proxy_keys:
            # A proxy that has become a model of its own: keys that pointed at it point at another table.
            for key, fields in self.to_state.relations[app_label, model_name].items():
                for name, field in fields.items():
                    self.add_operation(key[0], operations.AlterField(model_name=self.to_state.models[key].name, name=name, field=field), [own])

    def generate_created_proxies(self):
        for app_label, model_name in sorted(self.new_proxy_keys - self.old_proxy_keys):
            model = self.to_state.models[app_label, model_name]
            self.add_operation(
                app_label,
                operations.CreateModel(name=model.name, fields=[], options=dict(model.options), bases=model.bases, managers=model.managers),
                [OperationDependency(app_label, model_name, None, REMOVE)] + self._base_dependencies(model),
            )

    def generate_deleted_models(self):
        new_keys = self.new_model_keys | self.new_unmanaged_keys
        for app_label, model_name in [*sorted(self.old_model_keys - new_keys), *sorted(self.old_unmanaged_keys - new_keys)]:
            model = self.from_state.models[app_label, model_name]
            related = sorted(name for name, field in model.fields.items() if field.remote_field)
            if model.options.get("unique_together"):
                self.add_operation(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=None))
            for name in related:
                self.add_operation(app_label, operations.RemoveField(model_name=model_name, name=name))
            dependencies = []
            for key, fields in self.from_state.relations[app_label, model_name].items():
                for name, field in fields.items():
                    dependencies.append(OperationDependency(*key, name, REMOVE))
                    if not field.many_to_many:
                        dependencies.append(OperationDependency(*key, name, ALTER))
            dependencies += [OperationDependency(app_label, model_name, name, REMOVE) for name in related]
            user = self.through_users.get((app_label, model.name_lower))
            if user:
                dependencies.append(OperationDependency(*user, REMOVE))
            self.add_operation(app_label, operations.DeleteModel(name=model.name), dict.fromkeys(dependencies))

    def generate_deleted_proxies(self):
        for app_label, model_name in sorted(self.old_proxy_keys - self.new_proxy_keys):
            self.add_operation(app_label, operations.DeleteModel(name=self.from_state.models[app_label, model_name].name))

    # Options

    def generate_altered_options(self):
        keys = operations.AlterModelOptions.ALTER_OPTION_KEYS
        changed = (self.old_unmanaged_keys & self.new_model_keys) | (self.old_model_keys & self.new_unmanaged_keys)
        for app_label, model_name, old, new in self._both(self.kept_model_keys | self.kept_proxy_keys | self.kept_unmanaged_keys | changed):
            old, new = ({k: v for k, v in model.options.items() if k in keys} for model in (old, new))
            if old != new:
                self.add_operation(app_label, operations.AlterModelOptions(name=model_name, options=new))

    def generate_altered_managers(self):
        for app_label, model_name, old, new in self._both(self.kept_model_keys):
            if old.managers != new.managers:
                self.add_operation(app_label, operations.AlterModelManagers(name=model_name, managers=new.managers))

    def generate_altered_db_table(self):
        for app_label, model_name, old, new in self._both(self.kept_model_keys | self.kept_proxy_keys | self.kept_unmanaged_keys):
            if old.options.get("db_table") != new.options.get("db_table"):
                self.add_operation(app_label, operations.AlterModelTable(name=model_name, table=new.options.get("db_table")))

    def generate_altered_db_table_comment(self):
        for app_label, model_name, old, new in self._both(self.kept_model_keys | self.kept_proxy_keys | self.kept_unmanaged_keys):
            if old.options.get("db_table_comment") != new.options.get("db_table_comment"):
                comment = new.options.get("db_table_comment")
                self.add_operation(app_label, operations.AlterModelTableComment(name=model_name, table_comment=comment))

    def generate_altered_order_with_respect_to(self):
        for app_label, model_name, old, new in self._both(self.kept_model_keys):
            old, new = (model.options.get("order_with_respect_to") for model in (old, new))
            if old != new:
                self.add_operation(
                    app_label, operations.AlterOrderWithRespectTo(name=model_name, order_with_respect_to=new),
                    [OperationDependency(app_label, model_name, new, CREATE)] if new else [],
                )

    # Indexes and constraints

    def create_altered_indexes(self):
        for app_label, model_name, old, new in self._both(self.kept_model_keys):
            old, new = old.options["indexes"], new.options["indexes"]
            added, removed = [x for x in new if x not in old], [x for x in old if x not in new]
            renamed = []
            for index in list(added):
                for other in list(removed):
                    shapes = [x.deconstruct() for x in (index, other)]
                    names = [shape[2].pop("name") for shape in shapes]
                    if shapes[0] == shapes[1] and names[0] != names[1]:
                        renamed.append((names[1], names[0], None))
                        added.remove(index)
                        removed.remove(other)
                        break
            self.altered_indexes[app_label, model_name] = {"added_indexes": added, "removed_indexes": removed, "renamed_indexes": renamed}

    def create_altered_constraints(self):
        for app_label, model_name, old, new in self._both(self.kept_model_keys):
            old, new = old.options["constraints"], new.options["constraints"]
            self.altered_constraints[app_label, model_name] = {
                "added_constraints": [c for c in new if c not in old], "removed_constraints": [c for c in old if c not in new],
            }

    def generate_added_indexes(self):
        for (app_label, model_name), altered in self.altered_indexes.items():
            dependencies = self._get_dependencies_for_model(app_label, model_name)
            for index in altered["added_indexes"]:
                self.add_operation(app_label, operations.AddIndex(model_name=model_name, index=index), dependencies)

    def generate_removed_indexes(self):
        for (app_label, model_name), altered in self.altered_indexes.items():
            for index in altered["removed_indexes"]:
                self.add_operation(app_label, operations.RemoveIndex(model_name=model_name, name=index.name))

    def generate_renamed_indexes(self):
        for (app_label, model_name), altered in self.altered_indexes.items():
            for old_name, new_name, old_fields in altered["renamed_indexes"]:
                self.add_operation(
                    app_label, operations.RenameIndex(model_name=model_name, new_name=new_name, old_name=old_name, old_fields=old_fields)
                )

    def generate_added_constraints(self):
        for (app_label, model_name), altered in self.altered_constraints.items():
            dependencies = self._get_dependencies_for_model(app_label, model_name)
            for constraint in altered["added_constraints"]:
                self.add_operation(app_label, operations.AddConstraint(model_name=model_name, constraint=constraint), dependencies)

    def generate_removed_constraints(self):
        for (app_label, model_name), altered in self.altered_constraints.items():
            for constraint in altered["removed_constraints"]:
                self.add_operation(app_label, operations.RemoveConstraint(model_name=model_name, name=constraint.name))

    def _altered_unique_together(self):
        """(app label, name, before, after, dependencies) of each that has changed. Before is told by the fields' new names."""
        for app_label, model_name, old, new in self._both(self.kept_model_keys):
            renamed = {before: name for (app, model, name), before in self.renamed_fields.items() if (app, model) == (app_label, model_name)}
            before = {tuple(renamed.get(n, n) for n in names) for names in old.options.get("unique_together") or ()}
            after = {tuple(names) for names in new.options.get("unique_together") or ()}
            if before != after:
                dependencies = []
                for name in sorted({name for names in after for name in names}):
                    field = new.get_field(name)
                    if field.remote_field and field.remote_field.model:
                        dependencies += self._get_dependencies_for_foreign_key(app_label, model_name, field, self.to_state)
                yield app_label, model_name, before, after, dependencies

    def generate_removed_altered_unique_together(self):
        for app_label, model_name, before, after, dependencies in self._altered_unique_together():
            if before:
                self.add_operation(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=before & after), dependencies)

    def generate_altered_unique_together(self):
        for app_label, model_name, before, after, dependencies in self._altered_unique_together():
            if after != before & after:
                self.add_operation(app_label, operations.AlterUniqueTogether(name=model_name, unique_together=after), dependencies)

    # Fields

    def create_renamed_fields(self):
        self.renamed_operations = []
        old_keys = set(self.old_field_keys)
        for app_label, model_name, name in sorted(self.new_field_keys - old_keys):
            field = self.to_state.models[app_label, model_name].get_field(name)
            shape = self.deep_deconstruct(field)
            for key in sorted(old_keys - self.new_field_keys):
                if key[:2] != (app_label, model_name):
                    continue
                old_field = self._old(app_label, model_name).get_field(key[2])
                old_shape = self.deep_deconstruct(old_field)
                if field.remote_field and field.remote_field.model and old_shape[2].get("to") in self.renamed_models_rel:
                    old_shape[2]["to"] = self.renamed_models_rel[old_shape[2]["to"]]
                named = old_field.clone()
                named.set_attributes_from_name(key[2])
                column = named.get_attname_column()[1]
                # It may keep the column that it had, too.
                if old_shape != shape and (old_shape[:2] != shape[:2] or {**old_shape[2], "db_column": column} != shape[2]):
                    continue
                if self.questioner.ask_rename(model_name, key[2], name, field):
                    self.renamed_operations.append((key, old_field.db_column, app_label, model_name, field, name))
                    old_keys.remove(key)
                    old_keys.add((app_label, model_name, name))
                    self.renamed_fields[app_label, model_name, name] = key[2]
                    break

    def generate_renamed_fields(self):
        for key, old_column, app_label, model_name, field, name in self.renamed_operations:
            if old_column != field.db_column:
                # First the column's name is written down, then the field's changes: the database doesn't.
                altered = field.clone()
                altered.name = key[2]
                self.add_operation(app_label, operations.AlterField(model_name=model_name, name=key[2], field=altered))
            self.add_operation(app_label, operations.RenameField(model_name=model_name, old_name=key[2], new_name=name))
            self.old_field_keys.remove(key)
            self.old_field_keys.add((app_label, model_name, name))

    def generate_removed_fields(self):
        for key in sorted(self.old_field_keys - self.new_field_keys):
            self._generate_removed_field(*key)

    def _generate_removed_field(self, app_label, model_name, field_name):
        self.add_operation(
            app_label, operations.RemoveField(model_name=model_name, name=field_name),
            # Neither order_with_respect_to nor unique_together may name it any longer.
            [OperationDependency(app_label, model_name, field_name, kind) for kind in (REMOVE_ORDER_WRT, ALTER_FOO_TOGETHER)],
        )

    def generate_added_fields(self):
        for key in sorted(self.new_field_keys - self.old_field_keys):
            self._generate_added_field(*key)

    def _generate_added_field(self, app_label, model_name, field_name):
        field = self.to_state.models[app_label, model_name].get_field(field_name)
        dependencies = [OperationDependency(app_label, model_name, field_name, REMOVE)]
        if field.remote_field and field.remote_field.model:
            dependencies += self._get_dependencies_for_foreign_key(app_label, model_name, field, self.to_state)
        if field.generated:
            dependencies += self._get_dependencies_for_generated_field(app_label, model_name, field)
        timed = isinstance(field, _time_fields)
        preserve_default = bool(
            field.null or field.has_default() or field.db_default is not models.NOT_PROVIDED or field.many_to_many or field.generated
            or field.blank and field.empty_strings_allowed or timed and field.auto_now
        )
        if not preserve_default:
            ask = self.questioner.ask_auto_now_add_addition if timed and field.auto_now_add else self.questioner.ask_not_null_addition
            field = field.clone()
            field.default = ask(field_name, model_name)
        if field.unique and field.default is not models.NOT_PROVIDED and callable(field.default):
            self.questioner.ask_unique_callable_default_addition(field_name, model_name)
        self.add_operation(
            app_label, operations.AddField(model_name=model_name, name=field_name, field=field, preserve_default=preserve_default), dependencies,
        )

    def generate_altered_fields(self):
        for app_label, model_name, name in sorted(self.old_field_keys & self.new_field_keys):
            old_name = self.renamed_fields.get((app_label, model_name, name), name)
            old = self._old(app_label, model_name).get_field(old_name)
            new = self.to_state.models[app_label, model_name].get_field(name)
            old_shape, new_shape = self.deep_deconstruct(old), self.deep_deconstruct(new)
            dependencies = []
            if new.remote_field and new.remote_field.model:
                self._without_renames(app_label, model_name, old_shape, new_shape, old, new)
                dependencies = self._get_dependencies_for_foreign_key(app_label, model_name, new, self.to_state)
            # What was renamed is taken care of: nothing else of it can have changed.
            if old_shape == new_shape or old_name != name:
                continue
            if bool(old.many_to_many) != bool(new.many_to_many):
                self._generate_removed_field(app_label, model_name, name)
                self._generate_added_field(app_label, model_name, name)
                continue
            field, preserve_default = new, True
            if old.null and not new.null and not new.has_default() and new.db_default is models.NOT_PROVIDED and not new.many_to_many:
                field = new.clone()
                default = self.questioner.ask_not_null_alteration(name, model_name)
                if default is not models.NOT_PROVIDED:
                    field.default, preserve_default = default, False
            self.add_operation(
                app_label, operations.AlterField(model_name=model_name, name=name, field=field, preserve_default=preserve_default), dependencies
            )

    def _without_renames(self, app_label, model_name, old_shape, new_shape, old, new):
        """Takes out of a relation's shape what a renamed model or field changes: RenameModel and RenameField see to it."""
        to = resolve_relation(new.remote_field.model, app_label, model_name)
        old_kwargs, kwargs = old_shape[2], new_shape[2]
        if to in self.renamed_models and "to" in kwargs:
            kwargs["to"] = old_kwargs.get("to")
        to_field = getattr(new.remote_field, "field_name", None)
        if to_field and (*to, to_field) in self.renamed_fields:
            for key in ("to", "to_field"):
                kwargs.pop(key, None)
                if key in old_kwargs:
                    kwargs[key] = old_kwargs[key]
        if "from_fields" in kwargs:
            kwargs["from_fields"] = type(kwargs["from_fields"])(
                self.renamed_fields.get((app_label, model_name, name), name) for name in kwargs["from_fields"]
            )
            kwargs["to_fields"] = type(kwargs["to_fields"])(self.renamed_fields.get((*to, name), name) for name in kwargs["to_fields"])
        through = getattr(new.remote_field, "through", None)
        if through and resolve_relation(through, app_label, model_name) in self.renamed_models:
            kwargs["through"] = old_kwargs.get("through")

    # Order, migrations, names

    def _sort_migrations(self):
        """Operations after all of their app that they wait for."""
        for app_label, found in sorted(self.generated_operations.items()):
            sorter = TopologicalSorter()
            for operation in found:
                sorter.add(operation)
                for dependency in operation._auto_deps:
                    dependency = self._resolve_dependency(dependency)[0]
                    if dependency.app_label == app_label:
                        sorter.add(operation, *(x for x in found if self.check_dependency(x, dependency)))
            self.generated_operations[app_label] = list(sorter.static_order())

    def _build_migration_list(self, graph=None):
        """Cuts the operations of each app into migrations: another one begins where something has to wait for another app's."""
        self.migrations = {}
        left = sum(len(x) for x in self.generated_operations.values())
        chop = False
        while left:
            for app_label in sorted(self.generated_operations):
                chopped, dependencies = [], set()
                for operation in list(self.generated_operations[app_label]):
                    of_operation = self._of_other_apps(app_label, operation, graph, chop)
                    if of_operation is None:
                        break
                    chopped.append(operation)
                    dependencies |= of_operation
                    del self.generated_operations[app_label][0]
                if not dependencies and not chopped:
                    continue
                if self.generated_operations[app_label] and not chop:
                    self.generated_operations[app_label] = chopped + self.generated_operations[app_label]
                    continue
                instance = type("Migration", (Migration,), {"operations": [], "dependencies": []})(
                    "auto_%i" % (len(self.migrations.get(app_label, [])) + 1), app_label
                )
                instance.dependencies, instance.operations = list(dependencies), chopped
                instance.initial = app_label not in self.existing_apps
                self.migrations.setdefault(app_label, []).append(instance)
                chop = False
            before, left = left, sum(len(x) for x in self.generated_operations.values())
            if before == left:
                if chop:
                    raise ValueError("Cannot resolve operation dependencies: %r" % self.generated_operations)
                chop = True

    def _of_other_apps(self, app_label, operation, graph, chop):
        """The migrations of other apps that an operation waits for; None while they are not made."""
        found = set()
        for original in operation._auto_deps:
            dependency, swappable = self._resolve_dependency(original)
            if dependency.app_label == app_label:
                continue
            if any(self.check_dependency(other, dependency) for other in self.generated_operations.get(dependency.app_label, [])):
                return None
            if swappable:
                found.add((original.app_label, original.model_name))
            elif dependency.app_label in self.migrations:
                found.add((dependency.app_label, self.migrations[dependency.app_label][-1].name))
            elif chop:
                # Which of its migrations has the model nobody knows: the last one has it.
                leaves = graph.leaf_nodes(dependency.app_label) if graph else []
                found.add(leaves[0] if leaves else (dependency.app_label, "__first__"))
            else:
                return None
        return found

    def _optimize_migrations(self):
        for app_label, found in self.migrations.items():
            for first, second in zip(found, found[1:]):
                second.dependencies.append((app_label, first.name))
        for found in self.migrations.values():
            for migration in found:
                migration.dependencies = list(set(migration.dependencies))
        for app_label, found in self.migrations.items():
            for migration in found:
                migration.operations = MigrationOptimizer().optimize(migration.operations, app_label)

    def arrange_for_graph(self, changes, graph, migration_name=None):
        """Numbers and names the migrations after those that are there."""
        leaves = {leaf[0]: leaf for leaf in reversed(graph.leaf_nodes())}
        names = {}
        for app_label, migrations in list(changes.items()):
            if not migrations:
                continue
            leaf = leaves.get(app_label)
            if leaf is None and not self.questioner.ask_initial(app_label):
                for migration in migrations:
                    names[app_label, migration.name] = (app_label, "__first__")
                del changes[app_label]
                continue
            number = 1 if leaf is None else (self.parse_number(leaf[1]) or 0) + 1
            for i, migration in enumerate(migrations):
                if i == 0 and leaf:
                    migration.dependencies.append(leaf)
                if migration_name:
                    name = migration_name
                elif i == 0 and not leaf:
                    name = "initial"
                else:
                    name = migration.suggest_name()[:100]
                name = "%04i_%s" % (number, name)
                names[app_label, migration.name] = (app_label, name)
                number += 1
                migration.name = name
        for migrations in changes.values():
            for migration in migrations:
                migration.dependencies = [names.get(d, d) for d in migration.dependencies]
        return changes

    def _trim_to_apps(self, changes, app_labels):
        """Leaves out what is neither of the apps named nor needed by them."""
        needs = {}
        for app_label, migrations in changes.items():
            for migration in migrations:
                for other, _ in migration.dependencies:
                    needs.setdefault(app_label, set()).add(other)
        required, before = set(app_labels), None
        while before != required:
            before = set(required)
            required.update(*[needs.get(app_label, ()) for app_label in required])
        for app_label in list(changes):
            if app_label not in required:
                del changes[app_label]
        return changes

    @classmethod
    def parse_number(cls, name):
        """The number that a migration's name begins with; of a squashed one the last that it stands for."""
        if squashed := re.search(r".*_squashed_(\d+)", name):
            return int(squashed[1])
        match = re.match(r"^\d+", name)
        return int(match[0]) if match else None

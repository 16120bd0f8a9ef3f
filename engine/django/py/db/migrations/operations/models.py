from django.db import models
from django.db.migrations.operations.base import Operation, OperationCategory, points_at
from django.db.migrations.operations.fields import AddField, AlterField, FieldOperation, RemoveField, RenameField


class ModelOperation(Operation):
    def __init__(self, name):
        self.name, self.name_lower = name, name.lower()

    def references_model(self, name, app_label):
        return name.lower() == self.name_lower

    def reduce(self, operation, app_label):
        return super().reduce(operation, app_label) or self.can_reduce_through(operation, app_label)

    def can_reduce_through(self, operation, app_label):
        return not operation.references_model(self.name, app_label)


class CreateModel(ModelOperation):
    category = OperationCategory.ADDITION
    serialization_expand_args = ["fields", "options", "managers"]

    def __init__(self, name, fields, options=None, bases=None, managers=None):
        self.fields, self.options = fields, options or {}
        self.bases, self.managers = bases or (models.Model,), managers or []
        super().__init__(name)

    def deconstruct(self):
        kwargs = {"name": self.name, "fields": self.fields}
        if self.options:
            kwargs["options"] = self.options
        if self.bases and self.bases != (models.Model,):
            kwargs["bases"] = self.bases
        if self.managers and self.managers != [("objects", models.Manager())]:
            kwargs["managers"] = self.managers
        return (self.__class__.__name__, [], kwargs)

    def state_forwards(self, app_label, state):
        from django.db.migrations.state import ModelState

        state.add_model(ModelState(app_label, self.name, list(self.fields), dict(self.options), tuple(self.bases), list(self.managers)))

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.name)
        if model._meta.managed and not model._meta.proxy:
            schema_editor.create_model(model)

    def describe(self):
        return "Create %smodel %s" % ("proxy " if self.options.get("proxy", False) else "", self.name)

    @property
    def migration_name_fragment(self):
        return self.name_lower

    def references_model(self, name, app_label):
        if name.lower() == self.name_lower:
            return True
        wanted = f"{app_label}.{name}".lower()
        for base in self.bases:
            if base is not models.Model and isinstance(base, str) and base.lower() == wanted:
                return True
        return any(points_at(field, name, app_label) for _, field in self.fields)

    def _with(self, fields=None, options=None, managers=None):
        return [
            CreateModel(
                self.name, fields=self.fields if fields is None else fields, options=self.options if options is None else options,
                bases=self.bases, managers=self.managers if managers is None else managers,
            )
        ]

    def reduce(self, operation, app_label):
        if isinstance(operation, DeleteModel) and self.name_lower == operation.name_lower and not self.options.get("proxy", False):
            return []
        if isinstance(operation, AlterModelOptions) and self.name_lower == operation.name_lower:
            options = {**self.options, **operation.options}
            for key in operation.ALTER_OPTION_KEYS:
                if key not in operation.options:
                    options.pop(key, None)
            return self._with(options=options)
        if isinstance(operation, AlterModelManagers) and self.name_lower == operation.name_lower:
            return self._with(managers=operation.managers)
        if isinstance(operation, AlterModelTable) and self.name_lower == operation.name_lower:
            return self._with(options={**self.options, "db_table": operation.table})
        if isinstance(operation, (AlterUniqueTogether, AlterOrderWithRespectTo)) and self.name_lower == operation.name_lower:
            return self._with(options={**self.options, operation.option_name: operation.option_value})
        if isinstance(operation, FieldOperation) and self.name_lower == operation.model_name_lower:
            if isinstance(operation, AddField):
                return self._with(fields=[*self.fields, (operation.name, operation.field)])
            if isinstance(operation, AlterField):
                return self._with(fields=[(n, operation.field if n == operation.name else v) for n, v in self.fields])
            if isinstance(operation, RemoveField):
                return self._with(fields=[(n, v) for n, v in self.fields if n.lower() != operation.name_lower])
            if isinstance(operation, RenameField):
                return self._with(fields=[(operation.new_name if n == operation.old_name else n, v) for n, v in self.fields])
        if isinstance(operation, IndexOperation) and self.name_lower == operation.model_name_lower:
            if isinstance(operation, AddIndex):
                return self._with(options={**self.options, "indexes": [*self.options.get("indexes", []), operation.index]})
            if isinstance(operation, RemoveIndex):
                return self._with(options={**self.options, "indexes": [i for i in self.options.get("indexes", []) if i.name != operation.name]})
            if isinstance(operation, AddConstraint):
                return self._with(options={**self.options, "constraints": [*self.options.get("constraints", []), operation.constraint]})
            if isinstance(operation, RemoveConstraint):
                kept = [c for c in self.options.get("constraints", []) if c.name != operation.name]
                return self._with(options={**self.options, "constraints": kept})
        return super().reduce(operation, app_label)


class DeleteModel(ModelOperation):
    category = OperationCategory.REMOVAL

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_model(app_label, self.name_lower)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.name)
        if model._meta.managed and not model._meta.proxy:
            schema_editor.delete_model(model)

    def references_model(self, name, app_label):
        return True  # what was deleted may have pointed at it

    def describe(self):
        return "Delete model %s" % self.name

    @property
    def migration_name_fragment(self):
        return "delete_%s" % self.name_lower


class RenameModel(ModelOperation):
    category = OperationCategory.ALTERATION

    def __init__(self, old_name, new_name):
        self.old_name, self.new_name = old_name, new_name
        super().__init__(old_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"old_name": self.old_name, "new_name": self.new_name})

    def state_forwards(self, app_label, state):
        state.rename_model(app_label, self.old_name, self.new_name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old = from_state.apps.get_model(app_label, self.old_name)
        new = to_state.apps.get_model(app_label, self.new_name)
        schema_editor.alter_db_table(new, old._meta.db_table, new._meta.db_table)

    def describe(self):
        return "Rename model %s to %s" % (self.old_name, self.new_name)

    @property
    def migration_name_fragment(self):
        return "rename_%s_%s" % (self.old_name.lower(), self.new_name.lower())

    def references_model(self, name, app_label):
        return name.lower() in (self.old_name.lower(), self.new_name.lower())


class ModelOptionOperation(ModelOperation):
    category = OperationCategory.ALTERATION

    def reduce(self, operation, app_label):
        if isinstance(operation, (self.__class__, DeleteModel)) and self.name_lower == operation.name_lower:
            return [operation]
        return super().reduce(operation, app_label)


class AlterModelTable(ModelOptionOperation):
    def __init__(self, name, table):
        self.table = table
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, "table": self.table})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, {"db_table": self.table})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        new, old = to_state.apps.get_model(app_label, self.name), from_state.apps.get_model(app_label, self.name)
        schema_editor.alter_db_table(new, old._meta.db_table, new._meta.db_table)
        for old_field, new_field in zip(old._meta.local_many_to_many, new._meta.local_many_to_many):
            if new_field.remote_field.through._meta.auto_created:
                through = new_field.remote_field.through
                schema_editor.alter_db_table(through, old_field.remote_field.through._meta.db_table, through._meta.db_table)

    def describe(self):
        return "Rename table for %s to %s" % (self.name, self.table if self.table is not None else "(default)")

    @property
    def migration_name_fragment(self):
        return "alter_%s_table" % self.name_lower


class AlterModelTableComment(ModelOptionOperation):
    def __init__(self, name, table_comment):
        self.table_comment = table_comment
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, "table_comment": self.table_comment})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, {"db_table_comment": self.table_comment})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass  # SQLite keeps no comments

    def describe(self):
        return f"Alter {self.name} table comment"

    @property
    def migration_name_fragment(self):
        return f"alter_{self.name_lower}_table_comment"


class AlterUniqueTogether(ModelOptionOperation):
    option_name = "unique_together"

    def __init__(self, name, unique_together):
        self.option_value = {tuple(names) for names in unique_together or ()}
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, "unique_together": self.option_value})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, {"unique_together": self.option_value})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        new, old = to_state.apps.get_model(app_label, self.name), from_state.apps.get_model(app_label, self.name)
        schema_editor.alter_unique_together(new, old._meta.unique_together, new._meta.unique_together)

    def references_field(self, model_name, name, app_label):
        return self.references_model(model_name, app_label) and any(name in fields for fields in self.option_value)

    def describe(self):
        return "Alter %s for %s (%s constraint(s))" % ("unique_together", self.name, len(self.option_value))

    @property
    def migration_name_fragment(self):
        return "alter_%s_unique_together" % self.name_lower


class AlterOrderWithRespectTo(ModelOptionOperation):
    option_name = "order_with_respect_to"

    def __init__(self, name, order_with_respect_to):
        self.order_with_respect_to = self.option_value = order_with_respect_to
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, "order_with_respect_to": self.order_with_respect_to})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, {self.option_name: self.order_with_respect_to})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        new, old = to_state.apps.get_model(app_label, self.name), from_state.apps.get_model(app_label, self.name)
        if old._meta.order_with_respect_to and not new._meta.order_with_respect_to:
            schema_editor.remove_field(old, old._meta.get_field("_order"))
        elif new._meta.order_with_respect_to and not old._meta.order_with_respect_to:
            field = new._meta.get_field("_order")
            if not field.has_default():
                field.default = 0
            schema_editor.add_field(old, field)

    def describe(self):
        return "Set order_with_respect_to on %s to %s" % (self.name, self.order_with_respect_to)

    @property
    def migration_name_fragment(self):
        return "alter_%s_order_with_respect_to" % self.name_lower


class AlterModelOptions(ModelOptionOperation):
    serialization_expand_args = ["options"]
    ALTER_OPTION_KEYS = [
        "base_manager_name", "default_manager_name", "default_related_name", "get_latest_by", "managed", "ordering", "permissions",
        "default_permissions", "select_on_save", "verbose_name", "verbose_name_plural",
    ]

    def __init__(self, name, options):
        self.options = options
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, "options": self.options})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, self.options, self.ALTER_OPTION_KEYS)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Change Meta options on %s" % self.name

    @property
    def migration_name_fragment(self):
        return "alter_%s_options" % self.name_lower


class AlterModelManagers(ModelOptionOperation):
    serialization_expand_args = ["managers"]

    def __init__(self, name, managers):
        self.managers = managers
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [self.name, self.managers], {})

    def state_forwards(self, app_label, state):
        state.models[app_label, self.name_lower].managers = list(self.managers)
        state.reload()

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Change managers on %s" % self.name

    @property
    def migration_name_fragment(self):
        return "alter_%s_managers" % self.name_lower


class IndexOperation(Operation):
    def __init__(self, model_name):
        self.model_name, self.model_name_lower = model_name, model_name.lower()

    def references_model(self, name, app_label):
        return name.lower() == self.model_name_lower

    def models(self, app_label, from_state, to_state):
        return from_state.apps.get_model(app_label, self.model_name), to_state.apps.get_model(app_label, self.model_name)


def _named(options, kind, name):
    for item in options.get(kind, []):
        if item.name == name:
            return item
    raise ValueError("No %s named %s" % (kind, name))


class AddIndex(IndexOperation):
    category = OperationCategory.ADDITION

    def __init__(self, model_name, index):
        if not index.name:
            raise ValueError("Indexes passed to AddIndex operations require a name argument. %r doesn't have one." % index)
        self.index = index
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "index": self.index})

    def state_forwards(self, app_label, state):
        state.append_option(app_label, self.model_name_lower, "indexes", self.index)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        _, new = self.models(app_label, from_state, to_state)
        schema_editor.add_index(new, self.index)

    def describe(self):
        if self.index.expressions:
            shown = ", ".join(str(e) for e in self.index.expressions)
            return "Create index %s on %s on model %s" % (self.index.name, shown, self.model_name)
        return "Create index %s on field(s) %s of model %s" % (self.index.name, ", ".join(self.index.fields), self.model_name)

    @property
    def migration_name_fragment(self):
        return "%s_%s" % (self.model_name_lower, self.index.name.lower())

    def reduce(self, operation, app_label):
        if isinstance(operation, RemoveIndex) and self.index.name == operation.name:
            return []
        return super().reduce(operation, app_label)


class RemoveIndex(IndexOperation):
    category = OperationCategory.REMOVAL

    def __init__(self, model_name, name):
        self.name = name
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_option(app_label, self.model_name_lower, "indexes", self.name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old, _ = self.models(app_label, from_state, to_state)
        schema_editor.remove_index(old, _named(from_state.models[app_label, self.model_name_lower].options, "indexes", self.name))

    def describe(self):
        return "Remove index %s from %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "remove_%s_%s" % (self.model_name_lower, self.name.lower())


class RenameIndex(IndexOperation):
    category = OperationCategory.ALTERATION

    def __init__(self, model_name, new_name, old_name=None, old_fields=None):
        self.new_name, self.old_name, self.old_fields = new_name, old_name, old_fields
        super().__init__(model_name)

    def deconstruct(self):
        kwargs = {"model_name": self.model_name, "new_name": self.new_name}
        if self.old_name:
            kwargs["old_name"] = self.old_name
        if self.old_fields:
            kwargs["old_fields"] = self.old_fields
        return (self.__class__.__name__, [], kwargs)

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name_lower].options
        index = _named(options, "indexes", self.old_name).clone()
        index.name = self.new_name
        options["indexes"] = [index if i.name == self.old_name else i for i in options["indexes"]]
        state.reload()

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        _, new = self.models(app_label, from_state, to_state)
        key = app_label, self.model_name_lower
        schema_editor.rename_index(
            new, _named(from_state.models[key].options, "indexes", self.old_name), _named(to_state.models[key].options, "indexes", self.new_name)
        )

    def describe(self):
        return f"Rename index {self.old_name} on {self.model_name} to {self.new_name}"

    @property
    def migration_name_fragment(self):
        return "rename_%s_%s" % (self.old_name.lower(), self.new_name.lower())


class AddConstraint(IndexOperation):
    category = OperationCategory.ADDITION

    def __init__(self, model_name, constraint):
        self.constraint = constraint
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "constraint": self.constraint})

    def state_forwards(self, app_label, state):
        state.append_option(app_label, self.model_name_lower, "constraints", self.constraint)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.add_constraint(self.models(app_label, from_state, to_state)[1], self.constraint)

    def describe(self):
        return "Create constraint %s on model %s" % (self.constraint.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "%s_%s" % (self.model_name_lower, self.constraint.name.lower())

    def reduce(self, operation, app_label):
        if isinstance(operation, RemoveConstraint) and self.model_name_lower == operation.model_name_lower and self.constraint.name == operation.name:
            return []
        return super().reduce(operation, app_label)


class RemoveConstraint(IndexOperation):
    category = OperationCategory.REMOVAL

    def __init__(self, model_name, name):
        self.name = name
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_option(app_label, self.model_name_lower, "constraints", self.name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        constraint = _named(from_state.models[app_label, self.model_name_lower].options, "constraints", self.name)
        schema_editor.remove_constraint(self.models(app_label, from_state, to_state)[1], constraint)

    def describe(self):
        return "Remove constraint %s from model %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "remove_%s_%s" % (self.model_name_lower, self.name.lower())

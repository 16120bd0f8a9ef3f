from django.db import models
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.fields import AddField, AlterField, FieldOperation, RemoveField, RenameField
from django.db.migrations.state import ModelState
from django.db.migrations.utils import field_references, resolve_relation
from django.db.models.options import normalize_together
from django.utils.functional import cached_property


def _twice(names):
    seen = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)


class ModelOperation(Operation):
    def __init__(self, name):
        self.name = name

    @cached_property
    def name_lower(self):
        return self.name.lower()

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
        twice = _twice(name for name, _ in self.fields)
        if twice is not None:
            raise ValueError("Found duplicate value %s in CreateModel fields argument." % twice)
        labels = (base._meta.label_lower if hasattr(base, "_meta") else base.lower() if isinstance(base, str) else base for base in self.bases)
        twice = _twice(labels)
        if twice is not None:
            raise ValueError("Found duplicate value %s in CreateModel bases argument." % twice)
        twice = _twice(name for name, _ in self.managers)
        if twice is not None:
            raise ValueError("Found duplicate value %s in CreateModel managers argument." % twice)

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
        state.add_model(ModelState(app_label, self.name, list(self.fields), dict(self.options), tuple(self.bases), list(self.managers)))

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.delete_model(model)

    def describe(self):
        return "Create %smodel %s" % ("proxy " if self.options.get("proxy", False) else "", self.name)

    @property
    def migration_name_fragment(self):
        return self.name_lower

    def references_model(self, name, app_label):
        name = name.lower()
        if name == self.name_lower:
            return True
        wanted = (app_label, name)
        for base in self.bases:
            if base is not models.Model and isinstance(base, (models.base.ModelBase, str)) and resolve_relation(base, app_label) == wanted:
                return True
        return any(field_references((app_label, self.name_lower), field, wanted) for _, field in self.fields)

    def _with(self, name=None, **changes):
        given = {"fields": self.fields, "options": self.options, "bases": self.bases, "managers": self.managers, **changes}
        return [CreateModel(name or self.name, **given)]

    def _with_options(self, **changes):
        return self._with(options={**self.options, **changes})

    def reduce(self, operation, app_label):
        if isinstance(operation, DeleteModel) and self.name_lower == operation.name_lower and not self.options.get("proxy", False):
            return []
        if isinstance(operation, RenameModel) and self.name_lower == operation.old_name_lower:
            return self._with(operation.new_name)
        if isinstance(operation, ModelOptionOperation) and self.name_lower == operation.name_lower:
            if isinstance(operation, AlterModelOptions):
                options = {**self.options, **operation.options}
                for key in operation.ALTER_OPTION_KEYS:
                    if key not in operation.options:
                        options.pop(key, None)
                return self._with(options=options)
            if isinstance(operation, AlterModelManagers):
                return self._with(managers=operation.managers)
            if isinstance(operation, AlterModelTable):
                return self._with_options(db_table=operation.table)
            if isinstance(operation, AlterModelTableComment):
                return self._with_options(db_table_comment=operation.table_comment)
            if isinstance(operation, AlterTogetherOptionOperation):
                return self._with_options(**{operation.option_name: operation.option_value})
            if isinstance(operation, AlterOrderWithRespectTo):
                return self._with_options(order_with_respect_to=operation.order_with_respect_to)
        if isinstance(operation, FieldOperation) and self.name_lower == operation.model_name_lower:
            reduced = self._reduce_field(operation)
            if reduced is not None:
                return reduced
        if isinstance(operation, IndexOperation) and self.name_lower == operation.model_name_lower:
            reduced = self._reduce_index(operation)
            if reduced is not None:
                return reduced
        return super().reduce(operation, app_label)

    def _reduce_field(self, operation):
        if isinstance(operation, AddField):
            return self._with(fields=[*self.fields, (operation.name, operation.field)])
        if isinstance(operation, AlterField):
            return self._with(fields=[(n, operation.field if n == operation.name else v) for n, v in self.fields])
        options = dict(self.options)
        if isinstance(operation, RemoveField):
            for name in ("unique_together", "index_together"):
                together = options.pop(name, None)
                if together:
                    together = {tuple(f for f in fields if f != operation.name_lower) for fields in together} - {()}
                    if together:
                        options[name] = together
            if options.get("order_with_respect_to") == operation.name_lower:
                del options["order_with_respect_to"]
            return self._with(fields=[(n, v) for n, v in self.fields if n.lower() != operation.name_lower], options=options)
        if isinstance(operation, RenameField):
            for name in ("unique_together", "index_together"):
                if options.get(name):
                    options[name] = {tuple(operation.new_name if f == operation.old_name else f for f in fields) for fields in options[name]}
            if options.get("order_with_respect_to") == operation.old_name:
                options["order_with_respect_to"] = operation.new_name
            return self._with(fields=[(operation.new_name if n == operation.old_name else n, v) for n, v in self.fields], options=options)

    def _reduce_index(self, operation):
        indexes, constraints = self.options.get("indexes", []), self.options.get("constraints", [])
        if isinstance(operation, AddIndex):
            return self._with_options(indexes=[*indexes, operation.index])
        if isinstance(operation, RemoveIndex):
            return self._with_options(indexes=[i for i in indexes if i.name != operation.name])
        if isinstance(operation, AddConstraint):
            return self._with_options(constraints=[*constraints, operation.constraint])
        if isinstance(operation, RemoveConstraint):
            return self._with_options(constraints=[c for c in constraints if c.name != operation.name])


class DeleteModel(ModelOperation):
    category = OperationCategory.REMOVAL

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_model(app_label, self.name_lower)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = from_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.delete_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.create_model(model)

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

    @cached_property
    def old_name_lower(self):
        return self.old_name.lower()

    @cached_property
    def new_name_lower(self):
        return self.new_name.lower()

    def deconstruct(self):
        return (self.__class__.__name__, [], {"old_name": self.old_name, "new_name": self.new_name})

    def state_forwards(self, app_label, state):
        state.rename_model(app_label, self.old_name, self.new_name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        new = to_state.apps.get_model(app_label, self.new_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, new):
            return
        old = from_state.apps.get_model(app_label, self.old_name)
        if old._meta.db_table == new._meta.db_table:
            return
        schema_editor.alter_db_table(new, old._meta.db_table, new._meta.db_table)
        # Fields of other models point at it by another name; the model's own do so in its own new shape.
        for relation in old._meta.related_objects:
            if relation.related_model == old:
                model, key = new, (app_label, self.new_name_lower)
            else:
                model = relation.related_model
                key = (model._meta.app_label, model._meta.model_name)
            to_field = to_state.apps.get_model(*key)._meta.get_field(relation.field.name)
            schema_editor.alter_field(model, relation.field, to_field)
        # So do the tables of its own many-to-many fields, which are named after it.
        for old_field, new_field in zip(old._meta.local_many_to_many, new._meta.local_many_to_many):
            if new_field.model != new_field.related_model and new_field.remote_field.through._meta.auto_created:
                schema_editor._alter_many_to_many(new, old_field, new_field, strict=False)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.new_name, self.old_name = self.old_name, self.new_name
        self.__dict__.pop("new_name_lower", None), self.__dict__.pop("old_name_lower", None)
        try:
            self.database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            self.new_name, self.old_name = self.old_name, self.new_name
            self.__dict__.pop("new_name_lower", None), self.__dict__.pop("old_name_lower", None)

    def describe(self):
        return "Rename model %s to %s" % (self.old_name, self.new_name)

    @property
    def migration_name_fragment(self):
        return "rename_%s_%s" % (self.old_name_lower, self.new_name_lower)

    def references_model(self, name, app_label):
        return name.lower() in (self.old_name_lower, self.new_name_lower)

    def reduce(self, operation, app_label):
        if isinstance(operation, RenameModel) and self.new_name_lower == operation.old_name_lower:
            return [RenameModel(self.old_name, operation.new_name)]
        # Past ModelOperation's, which looks for the old name: what comes later goes by the new one.
        return Operation.reduce(self, operation, app_label) or not operation.references_model(self.new_name, app_label)


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
        new = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, new):
            return
        old = from_state.apps.get_model(app_label, self.name)
        schema_editor.alter_db_table(new, old._meta.db_table, new._meta.db_table)
        for old_field, new_field in zip(old._meta.local_many_to_many, new._meta.local_many_to_many):
            if new_field.remote_field.through._meta.auto_created:
                through = new_field.remote_field.through
                schema_editor.alter_db_table(through, old_field.remote_field.through._meta.db_table, through._meta.db_table)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        return self.database_forwards(app_label, schema_editor, from_state, to_state)

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
        new = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, new):
            old = from_state.apps.get_model(app_label, self.name)
            schema_editor.alter_db_table_comment(new, old._meta.db_table_comment, new._meta.db_table_comment)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        return self.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Alter {self.name} table comment"

    @property
    def migration_name_fragment(self):
        return f"alter_{self.name_lower}_table_comment"


class AlterTogetherOptionOperation(ModelOptionOperation):
    option_name = None

    def __init__(self, name, option_value):
        self.option_value = set(normalize_together(option_value)) if option_value else option_value
        if self.option_value:
            self.option_value = {tuple(names) for names in self.option_value}
        setattr(self, self.option_name, self.option_value)
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, self.option_name: self.option_value})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, {self.option_name: self.option_value})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        new = to_state.apps.get_model(app_label, self.name)
        if self.allow_migrate_model(schema_editor.connection.alias, new):
            old = from_state.apps.get_model(app_label, self.name)
            alter = getattr(schema_editor, "alter_%s" % self.option_name)
            alter(new, getattr(old._meta, self.option_name, set()), getattr(new._meta, self.option_name, set()))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        return self.database_forwards(app_label, schema_editor, from_state, to_state)

    def references_field(self, model_name, name, app_label):
        return self.references_model(model_name, app_label) and (not self.option_value or any(name in fields for fields in self.option_value))

    def describe(self):
        return "Alter %s for %s (%s constraint(s))" % (self.option_name, self.name, len(self.option_value or ""))

    @property
    def migration_name_fragment(self):
        return "alter_%s_%s" % (self.name_lower, self.option_name)

    def can_reduce_through(self, operation, app_label):
        return super().can_reduce_through(operation, app_label) or (
            isinstance(operation, AlterTogetherOptionOperation) and type(operation) is not type(self)
        )


class AlterUniqueTogether(AlterTogetherOptionOperation):
    option_name = "unique_together"

    def __init__(self, name, unique_together):
        super().__init__(name, unique_together)


class AlterIndexTogether(AlterTogetherOptionOperation):
    """Of old migrations only: models have no index_together any more, so it changes the state and leaves the database."""

    option_name = "index_together"

    def __init__(self, name, index_together):
        super().__init__(name, index_together)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old, new = (state.models[app_label, self.name_lower].options.get(self.option_name) or set() for state in (from_state, to_state))
        if self.allow_migrate_model(schema_editor.connection.alias, to_state.apps.get_model(app_label, self.name)) and old != new:
            raise NotImplementedError("index_together is not part of the playground: use indexes")


class AlterOrderWithRespectTo(ModelOptionOperation):
    option_name = "order_with_respect_to"

    def __init__(self, name, order_with_respect_to):
        self.order_with_respect_to = order_with_respect_to
        super().__init__(name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"name": self.name, "order_with_respect_to": self.order_with_respect_to})

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, {self.option_name: self.order_with_respect_to})

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        new = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, new):
            return
        old = from_state.apps.get_model(app_label, self.name)
        if old._meta.order_with_respect_to and not new._meta.order_with_respect_to:
            schema_editor.remove_field(old, old._meta.get_field("_order"))
        elif new._meta.order_with_respect_to and not old._meta.order_with_respect_to:
            field = new._meta.get_field("_order")
            if not field.has_default():
                field.default = 0
            schema_editor.add_field(old, field)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self.database_forwards(app_label, schema_editor, from_state, to_state)

    def references_field(self, model_name, name, app_label):
        return self.references_model(model_name, app_label) and (self.order_with_respect_to is None or name == self.order_with_respect_to)

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

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
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
        state.alter_model_managers(app_label, self.name_lower, self.managers)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return "Change managers on %s" % self.name

    @property
    def migration_name_fragment(self):
        return "alter_%s_managers" % self.name_lower


class IndexOperation(Operation):
    option_name = "indexes"

    def __init__(self, model_name):
        self.model_name = model_name

    @cached_property
    def model_name_lower(self):
        return self.model_name.lower()

    def model(self, app_label, schema_editor, state):
        """The model of a state; None for one whose table is not this database's."""
        model = state.apps.get_model(app_label, self.model_name)
        return model if self.allow_migrate_model(schema_editor.connection.alias, model) else None


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
        state.add_index(app_label, self.model_name_lower, self.index)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if model:
            schema_editor.add_index(model, self.index)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, from_state)
        if model:
            schema_editor.remove_index(model, self.index)

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
        if isinstance(operation, RenameIndex) and self.index.name == operation.old_name:
            self.index.name = operation.new_name
            return [AddIndex(model_name=self.model_name, index=self.index)]
        return super().reduce(operation, app_label)


class RemoveIndex(IndexOperation):
    category = OperationCategory.REMOVAL

    def __init__(self, model_name, name):
        self.name = name
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_index(app_label, self.model_name_lower, self.name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, from_state)
        if model:
            schema_editor.remove_index(model, from_state.models[app_label, self.model_name_lower].get_index_by_name(self.name))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if model:
            schema_editor.add_index(model, to_state.models[app_label, self.model_name_lower].get_index_by_name(self.name))

    def describe(self):
        return "Remove index %s from %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "remove_%s_%s" % (self.model_name_lower, self.name.lower())


class RenameIndex(IndexOperation):
    category = OperationCategory.ALTERATION

    def __init__(self, model_name, new_name, old_name=None, old_fields=None):
        if not old_name and not old_fields:
            raise ValueError("RenameIndex requires one of old_name and old_fields arguments to be set.")
        if old_name and old_fields:
            raise ValueError("RenameIndex.old_name and old_fields are mutually exclusive.")
        self.new_name, self.old_name, self.old_fields = new_name, old_name, old_fields
        super().__init__(model_name)

    @cached_property
    def old_name_lower(self):
        return self.old_name.lower()

    @cached_property
    def new_name_lower(self):
        return self.new_name.lower()

    def deconstruct(self):
        kwargs = {"model_name": self.model_name, "new_name": self.new_name}
        if self.old_name:
            kwargs["old_name"] = self.old_name
        if self.old_fields:
            kwargs["old_fields"] = self.old_fields
        return (self.__class__.__qualname__, [], kwargs)

    def state_forwards(self, app_label, state):
        if self.old_fields:
            # What index_together had is an index with a name from now on.
            state.remove_model_options(app_label, self.model_name_lower, "index_together", self.old_fields)
            state.add_index(app_label, self.model_name_lower, models.Index(fields=self.old_fields, name=self.new_name))
        else:
            state.rename_index(app_label, self.model_name_lower, self.old_name, self.new_name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if not model:
            return
        key = app_label, self.model_name_lower
        if self.old_fields:
            from_model = from_state.apps.get_model(*key)
            columns = [from_model._meta.get_field(field).column for field in self.old_fields]
            with schema_editor.connection.cursor() as cursor:
                found = schema_editor.connection.introspection.get_constraints(cursor, from_model._meta.db_table)
            matching = [name for name, info in found.items() if info["columns"] == columns and info["index"] and not info["unique"]]
            if len(matching) != 1:
                raise ValueError(
                    "Found wrong number (%s) of indexes for %s(%s)." % (len(matching), from_model._meta.db_table, ", ".join(columns))
                )
            old = models.Index(fields=self.old_fields, name=matching[0])
        else:
            old = from_state.models[key].get_index_by_name(self.old_name)
        if old.name != self.new_name:
            schema_editor.rename_index(model, old, to_state.models[key].get_index_by_name(self.new_name))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if self.old_fields:
            return  # it had no name of its own before
        self.new_name, self.old_name = self.old_name, self.new_name
        self.__dict__.pop("new_name_lower", None), self.__dict__.pop("old_name_lower", None)
        try:
            self.database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            self.new_name, self.old_name = self.old_name, self.new_name
            self.__dict__.pop("new_name_lower", None), self.__dict__.pop("old_name_lower", None)

    def describe(self):
        if self.old_name:
            return f"Rename index {self.old_name} on {self.model_name} to {self.new_name}"
        return f"Rename unnamed index for {self.old_fields} on {self.model_name} to {self.new_name}"

    @property
    def migration_name_fragment(self):
        if self.old_name:
            return "rename_%s_%s" % (self.old_name_lower, self.new_name_lower)
        return "rename_%s_%s_%s" % (self.model_name_lower, "_".join(self.old_fields), self.new_name_lower)

    def reduce(self, operation, app_label):
        if isinstance(operation, RenameIndex) and self.model_name_lower == operation.model_name_lower:
            if operation.old_name and self.new_name_lower == operation.old_name_lower:
                return [RenameIndex(self.model_name, new_name=operation.new_name, old_name=self.old_name, old_fields=self.old_fields)]
        return super().reduce(operation, app_label)


class AddConstraint(IndexOperation):
    category = OperationCategory.ADDITION
    option_name = "constraints"

    def __init__(self, model_name, constraint):
        self.constraint = constraint
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "constraint": self.constraint})

    def state_forwards(self, app_label, state):
        state.add_constraint(app_label, self.model_name_lower, self.constraint)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if model:
            schema_editor.add_constraint(model, self.constraint)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if model:
            schema_editor.remove_constraint(model, self.constraint)

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
    option_name = "constraints"

    def __init__(self, model_name, name):
        self.name = name
        super().__init__(model_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_constraint(app_label, self.model_name_lower, self.name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if model:
            schema_editor.remove_constraint(model, from_state.models[app_label, self.model_name_lower].get_constraint_by_name(self.name))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        model = self.model(app_label, schema_editor, to_state)
        if model:
            schema_editor.add_constraint(model, to_state.models[app_label, self.model_name_lower].get_constraint_by_name(self.name))

    def describe(self):
        return "Remove constraint %s from model %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "remove_%s_%s" % (self.model_name_lower, self.name.lower())

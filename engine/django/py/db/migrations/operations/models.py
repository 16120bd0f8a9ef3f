from django.db import models
from django.db.migrations.operations.base import OperationCategory, Step, points_at
from django.db.migrations.operations.fields import FieldOperation


class ModelOperation(Step):
    def __init__(self, name):
        self.name = name
        self.name_lower = name.lower()

    def model_names(self):
        return self.name, self.name

    def references_model(self, name, app_label):
        return self.name_lower == name.lower()

    def can_reduce_through(self, operation, app_label):
        return not operation.references_model(self.name, app_label)

    def reduce(self, operation, app_label):
        shorter = super().reduce(operation, app_label)
        return shorter if shorter else self.can_reduce_through(operation, app_label)


def _has_a_table(model):
    return model._meta.managed and not model._meta.proxy


class CreateModel(ModelOperation):
    category = OperationCategory.ADDITION
    serialization_expand_args = ["fields", "options", "managers"]
    arguments = "name", "fields", "options", "bases", "managers"
    fragment = "{0.name}"

    def __init__(self, name, fields, options=None, bases=None, managers=None):
        super().__init__(name)
        self.fields = fields
        self.options = {} if not options else options
        self.bases = bases if bases else (models.Model,)
        self.managers = [] if not managers else managers

    def worth_writing(self, argument):
        value = getattr(self, argument)
        if argument == "bases":
            return value != (models.Model,)
        if argument == "managers":
            return value not in ([], [("objects", models.Manager())])
        return argument != "options" or bool(value)

    def model_names(self):
        return None, self.name

    def describe(self):
        return f"Create {'proxy ' if self.options.get('proxy') else ''}model {self.name}"

    def _parts(self):
        """The arguments for one like it, whose containers may be changed."""
        return {
            "name": self.name, "bases": tuple(self.bases), "fields": list(self.fields), "options": dict(self.options), "managers": list(self.managers),
        }

    def state_forwards(self, app_label, state):
        from django.db.migrations.state import ModelState

        state.add_model(ModelState(app_label, **self._parts()))

    def carry_out(self, schema_editor, before, after):
        if _has_a_table(after):
            schema_editor.create_model(after)

    def references_model(self, name, app_label):
        if super().references_model(name, app_label):
            return True
        label = f"{app_label}.{name}".lower()
        named_bases = (base.lower() for base in self.bases if isinstance(base, str))
        return label in named_bases or any(points_at(field, name, app_label) for _, field in self.fields)

    def reduce(self, operation, app_label):
        about = getattr(operation, "name_lower" if isinstance(operation, ModelOperation) else "model_name_lower", None)
        if about == self.name_lower:
            if isinstance(operation, DeleteModel):
                if not self.options.get("proxy"):
                    return []
            else:
                creation = self._parts()
                if operation.merge_into(creation):
                    return [CreateModel(**creation)]
        return super().reduce(operation, app_label)


class DeleteModel(ModelOperation):
    category = OperationCategory.REMOVAL
    arguments = "name",
    sentence, fragment = "Delete model {0.name}", "delete_{0.name}"

    @property
    def removes_model(self):
        return self.name_lower

    def model_names(self):
        return self.name, None

    def state_forwards(self, app_label, state):
        state.remove_model(app_label, self.name_lower)

    def carry_out(self, schema_editor, before, after):
        if _has_a_table(before):
            schema_editor.delete_model(before)

    def references_model(self, name, app_label):
        return True  # what was deleted may have pointed at it


class RenameModel(ModelOperation):
    category = OperationCategory.ALTERATION
    arguments = "old_name", "new_name"
    sentence, fragment = "Rename model {0.old_name} to {0.new_name}", "rename_{0.old_name}_{0.new_name}"

    def __init__(self, old_name, new_name):
        super().__init__(old_name)
        self.old_name, self.new_name = old_name, new_name

    def model_names(self):
        return self.old_name, self.new_name

    def state_forwards(self, app_label, state):
        state.rename_model(app_label, self.old_name, self.new_name)

    def carry_out(self, schema_editor, before, after):
        _move_table(schema_editor, before, after)

    def references_model(self, name, app_label):
        return name.lower() in {known.lower() for known in self.model_names()}


def _move_table(schema_editor, before, after):
    schema_editor.alter_db_table(after, *(model._meta.db_table for model in (before, after)))


class ModelOptionOperation(ModelOperation):
    """One that sets options of a model; the last of several of a kind counts."""

    category = OperationCategory.ALTERATION
    option_name = None
    resets = ()  # options that lose their value unless given

    def changes(self):
        return {self.option_name: self.option_value}

    def state_forwards(self, app_label, state):
        state.alter_model_options(app_label, self.name_lower, self.changes(), self.resets)

    def reduce(self, operation, app_label):
        overrules = isinstance(operation, (DeleteModel, type(self)))
        if overrules and operation.name_lower == self.name_lower:
            return [operation]
        return super().reduce(operation, app_label)

    def merge_into(self, creation):
        changes = self.changes()
        kept = {option: value for option, value in creation["options"].items() if option not in self.resets}
        creation["options"] = {**kept, **changes}
        return True


class AlterModelTable(ModelOptionOperation):
    arguments = "name", "table"
    fragment = "alter_{0.name}_table"
    option_name = "db_table"

    def __init__(self, name, table):
        super().__init__(name)
        self.table = self.option_value = table

    def carry_out(self, schema_editor, before, after):
        _move_table(schema_editor, before, after)
        # The tables between are named after the model's own.
        pairs = zip(*([field.remote_field.through for field in model._meta.local_many_to_many] for model in (before, after)))
        for old, new in pairs:
            if new._meta.auto_created:
                _move_table(schema_editor, old, new)

    def describe(self):
        shown = "(default)" if self.table is None else self.table
        return f"Rename table for {self.name} to {shown}"


class AlterModelTableComment(ModelOptionOperation):
    """Changes the state only: SQLite keeps no comments."""

    arguments = "name", "table_comment"
    sentence, fragment = "Alter {0.name} table comment", "alter_{0.name}_table_comment"
    option_name = "db_table_comment"

    def __init__(self, name, table_comment):
        super().__init__(name)
        self.table_comment = self.option_value = table_comment

    def merge_into(self, creation):
        return False


class AlterUniqueTogether(ModelOptionOperation):
    arguments = "name", "unique_together"
    fragment = "alter_{0.name}_unique_together"
    option_name = "unique_together"

    def __init__(self, name, unique_together):
        super().__init__(name)
        self.unique_together = self.option_value = set(map(tuple, unique_together)) if unique_together else set()

    def carry_out(self, schema_editor, before, after):
        schema_editor.alter_unique_together(after, *(model._meta.unique_together for model in (before, after)))

    def references_field(self, model_name, name, app_label):
        concerned = {field for group in self.option_value for field in group}
        return name in concerned and self.references_model(model_name, app_label)

    def describe(self):
        return f"Alter unique_together for {self.name} ({len(self.option_value)} constraint(s))"


class AlterOrderWithRespectTo(ModelOptionOperation):
    arguments = "name", "order_with_respect_to"
    sentence = "Set order_with_respect_to on {0.name} to {0.order_with_respect_to}"
    fragment = "alter_{0.name}_order_with_respect_to"
    option_name = "order_with_respect_to"

    def __init__(self, name, order_with_respect_to):
        super().__init__(name)
        self.order_with_respect_to = self.option_value = order_with_respect_to

    def carry_out(self, schema_editor, before, after):
        was, becomes = (bool(model._meta.order_with_respect_to) for model in (before, after))
        if was and not becomes:
            schema_editor.remove_field(before, before._meta.get_field("_order"))
        if becomes and not was:
            column = after._meta.get_field("_order")
            if not column.has_default():
                column.default = 0  # for the rows of now
            schema_editor.add_field(before, column)


class AlterModelOptions(ModelOptionOperation):
    ALTER_OPTION_KEYS = [
        "base_manager_name", "default_manager_name", "default_related_name", "get_latest_by", "managed", "ordering", "permissions",
        "default_permissions", "select_on_save", "verbose_name", "verbose_name_plural",
    ]
    serialization_expand_args = ["options"]
    arguments = "name", "options"
    sentence, fragment = "Change Meta options on {0.name}", "alter_{0.name}_options"

    def __init__(self, name, options):
        super().__init__(name)
        self.options = options

    @property
    def resets(self):
        return self.ALTER_OPTION_KEYS

    def changes(self):
        return self.options


class AlterModelManagers(ModelOptionOperation):
    serialization_expand_args = ["managers"]
    sentence, fragment = "Change managers on {0.name}", "alter_{0.name}_managers"

    def __init__(self, name, managers):
        super().__init__(name)
        self.managers = managers

    def deconstruct(self):
        return type(self).__name__, [self.name, self.managers], {}

    def state_forwards(self, app_label, state):
        model = state.models[app_label, self.name_lower]
        model.managers = [*self.managers]
        state.reload()

    def merge_into(self, creation):
        creation["managers"] = self.managers
        return True


class IndexOperation(Step):
    """One of the indexes or constraints of a model, which Meta has in a list."""

    kind = "index"

    def __init__(self, model_name):
        self.model_name = model_name
        self.model_name_lower = model_name.lower()

    def model_names(self):
        return self.model_name, self.model_name

    def references_model(self, name, app_label):
        return self.model_name_lower == name.lower()

    @property
    def _option(self):
        return {"index": "indexes"}.get(self.kind, "constraints")

    def _find(self, model, name):
        for item in getattr(model._meta, self._option):
            if item.name == name:
                return item
        raise ValueError(f"No {self.kind} named {name} on model {model._meta.object_name}")

    def call(self, schema_editor, verb, model, item):
        getattr(schema_editor, f"{verb}_{self.kind}")(model, item)


class _Add(IndexOperation):
    category = OperationCategory.ADDITION

    @property
    def _item(self):
        return getattr(self, self.kind)

    @property
    def migration_name_fragment(self):
        return f"{self.model_name}_{self._item.name}".lower()

    def state_forwards(self, app_label, state):
        state.append_option(app_label, self.model_name_lower, self._option, self._item)

    def carry_out(self, schema_editor, before, after):
        self.call(schema_editor, "add", after, self._item)

    def merge_into(self, creation):
        options = creation["options"]
        options[self._option] = [*options.get(self._option, ()), self._item]
        return True

    def taken_back_by(self, later):
        return isinstance(later, _Remove) and (later.kind, later.name) == (self.kind, self._item.name)

    def reduce(self, operation, app_label):
        return [] if self.taken_back_by(operation) else super().reduce(operation, app_label)


class _Remove(IndexOperation):
    category = OperationCategory.REMOVAL
    arguments = "model_name", "name"
    fragment = "remove_{0.model_name}_{0.name}"

    def __init__(self, model_name, name):
        super().__init__(model_name)
        self.name = name

    def state_forwards(self, app_label, state):
        state.remove_option(app_label, self.model_name_lower, self._option, self.name)

    def carry_out(self, schema_editor, before, after):
        # A constraint may be part of its table, which is made anew as it shall be.
        model = after if self.kind == "constraint" else before
        self.call(schema_editor, "remove", model, self._find(before, self.name))

    def merge_into(self, creation):
        options = creation["options"]
        options[self._option] = [item for item in options.get(self._option, ()) if item.name != self.name]
        return True


class AddIndex(_Add):
    arguments = "model_name", "index"

    def __init__(self, model_name, index):
        super().__init__(model_name)
        self.index = index
        if not index.name:
            raise ValueError(f"Indexes passed to AddIndex operations require a name argument. {index!r} doesn't have one.")

    def describe(self):
        index = self.index
        where = f"{', '.join(map(str, index.expressions))} on model" if index.expressions else f"field(s) {', '.join(index.fields)} of model"
        return f"Create index {index.name} on {where} {self.model_name}"


class RemoveIndex(_Remove):
    sentence = "Remove index {0.name} from {0.model_name}"


class RenameIndex(IndexOperation):
    category = OperationCategory.ALTERATION
    arguments = "model_name", "new_name", "old_name", "old_fields"
    sentence = "Rename index {0.old_name} on {0.model_name} to {0.new_name}"
    fragment = "rename_{0.old_name}_{0.new_name}"

    def __init__(self, model_name, new_name, old_name=None, old_fields=None):
        super().__init__(model_name)
        self.new_name = new_name
        self.old_name, self.old_fields = old_name, old_fields

    def worth_writing(self, argument):
        return bool(getattr(self, argument)) or not argument.startswith("old_")

    def state_forwards(self, app_label, state):
        options = state.models[app_label, self.model_name_lower].options
        renamed = []
        for index in options["indexes"]:
            if index.name == self.old_name:
                index = index.clone()
                index.name = self.new_name
            renamed.append(index)
        options["indexes"] = renamed
        state.reload()

    def carry_out(self, schema_editor, before, after):
        schema_editor.rename_index(after, self._find(before, self.old_name), self._find(after, self.new_name))


class AddConstraint(_Add):
    kind = "constraint"
    arguments = "model_name", "constraint"
    sentence = "Create constraint {0.constraint.name} on model {0.model_name}"

    def __init__(self, model_name, constraint):
        super().__init__(model_name)
        self.constraint = constraint

    def taken_back_by(self, later):
        return super().taken_back_by(later) and later.model_name_lower == self.model_name_lower


class RemoveConstraint(_Remove):
    kind = "constraint"
    sentence = "Remove constraint {0.name} from model {0.model_name}"

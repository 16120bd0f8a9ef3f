from django.db.migrations.operations.base import Operation, OperationCategory, points_at
from django.db.models import NOT_PROVIDED


class FieldOperation(Operation):
    def __init__(self, model_name, name, field=None):
        self.model_name, self.name, self.field = model_name, name, field
        self.model_name_lower, self.name_lower = model_name.lower(), name.lower()

    def is_same_model_operation(self, operation):
        return self.model_name_lower == operation.model_name_lower

    def is_same_field_operation(self, operation):
        return self.is_same_model_operation(operation) and self.name_lower == operation.name_lower

    def references_model(self, name, app_label):
        return name.lower() == self.model_name_lower or bool(self.field and points_at(self.field, name, app_label))

    def references_field(self, model_name, name, app_label):
        if model_name.lower() == self.model_name_lower and name == self.name:
            return True
        return bool(self.field and points_at(self.field, model_name, app_label))

    def reduce(self, operation, app_label):
        return super().reduce(operation, app_label) or not operation.references_field(self.model_name, self.name, app_label)

    def models(self, app_label, from_state, to_state):
        old = from_state.apps.get_model(app_label, self.model_name)
        return old, to_state.apps.get_model(app_label, self.model_name)


class AddField(FieldOperation):
    category = OperationCategory.ADDITION

    def __init__(self, model_name, name, field, preserve_default=True):
        self.preserve_default = preserve_default
        super().__init__(model_name, name, field)

    def deconstruct(self):
        kwargs = {"model_name": self.model_name, "name": self.name, "field": self.field}
        if self.preserve_default is not True:
            kwargs["preserve_default"] = self.preserve_default
        return (self.__class__.__name__, [], kwargs)

    def state_forwards(self, app_label, state):
        state.add_field(app_label, self.model_name_lower, self.name, self.field, self.preserve_default)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old, new = self.models(app_label, from_state, to_state)
        field = new._meta.get_field(self.name)
        if not self.preserve_default:
            field.default = self.field.default
        schema_editor.add_field(old, field)
        if not self.preserve_default:
            field.default = NOT_PROVIDED

    def describe(self):
        return "Add field %s to %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "%s_%s" % (self.model_name_lower, self.name_lower)

    def reduce(self, operation, app_label):
        if isinstance(operation, FieldOperation) and self.is_same_field_operation(operation):
            if isinstance(operation, AlterField):
                return [AddField(model_name=self.model_name, name=operation.name, field=operation.field)]
            if isinstance(operation, RemoveField):
                return []
        return super().reduce(operation, app_label)


class RemoveField(FieldOperation):
    category = OperationCategory.REMOVAL

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "name": self.name})

    def state_forwards(self, app_label, state):
        state.remove_field(app_label, self.model_name_lower, self.name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old, new = self.models(app_label, from_state, to_state)
        schema_editor.remove_field(old, old._meta.get_field(self.name))

    def describe(self):
        return "Remove field %s from %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "remove_%s_%s" % (self.model_name_lower, self.name_lower)

    def reduce(self, operation, app_label):
        from django.db.migrations.operations.models import DeleteModel

        if isinstance(operation, DeleteModel) and operation.name_lower == self.model_name_lower:
            return [operation]
        return super().reduce(operation, app_label)


class AlterField(FieldOperation):
    category = OperationCategory.ALTERATION

    def __init__(self, model_name, name, field, preserve_default=True):
        self.preserve_default = preserve_default
        super().__init__(model_name, name, field)

    deconstruct = AddField.deconstruct

    def state_forwards(self, app_label, state):
        state.alter_field(app_label, self.model_name_lower, self.name, self.field, self.preserve_default)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old, new = self.models(app_label, from_state, to_state)
        field = new._meta.get_field(self.name)
        if not self.preserve_default:
            field.default = self.field.default
        schema_editor.alter_field(old, old._meta.get_field(self.name), field)
        if not self.preserve_default:
            field.default = NOT_PROVIDED

    def describe(self):
        return "Alter field %s on %s" % (self.name, self.model_name)

    @property
    def migration_name_fragment(self):
        return "alter_%s_%s" % (self.model_name_lower, self.name_lower)

    def reduce(self, operation, app_label):
        if isinstance(operation, (AlterField, RemoveField)) and self.is_same_field_operation(operation):
            return [operation]
        return super().reduce(operation, app_label)


class RenameField(FieldOperation):
    category = OperationCategory.ALTERATION

    def __init__(self, model_name, old_name, new_name):
        self.old_name, self.new_name = old_name, new_name
        super().__init__(model_name, old_name)

    def deconstruct(self):
        return (self.__class__.__name__, [], {"model_name": self.model_name, "old_name": self.old_name, "new_name": self.new_name})

    def state_forwards(self, app_label, state):
        state.rename_field(app_label, self.model_name_lower, self.old_name, self.new_name)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        old, new = self.models(app_label, from_state, to_state)
        schema_editor.alter_field(old, old._meta.get_field(self.old_name), new._meta.get_field(self.new_name))

    def describe(self):
        return "Rename field %s on %s to %s" % (self.old_name, self.model_name, self.new_name)

    @property
    def migration_name_fragment(self):
        return "rename_%s_%s_%s" % (self.old_name.lower(), self.model_name_lower, self.new_name.lower())

from django.db.migrations.operations.base import OperationCategory, Step, points_at
from django.db.models import NOT_PROVIDED


class FieldOperation(Step):
    def __init__(self, model_name, name, field=None):
        self.model_name, self.model_name_lower = model_name, model_name.lower()
        self.name, self.name_lower = name, name.lower()
        self.field = field

    def model_names(self):
        return self.model_name, self.model_name

    def is_same_model_operation(self, operation):
        return operation.model_name_lower == self.model_name_lower

    def is_same_field_operation(self, operation):
        return operation.name_lower == self.name_lower and self.is_same_model_operation(operation)

    def _relates_to(self, model_name, app_label):
        return self.field is not None and points_at(self.field, model_name, app_label)

    def references_model(self, name, app_label):
        return self.model_name_lower == name.lower() or self._relates_to(name, app_label)

    def references_field(self, model_name, name, app_label):
        own = (self.model_name_lower, self.name) == (model_name.lower(), name)
        return own or self._relates_to(model_name, app_label)

    def with_later(self, later):
        """The operations that do what this one and a later one of the same field do; None when both are needed."""

    def reduce(self, operation, app_label):
        if isinstance(operation, FieldOperation) and self.is_same_field_operation(operation):
            together = self.with_later(operation)
            if together is not None:
                return together
        shorter = super().reduce(operation, app_label)
        return shorter if shorter else not operation.references_field(self.model_name, self.name, app_label)


class _Definition(FieldOperation):
    """One that brings a field's definition, whose default may be there for the rows of now only."""

    arguments = "model_name", "name", "field", "preserve_default"

    def __init__(self, model_name, name, field, preserve_default=True):
        super().__init__(model_name, name, field)
        self.preserve_default = preserve_default

    def worth_writing(self, argument):
        return argument != "preserve_default" or self.preserve_default is not True

    def carry_out(self, schema_editor, before, after):
        field = after._meta.get_field(self.name)
        if self.preserve_default:
            self.send(schema_editor, before, field)
        else:
            field.default = self.field.default
            self.send(schema_editor, before, field)
            field.default = NOT_PROVIDED

    def state_forwards(self, app_label, state):
        change = getattr(state, self.change_of_state)
        change(app_label, self.model_name_lower, self.name, self.field, self.preserve_default)


class AddField(_Definition):
    category = OperationCategory.ADDITION
    sentence, fragment = "Add field {0.name} to {0.model_name}", "{0.model_name}_{0.name}"
    change_of_state = "add_field"

    def send(self, schema_editor, model, field):
        schema_editor.add_field(model, field)

    def with_later(self, later):
        if isinstance(later, RemoveField):
            return []
        if isinstance(later, AlterField):
            return [AddField(model_name=self.model_name, name=later.name, field=later.field)]

    def merge_into(self, creation):
        creation["fields"].append((self.name, self.field))
        return True


class AlterField(_Definition):
    category = OperationCategory.ALTERATION
    sentence, fragment = "Alter field {0.name} on {0.model_name}", "alter_{0.model_name}_{0.name}"
    change_of_state = "alter_field"

    def send(self, schema_editor, model, field):
        schema_editor.alter_field(model, model._meta.get_field(self.name), field)

    def with_later(self, later):
        return [later] if isinstance(later, (RemoveField, AlterField)) else None

    def merge_into(self, creation):
        for place, (name, _) in enumerate(creation["fields"]):
            if name == self.name:
                creation["fields"][place] = name, self.field
        return True


class RemoveField(FieldOperation):
    category = OperationCategory.REMOVAL
    arguments = "model_name", "name"
    sentence, fragment = "Remove field {0.name} from {0.model_name}", "remove_{0.model_name}_{0.name}"

    def state_forwards(self, app_label, state):
        state.remove_field(app_label, self.model_name_lower, self.name)

    def carry_out(self, schema_editor, before, after):
        schema_editor.remove_field(before, before._meta.get_field(self.name))

    def reduce(self, operation, app_label):
        # Where the whole model goes away afterwards, the field goes with it.
        goes = getattr(operation, "removes_model", None)
        return [operation] if goes == self.model_name_lower else super().reduce(operation, app_label)

    def merge_into(self, creation):
        creation["fields"] = [pair for pair in creation["fields"] if pair[0].lower() != self.name_lower]
        return True


class RenameField(FieldOperation):
    category = OperationCategory.ALTERATION
    arguments = "model_name", "old_name", "new_name"
    sentence = "Rename field {0.old_name} on {0.model_name} to {0.new_name}"
    fragment = "rename_{0.old_name}_{0.model_name}_{0.new_name}"

    def __init__(self, model_name, old_name, new_name):
        super().__init__(model_name, old_name)
        self.old_name, self.new_name = old_name, new_name

    def state_forwards(self, app_label, state):
        state.rename_field(app_label, self.model_name_lower, self.old_name, self.new_name)

    def carry_out(self, schema_editor, before, after):
        was, becomes = before._meta.get_field(self.old_name), after._meta.get_field(self.new_name)
        schema_editor.alter_field(before, was, becomes)

    def merge_into(self, creation):
        creation["fields"] = [(self.new_name if name == self.old_name else name, field) for name, field in creation["fields"]]
        return True

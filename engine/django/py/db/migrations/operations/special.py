from django.db.migrations.operations.base import Operation, OperationCategory


class SeparateDatabaseAndState(Operation):
    category = OperationCategory.MIXED
    serialization_expand_args = ["database_operations", "state_operations"]

    def __init__(self, database_operations=None, state_operations=None):
        self.database_operations = database_operations or []
        self.state_operations = state_operations or []

    def state_forwards(self, app_label, state):
        for operation in self.state_operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        state = from_state
        for operation in self.database_operations:
            after = state.clone()
            operation.state_forwards(app_label, after)
            operation.database_forwards(app_label, schema_editor, state, after)
            state = after

    def describe(self):
        return "Custom state/database change combination"


class RunSQL(Operation):
    category = OperationCategory.SQL
    noop = ""

    def __init__(self, sql, reverse_sql=None, state_operations=None, hints=None, elidable=False):
        self.sql, self.reverse_sql, self.state_operations = sql, reverse_sql, state_operations or []
        self.hints, self.elidable = hints or {}, elidable

    def state_forwards(self, app_label, state):
        for operation in self.state_operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        statements = self.sql if isinstance(self.sql, (list, tuple)) else [self.sql] if self.sql else []
        for sql in statements:
            sql, params = sql if isinstance(sql, (list, tuple)) else (sql, None)
            schema_editor.execute(sql, params)

    def describe(self):
        return "Raw SQL operation"


class RunPython(Operation):
    category = OperationCategory.PYTHON
    reduces_to_sql = False

    def __init__(self, code, reverse_code=None, atomic=None, hints=None, elidable=False):
        if not callable(code):
            raise ValueError("RunPython must be supplied with a callable")
        if reverse_code is not None and not callable(reverse_code):
            raise ValueError("RunPython must be supplied with callable arguments")
        self.code, self.reverse_code, self.atomic = code, reverse_code, atomic
        self.hints, self.elidable = hints or {}, elidable

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self.code(from_state.apps, schema_editor)

    def describe(self):
        return "Raw Python operation"

    @staticmethod
    def noop(apps, schema_editor):
        return None

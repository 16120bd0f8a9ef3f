import re

from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.utils import get_migration_name_timestamp
from django.db.transaction import atomic


class Migration:
    """The base of every migration: what it changes, and what must come before it."""

    operations = []
    dependencies = []
    run_before = []
    replaces = []
    initial = None
    atomic = True

    def __init__(self, name, app_label):
        self.name, self.app_label = name, app_label
        self.operations = list(self.__class__.operations)
        self.dependencies = list(self.__class__.dependencies)
        self.run_before = list(self.__class__.run_before)
        self.replaces = list(self.__class__.replaces)

    def __eq__(self, other):
        return isinstance(other, Migration) and self.name == other.name and self.app_label == other.app_label

    def __repr__(self):
        return "<Migration %s.%s>" % (self.app_label, self.name)

    def __str__(self):
        return "%s.%s" % (self.app_label, self.name)

    def __hash__(self):
        return hash("%s.%s" % (self.app_label, self.name))

    def mutate_state(self, project_state, preserve=True):
        new_state = project_state.clone() if preserve else project_state
        for operation in self.operations:
            operation.state_forwards(self.app_label, new_state)
        return new_state

    @staticmethod
    def _head(schema_editor, operation):
        """What goes before an operation's statements where they are collected; whether there are any."""
        schema_editor.collected_sql += ["--", "-- %s" % operation.describe(), "--"]
        if operation.reduces_to_sql:
            return True
        schema_editor.collected_sql.append("-- THIS OPERATION CANNOT BE WRITTEN AS SQL")
        return False

    def _in_transaction(self, schema_editor, operation):
        """Whether an operation has to open the transaction itself: the migration has none, and it wants one."""
        own = operation.atomic or (self.atomic and operation.atomic is not False)
        return not schema_editor.atomic_migration and own

    def _run(self, method, schema_editor, operation, from_state, to_state):
        if self._in_transaction(schema_editor, operation):
            with atomic(schema_editor.connection.alias):
                method(self.app_label, schema_editor, from_state, to_state)
        else:
            method(self.app_label, schema_editor, from_state, to_state)

    def apply(self, project_state, schema_editor, collect_sql=False):
        for operation in self.operations:
            if collect_sql:
                if not self._head(schema_editor, operation):
                    operation.state_forwards(self.app_label, project_state)
                    continue
                before = len(schema_editor.collected_sql)
            old_state = project_state.clone()
            operation.state_forwards(self.app_label, project_state)
            self._run(operation.database_forwards, schema_editor, operation, old_state, project_state)
            if collect_sql and before == len(schema_editor.collected_sql):
                schema_editor.collected_sql.append("-- (no-op)")
        return project_state

    def unapply(self, project_state, schema_editor, collect_sql=False):
        """Takes the migration back. The states between its operations are made first, going forwards."""
        to_run = []
        state = project_state
        for operation in self.operations:
            if not operation.reversible:
                raise IrreversibleError("Operation %s in %s is not reversible" % (operation, self))
            after = state.clone()
            before = after.clone()
            operation.state_forwards(self.app_label, after)
            to_run.insert(0, (operation, before, after))
            state = after
        for operation, to_state, from_state in to_run:
            if collect_sql:
                if not self._head(schema_editor, operation):
                    continue
                before = len(schema_editor.collected_sql)
            self._run(operation.database_backwards, schema_editor, operation, from_state, to_state)
            if collect_sql and before == len(schema_editor.collected_sql):
                schema_editor.collected_sql.append("-- (no-op)")
        return project_state

    def suggest_name(self):
        if self.initial:
            return "initial"
        fragments = [re.sub(r"\W+", "_", name) for name in (o.migration_name_fragment for o in self.operations) if name]
        if not fragments or len(fragments) != len(self.operations):
            return "auto_%s" % get_migration_name_timestamp()
        name = fragments[0]
        for fragment in fragments[1:]:
            longer = f"{name}_{fragment}"
            if len(longer) > 52:
                return f"{name}_and_more"
            name = longer
        return name


class SwappableTuple(tuple):
    def __new__(cls, value, setting):
        self = tuple.__new__(cls, value)
        self.setting = setting
        return self


def swappable_dependency(value):
    return SwappableTuple((value.split(".", 1)[0], "__first__"), value)

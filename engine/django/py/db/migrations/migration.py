import re


class Migration:
    """The base of every migration: what it changes, and what must come before it."""

    atomic, initial = True, None
    operations, dependencies, run_before, replaces = [], [], [], []

    def __init__(self, name, app_label):
        self.app_label, self.name = app_label, name
        for each in "operations", "dependencies", "run_before", "replaces":
            setattr(self, each, [*getattr(type(self), each)])

    def __str__(self):
        return f"{self.app_label}.{self.name}"

    def __repr__(self):
        return f"<Migration {self.app_label}.{self.name}>"

    def __hash__(self):
        return hash(str(self))

    def __eq__(self, other):
        return isinstance(other, Migration) and (other.app_label, other.name) == (self.app_label, self.name)

    def mutate_state(self, project_state, preserve=True):
        after = project_state.clone() if preserve else project_state
        for operation in self.operations:
            operation.state_forwards(self.app_label, after)
        return after

    def apply(self, project_state, schema_editor, collect_sql=False):
        for operation in self.operations:
            if collect_sql:
                self._tell(operation, project_state, schema_editor)
            else:
                self._run(operation, project_state, schema_editor)
        return project_state

    def _run(self, operation, state, schema_editor):
        before = state.clone()
        operation.state_forwards(self.app_label, state)
        operation.database_forwards(self.app_label, schema_editor, before, state)

    def _tell(self, operation, state, schema_editor):
        """Writes the operation's SQL below what it does."""
        script = schema_editor.collected_sql
        script += "--", f"-- {operation.describe()}", "--"
        if not operation.reduces_to_sql:
            script.append("-- THIS OPERATION CANNOT BE WRITTEN AS SQL")
            return operation.state_forwards(self.app_label, state)
        length = len(script)
        self._run(operation, state, schema_editor)
        if len(script) == length:
            script.append("-- (no-op)")

    def suggest_name(self):
        if self.initial:
            return "initial"
        fragments = [re.sub(r"\W+", "_", name) for name in (o.migration_name_fragment for o in self.operations) if name]
        if not fragments or len(fragments) != len(self.operations):
            from django.utils import timezone

            return "auto_%s" % timezone.now().strftime("%Y%m%d_%H%M")
        name = fragments[0]
        for fragment in fragments[1:]:
            longer = f"{name}_{fragment}"
            if len(longer) > 52:
                return f"{name}_and_more"
            name = longer
        return name


class SwappableTuple(tuple):
    """A dependency that stands for whatever model a setting names."""

    def __new__(cls, value, setting):
        made = super().__new__(cls, value)
        made.setting = setting
        return made


def swappable_dependency(value):
    app_label = value.partition(".")[0]
    return SwappableTuple((app_label, "__first__"), value)

import re


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

    def apply(self, project_state, schema_editor, collect_sql=False):
        for operation in self.operations:
            if collect_sql:
                schema_editor.collected_sql += ["--", "-- %s" % operation.describe(), "--"]
                if not operation.reduces_to_sql:
                    schema_editor.collected_sql.append("-- THIS OPERATION CANNOT BE WRITTEN AS SQL")
                    operation.state_forwards(self.app_label, project_state)
                    continue
                before = len(schema_editor.collected_sql)
            old_state = project_state.clone()
            operation.state_forwards(self.app_label, project_state)
            operation.database_forwards(self.app_label, schema_editor, old_state, project_state)
            if collect_sql and before == len(schema_editor.collected_sql):
                schema_editor.collected_sql.append("-- (no-op)")
        return project_state

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
    def __new__(cls, value, setting):
        self = tuple.__new__(cls, value)
        self.setting = setting
        return self


def swappable_dependency(value):
    return SwappableTuple((value.split(".", 1)[0], "__first__"), value)

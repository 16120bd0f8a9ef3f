import enum

from django.db import router


class OperationCategory(str, enum.Enum):
    """The sign that makemigrations puts before an operation."""

    ADDITION = "+"
    REMOVAL = "-"
    ALTERATION = "~"
    PYTHON = "p"
    SQL = "s"
    MIXED = "?"


class Operation:
    """One change: of the models' state, and of the database, forwards and backwards."""

    reversible = True
    reduces_to_sql = True
    atomic = False
    elidable = False
    serialization_expand_args = []
    category = None
    migration_name_fragment = None

    def __new__(cls, *args, **kwargs):
        self = object.__new__(cls)
        self._constructor_args = (args, kwargs)
        return self

    def __replace__(self, /, **changes):
        return self.__class__(*self._constructor_args[0], **{**self._constructor_args[1], **changes})

    def deconstruct(self):
        return (self.__class__.__name__, self._constructor_args[0], self._constructor_args[1])

    def describe(self):
        return "%s: %s" % (self.__class__.__name__, self._constructor_args)

    def formatted_description(self):
        return f"{(self.category or OperationCategory.MIXED).value} {self.describe()}"

    def state_forwards(self, app_label, state):
        raise NotImplementedError("subclasses of Operation must provide a state_forwards() method")

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        raise NotImplementedError("subclasses of Operation must provide a database_forwards() method")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        raise NotImplementedError("subclasses of Operation must provide a database_backwards() method")

    def references_model(self, name, app_label):
        return True

    def references_field(self, model_name, name, app_label):
        return self.references_model(model_name, app_label)

    def allow_migrate_model(self, connection_alias, model):
        return model._meta.can_migrate(connection_alias) and router.allow_migrate_model(connection_alias, model)

    def reduce(self, operation, app_label):
        """Operations to stand for this one and the other; True when this one may pass the other; False when neither."""
        if self.elidable:
            return [operation]
        if operation.elidable:
            return [self]
        return False

    def __repr__(self):
        return "<%s %s%s>" % (
            self.__class__.__name__, ", ".join(map(repr, self._constructor_args[0])),
            ",".join(" %s=%r" % x for x in self._constructor_args[1].items()),
        )

class OperationCategory:
    """The sign that makemigrations puts before an operation."""

    ADDITION, REMOVAL, ALTERATION, PYTHON, SQL, MIXED = "+", "-", "~", "p", "s", "?"


class Operation:
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

    def deconstruct(self):
        return (self.__class__.__name__, self._constructor_args[0], self._constructor_args[1])

    def describe(self):
        return "%s: %s" % (self.__class__.__name__, self._constructor_args)

    def formatted_description(self):
        return f"{self.category or '?'} {self.describe()}"

    def state_forwards(self, app_label, state):
        raise NotImplementedError("subclasses of Operation must provide a state_forwards() method")

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        raise NotImplementedError("subclasses of Operation must provide a database_forwards() method")

    def references_model(self, name, app_label):
        return True

    def references_field(self, model_name, name, app_label):
        return self.references_model(model_name, app_label)

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


def points_at(field, name, app_label):
    """Whether a field of an app's model is a relation to, or by, the named model of the app."""
    remote = field.remote_field
    if not remote:
        return False
    wanted = f"{app_label}.{name}".lower()
    for model in (remote.model, getattr(remote, "through", None)):
        if model is None:
            continue
        label = model if isinstance(model, str) else model._meta.label_lower
        if "." not in label:
            label = f"{app_label}.{label}"
        if label.lower() == wanted:
            return True
    return False

class OperationCategory:
    """The sign that makemigrations puts before an operation."""

    ADDITION, REMOVAL, ALTERATION, PYTHON, SQL, MIXED = "+", "-", "~", "p", "s", "?"


class Operation:
    category = migration_name_fragment = None
    reversible = reduces_to_sql = True
    atomic = elidable = False
    serialization_expand_args = []

    def __new__(cls, *args, **kwargs):
        # What a subclass was made with is kept here and not in __init__, which a subclass need not call.
        made = super().__new__(cls)
        made._constructor_args = args, kwargs
        return made

    def deconstruct(self):
        args, kwargs = self._constructor_args
        return type(self).__name__, args, kwargs

    def describe(self):
        return f"{type(self).__name__}: {self._constructor_args}"

    def formatted_description(self):
        sign = self.category or OperationCategory.MIXED
        return " ".join((sign, self.describe()))

    def state_forwards(self, app_label, state):
        _not_written("state_forwards")

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        _not_written("database_forwards")

    def references_model(self, name, app_label):
        return True  # one that says nothing may need any model

    def references_field(self, model_name, name, app_label):
        return self.references_model(model_name, app_label)

    def reduce(self, operation, app_label):
        """Operations to stand for this one and the other; True when this one may pass the other; False when neither."""
        for gone, left in ((self, operation), (operation, self)):
            if gone.elidable:
                return [left]
        return False

    def __repr__(self):
        args, kwargs = self._constructor_args
        shown = ", ".join(map(repr, args)) + ",".join(f" {name}={value!r}" for name, value in kwargs.items())
        return f"<{type(self).__name__} {shown}>"


def _not_written(method):
    raise NotImplementedError(f"subclasses of Operation must provide a {method}() method")


class Step(Operation):
    """An operation on one model. Its class says in tables how it is written and told; what is left to it is the change itself."""

    arguments = ()  # of the constructor, each kept under its name
    sentence = fragment = ""  # with {0} for the operation

    def worth_writing(self, argument):
        return True

    def deconstruct(self):
        written = {argument: getattr(self, argument) for argument in self.arguments if self.worth_writing(argument)}
        return type(self).__name__, [], written

    def describe(self):
        return self.sentence.format(self)

    @property
    def migration_name_fragment(self):
        return self.fragment.format(self).lower()

    def model_names(self):
        """What the model is called before and after; None where there is none."""
        raise NotImplementedError

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        before, after = (
            state.apps.get_model(app_label, name) if name else None for state, name in zip((from_state, to_state), self.model_names())
        )
        self.carry_out(schema_editor, before, after)

    def carry_out(self, schema_editor, before, after):
        """Changes the database, from the model as it was to the model as it shall be. Many operations leave the database alone."""

    def merge_into(self, creation):
        """Makes the change in the arguments of the CreateModel of its model; whether it could."""
        return False


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

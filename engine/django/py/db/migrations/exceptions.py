from django.db import DatabaseError


class AmbiguityError(Exception):
    """More than one migration has a name that begins so."""


class BadMigrationError(Exception):
    """A module of a migrations package without a Migration class."""


class CircularDependencyError(Exception):
    """Migrations that wait for each other."""


class InconsistentMigrationHistory(Exception):
    """A migration is applied and what it depends on is not."""


class InvalidBasesError(ValueError):
    """A model of a state is based on one that isn't there."""


class IrreversibleError(RuntimeError):
    """A migration cannot be taken back."""


class NodeNotFoundError(LookupError):
    """A migration that somebody depends on, or asks for, isn't there."""

    def __init__(self, message, node, origin=None):
        self.message, self.node, self.origin = message, node, origin

    def __str__(self):
        return self.message

    def __repr__(self):
        return "NodeNotFoundError(%r)" % (self.node,)


class MigrationSchemaMissing(DatabaseError):
    """The table of applied migrations cannot be made."""


class InvalidMigrationPlan(ValueError):
    """A plan that goes forwards and backwards at once."""

from contextlib import ContextDecorator, contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, Error, ProgrammingError, connections


def get_connection(using=None):
    return connections[DEFAULT_DB_ALIAS if using is None else using]


def _tell(using, method, *args):
    """Calls a method of a connection; most of this module is a way to say that without having the connection."""
    return getattr(get_connection(using), method)(*args)


def on_commit(func, using=None, robust=False):
    _tell(using, "on_commit", func, robust)


def get_autocommit(using=None):
    return _tell(using, "get_autocommit")


def set_autocommit(autocommit, using=None):
    _tell(using, "set_autocommit", autocommit)


def get_rollback(using=None):
    return _tell(using, "get_rollback")


def set_rollback(rollback, using=None):
    _tell(using, "set_rollback", rollback)


def commit(using=None):
    _tell(using, "commit")


def rollback(using=None):
    _tell(using, "rollback")


def savepoint(using=None):
    return _tell(using, "savepoint")


def savepoint_commit(sid, using=None):
    _tell(using, "savepoint_commit", sid)


def savepoint_rollback(sid, using=None):
    _tell(using, "savepoint_rollback", sid)


def clean_savepoints(using=None):
    _tell(using, "clean_savepoints")


@contextmanager
def mark_for_rollback_on_error(using=None):
    try:
        yield
    except Exception as error:
        _tell(using, "_mark_for_rollback", error)
        raise


class Atomic(ContextDecorator):
    _from_testcase = False

    def __init__(self, using, savepoint, durable):
        self.using, self.savepoint, self.durable = using, savepoint, durable

    def __enter__(self):
        _tell(self.using, "_atomic_enter", self.savepoint, self.durable, self._from_testcase)

    def __exit__(self, exc_type, exc_value, traceback):
        _tell(self.using, "_atomic_exit", exc_type)


def atomic(using=None, savepoint=True, durable=False):
    if not callable(using):
        return Atomic(using, savepoint, durable)
    # Used bare, as @atomic, it gets the function itself.
    return Atomic(DEFAULT_DB_ALIAS, savepoint, durable)(using)


def non_atomic_requests(using=None):
    """A decorator for views, with or without parentheses, which notes on them the databases that take no part in a request's transaction."""
    view, alias = (using, None) if callable(using) else (None, using)

    def note(view):
        vars(view).setdefault("_non_atomic_requests", set()).add(DEFAULT_DB_ALIAS if alias is None else alias)
        return view

    return note(view) if view else note

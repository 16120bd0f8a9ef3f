from contextlib import ContextDecorator, contextmanager

from django.db import DEFAULT_DB_ALIAS, DatabaseError, Error, ProgrammingError, connections


def get_connection(using=None):
    if using is None:
        using = DEFAULT_DB_ALIAS
    return connections[using]


def get_autocommit(using=None):
    return get_connection(using).get_autocommit()


def set_autocommit(autocommit, using=None):
    return get_connection(using).set_autocommit(autocommit)


def commit(using=None):
    get_connection(using).commit()


def rollback(using=None):
    get_connection(using).rollback()


def savepoint(using=None):
    return get_connection(using).savepoint()


def savepoint_rollback(sid, using=None):
    get_connection(using).savepoint_rollback(sid)


def savepoint_commit(sid, using=None):
    get_connection(using).savepoint_commit(sid)


def clean_savepoints(using=None):
    get_connection(using).clean_savepoints()


def get_rollback(using=None):
    return get_connection(using).get_rollback()


def set_rollback(rollback, using=None):
    return get_connection(using).set_rollback(rollback)


def on_commit(func, using=None, robust=False):
    get_connection(using).on_commit(func, robust)


@contextmanager
def mark_for_rollback_on_error(using=None):
    try:
        yield
    except Exception as exc:
        get_connection(using)._mark_for_rollback(exc)
        raise


class Atomic(ContextDecorator):
    def __init__(self, using, savepoint, durable):
        self.using = using
        self.savepoint = savepoint
        self.durable = durable
        self._from_testcase = False

    def __enter__(self):
        get_connection(self.using)._atomic_enter(self.savepoint, self.durable, self._from_testcase)

    def __exit__(self, exc_type, exc_value, traceback):
        get_connection(self.using)._atomic_exit(exc_type)


def atomic(using=None, savepoint=True, durable=False):
    # Used bare, as @atomic, it gets the function itself.
    if callable(using):
        return Atomic(DEFAULT_DB_ALIAS, savepoint, durable)(using)
    return Atomic(using, savepoint, durable)


def _non_atomic_requests(func, using):
    try:
        func._non_atomic_requests.add(using)
    except AttributeError:
        func._non_atomic_requests = {using}
    return func


def non_atomic_requests(using=None):
    if callable(using):
        return _non_atomic_requests(using, DEFAULT_DB_ALIAS)
    if using is None:
        using = DEFAULT_DB_ALIAS
    return lambda func: _non_atomic_requests(func, using)

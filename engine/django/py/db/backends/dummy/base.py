"""The backend of a database that is not configured: everything but asking for its settings is a mistake."""

from django.core.exceptions import ImproperlyConfigured


def complain(*args, **kwargs):
    raise ImproperlyConfigured("settings.DATABASES is improperly configured. Please supply the ENGINE value. Check settings documentation for more details.")


def ignore(*args, **kwargs):
    pass


class DatabaseWrapper:
    vendor = "dummy"
    operators = {}
    ensure_connection = complain
    _commit = complain
    _rollback = ignore
    _close = ignore
    _savepoint = ignore
    _savepoint_commit = complain
    _savepoint_rollback = ignore
    _set_autocommit = complain
    cursor = complain
    connection = None

    def __init__(self, settings_dict, alias="default"):
        self.settings_dict = settings_dict
        self.alias = alias

    def close(self):
        pass

    def is_usable(self):
        return True

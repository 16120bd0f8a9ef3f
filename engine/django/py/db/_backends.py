"""Connections made from settings of the program's own, and the look-up of backends by name. The run's own databases are native."""

from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.utils.connection import ConnectionDoesNotExist
from django.utils.functional import cached_property

DEFAULT_DB_ALIAS = "default"
BUILTIN = ["mysql", "oracle", "postgresql", "sqlite3"]


def load_backend(backend_name):
    if backend_name == "django.db.backends.postgresql_psycopg2":
        backend_name = "django.db.backends.postgresql"
    try:
        return import_module(f"{backend_name}.base")
    except ImportError as error:
        if backend_name in [f"django.db.backends.{name}" for name in BUILTIN]:
            raise
        names = ", ".join(repr(name) for name in BUILTIN)
        raise ImproperlyConfigured(
            f"{backend_name!r} isn't an available database backend or couldn't be imported. Check the above exception. To use one of the built-in "
            f"backends, use 'django.db.backends.XXX', where XXX is one of:\n    {names}"
        ) from error


class ConnectionHandler:
    """django.db.utils.ConnectionHandler of settings that are given to it."""

    exception_class = ConnectionDoesNotExist

    def __init__(self, settings):
        self._connections = {}
        self._settings = settings

    @cached_property
    def settings(self):
        return self.configure_settings(self._settings)

    @property
    def databases(self):
        return self.settings

    def configure_settings(self, databases):
        databases = {alias: dict(conf) for alias, conf in databases.items()} or {DEFAULT_DB_ALIAS: {}}
        if DEFAULT_DB_ALIAS not in databases:
            raise ImproperlyConfigured(f"You must define a '{DEFAULT_DB_ALIAS}' database.")
        dummy = "django.db.backends.dummy"
        if not databases[DEFAULT_DB_ALIAS]:
            databases[DEFAULT_DB_ALIAS]["ENGINE"] = dummy
        for conf in databases.values():
            conf.setdefault("ATOMIC_REQUESTS", False)
            conf.setdefault("AUTOCOMMIT", True)
            conf.setdefault("ENGINE", dummy)
            if conf["ENGINE"] == "django.db.backends." or not conf["ENGINE"]:
                conf["ENGINE"] = dummy
            conf.setdefault("CONN_MAX_AGE", 0)
            conf.setdefault("CONN_HEALTH_CHECKS", False)
            conf.setdefault("OPTIONS", {})
            conf.setdefault("TIME_ZONE", None)
            for setting in ("NAME", "USER", "PASSWORD", "HOST", "PORT"):
                conf.setdefault(setting, "")
            test = conf.setdefault("TEST", {})
            for key, value in (("CHARSET", None), ("COLLATION", None), ("MIGRATE", True), ("MIRROR", None), ("NAME", None)):
                test.setdefault(key, value)
        return databases

    def create_connection(self, alias):
        conf = self.settings[alias]
        return load_backend(conf["ENGINE"]).DatabaseWrapper(conf, alias)

    def __getitem__(self, alias):
        if alias not in self._connections:
            if alias not in self.settings:
                raise ConnectionDoesNotExist(f"The connection '{alias}' doesn't exist.")
            self._connections[alias] = self.create_connection(alias)
        return self._connections[alias]

    def __setitem__(self, alias, connection):
        self._connections[alias] = connection

    def __delitem__(self, alias):
        del self._connections[alias]

    def __iter__(self):
        return iter(self.settings)

    def all(self, initialized_only=False):
        return [self[alias] for alias in self if not initialized_only or alias in self._connections]

import time
import warnings
from contextlib import contextmanager
from functools import wraps

from asgiref.sync import iscoroutinefunction

from django.conf import settings
from django.core.signals import setting_changed

_missing = object()


class CaptureQueriesContext:
    # The queries that a connection is sent while the block runs; a sequence of what connection.queries holds of them.

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        conn = self.connection
        self.force_debug_cursor, conn.force_debug_cursor = conn.force_debug_cursor, True
        conn.ensure_connection()  # what it sends for itself is not counted
        self.initial_queries, self.final_queries = len(conn.queries_log), None
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        conn = self.connection
        conn.force_debug_cursor = self.force_debug_cursor
        if exc_type is None:
            self.final_queries = len(conn.queries_log)

    @property
    def captured_queries(self):
        return self.connection.queries[self.initial_queries:self.final_queries]

    def __len__(self):
        return len(self.captured_queries)

    def __getitem__(self, index):
        return self.captured_queries[index]

    def __iter__(self):
        return iter(self.captured_queries)


class TestContextDecorator:
    # What a block, a function or the tests of a class run in: enable() begins it and disable() ends it.

    def __init__(self, attr_name=None, kwarg_name=None):
        self.kwarg_name = kwarg_name
        self.attr_name = attr_name

    def __enter__(self):
        return self.enable()

    def enable(self):
        raise NotImplementedError

    def __exit__(self, exc_type, exc_value, traceback):
        self.disable()

    def disable(self):
        raise NotImplementedError

    def __call__(self, decorated):
        if isinstance(decorated, type):
            return self.decorate_class(decorated)
        if not callable(decorated):
            raise TypeError(f"Cannot decorate object of type {type(decorated)}")
        return self.decorate_callable(decorated)

    def decorate_class(self, cls):
        import unittest

        if not issubclass(cls, unittest.TestCase):
            raise TypeError("Can only decorate subclasses of unittest.TestCase")
        set_up = cls.setUp

        def setUp(test):
            value = self.enable()
            test.addCleanup(self.disable)
            if self.attr_name:
                setattr(test, self.attr_name, value)
            set_up(test)

        cls.setUp = setUp
        return cls

    def decorate_callable(self, func):
        def extended(kwargs, value):
            return {**kwargs, self.kwarg_name: value} if self.kwarg_name else kwargs

        def inside(*args, **kwargs):
            with self as value:
                return func(*args, **extended(kwargs, value))

        async def awaited_inside(*args, **kwargs):
            with self as value:
                return await func(*args, **extended(kwargs, value))

        return wraps(func)(awaited_inside if iscoroutinefunction(func) else inside)


class override_settings(TestContextDecorator):
    enable_exception = None

    def __init__(self, **kwargs):
        super().__init__()
        self.options = kwargs

    def enable(self):
        self.old = {name: settings.__dict__.get(name, _missing) for name in self.options}
        settings.__dict__.update(self.options)
        for name, value in self.options.items():
            try:
                setting_changed.send(sender=type(settings), setting=name, value=value, enter=True)
            except Exception as exc:
                self.enable_exception = exc
                self.disable()

    def disable(self):
        for name, value in self.old.items():
            if value is _missing:
                settings.__dict__.pop(name, None)
            else:
                settings.__dict__[name] = value
        responses = []
        for name in self.options:
            value = getattr(settings, name, None)
            responses += setting_changed.send_robust(sender=type(settings), setting=name, value=value, enter=False)
        if self.enable_exception is not None:
            exc, self.enable_exception = self.enable_exception, None
            raise exc
        for _, response in responses:
            if isinstance(response, Exception):
                raise response

    def save_options(self, cls):
        cls._overridden_settings = {**(cls._overridden_settings or {}), **self.options}

    def decorate_class(self, cls):
        from django.test import SimpleTestCase

        if not issubclass(cls, SimpleTestCase):
            raise ValueError("Only subclasses of Django SimpleTestCase can be decorated with override_settings")
        self.save_options(cls)
        return cls


class modify_settings(override_settings):
    def __init__(self, *args, **kwargs):
        self.operations = list(args[0] if args else kwargs.items())
        TestContextDecorator.__init__(self)

    def save_options(self, cls):
        cls._modified_settings = [*(cls._modified_settings or []), *self.operations]

    def enable(self):
        self.options = {}
        for name, changes in self.operations:
            have = self.options.get(name, getattr(settings, name, []))
            for action, items in changes.items():
                if isinstance(items, str):
                    items = [items]
                if action == "remove":
                    have = [item for item in have if item not in items]
                elif action in ("append", "prepend"):
                    missing = [item for item in items if item not in have]
                    have = [*have, *missing] if action == "append" else [*missing, *have]
                else:
                    raise ValueError("Unsupported action: %s" % action)
            self.options[name] = list(have)
        super().enable()


class override_system_checks(TestContextDecorator):
    def __init__(self, new_checks, deployment_checks=None):
        super().__init__()
        from django.core import checks

        self.registry = checks.registry.registry
        self.new_checks, self.deployment_checks = new_checks, deployment_checks

    def enable(self):
        registry = self.registry
        self.old_checks, self.old_deployment_checks = registry.registered_checks, registry.deployment_checks

        def register(checks, **deploy):
            for check in checks:
                registry.register(check, *registry._tags_of(check), **deploy)

        registry.registered_checks = []
        register(self.new_checks)
        if self.deployment_checks is not None:
            registry.deployment_checks = []
            register(self.deployment_checks, deploy=True)

    def disable(self):
        self.registry.registered_checks, self.registry.deployment_checks = self.old_checks, self.old_deployment_checks


class ignore_warnings(TestContextDecorator):
    def __init__(self, **kwargs):
        super().__init__()
        self.ignore_kwargs = kwargs

    def enable(self):
        self._filters = warnings.catch_warnings()
        self._filters.__enter__()
        warnings.filterwarnings("ignore", **self.ignore_kwargs)

    def disable(self):
        self._filters.__exit__(None, None, None)


def tag(*tags):
    def decorator(obj):
        obj.tags = {*getattr(obj, "tags", ()), *tags}
        return obj

    return decorator


class isolate_apps(TestContextDecorator):
    """Models declared inside go to a registry of their own."""

    def __init__(self, *installed_apps, **kwargs):
        super().__init__(**kwargs)
        self.installed_apps = installed_apps

    def enable(self):
        from django.apps import registry

        apps = registry.Apps(self.installed_apps)
        self.old_apps = registry._use(apps)
        return apps

    def disable(self):
        from django.apps import registry

        registry._use(self.old_apps)


class Approximate:
    # Equal to every number that agrees with it in so many decimal places.

    def __init__(self, val, places=7):
        self.places, self.val = places, val

    def __eq__(self, other):
        return other == self.val or not round(abs(other - self.val), self.places)

    def __repr__(self):
        return repr(self.val)


@contextmanager
def _replaced(owner, name, value):
    real = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield value
    finally:
        setattr(owner, name, real)


def captured_output(stream_name):
    import io
    import sys

    return _replaced(sys, stream_name, io.StringIO())


def captured_stdin():
    return captured_output("stdin")


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def freeze_time(t):
    """time.time() gives t inside."""
    return _replaced(time, "time", lambda: t)


def extend_sys_path(*paths):
    import sys

    return _replaced(sys, "path", [*sys.path, *paths])


@contextmanager
def register_lookup(field, *lookups, lookup_name=None):
    def each(method):
        for lookup in lookups:
            method(lookup, lookup_name)

    try:
        each(field.register_lookup)
        yield
    finally:
        each(field._unregister_lookup)


class override_script_prefix(TestContextDecorator):
    def __init__(self, prefix):
        super().__init__()
        self.prefix = prefix

    def enable(self):
        from django import urls

        self.old_prefix = urls.get_script_prefix()
        urls.set_script_prefix(self.prefix)

    def disable(self):
        from django import urls

        urls.set_script_prefix(self.old_prefix)


@contextmanager
def isolate_lru_cache(lru_cache_object):
    clear = lru_cache_object.cache_clear
    clear()
    try:
        yield
    finally:
        clear()


def str_prefix(s):
    return s % {"_": ""}


def garbage_collect():
    import gc

    gc.collect()


def requires_tz_support(test):
    return test


def require_jinja2(test_func):
    import unittest

    return unittest.skip("this test requires jinja2")(test_func)


class ContextList(list):
    # The contexts of a response's templates; a string finds the value in the first of them that has it.

    def __contains__(self, key):
        return any(key in context for context in self)

    def __getitem__(self, key):
        if not isinstance(key, str):
            return super().__getitem__(key)
        for context in self:
            if key in context:
                return context[key]
        raise KeyError(key)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default


class _TestState:
    """What setup_test_environment() replaced, while it is replaced: the runner of tests has done so already when tests run."""


def setup_test_environment(debug=None):
    if hasattr(_TestState, "saved_data"):
        raise RuntimeError(
            "setup_test_environment() was already called and can't be called again without first calling teardown_test_environment()."
        )
    _TestState.saved_data = {"ALLOWED_HOSTS": settings.ALLOWED_HOSTS, "DEBUG": settings.DEBUG}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.DEBUG = settings.DEBUG if debug is None else debug


def teardown_test_environment():
    for name, value in _TestState.saved_data.items():
        setattr(settings, name, value)
    del _TestState.saved_data


def __getattr__(name):
    if name in ("compare_xml", "strip_quotes", "LoggingCaptureMixin", "TimeKeeper", "NullTimeKeeper", "iter_test_cases"):
        from django.test import _xml, _rare

        return getattr(_xml if name == "compare_xml" else _rare, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def get_runner(settings, test_runner_class=None):
    from django.test.runner import DiscoverRunner

    return DiscoverRunner


def close_after(response):
    """Close a streaming response once all of it has been read."""
    parts = response.streaming_content
    if response.is_async:
        async def read():
            try:
                async for part in parts:
                    yield part
            finally:
                response.close()
    else:
        def read():
            try:
                yield from parts
            finally:
                response.close()
    response.streaming_content = read()

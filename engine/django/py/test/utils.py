import re
import time
import warnings
from contextlib import contextmanager
from functools import wraps
from types import SimpleNamespace

from asgiref.sync import iscoroutinefunction

from django.conf import settings
from django.core.signals import setting_changed
from django.db import connection as default_connection

_missing = object()


class CaptureQueriesContext:
    def __init__(self, connection):
        self.connection = connection

    def __iter__(self):
        return iter(self.captured_queries)

    def __getitem__(self, index):
        return self.captured_queries[index]

    def __len__(self):
        return len(self.captured_queries)

    @property
    def captured_queries(self):
        return self.connection.queries[self.initial_queries:self.final_queries]

    def __enter__(self):
        self.force_debug_cursor = self.connection.force_debug_cursor
        self.connection.force_debug_cursor = True
        self.connection.ensure_connection()
        self.initial_queries = len(self.connection.queries_log)
        self.final_queries = None
        return self

    def __exit__(self, exc_type, exc_value, traceback):
        self.connection.force_debug_cursor = self.force_debug_cursor
        if exc_type is not None:
            return
        self.final_queries = len(self.connection.queries_log)


class TestContextDecorator:
    def __init__(self, attr_name=None, kwarg_name=None):
        self.attr_name, self.kwarg_name = attr_name, kwarg_name

    def enable(self):
        raise NotImplementedError

    def disable(self):
        raise NotImplementedError

    def __enter__(self):
        return self.enable()

    def __exit__(self, exc_type, exc_value, traceback):
        self.disable()

    def decorate_class(self, cls):
        from unittest import TestCase

        if not issubclass(cls, TestCase):
            raise TypeError("Can only decorate subclasses of unittest.TestCase")
        decorated_setUp = cls.setUp

        def setUp(inner_self):
            context = self.enable()
            inner_self.addCleanup(self.disable)
            if self.attr_name:
                setattr(inner_self, self.attr_name, context)
            decorated_setUp(inner_self)

        cls.setUp = setUp
        return cls

    def decorate_callable(self, func):
        if iscoroutinefunction(func):
            @wraps(func)
            async def inner(*args, **kwargs):
                with self as context:
                    if self.kwarg_name:
                        kwargs[self.kwarg_name] = context
                    return await func(*args, **kwargs)
        else:
            @wraps(func)
            def inner(*args, **kwargs):
                with self as context:
                    if self.kwarg_name:
                        kwargs[self.kwarg_name] = context
                    return func(*args, **kwargs)
        return inner

    def __call__(self, decorated):
        if isinstance(decorated, type):
            return self.decorate_class(decorated)
        if callable(decorated):
            return self.decorate_callable(decorated)
        raise TypeError("Cannot decorate object of type %s" % type(decorated))


class override_settings(TestContextDecorator):
    def __init__(self, **kwargs):
        self.options = kwargs
        super().__init__()

    enable_exception = None

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
        for name, operations in self.operations:
            value = list(self.options.get(name, getattr(settings, name, [])))
            for action, items in operations.items():
                items = [items] if isinstance(items, str) else items
                if action == "append":
                    value += [item for item in items if item not in value]
                elif action == "prepend":
                    value = [item for item in items if item not in value] + value
                elif action == "remove":
                    value = [item for item in value if item not in items]
                else:
                    raise ValueError("Unsupported action: %s" % action)
            self.options[name] = value
        super().enable()


class override_system_checks(TestContextDecorator):
    def __init__(self, new_checks, deployment_checks=None):
        from django.core.checks.registry import registry

        self.registry, self.new_checks, self.deployment_checks = registry, new_checks, deployment_checks
        super().__init__()

    def enable(self):
        self.old_checks, self.old_deployment_checks = self.registry.registered_checks, self.registry.deployment_checks
        self.registry.registered_checks = []
        for check in self.new_checks:
            self.registry.register(check, *self.registry._tags_of(check))
        if self.deployment_checks is not None:
            self.registry.deployment_checks = []
            for check in self.deployment_checks:
                self.registry.register(check, *self.registry._tags_of(check), deploy=True)

    def disable(self):
        self.registry.registered_checks, self.registry.deployment_checks = self.old_checks, self.old_deployment_checks


class ignore_warnings(TestContextDecorator):
    def __init__(self, **kwargs):
        self.ignore_kwargs = kwargs
        super().__init__()

    def enable(self):
        self.catch_warnings = warnings.catch_warnings()
        self.catch_warnings.__enter__()
        warnings.filterwarnings("ignore", **self.ignore_kwargs)

    def disable(self):
        self.catch_warnings.__exit__(None, None, None)


def tag(*tags):
    def decorator(obj):
        obj.tags = getattr(obj, "tags", set()).union(tags)
        return obj

    return decorator


class isolate_apps(TestContextDecorator):
    """Models declared inside go to a registry of their own."""

    def __init__(self, *installed_apps, **kwargs):
        self.installed_apps = installed_apps
        super().__init__(**kwargs)

    def enable(self):
        from django.apps import registry

        apps = registry.Apps(self.installed_apps)
        self.old_apps = registry._use(apps)
        return apps

    def disable(self):
        from django.apps import registry

        registry._use(self.old_apps)


class Approximate:
    def __init__(self, val, places=7):
        self.val, self.places = val, places

    def __repr__(self):
        return repr(self.val)

    def __eq__(self, other):
        return self.val == other or round(abs(self.val - other), self.places) == 0


@contextmanager
def captured_output(stream_name):
    import io
    import sys

    orig = getattr(sys, stream_name)
    setattr(sys, stream_name, io.StringIO())
    try:
        yield getattr(sys, stream_name)
    finally:
        setattr(sys, stream_name, orig)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


@contextmanager
def register_lookup(field, *lookups, lookup_name=None):
    try:
        for lookup in lookups:
            field.register_lookup(lookup, lookup_name)
        yield
    finally:
        for lookup in lookups:
            field._unregister_lookup(lookup, lookup_name)


class override_script_prefix(TestContextDecorator):
    def __init__(self, prefix):
        self.prefix = prefix
        super().__init__()

    def enable(self):
        from django.urls import get_script_prefix, set_script_prefix

        self.old_prefix = get_script_prefix()
        set_script_prefix(self.prefix)

    def disable(self):
        from django.urls import set_script_prefix

        set_script_prefix(self.old_prefix)


@contextmanager
def freeze_time(t):
    """time.time() gives t inside."""
    real_time = time.time
    time.time = lambda: t
    try:
        yield
    finally:
        time.time = real_time


@contextmanager
def isolate_lru_cache(lru_cache_object):
    lru_cache_object.cache_clear()
    try:
        yield
    finally:
        lru_cache_object.cache_clear()


@contextmanager
def extend_sys_path(*paths):
    yield


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
    def __getitem__(self, key):
        if not isinstance(key, str):
            return super().__getitem__(key)
        for subcontext in self:
            if key in subcontext:
                return subcontext[key]
        raise KeyError(key)

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        return any(key in subcontext for subcontext in self)


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


def captured_stdin():
    return captured_output("stdin")


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

import json
import sys
import unittest
from collections import Counter
from contextlib import contextmanager
from copy import deepcopy
from functools import wraps
from unittest.util import safe_repr, strclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from asgiref.sync import async_to_sync, iscoroutinefunction

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.test import utils
from django.test.client import AsyncClient, Client
from django.test.utils import CaptureQueriesContext, modify_settings, override_settings


class _AssertNumQueriesContext(CaptureQueriesContext):
    def __init__(self, test_case, num, connection):
        super().__init__(connection)
        self.num, self.test_case = num, test_case

    def __exit__(self, exc_type, exc_value, traceback):
        super().__exit__(exc_type, exc_value, traceback)
        if exc_type is None:
            lines = [f"{len(self)} queries executed, {self.num} expected", "Captured queries were:"]
            sent = [f"{i}. {query['sql']}" for i, query in enumerate(self.captured_queries, 1)]
            self.test_case.assertEqual(len(sent), self.num, "\n".join([*lines, *(sent or [""])]))


def _within(context, call, kwargs):
    # The context itself when there is nothing to call, as assertRaises() has it.
    if not call:
        return context
    with context:
        call[0](*call[1:], **kwargs)


def _prefix(msg_prefix):
    return msg_prefix and msg_prefix + ": "


class DatabaseOperationForbidden(AssertionError):
    pass


class SerializeMixin:
    """Tests that must not run at the same time as others with the same lock file: none do here."""

    lockfile = None

    def __init_subclass__(cls, /, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.lockfile is None:
            raise ValueError(f"{cls.__name__}.lockfile isn't set. Set it to a unique value in the base class.")


class SimpleTestCase(unittest.TestCase):
    databases = set()
    async_client_class = AsyncClient
    client_class = Client
    _modified_settings = _overridden_settings = None
    _disallowed_database_msg = (
        "Database %(operation)s to %(alias)r are not allowed in SimpleTestCase subclasses. Either subclass TestCase or TransactionTestCase to ensure "
        "proper test isolation or add %(alias)r to %(test)s.databases to silence this failure."
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls._overridden_settings:
            cls.enterClassContext(override_settings(**cls._overridden_settings))
        if cls._modified_settings:
            cls.enterClassContext(modify_settings(cls._modified_settings))
        cls._add_databases_failures()
        cls.addClassCleanup(cls._remove_databases_failures)

    @classmethod
    def _validate_databases(cls):
        known = list(connections)
        if cls.databases == "__all__":
            return frozenset(known)
        for alias in cls.databases:
            if alias not in connections:
                from difflib import get_close_matches

                from django.core.exceptions import ImproperlyConfigured

                near = "".join(f" Did you mean {name!r}?" for name in get_close_matches(alias, known, 1))
                raise ImproperlyConfigured(
                    f"{strclass(cls)}.databases refers to {alias!r} which is not defined in settings.DATABASES.{near}"
                )
        return frozenset(cls.databases)

    @classmethod
    def _add_databases_failures(cls):
        cls.databases = cls._validate_databases()
        for alias in connections:
            if alias not in cls.databases:
                messages = (
                    cls._disallowed_database_msg % {"test": strclass(cls), "alias": alias, "operation": operation} for operation in ("connections", "queries")
                )
                connections[alias]._forbid(DatabaseOperationForbidden, *messages)

    @classmethod
    def _remove_databases_failures(cls):
        for alias in connections:
            connections[alias]._forbid(None)

    def __call__(self, result=None):
        from django.apps import registry

        testing = registry._testing(True)
        if not hasattr(utils._TestState, "saved_data"):
            utils.setup_test_environment()
        try:
            self._setup_and_call(result)
        finally:
            registry._testing(testing)

    def _setup_and_call(self, result):
        name = self._testMethodName
        method = getattr(self, name)
        if iscoroutinefunction(method):
            setattr(self, name, async_to_sync(method))
        if any(getattr(marked, "__unittest_skip__", False) for marked in (type(self), method)):
            return super().__call__(result)
        try:
            self.client, self.async_client = self.client_class(), self.async_client_class()
            self._pre_setup()
        except Exception as exc:
            result.startTest(self)
            result.addError(self, (type(exc), exc, exc.__traceback__))
            result.stopTest(self)
            return
        super().__call__(result)
        try:
            self._post_teardown()
        except Exception as exc:
            result.addError(self, (type(exc), exc, exc.__traceback__))

    def _pre_setup(self):
        pass  # What a subclass does before setUp().

    def _post_teardown(self):
        pass  # What a subclass does after tearDown().

    def modify_settings(self, **kwargs):
        return modify_settings(**kwargs)

    def settings(self, **kwargs):
        return override_settings(**kwargs)

    def _assert_contains(self, response, text, status_code, msg_prefix, html):
        # How text is shown, how often the response has it, what messages begin with, and what was sent.
        prefix = _prefix(msg_prefix)
        status = response.status_code
        self.assertEqual(status, status_code, f"{prefix}Couldn't retrieve content: Response code was {status:d} (expected {status_code:d})")
        content = sent = b"".join(response.streaming_content) if response.streaming else response.content
        if not isinstance(text, bytes):
            text, content = str(text), sent.decode(response.charset)
        shown = safe_repr(text)
        if html:
            content = self._parsed_html(content, None, "Response's content is not valid HTML:")
            text = self._parsed_html(text, None, "Second argument is not valid HTML:")
        return shown, content.count(text), prefix, sent

    def assertContains(self, response, text, count=None, status_code=200, msg_prefix="", html=False):
        shown, found, prefix, sent = self._assert_contains(response, text, status_code, msg_prefix, html)
        if count is None:
            self.assertTrue(found != 0, f"{prefix}Couldn't find {shown} in the following response\n{sent}")
        else:
            self.assertEqual(found, count, f"{prefix}Found {found} instances of {shown} (expected {count}) in the following response\n{sent}")

    def assertNotContains(self, response, text, status_code=200, msg_prefix="", html=False):
        shown, found, prefix, sent = self._assert_contains(response, text, status_code, msg_prefix, html)
        self.assertEqual(found, 0, f"{prefix}{shown} unexpectedly found in the following response\n{sent}")

    def assertRedirects(self, response, expected_url, status_code=302, target_status_code=200, msg_prefix="", fetch_redirect_response=True):
        prefix = _prefix(msg_prefix)

        def check(got, expected, what):
            self.assertEqual(got, expected, f"{prefix}{what} code was {got:d} (expected {expected:d})")

        if hasattr(response, "redirect_chain"):
            chain = response.redirect_chain
            self.assertTrue(
                chain, f"{prefix}Response didn't redirect as expected: Response code was {response.status_code:d} (expected {status_code:d})"
            )
            check(chain[0][1], status_code, "Initial response didn't redirect as expected: Response")
            check(response.status_code, target_status_code, "Response didn't redirect as expected: Final Response")
            url = chain[-1][0]
        else:
            check(response.status_code, status_code, "Response didn't redirect as expected: Response")
            url = response.url
            parts = urlsplit(url)
            path = parts.path
            if not path.startswith("/"):
                here = response.request["PATH_INFO"]
                url, path = urljoin(here, url), urljoin(here, path)
            if fetch_redirect_response:
                target = self._redirect_target(response.client, url, path, parts)
                if hasattr(target, "status_code"):
                    check(target.status_code, target_status_code, f"Couldn't retrieve redirection page '{path}': response")
                else:
                    target.close()  # the coroutine of an asynchronous client
        self.assertURLEqual(url, expected_url, f"{prefix}Response redirected to '{url}', expected '{expected_url}'")

    def _redirect_target(self, client, url, path, parts):
        from django.http import QueryDict
        from django.http.request import split_domain_port, validate_host

        host = split_domain_port(parts.netloc)[0]
        if host and not validate_host(host, [*settings.ALLOWED_HOSTS, "testserver"]):
            raise ValueError(
                f"The test client is unable to fetch remote URLs (got {url}). If the host is served by Django, add '{host}' to ALLOWED_HOSTS. "
                "Otherwise, use assertRedirects(..., fetch_redirect_response=False)."
            )
        return client.get(path, QueryDict(parts.query), secure=parts.scheme == "https")

    def assertURLEqual(self, url1, url2, msg_prefix=""):
        # The order of the parameters in a query string is of no account.
        plain = []
        for url in url1, url2:
            parts = urlsplit(str(url))
            plain.append(parts._replace(query=urlencode(sorted(parse_qsl(parts.query)))).geturl())
        self.assertEqual(*plain, f"{_prefix(msg_prefix)}Expected '{url1}' to equal '{url2}'.")

    @contextmanager
    def _said(self, context, attribute, message):
        with context:
            yield context
        self.assertIn(message, str(getattr(context, attribute)))

    def assertRaisesMessage(self, expected_exception, expected_message, *args, **kwargs):
        return _within(self._said(self.assertRaises(expected_exception), "exception", expected_message), args, kwargs)

    def assertWarnsMessage(self, expected_warning, expected_message, *args, **kwargs):
        return _within(self._said(self.assertWarns(expected_warning), "warning", expected_message), args, kwargs)

    def _unlike(self, first, second, sign="!="):
        return f"{safe_repr(first, True)} {sign} {safe_repr(second, True)}"

    def _same_xml(self, xml1, xml2):
        from django.test._xml import compare_xml

        try:
            return compare_xml(xml1, xml2)
        except Exception as e:
            self.fail(f"First or second argument is not valid XML\n{e}")

    def assertXMLEqual(self, xml1, xml2, msg=None):
        if not self._same_xml(xml1, xml2):
            self.fail(self._formatMessage(msg, self._unlike(xml1, xml2)))

    def assertXMLNotEqual(self, xml1, xml2, msg=None):
        if self._same_xml(xml1, xml2):
            self.fail(self._formatMessage(msg, self._unlike(xml1, xml2, "==")))

    def _json_pair(self, raw, expected):
        text, which = raw, "First"
        try:
            data = json.loads(raw)
            if isinstance(expected, str):
                text, which = expected, "Second"
                expected = json.loads(expected)
        except json.JSONDecodeError:
            self.fail(f"{which} argument is not valid JSON: {text!r}")
        return data, expected

    def assertJSONEqual(self, raw, expected_data, msg=None):
        self.assertEqual(*self._json_pair(raw, expected_data), msg)

    def assertJSONNotEqual(self, raw, expected_data, msg=None):
        self.assertNotEqual(*self._json_pair(raw, expected_data), msg)

    def _parsed_html(self, html, user_msg, msg):
        from django.test.html import HTMLParseError, parse_html

        try:
            return parse_html(html)
        except HTMLParseError as e:
            self.fail(self._formatMessage(user_msg, f"{msg}\n{e}"))

    def _html_pair(self, html1, html2, msg):
        return self._parsed_html(html1, msg, "First argument is not valid HTML:"), self._parsed_html(html2, msg, "Second argument is not valid HTML:")

    def assertHTMLEqual(self, html1, html2, msg=None):
        dom1, dom2 = self._html_pair(html1, html2, msg)
        if dom1 != dom2:
            from difflib import ndiff

            lines = ndiff(*(str(dom).splitlines() for dom in (dom1, dom2)))
            self.fail(self._formatMessage(msg, self._truncateMessage(self._unlike(dom1, dom2), "\n" + "\n".join(lines))))

    def assertHTMLNotEqual(self, html1, html2, msg=None):
        dom1, dom2 = self._html_pair(html1, html2, msg)
        if dom1 == dom2:
            self.fail(self._formatMessage(msg, self._unlike(dom1, dom2, "==")))

    def assertInHTML(self, needle, haystack, count=None, msg_prefix=""):
        parsed_needle, parsed_haystack = self._html_pair(needle, haystack, None)
        found = parsed_haystack.count(parsed_needle)
        prefix = _prefix(msg_prefix)
        there = f"in the following response\n{safe_repr(haystack)}"
        if count is None:
            self.assertTrue(found, f"{prefix}Couldn't find {needle!r} {there}")
        elif count == 0:
            self.assertEqual(found, 0, f"{prefix}{needle!r} unexpectedly found {there}")
        else:
            self.assertEqual(found, count, f"{prefix}Found {found} instances of {needle!r} (expected {count}) {there}")

    def assertNotInHTML(self, needle, haystack, msg_prefix=""):
        self.assertInHTML(needle, haystack, count=0, msg_prefix=msg_prefix)


def _create_content_types():
    """A content type and permissions for every model, as migrate leaves them: no test's rollback takes them away."""
    module = sys.modules.get("django.contrib.contenttypes.models")
    if module is None:
        return
    from django.apps import apps

    content_types = module.ContentType.objects
    there = set(content_types.values_list("app_label", "model"))
    missing = [m._meta for m in apps.get_models() if (m._meta.app_label, m._meta.model_name) not in there]
    if missing:
        content_types.bulk_create([module.ContentType(app_label=o.app_label, model=o.model_name) for o in missing])
        content_types.clear_cache()
    if missing and "django.contrib.auth.models" in sys.modules:
        from django.contrib.auth.management import create_permissions

        create_permissions(None, verbosity=0)


class TransactionTestCase(SimpleTestCase):
    reset_sequences = False
    available_apps = None
    fixtures = None
    databases = {DEFAULT_DB_ALIAS}
    serialized_rollback = False
    _disallowed_database_msg = (
        "Database %(operation)s to %(alias)r are not allowed in this test. Add %(alias)r to %(test)s.databases to ensure proper test isolation and "
        "silence this failure."
    )

    @classmethod
    def _databases_names(cls, include_mirrors=True):
        """The aliases that the tests of the class may use, in the order of settings.DATABASES."""
        return [alias for alias in connections if cls.databases == "__all__" or alias in cls.databases]

    def _pre_setup(self):
        super()._pre_setup()
        self._fixture_setup()

    def _fixture_setup(self):
        _create_content_types()
        self._load_fixtures()

    @classmethod
    def _load_fixtures(cls):
        if cls.fixtures:
            from django.core.management import call_command

            for alias in cls._databases_names(include_mirrors=False):
                call_command("loaddata", *cls.fixtures, verbosity=0, database=alias)

    def _post_teardown(self):
        self._fixture_teardown()
        super()._post_teardown()

    def _fixture_teardown(self):
        from django.apps import apps

        for alias in self._databases_names():
            with connections[alias].cursor() as cursor:
                tables = set(connections[alias].introspection.table_names(cursor))
                cursor.execute("PRAGMA foreign_keys = OFF")
                for model in apps.get_models(include_auto_created=True):
                    if model._meta.managed and not model._meta.proxy and model._meta.db_table in tables:
                        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
                cursor.execute("PRAGMA foreign_keys = ON")
        _create_content_types()

    def assertNumQueries(self, num, func=None, *args, using=DEFAULT_DB_ALIAS, **kwargs):
        return _within(_AssertNumQueriesContext(self, num, connections[using]), func and (func, *args), kwargs)

    def assertQuerySetEqual(self, qs, values, transform=None, ordered=True, msg=None):
        expected = list(values)
        found = qs if transform is None else map(transform, qs)
        if not ordered:
            self.assertDictEqual(Counter(found), Counter(expected), msg)
        elif len(expected) > 1 and not getattr(qs, "ordered", True):
            raise ValueError("Trying to compare non-ordered queryset against more than one ordered value.")
        else:
            self.assertEqual(list(found), expected, msg)


class TestData:
    """What setUpTestData made: each test gets a copy of its own, so that what it changes in memory stays its own."""

    memo_attr = "_testdata_memo"

    def __init__(self, name, data):
        self.name, self.data = name, data

    def __repr__(self):
        return f"<TestData: name={self.name!r}, data={self.data!r}>"

    def get_memo(self, testcase):
        # What the test has copies of: objects that belong together stay together.
        return testcase.__dict__.setdefault(self.memo_attr, {})

    def __get__(self, instance, owner):
        if instance is None:
            return self.data
        copied = deepcopy(self.data, self.get_memo(instance))
        setattr(instance, self.name, copied)
        return copied


class TestCase(TransactionTestCase):
    @classmethod
    def _enter_atomics(cls):
        atomics = {}
        for alias in cls._databases_names():
            atomic = transaction.atomic(using=alias)
            atomic._from_testcase = True
            atomic.__enter__()
            atomics[alias] = atomic
        return atomics

    @classmethod
    def _rollback_atomics(cls, atomics):
        for alias in reversed(cls._databases_names()):
            transaction.set_rollback(True, using=alias)
            atomics[alias].__exit__(None, None, None)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        _create_content_types()
        cls.cls_atomics = cls._enter_atomics()
        before = dict(cls.__dict__)
        try:
            cls._load_fixtures()
            cls.setUpTestData()
        except Exception:
            cls._rollback_atomics(cls.cls_atomics)
            raise
        for name, value in list(cls.__dict__.items()):
            if value is not before.get(name) and not name.startswith("__"):
                setattr(cls, name, TestData(name, value))

    @classmethod
    def tearDownClass(cls):
        cls._rollback_atomics(cls.cls_atomics)
        super().tearDownClass()

    @classmethod
    def setUpTestData(cls):
        pass

    def _fixture_setup(self):
        self.atomics = self._enter_atomics()

    def _fixture_teardown(self):
        try:
            for alias in self._databases_names():
                conn = connections[alias]
                if conn.needs_rollback is False and conn.in_atomic_block:
                    conn.check_constraints()
        finally:
            self._rollback_atomics(self.atomics)

    @classmethod
    @contextmanager
    def captureOnCommitCallbacks(cls, *, using=DEFAULT_DB_ALIAS, execute=False):
        conn, callbacks = connections[using], []
        seen = len(conn.run_on_commit)
        try:
            yield callbacks
        finally:
            # What is executed may register more.
            while added := conn.run_on_commit[seen:]:
                seen += len(added)
                for _, callback, robust in added:
                    callbacks.append(callback)
                    if execute:
                        cls._run_callback(callback, robust)

    @staticmethod
    def _run_callback(callback, robust):
        try:
            callback()
        except Exception as e:
            if not robust:
                raise
            import logging

            logging.getLogger("django.test").error(f"Error calling {callback.__qualname__} in on_commit() (%s).", e, exc_info=True)


class _SkipConditions(list):
    """__unittest_skip__ of a class that asks for features: pairs of a condition and a reason, looked at when the class is about to run, those of its
    bases first."""

    def __get__(self, instance, cls):
        if any(getattr(base, "__unittest_skip__", False) for base in cls.__bases__):
            return True
        for applies, reason in self:
            if applies():
                cls.__unittest_skip_why__ = reason
                cls.__unittest_skip__ = True
                return True
        return False


def _deferred_skip(condition, reason, name):
    def unsuitable(what, who):
        raise ValueError(f"{name} cannot be used on {what} as {who} doesn't allow queries against the {connection.alias!r} database.")

    def allows(test):
        return connection.alias in (getattr(test, "databases", None) or ())

    def decorate_class(cls):
        marked = cls.__dict__.get("__unittest_skip__")
        if marked is not True:
            applies = condition if allows(cls) else lambda: unsuitable(cls, "it")
            cls.__unittest_skip__ = _SkipConditions([*(marked or ()), (applies, reason)])
        return cls

    def decorator(test_item):
        if isinstance(test_item, type) and issubclass(test_item, unittest.TestCase):
            return decorate_class(test_item)

        @wraps(test_item)
        def unless_skipped(*args, **kwargs):
            test = args[0] if args else None
            if isinstance(test, unittest.TestCase) and not allows(test):
                unsuitable(test, type(test).__qualname__)
            if condition():
                raise unittest.SkipTest(reason)
            return test_item(*args, **kwargs)

        return unless_skipped

    return decorator


def _has(feature):
    return getattr(connection.features, feature, False)


def skipIfDBFeature(*features):
    return _deferred_skip(lambda: any(map(_has, features)), "Database has feature(s) %s" % ", ".join(features), "skipIfDBFeature")


def skipUnlessDBFeature(*features):
    return _deferred_skip(
        lambda: not all(map(_has, features)), "Database doesn't support feature(s): %s" % ", ".join(features), "skipUnlessDBFeature"
    )


def skipUnlessAnyDBFeature(*features):
    return _deferred_skip(
        lambda: not any(map(_has, features)), "Database doesn't support any of the feature(s): %s" % ", ".join(features), "skipUnlessAnyDBFeature"
    )


class LiveServerTestCase(TransactionTestCase):
    @classmethod
    def setUpClass(cls):
        raise unittest.SkipTest("LiveServerTestCase is not part of the playground: there is no network here")


def connections_support_transactions(aliases=None):
    return True

import json
import sys
import unittest
from collections import Counter
from contextlib import contextmanager
from copy import copy, deepcopy
from functools import wraps
from unittest.util import safe_repr, strclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from asgiref.sync import async_to_sync, iscoroutinefunction

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.test import utils
from django.test.client import AsyncClient, Client
from django.test.utils import CaptureQueriesContext, modify_settings, override_settings


class _AssertNumQueriesContext(CaptureQueriesContext):
    def __init__(self, test_case, num, connection):
        self.test_case, self.num = test_case, num
        super().__init__(connection)

    def __exit__(self, exc_type, exc_value, traceback):
        super().__exit__(exc_type, exc_value, traceback)
        if exc_type is not None:
            return
        executed = len(self)
        self.test_case.assertEqual(
            executed,
            self.num,
            "%d queries executed, %d expected\nCaptured queries were:\n%s"
            % (executed, self.num, "\n".join("%d. %s" % (i, query["sql"]) for i, query in enumerate(self.captured_queries, start=1))),
        )


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
    client_class = Client
    async_client_class = AsyncClient
    _overridden_settings = None
    _modified_settings = None
    databases = set()
    _disallowed_database_msg = (
        "Database %(operation)s to %(alias)r are not allowed in SimpleTestCase subclasses. Either subclass TestCase or TransactionTestCase to ensure "
        "proper test isolation or add %(alias)r to %(test)s.databases to silence this failure."
    )

    @classmethod
    def _validate_databases(cls):
        if cls.databases == "__all__":
            return frozenset(connections)
        for alias in cls.databases:
            if alias not in connections:
                from difflib import get_close_matches

                message = "%s.%s.databases refers to %r which is not defined in settings.DATABASES." % (cls.__module__, cls.__qualname__, alias)
                if close_matches := get_close_matches(alias, list(connections)):
                    message += " Did you mean %r?" % close_matches[0]
                from django.core.exceptions import ImproperlyConfigured

                raise ImproperlyConfigured(message)
        return frozenset(cls.databases)

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
        testMethod = getattr(self, self._testMethodName)
        skipped = getattr(self.__class__, "__unittest_skip__", False) or getattr(testMethod, "__unittest_skip__", False)
        if iscoroutinefunction(testMethod):
            setattr(self, self._testMethodName, async_to_sync(testMethod))
        if not skipped:
            try:
                self.client, self.async_client = self.client_class(), self.async_client_class()
                self._pre_setup()
            except Exception as exc:
                result.startTest(self)
                result.addError(self, (type(exc), exc, exc.__traceback__))
                result.stopTest(self)
                return
        super().__call__(result)
        if not skipped:
            try:
                self._post_teardown()
            except Exception as exc:
                result.addError(self, (type(exc), exc, exc.__traceback__))

    def _pre_setup(self):
        pass

    def _post_teardown(self):
        pass

    def settings(self, **kwargs):
        return override_settings(**kwargs)

    def modify_settings(self, **kwargs):
        return modify_settings(**kwargs)

    def _assert_contains(self, response, text, status_code, msg_prefix, html):
        if msg_prefix:
            msg_prefix += ": "
        self.assertEqual(
            response.status_code, status_code,
            msg_prefix + "Couldn't retrieve content: Response code was %d (expected %d)" % (response.status_code, status_code),
        )
        content = b"".join(response.streaming_content) if response.streaming else response.content
        sent = content
        if isinstance(text, bytes):
            text_repr = safe_repr(text)
        else:
            text, content = str(text), content.decode(response.charset)
            text_repr = safe_repr(text)
        if html:
            content = self._parsed_html(content, None, "Response's content is not valid HTML:")
            text = self._parsed_html(text, None, "Second argument is not valid HTML:")
        return text_repr, content.count(text), msg_prefix, sent

    def assertContains(self, response, text, count=None, status_code=200, msg_prefix="", html=False):
        text_repr, real_count, msg_prefix, content = self._assert_contains(response, text, status_code, msg_prefix, html)
        if count is not None:
            self.assertEqual(real_count, count, f"{msg_prefix}Found {real_count} instances of {text_repr} (expected {count}) in the following response\n{content}")
        else:
            self.assertTrue(real_count != 0, f"{msg_prefix}Couldn't find {text_repr} in the following response\n{content}")

    def assertNotContains(self, response, text, status_code=200, msg_prefix="", html=False):
        text_repr, real_count, msg_prefix, content = self._assert_contains(response, text, status_code, msg_prefix, html)
        self.assertEqual(real_count, 0, f"{msg_prefix}{text_repr} unexpectedly found in the following response\n{content}")

    def assertRedirects(self, response, expected_url, status_code=302, target_status_code=200, msg_prefix="", fetch_redirect_response=True):
        from django.http import QueryDict
        from django.http.request import split_domain_port, validate_host

        if msg_prefix:
            msg_prefix += ": "
        wrong = "Response didn't redirect as expected: Response code was %d (expected %d)"
        if hasattr(response, "redirect_chain"):
            self.assertTrue(response.redirect_chain, msg_prefix + wrong % (response.status_code, status_code))
            first = response.redirect_chain[0][1]
            self.assertEqual(first, status_code, msg_prefix + "Initial " + wrong.replace("Response", "response", 1) % (first, status_code))
            url, status_code = response.redirect_chain[-1]
            self.assertEqual(
                response.status_code, target_status_code,
                msg_prefix + "Response didn't redirect as expected: Final Response code was %d (expected %d)" % (response.status_code, target_status_code),
            )
        else:
            self.assertEqual(response.status_code, status_code, msg_prefix + wrong % (response.status_code, status_code))
            url = response.url
            scheme, netloc, path, query, fragment = urlsplit(url)
            if not path.startswith("/"):
                url, path = (urljoin(response.request["PATH_INFO"], part) for part in (url, path))
            if fetch_redirect_response:
                domain, port = split_domain_port(netloc)
                if domain and not validate_host(domain, [*settings.ALLOWED_HOSTS, "testserver"]):
                    raise ValueError(
                        "The test client is unable to fetch remote URLs (got %s). If the host is served by Django, add '%s' to ALLOWED_HOSTS. "
                        "Otherwise, use assertRedirects(..., fetch_redirect_response=False)." % (url, domain)
                    )
                target = response.client.get(path, QueryDict(query), secure=scheme == "https")
                if hasattr(target, "close") and not hasattr(target, "status_code"):
                    target.close()  # the coroutine of an asynchronous client
                else:
                    self.assertEqual(
                        target.status_code, target_status_code,
                        msg_prefix + "Couldn't retrieve redirection page '%s': response code was %d (expected %d)" % (path, target.status_code, target_status_code),
                    )
        self.assertURLEqual(url, expected_url, msg_prefix + "Response redirected to '%s', expected '%s'" % (url, expected_url))

    def assertURLEqual(self, url1, url2, msg_prefix=""):
        def normalize(url):
            parts = urlsplit(str(url))
            return parts._replace(query=urlencode(sorted(parse_qsl(parts.query)))).geturl()

        if msg_prefix:
            msg_prefix += ": "
        self.assertEqual(normalize(url1), normalize(url2), msg_prefix + "Expected '%s' to equal '%s'." % (url1, url2))

    def assertRaisesMessage(self, expected_exception, expected_message, *args, **kwargs):
        if not args:
            return self._assertRaisesMessage_cm(expected_exception, expected_message)
        callable_obj, *args = args
        with self._assertRaisesMessage_cm(expected_exception, expected_message):
            callable_obj(*args, **kwargs)

    @contextmanager
    def _assertRaisesMessage_cm(self, expected_exception, expected_message):
        with self.assertRaises(expected_exception) as cm:
            yield cm
        self.assertIn(expected_message, str(cm.exception))

    def assertWarnsMessage(self, expected_warning, expected_message, *args, **kwargs):
        if not args:
            return self._assertWarnsMessage_cm(expected_warning, expected_message)
        callable_obj, *args = args
        with self._assertWarnsMessage_cm(expected_warning, expected_message):
            callable_obj(*args, **kwargs)

    @contextmanager
    def _assertWarnsMessage_cm(self, expected_warning, expected_message):
        with self.assertWarns(expected_warning) as cm:
            yield cm
        self.assertIn(expected_message, str(cm.warning))

    def _compare_xml(self, xml1, xml2):
        from django.test._xml import compare_xml

        try:
            return compare_xml(xml1, xml2)
        except Exception as e:
            self.fail("First or second argument is not valid XML\n%s" % e)

    def assertXMLEqual(self, xml1, xml2, msg=None):
        if not self._compare_xml(xml1, xml2):
            self.fail(self._formatMessage(msg, "%s != %s" % (safe_repr(xml1, True), safe_repr(xml2, True))))

    def assertXMLNotEqual(self, xml1, xml2, msg=None):
        if self._compare_xml(xml1, xml2):
            self.fail(self._formatMessage(msg, "%s == %s" % (safe_repr(xml1, True), safe_repr(xml2, True))))

    def assertJSONEqual(self, raw, expected_data, msg=None):
        try:
            data = json.loads(raw)
        except json.JSONDecodeError:
            self.fail("First argument is not valid JSON: %r" % raw)
        if isinstance(expected_data, str):
            try:
                expected_data = json.loads(expected_data)
            except ValueError:
                self.fail("Second argument is not valid JSON: %r" % expected_data)
        self.assertEqual(data, expected_data, msg=msg)

    def assertJSONNotEqual(self, raw, expected_data, msg=None):
        self.assertNotEqual(json.loads(raw), json.loads(expected_data) if isinstance(expected_data, str) else expected_data, msg=msg)

    def _parsed_html(self, html, user_msg, msg):
        from django.test.html import HTMLParseError, parse_html

        try:
            return parse_html(html)
        except HTMLParseError as e:
            self.fail(self._formatMessage(user_msg, "%s\n%s" % (msg, e)))

    def _html_pair(self, html1, html2, msg):
        return self._parsed_html(html1, msg, "First argument is not valid HTML:"), self._parsed_html(html2, msg, "Second argument is not valid HTML:")

    def assertHTMLEqual(self, html1, html2, msg=None):
        dom1, dom2 = self._html_pair(html1, html2, msg)
        if dom1 != dom2:
            import difflib

            differ = "%s != %s" % (safe_repr(dom1, True), safe_repr(dom2, True))
            diff = "\n" + "\n".join(difflib.ndiff(str(dom1).splitlines(), str(dom2).splitlines()))
            self.fail(self._formatMessage(msg, self._truncateMessage(differ, diff)))

    def assertHTMLNotEqual(self, html1, html2, msg=None):
        dom1, dom2 = self._html_pair(html1, html2, msg)
        if dom1 == dom2:
            self.fail(self._formatMessage(msg, "%s == %s" % (safe_repr(dom1, True), safe_repr(dom2, True))))

    def assertInHTML(self, needle, haystack, count=None, msg_prefix=""):
        parsed_needle, parsed_haystack = self._html_pair(needle, haystack, None)
        found = parsed_haystack.count(parsed_needle)
        prefix = msg_prefix + ": " if msg_prefix else ""
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
        context = _AssertNumQueriesContext(self, num, connections[using])
        if func is None:
            return context
        with context:
            func(*args, **kwargs)

    def assertQuerySetEqual(self, qs, values, transform=None, ordered=True, msg=None):
        values = list(values)
        items = qs
        if transform is not None:
            items = map(transform, items)
        if not ordered:
            return self.assertDictEqual(Counter(items), Counter(values), msg=msg)
        if len(values) > 1 and hasattr(qs, "ordered") and not qs.ordered:
            raise ValueError("Trying to compare non-ordered queryset against more than one ordered value.")
        return self.assertEqual(list(items), values, msg=msg)


class TestData:
    """What setUpTestData made: each test gets a copy of its own, so that what it changes in memory stays its own."""

    memo_attr = "_testdata_memo"

    def __init__(self, name, data):
        self.name, self.data = name, data

    def __repr__(self):
        return "<TestData: name=%r, data=%r>" % (self.name, self.data)

    def get_memo(self, testcase):
        try:
            return getattr(testcase, self.memo_attr)
        except AttributeError:
            memo = {}
            setattr(testcase, self.memo_attr, memo)
            return memo

    def __get__(self, instance, owner):
        if instance is None:
            return self.data
        data = deepcopy(self.data, self.get_memo(instance))
        setattr(instance, self.name, data)
        return data


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
        callbacks = []
        start = len(connections[using].run_on_commit)
        try:
            yield callbacks
        finally:
            while True:
                count = len(connections[using].run_on_commit)
                for _, callback, robust in connections[using].run_on_commit[start:]:
                    callbacks.append(callback)
                    if not execute:
                        continue
                    try:
                        callback()
                    except Exception as e:
                        if not robust:
                            raise
                        import logging

                        logging.getLogger("django.test").error(f"Error calling {callback.__qualname__} in on_commit() (%s).", e, exc_info=True)
                if count == len(connections[using].run_on_commit):
                    break
                start = count


class CheckCondition:
    """__unittest_skip__ of a class that asks for features: they are looked at when the class is about to run, those of its bases first."""

    def __init__(self, *conditions):
        self.conditions = conditions

    def add_condition(self, condition, reason):
        return self.__class__(*self.conditions, (condition, reason))

    def __get__(self, instance, cls=None):
        if any(getattr(base, "__unittest_skip__", False) for base in cls.__bases__):
            return True
        why = next((reason for condition, reason in self.conditions if condition()), None)
        if why is None:
            return False
        cls.__unittest_skip__, cls.__unittest_skip_why__ = True, why
        return True


def _deferred_skip(condition, reason, name):
    def decorate_class(cls):
        def unsuitable():
            raise ValueError("%s cannot be used on %s as it doesn't allow queries against the %r database." % (name, cls, connection.alias))

        allowed = connection.alias in (getattr(cls, "databases", None) or ())
        skip = cls.__dict__.get("__unittest_skip__")
        known = skip if isinstance(skip, CheckCondition) else CheckCondition()
        if skip is not True:
            cls.__unittest_skip__ = known.add_condition(condition if allowed else unsuitable, reason)
        return cls

    def decorator(test_item):
        if isinstance(test_item, type) and issubclass(test_item, unittest.TestCase):
            return decorate_class(test_item)

        @wraps(test_item)
        def skip_wrapper(*args, **kwargs):
            if args and isinstance(args[0], unittest.TestCase) and connection.alias not in getattr(args[0], "databases", ()):
                raise ValueError(
                    "%s cannot be used on %s as %s doesn't allow queries against the %r database."
                    % (name, args[0], args[0].__class__.__qualname__, connection.alias)
                )
            if condition():
                raise unittest.SkipTest(reason)
            return test_item(*args, **kwargs)

        return skip_wrapper

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

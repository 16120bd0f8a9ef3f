package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// unpack writes the files of a txtar archive to a folder of their own.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const shops = `
-- shop/__init__.py --
-- shop/models.py --
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=20)
    made = models.DateTimeField(null=True)
-- shop/tests.py --
import datetime

from django.test import TestCase, skipUnlessDBFeature, tag

from .models import Item


class ItemTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pen = Item.objects.create(name="pen", made=datetime.datetime(2024, 5, 1))

    def test_naive(self):
        """Package tests run without time zones."""
        self.assertEqual(Item.objects.get().made, datetime.datetime(2024, 5, 1))

    def test_own_copy(self):
        self.pen.name = "ink"
        self.assertEqual(Item.objects.get(), self.pen)

    @tag("slow")
    def test_parts(self):
        for name in ("pen", "ink"):
            with self.subTest(name=name):
                self.assertEqual(Item.objects.get().name, name)

    @skipUnlessDBFeature("can_defer_constraint_checks", "has_wings")
    def test_wings(self):
        self.fail("not reached")

    async def test_async(self):
        self.assertEqual(await Item.objects.acount(), 1)
-- shop/test_broken.py --
from .models import Basket
-- store/__init__.py --
-- store/models.py --
from django.db import models


class Item(models.Model):
    shelf = models.ForeignKey("shop.Item", models.CASCADE)
-- store/tests/__init__.py --
-- store/tests/test_deep.py --
import sys

from django.test import SimpleTestCase, TestCase
from shop.models import Item as Sold

from ..models import Item


class First(SimpleTestCase):
    def test_name(self):
        self.assertEqual(Item._meta.label, "store.Item")


class Endless(TestCase):
    def test_raises(self):
        raise ValueError("no")

    def test_related(self):
        sold = Sold.objects.create(name="x")
        Item.objects.create(shelf=sold)
        self.assertEqual(sold.item_set.count(), 1)
`

// TestTest holds what shelf test prints for packages.
func TestTest(t *testing.T) {
	dir := unpack(t, shops)
	for _, c := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"verbose", []string{"-v", "shop"}, exitFailed, `test_async (shop.tests.ItemTests.test_async) ... ok
test_naive (shop.tests.ItemTests.test_naive)
Package tests run without time zones. ... ok
test_own_copy (shop.tests.ItemTests.test_own_copy) ... ok
test_parts (shop.tests.ItemTests.test_parts) ... 
  test_parts (shop.tests.ItemTests.test_parts) (name='ink') ... FAIL
test_wings (shop.tests.ItemTests.test_wings) ... skipped "Database doesn't support feature(s): can_defer_constraint_checks, has_wings"
shop.test_broken (unittest.loader._FailedTest.shop.test_broken) ... ERROR

======================================================================
ERROR: shop.test_broken (unittest.loader._FailedTest.shop.test_broken)
----------------------------------------------------------------------
ImportError: Failed to import test module: shop.test_broken
Traceback (most recent call last):
  File "main.py", line N, in load
    module = __import__(name, fromlist=["*"])
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "shop/test_broken.py", line N, in <module>
    from .models import Basket
ImportError: cannot import name 'Basket' from 'shop.models' (shop/models.py)


======================================================================
FAIL: test_parts (shop.tests.ItemTests.test_parts) (name='ink')
----------------------------------------------------------------------
Traceback (most recent call last):
  File "shop/tests.py", line N, in test_parts
    self.assertEqual(Item.objects.get().name, name)
AssertionError: 'pen' != 'ink'
- pen
+ ink


----------------------------------------------------------------------
Ran 6 tests in Ns

FAILED (failures=1, errors=1, skipped=1)
`},
		{"pattern", []string{"-v", "-k", "naive", "-k", "*related", "shop", "store"}, exitFailed, `test_naive (shop.tests.ItemTests.test_naive)
Package tests run without time zones. ... ok
shop.test_broken (unittest.loader._FailedTest.shop.test_broken) ... ERROR
test_related (store.tests.test_deep.Endless.test_related) ... ok
`},
		{"several", []string{"store", "-k", "First", "-k", "raises"}, exitFailed, `E.
======================================================================
ERROR: test_raises (store.tests.test_deep.Endless.test_raises)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "store/tests/test_deep.py", line N, in test_raises
    raise ValueError("no")
ValueError: no

----------------------------------------------------------------------
Ran 2 tests in Ns

FAILED (errors=1)
`},
		{"folder of apps", []string{".", "-k", "name", "-k", "naive"}, exitFailed, `.E.
======================================================================
ERROR: shop.test_broken (unittest.loader._FailedTest.shop.test_broken)
`},
		{"well", []string{"-k", "async", "-k", "Nothing", "shop/tests.py"}, exitFailed, "E\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var args []string
			for _, a := range c.args {
				if strings.HasPrefix(a, "shop") || a == "store" || a == "." {
					a = filepath.Join(dir, a)
				}
				args = append(args, a)
			}
			var out, errs bytes.Buffer
			if status := dispatch(context.Background(), append([]string{"test"}, args...), streams{&out, &errs}); status != c.status {
				t.Errorf("exit status %d, want %d; %s", status, c.status, errs.String())
			}
			got := regexp.MustCompile(`in \d+\.\d+s`).ReplaceAllString(out.String(), "in Ns")
			got = regexp.MustCompile(`line \d+`).ReplaceAllString(got, "line N")
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestTestChecks holds that models are there before tests, also those that no test imports, and that nothing is run of a project
// that the system checks refuse.
func TestTestChecks(t *testing.T) {
	dir := unpack(t, `
-- good/models.py --
from django.db import models


class Item(models.Model):
    name = models.CharField(max_length=9)
-- good/tests.py --
from django.apps import apps
from django.test import TestCase


class T(TestCase):
    def test_a(self):
        self.assertEqual(apps.get_model("good", "Item").objects.count(), 0)

    def test_late(self):
        from django.contrib.auth.models import Group

        self.assertEqual(Group.objects.count(), 0)
-- bad/models.py --
from django.db import models


class Item(models.Model):
    name = models.CharField()
-- bad/tests.py --
from django.test import TestCase


class T(TestCase):
    def test_a(self):
        pass
`)
	for _, c := range []struct {
		app    string
		status int
		want   string
	}{
		{"good", exitOK, "Ran 2 tests"},
		{"bad", exitFailed, "SystemCheckError: System check identified some issues:\n\nERRORS:\nbad.Item.name: (fields.E120) CharFields must define a 'max_length' attribute."},
	} {
		var out, errs bytes.Buffer
		if status := dispatch(context.Background(), []string{"test", filepath.Join(dir, c.app)}, streams{&out, &errs}); status != c.status {
			t.Errorf("%s: exit status %d, want %d", c.app, status, c.status)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.app, out.String(), c.want)
		}
	}
}

// TestTestMarks holds that tests which Django's suite expects to fail on SQLite, or skips there, are marked by their names.
func TestTestMarks(t *testing.T) {
	dir := unpack(t, `
-- expressions/models.py --
from django.db import models
-- expressions/tests.py --
import unittest


class FTimeDeltaTests(unittest.TestCase):
    def test_mixed_comparisons1(self):
        self.assertEqual("2010-06-25", "2010-06-25 00:00:00")

    def test_mixed_comparisons2(self):
        pass
-- db_functions/__init__.py --
-- db_functions/models.py --
from django.db import models
-- db_functions/math/__init__.py --
-- db_functions/math/test_round.py --
from django.test import TestCase


class RoundTests(TestCase):
    def test_float_with_negative_precision(self):
        self.fail("not reached")
`)
	for _, c := range []struct{ app, want string }{
		{"expressions", `test_mixed_comparisons1 (expressions.tests.FTimeDeltaTests.test_mixed_comparisons1) ... expected failure
test_mixed_comparisons2 (expressions.tests.FTimeDeltaTests.test_mixed_comparisons2) ... ok
`},
		{"db_functions", `test_float_with_negative_precision (db_functions.math.test_round.RoundTests.test_float_with_negative_precision) ... ` +
			`skipped "SQLite doesn't support negative precision for ROUND()."
`},
	} {
		var out, errs bytes.Buffer
		if status := dispatch(context.Background(), []string{"test", "-v", filepath.Join(dir, c.app)}, streams{&out, &errs}); status != exitOK {
			t.Errorf("%s: exit status %d", c.app, status)
		}
		if !strings.HasPrefix(out.String(), c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.app, out.String(), c.want)
		}
	}
}

// TestTestGoesOn holds that a test that uses up the run's limits is an
// error of its own, and that the others still run.
func TestTestGoesOn(t *testing.T) {
	old := testLimits
	defer func() { testLimits = old }()
	testLimits.Steps = 3_000_000
	dir := unpack(t, `
-- tests.py --
import unittest


class T(unittest.TestCase):
    def test_a(self):
        pass

    def test_b(self):
        while True:
            pass

    def test_c(self):
        self.assertTrue(1)
`)
	var out, errs bytes.Buffer
	if status := dispatch(context.Background(), []string{"test", "-v", filepath.Join(dir, "tests.py")}, streams{&out, &errs}); status != exitFailed {
		t.Errorf("exit status %d", status)
	}
	want := "test_a (books.tests.T.test_a) ... ok\ntest_b (books.tests.T.test_b) ... ERROR\ntest_c (books.tests.T.test_c) ... ok\n"
	if !strings.HasPrefix(out.String(), want) || !strings.Contains(out.String(), "Ran 3 tests") {
		t.Errorf("got %s\nwant %s", out.String(), want)
	}
}

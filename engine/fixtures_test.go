package engine_test

import (
	"context"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// Fixtures are files of the program's: loaddata and tests read them, dumpdata writes what they have.
func TestFixtures(t *testing.T) {
	p := engine.Program{Files: []engine.File{
		{Name: "models.py", Text: `from django.db import models

class WriterManager(models.Manager):
    def get_by_natural_key(self, name):
        return self.get(name=name)

class Writer(models.Model):
    name = models.CharField(max_length=20, unique=True)
    objects = WriterManager()

    def natural_key(self):
        return (self.name,)

class Story(models.Model):
    title = models.CharField(max_length=20)
    writers = models.ManyToManyField(Writer)
`},
		{Name: "fixtures/first.json", Text: `[{"model": "books.story", "pk": 7, "fields": {"title": "One", "writers": [["Ann"], ["Bob"]]}},
			{"model": "books.writer", "fields": {"name": "Ann"}}, {"model": "books.writer", "fields": {"name": "Bob"}}]`},
		{Name: "fixtures/empty.json", Text: "[]"},
		{Name: "fixtures/wrong.json", Text: `[{"model": "books.story", "pk": 1, "fields": {"title": "One", "writers": [99]}}]`},
		{Name: "main.py", Text: `import io, unittest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.test import TestCase, TransactionTestCase
from books.models import Story, Writer

call_command("loaddata", "first")
print(Story.objects.get().writers.count())
call_command("dumpdata", "books.Writer", use_natural_primary_keys=True)
print()
call_command("dumpdata", "books", exclude=["books.writer"], use_natural_foreign_keys=True)
print()
for args in [], ["nowhere"], ["first.txt"]:
    try:
        call_command("loaddata", *args)
    except CommandError as e:
        print(e)
for args in ["books.Nobody"], ["books", "--pks", "1"], ["books", "--format", "odd"]:
    try:
        call_command("dumpdata", *args)
    except CommandError as e:
        print(e)
try:
    call_command("loaddata", "wrong.json")
except IntegrityError as e:
    print(str(e)[:49])
print(Story.objects.count())

class Once(TestCase):
    fixtures = ["first.json"]
    def test_rows(self): self.assertEqual(Story.objects.get(pk=7).writers.count(), 2)
class Each(TransactionTestCase):
    fixtures = ["first"]
    def test_a(self): Story.objects.all().delete()
    def test_b(self): self.assertEqual(Story.objects.count(), 1)
suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(c) for c in (Once, Each))
result = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
print(result.testsRun, result.errors, result.failures)
`},
	}}
	r, err := engine.Run(context.Background(), p, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Error != nil {
		t.Fatal(r.Error.Traceback)
	}
	const want = `Installed 3 object(s) from 1 fixture(s)
2
[{"model": "books.writer", "fields": {"name": "Ann"}}, {"model": "books.writer", "fields": {"name": "Bob"}}]
[{"model": "books.story", "pk": 7, "fields": {"title": "One", "writers": [["Ann"], ["Bob"]]}}]
Error: No database fixture specified. Please provide the path of at least one fixture in the command line.
No fixture named 'nowhere' found.
Problem installing fixture 'first': txt is not a known serialization format.
Unknown model: books.Nobody
You can only use --pks option with one model
Unknown serialization format: odd
Problem installing fixtures: The row in table 'bo
1
3 [] []
`
	if r.Stdout != want {
		t.Errorf("got\n%s\nwant\n%s", r.Stdout, want)
	}
}

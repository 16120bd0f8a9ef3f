package models_test

import (
	"context"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// What a program changes of Django's classes must be gone in the next run: the classes are the process's.
func TestChangesOfClassesEndWithTheRun(t *testing.T) {
	run := func(source string) string {
		r, err := engine.Run(context.Background(), engine.Program{Files: []engine.File{{Name: "main.py", Text: source}}}, engine.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Error != nil {
			t.Fatal(r.Error.Traceback)
		}
		return r.Stdout
	}
	const look = `
from django.db.models import CharField, Manager, QuerySet
class Mine(QuerySet):
    pass
print(hasattr(Mine, "hello"), hasattr(Manager, "hello"), hasattr(QuerySet, "first"), repr(CharField()) == "changed")
`
	if got := run(`
from django.db.models import CharField, Field, QuerySet
from django.db.models.manager import BaseManager
QuerySet.hello = lambda self: 1
QuerySet.hello = lambda self: 2
BaseManager.hello = lambda self: 3
del QuerySet.first
Field.__repr__ = lambda self: "changed"
` + look); got != "True True False True\n" {
		t.Errorf("while it runs: %s", got)
	}
	if got := run(look); got != "False False True False\n" {
		t.Errorf("in the next run: %s", got)
	}
}

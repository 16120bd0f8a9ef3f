package models_test

import (
	"context"
	"testing"

	"github.com/asyncshelf/asyncshelf/engine"
)

// The benchmarks run a whole program of a few thousand operations, so that importing and making tables weigh little.

const benchModel = `from django.db import models


class Book(models.Model):
    title = models.CharField(max_length=50)
    pages = models.IntegerField(default=0)
    year = models.IntegerField(default=0)
    rating = models.FloatField(null=True)
    text = models.TextField(default="")
`

func run(b *testing.B, main string) {
	b.Helper()
	for i := 0; i < b.N; i++ {
		r, err := engine.Run(context.Background(), engine.Program{Files: []engine.File{{Name: "models.py", Text: benchModel}, {Name: "main.py", Text: main}}}, engine.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if r.Error != nil {
			b.Fatal(r.Error.Traceback)
		}
	}
}

func BenchmarkFilterTenRows20000(b *testing.B) {
	run(b, `from books.models import Book
Book.objects.bulk_create([Book(title=f"t{i}", pages=i * 100) for i in range(10)])
for i in range(20000):
    list(Book.objects.filter(pages__gte=400))
`)
}

func BenchmarkBulkCreate10000(b *testing.B) {
	run(b, `from books.models import Book
Book.objects.bulk_create([Book(title=f"t{i}", pages=i) for i in range(10000)])
`)
}

func BenchmarkInstances10000(b *testing.B) {
	run(b, `from books.models import Book
Book.objects.bulk_create([Book(title=f"t{i}", pages=i) for i in range(10000)])
for i in range(10):
    len(Book.objects.all())
`)
}

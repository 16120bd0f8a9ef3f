from books.models import Book

Book.objects.bulk_create([Book(title="Momo", pages=304), Book(title="Candide", pages=99), Book(title="Emma", pages=474)])

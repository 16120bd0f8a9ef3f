from books.models import Book

# All the books of the library, shortest first.
for book in Book.objects.order_by("pages"):
    print(f"{book.pages:>4}  {book.title}")

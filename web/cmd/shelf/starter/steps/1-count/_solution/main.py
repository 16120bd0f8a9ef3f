from books.models import Book

total = await Book.objects.acount()
print(total)

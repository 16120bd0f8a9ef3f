from books.models import Book

total = None
print(total)

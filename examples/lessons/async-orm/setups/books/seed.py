from books.models import Book

for title, pages in [("Momo", 304), ("Candide", 99), ("Dune", 612), ("Emma", 474)]:
    Book.objects.create(title=title, pages=pages)

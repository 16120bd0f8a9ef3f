from books.models import Book

for title, pages in [
    ("Momo", 304),
    ("The Yellow Wallpaper", 40),
    ("Dune", 612),
    ("Candide", 99),
    ("Cien años de soledad", 471),
    ('The <b> Tag and Other "Bold" Ideas', 212),
    ("The Metamorphosis", 74),
    ("Middlemarch", 900),
    ("The Old Man and the Sea", 100),
    ("Frankenstein", 280),
    ("Ulysses", 730),
    ("Emma", 474),
]:
    Book.objects.create(title=title, pages=pages)

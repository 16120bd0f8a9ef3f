from books.models import Book


def get_books():
    return list(Book.objects.filter(pages__gte=100))

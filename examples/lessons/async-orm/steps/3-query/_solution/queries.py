from books.models import Book

# The smallest number of pages that passes the filter:
min_pages = 100


async def get_books_async():
    return [book async for book in Book.objects.filter(pages__gte=min_pages).aiterator()]

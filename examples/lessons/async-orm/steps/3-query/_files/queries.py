from books.models import Book

# The smallest number of pages that passes the filter:
min_pages = 100


# Write get_books_async() here.

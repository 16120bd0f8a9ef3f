from books.queries import get_books_async

books = get_books_async()
print("get_books_async() gave me a", type(books).__name__)

import asyncio

from books.queries import get_books_async


async def main():
    books = await get_books_async()
    for book in books:
        print(f"{book.pages:>4}  {book.title}")


asyncio.run(main())

import asyncio

from books.models import Book


async def main():
    # async for at work: every book of the library, shortest first.
    async for book in Book.objects.order_by("pages"):
        print(f"{book.pages:>4}  {book.title}")


asyncio.run(main())

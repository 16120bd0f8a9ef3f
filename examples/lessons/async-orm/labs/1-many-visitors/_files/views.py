import os
import time

from django.http import JsonResponse

from books.models import Book


def book_list(request):
    books = Book.objects.filter(pages__gte=100)
    return JsonResponse({"books": [book.title for book in books]})


async def book_list_async(request):
    books = Book.objects.filter(pages__gte=100)
    return JsonResponse({"books": [book.title async for book in books]})


# Three ways to block the event loop by mistake: give one of them to the last server.


async def book_list_sleeping(request):
    time.sleep(0.01)  # it waits, and lets nobody else go on
    return await book_list_async(request)


async def book_list_computing(request):
    total = sum(n * n for n in range(60_000))  # it computes without an await
    return await book_list_async(request)


async def book_list_unsafe(request):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Django's warning is switched off
    books = Book.objects.filter(pages__gte=100)
    return JsonResponse({"books": [book.title for book in books]})

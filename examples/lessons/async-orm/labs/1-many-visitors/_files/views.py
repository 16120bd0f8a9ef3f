import time

from django.http import JsonResponse

from books.models import Book


def book_list(request):
    books = Book.objects.filter(pages__gte=100)
    return JsonResponse({"books": [book.title for book in books]})


async def book_list_async(request):
    books = Book.objects.filter(pages__gte=100)
    return JsonResponse({"books": [book.title async for book in books]})


async def book_list_blocking(request):
    time.sleep(0.01)  # 10 ms in which the event loop can do nothing else
    books = Book.objects.filter(pages__gte=100)
    return JsonResponse({"books": [book.title async for book in books]})

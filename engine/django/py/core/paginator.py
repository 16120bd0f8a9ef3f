import inspect
import warnings
from math import ceil

from asgiref.sync import sync_to_async

from django.utils.functional import cached_property
from django.utils.inspect import method_has_no_args


class UnorderedObjectListWarning(RuntimeWarning):
    pass


class InvalidPage(Exception):
    pass


class PageNotAnInteger(InvalidPage):
    pass


class EmptyPage(InvalidPage):
    pass


class BasePaginator:
    ELLIPSIS = "…"
    default_error_messages = {
        "no_results": "That page contains no results",
        "min_page": "That page number is less than 1",
        "invalid_page": "That page number is not an integer",
    }

    def __init__(self, object_list, per_page, orphans=0, allow_empty_first_page=True, error_messages=None):
        self.object_list, self.allow_empty_first_page = object_list, allow_empty_first_page
        self._check_object_list_is_ordered()
        self.per_page, self.orphans = int(per_page), int(orphans)
        self.error_messages = self.default_error_messages | (error_messages or {})

    def _check_object_list_is_ordered(self):
        items = self.object_list
        ordered = getattr(items, "ordered", None)
        if ordered is None or ordered:
            return
        shown = f"{items.model} {type(items).__name__}" if hasattr(items, "model") else repr(items)
        warnings.warn(
            f"Pagination may yield inconsistent results with an unordered object_list: {shown}.", UnorderedObjectListWarning, stacklevel=3
        )

    def _validate_number(self, number, num_pages):
        try:
            whole = int(number)
            if isinstance(number, float) and whole != number:
                raise ValueError
        except (ValueError, TypeError):
            raise PageNotAnInteger(self.error_messages["invalid_page"])
        wrong = "min_page" if whole < 1 else "no_results" if whole > num_pages else None
        if wrong:
            raise EmptyPage(self.error_messages[wrong])
        return whole

    def _num_pages(self, count):
        # A last page of no more than the orphans is none: they are on the page before.
        return ceil(max(1, count - self.orphans) / self.per_page) if count or self.allow_empty_first_page else 0

    def _bounds(self, number, count):
        end = number * self.per_page
        is_last = end + self.orphans >= count
        return end - self.per_page, count if is_last else end

    def _elided(self, number, num_pages, page_range, on_each_side, on_ends):
        """The pages at both ends and those around one; where two or more are left out between, an ellipsis stands for them."""
        if num_pages <= 2 * (on_each_side + on_ends):
            yield from page_range
            return
        first, last = number - on_each_side, number + on_each_side  # the pages around
        left_out = first - on_ends - 1, num_pages - on_ends - last
        if left_out[0] > 1:
            yield from range(1, 1 + on_ends)
            yield self.ELLIPSIS
        else:
            first = 1
        if left_out[1] > 1:
            yield from range(first, last + 1)
            yield self.ELLIPSIS
            yield from range(num_pages + 1 - on_ends, num_pages + 1)
        else:
            yield from range(first, num_pages + 1)


def _items(object_list, error):
    """A page's objects, which are fetched already."""
    if isinstance(object_list, list):
        return object_list
    raise TypeError(f"AsyncPage.aget_object_list() must be awaited before {error}.")


class Paginator(BasePaginator):
    @cached_property
    def count(self):
        items = self.object_list
        counting = getattr(items, "count", None)
        # A count() that wants a value counts that: only one without arguments tells how many there are.
        if isinstance(items, (list, tuple, range, str)) or not callable(counting):
            return len(items)
        return len(items) if inspect.ismethod(counting) and not method_has_no_args(counting) else counting()

    @cached_property
    def num_pages(self):
        return self._num_pages(self.count)

    page_range = property(lambda self: range(1, 1 + self.num_pages))

    def validate_number(self, number):
        return self._validate_number(number, self.num_pages)

    def page(self, number):
        valid = self.validate_number(number)
        return self._get_page(self.object_list[slice(*self._bounds(valid, self.count))], valid, self)

    def _get_page(self, *args, **kwargs):
        return Page(*args, **kwargs)

    def get_page(self, number):
        try:
            shown = self.validate_number(number)
        except InvalidPage as e:
            shown = self.num_pages if isinstance(e, EmptyPage) else 1
        return self.page(shown)

    def __iter__(self):
        return (self.page(number) for number in self.page_range)

    def get_elided_page_range(self, number=1, *, on_each_side=3, on_ends=2):
        valid = self.validate_number(number)
        yield from self._elided(valid, self.num_pages, self.page_range, on_each_side, on_ends)


class AsyncPaginator(BasePaginator):
    _count = _pages = None

    async def acount(self):
        if self._count is None:
            counting = getattr(self.object_list, "acount", None)
            self._count = len(self.object_list) if counting is None else await counting()
        return self._count

    async def anum_pages(self):
        if self._pages is None:
            self._pages = self._num_pages(await self.acount())
        return self._pages

    async def apage_range(self):
        return range(1, 1 + await self.anum_pages())

    async def avalidate_number(self, number):
        return self._validate_number(number, await self.anum_pages())

    async def apage(self, number):
        valid = await self.avalidate_number(number)
        shown = slice(*self._bounds(valid, await self.acount()))
        return AsyncPage(self.object_list[shown], valid, self)

    async def aget_page(self, number):
        try:
            shown = await self.avalidate_number(number)
        except InvalidPage as e:
            shown = await self.anum_pages() if isinstance(e, EmptyPage) else 1
        return await self.apage(shown)

    async def __aiter__(self):
        for number in await self.apage_range():
            yield await self.apage(number)

    async def aget_elided_page_range(self, number=1, *, on_each_side=3, on_ends=2):
        valid = await self.avalidate_number(number)
        pages = await self.apage_range()
        for shown in self._elided(valid, len(pages), pages, on_each_side, on_ends):
            yield shown


class _OnePage:
    def __init__(self, object_list, number, paginator):
        self.paginator, self.number, self.object_list = paginator, number, object_list

    def _first(self, count):
        return 1 + self.paginator.per_page * (self.number - 1) if count else 0

    def _check(self, index):
        if not isinstance(index, (slice, int)):
            raise TypeError(f"{type(self).__name__} indices must be integers or slices, not {type(index).__name__}.")


class Page(_OnePage):
    def __getitem__(self, index):
        self._check(index)
        # A queryset is fetched once, and not a row at a time.
        if not isinstance(self.object_list, list):
            self.object_list = [*self.object_list]
        return self.object_list[index]

    def __iter__(self):
        for place in range(len(self)):
            yield self[place]

    def __len__(self):
        return len(self.object_list)

    def __repr__(self):
        return f"<Page {self.number} of {self.paginator.num_pages}>"

    def start_index(self):
        return self._first(self.paginator.count)

    def end_index(self):
        pages = self.paginator
        return pages.count if self.number == pages.num_pages else self.number * pages.per_page

    def has_previous(self):
        return 1 < self.number

    def has_next(self):
        return self.paginator.num_pages > self.number

    def next_page_number(self):
        return self.paginator.validate_number(self.number + 1)

    def previous_page_number(self):
        return self.paginator.validate_number(self.number - 1)

    def has_other_pages(self):
        return self.has_previous() or self.has_next()


class AsyncPage(_OnePage):
    def __getitem__(self, index):
        self._check(index)
        return _items(self.object_list, "using indexing")[index]

    def __len__(self):
        return len(_items(self.object_list, "calling len()"))

    def __reversed__(self):
        return reversed(_items(self.object_list, "calling reversed()"))

    def __repr__(self):
        return f"<Async Page {self.number}>"

    async def __aiter__(self):
        items = self.object_list
        if not hasattr(items, "__aiter__"):
            for item in items:
                yield item
            return
        async for item in items:
            yield item

    async def aget_object_list(self):
        items = self.object_list
        if hasattr(items, "__aiter__"):
            self.object_list = [item async for item in items]
        elif not isinstance(items, list):
            self.object_list = await sync_to_async(list)(items)
        return self.object_list

    async def astart_index(self):
        return self._first(await self.paginator.acount())

    async def aend_index(self):
        pages = self.paginator
        return await pages.acount() if self.number == await pages.anum_pages() else self.number * pages.per_page

    async def ahas_previous(self):
        return 1 < self.number

    async def ahas_next(self):
        return await self.paginator.anum_pages() > self.number

    async def ahas_other_pages(self):
        return await self.ahas_previous() or await self.ahas_next()

    async def aprevious_page_number(self):
        return await self.paginator.avalidate_number(self.number - 1)

    async def anext_page_number(self):
        return await self.paginator.avalidate_number(self.number + 1)

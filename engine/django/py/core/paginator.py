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
        "invalid_page": "That page number is not an integer",
        "min_page": "That page number is less than 1",
        "no_results": "That page contains no results",
    }

    def __init__(self, object_list, per_page, orphans=0, allow_empty_first_page=True, error_messages=None):
        self.object_list = object_list
        self._check_object_list_is_ordered()
        self.per_page = int(per_page)
        self.orphans = int(orphans)
        self.allow_empty_first_page = allow_empty_first_page
        self.error_messages = {**self.default_error_messages, **(error_messages or {})}

    def _check_object_list_is_ordered(self):
        ordered = getattr(self.object_list, "ordered", None)
        if ordered is not None and not ordered:
            if hasattr(self.object_list, "model"):
                described = "{} {}".format(self.object_list.model, self.object_list.__class__.__name__)
            else:
                described = "{!r}".format(self.object_list)
            warnings.warn(
                "Pagination may yield inconsistent results with an unordered object_list: {}.".format(described),
                UnorderedObjectListWarning,
                stacklevel=3,
            )

    def _validate_number(self, number, num_pages):
        try:
            if isinstance(number, float) and not number.is_integer():
                raise ValueError
            number = int(number)
        except (TypeError, ValueError):
            raise PageNotAnInteger(self.error_messages["invalid_page"])
        if number < 1:
            raise EmptyPage(self.error_messages["min_page"])
        if number > num_pages:
            raise EmptyPage(self.error_messages["no_results"])
        return number

    def _num_pages(self, count):
        if count == 0 and not self.allow_empty_first_page:
            return 0
        return ceil(max(1, count - self.orphans) / self.per_page)

    def _bounds(self, number, count):
        bottom = (number - 1) * self.per_page
        top = bottom + self.per_page
        return bottom, count if top + self.orphans >= count else top

    def _elided(self, number, num_pages, page_range, on_each_side, on_ends):
        if num_pages <= (on_each_side + on_ends) * 2:
            yield from page_range
            return
        if number > (1 + on_each_side + on_ends) + 1:
            yield from range(1, on_ends + 1)
            yield self.ELLIPSIS
            yield from range(number - on_each_side, number + 1)
        else:
            yield from range(1, number + 1)
        if number < (num_pages - on_each_side - on_ends) - 1:
            yield from range(number + 1, number + on_each_side + 1)
            yield self.ELLIPSIS
            yield from range(num_pages - on_ends + 1, num_pages + 1)
        else:
            yield from range(number + 1, num_pages + 1)


class Paginator(BasePaginator):
    def __iter__(self):
        for page_number in self.page_range:
            yield self.page(page_number)

    def validate_number(self, number):
        return self._validate_number(number, self.num_pages)

    def get_page(self, number):
        try:
            number = self.validate_number(number)
        except PageNotAnInteger:
            number = 1
        except EmptyPage:
            number = self.num_pages
        return self.page(number)

    def page(self, number):
        number = self.validate_number(number)
        bottom, top = self._bounds(number, self.count)
        return self._get_page(self.object_list[bottom:top], number, self)

    def _get_page(self, *args, **kwargs):
        return Page(*args, **kwargs)

    @cached_property
    def count(self):
        c = getattr(self.object_list, "count", None)
        if not callable(c) or isinstance(self.object_list, (list, tuple, range, str)):
            return len(self.object_list)
        # A count() that wants a value counts that: only one without arguments tells how many there are.
        if inspect.ismethod(c) and not method_has_no_args(c):
            return len(self.object_list)
        return c()

    @cached_property
    def num_pages(self):
        return self._num_pages(self.count)

    @property
    def page_range(self):
        return range(1, self.num_pages + 1)

    def get_elided_page_range(self, number=1, *, on_each_side=3, on_ends=2):
        number = self.validate_number(number)
        yield from self._elided(number, self.num_pages, self.page_range, on_each_side, on_ends)


class AsyncPaginator(BasePaginator):
    _count = _pages = None

    async def __aiter__(self):
        for page_number in await self.apage_range():
            yield await self.apage(page_number)

    async def avalidate_number(self, number):
        return self._validate_number(number, await self.anum_pages())

    async def aget_page(self, number):
        try:
            number = await self.avalidate_number(number)
        except PageNotAnInteger:
            number = 1
        except EmptyPage:
            number = await self.anum_pages()
        return await self.apage(number)

    async def apage(self, number):
        number = await self.avalidate_number(number)
        bottom, top = self._bounds(number, await self.acount())
        return AsyncPage(self.object_list[bottom:top], number, self)

    async def acount(self):
        if self._count is None:
            c = getattr(self.object_list, "acount", None)
            self._count = await c() if c is not None else len(self.object_list)
        return self._count

    async def anum_pages(self):
        if self._pages is None:
            self._pages = self._num_pages(await self.acount())
        return self._pages

    async def apage_range(self):
        return range(1, await self.anum_pages() + 1)

    async def aget_elided_page_range(self, number=1, *, on_each_side=3, on_ends=2):
        number = await self.avalidate_number(number)
        for n in self._elided(number, await self.anum_pages(), await self.apage_range(), on_each_side, on_ends):
            yield n


class Page:
    def __init__(self, object_list, number, paginator):
        self.object_list, self.number, self.paginator = object_list, number, paginator

    def __repr__(self):
        return "<Page %s of %s>" % (self.number, self.paginator.num_pages)

    def __len__(self):
        return len(self.object_list)

    def __getitem__(self, index):
        if not isinstance(index, (int, slice)):
            raise TypeError("Page indices must be integers or slices, not %s." % type(index).__name__)
        if not isinstance(self.object_list, list):
            self.object_list = list(self.object_list)
        return self.object_list[index]

    def __iter__(self):
        i = 0
        while True:
            try:
                v = self[i]
            except IndexError:
                return
            yield v
            i += 1

    def has_next(self):
        return self.number < self.paginator.num_pages

    def has_previous(self):
        return self.number > 1

    def has_other_pages(self):
        return self.has_previous() or self.has_next()

    def next_page_number(self):
        return self.paginator.validate_number(self.number + 1)

    def previous_page_number(self):
        return self.paginator.validate_number(self.number - 1)

    def start_index(self):
        if self.paginator.count == 0:
            return 0
        return (self.paginator.per_page * (self.number - 1)) + 1

    def end_index(self):
        if self.number == self.paginator.num_pages:
            return self.paginator.count
        return self.number * self.paginator.per_page


class AsyncPage:
    def __init__(self, object_list, number, paginator):
        self.object_list, self.number, self.paginator = object_list, number, paginator

    def __repr__(self):
        return "<Async Page %s>" % self.number

    async def __aiter__(self):
        if hasattr(self.object_list, "__aiter__"):
            async for obj in self.object_list:
                yield obj
        else:
            for obj in self.object_list:
                yield obj

    def __len__(self):
        if not isinstance(self.object_list, list):
            raise TypeError("AsyncPage.aget_object_list() must be awaited before calling len().")
        return len(self.object_list)

    def __reversed__(self):
        if not isinstance(self.object_list, list):
            raise TypeError("AsyncPage.aget_object_list() must be awaited before calling reversed().")
        return reversed(self.object_list)

    def __getitem__(self, index):
        if not isinstance(index, (int, slice)):
            raise TypeError("AsyncPage indices must be integers or slices, not %s." % type(index).__name__)
        if not isinstance(self.object_list, list):
            raise TypeError("AsyncPage.aget_object_list() must be awaited before using indexing.")
        return self.object_list[index]

    async def aget_object_list(self):
        if not isinstance(self.object_list, list):
            if hasattr(self.object_list, "__aiter__"):
                self.object_list = [obj async for obj in self.object_list]
            else:
                self.object_list = await sync_to_async(list)(self.object_list)
        return self.object_list

    async def ahas_next(self):
        return self.number < await self.paginator.anum_pages()

    async def ahas_previous(self):
        return self.number > 1

    async def ahas_other_pages(self):
        return await self.ahas_previous() or await self.ahas_next()

    async def anext_page_number(self):
        return await self.paginator.avalidate_number(self.number + 1)

    async def aprevious_page_number(self):
        return await self.paginator.avalidate_number(self.number - 1)

    async def astart_index(self):
        if await self.paginator.acount() == 0:
            return 0
        return (self.paginator.per_page * (self.number - 1)) + 1

    async def aend_index(self):
        if self.number == await self.paginator.anum_pages():
            return await self.paginator.acount()
        return self.number * self.paginator.per_page

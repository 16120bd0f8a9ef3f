# Mocks of coroutine functions.


class _AsyncIterator:
    def __init__(self, iterator):
        self.iterator = iterator

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return next(self.iterator)
        except StopIteration:
            pass
        raise StopAsyncIteration


class AsyncMockMixin(Base):
    await_count, await_args, await_args_list = map(_delegating_property, ("await_count", "await_args", "await_args_list"))

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        vars(self).update(_is_coroutine=_coroutine_mark, _mock_await_count=0, _mock_await_args=None, _mock_await_args_list=_CallList())

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.await_count, self.await_args, self.await_args_list = 0, None, _CallList()

    async def _execute_mock_call(self, /, *args, **kwargs):
        awaited = _Call((args, kwargs), two=True)
        self.await_args, self.await_count = awaited, self.await_count + 1
        self.await_args_list.append(awaited)
        effect, wrapped = self.side_effect, self._mock_wraps
        if asyncio.iscoroutinefunction(effect):
            result = await effect(*args, **kwargs)
        else:
            try:
                result = _caused(effect, args, kwargs)
            except StopIteration:
                if _is_exception(effect) or _callable(effect):
                    raise
                # The iterator's end; a coroutine cannot let StopIteration out.
                raise StopAsyncIteration
        if result is not DEFAULT:
            return result
        if self._mock_return_value is DEFAULT and wrapped is not None:
            result = wrapped(*args, **kwargs)
            return await result if asyncio.iscoroutinefunction(wrapped) else result
        return self.return_value

    def _await_wrong(self, deed):
        raise AssertionError(f"Expected {self._mock_name or 'mock'} to {deed}. Awaited {self.await_count} times.")

    def assert_awaited(self):
        if not self.await_count:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited.")

    def assert_not_awaited(self):
        if self.await_count:
            self._await_wrong("not have been awaited")

    def assert_awaited_once(self):
        if self.await_count != 1:
            self._await_wrong("have been awaited once")

    def assert_awaited_once_with(self, /, *args, **kwargs):
        self.assert_awaited_once()
        return self.assert_awaited_with(*args, **kwargs)

    def assert_awaited_with(self, /, *args, **kwargs):
        if self.await_args is None:
            raise AssertionError(f"Expected await: {self._format_mock_call_signature(args, kwargs)}\nNot awaited")
        _assert_last(self, self.await_args, args, kwargs, "await")

    def assert_any_await(self, /, *args, **kwargs):
        _assert_any(self, self.await_args_list, args, kwargs, "await")

    def assert_has_awaits(self, calls, any_order=False):
        _assert_all(
            self, self.await_args_list, calls, any_order, "await", lambda: f"\nActual: {self.await_args_list}",
            lambda missing, others: f"{missing!r} not all found in await list",
        )


class AsyncMagicMixin(MagicMixin):
    pass


class AsyncMock(AsyncMockMixin, AsyncMagicMixin, Mock):
    """A mock whose calls give coroutines."""

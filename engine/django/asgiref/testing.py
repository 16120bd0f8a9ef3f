"""Talks to an ASGI application as a server would."""

import asyncio


class ApplicationCommunicator:
    def __init__(self, application, scope):
        self.application, self.scope = application, scope
        self.input_queue, self.output_queue = asyncio.Queue(), asyncio.Queue()
        self._future = None

    @property
    def future(self):
        if self._future is None:
            self._future = asyncio.ensure_future(self.application(self.scope, self.input_queue.get, self.output_queue.put))
        return self._future

    async def wait(self, timeout=1):
        """Waits until the application has ended, and ends it when that takes too long."""
        try:
            await asyncio.wait_for(asyncio.shield(self.future), timeout)
            self.future.result()
        except asyncio.CancelledError:
            pass
        finally:
            if not self.future.done():
                await self._end()

    async def _end(self):
        self.future.cancel()
        try:
            await self.future
        except asyncio.CancelledError:
            pass

    def stop(self, exceptions=True):
        if self._future is None:
            return
        if not self._future.done():
            self._future.cancel()
        elif exceptions:
            self._future.result()

    async def send_input(self, message):
        self.future
        await self.input_queue.put(message)

    async def receive_output(self, timeout=1):
        if self.future.done():
            self.future.result()
        try:
            return await asyncio.wait_for(self.output_queue.get(), timeout)
        except asyncio.TimeoutError as e:
            if self.future.done():
                self.future.result()
            else:
                await self._end()
            raise e

    async def receive_nothing(self, timeout=0.1, interval=0.01):
        self.future
        start = asyncio.get_running_loop().time()
        while asyncio.get_running_loop().time() - start < timeout:
            if not self.output_queue.empty():
                return False
            await asyncio.sleep(interval)
        return self.output_queue.empty()

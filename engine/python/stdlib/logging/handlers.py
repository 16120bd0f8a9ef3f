import copy
from logging import ERROR, Handler


class BufferingHandler(Handler):
    """Keeps records until there are enough of them."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity, self.buffer = capacity, []

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def shouldFlush(self, record):
        return self.capacity <= len(self.buffer)

    def flush(self):
        del self.buffer[:]

    def close(self):
        try:
            self.flush()
        finally:
            Handler.close(self)


class MemoryHandler(BufferingHandler):
    """Hands what it kept to another handler, at once when one record is serious."""

    def __init__(self, capacity, flushLevel=ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel, self.flushOnClose = flushLevel, flushOnClose
        self.setTarget(target)

    def setTarget(self, target):
        self.target = target

    def shouldFlush(self, record):
        return self.flushLevel <= record.levelno or super().shouldFlush(record)

    def flush(self):
        target = self.target
        if not target:
            return
        for record in self.buffer:
            target.handle(record)
        super().flush()

    def close(self):
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            self.target = None
            super().close()


class QueueHandler(Handler):
    """Puts records into a queue."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue

    def emit(self, record):
        try:
            prepared = self.prepare(record)
            self.enqueue(prepared)
        except Exception:
            self.handleError(record)

    def prepare(self, record):
        text = self.format(record)
        plain = copy.copy(record)
        # What was formatted may not be something that can be pickled.
        vars(plain).update(msg=text, message=text, args=None, exc_info=None, exc_text=None, stack_info=None)
        return plain

    def enqueue(self, record):
        self.queue.put_nowait(record)


class QueueListener:
    """Takes records out of a queue, in a thread of its own, and gives them to handlers."""

    _sentinel = _thread = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue, self.handlers, self.respect_handler_level = queue, handlers, respect_handler_level

    def start(self):
        from threading import Thread

        self._thread = Thread(target=self._monitor, daemon=True)
        self._thread.start()

    def stop(self):
        thread = self._thread
        if thread:
            self.enqueue_sentinel()
            thread.join()
            self._thread = None

    def enqueue_sentinel(self):
        self.queue.put_nowait(self._sentinel)

    def dequeue(self, block):
        return self.queue.get(block)

    def _monitor(self):
        while (record := self.dequeue(True)) is not self._sentinel:
            self.handle(record)

    def handle(self, record):
        prepared = self.prepare(record)
        for handler in self.handlers:
            if prepared.levelno >= handler.level or not self.respect_handler_level:
                handler.handle(prepared)

    def prepare(self, record):
        return record


def _refuse(name, why):
    class Refused(Handler):
        def __init__(self, *args, **kwargs):
            raise NotImplementedError(f"logging.handlers.{name} is not supported here: {why}")

    Refused.__name__ = Refused.__qualname__ = name
    return Refused


for _name in ("RotatingFileHandler", "TimedRotatingFileHandler", "WatchedFileHandler", "BaseRotatingHandler"):
    globals()[_name] = _refuse(_name, "there are no files in the playground; use StreamHandler")
for _name in ("SocketHandler", "DatagramHandler", "SysLogHandler", "NTEventLogHandler", "SMTPHandler", "HTTPHandler"):
    globals()[_name] = _refuse(_name, "there is no network in the playground; use StreamHandler")
del _name

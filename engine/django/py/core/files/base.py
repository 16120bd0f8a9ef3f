"""Files in memory: the playground has no file system."""

import io
from operator import attrgetter

from django.utils.functional import cached_property


class File:
    """What is read from and written to a file-like object, with a name and a size."""

    DEFAULT_CHUNK_SIZE = 1 << 16

    def __init__(self, file, name=None):
        self.name = getattr(file, "name", None) if name is None else name
        self.file = file

    read, readline, readlines, write, writelines, seek, tell, flush, truncate = (
        property(attrgetter("file." + method)) for method in "read readline readlines write writelines seek tell flush truncate".split()
    )

    @cached_property
    def size(self):
        here = self.file.tell()
        end = self.file.seek(0, io.SEEK_END)
        self.file.seek(here)
        return end

    def __len__(self):
        return self.size

    def __bool__(self):
        return bool(self.name)

    def __str__(self):
        return self.name or ""

    def __repr__(self):
        return f"<{type(self).__name__}: {self or None}>"

    def multiple_chunks(self, chunk_size=None):
        return (chunk_size or self.DEFAULT_CHUNK_SIZE) < self.size

    def chunks(self, chunk_size=None):
        self.seek(0)
        size = chunk_size or self.DEFAULT_CHUNK_SIZE
        while data := self.read(size):
            yield data

    def __iter__(self):
        """The lines, whichever of the three kinds of newline ends them."""
        self.seek(0)
        data = self.read()
        yield from io.StringIO(data, newline="") if isinstance(data, str) else data.splitlines(True)

    @property
    def closed(self):
        return not self.file or self.file.closed

    def open(self, mode=None, *args, **kwargs):
        self.seek(0)
        return self

    def close(self):
        self.file.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


class ContentFile(File):
    """A text or bytes as a file."""

    def __init__(self, content, name=None):
        kind = io.StringIO if isinstance(content, str) else io.BytesIO
        super().__init__(kind(content), name)
        self.size = len(content)

    def write(self, data):
        vars(self).pop("size", None)
        return self.file.write(data)

    def close(self):
        """It can be opened again."""

    def __bool__(self):
        return True

    def __str__(self):
        return "Raw content"

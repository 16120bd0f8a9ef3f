"""Files in memory: the playground has no file system."""

import os
from io import BytesIO, StringIO


class File:
    DEFAULT_CHUNK_SIZE = 64 * 2**10

    def __init__(self, file, name=None):
        self.file = file
        self.name = getattr(file, "name", None) if name is None else name

    def __str__(self):
        return self.name or ""

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, self or "None")

    def __bool__(self):
        return bool(self.name)

    def __len__(self):
        return self.size

    @property
    def size(self):
        if not hasattr(self, "_size"):
            position = self.file.tell()
            self.file.seek(0, os.SEEK_END)
            self._size = self.file.tell()
            self.file.seek(position)
        return self._size

    @size.setter
    def size(self, value):
        self._size = value

    def chunks(self, chunk_size=None):
        self.seek(0)
        while data := self.read(chunk_size or self.DEFAULT_CHUNK_SIZE):
            yield data

    def multiple_chunks(self, chunk_size=None):
        return self.size > (chunk_size or self.DEFAULT_CHUNK_SIZE)

    def __iter__(self):
        for line in self.file:
            yield line

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.close()

    @property
    def closed(self):
        return not self.file or self.file.closed

    def open(self, mode=None, *args, **kwargs):
        self.seek(0)
        return self

    def close(self):
        self.file.close()

    def read(self, *args):
        return self.file.read(*args)

    def write(self, *args):
        return self.file.write(*args)

    def seek(self, *args):
        return self.file.seek(*args)

    def tell(self):
        return self.file.tell()


class ContentFile(File):
    def __init__(self, content, name=None):
        super().__init__(StringIO(content) if isinstance(content, str) else BytesIO(content), name=name)
        self.size = len(content)

    def __str__(self):
        return "Raw content"

    def __bool__(self):
        return True

    def close(self):
        pass

    def write(self, data):
        self.__dict__.pop("_size", None)
        return self.file.write(data)

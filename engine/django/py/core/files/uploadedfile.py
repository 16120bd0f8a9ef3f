import io

from django.core.files.base import File


class UploadedFile(File):
    """A file of a form, with what the browser said about it."""

    def __init__(self, file=None, name=None, content_type=None, size=None, charset=None, content_type_extra=None):
        File.__init__(self, file, name)
        vars(self).update(size=size, content_type=content_type, content_type_extra=content_type_extra, charset=charset)

    def __repr__(self):
        return f"<{type(self).__name__}: {self.name} ({self.content_type})>"


class InMemoryUploadedFile(UploadedFile):
    def __init__(self, file, field_name, name, content_type, size, charset, content_type_extra=None):
        self.field_name = field_name
        super().__init__(file, name, content_type, size, charset, content_type_extra)


class SimpleUploadedFile(InMemoryUploadedFile):
    def __init__(self, name, content, content_type="text/plain"):
        data = content or b""
        super().__init__(io.BytesIO(data), None, name, content_type, len(data), charset=None)


class TemporaryUploadedFile(UploadedFile):
    def __init__(self, name, content_type, size, charset, content_type_extra=None):
        raise NotImplementedError("TemporaryUploadedFile needs a file system, which the playground does not have: use SimpleUploadedFile")

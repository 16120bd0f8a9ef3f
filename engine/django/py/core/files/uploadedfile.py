from io import BytesIO

from django.core.files.base import File


class UploadedFile(File):
    def __init__(self, file=None, name=None, content_type=None, size=None, charset=None, content_type_extra=None):
        super().__init__(file, name)
        self.size, self.content_type, self.charset, self.content_type_extra = size, content_type, charset, content_type_extra

    def __repr__(self):
        return "<%s: %s (%s)>" % (self.__class__.__name__, self.name, self.content_type)


class InMemoryUploadedFile(UploadedFile):
    def __init__(self, file, field_name, name, content_type, size, charset, content_type_extra=None):
        super().__init__(file, name, content_type, size, charset, content_type_extra)
        self.field_name = field_name


class SimpleUploadedFile(InMemoryUploadedFile):
    def __init__(self, name, content, content_type="text/plain"):
        content = content or b""
        super().__init__(BytesIO(content), None, name, content_type, len(content), None, None)


class TemporaryUploadedFile(UploadedFile):
    def __init__(self, name, content_type, size, charset, content_type_extra=None):
        raise NotImplementedError("TemporaryUploadedFile needs a file system, which the playground does not have: use SimpleUploadedFile")

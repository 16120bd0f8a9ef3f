"""Where files would be kept. The playground has no file system: storages can be named, and say so when they are used."""


class Storage:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise NotImplementedError(f"{type(self).__name__}.{name}() needs a file system, which the playground does not have: a FileField holds the file's name here")


class FileSystemStorage(Storage):
    def __init__(self, location=None, base_url=None, file_permissions_mode=None, directory_permissions_mode=None, allow_overwrite=False):
        self.location_given, self.base_url_given = location, base_url

    def deconstruct(self):
        given = {"location": self.location_given, "base_url": self.base_url_given}
        return "django.core.files.storage.FileSystemStorage", [], {k: v for k, v in given.items() if v is not None}


class InMemoryStorage(FileSystemStorage):
    pass


default_storage = FileSystemStorage()

from collections.abc import Mapping


class MultiValueDictKeyError(KeyError):
    pass


class MultiValueDict(dict):
    """A dict with several values a key; [] gives the last."""

    def __init__(self, key_to_list_mapping=()):
        super().__init__(key_to_list_mapping)

    def __repr__(self):
        return f"<{self.__class__.__name__}: {super().__repr__()}>"

    def __getitem__(self, key):
        try:
            list_ = super().__getitem__(key)
        except KeyError:
            raise MultiValueDictKeyError(key)
        try:
            return list_[-1]
        except IndexError:
            return []

    def __setitem__(self, key, value):
        super().__setitem__(key, [value])

    def __copy__(self):
        return self.__class__([(k, v[:]) for k, v in self.lists()])

    def copy(self):
        return self.__copy__()

    def __getstate__(self):
        return {**self.__dict__, "_data": dict(self.lists())}

    def __setstate__(self, state):
        # Unpickling has set one value a key.
        state = dict(state)
        for key, values in state.pop("_data", {}).items():
            dict.__setitem__(self, key, list(values))
        self.__dict__.update(state)

    def get(self, key, default=None):
        try:
            val = self[key]
        except KeyError:
            return default
        return default if val == [] else val

    def getlist(self, key, default=None):
        try:
            return list(super().__getitem__(key))
        except KeyError:
            return [] if default is None else default

    def setlist(self, key, list_):
        super().__setitem__(key, list_)

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def setlistdefault(self, key, default_list=None):
        if key not in self:
            self.setlist(key, [] if default_list is None else default_list)
        return dict.__getitem__(self, key)

    def appendlist(self, key, value):
        self.setlistdefault(key).append(value)

    def items(self):
        for key in self:
            yield key, self[key]

    def lists(self):
        return iter(super().items())

    def values(self):
        for key in self:
            yield self[key]

    def update(self, *args, **kwargs):
        for arg in args:
            if isinstance(arg, MultiValueDict):
                for key, value_list in arg.lists():
                    self.setlistdefault(key).extend(value_list)
            else:
                for key, value in dict(arg).items():
                    self.setlistdefault(key).append(value)
        for key, value in kwargs.items():
            self.setlistdefault(key).append(value)

    def dict(self):
        return {key: self[key] for key in self}


class ImmutableList(tuple):
    def __new__(cls, *args, warning="ImmutableList object is immutable.", **kwargs):
        self = tuple.__new__(cls, *args, **kwargs)
        self.warning = warning
        return self

    def complain(self, *args, **kwargs):
        raise AttributeError(self.warning)

    __delitem__ = __iadd__ = __imul__ = __setitem__ = append = extend = insert = pop = remove = sort = reverse = complain


class OrderedSet:
    def __init__(self, iterable=None):
        self.dict = dict.fromkeys(iterable or ())

    def add(self, item):
        self.dict[item] = None

    def remove(self, item):
        del self.dict[item]

    def discard(self, item):
        self.dict.pop(item, None)

    def __iter__(self):
        return iter(self.dict)

    def __contains__(self, item):
        return item in self.dict

    def __bool__(self):
        return bool(self.dict)

    def __len__(self):
        return len(self.dict)

    def __repr__(self):
        return f"{self.__class__.__qualname__}({repr(list(self.dict)) if self.dict else ''})"


class CaseInsensitiveMapping(Mapping):
    def __init__(self, data):
        self._store = {k.lower(): (k, v) for k, v in self._unpack_items(data)}

    @staticmethod
    def _unpack_items(data):
        if isinstance(data, Mapping):
            yield from data.items()
            return
        for i, elem in enumerate(data):
            if len(elem) != 2:
                raise ValueError(f"dictionary update sequence element #{i} has length {len(elem)}; 2 is required.")
            if not isinstance(elem[0], str):
                raise ValueError("Element key %r invalid, only strings are allowed" % elem[0])
            yield elem

    def __getitem__(self, key):
        return self._store[key.lower()][1]

    def __len__(self):
        return len(self._store)

    def __contains__(self, key):
        return key.lower() in self._store

    def __iter__(self):
        return (original for original, value in self._store.values())

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __eq__(self, other):
        return isinstance(other, Mapping) and {k.lower(): v for k, v in self.items()} == {k.lower(): v for k, v in other.items()}

    def __repr__(self):
        return repr(dict(self._store.values()))

    def copy(self):
        return self


class DictWrapper(dict):
    """A dict that passes what keys with a prefix give through a function."""

    def __init__(self, data, func, prefix):
        super().__init__(data)
        self.func, self.prefix = func, prefix

    def __getitem__(self, key):
        use_func = key.startswith(self.prefix)
        value = super().__getitem__(key.removeprefix(self.prefix))
        return self.func(value) if use_func else value

from collections.abc import Mapping


class MultiValueDictKeyError(KeyError):
    pass


class MultiValueDict(dict):
    """A dict with several values a key; [] gives the last."""

    def __init__(self, key_to_list_mapping=()):
        super().__init__(key_to_list_mapping)

    def __getitem__(self, key):
        if key not in self:
            raise MultiValueDictKeyError(key)
        values = super().__getitem__(key)
        return values[-1] if values else []

    def get(self, key, default=None):
        value = self[key] if key in self else []
        return default if value == [] else value

    def getlist(self, key, default=None):
        if key in self:
            return list(super().__getitem__(key))
        return [] if default is None else default

    def appendlist(self, key, value):
        self.setlistdefault(key).append(value)

    def setlist(self, key, list_):
        dict.__setitem__(self, key, list_)

    def __setitem__(self, key, value):
        dict.__setitem__(self, key, [value])

    def setlistdefault(self, key, default_list=None):
        if key not in self:
            self.setlist(key, default_list if default_list is not None else [])
        return super().__getitem__(key)

    def setdefault(self, key, default=None):
        if key in self:
            return self[key]
        self[key] = default
        return self[key]

    def update(self, *args, **kwargs):
        for more in (*args, kwargs):
            lists = more.lists() if isinstance(more, MultiValueDict) else ((key, [value]) for key, value in dict(more).items())
            for key, values in lists:
                self.setlistdefault(key).extend(values)

    def lists(self):
        return iter(super().items())

    def items(self):
        return ((key, self[key]) for key in self)

    def values(self):
        return (self[key] for key in self)

    def dict(self):
        return dict(self.items())

    def copy(self):
        return self.__copy__()

    def __copy__(self):
        return type(self)([(key, values[:]) for key, values in self.lists()])

    def __deepcopy__(self, memo):
        from copy import deepcopy

        memo[id(self)] = made = type(self)()
        for key, values in self.lists():
            dict.__setitem__(made, *deepcopy((key, values), memo))
        return made

    def __repr__(self):
        return f"<{type(self).__name__}: {super().__repr__()}>"

    def __getstate__(self):
        return {**vars(self), "_data": dict(self.lists())}

    def __setstate__(self, state):
        # Unpickling has set one value a key.
        own = {**state}
        for key, values in own.pop("_data", {}).items():
            dict.__setitem__(self, key, [*values])
        vars(self).update(own)


class ImmutableList(tuple):
    def __new__(cls, *args, warning="ImmutableList object is immutable.", **kwargs):
        made = tuple.__new__(cls, *args, **kwargs)
        made.warning = warning
        return made

    def complain(self, *args, **kwargs):
        raise AttributeError(self.warning)

    append = extend = insert = pop = remove = reverse = sort = complain
    __setitem__ = __delitem__ = __iadd__ = __imul__ = complain


class OrderedSet:
    """The keys of a dict."""

    def __init__(self, iterable=None):
        self.dict = dict.fromkeys(iterable or ())

    def __contains__(self, item):
        return item in self.dict

    def add(self, item):
        self.dict[item] = None

    def remove(self, item):
        self.dict.pop(item)

    def discard(self, item):
        self.dict.pop(item, None)

    def __iter__(self):
        return iter(self.dict)

    def __reversed__(self):
        return reversed(self.dict)

    def __len__(self):
        return len(self.dict)

    def __repr__(self):
        shown = repr(list(self)) if self.dict else ""
        return f"{type(self).__qualname__}({shown})"


class CaseInsensitiveMapping(Mapping):
    def __init__(self, data):
        self._store = {key.lower(): (key, value) for key, value in self._unpack_items(data)}

    @staticmethod
    def _unpack_items(data):
        is_map = isinstance(data, Mapping)
        for place, pair in enumerate(data.items() if is_map else data):
            if not is_map and len(pair) != 2:
                raise ValueError(f"dictionary update sequence element #{place} has length {len(pair)}; 2 is required.")
            if not (is_map or isinstance(pair[0], str)):
                raise ValueError(f"Element key {pair[0]!r} invalid, only strings are allowed")
            yield pair

    def __getitem__(self, key):
        _, value = self._store[key.lower()]
        return value

    def __contains__(self, key):
        return key.lower() in self._store

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __iter__(self):
        return (key for key, _ in self._store.values())

    def __len__(self):
        return len(self._store)

    def __eq__(self, other):
        def plain(mapping):
            return {key.lower(): value for key, value in mapping.items()}

        return isinstance(other, Mapping) and plain(self) == plain(other)

    def copy(self):
        return self

    def __repr__(self):
        return repr(dict(self._store.values()))


class DictWrapper(dict):
    """A dict that passes what keys with a prefix give through a function."""

    def __init__(self, data, func, prefix):
        super().__init__(data)
        self.func, self.prefix = func, prefix

    def __getitem__(self, key):
        value = super().__getitem__(key.removeprefix(self.prefix))
        return self.func(value) if key.startswith(self.prefix) else value

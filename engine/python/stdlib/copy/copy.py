import types as _types

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_atomic = frozenset({
    type(None), int, float, bool, complex, str, bytes, type, range, property, _types.BuiltinFunctionType, _types.FunctionType,
    _types.CodeType, type(Ellipsis), type(NotImplemented), _types.WrapperDescriptorType, _types.MethodDescriptorType,
    _types.GenericAlias, _types.UnionType,
})
_shallow_atomic = _atomic | {tuple, frozenset, slice}


def copy(x):
    cls = type(x)
    if cls in _shallow_atomic:
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    rv = _reduce(x, cls)
    if isinstance(rv, str):
        return x
    return _reconstruct(x, None, *rv)


def deepcopy(x, memo=None, _nil=[]):
    if memo is None:
        memo = {}
    cls = type(x)
    if cls in _atomic:
        return x
    found = memo.get(id(x), _nil)
    if found is not _nil:
        return found
    copier = _dispatch.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):
        y = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            y = copier(memo)
        else:
            rv = _reduce(x, cls)
            y = x if isinstance(rv, str) else _reconstruct(x, memo, *rv)
    if y is not x:
        memo[id(x)] = y
        # x must live as long as the memo, whose keys are ids.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deepcopy_list(x, memo):
    y = []
    memo[id(x)] = y
    for item in x:
        y.append(deepcopy(item, memo))
    return y


def _deepcopy_tuple(x, memo):
    y = [deepcopy(item, memo) for item in x]
    # A copy may have been made on the way, by a cycle.
    if id(x) in memo:
        return memo[id(x)]
    if all(a is b for a, b in zip(x, y)):
        return x
    return tuple(y)


def _deepcopy_dict(x, memo):
    y = {}
    memo[id(x)] = y
    for key, value in x.items():
        y[deepcopy(key, memo)] = deepcopy(value, memo)
    return y


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_dispatch = {
    list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict, _types.MethodType: _deepcopy_method,
    bytearray: lambda x, memo: x.copy(),
}


def _reduce(x, cls):
    import copyreg as _copyreg

    reductor = _copyreg.dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor is None:
        raise Error(f"un(deep)copyable object of type {cls}")
    return reductor()


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None):
    deep = memo is not None
    if deep and args:
        import copyreg as _copyreg

        args = (args[0], *(deepcopy(arg, memo) for arg in args[1:])) if func is _copyreg.__newobj__ else tuple(deepcopy(arg, memo) for arg in args)
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(y, "__setstate__"):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    object.__setattr__(y, name, value)
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                y[deepcopy(key, memo)] = deepcopy(value, memo)
            else:
                y[key] = value
    return y

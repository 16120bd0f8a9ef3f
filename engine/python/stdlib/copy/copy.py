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
    if cls in _shallow_atomic or issubclass(cls, type):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    own = getattr(cls, "__copy__", None)
    return _rebuilt(x, cls, None) if own is None else own(x)


def deepcopy(x, memo=None, _nil=[]):
    cls = type(x)
    if cls in _atomic:
        return x
    if memo is None:
        memo = {}
    else:
        done = memo.get(id(x), _nil)
        if done is not _nil:
            return done
    if cls in _dispatch:
        y = _dispatch[cls](x, memo)
    elif issubclass(cls, type):
        return x
    else:
        own = getattr(x, "__deepcopy__", None)
        y = _rebuilt(x, cls, memo) if own is None else own(memo)
    if y is not x:
        memo[id(x)] = y
        # x must live as long as the memo, whose keys are ids.
        memo.setdefault(id(memo), []).append(x)
    return y


# The copies of containers are in the memo before their items, which may lead back to them.
def _deepcopy_list(x, memo):
    memo[id(x)] = made = []
    for item in x:
        made.append(deepcopy(item, memo))
    return made


def _deepcopy_dict(x, memo):
    memo[id(x)] = made = {}
    for key, value in x.items():
        made[deepcopy(key, memo)] = deepcopy(value, memo)
    return made


def _deepcopy_tuple(x, memo):
    items = [deepcopy(item, memo) for item in x]
    if id(x) in memo:
        # A cycle has made the copy on the way.
        return memo[id(x)]
    for old, new in zip(x, items):
        if old is not new:
            return tuple(items)
    return x


_dispatch = {
    list: _deepcopy_list, tuple: _deepcopy_tuple, dict: _deepcopy_dict,
    bytearray: lambda x, memo: x.copy(),
    _types.MethodType: lambda x, memo: type(x)(x.__func__, deepcopy(x.__self__, memo)),
}


def _rebuilt(x, cls, memo):
    """A copy made of what pickle would store; a deep one if there is a memo."""
    from copyreg import dispatch_table

    if cls in dispatch_table:
        parts = dispatch_table[cls](x)
    elif (way := getattr(x, "__reduce_ex__", None)) is not None:
        parts = way(4)
    elif (way := getattr(x, "__reduce__", None)) is not None:
        parts = way()
    else:
        raise Error(f"un({'shallow' if memo is None else 'deep'})copyable object of type {cls}")
    return x if isinstance(parts, str) else _reconstruct(x, memo, *parts)


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None):
    deep = memo is not None
    if deep:
        made = func(*[deepcopy(arg, memo) for arg in args])
        # The state and the items may lead back to it.
        memo[id(x)] = made
    else:
        made = func(*args)
    if state is not None:
        _set_state(made, deepcopy(state, memo) if deep else state)
    for item in listiter or ():
        made.append(deepcopy(item, memo) if deep else item)
    for key, value in dictiter or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        made[key] = value
    return made


def _set_state(made, state):
    if hasattr(made, "__setstate__"):
        made.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if attributes is not None:
        made.__dict__.update(attributes)
    if slots is not None:
        for name, value in slots.items():
            setattr(made, name, value)

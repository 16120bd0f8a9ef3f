def make_hashable(value):
    """A hashable stand-in for a value: tuples for lists, sorted pairs for dicts."""
    if isinstance(value, dict):
        return tuple((key, make_hashable(item)) for key, item in sorted(value.items()))
    try:
        hash(value)
    except TypeError:
        if not hasattr(value, "__iter__"):
            raise
        return tuple(make_hashable(item) for item in value)
    return value

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def merge(*iterables, key=None, reverse=False):
    heap = []
    direction = -1 if reverse else 1
    if reverse:
        make_heap, pop, replace = _heapify_max, _heappop_max, _heapreplace_max
    else:
        make_heap, pop, replace = heapify, heappop, heapreplace
    # Entries are [key, order, value, next]: order keeps equal items in the order of their iterables and keys apart.
    for order, iterable in enumerate(map(iter, iterables)):
        advance = iterable.__next__
        try:
            value = advance()
        except StopIteration:
            continue
        heap.append([value if key is None else key(value), order * direction, value, advance])
    make_heap(heap)
    while len(heap) > 1:
        entry = heap[0]
        try:
            while True:
                yield entry[2]
                value = entry[3]()
                entry[2] = value
                entry[0] = value if key is None else key(value)
                replace(heap, entry)
                entry = heap[0]
        except StopIteration:
            pop(heap)
    if heap:
        _, _, value, advance = heap[0]
        yield value
        yield from advance.__self__


def nsmallest(n, iterable, key=None):
    if n == 1:
        missing = object()
        result = min(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n, iterable, key=None):
    if n == 1:
        missing = object()
        result = max(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]

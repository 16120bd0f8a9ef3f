from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]


class CycleError(ValueError):
    pass


class _Node:
    __slots__ = ("value", "waits_for", "successors", "state")

    def __init__(self, value):
        self.value, self.waits_for, self.successors, self.state = value, 0, [], "waiting"


class TopologicalSorter:
    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._passed_out = self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, value):
        node = self._nodes.get(value)
        if node is None:
            node = self._nodes[value] = _Node(value)
        return node

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        info = self._node(node)
        info.waits_for += len(predecessors)
        for p in predecessors:
            self._node(p).successors.append(node)

    def prepare(self):
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [n.value for n in self._nodes.values() if not n.waits_for]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def get_ready(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        ready = tuple(self._ready)
        for value in ready:
            self._nodes[value].state = "out"
        self._ready.clear()
        self._passed_out += len(ready)
        return ready

    def is_active(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._passed_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for value in nodes:
            node = self._nodes.get(value)
            if node is None:
                raise ValueError(f"node {value!r} was not added using add()")
            if node.state == "done":
                raise ValueError(f"node {value!r} was already marked done")
            if node.state == "waiting":
                raise ValueError(f"node {value!r} was not passed out (still not ready)")
            node.state = "done"
            for successor in node.successors:
                s = self._nodes[successor]
                s.waits_for -= 1
                if not s.waits_for:
                    self._ready.append(successor)
            self._finished += 1

    def _find_cycle(self):
        """A walk in depth over the successors; a node met again on the path closes a cycle."""
        seen = set()
        for start in self._nodes:
            if start in seen:
                continue
            path, place, todo = [], {}, []
            value = start
            while True:
                if value in place:
                    return path[place[value] :] + [value]
                if value not in seen:
                    seen.add(value)
                    place[value] = len(path)
                    path.append(value)
                    todo.append(iter(self._nodes[value].successors))
                while path:
                    value = next(todo[-1], todo)
                    if value is not todo:
                        break
                    todo.pop()
                    del place[path.pop()]
                else:
                    break
        return None

    def static_order(self):
        self.prepare()
        while self.is_active():
            ready = self.get_ready()
            yield from ready
            self.done(*ready)

    __class_getitem__ = classmethod(GenericAlias)

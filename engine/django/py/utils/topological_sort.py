"""An order in which everything stands after what it depends on."""

from itertools import filterfalse


class CyclicDependencyError(ValueError):
    pass


def topological_sort_as_sets(dependency_graph):
    """Sets of nodes, each of which depends on earlier sets only; the graph says of every node which ones it depends on."""
    waiting = dict(dependency_graph)
    while waiting:
        free = set(filterfalse(waiting.get, waiting))
        if not free:
            raise CyclicDependencyError("Cyclic dependency in graph: " + ", ".join(map(repr, waiting.items())))
        yield free
        waiting = {node: on - free for node, on in waiting.items() if node not in free}


def stable_topological_sort(nodes, dependency_graph):
    """The nodes in such an order, those of one set as they stood."""
    return [node for layer in topological_sort_as_sets(dependency_graph) for node in nodes if node in layer]

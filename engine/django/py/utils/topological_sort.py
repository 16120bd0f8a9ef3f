"""An order in which everything stands after what it depends on."""


class CyclicDependencyError(ValueError):
    pass


def topological_sort_as_sets(dependency_graph):
    """Sets of nodes, each of which depends on earlier sets only; the graph says of every node which ones it depends on."""
    todo = dependency_graph.copy()
    while todo:
        ready = {node for node, deps in todo.items() if not deps}
        if not ready:
            raise CyclicDependencyError("Cyclic dependency in graph: {}".format(", ".join(repr(x) for x in todo.items())))
        yield ready
        todo = {node: deps - ready for node, deps in todo.items() if node not in ready}


def stable_topological_sort(nodes, dependency_graph):
    """The nodes in such an order, those of one set as they stood."""
    return [node for layer in topological_sort_as_sets(dependency_graph) for node in nodes if node in layer]

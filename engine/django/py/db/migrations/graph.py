"""The migrations and what depends on what."""

from functools import total_ordering

from django.db.migrations.exceptions import CircularDependencyError, NodeNotFoundError
from django.db.migrations.state import ProjectState


@total_ordering
class Node:
    """A migration by its key, with those that it depends on and those that depend on it."""

    def __init__(self, key):
        self.key, self.children, self.parents = key, set(), set()

    def __eq__(self, other):
        return self.key == other

    def __lt__(self, other):
        return self.key < other

    def __hash__(self):
        return hash(self.key)

    def __getitem__(self, item):
        return self.key[item]

    def __str__(self):
        return str(self.key)

    def __repr__(self):
        return "<%s: (%r, %r)>" % (self.__class__.__name__, self.key[0], self.key[1])

    def add_child(self, child):
        self.children.add(child)

    def add_parent(self, parent):
        self.parents.add(parent)


class DummyNode(Node):
    """Something that others name and that isn't there, yet or at all."""

    def __init__(self, key, origin, error_message):
        super().__init__(key)
        self.origin, self.error_message = origin, error_message

    def raise_error(self):
        raise NodeNotFoundError(self.error_message, self.key, origin=self.origin)


class MigrationGraph:
    def __init__(self):
        self.node_map = {}
        self.nodes = {}

    def add_node(self, key, migration):
        assert key not in self.node_map
        self.node_map[key] = Node(key)
        self.nodes[key] = migration

    def add_dummy_node(self, key, origin, error_message):
        self.node_map[key] = DummyNode(key, origin, error_message)
        self.nodes[key] = None

    def add_dependency(self, migration, child, parent, skip_validation=False):
        for key, kind in ((child, "child"), (parent, "parent")):
            if key not in self.nodes:
                self.add_dummy_node(key, migration, "Migration %s dependencies reference nonexistent %s node %r" % (migration, kind, key))
        self.node_map[child].add_parent(self.node_map[parent])
        self.node_map[parent].add_child(self.node_map[child])
        if not skip_validation:
            self.validate_consistency()

    def remove_replaced_nodes(self, replacement, replaced):
        """What hung on the replaced migrations hangs on the replacement."""
        replaced = set(replaced)
        if replacement not in self.node_map:
            raise NodeNotFoundError(
                "Unable to find replacement node %r. It was either never added to the migration graph, or has been removed." % (replacement,), replacement
            )
        node = self.node_map[replacement]
        for key in replaced:
            self.nodes.pop(key, None)
            old = self.node_map.pop(key, None)
            if not old:
                continue
            for child in old.children:
                child.parents.remove(old)
                # Not for other replaced ones: the replacement would come to depend on itself.
                if child.key not in replaced:
                    node.add_child(child)
                    child.add_parent(node)
            for parent in old.parents:
                parent.children.remove(old)
                if parent.key not in replaced:
                    node.add_parent(parent)
                    parent.add_child(node)

    def remove_replacement_node(self, replacement, replaced):
        """The other way: what hung on the replacement hangs on the last of the migrations it would have replaced."""
        self.nodes.pop(replacement, None)
        if replacement not in self.node_map:
            raise NodeNotFoundError(
                "Unable to remove replacement node %r. It was either never added to the migration graph, or has been removed already." % (replacement,),
                replacement,
            )
        node = self.node_map.pop(replacement)
        olds, before = set(), set()
        for key in replaced:
            old = self.node_map.get(key)
            if old:
                olds.add(old)
                before |= old.parents
        olds -= before
        for child in node.children:
            child.parents.remove(node)
            for old in olds:
                old.add_child(child)
                child.add_parent(old)
        for parent in node.parents:
            parent.children.remove(node)

    def validate_consistency(self):
        for node in self.node_map.values():
            if isinstance(node, DummyNode):
                node.raise_error()

    def _known(self, target):
        if target not in self.nodes:
            raise NodeNotFoundError("Node %r not a valid node" % (target,), target)
        return self.node_map[target]

    def forwards_plan(self, target):
        """The migrations to be applied to get to one, with itself as the last."""
        return self.iterative_dfs(self._known(target))

    def backwards_plan(self, target):
        """The migrations to be taken back to get before one, with itself as the last."""
        return self.iterative_dfs(self._known(target), forwards=False)

    def iterative_dfs(self, start, forwards=True):
        visited, done, stack = [], set(), [(start, False)]
        while stack:
            node, left = stack.pop()
            if node in done:
                continue
            if left:
                done.add(node)
                visited.append(node.key)
            else:
                stack.append((node, True))
                stack += [(near, False) for near in sorted(node.parents if forwards else node.children)]
        return visited

    def _ends(self, near, app):
        return sorted(
            key for key in self.nodes if all(other.key[0] != key[0] for other in near(self.node_map[key])) and (not app or app == key[0])
        )

    def root_nodes(self, app=None):
        """Those that depend on no other of their app."""
        return self._ends(lambda node: node.parents, app)

    def leaf_nodes(self, app=None):
        """Those that no other of their app depends on."""
        return self._ends(lambda node: node.children, app)

    def ensure_not_cyclic(self):
        # Each unseen node starts a path; a node that the path already has closes a circle.
        todo = set(self.nodes)
        while todo:
            stack = [todo.pop()]
            while stack:
                for child in self.node_map[stack[-1]].children:
                    key = child.key
                    if key in stack:
                        raise CircularDependencyError(", ".join("%s.%s" % n for n in stack[stack.index(key):]))
                    if key in todo:
                        stack.append(key)
                        todo.remove(key)
                        break
                else:
                    stack.pop()

    def _nodes_and_edges(self):
        return len(self.nodes), sum(len(node.parents) for node in self.node_map.values())

    def __str__(self):
        return "Graph: %s nodes, %s edges" % self._nodes_and_edges()

    def __repr__(self):
        return "<%s: nodes=%s, edges=%s>" % (self.__class__.__name__, *self._nodes_and_edges())

    def _generate_plan(self, nodes, at_end):
        plan = {}
        for node in nodes:
            for key in self.forwards_plan(node):
                if at_end or key not in nodes:
                    plan[key] = None
        return list(plan)

    def make_state(self, nodes=None, at_end=True, real_apps=None):
        """The models after (or before) some migrations; after all of them if none are named."""
        if nodes is None:
            nodes = list(self.leaf_nodes())
        if not nodes:
            return ProjectState()
        if not isinstance(nodes[0], tuple):
            nodes = [nodes]
        state = ProjectState(real_apps=real_apps)
        for key in self._generate_plan(nodes, at_end):
            state = self.nodes[key].mutate_state(state, preserve=False)
        return state

    def __contains__(self, node):
        return node in self.nodes

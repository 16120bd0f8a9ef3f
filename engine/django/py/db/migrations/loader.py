"""The migrations that are there: modules of each app's migrations package, and those written in this run."""

from importlib import import_module

from django.apps import apps, registry
from django.conf import settings
from django.db.migrations.exceptions import AmbiguityError, BadMigrationError, InconsistentMigrationHistory, NodeNotFoundError
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.recorder import MigrationRecorder

MIGRATIONS_MODULE_NAME = "migrations"

# The last migrations of the apps that come with Django: what a migration of the program's depends on. Those apps have no migrations here, and their
# tables are made with the others.
LAST_OF_DJANGO = {"auth": "0012_alter_user_first_name_max_length", "contenttypes": "0002_remove_content_type_name", "sessions": "0001_initial"}


class _Graph(MigrationGraph):
    def leaf_nodes(self, app=None):
        found = super().leaf_nodes(app)
        return [(app, LAST_OF_DJANGO[app])] if not found and app in LAST_OF_DJANGO else found


class MigrationLoader:
    written = {}  # (app_label, name): class, of this run

    def __init__(self, connection=None, load=True, ignore_no_migrations=False, replace_migrations=True):
        self.connection = connection
        self.disk_migrations = self.applied_migrations = None
        self.ignore_no_migrations, self.replace_migrations = ignore_no_migrations, replace_migrations
        if load:
            self.build_graph()

    @staticmethod
    def app_labels():
        """The apps whose models the program declares itself."""
        labels = []
        for model in apps.get_models():
            label = model._meta.app_label
            if label not in labels and not model.__module__.startswith("django."):
                labels.append(label)
        return labels

    @classmethod
    def migrations_module(cls, app_label):
        """The name of an app's package of migrations, and whether the settings name it."""
        if app_label in settings.MIGRATION_MODULES:
            return settings.MIGRATION_MODULES[app_label], True
        return "%s.%s" % (cls._installed().get(app_label) or apps.get_app_config(app_label).name, MIGRATIONS_MODULE_NAME), False

    @staticmethod
    def _installed():
        """{label: package} of the apps: those with models, and those that the settings name."""
        found = {config.label: config.name for config in apps.get_app_configs()}
        for name in settings.INSTALLED_APPS:
            if not name.startswith("django.") and ".apps." not in name:
                found.setdefault(name.rpartition(".")[2], name)
        return found

    def load_disk(self):
        self.disk_migrations = {}
        self.unmigrated_apps, self.migrated_apps = set(), set()
        for label in self._installed():
            of_run = {name: cls for (app, name), cls in self.written.items() if app == label}
            found = self._package(label)
            if found is None and not of_run:
                self.unmigrated_apps.add(label)
                continue
            self.migrated_apps.add(label)
            for name, cls in sorted({**(found or {}), **of_run}.items()):
                self.disk_migrations[label, name] = cls(name, label)

    def _package(self, label):
        """{name: class} of an app's package of migrations; None if it has none."""
        module_name, explicit = self.migrations_module(label)
        if module_name is None:
            return None
        try:
            package = import_module(module_name)
        except ModuleNotFoundError as e:
            if explicit and self.ignore_no_migrations or not explicit and MIGRATIONS_MODULE_NAME in (e.name or "").split("."):
                return None
            raise
        if not hasattr(package, "__path__"):
            return None
        found = {}
        for name in registry._submodules(module_name):
            if name[0] in "_~":
                continue
            module = import_module("%s.%s" % (module_name, name))
            if hasattr(module, "__path__"):
                continue
            if not hasattr(module, "Migration"):
                raise BadMigrationError("Migration %s in app %s has no Migration class" % (name, label))
            found[name] = module.Migration
        return found

    def get_migration(self, app_label, name_prefix):
        return self.graph.nodes[app_label, name_prefix]

    def get_migration_by_prefix(self, app_label, name_prefix):
        results = [key for key in self.disk_migrations if key[0] == app_label and key[1].startswith(name_prefix)]
        if len(results) > 1:
            raise AmbiguityError("There is more than one migration for '%s' with the prefix '%s'" % (app_label, name_prefix))
        if not results:
            raise KeyError(f"There is no migration for '{app_label}' with the prefix '{name_prefix}'")
        return self.disk_migrations[results[0]]

    def check_key(self, key, current_app):
        """The migration that a dependency names: its key, or None for what need not be waited for."""
        if key[0] in LAST_OF_DJANGO and key[0] not in self.migrated_apps:
            return None
        if key[1] not in ("__first__", "__latest__") or key in self.graph:
            return key
        if key[0] == current_app or key[0] in self.unmigrated_apps:
            return None
        if key[0] in self.migrated_apps:
            ends = self.graph.root_nodes(key[0]) if key[1] == "__first__" else self.graph.leaf_nodes(key[0])
            if ends:
                return ends[0]
            if self.ignore_no_migrations:
                return None
            raise ValueError("Dependency on app with no migrations: %s" % key[0])
        raise ValueError("Dependency on unknown app: %s" % key[0])

    def add_internal_dependencies(self, key, migration):
        for parent in migration.dependencies:
            if parent[0] == key[0] and parent[1] != "__first__":
                self.graph.add_dependency(migration, key, tuple(parent), skip_validation=True)

    def add_external_dependencies(self, key, migration):
        for parent in migration.dependencies:
            if key[0] != parent[0]:
                parent = self.check_key(tuple(parent), key[0])
                if parent is not None:
                    self.graph.add_dependency(migration, key, parent, skip_validation=True)
        for child in migration.run_before:
            child = self.check_key(tuple(child), key[0])
            if child is not None:
                self.graph.add_dependency(migration, child, key, skip_validation=True)

    def build_graph(self):
        self.load_disk()
        self.applied_migrations = {} if self.connection is None else MigrationRecorder(self.connection).applied_migrations()
        self.graph = _Graph()
        self.replacements = {}
        for key, migration in self.disk_migrations.items():
            self.graph.add_node(key, migration)
            if migration.replaces:
                self.replacements[key] = migration
        # Those inside the app first: what __first__ means hangs on them.
        for key, migration in self.disk_migrations.items():
            self.add_internal_dependencies(key, migration)
        for key, migration in self.disk_migrations.items():
            self.add_external_dependencies(key, migration)
        if self.replace_migrations:
            for key, migration in self.replacements.items():
                self._replace(key, migration)
        try:
            self.graph.validate_consistency()
        except NodeNotFoundError as exc:
            self._explain(exc)
            raise
        self.graph.ensure_not_cyclic()

    def _replace(self, key, migration):
        """A squashed migration stands for those it replaces if all of them or none are applied."""
        applied = [tuple(target) in self.applied_migrations for target in migration.replaces]
        if all(applied):
            self.applied_migrations[key] = migration
        else:
            self.applied_migrations.pop(key, None)
        if all(applied) or not any(applied):
            self.graph.remove_replaced_nodes(key, migration.replaces)
        else:
            self.graph.remove_replacement_node(key, migration.replaces)

    def _explain(self, exc):
        """Says of a missing migration that a squashed one would have stood for it."""
        candidates = {key for key, migration in self.replacements.items() if exc.node in migration.replaces}
        if candidates and not any(candidate in self.graph.nodes for candidate in candidates):
            tries = ", ".join("%s.%s" % c for c in candidates)
            raise NodeNotFoundError(
                "Migration {0} depends on nonexistent node ('{1}', '{2}'). Django tried to replace migration {1}.{2} with any of [{3}] "
                "but wasn't able to because some of the replaced migrations are already applied.".format(exc.origin, exc.node[0], exc.node[1], tries),
                exc.node,
            ) from exc

    def check_consistent_history(self, connection):
        applied = MigrationRecorder(connection).applied_migrations()
        for migration in applied:
            if migration not in self.graph.nodes:
                continue
            for parent in self.graph.node_map[migration].parents:
                if parent in applied:
                    continue
                if parent in self.replacements and all(m in applied for m in self.replacements[parent.key].replaces):
                    continue
                raise InconsistentMigrationHistory(
                    "Migration {}.{} is applied before its dependency {}.{} on database '{}'.".format(*migration, *parent.key, connection.alias)
                )

    def detect_conflicts(self):
        """{app label: names} of the apps with more than one last migration."""
        seen = {}
        for app_label, name in self.graph.leaf_nodes():
            seen.setdefault(app_label, set()).add(name)
        return {app_label: names for app_label, names in seen.items() if len(names) > 1}

    def project_state(self, nodes=None, at_end=True):
        return self.graph.make_state(nodes=nodes, at_end=at_end, real_apps=self.unmigrated_apps)

    def collect_sql(self, plan):
        """The statements of a plan, which is not run."""
        statements, state = [], None
        for migration, backwards in plan:
            with self.connection.schema_editor(collect_sql=True, atomic=migration.atomic) as editor:
                if state is None:
                    state = self.project_state((migration.app_label, migration.name), at_end=False)
                if not backwards:
                    state = migration.apply(state, editor, collect_sql=True)
                else:
                    state = migration.unapply(state, editor, collect_sql=True)
            statements.extend(editor.collected_sql)
        return statements

"""The migrations that are there: modules of each app's migrations package, and those written in this run."""

import importlib

from django.apps import apps, registry
from django.db.migrations.state import ProjectState

# The last migrations of the apps that come with Django: what a migration of the program's depends on.
LAST_OF_DJANGO = {"auth": "0012_alter_user_first_name_max_length", "contenttypes": "0002_remove_content_type_name"}


class MigrationLoader:
    written = {}  # (app_label, name): class, of this run

    def __init__(self):
        self.disk_migrations = {}
        for label in self.app_labels():
            for name, cls in sorted(self._classes(label).items()):
                self.disk_migrations[label, name] = cls(name, label)

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
    def _classes(cls, label):
        found = {name: migration for (app, name), migration in cls.written.items() if app == label}
        try:
            package = importlib.import_module(f"{label}.migrations")
        except ImportError:
            return found
        for name in registry._submodules(package.__name__):
            if name[0] not in "_~":
                module = importlib.import_module(f"{label}.migrations.{name}")
                if hasattr(module, "Migration"):
                    found[name] = module.Migration
        return found

    def of(self, label):
        return [m for (app, _), m in self.disk_migrations.items() if app == label]

    def leaf_nodes(self, label):
        if label in LAST_OF_DJANGO:
            return [(label, LAST_OF_DJANGO[label])]
        names = [name for app, name in self.disk_migrations if app == label]
        return [(label, names[-1])] if names else []

    def get_migration_by_prefix(self, label, prefix):
        results = [key for key in self.disk_migrations if key[0] == label and key[1].startswith(prefix)]
        if len(results) > 1:
            raise AmbiguityError("There is more than one migration for '%s' with the prefix '%s'" % (label, prefix))
        if not results:
            raise KeyError(f"There is no migration for '{label}' with the prefix '{prefix}'")
        return self.disk_migrations[results[0]]

    def project_state(self, until=None):
        """The models after all migrations, or before the given one."""
        state = ProjectState()
        for migration in self._ordered():
            if migration is until:
                break
            migration.mutate_state(state, preserve=False)
        return state

    def _ordered(self):
        done, out = set(), []

        def visit(migration):
            key = migration.app_label, migration.name
            if key in done:
                return
            done.add(key)
            for dependency in migration.dependencies:
                if tuple(dependency) in self.disk_migrations:
                    visit(self.disk_migrations[tuple(dependency)])
            out.append(migration)

        for migration in self.disk_migrations.values():
            visit(migration)
        return out


class AmbiguityError(Exception):
    pass

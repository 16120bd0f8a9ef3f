import sys

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter


class Command(BaseCommand):
    """What would be written is kept for the rest of the run: sqlmigrate and the next makemigrations find it."""

    help = "Creates new migration(s) for apps."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("args", metavar="app_label", nargs="*")
        add("--dry-run", action="store_true", dest="dry_run")
        add("--empty", action="store_true", dest="empty")
        add("--noinput", "--no-input", action="store_false", dest="interactive")
        add("-n", "--name", dest="name")
        add("--no-header", action="store_false", dest="include_header")
        add("--check", action="store_true", dest="check_changes")

    def handle(self, *app_labels, **options):
        self.verbosity, self.dry_run, self.include_header = options["verbosity"], options["dry_run"], options["include_header"]
        name = options["name"]
        if name and not name.isidentifier():
            raise CommandError("The migration name must be a valid Python identifier.")
        if [label for label in app_labels if not self._known(label)]:
            sys.exit(2)
        loader = MigrationLoader()
        labels = [label for label in loader.app_labels() if not app_labels or label in app_labels]
        if options["empty"]:
            if not app_labels:
                raise CommandError("You must supply at least one app label when using --empty.")
            self.write({label: [self._empty(loader, label, name)] for label in labels})
            return
        changes = MigrationAutodetector(loader.project_state(), self._state(labels), MigrationQuestioner(self.stdout.write)).changes(loader, labels, name)
        if not changes:
            where = " in app%s '%s'" % ("s" * (len(app_labels) > 1), "', '".join(app_labels)) if app_labels else ""
            return self._tell(f"No changes detected{where}")
        if options["check_changes"]:
            self.log_changes(changes)
            sys.exit(1)
        self.write(changes)

    @staticmethod
    def _state(labels):
        state = ProjectState.from_apps(apps)
        state.models = {key: model for key, model in state.models.items() if key[0] in labels}
        return state

    @staticmethod
    def _empty(loader, label, name):
        leaves = loader.leaf_nodes(label)
        migration = Migration("%04d_%s" % (len(loader.of(label)) + 1, name or "custom" if leaves else "initial"), label)
        migration.dependencies, migration.initial = leaves, None if leaves else True
        return migration

    def _known(self, label):
        """Whether there is such an app; says so when there is none."""
        try:
            return apps.get_app_config(label)
        except LookupError as e:
            self.stderr.write(str(e))

    def _tell(self, line):
        if self.verbosity >= 1:
            self.stdout.write(line)

    def log_changes(self, changes):
        for label, migrations in changes.items():
            self._tell(f"Migrations for '{label}':")
            for migration in migrations:
                self._tell(f"  {MigrationWriter(migration).path}")
                for operation in migration.operations:
                    self._tell(f"    {operation.formatted_description()}")

    def write(self, changes):
        for label, migrations in changes.items():
            self.log_changes({label: migrations})
            for migration in migrations:
                writer = MigrationWriter(migration, self.include_header)
                text = writer.as_string()
                if not self.dry_run:
                    MigrationLoader.written[label, migration.name] = _load(text)
                elif self.verbosity >= 3:
                    self.stdout.write("Full migrations file '%s':" % writer.filename)
                    self.stdout.write(text)


def _load(text):
    """The class of a migration's text, as importing its file would give it."""
    namespace = {"__name__": "migrations"}
    exec(text, namespace)
    namespace["Migration"].text = text
    return namespace["Migration"]

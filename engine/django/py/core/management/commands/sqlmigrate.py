from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor
from django.db.migrations.loader import AmbiguityError, MigrationLoader


class Command(BaseCommand):
    help = "Prints the SQL statements for the named migration."

    def add_arguments(self, parser):
        parser.add_argument("app_label")
        parser.add_argument("migration_name")
        parser.add_argument("--database", default="default")
        parser.add_argument("--backwards", action="store_true")

    def handle(self, *args, **options):
        label, name = options["app_label"], options["migration_name"]
        loader = MigrationLoader()
        if not loader.of(label):
            if label in loader.app_labels():
                raise CommandError("App '%s' does not have migrations" % label)
            raise CommandError("No installed app with label '%s'." % label)
        try:
            migration = loader.get_migration_by_prefix(label, name)
        except AmbiguityError:
            raise CommandError("More than one migration matches '%s' in app '%s'. Please be more specific." % (name, label))
        except KeyError:
            raise CommandError("Cannot find a migration matching '%s' from app '%s'. Is it in INSTALLED_APPS?" % (name, label))
        if options["backwards"]:
            raise CommandError("--backwards is not part of the playground")
        editor = DatabaseSchemaEditor(connection, collect_sql=True, atomic=migration.atomic)
        with editor:
            migration.apply(loader.project_state(until=migration), editor, collect_sql=True)
        statements = editor.collected_sql
        if not statements:
            self.stderr.write("No operations found.")
            return ""
        if migration.atomic:
            statements = ["BEGIN;", *statements, "COMMIT;"]
        return "\n".join(statements)

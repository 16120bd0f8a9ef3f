from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.exceptions import AmbiguityError
from django.db.migrations.loader import MigrationLoader


class Command(BaseCommand):
    help = "Prints the SQL statements for the named migration."
    output_transaction = True

    def add_arguments(self, parser):
        parser.add_argument("app_label")
        parser.add_argument("migration_name")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)
        parser.add_argument("--backwards", action="store_true")

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        loader = MigrationLoader(connection, replace_migrations=False)
        label, name = options["app_label"], options["migration_name"]
        try:
            apps.get_app_config(label)
        except LookupError as err:
            raise CommandError(str(err))
        if label not in loader.migrated_apps:
            raise CommandError("App '%s' does not have migrations" % label)
        try:
            migration = loader.get_migration_by_prefix(label, name)
        except AmbiguityError:
            raise CommandError("More than one migration matches '%s' in app '%s'. Please be more specific." % (name, label))
        except KeyError:
            raise CommandError("Cannot find a migration matching '%s' from app '%s'. Is it in INSTALLED_APPS?" % (name, label))
        target = (label, migration.name)
        self.output_transaction = migration.atomic and connection.features.can_rollback_ddl
        statements = loader.collect_sql([(loader.graph.nodes[target], options["backwards"])])
        if not statements:
            if options["verbosity"] >= 1:
                self.stderr.write("No operations found.")
            return ""
        return "\n".join(statements)

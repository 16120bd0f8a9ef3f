from django.core.management.base import BaseCommand
from django.core.management.sql import sql_flush
from django.db import DEFAULT_DB_ALIAS, connections


class Command(BaseCommand):
    help = "Prints the statements that take all rows out of the database."
    output_transaction = True

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=tuple(connections), help="The database's alias.")

    def handle(self, **options):
        statements = sql_flush(self.style, connections[options["database"]])
        if not statements and options["verbosity"] >= 1:
            self.stderr.write("No tables found.")
        return "\n".join(statements)

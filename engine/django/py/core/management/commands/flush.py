from django.core.management.base import BaseCommand, CommandError
from django.core.management.color import no_style
from django.core.management.sql import emit_post_migrate_signal, sql_flush
from django.db import DEFAULT_DB_ALIAS, connections


class Command(BaseCommand):
    help = "Takes all rows out of the database; the tables stay."
    stealth_options = ("reset_sequences", "allow_cascade", "inhibit_post_migrate")

    def add_arguments(self, parser):
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive", help="Ask nothing.")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=tuple(connections), help="The database's alias.")

    def handle(self, **options):
        connection = connections[options["database"]]
        sql_list = sql_flush(no_style(), connection, options.get("reset_sequences", True), options.get("allow_cascade", False))
        if options["interactive"]:
            raise CommandError("flush asks before it deletes, and the playground cannot: give it interactive=False")
        try:
            connection.ops.execute_sql_flush(sql_list)
        except Exception as e:
            raise CommandError(f"Database {connection.settings_dict['NAME']} couldn't be flushed: {e}") from e
        if sql_list and not options.get("inhibit_post_migrate", False):
            emit_post_migrate_signal(options["verbosity"], options["interactive"], options["database"])

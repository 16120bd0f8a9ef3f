from django.core.management.base import AppCommand
from django.db import DEFAULT_DB_ALIAS, connections


class Command(AppCommand):
    help = "Prints the statements that set the sequences of an application's tables back."
    output_transaction = True

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=tuple(connections), help="The database's alias.")

    def handle_app_config(self, app_config, **options):
        if app_config.models_module is None:
            return
        statements = connections[options["database"]].ops.sequence_reset_sql(self.style, app_config.get_models(include_auto_created=True))
        if not statements and options["verbosity"] >= 1:
            self.stderr.write("No sequences found.")
        return "\n".join(statements)

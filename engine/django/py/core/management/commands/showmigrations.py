import sys

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


class Command(BaseCommand):
    help = "Shows all available migrations for the current project"

    def add_arguments(self, parser):
        parser.add_argument("app_label", nargs="*")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)
        formats = parser.add_mutually_exclusive_group()
        formats.add_argument("--list", "-l", action="store_const", dest="format", const="list")
        formats.add_argument("--plan", "-p", action="store_const", dest="format", const="plan")
        parser.set_defaults(format="list")

    def handle(self, *args, **options):
        self.verbosity = options["verbosity"]
        connection = connections[options["database"]]
        show = self.show_plan if options["format"] == "plan" else self.show_list
        return show(connection, options["app_label"])

    def _validate_app_names(self, app_names):
        wrong = False
        for name in app_names:
            try:
                apps.get_app_config(name)
            except LookupError as err:
                self.stderr.write(str(err))
                wrong = True
        if wrong:
            sys.exit(2)

    def show_list(self, connection, app_names=None):
        loader = MigrationLoader(connection, ignore_no_migrations=True)
        recorded = MigrationRecorder(connection).applied_migrations()
        graph = loader.graph
        if app_names:
            self._validate_app_names(app_names)
        else:
            app_names = sorted(loader.migrated_apps)
        for app_name in app_names:
            self.stdout.write(app_name, self.style.MIGRATE_LABEL)
            shown = set()
            for node in graph.leaf_nodes(app_name):
                if node not in graph.nodes:
                    continue
                for key in graph.forwards_plan(node):
                    if key in shown or key[0] != app_name:
                        continue
                    shown.add(key)
                    title = key[1]
                    replaces = graph.nodes[key].replaces
                    if replaces:
                        title += " (%s squashed migrations)" % len(replaces)
                    applied = loader.applied_migrations.get(key)
                    if not applied:
                        self.stdout.write(" [ ] %s" % title)
                    elif key in recorded:
                        output = " [X] %s" % title
                        if self.verbosity >= 2:
                            output += " (applied at %s)" % applied.applied.strftime("%Y-%m-%d %H:%M:%S")
                        self.stdout.write(output)
                    else:
                        self.stdout.write(" [-] %s" % title + " (run 'manage.py migrate' to finish recording)" if replaces else " [-] %s" % title)
            if not shown:
                self.stdout.write(" (no migrations)", self.style.ERROR)

    def show_plan(self, connection, app_names=None):
        loader = MigrationLoader(connection)
        graph = loader.graph
        targets = graph.leaf_nodes()
        if app_names:
            self._validate_app_names(app_names)
            targets = [key for key in targets if key[0] in app_names]
        plan = {}
        for target in targets:
            for key in graph.forwards_plan(target):
                plan[key] = graph.node_map[key]
        for node in plan.values():
            needs = ", ".join("%s.%s" % parent.key for parent in sorted(node.parents)) if self.verbosity >= 2 else ""
            needs = " ... (%s)" % needs if needs else ""
            self.stdout.write("[%s]  %s.%s%s" % ("X" if node.key in loader.applied_migrations else " ", *node.key, needs))
        if not plan:
            self.stdout.write("(no migrations)", self.style.ERROR)

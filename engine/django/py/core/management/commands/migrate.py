from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.exceptions import AmbiguityError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.utils.text import Truncator


class Command(BaseCommand):
    help = "Updates database schema. Manages both apps with migrations and those without."

    def add_arguments(self, parser):
        parser.add_argument("app_label", nargs="?")
        parser.add_argument("migration_name", nargs="?")
        parser.add_argument("--noinput", "--no-input", action="store_false", dest="interactive")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)
        parser.add_argument("--fake", action="store_true")
        parser.add_argument("--fake-initial", action="store_true")
        parser.add_argument("--plan", action="store_true")
        parser.add_argument("--run-syncdb", action="store_true")
        parser.add_argument("--check", action="store_true", dest="check_unapplied")
        parser.add_argument("--prune", action="store_true", dest="prune")

    @no_translations
    def handle(self, *args, **options):
        database = options["database"]
        if not options["skip_checks"]:
            self.check(databases=[database])
        self.verbosity, self.interactive = options["verbosity"], options["interactive"]
        connection = connections[database]
        connection.prepare_database()
        executor = MigrationExecutor(connection, self.migration_progress_callback)
        executor.loader.check_consistent_history(connection)
        conflicts = executor.loader.detect_conflicts()
        if conflicts:
            names = "; ".join("%s in %s" % (", ".join(names), app) for app, names in conflicts.items())
            raise CommandError(
                "Conflicting migrations detected; multiple leaf nodes in the migration graph: (%s).\n"
                "To fix them run 'python manage.py makemigrations --merge'" % names
            )
        label = options["app_label"]
        targets, only_apps, syncdb = self._targets(executor, options)
        if options["prune"]:
            return self._prune(executor, label)
        plan = executor.migration_plan(targets)
        if options["plan"]:
            return self._show_plan(plan)
        if options["check_unapplied"]:
            if plan:
                raise SystemExit(1)
            return
        syncdb = syncdb and options["run_syncdb"]
        if self.verbosity >= 1:
            self._say_what(executor, targets, only_apps, syncdb, label)
        before = executor._create_project_state(with_applied_migrations=True)
        emit_pre_migrate_signal(self.verbosity, self.interactive, database, stdout=self.stdout, apps=before.apps, plan=plan)
        if syncdb:
            if self.verbosity >= 1:
                self.stdout.write(self.style.MIGRATE_HEADING("Synchronizing apps without migrations:"))
            self.sync_apps(connection, [label] if label else executor.loader.unmigrated_apps)
        if self.verbosity >= 1:
            self.stdout.write(self.style.MIGRATE_HEADING("Running migrations:"))
        if not plan:
            if self.verbosity >= 1:
                self._nothing_to_apply(executor)
            fake = fake_initial = False
        else:
            fake, fake_initial = options["fake"], options["fake_initial"]
        state = executor.migrate(targets, plan=plan, state=before.clone(), fake=fake, fake_initial=fake_initial)
        state.clear_delayed_apps_cache()
        emit_post_migrate_signal(self.verbosity, self.interactive, database, stdout=self.stdout, apps=state.apps, plan=plan)

    def _targets(self, executor, options):
        """What to migrate to; whether whole apps are meant; and whether apps without migrations are, too."""
        loader, label, name = executor.loader, options["app_label"], options["migration_name"]
        syncdb = True
        if label:
            try:
                apps.get_app_config(label)
            except LookupError as err:
                raise CommandError(str(err))
            if options["run_syncdb"]:
                if label in loader.migrated_apps:
                    raise CommandError("Can't use run_syncdb with app '%s' as it has migrations." % label)
            elif label not in loader.migrated_apps:
                raise CommandError("App '%s' does not have migrations." % label)
        if not label:
            return loader.graph.leaf_nodes(), True, syncdb
        if not name:
            return [key for key in loader.graph.leaf_nodes() if key[0] == label], True, syncdb
        if name == "zero":
            return [(label, None)], False, False
        try:
            migration = loader.get_migration_by_prefix(label, name)
        except AmbiguityError:
            raise CommandError("More than one migration matches '%s' in app '%s'. Please be more specific." % (name, label))
        except KeyError:
            raise CommandError("Cannot find a migration matching '%s' from app '%s'." % (name, label))
        target = (label, migration.name)
        if target not in loader.graph.nodes and target in loader.replacements:
            raise CommandError(
                f"Cannot unapply '{name}' from app '{label}'. Its replaced migrations are applied."
            )
        return [target], False, False

    def _prune(self, executor, label):
        """Forgets what is applied and no longer there."""
        if not label:
            raise CommandError("Migrations can be pruned only when an app is specified.")
        if self.verbosity > 0:
            self.stdout.write("Pruning migrations:", self.style.MIGRATE_HEADING)
        gone = sorted(key for key in set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations) if key[0] == label)
        if not gone:
            if self.verbosity > 0:
                self.stdout.write("  No migrations to prune.")
            return
        for app, name in gone:
            if self.verbosity > 0:
                self.stdout.write(self.style.MIGRATE_LABEL(f"  Pruning {app}.{name}"), ending="")
            executor.recorder.record_unapplied(app, name)
            if self.verbosity > 0:
                self.stdout.write(self.style.SUCCESS(" OK"))

    def _show_plan(self, plan):
        self.stdout.write("Planned operations:", self.style.MIGRATE_LABEL)
        if not plan:
            self.stdout.write("  No planned migration operations.")
            return
        for migration, backwards in plan:
            self.stdout.write(str(migration), self.style.MIGRATE_HEADING)
            for operation in migration.operations:
                message, is_error = self.describe_operation(operation, backwards)
                self.stdout.write("    " + message, self.style.WARNING if is_error else None)

    def _say_what(self, executor, targets, only_apps, syncdb, label):
        write = self.stdout.write
        write(self.style.MIGRATE_HEADING("Operations to perform:"))
        if syncdb:
            if label:
                write(self.style.MIGRATE_LABEL("  Synchronize unmigrated app: %s" % label))
            else:
                write(self.style.MIGRATE_LABEL("  Synchronize unmigrated apps: ") + (", ".join(sorted(executor.loader.unmigrated_apps))))
        if only_apps:
            write(self.style.MIGRATE_LABEL("  Apply all migrations: ") + (", ".join(sorted({a for a, n in targets})) or "(none)"))
        elif targets[0][1] is None:
            write(self.style.MIGRATE_LABEL("  Unapply all migrations: ") + str(targets[0][0]))
        else:
            write(self.style.MIGRATE_LABEL("  Target specific migration: ") + "%s, from %s" % (targets[0][1], targets[0][0]))

    def _nothing_to_apply(self, executor):
        self.stdout.write("  No migrations to apply.")
        # Perhaps the models have changed since.
        loader = executor.loader
        now = ProjectState.from_apps(apps)
        now.models = {key: model for key, model in now.models.items() if key[0] in loader.migrated_apps}
        changes = MigrationAutodetector(loader.project_state(), now).changes(graph=loader.graph)
        if changes:
            self.stdout.write(
                self.style.NOTICE("  Your models in app(s): %s have changes that are not yet reflected in a migration, and so won't be applied."
                                  % ", ".join(repr(app) for app in sorted(changes)))
            )
            self.stdout.write(
                self.style.NOTICE("  Run 'manage.py makemigrations' to make new migrations, and then re-run 'manage.py migrate' to apply them.")
            )

    def migration_progress_callback(self, action, migration=None, fake=False):
        if self.verbosity < 1:
            return
        if action in ("apply_start", "unapply_start"):
            self.stdout.write("  %s %s..." % ("Applying" if action == "apply_start" else "Unapplying", migration), ending="")
            self.stdout.flush()
        elif action in ("apply_success", "unapply_success"):
            self.stdout.write(self.style.SUCCESS(" FAKED" if fake else " OK"))
        elif action == "render_start" and self.verbosity >= 2:
            self.stdout.write("  Rendering model states...", ending="")
            self.stdout.flush()
        elif action == "render_success" and self.verbosity >= 2:
            self.stdout.write(self.style.SUCCESS(" DONE"))

    def sync_apps(self, connection, app_labels):
        """Makes the tables of apps without migrations, where they are not there yet."""
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor))
        if self.verbosity >= 1:
            self.stdout.write("  Creating tables...")
        with connection.schema_editor() as editor:
            for config in apps.get_app_configs():
                if config.label not in app_labels:
                    continue
                for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
                    if not model._meta.can_migrate(connection) or model._meta.db_table in tables:
                        continue
                    if self.verbosity >= 1:
                        self.stdout.write("    Creating table %s" % model._meta.db_table)
                    editor.create_model(model)
            if self.verbosity >= 1:
                self.stdout.write("    Running deferred SQL...")

    @staticmethod
    def describe_operation(operation, backwards):
        """An operation in a line, and whether the line is a warning."""
        prefix, is_error = "", False
        if hasattr(operation, "code"):
            code = operation.reverse_code if backwards else operation.code
            action = (code.__doc__ or "") if code else None
        elif hasattr(operation, "sql"):
            action = operation.reverse_sql if backwards else operation.sql
        else:
            action = ""
            if backwards:
                prefix = "Undo "
        if action is not None:
            action = str(action).replace("\n", "")
        elif backwards:
            action, is_error = "IRREVERSIBLE", True
        if action:
            action = " -> " + action
        return prefix + operation.describe() + Truncator(action).chars(40), is_error

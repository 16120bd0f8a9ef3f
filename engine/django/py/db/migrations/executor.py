from django.apps.registry import apps as global_apps
from django.db import migrations, router
from django.db.migrations.exceptions import InvalidMigrationPlan
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


class MigrationExecutor:
    """Brings a database to where some migrations are the last ones, forwards or backwards."""

    def __init__(self, connection, progress_callback=None):
        self.connection = connection
        self.loader = MigrationLoader(connection)
        self.recorder = MigrationRecorder(connection)
        self.progress_callback = progress_callback

    def migration_plan(self, targets, clean_start=False):
        """[(migration, whether backwards)] for targets that are (app label, name), or (app label, None) to take everything back."""
        plan, graph = [], self.loader.graph
        applied = {} if clean_start else dict(self.loader.applied_migrations)

        def back(node):
            for key in graph.backwards_plan(node):
                if key in applied:
                    plan.append((graph.nodes[key], True))
                    applied.pop(key)

        for target in targets:
            if target[1] is None:
                for root in graph.root_nodes():
                    if root[0] == target[0]:
                        back(root)
            elif self.loader.replace_migrations and target not in graph.node_map:
                # It may be one that a squashed migration stands for.
                self.loader.replace_migrations = False
                self.loader.build_graph()
                return self.migration_plan(targets, clean_start=clean_start)
            elif target in applied:
                # Not down to the target itself: what other apps need of it stays.
                for node in sorted(n for n in graph.node_map[target].children if n[0] == target[0]):
                    back(node.key)
            else:
                for key in graph.forwards_plan(target):
                    if key not in applied:
                        plan.append((graph.nodes[key], False))
                        applied[key] = graph.nodes[key]
        return plan

    def _create_project_state(self, with_applied_migrations=False):
        state = ProjectState(real_apps=self.loader.unmigrated_apps)
        if with_applied_migrations:
            full_plan = self.migration_plan(self.loader.graph.leaf_nodes(), clean_start=True)
            applied = {self.loader.graph.nodes[key] for key in self.loader.applied_migrations if key in self.loader.graph.nodes}
            for migration, _ in full_plan:
                if migration in applied:
                    migration.mutate_state(state, preserve=False)
        return state

    def migrate(self, targets, plan=None, state=None, fake=False, fake_initial=False):
        if plan == []:
            # Without anything to record there is no need of a table for it.
            if not self.recorder.has_table():
                return self._create_project_state(with_applied_migrations=False)
        else:
            self.recorder.ensure_schema()
        if plan is None:
            plan = self.migration_plan(targets)
        full_plan = self.migration_plan(self.loader.graph.leaf_nodes(), clean_start=True)
        forwards = all(not backwards for _, backwards in plan)
        backwards = all(backwards for _, backwards in plan)
        if not plan:
            if state is None:
                state = self._create_project_state(with_applied_migrations=True)
        elif forwards == backwards:
            raise InvalidMigrationPlan(
                "Migration plans with both forwards and backwards migrations are not supported. Please split your migration process into separate "
                "plans of only forwards OR backwards migrations.",
                plan,
            )
        elif forwards:
            if state is None:
                state = self._create_project_state(with_applied_migrations=True)
            state = self._migrate_all_forwards(state, plan, full_plan, fake=fake, fake_initial=fake_initial)
        else:
            state = self._migrate_all_backwards(plan, full_plan, fake=fake)
        self.check_replacements()
        return state

    def _progress(self, *args):
        if self.progress_callback:
            self.progress_callback(*args)

    def _render(self, state):
        if "apps" not in state.__dict__:
            self._progress("render_start")
            state.apps
            self._progress("render_success")

    def _migrate_all_forwards(self, state, plan, full_plan, fake, fake_initial):
        to_run = {migration for migration, _ in plan}
        for migration, _ in full_plan:
            if not to_run:
                break
            if migration in to_run:
                self._render(state)
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
                to_run.remove(migration)
        return state

    def _migrate_all_backwards(self, plan, full_plan, fake):
        to_run = {migration for migration, _ in plan}
        # The state before each of them, made going forwards.
        states = {}
        state = self._create_project_state()
        applied = {self.loader.graph.nodes[key] for key in self.loader.applied_migrations if key in self.loader.graph.nodes}
        self._progress("render_start")
        for migration, _ in full_plan:
            if not to_run:
                break
            if migration in to_run:
                if "apps" not in state.__dict__:
                    state.apps
                states[migration] = state
                state = migration.mutate_state(state, preserve=True)
                to_run.remove(migration)
            elif migration in applied:
                migration.mutate_state(state, preserve=False)
        self._progress("render_success")
        for migration, _ in plan:
            self.unapply_migration(states[migration], migration, fake=fake)
            applied.remove(migration)
        # The state after all of it: what is still applied.
        last = plan[-1][0]
        state = states[last]
        for index, (migration, _) in enumerate(full_plan):
            if migration == last:
                for later, _ in full_plan[index:]:
                    if later in applied:
                        later.mutate_state(state, preserve=False)
                break
        return state

    def apply_migration(self, state, migration, fake=False, fake_initial=False):
        recorded = False
        self._progress("apply_start", migration, fake)
        if not fake:
            if fake_initial:
                fake, state = self.detect_soft_applied(state, migration)
            if not fake:
                with self.connection.schema_editor(atomic=migration.atomic) as editor:
                    state = migration.apply(state, editor)
                    if not editor.deferred_sql:
                        self.record_migration(migration)
                        recorded = True
        if not recorded:
            self.record_migration(migration)
        self._progress("apply_success", migration, fake)
        return state

    def record_migration(self, migration):
        for app_label, name in migration.replaces or [(migration.app_label, migration.name)]:
            self.recorder.record_applied(app_label, name)

    def unapply_migration(self, state, migration, fake=False):
        self._progress("unapply_start", migration, fake)
        if not fake:
            with self.connection.schema_editor(atomic=migration.atomic) as editor:
                state = migration.unapply(state, editor)
        for app_label, name in migration.replaces:
            self.recorder.record_unapplied(app_label, name)
        self.recorder.record_unapplied(migration.app_label, migration.name)
        self._progress("unapply_success", migration, fake)
        return state

    def check_replacements(self):
        """A squashed migration is applied when all that it replaces are."""
        applied = self.recorder.applied_migrations()
        for key, migration in self.loader.replacements.items():
            if key not in applied and all(m in applied for m in migration.replaces):
                self.recorder.record_applied(*key)

    def detect_soft_applied(self, project_state, migration):
        """Whether an initial migration's tables and columns are there already, and the state after it."""
        if migration.initial is None:
            # The first of its app, by what it depends on.
            if any(app == migration.app_label for app, name in migration.dependencies):
                return False, project_state
        elif migration.initial is False:
            return False, project_state
        after = project_state.clone() if project_state is not None else None
        if after is None:
            after = self.loader.project_state((migration.app_label, migration.name), at_end=True)
        else:
            after = migration.mutate_state(project_state, preserve=True)
        apps = after.apps
        created = added = False
        with self.connection.cursor() as cursor:
            tables = set(self.connection.introspection.table_names(cursor))
        for operation in migration.operations:
            if isinstance(operation, migrations.CreateModel):
                model = self._swapped(apps.get_model(migration.app_label, operation.name))
                if self._elsewhere(model, migration):
                    continue
                if model._meta.db_table not in tables:
                    return False, project_state
                created = True
            elif isinstance(operation, migrations.AddField):
                model = self._swapped(apps.get_model(migration.app_label, operation.model_name))
                if self._elsewhere(model, migration):
                    continue
                field = model._meta.get_field(operation.name)
                if field.many_to_many:
                    through = field.remote_field.through
                    if through._meta.auto_created and through._meta.db_table not in tables:
                        return False, project_state
                    added = True
                    continue
                with self.connection.cursor() as cursor:
                    columns = {c.name for c in self.connection.introspection.get_table_description(cursor, model._meta.db_table)} if (
                        model._meta.db_table in tables
                    ) else set()
                if field.column not in columns:
                    return False, project_state
                added = True
        return created or added, after

    @staticmethod
    def _swapped(model):
        return global_apps.get_model(model._meta.swapped) if model._meta.swapped else model

    def _elsewhere(self, model, migration):
        opts = model._meta
        return opts.proxy or not opts.managed or not router.allow_migrate(self.connection.alias, migration.app_label, model_name=opts.model_name)

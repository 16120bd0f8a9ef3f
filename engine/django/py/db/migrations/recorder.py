from django.apps.registry import Apps
from django.db import DatabaseError, models
from django.db.migrations.exceptions import MigrationSchemaMissing
from django.utils.functional import classproperty
from django.utils.timezone import now


class MigrationRecorder:
    """Which migrations are applied: a row each in the table django_migrations.

    A run begins with the tables of its models. The migrations that its apps have count as applied then, as they do in a test's database."""

    _migration_class = None

    @classproperty
    def Migration(cls):
        if cls._migration_class is None:

            class Migration(models.Model):
                app = models.CharField(max_length=255)
                name = models.CharField(max_length=255)
                applied = models.DateTimeField(default=now)

                class Meta:
                    apps = Apps()
                    app_label = "migrations"
                    db_table = "django_migrations"

                def __str__(self):
                    return "Migration %s for %s" % (self.name, self.app)

            cls._migration_class = Migration
        return cls._migration_class

    def __init__(self, connection):
        self.connection = connection
        self._has_table = False

    @property
    def migration_qs(self):
        return self.Migration.objects.using(self.connection.alias)

    def _tables(self):
        with self.connection.cursor() as cursor:
            return self.connection.introspection.table_names(cursor)

    def has_table(self):
        if not self._has_table:
            self._has_table = self.Migration._meta.db_table in self._tables()
        return self._has_table

    def ensure_schema(self):
        if self.has_table():
            return
        try:
            with self.connection.schema_editor() as editor:
                editor.create_model(self.Migration)
        except DatabaseError as exc:
            raise MigrationSchemaMissing("Unable to create the django_migrations table (%s)" % exc)

    def applied_migrations(self):
        """{(app label, name): row} of what is applied."""
        if not self.has_table():
            made = self._of_made_tables()
            if not made:
                return {}
            self.ensure_schema()
            self.migration_qs.bulk_create(self.Migration(app=app, name=name) for app, name in made)
        return {(migration.app, migration.name): migration for migration in self.migration_qs}

    def _of_made_tables(self):
        """The migrations of the apps whose tables the run has made of their models."""
        from django.apps import apps
        from django.conf import settings
        from django.db.migrations.loader import MigrationLoader

        loader = MigrationLoader(None, ignore_no_migrations=True)
        tables = set(self._tables())
        made = set()
        for label in loader.migrated_apps - set(settings.MIGRATION_MODULES):
            own = [model for model in apps.get_models() if model._meta.app_label == label]
            of_models = {model._meta.db_table for model in own if model._meta.can_migrate(self.connection)}
            if of_models and of_models <= tables:
                made.add(label)
        return [key for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), True) if key[0] in made and key not in loader.written]

    def record_applied(self, app, name):
        self.ensure_schema()
        self.migration_qs.create(app=app, name=name)

    def record_unapplied(self, app, name):
        self.ensure_schema()
        self.migration_qs.filter(app=app, name=name).delete()

    def flush(self):
        self.migration_qs.all().delete()

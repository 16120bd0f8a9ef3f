import importlib
import sys

from django.apps import apps, registry
from django.db.models import NOT_PROVIDED


class MigrationQuestioner:
    """What the autodetector asks, answered by what it was given."""

    def __init__(self, defaults=None, specified_apps=None, dry_run=None):
        self.defaults, self.specified_apps, self.dry_run = defaults or {}, specified_apps or set(), dry_run

    def ask_initial(self, app_label):
        """Whether an app without migrations is to have a first one: if it was named, or has an empty package for them."""
        from django.db.migrations.loader import MigrationLoader

        if app_label in self.specified_apps:
            return True
        try:
            apps.get_app_config(app_label)
            path, _ = MigrationLoader.migrations_module(app_label)
            if path is None:
                return self.defaults.get("ask_initial", False)
            importlib.import_module(path)
        except (LookupError, ImportError):
            return self.defaults.get("ask_initial", False)
        return not registry._submodules(path)

    def ask_not_null_addition(self, field_name, model_name):
        return None

    def ask_not_null_alteration(self, field_name, model_name):
        return None

    def ask_rename(self, model_name, old_name, new_name, field_instance):
        return self.defaults.get("ask_rename", False)

    def ask_rename_model(self, old_model_state, new_model_state):
        return self.defaults.get("ask_rename_model", False)

    def ask_merge(self, app_label):
        return self.defaults.get("ask_merge", False)

    def ask_auto_now_add_addition(self, field_name, model_name):
        return None

    def ask_unique_callable_default_addition(self, field_name, model_name):
        return None


class NonInteractiveMigrationQuestioner(MigrationQuestioner):
    """Nobody answers: a column that needs a value ends the command."""

    def __init__(self, defaults=None, specified_apps=None, dry_run=None, verbosity=1, log=None):
        self.verbosity, self.log = verbosity, log
        super().__init__(defaults=defaults, specified_apps=specified_apps, dry_run=dry_run)

    def log_lack_of_migration(self, field_name, model_name, reason):
        if self.verbosity > 0:
            self.log(f"Field '{field_name}' on model '{model_name}' not migrated: {reason}.")

    def ask_not_null_addition(self, field_name, model_name):
        self.log_lack_of_migration(field_name, model_name, "it is impossible to add a non-nullable field without specifying a default")
        sys.exit(3)

    def ask_not_null_alteration(self, field_name, model_name):
        self.log(f"Field '{field_name}' on model '{model_name}' given a default of NOT PROVIDED and must be corrected.")
        return NOT_PROVIDED

    def ask_auto_now_add_addition(self, field_name, model_name):
        self.log_lack_of_migration(field_name, model_name, "it is impossible to add a field with 'auto_now_add=True' without specifying a default")
        sys.exit(3)


class InteractiveMigrationQuestioner(MigrationQuestioner):
    def __init__(self, *args, **kwargs):
        raise NotImplementedError("questions are not part of the playground: there is nobody to ask; use NonInteractiveMigrationQuestioner")

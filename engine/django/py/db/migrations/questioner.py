import sys


class MigrationQuestioner:
    """What makemigrations asks. Nobody answers here: renames are taken for a removal and an addition, and a column that needs a value ends the command."""

    def __init__(self, log=None):
        self.log = log or (lambda text: print(text))

    def ask_not_null_addition(self, field_name, model_name):
        self.log(
            f"Field '{field_name}' on model '{model_name}' not migrated: it is impossible to add a non-nullable field without specifying a default."
        )
        sys.exit(3)

    def ask_not_null_alteration(self, field_name, model_name):
        from django.db.models import NOT_PROVIDED

        self.log(
            f"Field '{field_name}' on model '{model_name}' given a default of NOT PROVIDED and must be corrected."
        )
        return NOT_PROVIDED

    def ask_auto_now_add_addition(self, field_name, model_name):
        self.log(
            f"Field '{field_name}' on model '{model_name}' not migrated: it is impossible to add a field with 'auto_now_add=True' without specifying a default."
        )
        sys.exit(3)

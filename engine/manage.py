import sys

from django.core.management import CommandError, SystemCheckError, call_command

command = ARGUMENTS[0] if ARGUMENTS else ""
options = {}
if command == "makemigrations" and "--dry-run" not in ARGUMENTS:
    options = {"dry_run": True, "verbosity": 3}
try:
    if command == "sqlmigrate":
        # A migration that is not written yet is shown as it would be.
        call_command("makemigrations", verbosity=0)
    call_command(*ARGUMENTS, **options) if ARGUMENTS else print("give a command: check, makemigrations or sqlmigrate")
except SystemCheckError as e:
    print(e, file=sys.stderr)
    sys.exit(1)
except CommandError as e:
    print(f"CommandError: {e}", file=sys.stderr)
    sys.exit(e.returncode)

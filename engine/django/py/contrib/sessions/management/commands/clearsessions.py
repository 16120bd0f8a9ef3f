from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Can be run as a cronjob or directly to clean out expired sessions when using the database-backed session engine."

    def handle(self, **options):
        try:
            import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
        except NotImplementedError:
            raise CommandError("Session engine '%s' doesn't support clearing expired sessions." % settings.SESSION_ENGINE)

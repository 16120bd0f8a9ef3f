from django.apps import apps
from django.core import checks
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Checks the entire Django project for potential problems."
    requires_system_checks = []

    def add_arguments(self, parser):
        add = parser.add_argument
        add("args", metavar="app_label", nargs="*")
        add("--tag", "-t", action="append", dest="tags")
        add("--list-tags", action="store_true", dest="list_tags")
        add("--deploy", action="store_true", dest="deploy")
        add("--fail-level", default="ERROR", choices=("CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"), dest="fail_level")
        add("--database", action="append", dest="databases")

    def handle(self, *app_labels, **options):
        from django.core.checks.registry import registry

        deploy = options["deploy"]
        if options["list_tags"]:
            self.stdout.write("\n".join(sorted(registry.tags_available(deploy))))
            return
        app_configs = [apps.get_app_config(label) for label in app_labels] or None
        tags = options["tags"]
        if tags:
            unknown = [tag for tag in tags if not checks.tag_exists(tag, deploy)]
            if unknown:
                raise CommandError('There is no system check with the "%s" tag.' % unknown[0])
        self.check(
            app_configs=app_configs, tags=tags, display_num_errors=True, include_deployment_checks=deploy,
            fail_level=getattr(checks, options["fail_level"]), databases=options["databases"],
        )

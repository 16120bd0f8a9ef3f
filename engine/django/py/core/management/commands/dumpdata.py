import warnings

from django.apps import apps
from django.core import serializers
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import parse_apps_and_model_labels
from django.db import DEFAULT_DB_ALIAS


class ProxyModelWarning(Warning):
    pass


class Command(BaseCommand):
    help = "Output the contents of the database as a fixture of the given format (using each model's default manager unless --all is specified)."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("args", metavar="app_label[.ModelName]", nargs="*")
        add("--format", default="json")
        add("--indent", type=int)
        add("--database", default=DEFAULT_DB_ALIAS)
        add("-e", "--exclude", action="append", default=[])
        add("--natural-foreign", action="store_true", dest="use_natural_foreign_keys")
        add("--natural-primary", action="store_true", dest="use_natural_primary_keys")
        add("-a", "--all", action="store_true", dest="use_base_manager")
        add("--pks", dest="primary_keys")
        add("-o", "--output")

    def handle(self, *app_labels, **options):
        if options["output"]:
            raise CommandError("dumpdata's --output is not part of the playground: there are no files to write")
        pks = options["primary_keys"]
        primary_keys = [pk.strip() for pk in pks.split(",")] if pks else []
        excluded_models, excluded_apps = parse_apps_and_model_labels(options["exclude"])
        app_list = {}
        if not app_labels:
            if primary_keys:
                raise CommandError("You can only use --pks option with one model")
            app_list = {config: None for config in apps.get_app_configs() if config not in excluded_apps}
        elif len(app_labels) > 1 and primary_keys:
            raise CommandError("You can only use --pks option with one model")
        for label in app_labels:
            app_label, _, model_label = label.partition(".")
            try:
                config = apps.get_app_config(app_label)
            except LookupError as e:
                raise CommandError(str(e))
            if config in excluded_apps:
                continue
            if not model_label:
                if primary_keys:
                    raise CommandError("You can only use --pks option with one model")
                app_list[config] = None
                continue
            try:
                model = config.get_model(model_label)
            except LookupError:
                raise CommandError("Unknown model: %s.%s" % (app_label, model_label))
            if app_list.setdefault(config, []) is not None and model not in app_list[config]:
                app_list[config].append(model)
        format = options["format"]
        if format not in serializers.get_public_serializer_formats():
            try:
                serializers.get_serializer(format)
            except KeyError:
                pass
            raise CommandError("Unknown serialization format: %s" % format)

        def objects():
            wanted = serializers.sort_dependencies(app_list.items(), allow_cycles=not options["use_natural_foreign_keys"])
            for model in wanted:
                if model in excluded_models:
                    continue
                if model._meta.proxy:
                    if model._meta.proxy_for_model not in wanted:
                        warnings.warn("%s is a proxy model and won't be serialized." % model._meta.label, category=ProxyModelWarning)
                    continue
                manager = model._base_manager if options["use_base_manager"] else model._default_manager
                queryset = manager.using(options["database"]).order_by(model._meta.pk.name)
                yield from (queryset.filter(pk__in=primary_keys) if primary_keys else queryset).iterator()

        self.stdout.ending = None
        try:
            serializers.serialize(
                format, objects(), indent=options["indent"], use_natural_foreign_keys=options["use_natural_foreign_keys"],
                use_natural_primary_keys=options["use_natural_primary_keys"], stream=self.stdout,
            )
        except Exception as e:
            if options["traceback"]:
                raise
            raise CommandError("Unable to serialize database: %s" % e)

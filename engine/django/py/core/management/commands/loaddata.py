import os
import warnings

from django.apps import apps
from django.apps.registry import _data_files
from django.core import serializers
from django.core.management.base import BaseCommand, CommandError
from django.core.management.utils import parse_apps_and_model_labels
from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connections, transaction


class Command(BaseCommand):
    help = "Installs the named fixture(s) in the database."
    missing_args_message = "No database fixture specified. Please provide the path of at least one fixture in the command line."

    def add_arguments(self, parser):
        add = parser.add_argument
        add("args", metavar="fixture", nargs="*")
        add("--database", default=DEFAULT_DB_ALIAS)
        add("--app", dest="app_label")
        add("--ignorenonexistent", "-i", action="store_true", dest="ignore")
        add("-e", "--exclude", action="append", default=[])
        add("--format")

    def handle(self, *fixture_labels, **options):
        self.using, self.app_label, self.verbosity = options["database"], options["app_label"], options["verbosity"]
        self.ignore = options["ignore"]
        self.excluded_models, self.excluded_apps = parse_apps_and_model_labels(options["exclude"])
        self.fixtures = self.objects = self.found = 0
        self.models, self.deferred = set(), []
        with transaction.atomic(using=self.using):
            connection = connections[self.using]
            with connection.constraint_checks_disabled():
                for label in fixture_labels:
                    self.load_label(label)
                for obj in self.deferred:
                    obj.save_deferred_fields(using=self.using)
            tables = [model._meta.db_table for model in self.models]
            try:
                connection.check_constraints(tables)
            except Exception as e:
                e.args = (f"Problem installing fixtures: {e}",)
                raise
        if self.verbosity >= 1:
            of = "" if self.objects == self.found else " (of %d)" % self.found
            self.stdout.write("Installed %d object(s)%s from %d fixture(s)" % (self.objects, of, self.fixtures))

    def find_fixtures(self, label):
        """The program's fixtures that a label means: a file of the app's folder of fixtures, with or without its ending, or a path."""
        formats = serializers.get_public_serializer_formats()
        name, _, ending = label.rpartition(".")
        if name and ending not in formats:
            if not ending.isalpha() or "/" in ending:
                name, ending = label, ""
            else:
                raise CommandError("Problem installing fixture '%s': %s is not a known serialization format." % (name, ending))
        names = {label} if name else {"%s.%s" % (label, f) for f in formats}
        found = []
        for path, text in _data_files().items():
            app, _, inside = path.partition("/fixtures/")
            if self.app_label and apps.get_app_config(self.app_label).name != app:
                continue
            if inside in names or any(path == n or path.endswith("/" + n) for n in names if "/" in n):
                found.append((path, text))
        if not found:
            raise CommandError("No fixture named '%s' found." % (name or label))
        if len({os.path.dirname(path) for path, _ in found}) < len(found):
            raise CommandError("Multiple fixtures named '%s' in '%s'. Aborting." % (name or label, os.path.dirname(found[0][0])))
        return found

    def load_label(self, label):
        for path, text in self.find_fixtures(label):
            self.fixtures += 1
            count = 0
            if self.verbosity >= 2:
                self.stdout.write("Installing %s fixture '%s' from %s." % (path.rpartition(".")[2], label, os.path.dirname(path)))
            try:
                for obj in serializers.deserialize(
                    path.rpartition(".")[2], text, using=self.using, ignorenonexistent=self.ignore, handle_forward_references=True
                ):
                    count += 1
                    if self.save_obj(obj):
                        self.objects += 1
            except Exception as e:
                if not isinstance(e, CommandError):
                    e.args = ("Problem installing fixture '%s': %s" % (path, e),)
                raise
            self.found += count
            if not count:
                warnings.warn("No fixture data found for '%s'. (The file format may be invalid.)" % label, RuntimeWarning)

    def save_obj(self, obj):
        model = obj.object.__class__
        if model in self.excluded_models or model._meta.app_config in self.excluded_apps:
            return False
        self.models.add(model)
        try:
            obj.save(using=self.using)
        except (DatabaseError, IntegrityError, ValueError) as e:
            label, pk = obj.object._meta.label, obj.object.pk
            e.args = ("Could not load %s(pk=%s): %s" % (label, pk, e),)
            raise
        if obj.deferred_fields:
            self.deferred.append(obj)
        return True

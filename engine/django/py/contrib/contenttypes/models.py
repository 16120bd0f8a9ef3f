"""ContentType: a row for each model, so that a row of any model can be pointed at."""

from django.apps import apps
from django.db import models


class ContentTypeManager(models.Manager):
    use_in_migrations = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._cache = {}

    def get_by_natural_key(self, app_label, model):
        found = self._cache.get((app_label, model))
        if found is None:
            found = self._remember(self.get(app_label=app_label, model=model))
        return found

    def _remember(self, ct):
        self._cache[(ct.app_label, ct.model)] = ct
        self._cache[ct.id] = ct
        return ct

    def _get_opts(self, model, for_concrete_model):
        return model._meta.concrete_model._meta if for_concrete_model else model._meta

    def get_for_model(self, model, for_concrete_model=True):
        opts = self._get_opts(model, for_concrete_model)
        found = self._cache.get((opts.app_label, opts.model_name))
        if found is not None:
            return found
        try:
            found = self.get(app_label=opts.app_label, model=opts.model_name)
        except self.model.DoesNotExist:
            found, _ = self.get_or_create(app_label=opts.app_label, model=opts.model_name)
        return self._remember(found)

    def get_for_models(self, *wanted, for_concrete_models=True):
        found, missing = {}, {}
        for model in wanted:
            opts = self._get_opts(model, for_concrete_models)
            key = opts.app_label, opts.model_name
            if key in self._cache:
                found[model] = self._cache[key]
            else:
                missing.setdefault(key, []).append(model)
        if missing:
            # One query for all of them, by their apps.
            names = {}
            for app_label, model_name in missing:
                names.setdefault(app_label, set()).add(model_name)
            condition = models.Q()
            for app_label, in_app in names.items():
                condition |= models.Q(app_label=app_label, model__in=in_app)
            for ct in self.filter(condition):
                for model in missing.pop((ct.app_label, ct.model), ()):
                    found[model] = ct
                self._remember(ct)
        for (app_label, model_name), of in missing.items():
            ct = self._remember(self.create(app_label=app_label, model=model_name))
            for model in of:
                found[model] = ct
        return found

    def get_for_id(self, id):
        found = self._cache.get(id)
        if found is None:
            found = self._remember(self.get(pk=id))
        return found

    def clear_cache(self):
        self._cache.clear()


class ContentType(models.Model):
    app_label = models.CharField(max_length=100)
    model = models.CharField("python model class name", max_length=100)
    objects = ContentTypeManager()

    class Meta:
        app_label = "contenttypes"
        verbose_name = "content type"
        verbose_name_plural = "content types"
        db_table = "django_content_type"
        unique_together = [["app_label", "model"]]

    def __str__(self):
        return self.app_labeled_name

    @property
    def name(self):
        model = self.model_class()
        return str(model._meta.verbose_name) if model else self.model

    @property
    def app_labeled_name(self):
        model = self.model_class()
        if not model:
            return self.model
        return "%s | %s" % (model._meta.app_config.verbose_name, model._meta.verbose_name)

    def model_class(self):
        try:
            return apps.get_model(self.app_label, self.model)
        except LookupError:
            return None

    def get_object_for_this_type(self, using=None, **kwargs):
        return self.model_class()._base_manager.using(using or "default").get(**kwargs)

    def get_all_objects_for_this_type(self, **kwargs):
        return self.model_class()._base_manager.filter(**kwargs)

    def natural_key(self):
        return (self.app_label, self.model)

"""ContentType: a row for each model, so that a row of any model can be pointed at."""

from django.apps import apps
from django.db import models


class ContentTypeManager(models.Manager):
    def __init__(self, *args, **kwargs):
        self._cache = {}  # by id, and by app and model
        super().__init__(*args, **kwargs)

    use_in_migrations = True

    def clear_cache(self):
        self._cache.clear()

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

    def natural_key(self):
        return self.app_label, self.model

    def model_class(self):
        try:
            return apps.get_model(*self.natural_key())
        except LookupError:
            return None  # a row of a model that is no more

    def get_all_objects_for_this_type(self, **kwargs):
        everything = self.model_class()._base_manager
        return everything.filter(**kwargs)

    def get_object_for_this_type(self, using=None, **kwargs):
        everything = self.model_class()._base_manager
        return everything.using(using or "default").get(**kwargs)

    def _shown(self, form):
        model = self.model_class()
        return form.format(model._meta) if model else self.model

    @property
    def name(self):
        return self._shown("{0.verbose_name}")

    @property
    def app_labeled_name(self):
        return self._shown("{0.app_config.verbose_name} | {0.verbose_name}")

    def __str__(self):
        return self.app_labeled_name

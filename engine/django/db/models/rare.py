"""What few programs ask of a model's _meta."""

from django.db import connections
from django.db.models.query_utils import PathInfo


class Options:
    def can_migrate(self, connection):
        """Whether the model has a table that migrations make in a database, given as connection or alias."""
        has_table = self.managed and not (self.proxy or self.swapped)
        database = connections[connection] if isinstance(connection, str) else connection
        vendor, features = self.required_db_vendor, () if self.required_db_vendor else self.required_db_features
        missing = [name for name in features or () if not getattr(database.features, name, False)]
        return bool(has_table and not missing and vendor in (None, "", database.vendor))

    def get_path_to_parent(self, parent):
        """The joins from the model to one that it is derived from, over the keys to the parents between."""
        if self.model is parent:
            return []
        proxied = self.concrete_model
        path, opts = [], self
        for model in self.get_base_chain(parent):
            if model is proxied:
                opts = model._meta
                continue
            key = opts.get_ancestor_link(model)
            path.append(PathInfo(key.model._meta, model._meta, (model._meta.pk,), key, False, True, None))
            opts = model._meta
        return path

    def get_path_from_parent(self, parent):
        """The joins back."""
        if self.model is parent:
            return []
        chain = [*reversed(self.concrete_model._meta.get_base_chain(parent)), self.concrete_model]
        path = []
        for ancestor, child in zip(chain, chain[1:]):
            path.extend(child._meta.get_ancestor_link(ancestor).reverse_path_infos)
        return path

    @property
    def _reverse_one_to_one_field_names(self):
        return {field.name for field in self.related_objects if field.one_to_one}

"""What few programs ask of a model's _meta."""

from django.db import connections
from django.db.models.query_utils import PathInfo


class Options:
    def can_migrate(self, connection):
        """Whether the model has a table that migrations make in a database, given as connection or alias."""
        if self.proxy or self.swapped or not self.managed:
            return False
        if isinstance(connection, str):
            connection = connections[connection]
        if self.required_db_vendor:
            return self.required_db_vendor == connection.vendor
        if self.required_db_features:
            return all(getattr(connection.features, feature, False) for feature in self.required_db_features)
        return True

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

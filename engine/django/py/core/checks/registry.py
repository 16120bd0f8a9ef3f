_TAGS = "admin async_support caches commands compatibility database files models security signals sites staticfiles templates translation urls"
Tags = type("Tags", (), {"__module__": __name__, **{tag: tag for tag in _TAGS.split()}})


class CheckRegistry:
    def __init__(self):
        self.registered_checks, self.deployment_checks, self.native_tags = [], [], {}

    def _tags_of(self, check):
        return self.native_tags.get(check) or getattr(check, "tags", ())

    def register(self, check=None, *tags, **kwargs):
        """A decorator, with or without tags: @register(Tags.models)."""

        def add(check):
            import inspect

            if inspect.isfunction(check) and not any(p.kind == p.VAR_KEYWORD for p in inspect.signature(check).parameters.values()):
                raise TypeError("Check functions must accept keyword arguments (**kwargs).")
            if inspect.isbuiltin(check):
                self.native_tags[check] = tags  # it has no attributes to keep them in
            else:
                check.tags = tags
            known = self.deployment_checks if kwargs.get("deploy") else self.registered_checks
            if check not in known:
                known.append(check)
            return check

        if not callable(check):
            tags = (*tags, check) if check else tags
            return add
        return add(check)

    def run_checks(self, app_configs=None, tags=None, include_deployment_checks=False, databases=None):
        found = []
        for check in self.get_checks(include_deployment_checks):
            if tags is not None and not set(tags).intersection(self._tags_of(check)):
                continue
            said = check(app_configs=app_configs, databases=databases)
            if not hasattr(said, "__iter__"):
                raise TypeError(f"The function {check!r} did not return a list. All functions registered with the checks registry must return a list.")
            found += said
        return found

    def get_checks(self, include_deployment_checks=False):
        return self.registered_checks + (self.deployment_checks if include_deployment_checks else [])

    def tags_available(self, deployment_checks=False):
        return {tag for check in self.get_checks(deployment_checks) for tag in self._tags_of(check)}

    def tag_exists(self, tag, include_deployment_checks=False):
        return tag in self.tags_available(include_deployment_checks)


registry = CheckRegistry()
register = registry.register
run_checks = registry.run_checks
tag_exists = registry.tag_exists

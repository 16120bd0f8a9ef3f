from django.contrib.auth.decorators import _to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied


class AccessMixin:
    """What happens to those who may not see a view."""

    redirect_field_name, login_url = "next", None
    raise_exception, permission_denied_message = False, ""

    def handle_no_permission(self):
        request = self.request
        if self.raise_exception or request.user.is_authenticated:
            raise PermissionDenied(self.get_permission_denied_message())
        return _to_login(request, self.get_login_url(), self.get_redirect_field_name())

    def get_permission_denied_message(self):
        return self.permission_denied_message

    def get_login_url(self):
        from django.conf import settings

        return str(self.login_url or settings.LOGIN_URL or self._lacks("login_url", "settings.LOGIN_URL, "))

    def get_redirect_field_name(self):
        return self.redirect_field_name

    def _lacks(self, attribute, elsewhere=""):
        name = type(self).__name__
        raise ImproperlyConfigured(
            f"{name} is missing the {attribute} attribute. Define {name}.{attribute}, {elsewhere}or override {name}.get_{attribute}()."
        )


class LoginRequiredMixin(AccessMixin):
    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        return self.handle_no_permission()


class PermissionRequiredMixin(AccessMixin):
    permission_required = None

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission():
            return super().dispatch(request, *args, **kwargs)
        return self.handle_no_permission()

    def has_permission(self):
        wanted = self.get_permission_required()
        return self.request.user.has_perms(wanted)

    def get_permission_required(self):
        perms = self.permission_required
        if perms is None:
            self._lacks("permission_required")
        return (perms,) if isinstance(perms, str) else perms


class UserPassesTestMixin(AccessMixin):
    def dispatch(self, request, *args, **kwargs):
        passes = self.get_test_func()
        if passes():
            return super().dispatch(request, *args, **kwargs)
        return self.handle_no_permission()

    def get_test_func(self):
        return self.test_func

    def test_func(self):
        raise NotImplementedError(f"{type(self).__name__} is missing the implementation of the test_func() method.")

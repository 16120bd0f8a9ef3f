"""Users: who may sign in, and what they may do. Sessions are no part of the playground; login() sets request.user and nothing more."""

import inspect

from django.apps import apps as django_apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.module_loading import import_string

SESSION_KEY = "_auth_user_id"
BACKEND_SESSION_KEY = "_auth_user_backend"
HASH_SESSION_KEY = "_auth_user_hash"
REDIRECT_FIELD_NAME = "next"


def load_backend(path):
    return import_string(path)()


def _get_backends(return_tuples=False):
    backends = []
    for path in settings.AUTHENTICATION_BACKENDS:
        backend = load_backend(path)
        backends.append((backend, path) if return_tuples else backend)
    if not backends:
        raise ImproperlyConfigured("No authentication backends have been defined. Does AUTHENTICATION_BACKENDS contain anything?")
    return backends


def get_backends():
    return _get_backends(return_tuples=False)


def _clean_credentials(credentials):
    hidden = ("api", "token", "key", "secret", "password", "signature")
    return {k: "********************" if any(h in k.lower() for h in hidden) else v for k, v in credentials.items()}


def _compatible(method, request, credentials):
    try:
        inspect.signature(method).bind(request, **credentials)
    except TypeError:
        return False
    return True


def authenticate(request=None, **credentials):
    from django.contrib.auth.signals import user_login_failed

    for backend, path in _get_backends(return_tuples=True):
        if not _compatible(backend.authenticate, request, credentials):
            continue
        try:
            user = backend.authenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is None:
            continue
        user.backend = path
        return user
    user_login_failed.send(sender=__name__, credentials=_clean_credentials(credentials), request=request)


async def aauthenticate(request=None, **credentials):
    from django.contrib.auth.signals import user_login_failed

    for backend, path in _get_backends(return_tuples=True):
        if not _compatible(backend.authenticate, request, credentials):
            continue
        try:
            user = await backend.aauthenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is None:
            continue
        user.backend = path
        return user
    await user_login_failed.asend(sender=__name__, credentials=_clean_credentials(credentials), request=request)


def _sign_in(request, user):
    if user is None:
        user = request.user
    if hasattr(request, "user"):
        request.user = user
    return user


def login(request, user, backend=None):
    from django.contrib.auth.signals import user_logged_in

    user = _sign_in(request, user)
    user_logged_in.send(sender=user.__class__, request=request, user=user)


async def alogin(request, user, backend=None):
    from django.contrib.auth.signals import user_logged_in

    user = _sign_in(request, user)
    await user_logged_in.asend(sender=user.__class__, request=request, user=user)


def _sign_out(request):
    from django.contrib.auth.models import AnonymousUser

    user = getattr(request, "user", None)
    if not getattr(user, "is_authenticated", True):
        user = None
    if hasattr(request, "user"):
        request.user = AnonymousUser()
    return user


def logout(request):
    from django.contrib.auth.signals import user_logged_out

    user = _sign_out(request)
    user_logged_out.send(sender=user.__class__, request=request, user=user)


async def alogout(request):
    from django.contrib.auth.signals import user_logged_out

    user = _sign_out(request)
    await user_logged_out.asend(sender=user.__class__, request=request, user=user)


def get_user_model():
    """The model that settings.AUTH_USER_MODEL names."""
    if settings.AUTH_USER_MODEL == "auth.User":
        from django.contrib.auth.models import User

        return User
    try:
        return django_apps.get_model(settings.AUTH_USER_MODEL, require_ready=False)
    except ValueError:
        raise ImproperlyConfigured("AUTH_USER_MODEL must be of the form 'app_label.model_name'")
    except LookupError:
        raise ImproperlyConfigured("AUTH_USER_MODEL refers to model '%s' that has not been installed" % settings.AUTH_USER_MODEL)


def get_user(request):
    from django.contrib.auth.models import AnonymousUser

    return getattr(request, "user", None) or AnonymousUser()


async def aget_user(request):
    return get_user(request)


def get_permission_codename(action, opts):
    return "%s_%s" % (action, opts.model_name)


def update_session_auth_hash(request, user):
    pass


async def aupdate_session_auth_hash(request, user):
    pass

"""Who sends a request: the user of its session."""

from functools import partial

from django.contrib import auth
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject


def get_user(request):
    user = getattr(request, "_cached_user", None)
    if user is None:
        user = request._cached_user = auth.get_user(request)
    return user


async def auser(request):
    user = getattr(request, "_acached_user", None)
    if user is None:
        user = request._acached_user = await auth.aget_user(request)
    return user


def set_user(request):
    request.user = SimpleLazyObject(lambda: get_user(request))
    request.auser = partial(auser, request)


class AuthenticationMiddleware(MiddlewareMixin):
    def process_request(self, request):
        if not hasattr(request, "session"):
            from django.core.exceptions import ImproperlyConfigured

            raise ImproperlyConfigured(
                "The Django authentication middleware requires session middleware to be installed. Edit your MIDDLEWARE setting to insert "
                "'django.contrib.sessions.middleware.SessionMiddleware' before 'django.contrib.auth.middleware.AuthenticationMiddleware'."
            )
        set_user(request)

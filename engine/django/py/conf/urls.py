from django.urls import include
from django.views import defaults

__all__ = ["handler400", "handler403", "handler404", "handler500", "include"]

handler400, handler403 = defaults.bad_request, defaults.permission_denied
handler404, handler500 = defaults.page_not_found, defaults.server_error

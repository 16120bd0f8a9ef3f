from django.utils.cache import cc_delim_re, get_conditional_response, set_response_etag
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import parse_http_date_safe


class ConditionalGetMiddleware(MiddlewareMixin):
    """Answers 304 to a GET of what the client has already, and tags what it gets."""

    def process_response(self, request, response):
        # Others than GET come too late for a 412, and the body of HEAD says nothing about the resource.
        if request.method != "GET":
            return response
        if self.needs_etag(response) and not response.has_header("ETag"):
            set_response_etag(response)
        etag, modified = response.get("ETag"), response.get("Last-Modified")
        modified = modified and parse_http_date_safe(modified)
        if etag or modified:
            return get_conditional_response(request, etag=etag, last_modified=modified, response=response)
        return response

    def needs_etag(self, response):
        return all(part.lower() != "no-store" for part in cc_delim_re.split(response.get("Cache-Control", "")))

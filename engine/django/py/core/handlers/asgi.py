"""Django as an ASGI application: a request comes as a scope and messages, and the answer leaves as messages."""

import asyncio
import logging
from contextlib import aclosing
from io import BytesIO

from asgiref.sync import ThreadSensitiveContext, sync_to_async

from django._absent import names_of
from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers import base
from django.http import HttpResponseBadRequest, QueryDict, parse_cookie
from django.test.client import ASGIRequest
from django.urls import set_script_prefix

__getattr__ = names_of(__name__)
logger = logging.getLogger("django.request")


def get_script_prefix(scope):
    """The part of the address before the application's, by the setting or as the server says."""
    return settings.FORCE_SCRIPT_NAME or scope.get("root_path", "") or ""


def scope_of(request):
    """The scope that a request of a test would have come with."""
    meta, headers = request.META, []
    for key, value in meta.items():
        if key.startswith("HTTP_") or key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            name = key.removeprefix("HTTP_").lower().replace("_", "-")
            headers.append((name.encode("ascii"), str(value).encode("latin1")))
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "client": [meta.get("REMOTE_ADDR", "127.0.0.1"), 0],
        "server": (meta.get("SERVER_NAME", "testserver"), meta.get("SERVER_PORT", "80")), "scheme": meta.get("wsgi.url_scheme", "http"),
        "method": request.method, "headers": headers, "path": request.path, "query_string": meta.get("QUERY_STRING", ""),
    }


def read_scope(request, scope, body):
    """Makes a request what the scope and the body of an ASGI server say."""
    request.scope = scope
    request.path, request.script_name = scope["path"], get_script_prefix(scope)
    request.path_info = scope["path"].removeprefix(request.script_name)
    request.method = scope["method"].upper()
    query = scope.get("query_string", "")
    query = query.decode() if isinstance(query, bytes) else query
    meta = request.META = {
        "REQUEST_METHOD": request.method, "QUERY_STRING": query, "SCRIPT_NAME": request.script_name, "PATH_INFO": request.path_info,
        "wsgi.multithread": True, "wsgi.multiprocess": True,
    }
    if client := scope.get("client"):
        meta["REMOTE_ADDR"] = meta["REMOTE_HOST"] = client[0]
        meta["REMOTE_PORT"] = client[1]
    server = scope.get("server")
    meta["SERVER_NAME"], meta["SERVER_PORT"] = (server[0], str(server[1])) if server else ("unknown", "0")
    for name, value in scope.get("headers", []):
        name, value = name.decode("latin1"), value.decode("latin1")
        key = name.upper().replace("-", "_")
        key = key if name in ("content-length", "content-type") else "HTTP_" + key
        if key == "HTTP_COOKIE":
            value = value.rstrip("; ")
            meta[key] = meta[key] + "; " + value if key in meta else value
        else:
            meta[key] = meta[key] + "," + value if key in meta else value
    request._set_content_type_params(meta)
    request.GET = QueryDict(query)
    request.COOKIES = parse_cookie(meta.get("HTTP_COOKIE", ""))
    request._stream = BytesIO(body)
    request._post = request._files = None


class ASGIHandler:
    request_class = ASGIRequest
    chunk_size = 2**16

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            raise ValueError("Django can only handle ASGI/HTTP connections, not %s." % scope["type"])
        async with ThreadSensitiveContext():
            await self.handle(scope, receive, send)

    async def handle(self, scope, receive, send):
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        set_script_prefix(get_script_prefix(scope))
        await signals.request_started.asend(sender=self.__class__, scope=scope)
        request, error_response = self.create_request(scope, body)
        if request is None:
            await self.send_response(error_response, send)
            await sync_to_async(error_response.close)()
            return

        async def process_request(request, send):
            response = await self.run_get_response(request)
            try:
                await self.send_response(response, send)
            except asyncio.CancelledError:
                pass  # the client went away meanwhile
            return response

        # The request is served until it is answered or the client goes away, whichever is first.
        listening = asyncio.create_task(self.listen_for_disconnect(receive))
        serving = asyncio.create_task(process_request(request, send))
        await asyncio.wait([listening, serving], return_when=asyncio.FIRST_COMPLETED)
        for task in (listening, serving):
            if task.done():
                try:
                    task.result()
                except RequestAborted:
                    pass
            else:
                task.cancel()
                try:
                    await task
                except asyncio.CancelledError:
                    pass
        try:
            response = serving.result()
        except asyncio.CancelledError:
            await signals.request_finished.asend(sender=self.__class__)
        else:
            await sync_to_async(response.close)()

    async def listen_for_disconnect(self, receive):
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RequestAborted()
        assert False, "Invalid ASGI message after request body: %s" % message["type"]

    async def run_get_response(self, request):
        response = await base.ahandle(request, False)
        response._handler_class = self.__class__
        return response

    async def read_body(self, receive):
        chunks = []
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise RequestAborted()
            chunks.append(message.get("body", b""))
            if not message.get("more_body", False):
                return b"".join(chunks)

    def create_request(self, scope, body):
        """A request and None, or None and the answer to one that makes no sense."""
        try:
            return self.request_class(scope, body), None
        except UnicodeDecodeError:
            logger.warning("Bad Request (UnicodeDecodeError)", exc_info=True, extra={"status_code": 400})
            return None, HttpResponseBadRequest()

    async def send_response(self, response, send):
        headers = [(header.encode("ascii"), value.encode("latin1")) for header, value in response.items()]
        headers += [(b"Set-Cookie", c.OutputString().encode("ascii")) for c in response.cookies.values()]
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers})

        async def send_body(data, ends):
            for chunk, last in self.chunk_bytes(data):
                await send({"type": "http.response.body", "body": chunk, "more_body": not (ends and last)})

        if not response.streaming:
            return await send_body(response.content, True)
        async with aclosing(aiter(response)) as parts:
            async for part in parts:
                await send_body(part, False)
        await send({"type": "http.response.body"})

    @classmethod
    def chunk_bytes(cls, data):
        """Pieces of a size that servers like, each with whether it is the last."""
        for position in range(0, len(data) or 1, cls.chunk_size):
            yield data[position:position + cls.chunk_size], position + cls.chunk_size >= len(data)

"""Bodies in parts, as forms with files send them."""

import re
from io import BytesIO

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters


_boundary = re.compile(r"[ -~]{0,200}[!-~]")


MAX_TOTAL_HEADER_SIZE = 1024


class MultiPartParserError(BadRequest):
    pass


class InputStreamExhausted(Exception):
    pass


class MultiPartParser:
    """What a body in parts holds; what the handlers of uploads would do with files is left out: they stay in memory."""

    boundary_re = _boundary

    def __init__(self, META, input_data, upload_handlers=(), encoding=None):
        self._content_type = META.get("CONTENT_TYPE", "")
        if not self._content_type.startswith("multipart/"):
            raise MultiPartParserError("Invalid Content-Type: %s" % self._content_type)
        if not self._content_type.isascii():
            raise MultiPartParserError("Invalid non-ASCII Content-Type in multipart: %s" % self._content_type)
        self._boundary = parse_header_parameters(self._content_type)[1].get("boundary")
        if not self._boundary or not _boundary.fullmatch(self._boundary):
            raise MultiPartParserError("Invalid boundary in multipart: %s" % self._boundary)
        try:
            length = int(META.get("CONTENT_LENGTH", 0))
        except (ValueError, TypeError):
            length = 0
        if length < 0:
            raise MultiPartParserError("Invalid content length: %r" % length)
        self._content_length, self._input_data, self._encoding = length, input_data, encoding or "utf-8"

    def parse(self):
        if not self._content_length:
            from django.http import QueryDict

            return QueryDict(encoding=self._encoding), MultiValueDict()
        return parse(self._input_data.read(), self._boundary, self._encoding, self._content_type)


def parse(body, boundary, encoding="utf-8", content_type=""):
    """The fields and the files of a body."""
    from django.http import QueryDict

    if not content_type.isascii():
        raise MultiPartParserError("Invalid non-ASCII Content-Type in multipart: %s" % content_type)
    if not boundary or not _boundary.fullmatch(boundary):
        raise MultiPartParserError("Invalid boundary in multipart: %s" % boundary)
    post, files = QueryDict(mutable=True, encoding=encoding), MultiValueDict()
    mark = b"--" + boundary.encode("ascii")
    for part in (b"\r\n" + body).split(b"\r\n" + mark)[1:]:
        if part.startswith(b"--"):
            break  # the last mark
        head, _, data = part.partition(b"\r\n\r\n")
        if len(head) > MAX_TOTAL_HEADER_SIZE:
            raise MultiPartParserError("Request max total header size exceeded.")
        headers = {}
        for line in head.decode(encoding, "replace").split("\r\n"):
            name, colon, value = line.partition(":")
            if colon:
                headers[name.strip().lower()] = value.strip()
        disposition, params = parse_header_parameters(headers.get("content-disposition", ""))
        name = params.get("name", "").strip()
        if disposition != "form-data" or not name:
            continue
        if "filename" not in params:
            post.appendlist(name, data.decode(encoding, "replace"))
        elif filename := params["filename"].replace("\\", "/").rsplit("/", 1)[-1]:
            content_type, extra = parse_header_parameters(headers.get("content-type", ""))
            files.appendlist(name, InMemoryUploadedFile(BytesIO(data), name, filename, content_type, len(data), extra.pop("charset", None), extra))
    post._mutable = False
    return post, files

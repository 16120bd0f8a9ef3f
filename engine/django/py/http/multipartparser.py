"""Bodies in parts, as forms with files send them."""

import re
from io import BytesIO

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.http import parse_header_parameters


_boundary = re.compile(r"[ -~]{0,200}[!-~]")


class MultiPartParserError(BadRequest):
    pass


class InputStreamExhausted(Exception):
    pass


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

"""Texts for XML documents."""


def _replaced(data, entities):
    for text, replacement in entities.items():
        data = data.replace(text, replacement)
    return data


def escape(data, entities={}):
    return _replaced(_replaced(data, {"&": "&amp;", ">": "&gt;", "<": "&lt;"}), entities)


def unescape(data, entities={}):
    return _replaced(_replaced(data, {"&lt;": "<", "&gt;": ">"}), entities).replace("&amp;", "&")


def quoteattr(data, entities={}):
    data = escape(data, {**entities, "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    if '"' not in data:
        return f'"{data}"'
    if "'" not in data:
        return f"'{data}'"
    return '"' + data.replace('"', "&quot;") + '"'

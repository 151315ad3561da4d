"""The protocol's document as one plain page: readable on a closed network, without a script."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final

CONTENT_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.2rem; border-top: 1px solid #d5dbe3; padding-top: 1rem }
code, pre { font: 13px/1.5 monospace }
pre { background: #f4f6f9; padding: .7rem; overflow-x: auto } table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #d5dbe3; padding: .3rem .6rem; text-align: left; vertical-align: top }
.verb { background: #1f5fae; color: #fff; padding: .1rem .5rem; border-radius: 3px; margin-right: .5rem }
"""
Json = dict[str, Any]  # Any: JSON of OpenAPI


def page_of(document: Json) -> str:
    """The page."""
    parts = [f"<h1>{_text(document['info']['title'])}</h1>"]
    parts.append(_paragraphs(document["info"]["description"]))
    for path, operations in document["paths"].items():
        parts += [_operation(path, verb, operation) for verb, operation in operations.items()]
    names = ", ".join(
        f'<a href="#{_text(name)}">{_text(name)}</a>' for name in document["components"]["schemas"]
    )
    parts.append(f"<h2>Values</h2><p>{names}</p>")
    for name, schema in document["components"]["schemas"].items():
        about = _paragraphs(schema.get("description", "")) + _pre(schema)
        parts.append(f'<h3 id="{_text(name)}">{_text(name)}</h3>{about}')
    title = _text(document["info"]["title"])
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"<body>{''.join(parts)}</body></html>"
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_text(block)}</p>" for block in text.split("\n\n"))


def _operation(path: str, verb: str, operation: Json) -> str:
    head = f'<h2><span class="verb">{_text(verb.upper())}</span><code>{_text(path)}</code></h2>'
    text = f"<p><b>{_text(operation.get('summary', ''))}.</b> {_text(operation.get('description', ''))}</p>"
    rows = [
        (f"{p['name']} ({p['in']}{', required' if p.get('required') else ''})", p.get("description", ""),
         p.get("schema", {}))
        for p in operation.get("parameters", ())
    ]  # fmt: skip
    rows += [("body", "", _schema_of(operation["requestBody"]))] if "requestBody" in operation else []
    rows += [(status, a["description"], _schema_of(a)) for status, a in operation["responses"].items()]
    lines = "".join(
        f"<tr><td>{_text(name)}</td><td>{_text(about)}</td><td>{_type(schema)}</td></tr>"
        for name, about, schema in rows
    )
    return f"{head}{text}<table>{lines}</table>"


def _schema_of(holder: Json) -> Json:
    for held in holder.get("content", {}).values():
        schema = held.get("schema", {})
        assert isinstance(schema, dict)
        return schema
    return {}


def _type(schema: Json) -> str:
    if "$ref" in schema:
        name = _text(schema["$ref"].rpartition("/")[2])
        return f'<a href="#{name}">{name}</a>'
    return f"<code>{_text(json.dumps(schema, ensure_ascii=False))}</code>" if schema else ""


def _pre(schema: Json) -> str:
    return f"<pre>{_text(json.dumps(schema, ensure_ascii=False, indent=1))}</pre>"


def _text(value: object) -> str:
    return escape(str(value))

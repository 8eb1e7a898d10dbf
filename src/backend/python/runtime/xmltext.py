"""XML documents: read without trust, and text made fit to stand in one.

Deserializers call the readers with elements of `xml.etree`; what stands in the wrong place is a
`Mismatch`. Names are compared without their namespaces, which say nothing more in any protocol.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from typing import TYPE_CHECKING, Any, TypeVar

from .encode import put_str, wrong
from .paths import mismatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

T = TypeVar("T")

_PROLOG = re.compile(r"\ufeff?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(r"<[^\s<>/]+(?:\s+[^\s=<>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_NAMESPACE = re.compile(r"\s+([^\s=<>]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_DECLARED = re.compile(r"^<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_SPECIAL = re.compile("[^ !#-%'-;=?-~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_NUMBERED = "\t\n\r\u2028\u2029"


def parse(data: bytes) -> Element:
    """Read a document.

    Args:
        data: UTF-8 text.

    Returns:
        The outermost element. No name in the tree has a namespace.

    Raises:
        ValueError: If `data` is not well-formed XML in UTF-8, or if it declares a document type,
            by which entities could be defined.
    """
    from xml.etree.ElementTree import ParseError, XMLParser

    text = data.decode()
    declared = _DECLARED.match(text)
    if declared is not None and declared[1].lower() not in ("utf-8", "utf8", "us-ascii"):
        raise ValueError(f"the XML is in {declared[1]}, not in UTF-8")
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog is not None else 0
    if text.startswith("<!", start):
        raise ValueError("the XML declares a document type, which no service needs")
    # A default namespace goes away before the tree is built: taking it off every name of the
    # finished tree costs a fifth of the reading.
    head = _ROOT.match(text, start)
    rest = start
    parser = XMLParser()
    try:
        if head is not None:
            rest = head.end()
            parser.feed(_NAMESPACE.sub(_without_default, head[0]))
        parser.feed(text[rest:])
        root: Element = parser.close()
    except ParseError as error:
        raise ValueError(f"malformed XML: {error.msg}") from None
    if text.find("xmlns", rest) >= 0 or (head is not None and "xmlns:" in head[0]):
        _strip(root)
    return root


def nothing() -> Element:
    """Return an element that holds nothing, from which a shape is made that is not there."""
    from xml.etree.ElementTree import Element

    return Element("nothing")


def _without_default(attribute: re.Match[str]) -> str:
    return "" if attribute[1] == "xmlns" else attribute[0]


def _strip(root: Element) -> None:
    for element in root.iter():
        if element.tag.startswith("{"):
            element.tag = element.tag.partition("}")[2]
        for name in [name for name in element.keys() if name.startswith("{")]:
            element.set(name.partition("}")[2], element.attrib.pop(name))


def text(element: Element) -> str:
    """Read the text of an element.

    Args:
        element: An element that holds no others.
    """
    if len(element):
        mismatch(element, None, element, "text and no elements")
    return element.text or ""


def scalar(element: Element, parse: Callable[[str], T]) -> T:
    """Read a value from the text of an element.

    Args:
        element: An element that holds no others.
        parse: Turns text into a value; raises `ValueError` when it cannot.
    """
    found = text(element).strip()
    try:
        return parse(found)
    except ValueError as error:
        mismatch(element, None, found, f"another text: {error}")


def attribute(element: Element, name: str, parse: Callable[[str], T]) -> T | None:
    """Read a value from an attribute; `None` when it is absent.

    Args:
        element: The element.
        name: The attribute.
        parse: Turns text into a value; raises `ValueError` when it cannot.
    """
    found = element.get(name)
    if found is None:
        return None
    try:
        return parse(found)
    except ValueError as error:
        mismatch(element, name, found, f"another text: {error}")


def entries(items: Iterable[Element], key: str, value: str) -> Iterable[tuple[str, Element]]:
    """Read the entries of a map.

    Args:
        items: One element an entry.
        key: The name of the element that holds the key.
        value: The name of the element that holds the value.

    Returns:
        Keys, and the elements of the values.
    """
    for item in items:
        name, held = item.find(key), item.find(value)
        if name is None or held is None:
            mismatch(item, None, item, f"an entry with `{key}` and `{value}`")
        yield text(name), held


def only(element: Element, expected: str) -> Element:
    """Return the one member of a union.

    Args:
        element: The union.
        expected: Its name.
    """
    found = list(element)
    if len(found) != 1:
        mismatch(element, None, element, f"{expected} with exactly one member")
    return found[0]


def to_blob(value: str) -> bytes:
    """Read base64, which may stand on several lines."""
    return a2b_base64("".join(value.split()), strict_mode=True)


def put_text(container: Any, key: str | None, value: Any) -> str:
    """Accept a string and make it fit to stand in an element or an attribute.

    Args:
        container: The shape, list or dict that holds it.
        key: The attribute or key; `None` in a list.
        value: The string.
    """
    found = put_str(container, key, value)
    if _SPECIAL.search(found) is None:
        return found
    try:
        return _SPECIAL.sub(_reference, found)
    except ValueError:
        wrong(container, key, value, "text without characters that XML cannot hold")


def _reference(found: re.Match[str]) -> str:
    character = found[0]
    if character in _NAMED:
        return _NAMED[character]
    if character in _NUMBERED or "\x7f" <= character <= "\x9f":
        return f"&#x{ord(character):X};"
    raise ValueError(character)

"""URLs that are signed beforehand: whoever has one may send that request, until it expires."""

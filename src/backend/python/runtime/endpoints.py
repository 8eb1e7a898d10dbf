"""Where a service of Amazon Web Services is, unless a client is told.

A table holds an endpoint for each partition and variant, and for regions that are not as the
others. It was made from the service's own rules; nothing here knows a service.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from .errors import ConfigurationError

Found: TypeAlias = tuple[str, str | None] | None
"""A URL with `{region}` in it, and the region to sign for where that is another one."""
Variants: TypeAlias = tuple[Found, Found, Found, Found]
"""The usual endpoint, that with IPv6, that by the rules of FIPS, and that which is both."""
Endpoints: TypeAlias = tuple[tuple[str, Variants, dict[str, Variants]], ...]
"""For each partition, what its regions match, their endpoints, and those of single regions."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def endpoint(
    table: Endpoints, region: Any, *, fips: bool = False, dual_stack: bool = False
) -> tuple[str, str]:
    """Return where a service is in a region, and the region to sign for.

    Args:
        table: The service's endpoints.
        region: The region.
        fips: Whether the endpoint must follow the rules of FIPS.
        dual_stack: Whether the endpoint must have IPv6 addresses too.

    Raises:
        ConfigurationError: If the region is no name, or has no such endpoint.
    """
    if not isinstance(region, str) or _LABEL.fullmatch(region) is None:
        raise ConfigurationError(f"region is no name of a region: {region!r}")
    matching = (entry for entry in table if re.fullmatch(entry[0], region) is not None)
    _, usual, others = next(matching, table[0])
    found = others.get(region, usual)[2 * fips + dual_stack]
    if found is None:
        names = ("use_fips_endpoint", fips), ("use_dualstack_endpoint", dual_stack)
        asked = " and ".join(name for name, wanted in names if wanted) or "this service"
        raise ConfigurationError(f"region {region!r} has no endpoint for {asked}; pass base_url=")
    url, signing_region = found
    return url.replace("{region}", region), signing_region or region

"""The settings that clients have which sign for Amazon Web Services, and what they follow from.

Nothing is read from a file unless a client is made without `base_url` or without `region`.
"""

from __future__ import annotations

import os
from typing import Any

from .aws_credentials import ambient_region
from .config import BaseConfig
from .endpoints import Endpoints, endpoint
from .errors import ConfigurationError


class AwsConfig(BaseConfig):
    """The settings of such clients, beside those of every client.

    Attributes:
        credentials: An access key, or what returns it.
        region: The region.
        profile: The profile of `~/.aws` that has both where they are not given.
        use_fips_endpoint: Whether to call the endpoints that follow the rules of FIPS.
        use_dualstack_endpoint: Whether to call the endpoints that have IPv6 addresses too.
        signing_region: The region that signatures name, where the endpoint says so.
    """

    credentials: Any = None
    region: str | None = None
    profile: str | None = None
    use_fips_endpoint: bool = False
    use_dualstack_endpoint: bool = False
    signing_region: str | None = None
    _found: str | None = None

    def endpoints(self) -> Endpoints:
        """Return where the service is, by region."""
        return ()

    def complete(self) -> None:
        """Find where the service is in this region, unless that was given.

        Raises:
            ConfigurationError: If the region is not known, or has no such endpoint.
        """
        if self.base_url is not None and self.base_url is not self._found:
            self.signing_region = None
            return
        variables = (f"AWS_ENDPOINT_URL_{self.environment}", "AWS_ENDPOINT_URL")
        given = next((os.environ[name] for name in variables if os.environ.get(name)), None)
        if given is not None:
            self.base_url = self._found = given
            self.signing_region = None
            return
        table = self.endpoints()
        if not table:
            return
        region = self.region or ambient_region(self.profile)
        if region is None:
            raise ConfigurationError(
                "region is missing: pass region= or base_url=, or set AWS_REGION, or put it into "
                "~/.aws/config"
            )
        url, self.signing_region = endpoint(
            table, region, fips=self.use_fips_endpoint, dual_stack=self._dual_stack()
        )
        self.base_url = self._found = url

    def _dual_stack(self) -> bool:
        return self.use_dualstack_endpoint

    def check(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigurationError: The message names the setting.
        """
        super().check()
        for name in ("region", "profile"):
            value: Any = getattr(self, name)
            if value is not None and (not isinstance(value, str) or not value):
                raise ConfigurationError(f"{name} must be a name: {value!r}")
        for name in ("use_fips_endpoint", "use_dualstack_endpoint"):
            if not isinstance(getattr(self, name), bool):
                raise ConfigurationError(f"{name} must be True or False: {getattr(self, name)!r}")

"""Holds the signatures of the generated client to botocore's signer.

Botocore signs the request that the generated client sent once more, as of the same time, and must
come to the same signature. Other headers are signed than botocore would, which each client decides.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from sides import KEY, REGION, SECRET, Sent

UNSIGNED = "UNSIGNED-PAYLOAD"
_PARTS = re.compile(
    r"AWS4-HMAC-SHA256 Credential=([^/]+)/\d{8}/([^/]+)/([^/]+)/aws4_request, ?"
    r"SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})"
)


def wrong(sent: Sent) -> str | None:
    """Say what is wrong with the signature of a request; `None` if nothing is.

    Args:
        sent: The request.
    """
    found = _PARTS.fullmatch(sent.headers["authorization"])
    if found is None:
        return f"unreadable: {sent.headers['authorization']}"
    key, region, service, names, signature = found.groups()
    if (key, region) != (KEY, REGION):
        return f"for {key} in {region}"
    kind = S3SigV4Auth if service == "s3" else SigV4Auth
    signer: Any = kind(Credentials(KEY, SECRET), service, region)
    headers = {name: sent.headers[name] for name in names.split(";")}
    request: Any = AWSRequest(sent.method, sent.url, headers=headers, data=sent.body)
    request.context["timestamp"] = sent.headers["x-amz-date"]
    told = sent.headers.get("x-amz-content-sha256", UNSIGNED)
    if told != UNSIGNED and told != hashlib.sha256(sent.body).hexdigest():
        return f"for a body that sums up to {told}"
    text = signer.string_to_sign(request, signer.canonical_request(request))
    expected = signer.signature(text, request)
    if expected == signature:
        return None
    return f"{signature} in place of {expected} for {signer.canonical_request(request)}"

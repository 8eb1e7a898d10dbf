"""Identities, schemes and their order, without a transport."""

from __future__ import annotations

import asyncio
import hashlib
import pickle
import re
from types import SimpleNamespace
from typing import Any

import pytest

from smithyc_runtime import auth, auth_http, aws_auth, digest
from smithyc_runtime.aws_credentials import AwsCredentials
from smithyc_runtime.errors import ConfigurationError

KEYED = auth_http.ApiKeyScheme("X-Api-Key")
WITH_SCHEME = auth_http.ApiKeyScheme("Authorization", scheme="Key")
IN_QUERY = auth_http.ApiKeyScheme("api key", query=True)
SIGV4 = aws_auth.SigV4("thing")


def settings(**given: Any) -> SimpleNamespace:
    names = ("api_key", "auth", "credentials", "password", "profile", "region", "username")
    return SimpleNamespace(
        environment="THING", signing_region=None, **{name: given.get(name) for name in names}
    )


def request(url: str = "https://h/p", **headers: str) -> SimpleNamespace:
    return SimpleNamespace(method="GET", url=url, headers=dict(headers), content=None)


def signed(
    *schemes: auth.Scheme,
    url: str = "https://h/p",
    headers: dict[str, str] | None = None,
    **given: Any,
) -> SimpleNamespace:
    """Sign with both kinds of signing, which must agree."""
    made: list[SimpleNamespace] = []
    for asynchronous in (False, True):
        signer = auth.Authenticator(settings(**given), asynchronous=asynchronous).signer(schemes)
        it = request(url, **(headers or {}))
        if signer is not None and asynchronous:
            asyncio.run(signer.asign(it))
        elif signer is not None:
            signer.sign(it)
        made.append(it)
    assert made[0] == made[1]
    return made[0]


async def later() -> str:
    return "later"


def test_api_key_is_what_each_scheme_wants() -> None:
    assert signed(auth.BEARER, api_key="k").headers == {"authorization": "Bearer k"}
    assert signed(auth_http.BASIC, api_key="dTpw").headers == {"authorization": "Basic dTpw"}
    assert signed(KEYED, api_key="k").headers == {"x-api-key": "k"}
    assert signed(WITH_SCHEME, api_key="k").headers == {"authorization": "Key k"}
    assert signed(IN_QUERY, api_key="k/=").url == "https://h/p?api%20key=k%2F%3D"
    assert signed(IN_QUERY, url="https://h/p?a=1", api_key="k").url.endswith("?a=1&api%20key=k")
    assert signed(*auth.UNMODELED, api_key="k").headers == {"authorization": "Bearer k"}
    assert signed(*auth.UNMODELED).headers == {}


def test_names_and_passwords() -> None:
    expected = {"authorization": "Basic w6Q6Yjpj"}
    assert signed(auth_http.BASIC, username="ä", password="b:c").headers == expected
    assert signed(auth_http.BASIC, auth=("ä", "b:c")).headers == expected
    assert signed(auth_http.BASIC, auth=auth.Login("ä", lambda: "b:c")).headers == expected
    with pytest.raises(ConfigurationError, match="password is missing"):
        signed(auth_http.BASIC, username="a")
    with pytest.raises(ConfigurationError, match="colon"):
        auth.Login("a:b", "c")


def test_callables_are_called_each_time() -> None:
    counted = iter("abc")
    signer = auth.Authenticator(settings(api_key=lambda: next(counted)), asynchronous=False).signer(
        (auth.BEARER,)
    )
    assert signer is not None
    for letter in "abc":
        it = request()
        signer.sign(it)
        assert it.headers["authorization"] == f"Bearer {letter}"


@pytest.mark.parametrize("scheme", [auth.BEARER, auth_http.BASIC, KEYED, IN_QUERY])
def test_the_asynchronous_client_awaits(scheme: auth.Scheme) -> None:
    given = settings(api_key=later)
    signer = auth.Authenticator(given, asynchronous=True).signer((scheme,))
    assert signer is not None
    it = request()
    asyncio.run(signer.asign(it))
    assert "later" in f"{it.headers}{it.url}"


class Later:
    async def __call__(self) -> str:
        return "later"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"api_key": later}, "api_key"),
        ({"api_key": Later()}, "api_key"),
        ({"username": "u", "password": later}, "password"),
        ({"auth": auth.BearerToken(later)}, "token"),
        ({"credentials": later}, "credentials"),
    ],
)
def test_the_synchronous_client_refuses_what_it_cannot_await(
    given: dict[str, Any], name: str
) -> None:
    with pytest.raises(ConfigurationError, match=f"{name}.* is asynchronous"):
        auth.Authenticator(settings(**given), asynchronous=False)


@pytest.mark.filterwarnings("error")
def test_a_coroutine_that_shows_late_is_refused_too() -> None:
    with pytest.raises(ConfigurationError, match="api_key is asynchronous"):
        signer = auth.Authenticator(settings(api_key=lambda: later()), asynchronous=False)
        found = signer.signer((auth.BEARER,))
        assert found is not None
        found.sign(request())


def test_the_order_is_the_models_and_code_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKID")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")
    monkeypatch.setenv("AWS_REGION", "r")
    assert signed(auth.BEARER, KEYED, api_key="k").headers == {"authorization": "Bearer k"}
    assert signed(KEYED, auth.BEARER, api_key="k").headers == {"x-api-key": "k"}
    assert signed(SIGV4, auth.BEARER, api_key="k").headers == {"authorization": "Bearer k"}
    assert "AKID" in signed(SIGV4, auth.BEARER).headers["authorization"]
    two = [auth.ApiKey("a"), auth.BearerToken("b")]
    assert signed(auth.BEARER, KEYED, auth=two).headers == {"authorization": "Bearer b"}
    by_name = {"smithy.api#httpApiKeyAuth": auth.ApiKey("a")}
    assert signed(auth.BEARER, KEYED, auth=by_name).headers == {"x-api-key": "a"}


def test_nothing_is_signed_where_nothing_is_to_be() -> None:
    assert signed(auth.BEARER, auth=[]).headers == {}
    assert signed(api_key="k").headers == {}
    assert signed(auth.BEARER, auth.NO_AUTH).headers == {}
    assert signed(auth.BEARER, auth.NO_AUTH, api_key="k").headers == {"authorization": "Bearer k"}


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    with pytest.raises(
        ConfigurationError, match=r"httpBearerAuth: pass api_key=.* or set THING_API_KEY"
    ):
        signed(auth.BEARER)
    with pytest.raises(ConfigurationError, match=r"sigv4: pass credentials=.* AWS_ACCESS_KEY_ID"):
        signed(SIGV4, auth.BEARER)
    with pytest.raises(ConfigurationError, match=r"pass auth=\{'a#b': "):
        signed(auth.OtherScheme("a#b"))
    # By hand is as good.
    by_hand = {"authorization": "Bearer mine"}
    assert signed(auth.BEARER, headers=by_hand).headers == by_hand
    assert signed(KEYED, headers={"x-api-key": "mine"}).headers == {"x-api-key": "mine"}
    assert signed(auth.BEARER, headers=by_hand, api_key="other").headers == by_hand


class Own:
    def sign(self, request: Any, /) -> None:
        request.headers["x-own"] = request.method


class OwnLater:
    async def sign(self, request: Any, /) -> None:
        request.headers["x-own"] = "later"


def test_who_signs_on_its_own() -> None:
    assert signed(auth.BEARER, auth=Own()).headers == {"x-own": "GET"}
    assert signed(auth.OtherScheme("a#b"), auth={"a#b": Own()}).headers == {"x-own": "GET"}
    with pytest.raises(ConfigurationError, match="OwnLater.sign is asynchronous"):
        auth.Authenticator(settings(auth=OwnLater()), asynchronous=False)
    signer = auth.Authenticator(settings(auth=OwnLater()), asynchronous=True).signer((auth.BEARER,))
    assert signer is not None
    it = request()
    asyncio.run(signer.asign(it))
    assert it.headers == {"x-own": "later"}
    with pytest.raises(ConfigurationError, match="auth must be an identity"):
        auth.Authenticator(settings(auth=3), asynchronous=False)


SECRET = "se-cret"
IDENTITIES = [
    auth.BearerToken(SECRET),
    auth.ApiKey(SECRET),
    auth.Login("me", SECRET),
    AwsCredentials("AKID", SECRET, SECRET),
]


@pytest.mark.parametrize("identity", IDENTITIES)
def test_no_secret_shows(identity: auth.Identity) -> None:
    assert SECRET not in repr(identity)
    again = pickle.loads(pickle.dumps(identity))
    assert SECRET not in repr(again)
    assert type(again) is type(identity)


@pytest.mark.parametrize("bad", [f"{SECRET}\n", "", 3])
@pytest.mark.parametrize("scheme", [auth.BEARER, auth_http.BASIC, KEYED, IN_QUERY])
def test_no_secret_shows_in_errors(scheme: auth.Scheme, bad: Any) -> None:
    with pytest.raises(ConfigurationError) as caught:
        signed(scheme, auth=auth.ApiKey(bad))
    assert SECRET not in str(caught.value)


def test_profiles(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    (tmp_path / "credentials").write_text(
        "[default]\naws_access_key_id = A1\naws_secret_access_key = %s\n"
        "[other]\naws_access_key_id=A2\naws_secret_access_key=s\naws_session_token=t\n"
    )
    (tmp_path / "config").write_text(
        "[default]\nregion = r1\n[profile other]\nregion=r2\ns3 =\n  addressing_style = path\n"
        "[profile sso]\nsso_session = x\n"
    )
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    assert re.search(r"A1/\d+/r1/thing", signed(SIGV4).headers["authorization"])
    monkeypatch.setenv("AWS_PROFILE", "other")
    headers = signed(SIGV4).headers
    assert re.search(r"A2/\d+/r2/thing", headers["authorization"])
    assert headers["x-amz-security-token"] == "t"
    assert "A1/" in signed(SIGV4, profile="default").headers["authorization"]
    with pytest.raises(ConfigurationError, match="the profile 'sso' holds no aws_access_key_id"):
        signed(SIGV4, profile="sso")
    (tmp_path / "config").write_text("se-cret\n")
    with pytest.raises(ConfigurationError, match="cannot be read") as caught:
        signed(SIGV4)
    assert SECRET not in str(caught.value)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "A3")
    with pytest.raises(ConfigurationError, match="AWS_SECRET_ACCESS_KEY is not set"):
        signed(SIGV4, region="r")


def test_region_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/nonexistent")
    with pytest.raises(ConfigurationError, match="region is missing: pass region="):
        signed(SIGV4, credentials=AwsCredentials("a", "b"))


# The examples of RFC 7616, section 3.9.
MUFASA = auth.Login("Mufasa", "Circle of Life")
RFC_CHALLENGE = (
    'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm={0}, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_the_examples_of_rfc_7616(algorithm: str, expected: str) -> None:
    found = digest.read_challenge(RFC_CHALLENGE.format(algorithm))
    assert found is not None
    made = digest.answer(
        found[0], "Mufasa", "Circle of Life", "GET", "/dir/index.html", b"", 1, CLIENT_NONCE
    )
    assert f'response="{expected}"' in made
    assert "nc=00000001" in made


def test_challenges_are_told_apart() -> None:
    header = (
        'Basic realm="a, b=\\"c\\"", Negotiate dG9rZW4=, '
        + RFC_CHALLENGE.format("MD5")
        + ", "
        + RFC_CHALLENGE.format("SHA-256")
        + ", Digest realm=x, nonce=y, algorithm=NEW"
    )
    schemes = [scheme for scheme, _ in digest.challenges(header)]
    assert schemes == ["basic", "negotiate", "digest", "digest", "digest"]
    found = digest.read_challenge(header)
    assert found is not None
    assert found[0].algorithm == "SHA-256"
    for bad in (
        "",
        "Basic realm=x",
        "Digest realm=x",
        'Digest nonce="n", qop="new"',
        "\x00",
        "===",
    ):
        assert digest.read_challenge(bad) is None


def test_answers_to_challenges() -> None:
    signer = digest.DigestSigner(MUFASA)
    it = request("https://h/a?b=c")
    signer.sign(it)
    assert "authorization" not in it.headers
    first = {"www-authenticate": 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256-sess'}
    assert not signer.challenged(403, first, it)
    assert not signer.challenged(401, {"www-authenticate": "Basic"}, it)
    assert signer.challenged(401, first, it)
    for count in (1, 2):
        it = request("https://h/a?b=c")
        signer.sign(it)
        assert 'uri="/a?b=c"' in it.headers["authorization"]
        assert f"nc={count:08x}" in it.headers["authorization"]
        assert "Circle" not in it.headers["authorization"]
    # The same challenge again means that the answer was wrong; a new one that it was old.
    assert not signer.challenged(401, first, it)
    newer = {"www-authenticate": 'Digest realm="r", nonce="n2", stale=true'}
    assert signer.challenged(401, newer, it)
    # Another origin has challenged nobody.
    it = request("https://other/")
    signer.sign(it)
    assert it.headers == {}


def test_names_that_are_not_ascii_and_hashed_names() -> None:
    plain = digest.read_challenge('Digest realm="r", nonce="n", qop=auth')
    hashed = digest.read_challenge('Digest realm="r", nonce="n", qop=auth, userhash=true')
    assert plain is not None and hashed is not None
    made = digest.answer(plain[0], "Jäsøn", "p", "GET", "/", b"", 1, "c")
    assert "username*=UTF-8''J%C3%A4s%C3%B8n, " in made
    made = digest.answer(hashed[0], "me", "p", "GET", "/", b"", 1, "c")
    assert f'username="{hashlib.md5(b"me:r").hexdigest()}"' in made
    assert made.endswith("userhash=true")


def test_a_hashed_body() -> None:
    found = digest.read_challenge('Digest realm="r", nonce="n", qop="auth-int"')
    assert found is not None
    one = digest.answer(found[0], "me", "p", "PUT", "/", b"a", 1, "c")
    two = digest.answer(found[0], "me", "p", "PUT", "/", b"b", 1, "c")
    assert one != two
    with pytest.raises(ConfigurationError, match="a stream"):
        digest.answer(found[0], "me", "p", "PUT", "/", None, 1, "c")

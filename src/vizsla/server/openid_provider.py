"""Lets people sign in at an OpenID provider: the authorization code flow with PKCE, by Authlib.

The provider says who somebody is by a token that it signs, for this client, with a number that was
made for this attempt. Nothing of the token is kept but the identity.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from vizsla.errors import AccessError, MissingExtraError, OptionError, ServerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from authlib.integrations.httpx_client import AsyncOAuth2Client

__all__ = [
    "OpenidAttempt",
    "OpenidIdentity",
    "OpenidProvider",
    "OpenidSettings",
    "require_openid",
]

WELL_KNOWN = "/.well-known/openid-configuration"
SCOPE = "openid email profile"
FRESH = 3600.0  # seconds for which the provider's addresses and keys are remembered
SECONDS = 10.0  # for an answer of the provider
LEEWAY = 60  # seconds by which two clocks may differ
# None that needs no key of the provider's, or a key that the client has, too.
ALGORITHMS = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}


@dataclass(frozen=True, slots=True)
class OpenidSettings:
    """A provider, and what it knows this server by.

    Attributes:
        issuer: the provider's address, such as ``https://id.example.org``.
        client_id: the name under which this server is known there.
        client_secret: the secret that goes with it; empty for a public client.
        role: the role of people whom nobody has added; empty where those may not come in.

    Raises:
        OptionError: others could listen at the address.

    """

    issuer: str
    client_id: str
    client_secret: str
    role: str = ""

    def __post_init__(self) -> None:
        """Check the address."""
        try:
            _check_address(self.issuer)
        except ValueError as error:
            raise OptionError(f"the address of the OpenID provider: {error}") from error

    @property
    def name(self) -> str:
        """The provider's name for people: the host of its address."""
        return urlsplit(self.issuer).hostname or self.issuer


@dataclass(frozen=True, slots=True)
class OpenidAttempt:
    """What the browser keeps while a person is at the provider.

    Attributes:
        state: comes back with the answer, which belongs to this attempt.
        nonce: comes back in the token.
        verifier: proves to the provider that the one who asks has begun.

    """

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> OpenidAttempt:
        """Return an attempt that nobody can guess."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


@dataclass(frozen=True, slots=True)
class OpenidIdentity:
    """Who somebody is at the provider.

    Attributes:
        issuer: the provider.
        subject: the name there, which never changes.
        email: the verified address; None where there is none.

    """

    issuer: str
    subject: str
    email: str | None


class OpenidProvider:
    """The provider as one server process uses it.

    Args:
        settings: which provider.

    """

    def __init__(self, settings: OpenidSettings) -> None:
        self.settings = settings
        self._known: tuple[float, dict[str, Any]] | None = None
        self._keys: dict[str, Any] | None = None

    async def begin(self, attempt: OpenidAttempt, back: str) -> str:
        """Return the address at which the person signs in.

        Args:
            attempt: the attempt.
            back: the address of this server to which the provider sends the person back.

        Raises:
            ServerError: the provider does not answer as it should.

        """
        known = await self._metadata()
        async with self._client(back) as client:
            address, _ = client.create_authorization_url(
                known["authorization_endpoint"],
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
            )
        return str(address)

    async def finish(
        self, attempt: OpenidAttempt, answer: Mapping[str, str], back: str
    ) -> OpenidIdentity:
        """Return who has signed in.

        Args:
            attempt: the attempt.
            answer: the parameters with which the provider has sent the person back.
            back: the address that ``begin`` got.

        Raises:
            AccessError: the provider refuses, or the answer belongs to another attempt.
            ServerError: the provider does not answer as it should.

        """
        if not secrets.compare_digest(answer.get("state", ""), attempt.state):
            raise AccessError("this answer of the provider belongs to another attempt; try again")
        if answer.get("iss", self.settings.issuer) != self.settings.issuer:
            raise AccessError("this answer comes from another provider; try again")
        if "code" not in answer:
            raise AccessError(
                f"{self.settings.name} did not let the person in ({answer.get('error', '')!r:.80})"
            )
        known = await self._metadata()
        try:
            async with self._client(back) as client:
                token = await client.fetch_token(
                    known["token_endpoint"], code=answer["code"], code_verifier=attempt.verifier
                )
                claims = await self._claims(client, known, token, attempt)
                if "email" not in claims and "userinfo_endpoint" in known:
                    found = (await client.get(known["userinfo_endpoint"])).json()
                    if found.get("sub") == claims["sub"]:
                        claims = {**found, **claims}
        except _faults() as error:
            raise _refusal(error, self.settings) from error
        verified = claims.get("email_verified") in (True, "true")
        email = str(claims["email"]) if verified and claims.get("email") else None
        return OpenidIdentity(self.settings.issuer, str(claims["sub"]), email)

    async def _claims(
        self,
        client: AsyncOAuth2Client,
        known: Mapping[str, Any],
        token: Mapping[str, Any],
        attempt: OpenidAttempt,
    ) -> dict[str, Any]:
        """Return what the provider says of the person, checked."""
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - as in require_openid
        from joserfc import jwt  # noqa: PLC0415
        from joserfc.errors import InvalidKeyIdError  # noqa: PLC0415
        from joserfc.jwk import KeySet  # noqa: PLC0415
        from joserfc.jws import JWSRegistry  # noqa: PLC0415

        offered = set(known.get("id_token_signing_alg_values_supported") or ["RS256"])
        registry = JWSRegistry(algorithms=sorted(offered & ALGORITHMS), strict_check_header=False)
        written = str(token["id_token"])
        try:
            keys = KeySet.import_key_set(await self._key_set(client, known))  # type: ignore[arg-type] # JSON
            decoded = jwt.decode(written, keys, registry=registry)
        except InvalidKeyIdError:  # it has new keys
            self._keys = None
            keys = KeySet.import_key_set(await self._key_set(client, known))  # type: ignore[arg-type] # JSON
            decoded = jwt.decode(written, keys, registry=registry)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "values": [self.settings.issuer]},
                "aud": {"essential": True, "values": [self.settings.client_id]},
            },
            {
                "nonce": attempt.nonce,
                "client_id": self.settings.client_id,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=LEEWAY)
        return dict(claims)

    async def _key_set(self, client: AsyncOAuth2Client, known: Mapping[str, Any]) -> dict[str, Any]:
        if self._keys is None:
            answer = await client.request("GET", known["jwks_uri"], withhold_token=True)
            self._keys = answer.raise_for_status().json()
        return self._keys

    async def _metadata(self) -> dict[str, Any]:
        """Return the provider's addresses.

        Raises:
            ServerError: it does not answer, or is another one.

        """
        if self._known is not None and time.monotonic() - self._known[0] < FRESH:
            return self._known[1]
        issuer = self.settings.issuer
        try:
            async with self._client("") as client:
                answer = await client.request(
                    "GET", issuer.rstrip("/") + WELL_KNOWN, withhold_token=True
                )
                found: dict[str, Any] = answer.raise_for_status().json()
            _check_issuer(str(found["issuer"]), issuer)
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _check_address(str(found[name]))
        except _faults() as error:
            raise ServerError(
                f"the OpenID provider {issuer} does not answer as it should ({error}); check the "
                "address, or try again later"
            ) from error
        self._known, self._keys = (time.monotonic(), found), None
        return found

    def _client(self, back: str) -> AsyncOAuth2Client:
        from authlib.integrations.httpx_client import (  # noqa: PLC0415 - as in require_openid
            AsyncOAuth2Client,
        )

        return AsyncOAuth2Client(
            self.settings.client_id,
            self.settings.client_secret or None,
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=SECONDS,
        )


def require_openid() -> None:
    """Raise an error unless people can sign in at a provider.

    Raises:
        MissingExtraError: a library is not installed.

    """
    try:
        import authlib.integrations.httpx_client  # noqa: F401, PLC0415 - few servers need it
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f"an OpenID provider needs {error.name}, which is not installed: "
            "pip install 'vizsla[people]'"
        ) from error


def _check_address(address: str) -> None:
    """Refuse an address of a provider at which others could listen.

    Raises:
        ValueError: it is neither HTTPS nor on this computer.

    """
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ValueError(f"{address!r:.120} must begin with https://")


def _check_issuer(found: str, wanted: str) -> None:
    if found != wanted:
        raise ValueError(f"it calls itself {found!r:.120}")


def _faults() -> tuple[type[Exception], ...]:
    """Return the errors of a provider that does not answer as it should."""
    from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - as in require_openid
    from httpx2 import HTTPError, InvalidURL  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    return OAuthError, JoseError, HTTPError, InvalidURL, ValueError, KeyError


def _refusal(error: Exception, settings: OpenidSettings) -> AccessError | ServerError:
    from authlib.integrations.base_client import OAuthError  # noqa: PLC0415 - as above
    from joserfc.errors import JoseError  # noqa: PLC0415

    if isinstance(error, OAuthError | JoseError):
        return AccessError(f"what {settings.name} says of the person is not valid; try again")
    return ServerError(f"the OpenID provider {settings.issuer} does not answer as it should")

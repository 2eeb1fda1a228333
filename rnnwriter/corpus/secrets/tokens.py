"""Keys and tokens, known by their form: detect-secrets' detectors and some that it lacks.

Nothing here can reach a network. detect-secrets asks services whether a key is alive in `verify`,
which its `analyze_line` and `scan_line` call; here only `analyze_string` is used, which is regular
expressions and nothing else.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detect_secrets.plugins.base import BasePlugin
    from detect_secrets.plugins.high_entropy_strings import Base64HighEntropyString

KEY = "key or token"
PRIVATE_KEY = "private key"
CONNECTION = "address with a password"

# Long enough to be a key; without a digit a word of prose, and no key that is looked for here.
_LONG = re.compile(r"[A-Za-z0-9_+/=.:\-]{12,}")
_DIGIT = re.compile(r"\d")
_KEYS = re.compile(
    r"""
    \b(?:
      github_pat_\w{22,} | gh[pousr]_[A-Za-z0-9]{30,} | npm_[A-Za-z0-9]{30,}
    | sk-[A-Za-z0-9_\-]{20,} | [srp]k_(?:live|test)_[A-Za-z0-9]{16,} | whsec_[A-Za-z0-9+/=]{16,}
    | AIza[\w\-]{30,} | ya29\.[\w\-]{20,} | hf_[A-Za-z0-9]{30,} | x(?:ox[a-z]|app)-[\w\-]{10,}
    | dop_v1_[a-f0-9]{32,} | shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32} | PMAK-[a-f0-9\-]{24,}
    | (?:A3T[A-Z0-9]|ABIA|ACCA|AKIA|ASIA)[0-9A-Z]{16}
    | AGE-SECRET-KEY-1[0-9A-Z]{50,} | [xyz]prv[1-9A-HJ-NP-Za-km-z]{70,}
    | [5KL][1-9A-HJ-NP-Za-km-z]{50,51}
    | (?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S{1,30})\ +AAAA[A-Za-z0-9+/=]{16,}
    | eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,}
    | [A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}
    )
    """,
    re.VERBOSE,
)
_BEARER = re.compile(r"\bbearer\s+([A-Za-z0-9._~+/=\-]{16,})", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"[?&#](?:access_?token|api_?key|auth|key|password|pwd|secret|sig|signature|token)="
    r"([^&\s]{8,})",
    re.IGNORECASE,
)
_CONNECTION = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]{0,30}://[^\s/:@]{0,80}:([^\s/@]{1,200})@")
_OTP = re.compile(r"otpauth://\S+")
_KEY_HEAD = re.compile(r"BEGIN [A-Z0-9 ]{0,80}PRIVATE KEY|PuTTY-User-Key-File")

_ADDRESS = re.compile(r"[A-Za-z][\w+.\-]{0,30}://\S+")
_SEGMENT = re.compile(r"[A-Za-z0-9]{20,}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
_KIND_OF_CHARACTER = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(ord("a"), ord("z") + 1)), "a"),
        **dict.fromkeys(map(chr, range(ord("A"), ord("Z") + 1)), "A"),
        **dict.fromkeys("0123456789", "0"),
    }
)
# Random characters change their kind at two of three places; CamelCase at one of three.
_CHANGES = 0.4
_ENTROPY_BITS = 3.3


@cache
def _plugins() -> "tuple[BasePlugin, ...]":
    """detect-secrets' detectors of keys by their form; imported late, for it takes 0.2 s."""
    from detect_secrets.plugins.artifactory import ArtifactoryDetector
    from detect_secrets.plugins.aws import AWSKeyDetector
    from detect_secrets.plugins.azure_storage_key import AzureStorageKeyDetector
    from detect_secrets.plugins.cloudant import CloudantDetector
    from detect_secrets.plugins.discord import DiscordBotTokenDetector
    from detect_secrets.plugins.github_token import GitHubTokenDetector
    from detect_secrets.plugins.gitlab_token import GitLabTokenDetector
    from detect_secrets.plugins.ibm_cloud_iam import IbmCloudIamDetector
    from detect_secrets.plugins.ibm_cos_hmac import IbmCosHmacDetector
    from detect_secrets.plugins.jwt import JwtTokenDetector
    from detect_secrets.plugins.mailchimp import MailchimpDetector
    from detect_secrets.plugins.npm import NpmDetector
    from detect_secrets.plugins.openai import OpenAIDetector
    from detect_secrets.plugins.pypi_token import PypiTokenDetector
    from detect_secrets.plugins.sendgrid import SendGridDetector
    from detect_secrets.plugins.slack import SlackDetector
    from detect_secrets.plugins.softlayer import SoftlayerDetector
    from detect_secrets.plugins.square_oauth import SquareOAuthDetector
    from detect_secrets.plugins.stripe import StripeDetector
    from detect_secrets.plugins.telegram_token import TelegramBotTokenDetector
    from detect_secrets.plugins.twilio import TwilioKeyDetector

    return (
        ArtifactoryDetector(),
        AWSKeyDetector(),
        AzureStorageKeyDetector(),
        CloudantDetector(),
        DiscordBotTokenDetector(),
        GitHubTokenDetector(),
        GitLabTokenDetector(),
        IbmCloudIamDetector(),
        IbmCosHmacDetector(),
        JwtTokenDetector(),
        MailchimpDetector(),
        NpmDetector(),
        OpenAIDetector(),
        PypiTokenDetector(),
        SendGridDetector(),
        SlackDetector(),
        SoftlayerDetector(),
        SquareOAuthDetector(),
        StripeDetector(),
        TelegramBotTokenDetector(),
        TwilioKeyDetector(),
    )


@cache
def _randomness() -> "Base64HighEntropyString":
    from detect_secrets.plugins.high_entropy_strings import Base64HighEntropyString

    return Base64HighEntropyString()


def looks_random(word: str) -> bool:
    """Whether `word` (ASCII letters and digits) was drawn by chance rather than written."""
    kinds = word.translate(_KIND_OF_CHARACTER)
    if len(set(kinds)) < 3 or kinds.count("0") < 2:
        return False
    changes = sum(a != b for a, b in pairwise(kinds))
    return changes >= _CHANGES * len(word) and (
        _randomness().calculate_shannon_entropy(word) >= _ENTROPY_BITS
    )


def tokens(line: str) -> Iterator[tuple[str, str]]:
    """(kind, value) of the keys in `line`."""
    if "://" in line:
        for match in _CONNECTION.finditer(line):
            yield CONNECTION, match[1]
        for match in _IN_ADDRESS.finditer(line):
            if _DIGIT.search(match[1]):
                yield KEY, match[1]
        for match in _OTP.finditer(line):
            yield KEY, match[0]
    if "PRIVATE KEY" in line or "PuTTY" in line:
        for match in _KEY_HEAD.finditer(line):
            yield PRIVATE_KEY, match[0]
    if not any(_DIGIT.search(word) for word in _LONG.findall(line)):
        return
    for match in _KEYS.finditer(line):
        if _DIGIT.search(match[0]):
            yield KEY, match[0]
    for match in _BEARER.finditer(line):
        yield KEY, match[1]
    for plugin in _plugins():
        for value in plugin.analyze_string(line):
            if _DIGIT.search(value):
                yield KEY, value
    # Addresses are full of random names, and those of pages are no secrets.
    bare = _ADDRESS.sub(" ", line)
    for word in _SEGMENT.findall(bare):
        if not _HEXADECIMAL.fullmatch(word) and looks_random(word):
            yield KEY, word

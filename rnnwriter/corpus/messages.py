"""Mail and chat exports: what they look like, and the text that people wrote in them."""

import codecs
import email.policy
import mailbox
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from pathlib import Path

MAIL_SUFFIXES = (".eml", ".mbox")

_HEADER = re.compile(r"^([A-Za-z][A-Za-z\-]{1,40}):[ \t]?(.*)$")
_SENT = frozenset(["from", "received", "return-path", "delivered-to", "message-id"])
_ADDRESSED = frozenset(["to", "subject", "date", "cc", "mime-version", "message-id"])

_DATE = r"\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[APap]\.?\s?[Mm]\.?)?"
_STAMPED = re.compile(
    rf"^[\u200e\u200f]*\[?{_DATE},?[ T]+{_TIME}\]?(?: ?[\-–] ?|:? )(?:([^:\n]{{1,60}}?): )?(.*)$"
)
_NAMED = re.compile(rf"^(.{{1,60}}?),? \[{_DATE},? {_TIME}\]:?\s*(.*)$")
_MEDIA = re.compile(
    r"^[\u200e\u200f]*<[^<>]*(?:omitted|weggelassen|ausgeschlossen|attached|omis|omitido)[^<>]*>$"
    r"|^[\u200e\u200f]*(?:image|video|audio|sticker|GIF|document) omitted$",
    re.IGNORECASE,
)
_NO_CHARSETS = ("punycode", "idna", "unicode_escape", "unicode-escape", "raw-unicode-escape")
_MOST_BYTES = 50_000_000
_SAMPLE_LINES = 60
_FEWEST = 3


def looks_like_mail(text: str) -> bool:
    """Whether `text` begins with the headers of a message."""
    if text.startswith("From ") and "\n" in text:
        text = text.partition("\n")[2]
    names: set[str] = set()
    for line in text[:8_000].split("\n"):
        match = _HEADER.match(line)
        if match:
            names.add(match[1].lower())
        elif not (names and line[:1] in " \t" and line.strip()):
            break
    return len(names) >= 3 and bool(names & _SENT) and bool(names & _ADDRESSED)


def _body(message: Message) -> str:
    """The text/plain parts of a message; "" when there are none that can be decoded."""
    bodies: list[str] = []
    for part in message.walk():
        if part.get_content_type() != "text/plain" or part.get_filename():
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            bodies.append(_decoded(payload, part.get_content_charset("utf-8")))
    return "\n\n".join(bodies).replace("\r\n", "\n")


def _decoded(payload: bytes, charset: str) -> str:
    """`payload` in `charset`, or in UTF-8 when there is none of that name, or it is no charset of
    texts: some that Python knows take a time that grows with the square of the text.
    """
    try:
        known = codecs.lookup(charset).name not in _NO_CHARSETS
        return payload.decode(charset if known else "utf-8", "replace")
    except (LookupError, ValueError):
        return payload.decode("utf-8", "replace")


def bodies(path: Path) -> Iterator[str]:
    """The bodies of one message or, when it begins as such a file does, of a box of them.

    Raises OSError. Of a message that is longer than 50 MB, what is longer is left out.
    """
    with path.open("rb") as file:
        begins = file.read(5)
        if begins != b"From ":
            file.seek(0)
            yield _parsed(file.read(min(path.stat().st_size, _MOST_BYTES)))
            return
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            with box.get_file(key) as opened:
                yield _parsed(opened.read(_MOST_BYTES))
    finally:
        box.close()


def _parsed(data: bytes) -> str:
    """The body of a message; "" for one that defeats the standard library's parser."""
    try:
        return _body(BytesParser(policy=email.policy.compat32).parsebytes(data))
    except Exception:
        # Mail holds everything, and one message is no reason to lose the others.
        return ""


def _matches(lines: list[str]) -> Iterator[str]:
    for line in lines:
        match = _STAMPED.match(line) or _NAMED.match(line)
        if match and match[1]:
            yield match[1]


def looks_like_chat(text: str) -> bool:
    """Whether most lines begin with a time and one of few names."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:_SAMPLE_LINES]
    names = list(_matches(lines))
    stamped_alone = any(_NAMED.match(line) for line in lines)
    enough = len(names) >= _FEWEST and len(names) >= (0.2 if stamped_alone else 0.5) * len(lines)
    return enough and len(set(names)) <= max(2, len(names) // 2)


def chat_text(text: str) -> str:
    """What was said, without times and names."""
    said: list[str] = []
    for line in text.split("\n"):
        match = _STAMPED.match(line)
        if match and not match[1]:
            # "Messages are encrypted", "Ada joined": said by nobody.
            continue
        match = match or _NAMED.match(line)
        line = match[2] if match else line
        if not _MEDIA.match(line.strip()) and (line.strip() or not match):
            said.append(line)
    return "\n".join(said)

"""Mail and chat exports: what they look like, and the text that people wrote in them."""

import email.policy
import mailbox
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
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
        try:
            content = part.get_content() if isinstance(part, EmailMessage) else None
        except Exception:
            # Wrong charsets, broken base64: mail holds everything.
            content = None
        if content is None:
            payload = part.get_payload(decode=True)
            content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
        if isinstance(content, str):
            bodies.append(content)
    return "\n\n".join(bodies).replace("\r\n", "\n")


def bodies(path: Path) -> Iterator[str]:
    """The bodies of one message or, when it begins as such a file does, of a box of them.

    Raises OSError.
    """
    parser = BytesParser(policy=email.policy.default)
    with path.open("rb") as file:
        begins = file.read(5)
        if begins != b"From ":
            file.seek(0)
            try:
                body = _body(parser.parse(file))
            except (LookupError, ValueError, TypeError, AttributeError):
                # Broken headers defeat the standard library's parser here and there.
                body = ""
            yield body
            return
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            try:
                body = _body(parser.parsebytes(box.get_bytes(key)))
            except Exception:
                # One message that cannot be parsed is no reason to lose the others.
                continue
            yield body
    finally:
        box.close()


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

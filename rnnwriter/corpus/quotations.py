"""The words of others in plain text and mail: quoted lines, what introduces them, signatures."""

import re

_QUOTED = re.compile(r"^[ \t]*>")
_INTRODUCES = re.compile(
    r"^(?:On|Am|Le|El|Il|Op|Em|Den|W dniu)\b[^\n]{5,200}?"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał\w*)"
    r"[^\n]{0,80}:\s*$",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"^(?:On|Am|Le|El|Il|Op|Em|Den|W dniu)\b[^\n]*\d")
_FORWARDED = re.compile(
    r"^[ \t]*-{2,}\s*(?:Original Message|Forwarded message|Ursprüngliche Nachricht"
    r"|Weitergeleitete Nachricht|Message d'origine)\b.*$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$")
# Longer is no signature but a text after a rule.
_SIGNATURE_LINES = 15


def own_words(text: str) -> tuple[str, int]:
    """`text` without quotes and the signature, and how many characters went."""
    lines = text.split("\n")
    kept: list[str] = []
    for number, line in enumerate(lines):
        if _FORWARDED.match(line):
            break
        if _SIGNATURE.match(line) and len(lines) - number <= _SIGNATURE_LINES:
            break
        if _QUOTED.match(line):
            continue
        # The introduction may be broken over two lines.
        after = lines[number + 1] if number + 1 < len(lines) else ""
        before = lines[number - 1] if number else ""
        if _INTRODUCES.match(line) or (
            _BEGINS.match(line) and _INTRODUCES.match(f"{line} {after}")
        ):
            continue
        if line.rstrip().endswith(":") and _INTRODUCES.match(f"{before} {line}"):
            continue
        kept.append(line)
    shorter = "\n".join(kept)
    return shorter, len(text) - len(shorter)

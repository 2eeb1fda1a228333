"""Mutations of valid examples: of their bytes, of their lines, of the values that JSON holds.

All of them are functions of the random numbers that they are given.
"""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

# What parsers stumble over: lengths, signs, ends, brackets, quotes, names that mean something.
TOKENS: Sequence[bytes] = (
    b"\x00", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x1b]0;x\x07", b"\x1b[2J",
    b"\x9b31m", b"\r", b"\r\n", b"\x0b\x0c", b"\xe2\x80\xa8", b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa9", b"\n\n\n", b" " * 40, b"\t" * 20, b"[" * 30, b"{" * 30, b"(" * 30, b"\"",
    b"'", b"`" * 5, b"*" * 9, b"_" * 9, b"~~", b"|", b"\\", b"---\n", b"+++\n", b"...\n",
    b"&a [*a]", b"!!python/object/apply:os.system ['true']", b"<<: *a",
    b"${HOME}",
    b"<!--", b"-->", b"<a href='", b"]]>", b"{{<", b">}}", b"{%", b"%}", b"$$",
    b"%%", b"://", b"www.", b"@", b"password: ", b"seed phrase: ", b"pin of of of",
    b"-----BEGIN RSA PRIVATE KEY-----", b"BEGIN ", b"4111 1111 ", b"+49 30 ", b"nan", b"inf",
    b"-1", b"0", b"1e999", b"9" * 30, b"0x" + b"f" * 40, b"true", b"null", b"[]", b"{}",
    b"../../x", b"/etc/passwd", b"~", b"CON", b"$(touch pwned)", b"; touch pwned", b"__class__",
    b"\\u0000", b"From: a@b.c\n", b"Content-Type: text/plain; charset=punycode\n",
    b"Content-Transfer-Encoding: base64\n", b"multipart/mixed; boundary=x", b"=?utf-8?q?=?=",
    b"12.03.24, 10:15 - A: ", b"#+begin_src\n", b".. code::\n", b"\\begin{a}", b"!*", b"**/",
    b"*a*a*a*a", b"[!", b"\x80\x02cos\nsystem\n(S'true'\ntR.", b"PK\x03\x04",
)  # fmt: skip
VALUES: Sequence[Any] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 1.5, -0.0, 1e308,
    5e-324, float("inf"), float("-inf"), float("nan"), "", "x", "../x", "\x00", "\x1b[2J", "\n",
    "\ud800", "a" * 5000, "[link=x]y[/]", [], {}, [[]], [None], [1, 2], [1, 2, 3], {"a": 1},
    {"": None}, "starter+starter", "NaN",
)  # fmt: skip
_TIMES = (1, 1, 1, 2, 3, 6)
_DEEP = 3000


def mutated(data: bytes, draw: random.Random) -> bytes:
    """`data` changed in one to six places."""
    for _ in range(draw.choice(_TIMES)):
        data = draw.choice(_OF_BYTES)(data, draw)
    return data


def _span(data: bytes, draw: random.Random) -> tuple[int, int]:
    begin = draw.randint(0, len(data))
    return begin, min(begin + round(draw.expovariate(1 / 20)), len(data))


def _flipped(data: bytes, draw: random.Random) -> bytes:
    if not data:
        return data
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << draw.randrange(8)]) + data[at + 1 :]


def _put(data: bytes, draw: random.Random) -> bytes:
    begin, end = _span(data, draw)
    kept = draw.choice([begin, end])
    return data[:begin] + draw.choice(TOKENS) * draw.choice([1, 1, 1, 2, 50]) + data[kept:]


def _without(data: bytes, draw: random.Random) -> bytes:
    begin, end = _span(data, draw)
    return data[:begin] + data[end:]


def _again(data: bytes, draw: random.Random) -> bytes:
    begin, end = _span(data, draw)
    return data[:end] + data[begin:end] * draw.choice([1, 2, 100]) + data[end:]


def _moved(data: bytes, draw: random.Random) -> bytes:
    begin, end = _span(data, draw)
    at = draw.randint(0, len(data))
    return data[:at] + data[begin:end] + data[at:]


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randint(0, len(data))]


def _noise(data: bytes, draw: random.Random) -> bytes:
    at = draw.randint(0, len(data))
    return data[:at] + draw.randbytes(draw.randint(1, 30)) + data[at:]


def _lines(data: bytes, draw: random.Random) -> bytes:
    lines = data.split(b"\n")
    draw.shuffle(lines)
    return b"\n".join(lines[: draw.randint(1, len(lines))])


_OF_BYTES: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flipped, _flipped, _put, _put, _without, _again, _moved, _cut, _noise, _lines,
)  # fmt: skip


def changed(value: Any, draw: random.Random) -> Any:
    """Plain values with one to three of them changed, renamed, left out, or nested deep."""
    for _ in range(draw.randint(1, 3)):
        value = _changed_once(value, draw)
    return value


def _changed_once(value: Any, draw: random.Random) -> Any:
    if isinstance(value, dict) and value and draw.random() < 0.9:
        name = draw.choice(list(value))
        new = dict(value)
        match draw.randrange(6):
            case 0:
                del new[name]
            case 1:
                new[draw.choice(["x", "", "__class__", "event", name + " "])] = new[name]
            case _:
                new[name] = _changed_once(new[name], draw)
        return new
    if isinstance(value, list) and value and draw.random() < 0.8:
        at = draw.randrange(len(value))
        match draw.randrange(4):
            case 0:
                return value[:at] + value[at + 1 :]
            case 1:
                return value + value[at:] * draw.choice([1, 3])
            case _:
                return [*value[:at], _changed_once(value[at], draw), *value[at + 1 :]]
    return draw.choice(VALUES)


def as_json(value: Any, draw: random.Random) -> bytes:
    """`value` as JSON, now and then with a key twice, or nested deeper than any parser goes."""
    text = json.dumps(value)
    if draw.random() < 0.05:
        text = text.replace(
            "{", '{"format": "x", "a": 1, "a": 2, ' if draw.random() < 0.5 else "{", 1
        )
    if draw.random() < 0.03:
        text = text.replace("1", "[" * _DEEP + "]" * _DEEP, 1)
    return text.encode("utf-8", "surrogatepass")

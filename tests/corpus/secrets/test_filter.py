"""No planted secret survives; ordinary prose does."""

import re
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.secrets.filter import Context, Secrets
from tests.corpus.secrets.planted import LETTERS, PLANTED, PRIVATE_KEY, WORD
from tests.texts import prose

SECRETS = Secrets((re.compile("zanzibar"),), ("US", "GB", "DE"))


def kept(text: str, secrets: Secrets = SECRETS) -> str:
    """What is left of `text`."""
    context = Context()
    return secrets.without(secrets.seen(text, context).text, context).text


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_is_found_and_its_line_goes_whole(kind: str) -> None:
    text, secret = PLANTED[kind]
    before, after = "A line before.", "A line after."
    assert kept(f"{before}\nSee {text} there.\n{after}\n") == f"{before}\n{after}\n"
    assert secret not in kept(text)


@pytest.mark.parametrize("kind", PLANTED)
def test_marks_within_do_not_hide_it(kind: str) -> None:
    text, _ = PLANTED[kind]
    for position in range(1, len(text), 3):
        split = text[:position] + "**" + text[position:]
        assert kept(f"{split}\n") == "", split


@given(st.sampled_from(sorted(PLANTED)), st.text(max_size=40), st.text(max_size=40))
def test_it_is_found_among_anything(kind: str, before: str, after: str) -> None:
    text, secret = PLANTED[kind]
    assert secret not in kept(f"{before} \n{text}\n {after}")


def test_private_keys_go_to_their_end_or_to_the_end_of_the_text() -> None:
    assert kept(f"Before\n{PRIVATE_KEY}\nAfter").split() == ["Before", "After"]
    open_key = "\n".join(PRIVATE_KEY.split("\n")[:-1])
    assert kept(f"Before\n{open_key}\nAfter").split() == ["Before"]
    context = Context()
    SECRETS.seen(open_key, context)
    assert SECRETS.seen("wordwordword\n", context).text.strip() == ""


def test_a_label_alone_speaks_for_the_next_line() -> None:
    for label in ("Password:", "**Passwort:**", "- pw:", "# Recovery key:"):
        assert kept(f"{label}\n\n{WORD}\nThen we went out.\n") == f"{label}\n\nThen we went out.\n"
    assert kept("Password:\nThen we all went out.\n") == "Password:\nThen we all went out.\n"


def test_tables_of_passwords_go() -> None:
    table = f"| site | password |\n|---|---|\n| here | {WORD[:5]} |\n"
    assert WORD[:5] not in kept(table + "\nAfter | it.\n")


def test_recovery_phrases_go() -> None:
    words = "abandon ability able about above absent absorb abstract absurd abuse access accident"
    assert kept(words) == ""
    assert kept(f"seed phrase: {words}") == ""
    numbered = "\n".join(f"{n}. {word}" for n, word in enumerate(words.split(), 1))
    assert kept(f"My recovery phrase\n{numbered}\n\nAfter.") == "My recovery phrase\n\nAfter."


def test_a_secret_seen_with_its_label_is_not_learnt_without_it() -> None:
    context = Context()
    SECRETS.seen(f"| password | {WORD} |\n", context)
    text = f"Type {WORD}, then wait.\nWait.\n"
    assert SECRETS.without(text, context).text == "Wait.\n"


def test_invisible_and_wide_characters_do_not_hide_it() -> None:
    assert kept("pass\u200bword: x1y2z3") == ""
    assert kept("４１１１ １１１１ １１１１ １１１１") == ""
    assert kept(f"{WORD[:3]}&#64;example.org".replace("&#64;", "&#64;")) == ""


ORDINARY = [
    "The war of 1914-1918 was followed by that of 1939-1945, and by 50 years of peace.",
    "On 2020-03-04 at 12:30 he paid $1,250.00 for 3,000,000 of them (see p. 1234-1240).",
    "ISBN 978-0-14-044913-6, doi 10.1016/j.neuron.2014.08.038, arXiv 1609.03499.",
    "Commit 3b328a95811119308700beaca8cf28070d0d2e59 changed the Donaudampfschifffahrt.",
    "The password is required; a good password is long, and a password manager helps.",
    "Her secret: she had always known. The key to the door was under the mat.",
    "The pass between the mountains: a long road. Pin the map to the wall in 1999.",
    "Use `pwd`: this command prints where you are.",
    "It costs 12 345 678 crowns, 25 cents more than in 2019/2020.",
    "Set $API_TOKEN in the shell; `@pytest.mark.skip` leaves a test out.",
    "Das Kennwort ist falsch. Le mot de passe est requis.",
    "Version 1.2.3.4 listens on 192.168.178.20:8080.",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_ordinary_lines_stay(line: str) -> None:
    assert SECRETS.kind(line) is None


def test_prose_stays_whole() -> None:
    text = prose(50_000)
    assert kept(text) == text


def test_no_report_holds_a_secret() -> None:
    context = Context()
    for text, _ in PLANTED.values():
        SECRETS.seen(text, context)
        result = SECRETS.without(text, context)
        assert result.kinds.total() == 1
        assert result.text == ""
        assert WORD not in repr((context, result))
        assert LETTERS[:20] not in repr((context, result))


def test_long_lines_are_read_to_their_end() -> None:
    for filler in ("a", "word ", "eyJ", "1", "a.", "(", "://x"):
        line = filler * (60_000 // len(filler))
        assert WORD not in kept(f"{line} password: {WORD}")


def test_nothing_reaches_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for text, _ in PLANTED.values():
        assert SECRETS.kind(text)


@given(st.text())
def test_nothing_raises_and_nothing_is_added(text: str) -> None:
    left = kept(text)
    assert set(left.split("\n")) <= set(text.split("\n"))

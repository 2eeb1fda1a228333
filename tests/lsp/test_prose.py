"""What is prose: not git's own lines, not the addresses of a mail."""

import pytest

from rnnwriter.lsp.prose import around

MESSAGE = [
    "Keep the order of",
    "",
    "Because it matters",
    "# Please enter the commit message",
    "#\tmodified: a.py",
]
MAIL = [
    "From: Ada <ada@example.org>",
    "To: someone@example.org",
    "Subject: About the",
    "\tlighthouse",
    "",
    "Dear friend",
    "> as you wrote",
    "and so",
]


def test_most_documents_are_prose_from_their_beginning() -> None:
    assert around(["# One", "two three"], 1, 3, "markdown") == ("# One\ntwo", " three")
    assert around(["From: here"], 0, 10, "plaintext") == ("From: here", "")


@pytest.mark.parametrize("language", ["gitcommit", "git-commit"])
def test_a_commit_message_goes_on_but_not_what_git_wrote(language: str) -> None:
    assert around(MESSAGE, 2, 18, language) == ("Keep the order of\n\nBecause it matters", "")
    assert around(MESSAGE, 3, 4, language) is None


def test_of_a_mail_the_subject_and_the_body_go_on() -> None:
    assert around(MAIL, 2, 18, "mail") == ("About the", "")
    assert around(MAIL, 5, 11, "mail") == ("Dear friend", "")
    assert around(MAIL, 7, 6, "mail") == ("Dear friend\n> as you wrote\nand so", "")
    for row in (0, 1, 3, 6):
        assert around(MAIL, row, len(MAIL[row]), "mail") is None


def test_a_mail_without_headers_is_all_body() -> None:
    assert around(["Dear", "friend"], 1, 6, "mail") == ("Dear\nfriend", "")
    assert around([""], 0, 0, "mail") == ("", "")

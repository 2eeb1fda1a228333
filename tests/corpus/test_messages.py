"""Mail and chats are recognised, and what people wrote in them is read."""

import tempfile
from email.message import EmailMessage
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.messages import bodies, chat_text, looks_like_chat, looks_like_mail

WHATSAPP = (
    "31.12.20, 22:15 - Ada: Shall we go?\n31.12.20, 22:16 - Messages are encrypted\n"
    "31.12.20, 22:17 - Ben Berg: Yes: at ten.\nAnd bring bread.\n"
    "31.12.20, 22:18 - Ada: <Media omitted>\n"
    "31.12.20, 22:19 - Ada: Good.\n"
)
TELEGRAM = (
    "Ada, [31.12.20 22:15]\nShall we go?\n\nBen, [31.12.20 22:16]\nYes.\n\n"
    "Ada, [1.1.21 00:00]\nGood.\n"
)
BRACKETS = (
    "[2020-12-31 22:15] Ada: One.\n[2020-12-31 22:16] Ben: Two.\n"
    "[31/12/20, 10:17:01 PM] Ada: Three.\n[2020-12-31 22:18] Ben: Four.\n"
)


def message(text: str, html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Ada", "Ben", "Tomorrow"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def test_mail_gives_its_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(message("Grüße vom See.\n", "<p>Grüße</p>").as_bytes())
    assert list(bodies(path)) == ["Grüße vom See.\n"]
    assert looks_like_mail(path.read_text())


def test_a_box_gives_each_message(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    mails = [message(f"Number {number}.\n").as_bytes() for number in range(3)]
    path.write_bytes(
        b"".join(b"From ada Mon Feb  3 10:00:00 2020\n" + mail + b"\n" for mail in mails)
    )
    assert [body.strip() for body in bodies(path)] == ["Number 0.", "Number 1.", "Number 2."]


def test_notes_are_no_mail_and_no_chat() -> None:
    for text in (
        "Title: A note\nDate: 2020\n\nText",
        "From: Ada\nThe letter.\n",
        "10:00 tea\n11:00 walk\n12:00 lunch\n13:00 nap\n",
        "2020-01-01 10:00 - Walked\n2020-01-02 10:00 - Slept\n2020-01-03 11:00 - Read\n",
    ):
        assert not looks_like_mail(text)
        assert not looks_like_chat(text)


def test_chats_lose_times_and_names() -> None:
    for export in (WHATSAPP, TELEGRAM, BRACKETS):
        assert looks_like_chat(export)
    assert chat_text(WHATSAPP) == "Shall we go?\nYes: at ten.\nAnd bring bread.\nGood.\n"
    assert chat_text(TELEGRAM) == "Shall we go?\n\nYes.\n\nGood.\n"
    assert chat_text(BRACKETS) == "One.\nTwo.\nThree.\nFour.\n"


@given(st.text())
def test_nothing_raises(text: str) -> None:
    looks_like_mail(text)
    looks_like_chat(text)
    chat_text(text)


@given(
    st.sampled_from(["text/plain; charset=x-none", "multipart/mixed; boundary=b", "text/plain"]),
    st.sampled_from(["base64", "quoted-printable", "8bit", "none"]),
    st.binary(max_size=300),
)
def test_broken_mail_does_not_raise(kind: str, encoding: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.eml"
        head = f"From: a\nContent-Type: {kind}\nContent-Transfer-Encoding: {encoding}\n\n--b\n"
        path.write_bytes(head.encode() + data)
        assert len(list(bodies(path))) == 1

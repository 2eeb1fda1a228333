"""Other people's words go when asked."""

from rnnwriter.corpus.quotations import own_words


def test_quotes_their_introduction_and_the_signature_go() -> None:
    mail = (
        "I agree.\n\nOn Mon, 3 Feb 2020 at 10:00, Ada wrote:\n> Shall we?\n> Yes.\n\n"
        "On Tuesday the 4th, a friend of Ada's\nwrote:\n> More.\nOn the whole I do.\n"
        "--\nB. Writer\nWriters & Sons\n"
    )
    text, removed = own_words(mail)
    assert text == "I agree.\n\n\nOn the whole I do."
    assert removed == len(mail) - len(text)


def test_what_was_forwarded_goes() -> None:
    assert own_words("See below.\n---- Original Message ----\nFrom: x\n")[0] == "See below."


def test_a_rule_in_a_long_text_is_no_signature() -> None:
    text = "Before\n--\n" + "line\n" * 40
    assert own_words(text) == (text, 0)

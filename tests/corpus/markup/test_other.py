"""Org and reStructuredText, line by line."""

from hypothesis import given
from hypothesis import strategies as st

from rnnwriter.corpus.markup.other import org_prose, rst_prose

ORG = """#+TITLE: A title
#+STARTUP: overview
* Heading :tag:
:PROPERTIES:
:ID: 12
:END:
SCHEDULED: <2020-01-01 Wed>
Text with a [[http://x.y][link]] and [[note]], met on <2020-01-01 Wed>.
- item
#+begin_src python
code
#+end_src
#+BEGIN_QUOTE
Said.
#+END_QUOTE
| a | b |
: fixed
# comment
The end.
"""

RST = """Title
=====

:Author: Ada
.. image:: x.png
   :width: 3

.. note:: Mind this.

Text with `a link <http://x.y>`_ and :ref:`some part <label>` and ``code``::

    code

=====  =====
a      b
=====  =====

The end.
"""


def test_org() -> None:
    assert org_prose(ORG).text == (
        "A title\n* Heading\nText with a link and note, met on .\n- item\nSaid.\nThe end.\n"
    )
    assert "Said." not in org_prose(ORG, own_words=True).text


def test_rst() -> None:
    assert rst_prose(RST).text == (
        "Title\n=====\n\n\nMind this.\n\nText with a link and some part and code:\n\n\nThe end.\n"
    ).replace("\n\n\n", "\n\n")


@given(st.text(st.sampled_from("*#+:|[]<>. \n=-`ab_E"), max_size=200))
def test_nothing_raises_and_no_letters_are_made_up(text: str) -> None:
    for read in (org_prose, rst_prose):
        assert read(text).text.count("a") <= text.count("a")

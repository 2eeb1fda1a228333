"""What Obsidian, Hugo, Jekyll and TeX add to Markdown, as rules for markdown-it.

As rules they leave code alone, and cannot be fooled by a mark within another. Their tokens are
"wiki" (text to keep), "verbatim" (formulas in a line), and "gone", whose meta says what it was.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_WIKI = re.compile(r"(!?)\[\[([^\[\]\n]{1,500})\]\]")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}|\{\{.*?\}\}|<%.*?%>", re.DOTALL)
# Pandoc's rule: no blank inside either mark, no digit after the last.
_MATH = re.compile(r"\$(?=\S)(?:\\.|[^$\\\n])+?(?<=\S)\$(?!\d)")
_MATH_BLOCK = re.compile(r"\$\$.+?\$\$", re.DOTALL)
_MOST_LINES = 400
_MOST_CHARACTERS = 5_000

TEMPLATES = "templates"
COMMENTS = "comments"
MATH = "formulas"
EMBEDS = "images and embeds"
LINKS = "link targets"


def _token(state: StateInline, name: str, content: str, what: str, removed: int) -> None:
    token = state.push(name, "", 0)
    token.content = content
    token.meta = {"what": what, "removed": removed}


def _wiki(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] not in "![":
        return False
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        whole = len(match[0])
        if match[1]:
            _token(state, "gone", "", EMBEDS, whole)
        else:
            target, _, alias = match[2].partition("|")
            name = target.rsplit("/", 1)[-1]
            page, _, heading = name.partition("#")
            text = alias.strip() or page.strip() or heading.lstrip("^# ").strip()
            _token(state, "wiki", text.removesuffix(".md"), LINKS, whole - len(text))
    state.pos = match.end()
    return True


def _gone(opener: str, pattern: re.Pattern[str], what: str, state: StateInline) -> int:
    """The end of what `pattern` matches at the position, or 0."""
    if not state.src.startswith(opener, state.pos):
        return 0
    match = pattern.match(state.src, state.pos, min(state.posMax, state.pos + _MOST_CHARACTERS))
    return match.end() if match else 0


def _extra(state: StateInline, silent: bool) -> bool:
    for opener, pattern, what in (
        ("%%", _COMMENT, COMMENTS),
        ("{{", _SHORTCODE, TEMPLATES),
        ("{%", _SHORTCODE, TEMPLATES),
        ("<%", _SHORTCODE, TEMPLATES),
        ("$$", _MATH_BLOCK, MATH),
    ):
        end = _gone(opener, pattern, what, state)
        if end:
            if not silent:
                _token(state, "gone", "", what, end - state.pos)
            state.pos = end
            return True
    end = _gone("$", _MATH, MATH, state)
    if end:
        if not silent:
            _token(state, "verbatim", state.src[state.pos : end], MATH, 0)
        state.pos = end
        return True
    return False


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _fenced(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Formulas between lines of "$$" and comments between lines of "%%"."""
    first = _line(state, start)
    mark = first[:2]
    if mark not in ("$$", "%%") or state.is_code_block(start):
        return False
    if len(first) > 3 and first.endswith(mark):
        last = start
    elif mark in first[2:]:
        return False
    else:
        for last in range(start + 1, min(end, start + _MOST_LINES)):
            if _line(state, last).endswith(mark):
                break
        else:
            return False
    if not silent:
        state.line = last + 1
        token = state.push("gone_block", "", 0)
        token.map = [start, last + 1]
        token.meta = {"what": MATH if mark == "$$" else COMMENTS}
    return True


def parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and the dialects."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    markdown.inline.ruler.before("link", "wiki", _wiki)
    markdown.inline.ruler.before("escape", "extra", _extra)
    markdown.block.ruler.before(
        "fence", "fenced", _fenced, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    return markdown

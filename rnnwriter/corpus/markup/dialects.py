"""What Obsidian, Hugo, Jekyll and TeX add to Markdown, as rules for markdown-it.

As rules they leave code alone, and cannot be fooled by a mark within another. Their tokens are
"wiki" (text to keep), "verbatim" (formulas in a line), and "gone", whose meta says what it was.
"""

import re
from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, inline
from markdown_it.rules_inline import StateInline

_WIKI = re.compile(r"(!?)\[\[([^\[\]\n]{1,500})\]\]")
# Pandoc's rule: no blank inside either mark, no digit after the last.
_MATH = re.compile(r"\$(?=\S)(?:\\.|[^$\\\n])+?(?<=\S)\$(?!\d)")
_MOST_LINES = 400
# Marks within marks.
_MOST_NESTED = 15
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


# What closes what is opened, the first of them that is there, and what it was.
_PAIRS = {
    "%%": (("%%",), COMMENTS),
    "{{<": ((">}}", "}}"), TEMPLATES),
    "{{%": (("%}}", "}}"), TEMPLATES),
    "{{": (("}}",), TEMPLATES),
    "{%": (("%}",), TEMPLATES),
    "<%": (("%>",), TEMPLATES),
    "$$": (("$$",), MATH),
}


def _end(state: StateInline, opener: str, closers: tuple[str, ...]) -> int:
    """Where what `opener` opens at the position is closed, or 0."""
    begin = state.pos + len(opener) + (opener == "$$")
    limit = min(state.posMax, state.pos + _MOST_CHARACTERS)
    for closer in closers:
        at = state.src.find(closer, begin, limit)
        if at >= 0:
            return at + len(closer)
    return 0


def _extra(state: StateInline, silent: bool) -> bool:
    first = state.src[state.pos]
    if first not in "%{<$":
        return False
    for opener, (closers, what) in _PAIRS.items():
        if state.src.startswith(opener, state.pos) and (end := _end(state, opener, closers)):
            if not silent:
                _token(state, "gone", "", what, end - state.pos)
            state.pos = end
            return True
    limit = min(state.posMax, state.pos + _MOST_CHARACTERS)
    match = _MATH.match(state.src, state.pos, limit) if first == "$" else None
    if match:
        if not silent:
            _token(state, "verbatim", match[0], MATH, 0)
        state.pos = match.end()
    return match is not None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _ends(state: StateBlock, mark: str) -> list[int]:
    """The lines that end in `mark`; looked for once in a text, for each line may be asked about."""
    found: dict[str, list[int]] = state.env.setdefault("lines that end in", {})
    if mark not in found:
        found[mark] = [
            number for number in range(len(state.eMarks)) if _line(state, number).endswith(mark)
        ]
    return found[mark]


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
        ends = _ends(state, mark)
        at = bisect_right(ends, start)
        if at == len(ends) or ends[at] >= min(end, start + _MOST_LINES):
            return False
        last = ends[at]
    if not silent:
        state.line = last + 1
        token = state.push("gone_block", "", 0)
        token.map = [start, last + 1]
        token.meta = {"what": MATH if mark == "$$" else COMMENTS}
    return True


def _inline(state: StateCore) -> None:
    """The marks in each paragraph; fewer within each other than blocks, for each level of brackets
    that are never closed is looked through again.
    """
    options = state.md.options
    nesting, options["maxNesting"] = options["maxNesting"], _MOST_NESTED
    inline(state)
    options["maxNesting"] = nesting


def parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and the dialects."""
    markdown = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    markdown.core.ruler.at("inline", _inline)
    markdown.inline.ruler.before("link", "wiki", _wiki)
    markdown.inline.ruler.before("escape", "extra", _extra)
    markdown.block.ruler.before(
        "fence", "fenced", _fenced, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    return markdown

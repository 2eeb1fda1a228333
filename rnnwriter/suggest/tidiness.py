"""What no suggestion is: a loop, half of a Markdown construct, what stands behind the cursor."""

import re

# Of the text before the cursor, as far as a construct or a loop can reach back.
_BEFORE = 400
_MOST_WORDS = 4
# A pair is open where it was begun and not ended; the same sign begins and ends the first ones.
_SAME = ("**", "`", "_", "*")
_PAIRS = (("[", "]"), ("(", ")"))
_WORD = re.compile(r"\S+")


def tidy(before: str, suggestion: str, after: str) -> str:
    """As much of `suggestion`, between `before` and `after`, as can be shown; "" for nothing."""
    line = before[-_BEFORE:].rsplit("\n", 1)[-1]
    text = _without_loop(line, suggestion)
    while text and _leaves_open(line, text):
        text = text.rstrip()
        text = text[: len(text) - len(_WORD.findall(text)[-1])] if _WORD.search(text) else ""
    shown = text.strip()
    if len(text) < 2 or not shown or after.lstrip().startswith(shown):
        return ""
    return text


def _without_loop(line: str, suggestion: str) -> str:
    """`suggestion` up to where it says again the words just said."""
    whole = line + suggestion
    words = list(_WORD.finditer(whole))
    for last in range(len(words)):
        if words[last].end() <= len(line):
            continue
        for count in range(1, _MOST_WORDS + 1):
            now = [word.group().lower() for word in words[last + 1 - count : last + 1]]
            just = [word.group().lower() for word in words[last + 1 - 2 * count : last + 1 - count]]
            if last + 1 >= 2 * count and now == just and any(map(str.isalpha, now)):
                begin = words[last + 1 - count].start()
                return suggestion[: max(begin - len(line), 0)]
    return suggestion


def _leaves_open(line: str, text: str) -> bool:
    """Whether `text` begins a construct that it does not end."""
    opened = any(not line.count(sign) % 2 and text.count(sign) % 2 for sign in _SAME)
    return opened or any(text.count(begin) > text.count(end) for begin, end in _PAIRS)

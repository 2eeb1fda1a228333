"""`rnnwriter complete`: how a text that is piped in goes on, for shells and other programs."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rnnwriter import paths
from rnnwriter.commands.exactly import write_exactly
from rnnwriter.engines import load_engine
from rnnwriter.engines.choice import chosen
from rnnwriter.errors import UserError
from rnnwriter.files import decode
from rnnwriter.model.store import STARTER
from rnnwriter.settings import changed, load_settings
from rnnwriter.suggest.suggestion import Suggestion, TextSuggester

# Of a text, the end: no more is read by a model, nor remembered of a page.
_MOST_BYTES = 100_000
# In UTF-8, what is no first byte of a character.
_CONTINUATION = bytes(range(0x80, 0xC0))


def complete_command(count: int, said: Mapping[str, Any], *, as_json: bool) -> None:
    """Print `count` continuations at most, one a line, the likeliest first.

    said: settings by name, None for those that are the person's.

    Raises UserError where there is no text, or nothing can suggest.
    """
    settings = changed(
        load_settings(paths.settings_file()),
        {name: value for name, value in said.items() if value is not None},
        "the command line",
    )
    text = decode(_end_of_input()).text
    engine = load_engine(chosen(settings))
    try:
        found = _asked(engine.suggester(settings), text, count)
    except Exception as error:  # whatever an engine raises, the caller is told in a sentence
        raise UserError(
            f"{engine.name} failed ({error}); name another model with --model, such as {STARTER}"
        ) from error
    if as_json:
        print(json.dumps({"model": engine.name, "suggestions": [asdict(one) for one in found]}))
        return
    for one in found:
        write_exactly(one.text + "\n")


def _asked(suggester: TextSuggester, text: str, count: int) -> Sequence[Suggestion]:
    if count > 1:
        return suggester.alternatives(text, count)
    one = suggester.suggest(text)
    return [one] if one is not None else []


def _end_of_input() -> bytes:
    if sys.stdin.isatty():
        raise UserError("there is no text to continue; pipe one in: `rnnwriter complete < FILE`")
    end = b""
    while chunk := sys.stdin.buffer.read(1 << 20):
        end += chunk
        if len(end) > _MOST_BYTES:
            # Of a character that the cut went through, nothing stays.
            end = end[-_MOST_BYTES:].lstrip(_CONTINUATION)
    return end

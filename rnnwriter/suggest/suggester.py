"""From the text before the cursor to the continuation worth showing.

Greedy: the likeliest continuation, grown while the model gives the whole of it at least
THRESHOLD, and shown to the last word boundary in it; nothing when it is unsure.
Sampled: a few words drawn at the temperature, a pure function of (text, settings, seed), so that
going back and typing again shows the same.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import get_args

import numpy as np

from rnnwriter.model.model import Model
from rnnwriter.model.runtime import Floats
from rnnwriter.model.sampling import distribution, greedy, sample
from rnnwriter.settings import MAX_TEMPERATURE, Mode
from rnnwriter.suggest.context import Context, Point, end_of
from rnnwriter.suggest.refused import without_refused
from rnnwriter.suggest.suggestion import Suggestion

THRESHOLD = 0.3
MAX_CHARACTERS = 48
# Tab itself is one key: a shorter suggestion saves nothing.
MIN_CHARACTERS = 2
SAMPLED_WORDS = 4
_DRAW_CONTEXT = 256
_STOPS = ".!?;:"


class Suggester:
    """Continues text with a model. Call `suggest` with the whole text before the cursor, key
    after key; only what changed costs anything. Not thread-safe: one caller at a time.

    mode: "greedy" or "sampled". temperature: of sampled suggestions, 0 to 2, where 0 is greedy.
    seed: another seed draws other sampled suggestions. Raises ValueError for anything else.
    """

    def __init__(
        self, model: Model, mode: Mode = "greedy", temperature: float = 0.7, seed: int = 0
    ) -> None:
        if mode not in get_args(Mode):
            raise ValueError(f"mode is {mode!r}; it should be one of {get_args(Mode)}")
        if not 0 <= temperature <= MAX_TEMPERATURE:
            raise ValueError(f"temperature is {temperature}; it should be 0 to {MAX_TEMPERATURE}")
        if seed < 0:
            raise ValueError(f"seed is {seed}; it should not be negative")
        self.model = model
        self.mode = mode
        self.temperature = temperature
        self.seed = seed
        self._context = Context(model)

    def suggest(self, text_before_cursor: str) -> Suggestion | None:
        """The continuation to show, or None when there is none worth showing."""
        point = self._context.at(text_before_cursor)
        if self.mode == "greedy" or self.temperature == 0:
            return self._greedy(point, text_before_cursor)
        return self._sampled(point, text_before_cursor)

    def alternatives(self, text_before_cursor: str, count: int = 4) -> list[Suggestion]:
        """At most `count` greedy continuations, each with another first character, likeliest first.

        Who asks for them wants to see something, so they may be less sure than what is suggested.
        """
        point = self._context.at(text_before_cursor)
        likely = distribution(point.logits)[0]
        firsts = np.argsort(likely)[::-1][: 2 * count]
        network = self.model.network
        texts = [""] * len(firsts)
        probabilities: list[list[float]] = [[] for _ in firsts]
        going = [True] * len(firsts)
        chosen = firsts
        logits = np.repeat(point.logits, len(firsts), axis=0)
        state = point.state.rows(np.zeros(len(firsts), dtype=np.int64))
        after = [""] * len(firsts)
        for _ in range(MAX_CHARACTERS + 1):
            each = distribution(logits)
            for row, symbol in enumerate(chosen):
                if not going[row]:
                    continue
                character = self.model.alphabet.decode([int(symbol)])
                before = probabilities[row][-1] if probabilities[row] else 1.0
                probability = before * float(each[row, symbol])
                # Sure enough of the rest, given the first character.
                sure = not texts[row] or probability >= THRESHOLD * probabilities[row][0]
                going[row] = sure and character != "\n" and len(texts[row]) < MAX_CHARACTERS
                if going[row]:
                    texts[row] += character
                    probabilities[row].append(probability)
                else:
                    after[row] = character
            if not any(going):
                break
            logits, state = network.step(chosen, state)
            chosen = greedy(logits)
        found: dict[str, Suggestion] = {}
        for text, following, rising in zip(texts, after, probabilities, strict=True):
            shown = self._shown(text_before_cursor, text, following)
            if shown:
                found.setdefault(shown, Suggestion(shown, rising[len(shown) - 1]))
        return sorted(found.values(), key=lambda one: -one.probability)[:count]

    def _greedy(self, point: Point, text_before: str) -> Suggestion | None:
        return self._extend(
            point,
            text_before,
            choose=lambda logits: greedy(logits)[0],
            goes_on=lambda _, probability: probability >= THRESHOLD,
        )

    def _sampled(self, point: Point, text_before: str) -> Suggestion | None:
        random = self._random(text_before)
        return self._extend(
            point,
            text_before,
            choose=lambda logits: sample(logits, self.temperature, random)[0],
            goes_on=lambda text, _: not _enough_words(text),
        )

    def _random(self, text: str) -> np.random.Generator:
        """A generator that depends on the end of the text and the settings alone."""
        key = f"{self.seed}\0{self.temperature:.3f}\0{end_of(text, _DRAW_CONTEXT)}"
        digest = blake2b(key.encode("utf-8", errors="surrogatepass"), digest_size=8).digest()
        return np.random.default_rng(int.from_bytes(digest, "little"))

    def _extend(
        self,
        point: Point,
        text_before: str,
        choose: Callable[[Floats], np.intp],
        goes_on: Callable[[str, float], bool],
    ) -> Suggestion | None:
        """Add characters from `point` on; the result is cut at its last whole word, or before a
        refused one.

        Ends before a line break, when `goes_on` says no, and after MAX_CHARACTERS. The character
        that was refused still tells whether the one before it ended a word.
        """
        text = ""
        probability = 1.0
        probabilities: list[float] = []
        logits, state = point.logits, point.state
        while True:
            chosen = choose(logits)
            character = self.model.alphabet.decode([int(chosen)])
            probability *= float(distribution(logits)[0, chosen])
            full = len(text) == MAX_CHARACTERS
            if full or character == "\n" or not goes_on(text + character, probability):
                break
            text += character
            probabilities.append(probability)
            logits, state = self.model.network.step(np.array([chosen]), state)
        shown = self._shown(text_before, text, character)
        return Suggestion(shown, probabilities[len(shown) - 1]) if shown else None

    @staticmethod
    def _shown(text_before: str, text: str, following: str) -> str:
        """`text` up to its last whole word, when `following` comes next; "" if too short."""
        end = len(text)
        if _joins(following):
            while end and _joins(text[end - 1]):
                end -= 1
        shown = without_refused(text_before, text[:end]).rstrip()
        return shown if len(shown) >= MIN_CHARACTERS else ""


def _enough_words(text: str) -> bool:
    """Whether `text` holds SAMPLED_WORDS whole words, or the end of a sentence."""
    if text[-1:] != " ":
        return False
    return len(text.split()) >= SAMPLED_WORDS or text.rstrip()[-1:] in _STOPS


def _joins(character: str) -> bool:
    """Whether `character` is inside words: what stands on both sides of a break is one word."""
    return character.isalnum() or character in "'_-"

"""From the text before the cursor to the continuation worth showing.

Greedy: the likeliest continuation, as much of it as can be expected to save most keys, and nothing
when that is too little for the eagerness. Sampled: a few words drawn at the temperature, a pure
function of (text, settings, seed), so that going back and typing again shows the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from threading import Event
from typing import get_args

import numpy as np

from rnnwriter.model.model import Model
from rnnwriter.model.runtime import Floats
from rnnwriter.model.sampling import greedy, sample
from rnnwriter.model.words import WordNetwork, WordState
from rnnwriter.settings import MAX_TEMPERATURE, Eagerness, Mode
from rnnwriter.suggest.context import Context, end_of
from rnnwriter.suggest.gate import THRESHOLDS, Calibration, Worth, shown, whole_words
from rnnwriter.suggest.outlook import FOLLOWED, Surprises, characters_after, outlook
from rnnwriter.suggest.refused import without_refused
from rnnwriter.suggest.search import Continuation, alternatives, continuation
from rnnwriter.suggest.suggestion import Outlook, Suggestion, Written
from rnnwriter.suggest.tidiness import tidy

SAMPLED_WORDS = 4
# Of a suggestion: the expert that alone finds it likeliest.
SOURCES = ("network", "notes", "page")
# Of alternatives, given their first character.
_LEAST_ALTERNATIVE = 0.3
_DRAW_CONTEXT = 256
_STOPS = ".!?;:"


@dataclass(frozen=True)
class _Contexts:
    """Of one text, made when they are first used. Arguments are Context's."""

    model: Model
    adapt: bool
    weights: Floats | None

    @cached_property
    def carried(self) -> Context:
        """What greedy suggestions come from: all that was written since the last jump."""
        return self.another()

    def another(self) -> Context:
        """One that is carried along too, for something else."""
        return Context(self.model, self.adapt, self.weights)

    @cached_property
    def anchored(self) -> Context:
        """What sampled suggestions come from: a function of the text alone."""
        return Context(self.model, self.adapt, self.weights, anchored=True)

    @cached_property
    def surprises(self) -> Surprises:
        """Of what was written, whichever of the two read it."""
        return Surprises()


class Suggester:
    """Continues text with a model. Call `suggest` with the whole text before the cursor, key
    after key; only what changed costs anything. Not thread-safe: one caller at a time.

    mode: "greedy" or "sampled". temperature: of sampled suggestions, 0 to 2, where 0 is greedy.
    eagerness: how much a greedy suggestion must be worth. adapt: whether it learns from the text,
    for as long as it lives. seed: another seed draws other sampled suggestions. weights: of network
    and memories, for comparisons. Raises ValueError for anything else.
    """

    def __init__(
        self,
        model: Model,
        mode: Mode = "greedy",
        temperature: float = 0.7,
        eagerness: Eagerness = "normal",
        adapt: bool = True,
        seed: int = 0,
        weights: Floats | None = None,
    ) -> None:
        for name, value, known in (
            ("mode", mode, get_args(Mode)),
            ("eagerness", eagerness, get_args(Eagerness)),
        ):
            if value not in known:
                raise ValueError(f"{name} is {value!r}; it should be one of {known}")
        if not 0 <= temperature <= MAX_TEMPERATURE:
            raise ValueError(f"temperature is {temperature}; it should be 0 to {MAX_TEMPERATURE}")
        if seed < 0:
            raise ValueError(f"seed is {seed}; it should not be negative")
        self.model = model
        self.mode = mode
        self.temperature = temperature
        self.eagerness = eagerness
        self.seed = seed
        self._contexts = _Contexts(model, adapt, weights)
        memory = model.memory
        self._calibration = Calibration(*memory.calibration) if memory else Calibration()
        self._interrupted = Event()
        self._last = ""
        # The text before what is being deleted was.
        self._fullest = ""

    def with_settings(
        self, mode: Mode, temperature: float, eagerness: Eagerness, seed: int
    ) -> "Suggester":
        """Another one that shares what this one knows of the text; one of them at a time."""
        other = Suggester(self.model, mode, temperature, eagerness, seed=seed)
        other._contexts = self._contexts
        return other

    def suggest(self, text_before_cursor: str, text_after_cursor: str = "") -> Suggestion | None:
        """The continuation to show, or None when there is none worth showing."""
        self._interrupted.clear()
        deleted = self._just_deleted(text_before_cursor)
        if self._greedy:
            found = self._likeliest(text_before_cursor)
            best = shown(found, THRESHOLDS[self.eagerness], self._calibration)
        else:
            found = self._drawn(text_before_cursor)
            best = whole_words(found, self._calibration)
        if self._interrupted.is_set():
            return None
        suggestion = self._suggestion(found, best, text_before_cursor, text_after_cursor)
        return None if suggestion and deleted.startswith(suggestion.text.strip()) else suggestion

    @property
    def _greedy(self) -> bool:
        return self.mode == "greedy" or self.temperature == 0

    def outlook(self, text_before_cursor: str, count: int = 10, reread: bool = False) -> Outlook:
        """What is expected after a text, by the mixture that suggestions are made from there.

        Where `suggest` was just asked it costs next to nothing. Surprise is known of what was
        written since the last jump. With `reread` it is found of what stands before that too,
        which takes longer than a suggestion, unless `interrupt` is called meanwhile.
        """
        context = self._contexts.carried if self._greedy else self._contexts.anchored
        place = context.at(text_before_cursor)
        surprises = self._contexts.surprises
        bits = surprises.follow(text_before_cursor, context.surprise())
        if reread and len(bits) < min(FOLLOWED, len(text_before_cursor)):
            bits = surprises.follow(text_before_cursor, self._read_again(text_before_cursor))
        last = text_before_cursor[len(text_before_cursor) - len(bits) :]
        written = [Written(*one) for one in zip(last, bits, strict=True)]
        if isinstance(self.model.network, WordNetwork):
            # Which words it expects, the network knows alone: memories are of characters.
            assert isinstance(place.state, WordState)
            choices = self.model.network.choices(place.state)
        else:
            choices = characters_after(place.logits[0], self.model.alphabet)
        return outlook(choices, self.temperature, count, written)

    def _read_again(self, text: str) -> Sequence[float]:
        """The bits of the last characters of `text`, as if they were written now.

        In a context of its own, for what is suggested must not depend on who looks.
        """
        context = self._contexts.another()
        for end in range(max(len(text) - FOLLOWED, 0), len(text) + 1):
            if self._interrupted.is_set():
                return []
            context.at(text[:end])
        return context.surprise()

    def suggest_ahead(
        self, text_before_cursor: str, text_after_cursor: str = ""
    ) -> Suggestion | None:
        """What `suggest` would say, if this were written; what is cut off it was not deleted."""
        before = self._last, self._fullest
        try:
            return self.suggest(text_before_cursor, text_after_cursor)
        finally:
            self._last, self._fullest = before

    def _just_deleted(self, text: str) -> str:
        """What was deleted, if the last thing that happened to the text is that."""
        last, self._last = self._last, text
        if len(text) >= len(last) or not last.startswith(text):
            self._fullest = text
            return ""
        if not self._fullest.startswith(last):
            self._fullest = last
        return self._fullest[len(text) :].lstrip()

    def interrupt(self) -> None:
        """Let a `suggest` that runs in another thread return None between two characters."""
        self._interrupted.set()

    def alternatives(
        self, text_before_cursor: str, count: int = 4, text_after_cursor: str = ""
    ) -> list[Suggestion]:
        """At most `count` likely continuations, each with another first character, best first.

        Who asks for them wants to see something, so they may be less sure than what is suggested.
        """
        context = self._contexts.carried
        place = context.at(text_before_cursor)
        suggestions: dict[str, Suggestion] = {}
        for found in alternatives(
            context.predictor, self.model.alphabet, place, 2 * count, _LEAST_ALTERNATIVE
        ):
            best = shown(found, THRESHOLDS["always"], self._calibration)
            one = self._suggestion(found, best, text_before_cursor, text_after_cursor)
            if one is not None:
                suggestions.setdefault(one.text, one)
        return sorted(suggestions.values(), key=lambda one: -one.probability)[:count]

    def _suggestion(
        self, found: Continuation, best: Worth | None, before: str, after: str
    ) -> Suggestion | None:
        if best is None:
            return None
        text = tidy(before, without_refused(before, found.text[: best.length]), after)
        if not text:
            return None
        credits = found.credits[len(text) - 1].copy()
        # A memory that knows nothing of it gives every symbol the same.
        nothing = -len(text) * np.log(len(self.model.alphabet))
        credits[1:][credits[1:] <= nothing + 0.01] = -np.inf
        return Suggestion(text, best.chance, SOURCES[int(credits.argmax())])

    def _likeliest(self, text: str) -> Continuation:
        context = self._contexts.carried
        least = THRESHOLDS[self.eagerness].chance
        return continuation(
            context.predictor,
            self.model.alphabet,
            context.at(text),
            choose=lambda logits: int(greedy(logits)[0]),
            goes_on=lambda _, chance: chance >= least and not self._interrupted.is_set(),
        )

    def _drawn(self, text: str) -> Continuation:
        random = self._random(text)

        def choose(logits: Floats) -> int:
            return int(sample(logits, self.temperature, random)[0])

        context = self._contexts.anchored
        return continuation(
            context.predictor,
            self.model.alphabet,
            context.at(text),
            choose,
            goes_on=lambda text, _: not _enough_words(text) and not self._interrupted.is_set(),
        )

    def _random(self, text: str) -> np.random.Generator:
        """A generator that depends on the end of the text and the settings alone."""
        key = f"{self.seed}\0{self.temperature:.3f}\0{end_of(text, _DRAW_CONTEXT)}"
        digest = blake2b(key.encode("utf-8", errors="surrogatepass"), digest_size=8).digest()
        return np.random.default_rng(int.from_bytes(digest, "little"))


def _enough_words(text: str) -> bool:
    """Whether `text` holds SAMPLED_WORDS whole words, or the end of a sentence."""
    if text[-1:] != " ":
        return False
    return len(text.split()) >= SAMPLED_WORDS or text.rstrip()[-1:] in _STOPS

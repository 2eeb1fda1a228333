"""A network of words, asked in characters.

The next character is what the words that go on with the letters so far say of it, with all ways in
which those letters can be tokens: the beginning of a word that is known, a word and the beginning
of the next, a word spelt in characters. Ways are kept while they are likely (a beam), each with
the range that it leaves of the sorted vocabulary; a way costs a step of the network when a token
ends, so a text costs about as many steps as it has words. Marginalising over tokens as Cao and
Rimell (2021) do, so what stands in the middle of a word is as good a beginning as any.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from rnnwriter.corpus.alphabet import BOUNDARY, UNKNOWN
from rnnwriter.corpus.pieces import goes_on, is_word, pieces
from rnnwriter.corpus.vocabulary import MARKS, Vocabulary, marked
from rnnwriter.model.prefixes import Prefixes
from rnnwriter.model.runtime import Floats, Ids, Network, State

# A way that is less likely than this, given the text, is followed no further.
_LEAST = 0.02
# What a character is given at least, all of them together.
_FLOOR = 1e-4
_BLANKS = " \n\t"
_PLAIN = 0

Chances = NDArray[np.float64]


@dataclass(frozen=True)
class Choices:
    """Words, or other tokens, that may come next; of a word that was begun, its rest.

    chances: (n,) of each. text: of one of them, what it adds to the text.
    """

    chances: Chances
    text: Callable[[int], str]


class _Outlook:
    """What comes after some tokens. chances: (tokens,), of the next one; BOUNDARY has none."""

    def __init__(self, logits: Floats, state: State) -> None:
        self.state = state
        chances = np.exp((logits - logits.max()).astype(np.float64))
        chances[BOUNDARY] = 0.0
        self.chances: Chances = chances / chances.sum()
        self._sums: dict[int, Chances] = {}

    def sums(self, index: int, table: Prefixes) -> Chances:
        """(n + 1,) chances of the first 0 to n tokens of a table together."""
        if index not in self._sums:
            sums = np.zeros(len(table) + 1)
            np.cumsum(self.chances[table.tokens], out=sums[1:])
            self._sums[index] = sums
        return self._sums[index]


@dataclass(frozen=True)
class _Way:
    """A way to read the characters since the boundary. weight: its share, relative to the others.

    tokens: those that have ended. outlook: after them; None while the last of them has not been
    read, `before` being the outlook before it. table: of what comes, where rows `low` to `high`
    begin with the last `depth` characters.
    """

    weight: float
    tokens: tuple[int, ...]
    outlook: _Outlook | None
    before: _Outlook | None = None
    table: int = _PLAIN
    low: int = 0
    high: int = 0
    depth: int = 0


@dataclass(frozen=True)
class _Stream:
    """One text. boundary: after all pieces before the last blank. written: since then. piece: the
    last one, as far as it goes. logits: (symbols,), of the next character.
    """

    boundary: _Outlook
    written: str
    piece: str
    ways: tuple[_Way, ...]
    logits: Floats


@dataclass(frozen=True)
class WordState:
    """Where each text of a batch stands. Never changed in place."""

    streams: tuple[_Stream, ...]

    def rows(self, rows: slice | NDArray[np.integer]) -> "WordState":
        """The streams `rows` of the batch."""
        indices = np.arange(len(self.streams))[rows].tolist()
        return WordState(tuple(self.streams[index] for index in indices))


class WordNetwork:
    """A network over the tokens of `vocabulary` that reads characters and tells the next one."""

    def __init__(self, network: Network, vocabulary: Vocabulary) -> None:
        self.tokens = network
        self.vocabulary = vocabulary
        alphabet = vocabulary.alphabet
        plain = [(token, np.array([token])) for token in range(len(alphabet)) if token != BOUNDARY]
        words = list(enumerate(vocabulary.words, vocabulary.first_word))
        plain += [(token, alphabet.encode(word)) for token, word in words]
        self._tables = [Prefixes(plain)]
        for mark in range(len(MARKS)):
            spelt = (
                (token, alphabet.encode(marked(word, mark)))
                for token, word in words
                if word.startswith(" ") and is_word(word) and word == word.lower()
            )
            self._tables.append(Prefixes(list(spelt)))

    @property
    def symbols(self) -> int:
        """The number of symbols of the alphabet."""
        return len(self.vocabulary.alphabet)

    def start(self, batch: int = 1) -> WordState:
        """The state of `batch` streams before a text."""
        state = self.tokens.start()
        return WordState((self._begun(_Outlook(self.tokens.logits(state)[0], state)),) * batch)

    def step(self, ids: Ids, state: WordState) -> tuple[Floats, WordState]:
        """Read one character in each stream.

        ids: (batch,). Returns logits (batch, symbols) of the next character, and the state after.
        """
        after = WordState(
            tuple(
                self._after(stream, int(symbol))
                for stream, symbol in zip(state.streams, ids, strict=True)
            )
        )
        return np.stack([stream.logits for stream in after.streams]), after

    def prefill(self, ids: Ids, state: WordState) -> tuple[Floats, WordState]:
        """Read a run of characters in each stream; the same as repeated `step`.

        ids: (batch, time). Returns logits (batch, time, symbols) after each, and the state then.
        """
        rows: list[Floats] = []
        for column in ids.T:
            logits, state = self.step(column, state)
            rows.append(logits)
        return np.stack(rows, axis=1), state

    def read(self, ids: Ids, state: WordState) -> tuple[Floats, WordState]:
        """`prefill` for who asks only what comes in the end: logits (batch, symbols).

        All but the last word is read in tokens, as many characters at once.
        """
        after = WordState(
            tuple(self._run(stream, row) for stream, row in zip(state.streams, ids, strict=True))
        )
        return np.stack([stream.logits for stream in after.streams]), after

    def _run(self, stream: _Stream, symbols: Ids) -> _Stream:
        if BOUNDARY not in symbols:
            written = stream.written + self.vocabulary.alphabet.decode(symbols.tolist())
            last = _last_boundary(written)
            if last and last >= len(stream.written):
                tokens = self.vocabulary.encode(written[:last])
                stream = self._begun(self._read(stream.boundary, tokens))
                symbols = symbols[len(symbols) - (len(written) - last) :]
        for symbol in symbols.tolist():
            stream = self._after(stream, symbol)
        return stream

    def _read(self, outlook: _Outlook, tokens: Ids) -> _Outlook:
        logits, state = self.tokens.read(np.asarray(tokens)[None], outlook.state)
        return _Outlook(logits[0], state)

    def _begun(self, boundary: _Outlook) -> _Stream:
        """A stream where a piece begins, and all before it is settled."""
        return self._settled(boundary, "", "", list(self._fresh(1.0, (), boundary)))

    def _fresh(self, weight: float, tokens: tuple[int, ...], outlook: _Outlook) -> Iterator[_Way]:
        """The ways on from where a token has ended: with another one, with a mark."""
        marks = outlook.chances[self.vocabulary.first_mark : self.vocabulary.first_word]
        high = len(self._tables[_PLAIN])
        yield _Way(weight * (1 - float(marks.sum())), tokens, outlook, high=high)
        for mark, chance in enumerate(marks.tolist()):
            token = self.vocabulary.first_mark + mark
            yield _Way(weight * chance, (*tokens, token), None, outlook, table=1 + mark)

    def _looked_at(self, ways: Sequence[_Way]) -> list[_Way]:
        """Ways whose last token is read now, all at once."""
        if not ways:
            return []
        state = State.joined([way.before.state for way in ways if way.before is not None])
        logits, state = self.tokens.step(np.array([way.tokens[-1] for way in ways]), state)
        looked: list[_Way] = []
        for row, way in enumerate(ways):
            outlook = _Outlook(logits[row], state.rows(slice(row, row + 1)))
            if way.table == _PLAIN:
                looked += self._fresh(way.weight, way.tokens, outlook)
            else:
                high = len(self._tables[way.table])
                looked.append(replace(way, outlook=outlook, before=None, high=high))
        return looked

    def _settled(
        self, boundary: _Outlook, written: str, piece: str, ways: Sequence[_Way]
    ) -> _Stream:
        """The stream whose ways are `ways`, likely ones looked at."""
        least = _LEAST * sum(way.weight for way in ways)
        kept: list[_Way] = []
        while ways:
            likely = [way for way in ways if way.outlook is None and way.weight >= least]
            kept += [
                way
                for way in ways
                if (way.weight > 0 if way.outlook else least > way.weight >= _LEAST * least)
            ]
            ways = self._looked_at(likely)
        return _Stream(boundary, written, piece, tuple(kept), self._logits(kept))

    def _logits(self, ways: Sequence[_Way]) -> Floats:
        """(symbols,) logarithms of the chances of the next character."""
        chances = np.zeros(self.symbols)
        for way in ways:
            table = self._tables[way.table]
            if way.outlook is None:
                chances += way.weight * self._first[way.table]
                continue
            symbols, edges = table.branches(way.low, way.high, way.depth)
            sums = way.outlook.sums(way.table, table)[edges]
            mass = sums[-1] - sums[0]
            if mass > 0:
                chances[symbols] += (sums[1:] - sums[:-1]) * (way.weight / mass)
        total = chances.sum()
        if total > 0:
            chances *= (1 - _FLOOR) / total
        chances += _FLOOR / self.symbols
        chances[BOUNDARY] = _FLOOR / self.symbols
        logits: Floats = np.log(chances).astype(np.float32)
        return logits

    @cached_property
    def _first(self) -> list[Chances]:
        """(symbols,) of each table: what its tokens begin with, whatever came before."""
        usual = _Outlook(self.tokens.bias, self.tokens.start())
        first: list[Chances] = []
        for index, table in enumerate(self._tables):
            chances = np.zeros(self.symbols)
            if len(table):
                np.add.at(chances, table.first_symbols(), usual.chances[table.tokens])
                chances /= usual.sums(index, table)[-1]
            first.append(chances)
        return first

    def _after(self, stream: _Stream, symbol: int) -> _Stream:
        """The stream after one more character."""
        if symbol == BOUNDARY:
            return self._begun(self._read(stream.boundary, np.array([BOUNDARY])))
        character = self.vocabulary.alphabet.decode([symbol])
        if goes_on(stream.piece, character):
            piece = stream.piece + character
        elif character in _BLANKS and stream.written:
            stream = self._begun(self._settled_at(stream))
            piece = character
        else:
            piece = character
        written = stream.written + character
        ways = self._narrowed(stream, symbol)
        if not ways:
            ways = self._spelt(stream.boundary, written)
        return self._settled(stream.boundary, written, piece, ways)

    def _narrowed(self, stream: _Stream, symbol: int) -> list[_Way]:
        """The ways that go on with a character; none when it was as good as impossible."""
        found: list[_Way] = []
        before = sum(way.weight for way in stream.ways)
        expected = before * math.exp(stream.logits[symbol])
        looked = [way for way in stream.ways if way.outlook is not None]
        looked += self._looked_at(
            [
                way
                for way in stream.ways
                if way.outlook is None
                and way.weight * self._first[way.table][symbol] >= _LEAST * expected
            ]
        )
        for way in looked:
            if way.outlook is None:
                continue
            table = self._tables[way.table]
            low, high = table.narrowed(way.low, way.high, way.depth, symbol)
            sums = way.outlook.sums(way.table, table)
            mass = sums[way.high] - sums[way.low]
            if low < high and mass > 0:
                weight = way.weight * (sums[high] - sums[low]) / mass
                narrow = replace(way, weight=weight, low=low, high=high, depth=way.depth + 1)
                found += self._split(narrow)
        total = sum(way.weight for way in found)
        if total < _FLOOR / self.symbols * before:
            return []
        # Weights are shares, or a long word would make them vanish.
        return [replace(way, weight=way.weight / total) for way in found]

    def _split(self, way: _Way) -> Iterator[_Way]:
        """A way that has just been narrowed: with the token that ends here, and with the others."""
        assert way.outlook is not None
        table = self._tables[way.table]
        if not table.ends(way.low, way.depth):
            yield way
            return
        sums = way.outlook.sums(way.table, table)
        mass = sums[way.high] - sums[way.low]
        ended = way.weight * (sums[way.low + 1] - sums[way.low]) / mass if mass > 0 else 0.0
        tokens = (*way.tokens, int(table.tokens[way.low]))
        yield _Way(ended, tokens, None, way.outlook)
        if way.low + 1 < way.high:
            yield replace(way, low=way.low + 1, weight=way.weight - ended)

    def _settled_at(self, stream: _Stream) -> _Outlook:
        """The outlook after all that is written, now that its last piece has ended."""
        tokens = tuple(self.vocabulary.encode(stream.written).tolist())
        for way in stream.ways:
            if way.tokens == tokens and way.outlook is not None and not way.depth:
                return way.outlook
        return self._read(stream.boundary, np.array(tokens))

    def _spelt(self, boundary: _Outlook, written: str) -> list[_Way]:
        """The one way that has the last piece of `written` in characters."""
        *whole, last = pieces(written)
        ids = [token for piece in whole for token in self.vocabulary.spelt(piece)]
        ids += self.vocabulary.alphabet.encode(last).tolist()
        return list(self._fresh(1.0, tuple(ids), self._read(boundary, np.array(ids))))

    def choices(self, state: WordState) -> Choices:
        """What may come next in the one stream. The same text may come as several tokens."""
        (stream,) = state.streams
        ways: list[_Way] = []
        tokens: list[Ids] = []
        chances: list[Chances] = []
        for way in stream.ways:
            if way.outlook is None:
                continue
            table = self._tables[way.table]
            sums = way.outlook.sums(way.table, table)
            these = table.tokens[way.low : way.high]
            each = way.outlook.chances[these] * (way.weight / (sums[way.high] - sums[way.low]))
            each[these == UNKNOWN] = 0.0
            ways.append(way)
            tokens.append(these)
            chances.append(each)
        ends = np.cumsum([len(these) for these in tokens])

        def text(at: int) -> str:
            index = int(np.searchsorted(ends, at, side="right"))
            token = int(tokens[index][at - ends[index]])
            way = ways[index]
            return self.vocabulary.text_of(token, way.table - 1)[way.depth :]

        joined = np.concatenate(chances)
        return Choices(joined / joined.sum(), text)


def _last_boundary(written: str) -> int:
    """Where the last piece of `written` that begins with a blank begins, if it is not the first
    one; else 0.
    """
    begin = len(written)
    for piece in reversed(pieces(written)):
        begin -= len(piece)
        if piece[0] in _BLANKS:
            return begin
    return 0

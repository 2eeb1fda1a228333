"""The training loop: truncated backpropagation with carried state, over a budget of time.

AdamW (Loshchilov and Hutter 2019), gradients clipped by norm, learning rate over the budget.
The best network on the validation documents is kept; a run that was killed goes on from its
last checkpoint. Between two steps it does what others wish: rest, end, go on.
"""

import math
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

import torch

from rnnwriter.corpus.documents import Document, Split, characters
from rnnwriter.corpus.vocabulary import Tokens
from rnnwriter.errors import UserError
from rnnwriter.model.file import ModelInfo, Weights, write_model
from rnnwriter.model.memory import Memory
from rnnwriter.training.checkpoint import Counters, read_checkpoint, write_checkpoint
from rnnwriter.training.control import WISHES, Wish
from rnnwriter.training.devices import CPU, Device
from rnnwriter.training.events import (
    End,
    Evaluated,
    Event,
    Finished,
    Paused,
    Progress,
    Resumed,
    Started,
)
from rnnwriter.training.network import Network, detached
from rnnwriter.training.parallel import ALONE, Workers
from rnnwriter.training.run import RunFolder
from rnnwriter.training.schedule import learning_rate
from rnnwriter.training.spec import SCRATCH, Spec
from rnnwriter.training.streams import Streams, pieces
from rnnwriter.training.validation import Validation
from rnnwriter.training.window import Window, learn

_REPORT_SECONDS = 0.5
_CHECKPOINT_SECONDS = 60.0
# A step that took longer, slept: the machine was suspended, or the process stopped.
_ASLEEP_SECONDS = 60.0
_PAUSE_SECONDS = 0.2
# It is hopeless to go on when so many measurements in a row are so much worse than the best one.
_HOPELESS = 5
_HOPELESS_BITS = 0.03
# What a network is worse by that has forgotten something; less is noise.
_FORGOTTEN_BITS = 0.005
_RUNNING_MEAN = 0.98
# Short memories: over a small budget the loss moves fast.
_BETAS = (0.85, 0.95)

Outcome = Literal["trained", "interrupted", "discarded"]


class Trainer:
    """One run, or this process's part of it. `train` goes on until the budget is used.

    data: what to learn from and be judged by. tokens: of the network.
    parent: weights to begin with, possibly of fewer tokens; None begins from scratch.
    report: is given every event, beside the run folder. clock: seconds, monotonic. sleep: for so
    many seconds. workers: the processes that train together; their first one writes and reports.
    device: to train on, of this process. memory: of the notes, for the models it leaves.
    guard: documents on which no network is kept that is worse than the parent.
    wish: is asked after each step what to do, and why if it is to pause.
    """

    def __init__(
        self,
        spec: Spec,
        data: Split,
        tokens: Tokens,
        parent: Weights | None,
        run: RunFolder,
        report: Callable[[Event], None],
        clock: Callable[[], float] = time.monotonic,
        workers: Workers = ALONE,
        device: Device = CPU,
        memory: Memory | None = None,
        guard: Sequence[Document] = (),
        wish: Callable[[], tuple[Wish, str]] = lambda: ("go on", ""),
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        torch.manual_seed(spec.seed)
        self.spec = spec
        self._tokens = tokens
        self._lengths = tokens.lengths
        self._run = run
        self._listener = report
        self._clock = clock
        self._sleep = sleep
        self._workers = workers
        self._wish = wish
        self._device = device
        self._memory = memory
        recipe = spec.recipe
        self._rows = workers.rows(recipe.batch)
        network = Network(spec.architecture, len(tokens))
        if parent is not None:
            network.load(parent)
        self._network = network.to(device.device)
        self._together = workers.together(self._network)
        self._optimizer = torch.optim.AdamW(
            self._network.parameters(),
            lr=recipe.learning_rate,
            betas=_BETAS,
            weight_decay=recipe.weight_decay,
            fused=True,
        )
        self._streams = Streams(pieces(data.training, tokens), recipe.batch, spec.seed)
        self._validation = Validation(data.validation, tokens)
        self._guard = Validation(guard, tokens) if guard else None
        self._counters = Counters()
        self._state = detached(self._network.start(recipe.batch // workers.size))
        self._characters = characters(data.training), characters(data.validation)

    def resume(self) -> None:
        """Go on from the run's last checkpoint, or the one before if that is damaged.

        Without any, nothing had been saved yet, and training begins. Raises UserError when both
        are damaged.
        """
        files = [file for file in (self._run.state_file, self._run.before_file) if file.exists()]
        for file in files:
            try:
                self._counters, state = read_checkpoint(
                    file, self._network, self._optimizer, self._streams
                )
            except UserError:
                if file == files[-1]:
                    raise
                continue
            rows = self._rows
            self._state = [(hidden[:, rows], cell[:, rows]) for hidden, cell in state]
            break
        if self._workers.first:
            self._run.rewind(self._counters.step)
            self._report(Resumed(self._counters.step))

    def _report(self, event: Event) -> None:
        if self._workers.first:
            self._run.append(event)
            self._listener(event)

    @property
    def _fraction(self) -> float:
        """How much of the budget is used, in [0, 1]."""
        spec, counters = self.spec, self._counters
        used = counters.step / spec.steps if spec.steps else counters.seconds / (60 * spec.minutes)
        return min(used, 1.0)

    def train(self) -> Outcome:
        """Train until the budget is used, or others wish, or it is hopeless to go on.

        "trained": the best model is in the run folder. "interrupted": after a checkpoint to go on
        from. "discarded": nothing more is written.
        """
        counters, recipe = self._counters, self.spec.recipe
        self._report(
            Started(
                parameters=sum(parameter.numel() for parameter in self._network.parameters()),
                symbols=len(self._tokens),
                training_characters=self._characters[0],
                validation_characters=self._characters[1],
                device=str(self._device),
            )
        )
        reported = saved = counters.seconds
        seen_before, seconds_before = counters.characters_seen, counters.seconds
        self._network.train()
        now = self._clock()
        if counters.evaluations == 0:
            if self.spec.parent != SCRATCH:
                self._evaluate()
            counters.evaluations = max(counters.evaluations, 1)
            # From here on there is something to go on from.
            self._save()
        end: End = "budget"
        while self._fraction < 1:
            if counters.worse >= _HOPELESS:
                end = "hopeless"
                break
            self._step()
            if self._fraction * recipe.evaluations >= counters.evaluations:
                self._evaluate()
            before, now = now, self._clock()
            # One worker's clock and wishes count for all, so that all do the same.
            passed = self._workers.agreed(now - before)
            counters.seconds += passed if passed < _ASLEEP_SECONDS else 0.0
            if counters.seconds - reported >= _REPORT_SECONDS:
                reported = counters.seconds
                seen = counters.characters_seen - seen_before
                self._report(self._progress(seen / (counters.seconds - seconds_before)))
            if counters.seconds - saved >= _CHECKPOINT_SECONDS:
                saved = counters.seconds
                self._save()
            wish, reason = self._wished()
            if wish == "pause":
                self._save()
                wish = self._pause(reason)
                now = self._clock()
            if wish == "interrupt":
                self._save()
                return "interrupted"
            if wish == "discard":
                return "discarded"
            if wish == "keep":
                end = "kept"
                break
        self._save()
        self._report(
            Finished(
                model=self.spec.name,
                characters_seen=counters.characters_seen,
                minutes=counters.seconds / 60,
                validation_bits=counters.best_bits,
                end=end,
            )
        )
        return "trained"

    def _wished(self) -> tuple[Wish, str]:
        """What others wish, for all workers, and why."""
        wish, reason = self._wish() if self._workers.first else ("go on", "")
        return WISHES[round(self._workers.agreed(WISHES.index(wish)))], reason

    def _pause(self, reason: str) -> Wish:
        """Rest for as long as that is wished; returns what is wished then."""
        self._report(Paused(self._counters.step, reason))
        wish: Wish = "pause"
        while wish == "pause":
            self._sleep(_PAUSE_SECONDS)
            wish, _ = self._wished()
        self._report(Resumed(self._counters.step))
        return wish

    def _step(self) -> None:
        """One window of every stream: forward, backward, update."""
        recipe, counters = self.spec.recipe, self._counters
        halved = self._fraction < 0.5
        inputs, targets = self._streams.next(
            recipe.truncation // 2 if halved else recipe.truncation
        )
        # Drawn for the whole batch, so that several processes draw what one would.
        keep = torch.rand(recipe.batch) >= recipe.restart
        masks = self._network.masks(recipe.batch, recipe.dropout)
        rows, device = self._rows, self._device.device
        window = Window(
            torch.from_numpy(inputs[rows]).to(device),
            torch.from_numpy(targets[rows]).to(device),
            self._state,
            [mask[rows].to(device) for mask in masks],
            keep[rows].to(device),
        )
        for group in self._optimizer.param_groups:
            group["lr"] = learning_rate(recipe.learning_rate, self._fraction, recipe.warmup)
        loss, self._state = learn(
            self._together, self._optimizer, window, self._device.precision, recipe.gradient_clip
        )
        counters.step += 1
        characters_read = int(self._lengths[targets].sum())
        counters.characters_seen += characters_read
        bits = self._workers.mean(loss) / math.log(2) * targets.size / characters_read
        mean = min(_RUNNING_MEAN, 1 - 1 / counters.step)
        counters.training_bits = mean * counters.training_bits + (1 - mean) * bits

    def _progress(self, characters_per_second: float) -> Progress:
        counters = self._counters
        fraction = self._fraction
        if self.spec.steps:
            left = counters.seconds / max(fraction, 1e-9) * (1 - fraction)
        else:
            left = max(60 * self.spec.minutes - counters.seconds, 0.0)
        return Progress(
            fraction=fraction,
            seconds_left=left,
            step=counters.step,
            characters_seen=counters.characters_seen,
            characters_per_second=characters_per_second,
            training_bits=counters.training_bits,
        )

    def _evaluate(self) -> None:
        """Measure on the validation documents and keep the network if it is the best so far."""
        counters = self._counters
        counters.evaluations += 1
        if not self._workers.first:
            return
        bits = self._validation.bits_per_character(self._network)
        best = bits < counters.best_bits and self._remembers()
        counters.worse = counters.worse + 1 if bits > counters.best_bits + _HOPELESS_BITS else 0
        if best:
            counters.best_bits = bits
            info = ModelInfo(
                architecture=self.spec.architecture,
                tokens=self._tokens,
                parent=self.spec.parent,
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                characters_seen=counters.characters_seen,
                minutes=counters.seconds / 60,
                figures={"validation_bits": bits},
            )
            write_model(self._run.best_file, info, self._network.weights(), memory=self._memory)
        self._report(Evaluated(counters.step, counters.characters_seen, bits, best))

    def _remembers(self) -> bool:
        """Whether the network knows what its parent knew."""
        if self._guard is None:
            return True
        bits = self._guard.bits_per_character(self._network)
        if math.isinf(self._counters.guard_bits):
            self._counters.guard_bits = bits
        return bits <= self._counters.guard_bits + _FORGOTTEN_BITS

    def _save(self) -> None:
        """Write the checkpoint that `resume` reads, with the state of all workers."""
        gathered = self._workers.gathered
        state = [(gathered(hidden), gathered(cell)) for hidden, cell in self._state]
        if self._workers.first:
            if self._run.state_file.exists():
                self._run.state_file.replace(self._run.before_file)
            write_checkpoint(
                self._run.state_file,
                self._counters,
                self._network,
                self._optimizer,
                state,
                self._streams,
            )

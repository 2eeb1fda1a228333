"""The training loop: truncated backpropagation with carried state, over a budget of time.

AdamW (Loshchilov and Hutter 2019), gradients clipped by norm, learning rate over the budget.
The best network on the validation documents is kept; a run that was killed goes on from its
last checkpoint.
"""

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime

import torch

from rnnwriter.corpus.alphabet import Alphabet
from rnnwriter.corpus.documents import Split, characters
from rnnwriter.model.file import ModelInfo, Weights, write_model
from rnnwriter.training.checkpoint import Counters, read_checkpoint, write_checkpoint
from rnnwriter.training.devices import CPU, Device
from rnnwriter.training.events import Evaluated, Event, Finished, Progress, Started
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
_RUNNING_MEAN = 0.98
# Short memories: over a small budget the loss moves fast.
_BETAS = (0.85, 0.95)


class Trainer:
    """One run, or this process's part of it. `train` goes on until the budget is used.

    data: what to learn from and be judged by. alphabet: of the network.
    parent: weights to begin with, possibly over a smaller alphabet; None begins from scratch.
    report: is given every event, beside the run folder. clock: seconds, monotonic.
    workers: the processes that train together; their first one writes and reports.
    device: to train on, of this process.
    stopping: is asked after each step whether to stop early.
    """

    def __init__(
        self,
        spec: Spec,
        data: Split,
        alphabet: Alphabet,
        parent: Weights | None,
        run: RunFolder,
        report: Callable[[Event], None],
        clock: Callable[[], float] = time.monotonic,
        workers: Workers = ALONE,
        device: Device = CPU,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        torch.manual_seed(spec.seed)
        self.spec = spec
        self._alphabet = alphabet
        self._run = run
        self._listener = report
        self._clock = clock
        self._workers = workers
        self._stopping = stopping
        self._device = device
        recipe = spec.recipe
        self._rows = workers.rows(recipe.batch)
        network = Network(spec.architecture, len(alphabet))
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
        self._streams = Streams(pieces(data.training, alphabet), recipe.batch, spec.seed)
        self._validation = Validation(data.validation, alphabet)
        self._counters = Counters()
        self._state = detached(self._network.start(recipe.batch // workers.size))
        self._characters = characters(data.training), characters(data.validation)

    def resume(self) -> None:
        """Go on from the run's last checkpoint; raises UserError when there is none."""
        self._counters, state = read_checkpoint(
            self._run.state_file, self._network, self._optimizer, self._streams
        )
        rows = self._rows
        self._state = [(hidden[:, rows], cell[:, rows]) for hidden, cell in state]

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

    def train(self) -> bool:
        """Train until the budget is used; leaves the best model in the run folder.

        Returns False when it stopped before, after a checkpoint to go on from.
        """
        counters, recipe = self._counters, self.spec.recipe
        self._report(
            Started(
                parameters=sum(parameter.numel() for parameter in self._network.parameters()),
                symbols=len(self._alphabet),
                training_characters=self._characters[0],
                validation_characters=self._characters[1],
                device=str(self._device),
            )
        )
        began = self._clock() - counters.seconds
        reported = saved = counters.seconds
        seen_before, seconds_before = counters.characters_seen, counters.seconds
        self._network.train()
        if counters.evaluations == 0 and self.spec.parent != SCRATCH:
            self._evaluate()
        counters.evaluations = max(counters.evaluations, 1)
        while self._fraction < 1:
            self._step()
            # One worker's clock and wish to stop count for all, so that all do the same.
            counters.seconds = self._workers.agreed(self._clock() - began)
            if self._fraction * recipe.evaluations >= counters.evaluations:
                self._evaluate()
            if counters.seconds - reported >= _REPORT_SECONDS:
                reported = counters.seconds
                seen = counters.characters_seen - seen_before
                self._report(self._progress(seen / (counters.seconds - seconds_before)))
            if counters.seconds - saved >= _CHECKPOINT_SECONDS:
                saved = counters.seconds
                self._save()
            if self._workers.agreed(float(self._stopping())):
                self._save()
                return False
        self._save()
        self._report(
            Finished(
                model=self.spec.name,
                characters_seen=counters.characters_seen,
                minutes=counters.seconds / 60,
                validation_bits=counters.best_bits,
            )
        )
        return True

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
        counters.characters_seen += targets.size
        bits = self._workers.mean(loss) / math.log(2)
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
        best = bits < counters.best_bits
        if best:
            counters.best_bits = bits
            info = ModelInfo(
                architecture=self.spec.architecture,
                alphabet=self._alphabet,
                parent=self.spec.parent,
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                characters_seen=counters.characters_seen,
                minutes=counters.seconds / 60,
                figures={"validation_bits": bits},
            )
            write_model(self._run.best_file, info, self._network.weights())
        self._report(Evaluated(counters.step, counters.characters_seen, bits, best))

    def _save(self) -> None:
        """Write the checkpoint that `resume` reads, with the state of all workers."""
        gathered = self._workers.gathered
        state = [(gathered(hidden), gathered(cell)) for hidden, cell in self._state]
        if self._workers.first:
            write_checkpoint(
                self._run.state_file,
                self._counters,
                self._network,
                self._optimizer,
                state,
                self._streams,
            )

"""`rnnwriter train`: from a folder of notes to a model by name.

Reads the notes, keeps whole documents apart, trains, and leaves a model and a report. Whoever
watches the run folder sees what the terminal shows.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from rich.console import Console
from rich.text import Text

from rnnwriter.commands.beginnings import Parent, parent_of
from rnnwriter.commands.interrupts import Interrupts
from rnnwriter.commands.output import PlainConsole
from rnnwriter.commands.progress import TrainingDisplay
from rnnwriter.commands.report import print_report
from rnnwriter.commands.train_report import concluded, publish, untrained
from rnnwriter.commands.train_samples import Samples
from rnnwriter.commands.train_task import (
    Request,
    Task,
    begun,
    refuse,
    resumed,
    told,
    updated,
)
from rnnwriter.errors import UserError
from rnnwriter.model.memory import Memory
from rnnwriter.model.store import check_name, trained_path
from rnnwriter.suggest.fitting import counted
from rnnwriter.suggest.mixing import first_weights
from rnnwriter.training.control import Control, Wish
from rnnwriter.training.events import (
    Entered,
    Evaluated,
    Event,
    Failed,
    Finished,
    Interrupted,
    Phase,
    Reported,
)
from rnnwriter.training.process import held, lower_priority
from rnnwriter.training.pytorch import pytorch_or_sentence
from rnnwriter.training.report import Report
from rnnwriter.training.rest import Rest
from rnnwriter.training.run import RunFolder, first_process, run_of
from rnnwriter.training.spec import Spec

NOTHING_NEW = "Nothing is new in the notes of this model."


class _Teller:
    """Tells the terminal and the run folder of phases."""

    def __init__(self, run: RunFolder, console: Console) -> None:
        self.console = console
        self._run = run

    def enter(self, phase: Phase, note: str = "") -> None:
        """A phase begins."""
        if first_process():
            self._run.append(Entered(phase, note))
        if note:
            self.console.print(Text(note, style="dim"))


def train_command(request: Request, *, as_json: bool) -> None:
    """Train and report. Raises UserError, and KeyboardInterrupt after a checkpoint."""
    check_name(request.name)
    pytorch_or_sentence("training")
    run = run_of(request.name)
    console = PlainConsole(quiet=as_json or not first_process())
    with _alone(run):
        # Until here, an earlier run stays as it is.
        going_on = resumed(run) if request.resume else None
        if going_on is None:
            refuse(request, run)
        lower_priority()
        if first_process():
            # What was wished of an earlier process counts no more.
            run.control_file.unlink(missing_ok=True)
            if going_on is None:
                run.clear()
        with _end_told(run):
            report = _train(request, going_on, run, _Teller(run, console))
    if report is None:
        return
    print_report(report, console)
    console.print(Text(f"Write with it: rnnwriter --model {report.name}", style="bold"))
    if as_json:
        print(json.dumps({**report.values(), "path": str(trained_path(request.name))}))


@contextmanager
def _alone(run: RunFolder) -> Iterator[None]:
    """As the one process that trains `run`, or one of those that do so together."""
    if not first_process():
        yield
        return
    with held(run):
        yield


@contextmanager
def _end_told(run: RunFolder) -> Iterator[None]:
    """What ends the process too early goes into the run's events, and becomes a sentence."""
    try:
        yield
    except KeyboardInterrupt:
        _tell_end(run, Interrupted())
        raise
    except UserError as error:
        _tell_end(run, Failed(str(error)))
        raise
    except (MemoryError, RuntimeError) as error:
        # PyTorch's allocators have no exception in common.
        if not isinstance(error, MemoryError) and "memory" not in str(error).lower():
            raise
        sentence = (
            "there is not enough memory to train; close something, then"
            f" `rnnwriter train --name {run.name} --resume` goes on"
        )
        _tell_end(run, Failed(sentence))
        raise UserError(sentence) from None


def _tell_end(run: RunFolder, event: Event) -> None:
    if first_process() and run.events_file.exists():
        with suppress(UserError):
            run.append(event)


def _train(
    request: Request, going_on: Task | None, run: RunFolder, teller: _Teller
) -> Report | None:
    """None when there is nothing to report: in all processes but the first, when it was discarded,
    when there was nothing new to learn.
    """
    task = going_on
    if task is None:
        teller.enter("reading")
        task = updated(request) if request.update else begun(request)
    if task is None:
        teller.console.print(NOTHING_NEW)
        _tell_end(run, Failed(NOTHING_NEW))
        return None
    _tell_task(task, teller.console)
    parent = parent_of(task.spec.parent, task.texts, task.spec.tokens)
    ngrams = counted(parent.alphabet, task.data.training)
    memory = Memory(ngrams, first_weights(with_notes=True))
    learnt = _learn(task, parent, memory, run, teller, resume=going_on is not None)
    if learnt is None:
        return None
    task, finished = learnt
    report = concluded(task, run, memory, finished, teller.enter)
    run.append(Reported(report.values()))
    run.tidy()
    return report


def _tell_task(task: Task, console: Console) -> None:
    console.print(told(task))
    for reason, count in task.summary.left_out.items():
        console.print(f"left out {count:,}: {reason}", style="dim")


def _learn(
    task: Task, parent: Parent, memory: Memory, run: RunFolder, teller: _Teller, *, resume: bool
) -> tuple[Task, Finished] | None:
    """Train: the task with its recipe, and how it ended; None in every process but the first, and
    when the run is discarded. Raises KeyboardInterrupt after a checkpoint.
    """
    console = teller.console
    teller.enter("starting")
    with console.status("starting PyTorch"):
        from rnnwriter.training.devices import fastest
        from rnnwriter.training.loop import Trainer
        from rnnwriter.training.parallel import Workers
        from rnnwriter.training.recipe import plan, size_of

        workers = Workers.join()
        trial = fastest(workers)
    if not resume:
        speed = workers.agreed(trial.characters_per_second)
        size = size_of(parent.tokens, task.data)
        spec = plan(task.spec, task.data, parent.architecture, speed, workers.size, size)
        task = replace(task, spec=spec)
        if workers.first:
            task.write(run)
    teller.enter("training")
    last: list[Finished] = []
    with Interrupts() as interrupts, TrainingDisplay(console, _seconds(task.spec)) as display:
        trainer = Trainer(
            task.spec,
            task.data,
            parent.tokens,
            parent.weights,
            run,
            _listener(task, memory, run, display, last),
            workers=workers,
            device=trial.device,
            memory=memory,
            guard=task.guard,
            wish=_wishes(task.spec, run, interrupts),
        )
        if resume:
            trainer.resume()
        outcome = trainer.train()
    workers.leave()
    if outcome == "discarded":
        if workers.first:
            _discard(run)
        console.print("Discarded.")
        return None
    if outcome == "interrupted":
        again = f"`rnnwriter train --name {run.name} --resume`"
        console.print(f"Stopped; {again} goes on where it was.")
        raise KeyboardInterrupt
    return (task, last[0]) if last else None


def _seconds(spec: Spec) -> float | None:
    """The budget, where it is one of time."""
    return None if spec.steps else 60 * spec.minutes


def _listener(
    task: Task, memory: Memory, run: RunFolder, display: TrainingDisplay, last: list[Finished]
) -> Callable[[Event], None]:
    """What is done with the events of training."""
    samples = Samples(task.spec, run, task.data.validation)

    def listen(event: Event) -> None:
        display.show(event)
        match event:
            case Evaluated(characters_seen=0):
                # The notes can be suggested from at once, beside the network to begin with.
                if not trained_path(task.spec.name).exists():
                    publish(task, run, memory)
            case Evaluated(best=True):
                run.append(samples.after(event))
            case Finished():
                last[:] = [event]

    return listen


def _wishes(spec: Spec, run: RunFolder, interrupts: Interrupts) -> Callable[[], tuple[Wish, str]]:
    """What everybody wishes of the training: signals, then people, then the machine."""
    control = Control(run)
    rest = Rest(spec.pause_on)

    def wish() -> tuple[Wish, str]:
        if interrupts.raised:
            return "interrupt", ""
        wish = control.wish()
        if wish == "go on" and not control.insists and (reason := rest.reason()):
            return "pause", reason
        return wish, ""

    return wish


def _discard(run: RunFolder) -> None:
    path = trained_path(run.name)
    if path.exists() and untrained(path):
        path.unlink()
    run.remove()

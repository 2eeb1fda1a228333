"""Settings acting on the running editor, each in its way."""

from dataclasses import fields

import pytest

from rnnwriter.engines import Engine
from rnnwriter.errors import UserError
from rnnwriter.paths import settings_file
from rnnwriter.settings import Settings, load_settings
from rnnwriter.settings_file import Change
from rnnwriter.tui.settling import ACTS, Settling

from .helpers import cat_engine, loaded, running, until, writer

# What is looked at when it is needed.
LATER = {"reopen", "backups", "notes", "pause_on", "exclude", "exclude_tags", "private"}


def test_every_setting_acts_at_once_or_when_it_is_needed() -> None:
    assert set(ACTS) | LATER == {field.name for field in fields(Settings)}
    assert not set(ACTS) & LATER


@pytest.mark.parametrize(
    ("name", "value"),
    [("seed", 3), ("eagerness", "always"), ("temperature", 1.2), ("mode", "sampled")],
)
async def test_suggestions_are_made_with_the_new_settings(name: str, value: object) -> None:
    seen: list[Settings] = []

    def load(model: str) -> Engine:
        engine = cat_engine(model)
        return Engine(model, lambda settings: seen.append(settings) or engine.suggester(settings))  # type: ignore[func-returns-value]

    app = writer(load=load)
    async with running(app) as pilot:
        await loaded(pilot, app)
        settling = Settling(app)
        settling.change(Change(name, value))
        assert getattr(seen[-1], name) == value
        await settling.flush()
        assert load_settings(settings_file()) == Settings(**{name: value})  # type: ignore[arg-type]


async def test_a_model_is_loaded_and_one_that_cannot_be_is_told() -> None:
    def load(model: str) -> Engine:
        if model == "gone":
            raise UserError("there is no model called 'gone'")
        return cat_engine(model)

    app = writer(load=load)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await loaded(pilot, app)
        settling = Settling(app)
        settling.change(Change("model", "me"))
        await until(pilot, lambda: app.status_bar.status.model == "me", "it suggests")
        assert app.models.go_back()
        settling.change(Change("model", "gone"))
        await until(pilot, lambda: app._notifications, "it is told")
        assert "called 'gone'" in next(iter(app._notifications)).message
        settling.undo()
        await until(pilot, lambda: app.status_bar.status.model == "me", "it suggests again")
        await settling.flush()
        assert load_settings(settings_file()).model == "me"


async def test_spelling_changes_its_language_and_ends() -> None:
    app = writer(spelling="")
    async with running(app) as pilot:
        await loaded(pilot, app)
        assert not app.proofing.checks_spelling
        settling = Settling(app)
        settling.change(Change("spelling", "lv"))
        await until(pilot, lambda: app.proofing.checks_spelling, "the list is read")
        settling.change(Change("spelling", ""))
        await until(pilot, lambda: not app.proofing.checks_spelling, "nothing is checked")
        await settling.flush()


async def test_keys_act_at_once_and_what_cannot_be_is_told() -> None:
    app = writer()
    async with running(app) as pilot:
        await loaded(pilot, app)
        settling = Settling(app)
        settling.change(Change("keys", "alt+g", "suggest.toggle"))
        await pilot.press("f5")
        assert app.editor.suggesting
        await pilot.press("alt+g")
        assert not app.editor.suggesting
        with pytest.raises(UserError, match=r"Ctrl\+Q to both"):
            settling.change(Change("keys", "ctrl+q", "suggest.toggle"))
        settling.undo()
        await pilot.press("f5")
        assert app.editor.suggesting
        await settling.flush()
        assert not settings_file().exists()


async def test_many_changes_are_written_in_their_order() -> None:
    app = writer()
    async with running(app):
        settling = Settling(app)
        for width in range(40, 60):
            settling.change(Change("width", width))
            settling.change(Change("goal", width))
        assert settling.values == Settings(width=59, goal=59)
        for _ in range(10):
            settling.undo()
        await settling.flush()
        assert load_settings(settings_file()) == settling.values == Settings(width=54, goal=54)
        while settling.undo():
            pass
        await settling.flush()
        assert not settings_file().exists()

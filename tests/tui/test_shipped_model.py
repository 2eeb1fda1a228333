"""The editor with a real model behind it, from the shipped file to Tab."""

import os
import subprocess
import sys

import pytest

from rnnwriter import Suggester, UserError, load_model
from rnnwriter.engines import load_engine
from rnnwriter.settings import Mode, Settings
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.open_file import open_file

from .helpers import quiet, until

TYPED = "It was the first time in the Unit"


async def test_the_shipped_model_suggests_and_tab_accepts() -> None:
    app = WriterApp(open_file(None), Settings())
    expected = Suggester(load_model("starter")).suggest(TYPED)
    assert expected is not None
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.editor.suggester is not None, "the model is loaded")
        app.editor.insert(TYPED[:-1])
        await quiet(pilot, app.editor)
        await pilot.press("escape", TYPED[-1])
        await until(pilot, lambda: app.editor.ghost == expected.text, "the ghost is there")
        await pilot.press("tab")
        assert app.editor.text == TYPED + expected.text


async def test_modes_and_temperatures_change_what_the_model_suggests() -> None:
    model = load_model("starter")
    app = WriterApp(open_file(None), Settings(mode="sampled", temperature=0.9, seed=1))

    def expected(mode: Mode, temperature: float) -> str:
        suggestion = Suggester(model, mode, temperature, seed=1).suggest(TYPED)
        return suggestion.text if suggestion else ""

    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.editor.suggester is not None, "the model is loaded")
        app.editor.insert(TYPED)
        await until(pilot, lambda: app.editor.ghost == expected("sampled", 0.9), "a draw")
        await pilot.press("f4")
        await until(pilot, lambda: app.editor.ghost == expected("sampled", 1.0), "another")
        await pilot.press("f2")
        await until(pilot, lambda: app.editor.ghost == expected("greedy", 1.0), "the likeliest")
        await pilot.press("f5")
        await until(pilot, lambda: app.editor.ghost == "", "suggestions are off")


def test_a_missing_model_is_one_sentence() -> None:
    with pytest.raises(UserError, match="no model called 'nobody'"):
        load_engine("nobody")


def test_matrix_products_leave_the_other_cores_alone() -> None:
    code = (
        "from rnnwriter.engines import load_engine; load_engine('starter');"
        "from threadpoolctl import threadpool_info;"
        "print({p['num_threads'] for p in threadpool_info() if p['user_api'] == 'blas'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "2"},
        check=True,
    )
    assert done.stdout.strip() == "{1}"

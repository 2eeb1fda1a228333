"""How the text is looked at, as a person sets it."""

import pytest
from textual.geometry import Size
from textual.widgets._footer import FooterKey

from rnnwriter.paths import config_folder
from rnnwriter.tui.spelling import read_dictionary

from .helpers import loaded, running, told, until, writer


@pytest.mark.parametrize(("width", "columns"), [(200, 79), (80, 73), (40, 37)])
async def test_lines_have_a_readable_length_on_any_screen(width: int, columns: int) -> None:
    app = writer()
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert app.editor.wrap_width == columns


async def test_lines_keep_it_when_the_screen_changes() -> None:
    app = writer()
    async with app.run_test(size=(200, 24)) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(40, 24)
        await until(pilot, lambda: app.editor.wrap_width == 37, "lines are shorter")
        await pilot.resize_terminal(300, 24)
        await until(pilot, lambda: app.editor.wrap_width == 79, "lines are longer")


async def test_a_theme_of_the_settings_is_used_and_an_unknown_one_is_told() -> None:
    app = writer(theme="textual-light")
    async with running(app):
        assert app.theme == "textual-light"
    app = writer(theme="no-such-theme")
    async with running(app) as pilot:
        await told(pilot, app, "no-such-theme")


async def test_the_column_can_be_made_wider_and_narrower() -> None:
    app = writer(width=60)
    async with app.run_test(size=(200, 24)) as pilot:
        await pilot.pause()
        assert app.editor.wrap_width == 59
        await pilot.press("alt+full_stop")
        await told(pilot, app, "The column is 64 wide")
        assert app.editor.wrap_width == 63
        await pilot.press("alt+comma", "alt+comma")
        assert app.editor.wrap_width == 55


async def test_the_text_is_broken_at_the_new_width_and_the_cursor_stays_on_the_screen() -> None:
    app = writer(width=60)
    async with app.run_test(size=(200, 24)) as pilot:
        await pilot.pause()
        editor = app.editor
        editor.insert("word " * 200)

        def longest() -> int:
            """Cells of the longest row that is shown."""
            rows = (editor.render_line(y).text.rstrip() for y in range(editor.size.height))
            return max(map(len, rows))

        await until(pilot, lambda: longest() == 59, "the text is there")
        await pilot.press("alt+full_stop", "alt+full_stop")
        await until(pilot, lambda: longest() == 64, "rows are longer")
        await pilot.resize_terminal(80, 10)
        await until(pilot, lambda: editor.region.height == 9, "the screen is lower")
        await until(
            pilot,
            lambda: editor.cursor_screen_offset.y < editor.content_region.bottom,
            "the cursor is shown",
        )


async def test_focus_goes_around_and_typewriter_scrolling_toggles() -> None:
    app = writer()
    async with running(app) as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("f8")
            seen.append(app.editor.focus_on)
        assert seen == ["paragraph", "sentence", "off"]
        await pilot.press("f9")
        assert app.editor.typewriter


async def test_distraction_free_leaves_the_text_and_messages() -> None:
    app = writer()
    async with running(app) as pilot:
        await pilot.press("f10")
        await pilot.pause()
        assert app.status_bar.region.size == Size(0, 0)
        await pilot.press("f8")
        await pilot.pause()
        assert app.status_bar.region.height == 1
        app.status_bar.quiet()
        await pilot.press("f10")
        await pilot.pause()
        assert app.status_bar.region.height == 1


async def test_misspelt_words_are_gone_to_and_learnt() -> None:
    app = writer(spelling="en")
    async with running(app) as pilot:
        await loaded(pilot, app)
        await until(pilot, lambda: app.proofing.checks_spelling, "the word list is read")
        app.editor.load_text("all well, but this wordd is not")
        await pilot.press("alt+s")
        assert app.editor.selected_text == "wordd"
        app.action_learn_word()
        await told(pilot, app, "wordd is in your dictionary")
        assert read_dictionary() == {"wordd"}
        await pilot.press("alt+s")
        await told(pilot, app, "No misspelt word")
        await app.action_toggle_spelling()
        await told(pilot, app, "Spelling is not checked")


async def test_an_unknown_language_is_told() -> None:
    app = writer(spelling="tlh")
    async with running(app) as pilot:
        await told(pilot, app, "no word list for the language 'tlh'")


async def test_a_persons_own_theme_is_used_and_a_bad_one_is_told() -> None:
    folder = config_folder() / "themes"
    folder.mkdir(parents=True)
    (folder / "paper.toml").write_text('dark = false\nprimary = "#224466"\n')
    app = writer(theme="paper")
    async with running(app):
        assert app.theme == "paper"
    (folder / "torn.toml").write_text("primary = 3\n")
    async with running(writer()) as pilot:
        assert isinstance(pilot.app, type(app))
        await told(pilot, pilot.app, "a colour that is none")


async def test_the_footer_is_shown_when_asked_for() -> None:
    for wanted in (True, False):
        app = writer(footer=wanted)
        async with running(app) as pilot:
            await pilot.pause()
            assert bool(app.query(FooterKey)) == wanted


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (250, 70)])
async def test_everything_fits_on_any_screen(size: tuple[int, int]) -> None:
    app = writer()
    async with app.run_test(size=size) as pilot:
        for key in ("f1", "ctrl+o"):
            await pilot.press(key)
            await until(pilot, lambda: len(app.screen_stack) == 2, "the screen is there")
            await pilot.pause()
            panel = app.screen.query_one(".pane")
            assert app.screen.region.contains_region(panel.region)
            assert panel.region.height > size[1] // 2
            await pilot.press("escape")
            await until(pilot, lambda: len(app.screen_stack) == 1, "it is gone")
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert app.find_bar
        assert app.find_bar.region.height == 2
        assert app.find_bar.region.bottom == size[1] - 1


async def test_without_colours_the_terminal_draws_cursor_and_ghost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = writer(theme="nord")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.theme == "ansi-dark"
        ghost = app.editor.get_component_rich_style("ghost-text-area--ghost", partial=True)
        assert ghost.dim
        assert ghost.italic
        await pilot.press("x")
        cells = [segment.style for segment in app.editor.render_line(0) if segment.style]
        assert any(style.reverse for style in cells)

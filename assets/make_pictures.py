"""Draw the pictures of README from the program itself: `make pictures`."""

from pathlib import Path

from rnnwriter.commands.headless import run_apart
from rnnwriter.settings import Settings
from rnnwriter.tui.app import WriterApp
from rnnwriter.tui.open_file import OpenFile

HERE = Path(__file__).parent
WRITTEN = """\
# Letters from the north

The harbour was quiet when I came down to it in the morning. Nobody had told me that the boats \
leave before it is light, and that the people who stay behind do not talk about the weather.

"""
TYPED = "It was one of the letters that I had written to the government of the Uni"
PATIENCE_PAUSES = 2000


async def _draw(path: Path, theme: str) -> None:
    app = WriterApp(OpenFile(Path("north.md")), Settings(theme=theme))
    async with app.run_test(size=(84, 18)) as pilot:
        app.editor.insert(WRITTEN)
        app.editor.insert(TYPED)
        for _ in range(PATIENCE_PAUSES):
            if app.editor.ghost:
                break
            await pilot.pause(0.01)
        else:
            raise SystemExit("the model suggests nothing after the picture's text; choose another")
        await pilot.pause()
        path.write_text(app.export_screenshot(title="rnnwriter"), encoding="utf-8")


if __name__ == "__main__":
    run_apart(_draw(HERE / "editor.svg", "textual-dark"))
    run_apart(_draw(HERE / "editor-light.svg", "textual-light"))

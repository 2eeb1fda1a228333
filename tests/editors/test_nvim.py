"""The plugin for Neovim, in the Neovim that is installed, in a terminal, as a person uses it."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.test_terminal import Terminal, ghost, shows

NVIM = shutil.which("nvim") or ""
PLUGIN = Path(__file__).parents[2] / "editors" / "nvim"

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
    pytest.mark.skipif(not NVIM, reason="nvim is not installed"),
]

LIFE = "It was the first time in my li"
STATES = "For the first time the government of the Unit"


class Neovim:
    """Neovim with the plugin and nothing else, in a terminal of 80x24.

    folder: where its files are.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._terminal = Terminal(folder)

    def start(self, name: str, config: str = "") -> None:
        """Open the file `name`, with `config` as the person's init.lua."""
        init = self._folder / "config" / "nvim" / "init.lua"
        init.parent.mkdir(parents=True)
        init.write_text(config, encoding="utf-8")
        self._terminal.type(f"clear; {NVIM} {name}; echo left with $?\n")
        self._terminal.until(lambda screen: screen.startswith("\n~") and name in screen, "the file")

    def page(self, name: str) -> str:
        """What is in the file `name`, once it is saved."""
        path = self._folder / name
        path.unlink(missing_ok=True)
        self.press("Escape")
        self.command("w!")
        self.until(lambda _: path.exists() and path.read_text() != "", "the file saved")
        return path.read_text(encoding="utf-8")

    def press(self, *keys: str) -> None:
        """Send keys by their tmux names."""
        self._terminal.press(*keys)

    def type(self, text: str) -> None:
        """Send text as typed."""
        self._terminal.type(text)

    def command(self, line: str) -> None:
        """Run a command of Neovim; in normal mode."""
        self._terminal.type(f":{line}\n")

    def until(self, condition: Callable[[str], bool], what: str) -> str:
        """The screen as soon as `condition` holds for it."""
        return self._terminal.until(condition, what)

    @property
    def ghost(self) -> str:
        """What is shown in italics, without the blanks at its end."""
        return ghost(self._terminal.styled())

    def until_ghost(self, text: str) -> None:
        """Wait until the ghost is `text`; none is there when that is empty."""
        self.until(lambda _: self.ghost == text, f"the ghost {text!r}")

    def proposed(self, beginning: str = "") -> str:
        """The ghost, as soon as there is one that begins so."""
        found = [""]

        def look(_: str) -> bool:
            found[0] = self.ghost
            return found[0] != "" and found[0].startswith(beginning)

        self.until(look, f"a ghost that begins with {beginning!r}")
        return found[0]

    def close(self) -> None:
        """End it."""
        self._terminal.close()


@pytest.fixture
def nvim(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Neovim]:
    """A Neovim that has the plugin in its folder of packages, and finds the program."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
    for name in ("NVIM", "VIMINIT", "NVIM_APPNAME"):
        monkeypatch.delenv(name, raising=False)
    package = tmp_path / "data" / "nvim" / "site" / "pack" / "rnnwriter" / "start" / "rnnwriter"
    package.parent.mkdir(parents=True)
    package.symlink_to(PLUGIN)
    made = Neovim(tmp_path)
    yield made
    made.close()


def test_a_ghost_is_taken_typed_given_back_and_dismissed(nvim: Neovim) -> None:
    nvim.start("page.txt")
    # Nothing is suggested on an empty page, so Tab is a tab.
    nvim.press("i", "Tab")
    nvim.type(LIFE)
    nvim.proposed("fe")
    nvim.press("Tab")
    nvim.type(f". {STATES}")
    rest = nvim.proposed("ed States").removeprefix("ed")
    nvim.type("ed S")
    nvim.until_ghost(rest.removeprefix(" S"))
    nvim.press("BSpace", "BSpace")
    nvim.until_ghost(rest)
    nvim.press("C-Right")
    assert nvim.page("page.txt").startswith(f"\t{LIFE}fe. {STATES}ed States")
    # What was taken last is undone by itself.
    nvim.press("u")
    assert nvim.page("page.txt") == f"\t{LIFE}fe. {STATES}ed\n"

    nvim.type("A")
    nvim.proposed(" States")
    nvim.press("C-]")
    nvim.until_ghost("")
    nvim.type(" Sta")
    nvim.proposed("tes")
    nvim.press("Left")
    nvim.until_ghost("")
    assert nvim.page("page.txt") == f"\t{LIFE}fe. {STATES}ed Sta\n"


def test_others_are_shown_when_asked_for_and_within_a_line(nvim: Neovim) -> None:
    nvim.start("page.md")
    nvim.type(f"i{LIFE}")
    nvim.until_ghost("fe")
    nvim.press("M-n")
    nvim.until(lambda _: nvim.ghost not in ("", "fe"), "another ghost")
    other = nvim.ghost
    nvim.press("M-p")
    nvim.until_ghost("fe")
    nvim.press("M-n")
    nvim.until_ghost(other)
    nvim.press("Escape")
    nvim.until_ghost("")
    # Before the last word, where nothing is suggested to who has not asked.
    nvim.type("bi")
    nvim.press("M-n")
    taken = nvim.proposed()
    nvim.press("Tab")
    assert nvim.page("page.md").startswith(LIFE.removesuffix("li") + taken)


def test_characters_of_many_bytes_come_before_and_lines_wrap(nvim: Neovim) -> None:
    nvim.start("page.md")
    before = "Élise 😀 naïve “so” "
    nvim.type(f"i{before}{LIFE}")
    nvim.until_ghost("fe")
    nvim.press("Tab")
    # The next ghost crosses the right edge of the window, and is seen on both sides of it. The
    # emoji is two cells wide.
    written = f"{before}{LIFE}fe. "
    fill = ("He wrote about the sea. " * 10)[: 239 - len(written) - 1 - len(f" {LIFE}")]
    nvim.type(f". {fill} {LIFE}")
    nvim.proposed("f\ne")
    nvim.press("Tab")
    assert nvim.page("page.md").startswith(f"{written}{fill} {LIFE}fe")


def test_commands_change_the_server_and_every_file_has_it(nvim: Neovim) -> None:
    nvim.start("one.md")
    nvim.command("RnnwriterStatus")
    nvim.until(shows("starter, greedy, temperature 0.7, eagerness normal"), "what suggests")
    nvim.command("RnnwriterMode sampled")
    nvim.until(shows("starter, sampled, temperature 0.7"), "the other mode")
    nvim.command("RnnwriterTemperature 0.9")
    nvim.until(shows("sampled, temperature 0.9"), "the other temperature")
    nvim.command("RnnwriterTemperature warm")
    nvim.until(shows("warm is no temperature"), "a refusal")
    nvim.command("RnnwriterMode")
    nvim.until(shows("greedy, temperature 0.9"), "the mode from before")
    nvim.type(":RnnwriterModel st\t")
    nvim.until(shows(":RnnwriterModel starter"), "the name completed")
    nvim.press("C-c")

    nvim.command("e two.txt")
    nvim.until(shows("two.txt"), "the second file")
    nvim.type(f"i{LIFE}")
    nvim.until_ghost("fe")
    nvim.press("Escape")
    nvim.command("RnnwriterToggle")
    nvim.until(shows("suggestions are off"), "it switched off")
    nvim.type("A")
    nvim.press("Tab")
    assert nvim.page("two.txt") == f"{LIFE}\t\n"
    nvim.command("RnnwriterToggle")
    nvim.until(shows("suggestions are on"), "it switched on")
    # A file that has got another name is the same text.
    nvim.command("saveas three.txt")
    nvim.until(shows("three.txt"), "the third file")
    nvim.type(f"o{STATES}")
    nvim.proposed("ed States")


def test_keys_do_what_they_did_and_a_menu_comes_before_a_ghost(nvim: Neovim) -> None:
    nvim.start(
        "page.txt",
        # The first is recursive and types the key itself; the second is a function.
        """
        vim.cmd([[imap <expr> <Tab> pumvisible() ? "\\<C-n>" : "[was]\\<Tab>"]])
        vim.keymap.set("i", "<C-Right>", function()
          vim.api.nvim_put({ "[fn]" }, "c", true, true)
        end)
        require("rnnwriter").setup({ eagerness = "always", keys = { next = false } })
        """,
    )
    nvim.type("i")
    nvim.press("Tab", "C-Right")
    nvim.until(shows("[was]", "[fn]"), "both mappings from before")
    nvim.press("Escape")
    nvim.type(f"ccUnitarian Unitary\n{STATES}")
    nvim.proposed()
    nvim.press("C-n")
    nvim.until(
        lambda screen: nvim.ghost == "" and "Unitary" in "".join(screen.splitlines()[2:]),
        "the menu alone",
    )
    nvim.press("C-e")
    nvim.type("ed Sta")
    nvim.proposed("tes")
    nvim.press("Tab")
    assert nvim.page("page.txt").startswith(f"Unitarian Unitary\n{STATES}ed States")


def test_a_missing_program_is_told_once_in_one_sentence(nvim: Neovim, tmp_path: Path) -> None:
    nvim.start("page.md", 'require("rnnwriter").setup({ cmd = { "no-rnnwriter", "lsp" } })')
    nvim.until(shows("no-rnnwriter is not installed; see :help rnnwriter"), "why")
    nvim.type("iab")
    nvim.press("Tab")
    assert re.fullmatch(r"ab\s+\n", nvim.page("page.md"))
    nvim.command("e other.md")
    nvim.until(shows("other.md"), "the other file")
    said = tmp_path / "said.txt"
    nvim.command("redir! > said.txt | silent messages | redir END | !touch done")
    nvim.until(lambda _: (tmp_path / "done").exists(), "the messages written")
    assert said.read_text().count("not installed") == 1
    assert "traceback" not in said.read_text()


def test_neovim_alone_will_do_where_it_has_inline_completion(nvim: Neovim) -> None:
    has = f"{NVIM} --clean --headless +'lua os.exit(vim.lsp.inline_completion and 0 or 1)'"
    if subprocess.run(has, shell=True, check=False).returncode:
        pytest.skip("this nvim has no inline completion of its own")
    nvim.start(
        "page.txt",
        f"""
        vim.g.loaded_rnnwriter = true
        dofile("{PLUGIN / "native.lua"}")
        vim.cmd("autocmd LspAttach * echo 'attached'")
        """,
    )
    # Neovim does not ask about what was typed before.
    nvim.until(shows("attached"), "the server")
    nvim.press("i", "Tab")
    nvim.type(f"é 😀 {LIFE}")
    nvim.proposed("fe")
    nvim.press("Tab")
    nvim.until(lambda screen: f"{LIFE}fe" in screen and nvim.ghost == "", "the ghost taken")
    assert nvim.page("page.txt") == f"\té 😀 {LIFE}fe\n"


def test_the_help_tells_of_every_command_and_option() -> None:
    text = (PLUGIN / "doc" / "rnnwriter.txt").read_text(encoding="utf-8")
    commands = (PLUGIN / "plugin" / "rnnwriter.lua").read_text(encoding="utf-8")
    named = re.findall(r'^command\("(\w+)"', commands, re.MULTILINE)
    assert "RnnwriterStatus" in named
    assert [name for name in named if f"*:{name}*" not in text] == []
    lua = (
        'local all = require("rnnwriter").defaults '
        "for _, some in ipairs({ all, all.keys }) do for name in pairs(some) do print(name) end end"
    )
    options = subprocess.run(
        [NVIM, "--clean", "--headless", "--cmd", f"set rtp+={PLUGIN}", "-c", f"lua {lua}", "+q"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr.split()
    assert "accept_word" in options
    assert [name for name in options if f"{name} = " not in text] == []

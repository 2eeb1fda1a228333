"""Write the tables of keys.md and settings.md from the program itself: `make docs`.

They stand between two marks each; the rest of a page is written by hand. With --check nothing is
written, and the status is 1 where a page is not up to date.
"""

import argparse
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from rnnwriter import settings, tui
from rnnwriter.settings import Settings
from rnnwriter.tui.actions import ACTIONS, GROUPS, key_name

HERE = Path(__file__).parent
BEGIN, END = "<!-- made by `make docs`: {} -->", "<!-- end of what is made -->"
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DESCRIBED = re.compile(r"([a-z_]+(?:, [a-z_]+)*): (.*)")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table(head: str, rows: Iterator[str]) -> str:
    return "\n".join([head, "|" + "---|" * (head.count("|") - 1), *rows])


def _names(keys: str) -> str:
    """Comma-separated Textual keys as people write them; a dash for none."""
    return ", ".join(key_name(key) for key in keys.split(",") if key) or "–"


def key_tables() -> str:
    """Every action of the registry, group by group."""
    tables = []
    for group in GROUPS:
        rows = (
            f"| {_cell(_names(one.keys))} | {_cell(one.description)} | `{one.id}` |"
            for one in ACTIONS
            if one.group == group
        )
        tables.append(f"### {group}\n\n" + _table("| key | does | in the settings |", rows))
    return "\n\n".join(tables)


def screen_tables() -> str:
    """The keys of what is open beside the text, where they have a description."""
    tables: dict[str, str] = {}
    for module in pkgutil.iter_modules(tui.__path__):
        for value in vars(importlib.import_module(f"{tui.__name__}.{module.name}")).values():
            if not _has_keys(value, f"{tui.__name__}.{module.name}"):
                continue
            bindings = [one for one in value.BINDINGS if isinstance(one, Binding)]
            rows = [
                f"| {_cell(_names(one.key))} | {_cell(one.description)} |"
                for one in bindings
                if one.description and one.id is None
            ]
            if rows:
                tables[_title(value)] = _table("| key | does |", iter(rows))
    return "\n\n".join(f"### {title}\n\n{table}" for title, table in sorted(tables.items()))


def _has_keys(value: object, module: str) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, DOMNode)
        and not issubclass(value, App)
        and value.__module__ == module
        and "BINDINGS" in vars(value)
    )


def _title(screen: type) -> str:
    """What a screen calls itself; otherwise its class, in words."""
    own = getattr(screen, "TITLE", None)
    if isinstance(own, str) and own:
        return own
    name = screen.__name__.removesuffix("Screen").removesuffix("Pane")
    return _CAPITAL.sub(" ", name).capitalize()


def setting_table() -> str:
    """Every setting: what it can be, what it is otherwise, what it does."""
    hints, described = get_type_hints(Settings), _descriptions()
    rows = (
        f"| `{one.name}` | {_cell(_kind(one.name, hints[one.name]))} |"
        f" `{_written(getattr(Settings(), one.name))}` | {_cell(described[one.name])} |"
        for one in fields(Settings)
    )
    return _table("| setting | can be | default | what it is |", rows)


def _descriptions() -> dict[str, str]:
    """By setting, what the class's own text says of it."""
    known = {one.name for one in fields(Settings)}
    found: dict[str, str] = {}
    names: list[str] = []
    for line in (Settings.__doc__ or "").splitlines():
        match = _DESCRIBED.fullmatch(line.strip())
        if match and known.issuperset(match[1].split(", ")):
            names = match[1].split(", ")
            found |= dict.fromkeys(names, match[2])
        elif line.strip():
            found |= {name: f"{found[name]} {line.strip()}" for name in names}
        else:
            names = []
    return found


def _kind(name: str, hint: Any) -> str:
    """What a setting can be, in words."""
    if get_origin(hint) is Literal:
        return ", ".join(f'`"{one}"`' for one in get_args(hint))
    if get_origin(hint) is tuple:
        of = get_args(hint)[0]
        return f"a list of {_kind(name, of) if get_origin(of) is Literal else 'texts'}"
    if get_origin(hint) is not None:
        return "a table of texts"
    if hint is bool:
        return "`true`, `false`"
    what = {int: "a whole number", float: "a number", str: "a text"}[hint]
    least, most = settings.RANGES.get(name, (None, None))
    return what if least is None else f"{what}, {least:g} to {_number(most)}"


def _number(value: Any) -> str:
    if value >= 1e12:
        return f"2^{int(value).bit_length() - 1}"
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def _written(value: Any) -> str:
    """A default as TOML writes it."""
    if isinstance(value, Mapping):
        return json.dumps(dict(value))
    return json.dumps(list(value) if isinstance(value, tuple) else value)


PAGES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "keys.md": {"the actions": key_tables, "the screens": screen_tables},
    "settings.md": {"the settings": setting_table},
}


def made(page: str) -> str:
    """The page as it should be."""
    text = (HERE / page).read_text(encoding="utf-8")
    for what, make in PAGES[page].items():
        head, begin, rest = text.partition(BEGIN.format(what))
        _, end, tail = rest.partition(END)
        if not begin or not end:
            raise SystemExit(f"{HERE / page} has no mark for {what}; put it back")
        text = f"{head}{begin}\n\n{make()}\n\n{end}{tail}"
    return text


def main() -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    old = [page for page in PAGES if made(page) != (HERE / page).read_text(encoding="utf-8")]
    for page in old:
        if check:
            print(f"docs/{page} is not up to date; `make docs` writes it")
        else:
            (HERE / page).write_text(made(page), encoding="utf-8")
    return 1 if check and old else 0


if __name__ == "__main__":
    sys.exit(main())

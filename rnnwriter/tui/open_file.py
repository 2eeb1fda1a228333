"""The file behind the text on the screen: opening, saving, and noticing changes by others."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from rnnwriter.errors import UserError
from rnnwriter.files import TextFile, read_text, write_bytes
from rnnwriter.printable import printable

Stamp = tuple[int, int]


class EncodingError(UserError):
    """The text holds a character that the file's encoding cannot express."""


@dataclass(frozen=True)
class OpenFile:
    """A text and where it belongs.

    path: None for a text that has no name yet.
    content: the text as last read or written, and how it is encoded.
    stamp: modification time (ns) and size of the file at that moment, None if there was none.
    """

    path: Path | None = None
    content: TextFile = field(default_factory=lambda: TextFile(""))
    stamp: Stamp | None = None

    @property
    def name(self) -> str:
        """What to call it on the screen."""
        return printable(self.path.name) if self.path else "Untitled"

    def changed_by_others(self) -> bool:
        """Whether the file is no longer what it was when it was read or written."""
        return self.path is not None and _stamp(self.path) != self.stamp

    def named(self, path: Path) -> "OpenFile":
        """The same text under another name."""
        return replace(self, path=path, stamp=_stamp(path))

    def as_utf8(self) -> "OpenFile":
        """The same text, to be saved as UTF-8."""
        return replace(self, content=replace(self.content, encoding="utf-8", bom=False))

    def saved(self, text: str) -> "OpenFile":
        """Write `text` to the file and return what is open now.

        Raises EncodingError if the file's encoding lacks a character, UserError if the file
        cannot be written; the file is then as it was.
        """
        assert self.path is not None, "a text without a name is named before it is saved"
        content = self.content.with_text(text)
        try:
            data = content.to_bytes()
        except UnicodeEncodeError as error:
            raise EncodingError(
                f"{self.name} is in {error.encoding}, which has no {error.object[error.start]!r}; "
                "remove it or save the file as UTF-8"
            ) from None
        write_bytes(self.path, data)
        return replace(self, content=content, stamp=_stamp(self.path))


def path_of(name: str, folder: Path = Path()) -> Path:
    """The path that a person means by `name`, in `folder` unless it says otherwise.

    Raises UserError when there can be no such path.
    """
    try:
        path = folder / Path(name).expanduser()
        path.stat()
    except FileNotFoundError:
        pass
    except (OSError, RuntimeError, ValueError) as error:
        raise UserError(f"{printable(name)} cannot be used as a name: {error}") from error
    return path


def open_file(path: Path | None) -> OpenFile:
    """Read `path`; None, or a name not in use yet, gives an empty text.

    Raises UserError when the file cannot be read or its folder does not exist.
    """
    if path is None:
        return OpenFile()
    stamp = _stamp(path)
    if stamp is None and not path.is_symlink():
        if not path.parent.is_dir():
            raise UserError(f"{path.parent} is not a folder; make it or check the name")
        return OpenFile(path)
    return OpenFile(path, read_text(path), stamp)


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size

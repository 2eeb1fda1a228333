"""A client that types, for those who measure and test the server as its own process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from rnnwriter.version import __version__

URI = "file:///letter.md"


class Client:
    """One document, in which the cursor stands where something was typed last.

    told: what the server has said to the person.
    """

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.told: list[str] = []
        self.line = self.character = 0
        self._version = 1

        def show(message: types.ShowMessageParams) -> None:
            self.told.append(message.message)

        client.feature(types.WINDOW_SHOW_MESSAGE)(show)

    async def initialize(
        self,
        *,
        inline: bool = True,
        encodings: Sequence[types.PositionEncodingKind | str] | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> types.InitializeResult:
        """Say what the client can do; what the server can."""
        inlined = types.InlineCompletionClientCapabilities() if inline else None
        result = await self.client.initialize_async(
            types.InitializeParams(
                capabilities=types.ClientCapabilities(
                    text_document=types.TextDocumentClientCapabilities(inline_completion=inlined),
                    general=types.GeneralClientCapabilities(position_encodings=encodings),
                ),
                initialization_options=dict(options) if options is not None else None,
            )
        )
        self.client.initialized(types.InitializedParams())
        return result

    def open(self, text: str, language: str = "markdown", uri: str = URI) -> None:
        """Open a document, with the cursor at its end, in the units of UTF-16."""
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        lines = text.split("\n")
        self.line, self.character = len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2

    def type(self, text: str, uri: str = URI) -> None:
        """Write a piece of a line at the cursor."""
        self.replace(self.character, self.character, text, uri)

    def replace(self, start: int, end: int, text: str, uri: str = URI) -> None:
        """Write in the place of a part of the cursor's line, and stand behind it."""
        self._version += 1
        change = types.TextDocumentContentChangePartial(
            text=text,
            range=types.Range(types.Position(self.line, start), types.Position(self.line, end)),
        )
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self._version, uri), [change]
            )
        )
        self.character = start + len(text.encode("utf-16-le")) // 2

    def ask(
        self, *, invoked: bool = False, uri: str = URI
    ) -> "asyncio.Future[list[types.InlineCompletionItem]]":
        """The inline completions at the cursor; cancelling it tells the server."""
        kinds = types.InlineCompletionTriggerKind
        return asyncio.ensure_future(
            self._items(
                types.InlineCompletionParams(
                    types.InlineCompletionContext(kinds.Invoked if invoked else kinds.Automatic),
                    types.TextDocumentIdentifier(uri),
                    types.Position(self.line, self.character),
                )
            )
        )

    async def _items(
        self, params: types.InlineCompletionParams
    ) -> list[types.InlineCompletionItem]:
        answer = await self.client.text_document_inline_completion_async(params)
        assert isinstance(answer, types.InlineCompletionList)
        return list(answer.items)

    async def completions(self, uri: str = URI) -> list[types.CompletionItem]:
        """The ordinary completions at the cursor."""
        answer = await self.client.text_document_completion_async(
            types.CompletionParams(
                types.TextDocumentIdentifier(uri), types.Position(self.line, self.character)
            )
        )
        assert isinstance(answer, types.CompletionList)
        return list(answer.items)

    def configure(self, settings: Mapping[str, Any]) -> None:
        """Say what the person's settings are now."""
        self.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams({"rnnwriter": dict(settings)})
        )

    async def command(self, name: str, *arguments: Any) -> Any:
        """What the command `rnnwriter.NAME` answers."""
        return await self.client.workspace_execute_command_async(
            types.ExecuteCommandParams(f"rnnwriter.{name}", list(arguments))
        )


@contextlib.asynccontextmanager
async def serving(*command: str, **options: Any) -> AsyncIterator[Client]:
    """A client of the server that `command` starts, which ends with it; options are those of
    asyncio's subprocesses.
    """
    client = LanguageClient("rnnwriter-client", __version__)
    await client.start_io(*command, **options)
    try:
        yield Client(client)
        await client.shutdown_async(None)
        client.exit(None)
    finally:
        process = client._server
        if process is not None and process.returncode is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 30)
            if process.returncode is None:
                process.kill()
        await client.stop()  # type: ignore[no-untyped-call]

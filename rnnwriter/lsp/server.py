"""`rnnwriter lsp`: the server's wiring, from LSP's requests to suggestions and back."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from lsprotocol import types
from pygls.exceptions import FeatureRequestError, JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from rnnwriter.engines import Engine
from rnnwriter.errors import UserError
from rnnwriter.lsp.document import Document, Units
from rnnwriter.lsp.items import completion_items, inline_items, word_before
from rnnwriter.lsp.learning import follow
from rnnwriter.lsp.prose import around
from rnnwriter.lsp.session import Session
from rnnwriter.settings import Mode, Settings
from rnnwriter.suggest.ghost import Ghost
from rnnwriter.suggest.suggestion import Suggestion, TextSuggester
from rnnwriter.version import __version__

ALTERNATIVES = 4
_OTHER: dict[Mode, Mode] = {"greedy": "sampled", "sampled": "greedy"}


class Protocol(LanguageServerProtocol):
    """LSP with documents of ours in place of pygls's."""

    _server: "Server"

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep the text."""
        opened = params.text_document
        units = Units(self.server_capabilities.position_encoding)
        self._server.documents[opened.uri] = Document(
            opened.text, str(opened.language_id).lower(), units
        )

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Edit it."""
        document = self._server.documents.get(params.text_document.uri)
        if document is not None:
            for change in params.content_changes:
                document.change(change)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget it."""
        self._server.documents.pop(params.text_document.uri, None)


class Server(LanguageServer):
    """Answers a client; `start_io` serves it on standard input and output until that is closed.

    load: makes an engine of a name. problem: what to tell the person at first.
    """

    def __init__(
        self, settings: Settings, load: Callable[[str], Engine], problem: str = ""
    ) -> None:
        super().__init__(
            "rnnwriter",
            __version__,
            types.TextDocumentSyncKind.Incremental,
            protocol_cls=Protocol,
        )
        # pygls logs messages that it cannot handle, with the text that they hold.
        logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
        self.documents: dict[str, Document] = {}
        self.session = Session(settings, load, self.tell)
        self._problem = problem
        self._beside: set[asyncio.Task[None]] = set()
        _register(self)

    def tell(self, sentence: str) -> None:
        """Say something to the person."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Info, sentence))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What goes wrong outside of a request, which has an answer of its own."""
        if not issubclass(source, FeatureRequestError):
            self.tell(f"rnnwriter: {error}")

    def begin(self) -> None:
        """Load the engine, and follow what training makes of it."""
        if self._problem:
            self.tell(self._problem)
        for work in (self.session.begin(), follow(self.session)):
            task = asyncio.get_running_loop().create_task(work)
            self._beside.add(task)
            task.add_done_callback(self._beside.discard)

    @property
    def inline(self) -> bool:
        """Whether the client shows inline completions, so that it needs no others."""
        text = self.client_capabilities.text_document
        return text is not None and text.inline_completion is not None


async def _suggestions(
    server: Server,
    params: types.InlineCompletionParams | types.CompletionParams,
    *,
    invoked: bool,
) -> tuple[Sequence[Suggestion], Any]:
    """What is suggested at a place of a document, and the word before it; nothing for no document.

    Unasked, one, at the end of a line; to somebody who has invoked it, several, anywhere.
    """
    document = server.documents.get(params.text_document.uri)
    if document is None:
        return [], None
    row, column = place = document.place(params.position)
    word = word_before(document, row, column)
    # What is typed along stays, as in the editor, and the text need not be looked at.
    if not invoked and (known := document.followed(place, server.session.suggester)):
        return [known], word
    texts = around(document.lines, row, column, document.language)
    if texts is None or (not invoked and (texts[1].strip() or not texts[0])):
        return [], word
    before, after = texts
    # Both may be others when the answer is there.
    line, suggester = document.lines[row], server.session.suggester

    def ask(suggester: TextSuggester) -> Sequence[Suggestion]:
        if invoked:
            return suggester.alternatives(before, ALTERNATIVES, after)
        suggestion = suggester.suggest(before, after)
        return [suggestion] if suggestion is not None else []

    found = await server.session.ask(ask) or []
    if not invoked:
        ghost = Ghost(row, line[:column], line[column:], found[0]) if found else None
        document.suggested(ghost, suggester)
    return found, word


def _register(server: Server) -> None:
    """Answer LSP's requests, and the commands."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        _configure(server, params.initialization_options)
        server.begin()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configuration(params: types.DidChangeConfigurationParams) -> None:
        settings = params.settings
        ours = settings.get("rnnwriter") if isinstance(settings, dict) else None
        if _configure(server, ours):
            await server.session.begin()

    @server.feature(types.TEXT_DOCUMENT_INLINE_COMPLETION, types.InlineCompletionOptions())
    async def inline(params: types.InlineCompletionParams) -> types.InlineCompletionList:
        kind = params.context.trigger_kind
        invoked = kind == types.InlineCompletionTriggerKind.Invoked
        found, word = await _suggestions(server, params, invoked=invoked)
        return types.InlineCompletionList(inline_items(found, word))

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" "])
    )
    async def completion(params: types.CompletionParams) -> types.CompletionList:
        if server.inline:
            return types.CompletionList(is_incomplete=True, items=[])
        found, word = await _suggestions(server, params, invoked=True)
        return types.CompletionList(is_incomplete=True, items=completion_items(found, word))

    async def change(values: dict[str, Any]) -> dict[str, Any]:
        ((name, value),) = values.items()
        try:
            if value in (None, ""):
                raise UserError(f"rnnwriter.{name} needs an argument: what it is to become")
            if name == "model":
                await server.session.choose(str(value))
            else:
                server.session.change(values)
        except UserError as error:
            raise JsonRpcInvalidParams(str(error)) from None
        return await server.session.status()

    @server.command("rnnwriter.mode")
    async def mode(*arguments: Any) -> dict[str, Any]:
        return await change({"mode": _first(arguments) or _OTHER[server.session.settings.mode]})

    @server.command("rnnwriter.temperature")
    async def temperature(*arguments: Any) -> dict[str, Any]:
        return await change({"temperature": _first(arguments)})

    @server.command("rnnwriter.eagerness")
    async def eagerness(*arguments: Any) -> dict[str, Any]:
        return await change({"eagerness": _first(arguments)})

    @server.command("rnnwriter.model")
    async def model(*arguments: Any) -> dict[str, Any]:
        return await change({"model": _first(arguments)})

    @server.command("rnnwriter.status")
    async def status(*arguments: Any) -> dict[str, Any]:
        return await server.session.status()


def _first(arguments: Sequence[Any]) -> Any:
    return arguments[0] if arguments else None


def _configure(server: Server, values: Any) -> bool:
    """Set what the client says, as far as it can be; whether another engine is wanted."""
    if not isinstance(values, dict):
        return False
    try:
        return server.session.configure(values)
    except UserError as error:
        server.tell(str(error))
        return False

/** The language server `rnnwriter lsp`, and this window's client of it. */

import { type ConfigurationScope, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ExecuteCommandParams,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient/node";

import { found } from "./program";

/** What the server's commands answer. */
export interface Status {
  model: string;
  mode: string;
  temperature: number;
  eagerness: string;
  models: string[];
}

/** A reason not to suggest that a person can do something about, in one sentence. */
export class Problem extends Error {}

/** What a client may set; the server takes null and "" as nothing said. */
const SETTINGS = ["model", "mode", "temperature", "eagerness"] as const;

export function setting<Value>(name: string, otherwise: Value, scope?: ConfigurationScope): Value {
  return workspace.getConfiguration("rnnwriter", scope).get<Value>(name, otherwise);
}

/** The documents in which it suggests. */
export function selector(): { language: string; scheme: string }[] {
  return setting<string[]>("languages", []).flatMap((language) =>
    ["file", "untitled"].map((scheme) => ({ language, scheme })),
  );
}

/** A client that only logs what goes wrong: what a person should read is said once, by us. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server {
  /** Whether suggestions are shown. */
  enabled = true;
  private client: LanguageClient | undefined;
  private starting: Promise<void> | undefined;
  /** How often it was started or stopped: a start that has been overtaken ends without a word. */
  private turn = 0;

  /** ended: called when the program stops unasked. */
  constructor(private readonly ended: () => void) {}

  get running(): boolean {
    return this.client?.state === State.Running;
  }

  /** Start it unless it runs. Throws a Problem when it cannot be started. */
  start(): Promise<void> {
    if (this.starting === undefined && !this.running) {
      const starting = this.launch(++this.turn).finally(() => {
        if (this.starting === starting) {
          this.starting = undefined;
        }
      });
      this.starting = starting;
    }
    return this.starting ?? Promise.resolve();
  }

  async stop(): Promise<void> {
    this.turn += 1;
    this.starting = undefined;
    const client = this.client;
    this.client = undefined;
    await client?.dispose().catch(() => undefined);
  }

  /** Ask for one of the server's commands, such as "mode", starting it first where needed. */
  async ask(command: string, ...values: unknown[]): Promise<Status> {
    await this.start();
    if (this.client === undefined) {
      throw new Problem("rnnwriter is stopping; try again.");
    }
    const asked: ExecuteCommandParams = { command: `rnnwriter.${command}`, arguments: values };
    try {
      return (await this.client.sendRequest(ExecuteCommandRequest.type, asked)) as Status;
    } catch (error) {
      throw new Problem(error instanceof Error ? error.message : String(error));
    }
  }

  private async launch(turn: number): Promise<void> {
    const program = setting("path", "rnnwriter");
    const command = await found(program);
    if (turn !== this.turn) {
      return;
    }
    if (command === undefined) {
      throw new Problem(
        `${program} is not a program on this machine; install rnnwriter, or set rnnwriter.path to where it is.`,
      );
    }
    // A client whose program ends before it has answered waits for ever.
    let end: () => void = () => undefined;
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(new Error("the program has ended"));
    });
    ended.catch(() => undefined);
    const client = new QuietClient("rnnwriter", "rnnwriter", { command, args: ["lsp"] }, this.options(end));
    this.client = client;
    try {
      await Promise.race([client.start(), ended]);
    } catch {
      if (turn === this.turn) {
        this.client = undefined;
        throw new Problem(
          `${command} could not start its language server; the output called rnnwriter says why, and an rnnwriter without the command lsp is too old.`,
        );
      }
    }
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped && client === this.client) {
        this.client = undefined;
        this.ended();
      }
    });
  }

  private options(end: () => void): LanguageClientOptions {
    return {
      documentSelector: selector(),
      initializationOptions: Object.fromEntries(SETTINGS.map((name) => [name, setting(name, null)])),
      synchronize: { configurationSection: "rnnwriter" },
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => {
          end();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      middleware: {
        provideInlineCompletionItems: (document, position, context, token, next) =>
          this.enabled ? next(document, position, context, token) : undefined,
        // The same suggestions in a list, for editors that have no ghost text.
        provideCompletionItem: () => undefined,
      },
    };
  }
}

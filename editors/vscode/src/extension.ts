/**
 * rnnwriter in VS Code: VS Code draws the ghost text and takes it with Tab, `rnnwriter lsp` finds it.
 *
 * The program is started by the first document of a kind in which it suggests, so that a window
 * without prose costs nothing.
 */

import { commands, type ExtensionContext, languages, type TextDocument, window, workspace } from "vscode";

import { Problem, selector, Server } from "./server";
import { said, StatusItem } from "./status";

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const ours = new Server(() => {
    void status.refresh();
    void said(new Problem("rnnwriter has ended, so it suggests no more; the output called rnnwriter says why."));
  });
  server = ours;
  const status = new StatusItem(ours);
  // What could not be started is not tried, and told, at each document.
  let failed = false;

  async function start(): Promise<void> {
    try {
      await ours.start();
      failed = false;
    } catch (problem) {
      failed = true;
      void said(problem);
    }
    await status.refresh();
  }

  async function restart(): Promise<void> {
    await ours.stop();
    await start();
  }

  function opened(document: TextDocument): void {
    if (!failed && ours.enabled && !ours.running && languages.match(selector(), document) > 0) {
      void start();
    }
  }

  function command(name: string, work: () => Promise<void>): void {
    const called = async (): Promise<void> => {
      await work().catch((problem: unknown) => void said(problem));
      await status.refresh();
    };
    context.subscriptions.push(commands.registerCommand(`rnnwriter.${name}`, called));
  }

  command("toggle", () => status.toggle());
  command("switchMode", () => status.switchMode());
  command("setTemperature", () => status.setTemperature());
  command("setEagerness", () => status.setEagerness());
  command("chooseModel", () => status.chooseModel());
  command("showStatus", () => status.showStatus());
  command("restart", restart);

  context.subscriptions.push(
    status,
    workspace.onDidOpenTextDocument(opened),
    window.onDidChangeActiveTextEditor(() => status.refresh()),
    // Training in a terminal may have changed the model meanwhile.
    window.onDidChangeWindowState(() => status.refresh()),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("rnnwriter.path") || change.affectsConfiguration("rnnwriter.languages")) {
        await ours.stop();
        failed = false;
        workspace.textDocuments.forEach(opened);
      }
      await status.refresh();
    }),
  );
  workspace.textDocuments.forEach(opened);
  void status.refresh();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

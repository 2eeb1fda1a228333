/** The status bar's item, and the commands that change what it tells. */

import { commands, languages, type QuickPickItem, StatusBarAlignment, window } from "vscode";

import { Problem, selector, type Server, type Status } from "./server";

const EAGERNESS = ["quiet", "normal", "eager", "always"];

interface Choice extends QuickPickItem {
  command: string;
}

export class StatusItem {
  private readonly item = window.createStatusBarItem("rnnwriter", StatusBarAlignment.Right, 100);

  constructor(private readonly server: Server) {
    this.item.name = "rnnwriter";
    this.item.command = "rnnwriter.showStatus";
    this.item.tooltip = "What suggests, and how";
  }

  dispose(): void {
    this.item.dispose();
  }

  /** Show what the server says by now, beside the documents in which it suggests. */
  async refresh(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined || languages.match(selector(), document) === 0) {
      this.item.hide();
      return;
    }
    const status = this.server.running ? await this.server.ask("status").catch(() => undefined) : undefined;
    this.item.text = `$(pencil) rnnwriter: ${this.text(status)}`;
    this.item.show();
  }

  async toggle(): Promise<void> {
    this.server.enabled = !this.server.enabled;
    if (this.server.enabled) {
      await this.server.start();
    } else {
      await commands.executeCommand("editor.action.inlineSuggest.hide");
    }
  }

  async switchMode(): Promise<void> {
    await this.server.ask("mode");
  }

  async setTemperature(): Promise<void> {
    const { temperature } = await this.server.ask("status");
    const text = await window.showInputBox({
      title: "Temperature of sampled suggestions",
      prompt: "0 draws the likeliest, 1 as the model believes people write, 2 almost anything",
      value: String(temperature),
      validateInput: (value) => (temperatureOf(value) === undefined ? "A number from 0 to 2" : undefined),
    });
    const wanted = text === undefined ? undefined : temperatureOf(text);
    if (wanted !== undefined) {
      await this.server.ask("temperature", wanted);
    }
  }

  async setEagerness(): Promise<void> {
    const { eagerness } = await this.server.ask("status");
    await this.pick("eagerness", "How many suggestions", EAGERNESS, eagerness);
  }

  async chooseModel(): Promise<void> {
    const { model, models } = await this.server.ask("status");
    await this.pick("model", "The model that suggests", models, model);
  }

  async showStatus(): Promise<void> {
    const status = await this.server.ask("status");
    const choices: Choice[] = [
      { label: "Suggestions", description: this.server.enabled ? "on" : "off", command: "toggle" },
      { label: "Model", description: status.model, command: "chooseModel" },
      { label: "Mode", description: status.mode, command: "switchMode" },
      { label: "Temperature", description: String(status.temperature), command: "setTemperature" },
      { label: "Eagerness", description: status.eagerness, command: "setEagerness" },
    ];
    const chosen = await window.showQuickPick(choices, { title: "rnnwriter: choose what to change" });
    if (chosen !== undefined) {
      await commands.executeCommand(`rnnwriter.${chosen.command}`);
    }
    // Where the status bar's item was clicked, the keys would stay with it.
    await commands.executeCommand("workbench.action.focusActiveEditorGroup");
  }

  private async pick(command: string, title: string, values: string[], now: string): Promise<void> {
    const items = values.map((label) => ({ label, description: label === now ? "now" : "" }));
    const chosen = await window.showQuickPick(items, { title });
    if (chosen !== undefined) {
      await this.server.ask(command, chosen.label);
    }
  }

  private text(status: Status | undefined): string {
    if (!this.server.enabled) {
      return "off";
    }
    if (status === undefined) {
      return "not running";
    }
    if (status.model === "") {
      return "no model";
    }
    const drawn = status.mode === "sampled" ? ` ${status.temperature}` : "";
    return `${status.model}, ${status.mode}${drawn}`;
  }
}

/** Tell a person what is the matter; what is no Problem is a defect, and VS Code reports it. */
export async function said(problem: unknown): Promise<void> {
  if (!(problem instanceof Problem)) {
    throw problem;
  }
  const settings = "Settings";
  const again = "Start Again";
  const chosen = await window.showErrorMessage(problem.message, settings, again);
  if (chosen === settings) {
    await commands.executeCommand("workbench.action.openSettings", "rnnwriter");
  } else if (chosen === again) {
    await commands.executeCommand("rnnwriter.restart");
  }
}

function temperatureOf(text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text.replace(",", "."));
  return value >= 0 && value <= 2 ? value : undefined;
}

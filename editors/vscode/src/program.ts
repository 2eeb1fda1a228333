/** Where the program is: a name is looked for on the PATH, as a shell does. */

import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** The file of `program`, a name or a path that may begin with ~; undefined where there is none. */
export async function found(program: string): Promise<string | undefined> {
  const path = program.replace(/^~(?=[/\\])/, homedir());
  const folders = /[/\\]/.test(path) ? [""] : (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const endings = process.platform === "win32" ? [".exe", ""] : [""];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = join(folder, path + ending);
      if (await runs(file)) {
        return file;
      }
    }
  }
  return undefined;
}

async function runs(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

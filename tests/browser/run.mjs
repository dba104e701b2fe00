// The whole case in a browser, from the set-up link to the proof. `node run.mjs [--write-pictures]`

import { readdir } from "node:fs/promises";
import { Server } from "./lib/server.mjs";
import { Town } from "./lib/people.mjs";
import { fail, summary } from "./lib/report.mjs";

const folder = new URL("./steps/", import.meta.url);
const files = (await readdir(folder)).filter((name) => name.endsWith(".mjs")).sort();
const server = await Server.start();
const town = await Town.open(server);
for (const file of files) {
  const started = Date.now();
  try {
    const step = await import(new URL(file, folder));
    await step.default(town);
  } catch (error) {
    fail(`step ${file}`, error);
    console.log(server.complaints);
    break;
  } finally {
    console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${file}`);
  }
}
await town.close();
await server.remove();
process.exitCode = summary() ? 0 : 1;

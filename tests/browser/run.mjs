// The whole case in a browser, from the set-up link to the proof, and the demo.
//
//     node run.mjs [--only STEP] [--write-pictures]
//
// `--only 11` runs the steps whose names begin with 11; only steps 10 to 15 stand alone. `--write-pictures` renews the guide's.

import { readdir } from "node:fs/promises";
import { Server } from "./lib/server.mjs";
import { Town } from "./lib/people.mjs";
import { fail, summary } from "./lib/report.mjs";

const folder = new URL("./steps/", import.meta.url);
const words = process.argv.slice(2);
const only = words.includes("--only") ? words[words.indexOf("--only") + 1] : "";
const files = (await readdir(folder)).filter((name) => name.endsWith(".mjs") && name.startsWith(only)).sort();
const server = await Server.start();
const town = await Town.open(server);
for (const file of files) {
  const started = Date.now();
  try {
    const step = await import(new URL(file, folder));
    await step.default(town);
  } catch (error) {
    fail(`step ${file}`, error);
    break;
  } finally {
    console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${file}`);
  }
}
await town.close();
await server.remove();
if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
process.exitCode = summary() ? 0 : 1;

// The server is stopped, and everything that happened is proved from what lies on the disk.

import { check } from "../lib/report.mjs";
import { run } from "../lib/server.mjs";

export default async function proof(town) {
  await check("the server ends when it is told to", async () => {
    const code = await town.server.stop();
    if (code !== 0) throw new Error(`it ended with ${code}\n${town.server.complaints}`);
  });
  await check("everything holds", async () => {
    const { code, said } = await run(["verify", "--data", town.server.folder]);
    if (code !== 0 || !said.includes("everything holds")) throw new Error(said);
    console.log(said.trim().replace(/^/gm, "        "));
  });
}

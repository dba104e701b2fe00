// What lies on the networks: compared with what we have, kept as a visitor sees it, and shown to everybody who asks.

import { audit } from "../lib/audit.mjs";
import { printed, signIn } from "../lib/demo.mjs";
import { comes, hides, shows } from "../lib/expect.mjs";
import { fill, fillParts, press, tick } from "../lib/keyboard.mjs";
import { Town } from "../lib/people.mjs";
import { check } from "../lib/report.mjs";
import { Server } from "../lib/server.mjs";

export default async function places() {
  const server = await Server.start("demo");
  const town = await Town.open(server);
  try {
    const people = printed(server.said);
    const editor = await signIn(town, people, "editor");
    await compares(editor);
    await keeps(editor);
    await erases(await signIn(town, people, "archivist"), editor.url());
    await opens(await signIn(town, people, "administrator"));
    await reads(town);
  } finally {
    await town.close();
    await server.remove();
    if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
  }
}

async function compares(page) {
  await page.goto("/channels");
  await press(page, "main tbody a");
  await press(page, 'main a[href$="/reconciliation"]');
  await press(page, 'main form[action$="/reconciliation"] button');
  await check("the channel is compared with its network", () => comes(page, /Fullstendig|forskjell/, 60));
  await audit(page, "a channel compared with its network", { picture: "reconciliation" });
}

async function keeps(page) {
  await press(page, "main .crumb a");
  await press(page, 'main a[href$="/snapshots"]');
  await audit(page, "no snapshots yet");
  await press(page, 'main form[action$="/snapshots"] button');
  await check("a snapshot is kept", () => comes(page, /I arkivet|våre egne data/, 120));
  await audit(page, "snapshots", { picture: "snapshots" });
  await press(page, 'main .rows a[href*="/snapshots/"]');
  await audit(page, "a snapshot", { picture: "snapshot" });
}

// A snapshot that shows somebody who asks to be forgotten.
async function erases(page, place) {
  await page.goto(place);
  await press(page, 'main a[href*="/retention/erasures/new"]');
  await audit(page, "asking to erase a snapshot");
  await press(page, 'main form button[type="submit"]');
  await audit(page, "a request to erase a snapshot");
  await fill(page, "reason", "Hun er på bildet.");
  await fill(page, "body", "Kommunestyret");
  await fillParts(page, "date", "01022026");
  await fill(page, "number", "26/7");
  await fill(page, "count", "1");
  await press(page, 'form[action$="/grant"] button[type="submit"]');
  await audit(page, "the letter to whoever asked");
  await check("the snapshot's page says that it was erased, and by which decision", async () => {
    for (let n = 0; n < 30; n += 1) {
      await page.goto(place);
      if ((await page.textContent("main")).includes("26/7")) return;
      await page.waitForTimeout(1000);
    }
    throw new Error("it is still there");
  });
  await audit(page, "a snapshot that was erased");
}

async function opens(page) {
  await page.goto("/public/nordvag/archive");
  await check("nothing is public before somebody decides so", () => hides(page, "Vannet blir borte"));
  await page.goto("/settings/public-archive");
  await audit(page, "deciding what is public", { picture: "public-archive-settings" });
  await tick(page, "on", "yes");
  await press(page, 'main form button[type="submit"]');
  await check("the public archive is open", () => shows(page, "Lagret"));
}

// Anybody, on a phone.
async function reads(town) {
  const page = await town.visitor({ viewport: { width: 390, height: 844 } });
  await page.goto("/public/nordvag/archive");
  await check("published posts are there for everybody", () => comes(page, "Vannet blir borte", 60));
  await audit(page, "the public archive", { picture: "public-archive" });
  await fill(page, "q", "vannet");
  await press(page, 'form[role="search"] button[type="submit"]');
  await check("words are found in all their forms", () => shows(page, "Vannet blir borte"));
  await check("comments by citizens are not", () => hides(page, "Brunt vann"));
  await press(page, 'main a[href^="/public/nordvag/archive/0"]');
  await audit(page, "a post for everybody", { picture: "public-post" });
  // The log is signed every ten minutes; until then the page says that the proof comes.
  await check("its proof lies beside it, or is told to come", async () => {
    await page.click("main details > summary");
    const files = await page.locator('main a[href*="/proof/"]').evaluateAll((all) => all.map((a) => a.href));
    if (files.length === 0) return shows(page, "da kommer beviset her");
    for (const file of files) {
      const answer = await page.request.get(file);
      if (!answer.ok()) throw new Error(`${answer.status()} from ${file}`);
    }
  });
}

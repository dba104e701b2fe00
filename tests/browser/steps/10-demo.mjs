// The demo municipality: its people sign in with the printed codes, and its pages, full of work, are looked over.
// The guide's pictures are taken here.

import { audit } from "../lib/audit.mjs";
import { same, shows } from "../lib/expect.mjs";
import { unfold } from "../lib/keyboard.mjs";
import { Town } from "../lib/people.mjs";
import { check } from "../lib/report.mjs";
import { printed, signIn } from "../lib/demo.mjs";
import { Server } from "../lib/server.mjs";

export default async function demo() {
  const started = Date.now();
  const server = await Server.start("demo");
  await check("the demo is ready within a minute", async () => {
    if (Date.now() - started > 60_000) throw new Error(`${Date.now() - started} ms`);
  });
  const town = await Town.open(server);
  try {
    const people = printed(server.said);
    await check("somebody is printed for every role", async () => same(people.length, 13, "people"));
    await editor(town, people);
    await approver(town, people);
    await moderator(town, people);
    await archivist(town, people);
    await administrator(town, people);
    await citizen(town);
  } finally {
    await town.close();
    await server.remove();
    if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
  }
}

async function editor(town, people) {
  const page = await signIn(town, people, "editor");
  await audit(page, "demo: start", { picture: "start" });
  await page.goto("/posts");
  await check("the demo has posts in every state", async () => {
    for (const words of ["Utkast", "Til godkjenning", "Ferdig", "Planlagt", "Holdt tilbake", "For sent"]) await shows(page, words);
  });
  await audit(page, "demo: posts", { picture: "posts" });
  await page.click('main a:has-text("Hallen er stengt")');
  await check("the demo's draft has findings", () => shows(page, "99 88 77 66"));
  await audit(page, "demo: draft", { picture: "draft" });
  await page.goto("/posts");
  await page.click('main a:has-text("Kven har teke det finaste")');
  await audit(page, "demo: published post", { picture: "post" });
  await page.goto("/channels");
  await audit(page, "demo: channels", { picture: "channels" });
  await page.click("main tbody a");
  await page.click('main a[href$="/change"]');
  await audit(page, "demo: changing a channel", { picture: "channel-change" });
  await page.goto("/guideline");
  await audit(page, "demo: guideline", { picture: "guideline" });
  await page.goto("/archive");
  await audit(page, "demo: archive");
}

async function approver(town, people) {
  const page = await signIn(town, people, "leader");
  await page.goto("/approvals");
  await audit(page, "demo: approvals", { picture: "approvals" });
  await page.click('main a[href^="/approvals/"]');
  await audit(page, "demo: approval of a channel", { picture: "approval-channel" });
  const other = await signIn(town, people, "editor");
  await other.goto("/approvals");
  await other.click('main a[href^="/approvals/"]');
  await audit(other, "demo: approval of a post", { picture: "approval-post" });
}

async function moderator(town, people) {
  const page = await signIn(town, people, "moderator");
  await page.goto("/inbox");
  await check("the demo's inbox has something that is late", () => shows(page, "Fristen var"));
  await audit(page, "demo: inbox", { picture: "inbox" });
  await page.click('main a:has-text("Går skolebussen")');
  await audit(page, "demo: comment", { picture: "comment" });
  await page.goto("/inbox");
  await page.click('main a:has-text("udugelige")');
  await unfold(page, "details.fold > summary");
  await page.locator("details.fold").scrollIntoViewIfNeeded();
  await audit(page, "demo: hiding", { reload: false, picture: "hide" });
}

async function archivist(town, people) {
  const page = await signIn(town, people, "archivist");
  await page.goto("/archive?q=vann");
  await audit(page, "demo: archive, found", { picture: "archive" });
  await page.click('main .rows a[href^="/archive/"]');
  await audit(page, "demo: record", { picture: "record" });
  await page.goto("/ledger/nordvag");
  await audit(page, "demo: ledger", { picture: "ledger" });
}

async function administrator(town, people) {
  const page = await signIn(town, people, "administrator");
  for (const name of ["people", "settings", "jobs"]) {
    await page.goto(`/${name}`);
    await audit(page, `demo: ${name}`, { picture: name });
  }
  const lead = await signIn(town, people, "crisis-lead");
  await lead.goto("/crisis");
  await audit(lead, "demo: crisis", { picture: "crisis" });
}

async function citizen(town) {
  const page = await town.visitor();
  await page.goto("/");
  await audit(page, "demo: start for citizens", { picture: "citizen" });
  await page.goto("/public/channels");
  await audit(page, "demo: public list", { picture: "public-channels" });
  await page.goto("/practice/nordvag");
  await audit(page, "demo: practice network", { picture: "practice" });
}

// What the guideline asks of people: duties, questions and reports, lessons, the guideline at work, a guideline of one's own.

import { audit } from "../lib/audit.mjs";
import { printed, signIn } from "../lib/demo.mjs";
import { shows } from "../lib/expect.mjs";
import { fill, pick, press } from "../lib/keyboard.mjs";
import { Town } from "../lib/people.mjs";
import { check } from "../lib/report.mjs";
import { Server } from "../lib/server.mjs";

export default async function guideline() {
  const server = await Server.start("demo");
  const town = await Town.open(server);
  try {
    const people = printed(server.said);
    await duties(town, people);
    await report(town, people);
    await learn(town, people);
    await atWork(town, people);
    await shelf(town, people);
    await ownPack(town, people);
    await citizen(town);
  } finally {
    await town.close();
    await server.remove();
    if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
  }
}

async function duties(town, people) {
  const page = await signIn(town, people, "leader");
  await page.goto("/duties");
  await audit(page, "duties", { picture: "duties" });
  await page.goto("/duties/year");
  await audit(page, "the year ahead");
  await page.goto("/duties/all");
  await audit(page, "everybody's duties");
  await page.locator('main a[href^="/duties/0"]').first().click();
  await audit(page, "a duty", { picture: "duty" });
  await page.goto("/me/guideline");
  await audit(page, "what binds me");
}

// An employee asks; the editor answers; the employee reads the answer.
async function report(town, people) {
  const asks = await signIn(town, people, "employee");
  await asks.goto("/cases");
  await audit(asks, "reports, none");
  await asks.goto("/cases/new");
  await audit(asks, "what a report is about", { picture: "case-kinds" });
  await asks.goto("/cases/new?kind=advice");
  await audit(asks, "asking for advice");
  await press(asks, 'main form button[type="submit"]:not([name])');
  await check("an empty question is not sent", () => shows(asks, "må rettes"));
  await fill(asks, "title", "Kan jeg dele bildet fra skolegården?");
  await fill(asks, "text", "To elever kan kjennes igjen.");
  await pick(asks, "answer.case.answers.adviser", "it");
  await press(asks, 'main form button[type="submit"]:not([name])');
  await check("a question is sent", () => shows(asks, "Meldingen er sendt"));
  const where = asks.url();
  await audit(asks, "a question asked");
  // It was put to IT, who finds it among the duties.
  const it = await signIn(town, people, "it");
  await it.goto("/duties");
  await it.click('main a:has-text("Svar den som spør om råd")');
  await it.click(`main a[href="${new URL(where).pathname}"]`);
  await fill(it, "outcome", "Bare med samtykke fra begge.");
  await audit(it, "answering a question", { reload: false });
  await press(it, 'main form[action$="/close"] button[type="submit"]');
  await check("a question is answered", () => shows(it, "Meldingen er avsluttet"));
  await asks.goto(where);
  await check("the answer is read by who asked", () => shows(asks, "Bare med samtykke fra begge."));
  await audit(asks, "a question answered");
  const leader = await signIn(town, people, "leader");
  await leader.goto("/cases/new?kind=speech-limit");
  await audit(leader, "limiting what somebody says");
  await fill(leader, "title", "Et innlegg i avisa");
  await fill(leader, "text", "En ansatt har skrevet om bemanningen.");
  await press(leader, 'main form button[type="submit"]:not([name])');
  await check("without reasons nobody's speech becomes a case", async () => {
    if (!leader.url().endsWith("/cases/new")) throw new Error(leader.url());
  });
}

async function learn(town, people) {
  const page = await signIn(town, people, "employee");
  await page.goto("/guideline/lessons");
  await audit(page, "lessons", { picture: "lessons" });
  await page.goto("/guideline/lessons/1");
  await audit(page, "a lesson", { picture: "lesson" });
  await page.locator('main input[type="radio"]').first().check();
  await press(page, 'main form button[type="submit"]');
  await audit(page, "a lesson answered", { reload: false });
}

async function atWork(town, people) {
  const page = await signIn(town, people, "leader");
  await page.goto("/guideline");
  await audit(page, "the guideline at work", { picture: "at-work" });
  await page.goto("/guideline?show=gaps");
  await audit(page, "the guideline's gaps");
  await page.locator('main a[href^="/guideline/"][href*="/4."], main a[href^="/guideline/no-base/"]').first().click();
  await audit(page, "a clause", { picture: "clause" });
}

// The shelf of guidelines: everything that `rettesnor pack` says, as pages.
async function shelf(town, people) {
  const page = await signIn(town, people, "employee");
  await page.goto("/guidelines");
  await audit(page, "all guidelines");
  for (const [path, name] of [["", "rules"], ["/coverage", "coverage"], ["/notes", "notes"], ["/scenarios", "scenarios"]]) {
    await page.goto(`/guidelines/kafjord${path}`);
    await audit(page, `another municipality's ${name}`);
  }
  await page.goto("/guidelines/kafjord/clauses/kafjord/kanal-2");
  await audit(page, "another municipality's rule");
  await page.goto("/guidelines/compare");
  await audit(page, "choosing two guidelines");
  await page.goto("/guidelines/compare?a=batsfjord&b=kafjord");
  await audit(page, "two guidelines beside each other", { picture: "compare" });
  await check("any one of several is no chain", () => shows(page, "én av disse: nettredaktøren eller administratoren"));
}

async function ownPack(town, people) {
  const page = await signIn(town, people, "administrator");
  await page.goto("/packs");
  await audit(page, "guidelines of one's own", { picture: "packs" });
  await press(page, 'main form button[type="submit"]');
  await check("a version of one's own is begun", async () => {
    if (!/\/packs\/0/.test(page.url())) throw new Error(page.url());
  });
  await audit(page, "a version of one's own", { picture: "pack" });
  await page.locator('main details:has(a[href*="/clause"]) > summary').first().click();
  await page.locator('main a[href*="/clause"]').first().click();
  await audit(page, "a clause as a form", { picture: "pack-clause" });
  await press(page, 'main button[value="list:add:also"]');
  await check("a further effect has its fields before anything is saved", async () => {
    if (!(await page.locator('select[name^="c.also."]').count())) throw new Error("no fields");
  });
  await audit(page, "a clause with one more effect", { reload: false });
  const version = page.url().match(/\/packs\/[^/]+/)[0];
  await page.goto(`${version}/values`);
  await audit(page, "values of the guideline", { picture: "pack-values" });
  await page.goto(`${version}/upload`);
  await audit(page, "replacing a version with a zip");
  const zip = await page.request.get(`${version}/zip`);
  await page.setInputFiles('[name="file"]', { name: "pack.zip", mimeType: "application/zip", buffer: await zip.body() });
  await press(page, 'main form button[type="submit"]');
  await check("a version that was taken along comes back", () => shows(page, "er byttet ut"));
  await page.goto(`${version}/upload`);
  await page.setInputFiles('[name="file"]', { name: "pack.zip", mimeType: "application/zip", buffer: Buffer.from("no zip") });
  await press(page, 'main form button[type="submit"]');
  await check("what is no zip is told of", () => shows(page, "kan ikke leses som zip"));
}

async function citizen(town) {
  const page = await town.visitor();
  await page.goto("/public/nordvag/house-rules");
  await audit(page, "house rules", { picture: "house-rules" });
}

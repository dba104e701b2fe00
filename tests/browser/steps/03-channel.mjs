// A channel: application, the approval that the guideline asks for, connection, and the public list.

import { audit } from "../lib/audit.mjs";
import { same, shows } from "../lib/expect.mjs";
import { choose, fill, pick, press, tick } from "../lib/keyboard.mjs";
import { check } from "../lib/report.mjs";

export default async function channel(town) {
  const page = town.as("marte");
  await page.goto("/channels");
  await audit(page, "channels, none");
  await press(page, 'main a[href="/channels/new"]');
  await audit(page, "application");
  await pick(page, "network", "practice");
  await fill(page, "name", "Servicetorget");
  await press(page, 'main button[type="submit"]:not([name])');
  await check("an application that lacks things keeps what was typed and says what is missing", async () => {
    same(await page.inputValue('[name="name"]'), "Servicetorget", "name");
    await shows(page, /må rettes/);
  });
  await audit(page, "application with errors", { reload: false });

  await fill(page, "purpose", "Fortelle innbyggerne hva som skjer i kommunen");
  await fill(page, "audience", "Innbyggere");
  await fill(page, "unit", "Servicetorget");
  await choose(page, "responsible", await personId(page, "responsible", "Torbjørn Vik"));
  await tick(page, "administrators", await personId(page, "responsible", "Marte Solbakk"));
  await fill(page, "answer.channel.answers.why_here", "De fleste leser nyheter der");
  await press(page, 'main button[type="submit"]:not([name])');
  await check("a name without the municipality's is stopped by the guideline, which says why", async () => {
    await shows(page, "4.3 avsnitt 2, setning 2a");
    await shows(page, "Navnet viser ikke at kommunen står bak.");
  });
  await fill(page, "name", "Nordvåg kommune");
  await press(page, 'main button[type="submit"]:not([name])');
  await check("the application waits for the unit's leader", () => shows(page, /leder/i));
  town.channel = new URL(page.url()).pathname;
  await audit(page, "channel, applied for");

  await approve(town);
  await connect(town);
  await publicList(town);
}

// The id that a list has for a name.
async function personId(page, list, name) {
  return page.locator(`select[name="${list}"] option`, { hasText: name }).first().getAttribute("value");
}

async function approve(town) {
  const page = town.as("torbjorn");
  await page.goto("/approvals");
  await check("the application waits in the leader's list", () => shows(page, "Nordvåg kommune"));
  await audit(page, "approvals");
  await press(page, 'main a[href^="/approvals/"]');
  await check("the leader sees the clause that asks for him", () => shows(page, "4.3 avsnitt 2, setning 1a"));
  await audit(page, "approval of a channel");
  await press(page, 'main button[value="approve"]');
  await check("the channel is approved", () => shows(page, /godkjent/i));
}

async function connect(town) {
  const page = town.as("marte");
  await page.goto(`${town.channel}/connect`);
  await audit(page, "connect");
  await pick(page, "answer.channel.answers.coat_of_arms", "yes");
  await pick(page, "answer.channel.answers.profile", "yes");
  await press(page, 'main button[type="submit"]');
  await check("the channel is in use", () => shows(page, /i bruk|aktiv/i));
  await audit(page, "channel in use");
  await page.goto("/channels");
  await audit(page, "channels");
}

async function publicList(town) {
  const citizen = await town.visitor({ viewport: { width: 390, height: 844 } });
  await citizen.goto("/public/channels");
  await check("citizens see the channel in the public list", async () => {
    await shows(citizen, "Nordvåg kommune");
    await shows(citizen, "Fortelle innbyggerne hva som skjer i kommunen");
  });
  await audit(citizen, "public list");
  await check("programs read the same list", async () => {
    const response = await citizen.request.get("/public/channels.json");
    same(response.status(), 200, "status");
    const text = JSON.stringify(await response.json());
    for (const wanted of ["Nordvåg kommune", "123456785", "practice"]) if (!text.includes(wanted)) throw new Error(`${wanted} is not in ${text}`);
    for (const secret of ["torbjorn@", "Torbjørn Vik"]) if (text.includes(secret)) throw new Error(`${secret} is in ${text}`);
  });
  town.citizen = citizen;
}

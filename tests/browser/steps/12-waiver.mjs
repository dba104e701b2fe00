// Writing: what is found stands at its words and is mended; a rule is waived by another person, and that is told.

import { audit } from "../lib/audit.mjs";
import { printed, signIn } from "../lib/demo.mjs";
import { shows } from "../lib/expect.mjs";
import { fill, pick, press, tick } from "../lib/keyboard.mjs";
import { Town } from "../lib/people.mjs";
import { check } from "../lib/report.mjs";
import { Server } from "../lib/server.mjs";

export default async function waiver() {
  const server = await Server.start("demo");
  const town = await Town.open(server);
  try {
    const people = printed(server.said);
    const editor = await signIn(town, people, "editor");
    await writes(editor);
    const draft = editor.url();
    await asks(editor);
    await gives(town, people);
    await editor.goto(draft);
    await check("what is waived stops no longer", () => shows(editor, "Fraveket"));
    await editor.goto("/waivers");
    await audit(editor, "waivers");
    await words(editor);
  } finally {
    await town.close();
    await server.remove();
    if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
  }
}

// A draft with stiff words and without a link.
async function writes(page) {
  await page.goto("/posts");
  await press(page, 'main form button[type="submit"]');
  await fill(page, "text", "Vedrørende hallen: den er stengt i dag.");
  const practice = page.locator('.check:has-text("Øvingsnettverket") input[name="channels"]').last();
  await tick(page, "channels", await practice.getAttribute("value"));
  await check("what is found is told while one types", async () => {
    await page.waitForSelector('.marked mark:has-text("Vedrørende")', { timeout: 10_000 });
  });
  // What is told is exchanged while one types: a link that was just replaced takes no click, so it is tried until one holds.
  await check("a finding leads to its words in the field", async () => {
    const leads = () => {
      document.querySelector(".found a[data-select]")?.click();
      const field = document.getElementById("f-text");
      return field.value.slice(field.selectionStart, field.selectionEnd) === "Vedrørende";
    };
    await page.waitForFunction(leads, undefined, { timeout: 10_000 });
  });
  await audit(page, "a draft with findings", { reload: false, picture: "findings" });
  await press(page, 'button[value^="mend-"]');
  await check("one button mends stiff words", async () => {
    const text = await page.locator("#f-text").inputValue();
    if (/vedrørende/i.test(text)) throw new Error(text);
  });
}

async function asks(page) {
  await page.locator('.point:has(a[href^="/waivers/new"]) summary').first().click();
  await press(page, 'main a[href^="/waivers/new"]');
  await audit(page, "asking for a waiver", { picture: "waiver-ask" });
  await press(page, 'main form button[type="submit"]');
  await check("a waiver without a reason is not asked for", () => shows(page, "må rettes"));
  await pick(page, "category", "accepted");
  await fill(page, "reason", "Nettstedet er nede til i morgen.");
  await press(page, 'main form button[type="submit"]');
  await check("a waiver is asked for", () => shows(page, "Venter på svar"));
  await audit(page, "a waiver asked for", { picture: "waiver" });
}

async function gives(town, people) {
  const page = await signIn(town, people, "leader");
  await page.goto("/approvals");
  await press(page, 'main a:has-text("Kommunens nettsted først")');
  await audit(page, "deciding on a waiver", { picture: "waiver-decide" });
  await press(page, 'main button[value="approve"]');
  await check("a waiver is given", () => shows(page, "Godkjent"));
}

async function words(page) {
  await page.goto("/settings/words");
  await audit(page, "names and words", { picture: "words" });
  await fill(page, "officials", "Kari Nordmann");
  await fill(page, "own_domains", "ikke et domene");
  await press(page, 'main form button[type="submit"]');
  await check("what is no domain is not saved", () => shows(page, "er ikke navnet på et domene"));
  await fill(page, "own_domains", "nordvag.example.no");
  await press(page, 'main form button[type="submit"]');
  await check("names and words are saved", () => shows(page, "er lagret"));
}

// A citizen asks on a phone; the question comes in with a time to answer, and is answered.

import { audit } from "../lib/audit.mjs";
import { comes, shows } from "../lib/expect.mjs";
import { fill, press } from "../lib/keyboard.mjs";
import { check } from "../lib/report.mjs";

const QUESTION = "Hvor er det best å stå for å se det?";
const ANSWER = "Hei, Unni! Ta turen opp til lysløypa, der er det mørkest.";

export default async function answer(town) {
  const citizen = town.citizen;
  await citizen.setViewportSize({ width: 390, height: 844 });
  await citizen.goto(town.thread);
  await check("the picture is shown with its text", async () => {
    const image = citizen.locator("main img").first();
    if (!(await image.getAttribute("alt"))) throw new Error("no alternative text");
    if (!(await image.evaluate((i) => i.complete && i.naturalWidth > 0))) throw new Error("the picture does not load");
  });
  await audit(citizen, "practice page");
  await citizen.setViewportSize({ width: 390, height: 844 });
  await comment(citizen, "Unni", QUESTION);
  await check("the comment stands under the post", () => shows(citizen, QUESTION));

  const page = town.as("samir");
  await page.goto("/inbox");
  await check("the comment comes into the inbox by itself", () => comes(page, QUESTION));
  await check("it has a time to answer by", () => shows(page, "Svar innen"));
  await audit(page, "inbox");
  await press(page, 'main a[href^="/inbox/"]');
  await check("the time to answer names its clause", () => shows(page, "4.4 kulepunkt 1, setning 2"));
  await audit(page, "comment");
  await fill(page, "text", ANSWER);
  await press(page, 'button[name="do"][value="send"]');
  await check("the answer is sent", () => comes(page, "Publisert"));
  await audit(page, "answered comment");
  await citizen.goto(town.thread);
  await check("the citizen reads the answer in the municipality's name", async () => {
    await shows(citizen, ANSWER);
    await shows(citizen, "Nordvåg kommune");
  });
}

export async function comment(citizen, name, text) {
  await fill(citizen, "name", name);
  await fill(citizen, "text", text);
  await press(citizen, 'main form button[type="submit"]');
}

// A comment that breaks the rules: ground and reason, hidden, restored.

import { audit } from "../lib/audit.mjs";
import { comes, hides, shows } from "../lib/expect.mjs";
import { fill, pick, press, unfold } from "../lib/keyboard.mjs";
import { check } from "../lib/report.mjs";
import { comment } from "./05-answer.mjs";

const THREAT = "Til han som skrev dette: jeg vet hvor du bor.";
const REASON = "Kommentaren truer en ansatt i kommunen.";

export default async function moderation(town) {
  const citizen = town.citizen;
  await citizen.goto(town.thread);
  await comment(citizen, "Sint mann", THREAT);

  const page = town.as("samir");
  await page.goto("/inbox");
  await check("the second comment comes in", () => comes(page, THREAT));
  await press(page, `main a:has-text("jeg vet hvor du bor")`);
  await check("the detector suggests what it is", () => shows(page, /trus/i));
  await unfold(page, "details.fold > summary");
  await fill(page, "reason", "For kort");
  await press(page, 'form[action$="/hide"] button[type="submit"]');
  await check("hiding wants a ground and a reason, and keeps what was written", async () => {
    await shows(page, /må rettes/);
    const kept = await page.inputValue('[name="reason"]');
    if (kept !== "For kort") throw new Error(`the reason became ${kept}`);
  });
  await audit(page, "hiding with errors", { reload: false });
  await pick(page, "ground", "batsfjord/4.4-3#d");
  await fill(page, "reason", REASON);
  await audit(page, "hiding", { reload: false });
  await press(page, 'form[action$="/hide"] button[type="submit"]');
  await check("it is hidden and read again to be so", () => comes(page, "Skjult"));
  await audit(page, "hidden comment");
  await citizen.goto(town.thread);
  await check("the public no longer sees it, only that something is hidden", async () => {
    await hides(citizen, THREAT);
    await shows(citizen, /skjult/i);
  });

  await fill(page, "restore_reason", "Etter ny vurdering: ment som spøk.");
  await press(page, 'form[action$="/restore"] button[type="submit"]');
  await check("it is shown again", async () => {
    for (let n = 0; n < 40; n += 1) {
      await citizen.goto(town.thread);
      if ((await citizen.locator("body").innerText()).includes(THREAT)) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error("not shown again");
  });
}

// A video: what its file tells is gone, what is said in it can be read, and it plays where it went.

import { readFile } from "node:fs/promises";
import { audit } from "../lib/audit.mjs";
import { printed, signIn } from "../lib/demo.mjs";
import { comes, same, shows } from "../lib/expect.mjs";
import { choose, fill, pick, press, tabTo, tick } from "../lib/keyboard.mjs";
import { Town } from "../lib/people.mjs";
import { check } from "../lib/report.mjs";
import { Server } from "../lib/server.mjs";

const CLIP = new URL("../../../crates/detect/tests/video/northern-lights.mp4", import.meta.url);
const TEXT = "Nordlyset danser over fjorden i kveld.";
const ALT = "Grønt nordlys beveger seg over en mørk fjord.";
const SAID = "Nå er det mørkt nok til å se det.";
const SRT = `1\n00:00:00,500 --> 00:00:04,000\n${SAID}\n`;

export default async function video() {
  const server = await Server.start("demo");
  const town = await Town.open(server);
  try {
    const people = printed(server.said);
    const page = await signIn(town, people, "author");
    await page.goto("/posts");
    await press(page, 'main form[action="/posts"] button');
    const post = new URL(page.url()).pathname;
    const practice = page.locator('.check:has-text("Øvingsnettverket") input[name="channels"]').last();
    await tick(page, "channels", await practice.getAttribute("value"));
    await fill(page, "text", TEXT);
    await uploads(page);
    await captions(page);
    await describes(page);
    const approver = await signIn(town, people, "editor");
    await approves(approver, post);
    await plays(town, approver);
  } finally {
    await town.close();
    await server.remove();
    if (server.complaints) console.log(`the server complained:\n${server.complaints}`);
  }
}

// How long the player says that it is, and how many lines its captions have.
async function playing(page) {
  const film = page.locator("main video").first();
  await film.evaluate((v) => v.readyState >= 1 || new Promise((done, failed) => {
    v.addEventListener("loadedmetadata", done, { once: true });
    v.addEventListener("error", () => failed(new Error(v.error?.message)), { once: true });
    v.load();
  }));
  const seconds = await film.evaluate((v) => v.duration);
  if (Math.abs(seconds - 6) > 0.3) throw new Error(`it lasts ${seconds} s`);
  return film.evaluate(async (v) => {
    const [track] = v.textTracks;
    if (!track) return 0;
    for (let n = 0; n < 100 && !track.cues?.length; n += 1) await new Promise((done) => setTimeout(done, 50));
    return track.cues?.length ?? 0;
  });
}

async function uploads(page) {
  await tabTo(page, '[name="file"]');
  await page.setInputFiles('[name="file"]', { name: "broken.mp4", mimeType: "video/mp4", buffer: (await readFile(CLIP)).subarray(0, 9000) });
  await press(page, 'button[name="do"][value="upload"]');
  await check("a damaged video is refused in words, and the text is kept", async () => {
    await shows(page, /Utkastet er lagr(et|a)/);
    same(await page.inputValue('[name="text"]'), TEXT, "text");
  });
  await page.setInputFiles('[name="file"]', { name: "nordlys.mp4", mimeType: "video/mp4", buffer: await readFile(CLIP) });
  await press(page, 'button[name="do"][value="upload"]');
  await check("where it was taken is told to be gone", () => shows(page, /st(edet|aden) der/));
  await check("it plays in the draft", async () => same(await playing(page), 0, "lines of captions"));
  await check("no more pictures can be added beside it", async () => same(await page.locator('[name="file"]').count(), 0, "fields for files"));
  await audit(page, "draft with a video");
  await press(page, 'button[name="do"][value="submit"]');
  await check("a video without captions is stopped by the law, with what to do", () => shows(page, "Video har undertekster"));
}

async function captions(page) {
  const add = 'button[name="do"][value^="captions-"]';
  await press(page, add);
  await check("a file must be chosen first", () => shows(page, /(Velg en|Vel ei) fil først/));
  await page.setInputFiles('[name="captions"]', { name: "nordlys.srt", mimeType: "application/x-subrip", buffer: Buffer.from("Hei på deg") });
  await press(page, add);
  await check("what is no captions is refused in words", () => shows(page, /Linje 1 i undertekst/));
  await page.setInputFiles('[name="captions"]', { name: "nordlys.srt", mimeType: "application/x-subrip", buffer: Buffer.from(SRT) });
  await press(page, add);
  await check("captions are added, and the player has them", async () => {
    await shows(page, /Undertekst(ene er lagt|ane er lagde) til/);
    same(await playing(page), 1, "lines of captions");
  });
}

async function describes(page) {
  const name = await page.locator('textarea[name$=".alt"]').getAttribute("name");
  const field = name.replace(/\.alt$/, "");
  await fill(page, name, ALT);
  await fill(page, `${field}.credit`, "Marte Solbakk");
  await pick(page, `${field}.permission`, "yes");
  await pick(page, `${field}.ai`, "no");
  await choose(page, `${field}.basis`, "no-person");
  await press(page, 'button[name="do"][value="save"]');
  await playing(page);
  const film = page.locator(".filmed video");
  await film.evaluate((v) => new Promise((done) => {
    v.addEventListener("seeked", done, { once: true });
    v.currentTime = 2;
  }));
  await film.evaluate((v) => v.closest("section").scrollIntoView());
  await audit(page, "draft with a video and its captions", { picture: "video" });
  await press(page, 'button[name="do"][value="submit"]');
  for (const box of await page.locator('main fieldset:has(input[name^="answer."])').all()) {
    await box.locator('input[type="radio"][value="no"], input[type="radio"]').first().check();
  }
  if ((await page.locator('button[name="do"][value="submit"]').count()) > 0) await press(page, 'button[name="do"][value="submit"]');
  await check("with captions and a text it may go on", () => shows(page, /til godkjenning/i));
}

async function approves(page, post) {
  await page.goto("/approvals");
  await press(page, 'main a[href^="/approvals/"]:has-text("Nordlyset")');
  await check("the approver sees the video and reads what is said in it", async () => {
    same(await playing(page), 1, "lines of captions");
    await shows(page, SAID);
  });
  await audit(page, "approval of a video");
  await press(page, 'main button[value="approve"]');
  await page.goto(post);
  await press(page, 'button[name="when"][value="now"]');
  await check("the video is published", () => comes(page, "Publisert"));
  await audit(page, "published video");
}

async function plays(town, page) {
  const thread = await page.locator('a[href*="/practice/"]').first().getAttribute("href");
  const phone = await town.visitor({ viewport: { width: 390, height: 844 } });
  await phone.goto(thread);
  await check("it plays on the network, with captions, on a phone", async () => same(await playing(phone), 1, "lines of captions"));
  await check("a player may ask for a part of it", async () => {
    const source = await phone.locator("main video").first().getAttribute("src");
    const answer = await phone.request.get(source, { headers: { range: "bytes=4-7" } });
    same(`${answer.status()} ${await answer.text()}`, "206 ftyp", "answer");
  });
  await audit(phone, "a video on the network");
  await page.goto("/archive?q=m%C3%B8rkt+nok");
  await check("it is found by what is said in it", () => shows(page, "Ett treff"));
}

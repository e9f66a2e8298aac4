// The pictures of a report in an editor: Monaco draws, the YAML language server says what is marked, shown and offered.
//
//   node picture.mjs REPORT FOLDER    writes editor-hover.png and editor-complete.png; CHROMIUM names the browser

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";
import { start } from "./server.mjs";

const [report, folder] = process.argv.slice(2);
const PACKAGES = join(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")), "..");
const right = readFileSync(report, "utf8");
const PICTURES = {
  "editor-hover.png": {
    text: right
      .replace(/(  granted: +\{natural_person: )\d+/, "$1无")
      .replace("  petition: ", "  petitoin: ")
      .replace(/(  not_held: .*enterprise: )/, "$1-"),
    at: /(?<=  granted: +\{natural_person: )无/,
    action: "editor.action.showHover",
    shown: ".monaco-hover:not(.hidden) .hover-row",
  },
  "editor-complete.png": {
    text: right.replace(/(?:  (?:petition|repeated|publication|excessive|reissue): .*\n)+/, "  \n"),
    at: /(?<=^  )$/m,
    action: "editor.action.triggerSuggest",
    shown: ".suggest-widget.visible .monaco-list-row",
  },
};

/** Line and column, from 0, of a match. */
function place(text, pattern) {
  const before = text.slice(0, pattern.exec(text).index).split("\n");
  return [before.length - 1, before.at(-1).length];
}

async function draw(browser, server, name, { text, at, action, shown }) {
  const file = join(dirname(report), name.replace(".png", ".yaml")); // is not written: the schema is found from there
  const marks = await server.diagnostics(file, text);
  const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
  await page.exposeFunction("askServer", (about, line, character) => server.at(file, about, line, character));
  await page.route("http://editor.invalid/**", (route) => {
    const path = new URL(route.request().url()).pathname;
    return route.fulfill({ path: path === "/" ? new URL("page.html", import.meta.url).pathname : PACKAGES + path });
  });
  await page.goto("http://editor.invalid/");
  const [line, column] = place(text, at);
  await page.evaluate(([text, marks, top]) => open(text, marks, top), [text, marks, line - 4]);
  await page.waitForTimeout(1000); // colours arrive a little later than the text
  await page.evaluate(([line, column, action]) => act(line, column, action), [line, column, action]);
  if (action.endsWith("Suggest")) {
    await page.locator(shown).first().waitFor();
    await page.keyboard.press("Control+Space"); // unfolds the explanation
  }
  await page.locator(shown).first().waitFor();
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(folder, name) });
  console.log(join(folder, name));
}

const server = await start(dirname(report));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const [name, picture] of Object.entries(PICTURES)) await draw(browser, server, name, picture);
await browser.close();
server.stop();

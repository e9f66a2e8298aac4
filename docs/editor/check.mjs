// An editor marks nothing in a right report, in a blank one only the sections still to be written, and it marks a
// misspelt row and a wrong figure.
//
//   node check.mjs REPORT…    reports that are right or blank; in the first the rows and figures are then spoilt

import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { start } from "./server.mjs";

const reports = process.argv.slice(2);
const first = readFileSync(reports[0], "utf8");
const SPOILT = {
  "a misspelt row": first.replace("  granted:", "  grantd: "),
  "a misspelt applicant": first.replace(/(  granted: .*)enterprise/, "$1enterprize"),
  "half a person": first.replace(/(  granted: +\{natural_person: \d+)/, "$1.5"),
  "a word for a figure": first.replace(/(  granted: +\{natural_person: )\d+/, "$1无"),
};

const server = await start(dirname(reports[0]));
let failed = false;
const tell = (ok, name, found) => {
  failed ||= !ok;
  console.log(`${ok ? "ok " : "BAD"} ${name}: ${found.length} marked`);
  for (const f of found) console.log(`      ${f.range.start.line + 1}:${f.range.start.character + 1} ${f.message}`);
};
for (const file of reports) {
  const text = readFileSync(file, "utf8");
  const unwritten = text.split("\n").map((line, i, lines) => /^\w+: \|$/.test(line) && !/^ /.test(lines[i + 1]));
  const found = await server.diagnostics(file, text);
  tell(found.every((f) => unwritten[f.range.start.line]), file, found);
}
for (const [name, text] of Object.entries(SPOILT)) {
  const line = text.split("\n").findIndex((l, i) => l !== first.split("\n")[i]);
  const found = await server.diagnostics(reports[0].replace(/[^/]+$/, `${name}.yaml`), text);
  tell(line >= 0 && found.some((f) => f.range.start.line === line), name, found);
}
server.stop();
process.exit(failed ? 1 : 0);

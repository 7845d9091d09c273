/* Takes out of the lock files what npm adds without need: addresses that ask for donations.
   They name packages and hashes; where those come from is set on each machine. */

import { readFile, writeFile } from "node:fs/promises";

for (const ordner of ["..", "../benchmarks"]) {
  const datei = new URL(`${ordner}/package-lock.json`, import.meta.url);
  const inhalt = JSON.parse(await readFile(datei, "utf8"));
  for (const paket of Object.values(inhalt.packages)) delete paket.funding;
  await writeFile(datei, `${JSON.stringify(inhalt, null, 2)}\n`);
}

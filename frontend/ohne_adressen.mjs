/* Takes out of package-lock.json what npm adds without need: addresses that ask for donations.
   The file names packages and hashes; where they come from is set on each machine. */

import { readFile, writeFile } from "node:fs/promises";

const DATEI = new URL("../package-lock.json", import.meta.url);

const inhalt = JSON.parse(await readFile(DATEI, "utf8"));
for (const paket of Object.values(inhalt.packages)) delete paket.funding;
await writeFile(DATEI, `${JSON.stringify(inhalt, null, 2)}\n`);

/* Builds what browsers load: stylesheets and their fonts, from npm packages and our own CSS.

   KERN comes as one file of 340 kB. PurgeCSS keeps the rules whose classes stand in our templates;
   it must not run with `variables`, which drops custom properties that only other properties use.
   Addresses inside the stylesheet stay relative: Django's manifest storage puts hashes into them. */

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { transform } from "lightningcss";
import { PurgeCSS } from "purgecss";

const require = createRequire(import.meta.url);
const WURZEL = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const ZIEL = path.join(WURZEL, ".bau", "static", "portal");

const SCHNITTE = [400, 500, 600];
const SCHRIFTSAETZE = ["latin", "latin-ext"];
const KLASSENQUELLEN = ["templates/**/*.html"];
// Classes whose end the view knows: the purge finds only the beginning.
const ZUSAMMENGESETZT = [/^ton-/, /^(schild|tafelzeile|zustand)--/];
const ZIFFERNBREITE = /--width-[24]$/;
// Where the features that KERN itself needs (color-mix, :has) first work.
const BROWSER = { chrome: 111 << 16, firefox: 121 << 16, safari: (16 << 16) | (4 << 8) };

/** Give the paths of the template `name` and of all that it includes. */
async function mitBausteinen(name) {
  const datei = `templates/${name}`;
  const bausteine = (await readFile(datei, "utf8")).matchAll(/{% include "([^"]+)"/g);
  const weitere = await Promise.all([...bausteine].map(([, baustein]) => mitBausteinen(baustein)));
  return [datei, ...weitere.flat()];
}

/** Give the @font-face rules of Fira Sans and copy their files to the target folder. */
async function schriften() {
  const paket = path.dirname(require.resolve("@fontsource/fira-sans/package.json"));
  await mkdir(path.join(ZIEL, "schriften"), { recursive: true });
  const regeln = [];
  for (const schnitt of SCHNITTE) {
    const css = await readFile(path.join(paket, `${schnitt}.css`), "utf8");
    for (const satz of SCHRIFTSAETZE) {
      const datei = `fira-sans-${satz}-${schnitt}-normal.woff2`;
      const regel = css.match(/@font-face\s*{[^}]*}/g).find((r) => r.includes(`/${datei})`));
      if (!regel) throw new Error(`Keine @font-face-Regel für ${datei} in ${schnitt}.css`);
      regeln.push(
        regel
          .replace(/src:[^;]*;/, `src: url(schriften/${datei}) format("woff2");`)
          // A font that comes late serves the next page: on this one nothing moves any more.
          .replace(/font-display:\s*swap/, "font-display: optional"),
      );
      await cp(path.join(paket, "files", datei), path.join(ZIEL, "schriften", datei));
    }
  }
  return regeln.join("\n");
}

/** Give `css` without the rules that none of the templates `quellen` uses. */
async function gebrauchtes(css, quellen, standard = []) {
  const [ergebnis] = await new PurgeCSS().purge({
    css: [{ raw: css }],
    content: quellen,
    keyframes: true,
    // The rule that hands KERN's tokens to its parts names themes that we do not switch: without
    // it, buttons and fields would keep their day colours by night.
    safelist: { standard, greedy: [/^:is/] },
  });
  return ergebnis.css;
}

/** Give `css` without the custom properties that nothing in it reads, nor those that only they read.

    Nobody else can read them: there is no script and no inline style. They are a quarter of it. */
function ohneUngelesene(css) {
  const gelesen = new Set();
  const lesen = ({ name }) => void gelesen.add(name.ident);
  transform({ filename: "token.css", code: css, visitor: { Variable: lesen } });
  // What lightningcss calls custom is also what it does not know, such as field-sizing.
  const custom = ({ name }) => (name.startsWith("--") && !gelesen.has(name) ? [] : undefined);
  const { code } = transform({ filename: "token.css", code: css, visitor: { Declaration: { custom } } });
  return code.length < css.length ? ohneUngelesene(code) : code;
}

/** Give KERN's `css` so that paper is white: by night it would be printed in the colours of the night. */
function imDruckTags(css) {
  return css
    .replaceAll("@media (prefers-color-scheme: dark)", "@media screen and (prefers-color-scheme: dark)")
    .replaceAll("@media (prefers-color-scheme: light)", "@media print, (prefers-color-scheme: light)");
}

/** Write the stylesheet `name` for browsers. */
async function schreiben(name, teile) {
  const code = ohneUngelesene(Buffer.from(teile.join("\n")));
  const ergebnis = transform({ filename: name, code, minify: true, targets: BROWSER });
  await writeFile(path.join(ZIEL, name), ergebnis.code);
}

// Patterns are relative: in an absolute one, a folder named "portal (1)" would be read as a pattern.
process.chdir(WURZEL);
await rm(ZIEL, { recursive: true, force: true });
await mkdir(ZIEL, { recursive: true });
const fira = await schriften();
const kern = imDruckTags(await readFile(require.resolve("@kern-ux/native/dist/kern.css"), "utf8"));
const eigenes = await readFile(path.join(WURZEL, "frontend", "portal.css"), "utf8");
const einbetten = await mitBausteinen("konferenzen/einbetten.html");
const knapp = await gebrauchtes(`${kern}\n${eigenes}`, einbetten, ZUSAMMENGESETZT);
await schreiben("einbetten.css", [fira, knapp]);
// The Makefile waits for this one: it comes last.
await schreiben("portal.css", [fira, await gebrauchtes(kern, KLASSENQUELLEN, [ZIFFERNBREITE]), eigenes]);

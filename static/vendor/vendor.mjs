// Copies the few files we serve from npm packages into static/vendor/<name>-<version>/, each with its licence.
//
//     npm ci --ignore-scripts && npm run vendor
//
// Source-map comments are removed, because the maps are not served. The run fails when a copied
// stylesheet would fetch anything (our pages ask no other host, and no font).
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const vendor = dirname(fileURLToPath(import.meta.url));
const modules = join(vendor, "..", "..", "node_modules");

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN
NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,
WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

// Tabler's package carries no licence file, only the notice in its banner.
const PACKAGES = [
  {
    from: "@tabler/core",
    to: "tabler",
    files: ["dist/css/tabler.min.css"],
    licence: (banner) => `The MIT License\n\n${banner.match(/Copyright .*/g).join("\n")}\n\n${MIT}`,
  },
  { from: "tom-select", to: "tom-select", files: ["dist/js/tom-select.popular.min.js"] },
];

for (const { from, to, files, licence } of PACKAGES) {
  const source = join(modules, from);
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  for (const old of readdirSync(vendor)) {
    if (old.startsWith(`${to}-`)) rmSync(join(vendor, old), { recursive: true });
  }
  const target = join(vendor, `${to}-${version}`);
  mkdirSync(target);

  let first = "";
  for (const file of files) {
    const text = readFileSync(join(source, file), "utf8")
      .replace(/\n?\/\*# sourceMappingURL=[^*]*\*\//g, "")
      .replace(/\n?\/\/# sourceMappingURL=.*/g, "");
    const fetched = file.endsWith(".css") && text.match(/@import[^;]*|url\((?!["']?data:)[^)]*\)/);
    if (fetched) throw new Error(`${file} would fetch ${fetched[0]}`);
    writeFileSync(join(target, file.split("/").pop()), text);
    first ||= text.slice(0, 1000);
  }
  if (licence) writeFileSync(join(target, "LICENSE"), licence(first));
  else copyFileSync(join(source, "LICENSE"), join(target, "LICENSE"));
  console.log(`${to}-${version}`);
}

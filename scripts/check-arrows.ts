import { readdirSync, readFileSync } from 'node:fs';
import { FLOORS } from '../config/lib/floors';
import { faultsOf } from './lib/arrows';

/** `npm run arrows`: fails where a file knows what the plan of the house says it must not. */
const FOLDERS = ['config', 'src', 'scripts', 'tests'];

const paths = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.replaceAll('\\', '/')}`,
  ),
).filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));

const faults = faultsOf(
  paths.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
  FLOORS,
);
for (const { path, line, message } of faults) console.error(`${path}:${line} ${message}`);
console.log(`${paths.length} files, ${faults.length} forbidden arrows`);
process.exitCode = faults.length === 0 ? 0 : 1;

import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import type { Core } from '@strapi/strapi';
import {
  databaseOf,
  dukaConfig,
  guardedFetch,
  type GuardedAnswer,
} from '../../../kernel/server/contract';
import { noteSource } from '../sql/note-source';
import { prepareFetchedFile } from '../sql/prepare-fetched-file';
import { readLinkedFile } from '../sql/read-linked-file';
import { replaceImage } from './media-library';
import { checkImage } from './received-files';

const LIMIT_MS = 30_000;
/** As large as what may be uploaded. */
const LARGEST_BYTES = 20 * 1024 * 1024;
const MOST_REDIRECTS = 3;

/** What became of a picture; `refused` is for good. */
export type Fetched =
  { kind: 'fetched' } | { kind: 'not_needed' } | { kind: 'refused'; reason: string };

/**
 * Takes a picture that is shown from its address into the media library: fetched, checked by its
 * content as an uploaded one, stored by the provider under the same entry.
 *
 * @throws Error where there was no answer, or none that will be the last: to be tried again
 */
export async function fetchImage(strapi: Core.Strapi, fileId: number): Promise<Fetched> {
  const database = databaseOf(strapi);
  const [linked] = await database.query(readLinkedFile, [fileId]);
  if (linked === undefined) return { kind: 'not_needed' };
  const answer = await follow(linked.url, dukaConfig(strapi).imagesFromPrivateAddresses);
  if (answer.kind === 'refused') return answer;
  if (answer.cut) {
    return { kind: 'refused', reason: `it is larger than ${LARGEST_BYTES / 1024 ** 2} MB` };
  }
  const filepath = join(tmpdir(), `duka-image-${randomUUID()}`);
  try {
    await writeFile(filepath, answer.body);
    // Addresses end as they like; what it is shows its content.
    const check = await checkImage({ filepath, originalFilename: null });
    if (check.kind === 'refused') return check;
    await database.query(prepareFetchedFile, [fileId, check.image.ext]);
    await replaceImage(strapi, fileId, {
      filepath,
      originalFilename: parse(linked.name).name + check.image.ext,
      mimetype: check.image.mime,
      size: answer.body.length,
      alternativeText: null,
    });
  } finally {
    await rm(filepath, { force: true });
  }
  await database.query(noteSource, [fileId, linked.url]);
  return { kind: 'fetched' };
}

type Answered = Extract<GuardedAnswer, { kind: 'answered' }>;
interface Refused {
  kind: 'refused';
  reason: string;
}

/** Follows a few redirects, each of them checked like the first address. */
async function follow(address: string, allowPrivate: boolean): Promise<Answered | Refused> {
  let url = address;
  for (let turn = 0; turn <= MOST_REDIRECTS; turn += 1) {
    const answer = await guardedFetch({
      url,
      headers: { Accept: 'image/*' },
      limit: LIMIT_MS,
      largestAnswer: LARGEST_BYTES,
      allowPrivate,
    });
    if (answer.kind === 'refused') return answer;
    if (answer.kind === 'silent') throw new Error(`${url}: ${answer.reason}`);
    const { status, headers } = answer;
    if (status >= 200 && status < 300) return answer;
    if (status >= 500 || status === 408 || status === 429) throw new Error(`${url}: ${status}`);
    const { location } = headers;
    if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url)) {
      return { kind: 'refused', reason: `the answer was ${status}` };
    }
    url = new URL(location, url).toString();
  }
  return { kind: 'refused', reason: `more than ${MOST_REDIRECTS} redirects` };
}

import type { Core } from '@strapi/strapi';
import { defineJob, enqueue } from '../../../jobs/server/contract';
import { databaseOf, type Transaction } from '../../../kernel/server/contract';
import { fetchImage } from '../services/fetch-image';

const MANY = 'media.fetch_images';
const ONE = 'media.fetch_image';
const TRIES = 5;

/**
 * Has pictures that are shown from their addresses fetched into the media library, in the background.
 * One row for all of them: whoever writes many pictures is not held up. Each is fetched once, however
 * often it is asked for.
 */
export async function fetchLater(tx: Transaction, fileIds: readonly number[]): Promise<void> {
  if (fileIds.length > 0) await enqueue(tx, MANY, { fileIds });
}

/** Says how pictures are fetched: each is a job of its own, so that a bad one holds up no other. */
export function defineImageJobs(strapi: Core.Strapi): void {
  defineJob<{ fileIds: number[] }>(strapi, {
    name: MANY,
    run: ({ fileIds }) =>
      databaseOf(strapi).transaction(async (tx) => {
        for (const fileId of fileIds) await enqueue(tx, ONE, { fileId }, { key: String(fileId) });
      }),
  });
  defineJob<{ fileId: number }>(strapi, {
    name: ONE,
    attempts: TRIES,
    async run({ fileId }) {
      const result = await fetchImage(strapi, fileId);
      if (result.kind === 'refused') {
        strapi.log.warn(`media: the picture ${fileId} stays at its address: ${result.reason}`);
      }
    },
  });
}

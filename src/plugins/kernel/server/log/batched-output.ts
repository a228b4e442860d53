import { Writable } from 'node:stream';
import { winston } from '@strapi/logger';
import { LineBuffer } from './line-buffer';

const LINE = Symbol.for('message');
const LEVEL = Symbol.for('level');
const URGENT: ReadonlySet<unknown> = new Set(['error', 'warn']);

/** A transport of winston's to the standard output that writes lines in batches. */
export function batchedOutput() {
  const buffer = new LineBuffer(process.stdout);
  const stream = new Writable({
    objectMode: true,
    write(info: Record<symbol, unknown>, _encoding, done) {
      buffer.add(String(info[LINE]), URGENT.has(info[LEVEL]));
      done();
    },
  });
  return new winston.transports.Stream({ stream });
}

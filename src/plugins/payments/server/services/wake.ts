import type { Core } from '@strapi/strapi';

/** Works what has come in and what is due, in the background of one process. */
export interface Worker {
  /** Works all there is; a call while it runs has it look once more. */
  work(): Promise<void>;
  /** Works the messages of one provider. */
  workMessages(method: string): Promise<void>;
  /** Begins nothing more and waits for what is under way. */
  stop(): Promise<void>;
}

/** The worker of this process. */
export function workerOf(strapi: Core.Strapi): Worker {
  return strapi.plugin('payments').service('worker') as Worker;
}

/** Has this process work what has come in and what is due; where it cannot, a schedule will. */
export function wake(strapi: Core.Strapi): void {
  inBackground(strapi, workerOf(strapi).work());
}

/** Has this process work what a provider has sent; where it cannot, a schedule will. */
export function wakeInbox(strapi: Core.Strapi, method: string): void {
  inBackground(strapi, workerOf(strapi).workMessages(method));
}

function inBackground(strapi: Core.Strapi, work: Promise<void>): void {
  work.catch((error: unknown) => strapi.log.warn(`payments: ${String(error)}`));
}

import type { Core } from '@strapi/strapi';
import { defineJob, enqueue } from '../../../../jobs/server/contract';
import { databaseOf, publish, type Transaction } from '../../../../kernel/server/contract';
import { findRecoverable } from '../../sql/find-recoverable';

const JOB = 'accounts.recover';

/** What somebody wants who cannot sign in, or has lost the mail. */
export type Wanted = 'password' | 'verification';

interface Wish {
  /** In lower case. */
  email: string;
  wanted: Wanted;
}

/**
 * Notes that a mail about an account is wanted. Whether there is such an account is looked up
 * afterwards, in the background: so the answer, and the time that it takes, are the same for every
 * address.
 */
export async function askForMail(tx: Transaction, wish: Wish): Promise<void> {
  await enqueue(tx, JOB, { ...wish });
}

/** Tells, of the addresses that have an account, who wants a mail. */
export function defineRecovery(strapi: Core.Strapi): void {
  defineJob<Wish>(strapi, {
    name: JOB,
    async run({ email, wanted }) {
      await databaseOf(strapi).transaction(async (tx) => {
        const [account] = await tx.query(findRecoverable, [email]);
        if (account === undefined) return;
        if (wanted === 'verification' && account.confirmed) return;
        const { document_id: documentId } = account;
        const event =
          wanted === 'password' ? 'customer.password_forgotten' : 'customer.verification_wanted';
        await publish(tx, [{ event, subject: documentId, payload: { documentId } }]);
      });
    },
  });
}

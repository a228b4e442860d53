import type { Job, Outcome, Verb } from '../domain/provider';
import type { Addresses } from './addresses';
import type { Daraja } from './client';
import { mpesaCommands } from './commands';
import { detailsOf } from './details';
import type { KnownAddresses } from './inbox';
import { listMpesa } from './list';
import { byHand } from './outcomes';
import { mpesaPrompts } from './prompts';
import type { MpesaSettings } from './settings';
import { isWhole, wayBack } from './way-back';

/**
 * Seconds after which a push whose answer was lost is given up: its prompt is gone from the phone by
 * then. Money that comes in after all still wins.
 */
const PROMPT_IS_GONE_SECONDS = 105;
/** Milliseconds by which Safaricom's clock may differ from ours. */
const SKEW_MS = 60_000;
/** Milliseconds for which it is believed that nothing was reversed. */
const UNREVERSED_FOR_MS = 20_000;
/** Seconds until it is looked at again whether somebody has made it possible to ask. */
const CANNOT_ASK_SECONDS = 24 * 60 * 60;

/** What Daraja does with money for us, and how it is asked what became of it. */
export interface MpesaVerbs {
  capture: Verb;
  refund: Verb;
  ask: Verb;
  look: Verb;
}

/** @param known the shop's payments, and its clock */
export function mpesaVerbs(
  daraja: Daraja,
  settings: MpesaSettings,
  addresses: Addresses,
  known: Pick<KnownAddresses, 'paymentOf' | 'now'>,
): MpesaVerbs {
  const prompts = mpesaPrompts(daraja, settings, addresses);
  const commands = mpesaCommands(daraja, settings, addresses);

  const askAboutPrompt = async (job: Job): Promise<Outcome> => {
    const { doubted } = detailsOf(job.payment);
    if (doubted !== undefined) return askAboutDoubted(job, doubted);
    if (job.payment.reference !== null) return prompts.query(job, job.payment.reference);
    if (job.ageSeconds < PROMPT_IS_GONE_SECONDS) {
      return { result: 'unknown', why: 'the answer to the push was lost' };
    }
    return (
      (await found(job)) ?? {
        result: 'failed',
        code: 'lost',
        message: 'M-Pesa did not answer. Please try again.',
      }
    );
  };

  /** @param receipt of money that is not what was asked for; empty where none was told */
  const askAboutDoubted = async (job: Job, receipt: string): Promise<Outcome> => {
    const askAgainIn = CANNOT_ASK_SECONDS;
    if (receipt === '') return { result: 'unknown', why: 'no receipt was told', askAgainIn };
    if (commands === undefined) {
      return { result: 'unknown', why: 'only an initiator may ask about it', askAgainIn };
    }
    return commands.askAbout(job, { TransactionID: receipt });
  };

  /** Money of a prompt of which neither the answer nor the callback came, in Safaricom's own list. */
  const found = async ({ amount, ageSeconds, payment }: Job): Promise<Outcome | undefined> => {
    const now = known.now();
    const from = new Date(now - ageSeconds * 1_000 - SKEW_MS);
    const to = new Date(now + SKEW_MS);
    for await (const listed of listMpesa(daraja, settings.shortcode, from, to)) {
      const { providerId: receipt, currency } = listed;
      if (listed.orderNumber !== payment.orderNumber || listed.amount !== amount) continue;
      if ((await known.paymentOf({ receipt })) !== undefined) continue;
      const details = { isNamed: true };
      return { result: 'succeeded', amount, currency, receipt, isOfOrder: true, details };
    }
    return undefined;
  };

  const refund: Verb = async (job) => {
    if (commands === undefined || job.amount % 100 !== 0) return byHand;
    const way = wayBack(job);
    switch (way.kind) {
      case 'reversal':
        return commands.reverse(job);
      case 'payout':
        return commands.payOut(job, way.phone);
      case 'none':
        return byHand;
    }
  };

  const askAboutRefund = async (job: Job): Promise<Outcome> => {
    if (commands === undefined || job.amount % 100 !== 0) return byHand;
    const { kind } = wayBack(job);
    const { providerId, key, payment } = job;
    if (kind === 'payout' && providerId !== null) {
      return commands.askAbout(job, { OriginalConversationID: key });
    }
    if (kind !== 'reversal' || isWhole(job)) return refund(job);
    if (providerId !== null) return commands.askAbout(job, { OriginalConversationID: providerId });
    // A part is reversed once more only where Safaricom has just told that nothing was.
    const { unreversed } = detailsOf(payment);
    const isUnreversed = unreversed?.key === key && known.now() - unreversed.at < UNREVERSED_FOR_MS;
    return isUnreversed
      ? refund(job)
      : commands.askAbout(job, { TransactionID: payment.receipt }, 'originals');
  };

  return {
    capture: prompts.push,
    refund,
    ask: (job) => (job.operation === 'refund' ? askAboutRefund(job) : askAboutPrompt(job)),
    /** A prompt is told of at once; everything else would be, later, by a message. */
    async look(job) {
      const { reference, receipt } = job.payment;
      return job.operation === 'capture' && reference !== null && reference !== receipt
        ? prompts.query(job, reference)
        : { result: 'unknown', why: 'Safaricom has no list of it' };
    },
  };
}

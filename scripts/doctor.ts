import { doctorChecks as inventoryChecks } from '../src/plugins/inventory/server/contract';
import { examine, openDatabase, type DoctorCheck } from '../src/plugins/kernel/server/contract';
import { doctorChecks as orderChecks } from '../src/plugins/orders/server/contract';
import { doctorChecks as paymentChecks } from '../src/plugins/payments/server/contract';
import { doctorChecks as pricingChecks } from '../src/plugins/pricing/server/contract';
import { doctorChecks as reviewChecks } from '../src/plugins/reviews/server/contract';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { prepareEnvironment, say } from './lib/environment';

const CHECKS: readonly DoctorCheck[] = [
  ...inventoryChecks,
  ...pricingChecks,
  ...orderChecks,
  ...paymentChecks,
  ...reviewChecks,
];

/** Works the books out anew from their ledgers, names each drift and, where asked to, mends it. */
async function doctor(ending: Ending): Promise<void> {
  const wishes = process.argv.slice(2);
  const unknown = wishes.find((wish) => wish !== '--repair');
  if (unknown !== undefined) {
    throw new CommandError(`doctor does not know ${unknown}. Usage: npm run doctor [-- --repair]`);
  }
  const repair = wishes.length > 0;
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const database = openDatabase({
    url: process.env.DATABASE_URL ?? '',
    poolSize: 2,
    name: 'duka-doctor',
    // A shop of any size is read and mended in one go.
    lockTimeout: 60_000,
    statementTimeout: 0,
    onError: (error) => ending.fail(error),
  });
  ending.add(() => database.close());

  const findings = await examine(database, CHECKS, { repair });
  for (const { check, drifts, left } of findings) {
    const remaining = new Set(left);
    drifts.forEach((drift) => say(`${check}: ${drift}${remaining.has(drift) ? '' : ' (mended)'}`));
  }
  const left = findings.reduce((sum, finding) => sum + finding.left.length, 0);
  if (left === 0) say('The books are right.');
  else if (repair) say(`${left} left: these have no one right answer.`);
  else say(`${left} found. With --repair, those are mended that have one right answer.`);
  ending.begin(left === 0 ? 0 : 1);
}

const ending = new Ending();
doctor(ending).catch((error: unknown) => ending.fail(error));

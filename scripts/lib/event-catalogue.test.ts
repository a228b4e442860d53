import { eventCatalogue } from './event-catalogue';

const EVENTS = `
  /** A lamp. */
  export interface LampEvent {
    /** In watts. */
    power?: number;
  }
  declare module '../../kernel/server/contract' {
    interface EventPayloads {
      /** Somebody has lit it. */
      'lamp.lit': LampEvent | { oil: true };
      /** It is dark. */
      'lamp.out': LampEvent;
    }
  }`;

const page = eventCatalogue([
  { path: 'src/plugins/lamps/server/events.ts', text: EVENTS },
  {
    path: 'src/plugins/moths/server/index.ts',
    text: `const LIT = ['lamp.lit'] as const;
           listen(strapi, { name: 'moths.come', events: LIT, handle });
           follow(strapi, { name: 'moths.see', events: 'all', handle });
           listen(strapi, { name: 'moths.sleep', events: ['lamp.out'], handle });`,
  },
  {
    path: 'src/plugins/bats/server/jobs/listeners.ts',
    text: `import { HEARD } from '../domain/heard';
           follow(strapi, { name: 'bats.wake', events: HEARD, handle });`,
  },
  {
    path: 'src/plugins/bats/server/domain/heard.ts',
    text: `const SAID_AS = { 'lamp.lit': 'lamp.out' } as const;
           export const HEARD = Object.keys(SAID_AS);`,
  },
  {
    path: 'src/plugins/wind/server/services/blow.ts',
    text: `export const blow = (tx) => publish(tx, [{ event: 'lamp.out', subject, payload }]);`,
  },
  {
    path: 'src/plugins/sun/server/services/rise.ts',
    text: `// An event such as 'lamp.out' is written by others.
           listen(strapi, { name: 'sun.rise', events: ['lamp.lit'], handle });
           export const rise = (tx) => publish(tx, [event]);`,
  },
  {
    path: 'src/plugins/rain/server/tables.ts',
    text: `export const triggers = \`INSERT INTO outbox (event) SELECT 'lamp.out'\`;`,
  },
]);

test('an event stands with what it carries, who writes it and who hears it', () => {
  expect(page).toContain(
    '| `lamp.lit` | 1 | Somebody has lit it. | `LampEvent \\| { oil: true }` | lamps | ' +
      '`moths.come` once<br>`moths.see` everywhere<br>`bats.wake` everywhere<br>`sun.rise` once |',
  );
});

test('every plugin that writes it is named, and nobody who hears of others alone', () => {
  expect(page).toContain(
    '| `lamp.out` | 1 | It is dark. | `LampEvent` | lamps, rain, wind | ' +
      '`moths.see` everywhere<br>`moths.sleep` once |',
  );
});

test('a named payload stands with its fields', () => {
  expect(page).toContain('### LampEvent\n\nA lamp.\n');
  expect(page).toContain('| `power?` | `number` | In watts. |');
});

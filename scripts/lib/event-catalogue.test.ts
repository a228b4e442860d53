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
]);

test('an event stands with what it carries, who writes it and who hears it', () => {
  expect(page).toContain(
    '| `lamp.lit` | Somebody has lit it. | `LampEvent \\| { oil: true }` | lamps | ' +
      '`moths.come` once<br>`moths.see` everywhere |',
  );
});

test('a named payload stands with its fields', () => {
  expect(page).toContain('### LampEvent\n\nA lamp.\n');
  expect(page).toContain('| `power?` | `number` | In watts. |');
});

import { KNOWLEDGE, meaningOf, type MessageState } from './delivery';

/** Where a message ends that hears of these events in this order. */
function after(events: string[]): MessageState {
  return events.reduce<MessageState>((state, event) => {
    const next = meaningOf(event, undefined).state;
    return next !== undefined && KNOWLEDGE[next] > KNOWLEDGE[state] ? next : state;
  }, 'sending');
}

test('what a provider tells comes to the same in any order', () => {
  expect(after(['processed', 'deferred', 'delivered', 'open'])).toBe('delivered');
  expect(after(['delivered', 'processed'])).toBe('delivered');
  expect(after(['bounce', 'delivered', 'processed'])).toBe('bounced');
  expect(after(['dropped', 'processed'])).toBe('suppressed');
});

test('an address is left alone after a bounce of its own, not after a refusal of one mail', () => {
  expect(meaningOf('bounce', 'bounce').suppresses).toBe('bounced');
  expect(meaningOf('bounce', 'blocked').suppresses).toBeUndefined();
  expect(meaningOf('spamreport', undefined).suppresses).toBe('complained');
  expect(meaningOf('click', undefined)).toEqual({ state: undefined, suppresses: undefined });
});

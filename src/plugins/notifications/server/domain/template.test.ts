import fc from 'fast-check';
import { compose } from './compose';
import { allShipped, shippedTemplate } from './defaults';
import { SAMPLE_VARIABLES } from './sample';
import { openTemplates, type Templates } from './template';

let templates: Templates;
beforeAll(async () => {
  templates = await openTemplates();
});
const variables = { ...SAMPLE_VARIABLES, shop: { name: 'Duka' } };

test.each(allShipped().map((one) => [`${one.kind} ${one.channel} ${one.language}`, one] as const))(
  'the shipped template %s says something, and nothing that is not filled in',
  (_name, { channel, ...source }) => {
    const { composed, fault } = compose(templates, channel, undefined, source, variables);
    expect(fault).toBeUndefined();
    expect(composed.text.trim()).not.toBe('');
    for (const part of [composed.subject, composed.text, composed.html]) {
      expect(part).not.toMatch(/\{\{|\{%|undefined|\[object|\(\)/);
    }
  },
);

test('what stands in a name is text in HTML, whatever it is', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const html = templates.render('<p>{{ name }}</p>', 'html', { name });
      expect(html.slice(3, -4)).not.toMatch(/[<>"']/);
    }),
  );
  expect(templates.render('{{ x }}', 'html', { x: '<script>' })).toBe('&lt;script&gt;');
  expect(templates.render('{{ x }}', 'text', { x: '<script>' })).toBe('<script>');
});

test.each([
  '{% include "secret" %}',
  '{% render "../../etc/passwd" %}',
  '{% layout "page" %}',
  '{{ x | raw }}',
  '{{ x | no_such_filter }}',
  '{% for',
])('a template with %s cannot be saved', (source) => {
  expect(templates.faultIn(source, 'html')).toEqual(expect.any(String));
});

test('templates see no prototypes', () => {
  const source = '{{ x.constructor }}{{ x.__proto__ }}{{ x.toString }}';
  expect(templates.render(source, 'text', { x: {} })).toBe('');
});

test.each([
  ['takes for ever', '{% for i in (1..100000000) %}{{ i }}{% endfor %}'],
  [
    'grows for ever',
    '{% assign x = "aaaaaaaaaaaaaaaa" %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}{{ x }}',
  ],
  ['says nothing', '{{ nothing }}'],
])('an own template that %s is answered by the shipped one, with the reason', (_what, text) => {
  const shipped = shippedTemplate('orderPlaced', 'email', 'en');
  const own = { subject: 'Mine', text, html: '' };
  const { composed, fault } = compose(templates, 'email', own, shipped, variables);
  expect(composed.subject).toBe('We have your order K7F2QX9WRT');
  expect(fault).toEqual(expect.any(String));
});

test('a subject is one line, whatever name is in it', () => {
  const own = { subject: 'For {{ name }}', text: 'x', html: 'x' };
  const shipped = shippedTemplate('orderPlaced', 'email', 'en');
  const evil = { name: 'Amina\r\nBcc: everybody@example.com' };
  const { composed } = compose(templates, 'email', own, shipped, evil);
  expect(composed.subject).toBe('For Amina Bcc: everybody@example.com');
});

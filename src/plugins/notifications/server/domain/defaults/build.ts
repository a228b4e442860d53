/** What a shipped template says, in one language; each text may have variables in it. */
export interface Words {
  subject: string;
  /** Paragraphs. */
  body: readonly string[];
  /** What stands on the button that leads to `{{ link }}`. */
  button?: string;
  /** Whether the goods and totals of the order follow. */
  goods?: boolean;
  /** The same in one line, for SMS and web push. */
  short?: string;
}

/** Words of a language that many templates share. */
export interface Labels {
  greeting: string;
  subtotal: string;
  discount: string;
  shipping: string;
  tax: string;
  rounding: string;
  total: string;
  /** Follows whatever can be unsubscribed from. */
  unsubscribe: string;
}

/** A template as it is stored: the sources of its parts. */
export interface TemplateSource {
  subject: string;
  text: string;
  html: string;
}

/** The shipped template of a mail. */
export function mailOf(words: Words, labels: Labels, marketing: boolean): TemplateSource {
  const { subject, body, button, goods = false } = words;
  const text = [
    labels.greeting,
    ...body,
    ...(goods ? [goodsAsText(labels)] : []),
    ...(button === undefined ? [] : [`${button}:\n{{ link }}`]),
    '{{ shop.name }}',
    ...(marketing ? [`${labels.unsubscribe}: {{ unsubscribe }}`] : []),
  ].join('\n\n');
  const html = [
    ...[labels.greeting, ...body].map((paragraph) => `<p>${paragraph}</p>`),
    ...(goods ? [goodsAsHtml(labels)] : []),
    ...(button === undefined ? [] : [buttonAsHtml(button)]),
    '<p>{{ shop.name }}</p>',
    ...(marketing
      ? [`<p style="font-size:12px"><a href="{{ unsubscribe }}">${labels.unsubscribe}</a></p>`]
      : []),
  ].join('\n');
  return { subject, text: `${text}\n`, html };
}

/** The shipped template of an SMS or a notice by web push. */
export function shortOf({ subject, short }: Words): TemplateSource {
  return { subject, text: short ?? '', html: '' };
}

const ROWS = [
  ['subtotal', 'order.subtotal', false],
  ['discount', 'order.discount', true],
  ['shipping', 'order.shipping', true],
  ['tax', 'order.tax', true],
  ['rounding', 'order.rounding', true],
  ['total', 'order.total', false],
] as const;

function goodsAsText(labels: Labels): string {
  const totals = ROWS.map(([label, amount, optional]) => {
    const row = `${labels[label]}: {{ ${amount} }}`;
    return optional ? `{% if ${amount} %}${row}\n{% endif %}` : `${row}\n`;
  });
  return `{% for line in order.lines %}{{ line.quantity }} × {{ line.name }}{% if line.variant %} ({{ line.variant }}){% endif %}: {{ line.total }}
{% endfor %}
${totals.join('').trimEnd()}`;
}

function goodsAsHtml(labels: Labels): string {
  const totals = ROWS.map(([label, amount, optional]) => {
    const row = `<tr><td style="padding:2px 0">${labels[label]}</td><td style="padding:2px 0;text-align:right">{{ ${amount} }}</td></tr>`;
    return optional ? `{% if ${amount} %}${row}{% endif %}` : row;
  });
  return `<table style="width:100%;border-collapse:collapse">
{% for line in order.lines %}<tr><td style="padding:6px 0;border-bottom:1px solid #eee">{{ line.quantity }} × {{ line.name }}{% if line.variant %} ({{ line.variant }}){% endif %}</td><td style="padding:6px 0;border-bottom:1px solid #eee;text-align:right">{{ line.total }}</td></tr>
{% endfor %}${totals.join('\n')}
</table>`;
}

function buttonAsHtml(label: string): string {
  return `<p><a href="{{ link }}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#1f4e3d;color:#fff;text-decoration:none">${label}</a></p>
<p style="font-size:12px;word-break:break-all">{{ link }}</p>`;
}

import type { TemplateSource } from './defaults';
import { headerText } from './header';
import type { Channel } from './kinds';
import { messageOf, type Templates } from './template';

/** What is sent, written out. */
export interface Composed {
  subject: string;
  text: string;
  /** Empty but for mail. */
  html: string;
}

/** Characters of an SMS or a push notice; what is longer is cut. */
const LONGEST_SHORT = 480;

/**
 * Writes a message out. Where the shop's own template does not work, the shipped one is used, so that a
 * message is never lost to a slip of the pen; what was wrong comes back beside it.
 *
 * @param own the shop's template, where it has one
 * @param shipped ours, which always works
 */
export function compose(
  templates: Templates,
  channel: Channel,
  own: TemplateSource | undefined,
  shipped: TemplateSource,
  variables: object,
): { composed: Composed; fault: string | undefined } {
  if (own !== undefined) {
    try {
      return { composed: written(templates, channel, own, variables), fault: undefined };
    } catch (error) {
      const fault = messageOf(error);
      return { composed: written(templates, channel, shipped, variables), fault };
    }
  }
  return { composed: written(templates, channel, shipped, variables), fault: undefined };
}

function written(
  templates: Templates,
  channel: Channel,
  { subject, text, html }: TemplateSource,
  variables: object,
): Composed {
  const line = headerText(templates.render(subject, 'text', variables));
  const plain = templates.render(text, 'text', variables);
  if (channel !== 'email') {
    return {
      subject: line,
      text: Array.from(plain.trim()).slice(0, LONGEST_SHORT).join(''),
      html: '',
    };
  }
  if (line === '') throw new Error('its subject is empty');
  if (plain.trim() === '') throw new Error('its text is empty');
  return { subject: line, text: plain, html: page(templates.render(html, 'html', variables)) };
}

/** The shell of every mail: templates hold what is said, not how a mail is put together. */
function page(content: string): string {
  return `<!doctype html>
<html>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#f5f5f2">
<div style="max-width:600px;margin:0 auto;padding:24px;background:#fff;color:#222;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
${content}
</div>
</body>
</html>
`;
}

import { goesBy, isMarketing, KIND_NAMES, CHANNELS, type Channel, type Kind } from '../kinds';
import { mailOf, shortOf, type TemplateSource } from './build';
import * as en from './en';
import * as sw from './sw';

export type { TemplateSource } from './build';

/** Languages that templates are shipped in. A shop may add others. */
const SHIPPED = { en, sw } as const;
const SHIPPED_LANGUAGES = Object.keys(SHIPPED) as (keyof typeof SHIPPED)[];

/** What is used where a language has no template of its own. */
const FALLBACK_LANGUAGE = 'en';

/** The shipped template of a kind, in the fallback language where there is none in the one asked for. */
export function shippedTemplate(
  kind: Kind,
  channel: Channel,
  asked: string,
): TemplateSource & { language: string } {
  const language = SHIPPED_LANGUAGES.find((shipped) => shipped === asked) ?? FALLBACK_LANGUAGE;
  const { words, labels } = SHIPPED[language];
  const template = words[kind];
  const source =
    channel === 'email' ? mailOf(template, labels, isMarketing(kind)) : shortOf(template);
  return { ...source, language };
}

/** Every shipped template, as they are put into a new shop. */
export function allShipped(): (TemplateSource & {
  kind: Kind;
  channel: Channel;
  language: string;
})[] {
  return SHIPPED_LANGUAGES.flatMap((language) =>
    KIND_NAMES.flatMap((kind) =>
      CHANNELS.filter((channel) => goesBy(kind, channel)).map((channel) => ({
        kind,
        channel,
        ...shippedTemplate(kind, channel, language),
      })),
    ),
  );
}

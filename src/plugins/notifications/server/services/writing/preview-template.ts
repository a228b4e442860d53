import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../../kernel/server/contract';
import { compose, type Composed } from '../../domain/compose';
import { shippedTemplate, type TemplateSource } from '../../domain/defaults';
import type { Channel, Kind } from '../../domain/kinds';
import { SAMPLE_VARIABLES } from '../../domain/sample';
import { gatheringOf } from '../gathering';
import { messageSettings } from '../settings';
import { templatesOf } from './templates';

/**
 * What a message would look like, of things that there are not.
 *
 * @param source a template that is being written; without it, the shop's own
 * @returns `fault` where the shipped template had to stand in
 */
export async function previewTemplate(
  strapi: Core.Strapi,
  {
    kind,
    channel,
    language,
    source,
  }: { kind: Kind; channel: Channel; language: string; source?: TemplateSource | undefined },
): Promise<Composed & { fault: string | null }> {
  const settings = await messageSettings(strapi, databaseOf(strapi));
  const otherwise = settings.language;
  const kept = await gatheringOf(strapi).template({ kind, channel, language, otherwise });
  const variables = { ...SAMPLE_VARIABLES, shop: { name: settings.shopName, url: '' } };
  const shipped = shippedTemplate(kind, channel, language);
  const templates = await templatesOf(strapi);
  const { composed, fault } = compose(templates, channel, source ?? kept, shipped, variables);
  return { ...composed, fault: fault ?? null };
}

import type { Core } from '@strapi/strapi';
import { openTemplates, type Templates } from '../../domain/template';

/** The language of templates, opened once a process. */
export function createTemplates(): () => Promise<Templates> {
  let opened: Promise<Templates> | undefined;
  return () => (opened ??= openTemplates());
}

/** The language of templates of this process. */
export function templatesOf(strapi: Core.Strapi): Promise<Templates> {
  return (strapi.plugin('notifications').service('templates') as () => Promise<Templates>)();
}

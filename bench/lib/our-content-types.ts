import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ROOT } from './paths';
import { customFields } from '../../src/plugins/backoffice/server/custom-fields';

interface Attribute {
  type: string;
  customField?: string;
  options?: unknown;
  target?: string;
  inversedBy?: string;
  mappedBy?: string;
}

/** Strapi's types of our own kinds of input. */
const STORED_AS = new Map(
  customFields.map(({ plugin, name, type }) => [`plugin::${plugin}.${name}`, type]),
);

/**
 * Gives a project of Strapi's our content types and components, each with the controller, routes and
 * service that Strapi's generator writes, and nothing else of ours.
 *
 * @param folder the project's
 */
export function copyContentTypes(folder: string): void {
  const schemas = filesIn('src')
    .filter((path) => /^(?!extensions).*content-types\/[^/]+\/schema\.json$/.test(path))
    .map((path) => ({ name: basename(dirname(path)), file: join(ROOT, 'src', path) }));
  for (const { name, file } of schemas) {
    const api = join(folder, 'src/api', name);
    mkdirSync(join(api, 'content-types', name), { recursive: true });
    writeFileSync(join(api, 'content-types', name, 'schema.json'), plainSchema(file));
    for (const part of ['controller', 'router', 'service']) {
      const parts = join(api, part === 'router' ? 'routes' : `${part}s`);
      mkdirSync(parts);
      writeFileSync(
        join(parts, `${name}.js`),
        `const { factories } = require('@strapi/strapi');
         module.exports = factories.createCore${part[0]?.toUpperCase()}${part.slice(1)}('api::${name}.${name}');`,
      );
    }
  }
  for (const path of filesIn('src/components')) {
    const copy = join(folder, 'src/components', path);
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, plainSchema(join(ROOT, 'src/components', path)));
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.json'),
  );
}

/** A schema that needs no plugin of ours. */
function plainSchema(file: string): string {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as {
    attributes: Record<string, Attribute>;
  };
  for (const attribute of Object.values(schema.attributes)) {
    const { customField, target } = attribute;
    if (customField !== undefined) {
      attribute.type = STORED_AS.get(customField) ?? 'json';
      delete attribute.customField;
      delete attribute.options;
    }
    const ofStrapi = /^(admin|plugin::users-permissions|plugin::upload)\b/;
    if (target === undefined) continue;
    if (ofStrapi.test(target)) {
      // Strapi's own types know nothing of ours.
      delete attribute.inversedBy;
      delete attribute.mappedBy;
    } else {
      attribute.target = target.replace(/^plugin::[^.]+\.(.+)$/, 'api::$1.$1');
    }
  }
  return JSON.stringify(schema);
}

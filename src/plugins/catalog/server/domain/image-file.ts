import { shortHash } from './slug';

/** A picture that stays where it is on the web, as a row of Strapi's media library. */
export interface ImageFile {
  url: string;
  name: string;
  /** With its dot. */
  ext: string;
  mime: string;
  /** Known by its address: the same address is the same file. */
  hash: string;
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};

/** The media library's row for an address; undefined where it is no http(s) address. */
export function imageFile(address: string): ImageFile | undefined {
  const url = address.startsWith('//') ? `https:${address}` : address;
  if (!URL.canParse(url)) return undefined;
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  const last = pathname.split('/').at(-1) ?? '';
  const name = (last === '' ? 'image' : last).slice(-255);
  const found = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase();
  const mime = found === undefined ? undefined : MIME_TYPES[found];
  return {
    url,
    name,
    ext: mime === undefined || found === undefined ? '.jpg' : found,
    mime: mime ?? 'image/jpeg',
    hash: `url_${shortHash(url, 32)}`,
  };
}

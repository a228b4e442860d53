/** The columns of an image's row that leave the shop. */
export interface ImageRow {
  id: number;
  documentId: string;
  hash: string;
  url: string;
  alternativeText: string | null;
  width: number | null;
  height: number | null;
  mime: string;
  /** What the provider calls the file, where it has a name of its own for it. */
  provider_metadata: { public_id?: string } | null;
}

/** An image, as the HTTP contract shows it. */
export interface Image {
  id: number;
  documentId: string;
  /** The name by which `DELETE /api/upload/:publicId` knows it. */
  publicId: string;
  url: string;
  alternativeText: string | null;
  /** Pixels; null for an image that is kept elsewhere. */
  width: number | null;
  height: number | null;
  mime: string;
}

/** An image as it goes out. */
export function presentImage(row: ImageRow): Image {
  const { id, documentId, hash, url, alternativeText, width, height, mime } = row;
  const publicId = row.provider_metadata?.public_id ?? hash;
  return { id, documentId, publicId, url, alternativeText, width, height, mime };
}

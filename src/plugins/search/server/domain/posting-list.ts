/** The documents that have a stem, and what it counts for in each, in ten-thousandths. */
export interface PostingList {
  documents: Int32Array;
  impacts: Int16Array;
}

/** Reads what `sql/read-postings` gives; both may be null where nothing has the stem. */
export function postingList(documents: Buffer | null, impacts: Buffer | null): PostingList {
  return {
    documents: new Int32Array(lowByteFirst(documents, 4)),
    impacts: new Int16Array(lowByteFirst(impacts, 2)),
  };
}

/** A copy of its own, as typed arrays want it: PostgreSQL sends the high byte first. */
function lowByteFirst(sent: Buffer | null, width: 2 | 4): ArrayBuffer {
  const copy = new ArrayBuffer(sent?.length ?? 0);
  const bytes = Buffer.from(copy);
  sent?.copy(bytes);
  if (width === 4) bytes.swap32();
  else bytes.swap16();
  return copy;
}

/** An endpoint as its routes and page show it: without its secrets. */
export interface EndpointRow {
  document_id: string;
  url: string;
  description: string | null;
  events: string[];
  active: boolean;
  previous_secret_until: Date | null;
  failing_since: Date | null;
  off_reason: string | null;
  created_at: Date;
  updated_at: Date;
}

/** What {@link EndpointRow} is read from. */
export const endpointColumns = `
  document_id, url, description, events, active,
  CASE WHEN previous_secret_until > now() THEN previous_secret_until END AS previous_secret_until,
  failing_since, off_reason, created_at, updated_at`;

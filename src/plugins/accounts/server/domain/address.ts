/** A saved address as the database has it. */
export interface AddressRow {
  document_id: string;
  first_name: string;
  last_name: string;
  phone: string | null;
  line_1: string;
  line_2: string | null;
  city: string;
  region: string | null;
  postal_code: string | null;
  country: string;
}

/** The columns from first name to country, in the order of the statements. */
export type AddressValues = [
  firstName: string,
  lastName: string,
  phone: string | null,
  line1: string,
  line2: string | null,
  city: string,
  region: string | null,
  postalCode: string | null,
  country: string,
];

/** A saved address as its customer sees it. */
export function presentAddress(row: AddressRow) {
  return {
    documentId: row.document_id,
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    line1: row.line_1,
    line2: row.line_2,
    city: row.city,
    region: row.region,
    postalCode: row.postal_code,
    country: row.country,
  };
}

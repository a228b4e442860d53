interface Refused {
  response?: { data?: { error?: { message?: string } } };
}

/** What the server says of a refusal, in its words. */
export function reasonOf(error: unknown): string {
  const said = (error as Refused).response?.data?.error?.message;
  return said ?? 'That did not work. Reload the page.';
}

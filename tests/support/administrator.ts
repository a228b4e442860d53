/** The administrator of every test shop. */
export const ADMINISTRATOR = { email: 'admin@example.com', password: 'Only-for-tests-1' };

/** Makes the first administrator of a shop that has none. */
export async function registerAdministrator(url: string): Promise<void> {
  await post(`${url}/admin/register-admin`, { ...ADMINISTRATOR, firstname: 'Test' });
}

/** The session of that administrator, for `Authorization: Bearer`. */
export async function adminTokenOf(url: string): Promise<string> {
  const { token } = await post<{ token: string }>(`${url}/admin/login`, ADMINISTRATOR);
  return token;
}

/** An API token that may do everything, as a till or a script has one. */
export async function apiTokenOf(url: string, adminToken: string): Promise<string> {
  const body = {
    name: `test ${Math.random()}`,
    description: '',
    type: 'full-access',
    lifespan: null,
  };
  const { accessKey } = await post<{ accessKey: string }>(
    `${url}/admin/api-tokens`,
    body,
    adminToken,
  );
  return accessKey;
}

async function post<T>(address: string, body: object, token?: string): Promise<T> {
  const response = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${address}: ${response.status} ${text}`);
  return (JSON.parse(text) as { data: T }).data;
}

import type { Settings } from './settings';

/** Who keeps uploads: Cloudinary where it is set up, else the folder `public/uploads`. */
export function uploadProvider({
  CLOUDINARY_NAME: cloud_name,
  CLOUDINARY_KEY: api_key,
  CLOUDINARY_SECRET: api_secret,
}: Settings) {
  if (cloud_name === undefined) return {};
  return { provider: 'cloudinary', providerOptions: { cloud_name, api_key, api_secret } };
}

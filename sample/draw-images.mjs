/**
 * Draws the pictures of the sample shop: `node sample/draw-images.mjs`.
 * Every picture is composed of a few flat shapes (drawing/shapes.mjs) and written as WebP to
 * sample/images/<product handle>.webp, further views as <product handle>-2.webp.
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { food } from './drawing/food.mjs';
import { home } from './drawing/home.mjs';
import { kitchen } from './drawing/kitchen.mjs';
import { outdoor } from './drawing/outdoor.mjs';
import { picture } from './drawing/shapes.mjs';

const folder = fileURLToPath(new URL('./images/', import.meta.url));
await mkdir(folder, { recursive: true });

for (const { background, pictures } of [kitchen, food, home, outdoor]) {
  for (const [name, drawing] of Object.entries(pictures)) {
    await sharp(Buffer.from(picture(background, drawing)))
      .webp({ quality: 76, effort: 6 })
      .toFile(`${folder}${name}.webp`);
  }
}

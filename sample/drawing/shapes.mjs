/**
 * The few SVG shapes that every drawing is made of. Units are the pixels of an 800 × 800 canvas;
 * things stand on the floor line at y = 640.
 */

export const palette = {
  terracotta: '#c8553d',
  rose: '#e08e79',
  ochre: '#e3a72f',
  lagoon: '#2f8f95',
  sky: '#8fc1d4',
  indigo: '#34416f',
  forest: '#2f6b4f',
  olive: '#77804a',
  leaf: '#7ba05b',
  sand: '#d9bf98',
  cream: '#f8efe1',
  wood: '#a8713f',
  darkWood: '#71472a',
  charcoal: '#3a3634',
  steel: '#b9bfc2',
  brass: '#cf9d3f',
  red: '#b8322f',
  chocolate: '#4a2c20',
};

const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');

const tag = (name, values) => `<${name}${attributes(values)}/>`;

export const circle = (cx, cy, r, fill, more = {}) => tag('circle', { cx, cy, r, fill, ...more });

export const ellipse = (cx, cy, rx, ry, fill, more = {}) =>
  tag('ellipse', { cx, cy, rx, ry, fill, ...more });

export const rect = (x, y, width, height, fill, rx = 0, more = {}) =>
  tag('rect', { x, y, width, height, fill, rx, ...more });

export const path = (d, fill, more = {}) => tag('path', { d, fill, ...more });

/** A stroke along a path, round at its ends. */
export const stroke = (d, colour, width, more = {}) =>
  path(d, 'none', {
    stroke: colour,
    'stroke-width': width,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    ...more,
  });

export const ring = (cx, cy, r, colour, width, more = {}) =>
  circle(cx, cy, r, 'none', { stroke: colour, 'stroke-width': width, ...more });

/** Moves, turns (degrees) and scales a drawing around its own origin. */
export const place = (body, { x = 0, y = 0, turn = 0, scale = 1 } = {}) =>
  `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${scale})">${body}</g>`;

/** Turns a drawing (degrees) around a point of the canvas. */
export const turned = (body, degrees, cx = 400, cy = 400) =>
  `<g transform="rotate(${degrees} ${cx} ${cy})">${body}</g>`;

export const repeat = (count, draw) => Array.from({ length: count }, (_, i) => draw(i)).join('');

/** The same mark `count` times around a centre; `mark` is drawn as it stands at the top. */
export const around = (count, cx, cy, mark) =>
  repeat(count, (i) => turned(mark, (360 / count) * i, cx, cy));

let clips = 0;

/** Shows `body` inside the outline `d` only. */
export const inside = (d, body) => {
  clips += 1;
  return `<clipPath id="c${clips}"><path d="${d}"/></clipPath><g clip-path="url(#c${clips})">${body}</g>`;
};

/**
 * A flat body that looks round: the outline in one colour, its right side from `shadeFrom` darker,
 * and `pattern` painted on it before the shade falls.
 */
export const solid = (d, fill, shadeFrom, pattern = '') =>
  path(d, fill) + inside(d, pattern + rect(shadeFrom, 0, 800, 800, '#000', 0, { opacity: 0.13 }));

/** The outline of a rounded rectangle, for `solid` and `inside`. */
export const box = (x, y, width, height, r = 0) =>
  `M${x + r} ${y}h${width - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${height - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - height}a${r} ${r} 0 0 1 ${r} ${-r}z`;

/** A bright streak, as on glaze, glass and metal. */
export const gleam = (d, width = 14, opacity = 0.35) => stroke(d, '#fff', width, { opacity });

/** The soft shadow of something that stands on the floor. */
export const shadow = (cx, rx, cy = 640) =>
  ellipse(cx, cy, rx, rx * 0.13, '#000', { opacity: 0.13 });

/** A zigzag of `count` teeth from (x, y), as a path. */
export const zigzag = (x, y, step, height, count) =>
  `M${x} ${y}${repeat(count, () => `l${step / 2} ${-height}l${step / 2} ${height}`)}`;

/** A leaf or petal that points up from (x, y). */
export const leaf = (x, y, width, height, fill, more = {}) =>
  path(
    `M${x} ${y}c${-width} ${-height * 0.35} ${-width * 0.6} ${-height * 0.8} 0 ${-height}c${width * 0.6} ${height * 0.2} ${width} ${height * 0.65} 0 ${height}z`,
    fill,
    more,
  );

/** Several versions of one drawing beside each other, every second one nearer and lower. */
export const sideBySide = (draw, colours, { scale = 0.62, step = 210, drop = 60 } = {}) =>
  colours
    .map((colour, i) => [colour, (i - (colours.length - 1) / 2) * step, i % 2 === 1 ? drop : 0])
    .sort(([, , near], [, , nearer]) => near - nearer)
    .map(([colour, offset, near]) =>
      place(draw(colour), { x: 400 - 400 * scale + offset, y: 540 - 640 * scale + near, scale }),
    )
    .join('');

/** One drawing close by, with (cx, cy) moved to the middle of the canvas. */
export const closeUp = (body, cx, cy, scale = 1.8) =>
  place(body, { x: 400 - cx * scale, y: 400 - cy * scale, scale });

/** The whole picture: the product before a pale sun on a soft background. */
export const picture = (background, body) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800" viewBox="0 0 800 800">` +
  rect(0, 0, 800, 800, background) +
  circle(400, 390, 300, '#fff', { opacity: 0.38 }) +
  body +
  '</svg>';

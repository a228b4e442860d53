import {
  around,
  box,
  circle,
  ellipse,
  gleam,
  inside,
  leaf,
  palette as c,
  path,
  rect,
  repeat,
  shadow,
  sideBySide,
  solid,
  stroke,
  turned,
} from './shapes.mjs';

const tent = () =>
  ellipse(400, 640, 350, 34, c.olive, { opacity: 0.45 }) +
  stroke('M120 600L60 650M680 600l60 50', c.charcoal, 5) +
  path('M90 640Q230 300 400 230Q570 300 710 640z', '#d08f45') +
  path('M400 230Q570 300 710 640H560z', '#000', { opacity: 0.14 }) +
  path('M240 640Q310 380 400 230Q490 380 560 640z', '#e6b26d') +
  path('M300 640Q350 430 400 330Q450 430 500 640z', c.charcoal) +
  path('M300 640Q350 430 400 330Q404 500 352 640z', '#f0cb94') +
  stroke('M90 640Q230 300 400 230Q570 300 710 640', c.terracotta, 12) +
  stroke('M240 640Q310 380 400 230Q490 380 560 640', c.terracotta, 8) +
  circle(400, 232, 14, c.terracotta) +
  stroke('M170 520q40-14 60 6M620 500q-36-12-52 6', '#a86d2c', 7) +
  leaf(120, 654, 10, 46, c.forest) +
  leaf(140, 656, 10, 34, c.leaf) +
  leaf(650, 660, 10, 40, c.forest);

const bottle = (colour) =>
  shadow(400, 120) +
  stroke('M352 150q0-60 48-60t48 60', c.charcoal, 20) +
  rect(340, 140, 120, 82, c.charcoal, 16) +
  rect(348, 216, 104, 24, c.steel) +
  solid(
    'M350 236h100q52 20 52 84v280q0 40-40 40H338q-40 0-40-40V320q0-64 52-84z',
    colour,
    448,
    rect(290, 596, 220, 50, c.steel) +
      stroke('M345 476l36-52 24 30 22-34 34 56M332 500h140', c.cream, 9),
  ) +
  gleam('M326 330v220', 14, 0.4);

const jiko = () =>
  shadow(400, 200) +
  path(
    'M300 250q-34-70 20-120q-4 40 26 54q0-70 60-114q-6 64 44 98q10-20 6-44q60 52 38 126z',
    '#f0932f',
  ) +
  path('M350 250q-12-46 18-72q8 26 24 32q6-40 30-56q2 48 30 96z', '#ffd861') +
  ellipse(400, 262, 226, 40, '#8e3524') +
  [250, 306, 362, 420, 478, 536]
    .map((x, i) => circle(x + 8, 256 + (i % 2) * 14, 30, i % 2 ? '#2b2827' : c.charcoal))
    .join('') +
  circle(330, 262, 13, '#f0932f') +
  circle(452, 268, 13, '#f0932f') +
  stroke('M188 300h-40q-20 0-20 30t20 30h48M612 300h40q20 0 20 30t-20 30h-48', c.charcoal, 16) +
  solid(
    'M174 262Q400 330 626 262L520 430L600 610q8 30-26 30H226q-34 0-26-30l80-180z',
    '#8d9598',
    500,
    path('M160 250h480v50Q400 350 160 300z', '#c46a4c') +
      rect(260, 420, 280, 20, '#5f676a') +
      repeat(9, (i) => circle(222 + i * 46, 616, 5, '#5f676a')),
  ) +
  rect(336, 500, 128, 90, c.charcoal, 12) +
  rect(350, 514, 100, 62, '#f0932f', 6) +
  rect(350, 514, 100, 26, '#5f2a1c', 6) +
  gleam('M232 340l42 64', 12, 0.3);

const daypack = (colour) =>
  shadow(400, 210) +
  stroke('M340 170q0-70 60-70t60 70', c.darkWood, 20) +
  stroke('M220 330q-50 120-10 260M580 330q50 120 10 260', c.darkWood, 26) +
  solid('M400 150q190 0 190 180v250q0 60-60 60H270q-60 0-60-60V330q0-180 190-180z', colour, 500) +
  solid(box(250, 440, 300, 180, 34), colour, 490) +
  stroke(box(250, 440, 300, 180, 34), '#000', 5, { opacity: 0.22 }) +
  stroke('M266 474h268', '#000', 4, { opacity: 0.25, 'stroke-dasharray': '12 10' }) +
  path('M204 320q4-190 196-190t196 190q4 96-90 100H294q-94-4-90-100z', '#000', { opacity: 0.13 }) +
  solid('M210 316q4-180 190-180t190 180q0 86-86 90H296q-86-4-86-90z', colour, 500) +
  [300, 476]
    .map(
      (x) =>
        rect(x - 16, 300, 32, 170, c.wood, 8) +
        rect(x - 24, 420, 48, 38, c.brass, 8) +
        rect(x - 13, 430, 26, 18, c.wood, 3),
    )
    .join('') +
  gleam('M244 300q8-80 60-116', 13, 0.22);

const tote = () =>
  shadow(400, 220) +
  stroke('M290 300Q280 80 400 80T510 300', '#b99863', 22) +
  stroke('M310 310Q306 110 400 110T490 310', '#e2c999', 22) +
  solid(
    'M200 280h400l24 330q2 30-28 30H204q-30 0-28-30z',
    c.cream,
    520,
    [
      [290, 420, -24],
      [400, 400, 0],
      [510, 420, 24],
      [300, 600, -30],
      [400, 620, 8],
      [500, 600, 30],
    ]
      .map(([x, y, turn], i) =>
        turned(
          leaf(x, y + 40, 44, 130, i % 2 ? c.leaf : c.forest) +
            stroke(`M${x} ${y + 60}v-130`, c.cream, 5),
          turn,
          x,
          y,
        ),
      )
      .join('') +
      circle(346, 500, 26, c.ochre) +
      circle(456, 500, 26, c.terracotta) +
      circle(240, 500, 20, c.terracotta) +
      circle(566, 510, 20, c.ochre),
  ) +
  rect(196, 272, 408, 26, '#e2c999', 8) +
  rect(276, 268, 44, 40, c.terracotta, 6) +
  rect(484, 268, 44, 40, c.terracotta, 6);

const sunHat = () => {
  const crown = 'M240 440Q240 210 400 210T560 440Q400 490 240 440z';
  return (
    ellipse(400, 560, 320, 44, '#000', { opacity: 0.1 }) +
    ellipse(400, 470, 330, 92, '#c99f58') +
    ellipse(400, 458, 330, 88, '#e6c584') +
    repeat(4, (i) =>
      ellipse(400, 458, 304 - i * 32, 78 - i * 9, 'none', {
        stroke: '#c99f58',
        'stroke-width': 5,
        'stroke-dasharray': '20 8',
      }),
    ) +
    solid(
      crown,
      '#edd094',
      480,
      repeat(6, (i) =>
        stroke(`M230 ${262 + i * 32}q170 36 340 0`, '#c99f58', 4, { 'stroke-dasharray': '20 8' }),
      ) + path('M220 384Q400 440 580 384V450Q400 500 220 450z', c.terracotta),
    ) +
    leaf(268, 424, 18, 70, c.forest, { transform: 'rotate(-30 268 424)' }) +
    leaf(276, 426, 18, 66, c.leaf, { transform: 'rotate(14 276 426)' }) +
    gleam('M280 340q10-70 60-96', 14, 0.4)
  );
};

const shirt = (colour) =>
  path('M250 200L120 330q-14 16-6 40l54 190q4 18 22 14l52-12q16-4 12-22L226 400l60-60z', colour) +
  path('M550 200l130 130q14 16 6 40l-54 190q-4 18-22 14l-52-12q-16-4-12-22l28-140-60-60z', colour) +
  path('M550 200l130 130q14 16 6 40l-54 190q-4 18-22 14l-52-12q-16-4-12-22l28-140-60-60z', '#000', {
    opacity: 0.16,
  }) +
  stroke('M172 510l80-20M628 510l-80-20', '#000', 8, { opacity: 0.2 }) +
  solid(
    'M310 160h180l76 50q-24 120-16 240l6 190q0 20-20 20H264q-20 0-20-20l6-190q8-120-16-240z',
    colour,
    520,
    rect(384, 180, 32, 500, '#000', 0, { opacity: 0.08 }),
  ) +
  path('M334 164q66 60 132 0l-66 90z', '#000', { opacity: 0.3 }) +
  path('M318 150l82 96-60 44-54-112zM482 150l-82 96 60 44 54-112z', colour) +
  path('M318 150l82 96-60 44-54-112zM482 150l-82 96 60 44 54-112z', '#fff', { opacity: 0.18 }) +
  repeat(6, (i) => circle(400, 300 + i * 60, 8, c.cream)) +
  [276, 436]
    .map(
      (x) =>
        rect(x, 330, 92, 100, '#000', 12, { opacity: 0.1 }) +
        path(`M${x - 4} 324h100v30l-50 22-50-22z`, '#000', { opacity: 0.14 }) +
        circle(x + 46, 360, 6, c.cream),
    )
    .join('');

const soleOutline =
  'M400 130Q494 130 494 250Q494 340 474 420Q468 480 474 560Q470 680 400 680T326 560Q332 480 326 420Q306 340 306 250Q306 130 400 130z';

const sandal = () =>
  `<g transform="translate(10 12)">${path(soleOutline, '#000', { opacity: 0.12 })}</g>` +
  path(soleOutline, c.charcoal) +
  stroke(soleOutline, c.charcoal, 22, { 'stroke-dasharray': '6 22' }) +
  `<g transform="translate(40 41) scale(0.9)">${path(soleOutline, '#cfa468')}</g>` +
  inside(
    soleOutline,
    ellipse(400, 620, 52, 56, '#000', { opacity: 0.07 }) +
      ellipse(400, 240, 66, 80, '#000', { opacity: 0.07 }),
  ) +
  stroke('M304 330Q400 210 500 270', c.wood, 50) +
  stroke('M496 340Q400 220 300 270', c.darkWood, 46) +
  stroke('M322 500Q400 440 478 500', c.wood, 44) +
  rect(452, 462, 36, 36, c.brass, 8) +
  rect(461, 471, 18, 18, c.wood, 3);

const sandals = () =>
  `<g transform="translate(-118 10) rotate(-8 400 400)">${sandal()}</g>` +
  `<g transform="translate(118 10) rotate(8 400 400) translate(800 0) scale(-1 1)">${sandal()}</g>`;

const sun = (x, y) =>
  around(12, x, y, rect(x - 5, y - 92, 10, 34, c.ochre, 5)) + circle(x, y, 46, c.ochre);

const tentBySunrise = () => sun(600, 190) + tent();

export const outdoor = {
  background: '#d5e4e4',
  pictures: {
    'tembo-two-person-tent': tentBySunrise(),
    'mto-insulated-bottle': bottle(c.lagoon),
    'mto-insulated-bottle-2': sideBySide(bottle, [c.forest, c.ochre, c.charcoal], {
      scale: 0.78,
      step: 190,
    }),
    'jiko-charcoal-stove': jiko(),
    'safari-canvas-daypack': daypack(c.olive),
    'safari-canvas-daypack-2': sideBySide(daypack, ['#c9a46a', c.indigo], {
      scale: 0.66,
      step: 300,
      drop: 100,
    }),
    'soko-market-tote': tote(),
    'jua-sun-hat': sunHat(),
    'matembezi-trail-shirt': shirt('#cdb182'),
    'matembezi-trail-shirt-2': sideBySide(shirt, [c.sky, c.olive], {
      scale: 0.62,
      step: 300,
      drop: 120,
    }),
    'barabara-tyre-sandals': sandals(),
  },
};

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
  place,
  rect,
  repeat,
  ring,
  shadow,
  sideBySide,
  solid,
  stroke,
  zigzag,
} from './shapes.mjs';

const weave = repeat(9, (row) =>
  stroke(`M120 ${372 + row * 31}h560`, '#8d6b3d', 3, { opacity: 0.4, 'stroke-dasharray': '10 12' }),
);

const kiondo = (colour) =>
  shadow(400, 230) +
  stroke('M280 360C270 90 530 90 520 360', c.darkWood, 22) +
  ellipse(400, 350, 252, 38, '#8d6b3d') +
  stroke('M250 372C240 130 560 130 550 372', c.wood, 24) +
  solid(
    'M148 350Q400 426 652 350L590 590Q580 640 520 640H280Q220 640 210 590z',
    '#d8b67e',
    500,
    weave +
      rect(100, 436, 600, 84, colour) +
      stroke(zigzag(110, 512, 58, 66, 10), c.cream, 9) +
      rect(100, 420, 600, 9, colour) +
      rect(100, 527, 600, 9, colour) +
      rect(100, 600, 600, 18, colour),
  ) +
  rect(232, 360, 36, 66, c.darkWood, 10) +
  rect(532, 360, 36, 66, c.darkWood, 10) +
  circle(250, 408, 6, c.brass) +
  circle(550, 408, 6, c.brass);

const wallPlate = () =>
  circle(410, 416, 274, '#000', { opacity: 0.1 }) +
  circle(400, 400, 270, '#dfc08a') +
  ring(400, 400, 258, c.terracotta, 24) +
  around(18, 400, 400, path('M372 166h56l-28 74z', c.indigo)) +
  ring(400, 400, 150, c.ochre, 18) +
  around(12, 400, 400, path('M380 264h40l-20 62z', c.terracotta)) +
  circle(400, 400, 70, c.indigo) +
  around(8, 400, 400, leaf(400, 396, 13, 52, c.cream)) +
  circle(400, 400, 15, c.ochre) +
  repeat(8, (i) => ring(400, 400, 86 + i * 24, '#000', 3, { opacity: 0.1 }));

const check = (colour, dark) =>
  repeat(9, (i) => rect(60 + i * 86, 0, 36, 800, dark, 0, { opacity: 0.6 })) +
  repeat(9, (i) => rect(0, 250 + i * 66, 800, 24, dark, 0, { opacity: 0.6 })) +
  repeat(9, (i) => rect(111 + i * 86, 0, 5, 800, c.cream, 0, { opacity: 0.75 })) +
  repeat(9, (i) => rect(0, 290 + i * 66, 800, 4, c.cream, 0, { opacity: 0.75 }));

const shuka = ([colour, dark]) =>
  shadow(400, 300) +
  [566, 488, 410]
    .map(
      (y) =>
        solid(box(120, y, 560, 76, 38), colour, 560, check(colour, dark)) +
        stroke(`M150 ${y + 76}h500`, '#000', 8, { opacity: 0.3 }),
    )
    .join('') +
  path('M120 448L206 300q6-10 20-10h348q14 0 20 10l86 148z', colour) +
  inside(
    'M120 448L206 300q6-10 20-10h348q14 0 20 10l86 148z',
    repeat(9, (i) =>
      path(`M${236 + i * 38} 280h16l${-28 + i * 12} 180h-38z`, dark, { opacity: 0.6 }),
    ) +
      rect(100, 316, 600, 16, dark, 0, { opacity: 0.6 }) +
      rect(100, 380, 600, 24, dark, 0, { opacity: 0.6 }) +
      rect(100, 352, 600, 4, c.cream, 0, { opacity: 0.75 }) +
      rect(100, 426, 600, 5, c.cream, 0, { opacity: 0.75 }) +
      rect(0, 0, 800, 800, '#fff', 0, { opacity: 0.1 }),
  ) +
  repeat(27, (i) => stroke(`M${140 + i * 20} 448v30`, i % 2 ? dark : colour, 8));

const shukaRed = [c.red, '#26345f'];

const kikoi = ([main, second, accent]) => {
  const stripes = [
    [second, 40],
    [accent, 14],
    [c.cream, 20],
    [accent, 14],
    [second, 40],
  ];
  const band = (y) =>
    stripes
      .map(([colour, height], i) => {
        const above = stripes.slice(0, i).reduce((sum, [, size]) => sum + size, 0);
        return rect(200, y + above, 400, height, colour);
      })
      .join('');
  return (
    rect(110, 142, 580, 22, c.wood, 11) +
    circle(110, 153, 20, c.darkWood) +
    circle(690, 153, 20, c.darkWood) +
    repeat(25, (i) => stroke(`M${226 + i * 14.5} 620v44`, i % 2 ? main : second, 6)) +
    solid('M214 140h372v482q-94 14-186 0t-186 0z', main, 500, band(210) + band(474)) +
    rect(214, 136, 372, 34, '#000', 10, { opacity: 0.12 }) +
    stroke('M320 180q-8 200 4 420M440 180q8 210-4 430', '#000', 8, { opacity: 0.08 })
  );
};

const cushion = ([base, petal, heart]) =>
  shadow(400, 230, 648) +
  solid(
    'M170 190Q400 216 630 190Q604 410 630 630Q400 606 170 630Q196 410 170 190z',
    base,
    540,
    [
      [400, 410, 1],
      [190, 210, 0.62],
      [610, 210, 0.62],
      [190, 610, 0.62],
      [610, 610, 0.62],
    ]
      .map(([x, y, scale]) =>
        place(
          around(10, 0, 0, leaf(0, -44, 46, 130, petal) + leaf(0, -60, 20, 80, heart)) +
            circle(0, 0, 46, heart) +
            circle(0, 0, 28, c.cream) +
            circle(0, 0, 12, petal),
          { x, y, scale },
        ),
      )
      .join(''),
  ) +
  gleam('M206 230q16 90 14 150', 12, 0.22);

const cushionOchre = [c.ochre, c.red, c.indigo];

const lantern = (colour) =>
  shadow(400, 170) +
  circle(400, 420, 260, '#ffe9a8', { opacity: 0.55 }) +
  stroke('M270 260Q270 110 400 110T530 260', c.charcoal, 18) +
  rect(282, 300, 236, 270, '#fff3c9', 20) +
  ellipse(400, 430, 56, 86, '#ffd861') +
  ellipse(400, 440, 30, 54, '#fffbe8') +
  rect(470, 300, 48, 270, '#000', 0, { opacity: 0.06 }) +
  [300, 362, 438, 500]
    .map((x) => rect(x - 6, 292, 12, 286, c.charcoal, 6, { opacity: 0.85 }))
    .join('') +
  solid(box(250, 560, 300, 80, 26), colour, 470) +
  solid('M250 300q0-34 30-50l40-26q10-14 30-14h100q20 0 30 14l40 26q30 16 30 50z', colour, 470) +
  rect(320, 222, 160, 46, c.indigo, 8) +
  stroke('M360 224v42M400 224v42M440 224v42M322 245h156', '#7d8bb8', 3) +
  circle(400, 600, 16, c.cream) +
  rect(284, 590, 56, 20, '#000', 10, { opacity: 0.2 });

const pendant = () => {
  const dome = 'M130 520Q140 250 400 240Q660 250 670 520z';
  return (
    stroke('M400 0v200', c.charcoal, 7) +
    path('M150 540h500l90 260H60z', '#ffe9a8', { opacity: 0.55 }) +
    circle(400, 520, 58, '#ffd861') +
    circle(400, 526, 40, '#fff6d6') +
    path(dome, c.wood, { opacity: 0.2 }) +
    inside(
      dome,
      stroke(
        repeat(13, (i) => `M400 230Q${100 + i * 50} 330 ${70 + i * 55} 530`),
        '#b97f45',
        9,
      ) +
        stroke(
          'M100 330Q400 290 700 330M100 400Q400 360 700 400M100 466Q400 430 700 466',
          '#8f5c2c',
          9,
        ),
    ) +
    stroke(dome, '#8f5c2c', 12) +
    stroke('M130 522h540', c.darkWood, 20) +
    rect(352, 186, 96, 70, c.darkWood, 16)
  );
};

const candle = (x, top, width, drip) =>
  solid(box(x, top, width, 640 - top, 12), '#e8b448', x + width * 0.64) +
  ellipse(x + width / 2, top + 12, width / 2, 15, '#f3cd78') +
  path(`M${x} ${top + 12}h26v${drip}a13 13 0 0 1-26 0z`, '#f3cd78') +
  stroke(`M${x + width / 2} ${top + 10}v-28`, c.charcoal, 6) +
  circle(x + width / 2, top - 52, 66, '#fff0bd', { opacity: 0.55 }) +
  leaf(x + width / 2, top - 14, 27, 84, '#f0932f') +
  leaf(x + width / 2, top - 16, 14, 46, '#ffe27a') +
  repeat(Math.floor((540 - top) / 60), (i) =>
    stroke(`M${x + 18} ${top + 110 + i * 60}h${width - 36}`, '#b98426', 4, {
      opacity: 0.35,
      'stroke-dasharray': '14 12',
    }),
  );

const candles = () =>
  ellipse(400, 644, 292, 34, c.darkWood) +
  ellipse(400, 636, 292, 32, c.wood) +
  candle(320, 230, 150, 90) +
  candle(176, 350, 150, 50) +
  candle(486, 440, 150, 70);

export const home = {
  background: '#dfe5d3',
  pictures: {
    'kiondo-sisal-basket': kiondo(c.terracotta),
    'kiondo-sisal-basket-2': sideBySide(kiondo, [c.indigo, c.forest], { step: 270, drop: 120 }),
    'woven-wall-plate': wallPlate(),
    'shuka-check-blanket': shuka(shukaRed),
    'shuka-check-blanket-2': sideBySide(
      shuka,
      [
        ['#3566a0', '#1f2f55'],
        [c.ochre, c.darkWood],
      ],
      { scale: 0.6, step: 190, drop: 215 },
    ),
    'kikoi-beach-towel': kikoi([c.lagoon, '#1d6a70', c.ochre]),
    'kikoi-beach-towel-2': kikoi(['#e58a4f', c.red, c.ochre]),
    'kitenge-cushion-cover': cushion(cushionOchre),
    'kitenge-cushion-cover-2': sideBySide(
      cushion,
      [
        [c.lagoon, c.cream, c.ochre],
        [c.terracotta, c.cream, c.indigo],
      ],
      { scale: 0.66, step: 250, drop: 110 },
    ),
    'nuru-solar-lantern': lantern(c.ochre),
    'rattan-pendant-lamp': pendant(),
    'beeswax-pillar-candles': candles(),
  },
};

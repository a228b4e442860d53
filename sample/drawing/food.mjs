import {
  around,
  box,
  circle,
  closeUp,
  ellipse,
  gleam,
  inside,
  leaf,
  palette as c,
  path,
  place,
  rect,
  repeat,
  shadow,
  sideBySide,
  solid,
  stroke,
  turned,
  zigzag,
} from './shapes.mjs';

const coffeeBean = (x, y, turn) =>
  turned(
    ellipse(x, y, 34, 23, c.chocolate) + stroke(`M${x - 26} ${y}q14-12 26 0t26 0`, '#7b5340', 5),
    turn,
    x,
    y,
  );

const mountains = (x, y, colour) =>
  path(`M${x} ${y}l70-110 44 62 40-88 96 136z`, colour) +
  path(
    `M${x + 70} ${y - 110}l-22 35 20 10 18-12 12 6zM${x + 154} ${y - 136}l-20 44 18-8 20 14 12-16z`,
    c.cream,
  );

const coffeeBag = () =>
  shadow(400, 210) +
  solid(
    'M240 210h320l26 410q2 20-20 20H234q-22 0-20-20z',
    '#c79a66',
    500,
    rect(200, 340, 400, 220, c.forest) +
      circle(450, 410, 36, c.ochre) +
      mountains(276, 520, '#1f4c38') +
      rect(200, 540, 400, 10, c.ochre),
  ) +
  rect(232, 170, 336, 52, '#a97c4b', 8) +
  rect(216, 188, 368, 14, c.terracotta, 7) +
  circle(400, 280, 22, '#a97c4b') +
  circle(400, 280, 8, '#7f5a33') +
  coffeeBean(170, 620, -20) +
  coffeeBean(220, 650, 24) +
  coffeeBean(610, 640, 12) +
  coffeeBean(662, 618, -34);

const pourOver = () => {
  const jug = 'M290 420h220l14 24q66 60 66 128q0 68-70 68H280q-70 0-70-68q0-68 66-128z';
  return (
    shadow(400, 210) +
    stroke('M580 520q70-6 66-60t-84-34', c.steel, 20, { opacity: 0.7 }) +
    path(jug, '#cfe3e6', { opacity: 0.85 }) +
    inside(jug, rect(200, 530, 400, 120, '#5d3a26') + ellipse(400, 530, 194, 16, '#7d5238')) +
    inside(jug, rect(500, 400, 120, 260, '#000', 0, { opacity: 0.1 })) +
    gleam('M248 548q-4 40 14 62', 14, 0.6) +
    path('M250 200h300l20-60H230z', '#fdf8ee') +
    solid(
      'M222 190h356L470 400H330z',
      c.terracotta,
      470,
      stroke('M280 200l80 200M340 200l40 200M400 200v200', '#a94330', 8),
    ) +
    rect(206, 178, 388, 26, c.terracotta, 13) +
    rect(286, 392, 228, 28, '#a94330', 14) +
    circle(400, 470, 7, '#5d3a26') +
    circle(400, 500, 9, '#5d3a26')
  );
};

const dallah = () =>
  shadow(400, 180) +
  stroke('M520 300q110 10 96 130t-110 130', c.brass, 26) +
  path('M330 270q-90-10-160-96q-6-10 8-14q96 20 166 56z', '#b88730') +
  solid(
    'M330 250h140q10 110 60 190c60 80 30 170-30 200H300c-60-30-90-120-30-200q50-80 60-190z',
    c.brass,
    450,
    rect(200, 430, 400, 12, '#9c7026') +
      stroke(zigzag(230, 490, 40, 30, 9), '#9c7026', 7) +
      rect(200, 506, 400, 12, '#9c7026'),
  ) +
  rect(306, 240, 188, 26, '#9c7026', 13) +
  solid('M326 240q10-80 74-92q64 12 74 92z', '#dcae4f', 430) +
  rect(392, 106, 16, 50, '#9c7026', 8) +
  circle(400, 100, 18, c.brass) +
  gleam('M276 500q-20 60 14 108', 14, 0.4);

const tin = (colour, lid, emblem) =>
  solid(box(250, 230, 300, 410, 26), colour, 460, emblem) +
  rect(238, 196, 324, 62, lid, 18) +
  rect(470, 196, 92, 62, '#000', 18, { opacity: 0.13 }) +
  gleam('M278 290v290', 12, 0.28);

const starAnise = (x, y, size) =>
  around(8, x, y, leaf(x, y, size * 0.2, size, c.darkWood)) + circle(x, y, size * 0.14, c.ochre);

const chai = () =>
  shadow(400, 230) +
  tin(
    c.terracotta,
    '#8e3524',
    circle(400, 420, 108, c.cream) +
      leaf(400, 480, 36, 140, c.forest) +
      leaf(392, 482, 34, 110, c.leaf, { transform: 'rotate(-52 392 482)' }) +
      leaf(408, 482, 34, 110, c.leaf, { transform: 'rotate(52 408 482)' }) +
      stroke(zigzag(240, 610, 40, 26, 9), c.ochre, 9),
  ) +
  starAnise(180, 610, 50) +
  turned(
    rect(570, 600, 150, 24, '#8a5a2e', 12) + rect(570, 608, 150, 7, c.darkWood, 4),
    -14,
    640,
    610,
  ) +
  ellipse(600, 650, 20, 12, c.leaf) +
  ellipse(646, 656, 20, 12, c.olive);

const hibiscusFlower = (x, y, size) =>
  around(5, x, y, leaf(x, y, size * 0.55, size, c.red)) +
  around(5, x, y, leaf(x, y, size * 0.16, size * 0.5, '#7d1d2a')) +
  stroke(`M${x} ${y}l${size * 0.3} ${-size * 0.5}`, c.ochre, size * 0.09);

const jar = (contents, lid) => {
  const glass = box(236, 250, 328, 390, 60);
  return (
    path(glass, '#dfeceb') +
    inside(glass, contents + rect(470, 240, 120, 420, '#000', 0, { opacity: 0.1 })) +
    path(glass, 'none', { stroke: '#fff', 'stroke-width': 8, opacity: 0.75 }) +
    rect(262, 186, 276, 74, lid, 16) +
    rect(262, 228, 276, 10, '#000', 0, { opacity: 0.14 }) +
    gleam('M272 320v220', 14, 0.55)
  );
};

const hibiscus = () =>
  shadow(400, 220) +
  jar(
    rect(230, 330, 340, 320, '#6f1a28') +
      repeat(22, (i) =>
        leaf(250 + ((i * 73) % 300), 400 + ((i * 47) % 240), 22, 56, i % 2 ? c.red : '#8e2233', {
          transform: `rotate(${i * 50} ${250 + ((i * 73) % 300)} ${380 + ((i * 47) % 240)})`,
        }),
      ),
    c.wood,
  ) +
  rect(316, 420, 168, 110, c.cream, 14) +
  hibiscusFlower(400, 476, 42) +
  hibiscusFlower(610, 590, 84) +
  leaf(676, 640, 30, 90, c.forest, { transform: 'rotate(80 676 640)' });

const teapot = (colour) =>
  shadow(400, 220) +
  path('M250 520Q150 500 140 350q-2-24 24-24h26q14 90 90 110z', colour) +
  rect(128, 318, 74, 20, c.charcoal, 10) +
  stroke('M250 330Q260 130 400 130T550 330', c.charcoal, 20) +
  rect(340, 112, 120, 38, c.wood, 19) +
  solid('M250 330h300q60 110 50 230q-8 80-90 80H290q-82 0-90-80q-10-120 50-230z', colour, 490) +
  rect(236, 318, 328, 24, c.charcoal, 12) +
  solid('M262 318q30-74 138-74t138 74z', colour, 490) +
  circle(400, 236, 22, c.charcoal) +
  gleam('M238 440q-10 60 4 120', 18);

const hexagon = (x, y, r, fill) =>
  path(
    `M${x} ${y - r}l${r * 0.87} ${r / 2}v${r}l${-r * 0.87} ${r / 2}l${-r * 0.87} ${-r / 2}v${-r}z`,
    fill,
  );

const honeyJar = () =>
  jar(rect(230, 310, 340, 340, c.ochre) + rect(230, 310, 340, 22, '#f2c45c'), c.terracotta) +
  hexagon(400, 466, 92, c.cream) +
  hexagon(400, 466, 76, '#f2c45c') +
  ellipse(400, 480, 34, 24, c.charcoal) +
  rect(384, 458, 10, 44, c.ochre) +
  rect(406, 458, 10, 44, c.ochre) +
  ellipse(380, 446, 26, 14, '#fff', { transform: 'rotate(-24 380 446)' }) +
  ellipse(420, 446, 26, 14, '#fff', { transform: 'rotate(24 420 446)' });

const honey = () =>
  shadow(400, 220) +
  honeyJar() +
  turned(
    rect(592, 420, 18, 190, c.wood, 9) +
      repeat(5, (i) => rect(574, 590 + i * 15, 54, 11, c.darkWood, 5)),
    18,
    600,
    560,
  );

const coconutHalf = (x, y, r) =>
  circle(x, y, r, c.darkWood) +
  circle(x, y, r * 0.9, '#fffaf0') +
  circle(x, y, r * 0.62, '#efe7da') +
  gleam(`M${x - r * 0.4} ${y}a${r * 0.42} ${r * 0.42} 0 0 1 ${r * 0.3} ${-r * 0.38}`, 10, 0.9);

const palmTree = (x, y) =>
  stroke(`M${x - 10} ${y}q-6-70 12-96`, c.cream, 12) +
  stroke(
    [
      `M${x} ${y - 96}q-40-36-84 6`,
      `M${x} ${y - 96}q-24-58-76-42`,
      `M${x} ${y - 96}q20-58 74-44`,
      `M${x} ${y - 96}q42-34 86 8`,
    ].join(''),
    c.cream,
    13,
  ) +
  circle(x - 8, y - 84, 9, c.ochre) +
  circle(x + 10, y - 82, 9, c.ochre);

const coconutOil = () =>
  shadow(420, 260) +
  jar(
    rect(230, 300, 340, 350, '#f6f4ea') + rect(230, 390, 340, 180, c.lagoon) + palmTree(400, 556),
    c.wood,
  ) +
  coconutHalf(610, 560, 96) +
  turned(
    path('M160 640q-40-60 20-100q60 10 70 64q-20 44-90 36z', c.darkWood) +
      path('M180 628q-20-40 16-70q36 12 40 44q-16 30-56 26z', '#fffaf0'),
    -10,
    190,
    590,
  );

const nut = (x, y) => circle(x, y, 32, '#d9ae6b') + gleam(`M${x - 14} ${y - 4}q4-12 14-14`, 6, 0.7);

const pouch = (colour, label) =>
  solid(
    'M232 180h336q-14 30-8 60l34 360q4 40-34 40H240q-38 0-34-40l34-360q6-30-8-60z',
    colour,
    490,
    label,
  ) +
  rect(228, 170, 344, 44, '#000', 8, { opacity: 0.16 }) +
  gleam('M262 260l-18 280', 14, 0.25);

const macadamias = () =>
  shadow(400, 230) +
  pouch(
    c.leaf,
    circle(400, 420, 116, c.cream) +
      nut(370, 440) +
      nut(432, 446) +
      nut(400, 392) +
      leaf(446, 384, 20, 66, c.forest, { transform: 'rotate(50 446 384)' }) +
      stroke(zigzag(190, 600, 44, 28, 10), c.forest, 9),
  ) +
  nut(150, 620) +
  nut(640, 600) +
  nut(604, 640) +
  nut(676, 640);

const pilau = () =>
  shadow(400, 210) +
  jar(
    rect(230, 320, 340, 330, '#9a5b2b') +
      repeat(60, (i) =>
        circle(236 + ((i * 89) % 330), 330 + ((i * 53) % 300), 5, i % 3 ? '#7a4420' : '#c98b4a'),
      ) +
      rect(230, 400, 340, 150, c.indigo) +
      stroke(zigzag(230, 430, 40, 20, 9), c.ochre, 6) +
      stroke(zigzag(230, 538, 40, 20, 9), c.ochre, 6),
    c.charcoal,
  ) +
  path('M336 466h128q-8 56-64 56t-64-56z', c.cream) +
  path('M346 464q10-32 54-32t54 32z', c.ochre) +
  starAnise(640, 600, 50) +
  turned(rect(120, 612, 120, 22, '#8a5a2e', 11), 18, 180, 620);

const chilli = (x, y, turn, colour) =>
  turned(
    path(`M${x - 22} ${y}q-14 110 40 170q-8-80 4-170z`, colour) +
      path(`M${x - 26} ${y + 6}q24-26 50 0q-24 14-50 0z`, c.forest) +
      stroke(`M${x} ${y - 8}q4-24 24-30`, c.forest, 9),
    turn,
    x,
    y + 80,
  );

const hotSauce = () =>
  shadow(400, 150) +
  rect(354, 116, 92, 90, c.charcoal, 14) +
  solid(
    'M362 196h76v70q0 40 40 70q22 20 22 60v204q0 40-40 40H340q-40 0-40-40V396q0-40 22-60q40-30 40-70z',
    c.red,
    450,
    rect(290, 396, 220, 180, c.cream) +
      rect(290, 396, 220, 16, c.ochre) +
      rect(290, 560, 220, 16, c.ochre),
  ) +
  chilli(396, 420, 22, c.red) +
  chilli(590, 480, 64, c.red) +
  chilli(196, 470, -62, c.terracotta) +
  gleam('M326 430v140', 10, 0.3) +
  gleam('M378 220v60', 10, 0.3);

const chocolateBar = () =>
  turned(
    rect(262, 132, 300, 560, '#000', 16, { opacity: 0.1 }) +
      rect(250, 120, 300, 340, c.chocolate, 14) +
      repeat(9, (i) => {
        const x = 268 + (i % 3) * 92;
        const y = 138 + Math.floor(i / 3) * 84;
        return rect(x, y, 80, 72, '#5f3b2b', 8) + gleam(`M${x + 12} ${y + 12}h40`, 5, 0.25);
      }) +
      path(
        'M238 396l26-26 26 26 26-26 26 26 28-26 28 26 26-26 26 26 26-26 26 26 30-26 30 26v20H238z',
        '#e6cf9a',
      ) +
      solid(
        box(238, 400, 324, 280, 10),
        c.lagoon,
        490,
        circle(400, 540, 86, c.cream) +
          rect(230, 424, 340, 12, c.ochre) +
          rect(230, 646, 340, 12, c.ochre),
      ) +
      leaf(400, 604, 44, 128, c.terracotta) +
      stroke('M400 596v-100M386 580q-8-34 4-64M414 580q8-34-4-64', '#8e3524', 5),
    -16,
  );

const jam = () =>
  shadow(400, 220) +
  jar(
    rect(230, 250, 340, 400, '#ee9a2d') +
      repeat(26, (i) => ellipse(246 + ((i * 71) % 310), 300 + ((i * 67) % 330), 7, 5, c.chocolate)),
    c.ochre,
  ) +
  path(
    'M216 250q-14-80 184-80t184 80l-28-12-30 20-32-18-32 18-32-18-30 18-30-18-32 18-32-18-32 18-30-20z',
    c.terracotta,
  ) +
  repeat(12, (i) => circle(262 + (i % 6) * 54, 200 + Math.floor(i / 6) * 26, 7, c.cream)) +
  rect(252, 226, 296, 12, c.cream) +
  circle(400, 460, 86, c.cream) +
  leaf(412, 404, 18, 54, c.forest, { transform: 'rotate(50 412 404)' }) +
  path('M352 470q-4-58 48-64q64 4 56 66q-10 54-54 54t-50-56z', c.ochre) +
  path('M424 412q38 14 32 60q-10 54-54 54q54-40 22-114z', c.terracotta, { opacity: 0.7 });

const hamper = () =>
  shadow(400, 280) +
  stroke('M200 430Q220 110 400 110T600 430', c.darkWood, 24) +
  place(hotSauce(), { x: 110, y: 70, scale: 0.6 }) +
  place(tin(c.forest, '#1f4c38', circle(400, 420, 90, c.ochre)), { x: 240, y: 110, scale: 0.58 }) +
  place(honeyJar(), { x: 10, y: 130, scale: 0.55 }) +
  solid(
    'M130 430h540l-52 180q-10 30-44 30H226q-34 0-44-30z',
    '#cfa468',
    530,
    repeat(5, (row) =>
      stroke(zigzag(100, 478 + row * 44, 40, 26, 16), row % 2 ? c.terracotta : '#a97c4b', 9),
    ),
  ) +
  rect(112, 412, 576, 40, '#a97c4b', 20) +
  path('M400 432l-86-44v88zM400 432l86-44v88z', c.red) +
  circle(400, 432, 24, c.terracotta);

export const food = {
  background: '#f6e6bf',
  pictures: {
    'highland-aa-coffee': coffeeBag(),
    'highland-aa-coffee-2': closeUp(coffeeBag(), 410, 470, 1.6),
    'pour-over-coffee-set': pourOver(),
    'brass-dallah-coffee-pot': dallah(),
    'chai-masala-loose-tea': chai(),
    'hibiscus-infusion': hibiscus(),
    'enamel-teapot': teapot(c.sky),
    'enamel-teapot-2': sideBySide(teapot, [c.ochre, c.terracotta], { step: 280, drop: 120 }),
    'acacia-honey': honey(),
    'cold-pressed-coconut-oil': coconutOil(),
    'roasted-macadamias': macadamias(),
    'pilau-masala': pilau(),
    'pili-pili-hot-sauce': hotSauce(),
    'single-estate-dark-chocolate': chocolateBar(),
    'mango-passion-jam': jam(),
    'harvest-gift-hamper': hamper(),
  },
};

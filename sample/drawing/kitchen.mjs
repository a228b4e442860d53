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
  rect,
  repeat,
  ring,
  shadow,
  sideBySide,
  solid,
  stroke,
  turned,
  zigzag,
} from './shapes.mjs';

const clayPot = () =>
  shadow(400, 230) +
  solid(
    'M228 350C150 500 220 640 400 640S650 500 572 350z',
    c.terracotta,
    490,
    stroke(zigzag(150, 450, 50, 34, 10), '#8e3524', 9) +
      rect(150, 468, 500, 9, '#8e3524') +
      rect(150, 394, 500, 9, '#8e3524'),
  ) +
  ellipse(400, 350, 186, 30, '#8e3524') +
  solid('M232 338C260 262 340 240 400 240S540 262 568 338Q400 372 232 338z', '#d8674d', 490) +
  solid('M366 244q-12-48 34-48t34 48z', c.terracotta, 408) +
  gleam('M238 430Q214 510 262 570', 16, 0.22);

const skillet = () =>
  ellipse(420, 660, 250, 26, '#000', { opacity: 0.1 }) +
  turned(
    path('M372 500h56l14 230q0 34-42 34t-42-34z', '#2b2827') +
      ellipse(400, 712, 17, 24, c.cream) +
      path('M205 300l-34 30l34 30zM595 300l34 30l-34 30z', '#2b2827') +
      circle(400, 330, 208, '#2b2827') +
      circle(400, 330, 182, '#474341') +
      circle(400, 330, 160, c.charcoal) +
      ellipse(400, 322, 92, 78, '#fdf8ee') +
      ellipse(340, 360, 46, 38, '#fdf8ee') +
      ellipse(462, 368, 42, 34, '#fdf8ee') +
      circle(404, 322, 40, c.ochre) +
      ellipse(392, 308, 12, 8, '#fff', { opacity: 0.6 }) +
      gleam('M250 270A160 160 0 0 1 330 196', 12, 0.25),
    -38,
    400,
    420,
  );

const casserole = (colour) =>
  shadow(400, 270) +
  stroke('M170 430h-34q-26 0-26 30t26 30h34M630 430h34q26 0 26 30t-26 30h-34', c.charcoal, 22) +
  solid(box(160, 380, 480, 260, 60), colour, 520) +
  rect(160, 380, 480, 70, colour) +
  rect(520, 380, 120, 70, '#000', 0, { opacity: 0.13 }) +
  rect(146, 364, 508, 26, c.charcoal, 13) +
  solid('M168 364C190 268 300 256 400 256S610 268 632 364z', colour, 520) +
  rect(356, 216, 88, 34, c.charcoal, 17) +
  rect(384, 240, 32, 20, c.charcoal) +
  gleam('M206 460v90', 18) +
  gleam('M230 330q34-36 90-42', 14);

const chapatiPan = () =>
  ellipse(410, 668, 240, 24, '#000', { opacity: 0.1 }) +
  turned(
    rect(374, 510, 52, 110, '#2b2827', 10) +
      rect(368, 590, 64, 170, c.wood, 30) +
      rect(404, 600, 18, 146, c.darkWood, 9, { opacity: 0.35 }) +
      circle(400, 320, 220, '#2b2827') +
      circle(400, 320, 204, c.charcoal) +
      circle(398, 318, 166, '#eccf9c') +
      ring(398, 318, 158, '#dcb679', 8) +
      [
        [330, 250, 26, 18],
        [440, 230, 20, 15],
        [470, 320, 30, 20],
        [380, 330, 22, 16],
        [310, 350, 17, 22],
        [400, 410, 32, 18],
        [470, 400, 14, 12],
        [382, 276, 11, 9],
      ]
        .map(([x, y, rx, ry]) => ellipse(x, y, rx, ry, '#b67a3c', { opacity: 0.75 }))
        .join(''),
    32,
    400,
    420,
  );

const sufuria = (x, bottom, width, height) =>
  solid(box(x, bottom - height, width, height, 22), c.steel, x + width * 0.68) +
  rect(x - 22, bottom - height - 12, width + 44, 22, '#dfe3e4', 11) +
  rect(x - 22, bottom - height + 2, width + 44, 8, '#8c9396', 4) +
  gleam(`M${x + 30} ${bottom - height + 40}v${height - 80}`, 12, 0.5);

const sufuriaSet = () =>
  shadow(400, 300) +
  sufuria(330, 640, 300, 200) +
  sufuria(370, 430, 220, 126) +
  sufuria(408, 294, 144, 88) +
  sufuria(122, 640, 180, 112) +
  ellipse(212, 516, 112, 18, '#dfe3e4') +
  ellipse(212, 511, 96, 12, '#a7aeb1') +
  rect(192, 480, 40, 24, c.charcoal, 12);

const mug = (colour) =>
  shadow(390, 200) +
  stroke('M540 360h54q62 0 62 82t-78 88h-50', colour, 40) +
  stroke('M540 360h54q62 0 62 82t-78 88h-50', '#000', 40, { opacity: 0.13 }) +
  solid(
    'M220 270h340v290q0 80-80 80h-180q-80 0-80-80z',
    '#e9dcc6',
    460,
    repeat(34, (i) => circle(228 + ((i * 97) % 330), 548 + ((i * 41) % 84), 3.2, '#a08b70')) +
      path('M200 240h400v290q-50 34-110 12t-130 14-160-14z', colour),
  ) +
  ellipse(390, 270, 170, 30, '#e9dcc6') +
  ellipse(390, 273, 154, 23, c.chocolate) +
  gleam('M256 340v150', 18);

const plate = (colour) =>
  ellipse(408, 424, 280, 280, '#000', { opacity: 0.1 }) +
  circle(400, 400, 276, '#efe3cf') +
  ring(400, 400, 268, colour, 14) +
  around(28, 400, 400, path('M384 180l16-34l16 34z', colour)) +
  ring(400, 400, 204, colour, 6) +
  circle(400, 400, 186, '#f6ecdc') +
  ring(400, 400, 186, '#dccbb0', 5) +
  around(8, 400, 400, leaf(400, 396, 20, 62, colour)) +
  circle(400, 400, 13, c.cream) +
  gleam('M236 330A180 180 0 0 1 320 238', 14, 0.6);

const olivePatterns =
  stroke('M150 430q250 60 500 0M160 480q240 66 480 0M190 530q210 60 420 0', '#8a5a2e', 7, {
    opacity: 0.5,
  }) + ellipse(330, 520, 40, 18, '#8a5a2e', { opacity: 0.45 });

const saladBowl = () =>
  shadow(400, 220) +
  stroke('M470 400L620 170', c.wood, 20) +
  ellipse(632, 150, 30, 46, c.wood, { transform: 'rotate(32 632 150)' }) +
  stroke('M430 400L520 150', c.darkWood, 20) +
  ellipse(527, 130, 28, 46, c.darkWood, { transform: 'rotate(20 527 130)' }) +
  ellipse(400, 382, 270, 56, c.darkWood) +
  leaf(280, 410, 60, 120, c.leaf) +
  leaf(350, 410, 66, 140, c.forest) +
  leaf(430, 412, 66, 116, c.leaf) +
  circle(500, 376, 40, c.red) +
  circle(230, 382, 34, c.terracotta) +
  circle(372, 372, 30, c.ochre) +
  leaf(560, 410, 44, 80, c.forest) +
  solid(
    'M130 384Q400 466 670 384C660 560 540 640 400 640S140 560 130 384z',
    '#c08a4c',
    500,
    olivePatterns,
  );

const tumbler = (x, colour) => {
  const glass = `M${x} 300h220l-24 316q-2 24-28 24h-116q-26 0-28-24z`;
  return (
    path(glass, colour, { opacity: 0.45 }) +
    inside(
      glass,
      rect(x, 430, 220, 220, colour, 0, { opacity: 0.5 }) +
        rect(x + 150, 290, 90, 360, '#000', 0, { opacity: 0.1 }),
    ) +
    ellipse(x + 110, 430, 101, 14, '#fff', { opacity: 0.35 }) +
    ellipse(x + 110, 300, 110, 18, 'none', { stroke: colour, 'stroke-width': 8 }) +
    [
      [50, 480],
      [80, 560],
      [150, 520],
      [124, 600],
      [60, 380],
    ]
      .map(([dx, y]) => ring(x + dx, y, 7, '#fff', 3, { opacity: 0.6 }))
      .join('') +
    gleam(`M${x + 34} 340l16 220`, 14, 0.55)
  );
};

const tumblers = (colour) => shadow(400, 270) + tumbler(150, colour) + tumbler(430, colour);

const mortar = () =>
  shadow(390, 210) +
  turned(
    path('M372 90q28-24 56 0l14 300h-84z', '#8d9192') +
      rect(404, 96, 24, 300, '#000', 8, { opacity: 0.14 }),
    28,
    390,
    390,
  ) +
  ellipse(390, 380, 214, 40, '#5d6264') +
  [
    [330, 376],
    [372, 388],
    [420, 392],
    [300, 384],
  ]
    .map(([x, y]) => circle(x, y, 13, c.chocolate))
    .join('') +
  solid(
    'M176 380Q390 452 604 380C604 500 560 560 500 590L520 640H260L280 590C220 560 176 500 176 380z',
    '#9ea3a4',
    480,
    repeat(46, (i) =>
      circle(
        180 + ((i * 83) % 420),
        410 + ((i * 59) % 220),
        3 + (i % 3),
        i % 2 ? '#6f7577' : '#c9cdce',
      ),
    ),
  ) +
  gleam('M216 440q10 60 50 96', 14, 0.3);

const tomatoSlice = (x, y) =>
  circle(x, y, 62, c.red) +
  circle(x, y, 51, '#e2604f') +
  around(5, x, y, ellipse(x, y - 28, 13, 18, '#f3b08f'));

const choppingBoard = () =>
  turned(
    rect(236, 196, 352, 480, '#000', 50, { opacity: 0.1 }) +
      solid(
        `${box(224, 230, 352, 430, 46)}M352 240V150q0-44 48-44t48 44v90z`,
        '#96602f',
        520,
        stroke('M290 200v480M340 90v600M420 90v600M500 200v480', '#7a4a22', 6, { opacity: 0.55 }) +
          ellipse(452, 560, 22, 44, '#7a4a22', { opacity: 0.5 }),
      ) +
      circle(400, 156, 19, c.cream),
    14,
  ) +
  tomatoSlice(330, 430) +
  tomatoSlice(440, 480) +
  leaf(500, 430, 30, 90, c.forest, { transform: 'rotate(40 500 430)' }) +
  leaf(520, 440, 30, 80, c.leaf, { transform: 'rotate(80 520 440)' });

const spoon = (head, handle) => rect(386, 330, 28, 350, handle, 14) + head;

const spoonSet = () =>
  turned(spoon(path('M330 130q70-30 140 0l-20 220q-50 24-100 0z', c.wood), c.wood), -18, 400, 640) +
  turned(
    spoon(
      ellipse(400, 240, 76, 116, '#c08a4c') +
        repeat(3, (i) => rect(362 + i * 29, 180, 16, 116, c.cream, 8)),
      '#c08a4c',
    ),
    0,
    400,
    640,
  ) +
  turned(
    spoon(
      ellipse(400, 240, 76, 112, c.darkWood) + ellipse(400, 240, 54, 88, '#5a3820'),
      c.darkWood,
    ),
    18,
    400,
    640,
  ) +
  rect(330, 520, 140, 34, c.terracotta, 10) +
  stroke('M346 537h108', c.cream, 5, { 'stroke-dasharray': '4 14' });

const plateStack = () =>
  shadow(400, 250) +
  [c.ochre, c.forest, c.indigo, c.ochre]
    .map((colour, i) => {
      const y = 610 - i * 62;
      return (
        solid(`M140 ${y - 34}h520q-30 64-150 64h-220q-120 0-150-64z`, '#efe3cf', 540) +
        rect(132, y - 44, 536, 18, colour, 9)
      );
    })
    .join('');

export const kitchen = {
  background: '#f3dfcd',
  pictures: {
    'chungu-clay-pot': clayPot(),
    'msingi-cast-iron-skillet': skillet(),
    'enamel-casserole': casserole(c.terracotta),
    'enamel-casserole-2': sideBySide(casserole, [c.forest, c.indigo], {
      scale: 0.58,
      step: 290,
      drop: 130,
    }),
    'chapati-pan': chapatiPan(),
    'sufuria-nesting-set': sufuriaSet(),
    'kikombe-stoneware-mug': mug(c.ochre),
    'kikombe-stoneware-mug-2': sideBySide(mug, [c.lagoon, c.terracotta, c.charcoal], {
      scale: 0.56,
      step: 190,
    }),
    'savanna-dinner-plate': plate(c.indigo),
    'savanna-dinner-plate-2': plateStack(),
    'olive-wood-salad-bowl': saladBowl(),
    'recycled-glass-tumblers': tumblers(c.lagoon),
    'recycled-glass-tumblers-2': sideBySide(tumblers, [c.ochre, '#6b6f73'], {
      scale: 0.6,
      step: 300,
      drop: 120,
    }),
    'granite-mortar-and-pestle': mortar(),
    'acacia-chopping-board': choppingBoard(),
    'acacia-chopping-board-2': closeUp(choppingBoard(), 380, 440),
    'mwiko-spoon-set': spoonSet(),
  },
};

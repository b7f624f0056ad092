// One SVG with two panels, without any library: what the penguins look like, and where the model errs.

const palette = ["#e8751a", "#7b3fa0", "#0f7b7b"];
const font = `font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif"`;

export function plot({ classes, confusion, results, accuracy }) {
  const right = results.filter(({ row, species }) => species === row.species).length;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 480" width="960" height="480" ${font}>
<title>Penguins: ${right} of ${results.length} right</title>
<rect width="960" height="480" rx="12" fill="#ffffff"/>
<text x="40" y="44" font-size="20" font-weight="600" fill="#1f2933">Which penguin is it?</text>
<text x="40" y="66" font-size="13" fill="#616e7c">${right} of ${results.length} held-out penguins right · accuracy ${(accuracy * 100).toFixed(1)} %</text>
${scatter({ classes, results, x: 84, y: 96, width: 430, height: 310 })}
${matrix({ classes, confusion, x: 644, y: 126, size: 280 })}
</svg>
`;
}

function scatter({ classes, results, x, y, width, height }) {
  const points = results.map(({ row, species }) => ({
    x: Number(row.bill_length_mm),
    y: Number(row.bill_depth_mm),
    actual: row.species,
    species,
  }));
  const [fromX, toX, fromY, toY] = [30, 62, 12, 23];
  const px = (value) => fixed(x + ((value - fromX) / (toX - fromX)) * width);
  const py = (value) => fixed(y + height - ((value - fromY) / (toY - fromY)) * height);
  const parts = [];
  for (let tick = 30; tick <= 60; tick += 10) {
    parts.push(`<line x1="${px(tick)}" y1="${y}" x2="${px(tick)}" y2="${y + height}" stroke="#eef1f4"/>`);
    parts.push(label(px(tick), y + height + 20, tick));
  }
  for (let tick = 12; tick <= 22; tick += 2) {
    parts.push(`<line x1="${x}" y1="${py(tick)}" x2="${x + width}" y2="${py(tick)}" stroke="#eef1f4"/>`);
    parts.push(label(x - 16, py(tick) + 4, tick));
  }
  parts.push(label(x + width / 2, y + height + 44, "bill length (mm)"));
  parts.push(
    `<g transform="translate(${x - 44} ${y + height / 2}) rotate(-90)">${label(0, 0, "bill depth (mm)")}</g>`,
  );
  classes.forEach((name, i) => {
    parts.push(
      ellipse(
        points.filter(({ actual }) => actual === name),
        { px, py, colour: palette[i] },
      ),
    );
  });
  for (const point of points) {
    const colour = palette[classes.indexOf(point.actual)];
    parts.push(
      `<circle cx="${px(point.x)}" cy="${py(point.y)}" r="4.5" fill="${colour}" fill-opacity=".85"/>`,
    );
    if (point.species !== point.actual) {
      const guess = palette[classes.indexOf(point.species)];
      parts.push(
        `<circle cx="${px(point.x)}" cy="${py(point.y)}" r="9" fill="none" stroke="${guess}" stroke-width="2.5"/>`,
      );
    }
  }
  classes.forEach((name, i) => {
    const at = x + 12 + i * 104;
    parts.push(`<circle cx="${at}" cy="${y + 14}" r="5" fill="${palette[i]}"/>`);
    parts.push(`<text x="${at + 10}" y="${y + 18}" font-size="12" fill="#3e4c59">${name}</text>`);
  });
  const at = x + 12 + classes.length * 104;
  parts.push(`<circle cx="${at}" cy="${y + 14}" r="6.5" fill="none" stroke="#7b8794" stroke-width="2"/>`);
  parts.push(`<text x="${at + 12}" y="${y + 18}" font-size="12" fill="#3e4c59">mistake</text>`);
  return parts.join("\n");
}

/** Two standard deviations around the mean: axes are the eigenvectors of the covariance, in pixels. */
function ellipse(points, { px, py, colour }) {
  const xs = points.map((point) => px(point.x));
  const ys = points.map((point) => py(point.y));
  const [mx, my] = [mean(xs), mean(ys)];
  const xx = mean(xs.map((v) => (v - mx) ** 2));
  const yy = mean(ys.map((v) => (v - my) ** 2));
  const xy = mean(xs.map((v, i) => (v - mx) * (ys[i] - my)));
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  const angle = (Math.atan2(2 * xy, xx - yy) / 2) * (180 / Math.PI);
  const [a, b] = [middle + spread, middle - spread].map((variance) =>
    fixed(2 * Math.sqrt(Math.max(variance, 0))),
  );
  return `<ellipse cx="${fixed(mx)}" cy="${fixed(my)}" rx="${a}" ry="${b}" transform="rotate(${fixed(angle)} ${fixed(mx)} ${fixed(my)})" fill="${colour}" fill-opacity=".09" stroke="${colour}" stroke-opacity=".35"/>`;
}

function matrix({ classes, confusion, x, y, size }) {
  const cell = size / classes.length;
  const parts = [
    label(x + size / 2, y - 34, "guessed"),
    `<g transform="translate(${x - 84} ${y + size / 2}) rotate(-90)">${label(0, 0, "actual")}</g>`,
  ];
  confusion.forEach((counts, i) => {
    const total = counts.reduce((sum, n) => sum + n, 0);
    parts.push(
      `<text x="${x - 10}" y="${y + i * cell + cell / 2 + 4}" font-size="12" text-anchor="end" fill="#3e4c59">${classes[i]}</text>`,
    );
    parts.push(label(x + i * cell + cell / 2, y - 12, classes[i]));
    counts.forEach((count, j) => {
      const share = count / total;
      const [left, top] = [fixed(x + j * cell), fixed(y + i * cell)];
      const colour = i === j ? palette[i] : "#d64545";
      const opacity = count === 0 ? 0 : fixed(0.15 + 0.85 * share);
      parts.push(
        `<rect x="${left + 2}" y="${top + 2}" width="${fixed(cell - 4)}" height="${fixed(cell - 4)}" rx="6" fill="#f5f7fa"/>`,
      );
      parts.push(
        `<rect x="${left + 2}" y="${top + 2}" width="${fixed(cell - 4)}" height="${fixed(cell - 4)}" rx="6" fill="${colour}" fill-opacity="${opacity}"/>`,
      );
      const ink = count === 0 ? "#b8c2cc" : share > 0.5 ? "#ffffff" : "#1f2933";
      parts.push(
        `<text x="${fixed(left + cell / 2)}" y="${fixed(top + cell / 2 + 8)}" font-size="24" font-weight="600" text-anchor="middle" fill="${ink}">${count}</text>`,
      );
    });
  });
  return parts.join("\n");
}

const label = (x, y, text) =>
  `<text x="${fixed(x)}" y="${fixed(y)}" font-size="12" text-anchor="middle" fill="#7b8794">${text}</text>`;

const mean = (numbers) => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

const fixed = (value) => Number(value.toFixed(2));

// Made solar.csv: node data/make.mjs > data/solar.csv. A year of noons at one solar panel, invented: the panel of a textbook, which
// loses power as its cells warm up, in weather of a mild climate, read by a meter that is off by about 5 W.
const random = generator(11);
const rows = Array.from({ length: 365 }, (_, day) => noon(day + 1));
console.log(["day,irradiance_w_m2,temperature_c,wind_m_s,power_w", ...rows].join("\n"));

function noon(day) {
  const summer = -Math.cos((2 * Math.PI * (day + 10)) / 365);
  const clear = (620 + 280 * summer) * (1 - 0.8 * random() ** 2);
  const irradiance = Math.round(clear);
  const temperature = Number((11 + 9 * summer + 5 * normal()).toFixed(1));
  const wind = Number((1 + 8 * random() ** 1.5).toFixed(1));
  const cell = temperature + (irradiance * 0.035) / (1 + 0.15 * wind);
  const power = 0.4 * irradiance * (1 - 0.0045 * (cell - 25)) + 5 * normal();
  return [day, irradiance, temperature, wind, power.toFixed(1)].join(",");
}

/** Near enough to a normal distribution with a deviation of 1. */
function normal() {
  return Array.from({ length: 12 }, random).reduce((sum, n) => sum + n, -6);
}

/** Mulberry32: the same numbers on every machine, which Math.random cannot give. */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
